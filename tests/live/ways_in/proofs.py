# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What must be seen of an Odoo before we say that the add-on works there."""

import io
from urllib.parse import urljoin

import openpyxl
from documented import has_gone
from lxml import html
from patience import wait_until
from shop import Shop

from dev.paths import ADDON

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listed(server):
    """The Apps list has it, with texts, and pictures that load."""
    [app] = server.call(
        "ir.module.module",
        "search_read",
        [("name", "=", ADDON)],
        ["shortdesc", "summary", "author", "application", "icon", "description_html"],
    )
    assert app["shortdesc"] == "eCommerce Status"
    assert app["application"] and app["summary"] and app["author"]
    assert app["icon"].startswith(f"/{ADDON}/")  # not the one that stands in for none
    page = html.fromstring(app["description_html"])
    assert page.xpath("//h2") and page.text_content().strip()
    pictures = page.xpath("//img/@src")
    assert pictures
    session = server.login()
    for path in {app["icon"], *page.xpath("//@src")}:
        answer = session.get(urljoin(server.url, path), timeout=60)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"].startswith("image/"), path


def tells_and_exports(server, simulator):
    """A parcel leaves, its marketplace knows, and it stands in a spreadsheet."""
    parameter = f"{ADDON}.allow_private_hosts"
    server.call("ir.config_parameter", "set_param", parameter, "1")
    shop = Shop(server, simulator)
    ref, picking_id = shop.order()
    shop.validate(picking_id)
    wait_until(lambda: has_gone(shop))
    server.call("ecommerce.account", "action_update", [shop.account_id])
    wait_until(lambda: shop.shipments("state")[0]["state"] == "success")
    assert [told["kind"] for told in shop.told(ref)] == ["new"]
    assert ref in _exported(server)


def _exported(server):
    """The cells of the Excel file of all shipments."""
    model = "ecommerce.shipment.export"
    export_ids = server.call(model, "create", [{"file_format": "xlsx"}])
    action = server.call(model, "action_export", export_ids)
    answer = server.login().get(server.url + action["url"], timeout=60)
    assert answer.headers["Content-Type"] == EXCEL
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return {value for row in sheet.iter_rows(values_only=True) for value in row}
