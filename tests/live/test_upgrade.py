# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""An upgrade from each kept release, with data in every state: nothing is lost, the
database is as a new one, and what waits is sent once."""

import zipfile

import pytest
from lived_in import SENDING, TO_SEND, LivedIn, run, serve
from patience import wait_until

from dev import databases, postgres, release
from dev.paths import ADDON

RELEASES = release.releases()
#: What an upgrade may write: when, where secrets are at home, what a migration does.
REWRITTEN = {"write_date", "write_uid", "entered_in", "told_at", "next_attempt_at"}
STRUCTURE = """
    SELECT 'column', table_name, column_name,
           concat_ws(' ', data_type, character_maximum_length, is_nullable,
                     column_default)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
     WHERE schemaname = 'public'
    UNION ALL
    SELECT 'view', viewname, '', definition FROM pg_views WHERE schemaname = 'public'
    UNION ALL
    SELECT 'function', proname, '', pg_get_functiondef(oid) FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
       AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger
     WHERE NOT tgisinternal
    UNION ALL
    SELECT 'cron', cron_name, concat_ws(' ', interval_number, interval_type),
           concat_ws(' ', active, priority)
      FROM ir_cron
    UNION ALL
    SELECT 'record', model, name, noupdate::text FROM ir_model_data
     WHERE module = %(addon)s
    UNION ALL
    SELECT 'access', a.name, m.model,
           concat_ws(' ', perm_read, perm_write, perm_create, perm_unlink)
      FROM ir_model_access a JOIN ir_model m ON m.id = a.model_id
    UNION ALL
    SELECT 'rule', r.name::text, m.model, r.domain_force
      FROM ir_rule r JOIN ir_model m ON m.id = r.model_id
"""
#: Tables of the add-on's models, and of those that it adds to.
OUR_TABLES = """
    SELECT t.table_name
      FROM information_schema.tables t
      JOIN ir_model m ON replace(m.model, '.', '_') = t.table_name AND NOT m.transient
      JOIN ir_model_data d
        ON d.model = 'ir.model' AND d.res_id = m.id AND d.module = %(addon)s
     WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
"""


@pytest.fixture(params=RELEASES, ids=[version for version, _path in RELEASES])
def old(request, tmp_path, simulator, live_database):
    """A database in which a release of before has been at work; its addons folder."""
    _version, path = request.param
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    with databases.temporary_copy(databases.template(), "upgrade") as name:
        run(
            *("server", "-d", name, "-i", ADDON, "--stop-after-init", "--no-http"),
            log=databases.fresh_log("upgrade-install"),
            addons=tmp_path,
        )
        life = LivedIn(simulator, name)
        life.fill(tmp_path)
        yield life


def _tables(life):
    """Where the add-on keeps something, or adds to it."""
    return [table for [table] in life.sql(OUR_TABLES, {"addon": ADDON})]


def _rows(life, tables):
    """{(table, id): {column: value}} of what is there."""
    rows = {}
    for table in tables:
        for [row] in life.sql(f'SELECT row_to_json(t) FROM "{table}" t'):
            kept = {name: row[name] for name in row.keys() - REWRITTEN}
            rows[table, row["id"]] = kept
    return rows


def _lost(before, after):
    """What is gone, or says something else, as far as it was there before."""
    for key, row in before.items():
        now = after.get(key)
        if now is None:
            yield f"{key} is gone"
            continue
        for name, value in row.items():
            if name in now and now[name] != value:
                yield f"{key} {name}: {value!r} became {now[name]!r}"


def _upgrade(life):
    run(
        *("server", "-d", life.database, "-u", ADDON, "--stop-after-init"),
        "--no-http",
        log=databases.fresh_log("upgrade"),
    )


def _structure(database):
    return set(postgres.execute(STRUCTURE, {"addon": ADDON}, database=database))


def _differences(life):
    fresh = _structure(databases.template_with_addon())
    upgraded = _structure(life.database)
    return [("missing", *item) for item in sorted(fresh - upgraded)] + [
        ("left over", *item) for item in sorted(upgraded - fresh)
    ]


def test_an_upgrade_keeps_all_and_sends_once_what_waited(old):
    life = old
    wanted = {"waiting", "pending", "sending", "failed", "accepted", "confirmed"}
    assert wanted | {"canceled"} <= set(life.states().values())
    tables = _tables(life)
    before, calls = _rows(life, tables), life.calls()
    _upgrade(life)
    assert life.calls() == calls, "an upgrade calls nobody"
    assert not list(_lost(before, _rows(life, tables)))
    assert not _differences(life)
    _sends_once(life)


def _sends_once(life):
    """The release of now sends what the one of before left, and asks where it must."""
    in_doubt = [ref for name in SENDING for ref in life.refs(name)]
    server = serve(life.database)
    try:
        server.start()
        wait_until(lambda: _reaped(life, in_doubt), lambda: life.states())
        wait_until(lambda: _sent(life, server), lambda: life.states())
    finally:
        server.stop()
    for ref in life.refs(*TO_SEND, "sending_unsent"):
        assert life.news(ref) == 1, (ref, life.states()[ref])
    for ref in life.refs("sending_sent"):
        assert life.news(ref) == 0, "it was there, and was not looked up"
        assert life.states()[ref] == "success"
    for ref in life.refs(*TO_SEND, *SENDING, archived=True):
        assert life.news(ref) == 0, "of an archived account"
    assert not life.told_twice()


def _reaped(life, refs):
    """The leases ran out, and what was claimed is to be read back first."""
    query = (
        "SELECT bool_and(state = 'pending' AND read_back_first OR state IN "
        "('accepted', 'success')) FROM ecommerce_shipment WHERE order_ref = ANY(%s)"
    )
    return life.sql(query, (refs,))[0][0]


def _sent(life, server):
    life.make_due(server)
    states = life.states()
    refs = life.refs(*TO_SEND, *SENDING)
    return all(states[ref] in ("accepted", "success") for ref in refs)
