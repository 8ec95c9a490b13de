// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SHAPES = {
    green: "fa-check-circle text-success",
    yellow: "fa-exclamation-triangle text-warning",
    red: "fa-times-circle text-danger",
    none: "fa-question-circle-o text-muted",
};

/** Lamps with colour, shape and word, so that none is needed alone. */
export class Lamps extends Component {
    static template = "shipgear_ecommerce_status.Lamps";
    static props = {
        statuses: { type: Array, element: Object }, // { id, api, color, reason }
        labels: Object, // of the fields api and color: value -> label
        quietWhenGreen: { type: Boolean, optional: true },
    };

    get lamps() {
        const { statuses, labels, quietWhenGreen } = this.props;
        return statuses.map(({ id, api, color, reason }) => ({
            id,
            color,
            label: labels.api[api],
            word: labels.color[color],
            icon: SHAPES[color],
            reason: quietWhenGreen && color === "green" ? "" : reason,
            tooltip: reason,
        }));
    }
}

/** Labels of selection fields, as the server describes them. */
export function lampLabels(fields) {
    return {
        api: Object.fromEntries(fields.api.selection),
        color: Object.fromEntries(fields.color.selection),
    };
}

export class ApiLampsField extends Component {
    static template = "shipgear_ecommerce_status.ApiLampsField";
    static components = { Lamps };
    static props = { ...standardFieldProps };

    get statuses() {
        return this.list.records.map(({ resId, data }) => ({ id: resId, ...data }));
    }
    get labels() {
        return lampLabels(this.list.fields);
    }
    get list() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("api_lamps", {
    component: ApiLampsField,
    supportedTypes: ["one2many"],
    relatedFields: () => [
        { name: "api", type: "selection" },
        { name: "color", type: "selection" },
        { name: "reason", type: "char" },
    ],
});
