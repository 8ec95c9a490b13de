# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import base64
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from PIL import Image

from odoo.tests import tagged

from ..connectors.images import MAX_BYTES, fetch_image
from .common import EcommerceCommon


def _png():
    file = io.BytesIO()
    Image.new("RGB", (800, 600), "red").save(file, "PNG")
    return file.getvalue()


PAGES = {
    "/good.png": _png(),
    "/page.html": b"<html>No picture</html>",
    "/huge.png": b"\0" * (MAX_BYTES + 1),
}


class PictureHandler(BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self):
        type(self).hits += 1
        body = PAGES.get(self.path)
        self.send_response(200 if body else 302)
        if not body:
            self.send_header("Location", "/good.png")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *args):
        """Say nothing."""


@tagged("post_install", "-at_install")
class TestItemImage(EcommerceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = HTTPServer(("127.0.0.1", 0), PictureHandler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def _url(self, path):
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def _item(self, path):
        return self.env["ecommerce.item"].create(
            {"account_id": self.account.id, "sku": path, "image_url": self._url(path)}
        )

    def test_a_picture_is_fetched_once_and_made_small(self):
        item = self._item("/good.png")
        PictureHandler.hits = 0
        item._fetch_image()
        item._fetch_image()
        self.assertEqual(PictureHandler.hits, 1)
        size = Image.open(io.BytesIO(base64.b64decode(item.image))).size
        self.assertEqual(size, (256, 192))

    def test_what_is_no_picture_is_none_and_not_asked_for_again(self):
        for path in ("/page.html", "/huge.png", "/moved.png"):
            with self.subTest(path):
                item = self._item(path)
                PictureHandler.hits = 0
                item._fetch_image()
                item._fetch_image()
                self.assertFalse(item.image)
                self.assertEqual(PictureHandler.hits, 1)

    def test_a_private_address_is_never_called(self):
        PictureHandler.hits = 0
        self.assertIsNone(fetch_image(self._url("/good.png")))
        self.assertEqual(PictureHandler.hits, 0)
