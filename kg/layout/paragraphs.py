"""A document's raw text in, its paragraphs out: list markers and cleaned views with the way back to the raw text.

Lines that were wrapped by hand are joined again, also where a blank line stands between each. How a text was wrapped
is read from the lines that plainly stop in mid-sentence: their width and the blank lines behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from kg import marks
from kg.model import Span, View

WIDEST_WRAP = 110
SHORTEST_WRAPPED = 45
SURE, USUAL, ENOUGH = 0.8, 0.95, 0.3
_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_MARKER = re.compile(
    r"((?:--|[-–—*•·▪●o])\s+|(?:--(?!-)|[•●▪])"
    r"|\(?(?:[a-z]|[ivx]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+(?=[A-Z“\"‘']))(?=\S)"
)
_TERMINAL = re.compile(r"[.!?:;][\"'“”‘’)\]?]*$")
_QUOTE = re.compile(r"[\"'“‘]|\?{3}")
_RUN = re.compile(r"\s+|\?{3}|''")
_STANDS_FOR = {"?": marks.LOST, "'": '"'}


class _Line(NamedTuple):
    """A line that is not blank: raw offsets of what is not space, and the number of blank lines before it."""

    start: int
    end: int
    text: str
    blanks: int


class _Wrap(NamedTuple):
    """How a text was wrapped: the width, 0 if it was not; the blank lines between the lines of a paragraph.

    `has_gaps` says whether more blank lines than these part its paragraphs.
    """

    width: int
    blanks: int
    has_gaps: bool


class Paragraph(NamedTuple):
    """A paragraph: the list marker before it ('' without one) and its view."""

    marker: str
    view: View


def paragraphs(text: str, stands_alone: Callable[[str], bool]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a raw text in order; a line that `stands_alone` is never joined to a sentence."""
    for start, end in _spans(list(_lines(text)), stands_alone):
        marker = _MARKER.match(text, start, end)
        view = view_of(text, marker.end() if marker else start, end)
        yield Paragraph(marker[0].strip() if marker else "", view)


def view_of(raw: str, start: int, end: int) -> View:
    """Return the cleaned view of raw[start:end]: each run of space is one, each speech mark has its part decided."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = start
    for run in _RUN.finditer(raw, start, end):
        characters += (raw[place : run.start()], _STANDS_FOR.get(run[0][0], " "))
        starts += (*range(place, run.start()), run.start())
        ends += (*range(place + 1, run.start() + 1), run.end())
        place = run.end()
    characters.append(raw[place:end])
    starts += range(place, end)
    ends += range(place + 1, end + 1)
    return View(marks.decide("".join(characters)), tuple(starts), tuple(ends))


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence, or the part of one before a list, does."""
    return _TERMINAL.search(text) is not None


# --- lines to paragraphs


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not blank."""
    ended = 0
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            blanks = max(0, len(_END.findall(text, ended, start)) - 1)
            ended = start + len(stripped)
            yield _Line(start, ended, stripped, blanks)


def _spans(lines: list[_Line], stands_alone: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the raw spans of the paragraphs."""
    if not lines:
        return
    wraps = _wraps(lines)
    start = 0
    for place, (line, following) in enumerate(pairwise(lines)):
        goes_on = _goes_on(lines[start : place + 1], following, wraps[place])
        if not goes_on or (ends_sentence(line.text) and stands_alone(following.text)):
            yield Span(lines[start].start, line.end)
            start = place + 1
    yield Span(lines[start].start, lines[-1].end)


def _wraps(lines: list[_Line]) -> list[_Wrap]:
    """Return for each line how the text around it was wrapped: each run of narrow lines is looked at by itself."""
    found: list[_Wrap] = []
    for is_narrow, run in groupby(lines, key=lambda line: len(line.text) <= WIDEST_WRAP):
        region = list(run)
        found += [_wrap(region) if is_narrow else _Wrap(0, 0, False)] * len(region)
    return found


