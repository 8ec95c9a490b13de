# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Magento's searches, and answers with no more than the fields that were named.

Source: Adobe Commerce Web API guide, "Search using REST endpoints", "Retrieve filtered
responses" and "Input limiting". A page beyond the last shows the last one again, as
sellers found (issues 3787 and 8099 of magento2).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from .core import first

_FILTER = re.compile(
    r"searchCriteria\[(?:filter_groups|filterGroups)\]\[(\d+)\]\[filters\]\[(\d+)\]"
    r"\[(field|value|condition_type|conditionType)\]"
)
_SORT = re.compile(r"searchCriteria\[sortOrders\]\[(\d+)\]\[(field|direction)\]")
_HIGHEST_PAGE_SIZE = 300


class Unknown(Exception):
    """A search that Magento refuses; says why."""


def search(query: Mapping[str, list[str]], rows: list[dict]) -> dict:
    """Return {"items", "search_criteria", "total_count"}."""
    found = [row for row in rows if all(_any(g, row) for g in _groups(query))]
    for field, direction in reversed(_sorts(query)):
        found.sort(key=lambda row: _value(row, field), reverse=direction == "DESC")
    size = int(first(query, "searchCriteria[pageSize]") or 0) or len(found) or 1
    if size > _HIGHEST_PAGE_SIZE:
        raise Unknown(f"Maximum SearchCriteria pageSize is {_HIGHEST_PAGE_SIZE}")
    last = max(1, -(-len(found) // size))
    page = min(int(first(query, "searchCriteria[currentPage]") or 1), last)
    return {
        "items": found[(page - 1) * size : page * size],
        "search_criteria": {"page_size": size, "current_page": page},
        "total_count": len(found),
    }


def _groups(query: Mapping[str, list[str]]) -> list[list[dict]]:
    groups: dict = defaultdict(lambda: defaultdict(dict))
    for name, values in query.items():
        if found := _FILTER.fullmatch(name):
            key = {"conditionType": "condition_type"}.get(found[3], found[3])
            groups[int(found[1])][int(found[2])][key] = values[0]
    return [list(filters.values()) for filters in groups.values()]


def _sorts(query: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    sorts: dict = defaultdict(dict)
    for name, values in query.items():
        if found := _SORT.fullmatch(name):
            sorts[int(found[1])][found[2]] = values[0]
    return [(s["field"], s.get("direction", "DESC")) for _n, s in sorted(sorts.items())]


def _any(filters: list[dict], row: dict) -> bool:
    return any(_holds(each, row) for each in filters)


def _holds(each: dict, row: dict) -> bool:
    have, want = _value(row, each["field"]), each["value"]
    condition = each.get("condition_type", "eq")
    if condition == "in":
        return str(have) in want.split(",")
    if not isinstance(have, str):
        want = float(want)
    if condition == "eq":
        return have == want
    if condition == "gt":
        return have > want
    if condition == "gteq":
        return have >= want
    raise Unknown(f"Condition {condition} is not played here")


def _value(row: dict, field: str):
    # A column's name may differ from that in answers.
    name = "id" if field == "entity_id" and "entity_id" not in row else field
    if name not in row:
        raise Unknown(f"Column not found: Unknown column '{field}' in 'where clause'")
    return row[name]


# --- Fields -------------------------------------------------------------------


def fields(text: str) -> dict:
    """Read "a,b[c,d]" as {"a": {}, "b": {"c": {}, "d": {}}}."""
    tree: dict = {}
    stack, name = [tree], ""
    for character in f"{text},":
        if character in ",[]":
            if name:
                stack[-1][name] = {}
            if character == "[":
                stack.append(stack[-1][name])
            elif character == "]":
                stack.pop()
            name = ""
        else:
            name += character
    return tree


def only(data, tree: dict):
    """Return data with nothing but the fields of a tree; all of it without one."""
    if not tree:
        return data
    if isinstance(data, list):
        return [only(each, tree) for each in data]
    if not isinstance(data, dict):
        return data
    return {name: only(data[name], tree[name]) for name in tree if name in data}
