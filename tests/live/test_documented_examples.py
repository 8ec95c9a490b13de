# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The examples of docs/API.md and docs/ACTIONS.md, run as they stand there.

Each of docs/API.md is run by itself, as a User of the add-on who has an API key: with
bash, or with Python. Each of docs/ACTIONS.md becomes a server action.
"""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from shop import Shop

from dev.paths import ADDON, ROOT

DOCS = ROOT / "docs"
PATIENCE = 60  # seconds
SHELL = {"bash": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
_KEY = """
user = env["res.users"].create({{
    "name": "Program",
    "login": "program-{database}",
    "group_ids": [(6, 0, env.ref("{addon}.group_user").ids)],
}})
keys = env["res.users.apikeys"].with_user(user).sudo()
open("{path}", "w").write(keys._generate("rpc", "Program", None))
env.cr.commit()
"""


@dataclass(frozen=True)
class Example:
    """One fenced block: the heading that it stands under, ```language remark."""

    section: str
    language: str
    remark: str
    code: str


def _examples(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _newline, body = section.partition("\n")
        blocks = re.findall(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", body, re.M | re.S)
        found += [Example(heading, *block) for block in blocks]
    return found


API = _examples("API.md")
ACTIONS = _examples("ACTIONS.md")


def _wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.2)
    return found


class Program:
    """Another program, which has a shop's ids and a key to call Odoo."""

    def __init__(self, server, shop, key):
        self.shop = shop
        self.variables = {
            "ODOO_URL": server.url,
            "ODOO_DB": server.db,
            "ODOO_API_KEY": key,
            "ACCOUNT_ID": str(shop.account_id),
        }

    def run(self, section, language, remark=""):
        """Run the examples of a section in one go; return what they print."""
        chosen = [
            example.code
            for example in API
            if example.language == language
            and (example.remark == "setup" or example.section == section)
            and example.remark in ("setup", remark)
        ]
        answer = subprocess.run(
            [*SHELL[language], "\n".join(chosen)],
            env={"PATH": os.environ["PATH"], **self.variables},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    def shipment(self, *fields):
        """The shop's only shipment."""
        [shipment] = self.shop.shipments(*fields)
        return shipment


@pytest.fixture(scope="module")
def api_key(odoo_server, tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key"
    odoo_server.script(_KEY.format(database=odoo_server.db, addon=ADDON, path=path))
    return path.read_text(encoding="utf-8")


@pytest.fixture
def shop(odoo_server, simulator):
    return Shop(odoo_server, simulator)


def _map(shop, **values):
    domain = [("carrier_id", "=", shop.carrier_id)]
    model = "ecommerce.carrier.mapping"
    [mapping_id] = shop.server.call(model, "search", domain)
    shop.server.call(model, "write", [mapping_id], values)


@pytest.fixture
def failed(shop):
    """A shop whose only shipment has failed: its carrier has a code and no name.

    Returns the marketplace's reference of the order.
    """
    _map(shop, carrier_code="Other", carrier_name=False)
    ref, picking_id = shop.order()
    shop.validate(picking_id)
    _wait_until(lambda: shop.shipments("state")[0]["state"] == "failed")
    return ref


@pytest.fixture
def program(odoo_server, shop, api_key):
    return Program(odoo_server, shop, api_key)


@pytest.fixture
def failed_program(program, failed):
    program.variables["SHIPMENT_ID"] = str(program.shipment("id")["id"])
    return program


def _hold(shop, until):
    """Nothing of this shop's account is sent or read before that time."""
    shop.server.sql(
        "UPDATE ecommerce_account SET throttled_until = %s WHERE id = %s",
        (until, shop.account_id),
    )


both = pytest.mark.parametrize("language", sorted(SHELL))


def _has_gone(shop):
    return shop.shipments("state")[0]["state"] in ("accepted", "success")


@both
def test_list_failed_shipments(failed_program, failed, language):
    printed = failed_program.run("List failed shipments", language)
    if language == "bash":
        [row] = [row for row in json.loads(printed) if row["order_ref"] == failed]
        assert row["error_code"] == "missing_carrier_name"
        assert row["tracking_ref"] == "1Z999AA10123456784"
        printed = " ".join(map(str, row.values()))
    assert failed in printed
    assert "Enter the carrier's name in the carrier mapping" in printed


@both
def test_retry(failed_program, failed, language):
    shop = failed_program.shop
    _map(shop, carrier_code="UPS")
    _hold(shop, "2999-01-01")  # so that what the call itself does can be seen
    printed = failed_program.run("Retry", language)
    shipment = failed_program.shipment("state", "attempt_count")
    _hold(shop, None)
    assert (shipment["state"], shipment["attempt_count"]) == ("pending", 0)
    assert ("sent again" in printed.lower()) or printed.startswith("pending")
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    _wait_until(lambda: _has_gone(shop))
    assert [told["carrier"] for told in shop.told(failed)] == ["UPS"]


@both
def test_mark_as_confirmed(failed_program, failed, language):
    failed_program.run("Mark as confirmed", language)
    shipment = failed_program.shipment(
        "state", "confirmed_by_id", "confirmed_on", "confirmation_note"
    )
    assert shipment["state"] == "confirmed"
    assert shipment["confirmed_by_id"][1] == "Program"
    assert shipment["confirmed_on"] == "2026-11-24"
    assert shipment["confirmation_note"] == "Confirmed in Seller Central"
    assert not failed_program.shop.told(failed)


def test_undo_a_confirmation(failed_program):
    failed_program.run("Mark as confirmed", "bash")
    failed_program.run("Mark as confirmed", "bash", "undo")
    shipment = failed_program.shipment("state", "confirmed_by_id")
    assert (shipment["state"], shipment["confirmed_by_id"]) == ("failed", False)


@both
def test_read_the_lamps(program, language):
    # As if nobody had called this account's APIs yet: no lamp of it is green.
    _hold(program.shop, "2999-01-01")
    program.shop.server.sql(
        "UPDATE api_status SET last_call_at = NULL WHERE account_id = %s",
        (program.shop.account_id,),
    )
    name = f"Amazon {program.shop.tag}"
    printed = program.run("Read the lamps", language)
    if language == "bash":
        rows = [row for row in json.loads(printed) if row["account_id"][1] == name]
        lamps = {row["api"]: (row["color"], row["reason"]) for row in rows}
        sentence = ("none", "Not contacted yet.")
        assert lamps == dict.fromkeys(("products", "writeback", "orders"), sentence)
    assert name in printed and "Not contacted yet." in printed


def _orders_read(shop):
    """What the last reading of the shop's orders says."""
    domain = [("account_id", "=", shop.account_id), ("api", "=", "orders")]
    fields = ["finished_at", "record_count"]
    return shop.server.call("ecommerce.poll", "search_read", domain, fields)[0]


@pytest.fixture
def unread(shop):
    """A shop whose orders were read just now, and that has sold something since."""
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    _wait_until(lambda: _orders_read(shop)["finished_at"])
    order = {"seller_id": shop.seller["seller_id"], "items": [{"sku": "X"}]}
    shop.simulator.post("/_sim/orders", order)
    return shop


@both
def test_update_now(program, unread, language):
    program.run("Update now", language)
    _wait_until(lambda: _orders_read(unread)["record_count"] == 1)


def test_when_a_call_fails(program):
    printed = program.run("When a call fails", "python")
    assert re.match(r"40[34]: \w+", printed), printed


@pytest.mark.parametrize(
    "path, body, key, status",
    [
        ("ecommerce.shipment/search", "{", None, 400),
        ("ecommerce.shipment/search", "{}", "wrong", 401),
        ("ecommerce.account.credential/search", '{"domain": []}', None, 403),
        ("ecommerce.shipment/_retry", "{}", None, 403),
        ("ecommerce.shipment/action_retry", '{"ids": [999999999]}', None, 404),
        ("ecommerce.shipment/no_such_method", "{}", None, 404),
        ("no.such.model/search", "{}", None, 404),
        ("ecommerce.shipment/action_retry", '{"ids": [], "of": 1}', None, 422),
    ],
)
def test_the_table_of_http_statuses(program, path, body, key, status):
    if key:
        program.variables["ODOO_API_KEY"] = key
    setup = next(e.code for e in API if (e.language, e.remark) == ("bash", "setup"))
    answer = subprocess.run(
        [*SHELL["bash"], f"{setup}\ncall {path} '{body}'"],
        env={"PATH": os.environ["PATH"], **program.variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert f"error: {status}" in answer.stderr, answer.stdout + answer.stderr
    assert {"name", "message", "debug"} <= json.loads(answer.stdout).keys()
    assert f"\n| {status} | " in (DOCS / "API.md").read_text(encoding="utf-8")


def test_every_example_is_run():
    tested = {
        "A user and a key",
        "List failed shipments",
        "Retry",
        "Mark as confirmed",
        "Read the lamps",
        "Update now",
        "When a call fails",
    }
    assert {example.section for example in API} == tested
    assert {e.remark for e in API} == {"", "setup", "undo"}
    [names] = [example.code for example in API if example.language == "sh"]
    exported = set(re.findall(r"^export (\w+)=", names, re.M))
    assert exported == {"ODOO_URL", "ODOO_DB", "ODOO_API_KEY"}
    assert {e.language for e in API} == {"sh", *SHELL}


# --- docs/ACTIONS.md ---


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
    _map(shop, carrier_code="UPS")
    action = Action(shop.server, "Retry what failed for its carrier, from the list")
    answer = action.run(_ids(shop))
    assert answer["tag"] == "display_notification"
    _wait_until(lambda: _has_gone(shop))
    assert len(shop.told(failed)) == 1


def test_retry_each_morning_what_used_up_its_attempts(shop, failed):
    action = Action(shop.server, "Retry each morning what used up its attempts")
    action.run()
    assert shop.shipments("state")[0]["state"] == "failed", "refused, not used up"
    shop.server.sql(
        "UPDATE ecommerce_shipment SET attempt_count = 5 WHERE account_id = %s",
        (shop.account_id,),
    )
    _map(shop, carrier_code="UPS")
    action.run()
    _wait_until(lambda: _has_gone(shop))


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
    _wait_until(lambda: _orders_read(unread)["record_count"] == 1)


def test_every_action_is_run():
    assert {example.section for example in ACTIONS} == {
        "Retry what failed for its carrier, from the list",
        "Retry each morning what used up its attempts",
        "Ask somebody before it is too late",
        "Note a failure on the sales order",
        "Read and send now",
    }
