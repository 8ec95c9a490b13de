# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The one way connectors call: guarded, timed, redacted, recorded.

:meth:`Client.call` sends one request once and returns an :class:`Answer` or
raises one of the classes of :mod:`.base`, whatever happens on the way. What
decides between "nothing was sent" and "the outcome is unknown" is not the type
of an exception but whether the connection had begun to send the request.
"""

from __future__ import annotations

import json as jsonlib
import time
from collections.abc import Callable, Iterable, Mapping
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlencode

import requests

from .answers import (
    HINTS,
    Answer,
    Explain,
    Explanation,
    error_class,
    no_words,
)
from .base import (
    CallLog,
    ConnectorError,
    Deadline,
    OutcomeUnknown,
    Throttled,
    Unavailable,
    Unreachable,
)
from .failures import TooLarge, chain_of, why_no_answer, why_not_sent
from .limits import Limiter, Pace, parse_retry_after
from .recording import Exchange, recorded
from .redaction import Redactor
from .text import _lt
from .wire import OnceAdapter, Transmission, as_it_is, check_url, transmission

#: Seconds: to connect, and between two parts of an answer.
TIMEOUT = (10.0, 30.0)
#: Seconds after which an answer that still trickles in is given up.
MAX_SECONDS = 45.0
MAX_BYTES = 20 * 1024 * 1024
#: Moved Permanently, Temporary and Permanent Redirect: the request was not handled.
MOVED = (301, 307, 308)
USER_AGENT = "shipgear_ecommerce_status (Odoo add-on)"


class Client:
    """Calls for one account, from any number of threads. Never share it further.

    :param calls: gets one :class:`Call` for each exchange
    :param deadline: when whoever calls must be done; no call outlasts it
    :param limiter: asked before each call, told about rates and refusals
    :param explain: reads the platform's error bodies
    :param refusal: finds the refusal in an answer that claims success (2xx), and
        names its class; None where there is none
    :param request_id_header: header with the platform's id of a call
    :param pace: reads what an answer says of the allowance
    :param secrets: values that no record or error may show
    """

    def __init__(
        self,
        calls: CallLog,
        *,
        deadline: Deadline | None = None,
        limiter: Limiter | None = None,
        explain: Explain = no_words,
        refusal: Callable[[Answer], Explanation | None] | None = None,
        request_id_header: str = "",
        pace: Callable[[Answer], Pace] | None = None,
        secrets: Iterable[str] = (),
        allow_private_hosts: bool = False,
        timeout: tuple[float, float] = TIMEOUT,
    ):
        self.redact = Redactor(secrets)
        self.timeout = timeout
        self._calls = calls
        self._deadline = deadline or Deadline()
        self._limiter = limiter or Limiter({})
        self._explain = explain
        self._refusal = refusal
        self._request_id_header = request_id_header
        self._pace = pace
        self._allow_private_hosts = allow_private_hosts
        self._session = requests.Session()
        self._session.headers["User-Agent"] = USER_AGENT
        # What the server's environment says of proxies and certificates is looked
        # up once, which requests would do for each call.
        self._session.trust_env = False
        self._environment: dict[str, dict] = {}
        # Accounts are not to be recognised by anything but their credentials.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for prefix in ("https://", "http://"):
            self._session.mount(prefix, OnceAdapter(guarded=not allow_private_hosts))

    def close(self) -> None:
        self._session.close()

    def call(
        self,
        method: str,
        url: str,
        *,
        api: str,
        operation: str,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
        accept: Iterable[int] = (),
        private: bool = False,
        buyer_data: bool = False,
        explain: Explain | None = None,
        allowance: str = "",
        cost: float = 1.0,
    ) -> Answer:
        """Send one request once and return its answer.

        :param repeatable: sending it again changes nothing, so that its outcome
            cannot be unknown; default: GET is, nothing else
        :param accept: status codes besides 2xx that are an answer, no failure
        :param private: record neither body
        :param buyer_data: a good answer may hold words of the buyer: not recorded
        :param explain: reads this endpoint's error bodies
        :param allowance: what the call counts against, where several operations
            share one; default: the operation
        :param cost: how much of it the call takes
        :raises ConnectorError: one of its subclasses, and nothing else
        """
        self._limiter.acquire(allowance or operation, cost)
        if self._deadline.left() <= 0:
            raise _out_of_time()
        exchange = Exchange(
            method=method,
            url=url if not params else f"{url}?{urlencode(params, safe=',')}",
            api=api,
            operation=operation,
            allowance=allowance or operation,
            repeatable=method == "GET" if repeatable is None else repeatable,
            private=private,
            buyer_data=buyer_data,
            arguments={"headers": headers, "json": json, "data": form},
            explain=explain or self._explain,
        )
        answer, failure = self._exchange(exchange)
        if answer is not None:
            self._learn(exchange, answer)
            failure = self._judge(exchange, answer, frozenset(accept))
        self._calls.append(recorded(exchange, answer, failure, self.redact))
        if failure is not None:
            # Raised here, outside any handler: nothing hangs on __context__.
            raise failure
        return answer

    # -- sending

    def _exchange(
        self, exchange: Exchange
    ) -> tuple[Answer | None, ConnectorError | None]:
        with transmission(min(MAX_SECONDS, self._deadline.left())) as wire:
            try:
                check_url(exchange.url, self._allow_private_hosts)
                return self._send(exchange, wire), None
            except Exception as error:
                return None, self._no_answer(exchange, wire, error)

    def _send(self, exchange: Exchange, wire: Transmission) -> Answer:
        response = self._session.request(
            exchange.method,
            exchange.url,
            **exchange.arguments,
            **self._surroundings(exchange),
            auth=as_it_is,
            timeout=self.timeout,
            allow_redirects=False,
            stream=True,
        )
        with response:
            exchange.status = response.status_code
            exchange.request_id = self._request_id(response)
            try:
                body = _read(response, wire)
            except Exception:
                if 200 <= response.status_code < 300:
                    raise
                body = b""  # the status alone says what became of the request
            return Answer(
                status=response.status_code,
                headers=response.headers,
                body=body,
                data=_json(response, body),
                request_id=exchange.request_id,
            )

    def _surroundings(self, exchange: Exchange) -> dict:
        """Return the proxies and the certificates for a host, as requests does."""
        host = exchange.host
        if host not in self._environment:
            with requests.Session() as plain:
                self._environment[host] = plain.merge_environment_settings(
                    exchange.url, {}, None, None, None
                )
        found = self._environment[host]
        return {"proxies": found["proxies"], "verify": found["verify"]}

    def _request_id(self, response: requests.Response) -> str:
        value = response.headers.get(self._request_id_header, "")
        return self.redact.kept(value, 200)

    def _no_answer(
        self, exchange: Exchange, wire: Transmission, error: Exception
    ) -> ConnectorError:
        """Return the failure of a request without a readable answer."""
        chain = chain_of(error)
        if not wire.sent:
            code, message, hint = why_not_sent(chain, exchange.host)
            return Unreachable(message, code=code, hint=hint or HINTS[Unreachable])
        kind = Unavailable if exchange.repeatable else OutcomeUnknown
        code, message = why_no_answer(chain, exchange.host, wire.expired)
        return kind(
            message,
            code=code,
            hint=HINTS[kind],
            status=exchange.status,
            request_id=exchange.request_id,
        )

    # -- judging

    def _learn(self, exchange: Exchange, answer: Answer) -> None:
        if self._pace:
            self._limiter.learn(exchange.allowance, self._pace(answer))

    def _judge(
        self, exchange: Exchange, answer: Answer, accept: frozenset[int]
    ) -> ConnectorError | None:
        if answer.status in MOVED:
            return self._moved(answer)
        if answer.status < 400 or answer.status in accept:
            strange = answer.foreign or answer.status not in {*range(200, 300), *accept}
            if strange:
                return self._unreadable(exchange, answer)
            said = self._refusal(answer) if self._refusal else None
            return self._refused(exchange, answer, said) if said else None
        return self._refused(exchange, answer, exchange.explain(answer))

    def _refused(
        self, exchange: Exchange, answer: Answer, said: Explanation
    ) -> ConnectorError:
        kind = said.error or error_class(answer.status, exchange.repeatable)
        details = {
            "code": self.redact.kept(said.code, 200) or str(answer.status),
            "hint": said.hint or HINTS.get(kind, ""),
            "status": answer.status,
            "request_id": answer.request_id,
        }
        message = self.redact.kept(said.message, 1000) or answer.phrase
        if not issubclass(kind, Throttled):
            return kind(message, **details)
        pause = self._pause(exchange, answer, said)
        self._limiter.block(exchange.allowance, pause)
        return kind(message, retry_after=pause, **details)

    def _pause(self, exchange: Exchange, answer: Answer, said: Explanation) -> float:
        named = said.retry_after or parse_retry_after(
            answer.headers.get("Retry-After"), time.time()
        )
        return named or self._limiter.interval(exchange.allowance)

    def _moved(self, answer: Answer) -> ConnectorError:
        """These redirects say that nothing was done (RFC 9110, 15.4)."""
        where = self.redact.kept(answer.headers.get("Location", ""), 200)
        return Unreachable(
            _lt("The marketplace answers at another address: %(url)s.", url=where),
            code="moved",
            hint=_lt("Correct the address in the account's settings."),
            status=answer.status,
            request_id=answer.request_id,
        )

    def _unreadable(self, exchange: Exchange, answer: Answer) -> ConnectorError:
        kind = Unavailable if exchange.repeatable else OutcomeUnknown
        return kind(
            _lt(
                "%(status)s, but the answer is not from the marketplace's API.",
                status=answer.phrase,
            ),
            code="unreadable",
            hint=_lt(
                "%(hint)s If this persists, see whether the shop is closed for "
                "maintenance, and whether a proxy or the address in the account's "
                "settings is in the way.",
                hint=HINTS[kind],
            ),
            status=answer.status,
            request_id=answer.request_id,
        )


def _out_of_time() -> Throttled:
    return Throttled(
        _lt("The time for this run was over before the call was made."),
        retry_after=0.0,
        code="out_of_time",
        hint=_lt("Nothing to do: it goes on in a moment."),
    )


def _read(response: requests.Response, wire: Transmission) -> bytes:
    # urllib3 1.26 takes half a body for a whole one, unless told.
    response.raw.enforce_content_length = True
    parts, size = [], 0
    for part in response.iter_content(16 * 1024):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge
    if wire.expired:  # the end of the body may be where it was cut
        raise requests.ReadTimeout
    return b"".join(parts)


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _json(response: requests.Response, body: bytes) -> object:
    """Return the JSON of a body, None where it is none."""
    kind = response.headers.get("Content-Type", "").lower()
    if "json" not in kind and body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        # Surrogates and nesting included, whatever is no JSON is None.
        return jsonlib.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError, MemoryError):
        return None
