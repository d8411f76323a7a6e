"""Statements in, rating claims out: a value of one scale, and every place that says the same folded into one claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.english import CLOSE, OPEN
from kg.extract.ratings.regimes import Evidence, choose, evidence, is_named, named_in, value_in
from kg.extract.ratings.sentence import HEAD_ZONES, Page, Sentence
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, OVERALL
from kg.lexicon import Concept, Regime
from kg.model import RatingClaim, Span

FARTHEST_PAIR = 40


class _Reading(NamedTuple):
    """The value of one area in a statement: the word's or, without a word, that of the stars."""

    signals: tuple[Signal, ...]
    value: Concept
    stars: int | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim with what is needed to fold it: whether a word gave its value, and whether a headline says it."""

    claim: RatingClaim
    worded: bool
    in_head: bool


def rating_claims(page: Page, statements: Iterable[Statement]) -> tuple[RatingClaim, ...]:
    """Return one claim a fact, in the order of their evidence."""
    found = list(statements)
    named = named_in(page)
    starred = frozenset(
        r.iri for s in found if s.has_stars and s.subject.kind == AUTHORITY for r in _regimes(page, s, named)
    )
    drafts: list[_Draft] = []
    for statement in found:
        for draft in _drafts(page, statement, named | starred):
            _fold(drafts, draft)
    return tuple(sorted((draft.claim for draft in drafts), key=lambda c: (c.span, c.area, c.subject, c.authority)))


# --- a statement's values


def _regimes(page: Page, statement: Statement, named: frozenset[str]) -> Iterator[Regime]:
    found = choose(page, statement.subject, statement.signals, statement.rule, evidence(statement.sentence, named))
    if found:
        yield found


def _drafts(page: Page, statement: Statement, named: frozenset[str]) -> Iterator[_Draft]:
    around = evidence(statement.sentence, named)
    for reading, regime in _readings(page, statement, around):
        yield _draft(page, statement, reading, regime)


def _readings(page: Page, statement: Statement, around: Evidence) -> Iterator[tuple[_Reading, Regime]]:
    """Yield the values of a statement under the one regime that has them all, else each under its own."""
    shared = choose(page, statement.subject, statement.signals, statement.rule, around)
    for signals in _by_area(statement.signals):
        regime = shared or choose(page, statement.subject, signals, statement.rule, around)
        if regime and _is_bare(statement) and not is_named(regime, around):
            continue
        reading = _reading(signals, regime) if regime else None
        if regime and reading:
            yield reading, regime


def _is_bare(statement: Statement) -> bool:
    """Return whether nothing but a plain word gives the value: then its regime must be named in the document."""
    return all(signal.kind == Kind.WORD for signal in statement.signals)


def _by_area(signals: tuple[Signal, ...]) -> Iterator[tuple[Signal, ...]]:
    """Yield signals that give one value together: a plain word and the stars beside it; any other alone."""
    quality = tuple(s for s in signals if s.kind in (Kind.WORD, Kind.STARS))
    words, stars = [s for s in quality if s.kind == Kind.WORD], [s for s in quality if s.kind == Kind.STARS]
    if quality:
        yield tuple(sorted((*words[:1], *stars[:1]), key=lambda s: s.start))
    yield from ((signal,) for signal in signals if signal not in quality)


def _reading(signals: tuple[Signal, ...], regime: Regime) -> _Reading | None:
    worded = next((s for s in signals if s.kind != Kind.STARS), signals[0])
    value = value_in(regime, worded)
    stars = next((s.stars for s in signals if s.kind == Kind.STARS), None)
    return _Reading(signals, value, stars) if value else None


def _draft(page: Page, statement: Statement, reading: _Reading, regime: Regime) -> _Draft:
    sentence, subject = statement.source, statement.subject
    pieces = tuple(_pieces(statement, reading.signals))
    claim = RatingClaim(
        rule=statement.rule,
        span=Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces)),
        pieces=pieces if statement.source is not statement.sentence else (),
        authority=subject.authority,
        subject=subject.words or OVERALL,
        subject_kind=subject.kind,
        regime=regime.iri,
        area=_area(page, sentence, reading),
        value=reading.value.iri,
        as_stated=_words(sentence, reading.signals),
        stars=reading.stars,
        status=statement.standing.status,
        when=statement.standing.when,
        bodies=_bodies(sentence, regime),
    )
    return _Draft(claim, any(s.kind != Kind.STARS for s in reading.signals), sentence.block.block.zone in HEAD_ZONES)


def _area(page: Page, sentence: Sentence, reading: _Reading) -> str:
    """Return the area judged: of the scale's areas the one that the sentence names, else the first."""
    areas = page.lexicon.areas[reading.value.scheme]
    named = [hit.concept for hit in sentence.hits("areas") if hit.concept in areas]
    return named[0] if named else areas[0]


