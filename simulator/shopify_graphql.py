# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""As much of GraphQL as an API client needs: documents, their cost, their answers.

Documents: the GraphQL specification of October 2021, one operation, no fragments by
name. Cost: Shopify, "GraphQL Admin API rate limits"; what a page of so many costs is
as the API (2026-04) answers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(
    r'[\s,]+|#[^\n]*|(\.\.\.|[!$():=@\[\]{}|]|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|\w+)'
)
#: (size of a page, what it costs per object on it)
_PAGE_COSTS = ((1, 1), (2, 2), (5, 3), (10, 4), (20, 5), (50, 7), (100, 9), (250, 11))
_LARGEST_PAGE = 250
#: What a change costs, beside what is asked of the object that it returns.
_MUTATION, _DEAR_MUTATIONS = 10, {"fulfillmentTrackingInfoUpdate": 50}


class GraphQLError(Exception):
    """Becomes one of ``errors``."""

    def __init__(self, message: str, code: str, **extensions: Any):
        super().__init__(message)
        self.error = {"message": message, "extensions": {"code": code} | extensions}


@dataclass(frozen=True)
class Variable:
    """An argument that stands for a value sent along."""

    name: str


@dataclass
class Field:
    """``on``: a type, of an inline fragment, which is a field without a name."""

    name: str = ""
    alias: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    on: str = ""


@dataclass
class Document:
    """``variables``: name -> type as it is written, such as "ID!"."""

    kind: str
    name: str
    variables: dict[str, str]
    fields: list[Field]


class _Parser:
    def __init__(self, text: str):
        self._tokens = []
        end = 0
        for match in _TOKEN.finditer(text):
            if match.start() != end:
                break
            end = match.end()
            if match[1]:
                self._tokens.append(match[1])
        if end != len(text):
            raise _syntax(text[end : end + 10])
        self._at = 0

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise _syntax(token or "end of file")
        self._at += 1
        return token

    def document(self) -> Document:
        kind = self.take()
        if kind not in ("query", "mutation"):
            raise _syntax(kind)
        name = self.take()
        variables = {}
        if self.peek() == "(":
            self.take("(")
            while self.peek() != ")":
                self.take("$")
                variable = self.take()
                self.take(":")
                variables[variable] = self._type()
            self.take(")")
        document = Document(kind, name, variables, self._selection())
        if self.peek():
            raise _syntax(self.peek())
        return document

    def _type(self) -> str:
        text = self.take()
        if text == "[":
            text += self._type() + self.take("]")
        return text + self.take("!") if self.peek() == "!" else text

    def _selection(self) -> list[Field]:
        self.take("{")
        fields = []
        while self.peek() != "}":
            fields.append(self._field())
        self.take("}")
        return fields

    def _field(self) -> Field:
        name = self.take()
        if name == "...":
            self.take("on")
            return Field(on=self.take(), fields=self._selection())
        alias = name
        if self.peek() == ":":
            self.take(":")
            name = self.take()
        found = Field(name, alias)
        if self.peek() == "(":
            self.take("(")
            while self.peek() != ")":
                argument = self.take()
                self.take(":")
                found.arguments[argument] = self._value()
            self.take(")")
        if self.peek() == "{":
            found.fields = self._selection()
        return found

    def _value(self) -> Any:
        token = self.take()
        if token == "$":
            return Variable(self.take())
        if token.startswith('"'):
            return token[1:-1]
        if token in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[token]
        return int(token) if re.fullmatch(r"-?\d+", token) else token


def _syntax(at: str) -> GraphQLError:
    return GraphQLError(f"syntax error, unexpected {at}", "PARSE_ERROR")


@lru_cache(maxsize=200)
def parse(text: str) -> Document:
    """Return a document; raises GraphQLError."""
    return _Parser(text).document()


def check_variables(document: Document, given: dict[str, Any]) -> None:
    """Refuse variables of other types than declared; raises GraphQLError."""
    for name, declared in document.variables.items():
        value = given.get(name)
        kind = declared.rstrip("!")
        if value is None:
            if declared.endswith("!"):
                raise _variable(name, declared)
            continue
        fits = {
            "Int": type(value) is int,
            "Boolean": isinstance(value, bool),
            "String": isinstance(value, str),
            "ID": isinstance(value, str)
            and bool(re.fullmatch(r"gid://shopify/\w+/\d+", value)),
        }.get(kind, isinstance(value, dict))
        if not fits:
            raise _variable(name, declared)


