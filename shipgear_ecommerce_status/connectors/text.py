# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Sentences that are English here, and may be shown in another language.

``_lt("%(host)s refused the connection.", host=host)`` is that sentence as a
``str``. Beside it stand the source and the values, so that whoever shows it can
look the source up in a catalogue of translations. Odoo's catalogue export finds
sentences by the name ``_lt``; a connector of another Odoo module has a class of that
name of its own, which says the ``module``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar


class Text(str):
    """An English sentence that knows how it was made.

    :ivar source: the sentence with %(name)s in place of values
    :ivar values: the values by name; one that is a Text is translated as well
    :cvar module: the Odoo module whose catalogue has the translations
    """

    module: ClassVar[str] = "shipgear_ecommerce_status"
    source: str
    values: dict[str, object]

    def __new__(cls, source: str, **values: object) -> Text:
        text = super().__new__(cls, source % values if values else source)
        text.source = source
        text.values = values
        return text

    def fill(self, **values: object) -> Text:
        """Return the sentence with these values."""
        return type(self)(self.source, **values)

    def change(self, how: Callable[[str], str]) -> Text:
        """Return the sentence with each value that is a string changed."""
        return self.fill(
            **{
                name: how(value) if isinstance(value, str) else value
                for name, value in self.values.items()
            }
        )


_lt = Text


def listed(texts: Iterable[str]) -> Text:
    """Return texts with commas between them."""
    values = {f"text{number}": text for number, text in enumerate(texts)}
    return Text(", ".join(f"%({name})s" for name in values), **values)
