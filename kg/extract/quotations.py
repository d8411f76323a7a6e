"""A block's text in, its quotations and its sentences out, each quotation whole inside one sentence.

Views have every speech mark as “ or ”. Only the outermost quotations count; one that is never closed runs to the end of
its block, which in the press means that the next paragraph goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import english

SHORTEST_LOST = 5
_INK = re.compile(r"\S")
_MARK = re.compile(f"[{english.OPEN}{english.CLOSE}]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: view offsets with its marks (`start`, `end`) and of the words inside (`first`, `last`)."""

    start: int
    end: int
    first: int
    last: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in which quotations are whole, with the quotations in it: view offsets."""

    start: int
    end: int
    quotes: tuple[Quote, ...]

    def outside(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches outside the quotations."""
        at = self.start
        for quote in self.quotes:
            yield at, quote.start
            at = quote.end
        yield at, self.end

    def quoted(self, offset: int) -> bool:
        """Return whether the offset lies inside a quotation."""
        return any(quote.start <= offset < quote.end for quote in self.quotes)


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the outermost quotations of a view's text.

    >>> [(q.first, q.last, q.closed) for q in find_quotes("He said: “It has “failed” us.” And: “We")]
    [(10, 29, True), (37, 39, False)]
    """
    found, depth, start = [], 0, 0
    for match in _MARK.finditer(text):
        at = match.start()
        if match[0] == english.OPEN:
            start = at if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append(Quote(start, at + 1, start + 1, at, True))
    if depth and start + 1 < len(text):
        found.append(Quote(start, len(text), start + 1, len(text), False))
    return tuple(quote for quote in found if text[quote.first : quote.last].strip())


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a view's text.

    >>> [text[s.start : s.end] for text in ["“Go. Now,” he said. “We will.”"] for s in find_sentences(text)]
    ['“Go. Now,” he said.', '“We will.”']
    """
    quotes = find_quotes(text)
    masked = list(text)
    for quote in quotes:
        inside = slice(quote.first + 1, quote.last - 1)
        masked[inside] = _INK.sub("x", text[inside])
    return tuple(
        Sentence(start, end, tuple(q for q in quotes if start <= q.start < end))
        for start, end in english.sentences("".join(masked))
    )


def is_only_quote(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence has no word outside its quotations."""
    return bool(sentence.quotes) and not any(letter.isalnum() for s, e in sentence.outside() for letter in text[s:e])


def lost_quote(text: str) -> tuple[int, int] | None:
    """Return the stretch of a paragraph that, by its end, goes on with a quotation though its opening mark is lost."""
    tail = text.rstrip()
    ends_so = tail[-1:] in (english.CLOSE, english.APOSTROPHE) and tail[-2:-1] in (".", "!", "?")
    return (0, len(tail) - 1) if ends_so and english.OPEN not in text and len(text.split()) >= SHORTEST_LOST else None
