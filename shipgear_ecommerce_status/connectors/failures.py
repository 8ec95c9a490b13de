# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Why there is no answer, told from the exceptions that requests raises."""

from __future__ import annotations

import socket
import ssl

import requests

from .foreign_text import one_line
from .text import Text, _lt
from .wire import Forbidden


class TooLarge(Exception):
    """An answer is longer than anybody would read."""


def chain_of(error: BaseException | None) -> list[BaseException]:
    """Return an exception and those it came from."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _has(chain: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(error, kinds) for error in chain)


def why_not_sent(
    chain: list[BaseException], host: str
) -> tuple[str, Text, Text | None]:
    """Return code, message and hint. Words of exceptions are not used: they may
    quote what was to be sent."""
    for error in chain:
        if isinstance(error, Forbidden):
            return (
                "forbidden_address",
                _lt("%(host)s is not called. %(rule)s", host=host, rule=error.rule),
                _lt(
                    "Correct the endpoint in the account's settings. Only https and "
                    "public addresses are called, unless an administrator allows "
                    "private hosts."
                ),
            )
        if isinstance(error, ssl.SSLCertVerificationError):
            why = one_line(str(error.verify_message), 200)
            message = _lt(
                "%(host)s could not prove who it is: %(why)s.", host=host, why=why
            )
            return "tls", message, _TLS_HINT
    for kinds, code, message, hint in _NOT_SENT:
        if _has(chain, *kinds):
            return code, message.fill(host=host), hint
    return "unreachable", _lt("%(host)s could not be reached.", host=host), None


_TLS_HINT = _lt(
    "Check the date and the certificates of the server, and whether a proxy intercepts "
    "its connections. A shop of your own needs a certificate that browsers trust."
)
_URL_HINT = _lt("Correct the endpoint and the credentials in the account's settings.")
_NOT_SENT: tuple[
    tuple[tuple[type[BaseException], ...], str, Text, Text | None], ...
] = (
    ((socket.gaierror,), "dns", _lt("The name %(host)s could not be found."), None),
    (
        (ConnectionRefusedError,),
        "refused",
        _lt("%(host)s refused the connection."),
        None,
    ),
    (
        (requests.ConnectTimeout,),
        "connect_timeout",
        _lt("%(host)s did not accept the connection in time."),
        None,
    ),
    (
        (ssl.SSLError, requests.exceptions.SSLError),
        "tls",
        _lt("No secure connection with %(host)s could be made."),
        _TLS_HINT,
    ),
    (
        (requests.exceptions.ProxyError,),
        "proxy",
        _lt("The proxy did not connect to %(host)s."),
        _lt("Check the proxy of the server."),
    ),
    (
        (ValueError, TypeError),
        "invalid_request",
        _lt("The request for %(host)s could not be written."),
        _URL_HINT,
    ),
)


def why_no_answer(
    chain: list[BaseException], host: str, expired: bool
) -> tuple[str, Text]:
    if _has(chain, TooLarge):
        message = _lt("The answer of %(host)s was too large to be read.", host=host)
        return "too_large", message
    if expired or _has(chain, requests.Timeout, TimeoutError):
        return "read_timeout", _lt("%(host)s did not answer in time.", host=host)
    message = _lt("The connection with %(host)s broke before the answer.", host=host)
    return "connection_cut", message
