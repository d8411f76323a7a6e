"""Labels in, their places in a text out: an index of phrases, matched word by word, longest first.

A label is compared by word, without regard to case, hyphens and speech marks. A loose index also passes over
commas, brackets and possessive endings and compares words without inflection; a strict one (names) does not. `…`
in a label stands for up to six words of the same sentence, in loose indexes only; at a label's start or end it says
that other words may stand there, and is no part of the hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.model import Hit, Token

GAP = "…"
LONGEST_GAP = 6
_SILENT = frozenset("-–—“”/")
_LOOSELY_SILENT = _SILENT | frozenset(",()[]'") | {"'s", "*"}
_IN_GAP = frozenset({",", "'", "&", "'s"})

Gaps = tuple[tuple[int, int], ...]


class _Node:
    """A node of the trie; mutable only while it is built. `ends` are (concept, label) by scheme."""

    __slots__ = ("branches", "ends", "gap")

    def __init__(self) -> None:
        self.branches: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.ends: dict[str, list[tuple[str, str]]] = {}

    def child(self, key: str) -> _Node:
        """Return the node behind a key, made if need be."""
        if key != GAP:
            return self.branches.setdefault(key, _Node())
        self.gap = self.gap or _Node()
        return self.gap


class _Match(NamedTuple):
    """A match: the place behind its last token, the node that ends there, the places that `…` stood for."""

    end: int
    node: _Node
    gaps: Gaps


class _Text(NamedTuple):
    """The tokens of a text that count, and the keys by which they are compared."""

    tokens: list[Token]
    keys: list[str]


class PhraseIndex:
    """An index of (scheme, concept, label). Build it once, then `find` in any number of texts."""

    def __init__(self, labels: Iterable[tuple[str, str, str]], *, strict: bool = False) -> None:
        """Index the labels; `strict` for names."""
        self._strict = strict
        self._silent = _SILENT if strict else _LOOSELY_SILENT
        self._root = _Node()
        for scheme, concept, label in labels:
            self._add(scheme, concept, label)

    def _add(self, scheme: str, concept: str, label: str) -> None:
        node = self._root
        for key in self.keys(label.strip(GAP)):
            node = node.child(key)
        if node is not self._root:
            node.ends.setdefault(scheme, []).append((concept, label))

    def keys(self, label: str) -> tuple[str, ...]:
        """Return the keys by which a label is compared; `…` stays itself."""
        return tuple(self._key(token) for token in self.audible(english.tokens(label)))

    def _key(self, token: Token) -> str:
        return token.key if self._strict else token.stem

    def audible(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens that count in comparing."""
        return [token for token in tokens if token.key not in self._silent]

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield the hits: in each scheme leftmost longest, never overlapping.

        A label of two concepts gives two hits.
        """
        text = self._text(self.audible(tokens))
        first = self._root.branches
        free: dict[str, int] = {}
        for place, key in enumerate(text.keys):
            if key in first:
                for scheme, match in _longest(_matches(self._root, text, place)).items():
                    if free.get(scheme, 0) <= place:
                        free[scheme] = match.end
                        yield from _hits(text.tokens, place, scheme, match)

    def opening(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield every hit that begins with the first token, long or short; colons are passed over."""
        text = self._text([token for token in self.audible(tokens) if token.key != ":"])
        for match in _matches(self._root, text, 0):
            for scheme in match.node.ends:
                yield from _hits(text.tokens, 0, scheme, match)

    def _text(self, audible: list[Token]) -> _Text:
        return _Text(audible, [self._key(token) for token in audible])


def _matches(node: _Node, text: _Text, at: int, gaps: Gaps = ()) -> list[_Match]:
    """Return the nodes behind `node` at which a label ends whose words stand at a place."""
    found: list[_Match] = []
    below: _Node | None = node
    while below is not None:
        if below.ends:
            found.append(_Match(at, below, gaps))
        if at >= len(text.keys):
            break
        if below.gap is not None:
            for stop in _gap_ends(text.tokens, at):
                found += _matches(below.gap, text, stop, (*gaps, (at, stop)))
        below = below.branches.get(text.keys[at])
        at += 1
    return found


def _longest(matches: list[_Match]) -> dict[str, _Match]:
    """Return each scheme's longest match; of two as long, the one with fewer gaps."""
    best: dict[str, _Match] = {}
    for match in matches:
        for scheme in match.node.ends:
            known = best.get(scheme)
            if known is None or (match.end, -len(match.gaps)) > (known.end, -len(known.gaps)):
                best[scheme] = match
    return best


def _hits(tokens: list[Token], place: int, scheme: str, match: _Match) -> Iterator[Hit]:
    start, end = tokens[place].start, tokens[match.end - 1].end
    gaps = tuple((tokens[first].start, tokens[last - 1].end) for first, last in match.gaps)
    for concept, label in match.node.ends[scheme]:
        if match.end - place > 1 or _is_same_case(tokens[place], label):
            yield Hit(scheme, concept, start, end, label, gaps)


def _is_same_case(token: Token, label: str) -> bool:
    """Return whether one word can be the label: an abbreviation (IT, AM) is never the small word (it, am)."""
    return len(label) == 1 or not label.isupper() or token.text.isupper()


def _gap_ends(tokens: list[Token], at: int) -> Iterator[int]:
    """Yield where a gap that begins at `at` may end: behind one to six words, never over a sentence's end."""
    words = 0
    for stop in range(at, len(tokens)):
        if not (tokens[stop].is_word or tokens[stop].key in _IN_GAP):
            return
        words += tokens[stop].is_word
        if words > LONGEST_GAP:
            return
        yield stop + 1
