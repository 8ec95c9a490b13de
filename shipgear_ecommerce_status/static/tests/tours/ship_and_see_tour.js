// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

/** The parcel leaves, and a moment later the marketplace knows. */
registry.category("web_tour.tours").add("ecommerce_ship_and_see_tour", {
    steps: () => [
        {trigger: ".o_form_view .nav-link[name=extra]", run: "click"},
        {
            trigger: ".o_field_widget[name=carrier_tracking_ref] input",
            run: "edit 1Z999AA10123456784",
        },
        {trigger: "button[name=button_validate]", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains(Done)"},
        {trigger: "button[name=action_view_ecommerce_shipments]", run: "click"},
        {
            content: "The page follows by itself",
            trigger: ".o_data_row [name=state]:contains(/Accepted|Success/)",
            timeout: 20000,
        },
    ],
});
