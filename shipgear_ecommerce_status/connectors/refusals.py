# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""From a platform's words for a refusal to an error class and a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .answers import Answer, Explain, Explanation, error_class
from .base import ConnectorError, Rejected, Unauthorized, Unavailable
from .text import Text, _lt

#: (pattern in the platform's text, class, hint). The class is None where the status
#: code decides it.
Rule = tuple[str, type[ConnectorError] | None, Text]

NOT_THE_API = _lt(
    "The answer did not come from the marketplace's API. It is tried again later. If "
    "this persists, see whether a proxy or the address in the account's settings is in "
    "the way."
)


def find_rule(
    rules: Iterable[Rule], text: str, kind: type[ConnectorError]
) -> Rule | None:
    """Return the first rule that a platform's text matches.

    :param kind: the class by the status code. A failure of the platform (5xx) is
        not taken for a refusal of the data, whatever its words; except where they
        say that it is done already.
    """
    for rule in rules:
        pattern, error, _hint = rule
        if error is Rejected and kind is not Rejected:
            continue
        if re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            return rule
    return None


def words(value: object) -> str:
    """Return a text that may be one, stripped."""
    return value.strip() if isinstance(value, str) else ""


def explain_token(
    meanings: Mapping[str, Text], by_class: Mapping[type[ConnectorError], Text]
) -> Explain:
    """Return what reads an error of a token endpoint: ``{"error",
    "error_description"}`` (RFC 6749, section 5.2).

    It is never the fault of a shipment, so nothing becomes Rejected.

    :param meanings: code -> what to do about it; these codes are Unauthorized
    :param by_class: what to do about any other failure
    """

    def explain(answer: Answer) -> Explanation:
        data = answer.data if isinstance(answer.data, dict) else {}
        code, message = words(data.get("error")), words(data.get("error_description"))
        kind = error_class(answer.status, repeatable=True)
        if kind in (Rejected, Unauthorized) and code in meanings:
            return Explanation(code, message or code, meanings[code], Unauthorized)
        if kind is Rejected:
            return Explanation(code, message, NOT_THE_API, error=Unavailable)
        return Explanation(code, message, by_class.get(kind, ""))

    return explain
