# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A platform of another module conforms to the interface, like the add-on's own."""

from __future__ import annotations

import pytest
from conformance import Conformance
from connectors import CONNECTORS
from parcel_bay import ParcelBay

from simulator import app


@pytest.fixture(autouse=True)
def parcel_bay(monkeypatch):
    before = dict(CONNECTORS)
    from shipgear_example_marketplace.connector import ParcelBayConnector

    monkeypatch.setitem(CONNECTORS, "parcel_bay", ParcelBayConnector)
    monkeypatch.setattr(app, "PLATFORMS", [*app.PLATFORMS, ParcelBay])
    yield
    CONNECTORS.clear()
    CONNECTORS.update(before)


class TestParcelBay(Conformance):
    platform = "parcel_bay"

    def writing(self, connector):
        return "ship"
