# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What WooCommerce calls a carrier."""

from __future__ import annotations

import pytest
from connectors.woocommerce import WooCommerceConnector
from connectors.woocommerce.carriers import CARRIERS, OTHER, label_of

propose = WooCommerceConnector.propose_carrier


@pytest.mark.parametrize("code", [code for code, _label in CARRIERS])
def test_every_provider_is_proposed_by_its_own_name(code):
    name = label_of(code)
    if code not in (OTHER, "toll"):  # toll is an everyday word
        assert propose(name).code == code, name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UPS Ground", "ups"),
        ("FedEx 2Day", "fedex"),
        ("USPS Priority Mail", "usps"),
        ("DHL Express", "dhl"),
        ("Royal Mail Tracked 24", "royal-mail"),
    ],
)
def test_a_service_is_its_carriers(name, code):
    assert propose(name).code == code


def test_any_other_goes_by_its_own_name():
    proposal = propose("Bike courier")
    assert (proposal.code, proposal.name) == (OTHER, "Bike courier")
    assert not proposal.known
