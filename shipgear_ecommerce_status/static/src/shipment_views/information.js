// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, useSubEnv} from "@odoo/owl";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {View, getDefaultConfig} from "@web/views/view";
import {useAccountsChanged} from "../accounts_changed";

const VIEW = {
    resModel: "ecommerce.shipment",
    type: "form",
    context: {
        form_view_ref: "shipgear_ecommerce_status.ecommerce_shipment_view_information",
    },
};

/** Ask for the view ahead, so that the first click costs one request as well. */
export function loadInformationView(viewService) {
    const {resModel, type, context} = VIEW;
    return viewService.loadViews({resModel, context, views: [[false, type]]});
}

/** Shipment Information: beside the grid, of the row that was clicked. */
export class Information extends Component {
    static template = "shipgear_ecommerce_status.Information";
    static components = {View};
    static props = {
        resId: Number,
        // Missing at the first row
        previous: {type: Function, optional: true},
        next: {type: Function, optional: true},
        open: Function,
        close: Function,
        onChanged: Function,
    };

    setup() {
        // The page's own title and pager stay as they are.
        useSubEnv({config: getDefaultConfig()});
        useHotkey("escape", () => this.props.close());
    }

    get viewProps() {
        const {resId, onChanged} = this.props;
        return {...VIEW, resId, onChanged, display: {controlPanel: false}};
    }
}

class InformationController extends FormController {
    static props = {...FormController.props, onChanged: Function};

    setup() {
        super.setup();
        useAccountsChanged(() => this.model.load());
    }

    async afterExecuteActionButton() {
        await super.afterExecuteActionButton(...arguments);
        this.props.onChanged();
    }
}

registry.category("views").add("ecommerce_shipment_information", {
    ...formView,
    Controller: InformationController,
});
