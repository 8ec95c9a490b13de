// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {registry} from "@web/core/registry";

const information = ".o_ecommerce_information";

/** A clerk who reads Spanish: views, scripts and sentences of the server speak it. */
registry.category("web_tour.tours").add("ecommerce_language_tour", {
    steps: () => [
        {trigger: "[data-filter=failed]:contains(Fallido)", run: "click"},
        {
            trigger:
                ".o_data_row:contains(Fallido) [name=order_ref], .o_kanban_record:contains(Fallido)",
            run: "click",
        },
        {trigger: `${information} h2:contains(Información del envío)`},
        {trigger: `${information} [name=state]:contains(Fallido)`},
        {trigger: `${information} button:contains(Confirmar a mano)`},
        {
            trigger: `${information} .o_ecommerce_copy[aria-label='Copiar Número de rastreo']`,
        },
        {
            trigger: `${information} .o_ecommerce_timeline li:contains(El paquete salió del almacén)`,
        },
        {
            content:
                "What failed was written down in the language of the account's person",
            trigger: `${information} .alert-danger [name=error_hint]:contains(Amazon no conoce este pedido)`,
        },
    ],
});
