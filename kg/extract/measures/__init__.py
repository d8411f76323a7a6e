"""An annotated document in, its measurements out: shares, sums, counts, changes, ranks, ages, lengths of time, scores.

A number is a measurement if it has a unit, counts a noun in the plural, or counts what the number before it counts.
Dates, references, stars, scales, and numbers that only point back ("the two reports") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.clauses import Stretch, own_voice
from kg.extract.measures.counted import QUALIFIERS, Reading, Scene, clause_end, qualified_start, scene_of, words_within
from kg.extract.measures.figures import readings
from kg.extract.measures.measured import noun_of, period_of, period_place, words_of
from kg.extract.measures.numbers import Number
from kg.extract.voices import voice_of
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, Channel, CommentClaim, MeasurementClaim, Organisation, PersonClaim, Span, Zone

SURVEY = VOCAB + "rating-cues/survey"
FEWEST_SHARED = 0.5
_LOST_SUM = re.compile(r"(?<!\w)\?{1,3}\d[\d,.]*\s?(?:m|bn|k|million|billion)\b", re.IGNORECASE)
_SILENT_ZONES = frozenset(
    {Zone.FURNITURE, Zone.STANDFIRST, Zone.DATELINE, Zone.BYLINE, Zone.CAPTION, Zone.INTRODUCTION}
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """The document, its authorities, what persons say in it, and the lexicon."""

    annotated: Annotated
    lexicon: Lexicon
    authorities: Authorities
    said: tuple[CommentClaim, ...]


def find_measures(
    annotated: Annotated,
    lexicon: Lexicon,
    authorities: Authorities,
    people: Iterable[PersonClaim] = (),
    comments: Iterable[CommentClaim] = (),
) -> tuple[MeasurementClaim, ...]:
    """Return the measurements in order; `comments` are what persons say, so that a number in one is stated by them."""
    setting = _Setting(annotated, lexicon, authorities, tuple(comments))
    claims: list[tuple[Zone, MeasurementClaim]] = []
    counted_last: str | None = None
    money = _speaks_of_money(annotated.document.text)
    for block in annotated.blocks:
        if block.block.zone in _SILENT_ZONES:
            continue
        scene = scene_of(block, annotated.document.date, money=money)
        for reading in readings(scene, counted_last, lexicon):
            counted_last = noun_of(scene, reading, counted_last)
            claims.append((block.block.zone, _claim(scene, reading, setting)))
        if block.block.zone in (Zone.BODY, Zone.ITEM) and not scene.numbers:
            counted_last = None
    return tuple(_merged(claims))


def _speaks_of_money(text: str) -> bool:
    """Return whether a document names sums in pounds, or has lost the pound signs of more than one sum."""
    return "£" in text or len(_LOST_SUM.findall(text)) > 1


def _claim(scene: Scene, reading: Reading, setting: _Setting) -> MeasurementClaim:
    number, view = reading.number, scene.block.block.view
    words = words_of(scene, reading)
    qualifier = scene.cue_before(QUALIFIERS, number.start)
    start = min(qualified_start(scene, number), words.measures[0], words.population[0] or words.measures[0])
    end = max(reading.end, words.measures[1], words.population[1])
    dated = period_place(scene, reading)
    is_next = end <= dated[0] and len(scene.text[end : dated[0]].split()) <= 1
    end = max(end, dated[1]) if is_next else end
    span = view.span(start, end)
    return MeasurementClaim(
        rule=reading.rule,
        span=span,
        authority=setting.authorities.at(scene.block.block.index, end),
        value=str(number.value),
        value_to="" if number.value_to is None else str(number.value_to),
        unit=reading.unit,
        kind=reading.kind,
        measures=words_within(scene, *words.measures),
        population=_population(scene, reading, words.population),
        qualifier=scene.text[qualifier.start : qualifier.end] if qualifier else "",
        period=period_of(scene, reading),
        source=_source(scene, number, setting),
    )


def _population(scene: Scene, reading: Reading, stretch: tuple[int, int]) -> str:
    """Return of whom or of what a number is told: the words beside it, unless they only point back."""
    return reading.population or words_within(scene, *stretch) or reading.antecedent or ""


def _source(scene: Scene, number: Number, setting: _Setting) -> Organisation | None:
    """Return who states a number: the person whose comment it stands in, the report, or the council in its release."""
    block, annotated, authorities = scene.block, setting.annotated, setting.authorities
    span = block.block.view.span(number.start, number.end)
    for comment in setting.said:
        if any(_holds(piece, span) for piece in comment.pieces or (comment.span,)):
            return Organisation("person", comment.person, comment.as_named)
    start, _ = block.sentence_at(number.start)
    attributed = voice_of(Stretch(block, start, clause_end(scene, number.end)), annotated).source
    if attributed is not None and _speaks(attributed, scene.text, setting.lexicon):
        return attributed
    part = annotated.layout.parts[block.block.part] if annotated.layout.parts else None
    if part is None or part.channel is not Channel.RELEASE:
        return None
    return own_voice(
        authorities.at(block.block.index, number.start) or authorities.subject, authorities, setting.lexicon
    )


def _speaks(source: Organisation, text: str, lexicon: Lexicon) -> bool:
    """Return whether a source states the number: not so a survey that yielded it, nor who inspected ("by the team")."""
    hits = lexicon.hits(english.tokens(source.words)).get("rating-cues", ())
    return not any(hit.concept == SURVEY for hit in hits) and f" by {source.words}" not in text


def _holds(piece: Span, span: Span) -> bool:
    return piece.start <= span.start and span.end <= piece.end


# --- what is said twice


def _merged(claims: list[tuple[Zone, MeasurementClaim]]) -> Iterator[MeasurementClaim]:
    """Yield the measurements once each; one that a headline, lead or release says again is a repeat."""
    first: list[MeasurementClaim] = []
    for zone, claim in sorted(claims, key=lambda pair: pair[0] is Zone.HEADLINE):
        same = next((known for known in first if _is_repeat(known, claim, zone)), None)
        if same is None and zone is not Zone.HEADLINE:
            first.append(claim)
        elif same is not None:
            first[first.index(same)] = replace(same, repeats=(*same.repeats, claim.span))
    return iter(sorted(first, key=lambda claim: claim.span))


def _is_repeat(known: MeasurementClaim, claim: MeasurementClaim, zone: Zone) -> bool:
    alike = (known.kind, known.value, known.value_to, known.authority) == (
        claim.kind,
        claim.value,
        claim.value_to,
        claim.authority,
    )
    return alike and (zone is Zone.HEADLINE or _share(known, claim) >= FEWEST_SHARED)


def _share(known: MeasurementClaim, claim: MeasurementClaim) -> float:
    """Return how many of the shorter claim's words the other has too."""
    one, other = _stems(known), _stems(claim)
    return len(one & other) / max(1, min(len(one), len(other)))


def _stems(claim: MeasurementClaim) -> frozenset[str]:
    tokens = english.tokens(f"{claim.measures} {claim.population}")
    return frozenset(t.stem for t in tokens if t.is_word and t.key not in english.FUNCTION_WORDS)
