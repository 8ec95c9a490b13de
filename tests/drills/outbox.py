# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The outbox of a drill as its database shows it, and its scheduled actions."""

import contextlib
import re
import time
from datetime import timedelta

import psycopg2

from dev import odoo, postgres
from dev.paths import ADDON_DIR

# Neither sent by the outbox nor waited for.
_NO_CLOCKS = "'create_date', 'write_date', 'shipped_at', 'ship_by', 'confirmed_at'"
# What the protocol and its pauses wait for, and of which rows.
_CLOCKS = {
    "ecommerce_shipment": "state IN ('pending', 'sending', 'accepted')",
    "ecommerce_account": "TRUE",
    "api_status": "TRUE",
    "writeback_attempt": "outcome = 'running'",
}
_OPEN = "state IN ('pending', 'sending', 'accepted')"


def lease():
    """How long a claim holds, as the add-on has it."""
    for file in sorted((ADDON_DIR / "models").glob("*.py")):
        found = re.search(r"^LEASE = timedelta\((\w+)=(\d+)\)", file.read_text(), re.M)
        if found:
            return timedelta(**{found[1]: int(found[2])})
    raise AssertionError("the add-on has no LEASE")


class Outbox:
    """Looks into the database past Odoo, wakes the actions up, moves time."""

    def __init__(self, database):
        self.database = database

    def sql(self, query, values=()):
        """Run statements; return the rows of the last."""
        return postgres.execute(query, values, database=self.database)

    def count(self, condition="TRUE"):
        """How many shipments there are of which this is true."""
        query = f"SELECT count(*) FROM ecommerce_shipment WHERE {condition}"
        return self.sql(query)[0][0]

    def sending(self):
        """How many are in flight."""
        return self.count("state = 'sending'")

    def untold(self):
        """How many the marketplace has not taken yet, as far as Odoo knows."""
        return self.count("state IN ('pending', 'sending')")

    # --- The scheduled actions ---

    def actions(self):
        """The ids of the actions that send and that read."""
        rows = self.sql(
            "SELECT c.id FROM ir_cron c JOIN ir_act_server a "
            "ON a.id = c.ir_actions_server_id "
            "WHERE a.code LIKE '%%_cron_drain()%%' OR a.code LIKE '%%_cron_poll()%%' "
            "ORDER BY c.id"
        )
        return tuple(row[0] for row in rows)

    def kick(self):
        """Wake the actions up now; by themselves they look once a minute."""
        self.sql(
            "INSERT INTO ir_cron_trigger (cron_id, call_at) "
            "SELECT id, now() AT TIME ZONE 'utc' FROM ir_cron WHERE id IN %s",
            (self.actions(),),
        )
        odoo.wake(self.database)

    def keep_kicking(self, seconds):
        """Give them every chance to send for so long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.kick()
            time.sleep(min(5, max(0, deadline - time.monotonic())))

    def run_actions(self, patience=120):
        """Wake the actions up, and wait until they have nothing to do."""
        self.kick()
        deadline = time.monotonic() + patience
        while self._is_due() and time.monotonic() < deadline:
            time.sleep(1)
            odoo.wake(self.database)

    def _is_due(self):
        query = (
            "SELECT 1 FROM ir_cron_trigger WHERE cron_id IN %s "
            "AND call_at <= now() AT TIME ZONE 'utc' LIMIT 1"
        )
        return bool(self.sql(query, (self.actions(),)))

    def runners(self):
        """Process id of each Odoo process that runs an action now.

        The lock on its row is held for as long as the action runs.
        """
        rows = self.sql(
            "SELECT DISTINCT a.application_name FROM pg_locks l "
            "JOIN pg_stat_activity a USING (pid) "
            "WHERE a.datname = current_database() AND l.database = a.datid "
            "AND l.relation = 'ir_cron'::regclass AND l.mode = 'RowShareLock' "
            "AND a.application_name LIKE 'odoo-%%'"
        )
        return {int(row[0].removeprefix("odoo-")) for row in rows}

    def held_actions(self):
        """How many actions run at this moment."""
        free = self.sql(
            "SELECT id FROM ir_cron WHERE id IN %s FOR NO KEY UPDATE SKIP LOCKED",
            (self.actions(),),
        )
        return len(self.actions()) - len(free)

    # --- Time ---

    def shift(self, seconds):
        """Move all that the outbox waits for: into the past lets time pass.

        All of it at once, beside whoever writes the same rows.
        """
        for _try in range(20):
            with contextlib.suppress(psycopg2.errors.DeadlockDetected):
                self.sql(self._shifting(seconds))
                return
        raise AssertionError("the stored times could not be moved")

    def pass_time(self, span=None, patience=120):
        """Let the time of a lease and more pass, without waiting for it.

        Only while no action runs: what is being sent now would otherwise lose its
        lease although nobody was slow. Returns whether that was so in time.
        """
        span = span or max(lease(), timedelta(minutes=10)) + timedelta(minutes=1)
        script = (
            f"BEGIN; SET LOCAL lock_timeout = '{patience}s';"
            "SELECT id FROM ir_cron WHERE id IN %s ORDER BY id FOR NO KEY UPDATE;"
            f"{self._shifting(-span.total_seconds())}; COMMIT"
        )
        try:
            self.sql(script, (self.actions(),))
        except (psycopg2.errors.LockNotAvailable, psycopg2.errors.DeadlockDetected):
            return False
        return True

    def _shifting(self, seconds):
        columns = {"ecommerce_poll": ["next_at"]}  # its others are the marketplace's
        for table, column in self.sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            f"WHERE data_type LIKE 'timestamp%%' AND column_name NOT IN ({_NO_CLOCKS})"
        ):
            if table in _CLOCKS:
                columns.setdefault(table, []).append(column)
        return "; ".join(
            f"UPDATE {table} SET "
            + ", ".join(f"{n} = {n} + interval '{seconds} seconds'" for n in names)
            + f" WHERE {_CLOCKS.get(table, 'TRUE')}"
            for table, names in sorted(columns.items())
        )

    def settle(self, rounds=40, patience=900):
        """Let actions run and time pass until nothing is open any more."""
        deadline = time.monotonic() + patience
        for _round in range(rounds):
            self.run_actions(patience=30)
            if not self.count(_OPEN) or time.monotonic() > deadline:
                return
            self.pass_time()
