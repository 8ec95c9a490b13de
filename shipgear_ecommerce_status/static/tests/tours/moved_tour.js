// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

/** The page of an account in a copied database: what it says, and how to go on. */
registry.category("web_tour.tours").add("ecommerce_moved_tour", {
    steps: () => [
        {trigger: ".alert:contains(This database is a copy)"},
        {trigger: "button[name=action_go_on]", run: "click"},
        {trigger: ".modal-footer button:contains(Go On)", run: "click"},
        {trigger: "body:not(:has(button[name=action_go_on]:visible))"},
        {trigger: ".o-mail-Message:contains(the other one is switched off)"},
    ],
});
