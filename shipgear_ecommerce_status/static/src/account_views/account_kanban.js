// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {useAccountsChanged} from "../accounts_changed";

/** Connection Status: the lamps of all accounts, always as they are now. */
class AccountKanbanController extends KanbanController {
    setup() {
        super.setup();
        useAccountsChanged(() => this.model.load());
    }
}

registry.category("views").add("ecommerce_account_kanban", {
    ...kanbanView,
    Controller: AccountKanbanController,
});
