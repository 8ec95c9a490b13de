# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What comes back from a call, and what its status code stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from .base import (
    ConnectorError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from .text import Text, _lt


@dataclass(frozen=True)
class Answer:
    """A complete answer. ``data`` is its JSON, None if it has none.

    ``headers`` ignores case.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    data: object = None
    request_id: str = ""

    @property
    def phrase(self) -> str:
        """Return e.g. "503 Service Unavailable"."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)

    @property
    def foreign(self) -> bool:
        """Whether this is a text that no JSON API writes, such as a proxy's page."""
        return self.data is None and bool(self.body.strip())


@dataclass(frozen=True)
class Explanation:
    """What a platform's own words say about a refusal.

    ``error`` overrides the class that the status code stands for.
    """

    code: str = ""
    message: str = ""
    hint: str = ""
    error: type[ConnectorError] | None = None
    retry_after: float | None = None


Explain = Callable[[Answer], Explanation]


def no_words(answer: Answer) -> Explanation:
    return Explanation()


def error_class(status: int, repeatable: bool) -> type[ConnectorError]:
    """Return what a status code other than 2xx stands for."""
    if status == 429:
        return Throttled
    if status in (401, 403):
        return Unauthorized
    if status == 407:  # a proxy's; the platform never saw the request
        return Unreachable
    if status in (408, 425) or status >= 500:
        return Unavailable
    if status >= 400:
        return Rejected
    return Unavailable if repeatable else OutcomeUnknown


HINTS: Mapping[type[ConnectorError], Text] = {
    Throttled: _lt("Nothing to do: it is tried again when the marketplace allows it."),
    Unauthorized: _lt("Check the credentials of this account."),
    Unreachable: _lt("Check the internet connection of the server."),
    Unavailable: _lt("Nothing to do now: it is tried again later."),
    OutcomeUnknown: _lt(
        "The marketplace is asked what it knows before anything is sent again."
    ),
    Rejected: _lt("Correct what the marketplace names and retry."),
}
