// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const row = (label) =>
    `.o_data_row:has([name=label]:contains(/^${label}$/)) [name=value]`;

const paste = (label, value) => [
    {trigger: row(label), run: "click"},
    {trigger: `${row(label)} input`, run: `edit ${value}`},
];

const next = {trigger: "button[name=action_setup_next]:contains(Next)", run: "click"};

/** From an empty database to a connected account; no address is typed. */
registry.category("web_tour.tours").add("ecommerce_setup_tour", {
    steps: () => [
        {trigger: ".o_nocontent_help .o_ecommerce_connect", run: "click"},
        {trigger: "h2:contains(Where do you sell)"},
        {trigger: "[name=name] input", run: "edit Amazon US"},
        next,
        {trigger: "li:contains(Develop Apps):contains(Client secret)"},
        ...paste("Seller ID", "A1TESTSELLER"),
        ...paste("Marketplace ID", "ATVPDKIKX0DER"),
        ...paste("Client ID", "amzn1.application-oa2-client.test"),
        ...paste("Client secret", "amzn1.oa2-cs.v1.test-secret"),
        ...paste("Refresh token", "Atzr|test-refresh-token"),
        next,
        {trigger: "button[name=action_test_connection]", run: "click"},
        {trigger: ".o_ecommerce_test li[data-word=OK]:eq(2):contains(Orders API)"},
        next,
        {trigger: "[name=proposal_ids]:contains(UPS Ground):contains(Bike & Co)"},
        next,
        {trigger: "button[name=action_try_writeback]", run: "click"},
        {trigger: ".o_ecommerce_test li[data-word=OK]:contains(Nothing real was told)"},
        {trigger: "button[name=action_setup_next]:contains(Finish)", run: "click"},
        {trigger: "h2:contains(Connected)"},
        {trigger: "button:contains(Go to Orders)", run: "click"},
        {trigger: ".o_nocontent_help:contains(No shipments to show)"},
    ],
});

/** The settings list the scheduled actions, say what is wrong, and lead to each. */
registry.category("web_tour.tours").add("ecommerce_settings_tour", {
    steps: () => [
        {trigger: "[data-key=shipgear_ecommerce_status]", run: "click"},
        {
            trigger:
                "[name=ecommerce_cron_ids]:contains(write shipments back):contains(Every minute)",
        },
        {trigger: "[name=ecommerce_cron_ids]:contains(Switched off. Open it)"},
        {trigger: "button[name=action_open_from_settings]:first", run: "click"},
        {trigger: ".o_form_view button[name=method_direct_trigger]"},
    ],
});
