# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What BigCommerce calls carriers, and what a person enters in its control panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from connectors.base import Shipment
from connectors.bigcommerce import BigCommerceConnector
from connectors.bigcommerce.carriers import is_provider
from connectors.carriers import CarrierProposal
from connectors.steps import Packed

propose = BigCommerceConnector.propose_carrier


@pytest.mark.parametrize(
    ("name", "code", "service"),
    [
        ("UPS Ground", "ups", "Ground"),
        ("UPS Mail Innovations", "ups-mi", ""),
        ("USPS Priority Mail", "usps", "Priority Mail"),
        ("FedEx 2Day", "fedex", "2Day"),
        ("DHL Express", "dhl", ""),
        ("DHL Express Worldwide", "dhl", "Worldwide"),
        ("DHL Parcel UK", "dhlparcel-uk", ""),
        ("DHL Parcel", "dhlparcel-nl", ""),
        ("DHL eCommerce", "dhl-global-mail", ""),
        ("DPD Classic", "dpd", "Classic"),
        ("DPD Local", "interlink-express", ""),
        ("GLS Euro Business Parcel", "gls", "Euro Business Parcel"),
        ("Royal Mail Tracked 24", "royalmail", "Tracked 24"),
        ("Canada Post Expedited", "canadapost", "Expedited"),
        ("Australia Post", "auspost", ""),
        ("La Poste", "la-poste-colissimo", ""),
        ("Colissimo (domicile)", "colissimo", "domicile"),
        ("PostNL", "postnl", ""),
        ("bpost", "bpost", ""),
        ("Correos", "spain-correos-es", ""),
        ("Correos Express", "correosexpress", ""),
        ("TNT Economy", "tnt", "Economy"),
        ("Hermes", "hermes-de", ""),
        ("Evri", "myhermes-uk", ""),
        ("Yodel", "yodel", ""),
        ("Chronopost 13", "chronopost-france", "13"),
        ("Mondial Relay", "mondialrelay", ""),
        ("OnTrac", "ontrac", ""),
        ("LaserShip", "lasership", ""),
        ("Amazon Shipping", "amazon", ""),
        ("Österreichische Post", "austrian-post", ""),
    ],
)
def test_a_carrier_that_bigcommerce_links(name, code, service):
    assert propose(name) == CarrierProposal(code, service=service)


@pytest.mark.parametrize("name", ["Bike courier", "Upside Delivery"])
def test_any_other_goes_by_its_own_name(name):
    assert propose(name) == CarrierProposal("other", name=name, known=False)


def test_the_program_that_ships_tells_the_carrier():
    assert propose("Standard", "ups_rest").code == "ups"
    assert propose("Standard", "usps_rest").code == "usps"


def test_a_code_goes_into_one_of_two_fields():
    assert is_provider("royalmail") and is_provider("carrier_12")
    assert not is_provider("dhl") and not is_provider("other")


def test_each_carrier_is_shown_by_its_name():
    labels = [label for _code, label in BigCommerceConnector.carriers]
    assert len(set(labels)) == len(labels)
    assert labels[:-1] == sorted(labels[:-1], key=str.casefold)


SHIPMENT = Shipment(
    order_ref="1234",
    reference="00c0ffee",
    carrier_code="dhl",
    carrier_name="",
    service=" Worldwide ",
    tracking_numbers=("1Z", "2Z"),
    tracking_url="",
    shipped_at=datetime(2026, 3, 2, tzinfo=timezone.utc),
    lines=(),
)


def _values(packed):
    steps = BigCommerceConnector.by_hand(packed)
    return [(str(label), value) for label, value in steps.values]


def test_what_is_entered_by_hand():
    packed = Packed(SHIPMENT, goods=(("Lamp", 2),), whole=False)
    assert _values(packed) == [
        ("Quantity of Lamp", "2"),
        ("Carrier", "DHL"),
        ("Shipping service", "Worldwide"),
        ("Tracking ID", "1Z"),
        ("Tracking ID of another package", "2Z"),
    ]
    assert "Ship Items" in BigCommerceConnector.by_hand(packed).where
    told = BigCommerceConnector.by_hand(replace(packed, told=True))
    assert "number of its shipment" in told.where


def test_another_carrier_is_entered_by_its_name():
    other = replace(SHIPMENT, carrier_code="other", carrier_name="Bike & Co")
    assert ("Carrier", "Bike & Co") in _values(Packed(other))
    new = replace(SHIPMENT, carrier_code="some-new-one")
    assert ("Carrier", "some-new-one") in _values(Packed(new))
