// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {usePopover} from "@web/core/popover/popover_hook";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const COLORS = {
    green: {word: _t("Green"), icon: "fa-check-circle text-success"},
    yellow: {word: _t("Yellow"), icon: "fa-exclamation-triangle text-warning"},
    red: {word: _t("Red"), icon: "fa-times-circle text-danger"},
    none: {word: _t("None"), icon: "fa-question-circle-o opacity-75"},
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

/** The last 24 hours of a lamp, an hour a bar, oldest first. */
export class LampHistory extends Component {
    static template = "shipgear_ecommerce_status.LampHistory";
    // As in api.status
    static props = {history: Array};

    get hours() {
        return this.props.history.map((hour) => ({
            start: hour.start,
            bar: BARS[hour.color],
            tooltip: _t("%(time)s. Calls: %(calls)s, failed: %(errors)s", {
                time: hour.label,
                calls: hour.calls,
                errors: hour.errors,
            }),
        }));
    }
}

/** What a lamp says to who points at it: why, since when, and its day. */
export class LampDetails extends Component {
    static template = "shipgear_ecommerce_status.LampDetails";
    static components = {LampHistory};
    static props = {lamp: Object, close: {type: Function, optional: true}};

    setup() {
        const orm = useService("orm");
        this.state = useState({history: []});
        onWillStart(async () => {
            const [row] = await orm.read(
                "api.status",
                [this.props.lamp.id],
                ["history"]
            );
            this.state.history = row?.history || [];
        });
    }
}

/** Lamps with colour, shape and word, so that none is needed alone. */
export class Lamps extends Component {
    static template = "shipgear_ecommerce_status.Lamps";
    static components = {LampHistory};
    static props = {
        // { id, api, color, reason, since_label, note, history? } as in api.status
        statuses: {type: Array, element: Object},
        // The rest is in the popover
        brief: {type: Boolean, optional: true},
    };

    setup() {
        this.popover = usePopover(LampDetails, {
            position: "bottom-start",
            setActiveElement: false,
        });
    }

    get lamps() {
        return this.props.statuses.map((status) => ({
            ...status,
            ...COLORS[status.color],
            label: APIS[status.api],
        }));
    }

    /** Beside the grid there is room for what is wrong only. */
    sentence({color, reason, since_label, note}) {
        if (this.props.brief) {
            return color === "green" ? "" : reason;
        }
        return [reason, since_label, note].filter(Boolean).join(" ");
    }

    open(ev, lamp) {
        this.popover.open(ev.currentTarget, {lamp});
    }
}

export class ApiLampsField extends Component {
    static template = "shipgear_ecommerce_status.ApiLampsField";
    static components = {Lamps};
    static props = {...standardFieldProps};

    get statuses() {
        const {records} = this.props.record.data[this.props.name];
        return records.map(({resId, data}) => ({id: resId, ...data}));
    }
}

registry.category("fields").add("api_lamps", {
    component: ApiLampsField,
    supportedTypes: ["one2many"],
    relatedFields: () => [
        {name: "api", type: "selection"},
        {name: "color", type: "selection"},
        {name: "reason", type: "char"},
        {name: "since_label", type: "char"},
        {name: "note", type: "char"},
        {name: "history", type: "json"},
    ],
});
