# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Automation rules on shipments and lamps: those of docs/AUTOMATION.md, made as they
stand there, and rules that fail."""

import re
from datetime import timedelta
from pathlib import Path

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.ecommerce_alert import FAILURE
from .common import simulator
from .test_neighbours import NeighbourCase
from .test_parcels import A, B

BROKEN = 'raise UserError("This rule is broken.")'
MODELS = "odoo.addons.shipgear_ecommerce_status.models"
LOGGERS = (f"{MODELS}.writeback_drain", f"{MODELS}.automation")


class RuleCase(NeighbourCase):
    neighbours = frozenset({"base_automation"})

    def _rule(self, model, trigger, code, **values):
        """A rule that runs code, made in Odoo's own form."""
        with Form(self.env["base.automation"].with_context(debug=True)) as form:
            form.name = values.pop("name", "Test rule")
            form.model_id = self.env["ir.model"]._get(model)
            form.trigger = trigger
            for name, value in values.items():
                form[name] = value
        return self._complete(form.record, code)

    def _complete(self, rule, code):
        rule.action_server_ids = [
            Command.create(
                {
                    "name": rule.name,
                    "model_id": rule.model_id.id,
                    "state": "code",
                    "code": code,
                    "usage": "base_automation",
                }
            )
        ]
        self.addCleanup(rule.unlink)
        return rule

    def _state_rule(self, state, code):
        field = self.env["ir.model.fields"]._get("ecommerce.shipment", "state")
        value = field.selection_ids.filtered(lambda s: s.value == state)
        return self._rule(
            "ecommerce.shipment", "on_state_set", code, trg_selection_field_id=value
        )

    def _complaints(self):
        """What the responsible person is told of rules that fail."""
        return self.account.activity_search([FAILURE])


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestDocumentedRules(RuleCase):
    def _documented(self, title):
        """Make the rule that stands under a heading of docs/AUTOMATION.md."""
        page = Path(simulator.__file__).parent.parent / "docs" / "AUTOMATION.md"
        text = page.read_text(encoding="utf-8")
        [section] = re.findall(rf"^## {title}\n(.*?)^## ", text, re.M | re.S)
        rows = dict(re.findall(r"^\| ([\w ]+) \| `?(.+?)`? \|$", section, re.M))
        [code] = re.findall(r"^```python\n(.*?)^```$", section, re.M | re.S)
        model = self.env["ir.model"].search([("name", "=", rows["Model"])])
        field = self.env["base.automation"]._fields["trigger"]
        labels = dict(field._description_selection(self.env))
        [trigger] = [t for t, label in labels.items() if label == rows["Trigger"]]
        values = {"name": rows["Name"]}
        if "Value" in rows:
            values["trg_selection_field_id"] = self.env[
                "ir.model.fields.selection"
            ].search(
                [
                    ("field_id.model_id", "=", model.id),
                    ("field_id.name", "=", "state"),
                    ("name", "=", rows["Value"]),
                ]
            )
        if "Apply on" in rows:
            values["filter_domain"] = rows["Apply on"]
        rule = self._rule(model.model, trigger, code, **values)
        if "When updating" in rows:
            watched = rule.trigger_field_ids.mapped("field_description")
            self.assertEqual(watched, [rows["When updating"]])
        return rule

    def test_the_delivery_of_a_failed_shipment_gets_an_activity(self):
        self._documented("When a shipment fails")
        fine, failed = self._ship(), self._ship(tracking=B, there=False)
        self._drain()
        self.assertEqual((fine.state, failed.state), ("accepted", "failed"))
        self.assertFalse(fine.picking_id.activity_ids)
        activity = failed.picking_id.activity_ids
        self.assertEqual(activity.summary, f"Amazon was not told of {failed.order_ref}")
        self.assertEqual(activity.user_id, self.account.user_id)
        self.assertIn(failed.error_message, str(activity.note))
        self._drain()
        self.assertEqual(len(failed.picking_id.activity_ids), 1)
        failed.action_retry()
        self._drain()
        self.assertEqual(len(failed.picking_id.activity_ids), 2)

    def _messages(self):
        return self.account.message_ids.filtered(
            lambda message: message.subject == f"{self.account.name}: a lamp is red"
        )

    def _fail_three_times(self, shipment):
        self._fault("error503", operation="confirmShipment", count=3)
        for _attempt in range(3):
            self._drain_again(shipment)

    def test_a_lamp_that_turns_red_is_told_once_each_time(self):
        self._documented("When a lamp turns red")
        shipment = self._ship()
        self._drain()
        self.assertFalse(self._messages())
        second = self._ship(tracking=B)
        self._fail_three_times(second)
        lamp = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        self.assertEqual((lamp.color, lamp.seen_color), ("red", "red"))
        message = self._messages()
        self.assertEqual(len(message), 1)
        self.assertIn("failed in the last 15 minutes", message.body)
        self.account._refresh_alerts()
        self.assertEqual(len(self._messages()), 1)
        self.env["api.status.sample"].search([]).sudo().unlink()
        self._drain_again(second)
        self.assertEqual(lamp.seen_color, "green")
        third = self._ship(tracking="1Z999AA10000000003")
        self._fail_three_times(third)
        self.assertEqual(lamp.seen_color, "red")
        self.assertEqual(len(self._messages()), 2)
        self.assertEqual(len(self._told(shipment)), 1)

    def test_the_color_is_written_when_it_changes_only(self):
        self._ship()
        self._drain()
        lamp = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        with self.assertLogs("odoo.sql_db", "DEBUG") as log:
            self.account._refresh_alerts()
            self.env.flush_all()
        self.assertEqual(lamp.seen_color, "green")
        self.assertFalse([line for line in log.output if 'UPDATE "api_status"' in line])

    def test_the_creation_of_shipments_can_be_watched(self):
        self._rule(
            "ecommerce.shipment",
            "on_create",
            "for shipment in records:\n"
            "    shipment.sale_order_id.message_post(body='Queued for Amazon')",
        )
        orders = [self._order(), self._order({self.mug: 2})]
        pickings = [self._pack(orders[0], A), self._pack(orders[1], B)]
        self.env["stock.picking"].union(*pickings)._action_done()
        for order in orders:
            order.picking_ids._enqueue_ecommerce_shipments()
            self.assertEqual(self._shipments(order).state, "pending")
            messages = order.message_ids.mapped("body")
            queued = [body for body in messages if "Queued for Amazon" in body]
            self.assertEqual(len(queued), 1)


