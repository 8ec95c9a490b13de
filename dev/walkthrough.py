# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The short animated walk-through of the README: what happens is one table."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .console import CannotContinue

MOST_BYTES = 3_000_000
VIEWPORT = {"width": 1280, "height": 720}
_SHOWN = (960, 540)  # large enough to read, small enough to load
_COLORS = 255
_GLIDES, _GLIDE_MS = 6, 50
_POINTER = ((0, 0), (0, 19), (5, 15), (8, 22), (12, 20), (9, 14), (15, 14))


@dataclass(frozen=True)
class Step:
    """One click, what must be there afterwards, and how long that is shown."""

    click: str
    wait_for: str
    seconds: float


START = "/odoo/ecommerce-status"
_INFORMATION = ".o_ecommerce_information"
# Of the add-on's own demo data, so that its story is always the same.
_ROW = ".o_data_row:has-text('111-2000001')"
_TOLD = ".badge:text-matches('Accepted|Success')"

STEPS = (
    Step("[data-filter=failed]", f"{_ROW} .text-bg-danger", 1.6),
    Step(f"{_ROW} .o_data_cell[name=order_ref]", f"{_INFORMATION} .alert-danger", 3),
    Step(f"{_INFORMATION} .o_ecommerce_copy", _INFORMATION, 1.6),
    Step(f"{_INFORMATION} [name=action_retry]", f"{_INFORMATION} {_TOLD}", 3),
    Step(".o_ecommerce_quick_filters .btn:first-child", _ROW, 2.5),
)


class Film:
    """Frames with a pointer, kept as small as a README can bear."""

    def __init__(self, page):
        self.page = page
        self.pointer = (VIEWPORT["width"] * 0.6, VIEWPORT["height"] * 0.6)
        self.frames, self.lasts = [], []

    def still(self, seconds):
        """Show the page as it is now."""
        picture = io.BytesIO(self.page.screenshot())
        self._add(Image.open(picture).convert("RGB"), seconds * 1000)

    def click(self, selector):
        """Let the pointer glide to something and click on it."""
        target = self.page.locator(selector).first
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        wanted = box["x"] + min(box["width"], 160) / 2, box["y"] + box["height"] / 2
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        begin = self.pointer
        for number in range(1, _GLIDES + 1):
            part = number / _GLIDES
            self.pointer = tuple(
                a + (b - a) * part for a, b in zip(begin, wanted, strict=True)
            )
            self._add(picture, _GLIDE_MS)
        self.lasts[-1] += 300
        target.click()

    def _add(self, picture, milliseconds):
        picture = picture.copy()
        points = [(x + self.pointer[0], y + self.pointer[1]) for x, y in _POINTER]
        ImageDraw.Draw(picture).polygon(points, fill="white", outline="black", width=2)
        self.frames.append(picture.resize(_SHOWN, Image.Resampling.LANCZOS))
        self.lasts.append(round(milliseconds))

    def save(self, path):
        """Write the film, all frames with one palette: what stays costs nothing."""
        sample = Image.new("RGB", (_SHOWN[0], _SHOWN[1] * len(self.frames)))
        for number, frame in enumerate(self.frames):
            sample.paste(frame, (0, number * _SHOWN[1]))
        # Refined, so that what is small keeps its colour: a lamp must not turn red.
        palette = sample.quantize(_COLORS, kmeans=2)
        frames = [
            frame.quantize(palette=palette, dither=Image.Dither.NONE)
            for frame in self.frames
        ]
        frames[0].save(
            path,
            save_all=True,
            append_images=frames[1:],
            duration=self.lasts,
            loop=0,
            optimize=True,
        )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise CannotContinue(f"{path} has {size:,} bytes: show less in it.")


def film(page, url, settle, path):
    """Walk through the steps on a page that is logged in, and film it.

    :param settle: what brings the page to rest
    """
    page.goto(url + START)
    page.wait_for_selector(".o_data_row")
    settle(page)
    if not page.locator(_ROW).count():
        raise CannotContinue("this demo has been clicked through: FRESH=1 make demo.")
    made = Film(page)
    made.still(1.8)
    for step in STEPS:
        made.click(step.click)
        page.wait_for_selector(step.wait_for, timeout=60_000)
        page.wait_for_timeout(700)  # whatever fades in
        made.still(step.seconds)
    made.save(path)
