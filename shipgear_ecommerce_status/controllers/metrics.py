# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from werkzeug.exceptions import Forbidden

from odoo import http
from odoo.http import request

from ..models.ir_http import refusal
from .prometheus import CONTENT_TYPE, exposition

NO_RIGHT = "The user of this API key is no user of eCommerce Status."


class MetricsController(http.Controller):
    @http.route(
        "/ecommerce_status/metrics",
        type="http",
        auth="ecommerce_bearer",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def metrics(self):
        """The metrics of what the key's user may see, in Prometheus' text format."""
        if not request.env.user.has_group("shipgear_ecommerce_status.group_user"):
            raise refusal(Forbidden, NO_RIGHT)
        return request.make_response(
            exposition(request.env["ecommerce.account"]._metrics()),
            [("Content-Type", CONTENT_TYPE), ("Cache-Control", "no-store")],
        )
