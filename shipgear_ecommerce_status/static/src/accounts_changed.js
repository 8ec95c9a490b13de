// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import { onMounted, onWillUnmount } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const CHANGED = "shipgear_ecommerce_status/changed";

/** Call back when the server has sent or read something for any account. */
export function useAccountsChanged(callback) {
    const bus = useService("bus_service");
    const onChanged = useDebounced(callback, 300);
    onMounted(() => bus.subscribe(CHANGED, onChanged));
    onWillUnmount(() => bus.unsubscribe(CHANGED, onChanged));
}
