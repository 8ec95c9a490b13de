# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`make icon`: static/description/icon.png, drawn from icon.svg by a browser.

Browsers do not draw alike to the last pixel, so the picture carries the digest of the
drawing it was made from; tests/test_documentation.py compares that.
"""

import hashlib
import io

from . import console, runtime
from .console import step
from .paths import ADDON_DIR, ROOT

DRAWING = ADDON_DIR / "static" / "description" / "icon.svg"
PICTURE = DRAWING.with_suffix(".png")
SIZE = 256
#: The PNG text chunk with the digest.
SOURCE = "Source"


def digest():
    """What the picture has to carry."""
    return hashlib.sha256(DRAWING.read_bytes()).hexdigest()


def _drawn():
    from playwright.sync_api import sync_playwright  # in the virtual environment

    path = runtime.steerable_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
            page.set_content(
                "<style>body { margin: 0 } svg { width: 100vw; height: 100vh }</style>"
                + DRAWING.read_text(encoding="utf-8")
            )
            return page.screenshot(omit_background=True)
        finally:
            browser.close()


def main():
    """Draw it."""
    runtime.enter_venv("dev.icon")
    from PIL import Image, PngImagePlugin  # in the virtual environment

    words = PngImagePlugin.PngInfo()
    words.add_text(SOURCE, digest())
    with Image.open(io.BytesIO(_drawn())) as picture:
        picture.save(PICTURE, optimize=True, pnginfo=words)
    step(f"Wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    console.run(main)
