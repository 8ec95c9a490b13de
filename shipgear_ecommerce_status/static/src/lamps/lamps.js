// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLORS = {
    green: { word: _t("Green"), icon: "fa-check-circle text-success" },
    yellow: { word: _t("Yellow"), icon: "fa-exclamation-triangle text-warning" },
    red: { word: _t("Red"), icon: "fa-times-circle text-danger" },
    none: { word: _t("None"), icon: "fa-question-circle-o text-muted" },
};
const BARS = {
    green: "bg-success",
    yellow: "bg-warning",
    red: "bg-danger",
    none: "bg-secondary opacity-25",
};
const APIS = {
    products: _t("Products API"),
    writeback: _t("Writeback API"),
    orders: _t("Orders API"),
};

/** Lamps with colour, shape and word, so that none is needed alone. */
export class Lamps extends Component {
    static template = "shipgear_ecommerce_status.Lamps";
    static props = {
        // { id, api, color, reason, since_label, history? } as in api.status
        statuses: { type: Array, element: Object },
        brief: { type: Boolean, optional: true }, // the rest is in the tooltip
    };

    get lamps() {
        return this.props.statuses.map((status) => this.describe(status));
    }

    describe({ id, api, color, reason, since_label, history }) {
        const sentence = [reason, since_label].filter(Boolean).join(" ");
        const short = color === "green" ? "" : reason;
        return {
            ...COLORS[color],
            id,
            color,
            label: APIS[api],
            tooltip: sentence,
            sentence: this.props.brief ? short : sentence,
            hours: (history || []).map((hour) => ({
                start: hour.start,
                bar: BARS[hour.color],
                tooltip: _t("%(time)s: %(calls)s calls, %(errors)s failed", {
                    time: hour.label,
                    calls: hour.calls,
                    errors: hour.errors,
                }),
            })),
        };
    }
}

export class ApiLampsField extends Component {
    static template = "shipgear_ecommerce_status.ApiLampsField";
    static components = { Lamps };
    static props = { ...standardFieldProps };

    get statuses() {
        const { records } = this.props.record.data[this.props.name];
        return records.map(({ resId, data }) => ({ id: resId, ...data }));
    }
}

registry.category("fields").add("api_lamps", {
    component: ApiLampsField,
    supportedTypes: ["one2many"],
    relatedFields: () => [
        { name: "api", type: "selection" },
        { name: "color", type: "selection" },
        { name: "reason", type: "char" },
        { name: "since_label", type: "char" },
        { name: "history", type: "json" },
    ],
});
