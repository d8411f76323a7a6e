"""Counts in, precision, recall, F1 and their 95 % intervals out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.score.gold import SPEAKERS

ROUNDS = 1000
SEED = 20020701
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Counts:
    """What a kind of fact came to: `wanted` by the gold and of these `met`; `found`, of these `true`.

    `exact` are those of each whose text has the same first and last letter as the gold's.
    """

    wanted: int = 0
    met: int = 0
    found: int = 0
    true: int = 0
    exact_met: int = 0
    exact_true: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.wanted + other.wanted,
            self.met + other.met,
            self.found + other.found,
            self.true + other.true,
            self.exact_met + other.exact_met,
            self.exact_true + other.exact_true,
        )

    @property
    def precision(self) -> float:
        """The part of what was found that is true."""
        return self.true / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The part of what was wanted that was found."""
        return self.met / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    @property
    def exact_f1(self) -> float:
        """The same for texts with the very boundaries of the gold's."""
        precision = self.exact_true / self.found if self.found else 0.0
        return harmonic(precision, self.exact_met / self.wanted if self.wanted else 0.0)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to find, and nothing was found."""
        return not self.wanted and not self.found


ByKind = Mapping[str, Counts]
NOTHING = Counts()


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean of two parts.

    >>> harmonic(0.5, 1.0), harmonic(0.0, 0.0)
    (0.6666666666666666, 0.0)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return sum(counts, NOTHING)


def by_kind(documents: Iterable[ByKind]) -> dict[str, Counts]:
    """Return the counts of all documents together, kind by kind."""
    found: dict[str, Counts] = {}
    for document in documents:
        for kind, counts in document.items():
            found[kind] = found.get(kind, NOTHING) + counts
    return found


def micro(kinds: ByKind) -> float:
    """Return the F1 of all facts of all kinds together; a comment's speaker counts with the comment."""
    return total(counts for kind, counts in kinds.items() if kind != SPEAKERS).f1


def macro(kinds: ByKind) -> float:
    """Return the mean of the kinds' F1."""
    scores = [counts.f1 for kind, counts in kinds.items() if not counts.is_empty and kind != SPEAKERS]
    return sum(scores) / len(scores) if scores else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """Where 95 of 100 samples of documents like these would put a figure."""

    low: float
    high: float


def intervals(
    documents: Sequence[ByKind], figures: Mapping[str, Callable[[ByKind], float]], rounds: int = ROUNDS
) -> dict[str, Interval]:
    """Return the bootstrap interval of each figure: documents drawn with replacement, always the same draws.

    A draw without a fact of a kind says nothing of that kind.
    """
    draw = random.Random(SEED)
    samples = [by_kind(draw.choices(documents, k=len(documents))) for _ in range(rounds if documents else 0)]
    return {
        name: _interval(sorted(figure(one) for one in samples if name not in one or not one[name].is_empty))
        for name, figure in figures.items()
    }


def _interval(values: Sequence[float]) -> Interval:
    if not values:
        return Interval(0.0, 0.0)
    last = len(values) - 1
    return Interval(values[round(TAIL * last)], values[round((1 - TAIL) * last)])
