# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from dataclasses import dataclass, field

from odoo import api, models

from . import clock

#: What is counted: shipments with which something is still to happen.
OPEN = ("failed", "waiting", "pending", "sending")
COUNTED = (*OPEN, "accepted")
READER = "shipgear_ecommerce_status.ir_cron_poll"


@dataclass
class Metric:
    """A gauge. Its help is for whoever writes alerts, in English as its name is."""

    name: str
    help: str
    samples: list[tuple[dict[str, str], float]] = field(default_factory=list)

    def add(self, value: float, labels: dict[str, str], **more: str):
        self.samples.append(({**labels, **more}, value))


class EcommerceMetrics(models.AbstractModel):
    """What a monitoring system asks for, under the rights of its user.

    All is decided when it is asked for. What is done is not counted: the figures cost
    the same with a thousand shipments and with a million.
    """

    _name = "ecommerce.metrics"
    _description = "Metrics of eCommerce Accounts"

    @api.model
    def _metrics(self) -> list[Metric]:
        """Return the metrics of the accounts that the user sees, archived ones not."""
        accounts = self.search([("active", "=", True)])
        labels = {account.id: account._metric_labels() for account in accounts}
        return [
            accounts._count_metric(labels),
            *accounts._age_metrics(labels),
            *accounts._lamp_metrics(labels),
            *self._scheduler_metrics(),
        ]

    def _metric_labels(self) -> dict[str, str]:
        return {
            "account_id": str(self.id),
            "account": self.name,
            "platform": self.platform,
            "company": self.company_id.name,
        }

    def _count_metric(self, labels: dict) -> Metric:
        metric = Metric(
            "ecommerce_status_shipments",
            "Shipments that are not done, by state.",
        )
        counts = {}
        for states in (OPEN, ("accepted",)):  # an index has each of the two
            groups = self.env["ecommerce.shipment"]._read_group(
                [("account_id", "in", self.ids), ("state", "in", states)],
                ["account_id", "state"],
                ["__count"],
            )
            counts |= {(account.id, state): count for account, state, count in groups}
        for account_id, own in labels.items():
            for state in COUNTED:
                metric.add(counts.get((account_id, state), 0), own, state=state)
        return metric

    def _age_metrics(self, labels: dict) -> list[Metric]:
        """How long what is pending has been waiting, 0 where nothing is."""
        pending = Metric(
            "ecommerce_status_oldest_pending_age_seconds",
            "Seconds since the oldest pending shipment was queued.",
        )
        due = Metric(
            "ecommerce_status_oldest_due_age_seconds",
            "Seconds since a pending shipment should have been sent.",
        )
        groups = self.env["ecommerce.shipment"]._read_group(
            [("account_id", "in", self.ids), ("state", "=", "pending")],
            ["account_id"],
            ["create_date:min", "next_attempt_at:min"],
        )
        oldest = {account.id: moments for account, *moments in groups}
        now = clock.now(self.env)
        for account_id, own in labels.items():
            queued_at, due_at = oldest.get(account_id, (None, None))
            pending.add(_age(queued_at, now), own)
            due.add(_age(due_at, now), own)
        return [pending, due]

    def _lamp_metrics(self, labels: dict) -> list[Metric]:
        lamps = Metric(
            "ecommerce_status_lamp",
            "Lamp of an API: 1 for the color that it has, 0 for the others.",
        )
        answers = Metric(
            "ecommerce_status_last_answer_age_seconds",
            "Seconds since the last call of an API that did not fail.",
        )
        statuses = self.env["api.status"].search([("account_id", "in", self.ids)])
        colors = [color for color, _label in statuses._fields["color"].selection]
        now = clock.now(self.env)
        for status in statuses:
            own = {**labels[status.account_id.id], "api": status.api}
            for color in colors:
                lamps.add(int(status.color == color), own, color=color)
            if status.last_answer_at:
                answers.add(_age(status.last_answer_at, now), own)
        return [lamps, answers]

    @api.model
    def _scheduler_metrics(self) -> list[Metric]:
        senders = self.env["ecommerce.shipment"]._senders()
        count = Metric(
            "ecommerce_status_senders",
            "Scheduled actions that send, switched on.",
            [({}, len(senders))],
        )
        overdue = Metric(
            "ecommerce_status_scheduled_action_overdue_seconds",
            "Seconds since a scheduled action should have begun its next run.",
        )
        reader = self.env.ref(READER, raise_if_not_found=False) or senders.browse()
        crons, now = (senders | reader.sudo()).filtered("active"), clock.now(self.env)
        names = crons.get_external_id()
        for cron in crons:
            _module, _dot, name = names[cron.id].partition(".")
            overdue.add(_age(cron.nextcall, now), {"action": name})
        return [count, overdue]


def _age(moment, now) -> float:
    """Return the seconds since a moment, 0 where there is none or it is to come."""
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0
