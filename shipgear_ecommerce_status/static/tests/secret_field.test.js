// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Credential extends models.Model {
    _name = "ecommerce.account.credential";

    value = fields.Char();
    secret = fields.Boolean();
    hint = fields.Char();

    _records = [
        {id: 1, secret: true, hint: "Stored"},
        {id: 2, secret: false, hint: "Not set", value: "A1SELLER"},
    ];
}

defineMailModels();
defineModels([Credential]);

async function open(resId, attributes = "") {
    await mountView({
        type: "form",
        resModel: "ecommerce.account.credential",
        resId,
        arch: `<form>
            <field name="hint" invisible="1"/>
            <field name="value" widget="ecommerce_secret" ${attributes}
                options="{'placeholder_field': 'hint'}"/>
        </form>`,
    });
}

test("a secret is masked while it is typed, and saved as typed", async () => {
    onRpc("web_save", ({args}) => expect.step(args[1].value));
    await open(1);
    expect("[name=value] input").toHaveAttribute("type", "password");
    await contains("[name=value] input").edit("hush");
    await contains(".o_form_button_save").click();
    expect.verifySteps(["hush"]);
});

test("what is no secret can be read while it is typed", async () => {
    await open(2);
    expect("[name=value] input").toHaveAttribute("type", "text");
    expect("[name=value] input").toHaveValue("A1SELLER");
});

test("an empty one says what is stored, to write and to read", async () => {
    await open(1);
    expect("[name=value] input").toHaveAttribute("placeholder", "Stored");
    expect("[name=value] input").toHaveValue("");
});

test("who may not write reads what is said of it", async () => {
    await open(1, 'readonly="1"');
    expect("[name=value] input").toHaveCount(0);
    expect("[name=value] .opacity-75").toHaveText("Stored");
});
