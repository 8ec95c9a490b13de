# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Sentences that can be translated, and that there are no others."""

from __future__ import annotations

import ast
import importlib
import inspect
import pickle
import re
import subprocess
import sys
from pathlib import Path

import connectors
import pytest
from connectors.base import ConnectorError
from connectors.redaction import Redactor, clean, shorten
from connectors.text import Text, _lt, listed
from loopback import Reply

PACKAGE = Path(connectors.__file__).parent


# --- A sentence -------------------------------------------------------------


def test_a_text_is_its_english_sentence():
    text = _lt("%(host)s answered %(count)d times.", host="example.com", count=2)
    assert isinstance(text, str)
    assert text == f"{text}" == "example.com answered 2 times."
    assert hash(text) == hash("example.com answered 2 times.")
    assert text.source == "%(host)s answered %(count)d times."
    assert text.values == {"host": "example.com", "count": 2}


def test_a_text_without_values_may_have_percent_signs():
    assert _lt("100% sure") == "100% sure"


def test_a_text_is_filled_later():
    text = _lt("%(host)s refused.").fill(host="example.com")
    assert (text, text.source) == ("example.com refused.", "%(host)s refused.")


def test_texts_in_a_list_stay_texts():
    labels = listed([_lt("Client ID"), _lt("Marketplace %(n)s", n=1)])
    assert labels == "Client ID, Marketplace 1"
    assert [value.source for value in labels.values.values()] == [
        "Client ID",
        "Marketplace %(n)s",
    ]
    assert listed([]) == ""


def test_a_text_survives_being_copied():
    text = pickle.loads(pickle.dumps(_lt("%(a)s!", a=_lt("Hello %(b)s", b=1))))
    assert text == "Hello 1!"
    assert text.values["a"].source == "Hello %(b)s"


# --- On its way -------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "value", "changed"),
    [
        (Redactor(["s3cret"]), "s3cret", "[hidden]"),
        (clean, "\x00", "\N{REPLACEMENT CHARACTER}"),
        (lambda text: shorten(text, 3), "abcdef", "abc… +3"),
    ],
)
def test_what_is_kept_of_a_text_is_a_text(change, value, changed):
    inner = _lt("of %(what)s", what=value)
    text = change(
        _lt("Value %(value)s %(inner)s, %(n)d.", value=value, inner=inner, n=1)
    )
    assert text == f"Value {changed} of {changed}, 1."
    assert text.source == "Value %(value)s %(inner)s, %(n)d."
    assert text.values["inner"].source == "of %(what)s"


def test_an_error_and_its_call_keep_the_text(amazon, marketplace):
    marketplace.script = [Reply(act="cut")]
    with pytest.raises(ConnectorError) as caught:
        amazon.probe("products")
    source = "The connection with %(host)s broke before the answer."
    assert caught.value.message.source == source
    assert caught.value.args[0].source == source
    assert caught.value.hint.source
    assert amazon.calls.take()[-1].message.source == source


def test_a_problem_of_a_page_keeps_the_text(amazon, marketplace):
    marketplace.script = [Reply(200, {"items": [{"sku": "A", "summaries": 3}]})]
    (problem,) = amazon.items().problems
    assert problem == "Item A: summaries is missing or not a list."
    assert problem.source == "Item %(sku)s: %(problem)s"
    assert problem.values["problem"].source == "%(name)s is missing or not a list."


def test_an_unreadable_answer_keeps_the_text(amazon, marketplace):
    marketplace.script = [Reply(200, {"order": {"orderId": "1"}})]
    with pytest.raises(ConnectorError) as caught:
        amazon.order("111-1111111-1111111")
    problem = caught.value.message.values["problem"]
    assert problem.source == "Order %(ref)s: %(problem)s"


def test_missing_credentials_are_named_in_any_language(credentials):
    del credentials["client_id"], credentials["seller_id"]
    with pytest.raises(ConnectorError) as caught:
        connectors.connect("amazon", credentials)
    assert caught.value.message == "Missing: Seller ID, Client ID."
    labels = caught.value.message.values["labels"].values
    assert all(isinstance(label, Text) for label in labels.values())


