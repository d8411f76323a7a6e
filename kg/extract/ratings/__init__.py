"""An annotated document in, its ratings and inspections out.

Constructions read lines and sentences (`lines`, `prose`); what they find as values (`signals`), whom it is said of
(`subjects`), whether it is asserted at all (`standing`) and under which regime (`regimes`) are rooms of their own.
All words of the domain come from the vocabularies.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.authorities import Authorities
from kg.extract.ratings.claims import rating_claims
from kg.extract.ratings.inspections import find_inspections
from kg.extract.ratings.lines import heading_statements, line_statements, listed_statements
from kg.extract.ratings.prose import read
from kg.extract.ratings.sentence import CUES, SILENT_ZONES, Page, sentences
from kg.extract.ratings.statements import Memory, Statement
from kg.lexicon import VALUE_WORDS, VALUES, Lexicon
from kg.model import Annotated, AnnotatedBlock, RatingClaim

__all__ = ["find_inspections", "find_ratings"]


def find_ratings(annotated: Annotated, lexicon: Lexicon, authorities: Authorities) -> tuple[RatingClaim, ...]:
    """Return the ratings that a document states, one claim a fact, in the order of their evidence."""
    if not any(block.hits.get(scheme) for block in annotated.blocks for scheme in (VALUES, VALUE_WORDS)):
        return ()
    outlook = frozenset(lexicon.concept(CUES, "outlook").related)
    page = Page(annotated, lexicon, authorities, outlook)
    return rating_claims(page, _statements(page))


def _matters(page: Page, block: AnnotatedBlock) -> bool:
    """Return whether a block words a value or names an authority."""
    worded = block.hits.get(VALUES) or block.hits.get(VALUE_WORDS)
    return bool(worded or page.authorities.within(block.block.index, 0, len(block.text)))


def _statements(page: Page) -> Iterator[Statement]:
    """Yield the statements of a document in reading order: lines first, then sentences."""
    memory = Memory()
    for block in page.annotated.blocks:
        if block.block.zone in SILENT_ZONES:
            continue
        if not _matters(page, block):
            continue
        lines = line_statements(page, block) or heading_statements(page, block) or listed_statements(page, block)
        yield from lines
        for sentence in tuple(sentences(page, block))[1 if lines else 0 :]:
            said, memory = read(sentence, memory)
            yield from said
