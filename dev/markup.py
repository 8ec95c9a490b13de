# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Markdown, as the readme fragments use it, to reStructuredText and to HTML.

What reStructuredText cannot say (a picture in a sentence, markup inside markup) is
refused rather than changed.
"""

import html
import re

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .console import CannotContinue

_OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")
_UNDERLINES = {2: "-", 3: "~"}


class CannotSay(CannotContinue):
    """A fragment uses what the other format does not have."""


def _parse(text):
    return SyntaxTreeNode(MarkdownIt("commonmark").parse(text))


def is_outside(target):
    """Whether a link leads out of the repository."""
    return bool(_OUTSIDE.match(target))


def heading(title, underline):
    """A section's title in reStructuredText."""
    return f"{title}\n{underline * len(title)}"


def to_rst(text, locate):
    """reStructuredText of a fragment; `locate` gives links as the README needs them."""
    return _rst_blocks(_parse(text).children, locate)


def _rst_blocks(nodes, locate):
    return "\n\n".join(_rst_block(node, locate) for node in nodes)


def _rst_block(node, locate):
    if node.type == "paragraph":
        (inline,) = node.children
        if [child.type for child in inline.children] == ["image"]:
            (image,) = inline.children
            source = locate(image.attrs["src"])
            return f".. figure:: {source}\n   :alt: {image.content}"
        return _rst_inline(inline, locate)
    if node.type == "heading":
        title = _rst_inline(node.children[0], locate)
        return heading(title, _UNDERLINES[int(node.tag[1:])])
    if node.type in ("bullet_list", "ordered_list"):
        items = [_rst_blocks(item.children, locate) for item in node.children]
        signs = ("-",) * len(items)
        if node.type == "ordered_list":
            signs = [f"{number}." for number in range(1, len(items) + 1)]
        return "\n".join(map(_hanging, signs, items))
    if node.type == "fence":
        return f".. code-block:: {node.info}\n\n" + _indented(node.content, "   ")
    raise CannotSay(f"readme fragments cannot have: {node.type}")


def _hanging(sign, text):
    indent = " " * (len(sign) + 1)
    return f"{sign} " + _indented(text, indent).lstrip()


def _indented(text, indent):
    return "\n".join(indent + line if line else "" for line in text.splitlines())


def _rst_inline(inline, locate):
    return "".join(_rst_span(span, locate) for span in inline.children)


def _rst_span(span, locate):
    if span.type == "text":
        return re.sub(r"([*`|\\]|\w_\b)", _escaped, span.content)
    if span.type == "softbreak":
        return "\n"
    if span.type == "code_inline":
        return f"``{span.content}``"
    marks = {"em": "*", "strong": "**"}
    if span.type in marks:
        return marks[span.type] + _plain(span) + marks[span.type]
    if span.type == "link":
        return f"`{_plain(span)} <{locate(span.attrs['href'])}>`__"
    raise CannotSay(f"readme fragments: {span.type} inside a sentence")


def _escaped(match):
    text = match[0]
    return text[:-1] + "\\" + text[-1]


def _plain(span):
    """The text inside of markup: reStructuredText has no markup within markup."""
    if any(child.type not in ("text", "softbreak") for child in span.children):
        raise CannotSay(f"readme fragments: markup inside of {span.type}")
    return "".join(child.content or " " for child in span.children)


def to_html(text, locate):
    """HTML of a fragment; a link that `locate` has nothing for is its text alone.

    Headings are one level lower: the fragment's own title is a second-level one.
    """
    return _html_blocks(_parse(text).children, locate)


def _html_blocks(nodes, locate):
    return "\n".join(_html_block(node, locate) for node in nodes)


def _html_block(node, locate):
    if node.type == "paragraph":
        return f"<p>{_html_inline(node.children[0], locate)}</p>"
    if node.type == "heading":
        tag = f"h{int(node.tag[1:]) + 1}"
        return f"<{tag}>{_html_inline(node.children[0], locate)}</{tag}>"
    if node.type in ("bullet_list", "ordered_list"):
        items = [_html_item(item, locate) for item in node.children]
        return "\n".join([f"<{node.tag}>", *items, f"</{node.tag}>"])
    if node.type == "fence":
        return f"<pre>{html.escape(node.content)}</pre>"
    raise CannotSay(f"readme fragments cannot have: {node.type}")


def _html_item(item, locate):
    first, *rest = item.children
    text = _html_inline(first.children[0], locate)
    inner = "\n" + _html_blocks(rest, locate) + "\n" if rest else ""
    return f"<li>{text}{inner}</li>"


def _html_inline(inline, locate):
    return "".join(_html_span(span, locate) for span in inline.children)


def _html_span(span, locate):
    if span.type == "text":
        return html.escape(span.content, quote=False)
    if span.type == "softbreak":
        return "\n"
    if span.type == "code_inline":
        return f"<code>{html.escape(span.content, quote=False)}</code>"
    if span.type == "image":
        source, words = locate(span.attrs["src"]), html.escape(span.content)
        return f'<img class="img-fluid border rounded" src="{source}" alt="{words}"/>'
    text = _html_inline(span, locate)
    if span.type in ("em", "strong"):
        return f"<{span.tag}>{text}</{span.tag}>"
    if span.type == "link":
        target = locate(span.attrs["href"])
        return f'<a href="{html.escape(target)}">{text}</a>' if target else text
    raise CannotSay(f"readme fragments: {span.type} inside a sentence")
