# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What the query parameters of Amazon's two searches ask for.

Parameters and their rules: Orders 2026-01-01, searchOrders, and Listings Items
2021-08-01, searchListingsItems.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import attrgetter

from .amazon_documents import DATA_SETS, LISTING_SETS, STATUSES
from .amazon_errors import invalid
from .core import first, listed
from .limits import from_iso
from .market import Item, Order

Query = Mapping[str, list[str]]

_PARTIES = {"MERCHANT": "seller", "AMAZON": "marketplace"}
_SORT_KEYS = {
    "sku": "sku",
    "createdDate": "created_at",
    "lastUpdatedDate": "updated_at",
}
# What may differ between the requests for the pages of one result.
_FREE = ("paginationToken", "maxResultsPerPage", "pageToken", "pageSize")


def question(query: Query) -> dict:
    """Return the parameters that must stay the same from page to page."""
    free = (*_FREE, "includedData")
    return {name: values for name, values in query.items() if name not in free}


def choices(query: Query, name: str, allowed: Collection[str]) -> list[str]:
    chosen = listed(query, name)
    unknown = sorted(set(chosen) - set(allowed))
    if unknown:
        raise invalid(f"{name} does not take {', '.join(unknown)}.")
    return chosen


def order_data_sets(query: Query) -> list[str]:
    return choices(query, "includedData", DATA_SETS)


def _number(query: Query, name: str, default: int, most: int) -> int:
    text = first(query, name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise invalid(f"{name} must be a number from 1 to {most}.")
    return int(text)


def _moment(query: Query, name: str, default: float = 0.0) -> float:
    if name not in query:
        return default
    try:
        return from_iso(first(query, name))
    except ValueError:
        raise invalid(f"{name} must be an ISO 8601 time.") from None


@dataclass(frozen=True)
class OrderQuery:
    """``by`` is the time asked about: created or lastUpdated."""

    by: str
    after: float
    before: float
    statuses: list[str]
    fulfilled_by: list[str]
    marketplaces: list[str]
    size: int

    @classmethod
    def read(cls, query: Query, now: float) -> OrderQuery:
        by, after, before = _window(query, now)
        parties = choices(query, "fulfilledBy", _PARTIES)
        marketplaces = listed(query, "marketplaceIds")
        if len(marketplaces) > 50:
            raise invalid("marketplaceIds takes no more than 50.")
        return cls(
            by=by,
            after=after,
            before=before,
            statuses=choices(query, "fulfillmentStatuses", STATUSES.values()),
            fulfilled_by=[_PARTIES[each] for each in parties],
            marketplaces=marketplaces,
            size=_number(query, "maxResultsPerPage", 100, 100),
        )

    def find(self, orders: list[Order], now: float, lag: float) -> list[str]:
        """Return the ids of the orders that match, the oldest time first."""
        found = []
        for order in orders:
            created = self.by == "created"
            at = order.purchased_at if created else order.changed_at(now, lag)
            if self.after <= at <= self.before and self._matches(order, now - lag):
                found.append((at, order.order_id))
        return [order_id for _at, order_id in sorted(found)]

    def _matches(self, order: Order, until: float) -> bool:
        return (
            (not self.fulfilled_by or order.fulfilled_by in self.fulfilled_by)
            and (not self.marketplaces or order.marketplace_id in self.marketplaces)
            and (not self.statuses or STATUSES[order.status(until)] in self.statuses)
        )


def _window(query: Query, now: float) -> tuple[str, float, float]:
    """Return which time is asked about, and between which two times.

    Exactly one of createdAfter and lastUpdatedAfter is given; an end is of the same
    kind, not before the start, and two minutes old.
    """
    given = [by for by in ("created", "lastUpdated") if f"{by}After" in query]
    if len(given) != 1:
        raise invalid("Give exactly one of createdAfter and lastUpdatedAfter.")
    by = given[0]
    other = "lastUpdated" if by == "created" else "created"
    if f"{other}Before" in query:
        raise invalid(f"{other}Before does not go with {by}After.")
    after = _moment(query, f"{by}After")
    before = _moment(query, f"{by}Before", default=float("inf"))
    if f"{by}Before" in query and not after <= before <= now - 120:
        raise invalid(f"{by}Before is before {by}After, or not two minutes old.")
    return by, after, before


@dataclass(frozen=True)
class ListingQuery:
    marketplaces: list[str]
    wanted: list[str]
    identifiers: list[str]
    created: tuple[float, float]
    updated: tuple[float, float]
    sort_key: str
    descending: bool
    size: int

    @classmethod
    def read(cls, query: Query) -> ListingQuery:
        marketplaces = listed(query, "marketplaceIds")
        if not marketplaces:
            raise invalid("marketplaceIds is required.")
        identifiers = listed(query, "identifiers")
        if identifiers and first(query, "identifiersType") not in ("SKU", "ASIN"):
            raise invalid("identifiersType is required beside identifiers.")
        sort_by = choices(query, "sortBy", _SORT_KEYS) or ["lastUpdatedDate"]
        order = choices(query, "sortOrder", ("ASC", "DESC")) or ["DESC"]
        end = float("inf")
        return cls(
            marketplaces=marketplaces,
            wanted=choices(query, "includedData", LISTING_SETS) or ["summaries"],
            identifiers=identifiers,
            created=(
                _moment(query, "createdAfter"),
                _moment(query, "createdBefore", end),
            ),
            updated=(
                _moment(query, "lastUpdatedAfter"),
                _moment(query, "lastUpdatedBefore", end),
            ),
            sort_key=_SORT_KEYS[sort_by[0]],
            descending=order[0] == "DESC",
            size=_number(query, "pageSize", 10, 20),
        )

    def find(self, items: list[Item]) -> list[Item]:
        found = [item for item in items if self._matches(item)]
        found.sort(key=attrgetter(self.sort_key), reverse=self.descending)
        return found

    def _matches(self, item: Item) -> bool:
        named = {item.sku, item.number} & set(self.identifiers)
        return (
            (not self.identifiers or bool(named))
            and self.created[0] <= item.created_at <= self.created[1]
            and self.updated[0] <= item.updated_at <= self.updated[1]
        )
