"""The name of a service in, the services that it lists out: "adult and children's services" are two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.extract.ratings.sentence import Sentence, words
from kg.model import Token

SHORTEST_ALL = 3  # "all" and "each" are said of three or more, "both" of two
EDGES = " ,.;:-–—()“”'"
LEADERS = words("the a an its their his her this these those both all each every our two three four five also and")


class Phrase(NamedTuple):
    """The words of a name and where they stand."""

    words: str
    start: int
    end: int


def split_services(sentence: Sentence, phrase: Phrase, *, shared_head: bool = False) -> tuple[str, ...]:
    """Return the services that a coordinated name lists; "both" asks for two, "all" and "each" for three or more."""
    markers = {token.key for token in [*sentence.before(phrase.start)[:3], *sentence.between(phrase.start, phrase.end)]}
    behind = {token.key for token in sentence.after(phrase.end)[:3]}
    marker = next((m for m in ("both", "all", "each") if m in markers or m in behind), "")
    tokens = sentence.between(phrase.start, phrase.end)
    if not marker and not shared_head:
        return (clean(phrase.words),)
    parts = list(_parts(sentence, tokens))
    if len(parts) == 1 and (shared_head or marker):
        return _shared_head(sentence, tokens)
    names = [_join(sentence, part) for part in parts]
    if marker in ("all", "each") and len(names) < SHORTEST_ALL:
        names = [piece for name in names for piece in _shared_complement(name)]
    return tuple(clean(name) for name in names)


def _join(sentence: Sentence, tokens: Sequence[Token]) -> str:
    return sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""


def _parts(sentence: Sentence, tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut a name at each "and" or comma behind which another whole name begins."""
    heads = {hit.start for hit in sentence.cues("service-noun")}
    part: list[Token] = []
    for place, token in enumerate(tokens):
        rest = tokens[place + 1 :]
        if token.key in ("and", ",") and part and rest and _begins_name(sentence, part, rest, heads):
            yield part
            part = []
        elif part or token.key not in ("and", ","):
            part.append(token)
    if part:
        yield part


def _begins_name(sentence: Sentence, part: list[Token], rest: list[Token], heads: set[int]) -> bool:
    """Return whether `rest` is a name of its own: a determiner opens it, or both sides hold a noun that heads names."""
    if rest[0].key == "and":
        return False
    if rest[0].key in english.DETERMINERS or rest[0].start in heads:
        return True
    joints = [place for place, token in enumerate(rest) if token.key in ("and", ",")]
    following = rest[: joints[0]] if joints else rest
    ended = part[-1].start in heads or any(token.start in heads for token in part[:2])
    return ended and any(token.start in heads for token in following)


def _shared_head(sentence: Sentence, tokens: list[Token]) -> tuple[str, ...]:
    """Split "adult and children's services" into two names with one head."""
    joints = [place for place, token in enumerate(tokens) if token.key == "and"]
    nouns = {hit.start for hit in sentence.cues("service-noun")}
    if not joints or tokens[-1].start not in nouns:
        return (clean(_join(sentence, tokens)),)
    head = tokens[-1].text
    left, right = tokens[: joints[0]], tokens[joints[0] + 1 :]
    return tuple(clean(name) for name in (f"{_join(sentence, left)} {head}", _join(sentence, right)) if name)


def _shared_complement(name: str) -> tuple[str, ...]:
    """Split "adult services for mental health and learning disabilities" into two names with one beginning."""
    match = re.match(r"(.+? (?:for|to|in) )(.+?) and (.+)$", name)
    return (match[1] + match[2], match[1] + match[3]) if match else (name,)


def clean(words: str) -> str:
    """Return a service's name without the marks and articles around it."""
    kept = words.strip(EDGES).split()
    while kept and kept[0].lower() in LEADERS:
        kept = kept[1:]
    return " ".join(kept).strip(EDGES)
