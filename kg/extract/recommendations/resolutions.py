"""A block of resolutions in, those that ask for something to be done out: "(b) that the Cabinet be asked to …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg import english
from kg.extract.clauses import Stretch, closed_class, trimmed
from kg.extract.recommendations.orders import CUES
from kg.model import Token

FEWEST_WORDS = 4
_CUT = re.compile(r";|\.(?=\s)|\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s")
_LEAD = re.compile(
    r"(?:.{0,60}?(?:\b[A-Z]{6,}|:|–)\W*)?(?:and\s)?\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})?[).]?\s*(?:[Tt]hat|THAT)?[,:]?\s*"
)
_NOT_BARE = closed_class("to not will would should shall must can could may might also")


def asking_resolutions(stretch: Stretch) -> Iterator[Stretch]:
    """Yield the pieces of a resolution that ask for an act, without their numbers and without `that`."""
    text = stretch.text
    cuts = [0, *(match.end() for match in _CUT.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        piece = trimmed(stretch.part(stretch.start + start, stretch.start + end))
        lead = _LEAD.match(piece.text)
        piece = trimmed(piece.part(piece.start + (lead.end() if lead else 0), piece.end)) if piece.text else piece
        if sum(token.is_word for token in piece.tokens) >= FEWEST_WORDS and _asks(piece):
            yield piece


def _asks(piece: Stretch) -> bool:
    """Return whether a piece orders an act: "X be deferred", "to ask X to …"; but not "X be noted"."""
    tokens = piece.tokens
    formal = {hit.start for hit in piece.named(f"{CUES}/formal")}
    handed = {hit.start for hit in piece.named(f"{CUES}/committing")}
    if tokens[0].key == "to" or tokens[0].start in handed:
        first = tokens[1] if tokens[0].key == "to" else tokens[0]
        return first.start in handed
    return any(_is_order(tokens, place, formal) for place in range(1, len(tokens) - 1))


def _is_order(tokens: tuple[Token, ...], place: int, formal: set[int]) -> bool:
    """Return whether a bare `be` with a participle stands at a place, and not that of a formal act."""
    if tokens[place].key != "be" or tokens[place - 1].key in _NOT_BARE or tokens[place - 1].text == ",":
        return False
    rest = [token for token in tokens[place + 1 :] if not token.key.endswith("ly")]
    if not rest or rest[0].start in formal:
        return False
    return rest[0].key.endswith("ed") or rest[0].key in english.IRREGULAR_PARTICIPLES
