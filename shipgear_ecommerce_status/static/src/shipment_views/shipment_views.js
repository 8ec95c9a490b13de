// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {onMounted, onWillStart, reactive, useState, useSubEnv} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {useAccountsChanged} from "../accounts_changed";
import {AccountPanel} from "./account_panel";
import {useAccounts} from "./accounts";
import {Information, loadInformationView} from "./information";
import {listedOrder} from "./listed_order";
import {MovedBanner} from "./moved_banner";
import {QuickFilters} from "./quick_filters";
import {RememberedSearchModel} from "./remembered_search";
import {useSteadyRows} from "./steady_rows";

/** What Shipment Information shows anyway makes room for it in the grid. */
const SHOWN_BESIDE = new Set([
    "account_id",
    "carrier_service",
    "quantity",
    "last_attempt_at",
    "attempt_count",
    "explanation",
]);

/** The page around the rows: accounts, quick filters, Update, Export, information. */
const ShipmentController = (Controller) =>
    class extends Controller {
        static components = {
            ...Controller.components,
            Information,
            MovedBanner,
            QuickFilters,
        };

        setup() {
            this.page = useState(
                reactive({
                    openId: this.props.state?.openId || false,
                    isRefreshing: false,
                })
            );
            useSubEnv({page: this.page});
            useAccounts();
            super.setup();
            this.notification = useService("notification");
            const views = useService("view");
            useAccountsChanged(() => this.refresh());
            useSetupAction({getLocalState: () => ({openId: this.page.openId})});
            onWillStart(async () => {
                this.mayExport = await user.hasGroup("base.group_allow_export");
            });
            onMounted(() => loadInformationView(views));
        }

        /** A selection is somebody's work: it is not pulled away. */
        async refresh() {
            if (!this.hasSelectedRecords) {
                this.page.isRefreshing = true;
                await this.model.load();
            }
        }

        // --- Shipment Information ---

        async openRecord(record, options = {}) {
            // In a dialog, a click chooses.
            if (options.newWindow || this.env.inDialog) {
                return super.openRecord(record, options);
            }
            this.page.openId = record.resId;
        }

        get informationProps() {
            const activeIds = this.model.root.records.map((record) => record.resId);
            return {
                resId: this.page.openId,
                previous: this.neighbour(-1),
                next: this.neighbour(1),
                open: () => this.props.selectRecord(this.page.openId, {activeIds}),
                close: () => this.closeInformation(),
                onChanged: () => this.refresh(),
            };
        }

        /** How to get to the row before or after, over the page's edge as well. */
        neighbour(step) {
            const {records, isGrouped, offset, limit, count} = this.model.root;
            const index = records.findIndex(({resId}) => resId === this.page.openId);
            const near = index >= 0 && records[index + step];
            if (near) {
                return () => (this.page.openId = near.resId);
            }
            const there = offset + step * limit;
            if (index < 0 || isGrouped || there < 0 || there >= count) {
                return undefined;
            }
            return async () => {
                await this.model.root.load({offset: there, limit});
                this.page.openId = this.model.root.records.at(step > 0 ? 0 : -1)?.resId;
            };
        }

        closeInformation() {
            this.page.openId = false;
        }

        // --- Update, and Export of just what is listed, in the order in which it is ---

        /** Read what is new there in the background; the page follows by itself. */
        async onClickUpdate() {
            const {searchModel} = this.env;
            const [panel] = searchModel.getSections(
                (s) => s.fieldName === "account_id"
            );
            const accounts = panel?.activeValueId ? [panel.activeValueId] : [];
            await this.model.orm.call("ecommerce.account", "action_update", [accounts]);
            this.notification.add(
                _t("The newest data is being read. This page updates by itself."),
                {type: "info"}
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

/** Rows that stay where they are, and show which one is open. */
const ShipmentRenderer = (Renderer, rowSelector) =>
    class extends Renderer {
        setup() {
            super.setup();
            this.page = useState(this.env.page);
            useSteadyRows({
                rows: () => [...this.rootRef.el.querySelectorAll(rowSelector)],
                ids: () => this.props.list.records.map((record) => record.resId),
                page: this.page,
            });
        }
    };

class ShipmentListRenderer extends ShipmentRenderer(ListRenderer, ".o_data_row") {
    getActiveColumns() {
        const columns = super.getActiveColumns();
        return this.env.page.openId
            ? columns.filter((column) => !SHOWN_BESIDE.has(column.name))
            : columns;
    }

    getRowClass(record) {
        const isOpen = record.resId === this.page.openId;
        return super.getRowClass(record) + (isOpen ? " o_ecommerce_open_row" : "");
    }
}

const PARTS = {
    SearchModel: RememberedSearchModel,
    SearchPanel: AccountPanel,
    buttonTemplate: "web.ListView.Buttons",
};

registry.category("views").add("ecommerce_shipment_list", {
    ...listView,
    ...PARTS,
    Controller: class extends ShipmentController(ListController) {
        static template = "shipgear_ecommerce_status.ShipmentList";
    },
    Renderer: ShipmentListRenderer,
});

registry.category("views").add("ecommerce_shipment_kanban", {
    ...kanbanView,
    ...PARTS,
    Controller: class extends ShipmentController(KanbanController) {
        static template = "shipgear_ecommerce_status.ShipmentKanban";
    },
    Renderer: ShipmentRenderer(KanbanRenderer, ".o_kanban_record:not(.o_kanban_ghost)"),
});
