# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What there is to see in the demo. `make demo` runs this in Odoo's shell.

Connects the demo accounts to the simulated marketplaces, gives them orders, and
validates some deliveries: those go out as soon as the server is up. Whatever is
there already is left alone, so that it can run again on the same database.
"""

import os
from datetime import timedelta

import requests

ADDON = "shipgear_ecommerce_status"
UPS, DHL = "carrier_ups", "carrier_dhl"
US, DE = "account_us", "account_de"
LAMP, KETTLE, BACKPACK = "product_lamp", "product_kettle", "product_backpack"

# The account of an order, its reference, what was bought, the carrier, and the
# tracking number to validate its delivery with; None leaves that to the visitor.
# The simulator's own demo orders are among them, some of them with a catch.
CANCELED_THERE, UNKNOWN_THERE = "111-1000005-0000005", "111-9999999-9999999"
ORDERS = (
    (US, "111-1000001-0000001", {LAMP: 1}, UPS, "1Z999AA10200000014"),
    (US, "111-1000002-0000002", {LAMP: 2, KETTLE: 1}, UPS, "1Z999AA10200000023"),
    (US, CANCELED_THERE, {LAMP: 1}, UPS, "1Z999AA10200000050"),
    (US, UNKNOWN_THERE, {KETTLE: 1}, UPS, "1Z999AA10200000099"),
    (US, "111-4000003-0000003", {LAMP: 2}, UPS, ""),
    (DE, "302-2000002-0000002", {LAMP: 1, KETTLE: 2}, DHL, "00340434161094017777"),
    (US, "111-1000003-0000003", {LAMP: 3, KETTLE: 1, BACKPACK: 1}, UPS, None),
    (US, "111-4000001-0000001", {LAMP: 1}, UPS, None),
    (US, "111-4000002-0000002", {BACKPACK: 2}, UPS, None),
    (DE, "302-2000001-0000001", {LAMP: 1}, DHL, None),
)
# What each of the other marketplaces sold: quantities, carrier and tracking number;
# None leaves the delivery to the visitor.
ELSEWHERE = (
    ({LAMP: 1}, UPS, "1Z999AA10300001{}"),
    ({LAMP: 2, KETTLE: 1}, DHL, "00340434161094020{}"),
    ({BACKPACK: 1}, UPS, None),
)
CANCELED_ELSEWHERE = ({KETTLE: 1}, UPS, "1Z999AA10300009{}")
# Bought there, and not in Odoo: a quotation can be made of the first, and of the second
# once a product has its SKU.
UNKNOWN_HERE = (
    (US, "111-7000001-0000001", {LAMP: 1, KETTLE: 2}),
    (US, "111-7000002-0000002", {"GARDEN-CHAIR": 1}),
)
# A port on which nothing listens.
NOBODY = "http://127.0.0.1:9"
# Only as long as it takes: the shipments behind these get through by themselves.
FAULTS = (
    {"kind": "throttle", "operation": "confirmShipment", "count": 1, "retry_after": 20},
    {"kind": "error503", "order": "302-2000002-0000002", "count": 2},
)


class Marketplaces:
    """The simulator's control API."""

    def __init__(self, url):
        self.url = url

    def call(self, method, path, data=None):
        answer = requests.request(method, f"{self.url}/_sim/{path}", json=data)
        answer.raise_for_status()
        return answer.json()

    def has(self, order_ref):
        return requests.get(f"{self.url}/_sim/orders/{order_ref}").ok

    def add_order(self, seller_id, order_ref, lines, **values):
        """Add an order unless it is there; lines are (id, SKU, title, quantity)."""
        if self.has(order_ref):
            return
        names = ("order_item_id", "sku", "title", "quantity")
        items = [dict(zip(names, line, strict=True)) for line in lines]
        row = {"seller_id": seller_id, "order_id": order_ref, "items": items}
        self.call("POST", "orders", row | values)

    def ship(self, order_ref, tracking, lines):
        """Let a parcel be known there; lines are (line id, quantity)."""
        rows = [{"order_item_id": ref, "quantity": int(n)} for ref, n in lines]
        ship = {"tracking": tracking, "lines": rows}
        self.call("PATCH", f"orders/{order_ref}", {"ship": ship})


