// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const information = ".o_ecommerce_information";
const writebackLamp =
    ".o_search_panel .o_ecommerce_lamps li[data-color=green]:contains(Writeback API)";

/** Requests about shipments so far, as the browser counts them. */
const requests = (method = "") =>
    performance
        .getEntriesByType("resource")
        .filter(({name}) => name.includes(`/call_kw/ecommerce.shipment/${method}`))
        .length;

const openApp = [
    stepUtils.showAppsMenuItem(),
    {
        trigger: ".o_app[data-menu-xmlid='shipgear_ecommerce_status.menu_root']",
        run: "click",
    },
];

/** A clerk's morning: what failed, why, again, and the list for the boss. */
registry.category("web_tour.tours").add("ecommerce_status_tour", {
    steps: () => [
        ...openApp,
        {
            content: "The lamps have a word and a sentence, not only a colour",
            trigger: `${writebackLamp}:contains(Green)`,
        },
        {
            trigger:
                ".o_search_panel li:contains(Orders API):contains(Not contacted yet)",
        },
        {trigger: ".o_ecommerce_account:contains(1 failed):contains(Last contact)"},
        {trigger: `${writebackLamp} button`, run: "hover"},
        {trigger: ".o_ecommerce_lamp_details:contains(answered):contains(Now)"},
        {trigger: ".o_data_row:eq(1)"},
        {trigger: ".o_ecommerce_update", run: "click"},
        {trigger: ".o_ecommerce_failed", run: "click"},
        {trigger: ".o_search_panel .active:contains(Amazon US)"},
        {trigger: ".o_facet_value:contains(Failed)"},
        {
            trigger:
                ".o_ecommerce_quick_filters [data-filter=failed][aria-pressed=true]:contains(1)",
        },
        {trigger: ".o_list_view:not(:has(.o_data_row:eq(1)))"},
        {
            content: "The view beside the grid has been asked for ahead",
            trigger: ".o_data_row",
            run: async () => {
                while (requests("get_views") < 2) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
                window.requestsBefore = requests();
            },
        },
        {trigger: ".o_data_row .o_data_cell[name=order_ref]", run: "click"},
        {
            trigger: `${information} .alert-danger [name=error_hint]:contains(Amazon does not know this order)`,
            run: () => {
                if (requests() !== window.requestsBefore + 1) {
                    throw new Error("a click on a row costs one request");
                }
            },
        },
        {trigger: ".o_data_row.o_ecommerce_open_row"},
        {trigger: `${information} [name=error_count]:contains(1 of 5)`},
        {trigger: `${information} [name=tracking_ref] .o_ecommerce_copy[aria-label]`},
        {trigger: `${information} [name=line_ids] .o_data_row:contains(LAMP-1)`},
        {
            trigger: `${information} .o_ecommerce_timeline li[data-kind=failed]:contains(Attempt 1 failed)`,
        },
        {trigger: `${information} button[name=action_retry]`, run: "click"},
        {trigger: ".o_notification"},
        {trigger: `${information} [name=state]:contains(Pending)`},
        {trigger: `${information} .o_ecommerce_timeline li[data-kind=next]`},
        {
            content: "It has not failed any more: the filtered list says what to do",
            trigger: ".o_view_nocontent:contains(No shipments to show)",
        },
        {trigger: `${information} .o_ecommerce_open`, run: "click"},
        {trigger: ".o_form_view:not(.o_ecommerce_information_form) h1"},
        {trigger: ".breadcrumb-item a:contains(Orders)", run: "click"},
        {trigger: `${information} .o_ecommerce_close`, run: "click"},
        {trigger: `body:not(:has(${information}))`},
    ],
});

