// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";
import {pick} from "@web/core/utils/objects";
import {SearchModel} from "@web/search/search_model";

const FIELD = "account_id";

/** Filters, groups and account as they were left, unless the way here says which. */
export class RememberedSearchModel extends SearchModel {
    get memoryKey() {
        return `shipgear_ecommerce_status.search,${user.userId}`;
    }

    /** Only the page itself: the shipments of one order are shown whole. */
    get hasMemory() {
        return !this.globalDomain.length;
    }

    _extractSearchDefaultsFromGlobalContext() {
        const defaults = super._extractSearchDefaultsFromGlobalContext();
        const {searchDefaults, searchPanelDefaults} = defaults;
        const told = [searchDefaults, searchPanelDefaults].some(
            (d) => Object.keys(d).length
        );
        this.memory = told || !this.hasMemory ? null : this.recall();
        if (this.memory?.account) {
            searchPanelDefaults[FIELD] = this.memory.account;
        }
        return defaults;
    }

    _activateDefaultSearchItems(defaultFavoriteId) {
        if (this.memory) {
            this.query = this.memory.query.flatMap((term) => this.termToElement(term));
        } else {
            super._activateDefaultSearchItems(defaultFavoriteId);
        }
    }

    async _notify() {
        if (!this.blockNotification && this.hasMemory) {
            this.remember();
        }
        return super._notify();
    }

    /** Typed text is a question of the moment, not a way to work: it is left out. */
    remember() {
        const [accounts] = this.categories.filter((c) => c.fieldName === FIELD);
        const memory = {
            account: accounts?.activeValueId || false,
            query: this.query.flatMap((element) => this.elementToTerm(element)),
        };
        browser.localStorage.setItem(this.memoryKey, JSON.stringify(memory));
    }

    recall() {
        try {
            const memory = JSON.parse(browser.localStorage.getItem(this.memoryKey));
            return Array.isArray(memory?.query) ? memory : null;
        } catch {
            // Somebody else wrote there
            return null;
        }
    }

    /** An active filter by a name that outlives this page and an upgrade. */
    elementToTerm(element) {
        const {name, serverSideId} = this.searchItems[element.searchItemId];
        const rest = pick(element, "generatorId", "intervalId");
        if ("autocompleteValue" in element || !(name || serverSideId)) {
            return [];
        }
        return [{name, favorite: serverSideId, ...rest}];
    }

    termToElement({name, favorite, ...rest}) {
        const item = Object.values(this.searchItems).find((searchItem) =>
            favorite ? searchItem.serverSideId === favorite : searchItem.name === name
        );
        return item ? [{searchItemId: item.id, ...rest}] : [];
    }
}
