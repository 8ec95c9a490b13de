# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from . import (
    ecommerce_quotation_result,
    ecommerce_quotation_result_line,
    ecommerce_shipment_decision,
    ecommerce_shipment_decision_line,
    ecommerce_export_table,
    ecommerce_shipment_export,
    ecommerce_shipment_export_column,
    ecommerce_shipment_export_upload,
)
