"""A block's numbers in, what each of them is out: a share, sum, length of time, age, rank, change, score or count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg import english
from kg.extract.measures.counted import (
    AGE,
    CHANGE,
    CUES,
    NUMBER_UNIT,
    PERCENT,
    QUALIFIERS,
    QUDT,
    RANK,
    SCORE,
    UNITS,
    YEARS,
    Reading,
    Scene,
    counted,
    qualified_start,
)
from kg.extract.measures.counts import count_of, fronted_whole, is_no_measure
from kg.extract.measures.measured import between_start, noun_of, share_population
from kg.extract.measures.numbers import Number
from kg.extract.measures.pairs import of_us, paired, with_same_unit
from kg.lexicon import VOCAB, Lexicon
from kg.model import Hit

KINDS = VOCAB + "measurement-kinds/"
OLDEST = 120
SMALL = 12
FARTHEST_CHANGE = 90
_BACKWARD = frozenset(["them", "these", "those", "us"])


def readings(scene: Scene, counted_last: str | None, lexicon: Lexicon) -> Iterator[Reading]:
    """Yield what the numbers of a block are; `counted_last` is the noun last counted in the blocks before."""
    population = ""
    last: Reading | None = None
    for number in scene.numbers:
        reading = _reading(scene, number, counted_last, lexicon, last)
        if reading is None:
            counted_last = fronted_whole(scene, number) or counted_last
            continue
        last = reading
        counted_last = noun_of(scene, reading, counted_last)
        if reading.unit == PERCENT and reading.kind not in (RANK, CHANGE):
            population = _named(share_population(scene, reading), counted_last) or population
            reading = replace(reading, population=population)
        yield reading


def _named(population: str, counted_last: str | None) -> str:
    """Return the words for a population; for "81% of them" those that were counted last."""
    return (counted_last or "") if population.lower() in _BACKWARD else population


def _reading(
    scene: Scene, number: Number, counted_last: str | None, lexicon: Lexicon, last: Reading | None
) -> Reading | None:
    unit = scene.cue_after(UNITS, number.end)
    if number.pounds:
        return _with_unit(number, lexicon.concept(UNITS, "pound").iri, number.end, lexicon)
    if number.share:
        return _word_share(scene, number, lexicon)
    if unit is not None:
        is_time = _is_time(unit, lexicon)
        return _time_reading(scene, number, unit, lexicon) if is_time else _percent_or_sum(scene, number, unit, lexicon)
    own = _age(scene, number) or with_same_unit(scene, number, last)
    return own or _bare(scene, number, counted_last, last)


def _time_reading(scene: Scene, number: Number, unit: Hit, lexicon: Lexicon) -> Reading | None:
    return _age(scene, number) or _duration(scene, number, unit, lexicon)


def _bare(scene: Scene, number: Number, counted_last: str | None, last: Reading | None) -> Reading | None:
    """Return what a number without a unit is."""
    if scene.time_at(number.start, number.end) or is_no_measure(scene, number):
        return None
    told = _rank(scene, number) or _score(scene, number)
    return told or paired(scene, number, last) or count_of(scene, number, counted_last) or of_us(scene, number)


def _is_time(unit: Hit, lexicon: Lexicon) -> bool:
    return any(related.endswith("/duration") for related in lexicon.concepts[unit.concept].related)


def _with_unit(number: Number, concept: str, end: int, lexicon: Lexicon) -> Reading:
    related = lexicon.concepts[concept].related
    unit = next(iri for iri in related if iri.startswith(QUDT))
    kind = next(iri.removeprefix(KINDS) for iri in related if iri.startswith(KINDS))
    return Reading(number, kind, unit, "number-with-unit", end)


def _percent_or_sum(scene: Scene, number: Number, unit: Hit, lexicon: Lexicon) -> Reading:
    reading = _with_unit(number, unit.concept, unit.end, lexicon)
    if reading.unit != PERCENT:
        return reading
    if _ranked(scene, number):
        return replace(reading, kind=RANK, rule="number-ranked")
    if _is_change(scene, number, unit.end):
        return replace(reading, kind=CHANGE, rule="number-of-change")
    return reading


def _ranked(scene: Scene, number: Number) -> Hit | None:
    return scene.cue_before(QUALIFIERS, number.start, "top", "bottom")


def _is_change(scene: Scene, number: Number, end: int) -> bool:
    """Return whether a percentage tells a rise or fall: behind "cut … by", behind "rose", or before "more"."""
    if scene.cue_after(CUES, end, "more-word"):
        return True
    tokens = scene.before(qualified_start(scene, number))
    if not tokens:
        return False
    if scene.cue_before(CUES, tokens[-1].end, "change-verb"):
        return True
    near = scene.cues_within(max(tokens[0].start, number.start - FARTHEST_CHANGE), number.start, "change-verb")
    follows = scene.after(end)
    of_people = bool(follows) and follows[0].key == "of"
    return tokens[-1].key in ("by", "of", "or") and bool(near) and not of_people


def _word_share(scene: Scene, number: Number, lexicon: Lexicon) -> Reading | None:
    """Return a fraction in words as a percentage if it is an exact one, and of people who answered."""
    tokens = scene.after(number.end)
    percent = lexicon.concept(UNITS, "percent").iri
    if number.value == number.value.quantize(Decimal("0.01")) and _is_cut(scene, number):
        return replace(_with_unit(number, percent, number.end, lexicon), kind=CHANGE, rule="number-of-change")
    if (
        number.value != number.value.quantize(Decimal("0.01"))
        or scene.cue_before(QUALIFIERS, number.start)
        or not tokens
    ):
        return None
    _, end = scene.block.sentence_at(number.start)
    answers = [hit.start for hit in scene.cues_within(number.end, end, "answer-verb")]
    of_people = len(tokens) > 1 and tokens[0].key == "of" and tokens[1].key not in _BACKWARD
    near = [start for start in answers if start - number.end < FARTHEST_CHANGE] if of_people else []
    if not (near or tokens[0].start in answers) or _is_time_word(scene, number):
        return None
    return replace(_with_unit(number, lexicon.concept(UNITS, "percent").iri, number.end, lexicon), rule="word-share")


def _is_cut(scene: Scene, number: Number) -> bool:
    """Return whether a fraction tells how much something changed: "has cut its debts by a quarter"."""
    before = scene.before(number.start)
    near = scene.cues_within(max(0, number.start - FARTHEST_CHANGE), number.start, "change-verb")
    return bool(before) and before[-1].key == "by" and bool(near)


def _is_time_word(scene: Scene, number: Number) -> bool:
    tokens = scene.after(number.end)[:3]
    return any(token.key.startswith(("year", "month", "inspect")) for token in tokens)


def _age(scene: Scene, number: Number) -> Reading | None:
    """Return a range of ages: behind "aged", before "year olds"; a single age only with an open end."""
    behind = scene.cue_after(CUES, number.end, "year-old")
    opened = scene.cue_after(CUES, number.end, "older")
    people = _of_people(scene, number)
    before = scene.cue_before(CUES, between_start(scene, number), "age-word") or people
    if not (before or behind) or number.value > OLDEST or (number.value_to is None and opened is None):
        return None
    end = max([number.end, *(hit.end for hit in (behind, opened) if hit)])
    return Reading(number, AGE, YEARS, "number-of-age", end, about=people)


def _of_people(scene: Scene, number: Number) -> tuple[int, int] | None:
    """Return the offsets of the people whose ages a range in figures tells: "adults of 18-64", "people of 18 to 64"."""
    tokens = scene.before(number.start)
    if number.value_to is None or number.in_words or not tokens[1:] or tokens[-1].key != "of":
        return None
    groups = scene.block.hits.get("client-groups", ())
    starts = [hit.start for hit in groups if hit.end == tokens[-2].end]
    if tokens[-2].key in english.PLURALS:
        starts.append(tokens[-2].start)
    return (min(starts), tokens[-2].end) if starts else None


def _duration(scene: Scene, number: Number, unit: Hit, lexicon: Lexicon) -> Reading | None:
    """Return a length of time: how long something took, may take, or how long it is since something else."""
    reading = _with_unit(number, unit.concept, unit.end, lexicon)
    start = qualified_start(scene, number)
    lapse = scene.cue_after(CUES, unit.end, "lapse-word")
    time = scene.time_at(number.start, unit.end)
    if [token.key for token in scene.before(start)[-2:]] == ["once", "in"]:
        return reading
    is_lasting = time is not None and scene.text[unit.end : time.end].strip() == "on" and _takes(scene, start)
    if scene.cue_before(CUES, start, "recent") or (time and not lapse and not is_lasting):
        return None
    if _is_amount(scene, number, unit):
        return reading
    is_compound = scene.text[number.end : unit.start] == "-"
    if is_compound:
        return reading if scene.cue_after(CUES, unit.end, "inspection-noun") else None
    is_length = scene.cue_before(CUES, start, "length-verb", "first-time") or _goes_on(scene, start)
    is_length = is_length or _is_wait(scene, start)
    if lapse is not None and lapse.concept.endswith("lapse-word") and time:
        reading = replace(reading, end=lapse.end)
    return reading if is_length or lapse else None


def _takes(scene: Scene, start: int) -> bool:
    return scene.cue_before(CUES, start, "length-verb") is not None


def _is_amount(scene: Scene, number: Number, unit: Hit) -> bool:
    """Return whether a length of time is an amount of work: "2,000 hours of home help"."""
    tokens = scene.after(unit.end)[:2]
    return (
        number.value > SMALL
        and len(tokens) > 1
        and tokens[0].key == "of"
        and tokens[1].key not in english.FUNCTION_WORDS
    )


def _is_wait(scene: Scene, start: int) -> bool:
    """Return whether a verb of being joins a length of time to the word for it: "the average wait was 23 days"."""
    tokens = scene.before(start)
    first, _ = scene.block.sentence_at(start)
    is_joined = bool(tokens) and tokens[-1].key in ("is", "was", "to", "now", "still", "be")
    return is_joined and bool(scene.cues_within(first, start, "length-noun"))


def _goes_on(scene: Scene, start: int) -> bool:
    """Return whether a length of time goes on from another ("and two weeks …"), or is what one was cut from or to."""
    tokens = scene.before(start)
    first, _ = scene.block.sentence_at(start)
    if not tokens:
        return False
    if tokens[-1].key in ("from", "to", "by"):
        return bool(scene.cues_within(first, start, "change-verb"))
    return tokens[-1].key == "and" and bool(scene.cues_within(first, start, "length-verb"))


def _rank(scene: Scene, number: Number) -> Reading | None:
    tokens = scene.before(number.start)[:-1]
    is_placed = bool(tokens) and tokens[-1].key in english.DETERMINERS
    if not _ranked(scene, number) or not is_placed or counted(scene, number):
        return None
    return Reading(number, RANK, NUMBER_UNIT, "number-ranked", number.end)


def _score(scene: Scene, number: Number) -> Reading | None:
    if number.in_words or not scene.cue_before(CUES, qualified_start(scene, number), "score-word"):
        return None
    return Reading(number, SCORE, NUMBER_UNIT, "number-of-score", number.end)
