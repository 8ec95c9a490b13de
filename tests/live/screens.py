# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Every screen of the add-on: one row each, and how to get there.

A new action or view must get a row here: tests/live/test_accessibility.py compares
this table with the database.
"""

from dataclasses import dataclass, field

ADDON = "shipgear_ecommerce_status"


@dataclass(frozen=True)
class Screen:
    """A view of one of our actions; or of Odoo's, where we have added something."""

    name: str
    action: str  # its XML id, without the module when it is ours
    view: str = "form"
    record: str = ""  # of a form: a name in `SCREEN_RECORDS`, or our XML id
    context: dict = field(default_factory=dict)
    shows: str = ""  # what must be there, or the screen is not the one we mean
    clicks: tuple = ()  # CSS selectors, one after another
    ours: tuple = ()  # CSS selectors of what is ours on a screen of Odoo's
    also: tuple = ()  # (model, kind of view) of what else is seen there
    only: str = ""  # "phone": where there is such a thing at one size alone

    @property
    def action_id(self):
        """The full XML id."""
        return self.action if "." in self.action else f"{ADDON}.{self.action}"


_SHIPMENTS = "ecommerce_shipment_action"
_FAILED = {"search_default_failed": 1}
_NOTHING = {"search_default_order_ref": "there is no such order"}
_SENTENCE = ".o_view_nocontent_smiling_face"
_INFORMATION = ".o_ecommerce_information .o_form_view"
# On a phone Odoo puts the buttons of a form behind one.
_BUTTON = ("[name=action_view_ecommerce_shipments], .o_button_more",)
_ON_ORDER = (*_BUTTON, "[name=ecommerce_account_id]", "[name=ecommerce_order_ref]")

