"""Grades read in a document in, those that can be a council's out: what is said of one home is not said of its council.

A sentence that speaks of one home, school or company grades that. In a document that is about one, a sentence that
names no authority does too: no authority in focus takes such a grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.ratings.sentence import Page
from kg.model import AnnotatedBlock, RatingClaim, Zone

GRADED = "graded"
PROVIDER = "provider"
LEAD_BLOCKS = 3
_SAID = frozenset({Zone.HEADLINE, Zone.BODY})


def of_councils(page: Page, claims: Iterable[RatingClaim]) -> tuple[RatingClaim, ...]:
    """Return the claims without the grades of councils that are the grades of one home."""
    lead = [block for block in page.annotated.blocks if block.block.zone in _SAID][:LEAD_BLOCKS]
    about_one = any(_names_one(page, block, 0, len(block.text)) for block in lead)
    return tuple(claim for claim in claims if not _is_of_one(page, claim, about_one))


def _is_of_one(page: Page, claim: RatingClaim, about_one: bool) -> bool:
    if not claim.rule.startswith(GRADED) or claim.subject_kind == PROVIDER:
        return False
    places = [(block, start, end) for block in page.annotated.blocks for start, end in _stretch(block, claim)]
    named = any(page.authorities.within(block.block.index, start, end) for block, start, end in places)
    speaks = any(_names_one(page, block, start, end) for block, start, end in places)
    return speaks or (about_one and not named)


def _stretch(block: AnnotatedBlock, claim: RatingClaim) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block in which the claim's evidence lies."""
    view = block.block.view
    for start, end in block.sentences:
        if view.starts[start] < claim.span.end and claim.span.start < view.ends[end - 1]:
            yield start, end


def _names_one(page: Page, block: AnnotatedBlock, start: int, end: int) -> bool:
    cue = page.lexicon.concept("polarity-cues", PROVIDER).iri
    return any(hit.concept == cue for hit in block.within("polarity-cues", start, end))
