// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

/** Somebody who has nothing to do with marketplaces works as before. */
registry.category("web_tour.tours").add("ecommerce_colleague_tour", {
    steps: () => [
        {trigger: ".o_form_view .o_field_widget[name=order_line]"},
        {trigger: "body:not(:has(button[name=action_view_ecommerce_shipments]))"},
        {trigger: "button[name=action_view_delivery]", run: "click"},
        {
            trigger:
                ".o_form_view .o_field_widget[name=scheduled_date], .o_form_view [name=date_done]",
        },
        {trigger: "body:not(:has(button[name=action_view_ecommerce_shipments]))"},
    ],
});
