"""Values in lines of their own: "SUBJECT - VALUE, STARS, PROSPECTS", and a value under the name of its subject."""

from __future__ import annotations

import re

from kg import english
from kg.extract.ratings.coordination import clean
from kg.extract.ratings.sentence import (
    AUXILIARIES,
    HEAD_ZONES,
    QUOTES,
    SILENT_ZONES,
    Page,
    Sentence,
    is_run_in,
    spans,
    whole,
    words,
)
from kg.extract.ratings.signals import Kind, Signal, find_signals
from kg.extract.ratings.standing import CURRENT, Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, PROVIDER, SERVICE, Subject, attributive, line_subject
from kg.extract.ratings.words import is_value_word
from kg.lexicon import VALUE_WORDS, VALUES
from kg.model import AnnotatedBlock, Token

LINE, HEADING, LIST = "subject-value-line", "heading-value-line", "stars-awarded"
LONGEST_HEAD, LONGEST_HEADING = 28, 16
LONGEST_ALONE = 3
_SEPARATOR = re.compile(r"(?:\s[-–—]+\s*|\s?[:–—]\s*|\s\()[“(]?$")
_OPENERS = words("a an as it is was")


def line_statements(page: Page, block: AnnotatedBlock) -> list[Statement]:
    """Return the statements of a block that is a line with a subject, a dash or colon, and a value; else none."""
    if not (block.hits.get(VALUES) or block.hits.get(VALUE_WORDS)):
        return []
    sentence = _first_sentence(page, block)
    signals = _line_signals(sentence)
    if sentence.cues("legend"):
        return []
    if not signals or not _is_line(sentence, signals):
        return []
    end = _head_end(sentence, signals[0])
    if end is None or not _is_head(sentence, end):
        return []
    subjects = _line_subjects(page, sentence, end)
    place = (sentence.start, end)
    return [Statement(s, signals, Standing(CURRENT), LINE, sentence, place, sentence) for s in subjects]


def heading_statements(page: Page, block: AnnotatedBlock) -> list[Statement]:
    """Return the statement of a block that opens with a value, under the line that names the subject; else none."""
    if not (block.hits.get(VALUES) or block.hits.get(VALUE_WORDS)):
        return []
    sentence = _first_sentence(page, block)
    signals = _line_signals(sentence)
    opening = sentence.between(sentence.start, signals[0].start) if signals else []
    if not signals or sentence.mentions or not all(_may_open(sentence, token) for token in opening):
        return []
    if len(signals) == 1 and len([t for t in sentence.after(signals[0].end) if t.is_word]) > LONGEST_ALONE:
        return []
    heading = _heading_above(page, block)
    if heading is None or find_signals(heading):
        return []
    subject = _qualified(sentence, signals, line_subject(heading, heading.start, heading.end))
    if not (subject.authority or subject.kind == PROVIDER):
        return []
    return [Statement(subject, signals, Standing(CURRENT), HEADING, heading, (heading.start, heading.end), sentence)]


def _qualified(sentence: Sentence, signals: tuple[Signal, ...], subject: Subject) -> Subject:
    """Return the service that stars qualify under a council's name: "An excellent, three-star planning service"."""
    stars = [signal for signal in signals if signal.kind in (Kind.STARS, Kind.WORD)]
    phrase = attributive(sentence, stars[-1].end) if stars and subject.kind == AUTHORITY else None
    return Subject(subject.authority, clean(phrase.words), SERVICE) if phrase else subject


def listed_statements(page: Page, block: AnnotatedBlock) -> list[Statement]:
    """Return the statements of a block that holds nothing but authorities, under a heading with stars; else none."""
    sentence = whole(page, block, 0, len(block.text))
    if not sentence.mentions or not all(
        _names_authority(sentence, token) for token in sentence.tokens if token.is_word
    ):
        return []
    heading = _heading_of_list(page, block)
    signals = tuple(s for s in find_signals(heading) if s.kind == Kind.STARS)[:1] if heading else ()
    if heading is None or not signals:
        return []
    return [
        Statement(Subject(m.key, "", AUTHORITY), signals, Standing(CURRENT), LIST, sentence, (m.start, m.end), heading)
        for m in sentence.mentions
    ]


def _names_authority(sentence: Sentence, word: Token) -> bool:
    inside = any(mention.start <= word.start < mention.end for mention in sentence.mentions)
    return inside or word.key in english.CONJUNCTIONS or sentence.has(word.start, word.end, "whole-authority")


def _heading_of_list(page: Page, block: AnnotatedBlock) -> Sentence | None:
    """Return the nearest line above that holds more than authorities, if it is short and names none."""
    for above in reversed(page.annotated.blocks[: block.block.index]):
        line = whole(page, above, 0, len(above.text))
        if above.block.zone in SILENT_ZONES or (
            line.mentions and all(_names_authority(line, t) for t in line.tokens if t.is_word)
        ):
            continue
        short = len(above.text.split()) <= LONGEST_HEADING and not above.text.endswith(".")
        return line if short and not line.mentions else None
    return None


