# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Answers as no marketplace should give them: a strategy of hypothesis.

An answer is bytes on the wire. It begins as a good one; then its JSON, its
bytes, its headers and its status line are damaged, or not. All that is decided by
a string of dice, of which zeros leave the answer as it was: hypothesis is quick
to draw it, and shrinks it to the damage that matters.
"""

from __future__ import annotations

import copy
import gzip
import json
import zlib

from hypothesis import strategies as st

#: Those of the accounts. A marketplace that repeats them must find no record.
SECRETS = ("amzn1.oa2-cs.v1.s3cr/et+canary=1", "Atzr|refresh/token+canary=2")
HOSTILE_TEXTS = (
    *SECRETS,
    f"{'x' * 980} {SECRETS[1]}",  # at the cut of a message
    "",
    " ",
    "\x00",
    "\ud800",
    "\udfff x",
    "\u202egnp.exe",
    "\u2066a\u2069",
    "\u200b\ufeff",
    "\ufffe\uffff",
    "\x1b[31m\x07\x85",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\t@SUM(1)\r\n",
    "%(ref)s %s {0}",
    "2026-99-99T99:99:99Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "-1",
    "NaN",
    "1e999",
    "SHIPPED",
    "x" * 5000,
    "\U0001f600" * 600,
    "https://[::1",
    "javascript:alert(1)",
)
NUMBERS = (0, -1, 1, 1e308, -1e308, 5e-324, 10**30, 2**63, 1e999, -0.0, 0.5, 10**400)
OTHERS = (None, True, False, [], {}, [None], {"": None}, float("nan"))
STATUSES = (
    (200, 201, 204, 206, 226, 299, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404)
    + (407, 408, 409, 410, 413, 415, 418, 422, 425, 429, 451, 500, 502, 503, 504)
    + (100, 101, 199, 599, 999)
)
STATUS_LINES = (
    b"",
    b"HTTP/1.1",
    b"HTTP/1.1 abc no",
    b"HTTP/9.9 200 OK",
    b"ICY 200 OK",
    b"HTTP/1.1 -1 no",
    b"HTTP/1.1 99999 no",
    b"HTTP/1.1 200 \xff\x00",
    b"\x16\x03",
)
HEADERS = tuple(
    (f"{name}: {value}").encode("latin-1")
    for name, values in {
        "Content-Type": ("", "text/html", "application/json; charset=utf-16")
        + ("application/problem+json", "image/png", "a" * 500, "json;;;=\xff"),
        "Content-Encoding": ("gzip", "deflate", "br", "zstd", "gzip, gzip", "x"),
        "Content-Length": ("0", "1", "-1", "99999999999", "x", "5, 5", "1.5"),
        "Transfer-Encoding": ("chunked", "gzip, chunked", "identity", "x"),
        "Retry-After": ("0", "-1", "1e999", "nan", "soon", "99999999999999")
        + ("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 99 Foo 0000 99:99:99 XX", ""),
        "x-amzn-RateLimit-Limit": ("0", "-1", "nan", "1e308", "x", "0.0001", ""),
        "x-amzn-RequestId": ("", "x" * 3000, "\xe9\x85\x1b", "<b>", "Atzr|x"),
        "Location": ("http://127.0.0.1/", "//[", "file:///etc/passwd", ""),
        "Set-Cookie": ("a=b; Domain=.test", "=;;", "\xff"),
        "Connection": ("close", "keep-alive", "upgrade"),
        "Date": ("never",),
    }.items()
    for value in values
) + (b"no colon", b": no name", b" folded", b"\xff\xfe: x", b"X: " + b"y" * 70_000)
PACKED = ((b"gzip", gzip.compress), (b"deflate", zlib.compress))


class Dice:
    """A string of bytes, used up from the left; after them come zeros."""

    def __init__(self, data: bytes):
        self._data = iter(data)

    def roll(self, sides: int) -> int:
        high, low = next(self._data, 0), next(self._data, 0)
        return (high * 256 + low) % sides

    def often(self, percent: int) -> bool:
        return self.roll(100) > 99 - percent

    def pick(self, choices):
        return choices[self.roll(len(choices))]

    def text(self) -> str:
        points = (self.roll(0x3000) for _character in range(self.roll(6)))
        return "".join(map(chr, points))

    def value(self):
        kind = self.pick((HOSTILE_TEXTS, NUMBERS, OTHERS, None))
        return self.text() if kind is None else copy.deepcopy(self.pick(kind))


def _slots(tree):
    """Every (container, key) of a JSON tree."""
    found, todo = [], [tree]
    while todo:
        node = todo.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            found.append((node, key))
            if isinstance(node[key], (dict, list)):
                todo.append(node[key])
    return found


def _damage_json(dice: Dice, good):
    """The tree with some of its values missing, doubled, nested or of other types."""
    root = [copy.deepcopy(good)]
    for _time in range(dice.pick((1, 1, 1, 2, 2, 4))):
        node, key = dice.pick(_slots(root))
        how = dice.pick(("replace",) * 6 + ("drop", "wrap", "add", "nest"))
        if how == "replace":
            node[key] = dice.value()
        elif how == "drop" and node is not root:
            del node[key]
        elif how == "wrap":
            node[key] = dice.pick(([node[key]] * 3, {"x": node[key]}))
        elif how == "add" and isinstance(node, dict):
            node[dice.text()] = dice.value()
        elif how == "nest":
            for _level in range(dice.pick((5, 200, 950))):
                node[key] = [node[key]]
    return root[0] if root else None


def _encode(tree, plain: bool, charset: str) -> bytes:
    try:
        text = json.dumps(tree, ensure_ascii=plain)
    except (RecursionError, ValueError):  # nested deeper than Python writes
        return b'{"orders": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    return text.encode(charset, "surrogatepass" if "utf" in charset else "replace")


def _damage_bytes(dice: Dice, body: bytes) -> bytes:
    """The body cut, flipped, repeated or with junk in it."""
    at = dice.roll(len(body) or 1)
    how = dice.pick(("cut", "flip", "junk", "empty", "twice", "page"))
    if how == "cut":
        return body[:at]
    if how == "flip":
        return body[:at] + bytes([dice.roll(256)]) + body[at + 1 :]
    if how == "junk":
        return body[:at] + bytes(dice.roll(256) for _byte in range(8)) + body[at:]
    return {"empty": b"", "twice": body * 2, "page": b"<html>Please log in</html>"}[how]


def damaged(dice: Dice, status: int, good: object) -> bytes:
    """Bytes on the wire: an answer that was good, and probably is no more."""
    tree = _damage_json(dice, good) if dice.often(80) else good
    charset = dice.pick(("utf-8",) * 17 + ("utf-16", "latin-1", "utf-8-sig"))
    body = _encode(tree, dice.often(50), charset)
    if dice.often(12):
        body = _damage_bytes(dice, body)
    if dice.often(15):
        status = dice.pick(STATUSES)
    line = f"HTTP/1.1 {status} Word".encode()
    if dice.often(3):
        line = dice.pick(STATUS_LINES)
    headers = [b"Content-Type: application/json"]
    if dice.often(20):
        headers += [dice.pick(HEADERS) for _header in range(1 + dice.roll(3))]
    packed = dice.roll(20)
    if packed > 17:
        name, pack = PACKED[packed - 18]
        body = pack(body, 1)
        headers.append(b"Content-Encoding: " + name)
    if not dice.often(10):
        headers.append(b"Content-Length: %d" % len(body))
    wire = b"\r\n".join([line, *headers, b"", b"" if status == 204 else body])
    return wire[: dice.roll(len(wire))] if dice.often(3) else wire


def dice(count: int = 1) -> st.SearchStrategy:
    """Enough for so many answers."""
    return st.binary(min_size=60 * count, max_size=60 * count).map(Dice)
