// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {Component, reactive, useRef, useState, xml} from "@odoo/owl";
import {expect, test} from "@odoo/hoot";
import {queryOne, scroll} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {useSteadyRows} from "@shipgear_ecommerce_status/shipment_views/steady_rows";

defineMailModels();

/** Rows of 50 px in a box of 100 px. */
async function showRows(page) {
    class Rows extends Component {
        static template = xml`
            <div style="height: 100px; overflow-y: auto; overflow-anchor: none" class="o_box" t-ref="box">
                <div t-foreach="state.ids" t-as="id" t-key="state.load + '-' + id" class="o_row" style="height: 50px" t-esc="id"/>
            </div>`;
        static props = {};
        setup() {
            this.box = useRef("box");
            this.state = useState({ids: [5, 4, 3, 2, 1], load: 0});
            useSteadyRows({
                rows: () => [...this.box.el.querySelectorAll(".o_row")],
                ids: () => this.state.ids,
                page,
            });
        }
    }
    const rows = await mountWithCleanup(Rows);
    return async (ids) => {
        Object.assign(rows.state, {ids, load: rows.state.load + 1});
        await animationFrame();
    };
}

const top = (id) =>
    [...queryOne(".o_box").children]
        .find((row) => row.textContent === id)
        .getBoundingClientRect().top;

test("the open row stays where it is when rows come before it", async () => {
    const page = reactive({openId: 4, isRefreshing: false});
    const load = await showRows(page);
    const before = top("4");
    page.isRefreshing = true;
    await load([7, 6, 5, 4, 3, 2, 1]);
    expect(top("4")).toBe(before);
    expect(queryOne(".o_box").scrollTop).toBe(100);
});

test("in a list that was scrolled the first visible row stays", async () => {
    const page = reactive({openId: false, isRefreshing: false});
    const load = await showRows(page);
    await scroll(".o_box", {y: 100});
    const before = top("3");
    page.isRefreshing = true;
    await load([6, 5, 4, 3, 2, 1]);
    expect(top("3")).toBe(before);
});

test("at the top, what is new comes into sight", async () => {
    const page = reactive({openId: false, isRefreshing: false});
    const load = await showRows(page);
    page.isRefreshing = true;
    await load([6, 5, 4, 3, 2, 1]);
    expect(queryOne(".o_box").scrollTop).toBe(0);
});

test("what the user asks for moves as it must", async () => {
    const page = reactive({openId: 5, isRefreshing: false});
    const load = await showRows(page);
    // Sorted the other way round
    await load([1, 2, 3, 4, 5]);
    expect(queryOne(".o_box").scrollTop).toBe(0);
});
