# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What Magento calls a carrier, and what a person enters in its Admin."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from connectors.base import Shipment
from connectors.carriers import CarrierProposal
from connectors.magento import MagentoConnector
from connectors.steps import Packed

propose = MagentoConnector.propose_carrier


@pytest.mark.parametrize(
    ("name", "code", "service"),
    [
        ("UPS Ground", "ups", "Ground"),
        ("United Parcel Service", "ups", ""),
        ("USPS Priority Mail", "usps", "Priority Mail"),
        ("US Postal Service", "usps", ""),
        ("FedEx 2Day", "fedex", "2Day"),
        ("Federal Express", "fedex", ""),
        ("DHL Express Worldwide", "dhl", "Worldwide"),
        ("DHL", "dhl", ""),
    ],
)
def test_carriers_that_magento_lists(name, code, service):
    assert propose(name) == CarrierProposal(code, service=service)


@pytest.mark.parametrize(
    "name",
    "DHL Parcel;DHL eCommerce;DHL Paket;DPD;GLS;Royal Mail;Canada Post;Australia Post;"
    "La Poste;Colissimo;PostNL;bpost;Correos;TNT;Hermes;Evri;Yodel;Chronopost;"
    "Mondial Relay;OnTrac;LaserShip;Amazon Shipping".split(";"),
)
def test_all_others_go_by_their_name(name):
    assert propose(name) == CarrierProposal("custom", name=name, known=False)


def parcel(**changed) -> Shipment:
    values = {
        "order_ref": "000000123",
        "reference": "0a",
        "carrier_code": "custom",
        "carrier_name": "Bike & Co",
        "service": "",
        "tracking_numbers": ("A1", "B2"),
        "tracking_url": "",
        "shipped_at": datetime(2026, 3, 1, tzinfo=timezone.utc),
        "lines": (),
    }
    return Shipment(**values | changed)


def test_a_new_shipment_by_hand():
    goods = (("Lamp", 2.0),)
    found = MagentoConnector.by_hand(Packed(parcel(), goods, whole=False))
    assert "Ship" in found.where
    assert [(str(label), str(value)) for label, value in found.values] == [
        ("Quantity of Lamp", "2"),
        ("Carrier", "Custom Value"),
        ("Title", "Bike & Co"),
        ("Number", "A1"),
        ("Carrier", "Custom Value"),
        ("Title", "Bike & Co"),
        ("Number", "B2"),
    ]


def test_a_correction_by_hand():
    shipment = parcel(carrier_code="ups", carrier_name="", tracking_numbers=("A1",))
    found = MagentoConnector.by_hand(Packed(shipment, told=True))
    assert "Shipping and Tracking Information" in found.where
    assert ("Title", "United Parcel Service") in found.values
