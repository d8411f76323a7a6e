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
_CELL = re.compile(rf"{_SCORE}(?P<word>[0-6]|[A-Za-z]+)(?:\s*(?:/|out of)\s*[0-9])?$")


def named_areas(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the judgement areas named in view[start:end], by labels and by plain words."""
    hits = [*sentence.areas_within(start, end), *sentence.block.within(AREAS, start, end)]
    return tuple(dict.fromkeys(hit.concept for hit in hits))


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
