# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every way in: each ends with a parcel that its marketplace knows of.

An add-on lies in an addons path, where the Apps list may install it from, or among
Python's packages. Both places meet the oldest and the newest packages, and the oldest
and the newest PostgreSQL; and each packages meet each PostgreSQL. That covers what
twelve runs would. All other tests run on the machine's own PostgreSQL, with the
packages of dev/requirements.lock.
"""

import shutil
import zipfile
from email import message_from_bytes

import pytest
from place import Place
from playwright.sync_api import expect
from proofs import listed, tells_and_exports

from dev import databases, postgres, queue_job
from dev.paths import ADDON, GLUE

OLDEST, NEWEST = "oldest", "newest"
LONG = 600  # seconds: Sales and Inventory are installed as well
# Of its crons Odoo says in the meantime that they have to wait.
UNHURRIED = {"crons": 0, "arguments": ("--limit-time-real", LONG)}
EXPORTS = f"/{ADDON}:TestXlsx,/{ADDON}:TestBothFormats,/{ADDON}:TestCsvLines"


def on(*pairs):
    """Run with each (environment, PostgreSQL)."""
    return pytest.mark.parametrize("environment, postgresql", pairs, indirect=True)


@on((OLDEST, OLDEST))
def test_copied_into_an_addons_path(
    environment, postgresql, repository, simulator, tmp_path
):
    place = Place(tmp_path, environment, [_copied(repository, tmp_path)])
    with databases.snapshot(databases.template(), "copied") as database:
        assert place.install(database, EXPORTS) > 5
        with place.serving(database) as server:
            listed(server)
            tells_and_exports(server, simulator)


@on((NEWEST, NEWEST))
def test_installed_from_the_apps_list(
    environment, postgresql, repository, simulator, browser, tmp_path
):
    place = Place(tmp_path, environment, [_copied(repository, tmp_path)])
    with databases.snapshot(databases.template("bare"), "apps") as database:
        with place.serving(database, **UNHURRIED) as server:
            [wizard_id] = server.call("base.module.update", "create", [{}])
            server.call("base.module.update", "update_module", [wizard_id])
            listed(server)
            page = browser.login(browser.page(), server.url)
            _activate(page, server.url)
            assert not page.console_errors
        with place.serving(database) as server:
            listed(server)
            tells_and_exports(server, simulator)


@on((OLDEST, NEWEST), (NEWEST, OLDEST))
def test_as_a_wheel(environment, with_wheels, postgresql, simulator, tmp_path):
    place = Place(tmp_path, with_wheels(ADDON))
    with databases.snapshot(databases.template(), "wheel") as database:
        place.install(database)
        with place.serving(database) as server:
            listed(server)
            tells_and_exports(server, simulator)


@pytest.mark.parametrize("environment", [NEWEST], indirect=True)
def test_beside_queue_job_its_add_on_comes_as_a_wheel(
    environment, with_wheels, tmp_path
):
    python = with_wheels(ADDON, GLUE, beside=[queue_job.folder()])
    place = Place(tmp_path, python)
    with databases.snapshot(databases.template("jobs"), "wheels") as database:
        place.install(database)
        state = "SELECT state FROM ir_module_module WHERE name = %s"
        assert postgres.execute(state, (GLUE,), database) == [("installed",)]


@pytest.mark.parametrize(
    "addon, modules, packages",
    [
        (ADDON, set(), {"requests", "xlsxwriter"}),
        (GLUE, {ADDON, "queue_job"}, set()),
    ],
)
def test_a_wheel_holds_the_add_on_and_says_what_it_needs(
    wheels, repository, addon, modules, packages
):
    folder = repository / addon
    files = {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }
    top = f"odoo/addons/{addon}/"
    with zipfile.ZipFile(wheels[addon]) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        said = message_from_bytes(archive.read(metadata))
    inside = {name.removeprefix(top) for name in names if name.startswith(top)}
    assert inside == files - {"pyproject.toml"}
    assert said["Name"] == f"odoo-addon-{addon}"
    assert said["Version"].startswith("19.0.")
    assert said["License"] == "LGPL-3"
    needs = {f"odoo-addon-{name}==19.0.*" for name in modules} | packages
    assert set(said.get_all("Requires-Dist")) == {"odoo==19.0.*", *needs}


def _copied(repository, folder):
    """A folder of add-ons with this one in it."""
    addons = folder / "addons"
    shutil.copytree(repository / ADDON, addons / ADDON)
    return addons


def _activate(page, url):
    """What the administrator does: find it, press Activate, open it."""
    page.goto(f"{url}/odoo/apps")
    page.fill(".o_searchview_input", "eCommerce Status")
    page.press(".o_searchview_input", "Enter")
    card = page.locator(".o_kanban_record", has_text="eCommerce Status")
    expect(card).to_have_count(1)
    card.get_by_role("button", name="Activate").click()
    page.wait_for_url(lambda at: "/odoo/apps" not in at, timeout=LONG * 1000)
    page.click(".o_navbar_apps_menu button")
    page.click(f".o_app[data-menu-xmlid='{ADDON}.menu_root']")
    expect(page.locator(".o_menu_brand")).to_have_text("eCommerce Status")
    expect(page.locator(".o_view_nocontent, .o_data_row").first).to_be_visible()
