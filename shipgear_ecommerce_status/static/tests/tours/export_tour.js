// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const PREVIEW = ".modal .o_field_widget[name=preview]";
const STANDARD = {trigger: `${PREVIEW} th:contains(Order Reference)`};

const openExport = () => ({trigger: ".o_ecommerce_export", run: "click"});
const closed = () => ({trigger: "body:not(:has(.modal))"});

/** The choices are over the dialog, on a phone in a sheet of their own. */
function chooseFormat(name) {
    return [
        {trigger: ".modal .o_field_widget[name=file_format] input", run: "click"},
        {trigger: `body .o_select_menu_item:contains(${name})`, run: "click"},
    ];
}

/** A hundred failed orders are confirmed with one upload: here it is one. */
registry.category("web_tour.tours").add("ecommerce_export_upload_tour", {
    steps: () => [
        openExport(),
        STANDARD,
        {trigger: `${PREVIEW} td:contains(Failed)`},
        {
            trigger: ".modal .o_data_row:contains(Status) .o_boolean_toggle input",
            run: "click",
        },
        {
            content: "The preview follows the columns",
            trigger: `${PREVIEW}:not(:has(td:contains(Failed)))`,
        },
        ...chooseFormat("Amazon shipping confirmation"),
        {trigger: `${PREVIEW} th:contains(order-item-id)`},
        {trigger: `${PREVIEW} td:contains(1Z999AA10123456784)`},
        {
            trigger:
                ".modal .o_field_widget[name=left_out]:contains(the marketplace has them: 1)",
        },
        {trigger: ".modal .o_field_widget[name=lacking]:contains(no tracking number)"},
        {trigger: ".modal:not(:has(.o_field_widget[name=column_ids]))"},
        {trigger: ".modal button[name=action_export]", run: "click"},
        {
            content:
                "The file is there; what follows is said in the marketplace's words",
            trigger:
                ".modal .o_field_widget[name=next_step]:contains(Upload Order Related Files)",
        },
        {trigger: ".modal .o_field_widget[name=exported_count]:contains(/^1$/)"},
        {trigger: ".modal button[name=action_confirm_exported]"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        closed(),
        openExport(),
        {
            content: "What was chosen last is chosen again",
            trigger: `${PREVIEW} th:contains(order-item-id)`,
        },
        {trigger: ".modal button[name=action_reset]", run: "click"},
        STANDARD,
        {trigger: ".modal button[special=cancel]", run: "click"},
        closed(),
    ],
});

/** An export that takes long, to its end. */
registry.category("web_tour.tours").add("ecommerce_export_progress_tour", {
    steps: () => [
        openExport(),
        STANDARD,
        {trigger: ".modal button[name=action_export]", run: "click"},
        {
            content: "While it is written the export says how far it is",
            trigger: ".modal .progress[role=progressbar]",
        },
        {trigger: ".modal:contains(rows written)"},
        {trigger: ".modal .o_ecommerce_export_stop:contains(Cancel)", run: "click"},
        {trigger: "body:not(:has(.o_ecommerce_export_stop))"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        closed(),
    ],
});

registry.category("web_tour.tours").add("ecommerce_export_broken_tour", {
    steps: () => [
        openExport(),
        STANDARD,
        {trigger: ".modal button[name=action_export]", run: "click"},
        {
            content: "A file that was cut off is not handed over as if it were whole",
            trigger: ".modal .o_ecommerce_export_error:contains(No file was saved)",
        },
        {trigger: ".modal .o_ecommerce_export_stop:contains(Close)", run: "click"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        closed(),
    ],
});
