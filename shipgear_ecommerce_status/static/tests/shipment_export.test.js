// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Shipment extends models.Model {
    _name = "ecommerce.shipment";

    order_ref = fields.Char();
    state = fields.Char();
    shipped_at = fields.Datetime();

    _records = [
        { id: 1, order_ref: "111-1", state: "failed", shipped_at: "2026-01-01 10:00:00" },
        { id: 2, order_ref: "111-2", state: "success", shipped_at: "2026-01-02 10:00:00" },
    ];
}

defineMailModels();
defineModels([Shipment]);

/** The list, where pressing Export notes what it would export. */
async function open(params = {}) {
    onRpc("has_group", () => true);
    mockService("action", {
        doAction(name, { additionalContext }) {
            expect.step(additionalContext.default_order);
            expect.step(additionalContext.default_domain);
        },
    });
    await mountView({
        type: "list",
        resModel: "ecommerce.shipment",
        arch: `<list js_class="ecommerce_shipment_list" default_order="shipped_at desc, id desc">
            <field name="order_ref"/><field name="state"/><field name="shipped_at"/>
        </list>`,
        ...params,
    });
}

async function exportNow() {
    await contains(".o_ecommerce_export:visible").click();
}

test.tags("desktop");
test("an export has the list's own order", async () => {
    await open();
    await exportNow();
    expect.verifySteps(["shipped_at desc, id desc", "[]"]);
});

test.tags("desktop");
test("an export is sorted by the clicked column first", async () => {
    await open();
    await contains("th[data-name=order_ref]").click();
    await exportNow();
    expect.verifySteps(["order_ref, shipped_at desc, id desc", "[]"]);
});

test.tags("desktop");
test("groups come before columns, and no column twice", async () => {
    await open({ groupBy: ["state", "shipped_at:day"] });
    await exportNow();
    expect.verifySteps(["state, shipped_at desc, id desc", "[]"]);
});

test.tags("desktop");
test("what is selected is exported, and nothing else", async () => {
    await open({ domain: [["state", "!=", "canceled"]] });
    await contains(".o_data_row:first .o_list_record_selector input").click();
    await exportNow();
    expect.verifySteps(["shipped_at desc, id desc", '[["id","in",[2]]]']);
});
