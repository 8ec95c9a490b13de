// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useBus} from "@web/core/utils/hooks";
import {useChosenAccount} from "./accounts";

/** The filters of the search view that have a button; the empty name is the one that
 *  takes the others back. */
const GROUPS = {
    state: ["", "failed", "pending", "success", "accepted", "waiting", "confirmed"],
    date: ["", "shipped_today", "shipped_7_days", "shipped_30_days"],
};
const ALL = {state: _t("All"), date: _t("Any Date")};

const filtersOf = (searchModel, group) =>
    searchModel.getSearchItems(
        ({type, name}) => type === "filter" && GROUPS[group].includes(name)
    );

/** What is chosen of the same kind, also in the search menu alone, such as a month. */
function activeOf(searchModel, group) {
    const kinds = new Set(filtersOf(searchModel, group).map((f) => f.groupId));
    return searchModel.getSearchItems((i) => i.isActive && kinds.has(i.groupId));
}

/** Have just these filters of their group, or none of them for no known name. */
export function chooseFilters(searchModel, group, names) {
    const wanted = filtersOf(searchModel, group).filter((f) => names.includes(f.name));
    const active = activeOf(searchModel, group);
    const ids = (items) => items.map((item) => item.id).join();
    if (ids(wanted) === ids(active)) {
        return;
    }
    const steps = wanted.map((f) => () => searchModel.toggleSearchItem(f.id));
    if (active.length) {
        steps.unshift(() => searchModel.deactivateGroup(active[0].groupId));
    }
    steps.forEach((step, index) => {
        // All at once: one reading of the list, not one for each.
        searchModel.blockNotification = index + 1 < steps.length;
        step();
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
            const active = activeOf(this.env.searchModel, group);
            this.active[group] = active.length ? active.map((item) => item.name) : [""];
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