def _variable(name: str, declared: str) -> GraphQLError:
    return GraphQLError(
        f"Variable ${name} of type {declared} was provided invalid value",
        "INVALID_VARIABLE",
    )


def arguments(asked: Field, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a field with variables filled in."""
    return {
        name: given.get(value.name) if isinstance(value, Variable) else value
        for name, value in asked.arguments.items()
    }


def cost(document: Document, given: dict[str, Any]) -> int:
    """Return what a document may cost at most."""
    if document.kind == "query":
        return max(1, _cost(document.fields, given))
    return sum(
        _DEAR_MUTATIONS.get(change.name, _MUTATION)
        + sum(_cost(payload.fields, given) for payload in change.fields)
        for change in document.fields
    )


def _cost(fields: list[Field], given: dict[str, Any]) -> int:
    return sum(_cost_of(asked, given) for asked in fields)


def _cost_of(asked: Field, given: dict[str, Any]) -> int:
    if not asked.fields or asked.name == "pageInfo":
        return 0
    if asked.on:
        return _cost(asked.fields, given)
    size = arguments(asked, given).get("first")
    pages = any(inner.name in ("nodes", "pageInfo") for inner in asked.fields)
    if size is None or not pages:
        return 1 + _cost(asked.fields, given)
    nodes = next((f.fields for f in asked.fields if f.name == "nodes"), [])
    return 2 + _page_cost(size) * (1 + _cost(nodes, given))


def _page_cost(size: int) -> int:
    return next((price for most, price in _PAGE_COSTS if size <= most), 11)


# --- Answers -------------------------------------------------------------------

#: A value that depends on the arguments of its field.
Resolver = Callable[[dict[str, Any]], Any]


def answer(fields: list[Field], data: dict, given: dict[str, Any]) -> dict:
    """Return of an object what is asked for.

    ``data`` has ``__typename``, and values or resolvers by name; what it has not is
    not in the schema.
    """
    found: dict[str, Any] = {}
    for asked in fields:
        if asked.on:
            if asked.on == data["__typename"]:
                found |= answer(asked.fields, data, given)
            continue
        if asked.name not in data:
            kind = data["__typename"]
            raise GraphQLError(
                f"Field '{asked.name}' doesn't exist on type '{kind}'",
                "undefinedField",
                typeName=kind,
                fieldName=asked.name,
            )
        value = data[asked.name]
        if callable(value):
            value = value(arguments(asked, given))
        found[asked.alias] = _value(asked, value, given)
    return found


def _value(asked: Field, value: Any, given: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_value(asked, each, given) for each in value]
    if isinstance(value, dict):
        if not asked.fields:
            raise GraphQLError(
                f"Field must have selections (field '{asked.name}')",
                "selectionMismatch",
            )
        return answer(asked.fields, value, given)
    return value


def connection(
    kind: str, nodes: list, show: Callable[[Any], dict] = lambda node: node
) -> Resolver:
    """Return what pages through ``nodes`` by cursors that are positions.

    :param show: makes an object of one of them
    """

    def page(args: dict[str, Any]) -> dict:
        size, after = args.get("first"), args.get("after")
        if not isinstance(size, int) or not 0 < size <= _LARGEST_PAGE:
            raise GraphQLError("you must provide one of first or last", "BAD_REQUEST")
        start = 0
        if after is not None:
            if not re.fullmatch(r"c\d{1,9}", after):
                raise GraphQLError("Malformed cursor", "BAD_REQUEST")
            start = int(after[1:])
        end = min(start + size, len(nodes))
        info = {
            "__typename": "PageInfo",
            "hasNextPage": end < len(nodes),
            "endCursor": f"c{end}" if end > start else None,
        }
        chosen = [show(node) for node in nodes[start:end]]
        return {"__typename": kind, "nodes": chosen, "pageInfo": info}

    return page
