// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** A clerk's morning: what failed, why, again, and the list for the boss. */
registry.category("web_tour.tours").add("ecommerce_status_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='shipgear_ecommerce_status.menu_root']",
            run: "click",
        },
        {
            content: "The lamps have a word and a sentence, not only a colour",
            trigger: ".o_search_panel .o_ecommerce_lamps li:contains(Writeback API):contains(Green)",
        },
        { trigger: ".o_search_panel li:contains(Orders API):contains(Not contacted yet)" },
        { trigger: ".o_data_row:eq(1)" },
        { trigger: ".o_ecommerce_update", run: "click" },
        { trigger: ".o_searchview_dropdown_toggler", run: "click" },
        { trigger: ".o_filter_menu .o_menu_item:contains(Failed)", run: "click" },
        { trigger: ".o_searchview_dropdown_toggler", run: "click" },
        { trigger: ".o_facet_value:contains(Failed)" },
        { trigger: ".o_list_view:not(:has(.o_data_row:eq(1)))" },
        { trigger: ".o_data_row .o_data_cell[name=order_ref]", run: "click" },
        { trigger: ".o_form_view .alert-danger [name=error_hint]:contains(Amazon does not know this order)" },
        { trigger: ".o_field_widget[name=error_count]:contains(1 of 5)" },
        { trigger: ".o_field_widget[name=tracking_ref] .o_btn_char_copy" },
        { trigger: "[name=attempt_ids] .o_data_row:contains(Refused)" },
        { trigger: "button[name=action_retry]", run: "click" },
        { trigger: ".o_notification" },
        { trigger: ".o_field_widget[name=state]:contains(Pending)" },
        { trigger: ".breadcrumb-item a:contains(Orders)", run: "click" },
        {
            content: "It has not failed any more: the filtered list says what to do",
            trigger: ".o_view_nocontent:contains(No shipments to show)",
        },
        { trigger: ".o_facet_remove", run: "click" },
        { trigger: ".o_data_row:eq(1)" },
        { trigger: ".o_data_row:contains(Pending) .o_list_record_selector input", run: "click" },
        { trigger: ".o_selection_box:contains(1)" },
        { trigger: ".o_ecommerce_export", run: "click" },
        {
            content: "Only what is selected is exported",
            trigger: ".modal .o_field_widget[name=row_count]:contains(/^1$/)",
        },
        {
            trigger: ".modal .o_data_row:contains(Errors) .o_boolean_toggle input",
            run: "click",
        },
        { trigger: ".modal button[name=action_export]", run: "click" },
        { trigger: ".modal button[special=cancel]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
