"""An element of a page in, its text out: paragraphs between blank lines, lists and tables line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import TYPE_CHECKING, NamedTuple

from kg.read.blocks import BULLET, LIST, Block, item, joined, row

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def tags(names: str) -> frozenset[str]:
    """Return the names of elements that stand in a line."""
    return frozenset(names.split())


_UNSHOWN = tags("head script style template title")
_CONTROLS = tags("audio canvas datalist dialog iframe map nav noscript object select svg textarea video")
_ROLES = tags("alertdialog dialog menu menubar navigation search")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FRINGES = tags("aside footer header")
_PARTS = tags("article main")
_HEADINGS = tags("h1 h2 h3 h4 h5 h6")
_INLINE = tags(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark nobr "
    "s samp small span strike strong sub sup time tt u var wbr"
)
_SPACE = re.compile(r"[ \t\n\f\r]+")
_BREAK = re.compile(r" *\n *")
_PARAGRAPHS = re.compile(r"\n{2,}")

# Whether an element is left out, by the parts and headings that it stands within.
LeftOut = Callable[["LexborNode", frozenset[str]], bool]


class _Event(NamedTuple):
    """The start or the end of an element, or a text, whose tag is empty."""

    tag: str
    node: LexborNode
    is_start: bool


def is_unshown(node: LexborNode, within: frozenset[str]) -> bool:
    """Whether no browser shows it: a script, a style."""
    return node.tag in _UNSHOWN


def is_aside(node: LexborNode, within: frozenset[str]) -> bool:
    """Whether it is no part of what the page says: navigation, controls, what is hidden, the page's fringes.

    An article's own header and footer belong to it, and so does a button that is a heading.
    """
    tag, attributes = node.tag or "", node.attributes
    if tag in _UNSHOWN | _CONTROLS or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in _ROLES or _HIDDEN.search(attributes.get("style") or ""):
        return True
    return (tag in _FRINGES and not within & _PARTS) or (tag == "button" and not within & _HEADINGS)


def rendered(root: LexborNode, left_out: LeftOut = is_aside) -> str:
    """Return the text that the element shows, but for what is left out."""
    return joined(_Writer().blocks(_events(root, left_out)))


def words(node: LexborNode | None) -> str:
    """Return an element's words on one line, or nothing where there is no element."""
    return _SPACE.sub(" ", node.text()).strip() if node else ""


def _events(root: LexborNode, left_out: LeftOut) -> Iterator[_Event]:
    """Yield starts, texts and ends of what is not left out; no recursion, for pages may be nested deep."""
    waiting = [(_Event(root.tag or "", root, True), frozenset[str]())]
    while waiting:
        event, within = waiting.pop()
        if event.is_start and event.tag and left_out(event.node, within):
            continue
        yield event
        if event.is_start and event.tag:
            waiting.append((_Event(event.tag, event.node, False), within))
            inside = within | ({event.tag} & (_PARTS | _HEADINGS))
            waiting += [(child, inside) for child in reversed(_children(event.node))]


def _children(node: LexborNode) -> list[_Event]:
    """Return a node's elements and texts; comments have tags that begin with a dash too."""
    children = [child for child in node.iter(include_text=True) if child.tag]
    return [
        _Event("" if child.is_text_node else child.tag or "", child, True)
        for child in children
        if child.is_text_node or child.is_element_node
    ]


# --- gathering the blocks


@dataclass(slots=True)
class _Frame:
    """What is being gathered: the whole, an item of a list, a row of a table or a cell."""

    done: list[Block] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)

    def end_paragraph(self) -> None:
        text = re.sub(" {2,}", " ", _BREAK.sub("\n", "".join(self.run))).strip(" \n")
        self.done += [Block(part) for part in _PARAGRAPHS.split(text) if part]
        self.run = []


class _Writer:
    """Turns events into blocks; holds what is open."""

    def __init__(self) -> None:
        self._frames = [_Frame()]
        self._lists: list[tuple[str, Iterator[str]]] = []
        self._tables: list[str] = []
        self._numbers = count(1)
        self._verbatim = 0

    def blocks(self, events: Iterable[_Event]) -> list[Block]:
        """Return the blocks of all events."""
        for event in events:
            if not event.tag:
                self._text(event.node.text_content or "")
            elif event.tag == "br":
                self._frames[-1].run += ["\n"] * event.is_start
            elif event.tag == "q":
                self._frames[-1].run.append("“" if event.is_start else "”")
            elif event.tag not in _INLINE:
                self._frames[-1].end_paragraph()
                (self._start if event.is_start else self._end)(event.tag, event.node)
        self._frames[-1].end_paragraph()
        return self._frames[-1].done

    def _text(self, text: str) -> None:
        self._frames[-1].run.append(text.replace("\r\n", "\n") if self._verbatim else _SPACE.sub(" ", text))

    def _start(self, tag: str, node: LexborNode) -> None:
        if tag in ("li", "tr", "td", "th"):
            self._frames.append(_Frame())
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.append((f"{LIST} {next(self._numbers)}", _markers(tag, node)))
        elif tag == "table":
            self._tables.append(f"table {next(self._numbers)}")
        elif tag == "pre":
            self._verbatim += 1

    def _end(self, tag: str, node: LexborNode) -> None:
        if tag in ("li", "tr", "td", "th"):
            self._end_frame(tag)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
        elif tag == "table":
            self._tables.pop()
        elif tag == "pre":
            self._verbatim -= 1

    def _end_frame(self, tag: str) -> None:
        frame = self._frames.pop()
        outer = self._frames[-1]
        if tag == "li":
            group, markers = self._lists[-1] if self._lists else (LIST, repeat(BULLET))
            outer.done += item(frame.done, next(markers), group)
        elif tag == "tr":
            outer.done += row(frame.cells, self._tables[-1])
        else:
            outer.cells.append(frame.done)


def _markers(tag: str, node: LexborNode) -> Iterator[str]:
    """Return what stands before each item of a list."""
    if tag != "ol":
        return repeat(BULLET)
    start = node.attributes.get("start") or ""
    return (f"{number}. " for number in count(int(start) if start.isdecimal() else 1))
