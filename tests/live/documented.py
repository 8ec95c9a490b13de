# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Examples of the documentation, as they stand there, and what running them needs."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass

from patience import PATIENCE

from dev.paths import ADDON, ROOT

DOCS = ROOT / "docs"
SHELL = {"bash": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
#: Name of a user -> its groups.
USERS = {
    "Program": [f"{ADDON}.group_user"],
    "Warehouse": [f"{ADDON}.group_user", "stock.group_stock_user"],
    "Seller": [f"{ADDON}.group_user", "sales_team.group_sale_salesman"],
    "Keeper": [f"{ADDON}.group_administrator"],
}
_MAKE_KEYS = """
import json
keys = {{}}
for name, groups in {users}.items():
    user = env["res.users"].create({{
        "name": name,
        "login": name.lower() + "-{database}",
        "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
    }})
    made = env["res.users.apikeys"].with_user(user).sudo()
    keys[name] = made._generate("rpc", name, None)
json.dump(keys, open("{path}", "w"))
env.cr.commit()
"""


@dataclass(frozen=True)
class Example:
    """One fenced block: the heading that it stands under, ```language remark."""

    section: str
    language: str
    remark: str
    code: str


def examples(name):
    """All examples of a page under its headings of the second level."""
    text = (DOCS / name).read_text(encoding="utf-8")
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _newline, body = section.partition("\n")
        blocks = re.findall(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", body, re.M | re.S)
        found += [Example(heading, *block) for block in blocks]
    return found


API = examples("API.md")


def make_keys(server, path):
    """Return the API key of each of USERS."""
    values = {"users": USERS, "database": server.db, "path": path}
    server.script(_MAKE_KEYS.format(**values))
    return json.loads(path.read_text(encoding="utf-8"))


def run_code(language, code, variables, check=True):
    """Run code as a program of its own; return the finished process."""
    answer = subprocess.run(
        [*SHELL[language], code],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert not check or answer.returncode == 0, answer.stdout + answer.stderr
    return answer


class Program:
    """Another program, which has a shop's ids and a key to call Odoo."""

    def __init__(self, server, shop, keys):
        self.shop, self.keys = shop, keys
        self.variables = {
            "ODOO_URL": server.url,
            "ODOO_DB": server.db,
            "ACCOUNT_ID": str(shop.account_id),
        }
        self.become("Program")

    def become(self, user):
        """Use the key of another of USERS."""
        self.variables["ODOO_API_KEY"] = self.keys[user]

    def run(self, section, language, remark=""):
        """Run the examples of a section in one go; return what they print."""
        chosen = [
            example.code
            for example in API
            if example.language == language
            and (example.remark == "setup" or example.section == section)
            and example.remark in ("setup", remark)
        ]
        return run_code(language, "\n".join(chosen), self.variables).stdout

    def call(self, path, body):
        """Call a method with curl; return the finished process."""
        setup = next(e.code for e in API if (e.language, e.remark) == ("bash", "setup"))
        return run_code(
            "bash", f"{setup}\ncall {path} '{body}'", self.variables, check=False
        )

    def shipment(self, *fields):
        """The shop's only shipment."""
        [shipment] = self.shop.shipments(*fields)
        return shipment


def map_carrier(shop, **values):
    """Change what the marketplace calls the shop's carrier."""
    domain = [("carrier_id", "=", shop.carrier_id)]
    model = "ecommerce.carrier.mapping"
    [mapping_id] = shop.server.call(model, "search", domain)
    shop.server.call(model, "write", [mapping_id], values)


def hold(shop, until):
    """Nothing of this shop's account is sent or read before that time."""
    shop.server.sql(
        "UPDATE ecommerce_account SET throttled_until = %s WHERE id = %s",
        (until, shop.account_id),
    )


def has_gone(shop):
    """Whether the marketplace has the shop's first shipment."""
    return shop.shipments("state")[0]["state"] in ("accepted", "success")


def orders_read(shop):
    """What the last reading of the shop's orders says."""
    domain = [("account_id", "=", shop.account_id), ("api", "=", "orders")]
    fields = ["finished_at", "record_count"]
    return shop.server.call("ecommerce.poll", "search_read", domain, fields)[0]
