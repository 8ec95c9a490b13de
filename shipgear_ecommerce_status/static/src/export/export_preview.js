// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The first rows of a file. Cells are text, whatever they look like. */
export class ExportPreview extends Component {
    static template = "shipgear_ecommerce_status.ExportPreview";
    static props = {...standardFieldProps};

    get preview() {
        return this.props.record.data[this.props.name] || {heading: [], rows: []};
    }
}

registry.category("fields").add("ecommerce_export_preview", {
    component: ExportPreview,
    supportedTypes: ["json"],
});
