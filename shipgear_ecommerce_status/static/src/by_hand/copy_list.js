// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { Component, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Values to type into another page, in its order, each with a button to copy it. */
export class CopyList extends Component {
    static template = "shipgear_ecommerce_status.CopyList";
    static props = { ...standardFieldProps };

    setup() {
        this.list = useRef("list");
        this.state = useState({ done: {} });
    }

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    copyLabel(row) {
        return _t("Copy %s", row.label);
    }

    /** Only secure pages may write to the clipboard: elsewhere, the value is selected. */
    async copy(row, index) {
        try {
            await browser.navigator.clipboard.writeText(row.value);
            this.state.done = { [index]: _t("Copied") };
        } catch {
            const value = this.list.el.querySelectorAll("[data-value]")[index];
            window.getSelection().selectAllChildren(value);
            this.state.done = { [index]: _t("Selected: copy it") };
        }
    }
}

registry.category("fields").add("ecommerce_copy_list", {
    component: CopyList,
    displayName: _t("Values to Copy"),
    supportedTypes: ["json"],
});
