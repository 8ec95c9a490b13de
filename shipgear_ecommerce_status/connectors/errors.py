# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The vocabulary of failures, whatever the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


def sentences(*parts: str | None) -> str:
    """Join parts, some of them without a full stop, to readable sentences."""
    kept = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".!?:…。！？" else part + "." for part in kept)


class ConnectorError(Exception):
    """Base of the vocabulary of failures.

    :param message: what happened, in the platform's words where it gave some
    :param code: the platform's own code, or ours in snake_case
    :param hint: what the person looking at it should do, in plain language
    :param status: HTTP status, None when there was no answer
    :param request_id: the platform's id of the call, for its support
    """

    #: Whether the same shipment may succeed later without anybody's doing.
    retryable: ClassVar[bool] = True

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        hint: str = "",
        status: int | None = None,
        request_id: str = "",
    ):
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint
        self.status = status
        self.request_id = request_id

    def change(self, rewrite: Callable[[str], str]) -> None:
        """Rewrite all that it says."""
        self.message, self.hint = rewrite(self.message), rewrite(self.hint)
        self.code, self.request_id = rewrite(self.code), rewrite(self.request_id)
        self.args = (self.message,)


class Throttled(ConnectorError):
    """Too many calls. ``retry_after`` seconds must pass before the next one."""

    def __init__(self, message: str, *, retry_after: float, **kwargs):
        super().__init__(message, **kwargs)
        self.retry_after = retry_after


class Unauthorized(ConnectorError):
    """The account may not: wrong, expired or revoked credentials, missing right."""


class Unreachable(ConnectorError):
    """Nothing was sent: DNS, refused, TLS, connect timeout, forbidden address."""


class Unavailable(ConnectorError):
    """The platform answered that it cannot now (5xx)."""


class OutcomeUnknown(ConnectorError):
    """Sent, but no readable answer: it may or may not have been taken."""


class Rejected(ConnectorError):
    """The platform refuses this data; sending it again would not help."""

    retryable = False


class AlreadyShipped(ConnectorError):
    """The platform says that it has this shipped already."""

    retryable = False


class Unsupported(ConnectorError):
    """The platform cannot do this; the hint says what a person must do."""

    retryable = False


#: The platform as a whole may be down. So many in a row, and it is left alone.
OUTAGE = (Unreachable, Unavailable, OutcomeUnknown)
PATIENCE = 5
