# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Data in every state. `lived_in.py` runs this in Odoo's shell, with any release.

It does what people do, with what all releases have: connect accounts, map carriers,
validate deliveries, read and send. What takes a crash or days to come about is written
by SQL. LIFE_PLAN is JSON: ``{"sku": str, "sellers": [{"platform": str, "credentials":
{name: value}, "carrier": [code, name], "archived": bool, "orders": {what becomes of it:
reference}}]}``.
"""

import json
import os
from datetime import timedelta

from odoo.fields import Command, Datetime
from odoo.tools import SQL

ADDON = "shipgear_ecommerce_status"
env = globals()["env"]
PLAN = json.loads(os.environ["LIFE_PLAN"])
SHIPMENT = env["ecommerce.shipment"]
TRACKING = "1Z999AA1{:010}"
#: What an order has come to -> what SQL makes of its shipment.
FORCED = {
    "failed": "state = 'failed', attempt_count = 5, error_code = 'InvalidInput',"
    " error_message = 'The marketplace refused it.', error_hint = 'Correct it.'",
    "retried": "attempt_count = 2, next_attempt_at = now() AT TIME ZONE 'UTC'",
    "accepted": "state = 'accepted', accepted_at = now() AT TIME ZONE 'UTC',"
    " next_attempt_at = now() AT TIME ZONE 'UTC' + interval '1 hour'",
    "confirmed": "state = 'confirmed', confirmed_by_id = 2,"
    " confirmed_at = now() AT TIME ZONE 'UTC'",
    "canceled": "state = 'canceled'",
}
#: What a worker had claimed when it died: its lease runs out a little later.
SENDING = (
    "state = 'sending', lease_token = 'of-a-dead-worker',"
    " lease_until = now() AT TIME ZONE 'UTC' + interval '20 seconds',"
    " last_attempt_at = now() AT TIME ZONE 'UTC' - interval '5 minutes'"
)


def make(model, /, **values):
    """Create a record of what this release knows of the values."""
    fields = env[model]._fields
    return env[model].create({k: v for k, v in values.items() if k in fields})


def update(shipment, setting):
    env.flush_all()
    query = SQL("UPDATE ecommerce_shipment SET %s", SQL(setting))
    env.cr.execute(SQL("%s WHERE id IN %s", query, shipment._ids))
    env.invalidate_all()


class Seller:
    """An account, its carriers, and orders on their way to every state."""

    def __init__(self, number, plan, company):
        self.plan, self.company, self.number = plan, company, number
        self.account = make(
            "ecommerce.account",
            name=f"Life {number}",
            platform=plan["platform"],
            company_id=company.id,
            user_id=env.ref("base.user_admin").id,
        )
        for credential in self.account.credential_ids:
            credential.value = plan["credentials"].get(credential.name, "")
        self.mapped, self.unmapped = self.carrier("UPS"), self.carrier("Bike")
        make(
            "ecommerce.carrier.mapping",
            platform=plan["platform"],
            company_id=company.id,
            carrier_id=self.mapped.id,
            carrier_code=plan["carrier"][0],
            carrier_name=plan["carrier"][1],
            service="Ground",
        )
        self.product = make(
            "product.product", name="Lamp", default_code=PLAN["sku"], type="consu"
        )
        self.partner = make("res.partner", name=f"Customer {number}")
        self.deliveries = {}

    def carrier(self, name):
        product = make("product.product", name=name, type="service")
        return make(
            "delivery.carrier",
            name=f"{name} {self.number}",
            delivery_type="fixed",
            product_id=product.id,
        )

    def order(self, ref):
        order = (
            env["sale.order"]
            .with_company(self.company)
            .create(
                {
                    "partner_id": self.partner.id,
                    "company_id": self.company.id,
                    "ecommerce_account_id": self.account.id,
                    "ecommerce_order_ref": ref,
                    "order_line": [
                        Command.create(
                            {"product_id": self.product.id, "product_uom_qty": 1}
                        )
                    ],
                }
            )
        )
        order.action_confirm()
        return order.picking_ids

    def deliver(self, what, carrier=None, tracked=True):
        """Validate the delivery of an order; return its shipment."""
        picking = self.order(self.plan["orders"][what])
        self.deliveries[what] = picking
        number = TRACKING.format(picking.id) if tracked else False
        picking.carrier_id = self.mapped if carrier is None else carrier
        picking.carrier_tracking_ref = number
        for move in picking.move_ids:
            move.quantity, move.picked = move.product_uom_qty, True
        picking._action_done()
        return picking.ecommerce_shipment_ids

    def tell_some(self):
        """What the marketplace is really told, before anything else is queued."""
        for what in ("told", "withdrawn", "corrected"):
            self.deliver(what)

    def change_what_was_told(self):
        self.deliveries["withdrawn"].carrier_tracking_ref = False
        self.deliveries["corrected"].carrier_tracking_ref = TRACKING.format(
            7000 + self.number
        )

    def wait_for_something(self):
        self.deliver("no_tracking", tracked=False)
        self.deliver("no_carrier", carrier=env["delivery.carrier"])
        self.deliver("no_mapping", carrier=self.unmapped)

    def come_to_every_state(self):
        for what, setting in FORCED.items():
            shipment = self.deliver(what)
            self.try_in_vain(shipment, 5 if what == "failed" else 2)
            update(shipment, setting)
        for what in ("sending_unsent", "sending_sent"):
            shipment = self.deliver(what)
            self.begin(shipment)
            update(shipment, SENDING)
        self.deliver("pending")
        if self.plan["archived"]:
            self.account.active = False

    def try_in_vain(self, shipment, times):
        for number in range(1, times + 1):
            make(
                "writeback.attempt",
                shipment_id=shipment.id,
                number=number,
                started_at=Datetime.now() - timedelta(hours=number),
                seconds=0.5,
                outcome="Unavailable",
                counted=True,
                status_code=503,
                code="ServiceUnavailable",
                message="The marketplace did not answer.",
            )

    def begin(self, shipment):
        make(
            "writeback.attempt",
            shipment_id=shipment.id,
            number=1,
            started_at=Datetime.now() - timedelta(minutes=5),
        )


def run(name):
    """Run one of the scheduled actions to its end, as the button does."""
    env.cr.commit()
    env.ref(f"{ADDON}.{name}").method_direct_trigger()
    env.cr.commit()  # it works in a transaction of its own: see what that did
    env.invalidate_all()


def leave_traces(account):
    """What people leave around the records: filters, files, notes, menus, actions."""
    admin = env.ref("base.user_admin")
    shipment = account.shipment_ids[:1] if "shipment_ids" in account else SHIPMENT
    shipment = shipment or SHIPMENT.search([], limit=1)
    for record in (account, shipment):
        make(
            "ir.attachment",
            name="label.pdf",
            raw=f"a label of {record}".encode(),
            res_model=record._name,
            res_id=record.id,
        )
    account.message_post(body="Called the seller support.")
    account.message_subscribe(admin.partner_id.ids)
    account.activity_schedule(
        f"{ADDON}.mail_activity_type_attention", user_id=admin.id, summary="Look"
    )
    make("ir.filters", name="Mine", model_id=shipment._name, user_ids=admin.ids)
    make(
        "ir.exports",
        name="For the accountant",
        resource=shipment._name,
        export_fields=[Command.create({"name": "order_ref"})],
    )
    env["ir.default"].set("ecommerce.carrier.mapping", "service", "Ground")
    action = make(
        "ir.actions.act_window", name="My failed ones", res_model=shipment._name
    )
    make("ir.ui.menu", name="My failed ones", action=f"{action.type},{action.id}")
    form = env.ref(f"{ADDON}.ecommerce_account_view_form")
    make(
        "ir.ui.view",
        name="My account form",
        model=account._name,
        inherit_id=form.id,
        arch='<field name="name" position="after"><field name="sequence"/></field>',
    )
    parameters = {"max_attempts": 4, "none_after": 20, "of_my_own": "kept by hand"}
    for name, value in parameters.items():
        env["ir.config_parameter"].set_param(f"{ADDON}.{name}", value)


def known_platforms():
    field = env["ecommerce.account"]._fields["platform"]
    return dict(field._description_selection(env))


def main():
    env["ir.config_parameter"].set_param(f"{ADDON}.allow_private_hosts", "1")
    company = make("res.company", name="Second Company")
    make("stock.warehouse", name="Second", code="SEC", company_id=company.id)
    admin = env.ref("base.user_admin")
    admin.company_ids += company
    companies = [env.ref("base.main_company"), company]
    known = known_platforms()
    plans = [plan for plan in PLAN["sellers"] if plan["platform"] in known]
    sellers = [
        Seller(number, plan, companies[number % 2]) for number, plan in enumerate(plans)
    ]
    for seller in sellers:
        seller.tell_some()
    run("ir_cron_drain")
    SHIPMENT.search([]).write({"next_attempt_at": Datetime.now()})
    run("ir_cron_poll")
    for seller in sellers:
        seller.change_what_was_told()
        seller.wait_for_something()
        seller.come_to_every_state()
    leave_traces(sellers[0].account)
    env.cr.commit()


main()
