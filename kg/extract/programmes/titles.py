"""An annotated block in, the names between speech marks, and those that the vocabulary lists, out.

A title between marks is a programme's if a noun beside it says so: "'Project 360', a service for young people", "the
'Moving On' project", "a scheme called 'Breakaway'".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.programmes.words import JOINERS, KNOWN, POSSESSIVE, QUOTED, Name, by_means, cues, heads, kind_of
from kg.extract.quotations import Quote, find_quotes
from kg.lexicon import Lexicon
from kg.model import AnnotatedBlock, Hit, Token

LONGEST_QUOTED, FARTHEST_APPOSITION = 8, 5


def quoted_names(block: AnnotatedBlock, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the titles between speech marks that a noun shows to be names of programmes."""
    for quote in find_quotes(block.text):
        words = [t for t in block.tokens if quote.first <= t.start < quote.last and t.is_word]
        if quote.closed and words and len(words) <= LONGEST_QUOTED and _is_title(block, quote, words):
            kind = _quoted_kind(block, quote, lexicon)
            if kind:
                yield Name(block, words[0].start, words[-1].end, kind, QUOTED)


def _is_title(block: AnnotatedBlock, quote: Quote, words: Sequence[Token]) -> bool:
    told = [word for word in words if word.key not in JOINERS | POSSESSIVE | {"a", "an"}]
    return block.text[quote.last - 1] not in ".!?" and all(not word.text[0].islower() for word in told)


def _quoted_kind(block: AnnotatedBlock, quote: Quote, lexicon: Lexicon) -> str:
    """Return the kind that the noun beside a quoted name shows: "a service for", "project", or the name's own head."""
    nouns = list(heads(block))
    for hit in nouns:
        if hit.start >= quote.end:
            between = [t for t in block.tokens if quote.end <= t.start and t.end <= hit.start]
            if not between or _is_apposition(between):
                return kind_of(lexicon, hit)
    inside = [hit for hit in nouns if quote.first <= hit.start and hit.end <= quote.last]
    called = [hit for hit in cues(block, "named") if block.text[hit.end : quote.start].strip(" ,") == ""]
    before = [hit for hit in nouns if called and hit.end <= called[0].start]
    named = before[-1:] or inside[-1:]
    return kind_of(lexicon, named[0]) if named else ""


def _is_apposition(between: Sequence[Token]) -> bool:
    words = [token for token in between if token.is_word]
    plain = all(token.is_word or token.text in ",-–(" for token in between)
    return (
        plain
        and words[:1] != []
        and words[0].key in ("a", "an", "the", "its", "our", "their")
        and len(words) <= FARTHEST_APPOSITION
    )


def known_names(block: AnnotatedBlock, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names that the vocabulary lists: capitalised, or in small letters in an enumeration."""
    for hit in block.hits.get("known-programmes", ()):
        concept = lexicon.concepts[hit.concept]
        words = block.text[hit.start : hit.end]
        capital = all(word[0].isupper() for word in words.split() if word.lower() not in JOINERS)
        if capital or (words.lower() in concept.words and _is_enumerated(block, hit)):
            yield Name(block, hit.start, hit.end, lexicon.concepts[concept.broader[0]].notation, KNOWN)


def _is_enumerated(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether a name in small letters stands in an enumeration: "including families first and core funding"."""
    before = [token for token in block.tokens if token.end <= hit.start][-1:]
    after = [token for token in block.tokens if token.start >= hit.end][:1]
    if any(token.stem in ("includ", "via", "as") or by_means(token) for token in before):
        return True
    return any(token.stem in ("among", "fund", "money", "grant") for token in after)
