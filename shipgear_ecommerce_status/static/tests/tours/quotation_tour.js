// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const row = (number) => `.o_list_view .o_data_row:contains(${number})`;
const select = (number) => [
    {trigger: `${row(number)} .o_list_record_selector input`, run: "click"},
    {trigger: `${row(number)} .o_list_record_selector input:checked`},
];

/** One order that Odoo does not know becomes a quotation, which opens. */
registry.category("web_tour.tours").add("ecommerce_quotation_tour", {
    steps: () => [
        {trigger: ".o_form_view [name=amount_total]:contains(44.90)"},
        {
            trigger:
                ".o_form_view .o_data_row:contains(LAMP-1) [name=price_unit]:contains(20.00)",
        },
        {trigger: "button[name=action_create_quotation]", run: "click"},
        {
            trigger:
                ".o_form_view .o_field_widget[name=order_line] .o_data_row:contains(Lamp)",
        },
        {trigger: ".o_form_view [name=tax_totals]:contains(44.90)"},
        {trigger: ".breadcrumb-item a:contains(111-5000000)", run: "click"},
        {trigger: ".o_form_view [name=sale_order_ids] .o_tag"},
        {
            content: "There is nothing left to make",
            trigger: ".o_form_view:not(:has(button[name=action_create_quotation]))",
        },
    ],
});

/** Of many, those that cannot be made are listed with the reason; the others are made. */
registry.category("web_tour.tours").add("ecommerce_quotations_tour", {
    steps: () => [
        ...select("111-5000000-0000001"),
        ...select("111-5000000-0000002"),
        ...select("111-5000000-0000003"),
        {trigger: "button[name=action_create_quotation]", run: "click"},
        {trigger: ".modal [name=summary]:contains(2 quotations made, 1 not made)"},
        {trigger: ".modal .o_data_row:contains(111-5000000-0000002):contains(GHOST-1)"},
        {trigger: ".modal button[name=action_open_quotations]", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_data_row:eq(1):contains(Amazon US customers)",
        },
        {trigger: ".breadcrumb-item a", run: "click"},
        {trigger: row("111-5000000-0000002")},
        {trigger: ".o_searchview_dropdown_toggler", run: "click"},
        {
            trigger: ".o_filter_menu .o_menu_item:contains(No Quotation Possible)",
            run: "click",
        },
        {
            trigger:
                ".o_list_view:has(.o_data_row:contains(111-5000000-0000002)):not(:has(.o_data_row:contains(111-5000000-0000001)))",
        },
        {trigger: `${row("111-5000000-0000002")} [name=number]`, run: "click"},
        {
            trigger:
                ".o_form_view .alert-warning [name=quotation_problem]:contains(GHOST-1)",
        },
    ],
});
