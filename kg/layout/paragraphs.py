"""A raw text and its lines in, its paragraphs out: list markers and cleaned views with the way back to the raw text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kg import marks
from kg.layout.lines import MARKER, Line
from kg.layout.wraps import unwrapped
from kg.model import Span, View

_SPACE = r"\s*[\r\n]\s*>[>\s]*|\s+"


class Paragraph(NamedTuple):
    """A paragraph: the list marker before it ('' without one) and its view."""

    marker: str
    view: View


def paragraphs(text: str, lines: Sequence[Line], stands_alone: Callable[[str], bool]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a raw text in order; a line that `stands_alone` is never joined to a sentence."""
    runs = runs_of(text)
    for line in unwrapped(lines, stands_alone):
        (start, end), *others = line.spans
        marker = MARKER.match(text, start, end)
        view = view_of(text, (Span(marker.end() if marker else start, end), *others), runs)
        yield Paragraph(marker[0].strip() if marker else "", view)


def runs_of(text: str) -> re.Pattern[str]:
    """Return the pattern of the stretches of a text for which one sign stands in its views: spaces, damaged signs."""
    return re.compile(f"{_SPACE}|{marks.damaged(text)}")


def view_of(raw: str, spans: Sequence[Span], runs: re.Pattern[str]) -> View:
    """Return the cleaned view of stretches of a raw text: each run of space is one, as is what stands between two.

    Each speech mark has its part decided. `runs` is what `runs_of` gives for the whole text.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, (start, end) in enumerate(spans):
        if place:
            characters.append(" ")
            starts.append(spans[place - 1].end)
            ends.append(start)
        _copy(raw, Span(start, end), runs, (characters, starts, ends))
    return View(marks.decide("".join(characters)), tuple(starts), tuple(ends))


def _copy(raw: str, span: Span, runs: re.Pattern[str], view: tuple[list[str], list[int], list[int]]) -> None:
    """Copy a stretch of a raw text to the three sides of a view."""
    characters, starts, ends = view
    place = span.start
    for run in runs.finditer(raw, *span):
        characters += (raw[place : run.start()], " " if run[0].isspace() or ">" in run[0] else marks.repaired(run))
        starts += (*range(place, run.start()), run.start())
        ends += (*range(place + 1, run.start() + 1), run.end())
        place = run.end()
    characters.append(raw[place : span.end])
    starts += range(place, span.end)
    ends += range(place + 1, span.end + 1)
