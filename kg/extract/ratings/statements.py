"""What the constructions give: a subject with the values that one place of the text states of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.ratings.sentence import Sentence
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.standing import Standing
from kg.extract.ratings.subjects import Subject


class Statement(NamedTuple):
    """Values of one subject with one standing.

    `place` is where `sentence` names the subject (view offsets); the values stand in `source`. `areas` are the areas
    (IRIs) that the subject's words can mean, `whole` the words that stand for all that some regimes judge.
    """

    subject: Subject
    signals: tuple[Signal, ...]
    standing: Standing
    rule: str
    sentence: Sentence
    place: tuple[int, int]
    source: Sentence
    areas: tuple[str, ...] = ()
    whole: str = ""

    @property
    def block(self) -> int:
        """The index of the block that names the subject."""
        return self.sentence.index

    @property
    def has_stars(self) -> bool:
        """Whether it states a number of stars."""
        return any(signal.kind == Kind.STARS for signal in self.signals)


class Carried(NamedTuple):
    """Stars given to bodies that are not named yet, and the sentence that gives them."""

    source: Sentence
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave behind.

    `last` is the last service judged; `before` the sentence before, `said` what it stated; `carried` the stars that it
    gave to bodies not yet named; `counted` the stars of groups by their number; `lists` the last list of authorities by
    its length; `inspected` the service whose inspection was told last.
    """

    last: Statement | None = None
    before: Sentence | None = None
    said: tuple[Statement, ...] = ()
    carried: Carried | None = None
    counted: Mapping[int, Carried] = field(default_factory=dict)
    lists: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    inspected: Subject | None = None


class Scene(NamedTuple):
    """A sentence with all its signals, and what came before it."""

    sentence: Sentence
    found: tuple[Signal, ...]
    memory: Memory
