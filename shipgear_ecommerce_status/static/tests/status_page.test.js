// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {beforeEach, describe, destroy, expect, press, test} from "@odoo/hoot";
import {queryAllTexts, queryFirst} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    getService,
    mountView,
    mountWithCleanup,
    onRpc,
    toggleMenuItem,
    toggleMenuItemOption,
    toggleSearchBarMenu,
} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";
import {SelectCreateDialog} from "@web/views/view_dialogs/select_create_dialog";
import {WebClient} from "@web/webclient/webclient";
import {defineStatusPage, openStatusPage} from "./status_page_models";

defineStatusPage();
describe.current.tags("desktop");
beforeEach(() => browser.localStorage.clear());

const orders = () => queryAllTexts(".o_data_row [name=order_ref]");

test("a click on a row shows its information, in one request", async () => {
    await openStatusPage();
    await animationFrame();
    onRpc("ecommerce.shipment", "*", ({method}) => expect.step(method));
    await contains(".o_data_row:eq(1) [name=order_ref]").click();
    expect(".o_ecommerce_information [name=order_ref]:first").toHaveText("111-1");
    expect.verifySteps(["web_read"]);
    expect(".o_data_row:eq(1)").toHaveClass("o_ecommerce_open_row");
});

test("the keyboard opens a row as well", async () => {
    await openStatusPage();
    queryFirst(".o_data_row:first [name=order_ref]").focus();
    await press("Enter");
    await animationFrame();
    expect(".o_ecommerce_information [name=order_ref]:first").toHaveText("111-2");
});

test("the grid makes room for the information, and takes it back", async () => {
    await openStatusPage();
    expect("th[data-name=explanation]").toHaveCount(1);
    await contains(".o_data_row:first [name=order_ref]").click();
    expect("th[data-name=explanation]").toHaveCount(0);
    await press("Escape");
    await animationFrame();
    expect(".o_ecommerce_information").toHaveCount(0);
    expect("th[data-name=explanation]").toHaveCount(1);
});

test("next goes on over the edge of the page", async () => {
    await openStatusPage({
        arch: `<list js_class="ecommerce_shipment_list" default_order="id" limit="1">
            <field name="order_ref"/></list>`,
    });
    await contains(".o_data_row:first [name=order_ref]").click();
    expect(".o_ecommerce_previous").not.toBeEnabled();
    await contains(".o_ecommerce_next").click();
    expect(".o_ecommerce_information [name=order_ref]:first").toHaveText("111-2");
    expect(orders()).toEqual(["111-2"]);
    expect(".o_ecommerce_next").not.toBeEnabled();
    await contains(".o_ecommerce_previous").click();
    expect(orders()).toEqual(["111-1"]);
});

test("one status at a time, and how many failed", async () => {
    await openStatusPage();
    await animationFrame();
    expect("[data-filter=failed]").toHaveText("Failed3");
    await contains("[data-filter=failed]").click();
    expect(orders()).toEqual(["111-1"]);
    expect("[data-filter=failed]").toHaveAttribute("aria-pressed", "true");
    await contains("[data-filter=success]").click();
    expect(orders()).toEqual(["111-2"]);
    expect("[data-filter=failed]").toHaveAttribute("aria-pressed", "false");
    await contains("[data-filter='']:first").click();
    expect(orders()).toHaveLength(2);
});

test("a date is asked for beside the status", async () => {
    await openStatusPage();
    await contains("[data-filter=failed]").click();
    await contains("[data-filter=shipped_today]").click();
    expect(orders()).toHaveLength(0);
    expect("[data-filter=failed]").toHaveAttribute("aria-pressed", "true");
});

test("what only the search menu offers is no other status or date as well", async () => {
    await openStatusPage();
    await toggleSearchBarMenu();
    await toggleMenuItem("Canceled");
    await toggleMenuItem("Ship Date");
    await toggleMenuItemOption("Ship Date", "March");
    expect(orders()).toHaveLength(0);
    expect(".o_ecommerce_quick_filters [aria-pressed=true]").toHaveCount(0);
    await contains("[data-filter=success]").click();
    expect("[data-filter=success]").toHaveAttribute("aria-pressed", "true");
    expect(queryAllTexts(".o_facet_value")).toEqual([
        "Ship Date: March 2019",
        "Success",
    ]);
    await contains("[data-filter='']:last").click();
    expect(queryAllTexts(".o_facet_value")).toEqual(["Success"]);
    expect(orders()).toEqual(["111-2"]);
});

test("an account's count leads to its failed shipments", async () => {
    await openStatusPage();
    await contains(".o_ecommerce_failed:first").click();
    expect(orders()).toEqual(["111-1"]);
    expect("[data-filter=failed]").toHaveText("Failed1");
    expect(".o_search_panel .active").toHaveText("Amazon US");
});

test("the page is found as it was left", async () => {
    const page = await openStatusPage();
    await contains(".o_ecommerce_failed:first").click();
    destroy(page);
    await openStatusPage();
    expect(orders()).toEqual(["111-1"]);
    expect(queryAllTexts(".o_facet_value")).toEqual(["Failed"]);
    expect(".o_search_panel .active").toHaveText("Amazon US");
});

test("a link that says what to show is followed, whatever was left", async () => {
    const page = await openStatusPage();
    await contains("[data-filter=failed]").click();
    destroy(page);
    await openStatusPage({context: {search_default_success: 1}});
    expect(orders()).toEqual(["111-2"]);
});

test("the shipments of one order are shown whole, whatever was left", async () => {
    const page = await openStatusPage();
    await contains("[data-filter=failed]").click();
    destroy(page);
    const order = await openStatusPage({domain: [["order_ref", "=", "111-2"]]});
    expect(orders()).toEqual(["111-2"]);
    await contains("[data-filter=success]").click();
    destroy(order);
    await openStatusPage();
    expect(orders()).toEqual(["111-1"]);
});

for (const memory of [
    "{",
    "7",
    "null",
    '{"query": [{"name": "gone"}], "account": 99}',
]) {
    test(`the memory ${memory} is none`, async () => {
        const key = `shipgear_ecommerce_status.search,${user.userId}`;
        browser.localStorage.setItem(key, memory);
        await openStatusPage();
        expect(orders()).toHaveLength(2);
        expect(".o_facet_value").toHaveCount(0);
    });
}

test("in a dialog, a click chooses a row", async () => {
    onRpc("has_group", () => true);
    await mountWithCleanup(WebClient);
    getService("dialog").add(SelectCreateDialog, {
        noCreate: true,
        resModel: "ecommerce.shipment",
        onSelected: (ids) => expect.step(ids.join()),
    });
    await animationFrame();
    await contains(".modal .o_data_row:first [name=order_ref]").click();
    expect.verifySteps(["1"]);
});

test("other lists have no part in it", async () => {
    await mountView({
        type: "list",
        resModel: "ecommerce.account",
        arch: `<list><field name="name"/></list>`,
    });
    expect(".o_ecommerce_quick_filters").toHaveCount(0);
});
