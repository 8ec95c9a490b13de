# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Template databases, made once, and the copies that tests and demo work on.

A database with Odoo's own modules takes a minute to install and seconds to copy.
A template is ready when its comment says so: the comment is written last.
"""

import contextlib
import os
import re
import secrets
import shutil
import tempfile

from . import odoo, postgres
from .console import CannotContinue, step
from .paths import ADDON, ADDON_DIR, CHECKOUT, DATA, GLUE_DIR, fingerprint, logs
from .runtime import odoo_source
from .system import lock

_PREFIX = f"shipgear_{CHECKOUT}"
_READY = "ready"

# What the add-on stands on; the demo also gets the Sales app to click around in.
# The neighbours change what a delivery is (kits, dropshipping, batches), sell besides
# the marketplaces (shop, till), write to buyers, or watch what we write. The bare one
# has nothing but what Odoo always installs.
TEMPLATES = {
    "bare": "web",
    "base": "stock_delivery",
    "demo": "sale_management,stock_delivery",
    "neighbours": "stock_delivery,sale_mrp,stock_dropshipping,stock_picking_batch,"
    "website_sale,point_of_sale,mass_mailing,base_automation",
    "jobs": "stock_delivery,queue_job",
}

# Odoo reports its use to its publisher; a throw-away database must not.
# The tips of Odoo's onboarding would sit on top of our pages.
_SILENCE = """
env["res.users"].search([]).tour_enabled = False
cron = env.ref("mail.ir_cron_module_update_notification", raise_if_not_found=False)
if cron:
    cron.active = False
env.cr.commit()
"""

# Whoever copies a database to measure with says that the copy is the one at work.
_AT_HOME = """
    DO $$ BEGIN
        IF to_regclass('ecommerce_account_credential') IS NOT NULL THEN
            UPDATE ecommerce_account_credential
               SET entered_in = regexp_replace(entered_in, '[0-9]+$', (
                    SELECT oid::text FROM pg_database WHERE datname = current_database()
               ));
        END IF;
    END $$
"""

# Compiling the web client takes its time: better now than at the first page.
_WARM = """
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
"""


def template(kind="base"):
    """The database with the add-on's dependencies installed, made when missing."""
    modules = TEMPLATES[kind]
    demo = kind == "demo"
    kind += postgres.label()  # the files of all servers' databases lie side by side
    # What is beside Odoo's own modules stands in the list of apps.
    source, beside = odoo_source(), odoo.beside()
    key = fingerprint(modules, source.release, str(source.pythonpath), *beside)
    name = f"{_PREFIX}_tpl_{kind}_{key}"
    with lock(f"template-{kind}"):
        if comment(name) == _READY:
            return name
        what = f"{modules} with demo data" if demo else modules
        step(f"Installing {what} into a template database (once, a minute or two)")
        for old in names_like(f"{_PREFIX}_tpl_{kind}_"):
            drop(old)
        log = fresh_log(f"template-{kind}")
        options = ["--with-demo"] if demo else []
        odoo.must_run(
            *("server", "-d", name, "-i", modules, "--stop-after-init", "--no-http"),
            *options,
            log=log,
            what="installing Odoo's own modules",
        )
        _must_run_text(_SILENCE, name, log)
        set_comment(name, _READY)
    return name


def template_with_addon(kind="base"):
    """A database with the add-on installed, made anew when its files change.

    :param kind: "jobs" for one with queue_job, and so with the glue
    """
    base = template(kind)
    prefix = f"{_PREFIX}_tpl_{'addon' if kind == 'base' else f'addon-{kind}'}_"
    files = (ADDON_DIR,) if kind == "base" else (ADDON_DIR, GLUE_DIR)
    name = f"{prefix}{fingerprint(base, *files)}"
    with lock("template-addon"):
        if comment(name) == _READY:
            return name
        step(f"Installing {ADDON} into a template database ({kind})")
        drop(name)
        for old in names_like(prefix)[:-2]:
            drop(old)  # the newest may be in use by somebody else
        copy(base, name)
        odoo.must_run(
            *("server", "-d", name, "-i", ADDON, "--stop-after-init", "--no-http"),
            log=fresh_log("template-addon"),
            what=f"installing {ADDON}",
        )
        warm(name)
        set_comment(name, _READY)
    return name


