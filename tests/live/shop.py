# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A seller's shop in a live Odoo, connected to a running simulator, over RPC."""

import secrets
from urllib.parse import quote

from connectors import CONNECTORS


class Shop:
    """One account with its carrier, mapping and product; orders on both sides."""

    def __init__(self, server, simulator, platform="amazon"):
        self.server, self.simulator, self.platform = server, simulator, platform
        self.tag = secrets.token_hex(3).upper()  # tests share the database
        self.sku = f"LAMP-{self.tag}"
        row = {"seller_id": f"A{self.tag}", "platform": platform}
        self.seller = simulator.post("/_sim/sellers", row)["sellers"][0]
        self.account_id = self._account()
        self.carrier_id = self._carrier()
        self.product_id = self._create(
            "product.product", name="Lamp", default_code=self.sku, type="consu"
        )
        self.partner_id = self._create("res.partner", name="Marketplace customer")

    def _create(self, model, **values):
        return self.server.call(model, "create", [values])[0]

    def _account(self):
        """Connect it as the setup does: active once all credentials are there."""
        name = f"{self.platform.capitalize()} {self.tag}"
        account_id = self._create(
            "ecommerce.account", name=name, platform=self.platform, active=False
        )
        domain = [("account_id", "=", account_id)]
        rows = self.server.call(
            "ecommerce.account.credential", "search_read", domain, ["name"]
        )
        given = self.seller["credentials"]
        values = {
            "active": True,
            "credential_ids": [
                (1, row["id"], {"value": given.get(row["name"], "")}) for row in rows
            ],
        }
        self.server.call("ecommerce.account", "write", [account_id], values)
        return account_id

    def _carrier(self):
        product_id = self._create("product.product", name="Shipping", type="service")
        carrier_id = self._create(
            "delivery.carrier",
            name=f"UPS {self.tag}",
            delivery_type="fixed",
            product_id=product_id,
        )
        self._create(
            "ecommerce.carrier.mapping",
            platform=self.platform,
            carrier_id=carrier_id,
            service="Ground",
            **self._known_carrier(),
        )
        return carrier_id

    def _known_carrier(self):
        carrier = CONNECTORS[self.platform].propose_carrier("UPS")
        return {"carrier_code": carrier.code, "carrier_name": carrier.name}

    def sell(self):
        """An order on the marketplace alone; return its reference."""
        row = {
            "platform": self.platform,
            "seller_id": self.seller["seller_id"],
            "items": [{"sku": self.sku, "title": "Lamp", "quantity": 1}],
        }
        return self.simulator.post("/_sim/orders", row)["orders"][0]["order_id"]

    def order(self):
        """An order on the marketplace and here; return its reference and delivery."""
        ref = self.sell()
        line = {"product_id": self.product_id, "product_uom_qty": 1}
        order_id = self._create(
            "sale.order",
            partner_id=self.partner_id,
            ecommerce_account_id=self.account_id,
            ecommerce_order_ref=ref,
            carrier_id=self.carrier_id,
            order_line=[(0, 0, line)],
        )
        self.server.call("sale.order", "action_confirm", [order_id])
        [picking] = self.server.call(
            "stock.picking", "search", [("sale_id", "=", order_id)]
        )
        return ref, picking

    def validate(self, picking_id, tracking="1Z999AA10123456784"):
        """What the warehouse does when the parcel leaves."""
        values = {"carrier_tracking_ref": tracking}
        self.server.call("stock.picking", "write", [picking_id], values)
        self.server.call("stock.picking", "button_validate", [picking_id])

    def shipments(self, *fields):
        """The shipments of this account, as Odoo sees them."""
        domain = [("account_id", "=", self.account_id)]
        return self.server.call(
            "ecommerce.shipment", "search_read", domain, fields, order="id"
        )

    def told(self, ref):
        """The confirmations of an order that the marketplace accepted."""
        return self.simulator.get(f"/_sim/ledger?order={quote(ref)}")["confirmations"]
