# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The examples of docs/API.md, run as they stand there: each by itself, with bash or
with Python, as a user of the add-on who has an API key.
"""

import json
import re

import pytest
from documented import API, DOCS, SHELL, has_gone, hold, map_carrier, orders_read
from patience import wait_until

both = pytest.mark.parametrize("language", sorted(SHELL))


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
def test_the_shipments_of_an_order(failed_program, failed, language):
    failed_program.variables["ORDER_REF"] = failed
    printed = failed_program.run("The shipments of an order", language)
    if language == "bash":
        [row] = json.loads(printed)
        printed = " ".join(map(str, row.values()))
    assert "failed" in printed
    assert "Enter the carrier's name in the carrier mapping" in printed


def test_all_shipments_page_by_page(failed_program, failed):
    printed = failed_program.run("All shipments, page by page", "python")
    rows = failed_program.shop.server.call(
        "ecommerce.shipment", "search_read", [], ["order_ref"], order="id"
    )
    refs = [row["order_ref"] for row in rows]
    assert failed in refs
    assert [line.split()[0] for line in printed.splitlines()] == refs


@both
def test_queue_a_delivery(program, language):
    shop = program.shop
    ref, picking_id = shop.order()
    program.variables["PICKING_ID"] = str(picking_id)
    program.become("Warehouse")
    printed = program.run("Queue a delivery", language)
    assert ref in printed
    wait_until(lambda: has_gone(shop))
    assert [told["tracking"] for told in shop.told(ref)] == ["1Z999AA10123456784"]


@both
def test_retry(failed_program, failed, language):
    shop = failed_program.shop
    map_carrier(shop, carrier_code="UPS")
    hold(shop, "2999-01-01")  # so that what the call itself does can be seen
    printed = failed_program.run("Retry", language)
    shipment = failed_program.shipment("state", "attempt_count")
    hold(shop, None)
    assert (shipment["state"], shipment["attempt_count"]) == ("pending", 0)
    assert ("sent again" in printed.lower()) or printed.startswith("pending")
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    wait_until(lambda: has_gone(shop))
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
    hold(program.shop, "2999-01-01")
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


@both
def test_update_now(program, unread, language):
    program.run("Update now", language)
    wait_until(lambda: orders_read(unread)["record_count"] == 1)


@both
def test_create_quotations(program, language):
    shop = program.shop
    ref = shop.sell()
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    known = ("ecommerce.order", "search", [("ref", "=", ref)])
    [order_id] = wait_until(lambda: shop.server.call(*known))
    program.variables["ORDER_ID"] = str(order_id)
    program.become("Seller")
    printed = program.run("Create quotations", language)
    made = ("sale.order", "search", [("ecommerce_order_ref", "=", ref)])
    [quotation_id] = shop.server.call(*made)
    assert ref in printed and str(quotation_id) in printed


@both
def test_test_a_connection(program, language):
    program.become("Keeper")
    printed = program.run("Test a connection", language)
    assert "The connection works." in printed
    assert printed.count("answered, and this account may use it.") == 3


def test_a_connection_is_tested_by_administrators_alone(program):
    body = json.dumps({"ids": [program.shop.account_id]})
    answer = program.call("ecommerce.account/action_test_connection", body)
    assert "error: 403" in answer.stderr, answer.stdout


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
        ("ecommerce.shipment/action_mark_confirmed", '{"date": "today"}', None, 422),
        ("ecommerce.shipment/action_mark_confirmed", '{"date": 20261124}', None, 422),
    ],
)
def test_the_table_of_http_statuses(program, path, body, key, status):
    if key:
        program.variables["ODOO_API_KEY"] = key
    answer = program.call(path, body)
    assert f"error: {status}" in answer.stderr, answer.stdout + answer.stderr
    assert {"name", "message", "debug"} <= json.loads(answer.stdout).keys()
    assert f"\n| {status} | " in (DOCS / "API.md").read_text(encoding="utf-8")


def test_every_example_is_run():
    tested = {
        "A user and a key",
        "List failed shipments",
        "The shipments of an order",
        "All shipments, page by page",
        "Queue a delivery",
        "Retry",
        "Mark as confirmed",
        "Read the lamps",
        "Update now",
        "Create quotations",
        "Test a connection",
        "When a call fails",
        "Extending",  # by the example module's own tests
    }
    assert {example.section for example in API} == tested
    assert {e.remark for e in API} == {"", "setup", "undo", "module"}
    [names] = [example.code for example in API if example.language == "sh"]
    exported = set(re.findall(r"^export (\w+)=", names, re.M))
    assert exported == {"ODOO_URL", "ODOO_DB", "ODOO_API_KEY"}
    assert {e.language for e in API} == {"sh", *SHELL}