def warm(name):
    """Compile the web client's files in a database."""
    _must_run_text(_WARM, name, fresh_log("assets"))


def _must_run_text(text, name, log):
    if run_text(text, name, log):
        raise CannotContinue(f"preparing the database failed: see {log}.")


def run_text(text, name, log):
    """Run Python text in a database; return the exit code."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", dir=logs()) as script:
        script.write(text)
        script.flush()
        return odoo.run_script(script.name, name, log)


def copy(source, target):
    """Copy a database with its files."""
    # One at a time: PostgreSQL copies a database only while nobody is in it, and
    # Odoo makes sure of that by disconnecting everybody.
    with lock("copy"):
        odoo.must_run(
            *("db", "duplicate", source, target),
            log=fresh_log(f"copy-{target}"),
            what=f"copying the database {source}",
        )
    (logs() / f"copy-{target}.log").unlink(missing_ok=True)


@contextlib.contextmanager
def temporary_copy(source, purpose):
    """A copy of a database for as long as we need it.

    The name tells which process made it, so that a later run can remove what a
    killed one left behind.
    """
    name = _temporary_name(purpose)
    copy(source, name)
    try:
        yield name
    finally:
        drop(name)


@contextlib.contextmanager
def snapshot(source, purpose):
    """Like ``temporary_copy``, but one that takes itself for the original.

    Nothing is sent from a duplicate, which Odoo gives another uuid, or from what is in
    another place. Nobody may be connected to the source.
    """
    name = _temporary_name(purpose)
    try:
        with lock("copy"):
            postgres.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        files = DATA / "filestore"
        shutil.copytree(files / source, files / name)
        postgres.execute(_AT_HOME, database=name)
        yield name
    finally:
        drop(name)


def _temporary_name(purpose):
    _drop_orphans()
    return f"{_PREFIX}_tmp_{purpose}_p{os.getpid()}_{secrets.token_hex(2)}"


def named(name):
    """The full name of a database that we keep, such as the demo's."""
    return f"{_PREFIX}_{name}"


def drop(name):
    """Remove a database and its files, whoever is connected."""
    postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    odoo.forget_files(name)


def drop_all():
    """Remove every database that this checkout made."""
    for name in names_like(f"{_PREFIX}_"):
        drop(name)


def comment(name):
    """What is noted on a database; None when there is no such database."""
    rows = postgres.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname = %s",
        (name,),
    )
    return (rows[0][0] or "") if rows else None


def set_comment(name, text):
    """Note something on a database."""
    postgres.execute(f'COMMENT ON DATABASE "{name}" IS %s', (text,))


# What an add-on may leave in a database: structure, and rows that say whose they are.
_INVENTORY = """
    SELECT 'table', table_name, '' FROM information_schema.tables
     WHERE table_schema = 'public'
    UNION ALL
    SELECT 'column', table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public'
    UNION ALL
    SELECT 'index', tablename, indexname FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'model', model, '' FROM ir_model
    UNION ALL
    SELECT 'parameter', key, '' FROM ir_config_parameter
    UNION ALL
    SELECT 'cron', cron_name, '' FROM ir_cron
    UNION ALL
    SELECT 'record', module, name FROM ir_model_data
     WHERE module = %(addon)s
        -- Odoo forgets to remove its own notes about fields that a removed model
        -- had from it, such as mail's selection__x__activity_state__today.
        OR model NOT LIKE 'ir.model%%'
"""


def inventory(name):
    """What a database consists of, to compare it with another."""
    with lock("copy"):  # a copy under way would cut our connection
        return set(postgres.execute(_INVENTORY, {"addon": ADDON}, database=name))


def fresh_log(name):
    """The path of an empty log file."""
    path = logs() / f"{name}.log"
    path.write_text("", encoding="utf-8")
    return path


def names_like(prefix):
    rows = postgres.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid",
        (prefix,),
    )
    return [row[0] for row in rows]


def _drop_orphans():
    for name in names_like(f"{_PREFIX}_tmp_"):
        maker = re.search(r"_p(\d+)_", name)
        if maker and not os.path.exists(f"/proc/{maker[1]}"):
            drop(name)
