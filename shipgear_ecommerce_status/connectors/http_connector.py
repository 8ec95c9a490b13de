# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What all connectors that speak JSON over HTTP have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, TypeVar

from .answers import Answer, Explanation, no_words
from .base import Connector, ConnectorError, Keep, Page, Unauthorized, Unavailable
from .http import Client
from .limits import Limiter, Pace
from .login import Login
from .text import _lt
from .values import Malformed

Read = TypeVar("Read")


#: What calls the platform.
_OPERATIONS = (
    "probe",
    "items",
    "orders",
    "order",
    "confirm",
    "try_writeback",
    "amend",
    "void",
)


def _without_secrets(operation: Callable) -> Callable:
    """Let an operation's errors, and a page's problems, hide what answers echo: they
    may quote them."""

    @functools.wraps(operation)
    def guarded(connector, *args, **kwargs):
        redact = connector._client.redact
        try:
            found = operation(connector, *args, **kwargs)
        except ConnectorError as failure:
            failure.change(redact)
            raise
        if isinstance(found, Page) and found.problems:
            return replace(found, problems=tuple(map(redact, found.problems)))
        return found

    return guarded


class HttpConnector(Connector):
    """Checks the credentials, has a client, and reads answers.

    A platform says in the methods of the second part how its answers are to be
    understood. ``given`` has the credentials by name, stripped.
    """

    #: Header with the platform's id of a call.
    request_id_header: ClassVar[str] = ""
    #: Statuses with which the platform refuses an access token that is used up.
    token_refused: ClassVar[tuple[int, ...]] = (401,)

    def __init__(
        self,
        credentials: Mapping[str, str],
        limiter: Limiter | None = None,
        keep: Keep | None = None,
    ):
        super().__init__(credentials, limiter, keep)
        self.private = credentials.get("allow_private_hosts") == "1"
        self.given = self.usable(credentials)
        self.limiter = limiter or Limiter(self.limits)
        self._client = Client(
            self.calls,
            deadline=self.deadline,
            limiter=self.limiter,
            explain=self.explain,
            refusal=self.refusal,
            pace=self.pace,
            request_id_header=self.request_id_header,
            secrets=[self.given[c.name] for c in self.credentials if c.secret],
            allow_private_hosts=self.private,
        )

    def __init_subclass__(cls, **options):
        for name in _OPERATIONS:
            if name in vars(cls):
                setattr(cls, name, _without_secrets(vars(cls)[name]))
        return super().__init_subclass__(**options)

    def identified(self) -> tuple[str, ...]:
        return tuple(self.given[name] for name in self.identity)

    def close(self) -> None:
        """Close the connections. The connector may be used again."""
        self._client.close()

    # -- what a platform says

    def usable(self, credentials: Mapping[str, str]) -> dict[str, str]:
        """Return the credentials by name; :func:`.credentials.usable` does most.

        :raises Unauthorized: they cannot be right
        """
        raise NotImplementedError

    def explain(self, answer: Answer) -> Explanation:
        """Read an answer with an error status."""
        return no_words(answer)

    def refusal(self, answer: Answer) -> Explanation | None:
        """Find the refusal in an answer that claims success, and its class."""
        return None

    def pace(self, answer: Answer) -> Pace:
        """Read what an answer says of the allowance that its call counted against."""
        return Pace()

    # -- for the platform's operations

    def _with_token(
        self, login: Login, api: str, call: Callable[[str], Answer]
    ) -> Answer:
        """Call with an access token; once more with a new one if it is refused.

        That is safe for a POST too: what was refused has changed nothing.
        """
        token = login.token(api)
        try:
            return call(token)
        except Unauthorized as error:
            refusal = error
        if refusal.status not in self.token_refused:
            raise refusal  # a right that is missing is missing for a new token too
        renewed = login.token(api, refused=token)
        if renewed == token:
            raise refusal
        return call(renewed)

    def _read(self, answer: Answer, parse: Callable[[object], Read]) -> Read:
        """Return what is in an answer to a read.

        :param parse: gets the answer's JSON; raises Malformed
        :raises Unavailable: it is not as documented; there is nothing else to know
        """
        try:
            return parse(answer.data)
        except Malformed as error:
            problem = error.problem
        raise Unavailable(
            _lt(
                "The answer of %(marketplace)s cannot be read: %(problem)s",
                marketplace=self.label,
                problem=problem,
            ),
            code="unreadable",
            hint=_lt(
                "It is tried again later. If this persists, report it to your "
                "administrator."
            ),
            status=answer.status,
            request_id=answer.request_id,
        )
