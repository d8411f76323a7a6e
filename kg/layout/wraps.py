"""Lines in, the lines that they were before somebody wrapped them out.

Lines that were wrapped by hand are joined again, also where a blank line stands between each, and where a wrapped text
was wrapped once more. How a text was wrapped is read from the lines that plainly stop in mid-sentence: their width and
the blank lines behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kg import english
from kg.layout.lines import Line, ends_sentence, is_item, joined

WIDEST_WRAP = 110
SHORTEST_WRAPPED = 45
SURE, USUAL, ENOUGH = 0.8, 0.95, 0.3
FEW, SEVERAL, NARROW = 0.15, 3, 8
_QUOTE = re.compile(r"[\"'“‘]")
_DASH = re.compile(r"(?<=\S) [-–—] (?=\S)")
_CELLS = " | "
_SENTENCES = re.compile(r"[a-z][.!?]['\"’”]? +[\"'“‘]?[A-Z]")


class _Wrap(NamedTuple):
    """How a text was wrapped: the width, 0 if it was not; the blank lines between the lines of a paragraph.

    `has_gaps` says whether more blank lines than these part its paragraphs, `is_prose` whether a line stands between
    two such gaps in a run of sentences, not in a list.
    """

    width: int = 0
    blanks: int = 0
    has_gaps: bool = False
    is_prose: bool = False


_GoesOn = Callable[[Line, Line, Line, _Wrap], bool]


def unwrapped(lines: Sequence[Line], stands_alone: Callable[[str], bool]) -> list[Line]:
    """Return the paragraphs of lines, each as one; a line that `stands_alone` is never joined to a sentence."""
    once = list(_runs(lines, _goes_on, stands_alone))
    twice = list(_runs(once, _goes_on, stands_alone)) if len(once) < len(lines) else once
    return list(_runs(twice, _goes_on_in_sentence, stands_alone))


def _runs(lines: Sequence[Line], goes_on: _GoesOn, stands_alone: Callable[[str], bool]) -> Iterator[Line]:
    """Yield lines, those as one that go on with each other."""
    if not lines:
        return
    wraps = _wraps(lines)
    start = 0
    for place, (line, following) in enumerate(pairwise(lines)):
        is_broken = ends_sentence(line.text) and stands_alone(following.text)
        if is_broken or not goes_on(lines[start], line, following, wraps[place]):
            yield joined(lines[start : place + 1])
            start = place + 1
    yield joined(lines[start:])


def _wraps(lines: Sequence[Line]) -> list[_Wrap]:
    """Return for each line how the text around it was wrapped: each run of narrow lines is looked at by itself."""
    found: list[_Wrap] = []
    for is_narrow, run in groupby(lines, key=lambda line: _is_narrow(line) or line.height > 1):
        region = list(run)
        found += _with_prose(region, _wrap(region)) if is_narrow else [_Wrap()] * len(region)
    return found


def _is_narrow(line: Line) -> bool:
    return len(line.text) <= WIDEST_WRAP


def _are_narrow(line: Line, following: Line) -> bool:
    """Return whether two lines are not too wide for wrapped ones; the second may be joined already, if in part."""
    is_piece = following.height > 1 and not ends_sentence(following.text)
    return _is_narrow(line) and (_is_narrow(following) or is_piece)


def _with_prose(lines: Sequence[Line], wrap: _Wrap) -> Iterator[_Wrap]:
    """Yield for each line of a region how it was wrapped, and whether it stands in a run of sentences."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].blanks > wrap.blanks:
            yield from [wrap._replace(is_prose=_is_prose(lines[start:end]))] * (end - start)
            start = end


def _is_prose(lines: Sequence[Line]) -> bool:
    """Return whether lines end as a sentence and one of them holds the end of another."""
    return ends_sentence(lines[-1].text) and any(_SENTENCES.search(line.text) for line in lines)


