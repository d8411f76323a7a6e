"""Is a value of a year gone by? "Was judged … in 1998", "last inspected in 1999, when it was found …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.ratings.sentence import Sentence, words
from kg.extract.ratings.signals import Signal
from kg.model import Channel, Token

LATEST_ADVERB = 4
_YEAR = r"(?:19[89]|20[0-4])\d"
_BARE = re.compile(rf"\b(?:in|of|since|from) ({_YEAR}(?: and(?: in)? {_YEAR})?)\b(?!-)", re.IGNORECASE)
_ADVERBS = words("again also only rating overall already")
_FIRST = words("originally initially once")
_ORDINALS = words("first last previously before")
_BREAKS = words("; : but although though while whereas however yet now")


def year_gone(sentence: Sentence, signal: Signal, *, is_past: bool) -> str:
    """Return the bare year, before that of writing, in which a value was given; '' if it was given now.

    `is_past`: the verb that governs the value is in the past tense. A month with its year may be that of the news.
    """
    written = sentence.page.dated.written[:4] or sentence.page.annotated.document.date[:4]
    for match in _BARE.finditer(sentence.text, sentence.start, sentence.end):
        year = match[1]
        gone = not written or year[-4:] < written
        if gone and (
            _stands_behind(sentence, signal, match.start()) or (is_past and _governs(sentence, signal, match))
        ):
            return year
    return ""


def _stands_behind(sentence: Sentence, signal: Signal, offset: int) -> bool:
    """Return whether a year follows the value at once: "one star in 2002 and one star again in 2003"."""
    between = sentence.between(signal.end, offset) if offset >= signal.end else None
    return between is not None and all(token.key in _ADVERBS for token in between)


def _governs(sentence: Sentence, signal: Signal, match: re.Match[str]) -> bool:
    """Return whether a year stands in the clause of a value that is told in the past tense."""
    if match.start() >= signal.end:
        between = sentence.between(signal.end, match.start())
        return not _is_broken(between)
    between = sentence.between(match.end(), signal.start)
    opens = len(sentence.between(sentence.start, match.start())) <= 1
    if between and between[0].key == ",":
        return (opens or between[1:2] == [] or between[1].key == "when") and not _is_broken(between[1:])
    return not _is_broken(between)


def _is_broken(tokens: Sequence[Token]) -> bool:
    """Return whether another clause begins: behind a mark or a word of contrast, or behind a comma."""
    return any(token.key in _BREAKS or (token.key == "," and place) for place, token in enumerate(tokens))


def opens_earlier(sentence: Sentence, signal: Signal) -> str | None:
    """Return the year of a clause "When … was first reviewed, in 1998," that opens a sentence; '' without a year.

    None if none does.
    """
    before = sentence.between(sentence.start, signal.start)
    commas = [place for place, token in enumerate(before) if token.key == ","]
    if not before or before[0].key != "when" or not commas:
        return None
    told = before[1 : commas[-1]]
    if not any(token.key in _ORDINALS for token in told):
        return None
    year = re.search(_YEAR, sentence.text[before[0].start : signal.start])
    return year[0] if year else ""


def was_first(sentence: Sentence, signal: Signal) -> bool:
    """Return whether "originally" and its like say that another value has come since."""
    return any(token.key in _FIRST for token in sentence.before(signal.start)[:LATEST_ADVERB])


def is_reported_finding(sentence: Sentence, signal: Signal) -> bool:
    """Return whether minutes only shift the tense: "the review had found that the council was serving …"."""
    if sentence.page.lexicon.channel(sentence.page.annotated.layout.kind) != Channel.MINUTES:
        return False
    tokens = [token.key for token in sentence.before(signal.start)]
    return "that" in tokens and "had" in tokens[tokens.index("that") :]
