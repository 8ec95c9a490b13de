// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { onWillStart } from "@odoo/owl";
import { groupBy } from "@web/core/utils/arrays";
import { useBus, useService } from "@web/core/utils/hooks";
import { SearchPanel } from "@web/search/search_panel/search_panel";
import { useAccountsChanged } from "../accounts_changed";
import { Lamps } from "../lamps/lamps";

/** Beside the Orders grid: the accounts, each with its lamps. */
export class AccountPanel extends SearchPanel {
    static components = { ...SearchPanel.components, Lamps };
    static subTemplates = {
        ...SearchPanel.subTemplates,
        category: "shipgear_ecommerce_status.AccountPanel.Category",
    };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.state.lamps = {};
        onWillStart(() => this.loadLamps());
        useBus(this.env.searchModel, "update", () => this.loadLamps());
        useAccountsChanged(() => this.loadLamps());
    }

    /** account id -> its lamps, as they are decided now. */
    async loadLamps() {
        const names = ["account_id", "api", "color", "reason"];
        const statuses = await this.orm.searchRead("api.status", [], names);
        this.state.lamps = groupBy(statuses, (status) => status.account_id[0]);
    }
}
