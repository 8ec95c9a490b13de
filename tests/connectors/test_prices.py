# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What orders cost, as each marketplace writes it, down to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from connectors import CONNECTORS, connect
from connectors.amazon.parse import parse_order as parse_amazon
from connectors.base import Order
from connectors.ebay.orders import parse_order as parse_ebay
from connectors.limits import Limiter
from connectors.money import currency, divided, money
from connectors.tokens import TOKENS
from connectors.woocommerce.parse import parse_order as parse_woocommerce

from simulator import order_records, prices, records, running

ON_TOP = {"currency": "EUR", "tax_rate": "0.19", "shipping": "4.90"}
WITHIN = ON_TOP | {"tax_included": True}
UNTAXED = {"currency": "JPY", "shipping": "0"}
ITEMS = (
    {"sku": "LAMP-1", "quantity": 3, "price": "19.99", "discount": "1.00"},
    {"sku": "MUG-1", "quantity": 1, "price": "7.35"},
)


@pytest.fixture
def sim():
    TOKENS.forget()
    with running(rate_scale=0) as simulator:
        yield simulator


def read(sim, platform: str, terms: dict, items=ITEMS, **more) -> tuple[Order, object]:
    """Return an order as its connector reads it, and as the simulator has it."""
    seller = records.register_seller(sim, {"platform": platform, "seller_id": "ONE"})
    row = {"platform": platform, "seller_id": "ONE", "items": items, "terms": terms}
    (made,) = order_records.add_orders(sim, [row | more])
    given = seller["credentials"] | {"allow_private_hosts": "1"}
    connector = connect(platform, given, Limiter({}))
    try:
        order = connector.order(made["order_id"])
    finally:
        connector.close()
    market = sim.platforms[platform].market
    return order, market.order("ONE", made["order_id"])


@pytest.mark.parametrize("platform", CONNECTORS)
@pytest.mark.parametrize("terms", [ON_TOP, WITHIN, UNTAXED], ids=["top", "in", "none"])
def test_an_order_costs_what_the_marketplace_says(sim, platform, terms):
    order, there = read(sim, platform, terms)
    assert order.currency == terms["currency"]
    assert order.total == prices.total(there).gross
    paid = [prices.of_line(there, line) for line in there.lines]
    shipping = prices.of_shipping(there)
    charged = [line.amount for line in order.lines]
    if platform == "ebay" and not terms.get("tax_included"):
        # The tax on shipping comes with the first line.
        assert charged == [paid[0].gross + shipping.tax, paid[1].gross]
        assert order.shipping == shipping.net
    else:
        assert charged == [charge.gross for charge in paid]
        assert order.shipping == shipping.gross
    if platform != "ebay":
        assert [line.tax for line in order.lines] == [charge.tax for charge in paid]
        assert order.shipping_tax == shipping.tax
    assert not order.other


@pytest.mark.parametrize("platform", CONNECTORS)
def test_prices_and_discounts_are_as_they_are_listed(sim, platform):
    order, _there = read(sim, platform, UNTAXED)
    assert [line.price for line in order.lines] == [Decimal("19.99"), Decimal("7.35")]
    assert [line.discount for line in order.lines] == [Decimal("1.00"), 0]


def test_a_piece_that_was_canceled_costs_nothing(sim):
    order, there = read(sim, "walmart", ON_TOP, items=[{"quantity": 4, "price": "5"}])
    line = there.lines[0]
    change = {"details": {"canceled": {line.line_id: 1}}}
    order_records.patch_order(sim, there.order_id, change)
    given = records.register_seller(sim, {"platform": "walmart", "seller_id": "ONE"})
    given = given["credentials"] | {"allow_private_hosts": "1"}
    connector = connect("walmart", given, Limiter({}))
    left = connector.order(there.order_id)
    connector.close()
    assert (order.lines[0].quantity, order.lines[0].amount) == (4, Decimal("23.80"))
    assert (left.lines[0].quantity, left.lines[0].amount) == (3, Decimal("17.85"))


def test_a_bundle_costs_what_its_parts_do_and_counts_once(sim):
    bundle = {"sku": "SET", "quantity": 1, "of": ["LAMP-1", "MUG-1"]}
    order, there = read(sim, "magento", ON_TOP, details={"bundles": [bundle]})
    whole, *parts = order.lines
    assert [part.part_of for part in parts] == [whole.ref, whole.ref]
    assert whole.amount == sum(part.amount for part in parts)
    assert order.total == prices.total(there).gross


# --- What the simulator does not play -----------------------------------------


def amount(value: str, code: str = "GBP") -> dict:
    return {"amount": value, "currencyCode": code}