def _words(sentence: Sentence, signals: tuple[Signal, ...]) -> str:
    """Return the words that give the value; a word far from its stars stands alone."""
    start, end = signals[0].start, signals[-1].end
    if end - start > FARTHEST_PAIR:
        worded = next((s for s in signals if s.kind != Kind.STARS), signals[0])
        start, end = worded.start, worded.end
    start, end = _balanced(sentence, start, end)
    return sentence.text[start:end]


def _balanced(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the speech mark at its edge without which one inside it would stand alone."""
    text = sentence.text
    words = text[start:end]
    if words.count(OPEN) > words.count(CLOSE) and text[end : end + 1] == CLOSE:
        return start, end + 1
    if words.count(CLOSE) > words.count(OPEN) and text[start - 1 : start] == OPEN:
        return start - 1, end
    return start, end


def _pieces(statement: Statement, signals: tuple[Signal, ...]) -> Iterator[Span]:
    """Yield the raw spans of the subject and the values, in the order of the text."""
    start, end = _balanced(statement.source, signals[0].start, max(signal.end for signal in signals))
    value = statement.source.block.block.view.span(start, end)
    named = statement.place[0] < statement.place[1]
    subject = [statement.sentence.block.block.view.span(*statement.place)] if named else []
    yield from sorted([value, *subject])


def _bodies(sentence: Sentence, regime: Regime) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.concept for hit in sentence.hits("bodies") if hit.concept in regime.bodies))


# --- the same fact again


def _fold(drafts: list[_Draft], new: _Draft) -> None:
    """Add a draft, or fold it into the one that states the same fact."""
    for place, old in enumerate(drafts):
        if _same_subject(old.claim, new.claim):
            if _same_value(old.claim, new.claim):
                drafts[place] = _repeated(old, new)
                return
            if _completes(old, new):
                drafts[place] = _completed(old, new)
                return
    drafts.append(new)


def _same_subject(old: RatingClaim, new: RatingClaim) -> bool:
    same_time = old.status == new.status and (
        old.when.casefold() == new.when.casefold() or not new.when or not old.when
    )
    return same_time and (old.authority, old.area) == (new.authority, new.area) and _key(old) == _key(new)


def _key(claim: RatingClaim) -> str:
    return claim.subject.casefold().removesuffix("s")


def _same_value(old: RatingClaim, new: RatingClaim) -> bool:
    same = old.value == new.value or _notation(old.value) == _notation(new.value)
    return same and (old.stars == new.stars or old.stars is None or new.stars is None)


def _notation(value: str) -> str:
    return value.rsplit("/", 1)[-1]


def _completes(old: _Draft, new: _Draft) -> bool:
    """Return whether stars in a later sentence complete a value given by a word."""
    return old.worded and old.claim.stars is None and new.claim.stars is not None and not new.worded


def _completed(old: _Draft, new: _Draft) -> _Draft:
    span = Span(min(old.claim.span.start, new.claim.span.start), max(old.claim.span.end, new.claim.span.end))
    claim = replace(old.claim, stars=new.claim.stars, span=span, pieces=(old.claim.span, new.claim.span))
    return replace(old, claim=claim)


def _repeated(old: _Draft, new: _Draft) -> _Draft:
    """Return the fact with a further place; the evidence is the first place that is no heading."""
    if old.worded and old.claim.stars is None and new.claim.stars is not None and not new.worded:
        return _completed(old, new)
    main, other = (new, old) if old.in_head and not new.in_head else (old, new)
    places = {*old.claim.repeats, *new.claim.repeats, other.claim.span} - {main.claim.span}
    stars = main.claim.stars if main.claim.stars is not None else other.claim.stars
    claim = replace(
        main.claim,
        repeats=tuple(sorted(places)),
        stars=stars,
        when=main.claim.when or other.claim.when,
        bodies=tuple(dict.fromkeys((*main.claim.bodies, *other.claim.bodies))),
    )
    return replace(main, claim=claim)
