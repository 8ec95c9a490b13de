// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What a step is, as a shape and, for who cannot see it, as a word. */
const KINDS = {
    done: {icon: "fa-check-circle text-success", word: _t("Done")},
    failed: {icon: "fa-times-circle text-danger", word: _t("Failed")},
    running: {icon: "fa-spinner text-info", word: _t("Under way")},
    next: {icon: "fa-circle-o opacity-75", word: _t("To come")},
};

/** The steps of a shipment, oldest first, each a sentence to read aloud. */
export class Timeline extends Component {
    static template = "shipgear_ecommerce_status.Timeline";
    static props = {...standardFieldProps};

    get steps() {
        const steps = this.props.record.data[this.props.name] || [];
        return steps.map((step) => ({...step, ...KINDS[step.kind]}));
    }
}

registry.category("fields").add("ecommerce_timeline", {
    component: Timeline,
    supportedTypes: ["json"],
});
