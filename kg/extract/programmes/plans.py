"""An annotated block in, the plans, strategies and joint boards out that it names in small letters.

"The budget recovery plan", "through a workforce strategy", "have set up a joint health/social board": the noun has a
subject of its own, and the thing exists. What is only to be drawn up does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import english
from kg.extract.programmes.words import (
    PLAIN,
    POSSESSIVE,
    Name,
    Words,
    by_means,
    cues,
    heads,
    is_close,
    is_number,
    is_plural,
    kind_of,
)
from kg.lexicon import Lexicon
from kg.model import AnnotatedBlock, Hit, Token

LONGEST_PLAIN, SHORTEST_START, FARTHEST_WISH = 5, 2, 25
_PRESENT = frozenset(["has", "have", "had", "was", "were", "been", "being"])


def plain_names(block: AnnotatedBlock, lexicon: Lexicon, words: Words) -> Iterator[Name]:
    """Yield the plans, strategies and boards that a block names in small letters."""
    starts = {token.start: place for place, token in enumerate(block.tokens)}
    for hit in heads(block):
        small = block.text[hit.start].islower() and " " not in hit.label and not is_plural(block, hit)
        if small and kind_of(lexicon, hit) in words.small:
            name = _plain_name(block, starts[hit.start], hit, kind_of(lexicon, hit), words)
            if name is not None and not is_part(block, hit):
                yield name


def is_part(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether the head itself modifies another noun: "strategy group"."""
    after = next((token for token in block.tokens if token.start >= hit.end), None)
    if after is None or not after.is_word or block.text[hit.end : after.start] != " ":
        return False
    verbs = _PRESENT | english.MODALS | {"is", "are", "that", "also"}
    return not (
        after.key in english.FUNCTION_WORDS | verbs or after.key.endswith(("ed", "ing", "ly")) or after.key[-1:] == "s"
    )


def phrase(block: AnnotatedBlock, head: int) -> int:
    """Return the place of the first modifier of a noun phrase in small letters."""
    tokens, at = block.tokens, head
    while at > 0 and head - at < LONGEST_PLAIN and is_close(block, tokens[at - 1], tokens[at]):
        token = tokens[at - 1]
        joins = token.key == "and" and at < head and at > 1 and tokens[at - 2].key not in english.FUNCTION_WORDS
        ok = token.text in "-/'" or token.key in POSSESSIVE or joins
        if not ok and (not token.is_word or token.key in english.FUNCTION_WORDS):
            break
        at -= 1
    return at


def _plain_name(block: AnnotatedBlock, head: int, hit: Hit, kind: str, words: Words) -> Name | None:
    tokens, first = block.tokens, phrase(block, head)
    modifiers = [t for t in tokens[first:head] if t.is_word and t.key not in POSSESSIVE | {"and"}]
    own = [t for t in modifiers if t.key not in words.plain and not is_number(t) and t.text.islower()]
    if first == 0 or not own or (kind == "board" and tokens[first].key != "joint"):
        return None
    if modifiers[-1].key in words.plain and len(own) < len(modifiers) and not _has_subject(own, modifiers):
        return None
    start = next(t for t in tokens[first:head] if t in own or (kind == "board" and t.key == "joint")).start
    name = Name(block, start, hit.end, kind, PLAIN)
    return name if _exists(block, tokens, first, name) else None


def _has_subject(own: Sequence[Token], modifiers: Sequence[Token]) -> bool:
    """Return whether a plain last modifier has a noun of its own before it: "children's services improvement plan"."""
    place = modifiers.index(own[-1])
    return len(own) > 0 and place < len(modifiers) - 1 and not own[-1].key.endswith(("ed", "ly", "er", "ing"))


def _exists(block: AnnotatedBlock, tokens: Sequence[Token], first: int, name: Name) -> bool:
    """Return whether the plan is there: a definite one; or one set up, or by which something is done."""
    determiner = tokens[first - 1].key if first else ""
    if determiner in english.DETERMINERS - {"a", "an", "any", "no", "every", "each", "some", "all", "both"}:
        return True
    if determiner not in ("a", "an") or first < SHORTEST_START:
        return False
    sentence, _ = block.sentence_at(name.start)
    if by_means(tokens[first - 2]):
        return True
    after = [token.key for token in tokens if token.start >= name.end][:1]
    near = (name.start - FARTHEST_WISH, name.end + FARTHEST_WISH)
    wanted = any(hit.start < near[1] and near[0] < hit.end for hit in cues(block, "wanted"))
    if any(key in _PRESENT for key in after) and not wanted:
        return True
    founded = [hit for hit in cues(block, "sets-up") if sentence <= hit.start and hit.end == tokens[first - 2].end]
    return any(_is_done(tokens, hit) for hit in founded)


def _is_done(tokens: Sequence[Token], hit: Hit) -> bool:
    before = [token.key for token in tokens if token.end <= hit.start][-2:]
    return any(key in _PRESENT for key in before)
