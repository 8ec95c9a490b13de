# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

from werkzeug.exceptions import HTTPException, Unauthorized

from odoo import models
from odoo.exceptions import AccessDenied
from odoo.http import SessionExpiredException, request

NO_KEY = "An API key is needed: Authorization: Bearer <key>"


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_ecommerce_bearer(cls):
        """As Odoo's "bearer", for a program that reads plain text: it gets neither a
        page nor a way to log in."""
        try:
            cls._auth_method_bearer()
        except (AccessDenied, HTTPException, SessionExpiredException) as failure:
            raise refusal(Unauthorized, NO_KEY) from failure


def refusal(kind: type[HTTPException], sentence: str) -> HTTPException:
    """Return what to raise in order to answer with a sentence and nothing else."""
    headers = [("Content-Type", "text/plain; charset=utf-8")]
    if kind is Unauthorized:
        headers.append(("WWW-Authenticate", "Bearer"))
    body = sentence + "\n"
    return kind(response=request.make_response(body, headers, status=kind.code))
