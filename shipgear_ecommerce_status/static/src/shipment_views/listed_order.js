// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

/** The server's own order of shipments: it decides between equals. */
const DEFAULT_ORDER = [
    {name: "shipped_at", asc: false},
    {name: "id", asc: false},
];

/**
 * What a list is sorted by: first its groups, then the clicked columns.
 *
 * @param {{ groupBy: string[], orderBy: { name: string, asc: boolean }[] }} list
 * @returns {String} as search() takes it
 */
export function listedOrder({groupBy, orderBy}) {
    const columns = [...orderBy, ...DEFAULT_ORDER];
    const groups = groupBy.map((spec) => {
        const name = spec.split(":")[0];
        return orderBy.find((term) => term.name === name) || {name, asc: true};
    });
    const directions = new Map();
    for (const {name, asc} of [...groups, ...columns]) {
        if (!directions.has(name)) {
            directions.set(name, asc ? "" : " desc");
        }
    }
    return [...directions].map(([name, direction]) => name + direction).join(", ");
}