def _head_end(sentence: Sentence, first: Signal) -> int | None:
    """Return where the head of a line ends: before the dash, colon or bracket that its value follows."""
    limit = first.start
    for token in sentence.before(first.start):
        if not _may_open(sentence, token) or not token.is_word:
            break
        limit = token.start
    found = _SEPARATOR.search(sentence.text, sentence.start, limit)
    head = sentence.block.sentences[0] if sentence.block.sentences else (0, 0)
    if found is None and head[1] <= limit and is_run_in(sentence.page, sentence.block, *head):
        return head[1]
    return found.start() if found else None


def _may_open(sentence: Sentence, token: Token) -> bool:
    """Return whether a token may stand between a subject and its value: "a", "rated as", a mark."""
    return not token.is_word or token.key in _OPENERS or sentence.has(token.start, token.end, "award-verb")


def _first_sentence(page: Page, block: AnnotatedBlock) -> Sentence:
    start, end = next(iter(spans(page, block)), (0, len(block.text)))
    return whole(page, block, start, end)


def _line_signals(sentence: Sentence) -> tuple[Signal, ...]:
    """Return the signals from the first plain value or number of stars on."""
    found = [signal for signal in find_signals(sentence) if signal.kind != Kind.PHRASE]
    announced = bool(found) and found[0].kind == Kind.OUTLOOK and found[0].start == sentence.start
    firsts = [p for p, s in enumerate(found) if s.kind in (Kind.WORD, Kind.STARS) or (announced and not p)]
    signals = tuple(found[firsts[0] :]) if firsts else ()
    return tuple(s for s in signals if s.kind != Kind.WORD or is_value_word(sentence, s)) if signals else ()


def _is_line(sentence: Sentence, signals: tuple[Signal, ...]) -> bool:
    """Return whether nothing but values stands behind the subject: several of them, or one that fills the line."""
    rest = [token for token in sentence.after(signals[0].end) if token.is_word]
    if len(signals) == 1 and signals[0].kind == Kind.STARS and _names_other(sentence, rest):
        return False
    return len(signals) > 1 or len(rest) <= LONGEST_ALONE


def _names_other(sentence: Sentence, rest: list[Token]) -> bool:
    """Return whether a noun of its own follows stars: "two-star libraries" makes a headline, no line with a value."""
    return len(rest) == 1 and rest[0].key.endswith("s") and not _may_follow(sentence, rest[0])


def _may_follow(sentence: Sentence, word: Token) -> bool:
    known = sentence.has(word.start, word.end, "rating-noun", "service-anaphor", "group-noun", "whole-authority")
    return known or any(hit.start == word.start for hit in sentence.hits(VALUE_WORDS))


def _is_head(sentence: Sentence, end: int) -> bool:
    tokens = sentence.between(sentence.start, end)
    words = [token for token in tokens if token.is_word]
    verbs = any(token.stem in AUXILIARIES or token.key in english.MODALS for token in words)
    return bool(words) and len(words) <= LONGEST_HEAD and not verbs and not any(t.key in QUOTES - {"'"} for t in tokens)


def _line_subjects(page: Page, sentence: Sentence, end: int) -> list[Subject]:
    """Return the subjects of a line; a line that only says "Rating:" has the one of the line above."""
    if _only_announces(sentence, end):
        heading = _heading_above(page, sentence.block)
        return [line_subject(heading, heading.start, heading.end)] if heading else []
    keys = dict.fromkeys(m.key for m in sentence.mentions if m.end <= end)
    if len(keys) > 1:
        return [Subject(key, "", AUTHORITY) for key in keys]
    subject = line_subject(sentence, sentence.start, end)
    return [subject] if subject.authority or subject.kind == PROVIDER else []


def _only_announces(sentence: Sentence, end: int) -> bool:
    """Return whether view[:end] says that a value follows, without a subject: "Rating", "Overall", "Prospects"."""
    nouns = [*sentence.cues("rating-noun"), *sentence.hits("areas")]
    words = [token for token in sentence.between(sentence.start, end) if token.is_word]
    return bool(words) and all(any(noun.start <= word.start < noun.end for noun in nouns) for word in words)


def _heading_above(page: Page, block: AnnotatedBlock) -> Sentence | None:
    """Return the line right above a block if it is short and names something: a heading, or a line with a colon."""
    for above in reversed(page.annotated.blocks[: block.block.index]):
        if above.block.zone in SILENT_ZONES:
            continue
        text = above.text.rstrip()
        short = len(text.split()) <= LONGEST_HEADING and not text.endswith((".", "!", "?"))
        line = whole(page, above, 0, len(text))
        values = find_signals(line)
        if short and values and _only_announces(line, values[0].start):
            continue
        if not short or not (
            above.block.zone in HEAD_ZONES or text.endswith(":") or above.block.zone == block.block.zone
        ):
            return None
        return whole(page, above, 0, len(text.rstrip(" :–—-")))
    return None
