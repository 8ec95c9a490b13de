# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shop after a busy year. Odoo's shell runs this, see ``data``.

One record of each kind is made as users make it; the others are copies of it, made
by PostgreSQL: whatever columns there are, they are copied. What differs from copy to
copy follows from its number alone, and so is the same in each run.

BENCH_SHIPMENTS says how many, BENCH_ACCOUNTS in how many accounts, BENCH_ATTEMPTS how
many attempts each has had, BENCH_DELIVERIES how many of the latest have a sales order
and a delivery in Odoo.
"""

import os
from datetime import datetime, timezone

from odoo.tools import SQL

from odoo.addons.shipgear_ecommerce_status.connectors.base import Order, OrderLine

from bench.copying import Copier
from bench.variety import (
    BEFORE,
    CARRIERS,
    ERRORS,
    LATELY,
    LOOKS,
    TITLES,
    by_carrier,
    by_share,
    drawn,
    one_of,
    only,
    state_is,
)

COUNT = int(os.environ["BENCH_SHIPMENTS"])
ACCOUNTS = int(os.environ["BENCH_ACCOUNTS"])
ATTEMPTS = int(os.environ["BENCH_ATTEMPTS"])
DELIVERIES = min(COUNT, int(os.environ["BENCH_DELIVERIES"]))
DAYS, DAYS_OF_CALLS = 365, 8

NOW = "now() at time zone 'utc'"
LATEST = f"n > {COUNT - DELIVERIES}"
# What is the same of a copy in all tables.
EACH = {
    "state": f"CASE WHEN n > {0.97 * COUNT} THEN {by_share(LATELY)}"
    f" ELSE {by_share(BEFORE)} END",
    "left_at": f"{NOW} - interval '1 hour'"
    f" - ({COUNT} - n) * interval '{DAYS} days' / {COUNT}",
    # Far apart and yet each only once, as marketplaces number their orders.
    "order_ref": "'111-' || lpad((n * 7368787 % 9999991)::text, 7, '0')"
    " || '-' || lpad((n * 5915587 % 9999973)::text, 7, '0')",
    "scattered": "n * 286048631 % 999999967",
    "quantity": f"1 + floor(3 * {drawn(2)} * {drawn(3)})",
    "title": f"{one_of(4, TITLES)} || ', ' || {one_of(5, LOOKS)}",
    "sku": f"'SKU-' || 100 + floor(900 * {drawn(4)})",
    "carrier": f"1 + floor({len(CARRIERS)} * {drawn(8)})::int",
    # Some sell much more than others.
    "account": f"1 + floor({ACCOUNTS} * {drawn(6)} * {drawn(6)})::int",
}
ALWAYS = {"create_date": "left_at", "write_date": "left_at"}


class Shop:
    def __init__(self, env):
        self.env = env
        self.copier = Copier(env.cr, COUNT, EACH, ALWAYS)

    def fill(self):
        """Make everything, and let PostgreSQL look at it."""
        self.accounts = self.make_accounts()
        self.account = f"(ARRAY{self.accounts.ids})[account]"
        self.carriers = self.make_carriers()
        self.make_clerk()
        shipment, order = self.ship()
        self.env.flush_all()
        with self.copier.without_indexes():
            self.copy_sales(shipment)
            self.copy_orders(order)
            self.copy_shipments(shipment)
            self.copy_attempts(shipment.attempt_ids)
            self.add_samples()
        self.env.cr.commit()
        with self.env.registry.cursor() as cr:
            cr.connection.autocommit = True
            cr.execute("VACUUM ANALYZE")

    def make_accounts(self):
        names = [f"Amazon {n:02}" for n in range(1, ACCOUNTS + 1)]
        return self.env["ecommerce.account"].create(
            [{"name": name, "platform": "amazon"} for name in names]
        )

    def make_clerk(self):
        group = self.env.ref("shipgear_ecommerce_status.group_user")
        names = {"name": "Clerk", "login": "clerk", "password": "clerk"}
        self.env["res.users"].create(names | {"group_ids": [(4, group.id)]})

    def make_carriers(self):
        env = self.env
        product = env["product.product"].create({"name": "Freight", "type": "service"})
        carriers = env["delivery.carrier"]
        for code, service in (texts[:2] for texts in CARRIERS):
            code, service = code.strip("'"), service.strip("'")
            values = {"name": code, "delivery_type": "fixed", "product_id": product.id}
            carriers |= carriers.create(values)
            mapping = {"platform": "amazon", "carrier_code": code, "service": service}
            mapping["carrier_id"] = carriers[-1].id
            env["ecommerce.carrier.mapping"].create(mapping)
        return carriers

    def ship(self):
        """Sell and ship something, as people do; return shipment and order."""
        env, ref = self.env, "111-0000000-0000000"
        now = datetime.now(timezone.utc)
        line = OrderLine("00000000000000", "LAMP", "Desk lamp, oak", 1, 1)
        order = env["ecommerce.order"]._store(
            self.accounts[0],
            [Order(ref, ref, "shipped", now, now, now, "seller", (line,))],
        )
        lamp = env["product.product"].create(
            {"name": "Desk lamp, oak", "default_code": "LAMP", "type": "consu"}
        )
        sale = env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "A customer"}).id,
                "ecommerce_account_id": self.accounts[0].id,
                "ecommerce_order_ref": ref,
                "carrier_id": self.carriers[0].id,
                "order_line": [(0, 0, {"product_id": lamp.id})],
            }
        )
        sale.action_confirm()
        picking = sale.picking_ids
        picking.carrier_tracking_ref = "1Z999AA10123456784"
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.button_validate()
        shipment = env["ecommerce.shipment"].search([])
        number = {"shipment_id": shipment.id, "number": 1, "outcome": "success"}
        number |= {"started_at": shipment.shipped_at, "seconds": 0.4}
        env["writeback.attempt"].create(number)
        return shipment, order

    def copy_sales(self, shipment):
        """Sales orders and deliveries of the latest shipments."""
        copy, picking = self.copier.copy, shipment.picking_id
        sale = shipment.sale_order_id
        last, name = LATEST, "'S' || lpad(n::text, 7, '0')"
        self.first_sale = copy(
            sale,
            where=last,
            name=name,
            ecommerce_account_id=self.account,
            ecommerce_order_ref="order_ref",
            date_order="left_at",
            access_token="NULL",
        )
        own = {"order_id": f"{self.first_sale} + n"}
        self.first_sale_line = copy(sale.order_line, where=last, **own)
        self.first_delivery = copy(
            picking,
            where=last,
            name="'WH/OUT/B' || lpad(n::text, 7, '0')",
            origin=name,
            sale_id=f"{self.first_sale} + n",
            date_done="left_at",
            scheduled_date="left_at",
        )
        own = {"picking_id": f"{self.first_delivery} + n", "date": "left_at"}
        own["sale_line_id"] = f"{self.first_sale_line} + n"
        copy(picking.move_ids, where=last, **own)

    def copy_orders(self, order):
        shipped = state_is("success", "confirmed", "accepted")
        self.first_order = self.copier.copy(
            order,
            account_id=self.account,
            ref="order_ref",
            number="order_ref",
            status=f"CASE WHEN {state_is('canceled')} THEN 'canceled' "
            f"WHEN {shipped} THEN 'shipped' ELSE 'unshipped' END",
            purchased_at=f"left_at - interval '1 day' * (1 + {drawn(7)})",
            updated_at="left_at",
            ship_by="left_at + interval '1 day'",
        )
        self.first_order_line = self.copier.copy(
            order.line_ids,
            order_id=f"{self.first_order} + n",
            ref="lpad(n::text, 14, '0')",
            sku="sku",
            title="title",
            quantity="quantity",
            quantity_shipped=f"CASE WHEN {shipped} THEN quantity ELSE 0 END",
        )

    def copy_shipments(self, shipment):
        last, failed = LATEST, state_is("failed")
        told = state_is("success", "accepted")
        code, service, tracking = map(by_carrier, range(3))
        self.first_shipment = self.copier.copy(
            shipment,
            account_id=self.account,
            order_ref="order_ref",
            order_id=f"{self.first_order} + n",
            event_key="'bench|' || n",
            reference="encode(sha256(n::text::bytea), 'hex')",
            carrier_id=f"(ARRAY{self.carriers.ids})[carrier]",
            carrier_code=code,
            service=service,
            carrier_service=f"{code} || ' / ' || {service}",
            tracking_ref=only(f"NOT {state_is('waiting')}", tracking),
            tracking_url=f"'https://track.example/' || {tracking}",
            quantity="quantity",
            sale_order_id=only(last, f"{self.first_sale} + n"),
            picking_id=only(last, f"{self.first_delivery} + n"),
            state="state",
            shipped_at="left_at",
            last_attempt_at="left_at + interval '40 minutes'",
            ship_by="left_at + interval '1 day'",
            # Nothing is due.
            next_attempt_at=only(
                state_is("pending", "accepted"),
                f"{NOW} + interval '30 days' * (1 + {drawn(9)})",
            ),
            accepted_at=only(told, "left_at + interval '40 minutes'"),
            told_at=only(told, "left_at + interval '40 minutes'"),
            told_payload=only(told, self.payload(code, service, tracking)),
            waiting_reason=only(state_is("waiting"), "'no_tracking'"),
            confirmed_at=only(state_is("confirmed"), "left_at"),
            attempt_count=f"CASE WHEN {failed} THEN {ATTEMPTS} ELSE 0 END",
            error_code=only(failed, self.error(10 + ATTEMPTS, 0)),
            error_message=only(failed, self.error(10 + ATTEMPTS, 2)),
            error_hint=only(failed, self.error(10 + ATTEMPTS, 3)),
        )
        self.copier.copy(
            shipment.line_ids,
            shipment_id=f"{self.first_shipment} + n",
            sale_line_id=only(last, f"{self.first_sale_line} + n"),
            order_line_id=only(told, f"{self.first_order_line} + n"),
            sku="sku",
            title="title",
            quantity="quantity",
        )

    def payload(self, code, service, tracking):
        """SQL: what the marketplace was told."""
        return (
            f"jsonb_build_object('service', {service}, 'shipped_at', left_at,"
            f" 'carrier_code', {code}, 'carrier_name', '', 'tracking_url', '',"
            f" 'tracking_numbers', jsonb_build_array({tracking}))"
        )

    def error(self, seed, place):
        return one_of(seed, [error[place] for error in ERRORS])

    def copy_attempts(self, attempt):
        """All fail but the last, and that too where the shipment failed."""
        failed = f"(k < {ATTEMPTS} OR {state_is('failed', 'pending')})"
        seed = "10 + k"  # another error for each
        self.copier.copy(
            attempt,
            times=ATTEMPTS,
            shipment_id=f"{self.first_shipment} + n",
            account_id=self.account,
            number="k",
            started_at="left_at + k * interval '8 minutes'",
            seconds=f"0.2 + {drawn(seed)}",
            outcome=f"CASE WHEN {failed} THEN {self.error(seed, 0)}"
            " ELSE 'accepted' END",
            counted=failed,
            status_code=f"CASE WHEN {failed} THEN {self.error(seed, 1)} ELSE 204 END",
            message=only(failed, self.error(seed, 2)),
            hint=only(failed, self.error(seed, 3)),
            request_id="md5((n * 10 + k)::text)",
        )

    def add_samples(self):
        """Days of calls of each API, the last of them just now."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE api_status SET last_call_at = now() at time zone 'utc',
                       last_answer_at = now() at time zone 'utc',
                       consecutive_failures = 0;
                INSERT INTO api_status_sample
                       (status_id, company_id, start, calls, errors, unavailable,
                        throttled, unreachable, unauthorized, unanswered, refused,
                        seconds_total, seconds_max)
                SELECT s.id, s.company_id, slot, 9, (s.id + n) %% 20 / 19,
                       (s.id + n) %% 20 / 19, 0, 0, 0, 0, 0, 3, 1
                  FROM api_status s, generate_series(0, %s - 1) n, LATERAL (
                       SELECT date_bin(
                           '5 minutes', now() at time zone 'utc', '2000-01-01'
                       ) - n * interval '5 minutes' AS slot) slots
                """,
                DAYS_OF_CALLS * 288,
            )
        )


Shop(env).fill()  # noqa: F821  Odoo's shell provides it
