// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useBus} from "@web/core/utils/hooks";
import {useChosenAccount} from "./accounts";

/** Names of the filters in the search view; the empty name stands for all. */
const GROUPS = {
    state: ["", "failed", "pending", "success", "accepted", "waiting", "confirmed"],
    date: ["", "shipped_today", "shipped_7_days", "shipped_30_days"],
};
const ALL = {state: _t("All"), date: _t("Any Date")};

const filtersOf = (searchModel, group) =>
    searchModel.getSearchItems(
        ({type, name}) => type === "filter" && GROUPS[group].includes(name)
    );

/** Have just these filters of their group, or none of them for no known name. */
export function chooseFilters(searchModel, group, names) {
    const wrong = filtersOf(searchModel, group).filter(
        (filter) => Boolean(filter.isActive) !== names.includes(filter.name)
    );
    wrong.forEach((filter, index) => {
        // All at once: one reading of the list, not one for each.
        searchModel.blockNotification = index + 1 < wrong.length;
        searchModel.toggleSearchItem(filter.id);
    });
}

/** Above the Orders grid: status and date, one click away. */
export class QuickFilters extends Component {
    static template = "shipgear_ecommerce_status.QuickFilters";
    static props = {};

    setup() {
        Object.assign(this, useChosenAccount(this.env));
        this.active = useState({});
        this.update();
        useBus(this.env.searchModel, "update", () => this.update());
    }

    update() {
        for (const group in GROUPS) {
            const active = filtersOf(this.env.searchModel, group).filter(
                (f) => f.isActive
            );
            this.active[group] = active.length ? active.map((f) => f.name) : [""];
        }
    }

    get groups() {
        const {searchModel} = this.env;
        return Object.entries(GROUPS).map(([group, names]) => {
            const labels = new Map(
                filtersOf(searchModel, group).map((f) => [f.name, f.description])
            );
            labels.set("", ALL[group]);
            return {
                name: group,
                label: group === "state" ? _t("Status") : _t("Ship Date"),
                filters: names
                    .filter((name) => labels.has(name))
                    .map((name) => this.describe(group, name, labels.get(name))),
            };
        });
    }

    describe(group, name, label) {
        const count = name === "failed" && this.accounts.failed(this.state.accountId);
        return {name, label, count, active: this.active[group].includes(name)};
    }

    choose(group, name) {
        chooseFilters(this.env.searchModel, group, [name]);
    }
}
