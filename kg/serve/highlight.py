"""A text and stretches of it in; the text in pieces out, with what opens and closes around them, properly nested.

Where two stretches cross, the later one is split at the end of the earlier: its second part says that it goes on.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text, half-open, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """Here begins a stretch, or goes on (`again`) behind the end of one that it crosses."""

    stretch: Stretch
    again: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """Here ends what was opened last."""


Token = Piece | Open | Close


def nested(text: str, stretches: Iterable[Stretch]) -> Iterator[Token]:
    """Yield a text with its stretches, each once; what lies outside the text is left out.

    >>> [type(token).__name__ for token in nested("abc", [Stretch(1, 2)])]
    ['Piece', 'Open', 'Piece', 'Close', 'Piece']
    """
    waiting = [(one.start, -one.end, False, one) for one in {*stretches} if 0 <= one.start < min(one.end, len(text))]
    heapq.heapify(waiting)
    ends: list[int] = []
    place = 0
    while waiting:
        start, minus_end, again, whole = heapq.heappop(waiting)
        end = min(-minus_end, len(text))
        while ends and ends[-1] <= start:
            yield from _piece(text, place, ends[-1])
            place = ends.pop()
            yield Close()
        yield from _piece(text, place, start)
        place = start
        if ends and end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], -end, True, whole))
            end = ends[-1]
        ends.append(end)
        yield Open(whole, again)
    for end in reversed(ends):
        yield from _piece(text, place, end)
        place = end
        yield Close()
    yield from _piece(text, place, len(text))


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(text[start:end])
