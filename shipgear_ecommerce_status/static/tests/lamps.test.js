// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {Lamps} from "@shipgear_ecommerce_status/lamps/lamps";

const SINCE = "Since 10:00.";

class ApiStatus extends models.Model {
    _name = "api.status";

    api = fields.Selection({
        selection: [
            ["products", "Products API"],
            ["writeback", "Writeback API"],
            ["orders", "Orders API"],
        ],
    });
    color = fields.Selection({
        selection: [
            ["green", "Green"],
            ["red", "Red"],
        ],
    });
    reason = fields.Char();
    since_label = fields.Char();
    note = fields.Char();
    history = fields.Json();

    _records = [
        {
            id: 1,
            api: "writeback",
            color: "red",
            reason: "It failed.",
            since_label: SINCE,
            history: [{start: "9", label: "9:00", color: "green", calls: 7, errors: 0}],
        },
    ];
}

class EcommerceAccount extends models.Model {
    _name = "ecommerce.account";

    status_ids = fields.One2many({relation: "api.status"});

    _records = [{id: 1, status_ids: [1]}];
}

defineMailModels();
defineModels([ApiStatus, EcommerceAccount]);

function status(color, values = {}) {
    return {
        id: 1,
        api: "orders",
        color,
        reason: "Because.",
        since_label: SINCE,
        ...values,
    };
}

/** Show lamps; props besides the statuses are for the component. */
async function show(statuses, props = {}) {
    await mountWithCleanup(Lamps, {props: {statuses, ...props}});
}

for (const [color, word, shape] of [
    ["green", "Green", "fa-check-circle"],
    ["yellow", "Yellow", "fa-exclamation-triangle"],
    ["red", "Red", "fa-times-circle"],
    ["none", "None", "fa-question-circle-o"],
]) {
    test(`a ${color} lamp has a word, a shape and a sentence`, async () => {
        await show([status(color)]);
        expect("li[data-color]").toHaveCount(1);
        expect("li").toHaveAttribute("data-color", color);
        expect("li strong").toHaveText(word);
        expect("li i").toHaveClass(shape);
        expect("li i").toHaveAttribute("aria-hidden", "true");
        expect("li").toHaveText(/Orders API/);
        expect("li .small").toHaveText(`Because. ${SINCE}`);
        expect("li button").toHaveCount(1);
    });
}

test("each shape stands for one colour only", async () => {
    const colors = ["green", "yellow", "red", "none"];
    await show(colors.map((color, id) => status(color, {id})));
    const shapes = queryAll("li i").map(
        (icon) => icon.className.match(/fa-(?!fw)[\w-]+/)[0]
    );
    expect(new Set(shapes).size).toBe(colors.length);
});

test("lamps are named by their API, in the order given", async () => {
    const apis = ["products", "writeback", "orders"];
    await show(apis.map((api, id) => status("green", {id, api})));
    expect(queryAllTexts("li span:not(.o_ecommerce_history span)")).toEqual([
        "Products API",
        "Writeback API",
        "Orders API",
    ]);
});

test("in brief, green says nothing more and trouble says why", async () => {
    const lamps = [status("green"), status("red", {id: 2, reason: "It failed."})];
    await show(lamps, {brief: true});
    expect(queryAllTexts("li .small")).toEqual(["It failed."]);
});

test("who points at a lamp reads why, since when, and its day", async () => {
    await show([status("green")], {brief: true});
    await contains("li button").click();
    expect(".o_ecommerce_lamp_details").toHaveText(/Orders API/);
    expect(".o_ecommerce_lamp_details").toHaveText(/Because/);
    expect(".o_ecommerce_lamp_details").toHaveText(/Since 10:00/);
    expect(".o_ecommerce_lamp_details .o_ecommerce_history span").toHaveCount(1);
});

test("a lamp says how its API is used, where there is choice", async () => {
    await show([status("red", {note: "Told by pigeon."})]);
    expect("li .small").toHaveText(/Told by pigeon/);
});

test("a lamp without a beginning says its reason alone", async () => {
    await show([status("none", {since_label: false})]);
    expect("li .small").toHaveText("Because.");
});

test("hours are bars that say when and how many", async () => {
    const hour = (start, color, calls, errors) => ({
        start,
        label: `${start}:00`,
        color,
        calls,
        errors,
    });
    const history = [
        hour("8", "none", 0, 0),
        hour("9", "green", 7, 0),
        hour("10", "red", 4, 3),
    ];
    await show([status("red", {history})]);
    expect(".o_ecommerce_history span").toHaveCount(3);
    const bars = queryAll(".o_ecommerce_history span");
    expect(bars.map((bar) => bar.title)).toEqual([
        "8:00. Calls: 0, failed: 0",
        "9:00. Calls: 7, failed: 0",
        "10:00. Calls: 4, failed: 3",
    ]);
    expect(bars[0]).toHaveClass("bg-secondary");
    expect(bars[1]).toHaveClass("bg-success");
    expect(bars[2]).toHaveClass("bg-danger");
});

test("without a history there is no strip of hours", async () => {
    await show([status("green")]);
    expect(".o_ecommerce_history").toHaveCount(0);
});

test("the field shows the lamps of its records", async () => {
    await mountView({
        type: "form",
        resModel: "ecommerce.account",
        resId: 1,
        arch: `<form><field name="status_ids" widget="api_lamps"/></form>`,
    });
    expect(".o_field_api_lamps li").toHaveCount(1);
    expect(".o_field_api_lamps li strong").toHaveText("Red");
    expect(".o_field_api_lamps li").toHaveText(/Writeback API/);
    expect(".o_field_api_lamps li .small").toHaveText(`It failed. ${SINCE}`);
});
