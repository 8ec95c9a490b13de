# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Carriers of Odoo's delivery methods, as Walmart spells them."""

from __future__ import annotations

import pytest
from connectors.walmart import WalmartConnector
from connectors.walmart.carriers import CARRIERS, OTHER, exact
from walmart_account import fits

from simulator.walmart_shipping import CARRIERS as KNOWN


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UPS Ground", "UPS"),
        ("UPS Mail Innovations", "UPSMI"),
        ("USPS Priority Mail", "USPS"),
        ("FedEx 2Day", "FedEx"),
        ("FedEx SmartPost", "FEDEXSP"),
        ("FedEx Ground Economy", "FEDEXSP"),
        ("DHL Express Worldwide", "DHL"),
        ("DHL eCommerce", "DHL Ecommerce - US"),
        ("GLS", "GLS"),
        ("Royal Mail Tracked 24", "Royal Mail"),
        ("Canada Post Xpresspost", "Canada Post"),
        ("Deutsche Post", "Deutsche Post"),
        ("PostNord Sweden", "PostNord Sweden"),
        ("OnTrac", "OnTrac"),
        ("LaserShip", "LS"),
        ("Asendia", "Asendia"),
    ],
)
def test_a_carrier_is_proposed_by_its_name(name, code):
    assert WalmartConnector.propose_carrier(name).code == code


@pytest.mark.parametrize("name", ["Bike courier", "DPD", "Pilot program", "Seur"])
def test_a_carrier_that_walmart_does_not_list_is_not_guessed(name):
    proposal = WalmartConnector.propose_carrier(name)
    assert (proposal.code, proposal.known) == (OTHER, False)


def test_the_simulator_takes_the_carriers_of_the_connector_and_no_other():
    assert KNOWN == {code for code, _label in CARRIERS if code != OTHER}


def test_carriers_are_compared_letter_by_letter():
    assert exact(" fedexsp ") == "FEDEXSP"
    assert exact("dhl ecommerce  - us") == "DHL Ecommerce - US"
    assert exact("OTHER") == OTHER
    assert exact("Bike & Co") == "Bike & Co"


def test_every_carrier_fits_the_document_or_is_new_since():
    told = {
        "orderShipment": {
            "orderLines": {
                "orderLine": [
                    {
                        "lineNumber": "1",
                        "sellerOrderId": "1",
                        "orderLineStatuses": {"orderLineStatus": []},
                    }
                ]
            }
        }
    }
    (line,) = told["orderShipment"]["orderLines"]["orderLine"]
    for code, _label in CARRIERS:
        carrier = {"otherCarrier": "x"} if code == OTHER else {"carrier": code}
        line["orderLineStatuses"]["orderLineStatus"] = [
            {
                "status": "Shipped",
                "statusQuantity": {"unitOfMeasurement": "EACH", "amount": "1"},
                "trackingInfo": {
                    "shipDateTime": 1772447459000,
                    "carrierName": carrier,
                    "methodCode": "Value",
                    "trackingNumber": "1",
                    "trackingURL": "https://track.example.com/1",
                },
            }
        ]
        fits(told, "shippingUpdates")
