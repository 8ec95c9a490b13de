# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What eBay calls the carriers, and what it is told of those it does not list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from connectors.base import Rejected
from connectors.carriers import CarrierProposal
from connectors.ebay import EbayConnector
from connectors.ebay.fulfillment import fulfillment
from hypothesis import given
from hypothesis import strategies as st
from test_ebay_connector import SHIPMENT, conforms

propose = EbayConnector.propose_carrier


@pytest.mark.parametrize(
    ("name", "code", "service"),
    [
        ("UPS Ground", "UPS", "Ground"),
        ("USPS Priority Mail", "USPS", "Priority Mail"),
        ("FedEx 2Day", "FedEx", "2Day"),
        ("FedEx SmartPost", "FedExSmartPost", ""),
        ("DHL", "DHL", ""),
        ("DHL Express", "DHL", "Express"),
        ("DHL Parcel", "DHL", "Parcel"),
        ("DHL Paket", "DHL", "Paket"),
        ("DHL eCommerce", "DHL", "eCommerce"),
        ("DPD Classic", "DPD", "Classic"),
        ("DPD France", "Exapaq", ""),
        ("GLS Business Parcel", "GLS", "Business Parcel"),
        ("Royal Mail Tracked 24", "RoyalMail", "Tracked 24"),
        ("Australia Post", "AustraliaPost", ""),
        ("La Poste", "LAPOSTE", ""),
        ("Colissimo", "Colissimo", ""),
        ("PostNL", "PostNL", ""),
        ("bpost", "BPost", ""),
        ("Correos", "Correos", ""),
        ("Hermes", "Hermes", ""),
        ("Yodel", "Yodel", ""),
        ("Chronopost", "Chronopost", ""),
        ("Mondial Relay", "MondialRelay", ""),
        ("OnTrac", "ONTRACK", ""),
        ("LaserShip", "Prestige", ""),
        ("Deutsche Post", "DeutschePost", ""),
        ("Osterreichische Post", "OsterreichischePostAG", ""),
        ("BRT", "Bartolini", ""),
    ],
)
def test_a_carrier_that_ebay_lists(name, code, service):
    assert propose(name) == CarrierProposal(code, service=service)


@pytest.mark.parametrize(
    "name", ["Canada Post", "Evri", "TNT", "Amazon Shipping", "Bike courier"]
)
def test_a_carrier_that_ebay_does_not_list_goes_by_its_name(name):
    proposal = propose(name)
    assert proposal == CarrierProposal("Other", name=name, known=False)
    shipment = replace(SHIPMENT, carrier_code="Other", carrier_name=name)
    assert fulfillment(shipment)["shippingCarrierCode"] == name


@pytest.mark.parametrize(
    ("code", "name", "sent"),
    [
        ("ups", "", "UPS"),
        (" royalmail ", "", "RoyalMail"),
        ("other", "Other", "Other"),
        ("Evri", "ignored", "Evri"),
        ("Poste_Maroc!", "", "Poste Maroc"),
        ("Other", "Ελληνικά", "Other"),
        ("Other", "Société Générale-Express", "Societe Generale-Express"),
    ],
)
def test_what_goes_out(code, name, sent):
    shipment = replace(SHIPMENT, carrier_code=code, carrier_name=name)
    assert fulfillment(shipment)["shippingCarrierCode"] == sent


def test_other_without_a_name_is_refused():
    with pytest.raises(Rejected) as caught:
        fulfillment(replace(SHIPMENT, carrier_code="Other", carrier_name=" "))
    assert caught.value.code == "missing_carrier_name"


@given(st.text(), st.text())
def test_whatever_is_entered_is_refused_or_as_ebay_takes_it(code, name):
    shipment = replace(SHIPMENT, carrier_code=code, carrier_name=name)
    try:
        body = fulfillment(shipment)
    except Rejected:
        return
    conforms("ShippingFulfillmentDetails", body)
    assert re.fullmatch("[0-9A-Za-z -]+", body["shippingCarrierCode"])


def test_the_codes_are_those_of_the_enumeration():
    """143 and Other: none reserved, replaced or unsupported, nor a second bpost."""
    codes = [code for code, _label in EbayConnector.carriers]
    assert len(codes) == len({code.lower() for code in codes}) == 144
    assert not {"TNT", "DHLG", "Seur", "CustomCode", "HomeDeliveryNetwork"} & {*codes}
    assert codes[-1] == "Other"