# --- Nothing is left out ----------------------------------------------------

#: Parameters whose arguments somebody gets to read.
READ = {"message", "hint", "label", "help", "problem", "rule"}
SOURCES = sorted(PACKAGE.rglob("*.py"))


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def plain(node):
    """Whether an expression is text that is written there and not marked."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value != ""
    if isinstance(node, ast.BinOp):
        return plain(node.left) or plain(node.right)
    if isinstance(node, ast.BoolOp):
        return any(map(plain, node.values))
    if isinstance(node, ast.IfExp):
        return plain(node.body) or plain(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("format", "join") and plain(node.func.value)
    return isinstance(node, ast.JoinedStr)


def read_arguments(call, module):
    """Yield the arguments of a call that somebody gets to read."""
    for keyword in call.keywords:
        if keyword.arg in READ:
            yield keyword.value
    called = getattr(module, getattr(call.func, "id", ""), None)
    if getattr(called, "__module__", "").startswith("connectors."):
        names = inspect.signature(called).parameters
        for name, node in zip(names, call.args, strict=False):
            if name in READ:
                yield node


def unmarked_arguments(tree, module):
    return [
        f"{node.lineno}: {ast.unparse(argument)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in read_arguments(node, module)
        if plain(argument)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_what_somebody_reads_is_marked_for_translation(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
    assert not unmarked_arguments(parsed(path), module)


class _Sentences(ast.NodeVisitor):
    """Collects what looks like a sentence, is no docstring and is not marked."""

    def __init__(self):
        self.found = []

    def visit_Expr(self, node):
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node):
        name = ast.unparse(node.func)
        if name != "_lt" and not name.startswith("_logger."):
            self.generic_visit(node)

    def visit_Constant(self, node):
        text = node.value
        if isinstance(text, str) and re.match(r"[A-Z][a-z]* .*[a-z]{2}.*[.:;,]", text):
            self.found.append(f"{node.lineno}: {text}")


def sentences_in(tree):
    visitor = _Sentences()
    visitor.visit(tree)
    return visitor.found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_sentence_is_hidden_in_a_table(path):
    assert not sentences_in(parsed(path))


@pytest.mark.parametrize(
    "code",
    [
        "Rejected('No.', code='x')",
        "Rejected(f'{name} refused', code='x')",
        "Rejected('%s refused' % name)",
        "Rejected('{} refused'.format(name))",
        "Rejected(message, hint='Do this.')",
        "Rejected(message, hint=why or 'Do this.')",
        "anything(hint='Do ' + this)",
        "Credential('name', 'Label')",
        "Credential('name', _lt('Label'), help='Help')",
    ],
)
def test_these_would_be_found(code):
    assert unmarked_arguments(ast.parse(code), connectors.base)


def test_these_would_not_be_found():
    code = "Rejected(_lt('No.'), code='E1', hint=_lt('%(a)s!', a='x'))"
    assert not unmarked_arguments(ast.parse(code), connectors.base)
    assert sentences_in(ast.parse("HINTS = {429: 'Wait a moment, please.'}"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_marked_sentences_can_be_exported_and_filled(path):
    """One literal, and named values only."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "_lt":
            (source,) = node.args
            assert isinstance(source, ast.Constant), ast.unparse(node)
            assert not re.search(r"%[^(%]", source.value), source.value


@pytest.mark.parametrize(
    "piece", ["a", "client", "v^1.1#", "shpat_", "ck_0", "api_key=", "consumer_"]
)
def test_a_long_hostile_text_is_cleaned_in_the_time_it_takes_to_read(piece):
    """A pattern that looks back at each letter would take minutes."""
    code = (
        "from connectors.redaction import Redactor; "
        f"Redactor(['secret']).kept({piece!r} * (1_000_000 // len({piece!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=connectors.__path__[0] + "/..", timeout=30
    )
    assert done.returncode == 0
