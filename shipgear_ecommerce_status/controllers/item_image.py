# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from odoo import http
from odoo.http import request

PLACEHOLDER = "web/static/img/placeholder.png"


class ItemImageController(http.Controller):
    @http.route(
        "/shipgear_ecommerce_status/item/<int:item_id>/image",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def image(self, item_id):
        """The picture of a marketplace item, fetched when it is first looked at."""
        item = request.env["ecommerce.item"].search([("id", "=", item_id)])
        if not item:
            raise request.not_found()
        item._fetch_image()
        stream = request.env["ir.binary"]._get_image_stream_from(
            item.sudo(), "image", placeholder=PLACEHOLDER
        )
        return stream.get_response(max_age=http.STATIC_CACHE)
