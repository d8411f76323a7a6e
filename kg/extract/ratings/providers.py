"""Names of providers: care homes, trusts, agencies, safeguarding boards, and which of them is in focus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities
from kg.lexicon import Lexicon
from kg.model import Annotated, AnnotatedBlock, Token, Zone

PROVIDER_NOUNS = "provider-noun-cues"
SHORTEST = 2
FIRST_LINES, LONGEST_LINE = 4, 10
LONGEST_OPENING = 6
_UNREAD = frozenset({Zone.FURNITURE, Zone.BYLINE, Zone.DATELINE, Zone.CAPTION, Zone.STANDFIRST})
_HEADS = frozenset({Zone.HEADLINE, Zone.HEADING, Zone.BODY, Zone.ITEM})
_PLACED = frozenset({",", "in", ", in", "(", "–", "-"})
_LEADING = frozenset(re.findall(r"\w+", "only also meanwhile nearby neighbouring elsewhere today yesterday"))
_EXPLAINING = frozenset({"a", "an", "the", "its", "their", "another", "one"})
_CLAUSES = frozenset(
    {"which", "who", "whose", "where", "was", "is", "has", "said", "of", "at", "in", "for", "from", "by"}
)
_JOINTS = frozenset({"of", "for", "the", "&", "'s", "'", "–", "-", "(", ")"})


class ProviderMention(NamedTuple):
    """A provider named in a block: its name, view offsets, half-open, and the noun that ends the name.

    `runs`: it is named as the company that runs another ("run by Larch Care Limited").
    """

    name: str
    block: int
    start: int
    end: int
    noun: str
    runs: bool = False


@dataclass(frozen=True, slots=True)
class Providers:
    """The providers that a document names, in order, by block; `main` is the one that it is about, or ''."""

    mentions: tuple[ProviderMention, ...]
    by_block: Mapping[int, tuple[ProviderMention, ...]]
    main: str

    def within(self, block: int, start: int, end: int) -> tuple[ProviderMention, ...]:
        """Return the mentions wholly inside view[start:end] of a block."""
        return tuple(m for m in self.by_block.get(block, ()) if start <= m.start and m.end <= end)

    def called(self, noun: str) -> str:
        """Return the one provider whose name ends in a noun ("the trust"); '' if none or several do."""
        names = {mention.name for mention in self.mentions if mention.noun.endswith(noun)}
        return names.pop() if len(names) == 1 else ""

    def before(self, block: int, offset: int) -> str:
        """Return the provider named last before a place, or ''."""
        earlier = [m for m in self.mentions if (m.block, m.start) < (block, offset) and not m.runs]
        return earlier[-1].name if earlier else ""

    def behind(self, block: int, offset: int) -> str:
        """Return the provider named next behind a place, or ''."""
        return next((m.name for m in self.mentions if (m.block, m.start) >= (block, offset) and not m.runs), "")


def find_providers(annotated: Annotated, lexicon: Lexicon, authorities: Authorities) -> Providers:
    """Return the providers that a document names: capitalised names that end in a noun for providers."""
    noun = lexicon.concept(PROVIDER_NOUNS, "provider-noun").iri
    read = [block for block in annotated.blocks if block.block.zone not in _UNREAD]
    ended = [mention for block in read for mention in _in_block(block, noun, authorities)]
    found = _in_order([*ended, *_again(read, ended, [n for b in read for n in _explained(b, noun, authorities)])])
    by_block: dict[int, tuple[ProviderMention, ...]] = {}
    for mention in found:
        by_block[mention.block] = (*by_block.get(mention.block, ()), mention)
    return Providers(tuple(found), by_block, _main(annotated, found, authorities))


def _in_block(block: AnnotatedBlock, noun: str, authorities: Authorities) -> Iterator[ProviderMention]:
    taken = 0
    nouns = {(hit.start, hit.end): hit for hit in block.hits.get(PROVIDER_NOUNS, ()) if hit.concept == noun}
    hits = list(nouns.values())
    for place, hit in enumerate(hits):
        goes_on = any(0 <= other.start - hit.end <= SHORTEST and other.start > hit.start for other in hits[place + 1 :])
        words = _name(block, hit.start, hit.end, taken)
        if goes_on or words is None:
            continue
        start, end = words
        whole = block.text[start:end]
        mentioned = authorities.within(block.block.index, start, end)
        if (
            start == hit.start
            or len(whole.split()) < SHORTEST
            or any(m.start == start and m.end == end for m in mentioned)
        ):
            continue
        taken = end
        noun_words = block.text[hit.start : hit.end].lower()
        runs = block.text[:start].rstrip().endswith(" by")
        yield ProviderMention(whole, block.block.index, start, end, noun_words, runs)


# --- names that end in no such noun, explained where they stand first: "Llys Elian, the council's home for …"


def _explained(block: AnnotatedBlock, noun: str, authorities: Authorities) -> Iterator[tuple[str, str]]:
    """Yield names before a comma behind which "a home" or "the council's agency" tells what they are; and the noun."""
    for hit in block.hits.get(PROVIDER_NOUNS, ()):
        opening = [t for t in block.tokens if t.end <= hit.start][-LONGEST_OPENING:]
        commas = [place for place, token in enumerate(opening) if token.key == ","]
        if hit.concept != noun or not commas or not block.text[hit.start].islower():
            continue
        between = opening[commas[-1] + 1 :]
        if not between or between[0].key not in _EXPLAINING or any(t.key in _CLAUSES for t in between):
            continue
        name = _capitals([t for t in block.tokens if t.end <= opening[commas[-1]].start])
        start, end = (name[0].start, name[-1].end) if name else (0, 0)
        if len(name) >= SHORTEST and not authorities.within(block.block.index, start, end):
            yield block.text[start:end], block.text[hit.start : hit.end].lower()


def _capitals(before: Sequence[Token]) -> list[Token]:
    """Return the run of capitalised words that ends a stretch, without a word that only opens the sentence."""
    name: list[Token] = []
    for token in reversed(before):
        if not (token.is_word and english.is_capitalised(token.text)) or token.key in english.FUNCTION_WORDS:
            break
        name.insert(0, token)
    return name


def _again(
    blocks: Sequence[AnnotatedBlock], known: Sequence[ProviderMention], names: Sequence[tuple[str, str]]
) -> Iterator[ProviderMention]:
    """Yield every place at which an explained name stands, in capitals too, outside the names already known."""
    for block, (name, noun) in product(blocks, dict(names).items()):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", block.text, re.IGNORECASE):
            start, end = match.span()
            inside = any(m.block == block.block.index and m.start < end and start < m.end for m in known)
            if not inside and block.text[start].isupper():
                runs = block.text[:start].rstrip().endswith(" by")
                yield ProviderMention(name, block.block.index, start, end, noun, runs)


def _in_order(mentions: Sequence[ProviderMention]) -> list[ProviderMention]:
    return sorted(mentions, key=lambda mention: (mention.block, mention.start))


def _name(block: AnnotatedBlock, start: int, end: int, taken: int) -> tuple[int, int] | None:
    """Return where the name lies that a capitalised noun ends."""
    head = block.text[start:end]
    if not head[0].isupper() or not head.split()[-1][0].isupper() or block.text.isupper():
        return None
    first = start
    pending = start
    for token in reversed([t for t in block.tokens if taken <= t.start and t.end <= start]):
        gap = block.text[token.end : pending].strip(" ")
        if gap or not (_may_stand(token) or english.is_capitalised(token.text)) or _opens(block, token):
            break
        pending = token.start
        if english.is_capitalised(token.text):
            first = token.start
    return first, end


def _may_stand(token: Token) -> bool:
    return token.key in _JOINTS or token.text.isdigit()


def _opens(block: AnnotatedBlock, token: Token) -> bool:
    """Return whether a capitalised token only opens a sentence: "At Birchwood Care Home", "The Lodge"."""
    return token.text[0].isupper() and token.key in english.FUNCTION_WORDS | _LEADING


def _main(annotated: Annotated, found: list[ProviderMention], authorities: Authorities) -> str:
    """Return the provider that headline, headings or short lines at the start name, where they name no authority."""
    heads = [b for b in annotated.blocks if b.block.zone in _HEADS][:FIRST_LINES]
    for block in (b for b in heads if b.block.zone == Zone.HEADLINE or len(b.text.split()) <= LONGEST_LINE):
        own = [m for m in found if m.block == block.block.index]
        named = authorities.within(block.block.index, 0, len(block.text))
        if own and all(_is_place(block, own, a.start, a.end) for a in named):
            return own[0].name
    return ""


def _is_place(block: AnnotatedBlock, own: list[ProviderMention], start: int, end: int) -> bool:
    """Return whether an authority's name is part of a provider's, or tells where it lies: "Elm Lodge, Ceredigion"."""
    inside = any(m.start <= start and end <= m.end for m in own)
    return inside or any(block.text[m.end : start].strip() in _PLACED for m in own if m.end <= start)
