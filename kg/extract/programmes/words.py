"""The vocabulary in, what every reading of programmes shares out: a name, its head nouns, the words that make none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import english
from kg.lexicon import VOCAB, Lexicon
from kg.model import AnnotatedBlock, Hit, Token

NAMED, QUOTED, KNOWN, PLAIN = "programme-name", "programme-quoted", "programme-known", "plan-in-plain-words"
SERVICE, LISTED, APPOSED = "service-in-plain-words", "service-listed", "programme-apposed"
JOINERS = frozenset(["of", "for", "in", "on", "to", "with", "from", "into", "the", "and", "&"])
POSSESSIVE = frozenset(["'s", "'"])
ABBREVIATION = re.compile(r" \(([A-Z][A-Za-z]*[A-Z]s?)\)")
_MEANS = english.PREPOSITIONS - {"of", "for", "to", "on", "in", "from", "into", "about", "at"}
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")


@dataclass(frozen=True, slots=True)
class Name:
    """A programme named: the block, view offsets, kind, rule; `short` is the abbreviation in brackets behind it."""

    block: AnnotatedBlock
    start: int
    end: int
    kind: str
    rule: str
    short: str = ""

    @property
    def text(self) -> str:
        """The words; an abbreviation in brackets inside them is left out, words that the page glued are parted."""
        words = self.block.text[self.start : self.end]
        return ABBREVIATION.sub("", _GLUED.sub(" ", words) if self.rule == NAMED else words)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the vocabulary that tell names of programmes from other words, in lower case.

    `loose`, `alone`, `small` and `doing` are kinds (notations): whose small noun is no part of a name, who need one
    more word only, who are named in small letters, who are called by what they do. `joining` are words like joint
    and integrated, `judging` the notations of cues that praise or blame.
    """

    plain: frozenset[str]
    adjectives: frozenset[str]
    openers: frozenset[str]
    loose: frozenset[str]
    alone: frozenset[str]
    small: frozenset[str]
    doing: frozenset[str]
    joining: frozenset[str]
    judging: frozenset[str]


def words_of(lexicon: Lexicon) -> Words:
    """Gather the words that tell names of programmes from other words."""
    nouns = frozenset(lexicon.concept("programme-cues", "plain-noun").words)
    adjectives = frozenset(lexicon.concept("programme-cues", "plain-adjective").words)
    openers = frozenset(lexicon.concept("programme-cues", "opener").words)
    return Words(
        nouns | adjectives,
        adjectives,
        openers | frozenset(lexicon.concept("role-words", "sentence-openers").words),
        loose=_kinds(lexicon, "loose-head"),
        alone=_kinds(lexicon, "lone-modifier"),
        small=_kinds(lexicon, "small-letters"),
        doing=_kinds(lexicon, "what-it-does"),
        joining=frozenset(lexicon.concept("programme-cues", "joining").words),
        judging=frozenset(
            lexicon.concepts[iri].notation for iri in lexicon.concept("programme-cues", "judging").related
        ),
    )


def _kinds(lexicon: Lexicon, notation: str) -> frozenset[str]:
    related = lexicon.concept("programme-cues", notation).related
    return frozenset(lexicon.concepts[iri].notation for iri in related)


def cues(block: AnnotatedBlock, notation: str) -> list[Hit]:
    """Return the hits of a concept of the programme cues."""
    iri = f"{VOCAB}programme-cues/{notation}"
    return [hit for hit in block.hits.get("programme-cues", ()) if hit.concept == iri]


def heads(block: AnnotatedBlock) -> Iterator[Hit]:
    """Yield the head nouns that are written as nouns: "plan" and "plans", never "planned"."""
    for hit in block.hits.get("programme-kinds", ()):
        last = block.text[hit.start : hit.end].split()[-1].lower()
        if not last.endswith(("ed", "ing")) or last == hit.label.split()[-1]:
            yield hit


def kind_of(lexicon: Lexicon, hit: Hit) -> str:
    """Return the notation of the kind whose noun a hit is."""
    return lexicon.concepts[hit.concept].notation


def is_plural(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether a head noun is written in the plural."""
    written = block.text[hit.start : hit.end].lower()
    return written.endswith("s") and not hit.label.lower().endswith("s")


def is_close(block: AnnotatedBlock, token: Token, following: Token) -> bool:
    """Return whether nothing but a space parts two tokens, and the first ends no clause."""
    return block.text[token.end : following.start] in ("", " ") and token.text not in ".;:!?“”"


def is_number(token: Token) -> bool:
    """Return whether a token is a number in digits or letters."""
    return token.key in english.NUMBER_WORDS or token.text.isdigit()


def by_means(token: Token) -> bool:
    """Return whether a token is a preposition of means: through, with, under, by."""
    return token.key in _MEANS
