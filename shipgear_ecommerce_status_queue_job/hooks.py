# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).


def uninstall_hook(env):
    """Take our jobs along: queue_job cannot even list those of a model that is gone."""
    env["queue.job"].search(
        [
            ("model_name", "in", ("ecommerce.account", "ecommerce.shipment.export")),
            ("method_name", "in", ("_job_drain", "_job_poll", "_job_export")),
        ]
    ).unlink()
