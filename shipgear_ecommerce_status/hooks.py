# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What is to be done when the add-on leaves a database."""

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .models.parameters import PREFIX

ADDON = "shipgear_ecommerce_status"


def uninstall_hook(env):
    """Remove what Odoo would leave behind, or stumble over.

    Odoo itself removes our tables and columns, the records of our data files, and the
    messages, followers and attachments of our models. It leaves what people made, and
    what names one of our models by its name alone.
    """
    env = env(context={**env.context, "active_test": False})
    own = [name for name, model in env.items() if model._original_module == ADDON]
    _remove_parameters(env)
    _remove_activities(env, own)
    _remove_pages(env, own)
    env["ir.filters"].search([("model_id", "in", own)]).unlink()
    env["ir.exports"].search([("resource", "in", own)]).unlink()


def _remove_parameters(env):
    """Also those that an administrator has set by hand."""
    parameters = env["ir.config_parameter"].search([("key", "like", PREFIX)])
    parameters.filtered(lambda p: p.key.startswith(PREFIX)).unlink()


def _remove_activities(env, own: list[str]):
    """Our type of activity cannot be removed while there are any."""
    ours = env.ref(f"{ADDON}.mail_activity_type_attention", raise_if_not_found=False)
    type_ids = ours.ids if ours else []
    activities = env["mail.activity"].search(
        ["|", ("res_model", "in", own), ("activity_type_id", "in", type_ids)]
    )
    activities.unlink()


def _remove_pages(env, own: list[str]):
    """Menus, actions and views of our models, whoever made them."""
    actions = env["ir.actions.act_window"].search([("res_model", "in", own)])
    opened = [f"{action.type},{action.id}" for action in actions]
    menus = env["ir.ui.menu"].with_context(**{"ir.ui.menu.full_list": True})
    menus.search([("action", "in", opened)]).unlink()
    actions.unlink()
    views = env["ir.ui.view"].search([("model", "in", own)])
    views.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()
