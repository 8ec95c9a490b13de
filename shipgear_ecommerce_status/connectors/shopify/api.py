# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Calls of Shopify's GraphQL Admin API: one POST to one address for everything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..answers import HINTS, Answer
from ..base import OutcomeUnknown, Rejected
from ..http import Client
from ..reading import no_progress
from ..values import a_dict
from .errors import UNSAID
from .parse import next_cursor

#: What all calls of an app in a store take from, in points.
POINTS = "points"
#: Points that calls really take; of what is taken first, the rest is given back.
GLANCE, READ, PAGE, WRITE, CORRECTION = 3.0, 10.0, 100.0, 12.0, 51.0


@dataclass(frozen=True)
class Told:
    """A fulfillment that was made or changed."""

    fulfillment: dict
    request_id: str


class Api:
    """Sends documents.

    :param authorized: calls a function with an access token, for one of APIS
    """

    def __init__(
        self,
        client: Client,
        url: str,
        authorized: Callable[[str, Callable[[str], Answer]], Answer],
    ):
        self._client = client
        self._url = url
        self._authorized = authorized

    def ask(
        self,
        document: str,
        api: str,
        cost: float,
        sizes: Mapping[str, int] | None = None,
        **variables: object,
    ) -> Answer:
        """Ask for something; for half the pages where they might cost too much.

        :param sizes: variables that are sizes of pages
        """
        sizes = dict(sizes or {})
        while True:
            try:
                return self._post(document, api, cost, sizes | variables, True)
            except Rejected as refused:
                too_much = refused.code == "MAX_COST_EXCEEDED"
                if not too_much or all(size <= 1 for size in sizes.values()):
                    raise
            sizes = {name: max(1, size // 2) for name, size in sizes.items()}

    def tell(
        self,
        document: str,
        changes: Mapping[str, object],
        cost: float = WRITE,
        **variables: object,
    ) -> list[Told]:
        """Change something, once; return what Shopify made of each change.

        :raises OutcomeUnknown: it does not say so of all
        """
        answer = self._post(
            document, "writeback", cost * len(changes), changes | variables, False
        )
        parts = [answer.data["data"].get(name) for name in changes]
        made = [p.get("fulfillment") if isinstance(p, dict) else None for p in parts]
        if not all(isinstance(fulfillment, dict) for fulfillment in made):
            raise OutcomeUnknown(
                UNSAID,
                code="unreadable",
                hint=HINTS[OutcomeUnknown],
                status=answer.status,
                request_id=answer.request_id,
            )
        return [Told(fulfillment, answer.request_id) for fulfillment in made]

    def _post(
        self,
        document: str,
        api: str,
        cost: float,
        variables: Mapping[str, object],
        repeatable: bool,
    ) -> Answer:
        operation = re.match(r"\w+ (\w+)", document)[1]
        body = {
            "operationName": operation,
            "variables": variables,
            "query": document,
        }

        def call(token: str) -> Answer:
            return self._client.call(
                "POST",
                self._url,
                api=api,
                operation=operation,
                headers={"X-Shopify-Access-Token": token},
                json=body,
                repeatable=repeatable,
                allowance=POINTS,
                cost=cost,
            )

        return self._authorized(api, call)


def data_of(body: object, name: str) -> dict:
    """Return an object in an answer's data."""
    return a_dict(a_dict(a_dict(body, "body").get("data"), "data").get(name), name)


def onward(connection: object, cursor: str | None) -> str | None:
    """Return where the next page begins, None after the last.

    :param cursor: where this page began
    :raises Rejected: there again
    """
    following = next_cursor(connection, "connection")
    if following is not None and following == cursor:
        raise no_progress()
    return following
