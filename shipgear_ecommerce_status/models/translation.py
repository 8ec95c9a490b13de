# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The connectors' sentences in the language of those who read them."""

import logging

from odoo.tools.translate import code_translations

from ..connectors.text import Text

_logger = logging.getLogger(__name__)


def say(lang: str | None, text: str) -> str:
    """Return a connector's sentence in a language; the marketplace's words as is."""
    if not isinstance(text, Text) or not lang:
        return text
    catalogue = code_translations.get_python_translations(text.module, lang)
    source = catalogue.get(text.source, text.source)
    values = {
        name: say(lang, value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    try:
        return source % values if values else source
    except (KeyError, TypeError, ValueError):
        # What happened must not be lost to a mistake in a translation.
        _logger.warning("The translation to %s does not fit: %s", lang, source)
        return str(text)
