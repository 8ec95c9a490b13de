# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from . import (
    api_status_history,
    api_status,
    api_status_sample,
    ecommerce_alert,
    ecommerce_account,
    ecommerce_account_credential,
    ecommerce_carrier_mapping,
    ecommerce_item,
    ecommerce_order,
    ecommerce_order_line,
    ecommerce_poll,
    writeback_outbox,
    writeback_verification,
    ecommerce_shipment,
    ecommerce_shipment_line,
    res_config_settings,
    sale_order,
    stock_move,
    stock_picking,
    writeback_attempt,
)
