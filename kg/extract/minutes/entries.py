"""The entries of minutes as values: where each stands, of what kind, who is to act, which question it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kg.extract.minutes import cues, speech
from kg.extract.minutes.meeting import Passage
from kg.extract.minutes.speech import Act, People
from kg.model import AnnotatedBlock, Span


class Kind(StrEnum):
    """The kinds of meeting entry: notations of the scheme minute-kinds."""

    KEY_ISSUE = "key-issue"
    QUESTION = "question"
    ANSWER = "answer"
    STATEMENT = "statement"
    CONCLUSION = "conclusion"
    ACTION = "action"


class Stretch(NamedTuple):
    """A stretch of a passage: view offsets of its block, half-open; `place` is the passage's number in its section."""

    passage: Passage
    start: int
    end: int
    place: int = 0

    @property
    def block(self) -> AnnotatedBlock:
        """The block in which it stands."""
        return self.passage.block

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.block.text[self.start : self.end]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    def part(self, start: int, end: int) -> Stretch:
        """Return a part of it, by view offsets."""
        return self._replace(start=start, end=end)

    def trimmed(self) -> Stretch:
        """Return it without spaces, marks and conjunctions at its edges; it may be empty then."""
        return self.part(*cues.trimmed(self.passage.block.text, self.start, self.end))

    def acts(self, people: dict[int, People]) -> tuple[Act, ...]:
        """Return the acts of speech in it."""
        return speech.acts(self.block, self.start, self.end, people.get(self.block.block.index, People()))

    def sentences(self) -> list[Stretch]:
        """Return its sentences."""
        found = (self.part(max(start, self.start), min(end, self.end)) for start, end in self.block.sentences)
        return [sentence for sentence in found if sentence.start < sentence.end]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry by its place: from view offset `start` of the first passage's block to `end` of the last one's.

    `question` is the number of the question that an answer answers.
    """

    kind: Kind
    rule: str
    passages: tuple[Passage, ...]
    start: int
    end: int
    owner: str = ""
    when: str = ""
    question: int | None = None

    @property
    def span(self) -> Span:
        """The raw span from its first to its last word."""
        first, last = self.passages[0].block.block.view, self.passages[-1].block.block.view
        return Span(first.starts[self.start], last.ends[self.end - 1])

    @property
    def text(self) -> str:
        """Its words, those of several paragraphs with a space between."""
        texts = []
        for number, passage in enumerate(self.passages):
            start = passage.start if number else self.start
            end = self.end if passage is self.passages[-1] else None
            texts.append(passage.block.text[start:end].strip())
        return " ".join(texts)


def entry(kind: Kind, rule: str, stretch: Stretch, owner: str = "", when: str = "") -> Entry:
    """Return the entry that a stretch is."""
    return Entry(kind, rule, (stretch.passage,), stretch.start, stretch.end, owner, when)


def whole(passage: Passage, place: int = 0) -> Stretch:
    """Return all words of a passage."""
    return Stretch(passage, passage.start, len(passage.block.text), place)
