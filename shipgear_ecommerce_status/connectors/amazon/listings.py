# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The way through all listed items, beyond the end of one search.

searchListingsItems pages through 1,000 items of a search and no further (model
listingsItems_2021-08-01, ItemSearchResults). Items come oldest first; past the
last page, the next search begins at the creation time of the last item seen,
which is then there twice.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from ..base import Rejected
from ..reading import no_progress
from ..text import _lt
from ..values import LONG, a_dict, a_list, a_name

MAX_FOUND = 1000


@dataclass(frozen=True)
class Search:
    """``after``: creation time where it begins; ``seen``: items so far."""

    after: str = ""
    seen: int = 0
    token: str = ""

    @classmethod
    def from_cursor(cls, cursor: str | None) -> Search:
        if not cursor:
            return cls()
        with suppress(ValueError, TypeError, RecursionError):
            search = cls(**json.loads(cursor))
            if isinstance(search.seen, int) and isinstance(
                search.after + search.token, str
            ):
                return search
        raise Rejected(
            _lt("The cursor is not one of this connector."),
            code="invalid_cursor",
            hint=_lt("Read the items from the beginning."),
        )

    def cursor(self) -> str:
        return json.dumps(asdict(self))

    def params(self) -> dict[str, str]:
        params = {"sortBy": "createdDate", "sortOrder": "ASC"}
        if self.after:
            params["createdAfter"] = self.after
        if self.token:
            params["pageToken"] = self.token
        return params

    def following(self, data: dict, marketplace_id: str) -> Search | None:
        """Return where to go on after an answer, None after the last one.

        :raises Malformed:
        :raises Rejected: the next page is this one
        """
        items = a_list(data.get("items"), "items")
        pagination = a_dict(data.get("pagination") or {}, "pagination")
        token = a_name(pagination.get("nextToken"), "nextToken", LONG)
        seen = self.seen + len(items)
        if token and token == self.token:
            raise no_progress()  # the count in the cursor would hide it
        if token and seen < MAX_FOUND:
            return replace(self, seen=seen, token=token)
        total = data.get("numberOfResults")
        if seen < MAX_FOUND or not isinstance(total, int) or total <= seen:
            return None
        last = _created(items[-1], marketplace_id) if items else ""
        # Without progress, the same items would come again for ever.
        return Search(after=last) if last > self.after else None


def _created(item: object, marketplace_id: str) -> str:
    """Return when an item was listed, as Amazon wrote it: ISO 8601, UTC."""
    summaries = item.get("summaries") if isinstance(item, dict) else None
    for summary in summaries if isinstance(summaries, list) else ():
        if isinstance(summary, dict) and summary.get("marketplaceId") == marketplace_id:
            return a_name(summary.get("createdDate"), "createdDate")
    return ""
