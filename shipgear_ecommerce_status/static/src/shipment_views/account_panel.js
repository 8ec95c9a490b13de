// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { groupBy } from "@web/core/utils/arrays";
import { useBus, useService } from "@web/core/utils/hooks";
import { sprintf } from "@web/core/utils/strings";
import { SearchPanel } from "@web/search/search_panel/search_panel";
import { useAccountsChanged } from "../accounts_changed";
import { Lamps } from "../lamps/lamps";

const READ = { orders: _t("Orders: %s read"), products: _t("Items: %s read") };

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
        this.state.progress = {};
        onWillStart(() => this.loadLamps());
        useBus(this.env.searchModel, "update", () => this.loadLamps());
        useAccountsChanged(
            () => this.loadLamps(),
            (message) => this.showProgress(message)
        );
    }

    /** "Orders: 200 read" while it goes on; nothing once it has ended. */
    showProgress({ account_ids, api, records }) {
        for (const accountId of account_ids) {
            this.state.progress[accountId] = api && sprintf(READ[api], records);
        }
    }

    /** account id -> its lamps, as they are decided now. */
    async loadLamps() {
        const names = ["account_id", "api", "color", "reason", "since_label"];
        const statuses = await this.orm.searchRead("api.status", [], names);
        this.state.lamps = groupBy(statuses, (status) => status.account_id[0]);
    }
}
