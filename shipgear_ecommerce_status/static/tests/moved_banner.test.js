// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {contains, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";
import {defineStatusPage, openStatusPage} from "./status_page_models";

defineStatusPage();
describe.current.tags("desktop");
beforeEach(() => browser.localStorage.clear());

/** The status page while the first account waits for somebody's word. */
async function openCopied(isCopied = true) {
    let copied = isCopied;
    onRpc("ecommerce.account", "web_search_read", async ({parent}) => {
        const result = await parent();
        result.records[0].is_copied = copied;
        return result;
    });
    onRpc("ecommerce.account", "action_go_on", ({args}) => {
        expect.step(`go on ${args[0].length}`);
        copied = false;
        return true;
    });
    await openStatusPage();
    await animationFrame();
}

test("a database that is where it was says nothing", async () => {
    await openCopied(false);
    expect(".o_data_row").toHaveCount(2);
    expect(".o_ecommerce_moved").toHaveCount(0);
});

test("a copy says so until somebody goes on", async () => {
    await openCopied();
    await contains(".o_ecommerce_moved button").click();
    await contains(".modal-footer button:contains(Leave It)").click();
    expect(".o_ecommerce_moved").toHaveCount(1);
    expect.verifySteps([]);
    await contains(".o_ecommerce_moved button").click();
    await contains(".modal-footer button:contains(Go On)").click();
    await animationFrame();
    expect.verifySteps(["go on 0"]);
    expect(".o_ecommerce_moved").toHaveCount(0);
});

test("who may not decide is told who may", async () => {
    patchWithCleanup(user, {
        hasGroup: async (name) => !name.endsWith(".group_administrator"),
    });
    await openCopied();
    expect(".o_ecommerce_moved").toHaveText(/Ask an administrator/);
    expect(".o_ecommerce_moved button").toHaveCount(0);
});
