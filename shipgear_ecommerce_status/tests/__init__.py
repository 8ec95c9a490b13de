# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from . import (
    test_account,
    test_alerts,
    test_bad_input,
    test_carrier_mapping,
    test_database_copy,
    test_enqueue,
    test_export,
    test_hostile_text,
    test_item_image,
    test_lamps,
    test_outbox,
    test_polling,
    test_rpc_attack,
    test_secrets_unseen,
    test_security,
    test_tours,
    test_translation,
)
