// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {rpcBus} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

/** The setup of an account: with the first one, empty pages have something else to say. */
class SetupFormController extends FormController {
    async afterExecuteActionButton(clickParams) {
        await super.afterExecuteActionButton(clickParams);
        rpcBus.trigger("CLEAR-CACHES", "/web/action/load");
    }
}

registry.category("views").add("ecommerce_setup_form", {
    ...formView,
    Controller: SetupFormController,
});
