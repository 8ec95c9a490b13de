// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, useRef, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A value and a button to copy it; both have a name for a screen reader. */
export class CopyValue extends Component {
    static template = "shipgear_ecommerce_status.CopyValue";
    static props = {label: String, value: String};

    setup() {
        this.value = useRef("value");
        this.state = useState({news: ""});
    }

    get buttonLabel() {
        return _t("Copy %s", this.props.label);
    }

    /** Only secure pages may write to the clipboard: elsewhere, the value is selected. */
    async copy() {
        try {
            await browser.navigator.clipboard.writeText(this.props.value);
            this.state.news = _t("Copied");
        } catch {
            window.getSelection().selectAllChildren(this.value.el);
            this.state.news = _t("Selected: copy it");
        }
    }
}

/** Values to type into another page, in its order: a list of label and value. */
export class CopyList extends Component {
    static template = "shipgear_ecommerce_status.CopyList";
    static components = {CopyValue};
    static props = {...standardFieldProps};

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("ecommerce_copy_list", {
    component: CopyList,
    displayName: _t("Values to Copy"),
    supportedTypes: ["json"],
});

/** A text to copy; a tracking number is to be followed on the carrier's page as well. */
export class CopyField extends Component {
    static template = "shipgear_ecommerce_status.CopyField";
    static components = {CopyValue};
    static props = {...standardFieldProps};

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get url() {
        // Read for tracking numbers alone
        return this.props.record.data.tracking_url;
    }
}

registry.category("fields").add("ecommerce_copy", {
    component: CopyField,
    displayName: _t("Text to Copy"),
    supportedTypes: ["char"],
});

registry.category("fields").add("ecommerce_tracking", {
    component: CopyField,
    displayName: _t("Tracking Number"),
    supportedTypes: ["char"],
    fieldDependencies: [{name: "tracking_url", type: "char"}],
});
