# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""An eBay account, and what eBay answers when all is well.

Made by hand after the specifications of sell_fulfillment v1 and sell_inventory v1.
"""

from __future__ import annotations

from connectors.base import Shipment, ShipmentLine
from mutations import SECRETS

ORDER_ID, LINE_ID = "12-34567-89012", "10000000000001"
NUMBER = "1Z999AA10123456784"
HREF = f"https://api.ebay.com/sell/fulfillment/v1/order/{ORDER_ID}/shipping_fulfillment"
REFUSAL = {
    "errors": [
        {
            "errorId": 32100,
            "domain": "API_FULFILLMENT",
            "category": "REQUEST",
            "message": "Invalid Order Id: 1",
            "longMessage": "Invalid Order Id: 1",
            "parameters": [{"name": "orderId", "value": "1"}],
        }
    ]
}


def order(**changed) -> dict:
    """Return an order of three pieces of one product and one of another."""
    document = {
        "orderId": ORDER_ID,
        "creationDate": "2026-03-01T08:00:00.000Z",
        "lastModifiedDate": "2026-03-01T09:30:00.000Z",
        "orderFulfillmentStatus": "NOT_STARTED",
        "orderPaymentStatus": "PAID",
        "sellerId": "seller-one",
        "buyer": {"username": "buyer-one"},
        "cancelStatus": {"cancelState": "NONE_REQUESTED", "cancelRequests": []},
        "fulfillmentHrefs": [],
        "fulfillmentStartInstructions": [
            {
                "fulfillmentInstructionsType": "SHIP_TO",
                "shippingStep": {"shipTo": {"fullName": "Nobody Real"}},
            }
        ],
        "lineItems": [
            line(LINE_ID, "LAMP-1", "Lamp", 3, "2026-03-04T07:59:59.000Z"),
            line("10000000000002", "KETTLE-1", "Kettle", 1, "2026-03-03T07:59:59.000Z"),
        ],
    }
    return document | changed


def line(ref: str, sku: str, title: str, quantity: int, ship_by: str) -> dict:
    return {
        "lineItemId": ref,
        "legacyItemId": "110000000001",
        "sku": sku,
        "title": title,
        "quantity": quantity,
        "lineItemFulfillmentStatus": "NOT_STARTED",
        "lineItemFulfillmentInstructions": {"shipByDate": ship_by},
    }


def orders(*documents: dict, **more) -> dict:
    documents = documents or (order(),)
    return {
        "href": "https://api.ebay.com/sell/fulfillment/v1/order?limit=200&offset=0",
        "total": len(documents),
        "limit": 200,
        "offset": 0,
        "orders": list(documents),
    } | more


def parcel(number: str = NUMBER, **quantities: int) -> dict:
    return {
        "fulfillmentId": number,
        "shipmentTrackingNumber": number,
        "shippingCarrierCode": "UPS",
        "shippedDate": "2026-03-02T10:30:59.000Z",
        "lineItems": [
            {"lineItemId": f"1000000000000{key[-1]}", "quantity": quantity}
            for key, quantity in quantities.items()
        ],
    }


def parcels(*documents: dict) -> dict:
    return {"fulfillments": list(documents), "total": len(documents)}


def items(**more) -> dict:
    return {
        "href": "https://api.ebay.com/sell/inventory/v1/inventory_item?limit=200",
        "total": 1,
        "size": 1,
        "limit": 200,
        "inventoryItems": [
            {
                "sku": "LAMP-1",
                "condition": "NEW",
                "product": {
                    "title": "Lamp",
                    "imageUrls": ["https://i.ebayimg.com/images/g/1.jpg"],
                },
                "packageWeightAndSize": {"weight": {"value": 20.5, "unit": "OUNCE"}},
                "availability": {"shipToLocationAvailability": {"quantity": 5}},
            }
        ],
    } | more


def vendor():
    from vendor_answers import API, SINCE, TOKEN, Vendor

    next_page = "https://api.ebay.com/sell/inventory/v1/inventory_item?limit=1&offset=1"
    return Vendor(
        credentials={
            "seller_id": "seller-one",
            "marketplace_id": "EBAY_US",
            "client_id": "Me-Odoo-PRD-1",
            "client_secret": SECRETS[0],
            "refresh_token": SECRETS[1],
            "endpoint": f"http://{API}",
            "token_endpoint": f"http://{TOKEN}/auth/o2/token",
        },
        token={"access_token": "Atza|access-canary", "expires_in": 7200},
        answers={
            "items": (200, items(next=next_page)),
            "orders": (200, orders(next=f"{HREF}?limit=200&offset=200")),
            "order": (200, order()),
            "confirm": (201, order()),
            "probe products": (200, items()),
            "probe orders": (200, orders()),
            "probe writeback": (400, REFUSAL),
        },
        refusal=REFUSAL,
        shipment=Shipment(
            order_ref=ORDER_ID,
            reference="00c0ffee",
            carrier_code="UPS",
            carrier_name="",
            service="",
            tracking_numbers=(NUMBER,),
            tracking_url="",
            shipped_at=SINCE,
            lines=(ShipmentLine(LINE_ID, 2.0),),
        ),
    )
