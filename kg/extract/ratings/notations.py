"""Values given by their notation alone, under the name of their area: "Assessing needs: 2", "Serving people? Most".

The number of a grade or the one word of an answer means nothing elsewhere; beside the name of an area it is a value of
the scales that judge this area.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.extract.ratings.governors import Grade
from kg.extract.ratings.sentence import Page, Sentence
from kg.extract.ratings.signals import Kind, Signal, is_outlook
from kg.lexicon import AREAS, Concept

_SCORE = r"(?:(?:[Ss]core|[Gg]rade)(?:d|\s+of)?\s*:?\s*)?"
_LINE = re.compile(rf"(?:\s*[:|–—]\s*|\s+-+\s+|\?\s*){_SCORE}(?P<number>[0-6])(?:\s*(?:/|out of)\s*[0-9])?\s*\.?$")
_STARRED = re.compile(r"[*★☆⭐]{1,5}")
_UNSTARRED = re.compile(r"[0-5]|[Nn]il|[Nn]one|[Zz]ero|[Nn]o stars?")
_PARTS = re.compile(r"\s*[/,;&+]\s*|\s+and\s+|\s+[–—-]\s+")
_QUANTITIES = frozenset({"some", "most"})
_CELL = re.compile(rf"{_SCORE}(?P<word>[0-6]|[A-Za-z]+)(?:\s*(?:/|out of)\s*[0-9])?$")


def named_areas(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the judgement areas named in view[start:end], by labels and by plain words."""
    hits = [*sentence.areas_within(start, end), *sentence.block.within(AREAS, start, end)]
    return tuple(dict.fromkeys(hit.concept for hit in hits))


def headed_areas(head: Sentence) -> tuple[str, ...]:
    """Return the judgement areas that a heading names, in order: also by words that mean them only there."""
    concepts = head.page.lexicon.concepts
    words = [(hit.start, hit.concept) for hit in (*head.areas, *head.hits(AREAS))]
    for notation in ("column-served", "column-ahead"):
        words += [(hit.start, area) for hit in head.cues(notation) for area in concepts[hit.concept].related]
    return tuple(dict.fromkeys(area for _, area in sorted(words)))


def is_starred(words: str) -> bool:
    """Return whether words are nothing but signs that count stars."""
    return bool(_STARRED.fullmatch(words))


def starred_signal(page: Page, cell: Sentence) -> Signal | None:
    """Return the stars of a cell by its signs, or by a number or "nil" where signs count those of other rows."""
    text = cell.text[cell.start : cell.end]
    if is_starred(text):
        number = len(text.rstrip("☆"))
    elif _UNSTARRED.fullmatch(text):
        number = int(text) if text.isdigit() else 0
    else:
        return None
    scales = [page.lexicon.schemes[scale] for scale in sorted(page.lexicon.areas)]
    values = tuple(v for scale in scales for v in scale if v.stars == number)
    return Signal(Kind.STARS, values, cell.start, cell.end, number) if values else None


def cell_pair(page: Page, cell: Sentence) -> tuple[Signal, ...]:
    """Return both values of a cell: how people are served, then what the prospects are: "Most / Promising"."""
    marks = [match.span() for match in _PARTS.finditer(cell.text, cell.start, cell.end)]
    if len(marks) != 1:
        return ()
    stretches = (cell.start, marks[0][0]), (marks[0][1], cell.end)
    served, ahead = (_worded_so(page, cell.text[start:end]) for start, end in stretches)
    served = tuple(v for v in served if {x.notation for x in page.lexicon.schemes[v.scheme]} >= _QUANTITIES)
    ahead = tuple(v for v in ahead if v.scheme in page.ahead)
    kinds = ((Kind.PHRASE, served), (Kind.OUTLOOK, ahead)) if served and ahead else ()
    return tuple(Signal(kind, values, *place) for (kind, values), place in zip(kinds, stretches, strict=False))


def _worded_so(page: Page, notation: str) -> tuple[Concept, ...]:
    """Return the values of all scales that have a notation."""
    scales = [page.lexicon.schemes[scale] for scale in sorted(page.lexicon.areas)]
    return tuple(v for scale in scales for v in scale if v.notation == notation.lower())


def noted(page: Page, notation: str, areas: Collection[str]) -> tuple[Concept, ...]:
    """Return the values with a notation on the scales that judge one of the areas."""
    scales = [scale for scale, judged in page.lexicon.areas.items() if set(judged) & set(areas)]
    return tuple(v for s in sorted(scales) for v in page.lexicon.schemes[s] if v.notation == notation.lower())


def line_grade(page: Page, sentence: Sentence) -> Grade | None:
    """Return the number that ends a line behind the name of an area, as a grade."""
    match = _LINE.search(sentence.text, sentence.start, sentence.end)
    if match is None:
        return None
    values = noted(page, match["number"], named_areas(sentence, sentence.start, match.start()))
    values = tuple(value for value in values if value.scheme in page.graded)
    start, end = match.span("number")
    return Grade((Signal(Kind.WORD, values, start, end),), start, end, False, False) if values else None


def cell_signal(page: Page, cell: Sentence, areas: Collection[str]) -> Signal | None:
    """Return the value of a cell that holds nothing but a notation of its area's scales."""
    match = _CELL.fullmatch(cell.text, cell.start, cell.end)
    values = noted(page, match["word"], areas) if match else ()
    if match is None or not values:
        return None
    start, end = match.span("word")
    if values[0].scheme in page.graded:
        return Signal(Kind.WORD, tuple(v for v in values if v.scheme in page.graded), start, end)
    if values[0].stars is not None:
        return Signal(Kind.STARS, values, start, end, values[0].stars)
    return Signal(Kind.OUTLOOK if is_outlook(cell, values[0]) else Kind.PHRASE, values, start, end)
