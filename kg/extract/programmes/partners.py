"""A sentence in, the organisations out with which something is done: "in partnership with the RNIB and Camden".

Behind words of joint work stand the partners, joined by commas and `and`: inspecting bodies, authorities, the kinds of
organisation that the vocabulary knows, and capitalised names that end, or begin, with a noun for a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.programmes.words import cues
from kg.lexicon import Lexicon
from kg.model import AnnotatedBlock, Hit, Organisation, Token

FARTHEST_FIRST, FARTHEST_NEXT = 3, 4
SHORTEST_ABBREVIATION, LONGEST_ABBREVIATION = 3, 6
_JOINED = frozenset(["and", "or", ",", "the", "&", "a", "its", "both", "with", "local", "as", "well"])
_WITHIN = frozenset(["of", "for", "and", "&", "the", "'s", "'"])


class Partner(NamedTuple):
    """An organisation named in a block: view offsets; `proper` if it bears a name of its own."""

    start: int
    end: int
    organisation: Organisation
    proper: bool


def find_organisations(
    block: AnnotatedBlock, lexicon: Lexicon, authorities: Authorities, start: int, end: int
) -> tuple[Partner, ...]:
    """Return the organisations of a stretch that do not overlap, longest first in doubt, in order."""
    found: list[Partner] = []
    for partner in sorted(
        _candidates(block, lexicon, authorities, start, end), key=lambda p: (p.start - p.end, p.start)
    ):
        if not any(partner.start < other.end and other.start < partner.end for other in found):
            found.append(partner)
    return tuple(sorted(found))


def partners_behind(block: AnnotatedBlock, cue: Hit, organisations: Sequence[Partner], end: int) -> tuple[Partner, ...]:
    """Return the organisations that stand right behind words of joint work, joined to each other."""
    found: list[Partner] = []
    at, reach = cue.end, FARTHEST_FIRST
    for partner in organisations:
        if partner.start < cue.end or partner.start >= end:
            continue
        between = [token for token in block.tokens if at <= token.start and token.end <= partner.start]
        joined = all(token.key in _JOINED or (not found and token.is_word) for token in between)
        if len(between) > reach or not joined:
            break
        found.append(partner)
        at, reach = partner.end, FARTHEST_NEXT
    return tuple(found)


def _candidates(
    block: AnnotatedBlock, lexicon: Lexicon, authorities: Authorities, start: int, end: int
) -> Iterator[Partner]:
    for hit in block.within("bodies", start, end):
        yield Partner(hit.start, hit.end, Organisation("body", hit.concept, block.text[hit.start : hit.end]), True)
    for mention in authorities.within(block.block.index, start, end):
        last = _department(block, mention.end)
        words = block.text[mention.start : last]
        yield Partner(mention.start, last, Organisation("authority", mention.key, words), True)
    for hit in block.within("organisation-kinds", start, end):
        last = hit.end + len("'s") * (hit.label.endswith("'s") and block.text.startswith("'s", hit.end))
        words = block.text[hit.start : last]
        if not hit.label.isupper() or words == hit.label:
            yield Partner(hit.start, last, Organisation("other", "", words), _is_proper(hit, words, lexicon))
    for first, last in (*_named(block, lexicon, start, end), *_abbreviations(block, start, end)):
        yield Partner(first, last, Organisation("other", "", block.text[first:last]), True)


def _department(block: AnnotatedBlock, end: int) -> int:
    """Return where the name of an authority ends with the department that follows it: "Camden social services"."""
    for hit in block.hits.get("rating-cues", ()):
        if hit.concept.endswith("/whole-authority") and block.text[end : hit.start] == " ":
            return hit.end
    return end


def _is_proper(hit: Hit, words: str, lexicon: Lexicon) -> bool:
    """Return whether the words are a name, not a common noun; the health service is nobody's partner body by name."""
    named = words[0].isupper() and hit.label[0].isupper()
    return named and hit.concept in lexicon.concept("programme-cues", "partner-by-name").related


def _named(block: AnnotatedBlock, lexicon: Lexicon, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the capitalised names that end or begin with a noun for a body: "Sandwell Children's Trust"."""
    heads = {word for concept in lexicon.schemes["organisation-kinds"] for word in concept.words}
    run: list[Token] = []
    for token in (*(t for t in block.tokens if start <= t.start < end), None):
        goes_on = token is not None and (token.text[0].isupper() or token.key in _WITHIN)
        if goes_on and token is not None and (run or token.text[0].isupper()):
            run.append(token)
            continue
        yield from _body_in(run, heads)
        run = []


def _body_in(run: list[Token], heads: set[str]) -> Iterator[tuple[int, int]]:
    while run and not run[-1].text[0].isupper():
        run = run[:-1]
    while run and run[0].key in english.FUNCTION_WORDS:
        run = run[1:]
    joint = next((place for place, token in enumerate(run) if token.key in ("and", "&")), len(run))
    if len(run) > 1 and (run[-1].key in heads or run[0].key in heads):
        split = run[joint - 1].key in heads and joint < len(run)
        yield run[0].start, run[joint - 1].end if split else run[-1].end


def _abbreviations(block: AnnotatedBlock, start: int, end: int) -> Iterator[tuple[int, int]]:
    if block.text.isupper():
        return
    for token in block.tokens:
        if start <= token.start and token.end <= end and _is_abbreviation(token.text):
            yield token.start, token.end


def _is_abbreviation(text: str) -> bool:
    return text.isalpha() and text.isupper() and SHORTEST_ABBREVIATION <= len(text) <= LONGEST_ABBREVIATION


def works_with(block: AnnotatedBlock, start: int, end: int) -> list[Hit]:
    """Return the words of joint work, and of engaging an outside body, in a stretch."""
    hits = [*cues(block, "works-with"), *cues(block, "engages")]
    return sorted((hit for hit in hits if hit.start >= start and hit.end <= end), key=lambda hit: hit.start)
