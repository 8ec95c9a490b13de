// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {Component, useState, xml} from "@odoo/owl";
import {expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {
    makeMockEnv,
    mockService,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {useAccountsChanged} from "@shipgear_ecommerce_status/accounts_changed";

const CHANGED = "shipgear_ecommerce_status/changed";

defineMailModels();

/** A page that can be left; return what the server's messages go to. */
async function openPage() {
    const listeners = new Set();
    mockService("bus_service", {
        subscribe: (type, listener) => type === CHANGED && listeners.add(listener),
        unsubscribe: (type, listener) => type === CHANGED && listeners.delete(listener),
    });
    class Page extends Component {
        static template = xml`<div class="o_page"/>`;
        static props = {};
        setup() {
            useAccountsChanged(
                () => expect.step("changed"),
                ({account_ids}) => expect.step(`progress of ${account_ids}`)
            );
        }
    }
    class Parent extends Component {
        static components = {Page};
        static template = xml`<Page t-if="state.open"/>`;
        static props = {};
        setup() {
            this.state = useState({open: true});
        }
    }
    await makeMockEnv();
    const {state} = await mountWithCleanup(Parent);
    const tell = (...accounts) =>
        listeners.forEach((listener) => listener({account_ids: accounts}));
    return {listeners, state, tell};
}

test("each message shows progress at once; the page follows when they pause", async () => {
    const {tell} = await openPage();
    tell(1);
    await advanceTime(200);
    tell(2);
    await advanceTime(200);
    tell(1, 2);
    expect.verifySteps(["progress of 1", "progress of 2", "progress of 1,2"]);
    await advanceTime(200);
    expect.verifySteps([]);
    await advanceTime(200);
    expect.verifySteps(["changed"]);
    await advanceTime(1000);
    expect.verifySteps([]);
});

test("a page that was left listens no more, and forgets what it was about to do", async () => {
    const {listeners, state, tell} = await openPage();
    expect(listeners.size).toBe(1);
    tell(1);
    expect.verifySteps(["progress of 1"]);
    state.open = false;
    await animationFrame();
    expect(".o_page").toHaveCount(0);
    expect(listeners.size).toBe(0);
    await advanceTime(1000);
    expect.verifySteps([]);
});
