# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Uninstalled after a life in every state, the add-on leaves nothing but sales and
deliveries that work as before; installed again, it tells nothing of what was told."""

import pytest
from lived_in import at_work, run, serve
from shop import Shop

from dev import databases, logcheck
from dev.paths import ADDON

#: Any word of ours, in any row of any table.
OURS = (
    rf"{ADDON}|\m(ecommerce\.(account|alert|allowance|carrier|connection|first|item"
    r"|moved|order|pause|poll|safe|setup|shipment)|writeback\.|api\.status|shipment\.)"
)
#: Odoo's own lists of what could be installed, of what was said over the bus a moment
#: ago, and of what its server compiled.
NOT_LEFT = {"ir_module_module", "ir_module_module_dependency", "bus_bus", "ir_logging"}
#: Compiled pages, which Odoo makes anew and forgets, and its notes that there are such
#: modules.
EXPLAINED = rf"/web/assets/|,module_{ADDON}(_queue_job)?,base,"
TABLES = """
    SELECT table_name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""
SALES = ("sale_order", "sale_order_line", "stock_picking", "stock_move")


@pytest.fixture
def life(simulator, live_database):
    """A database of its own, with the add-on at work in it."""
    with at_work(simulator, "uninstall") as life:
        yield life


def _sales(life):
    """{(table, id): {column: value}} of sales and deliveries, our columns left out."""
    rows = {}
    for table in SALES:
        for [row] in life.sql(f"SELECT row_to_json(t) FROM {table} t"):
            own = {name for name in row if name.startswith("ecommerce_")}
            rows[table, row["id"]] = {name: row[name] for name in row.keys() - own}
    return rows


def _words_left(life):
    """The rows of whatever names the add-on or one of its models."""
    found = []
    for [table] in life.sql(TABLES):
        if table not in NOT_LEFT:
            query = (
                f'SELECT t::text FROM "{table}" t '
                "WHERE t::text ~ %s AND NOT t::text ~ %s LIMIT 3"
            )
            rows = life.sql(query, (OURS, EXPLAINED))
            found += [f"{table}: {row[:300]}" for [row] in rows]
    return "\n".join(found)


def _open_and_validate(server, life):
    """Open a sales order and its delivery as a person does, and validate that."""
    query = "SELECT id, sale_id FROM stock_picking WHERE state = 'assigned' LIMIT 1"
    [[picking_id, order_id]] = life.sql(query)
    for model, record_id in (("sale.order", order_id), ("stock.picking", picking_id)):
        views = server.call(model, "get_views", [[False, "form"], [False, "list"]])
        fields = dict.fromkeys(views["models"][model]["fields"], {})
        fields = {name: {} for name in fields if not name.startswith("message")}
        [values] = server.call(
            model, "web_read", [record_id], specification={"display_name": {}} | fields
        )
        assert values["display_name"]
        assert not [name for name in fields if name.startswith("ecommerce")]
    server.call("stock.picking", "button_validate", [picking_id])
    query = "SELECT state FROM stock_picking WHERE id = %s"
    assert life.sql(query, (picking_id,)) == [("done",)]


def _uninstall(server):
    domain = [("name", "=", ADDON)]
    ids = server.call("ir.module.module", "search", domain)
    server.call("ir.module.module", "button_immediate_uninstall", ids)


def test_nothing_is_left_and_a_new_start_tells_nothing_again(life):
    # Odoo refuses to uninstall while one of its scheduled actions is at work.
    server = serve(life.database, crons=0)
    server.start()
    try:
        Shop(server, life.simulator).order()  # that nobody has delivered yet
        before, told = _sales(life), _ledger(life)
        _uninstall(server)
        assert not _words_left(life)
        left, before_it = _structure(life.database), _structure(databases.template())
        assert (left - before_it, before_it - left) == (set(), set())
        assert _sales(life) == before
        _open_and_validate(server, life)
    finally:
        server.stop()
    assert not logcheck.findings(server.log), server.log
    _install_again(life)
    _work_again(life, told)


def _structure(database):
    """Tables, columns, indexes, models, parameters, actions, and our records."""
    return databases.inventory(database)


def _ledger(life):
    return life.simulator.get("/_sim/ledger")["summary"]["accepted"]


def _install_again(life):
    run(
        *("server", "-d", life.database, "-i", ADDON, "--stop-after-init"),
        "--no-http",
        log=databases.fresh_log("install-again"),
    )
    assert life.sql("SELECT count(*) FROM ecommerce_shipment") == [(0,)]


def _work_again(life, told):
    """Connect a seller of before; all scheduled actions run: nothing old is told.

    Even for an old delivery that somebody gives the account again, the marketplace is
    asked first: it has the parcel.
    """
    server = serve(life.database, crons=0)
    server.start()
    try:
        account_id = _connect(server, life)
        _run_all(server)
        assert life.sql("SELECT count(*) FROM ecommerce_shipment") == [(0,)]
        [ref] = life.refs("told")[:1]
        order_id = _old_order(life)
        values = {"ecommerce_account_id": account_id, "ecommerce_order_ref": ref}
        server.call("sale.order", "write", [order_id], values)
        assert life.states() == {ref: "waiting"}, "its carrier has no mapping any more"
        _map_carriers(server, life)
        life.make_due()
        _run_all(server)
        assert life.states() == {ref: "success"}
        assert _ledger(life) == told
    finally:
        server.stop()
    assert not logcheck.findings(server.log), server.log


def _connect(server, life):
    """The first seller, as an account of a new start."""
    server.call("ir.config_parameter", "set_param", f"{ADDON}.allow_private_hosts", "1")
    seller = life.plan["sellers"][0]
    values = {"name": "Again", "platform": seller["platform"]}
    [account_id] = server.call("ecommerce.account", "create", [values])
    model = "ecommerce.account.credential"
    domain = [("account_id", "=", account_id)]
    for row in server.call(model, "search_read", domain, ["name"]):
        value = seller["credentials"].get(row["name"], "")
        server.call(model, "write", [row["id"]], {"value": value})
    return account_id


def _old_order(life):
    """The sales order that the first seller's marketplace was told of."""
    query = """
        SELECT p.sale_id FROM stock_picking p
          JOIN sale_order s ON s.id = p.sale_id
         WHERE p.state = 'done' AND p.carrier_tracking_ref IS NOT NULL
         ORDER BY p.id LIMIT 1
    """
    return life.sql(query)[0][0]


def _map_carriers(server, life):
    code, name = life.plan["sellers"][0]["carrier"]
    query = "SELECT id FROM delivery_carrier WHERE name->>'en_US' = 'UPS 0'"
    [[carrier_id]] = life.sql(query)
    server.call(
        "ecommerce.carrier.mapping",
        "create",
        [
            {
                "platform": life.plan["sellers"][0]["platform"],
                "carrier_id": carrier_id,
                "carrier_code": code,
                "carrier_name": name,
            }
        ],
    )


def _run_all(server):
    """Run each of our scheduled actions by hand."""
    domain = [("module", "=", ADDON), ("model", "=", "ir.cron")]
    for row in server.call("ir.model.data", "search_read", domain, ["res_id"]):
        server.call("ir.cron", "method_direct_trigger", [row["res_id"]])
