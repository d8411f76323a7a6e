"""A block and a stretch of it in, the cues of minutes that stand there out: schemes of the vocabulary, by notation."""

from __future__ import annotations

from bisect import bisect_left

from kg.lexicon import VOCAB
from kg.model import AnnotatedBlock, Hit, Token

SPEECH, OPENINGS, ACTIONS = "minutes-cues", "minutes-layout-cues", "minutes-action-cues"
PARTIES, PAPERS = "meeting-party-cues", "meeting-paper-cues"


def hits(block: AnnotatedBlock, scheme: str, notation: str, start: int, end: int) -> tuple[Hit, ...]:
    """Return the hits of one cue that lie in view[start:end], in order."""
    iri = f"{VOCAB}{scheme}/{notation}"
    found = {(hit.start, hit.end): hit for hit in block.within(scheme, start, end) if hit.concept == iri}
    return tuple(found.values())


def notation(hit: Hit) -> str:
    """Return the notation of a hit's concept."""
    return hit.concept.rpartition("/")[2]


def opens(block: AnnotatedBlock, scheme: str, name: str, start: int) -> Hit | None:
    """Return the hit of a cue that begins at `start`, if any."""
    return next((hit for hit in hits(block, scheme, name, start, len(block.text)) if hit.start == start), None)


def hits_at(block: AnnotatedBlock, scheme: str, start: int) -> tuple[Hit, ...]:
    """Return the hits of a scheme that begin at `start`."""
    return tuple(hit for hit in block.hits.get(scheme, ()) if hit.start == start)


def token_index(block: AnnotatedBlock, offset: int) -> int:
    """Return the index of the first token that begins at `offset` or behind it."""
    return bisect_left(block.tokens, offset, key=lambda token: token.start)


def tokens_in(block: AnnotatedBlock, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens that begin in view[start:end]."""
    return block.tokens[token_index(block, start) : token_index(block, end)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return view[start:end] without spaces at its edges, and without a comma, semicolon, dash or `and` at its end."""
    while start < end and text[start] in " –—-:;,":
        start += 1
    while start < end:
        tail = text[start:end].rstrip(" ;,–—-:")
        bare = tail.removesuffix(" and").removesuffix(" but")
        if start + len(bare) == end:
            break
        end = start + len(bare)
    return start, end
