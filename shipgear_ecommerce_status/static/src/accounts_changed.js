// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {onMounted, onWillUnmount} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";

const CHANGED = "shipgear_ecommerce_status/changed";

/**
 * Call back when the server has sent or read something for any account.
 *
 * @param {() => void} callback
 * @param {(message: {account_ids: number[], api?: string, records?: number}) => void}
 *  [onProgress] gets each message; api and records are there while a reading goes on
 */
export function useAccountsChanged(callback, onProgress = null) {
    const bus = useService("bus_service");
    const settle = useDebounced(callback, 300);
    const onMessage = (message) => {
        onProgress?.(message);
        settle();
    };
    onMounted(() => bus.subscribe(CHANGED, onMessage));
    onWillUnmount(() => bus.unsubscribe(CHANGED, onMessage));
}
