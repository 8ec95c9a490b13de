# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What axe-core finds on a page, and what of it is not for us to mend."""

from collections import namedtuple

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")

Fault = namedtuple("Fault", "rule target html advice")

#: (axe's rule, a selector of what breaks it, where). Each is part of Odoo's own frame.
ODOOS_OWN = ()

_MATCHES = """(nodes) => nodes.map(([target, selectors]) => {
    const node = document.querySelector(target);
    return selectors.filter((selector) => node?.matches(selector));
})"""


def faults(page):
    """What axe-core calls serious or critical, as a list of `Fault`."""
    found = Axe().run(page).response["violations"]
    return [
        Fault(rule["id"], node["target"][0], node["html"], node["failureSummary"])
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def excuses(page, found):
    """For each fault the entries of `ODOOS_OWN` that it is."""
    selectors = [
        [fault.target, [css for rule, css in ODOOS_OWN if rule == fault.rule]]
        for fault in found
    ]
    matching = page.evaluate(_MATCHES, selectors)
    return [
        {(fault.rule, css) for css in matches}
        for fault, matches in zip(found, matching, strict=True)
    ]
