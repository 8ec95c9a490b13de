# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Reading values out of a marketplace's JSON: checked, harmless, or Malformed.

``name`` is always the platform's own name of the value, for the sentence that says
what is wrong with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from .foreign_text import NAME, TITLE, is_name, one_line
from .text import Text, _lt

#: More of anything is no order of anybody's.
HIGHEST = 1e9
#: Characters of a page token, and of an address.
LONG = 4096

Parsed = TypeVar("Parsed")


class Malformed(Exception):
    """A record that is not as documented. ``problem`` says what is wrong with it."""

    def __init__(self, problem: Text):
        super().__init__(problem)
        self.problem = problem


def each(
    records: object, name: str, parse: Callable[[dict], Parsed]
) -> tuple[tuple[Parsed, ...], tuple[str, ...]]:
    """Parse a list; return the records and a sentence for each unreadable one."""
    parsed, problems = [], []
    for position, record in enumerate(a_list(records, name), 1):
        try:
            parsed.append(parse(a_dict(record, f"{name}[{position}]")))
        except Malformed as error:
            problems.append(error.problem)
    return tuple(parsed), tuple(problems)


def of_order(ref: str, parse: Callable[[], Parsed]) -> Parsed:
    """Parse what belongs to an order; what is wrong with it names the order."""
    try:
        return parse()
    except Malformed as error:
        raise Malformed(
            _lt("Order %(ref)s: %(problem)s", ref=ref, problem=error.problem)
        ) from None


def of_item(sku: str, parse: Callable[[], Parsed]) -> Parsed:
    """Parse what belongs to an item; what is wrong with it names the item."""
    try:
        return parse()
    except Malformed as error:
        raise Malformed(
            _lt("Item %(sku)s: %(problem)s", sku=sku, problem=error.problem)
        ) from None


def a_dict(value: object, name: str) -> dict:
    if not isinstance(value, dict):
        raise Malformed(_lt("%(name)s is missing or not an object.", name=name))
    return value


def a_list(value: object, name: str) -> list:
    if not isinstance(value, list):
        raise Malformed(_lt("%(name)s is missing or not a list.", name=name))
    return value


def a_text(value: object, name: str, length: int = TITLE) -> str:
    """Read words for people: one line, shortened."""
    return one_line(_a_string(value, name), length)


def a_name(value: object, name: str, length: int = NAME, required: bool = False) -> str:
    """Read what names something: as it is, or refused."""
    text = _a_string(value, name, required).strip()
    if not is_name(text, length):
        problem = _lt("%(name)s is too long or has unusual characters.", name=name)
        raise Malformed(problem)
    return text


def _a_string(value: object, name: str, required: bool = False) -> str:
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise Malformed(_lt("%(name)s is missing or not a text.", name=name))
    return value


def a_quantity(value: object, name: str) -> float:
    number = a_number(value)
    if number is None or not 0 <= number <= HIGHEST:
        raise Malformed(_lt("%(name)s is missing or not a quantity.", name=name))
    return number


def a_number(value: object) -> float | None:
    """Return a finite number, None where the value is none. Text is not one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def a_word(
    data: Mapping, name: str, meanings: Mapping[str, str], default: str = ""
) -> str:
    """Return what a word of the platform means; an unknown one is Malformed."""
    word = data.get(name, default)
    if not isinstance(word, str) or word not in meanings:
        shown = repr(word[:50]) if isinstance(word, str) else type(word).__name__
        raise Malformed(
            _lt("%(name)s is %(word)s, which is unknown.", name=name, word=shown)
        )
    return meanings[word]


def an_id(value: object, name: str) -> str:
    """Read what names something and comes as a whole number or as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**20 else None
    return a_name(value, name, required=True)


def a_decimal(value: object, name: str) -> float:
    """Read a quantity that comes as a number or as text, such as "2.0000"."""
    if isinstance(value, str):
        found = re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", value.strip())
        value = float(found[0]) if found else None
    return a_quantity(value, name)


def a_link(value: object) -> str:
    """Return an image's address if a browser may load it without harm."""
    if isinstance(value, str) and is_name(value, LONG):
        if re.match(r"https?://[^\s\"'<>]+\Z", value):
            return value
    return ""


_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"\s*(?:[Zz]|([+-])(\d\d):?(\d\d)?)?)?",
    re.ASCII,
)


def a_time(value: object, name: str) -> datetime | None:
    """Read an ISO 8601 time as aware UTC. One without a zone is taken for UTC."""
    if value is None:
        return None
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise _no_time(name)
    numbers = [int(part or 0) for part in found.group(1, 2, 3, 4, 5, 6)]
    if numbers[0] < 1000:  # of no order, and few programs write it right
        raise _no_time(name)
    micros = int((found[7] or "0").ljust(6, "0")[:6])
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    try:
        local = datetime(*numbers, micros, tzinfo=timezone.utc)  # type: ignore[arg-type]
        return local + offset if found[8] == "-" else local - offset
    except (ValueError, OverflowError):
        raise _no_time(name) from None


def _no_time(name: str) -> Malformed:
    return Malformed(_lt("%(name)s is not a date and time.", name=name))