def amazon_order(*rows: dict, total: str) -> Order:
    item = {
        "orderItemId": "1",
        "quantityOrdered": 3,
        "product": {"price": {"unitPrice": amount("29.99")}},
        "proceeds": {"proceedsTotal": amount(total), "breakdowns": list(rows)},
    }
    return parse_amazon(
        {
            "orderId": "123-4567890-1234567",
            "fulfillment": {"fulfillmentStatus": "UNSHIPPED"},
            "orderItems": [item],
        }
    )


def test_amazon_with_gift_wrap_and_taxes_by_what_they_are_of():
    tax = {
        "type": "TAX",
        "subtotal": amount("4.50"),
        "detailedBreakdowns": [
            {"subtype": "ITEM", "value": amount("3.00")},
            {"subtype": "SHIPPING", "value": amount("1.00")},
            {"subtype": "GIFT_WRAP", "value": amount("0.50")},
        ],
    }
    order = amazon_order(
        {"type": "ITEM", "subtotal": amount("89.97")},
        {"type": "SHIPPING", "subtotal": amount("10.00")},
        {"type": "GIFT_WRAP", "subtotal": amount("5.00")},
        tax,
        total="109.47",
    )
    [line] = order.lines
    assert (line.amount, line.tax) == (Decimal("92.97"), Decimal("3.00"))
    assert (order.shipping, order.shipping_tax) == (Decimal("11.00"), Decimal("1.00"))
    assert (order.other, order.other_tax) == (Decimal("5.50"), Decimal("0.50"))
    assert not order.tax_included
    assert order.total == Decimal("109.47")


@pytest.mark.parametrize("sign", ["", "-"])
def test_amazon_takes_discounts_off_whatever_their_sign(sign):
    order = amazon_order(
        {"type": "ITEM", "subtotal": amount("89.97")},
        {"type": "DISCOUNT", "subtotal": amount(f"{sign}9.97")},
        total="80.00",
    )
    [line] = order.lines
    assert (line.amount, line.discount) == (Decimal("80.00"), Decimal("9.97"))


def test_ebay_adjustments_and_discounts_on_delivery():
    value = {"currency": "USD"}
    order = parse_ebay(
        {
            "orderId": "12-34567-89012",
            "orderFulfillmentStatus": "NOT_STARTED",
            "lineItems": [
                {
                    "lineItemId": "1",
                    "quantity": 2,
                    "lineItemCost": value | {"value": "20.00"},
                    "taxes": [{"taxType": "GST"}],
                    "ebayCollectAndRemitTaxes": [{"amount": value | {"value": "9"}}],
                }
            ],
            "pricingSummary": {
                "adjustment": value | {"value": "-1.50"},
                "deliveryCost": value | {"value": "5.00"},
                "deliveryDiscount": value | {"value": "-2.00"},
                "total": value | {"value": "21.50"},
            },
        }
    )
    assert (order.shipping, order.other) == (Decimal("3.00"), Decimal("-1.50"))
    assert order.lines[0].price == 10
    assert order.total == Decimal("21.50")


def test_woocommerce_fees():
    row = {"id": 1, "quantity": 1, "subtotal": "10.00", "subtotal_tax": "1.90"}
    order = parse_woocommerce(
        {
            "id": 7,
            "status": "processing",
            "currency": "EUR",
            "prices_include_tax": True,
            "shipping_total": "0.00",
            "shipping_tax": "0.00",
            "line_items": [row | {"total": "8.00", "total_tax": "1.52"}],
            "fee_lines": [{"total": "2.00", "total_tax": "0.38"}],
        }
    ).order
    [line] = order.lines
    assert (line.price, line.discount) == (Decimal("11.90"), Decimal("2.38"))
    assert (order.other, order.other_tax) == (Decimal("2.38"), Decimal("0.38"))
    assert order.total == Decimal("11.90")


@pytest.mark.parametrize("price", [None, "a lot", "NaN", "1e400", {}, [], True, "--1"])
def test_a_price_that_cannot_be_read_is_not_known_and_hides_no_order(price):
    order = amazon_order(
        {"type": "ITEM", "subtotal": {"amount": price, "currencyCode": "EUR"}},
        total=price,
    )
    assert (order.currency, order.total, order.lines[0].amount) == ("", None, None)
    assert order.lines[0].quantity == 3


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("19.90", "19.90"),
        (" 7 ", "7"),
        ("-1.5", "-1.5"),
        (0.1, "0.1"),
        (1234567.89, "1234567.89"),
        (3, "3"),
        (float("nan"), None),
        (float("inf"), None),
        (10**15, None),
        ("1,50", None),
        ("١", None),
    ],
)
def test_money_is_exact(value, exact):
    assert money(value) == (exact and Decimal(exact))


def test_what_falls_on_one_piece():
    assert divided(Decimal("10.00"), 3) == Decimal("3.333333")
    assert divided(Decimal("10.00"), 0) is None
    assert divided(None, 3) is None


@pytest.mark.parametrize("value", ["usd", "US", "EURO", None, 978, ["EUR"]])
def test_what_is_no_currency(value):
    assert currency(value) == ""
