# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Text of a marketplace: harmless wherever it is shown, or refused.

Words for people are cleaned and shortened. What names something, such as an
order or a SKU, is taken as it is or not at all: a cut name is another's name.
"""

from __future__ import annotations

from .text import Text

#: Characters of a title, of a carrier or status, of what names something.
TITLE = 500
WORD = 100
NAME = 255

#: Embeddings, overrides and isolates turn round the text beside them: a sentence
#: of ours would read as something else.
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
#: What a database or an XML document refuses.
_CONTROLS = dict.fromkeys(
    ({*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - {*map(ord, "\t\n\r")}),
    "\N{REPLACEMENT CHARACTER}",
)
_HARMLESS = _DIRECTIONS | _CONTROLS


def clean(text: str) -> str:
    """Return ``text`` as it can be kept: no controls, no lone surrogates."""
    if isinstance(text, Text):
        return text.change(clean)
    text = text.translate(_HARMLESS)
    return text.encode("utf-8", "replace").decode("utf-8")


def shorten(text: str, length: int) -> str:
    """Return the beginning of a text, and how much is left out."""
    if isinstance(text, Text):
        return text.change(lambda value: shorten(value, length))
    if len(text) <= length:
        return text
    return f"{text[:length]}… +{len(text) - length}"


def one_line(text: str, length: int = TITLE) -> str:
    """Return words for people, such as a title, on one line."""
    text = " ".join(clean(text).split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def is_name(text: str, length: int = NAME) -> bool:
    """Whether ``text`` can name something: nothing would be changed or cut."""
    return len(text) <= length and clean(text) == text
