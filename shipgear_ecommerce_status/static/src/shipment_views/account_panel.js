// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {useState} from "@odoo/owl";
import {deserializeDateTime, toLocaleDateTimeString} from "@web/core/l10n/dates";
import {SearchPanel} from "@web/search/search_panel/search_panel";
import {Lamps} from "../lamps/lamps";
import {chooseFilters} from "./quick_filters";

/** Beside the Orders grid: the accounts, with lamps, counts and last contact. */
export class AccountPanel extends SearchPanel {
    static components = {...SearchPanel.components, Lamps};
    static subTemplates = {
        ...SearchPanel.subTemplates,
        category: "shipgear_ecommerce_status.AccountPanel.Category",
    };

    setup() {
        super.setup();
        this.accounts = useState(this.env.accounts);
    }

    lastContact(account) {
        const moment = deserializeDateTime(account.last_contact);
        return toLocaleDateTimeString(moment, {showSeconds: false});
    }

    /** The failed or the pending ones of an account, with one click. */
    onClickCount(section, value, filterNames) {
        if (this.state.active[section.id] !== value.id) {
            this.toggleCategory(section, value);
        }
        chooseFilters(this.env.searchModel, "state", filterNames);
    }
}