def _wrap(lines: Sequence[Line]) -> _Wrap:
    """Return how lines were wrapped, by those that stop in mid-sentence, if these are enough to show it."""
    listed = _listed(lines)
    breaks = [
        (line, following)
        for line, following in pairwise(lines)
        if len(line.text) >= SHORTEST_WRAPPED and _are_narrow(line, following) and line.start not in listed
    ]
    cuts = [(line, following) for line, following in breaks if _is_cut(line, following)]
    if not cuts:
        return _Wrap()
    blanks = Counter(following.blanks for _, following in cuts).most_common(1)[0][0]
    cuts = [(line, following) for line, following in cuts if following.blanks <= blanks]
    close = sum(following.blanks <= blanks for _, following in breaks)
    widths = sorted(len(line.text) for line, _ in cuts)
    width = widths[int(USUAL * (len(widths) - 1))]
    forced = sum(_is_full(line, following, width) for line, following in cuts)
    enough = FEW if forced == len(cuts) >= SEVERAL and widths[-1] - widths[0] <= NARROW else ENOUGH
    is_sure = forced >= SURE * len(cuts) and len(cuts) >= enough * close
    return _Wrap(width if is_sure else 0, blanks, any(line.blanks > blanks for line in lines[1:]))


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """Return the starts of the lines that are items in small letters, behind a line that ends in a colon."""
    listed: set[int] = set()
    for line, following in pairwise(lines):
        if following.text[0].islower() and (line.text.endswith(":") or line.start in listed):
            listed.add(following.start)
    return frozenset(listed)


def _is_cut(line: Line, following: Line) -> bool:
    """Return whether a line plainly stops in mid-sentence and the next goes on with it."""
    return following.text[0].islower() and not (ends_sentence(line.text) or is_item(following))


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Return whether the next line's first word had no room on the line: then the break may be a wrap."""
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width


def _goes_on(first: Line, line: Line, following: Line, wrap: _Wrap) -> bool:
    """Return whether a line was wrapped off the paragraph that ends with `line` and began with `first`."""
    if not wrap.width or following.blanks > wrap.blanks or _leads_in(line, following):
        return False
    if first is line and _is_row(line, following):
        return False
    if _is_wrapped(line, following, wrap):
        if is_item(following) and (_is_broken(line, wrap) or _has_same_mark(first, following)):
            return False
        return wrap.has_gaps or not _opens_quotation(line, following)
    return _is_close(first, line, following, wrap) and not is_item(following)


def _leads_in(line: Line, following: Line) -> bool:
    """Return whether a line leads in to what stands below it, or the next one does.

    Behind other colons, sentences go on in small letters.
    """
    is_heading = ends_sentence(line.text) and following.text.endswith(":")
    return (is_heading and _is_title(following)) or (line.text.endswith(":") and following.text[0].isupper())


def _is_title(line: Line) -> bool:
    """Return whether all words of a line but little ones have capitals."""
    words = (word.strip("\"'“‘(") for word in line.text.split())
    return all(not word[:1].islower() or word in english.FUNCTION_WORDS for word in words)


def _is_row(line: Line, following: Line) -> bool:
    """Return whether two lines are rows of a list or table: "Museums - good, two stars", "Museums | Good"."""
    are_dashed = _DASH.search(line.text) and _DASH.search(following.text)
    cells = line.text.count(_CELLS)
    return following.text[0].isupper() and bool(are_dashed or (cells and cells == following.text.count(_CELLS)))


def _is_wrapped(line: Line, following: Line, wrap: _Wrap) -> bool:
    """Return whether the break between two lines can be one of the text's wraps."""
    return _are_narrow(line, following) and _is_full(line, following, wrap.width)


def _is_broken(line: Line, wrap: _Wrap) -> bool:
    """Return whether a line ends of itself, so that a mark on the next line is that of an item, not a dash."""
    return ends_sentence(line.text) or len(line.text) < wrap.width - 1


def _has_same_mark(first: Line, following: Line) -> bool:
    """Return whether a line has the mark of the item that its paragraph is."""
    return is_item(first) and first.text[0] == following.text[0]


def _is_close(first: Line, line: Line, following: Line, wrap: _Wrap) -> bool:
    """Return whether no gap and no full stop parts a line from a paragraph of sentences, in a text that has gaps."""
    is_paragraph = len(first.text) >= SHORTEST_WRAPPED and len(following.text) <= WIDEST_WRAP
    return wrap.has_gaps and wrap.is_prose and is_paragraph and not ends_sentence(line.text)


def _opens_quotation(line: Line, following: Line) -> bool:
    """Return whether the next line begins a quotation behind a full sentence: most often a new paragraph."""
    is_full = ends_sentence(line.text) and not line.text.endswith(":")
    return is_full and _QUOTE.match(following.text) is not None


def _goes_on_in_sentence(first: Line, line: Line, following: Line, wrap: _Wrap) -> bool:
    """Return whether the next line goes on in mid-sentence; the items of a list begin with small letters too."""
    is_list = first is line and line.text[0].islower()
    if is_list or not following.text[0].islower() or is_item(following):
        return False
    return len(line.text) >= SHORTEST_WRAPPED and not ends_sentence(line.text)
