// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {CharField, charField} from "@web/views/fields/char/char_field";

/**
 * Text that is masked while it is typed, where the row says that it is secret.
 * A value that never comes back is spoken for by its placeholder.
 */
export class SecretField extends Component {
    static template = "shipgear_ecommerce_status.SecretField";
    static components = {CharField};
    static props = CharField.props;
}

registry.category("fields").add("ecommerce_secret", {
    ...charField,
    component: SecretField,
    fieldDependencies: [{name: "secret", type: "boolean"}],
});
