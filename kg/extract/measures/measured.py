"""A number with its unit in, what it measures out: of whom, and when, as stretches of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg import english
from kg.extract.measures.counted import (
    AGE,
    CHANGE,
    CUES,
    PERCENT,
    RANK,
    Reading,
    Scene,
    clause_end,
    clause_start,
    counted,
    is_plural,
    is_verb,
    qualified_start,
    words_within,
)
from kg.extract.measures.numbers import Number
from kg.model import Token

_INTO = frozenset(["to", "for", "on", "of", "with", "from", "at", "in", "by"])
_WHOLE = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|all\s+)?", re.IGNORECASE)
_DANGLING = frozenset(
    ["against", "out", "of", "from", "up", "down", "to", "compared", "with", "and", "in", "at", "by", "for", "than"]
)
_TIMELY = frozenset(["since", "during", "over", "until", "before", "after", "through", "throughout"])
_YEAR_TO = re.compile(r"\bthe\s(?:financial\s)?year\s(?:to|ending|ended)\s(?:(?:the\s)?end\sof\s|\d{1,2}(?:st)?\s)?\Z")
_RELATIVE = re.compile(r"\s(?:which|that)\s")


@dataclass(frozen=True, slots=True)
class Words:
    """What is measured and of whom, as offsets of the block; `start` and `end` of all words that belong to it."""

    measures: tuple[int, int]
    population: tuple[int, int] = (0, 0)


def noun_of(scene: Scene, reading: Reading, before: str | None) -> str | None:
    """Return the noun that a number counts; `before` is the one counted last, '' if something unnamed was."""
    if reading.noun:
        return words_within(scene, *reading.noun)
    return before if reading.antecedent is None else reading.antecedent or before or ""


def between_start(scene: Scene, number: Number) -> int:
    """Return where a range begins, the word "between" or "from" included."""
    tokens = scene.before(number.start)
    return tokens[-1].start if tokens and tokens[-1].key in ("between", "from") else number.start


def share_population(scene: Scene, reading: Reading) -> str:
    """Return of whom a percentage is a share: the words behind `of`, or before it: "Of those asked, 71% …"."""
    after = _population_after(scene, reading)
    if after is not None:
        return words_within(scene, *after)
    start, _ = scene.block.sentence_at(reading.number.start)
    fronted = re.match(r"Of (?P<whom>[^,\d]+),?\s", scene.text[start : qualified_start(scene, reading.number)])
    return fronted["whom"].strip() if fronted else ""


def _population_after(scene: Scene, reading: Reading) -> tuple[int, int] | None:
    tokens = scene.after(reading.end)
    if not tokens or tokens[0].key != "of":
        return None
    end = clause_end(scene, _behind_whole(scene, tokens[0].start) or tokens[0].end)
    if reading.kind == RANK:
        return tokens[0].end + 1, end
    return tokens[0].end + 1, min(_predicate_start(scene, tokens[0].end, end), end)


def _predicate_start(scene: Scene, start: int, end: int) -> int:
    """Return where the predicate behind a group of people begins: at the verb of an answer, or an auxiliary."""
    verbs = [hit.start for hit in scene.cues_within(start, end, "answer-verb")]
    verbs += [t.start for t in scene.after(start) if t.end <= end and t.key in english.AUXILIARIES]
    return min((v for v in verbs if v > start + 1), default=end + 1)


def words_of(scene: Scene, reading: Reading) -> Words:
    """Return what is measured, and of whom, by the kind of the number."""
    if reading.about:
        return Words(reading.about)
    end = clause_end(scene, _behind_whole(scene, reading.end) or reading.end)
    if reading.kind == RANK:
        place = qualified_start(scene, reading.number), reading.end
        return Words(place, _population_after(scene, reading) or (0, 0))
    if reading.noun:
        return Words((reading.noun[0], _noun_phrase_end(scene, reading.noun[1], end)))
    if reading.kind == AGE:
        return _people_of_age(scene, reading, end)
    return _what_changed(scene, reading, end) if reading.kind == CHANGE else _clause_of(scene, reading, end)


def _behind_whole(scene: Scene, offset: int) -> int:
    """Return where the whole that follows in numbers ends: "nine | of the 47", "77% | of 731 homes"; 0 if none does."""
    match = _WHOLE.match(scene.text, offset)
    whole = next((n for n in scene.numbers if match and n.start == match.end()), None)
    noun = counted(scene, whole) if whole else None
    return noun[1] if noun else whole.end if whole else 0


def _noun_phrase_end(scene: Scene, noun: int, end: int) -> int:
    """Return where what is said of a counted noun ends: before `and`, or a relative clause that only adds to it."""
    following = scene.after(noun)
    if end <= noun or (following and following[0].key == "and"):
        return noun
    relative = _RELATIVE.search(scene.text, noun, end)
    end = relative.start() if relative else end
    times = [time.start for time in scene.times if noun <= time.start and end <= time.end + 1]
    end = min([end, *times])
    tokens = [t for t in scene.block.tokens if t.start >= noun and t.end <= end]
    while tokens and tokens[-1].key in _DANGLING | _TIMELY:
        tokens.pop()
    return tokens[-1].end if tokens else noun


def _clause_of(scene: Scene, reading: Reading, end: int) -> Words:
    """Return the clause behind a number with its unit, or the one before it if there is none."""
    population = _population_after(scene, reading) if reading.unit == PERCENT else None
    rest = population[1] if population else _behind_whole(scene, reading.end) or reading.end
    behind = _trim(scene, rest, end)
    if behind is not None and not _needs_clause_before(scene, reading, rest):
        return Words(behind, population or (0, 0))
    before = _trim(scene, clause_start(scene, reading.number.start), qualified_start(scene, reading.number))
    return Words(before or behind or (reading.number.start, reading.end), population or (0, 0))


def _people_of_age(scene: Scene, reading: Reading, end: int) -> Words:
    """Return the people before the words for their age, and those words with what follows."""
    age = scene.cue_before(CUES, between_start(scene, reading.number), "age-word")
    start = age.start if age else reading.number.start
    tokens = scene.before(start)
    while tokens and tokens[-1].text in (",", "-"):
        tokens.pop()
    people = (tokens[-1].start, tokens[-1].end) if tokens and is_plural(tokens[-1].key) else (0, 0)
    return Words((start, max(end, reading.end)), people)


def _what_changed(scene: Scene, reading: Reading, end: int) -> Words:
    """Return what rose or fell: from the word for it to the number; or, without one before, what stands behind."""
    start, stop = clause_start(scene, reading.number.start), qualified_start(scene, reading.number)
    near = scene.cues_within(start, stop, "change-verb")
    before = _trim(scene, near[-1].start, stop) if near else None
    if before is None or before[1] <= near[-1].end:
        before = _trim(scene, start, stop)
    behind = _trim(scene, reading.end, end)
    return Words(before or behind or (reading.number.start, reading.end))


def _trim(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch without marks, times and joining words at its ends; None if no word is left."""
    tokens = [t for t in scene.block.tokens if t.start >= start and t.end <= end]
    while tokens and (_is_edge(scene, tokens[0]) or _leads_time(scene, tokens)):
        tokens.pop(0)
    while tokens and _is_edge(scene, tokens[-1]):
        tokens.pop()
    while tokens and (_is_loose_end(scene, tokens[-1], end) or _is_open(scene, tokens, end)):
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else None


