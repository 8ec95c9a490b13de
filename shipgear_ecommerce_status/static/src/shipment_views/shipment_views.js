// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { useAccountsChanged } from "../accounts_changed";
import { AccountPanel } from "./account_panel";

/** The server's own order of shipments: it decides between equals. */
const DEFAULT_ORDER = [
    { name: "shipped_at", asc: false },
    { name: "id", asc: false },
];

/** Update, and Export of just what is listed, in the order in which it is. */
const ShipmentController = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            this.notification = useService("notification");
            useAccountsChanged(() => this.refresh());
            onWillStart(async () => {
                this.mayExport = await user.hasGroup("base.group_allow_export");
            });
        }

        /** A selection is somebody's work: it is not pulled away. */
        async refresh() {
            if (!this.hasSelectedRecords) {
                await this.model.load();
            }
        }

        /** Read what is new there in the background; the page follows by itself. */
        async onClickUpdate() {
            const { searchModel } = this.env;
            const [panel] = searchModel.getSections((s) => s.fieldName === "account_id");
            const accounts = panel?.activeValueId ? [panel.activeValueId] : [];
            await this.model.orm.call("ecommerce.account", "action_update", [accounts]);
            this.notification.add(
                _t("The newest is being read. This page follows by itself."),
                { type: "info" }
            );
            searchModel.search();
        }

        async onClickExport() {
            const list = this.model.root;
            const domain =
                list.selection.length && !list.isDomainSelected
                    ? [["id", "in", await list.getResIds(true)]]
                    : list.domain;
            await this.actionService.doAction(
                "shipgear_ecommerce_status.ecommerce_shipment_export_action",
                {
                    additionalContext: {
                        default_domain: JSON.stringify(domain),
                        default_order: listedOrder(list),
                    },
                }
            );
        }
    };

/** What a list is sorted by: first its groups, then the clicked columns. */
function listedOrder({ groupBy, orderBy }) {
    const columns = [...orderBy, ...DEFAULT_ORDER];
    const groups = groupBy.map((spec) => {
        const name = spec.split(":")[0];
        return orderBy.find((term) => term.name === name) || { name, asc: true };
    });
    const directions = new Map();
    for (const { name, asc } of [...groups, ...columns]) {
        if (!directions.has(name)) {
            directions.set(name, asc ? "" : " desc");
        }
    }
    return [...directions].map(([name, direction]) => name + direction).join(", ");
}

registry.category("views").add("ecommerce_shipment_list", {
    ...listView,
    Controller: class extends ShipmentController(ListController) {
        static template = "shipgear_ecommerce_status.ShipmentList";
    },
    SearchPanel: AccountPanel,
    buttonTemplate: "shipgear_ecommerce_status.ShipmentButtons",
});

registry.category("views").add("ecommerce_shipment_kanban", {
    ...kanbanView,
    Controller: class extends ShipmentController(KanbanController) {
        static template = "shipgear_ecommerce_status.ShipmentKanban";
    },
    SearchPanel: AccountPanel,
    buttonTemplate: "shipgear_ecommerce_status.ShipmentButtons",
});
