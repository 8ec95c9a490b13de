// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { Component } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Odoo's copy button, with a name that a screen reader can say. */
export class CopyValue extends CopyButton {
    static template = "shipgear_ecommerce_status.CopyValue";
    static props = { label: String, content: String };

    get name() {
        return _t("Copy %s", this.props.label);
    }

    showTooltip() {
        this.popover.open(this.button.el, { tooltip: _t("Copied") });
        setTimeout(this.popover.close, 800);
    }
}

/** A tracking number: to copy, and to follow on the carrier's page. */
export class TrackingField extends Component {
    static template = "shipgear_ecommerce_status.TrackingField";
    static components = { CopyValue };
    static props = { ...standardFieldProps };

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get number() {
        return this.props.record.data[this.props.name];
    }

    get url() {
        return this.props.record.data.tracking_url;
    }
}

registry.category("fields").add("ecommerce_tracking", {
    component: TrackingField,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "tracking_url", type: "char" }],
});
