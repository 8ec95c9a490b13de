// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { listView } from "@web/views/list/list_view";
import { ListController } from "@web/views/list/list_controller";
import { onWillStart } from "@odoo/owl";

/** The Orders grid: Odoo's list, with Export of just what it shows. */
export class ShipmentListController extends ListController {
    setup() {
        super.setup();
        onWillStart(async () => {
            this.mayExport = await user.hasGroup("base.group_allow_export");
        });
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
                    default_order: this.listedOrder(),
                },
            }
        );
    }

    /** What the grid is sorted by: first its groups, then the clicked columns. */
    listedOrder() {
        const { groupBy, orderBy } = this.model.root;
        const terms = [
            ...groupBy.map((field) => field.split(":")[0]),
            ...orderBy.map(({ name, asc }) => (asc ? name : name + " desc")),
        ];
        const seen = new Set();
        return terms
            .filter((term) => {
                const name = term.split(" ")[0];
                return !seen.has(name) && seen.add(name);
            })
            .concat(seen.has("id") ? [] : ["id desc"])
            .join(", ");
    }
}

export const shipmentListView = {
    ...listView,
    Controller: ShipmentListController,
    buttonTemplate: "shipgear_ecommerce_status.ShipmentList.Buttons",
};

registry.category("views").add("ecommerce_shipment_list", shipmentListView);