@tagged("post_install", "-at_install", "ecommerce_neighbours")
class TestBrokenRules(RuleCase):
    """A rule that fails undoes nothing, doubles nothing, and stops nothing else."""

    def test_on_failed(self):
        rule = self._state_rule("failed", BROKEN)
        fine, failed = self._ship(), self._ship(tracking=B, there=False)
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual((fine.state, failed.state), ("accepted", "failed"))
        self.assertTrue(failed.error_hint)
        self.assertNotIn("broken", failed.explanation)
        self.assertEqual(failed.attempt_ids.mapped("outcome"), ["Rejected"])
        self.assertFalse(failed.lease_token)
        self.assertEqual(len(self._told(fine)), 1)
        complaint = self._complaints()
        self.assertEqual(len(complaint), 1)
        self.assertIn(rule.name, complaint.summary)
        self.assertIn("This rule is broken.", str(complaint.note))
        self.assertEqual(complaint.user_id, self.account.user_id)
        self._ship(tracking="1Z999AA10000000003", there=False)
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual(self._complaints(), complaint)

    def test_on_accepted_and_on_success(self):
        self._state_rule("accepted", BROKEN)
        self._state_rule("success", BROKEN)
        shipments = self._ship() | self._ship(tracking=B)
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual(set(shipments.mapped("state")), {"accepted"})
        self._make_due(shipments)
        with mute_logger(*LOGGERS):
            self._poll()
        self.assertEqual(set(shipments.mapped("state")), {"success"})
        self._drain()
        for shipment in shipments:
            self.assertEqual(len(self._told(shipment)), 1)

    def _lost(self, tracking):
        """A shipment whose last attempt died with its server."""
        shipment = self._ship(tracking=tracking)
        self.env.flush_all()
        self.env["ecommerce.shipment"]._claim(self.account, 1)
        shipment.attempt_count = 4
        shipment.lease_until = shipment.last_attempt_at
        return shipment

    def test_on_a_server_that_died(self):
        self._state_rule("failed", BROKEN)
        lost = self._lost(A) | self._lost(B)
        fine = self._ship(tracking="1Z999AA10000000003")
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual(set(lost.mapped("state")), {"failed"})
        self.assertEqual(set(lost.mapped("error_code")), {"lease_expired"})
        self.assertTrue(all(lost.mapped("read_back_first")))
        self.assertEqual(fine.state, "accepted")
        self.assertEqual(len(self._complaints()), 1)

    def test_on_what_the_marketplace_does_not_show(self):
        self._state_rule("failed", BROKEN)
        shipment = self._ship()
        self._drain()
        shipment.accepted_at -= timedelta(days=30)
        with mute_logger(*LOGGERS):
            self.env["ecommerce.shipment"]._read_back_in_vain(
                self.account, shipment.order_ref, error=None
            )
        self.assertEqual(shipment.error_code, "not_shown")
        self.assertEqual(shipment.state, "failed")

    def test_on_lamps(self):
        self._rule(
            "api.status",
            "on_create_or_write",
            BROKEN,
            filter_domain='[("seen_color", "=", "green")]',
        )
        shipment = self._ship()
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual(shipment.state, "accepted")
        lamp = self.account.status_ids.filtered(lambda s: s.api == "writeback")
        self.assertEqual(lamp.seen_color, "green")
        self.assertEqual(len(self._complaints()), 1)
        self._drain()

    def test_on_sending_nothing_is_sent_until_it_is_switched_off(self):
        rule = self._state_rule("sending", BROKEN)
        shipment = self._ship()
        with mute_logger(*LOGGERS):
            self._drain()
        self.assertEqual(shipment.state, "pending")
        self.assertFalse(self._told(shipment) or shipment.attempt_ids)
        self.assertEqual(len(self._complaints()), 1)
        rule.active = False
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self.assertEqual(len(self._told(shipment)), 1)
