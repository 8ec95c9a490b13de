# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A Shopify account, and what the store answers when all is well.

An answer is the same for each call that an operation makes, so it has what all of
them ask for.
"""

from __future__ import annotations

from mutations import SECRETS

ORDER_ID = "gid://shopify/Order/8887505649970"
LINE = {"id": "gid://shopify/LineItem/19702865133874"}
_LAST = {"hasNextPage": False, "endCursor": None}
_COST = {
    "cost": {
        "requestedQueryCost": 50,
        "actualQueryCost": 8,
        "throttleStatus": {
            "maximumAvailable": 2000,
            "currentlyAvailable": 1992,
            "restoreRate": 100,
        },
    }
}


def page(*nodes: dict) -> dict:
    return {"nodes": list(nodes), "pageInfo": _LAST}


def first_page(*nodes: dict) -> dict:
    return page(*nodes) | {"pageInfo": {"hasNextPage": True, "endCursor": "next"}}


def fulfillment(number: str = "1Z999AA10123456784", quantity: int = 1) -> dict:
    return {
        "id": "gid://shopify/Fulfillment/8021767389490",
        "status": "SUCCESS",
        "createdAt": "2026-03-02T10:31:02Z",
        "trackingInfo": [{"company": "UPS", "number": number}],
        "fulfillmentLineItems": page({"quantity": quantity, "lineItem": LINE}),
    }


def order(*fulfillments: dict) -> dict:
    waiting = {
        "id": "gid://shopify/FulfillmentOrderLineItem/19872514670898",
        "remainingQuantity": 3,
        "lineItem": LINE,
    }
    return {
        "id": ORDER_ID,
        "name": "#1671",
        "createdAt": "2026-03-01T23:39:19Z",
        "updatedAt": "2026-03-02T10:31:02Z",
        "cancelledAt": None,
        "displayFulfillmentStatus": "UNFULFILLED",
        "displayFinancialStatus": "PAID",
        "lineItems": page(
            LINE | {"sku": "LAMP", "name": "Desk lamp - Oak", "currentQuantity": 3}
        ),
        "fulfillments": list(fulfillments),
        "fulfillmentOrders": page(
            {
                "id": "gid://shopify/FulfillmentOrder/9825095713074",
                "status": "OPEN",
                "assignedLocation": {"location": {"id": "gid://shopify/Location/1"}},
                "deliveryMethod": {"methodType": "SHIPPING"},
                "lineItems": page(waiting),
            }
        ),
    }


def variant() -> dict:
    image = {"image": {"url": "https://cdn.example.com/lamp.png"}}
    return {
        "id": "gid://shopify/ProductVariant/43729076",
        "sku": "LAMP",
        "title": "Oak",
        "product": {"title": "Desk lamp", "status": "ACTIVE", "featuredMedia": None},
        "media": {"nodes": [{"preview": image}]},
        "inventoryItem": {
            "measurement": {"weight": {"value": 1.4, "unit": "KILOGRAMS"}}
        },
    }


def answer(**data: object) -> dict:
    return {"data": data, "extensions": _COST}


def vendor():
    from connectors.base import Shipment, ShipmentLine
    from vendor_answers import API, SINCE, Vendor

    made = {"fulfillment": fulfillment(), "userErrors": []}
    one = answer(orders=page(order()), order=order(fulfillment(quantity=2)))
    told = answer(orders=page(order()), order=order(), f0=made)
    scopes = ("read_orders", "write_merchant_managed_fulfillment_orders")
    app = {"accessScopes": [{"handle": scope} for scope in scopes]}
    words = {"message": "No", "extensions": {"code": "INVALID_VARIABLE"}}
    refusal = {"errors": [words]}
    return Vendor(
        credentials={
            "shop": "example",
            "access_token": SECRETS[0],
            "endpoint": f"http://{API}",
        },
        token={"access_token": "shpat_access-canary", "expires_in": 86399},
        answers={
            "items": (200, answer(productVariants=first_page(variant()))),
            "orders": (200, answer(orders=first_page(order(fulfillment())))),
            "order": (200, one),
            "confirm": (200, told),
            "probe products": (200, answer(productVariants=page(variant()))),
            "probe orders": (200, answer(orders=page(order()))),
            "probe writeback": (200, answer(currentAppInstallation=app)),
        },
        refusal=refusal,
        shipment=Shipment(
            order_ref=ORDER_ID,  # needs no search: the rest is to be fuzzed
            reference="00c0ffee",
            carrier_code="UPS",
            carrier_name="",
            service="",
            tracking_numbers=("1Z999AA10123456784",),
            tracking_url="",
            shipped_at=SINCE,
            lines=(ShipmentLine("19702865133874", 2.0),),
        ),
    )
