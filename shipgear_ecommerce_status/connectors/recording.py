# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""One call while it is under way, and what is kept of it."""

from __future__ import annotations

import json as jsonlib
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from urllib.parse import urlsplit

from .answers import Answer, Explain
from .base import Call, ConnectorError
from .redaction import Redactor
from .text import _lt


@dataclass
class Exchange:
    """One call while it is under way."""

    method: str
    url: str
    api: str
    operation: str
    allowance: str
    repeatable: bool
    private: bool
    buyer_data: bool
    arguments: dict
    explain: Explain
    started_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    started: float = field(default_factory=time.monotonic)
    status: int | None = None
    request_id: str = ""

    @property
    def host(self) -> str:
        try:
            return urlsplit(self.url).hostname or _lt("the marketplace")
        except ValueError:
            return _lt("the marketplace")


def recorded(
    exchange: Exchange,
    answer: Answer | None,
    failure: ConnectorError | None,
    redact: Redactor,
) -> Call:
    """Return a call that is over, as it may be kept."""
    return Call(
        api=exchange.api,
        operation=exchange.operation,
        started_at=exchange.started_at,
        seconds=time.monotonic() - exchange.started,
        error=type(failure).__name__ if failure else "",
        message=failure.message if failure else "",
        status=exchange.status,
        request_id=exchange.request_id,
        request=redact.kept(_request_text(exchange)),
        response=redact.kept(_response_text(exchange, answer, failure)),
    )


def _request_text(exchange: Exchange) -> str:
    text = f"{exchange.method} {exchange.url}"
    if exchange.arguments["json"] is not None and not exchange.private:
        text += "\n" + jsonlib.dumps(exchange.arguments["json"], default=str)
    return text


def _response_text(
    exchange: Exchange, answer: Answer | None, failure: ConnectorError | None
) -> str:
    if answer is None or exchange.private:
        return ""
    read = failure is None and exchange.repeatable
    if read or (exchange.buyer_data and answer.status < 400):
        # What was read is not kept: it may hold words of the buyer.
        return f"({len(answer.body)} bytes)"
    return answer.body.decode("utf-8", "replace")
