# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Answers as no marketplace should give them: strategies of hypothesis.

An answer is bytes on the wire. It begins as a good one; then its JSON, its
bytes, its headers and its status line are damaged, or not.
"""

from __future__ import annotations

import copy
import gzip
import json
import zlib

from hypothesis import strategies as st

HOSTILE_TEXTS = (
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
VALUES = (
    st.sampled_from(HOSTILE_TEXTS)
    | st.sampled_from(NUMBERS)
    | st.sampled_from((None, True, False, [], {}, [None], {"": None}, float("nan")))
    | st.text(max_size=8)
)
STATUSES = st.sampled_from(
    (200, 201, 204, 206, 226, 299, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404)
    + (407, 408, 409, 410, 413, 415, 418, 422, 425, 429, 451, 500, 502, 503, 504)
    + (100, 101, 199, 599, 999)
)
STATUS_LINES = st.sampled_from(
    (b"", b"HTTP/1.1", b"HTTP/1.1 abc no", b"HTTP/9.9 200 OK", b"ICY 200 OK")
    + (b"HTTP/1.1 -1 no", b"HTTP/1.1 99999 no", b"HTTP/1.1 200 \xff\x00", b"\x16\x03")
)
HEADERS = st.sampled_from(
    tuple(
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
    )
    + (b"no colon", b": no name", b" folded", b"\xff\xfe: x", b"X: " + b"y" * 70_000)
)


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


@st.composite
def damaged_json(draw, good):
    """The tree with some of its values missing, doubled, nested or of other types."""
    root = [copy.deepcopy(good)]
    for _time in range(draw(st.sampled_from((1, 1, 1, 2, 2, 4)))):
        slots = _slots(root)
        node, key = slots[draw(st.integers(0, len(slots) - 1))] if slots else (root, 0)
        how = draw(st.sampled_from(("replace",) * 6 + ("drop", "wrap", "add", "nest")))
        if how == "replace":
            node[key] = copy.deepcopy(draw(VALUES))
        elif how == "drop" and node is not root:
            del node[key]
        elif how == "wrap":
            node[key] = draw(st.sampled_from(([node[key]] * 3, {"x": node[key]})))
        elif how == "add" and isinstance(node, dict):
            node[draw(st.text(max_size=5))] = copy.deepcopy(draw(VALUES))
        elif how == "nest":
            for _level in range(draw(st.sampled_from((5, 200, 950)))):
                node[key] = [node[key]]
    return root[0] if root else None


def _encoded(tree, plain: bool, charset: str) -> bytes:
    try:
        text = json.dumps(tree, ensure_ascii=plain)
    except (RecursionError, ValueError):  # nested deeper than Python writes
        return b'{"orders": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    return text.encode(charset, "surrogatepass" if "utf" in charset else "replace")


@st.composite
def damaged_bytes(draw, body):
    """The body cut, flipped, repeated or with junk in it."""
    at = draw(st.integers(0, max(0, len(body) - 1)))
    how = draw(st.sampled_from(("cut", "flip", "junk", "empty", "twice", "page")))
    if how == "cut":
        return body[:at]
    if how == "flip":
        return body[:at] + bytes([draw(st.integers(0, 255))]) + body[at + 1 :]
    if how == "junk":
        return body[:at] + draw(st.binary(max_size=30)) + body[at:]
    return {"empty": b"", "twice": body * 2, "page": b"<html>Please log in</html>"}[how]


@st.composite
def answers(draw, status: int, good: object):
    """Bytes on the wire: an answer that was good, and probably is no more."""
    tree = draw(damaged_json(good)) if draw(st.integers(0, 9)) < 7 else good
    plain = draw(st.booleans())
    rare = draw(st.integers(0, 19))
    charset = {0: "utf-16", 1: "latin-1", 2: "utf-8-sig"}.get(rare, "utf-8")
    body = _encoded(tree, plain, charset)
    if draw(st.integers(0, 9)) < 2:
        body = draw(damaged_bytes(body))
    if draw(st.integers(0, 9)) < 3:
        status = draw(STATUSES)
    line = f"HTTP/1.1 {status} Word".encode()
    if draw(st.integers(0, 29)) == 0:
        line = draw(STATUS_LINES)
    headers = [b"Content-Type: application/json"]
    if draw(st.integers(0, 9)) < 3:
        headers += draw(st.lists(HEADERS, min_size=1, max_size=3))
    packed = draw(st.integers(0, 19))
    if packed < 2:
        body = (gzip.compress, zlib.compress)[packed](body, 1)
        headers.append((b"Content-Encoding: gzip", b"Content-Encoding: deflate")[packed])
    if status != 204 and draw(st.integers(0, 9)) < 8:
        headers.append(b"Content-Length: %d" % len(body))
    wire = b"\r\n".join([line, *headers, b"", body])
    if draw(st.integers(0, 19)) == 0:
        wire = wire[: draw(st.integers(0, len(wire)))]
    return wire
