"""Numbers published beside a rating, or in its place: "with an overall score of 63 per cent"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg import english
from kg.extract.ratings.regimes import evidence, is_named, named_in
from kg.extract.ratings.sentence import SILENT_ZONES, Page, Sentence, sentences
from kg.extract.ratings.standing import CURRENT
from kg.extract.ratings.subjects import AUTHORITY, OVERALL
from kg.lexicon import VOCAB, Regime
from kg.model import Hit, RatingClaim, Span, Token

RULE = "score-given"
LOWEST, HIGHEST = 25, 100
NEAREST, NEAREST_MODAL = 3, 3
WHOLE = f"{VOCAB}areas/overall"
NOUN = f"{VOCAB}grade-context-cues/score-noun"


class Score(NamedTuple):
    """A number out of a hundred, as told of an authority: where it and the words before it stand."""

    sentence: Sentence
    authority: str
    regime: Regime
    number: int
    start: int
    end: int


def with_scores(page: Page, claims: Iterable[RatingClaim]) -> list[RatingClaim]:
    """Return claims with the scores told beside them; a score without a rating is a claim of its own."""
    found = list(claims)
    for score in _scores(page):
        place = next((p for p, claim in enumerate(found) if _is_of(score, claim)), None)
        place = next((p for p, claim in enumerate(found) if _is_beside(score, claim)), None) if place is None else place
        if place is None:
            found.append(_alone(score))
        elif not found[place].score:
            found[place] = replace(found[place], score=str(score.number))
    return found


def _is_of(score: Score, claim: RatingClaim) -> bool:
    whole = claim.subject_kind == AUTHORITY and claim.status == CURRENT and claim.area == WHOLE
    return whole and (claim.authority, claim.regime) == (score.authority, score.regime.iri)


def _is_beside(score: Score, claim: RatingClaim) -> bool:
    """Return whether a rating of whatever time stands in the sentence of a score: "a provisional rating of good"."""
    sentence = score.sentence
    inside = sentence.block.block.view.span(sentence.start, sentence.end)
    near = inside.start <= claim.span.start and claim.span.end <= inside.end
    return near and claim.authority == score.authority and claim.area == WHOLE


def _alone(score: Score) -> RatingClaim:
    view = score.sentence.block.block.view
    return RatingClaim(
        rule=RULE,
        span=Span(*view.span(score.start, score.end)),
        authority=score.authority,
        subject=OVERALL,
        subject_kind=AUTHORITY,
        regime=score.regime.iri,
        area=WHOLE,
        value="",
        as_stated=score.sentence.text[score.start : score.end],
        score=str(score.number),
    )


def _scores(page: Page) -> Iterator[Score]:
    """Yield the scores of a document in reading order: under a regime that gives them and is named in it."""
    named = named_in(page)
    regimes = [regime for regime in page.lexicon.regimes.values() if RULE in regime.constructions]
    if not any({regime.iri, *regime.bodies} & named for regime in regimes):
        return
    for block in page.annotated.blocks:
        nouns = [hit for hit in block.hits.get("grade-context-cues", ()) if hit.concept == NOUN]
        if not nouns or block.block.zone in SILENT_ZONES:
            continue
        for sentence in sentences(page, block):
            around = evidence(sentence, named)
            own = [regime for regime in regimes if is_named(regime, around)]
            yield from (score for hit in nouns if own for score in _told(sentence, hit, own))


def _told(sentence: Sentence, noun: Hit, regimes: list[Regime]) -> Iterator[Score]:
    """Yield the score that follows a noun, if the sentence asserts it of an authority."""
    if not sentence.start <= noun.start < sentence.end:
        return
    behind = sentence.after(noun.end)
    numbers = [t for t in behind[:NEAREST] if t.text.isdigit() and LOWEST <= int(t.text) <= HIGHEST]
    key = _authority(sentence, noun)
    if not numbers or not key or _is_unsure(sentence, noun, numbers[0]):
        return
    yield Score(sentence, key, regimes[0], int(numbers[0].text), noun.start, numbers[0].end)


def _authority(sentence: Sentence, noun: Hit) -> str:
    keys = list(dict.fromkeys(mention.key for mention in sentence.mentions))
    if len(keys) > 1:
        before = [mention.key for mention in sentence.mentions if mention.end <= noun.start]
        return before[-1] if before else ""
    return keys[0] if keys else sentence.page.authorities.at(sentence.index, noun.start)


def _is_unsure(sentence: Sentence, noun: Hit, number: Token) -> bool:
    """Return whether a score is only supposed: a question, a modal near it, a bound ("63 or more")."""
    around = [*sentence.before(noun.start)[:NEAREST_MODAL], *sentence.after(number.end)[: NEAREST_MODAL + 1]]
    unreal = any(token.key in english.MODALS | {"if", "or", "to", "between", "minimum"} for token in around)
    return unreal or sentence.text[sentence.start : sentence.end].rstrip().endswith("?")
