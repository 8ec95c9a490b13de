# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What a platform may call a carrier, guessed from what a seller calls it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: The words of a name, and the punctuation that stands around a service.
_WORD = re.compile(r"[^\W_]+")
_AROUND = " \t-–—:,;|/®™"


@dataclass(frozen=True)
class CarrierProposal:
    """A carrier as the platform may be told of it.

    ``known``: the platform lists it; otherwise the buyer reads ``name``.
    """

    code: str
    name: str = ""
    service: str = ""
    known: bool = True


def find_carrier(
    text: str, aliases: Mapping[str, Iterable[str]]
) -> tuple[str, str] | None:
    """Return (code, service) of the carrier that a text names, None if it names none.

    Of several names the longest counts: "DHL eCommerce" is not "DHL". What follows
    the name is taken for the service: "UPS Ground".

    :param aliases: code -> the names that it goes by
    """
    words = [(_plain(m.group()), m.end()) for m in _WORD.finditer(text)]
    found: tuple[int, str, int] | None = None  # words of the name, code, where it ends
    for code, names in aliases.items():
        for name in names:
            end = _end_of(name, words)
            length = len(_WORD.findall(name))
            if end is not None and (found is None or length > found[0]):
                found = length, code, end
    if found is None:
        return None
    service = text[found[2] :].strip(_AROUND)
    whole = service[:1] == "(" and service.find(")") == len(service) - 1
    return found[1], service[1:-1] if whole else service


def _end_of(name: str, words: list[tuple[str, int]]) -> int | None:
    """Return where the words of a name end in a text, None if they are not there."""
    wanted = [_plain(word) for word in _WORD.findall(name)]
    for start in range(len(words) - len(wanted) + 1):
        part = words[start : start + len(wanted)]
        if wanted and [word for word, _end in part] == wanted:
            return part[-1][1]
    return None


def _plain(word: str) -> str:
    """A word in small letters without accents."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))
