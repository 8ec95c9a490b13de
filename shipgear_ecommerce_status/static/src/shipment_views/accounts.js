// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {onMounted, reactive, useState, useSubEnv} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useBus, useService} from "@web/core/utils/hooks";
import {sprintf} from "@web/core/utils/strings";
import {useAccountsChanged} from "../accounts_changed";

const READ = {orders: _t("Orders: %s read"), products: _t("Items: %s read")};
const SPECIFICATION = {
    failed_count: {},
    pending_count: {},
    last_contact: {},
    is_copied: {},
    status_ids: {fields: {api: {}, color: {}, reason: {}, since_label: {}, note: {}}},
};

/**
 * What the page knows of the accounts, for all its parts: one request whenever
 * something changed.
 *
 * rows: account id -> { failed_count, pending_count, last_contact, status_ids }
 * progress: account id -> "Orders: 200 read", while it goes on
 */
class Accounts {
    constructor(orm) {
        this.orm = orm;
        this.rows = {};
        this.progress = {};
    }

    async load() {
        const {records} = await this.orm.webSearchRead("ecommerce.account", [], {
            specification: SPECIFICATION,
        });
        this.rows = Object.fromEntries(records.map((row) => [row.id, row]));
    }

    /** @param {{account_ids: number[], api?: string, records?: number}} message */
    showProgress({account_ids, api, records}) {
        for (const accountId of account_ids) {
            this.progress[accountId] = api && sprintf(READ[api], records);
        }
    }

    /** Whether any waits for somebody to say that the database was moved. */
    get isCopied() {
        return Object.values(this.rows).some((row) => row.is_copied);
    }

    /** How many shipments of one account, or of all, failed. */
    failed(accountId) {
        const rows = accountId ? [this.rows[accountId]] : Object.values(this.rows);
        return rows.reduce((sum, row) => sum + (row?.failed_count || 0), 0);
    }
}

/** For the page: load the accounts after the grid, and keep them as they are now. */
export function useAccounts() {
    const accounts = reactive(new Accounts(useService("orm")));
    useSubEnv({accounts});
    onMounted(() => accounts.load());
    useAccountsChanged(
        () => accounts.load(),
        (message) => accounts.showProgress(message)
    );
}

/** For a part of the page: the accounts, and the id of the chosen one or false. */
export function useChosenAccount(env) {
    const {searchModel} = env;
    const chosen = () => {
        const isAccount = (section) => section.fieldName === "account_id";
        return searchModel.getSections(isAccount)[0]?.activeValueId || false;
    };
    const state = useState({accountId: chosen()});
    useBus(searchModel, "update", () => (state.accountId = chosen()));
    return {accounts: useState(env.accounts), state};
}