SCREENS = (
    Screen("orders", _SHIPMENTS, "list", shows=".o_data_row"),
    Screen("failed orders", _SHIPMENTS, "list", context=_FAILED, shows=".o_data_row"),
    Screen(
        "shipment information",
        _SHIPMENTS,
        "list",
        context=_FAILED,
        clicks=(".o_data_row .o_data_cell[name=order_ref]",),
        shows=_INFORMATION,
    ),
    Screen(
        "shipment information over cards",
        _SHIPMENTS,
        "kanban",
        context=_FAILED,
        clicks=(".o_kanban_record",),
        shows=_INFORMATION,
    ),
    Screen("no orders", _SHIPMENTS, "list", context=_NOTHING, shows=_SENTENCE),
    Screen("order cards", _SHIPMENTS, "kanban", shows=".o_kanban_record"),
    Screen("failed shipment", _SHIPMENTS, record="shipment_failed_refused"),
    Screen("shipment that waits", _SHIPMENTS, record="shipment_waiting_mapping"),
    Screen("shipment that got there", _SHIPMENTS, record="shipment_success_us"),
    Screen("shipment confirmed by hand", _SHIPMENTS, record="shipment_confirmed"),
    Screen(
        "decision about failed orders",
        _SHIPMENTS,
        "list",
        context=_FAILED,
        clicks=(
            ".o_list_record_selector input",
            ".o_control_panel [name=action_retry_many]",
        ),
        shows=".modal .o_form_view",
        ours=(".modal",),
        also=(("ecommerce.shipment.decision", "form"),),
        only="desktop",
    ),
    Screen(
        "export",
        "ecommerce_shipment_export_action",
        shows=".modal-footer",
        ours=(".modal",),
    ),
    Screen(
        "connection status",
        "ecommerce_account_action",
        "kanban",
        shows=".o_ecommerce_lamps",
    ),
    Screen("connection list", "ecommerce_account_action", "list", shows=".o_data_row"),
    Screen(
        "connection form",
        "ecommerce_account_action",
        record="account_us",
        shows=".o_ecommerce_lamps",
    ),
    Screen("accounts", "ecommerce_account_action_list", "list", shows=".o_data_row"),
    Screen(
        "account cards",
        "ecommerce_account_action_list",
        "kanban",
        shows=".o_ecommerce_lamps",
    ),
    Screen("paused account", "ecommerce_account_action_list", record="account_de"),
    Screen("new account", "ecommerce_account_action_list"),
    Screen("setup", "ecommerce_setup_action"),
    Screen("setup that goes on", "ecommerce_setup_action", record="account_us"),
    Screen(
        "proposed carrier mapping",
        "ecommerce_carrier_proposal_action",
        record="account_us",
        shows=".modal-footer",
        ours=(".modal",),
        also=(
            ("ecommerce.carrier.proposal", "list"),
            ("ecommerce.carrier.proposal", "kanban"),
        ),
    ),
    Screen(
        "one proposed carrier mapping",
        "ecommerce_carrier_proposal_action",
        record="account_us",
        clicks=(".modal .o_kanban_record",),
        shows=".modal [name=keep]",
        ours=(".modal",),
        also=(("ecommerce.carrier.proposal", "form"),),
        only="phone",
    ),
    Screen("items", "ecommerce_item_action", "list", shows=".o_data_row"),
    Screen("item cards", "ecommerce_item_action", "kanban", shows=".o_kanban_record"),
    Screen("item", "ecommerce_item_action", record="item_us_lamp"),
    Screen("marketplace orders", "ecommerce_order_action", "list", shows=".o_data_row"),
    Screen(
        "marketplace order cards",
        "ecommerce_order_action",
        "kanban",
        shows=".o_kanban_record",
    ),
    Screen("marketplace order", "ecommerce_order_action", record="order_us_1"),
    Screen("attempts", "writeback_attempt_action", "list", shows=".o_data_row"),
    Screen(
        "attempt cards", "writeback_attempt_action", "kanban", shows=".o_kanban_record"
    ),
    Screen(
        "attempts in a table", "writeback_attempt_action", "pivot", shows=".o_pivot"
    ),
    Screen("attempts drawn", "writeback_attempt_action", "graph", shows="canvas"),
    Screen("attempt", "writeback_attempt_action", record="attempt"),
    Screen(
        "carrier mapping",
        "ecommerce_carrier_mapping_action",
        "list",
        shows=".o_data_row",
    ),
    Screen(
        "carrier mapping cards",
        "ecommerce_carrier_mapping_action",
        "kanban",
        shows=".o_kanban_record",
    ),
    Screen(
        "one carrier mapping", "ecommerce_carrier_mapping_action", record="mapping_ups"
    ),
    Screen(
        "report in a table",
        "ecommerce_shipment_report_action",
        "pivot",
        shows=".o_pivot",
    ),
    Screen("report drawn", "ecommerce_shipment_report_action", "graph", shows="canvas"),
    Screen(
        "report row by row",
        "ecommerce_shipment_report_action",
        "list",
        shows=".o_list_view",
    ),
    Screen(
        "settings",
        "res_config_settings_action",
        shows="#ecommerce_attempts",
        ours=(".app_settings_block[data-key=shipgear_ecommerce_status]",),
    ),
    Screen(
        "digest",
        "digest.digest_digest_action",
        record="digest",
        ours=("[name^=kpi_ecommerce]",),
    ),
    Screen("sales order", "sale.action_orders", record="sales_order", ours=_ON_ORDER),
    Screen(
        "delivery that was told",
        "stock.action_picking_tree_all",
        record="delivery",
        ours=_BUTTON,
    ),
    Screen(
        "delivery that will wait",
        "stock.action_picking_tree_all",
        record="delivery_to_be",
        shows="[name=ecommerce_carrier_warning]",
        ours=("[role=alert]:has([name=ecommerce_carrier_warning])",),
    ),
    # The last one, since it makes something.
    Screen(
        "quotations that were not made",
        "ecommerce_order_action",
        "list",
        clicks=(
            ".o_list_record_selector input",
            ".o_control_panel [name=action_create_quotation]",
        ),
        shows=".modal .o_form_view",
        ours=(".modal",),
        also=(("ecommerce.quotation.result", "form"),),
        only="desktop",
    ),
)

