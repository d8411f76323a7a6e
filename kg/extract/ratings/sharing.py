"""Values shared out: pairs in order ("two stars and one star respectively"), and "So are A, B and C"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.standing import CURRENT
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import Group

OPENING = 2  # "So are"
_JOINTS = words(", and")
_VALUE_TIES = words("a an and , with as")

Assigned = tuple[Group | None, tuple[Signal, ...]]


def in_order(sentence: Sentence, assigned: Sequence[Assigned]) -> Iterator[Assigned]:
    """Yield groups with their signals; a list of subjects with a list of values gives each subject its own.

    A list of values of one kind that does not match its subjects in number gives nothing to anybody.
    """
    for group, signals in assigned:
        listed = _listed(sentence, signals)
        if group is None or len(group.subjects) == 1 or not listed:
            yield group, signals
        elif len(listed) == len(group.subjects):
            others = tuple(signal for signal in signals if signal not in listed)
            yield from ((group._replace(subjects=(s,)), (v,)) for s, v in zip(group.subjects, listed, strict=True))
            if others:
                yield group, others


def _listed(sentence: Sentence, signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """Return the signals of one kind that "and" and commas alone join into a list."""
    for kind in (Kind.STARS, Kind.OUTLOOK, Kind.PHRASE):
        same = tuple(signal for signal in signals if signal.kind == kind)
        if len(same) > 1 and all(_are_joined(sentence, a, b) for a, b in pairwise(same)):
            return same
    return ()


def _are_joined(sentence: Sentence, left: Signal, right: Signal) -> bool:
    between = [token.key for token in sentence.between(left.end, right.start) if token.key not in QUOTES]
    return bool(_JOINTS & set(between)) and all(key in _VALUE_TIES for key in between)


def likewise(
    sentence: Sentence, groups: Sequence[Group], before: Sequence[Statement]
) -> Iterator[tuple[Group, Statement]]:
    """Yield the authorities that "So are A, B and C" adds, with each value that the sentence before gave."""
    opening = sentence.between(sentence.start, groups[0].start) if groups else []
    keys = [token.key for token in opening if token.is_word and token.key != "the"]
    if len(keys) != OPENING or keys[0] != "so" or opening[1].stem not in AUXILIARIES:
        return
    if groups[0].is_service or any(sentence.is_verb(t) for t in sentence.after(groups[0].end)):
        return
    current = [s for s in before if s.standing.status == CURRENT and not s.subject.words]
    if len({(signal.kind, signal.stars, signal.values) for s in current for signal in s.signals}) != 1:
        return
    yield from ((group, current[0]) for group in groups[:1])
