"""An annotated document in, its ratings and inspections out.

Constructions read lines and sentences (`lines`, `prose`); what they find as values (`signals`), whom it is said of
(`subjects`), whether it is asserted at all (`standing`) and under which regime (`regimes`) are rooms of their own.
All words of the domain come from the vocabularies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.extract.authorities import Authorities
from kg.extract.ratings.around import Past
from kg.extract.ratings.claims import rating_claims
from kg.extract.ratings.dating import dating
from kg.extract.ratings.grades import read_grades
from kg.extract.ratings.homes import of_councils
from kg.extract.ratings.inspections import find_inspections
from kg.extract.ratings.latter import latter_stars
from kg.extract.ratings.lines import heading_statements, line_statements, listed_statements
from kg.extract.ratings.mood import is_supposed
from kg.extract.ratings.prose import read
from kg.extract.ratings.providers import find_providers
from kg.extract.ratings.regimes import graded_scales
from kg.extract.ratings.rows import TABLE, grade_rows
from kg.extract.ratings.sentence import CUES, SILENT_ZONES, Page, sentences
from kg.extract.ratings.statements import Memory, Statement
from kg.extract.ratings.subjects import AUTHORITY
from kg.extract.ratings.tables import table_statements
from kg.lexicon import VALUE_WORDS, VALUES, Lexicon
from kg.model import Annotated, AnnotatedBlock, RatingClaim

SCORED = ("grade-context-cues",)
__all__ = ["find_inspections", "find_ratings"]


def find_ratings(annotated: Annotated, lexicon: Lexicon, authorities: Authorities) -> tuple[RatingClaim, ...]:
    """Return the ratings that a document states, one claim a fact, in the order of their evidence."""
    if not any(block.hits.get(scheme) for block in annotated.blocks for scheme in (VALUES, VALUE_WORDS, *SCORED)):
        return ()
    outlook = frozenset(lexicon.concept(CUES, "outlook").related)
    graded = graded_scales(lexicon)
    ahead = frozenset(scale for scale, areas in lexicon.areas.items() if outlook & set(areas))
    providers = find_providers(annotated, lexicon, authorities)
    page = Page(annotated, lexicon, authorities, outlook, graded, providers, dating(annotated), ahead)
    taken, told = table_statements(page)
    worded = (*(s for s in told if s.rule != TABLE), *_statements(page, taken))
    return of_councils(
        page, rating_claims(page, worded, (*(s for s in told if s.rule == TABLE), *_graded(page, taken)))
    )


def _matters(page: Page, block: AnnotatedBlock) -> bool:
    """Return whether a block words a value or names an authority."""
    worded = block.hits.get(VALUES) or block.hits.get(VALUE_WORDS)
    return bool(worded or page.authorities.within(block.block.index, 0, len(block.text)))


def _statements(page: Page, tables: Collection[int]) -> Iterator[Statement]:
    """Yield the statements of a document in reading order: lines first, then sentences; blocks of tables are done."""
    memory = Memory()
    for block in page.annotated.blocks:
        if block.block.zone in SILENT_ZONES or block.block.index in tables:
            continue
        if not _matters(page, block):
            continue
        lines = line_statements(page, block) or heading_statements(page, block) or listed_statements(page, block)
        yield from lines
        memory = replace(memory, said=tuple(lines)) if lines else memory
        for sentence in tuple(sentences(page, block))[1 if lines else 0 :]:
            before = memory.before
            said, memory = read(sentence, memory)
            yield from said
            yield from latter_stars(sentence, before)


def _graded(page: Page, tables: Collection[int]) -> Iterator[Statement]:
    """Yield the grades of a document: those of lines and cells, then those of its sentences."""
    rows = list(grade_rows(page, tables))
    yield from (statement for _, statement in rows)
    taken = {*tables, *(index for index, _ in rows)}
    past = Past()
    for block in page.annotated.blocks:
        if block.block.zone in SILENT_ZONES or block.block.index in taken:
            continue
        worded = block.hits.get(VALUES) or block.hits.get(VALUE_WORDS)
        if not (worded or past.unnamed or _says_same(page, block)):
            continue
        for sentence in sentences(page, block):
            said, past = read_grades(sentence, past)
            yield from (s for s in said if not _is_supposed(s) and not _is_of_some_service(s))


def _is_supposed(statement: Statement) -> bool:
    """Return whether words before all values of a statement take them back: "imagine", "was spared"."""
    return all(is_supposed(statement.source, signal) for signal in statement.signals)


def _is_of_some_service(statement: Statement) -> bool:
    """Return whether stars fall to an authority though "the service" has them, which is not known: "rated it …"."""
    sentence, place = statement.sentence, statement.place
    cues = [h for h in sentence.cues("service-anaphor") if place[0] <= h.start and h.end <= place[1]]
    single = any(not sentence.text[h.start : h.end].endswith("s") for h in cues)
    named = any(place[0] <= start and end <= place[1] for start, end in sentence.names)
    return single and not named and statement.has_stars and statement.subject.kind == AUTHORITY


def _says_same(page: Page, block: AnnotatedBlock) -> bool:
    """Return whether a block says "the same rating"."""
    same = page.lexicon.concept("grade-context-cues", "same-grade").iri
    return any(hit.concept == same for hit in block.hits.get("grade-context-cues", ()))