#: Odoo's own, to tell its faults from ours.
_TRANSFERS = "stock.action_picking_tree_all"
_DONE = {"search_default_done": 1}
ODOOS_SCREENS = (
    Screen("transfers", _TRANSFERS, "list", context=_DONE, shows=".o_data_row"),
    Screen("transfer cards", _TRANSFERS, "kanban", shows=".o_kanban_record"),
    Screen("transfer", _TRANSFERS, record="receipt"),
    Screen("transfer that is done", _TRANSFERS, record="delivery"),
    Screen("product", "stock.product_template_action_product", record="product"),
    Screen("settings", "base_setup.action_general_configuration"),
    Screen("kinds of transfers", "stock.action_picking_type_list"),
    Screen("forecast", "stock.action_orderpoint", "list"),
    Screen("stock moves", "stock.stock_move_action", "pivot", shows=".o_pivot"),
    Screen("list of stock moves", "stock.stock_move_action", "list"),
    Screen("list of languages", "base.res_lang_act_window", "list"),
    Screen("apps", "base.open_module_tree", "kanban", shows=".o_search_panel"),
    Screen("app", "base.open_module_tree", record="app"),
    Screen("language", "base.action_view_base_language_install"),
)

# Odoo's shell runs this: the add-on's demo data, and a sale with its deliveries.
FILL = """
from datetime import timedelta
from odoo.tools import convert_file

addon = "shipgear_ecommerce_status"
for part in ("account", "order", "shipment"):
    path = f"demo/ecommerce_{part}_demo.xml"
    convert_file(env, addon, path, None, mode="init", noupdate=True)


def ref(name):
    return env.ref(f"{addon}.{name}")


def note(name, record):
    values = {"module": "screens", "name": name, "model": record._name}
    env["ir.model.data"].create(values | {"res_id": record.id})


def sell(number, carrier):
    return env["sale.order"].create({
        "partner_id": customer.id,
        "ecommerce_account_id": ref("account_us").id,
        "ecommerce_order_ref": f"111-9000001-000000{number}",
        "carrier_id": carrier.id,
        "order_line": [(0, 0, {"product_id": ref("product_lamp").id})],
    })


env["res.users"].search([]).odoobot_state = "disabled"  # or it opens a chat
customer = env["res.partner"].create({"name": "Marketplace customer"})
now = env.cr.now().replace(microsecond=0)
ref("account_de").write({
    "paused_until": now + timedelta(hours=1),
    "pause_reason": "The marketplace refused the login.",
})
colors = zip(env["api.status"].search([]), ("", "", "Unavailable", "Unauthorized"))
for status, error in colors:
    status.write({
        "last_call_at": now,
        "last_answer_at": now,
        "last_error": error,
        "last_message": error and "503 Service Unavailable",
        "consecutive_failures": 9 if error else 0,
    })
    env["api.status.sample"].create({
        "status_id": status.id,
        "start": now - timedelta(minutes=5),
        "calls": 9,
        "errors": 9 if error else 0,
        "unreachable": 0,
        "throttled": 0,
        "seconds_total": 3,
        "seconds_max": 1,
    })
told, waits = sell(1, ref("carrier_ups")), sell(2, ref("carrier_courier"))
(told | waits).action_confirm()
told.picking_ids.carrier_tracking_ref = "1Z999AA10123456784"
told.picking_ids.move_ids.quantity = 1
told.picking_ids.move_ids.picked = True
told.picking_ids.button_validate()
note("sales_order", told)
note("delivery", told.picking_ids)
note("delivery_to_be", waits.picking_ids)
tag = env["product.tag"].create({"name": "Fragile"})
ref("product_lamp").product_tmpl_id.product_tag_ids = tag
note("product", ref("product_lamp").product_tmpl_id)
note("app", env.ref("base.module_stock"))
note("digest", env.ref("digest.digest_digest_default"))
ref("account_us")._propose_carriers()
note("attempt", env["writeback.attempt"].search([], limit=1))
kind = env.ref("stock.picking_type_in")
note("receipt", env["stock.picking"].create({
    "picking_type_id": kind.id,
    "location_id": env.ref("stock.stock_location_suppliers").id,
    "location_dest_id": kind.default_location_dest_id.id,
    "move_ids": [(0, 0, {
        "product_id": ref("product_lamp").id,
        "product_uom_qty": 1,
        "location_id": env.ref("stock.stock_location_suppliers").id,
        "location_dest_id": kind.default_location_dest_id.id,
    })],
}))
env.cr.commit()
"""
