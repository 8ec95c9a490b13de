# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What axe-core finds on a page, and what of it is not for us to mend."""

from collections import namedtuple

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")

#: Whole components of Odoo's in which nothing is ours: the menu bar, the chatter.
NOT_LOOKED_AT = (".o_main_navbar", ".o-mail-Chatter", ".o-mail-ChatWindow")

#: axe's rule and a selector of what breaks it: parts of Odoo that we only use. A test
#: looks for each of them on Odoo's own screens, so none can hide a fault of ours.
ODOOS_OWN = (
    # The web client's page does not say its language.
    ("html-has-lang", "html"),
    # The search bar says that it completes and is selected; filters in it are no list.
    ("aria-allowed-attr", ".o_searchview"),
    ("aria-allowed-attr", ".o_searchview_input"),
    ("aria-allowed-attr", ".o_searchview_facet"),
    ("aria-required-parent", ".o_searchview_facet"),
    ("aria-command-name", ".o_searchview_facet_label"),
    ("aria-roles", ".o_searchview_facet_label > i"),
    ("role-img-alt", ".o_searchview_icon"),
    # Icons without words: on a phone search, kinds of view and what did not fit.
    ("button-name", ".o_control_panel button:has(> .fa-search)"),
    ("button-name", ".o_cp_switch_buttons button"),
    ("button-name", ".o_button_more"),
    # The panel beside a list: what folds it, and on a phone what opens it.
    ("button-name", ".o_search_panel > button"),
    ("button-name", ".o_search_panel .o_toggle_fold"),
    ("aria-allowed-attr", ".o_search_panel .o-dropdown"),
    # Lists: what chooses columns, and boxes to tick.
    ("button-name", "button:has(> .o_optional_columns_dropdown_toggle)"),
    ("label", ".o_list_renderer input[type=checkbox]"),
    # A list that is wider than a phone, and scrolls.
    ("scrollable-region-focusable", ".o_list_renderer"),
    # Tags, and drop-down selections.
    ("aria-allowed-attr", ".o_tag"),
    ("aria-allowed-attr", ".o_select_menu .o-dropdown"),
    ("autocomplete-valid", ".o_select_menu_input"),
    # Tabs of a form stand in a list that is none of tabs.
    ("aria-required-parent", ".o_notebook_headers .nav-link"),
    # Labels of a form are grey on a phone, those of empty fields anywhere; so is what
    # the settings say about each.
    ("color-contrast", ".o_form_label"),
    ("color-contrast", ".o_setting_box .text-muted > span"),
    # The numbers' names above a pivot table, which scrolls.
    ("color-contrast", ".o_pivot_measure_row"),
    ("scrollable-region-focusable", ".o_pivot"),
    # A dialog with an action in it has a title, yet does not say that it is its name.
    ("aria-dialog-name", ".modal.o_technical_modal"),
)


class Fault(namedtuple("Fault", "rule target html advice")):
    """One node that breaks one rule."""

    def __str__(self):
        return "\n  ".join(self)


_MATCHES = """(nodes) => nodes.map(([target, selectors]) => {
    const node = document.querySelector(target);
    return selectors.filter((selector) => node?.matches(selector));
})"""


def faults(page, within=()):
    """What axe-core calls serious or critical, as a list of `Fault`.

    :param within: CSS selectors of what to look at; without, the whole page
    """
    context = {"exclude": [[selector] for selector in NOT_LOOKED_AT]}
    if within:
        context["include"] = [[selector] for selector in within]
    found = Axe().run(page, context=context).response["violations"]
    return [
        Fault(rule["id"], node["target"][0], node["html"], node["failureSummary"])
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def known_of_odoo(page, found):
    """For each fault the entries of `ODOOS_OWN` that excuse it."""
    selectors = [
        [fault.target, [css for rule, css in ODOOS_OWN if rule == fault.rule]]
        for fault in found
    ]
    matching = page.evaluate(_MATCHES, selectors)
    return [
        {(fault.rule, css) for css in matches}
        for fault, matches in zip(found, matching, strict=True)
    ]
