# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""axe-core looks at every screen of the add-on, on a desktop and on a phone."""

import pytest
from accessibility import ODOOS_OWN, faults, known_of_odoo
from odoo_process import LiveOdoo
from screens import ADDON, FILL, ODOOS_SCREENS, SCREENS
from web_browser import Browser

from dev import databases, postgres

SIZES = {
    "desktop": {"width": 1400, "height": 900},
    "phone": {"width": 390, "height": 844, "has_touch": True},
}
_VIEWS = ("list", "kanban", "form", "pivot", "graph", "calendar", "activity")

_OPEN = """async ([action, options]) => {
    const { action: service, dialog } = odoo.__WOWL_DEBUG__.root.env.services;
    dialog.closeAll();
    try {
        await service.doAction(action, { clearBreadcrumbs: true, ...options });
    } catch (error) {
        throw error.cause || error; // owl wraps what it meets
    }
    const { view } = service.currentController;
    if (view && view.type !== options.viewType && !options.props) {
        await service.switchView(options.viewType); // a phone begins with cards
    }
}"""
# What fades in has not its colours yet.
_AT_REST = """() => Promise.all(
    document.getAnimations()
        .filter((animation) => animation.effect.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => {}))
)"""


@pytest.fixture(scope="module")
def shown():
    """A server with something to show on each screen; nothing there changes."""
    with postgres.running():
        template = databases.template_with_addon()
        with databases.temporary_copy(template, "screens") as name:
            server = LiveOdoo(name, crons=0)
            server.script(FILL)
            try:
                server.start()
                yield server
            finally:
                server.stop()


@pytest.fixture(scope="module")
def pages(shown, chromium):
    """The web client at each size: one page for all screens."""
    opener = Browser(chromium)
    yield {size: _web_client(opener, shown, options) for size, options in SIZES.items()}
    opener.close()


def _web_client(opener, server, options):
    page = opener.login(opener.page(**options), server.url)
    page.wait_for_function("odoo.__WOWL_DEBUG__?.root")
    return page


def _open(page, server, screen):
    options = {"viewType": screen.view, "additionalContext": screen.context}
    if screen.record:
        [[options["props"]]] = server.sql(
            "SELECT json_build_object('resId', res_id) FROM ir_model_data"
            " WHERE module IN ('screens', %s) AND name = %s",
            (ADDON, screen.record),
        )
    page.evaluate(_OPEN, [screen.action_id, options])
    for selector in screen.clicks:
        page.locator(selector).first.click()
    page.mouse.move(0, 0)  # nothing is pointed at
    page.wait_for_selector(screen.shows or f".o_{screen.view}_view", timeout=10_000)
    page.wait_for_selector(".o_loading_indicator", state="detached")
    page.evaluate(_AT_REST)


def _seen():
    return [
        pytest.param(size, screen, id=f"{screen.name}-{size}".replace(" ", "-"))
        for size in SIZES
        for screen in SCREENS
        if screen.only in ("", size)
    ]


@pytest.mark.parametrize(("size", "screen"), _seen())
def test_nothing_serious_is_wrong_with(pages, shown, size, screen):
    page = pages[size]
    _open(page, shown, screen)
    found = faults(page, screen.ours)
    known = known_of_odoo(page, found)
    ours = [fault for fault, why in zip(found, known, strict=True) if not why]
    assert not ours, "\n".join(map(str, ours))


def test_what_is_excused_is_wrong_with_odoos_own_screens(pages, shown):
    excused_for_nothing = set(ODOOS_OWN)
    for _try in range(3):  # on a busy machine a list may be seen before it scrolls
        for page in pages.values():
            for screen in ODOOS_SCREENS:
                _open(page, shown, screen)
                known = known_of_odoo(page, faults(page))
                excused_for_nothing.difference_update(*known)
        if not excused_for_nothing:
            break
    assert not excused_for_nothing


def test_no_screen_is_forgotten(shown):
    """Each view of each action, and each view that we made or changed."""
    visited = {(screen.action_id, screen.view) for screen in SCREENS}
    actions = shown.sql(
        """
        SELECT d.module || '.' || d.name, a.res_model, a.view_mode
          FROM ir_act_window a JOIN ir_model_data d
            ON d.model = 'ir.actions.act_window' AND d.res_id = a.id
         WHERE d.module = %s OR d.module || '.' || d.name = ANY(%s)
        """,
        (ADDON, [screen.action_id for screen in SCREENS]),
    )
    wanted = {
        (name, mode)
        for name, _model, modes in actions
        for mode in modes.split(",")
        if name.startswith(f"{ADDON}.")
    }
    clients = shown.sql(
        "SELECT module || '.' || name FROM ir_model_data"
        " WHERE model = 'ir.actions.client' AND module = %s",
        (ADDON,),
    )
    wanted |= {(name, "client") for [name] in clients}
    assert wanted <= visited, f"not in the table: {wanted - visited}"
    models = {name: model for name, model, _modes in actions}
    looked_at = {(models.get(name), view) for name, view in visited}
    looked_at.update(*(screen.also for screen in SCREENS))
    views = shown.sql(
        """
        SELECT v.model, v.type FROM ir_ui_view v JOIN ir_model_data d
            ON d.model = 'ir.ui.view' AND d.res_id = v.id
         WHERE d.module = %s AND v.type = ANY(%s)
        """,
        (ADDON, list(_VIEWS)),
    )
    assert set(views) <= looked_at, f"not in the table: {set(views) - looked_at}"
