// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The lamps of an account: colour, shape and word, so that none is needed alone. */
const SHAPES = {
    green: "fa-check-circle text-success",
    yellow: "fa-exclamation-triangle text-warning",
    red: "fa-times-circle text-danger",
    none: "fa-question-circle-o text-muted",
};

export class ApiLamps extends Component {
    static template = "shipgear_ecommerce_status.ApiLamps";
    static props = { ...standardFieldProps };

    get lamps() {
        return this.props.record.data[this.props.name].records.map((status) => ({
            id: status.resId,
            label: this.labelOf(status, "api"),
            word: this.labelOf(status, "color"),
            icon: SHAPES[status.data.color],
            reason: status.data.reason,
        }));
    }

    labelOf(status, name) {
        const [, label] = status.fields[name].selection.find(
            ([value]) => value === status.data[name]
        );
        return label;
    }
}

export const apiLamps = {
    component: ApiLamps,
    supportedTypes: ["one2many"],
    relatedFields: () => [
        { name: "api", type: "selection" },
        { name: "color", type: "selection" },
        { name: "reason", type: "char" },
    ],
};

registry.category("fields").add("api_lamps", apiLamps);
