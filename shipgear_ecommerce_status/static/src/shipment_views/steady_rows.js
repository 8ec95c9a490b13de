// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {onMounted, onPatched, onWillPatch} from "@odoo/owl";
import {closestScrollableY} from "@web/core/utils/scrolling";

/** Who is at the top wants to see what is new. */
function firstVisible(rows) {
    const container = rows.length ? closestScrollableY(rows[0].parentElement) : null;
    if (!container?.scrollTop) {
        return undefined;
    }
    const {top} = container.getBoundingClientRect();
    return rows.find((row) => row.getBoundingClientRect().top >= top);
}

/** @returns {{ id: number, top: number } | null} the row that is being read */
export function findAnchor(rows, ids, openId) {
    const row =
        rows[ids.indexOf(openId)] ||
        rows.find((r) => r.matches(":hover") || r.contains(document.activeElement)) ||
        firstVisible(rows);
    const index = rows.indexOf(row);
    return index < 0 ? null : {id: ids[index], top: row.getBoundingClientRect().top};
}

/**
 * Keep what is being read where it is when the rows around it change.
 *
 * That is the row of the open shipment, else the one under the pointer or with the
 * focus, else the first visible one of a list that was scrolled.
 *
 * @param {Object} options
 * @param {() => HTMLElement[]} options.rows in the order of the ids
 * @param {() => number[]} options.ids
 * @param {{ openId: number|false, isRefreshing: boolean }} options.page
 */
export function useSteadyRows({rows, ids, page}) {
    let shown = [];
    let anchor = null;
    onMounted(() => (shown = ids()));
    onWillPatch(() => {
        anchor = page.isRefreshing ? findAnchor(rows(), shown, page.openId) : null;
    });
    onPatched(() => {
        shown = ids();
        const row = anchor && rows()[shown.indexOf(anchor.id)];
        if (row) {
            const moved = row.getBoundingClientRect().top - anchor.top;
            const container = closestScrollableY(row.parentElement);
            if (moved && container) {
                container.scrollTop += moved;
            }
        }
        page.isRefreshing = false;
    });
}