def _wrap(lines: list[_Line]) -> _Wrap:
    """Return how lines were wrapped, by those that stop in mid-sentence, if these are enough to show it."""
    listed = _listed(lines)
    breaks = [
        (line, following)
        for line, following in pairwise(lines)
        if len(line.text) >= SHORTEST_WRAPPED and line.start not in listed
    ]
    cuts = [(line, following) for line, following in breaks if _is_cut(line, following)]
    if not cuts:
        return _Wrap(0, 0, False)
    blanks = Counter(following.blanks for _, following in cuts).most_common(1)[0][0]
    close = sum(following.blanks <= blanks for _, following in breaks)
    widths = sorted(len(line.text) for line, _ in cuts)
    width = widths[int(USUAL * (len(widths) - 1))]
    forced = sum(_is_full(line, following, width) for line, following in cuts)
    is_sure = forced >= SURE * len(cuts) and len(cuts) >= ENOUGH * close
    return _Wrap(width if is_sure else 0, blanks, any(line.blanks > blanks for line in lines[1:]))


def _listed(lines: list[_Line]) -> frozenset[int]:
    """Return the starts of the lines that are items in small letters, behind a line that ends in a colon."""
    listed: set[int] = set()
    for line, following in pairwise(lines):
        if following.text[0].islower() and (line.text.endswith(":") or line.start in listed):
            listed.add(following.start)
    return frozenset(listed)


def _is_cut(line: _Line, following: _Line) -> bool:
    """Return whether a line plainly stops in mid-sentence and the next goes on with it."""
    return following.text[0].islower() and not (ends_sentence(line.text) or _is_item(following))


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Return whether the next line's first word had no room on the line: then the break may be a wrap."""
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width


def _is_item(line: _Line) -> bool:
    return _MARKER.match(line.text) is not None


def _goes_on(paragraph: list[_Line], following: _Line, wrap: _Wrap) -> bool:
    """Return whether a line goes on with the paragraph before it."""
    line = paragraph[-1]
    if _is_wrapped(line, following, wrap):
        is_broken = ends_sentence(line.text) or len(line.text) < wrap.width - 1
        if _is_item(following) and is_broken:
            return False
        return wrap.has_gaps or not _opens_quotation(line, following)
    if _is_close(paragraph, following, wrap):
        return not _is_item(following)
    return _goes_on_in_sentence(paragraph, following)


def _is_wrapped(line: _Line, following: _Line, wrap: _Wrap) -> bool:
    """Return whether the break between two lines can be one of the text's wraps."""
    if not wrap.width or following.blanks > wrap.blanks:
        return False
    return max(len(line.text), len(following.text)) <= WIDEST_WRAP and _is_full(line, following, wrap.width)


def _is_close(paragraph: list[_Line], following: _Line, wrap: _Wrap) -> bool:
    """Return whether no gap and no full stop parts a line from a paragraph, in a wrapped text that has gaps."""
    if not wrap.width or not wrap.has_gaps or following.blanks > wrap.blanks:
        return False
    is_paragraph = len(paragraph[0].text) >= SHORTEST_WRAPPED and len(following.text) <= WIDEST_WRAP
    return is_paragraph and not ends_sentence(paragraph[-1].text)


def _opens_quotation(line: _Line, following: _Line) -> bool:
    """Return whether the next line begins a quotation behind a full sentence: most often a new paragraph."""
    is_full = ends_sentence(line.text) and not line.text.endswith(":")
    return is_full and _QUOTE.match(following.text) is not None


def _goes_on_in_sentence(paragraph: list[_Line], following: _Line) -> bool:
    """Return whether the next line goes on in mid-sentence; the items of a list begin with small letters too."""
    line = paragraph[-1]
    is_list = len(paragraph) == 1 and line.text[0].islower()
    if is_list or not following.text[0].islower() or _is_item(following):
        return False
    return len(line.text) >= SHORTEST_WRAPPED and not ends_sentence(line.text)
