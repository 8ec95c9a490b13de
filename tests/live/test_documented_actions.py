# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The examples of docs/ACTIONS.md, each as a server action."""

from documented import examples, has_gone, map_carrier, orders_read
from patience import wait_until

from dev.paths import ADDON

ACTIONS = examples("ACTIONS.md")


class Action:
    """One example of docs/ACTIONS.md, as a server action of its model."""

    def __init__(self, server, section):
        [code] = [example.code for example in ACTIONS if example.section == section]
        self.server = server
        [model_id] = server.call(
            "ir.model", "search", [("model", "=", "ecommerce.shipment")]
        )
        domain = [("module", "=", ADDON), ("name", "=", "group_user")]
        [group] = server.call("ir.model.data", "search_read", domain, ["res_id"])
        values = {
            "name": section,
            "model_id": model_id,
            "state": "code",
            "code": code,
            "group_ids": [group["res_id"]],
        }
        [self.id] = server.call("ir.actions.server", "create", [values])

    def run(self, shipment_ids=()):
        """Run it as from the Actions menu on shipments, or as scheduled, on none."""
        context = {}
        if shipment_ids:
            context = {
                "active_model": "ecommerce.shipment",
                "active_ids": list(shipment_ids),
                "active_id": shipment_ids[0],
            }
        return self.server.call("ir.actions.server", "run", [self.id], context=context)


def _ids(shop):
    return [shipment["id"] for shipment in shop.shipments("id")]


def test_retry_what_failed_for_its_carrier(shop, failed):
    map_carrier(shop, carrier_code="UPS")
    action = Action(shop.server, "Retry what failed for its carrier, from the list")
    answer = action.run(_ids(shop))
    assert answer["tag"] == "display_notification"
    wait_until(lambda: has_gone(shop))
    assert len(shop.told(failed)) == 1


def test_retry_each_morning_what_used_up_its_attempts(shop, failed):
    action = Action(shop.server, "Retry each morning what used up its attempts")
    action.run()
    assert shop.shipments("state")[0]["state"] == "failed", "refused, not used up"
    shop.server.sql(
        "UPDATE ecommerce_shipment SET attempt_count = 5 WHERE account_id = %s",
        (shop.account_id,),
    )
    map_carrier(shop, carrier_code="UPS")
    action.run()
    wait_until(lambda: has_gone(shop))


def test_ask_somebody_before_it_is_too_late(shop, failed):
    shop.server.sql(
        "UPDATE ecommerce_shipment SET ship_by = now() AT TIME ZONE 'UTC' "
        "WHERE account_id = %s",
        (shop.account_id,),
    )
    action = Action(shop.server, "Ask somebody before it is too late")
    domain = [
        ("res_model", "=", "ecommerce.account"),
        ("res_id", "=", shop.account_id),
        ("summary", "ilike", failed),
    ]
    for _run in range(2):  # the second finds that somebody is asked already
        action.run()
        assert shop.server.call("mail.activity", "search_count", domain) == 1


def test_note_a_failure_on_the_sales_order(shop, failed):
    action = Action(shop.server, "Note a failure on the sales order")
    action.run(_ids(shop))
    [shipment] = shop.shipments("sale_order_id", "error_message")
    domain = [
        ("model", "=", "sale.order"),
        ("res_id", "=", shipment["sale_order_id"][0]),
        ("body", "ilike", "the carrier's name is missing"),
    ]
    assert shop.server.call("mail.message", "search_count", domain) == 1


def test_read_and_send_now(unread):
    Action(unread.server, "Read and send now").run()
    wait_until(lambda: orders_read(unread)["record_count"] == 1)


def test_every_action_is_run():
    assert {example.section for example in ACTIONS} == {
        "Retry what failed for its carrier, from the list",
        "Retry each morning what used up its attempts",
        "Ask somebody before it is too late",
        "Note a failure on the sales order",
        "Read and send now",
    }
