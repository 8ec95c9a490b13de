# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A Walmart account at the marketplace on loopback, and what checks its wire."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import jsonschema
import pytest
from connectors import connect
from loopback import Reply
from vendor_walmart import fixture

CLIENT = "4f1c8b7e-0000-4000-8000-000000000001"
SECRET = "walmart-s3cr/et+value=1"


@pytest.fixture
def given(marketplace):
    return {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "endpoint": marketplace.url,
        "token_endpoint": marketplace.url + "/token",
        "allow_private_hosts": "1",
    }


@pytest.fixture
def walmart(given):
    connector = connect("walmart", given)
    yield connector
    connector.close()


def order(**changed) -> dict:
    """The order of the fixture, with some fields replaced."""
    return {"order": fixture("order")["order"] | changed}


def line(number="1", quantity=1, *statuses, **changed) -> dict:
    """An order line; ``statuses``: (status, quantity) or (.., tracking number)."""
    return {
        "lineNumber": number,
        "item": {"productName": "Cup", "sku": "CUP-1"},
        "orderLineQuantity": {"unitOfMeasurement": "EACH", "amount": str(quantity)},
        "statusDate": 1772449200000,
        "orderLineStatuses": {"orderLineStatus": [_status(*one) for one in statuses]},
    } | changed


def _status(word, quantity, tracking=""):
    told = {"unitOfMeasurement": "EACH", "amount": str(quantity)}
    found = {"status": word, "statusQuantity": told}
    if tracking:
        carrier = {"otherCarrier": None, "carrier": "UPS"}
        found["trackingInfo"] = {
            "shipDateTime": 1772445600000,
            "carrierName": carrier,
            "methodCode": "Value",
            "trackingNumber": tracking,
        }
    return found


def of_lines(*lines, **changed) -> dict:
    return order(orderLines={"orderLine": list(lines)}, **changed)


def replies(*bodies) -> list[Reply]:
    return [Reply(200, body) for body in bodies]


def asked(request) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.path).query))


def fits(value: object, schema: str) -> None:
    jsonschema.validate(value, fixture(f"{schema}.schema"))
