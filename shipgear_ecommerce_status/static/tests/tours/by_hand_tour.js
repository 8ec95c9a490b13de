// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const COPY = "button[aria-label='Copy Tracking ID']";

/** From the failed order to the proof: understand, enter it there, write it down. */
registry.category("web_tour.tours").add("ecommerce_by_hand_tour", {
    steps: () => [
        {trigger: ".o_form_view .alert-danger [name=error_message]:contains(/./)"},
        {trigger: ".alert-danger [name=error_hint]:contains(/./)"},
        {
            content: "The link is to this very order",
            trigger:
                "[name=seller_url] a[target=_blank][href*='/orders-v3/order/111-']",
        },
        {
            content: "The values are in the order of the marketplace's page",
            trigger: "[name=by_hand_steps] dl > div:eq(0):contains(Ship date)",
        },
        {trigger: "[name=by_hand_steps] dl > div:eq(3):contains(1Z999AA10123456784)"},
        {trigger: `[name=by_hand_steps] ${COPY}`, run: "click"},
        {trigger: "[name=by_hand_steps] [role=status]:contains(/Copied|Selected/)"},
        {trigger: "button[name=action_confirm_by_hand]", run: "click"},
        {trigger: ".modal h3:contains(1. Open the order)"},
        {trigger: ".modal [name=seller_url] a[href*='/orders-v3/order/111-']"},
        {trigger: `.modal [name=steps] ${COPY}`},
        {trigger: ".modal [name=confirmed_on]"},
        {trigger: ".modal [name=note] textarea", run: "edit Entered by telephone"},
        {trigger: ".modal button[name=action_apply]:contains(Confirmed)", run: "click"},
        {trigger: ".o_notification:contains(never sent)"},
        {trigger: "body:not(:has(.modal)) [name=state]:contains(Confirmed)"},
        {trigger: ".alert [name=explanation]:contains(confirmed it on)"},
        {trigger: "[name=confirmation_note]:contains(Entered by telephone)"},
        {trigger: "a[name=decisions]", run: "click"},
        {
            content: "Who, when and why is there to be proved",
            trigger:
                "[name=event_ids]:contains(Marked as confirmed):contains(Entered by telephone)",
        },
    ],
});

registry.category("web_tour.tours").add("ecommerce_undo_tour", {
    steps: () => [
        {trigger: ".o_form_view [name=state]:contains(Confirmed)"},
        {trigger: "button[name=action_undo_confirmation]", run: "click"},
        {trigger: ".modal .modal-footer .btn-primary", run: "click"},
        {trigger: "body:not(:has(.modal)) [name=state]:contains(Failed)"},
        {trigger: "button[name=action_retry]", run: "click"},
        {trigger: ".o_notification:contains(unless the marketplace shows it)"},
        {trigger: "[name=state]:contains(Pending)"},
        {trigger: "a[name=decisions]", run: "click"},
        {
            trigger:
                "[name=event_ids]:contains(Confirmation undone):contains(Sent again)",
        },
    ],
});
