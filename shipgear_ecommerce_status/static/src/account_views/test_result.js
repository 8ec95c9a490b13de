// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const RIGHT = {word: _t("OK"), icon: "fa-check-circle text-success"};
const WRONG = {word: _t("Failed"), icon: "fa-times-circle text-danger"};
const NONE = {word: _t("Not tested"), icon: "fa-info-circle opacity-75"};

/** What a test found: a line for each thing tested, with shape, word and sentence. */
export class TestResultField extends Component {
    static template = "shipgear_ecommerce_status.TestResult";
    static props = {...standardFieldProps};

    get lines() {
        const answers = this.props.record.data[this.props.name] || [];
        return answers.map(({api, ok, sentence}, id) => ({
            ...(ok === null ? NONE : ok ? RIGHT : WRONG),
            id: api || id,
            sentence,
        }));
    }
}

registry.category("fields").add("ecommerce_test_result", {
    component: TestResultField,
    supportedTypes: ["json"],
});
