"""A raw text in, its lines out: where each stands in the text, and how many blank lines part it from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import marks
from kg.model import Span

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_MARGIN = re.compile(r"[>\s]*")
_NEW_PAGE = "\f"
MARKER = re.compile(
    r"((?:--|[-–—*•·▪●o])\s+|(?:--(?!-)|[•●▪])"
    r"|\(?(?:[a-z]|[ivx]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+(?=[A-Z“\"‘']))(?=\S)"
)
_TERMINAL = re.compile(r"[.!?:;][\"'“”‘’)\]?]*$")


class Line(NamedTuple):
    """A line, or several that were joined: its words with one sign for each damaged one, without the space around.

    `spans` are the stretches of the raw text that hold it, `blanks` the number of blank lines before it. `opens_page`
    says that a form feed stands before it, `behind_margin` that a page's margin was left out there. `height` lines of
    the raw text were joined to it.
    """

    text: str
    spans: tuple[Span, ...]
    blanks: int = 0
    opens_page: bool = False
    behind_margin: bool = False
    height: int = 1

    @property
    def start(self) -> int:
        """The raw offset at which it begins."""
        return self.spans[0].start


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines that are not blank, from a raw offset on."""
    ended = start
    for match in _LINE.finditer(text, start):
        margin = _MARGIN.match(match[0])
        begin = match.start() + (margin.end() if margin else 0)
        stripped = text[begin : match.end()].rstrip()
        if stripped:
            blanks = max(0, len(_END.findall(text, ended, begin)) - 1)
            opens_page = _NEW_PAGE in text[ended:begin]
            ended = begin + len(stripped)
            yield Line(marks.plain(stripped), (Span(begin, ended),), blanks, opens_page)


def joined(lines: Sequence[Line]) -> Line:
    """Return lines as one; what stands between them belongs to it, but for a page's margin."""
    spans = list(lines[0].spans)
    for line in lines[1:]:
        first, *others = line.spans
        spans[-1:] = [spans[-1], first] if line.behind_margin else [Span(spans[-1].start, first.end)]
        spans += others
    height = sum(line.height for line in lines)
    return lines[0]._replace(text=" ".join(line.text for line in lines), spans=tuple(spans), height=height)


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence, or the part of one before a list, does."""
    return _TERMINAL.search(text) is not None


def is_item(line: Line) -> bool:
    """Return whether a line begins with the mark or number of a list."""
    return MARKER.match(line.text) is not None
