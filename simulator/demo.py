# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Two well-known sellers and a handful of orders to look at."""

US, DE = "A1DEMOSELLERUS", "A2DEMOSELLERDE"

SELLERS = (
    {
        "seller_id": US,
        "client_id": "amzn1.application-oa2-client.demo-us",
        "client_secret": "amzn1.oa2-cs.v1.demo-us",
        "refresh_token": "Atzr|demo-us",
        "marketplace_id": "ATVPDKIKX0DER",
    },
    {
        "seller_id": DE,
        "client_id": "amzn1.application-oa2-client.demo-de",
        "client_secret": "amzn1.oa2-cs.v1.demo-de",
        "refresh_token": "Atzr|demo-de",
        "marketplace_id": "A1PA6795UKMFR9",
    },
)

_GOODS = (
    ("DESK-LAMP", "Desk lamp, oak", "B0DEMO0001", 1.4),
    ("KETTLE-17", "Kettle 1.7 l, steel", "B0DEMO0002", 1.1),
    ("BACKPACK-25", "Backpack 25 l, blue", "B0DEMO0003", 0.8),
)

ITEMS = tuple(
    {
        "seller_id": seller,
        "sku": sku,
        "title": title,
        "number": number,
        "weight": weight,
        "image_url": f"https://images.example.com/{number}.jpg",
    }
    for seller in (US, DE)
    for sku, title, number, weight in _GOODS
)


def _order(seller: str, order_id: str, quantities: tuple[int, ...], **more) -> dict:
    """Return an order of the first goods in the given quantities."""
    return {
        "seller_id": seller,
        "order_id": order_id,
        "items": [
            {
                "order_item_id": f"{order_id[4:11]}{position:07}",
                "sku": sku,
                "title": title,
                "number": item,
                "quantity": quantity,
            }
            for position, (quantity, (sku, title, item, _weight)) in enumerate(
                zip(quantities, _GOODS, strict=False), start=1
            )
        ],
        **more,
    }


ORDERS = (
    _order(US, "111-1000001-0000001", (1,)),
    _order(US, "111-1000002-0000002", (2, 1)),
    _order(US, "111-1000003-0000003", (3, 1, 1), programs=["PRIME"]),
    _order(US, "111-1000004-0000004", (1,), status="pending"),
    _order(US, "111-1000005-0000005", (1,), status="canceled"),
    _order(US, "111-1000006-0000006", (2,), status="shipped"),
    _order(US, "111-1000007-0000007", (1,), fulfilled_by="marketplace"),
    _order(DE, "302-2000001-0000001", (1,)),
    _order(DE, "302-2000002-0000002", (1, 2)),
    _order(DE, "302-2000003-0000003", (4,), status="partial"),
)
