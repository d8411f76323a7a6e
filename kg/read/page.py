"""An HTML page in, its main text out: a paragraph a block, with blank lines between.

Headings are paragraphs, items of a list lines with "- " (or "1. ") before them, rows of a table lines with
" | " between the cells. Scripts, navigation and what the page hides are left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.metadata import Metadata, address
from kg.read.rendering import is_unshown, rendered, tags, words
from kg.read.text import Content, decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096
_ONE_BYTE = re.compile(r"windows-125\d|iso-8859-\d+|macintosh")
# WHATWG Encoding: these labels mean Windows-1252.
_AS_WINDOWS = {"iso-8859-1", "latin1", "us-ascii", "ascii"}

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_NOT_NESTED = tags(
    "a area base body br col dd dt head hr html img input li link meta option p param path source tbody td "
    "tfoot th thead tr wbr"
)
_DEEPEST = 5000

_LEAST_SHARE = 0.25


def page(data: bytes) -> Content:
    """Read an HTML page.

    Raises:
        ReadError: it is empty, binary, in no encoding that kg reads, nested too deeply, or without text.
    """
    from selectolax.lexbor import LexborHTMLParser

    source, encoding = decode(data, _declared(data))
    _check_depth(source)
    tree = LexborHTMLParser(source)
    text = _text(tree)
    if not text:
        raise ReadError("the page holds no text, perhaps because scripts fetch it; save the page as it is shown.")
    said = Metadata(_title(tree), _date(tree), _publisher(tree), _address(tree), _licence(tree))
    return Content(text, encoding, "text/html", said)


def shown(source: str) -> str:
    """Return all the text that a piece of HTML shows."""
    from selectolax.lexbor import LexborHTMLParser

    _check_depth(source)
    tree = LexborHTMLParser(source)
    return rendered(tree.body) if tree.body else ""


def _declared(data: bytes) -> list[str]:
    match = _DECLARED.search(data[:_HEAD])
    if not match:
        return []
    label = (match[1] or match[2]).decode("ascii", "replace").lower()
    if label in _AS_WINDOWS:
        return ["windows-1252"]
    return [label] if _ONE_BYTE.fullmatch(label) else []


def _check_depth(source: str) -> None:
    """Refuse what would keep the parser busy for minutes: its time grows with the square of the depth."""
    depth = 0
    for closing, name in _TAG.findall(source):
        if name.lower() not in _NOT_NESTED:
            depth = max(0, depth + (-1 if closing else 1))
            if depth > _DEEPEST:
                raise ReadError(f"its elements are nested more than {_DEEPEST} deep; give its text as .txt.")


# --- what the page says of itself


def _title(tree: LexborHTMLParser) -> str:
    return _meta(tree, "og:title", "dc.title", "dcterms.title") or words(tree.css_first("title"))


def _publisher(tree: LexborHTMLParser) -> str:
    return _meta(tree, "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "author")


def _date(tree: LexborHTMLParser) -> str:
    """Return the day of publication, ISO 8601: as declared, or the only one that the page marks as a time."""
    names = "article:published_time dc.date.issued dc.date dcterms.issued dcterms.date date pubdate datepublished"
    if declared := _day(_meta(tree, *names.split())):
        return declared
    days = {_day(node.attributes.get("datetime") or "") for node in tree.css("time[datetime]")}
    return days.pop() if len(days) == 1 else ""


def _address(tree: LexborHTMLParser) -> str:
    """Return the address under which the page itself wants to be known."""
    return address(_link(tree, "canonical") or _meta(tree, "og:url"))


def _licence(tree: LexborHTMLParser) -> str:
    return address(_link(tree, "license")) or _meta(tree, "dc.rights.license", "dcterms.license")


def _link(tree: LexborHTMLParser, relation: str) -> str:
    node = tree.css_first(f"head > link[rel='{relation}']")
    return (node.attributes.get("href") or "").strip() if node else ""


def _meta(tree: LexborHTMLParser, *names: str) -> str:
    """Return the content of the first of these names that the page gives."""
    given: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        given.setdefault(name.lower(), " ".join((attributes.get("content") or "").split()))
    return next((given[name] for name in names if given.get(name)), "")


def _day(stamp: str) -> str:
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        return ""


# --- the main text


def _text(tree: LexborHTMLParser) -> str:
    """Return the text of the page's main part, or of all of it where that part is too small."""
    if tree.body is None:
        return ""
    whole = rendered(tree.body)
    part = _main(tree)
    text = rendered(part) if part else ""
    if len(text) < _LEAST_SHARE * len(whole):
        text = whole
    return _with_headline(text, tree) or rendered(tree.body, is_unshown)


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main, [role=main]", "article"):
        nodes = tree.css(selector)
        if len(nodes) == 1:
            return nodes[0]
    return None


def _with_headline(text: str, tree: LexborHTMLParser) -> str:
    """Put the page's only first-level heading before the text if it stands outside."""
    headings = tree.css("h1")
    headline = words(headings[0]) if len(headings) == 1 else ""
    return f"{headline}\n\n{text}" if text and headline and headline not in text else text
