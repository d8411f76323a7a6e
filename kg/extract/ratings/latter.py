"""Stars that the sentence before gave: "Among the last group Wokingham and Surrey …", "Ealing has come down to it"."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.ratings.sentence import Sentence
from kg.extract.ratings.signals import Kind, Signal, find_signals, may_have_signals
from kg.extract.ratings.standing import CURRENT, Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, Group, Subject, named_groups

RULE = "group-rating"
_OPENERS, _LATTER = frozenset({"among", "of", "in"}), frozenset({"last", "latter"})


def latter_stars(sentence: Sentence, before: Sentence | None) -> list[Statement]:
    """Return the stars of the last group of the sentence before, or those for which "it" stands."""
    if before is None or not sentence.mentions or not may_have_signals(before):
        return []
    of_group, to_it = _is_of_last_group(sentence), _to_it(sentence)
    if not of_group and (to_it is None or before.index != sentence.index):
        return []
    stars = [signal for signal in find_signals(before) if signal.kind == Kind.STARS][-1:]
    groups = named_groups(sentence)[:1] if stars else []
    if of_group or to_it is None:
        return [statement for group in groups for statement in _stated(sentence, group, stars[0], before)]
    signal = stars[0]._replace(start=to_it[0], end=to_it[1], gaps=()) if stars else None
    return [s for group in groups if signal for s in _stated(sentence, group, signal, sentence)]


def _is_of_last_group(sentence: Sentence) -> bool:
    keys = [token.key for token in sentence.tokens[:4]]
    return len(keys) > 2 and keys[0] in _OPENERS and keys[1] == "the" and keys[2] in _LATTER  # noqa: PLR2004  three words


def _to_it(sentence: Sentence) -> tuple[int, int] | None:
    """Return where "to it" stands behind a verb of rising or falling."""
    for first, last in pairwise(sentence.tokens):
        if (first.key, last.key) == ("to", "it") and sentence.has(sentence.start, first.end, "step-verb"):
            return first.start, last.end
    return None


def _stated(sentence: Sentence, group: Group, signal: Signal, source: Sentence) -> list[Statement]:
    place = (group.start, group.end)
    return [
        Statement(Subject(s.authority, "", AUTHORITY), (signal,), Standing(CURRENT), RULE, sentence, place, source)
        for s in group.subjects
    ]
