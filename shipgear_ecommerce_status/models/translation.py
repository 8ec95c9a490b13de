# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connectors' sentences in the language of those who read them."""

from odoo.tools.translate import code_translations

from ..connectors.text import Text

MODULE = "shipgear_ecommerce_status"


def say(lang: str | None, text: str) -> str:
    """Return a connector's sentence in a language; the marketplace's words as is."""
    if not isinstance(text, Text) or not lang:
        return text
    catalogue = code_translations.get_python_translations(MODULE, lang)
    source = catalogue.get(text.source, text.source)
    values = {
        name: say(lang, value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return source % values if values else source