def _leads_time(scene: Scene, tokens: list[Token]) -> bool:
    """Return whether words of time follow a preposition at the beginning: "since January …"."""
    after = tokens[1] if len(tokens) > 1 else None
    return tokens[0].key in english.PREPOSITIONS and after is not None and bool(scene.time_at(after.start, after.end))


def _is_loose_end(scene: Scene, token: Token, end: int) -> bool:
    """Return whether a word at the end belongs to the number behind it: "in", "only", "using"."""
    is_small = token.key in english.PREPOSITIONS | english.DETERMINERS | {"and", "only"}
    is_time = bool(scene.time_at(token.start, token.end))
    leads = any(number.start in (token.end, token.end + 1) and number.start >= end for number in scene.numbers)
    return is_small or is_time or (token.key.endswith("ing") and leads)


def _is_open(scene: Scene, tokens: list[Token], end: int) -> bool:
    """Return whether a relative clause, or a form of be, is only opened at the end: "Satisfaction, which is | 15%"."""
    leads = any(n.start >= end and n.start in (tokens[-1].end, tokens[-1].end + 1, end) for n in scene.numbers)
    relative = any(token.key in ("which", "that") for token in tokens[-3:])
    opened = tokens[-1].key in ("which", "that", ",") or (relative and tokens[-1].stem in ("be", "now", "have"))
    return len(tokens) > 1 and (opened or (leads and tokens[-1].text == ","))


def _is_edge(scene: Scene, token: Token) -> bool:
    return not token.is_word or token.key in ("and", "but", "that") or bool(scene.time_at(token.start, token.end))


def _needs_clause_before(scene: Scene, reading: Reading, rest: int) -> bool:
    """Return whether the number is an object ("rated good by 82 per cent of users"), or a sum "of" what was named."""
    tokens = scene.before(qualified_start(scene, reading.number))
    behind = scene.after(rest)
    if not tokens or not behind:
        return bool(tokens)
    if scene.time_at(behind[0].start, behind[-1].end) and behind[0].key in english.PREPOSITIONS:
        first = scene.time_at(behind[0].start, behind[min(1, len(behind) - 1)].end)
        return first is not None
    is_subject = is_verb(behind[0]) or bool(scene.cue_after(CUES, rest, "answer-verb"))
    return tokens[-1].key in _INTO and not is_subject and reading.unit == PERCENT


def period_of(scene: Scene, reading: Reading) -> str:
    """Return the words of time that belong to a number; '' if none do."""
    return scene.text[slice(*period_place(scene, reading))]


def period_place(scene: Scene, reading: Reading) -> tuple[int, int]:
    """Return the offsets of a number's time: the first behind it, else the last before it, in its clause; (0, 0)."""
    start, end = clause_start(scene, reading.number.start), clause_end(scene, reading.end)
    inside = [t for t in scene.times if start <= t.start and t.end <= end and not _same_place(t.start, t.end, reading)]
    behind = [time for time in inside if time.start >= reading.number.end]
    time = behind[0] if behind else inside[-1] if inside else None
    if time is None:
        return 0, 0
    year = _YEAR_TO.search(scene.text, 0, time.start)
    before = scene.before(time.start)
    lead = before[-1].start if before and before[-1].key in ("since", "by", "until", "before", "after") else time.start
    return year.start() if year else lead, time.end


def _same_place(start: int, end: int, reading: Reading) -> bool:
    return start < reading.end and reading.number.start < end
