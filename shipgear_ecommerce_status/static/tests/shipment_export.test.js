// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {describe, expect, test} from "@odoo/hoot";
import {contains, mockService} from "@web/../tests/web_test_helpers";
import {defineStatusPage, openStatusPage} from "./status_page_models";

defineStatusPage();
describe.current.tags("desktop");

/** The list, where pressing Export notes what it would export. */
async function open(params = {}) {
    mockService("action", {
        doAction(name, {additionalContext}) {
            expect.step(additionalContext.default_order);
            expect.step(additionalContext.default_domain);
        },
    });
    await openStatusPage(params);
}

async function exportNow() {
    await contains(".o_ecommerce_export:visible").click();
}

test("an export has the list's own order", async () => {
    await open();
    await exportNow();
    expect.verifySteps(["shipped_at desc, id desc", "[]"]);
});

test("an export is sorted by the clicked column first", async () => {
    await open();
    await contains("th[data-name=order_ref]").click();
    await exportNow();
    expect.verifySteps(["order_ref, shipped_at desc, id desc", "[]"]);
});

test("groups come before columns, and no column twice", async () => {
    await open({groupBy: ["state", "shipped_at:day"]});
    await exportNow();
    expect.verifySteps(["state, shipped_at desc, id desc", "[]"]);
});

test("what is selected is exported, and nothing else", async () => {
    await open({domain: [["state", "!=", "canceled"]]});
    await contains(".o_data_row:first .o_list_record_selector input").click();
    await exportNow();
    expect.verifySteps(["shipped_at desc, id desc", '[["id","in",[2]]]']);
});
