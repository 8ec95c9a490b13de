# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What is sent to Shopify, and what the simulator answers, by the names and types of
Shopify's own schema (fixtures/shopify/schema.json)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from connectors import connect
from connectors.base import ConnectorError, Shipment, ShipmentLine
from connectors.limits import Limiter
from connectors.shopify import documents
from connectors.tokens import TOKENS

from simulator import order_records, records, running
from simulator import shopify_graphql as graphql

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "shopify" / "schema.json").read_text()
)
TYPES, ENUMS = SCHEMA["types"], SCHEMA["enums"]
ROOTS = {"query": "QueryRoot", "mutation": "Mutation"}
DOCUMENTS = [
    *(
        text
        for text in vars(documents).values()
        if isinstance(text, str) and text.startswith(("query ", "mutation "))
    ),
    *documents.MORE.values(),
    *(make(2) for make in (documents.create, documents.cancel, documents.update)),
]
#: Personal data of buyers, on the types that are asked for.
PERSONAL = "customer|email|phone|address|note|destination|clientIp|customAttributes"


def bare(written: str) -> str:
    return re.sub(r"[\[\]!]", "", written)


def field_of(kind: str, name: str) -> tuple[str, dict]:
    found = TYPES[kind][name]
    return (found, {}) if isinstance(found, str) else tuple(found)


def operation(text: str) -> str:
    return re.match(r"\w+ (\w+)", text)[1]


def check_fields(kind, fields, document):
    """Every field is one of its type, with arguments of the right types, and has a
    selection just where its type has fields."""
    for asked in fields:
        if asked.on:
            assert kind == "Node"
            check_fields(asked.on, asked.fields, document)
            continue
        written, arguments = field_of(kind, asked.name)
        for name, value in asked.arguments.items():
            wanted = arguments[name]
            if isinstance(value, graphql.Variable):
                given = document.variables[value.name]
                assert given.rstrip("!") == wanted.rstrip("!"), (asked.name, name)
                assert given.endswith("!") or not wanted.endswith("!")
        required = {n for n, written in arguments.items() if written.endswith("!")}
        assert required <= set(asked.arguments)
        inner = bare(written)
        assert bool(asked.fields) == (inner in TYPES or inner == "Node"), asked.name
        check_fields(inner, asked.fields, document)


@pytest.mark.parametrize("text", DOCUMENTS, ids=operation)
def test_a_document_is_one_of_shopifys_schema(text):
    document = graphql.parse(text)
    check_fields(ROOTS[document.kind], document.fields, document)
    used = re.findall(r"\$(\w+)", text)
    assert all(used.count(name) >= 2 for name in document.variables), "unused variable"


@pytest.mark.parametrize("text", DOCUMENTS, ids=operation)
def test_no_document_asks_for_the_buyer(text):
    assert not re.search(rf"\b({PERSONAL})\b", text, re.IGNORECASE)


@pytest.mark.parametrize("text", DOCUMENTS, ids=operation)
def test_no_query_can_cost_more_than_shopify_lets_it(text):
    document = graphql.parse(text)
    sizes = {
        "first": documents.VARIANTS,
        "lines": documents.LINES,
        "fulfillments": documents.FULFILLMENTS,
    }
    if document.name == "OrdersChanged":
        sizes = {"first": documents.ORDERS, "lines": documents.FEW}
    assert graphql.cost(document, sizes) <= 500


# --- The simulator ----------------------------------------------------------------

SCALARS = {
    "ID": r"gid://shopify/[A-Za-z]+/[0-9]+",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "URL": r"https?://\S+",
}


def check_value(written, asked, value):
    if written.endswith("!"):
        assert value is not None, asked.name
        written = written[:-1]
    if value is None:
        return
    if written.startswith("["):
        assert isinstance(value, list)
        for each in value:
            check_value(written[1:-1], asked, each)
    elif written in TYPES:
        check_object(written, asked.fields, value)
    elif written in ENUMS:
        assert value in ENUMS[written]
    elif written in ("Int", "Float", "Boolean"):
        kinds = {"Int": (int,), "Float": (int, float), "Boolean": (bool,)}
        assert type(value) in kinds[written], asked.name
    else:
        assert isinstance(value, str)
        assert re.fullmatch(SCALARS.get(written, r"(?s).*"), value), asked.name


def check_object(kind, fields, value):
    names = {asked.alias for asked in fields if not asked.on}
    assert isinstance(value, dict)
    assert names == set(value) or any(asked.on for asked in fields)
    for asked in fields:
        if asked.on:
            check_object(asked.on, asked.fields, value)
        else:
            check_value(field_of(kind, asked.name)[0], asked, value[asked.alias])


@pytest.fixture
def answers(monkeypatch):
    """The simulator's answers to documents: (document, its data)."""
    found = []
    run = graphql.answer

    def watch(fields, data, given):
        answer = run(fields, data, given)
        found.append((data["__typename"], fields, answer))
        return answer

    monkeypatch.setattr(graphql, "answer", watch)
    TOKENS.forget()
    return found


def test_the_simulator_answers_as_shopifys_schema_says(answers):
    with running(rate_scale=0) as sim:
        seller = records.register_seller(sim, {"platform": "shopify", "seller_id": "a"})
        given = seller["credentials"] | {"allow_private_hosts": "1"}
        connector = connect("shopify", given, Limiter({}))
        row = {"platform": "shopify", "seller_id": "a"}
        places = [{"location": "1", "method": "SHIPPING"}]
        places.append({"location": "2", "method": "SHIPPING"})
        (order,) = order_records.add_orders(
            sim, [row | {"items": [{}, {}], "details": {"places": places}}]
        )
        records.add_items(sim, [row | {"sku": "A", "weight": 1, "image_url": ""}])
        lines = [ShipmentLine(i["order_item_id"], 1) for i in order["items"]]
        numbers = ("1Z999AA10123456784", "1Z999AA10123456793")
        shipment = Shipment(
            order_ref=order["order_id"],
            reference="1",
            carrier_code="UPS",
            carrier_name="",
            service="",
            tracking_numbers=numbers,
            tracking_url="",
            shipped_at=None,
            lines=tuple(lines),
        )
        for api in ("products", "orders", "writeback"):
            connector.probe(api)
        connector.confirm(shipment)
        connector.order(order["order_id"])
        connector.items()
        connector.void(shipment)
        with pytest.raises(ConnectorError):
            connector.order("#0")
        connector.close()
    kinds = set()
    for kind, fields, answer in answers:
        if kind in TYPES:
            kinds.add(kind)
            check_object(kind, fields, answer)
    assert kinds >= {"Order", "Fulfillment", "FulfillmentOrder", "ProductVariant"}
