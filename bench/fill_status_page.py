# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A shop after a busy quarter. Odoo's shell runs this, see ``status_page``.

One record of each kind is made as users make it; the others are copies of it, made
by PostgreSQL. BENCH_SHIPMENTS says how many, BENCH_ACCOUNTS in how many accounts.
"""

import os

from odoo.tools import SQL

ADDON = "shipgear_ecommerce_status"
COUNT = int(os.environ["BENCH_SHIPMENTS"])
ACCOUNTS = int(os.environ["BENCH_ACCOUNTS"])
DAYS = 90

# As in real life: nearly all of them got there. (state, up to which share)
STATES = (
    ("success", 0.970),
    ("failed", 0.980),
    ("confirmed", 0.984),
    ("canceled", 0.988),
    ("accepted", 0.994),
    ("pending", 0.998),
    ("waiting", 1.0),
)
# For the copy number n: a number between 0 and 1 that is the same in each run.
SHARE = "((n * 7919) % 100000) / 100000.0"
STATE = "CASE " + " ".join(f"WHEN {SHARE} < {x} THEN '{s}'" for s, x in STATES) + " END"
LEFT = f"now() at time zone 'utc' - n * interval '{DAYS} days' / {COUNT}"


class Shop:
    def __init__(self, env):
        self.env = env

    def fill(self):
        """Make everything, and let PostgreSQL look at it."""
        self.accounts = self.make_accounts()
        shipment = self.ship()
        self.env.flush_all()
        self.copy_deliveries(shipment.picking_id)
        self.copy_shipments(shipment)
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

    def ship(self):
        """Ship an order, as a person does; return its shipment."""
        env = self.env
        lamp, shipping = env["product.product"].create(
            [
                {"name": "Desk lamp, oak", "default_code": "LAMP", "type": "consu"},
                {"name": "Shipping", "type": "service"},
            ]
        )
        carrier = env["delivery.carrier"].create(
            {"name": "UPS", "delivery_type": "fixed", "product_id": shipping.id}
        )
        env["ecommerce.carrier.mapping"].create(
            {
                "platform": "amazon",
                "carrier_id": carrier.id,
                "carrier_code": "UPS",
                "service": "Ground",
            }
        )
        order = env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "A customer"}).id,
                "ecommerce_account_id": self.accounts[0].id,
                "ecommerce_order_ref": "111-0000000-0000000",
                "carrier_id": carrier.id,
                "order_line": [(0, 0, {"product_id": lamp.id})],
            }
        )
        order.action_confirm()
        picking = order.picking_ids
        picking.carrier_tracking_ref = "1Z999AA10123456784"
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.button_validate()
        shipment = env["ecommerce.shipment"].search([])
        number = {"shipment_id": shipment.id, "number": 1, "outcome": "success"}
        number["started_at"] = shipment.shipped_at
        env["writeback.attempt"].create(number)
        return shipment

    def copy_deliveries(self, picking):
        self.first_delivery = self.copies(
            picking,
            name="'WH/OUT/B' || lpad(n::text, 7, '0')",
            origin="'S' || lpad(n::text, 7, '0')",
            date_done=LEFT,
            scheduled_date=LEFT,
        )
        own = f"{self.first_delivery} + n"
        self.copies(picking.move_ids, picking_id=own, date=LEFT)

    def copy_shipments(self, shipment):
        number = "lpad(n::text, 7, '0')"
        failed = f"{STATE} = 'failed'"
        first = self.copies(
            shipment,
            account_id=f"(ARRAY{self.accounts.ids})[1 + n % {ACCOUNTS}]",
            order_ref=f"'111-' || {number} || '-' || {number}",
            event_key="'bench|' || n",
            reference="md5(n::text)",
            tracking_ref="'1Z999AA1' || lpad(n::text, 10, '0')",
            picking_id=f"{self.first_delivery} + n",
            state=STATE,
            shipped_at=LEFT,
            last_attempt_at=LEFT,
            ship_by=f"{LEFT} + interval '1 day'",
            waiting_reason=f"CASE WHEN {STATE} = 'waiting' THEN 'no_tracking' END",
            attempt_count=f"CASE WHEN {failed} THEN 5 ELSE 0 END",
            error_message=f"CASE WHEN {failed} THEN '503 Service Unavailable' END",
            error_hint=f"CASE WHEN {failed} THEN 'Press Retry when it works.' END",
        )
        own = f"{first} + n"
        self.copies(shipment.line_ids, shipment_id=own)
        self.copies(shipment.attempt_ids, shipment_id=own, started_at=LEFT)

    def add_samples(self):
        """A day of calls of each API, the last of them just now."""
        self.env.cr.execute(
            """
            UPDATE api_status SET last_call_at = now() at time zone 'utc',
                   last_answer_at = now() at time zone 'utc', consecutive_failures = 0;
            INSERT INTO api_status_sample
                   (status_id, company_id, start, calls, errors, unavailable,
                    throttled, unreachable, unauthorized, unanswered, refused,
                    seconds_total, seconds_max)
            SELECT s.id, s.company_id, slot, 9, (s.id + n) % 20 / 19,
                   (s.id + n) % 20 / 19, 0, 0, 0, 0, 0, 3, 1
              FROM api_status s, generate_series(0, 287) n, LATERAL (
                   SELECT date_bin('5 minutes', now() at time zone 'utc', '2000-01-01')
                          - n * interval '5 minutes' AS slot) slots
            """
        )

    def copies(self, record, **changes):
        """Copy a record COUNT times; return the id to which n is to be added.

        :param changes: columns that differ, as SQL with the number n of the copy
        """
        cr, table = self.env.cr, record._table
        cr.execute(
            SQL(
                """
                SELECT column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name = %s
                   AND is_generated = 'NEVER'
                """,
                table,
            )
        )
        cr_columns = [name for [name] in cr.fetchall()]
        cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(table)))
        [first] = cr.fetchone()
        changes["id"] = f"{first} + n"
        names = ", ".join(f'"{name}"' for name in cr_columns)
        values = ", ".join(changes.get(name, f'source."{name}"') for name in cr_columns)
        cr.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" source,'
            f" generate_series(1, {COUNT}) n WHERE source.id = {record.id}"
        )
        cr.execute(f"SELECT setval('{table}_id_seq', {first + COUNT})")
        return first


Shop(env).fill()  # noqa: F821  Odoo's shell provides it
