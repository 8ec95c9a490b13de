# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person enters on a marketplace's own page to confirm a parcel."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from connectors.amazon import AmazonConnector
from connectors.base import Connector, Shipment, ShipmentLine
from connectors.steps import Packed
from connectors.text import Text

LEFT_AT = datetime(2026, 11, 24, 9, 30, tzinfo=timezone.utc)
SHIPMENT = Shipment(
    order_ref="111-1234567-1234567",
    reference="abc",
    carrier_code="UPS",
    carrier_name="",
    service=" Ground ",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=LEFT_AT,
    lines=(ShipmentLine("1", 2),),
)
PACKED = Packed(SHIPMENT, goods=(("Lamp", 2), ("Cable", 1.5)))


def _values(steps):
    return [(str(label), value) for label, value in steps.values]


def test_seller_central_asks_for_date_carrier_service_and_tracking_id():
    steps = AmazonConnector.by_hand(PACKED)
    assert _values(steps) == [
        ("Ship date", LEFT_AT),
        ("Carrier", "UPS"),
        ("Shipping service", "Ground"),
        ("Tracking ID", "1Z999AA10123456784"),
    ]
    assert steps.where == "Manage Orders > the order > Confirm shipment."


def test_another_carrier_is_chosen_and_then_named():
    other = replace(SHIPMENT, carrier_code="other", carrier_name="Bike Courier")
    values = _values(AmazonConnector.by_hand(Packed(other)))
    assert values[1:3] == [("Carrier", "Other"), ("Carrier name", "Bike Courier")]


def test_what_is_not_known_is_not_asked_for():
    bare = replace(
        SHIPMENT, carrier_code="", service="", tracking_numbers=(), shipped_at=None
    )
    assert AmazonConnector.by_hand(Packed(bare)).values == ()


def test_a_part_of_an_order_is_a_package_of_its_own():
    steps = AmazonConnector.by_hand(replace(PACKED, whole=False))
    assert "Add a package" in steps.where
    assert _values(steps)[-2:] == [
        ("Quantity of Lamp", "2"),
        ("Quantity of Cable", "1.5"),
    ]


def test_each_further_number_is_a_package_of_its_own():
    two = replace(SHIPMENT, tracking_numbers=("1Z1", "1Z2"))
    steps = AmazonConnector.by_hand(Packed(two))
    assert "for each further tracking ID" in steps.where
    assert _values(steps)[-1] == ("Tracking ID of another package", "1Z2")


def test_what_was_told_is_edited():
    assert "Edit shipment" in AmazonConnector.by_hand(replace(PACKED, told=True)).where


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("connector", [AmazonConnector, Connector])
def test_every_sentence_can_be_translated(connector, whole, told):
    steps = connector.by_hand(replace(PACKED, whole=whole, told=told))
    assert isinstance(steps.where, Text)
    assert all(isinstance(label, Text) for label, _value in steps.values)


def test_a_platform_that_declares_nothing_has_the_usual_steps():
    named = replace(SHIPMENT, carrier_name="United Parcel Service")
    assert _values(Connector.by_hand(Packed(named))) == [
        ("Ship Date", LEFT_AT),
        ("Carrier", "United Parcel Service"),
        ("Shipping Service", "Ground"),
        ("Tracking Number", "1Z999AA10123456784"),
    ]
