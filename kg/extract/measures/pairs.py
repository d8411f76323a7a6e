"""A number without a unit or noun of its own in, what it measures out: what the number it goes with measures.

"from 298 to 231", "1,820, up from 1,640", "612 carers against 587", "14 weeks in one town and 31 in another",
"rose to 9,312".
"""

from __future__ import annotations

import re

from kg import english
from kg.extract.measures.counted import (
    COUNT,
    CUES,
    NUMBER_UNIT,
    Reading,
    Scene,
    clause_end,
    clause_start,
    words_within,
)
from kg.extract.measures.measured import words_of
from kg.extract.measures.numbers import Number

ALONE = "number-alone"
SMALL = 12
FARTHEST_PAIR = 30
_TO = re.compile(r"(?:\s(?!to\b)\w+){0,4}\sto\s(?:just\s|only\s|nearly\s|about\s|some\s)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:just\s|only\s|nearly\s|about\s|some\s)?\Z", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:up|down)\sfrom\s\Z|\bcompared\s(?:with|to)\s\Z|\bagainst\s(?:(?:an?|the|its|their)\s(?:\w+\s){1,3}of\s)?\Z",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(r",?\s(?:(?:up|down)\sfrom|compared\s(?:with|to)|against)\s")
_REACHED = re.compile(r"\b(?:to|at)\s\Z")
_ENDS_LOOSELY = re.compile(r"\s?(?:[.,;:)”]|\Z)|\s(?:in|the|a|at|for|last|that|when|before)\b")
_ELLIPSIS = re.compile(r"(?:,|\band|\bbut|\bwhile)\s(?:in\s[A-Z][\w' ]{2,30}?,?\s)?\Z")
_OF_US = re.compile(r"\sof\s(?:us|them)\b")
_ENDS = re.compile(r"\s?(?:[.,;:)”]|\Z|\sin\s[A-Z])")


def paired(scene: Scene, number: Number, last: Reading | None) -> Reading | None:
    """Return what a bare number is by the number it goes with; `last` is the reading before it in its block, if any."""
    if number.value_to is not None or scene.time_at(number.start, number.end):
        return None
    start, _ = scene.block.sentence_at(number.start)
    earlier = last if last and last.number.start >= start else None
    return _of_change(scene, number) or _compared(scene, number, earlier) or _in_bracket(scene, number)


def with_same_unit(scene: Scene, number: Number, last: Reading | None) -> Reading | None:
    """Return a number that leaves out the unit of the one before it: "14 weeks in Arfon and 31 in Dwyfor"."""
    if last is None or last.unit == NUMBER_UNIT or number.value_to is not None:
        return None
    same = scene.block.sentence_at(last.number.start) == scene.block.sentence_at(number.start)
    gap = scene.text[last.end : number.start]
    placed = _ENDS.match(scene.text, number.end) and _ELLIPSIS.search(scene.text, last.end, number.start)
    if not same or len(gap) > 2 * FARTHEST_PAIR or not placed or scene.time_at(number.start, number.end):
        return None
    if " in " not in gap and not re.match(r"\sin\s[A-Z]", scene.text[number.end :]):
        return None
    return Reading(number, last.kind, last.unit, ALONE, number.end, about=_about(scene, last))


def _about(scene: Scene, reading: Reading) -> tuple[int, int]:
    return reading.about or reading.noun or words_of(scene, reading).measures


# --- what changed


def _of_change(scene: Scene, number: Number) -> Reading | None:
    """Return one end of a change: "fell from 298 to 231", "rose to 9,312"; not of stars."""
    start, end = scene.block.sentence_at(number.start)
    if not scene.cues_within(start, number.start, "change-verb") or scene.cues_within(start, end, "star-word"):
        return None
    first = _first_of_pair(scene, number)
    if first is not None:
        return _told(scene, number, first.start)
    is_large = not number.in_words and number.value > SMALL
    clause = clause_start(scene, number.start)
    changed = scene.cues_within(clause, number.start, "change-verb")
    reached = _REACHED.search(scene.text, clause, number.start) and _ENDS.match(scene.text, number.end)
    if is_large and changed and reached:
        return _told(scene, number, number.start)
    return None


def _first_of_pair(scene: Scene, number: Number) -> Number | None:
    """Return the number behind `from` of the pair that a number belongs to; None if it belongs to none."""
    bare = [n for n in scene.numbers if not scene.time_at(n.start, n.end)]
    place = bare.index(number) if number in bare else 0
    for first, second in ((number, bare[place + 1 : place + 2]), *([(bare[place - 1], [number])] if place else [])):
        if second and _FROM.search(scene.text, 0, first.start) and _is_to(scene, first, second[0]):
            return first
    return None


def _is_to(scene: Scene, first: Number, second: Number) -> bool:
    between = scene.text[first.end : second.start]
    return len(between) <= FARTHEST_PAIR and _TO.fullmatch(between) is not None


def _told(scene: Scene, number: Number, before: int) -> Reading | None:
    """Return a count of what the clause before an offset tells about."""
    start = clause_start(scene, before)
    tokens = [t for t in scene.before(before) if t.start >= start]
    while tokens and (not tokens[-1].is_word or tokens[-1].key in english.PREPOSITIONS | {"only", "just"}):
        tokens.pop()
    while tokens and (not tokens[0].is_word or tokens[0].key in ("and", "but", "while", "that")):
        tokens.pop(0)
    if not tokens:
        return None
    about = tokens[0].start, tokens[-1].end
    return Reading(number, COUNT, NUMBER_UNIT, ALONE, number.end, antecedent="", about=about)


# --- what is compared


def _compared(scene: Scene, number: Number, earlier: Reading | None) -> Reading | None:
    """Return a number that another is held against: "up from 1,640", "against 587", with its unit and noun."""
    if earlier is None or not _COMPARED.search(scene.text, earlier.end, number.start):
        return None
    if scene.cue_after(CUES, number.end, "star-word") or not _ENDS_LOOSELY.match(scene.text, number.end):
        return None
    noun = words_within(scene, *earlier.noun) if earlier.noun else None
    return Reading(number, earlier.kind, earlier.unit, ALONE, number.end, antecedent=noun, about=_about(scene, earlier))


def _in_bracket(scene: Scene, number: Number) -> Reading | None:
    """Return a number in brackets that is held against another: "complaints rose (61, against 148 a year ago)"."""
    opens = scene.text[: number.start].endswith("(")
    if not opens or number.in_words or not _HELD_AGAINST.match(scene.text, number.end):
        return None
    return _told(scene, number, number.start - 1)


def of_us(scene: Scene, number: Number) -> Reading | None:
    """Return a large number of people who speak: "There are 1,300 of us"."""
    if number.in_words or number.value <= SMALL or not _OF_US.match(scene.text, number.end):
        return None
    end = clause_end(scene, number.end)
    return Reading(number, COUNT, NUMBER_UNIT, ALONE, number.end, antecedent="", about=(number.end + 1, end))
