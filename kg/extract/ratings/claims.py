"""Statements in, rating claims out: a value of one scale, and every place that says the same folded into one claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.english import CLOSE, OPEN
from kg.extract.ratings.grades import named_before_colon
from kg.extract.ratings.regimes import (
    GRADED,
    UNSETTLED,
    Evidence,
    Question,
    choose,
    choose_graded,
    evidence,
    full_evidence,
    is_named,
    named_in,
    value_in,
)
from kg.extract.ratings.scores import with_scores
from kg.extract.ratings.sentence import HEAD_ZONES, Page, Sentence
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.standing import CURRENT, PREVIOUS
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, OVERALL, PROVIDER, SERVICE, Subject
from kg.lexicon import VOCAB, Concept, Regime
from kg.model import RatingClaim, Span, Zone

FARTHEST_PAIR = 40
RATED, OUTLOOK_RULE = "subject-rated", "area-value"
WHOLE, SERVICE_QUALITY = f"{VOCAB}areas/overall", f"{VOCAB}areas/service-quality"
_ROWS = frozenset({"graded-line", "graded-table", "graded-list"})


class _Reading(NamedTuple):
    """The value of one area in a statement: the word's or, without a word, that of the stars."""

    signals: tuple[Signal, ...]
    value: Concept
    stars: int | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim with what is needed to fold it: whether a word gave its value, and whether a headline says it.

    `places` are the raw spans of the words that give the value, `sure` says that the document names its regime or body,
    `doubt` what the standing leaves open.
    """

    claim: RatingClaim
    worded: bool
    in_head: bool
    places: tuple[Span, ...] = ()
    sure: bool = False
    doubt: str = ""
    graded: bool = False


def rating_claims(
    page: Page, statements: Iterable[Statement], graded: Iterable[Statement] = ()
) -> tuple[RatingClaim, ...]:
    """Return one claim a fact, in the order of their evidence; `graded` are the statements of grades."""
    old = _old_drafts(page, statements)
    new = _graded_drafts(page, list(graded))
    old = [draft for draft in old if not any(_overlap(draft, other) and _outweighs(other, draft) for other in new)]
    new = [draft for draft in new if not any(_overlap(draft, other) for other in old)]
    drafts: list[_Draft] = []
    for draft in (*old, *_without_heads(_settled(new, old))):
        _fold(drafts, draft)
    claims = with_scores(page, (draft.claim for draft in drafts))
    return tuple(sorted(claims, key=lambda c: (c.span, c.area, c.subject, c.authority)))


def _outweighs(new: _Draft, old: _Draft) -> bool:
    """Return whether words mean a grade rather than a joint review's value or an authority's stars.

    They do where only the grade's regime is told, and where stars stand with the name of a provider.
    """
    provider = new.claim.subject_kind == PROVIDER and old.claim.subject_kind != PROVIDER
    return new.sure and (provider or not old.sure)


def _overlap(draft: _Draft, other: _Draft) -> bool:
    return any(a.start < b.end and b.start < a.end for a in draft.places for b in other.places)


def _old_drafts(page: Page, statements: Iterable[Statement]) -> list[_Draft]:
    found = list(statements)
    named = named_in(page)
    starred = frozenset(
        r.iri for s in found if s.has_stars and s.subject.kind == AUTHORITY for r in _regimes(page, s, named)
    )
    return [draft for statement in found for draft in _drafts(page, statement, named | starred, named)]


# --- grades


def _graded_drafts(page: Page, statements: list[Statement]) -> list[_Draft]:
    """Return the drafts of grades: first those whose regime is told, then, in their light, the others."""
    named = named_in(page)
    around = [full_evidence(s.source, named, s.standing) for s in statements]
    first = [_graded_regime(page, s, e, ()) for s, e in zip(statements, around, strict=True)]
    decided = frozenset(r.iri for r in first if r is not None and r.iri != UNSETTLED)
    drafts = []
    for statement, own, regime in zip(statements, around, first, strict=True):
        chosen = regime if regime and regime.iri != UNSETTLED else _graded_regime(page, statement, own, decided)
        reading = _reading(statement.signals, chosen) if chosen else None
        if chosen is None or reading is None or (chosen.iri == UNSETTLED and not _tells_of_inspection(page)):
            continue
        judged = page.lexicon.areas[reading.value.scheme]
        if statement.subject.kind == PROVIDER and statement.areas and not set(statement.areas) & set(judged):
            continue
        draft = _draft(page, _of_service(statement, judged), reading, chosen)
        drafts.append(replace(draft, sure=is_named(chosen, own), doubt=statement.standing.doubt, graded=True))
    return drafts


def _of_service(statement: Statement, areas: Collection[str]) -> Statement:
    """Return a statement on "adult social care" as one on a service, where the scale judges no authority as a whole."""
    subject = statement.subject
    if not statement.whole or subject.kind != AUTHORITY or WHOLE in areas:
        return statement
    return statement._replace(subject=subject._replace(words=statement.whole, kind=SERVICE))


def _graded_regime(page: Page, statement: Statement, own: Evidence, decided: Iterable[str]) -> Regime | None:
    question = Question(statement.subject, statement.signals, statement.rule, statement.areas)
    return choose_graded(page, question, own, frozenset(decided))


def _tells_of_inspection(page: Page) -> bool:
    """Return whether a document names a body or a regime, or speaks of inspection at all."""
    sign = f"{VOCAB}grade-context-cues/inspection-sign"
    return bool(named_in(page)) or any(
        hit.concept == sign for block in page.annotated.blocks for hit in block.hits.get("grade-context-cues", ())
    )


def _settled(drafts: list[_Draft], old: list[_Draft]) -> list[_Draft]:
    """Return drafts whose doubts are resolved: what another current rating of the same replaces is previous."""
    everything = [*old, *drafts]
    return [_resolved(draft, everything) if draft.doubt else draft for draft in drafts]


def _resolved(draft: _Draft, drafts: list[_Draft]) -> _Draft:
    others = [
        other
        for other in drafts
        if other is not draft
        and other.claim.status == CURRENT
        and not other.doubt
        and not other.in_head
        and _judged(other.claim) == _judged(draft.claim)
    ]
    newer = [other for other in others if other.claim.value != draft.claim.value]
    status = PREVIOUS if newer else CURRENT
    return replace(draft, claim=replace(draft.claim, status=status))


def _judged(claim: RatingClaim) -> tuple[str, ...]:
    return claim.authority, _key(claim), claim.area


def _without_heads(drafts: list[_Draft]) -> list[_Draft]:
    """Return drafts with each headline folded into the fact of the text that it sums up, whoever it names."""
    body = [draft for draft in drafts if not draft.in_head]
    for head in (draft for draft in drafts if draft.in_head):
        match = next((p for p, draft in enumerate(body) if _sums_up(head, draft)), None)
        if match is None:
            body.append(head)
        else:
            claim = body[match].claim
            places = tuple(sorted({*claim.repeats, head.claim.span} - {claim.span}))
            body[match] = replace(body[match], claim=replace(claim, repeats=places))
    return body


def _sums_up(head: _Draft, draft: _Draft) -> bool:
    about = head.claim.area == draft.claim.area
    same = _notation(head.claim.value) == _notation(draft.claim.value) and head.claim.status == draft.claim.status
    whole = SERVICE not in {head.claim.subject_kind, draft.claim.subject_kind}
    return same and (whole or about or head.claim.subject.casefold() == draft.claim.subject.casefold())


# --- a statement's values


def _regimes(page: Page, statement: Statement, named: frozenset[str]) -> Iterator[Regime]:
    found = choose(page, statement.subject, statement.signals, statement.rule, evidence(statement.sentence, named))
    if found:
        yield found


def _drafts(page: Page, statement: Statement, named: frozenset[str], told: frozenset[str]) -> Iterator[_Draft]:
    around = full_evidence(statement.sentence, named, statement.standing)
    for reading, regime in _readings(page, statement, around):
        of_area = statement.rule == RATED and RATED not in regime.constructions
        whole = _of_whole(statement) if of_area else statement
        yield replace(_draft(page, whole, reading, regime), sure=is_named(regime, around._replace(page=told)))


def _readings(page: Page, statement: Statement, around: Evidence) -> Iterator[tuple[_Reading, Regime]]:
    """Yield the values of a statement under the one regime that has them all, else each under its own."""
    shared = choose(page, statement.subject, statement.signals, statement.rule, around)
    for signals in _by_area(statement.signals):
        regime = shared or choose(page, statement.subject, signals, statement.rule, around)
        if signals[0].kind == Kind.OUTLOOK and not (regime and is_named(regime, around)):
            told = choose(page, statement.subject, signals, OUTLOOK_RULE, around)
            regime = told if told and is_named(told, around) else regime
        if regime and _is_bare(statement) and not is_named(regime, around):
            continue
        reading = _reading(signals, regime) if regime else None
        if regime and reading:
            yield reading, regime


def _of_whole(statement: Statement) -> Statement:
    """Return what is said beside a judgement area as said of the authority: "delivering outcomes good, capacity …"."""
    if not statement.sentence.areas_within(*statement.place):
        return statement._replace(rule=OUTLOOK_RULE)
    subject = Subject(statement.subject.authority, "", AUTHORITY)
    return statement._replace(subject=subject, rule=OUTLOOK_RULE)


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
        area=_area(page, statement, reading),
        value=reading.value.iri,
        as_stated=_words(sentence, reading.signals),
        stars=reading.stars,
        status=statement.standing.status,
        when=statement.standing.when,
        bodies=_bodies(sentence, regime),
    )
    view = sentence.block.block.view
    places = tuple(view.span(s.start, s.end) for s in reading.signals)
    worded = any(s.kind != Kind.STARS for s in reading.signals)
    return _Draft(claim, worded, _is_head(statement), places)


def _is_head(statement: Statement) -> bool:
    """Return whether a headline sums a fact up; a line that opens with its subject tells it: "Kirklees: good"."""
    sentence = statement.source
    told = statement.rule in _ROWS or (sentence.block.block.zone == Zone.HEADING and named_before_colon(sentence))
    return sentence.block.block.zone in HEAD_ZONES and not told


def _area(page: Page, statement: Statement, reading: _Reading) -> str:
    """Return the area judged: of the scale's areas the one that the statement names, else the whole or the first."""
    areas, sentence = page.lexicon.areas[reading.value.scheme], statement.source
    told = [area for area in statement.areas if area in areas]
    if told or statement.rule in GRADED:
        fallbacks = (SERVICE_QUALITY, WHOLE) if statement.subject.kind == SERVICE else (WHOLE, SERVICE_QUALITY)
        return told[0] if told else next((area for area in fallbacks if area in areas), areas[0])
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
