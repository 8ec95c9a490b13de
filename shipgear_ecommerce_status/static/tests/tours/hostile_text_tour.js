// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const TITLE = "<script>window.hostileRan = 1</script>";

/** Fails if anything that a marketplace said was run rather than shown. */
function nothingRan() {
    return {
        content: "What the marketplace said is there as text, and was not run",
        trigger: "body:not(:has([onerror])):not(:has(img[src=x]))",
        run() {
            if (window.hostileRan) {
                throw new Error("a script of the marketplace ran");
            }
        },
    };
}

registry.category("web_tour.tours").add("ecommerce_hostile_text_tour", {
    steps: () => [
        {trigger: `.o_list_view .o_data_cell[name=title]:contains(${TITLE})`},
        nothingRan(),
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {trigger: `.o_kanban_record:contains(${TITLE})`},
        nothingRan(),
        {trigger: `.o_kanban_record:contains(${TITLE})`, run: "click"},
        {trigger: `.o_form_view h1:contains(${TITLE})`},
        nothingRan(),
    ],
});

registry.category("web_tour.tours").add("ecommerce_hostile_error_tour", {
    steps: () => [
        {trigger: `.o_data_row:contains(${TITLE})`},
        nothingRan(),
        {trigger: ".o_data_row .o_data_cell[name=order_ref]", run: "click"},
        {trigger: `.o_ecommerce_information .alert-danger:contains(${TITLE})`},
        {trigger: `.o_ecommerce_timeline li:contains(${TITLE})`},
        nothingRan(),
        {trigger: ".o_ecommerce_information .o_ecommerce_open", run: "click"},
        {trigger: `.o_form_view .alert-danger:contains(${TITLE})`},
        {trigger: "[name=attempt_ids] .o_data_row"},
        nothingRan(),
    ],
});
