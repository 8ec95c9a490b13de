// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

function switchView(type, name) {
    return [
        {isActive: ["desktop"], trigger: `.o_switch_view.o_${type}`, run: "click"},
        {
            isActive: ["mobile"],
            trigger: ".o_control_panel .o_cp_switch_buttons button",
            run: "click",
        },
        {
            isActive: ["mobile"],
            trigger: `.o_cp_switch_buttons .dropdown-item:contains(${name})`,
            run: "click",
        },
    ];
}

/** How fast marketplaces were told, from the picture down to one shipment. */
registry.category("web_tour.tours").add("ecommerce_report_tour", {
    steps: () => [
        {trigger: ".o_graph_renderer canvas"},
        ...switchView("pivot", "Pivot"),
        {trigger: ".o_pivot th:contains(Hours to Confirmation (Median))"},
        {trigger: ".o_pivot th:contains(Hours to Confirmation (95th Percentile))"},
        {trigger: ".o_pivot th:contains(Told in Time (%))"},
        {
            content: "The median of the total is that of all shipments, not a sum",
            trigger: ".o_pivot tbody tr:first .o_pivot_cell_value:contains(/^2.00$/)",
        },
        ...switchView("list", "List"),
        {
            trigger:
                ".o_data_row:contains(Accepted):first .o_data_cell[name=order_ref]",
            run: "click",
        },
        {trigger: ".o_form_view .o_field_widget[name=tracking_ref]"},
    ],
});

registry.category("web_tour.tours").add("ecommerce_attempts_tour", {
    steps: () => [
        {trigger: ".o_graph_renderer canvas, .o_kanban_record"},
        ...switchView("pivot", "Pivot"),
        {trigger: ".o_pivot th:contains(UPS / Ground)"},
        {trigger: ".o_pivot th:contains(Refused)"},
    ],
});

registry.category("web_tour.tours").add("ecommerce_report_empty_tour", {
    steps: () => [
        {
            trigger:
                ".o_view_nocontent:contains(Validate the delivery of a marketplace order)",
        },
    ],
});
