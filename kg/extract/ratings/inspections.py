"""Inspections that a document names, and those of its ratings: regime, authority, bodies and time as it states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.authorities import Authorities
from kg.extract.ratings.sentence import SILENT_ZONES, Page, Sentence, sentences
from kg.extract.ratings.subjects import AUTHORITY, OVERALL
from kg.lexicon import REGIMES, Lexicon
from kg.model import Annotated, Hit, InspectionClaim, RatingClaim
from kg.rdf import term

RULE = "inspection-name"
FARTHEST_VERB = 100
_TIME = re.compile(
    r"[^.;]{0,30}?\b((?:last|this) (?:year|month|week|autumn|spring|summer|winter)"
    r"|(?:in |in the )?[A-Z][a-z]+ (?:19|20)\d\d|in (?:19|20)\d\d)"
)
_LAST = re.compile(r"\b(last (?:year|month|week))'s $")


def find_inspections(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, ratings: Iterable[RatingClaim]
) -> tuple[InspectionClaim, ...]:
    """Return one claim an inspection: each regime named of each authority, and each inspection that ratings imply."""
    page = Page(annotated, lexicon, authorities, frozenset())
    found: dict[tuple[str, ...], InspectionClaim] = {}
    for claim in (*_named(page), *(_of_rating(rating) for rating in ratings if rating.status == "current")):
        key = _key(claim)
        found[key] = _joined(found[key], claim) if key in found else claim
    return tuple(sorted(found.values(), key=lambda claim: (claim.span, claim.regime, claim.authority, claim.subject)))


def _key(claim: InspectionClaim) -> tuple[str, ...]:
    return claim.regime, claim.authority, claim.subject.casefold()


def _named(page: Page) -> Iterator[InspectionClaim]:
    """Yield a claim each time a regime that judges authorities is named of one."""
    for block in page.annotated.blocks:
        if block.block.zone in SILENT_ZONES or not block.hits.get(REGIMES):
            continue
        for sentence in sentences(page, block):
            for hit in sentence.hits(REGIMES):
                authority = _inspected(sentence, hit)
                if authority and _judges_authorities(page, hit.concept):
                    yield _claim(sentence, hit, authority)


def _inspected(sentence: Sentence, hit: Hit) -> str:
    """Return the authority inspected: the only one that the sentence names, else the one in focus."""
    keys = {mention.key for mention in sentence.mentions}
    return keys.pop() if len(keys) == 1 else sentence.page.authorities.at(sentence.index, hit.start)


def _judges_authorities(page: Page, regime: str) -> bool:
    return term("sc:LocalAuthority").value in page.lexicon.regimes[regime].applies_to


def _claim(sentence: Sentence, hit: Hit, authority: str) -> InspectionClaim:
    regime = sentence.page.lexicon.regimes[hit.concept]
    outside = (
        h for h in sentence.hits("bodies") if not any(r.start <= h.start < r.end for r in sentence.hits(REGIMES))
    )
    bodies = dict.fromkeys(h.concept for h in outside if h.concept in regime.bodies)
    return InspectionClaim(
        rule=RULE,
        span=sentence.block.block.view.span(hit.start, hit.end),
        authority=authority,
        subject=OVERALL,
        subject_kind=AUTHORITY,
        regime=regime.iri,
        as_named=sentence.text[hit.start : hit.end],
        bodies=tuple(bodies),
        when=_when(sentence, hit),
    )


def _when(sentence: Sentence, hit: Hit) -> str:
    """Return the time of the inspection as stated beside its name: "they carried out last year", "last year's"."""
    before = _LAST.search(sentence.text[sentence.start : hit.start])
    if before:
        return before[1]
    for verb in sentence.cues("conduct-verb"):
        match = _TIME.match(sentence.text, verb.end, sentence.end)
        if match and 0 <= verb.start - hit.end <= FARTHEST_VERB:
            return match[1]
    return ""


def _of_rating(rating: RatingClaim) -> InspectionClaim:
    return InspectionClaim(
        rule=rating.rule,
        span=rating.span,
        authority=rating.authority,
        subject=rating.subject,
        subject_kind=rating.subject_kind,
        regime=rating.regime,
        as_named="",
        bodies=rating.bodies,
        when=rating.when,
    )


def _joined(first: InspectionClaim, again: InspectionClaim) -> InspectionClaim:
    """Return a claim with what a further place adds; only a place that names the inspection counts as a repeat."""
    places = (again.span,) if again.as_named and first.as_named else ()
    repeats = tuple(sorted({*first.repeats, *places} - {first.span}))
    bodies = tuple(dict.fromkeys((*first.bodies, *again.bodies)))
    return replace(first, repeats=repeats, bodies=bodies, when=first.when or again.when)
