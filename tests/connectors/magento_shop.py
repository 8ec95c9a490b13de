# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A Magento shop in the simulator, and the document that judges what is said to it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from connectors import connect
from connectors.base import Shipment, ShipmentLine
from connectors.delivery import Job
from connectors.limits import Limiter
from connectors.matching import WantedLine
from loopback import Reply

from simulator import order_records, records

FIXTURES = Path(__file__).parents[1] / "fixtures" / "magento"
DOCUMENT = json.loads((FIXTURES / "admin-2.4.9.json").read_text(encoding="utf-8"))
NUMBERS = ("1Z999AA10123456784", "1Z999AA10123456793", "1Z999AA10123456800")


def check(data, name: str, partly: bool = False) -> None:
    """Hold data against a schema of the vendor's document.

    :param partly: only some fields were asked for; the document knows whole answers
    """
    schemas = json.loads(json.dumps(DOCUMENT))
    for schema in schemas["definitions"].values():
        schema.setdefault("additionalProperties", False)
        if partly:
            schema.pop("required", None)
            for key, known in schema.get("properties", {}).items():
                # Empty values come as null, which OpenAPI 2.0 has no word for.
                null = {"anyOf": [known, {"type": "null"}]}
                schema["properties"][key] = null
    schema = {"$ref": f"#/definitions/{name}"} | schemas
    jsonschema.Draft4Validator(schema).validate(data)


class Shop:
    """An account on a shop, and what the shop was sent."""

    def __init__(self, sim, **options):
        self.sim = sim
        row = {"platform": "magento", "seller_id": "ONE", "options": options}
        self.seller = records.register_seller(sim, row)
        self.connector = self.connect()

    def connect(self, **changed: str):
        given = self.seller["credentials"] | {"allow_private_hosts": "1"} | changed
        self.connector = connect("magento", given, Limiter({}))
        return self.connector

    def order(self, *quantities: int, **more) -> dict:
        row = {"platform": "magento", "seller_id": "ONE"}
        items = [{"quantity": quantity} for quantity in quantities or (1,)]
        (made,) = order_records.add_orders(self.sim, [row | {"items": items} | more])
        return made

    def shipment(self, order: dict, *numbers: str, parcel=None, **changed) -> Shipment:
        """Return a parcel of an order; ``parcel``: quantity by line, default all."""
        rows = {row["order_item_id"]: row["quantity"] for row in order["items"]}
        values = {
            "order_ref": order["order_id"],
            "reference": "00c0ffee00c0ffee",
            "carrier_code": "ups",
            "carrier_name": "",
            "service": "",
            "tracking_numbers": numbers or NUMBERS[:1],
            "tracking_url": "",
            "shipped_at": None,
            "lines": tuple(ShipmentLine(*line) for line in (parcel or rows).items()),
        }
        return Shipment(**values | changed)

    def shipments(self, order: dict) -> list[dict]:
        """Return what Magento shows of an order's shipments."""
        made = self.sim.order(order["order_id"])
        from simulator import magento_documents

        packages = made.packages(self.sim.clock.now()).values()
        return [magento_documents.shipment_document(made, each) for each in packages]

    def told(self, order: dict) -> int:
        return self.sim.ledger.told(order["order_id"])


def bare(value) -> Reply:
    """Return an answer that is a JSON value without an object around it."""
    body = json.dumps(value).encode()
    return Reply(200, body, {"Content-Type": "application/json"})


def job(shop, order, *numbers, **more):
    wanted = tuple(
        WantedLine(place, row["sku"], row["title"], row["quantity"])
        for place, row in enumerate(order["items"])
    )
    shipment = shop.shipment(order, *numbers)
    return Job(1, 1, "", shipment, wanted, **more)


#: An order as a shop answers it, and what is made of it.
ORDER = {
    "items": [
        {
            "entity_id": 9,
            "increment_id": "000000123",
            "state": "new",
            "created_at": "2026-03-01 10:00:00",
            "updated_at": "2026-03-02 10:00:00",
            "items": [{"item_id": 41, "sku": "A", "qty_ordered": 2, "name": "Lamp"}],
        }
    ],
    "total_count": 1,
}
EXAMPLE = {"order_id": "000000123", "items": [{"order_item_id": "41", "quantity": 2}]}
MADE = {
    "entity_id": 7,
    "order_id": 9,
    "items": [{"order_item_id": 41, "qty": 2}],
    "tracks": [
        {
            "entity_id": 1,
            "track_number": NUMBERS[0],
            "title": "United Parcel Service",
            "carrier_code": "ups",
        }
    ],
}
