// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Shipment extends models.Model {
    _name = "ecommerce.shipment";

    order_ref = fields.Char();
    state = fields.Char();
    explanation = fields.Char();
    shipped_at = fields.Datetime();
    account_id = fields.Many2one({relation: "ecommerce.account"});

    _records = [
        {
            id: 1,
            order_ref: "111-1",
            state: "failed",
            shipped_at: "2026-01-01 10:00:00",
            account_id: 1,
        },
        {
            id: 2,
            order_ref: "111-2",
            state: "success",
            shipped_at: "2026-01-02 10:00:00",
            account_id: 2,
        },
    ];
    _views = {
        list: `<list js_class="ecommerce_shipment_list"><field name="order_ref"/></list>`,
        form: `<form js_class="ecommerce_shipment_information" edit="0">
            <field name="order_ref"/><field name="state"/></form>`,
        search: `<search>
            <filter name="failed" string="Failed" domain="[('state', '=', 'failed')]"/>
            <filter name="success" string="Success" domain="[('state', '=', 'success')]"/>
            <filter name="canceled" string="Canceled" domain="[('state', '=', 'canceled')]"/>
            <separator/>
            <filter name="shipped_today" string="Shipped Today" domain="[('id', '=', 0)]"/>
            <filter name="shipped_at" string="Ship Date" date="shipped_at"/>
            <searchpanel><field name="account_id"/></searchpanel>
        </search>`,
    };
}

class Account extends models.Model {
    _name = "ecommerce.account";

    name = fields.Char();
    failed_count = fields.Integer();
    pending_count = fields.Integer();
    last_contact = fields.Datetime();
    is_copied = fields.Boolean();
    status_ids = fields.One2many({relation: "api.status"});

    _records = [
        {id: 1, name: "Amazon US", failed_count: 1, pending_count: 0, status_ids: [1]},
        {id: 2, name: "Amazon DE", failed_count: 2, pending_count: 3, status_ids: []},
    ];
}

class ApiStatus extends models.Model {
    _name = "api.status";

    api = fields.Char();
    color = fields.Char();
    reason = fields.Char();
    since_label = fields.Char();
    note = fields.Char();
    history = fields.Json();

    _records = [
        {
            id: 1,
            api: "orders",
            color: "red",
            reason: "It failed.",
            since_label: "Since 10:00.",
            history: [],
        },
    ];
}

export function defineStatusPage() {
    defineMailModels();
    defineModels([Shipment, Account, ApiStatus]);
}

/** The status page over two shipments of two accounts; return it. */
export async function openStatusPage(params = {}) {
    onRpc("has_group", () => true);
    return mountView({
        type: "list",
        resModel: "ecommerce.shipment",
        searchViewId: false,
        arch: `<list js_class="ecommerce_shipment_list" default_order="shipped_at desc, id desc">
            <field name="order_ref"/><field name="state"/><field name="explanation"/>
            <field name="shipped_at"/>
        </list>`,
        ...params,
    });
}
