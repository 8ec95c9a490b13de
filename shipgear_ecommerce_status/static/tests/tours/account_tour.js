// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const secretInput = ".o_data_row:contains(Refresh token) [name=value] input";

/** Connecting an account: what is secret stays so; each API says how it is. */
registry.category("web_tour.tours").add("ecommerce_account_tour", {
    steps: () => [
        {trigger: ".o_kanban_record:contains(Amazon US)", run: "click"},
        {trigger: ".o_form_view .o_ecommerce_lamps li[data-color=none]"},
        {
            trigger: ".o_data_row:contains(Refresh token) [name=value]",
            run: "click",
        },
        {trigger: secretInput + "[type=password][placeholder*='Saved and hidden']"},
        {trigger: secretInput, run: "edit Atzr|mistyped"},
        {
            trigger: ".o_data_row:contains(Seller ID) [name=value]",
            run: "click",
        },
        {trigger: ".o_data_row:contains(Seller ID) [name=value] input[type=text]"},
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
        {trigger: "button[name=action_test_connection]", run: "click"},
        {
            trigger:
                ".o_ecommerce_test li[data-word=Failed]:contains(Writeback API):contains(refresh token)",
        },
        {trigger: ".o_ecommerce_lamps li[data-color=red]:contains(Orders API)"},
    ],
});