class Demo:
    def __init__(self, env, marketplaces):
        self.env = env
        self.there = marketplaces
        self.sellers = dict(
            zip((US, DE), marketplaces.call("POST", "demo")["sellers"], strict=True)
        )

    def fill(self):
        self.env["ir.config_parameter"].set_param(f"{ADDON}.allow_private_hosts", "1")
        # On a new database it would meet Odoo's clean-up, and complain in the log.
        scheduler = self.env.ref("stock.ir_cron_scheduler_action")
        scheduler.nextcall = scheduler.nextcall.now() + timedelta(days=1)
        self.env["res.users"].search([]).odoobot_state = "disabled"  # no chat over ours
        for account, seller in self.sellers.items():
            self.connect(self.ref(account), seller)
        self.add_troubled_accounts()
        for account, seller in self.sellers.items():
            self.repeat_there(self.ref(account), seller["seller_id"])
        for account, order_ref, bought in UNKNOWN_HERE:
            self.buy(self.ref(account), order_ref, bought)
        new = [order for order in ORDERS if self.add_sale_order(*order)]
        new += self.fill_elsewhere()
        if new:
            self.there.call("POST", "faults", list(FAULTS))
        return len(new)

    def fill_elsewhere(self):
        """An account and some traffic on each platform that has none yet."""
        accounts, new = self.env["ecommerce.account"], []
        kinds = accounts._fields["platform"]._description_selection(self.env)
        for number, (platform, label) in enumerate(kinds, 10):
            if accounts.search_count([("platform", "=", platform)]):
                continue
            account = accounts.create(
                {
                    "name": f"{label} (demo)",
                    "platform": platform,
                    "sequence": number,
                    "user_id": self.env.ref("base.user_admin").id,
                }
            )
            self.connect_elsewhere(account)
            for place, what in enumerate((*ELSEWHERE, CANCELED_ELSEWHERE)):
                status = "canceled" if what is CANCELED_ELSEWHERE else "unshipped"
                new.append(self.sell(account, f"{number}{place}", status, *what))
        return new

    def connect_elsewhere(self, account):
        row = {"platform": account.platform, "seller_id": f"demo{account.platform}"}
        seller = self.there.call("POST", "sellers", row)["sellers"][0]
        for credential in account.credential_ids:
            credential.value = seller["credentials"].get(credential.name, "")
        items = [
            row | {"sku": p.default_code, "title": p.name, "weight": p.weight}
            for p in map(self.ref, (LAMP, KETTLE, BACKPACK))
        ]
        self.there.call("POST", "items", items)
        connector = account._connector_class()
        for carrier in map(self.ref, (UPS, DHL)):
            proposal = connector.propose_carrier(carrier.name, carrier.delivery_type)
            self.env["ecommerce.carrier.mapping"].create(
                {
                    "platform": account.platform,
                    "carrier_id": carrier.id,
                    "carrier_code": proposal.code,
                    "carrier_name": proposal.name,
                    "service": proposal.service,
                }
            )

    def sell(self, account, number, status, quantities, carrier, tracking):
        """Have something bought there, and a sales order for it here."""
        row = {"platform": account.platform, "seller_id": f"demo{account.platform}"}
        row["status"] = status
        row["items"] = [
            {"sku": p.default_code, "title": p.name, "quantity": count}
            for p, count in ((self.ref(name), n) for name, n in quantities.items())
        ]
        order = self.there.call("POST", "orders", row)["orders"][0]
        tracking = tracking and tracking.format(number)
        self.add_order(account, order["order_id"], quantities, carrier, tracking)
        return order["order_id"]

    def ref(self, name):
        return self.env.ref(f"{ADDON}.{name}")

    def connect(self, account, seller, base=None):
        url = f"{base or self.there.url}/amazon"
        values = seller | {"endpoint": url, "token_endpoint": f"{url}/auth/o2/token"}
        for credential in account.credential_ids:
            if credential.name in values:
                credential.value = values[credential.name]

    def add_troubled_accounts(self):
        """One that the marketplace refuses, and one whose address nobody answers."""
        seller = dict(self.sellers[US], seller_id="A3DEMOSELLERUK")
        refused = self.add_account("Amazon UK (demo)", 3)
        self.connect(refused, seller | {"client_secret": "expired"})
        unreachable = self.add_account("Amazon JP (demo)", 4)
        self.connect(unreachable, seller | {"seller_id": "A4DEMOSELLERJP"}, NOBODY)

    def add_account(self, name, sequence):
        accounts = self.env["ecommerce.account"]
        values = {"name": name, "platform": "amazon", "sequence": sequence}
        return accounts.search([("name", "=", name)]) or accounts.create(values)

    def repeat_there(self, account, seller_id):
        """The add-on's demo shipments have happened: the marketplace knows of them."""
        for shipment in account.shipment_ids.filtered(lambda s: not s.picking_id):
            order = shipment.order_id
            lines = order.line_ids or shipment.line_ids
            refs = {
                line.sku: line.ref if order else f"{shipment.order_ref[4:11]}{n:07}"
                for n, line in enumerate(lines, 1)
            }
            rows = [(refs[x.sku], x.sku, x.title, x.quantity) for x in lines]
            by = "marketplace" if shipment.state == "canceled" else "seller"
            self.there.add_order(seller_id, shipment.order_ref, rows, fulfilled_by=by)
        shown = ("accepted", "success", "confirmed")
        for shipment in account.shipment_ids.filtered(lambda s: s.state in shown):
            if not shipment.picking_id:
                self.show_parcel(shipment)

    def show_parcel(self, shipment):
        known = self.there.call("GET", f"orders/{shipment.order_ref}")
        if all(p["tracking"] != shipment.tracking_ref for p in known["packages"]):
            refs = {line.sku: line.ref for line in shipment.order_id.line_ids}
            lines = [(refs[line.sku], line.quantity) for line in shipment.line_ids]
            self.there.ship(shipment.order_ref, shipment.tracking_ref, lines)

    def add_sale_order(self, account, order_ref, quantities, carrier, tracking):
        """Add a sales order, once; return whether it is new."""
        account, orders = self.ref(account), self.env["sale.order"]
        if orders.search_count([("ecommerce_order_ref", "=", order_ref)]):
            return False
        if order_ref != UNKNOWN_THERE:
            self.add_order_there(account, order_ref, quantities)
        self.add_order(account, order_ref, quantities, carrier, tracking)
        return True

    def add_order(self, account, order_ref, quantities, carrier, tracking):
        """Confirm a sales order, and validate its delivery if it has a number."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer().id,
                "ecommerce_account_id": account.id,
                "ecommerce_order_ref": order_ref,
                "carrier_id": self.ref(carrier).id,
                "order_line": [
                    (0, 0, {"product_id": self.ref(name).id, "product_uom_qty": count})
                    for name, count in quantities.items()
                ],
            }
        )
        order.action_confirm()
        if tracking is not None:
            self.validate(order.picking_ids, tracking)

    def add_order_there(self, account, order_ref, quantities):
        products = [(self.ref(name), count) for name, count in quantities.items()]
        lines = [
            (f"{order_ref[4:11]}{n:07}", product.default_code, product.name, count)
            for n, (product, count) in enumerate(products, 1)
        ]
        seller = account.credential_ids.filtered(lambda c: c.name == "seller_id").value
        self.there.add_order(seller, order_ref, lines)

    def buy(self, account, order_ref, bought):
        """Have something bought that no sales order is made of."""
        lines = []
        for n, (name, count) in enumerate(bought.items(), 1):
            known = name in (LAMP, KETTLE, BACKPACK)
            sku = self.ref(name).default_code if known else name
            lines.append((f"{order_ref[4:11]}{n:07}", sku, sku.capitalize(), count))
        seller = account.credential_ids.filtered(lambda c: c.name == "seller_id").value
        terms = {"currency": "USD", "shipping": "4.90"}
        self.there.add_order(seller, order_ref, lines, terms=terms)

    def customer(self):
        partners = self.env["res.partner"]
        values = {"name": "Marketplace customer (demo)"}
        domain = [("name", "=", values["name"])]
        return partners.search(domain, limit=1) or partners.create(values)

    def validate(self, picking, tracking):
        picking.carrier_tracking_ref = tracking
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
        picking.move_ids.picked = True
        picking.button_validate()


def main(env):
    count = Demo(env, Marketplaces(os.environ["SIMULATOR_URL"])).fill()
    env.cr.commit()
    print(f"{count} orders added")


main(env)  # noqa: F821  Odoo's shell provides it
