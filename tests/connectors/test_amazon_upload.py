# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Amazon's shipping confirmation file, to the byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from connectors import CONNECTORS
from connectors.base import Rejected, Shipment, ShipmentLine
from hypothesis import given
from hypothesis import strategies as st

UTC = timezone.utc
TOKYO = timezone(timedelta(hours=9))
UPLOAD = CONNECTORS["amazon"].upload_file
SHIPMENT = Shipment(
    order_ref="123-4567890-1234567",
    reference="00c0ffee",
    carrier_code="UPS",
    carrier_name="",
    service="Ground",
    tracking_numbers=("1Z999AA10123456784",),
    tracking_url="",
    shipped_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    lines=(ShipmentLine("10000000000001", 2.0),),
)


def encoded(shipment, zone=UTC):
    return UPLOAD.encode(UPLOAD.rows(shipment, zone))


def test_the_heading_names_the_columns_as_amazon_does():
    assert UPLOAD.encode([UPLOAD.columns]) == (
        b"order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name"
        b"\ttracking-number\tship-method\r\n"
    )


def test_one_line():
    assert encoded(SHIPMENT) == (
        b"123-4567890-1234567\t10000000000001\t2\t2026-03-01\tUPS\t"
        b"\t1Z999AA10123456784\tGround\r\n"
    )


def test_a_row_for_each_item_with_its_quantity():
    lines = (
        ShipmentLine("10000000000001", 1),
        ShipmentLine("10000000000002", 3),
        ShipmentLine("10000000000001", 1),
    )
    assert encoded(replace(SHIPMENT, lines=lines)) == (
        b"123-4567890-1234567\t10000000000001\t2\t2026-03-01\tUPS\t"
        b"\t1Z999AA10123456784\tGround\r\n"
        b"123-4567890-1234567\t10000000000002\t3\t2026-03-01\tUPS\t"
        b"\t1Z999AA10123456784\tGround\r\n"
    )


def test_all_of_an_order_needs_no_items():
    assert encoded(replace(SHIPMENT, lines=())) == (
        b"123-4567890-1234567\t\t\t2026-03-01\tUPS\t\t1Z999AA10123456784\tGround\r\n"
    )


def test_a_carrier_that_amazon_does_not_list_has_its_name():
    other = replace(SHIPMENT, carrier_code="other", carrier_name=" Vélo Express ")
    assert (
        encoded(other)
        == (
            "123-4567890-1234567\t10000000000001\t2\t2026-03-01\tOther\tVélo Express"
            "\t1Z999AA10123456784\tGround\r\n"
        ).encode()
    )


def test_the_name_of_a_listed_carrier_is_left_out():
    assert encoded(replace(SHIPMENT, carrier_name="U.P.S.")) == encoded(SHIPMENT)


def test_the_day_is_that_of_the_time_zone():
    assert b"\t2026-03-02\t" in encoded(SHIPMENT, TOKYO)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("invalid_order_id", {"order_ref": "4711"}),
        ("missing_tracking_number", {"tracking_numbers": ()}),
        ("missing_carrier", {"carrier_code": " "}),
        ("missing_carrier_name", {"carrier_code": "Other"}),
        ("missing_order_item", {"lines": (ShipmentLine("", 1),)}),
        ("invalid_quantity", {"lines": (ShipmentLine("10000000000001", 0.5),)}),
        ("naive_datetime", {"shipped_at": datetime(2026, 3, 1)}),
    ],
)
def test_what_amazon_requires_is_asked_for(code, changes):
    with pytest.raises(Rejected) as refusal:
        UPLOAD.rows(replace(SHIPMENT, **changes), UTC)
    assert refusal.value.code == code
    assert refusal.value.hint


@given(st.text(), st.text())
def test_no_text_can_end_its_cell_or_its_row(service, name):
    shipment = replace(
        SHIPMENT, carrier_code="Other", carrier_name="x" + name, service=service
    )
    text = encoded(shipment).decode()
    assert text.endswith("\r\n")
    assert len(text[:-2].split("\t")) == len(UPLOAD.columns)
    assert text[:-2].replace("\t", "").isprintable()


def test_where_it_is_uploaded(amazon):
    assert amazon.upload_url() == "https://sellercentral.amazon.com"