/** Many at once: what will become of each, and then how many did. */
registry.category("web_tour.tours").add("ecommerce_many_tour", {
    steps: () => [
        {trigger: ".o_data_row:eq(1)"},
        {trigger: "thead .o_list_record_selector input", run: "click"},
        {trigger: ".o_selection_box:contains(2)"},
        {
            trigger: ".o_selection_container button[name=action_retry_many]",
            run: "click",
        },
        {trigger: ".modal .o_data_row:contains(Sent again)"},
        {trigger: ".modal .o_data_row:contains(the marketplace has it already)"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        {trigger: "body:not(:has(.modal)):not(:has(.o_selection_box))"},
        {trigger: "thead .o_list_record_selector input", run: "click"},
        {
            trigger: ".o_selection_container button[name=action_confirm_by_hand]",
            run: "click",
        },
        {trigger: ".modal .o_data_row:contains(Marked as confirmed)"},
        {trigger: ".modal [name=note] textarea", run: "edit Uploaded the file"},
        {trigger: ".modal button[name=action_apply]:contains(Confirmed)", run: "click"},
        {trigger: ".o_notification:contains(1: Marked as confirmed)"},
        {trigger: ".o_notification:contains(1: Left alone)"},
        {trigger: ".o_data_row:contains(Confirmed)"},
    ],
});

/** Only what is selected is exported. */
registry.category("web_tour.tours").add("ecommerce_selection_tour", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Failed) .o_list_record_selector input",
            run: "click",
        },
        {trigger: ".o_selection_box:contains(1)"},
        {trigger: ".o_ecommerce_export", run: "click"},
        {trigger: ".modal .o_field_widget[name=row_count]:contains(/^1$/)"},
        {
            trigger: ".modal .o_data_row:contains(Errors) .o_boolean_toggle input",
            run: "click",
        },
        {trigger: ".modal button[name=action_export]", run: "click"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

/** How the page was left is how it is found, whatever was done meanwhile. */
registry.category("web_tour.tours").add("ecommerce_remembered_tour", {
    steps: () => [
        ...openApp,
        {trigger: ".o_search_panel header:contains(Amazon US)", run: "click"},
        {trigger: ".o_ecommerce_quick_filters [data-filter=failed]", run: "click"},
        {
            trigger: ".o_ecommerce_quick_filters [data-filter=shipped_7_days]",
            run: "click",
        },
        {trigger: ".o_facet_value:contains(Last 7 Days)"},
        {trigger: ".o_list_view:not(:has(.o_data_row:eq(1)))"},
        {
            trigger:
                ".o_menu_sections [data-menu-xmlid='shipgear_ecommerce_status.menu_accounts']",
            run: "click",
        },
        {trigger: ".o_kanban_record:contains(Amazon US)"},
        {
            trigger:
                ".o_menu_sections [data-menu-xmlid='shipgear_ecommerce_status.menu_shipments']",
            run: "click",
        },
        {trigger: ".o_facet_value:contains(Failed)"},
        {trigger: ".o_facet_value:contains(Last 7 Days)"},
        {trigger: ".o_search_panel .active:contains(Amazon US)"},
        {trigger: ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row"},
        {
            content: "Any other status takes the place of this one",
            trigger: ".o_ecommerce_quick_filters [data-filter=accepted]",
            run: "click",
        },
        {trigger: ".o_data_row:contains(Accepted)"},
        {trigger: ".o_searchview:not(:has(.o_facet_value:contains(Failed)))"},
        {
            trigger: ".o_ecommerce_quick_filters [aria-label=Status] [data-filter='']",
            run: "click",
        },
        {trigger: ".o_data_row:eq(1)"},
    ],
});

/** From row to row without the mouse leaving the information. */
registry.category("web_tour.tours").add("ecommerce_next_tour", {
    steps: () => [
        {trigger: ".o_data_row:eq(1)"},
        {trigger: ".o_data_row:eq(0) .o_data_cell[name=order_ref]", run: "click"},
        {trigger: `${information} .o_ecommerce_previous:disabled`},
        {trigger: `${information} .o_ecommerce_next`, run: "click"},
        {trigger: ".o_data_row:eq(1).o_ecommerce_open_row"},
        {trigger: `${information} .o_ecommerce_next:disabled`},
        {trigger: `${information} .o_ecommerce_previous`, run: "click"},
        {trigger: ".o_data_row:eq(0).o_ecommerce_open_row"},
        {trigger: `${information} .o_ecommerce_close`, run: "press Escape"},
        {trigger: `body:not(:has(${information}))`},
    ],
});

/** The same on a phone: cards, and the information over them. */
registry.category("web_tour.tours").add("ecommerce_phone_tour", {
    steps: () => [
        {trigger: ".o_kanban_record:contains(Failed)"},
        {
            trigger: ".o_search_panel button, .o_search_panel .o-dropdown-caret",
            run: "click",
        },
        {
            trigger:
                ".o_search_panel_field .o_ecommerce_lamps button:contains(Writeback API)",
            run: "click",
        },
        {trigger: ".o_ecommerce_lamp_details:contains(answered)"},
        {trigger: ".o_ecommerce_failed", run: "click"},
        {trigger: ".o_ecommerce_quick_filters [data-filter=failed][aria-pressed=true]"},
        {trigger: ".o_kanban_record:contains(Failed)", run: "click"},
        {
            trigger: `${information} .alert-danger [name=error_hint]:contains(Amazon does not know this order)`,
        },
        {
            trigger: `${information} .o_ecommerce_copy`,
            run: () => {
                const {scrollWidth, clientWidth} = document.scrollingElement;
                if (scrollWidth > clientWidth) {
                    throw new Error("the page is wider than the phone");
                }
            },
        },
        {trigger: `${information} .o_ecommerce_close`, run: "click"},
        {trigger: `body:not(:has(${information}))`},
    ],
});
