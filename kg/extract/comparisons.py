"""A clause in, the signs out that lie in a comparison with others: above the average, below that of similar councils.

More is better, but of a burden less is. What is the highest or lowest needs no standard beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import english
from kg.extract.clauses import Stretch
from kg.extract.signs import Sign, words_before
from kg.lexicon import VOCAB
from kg.model import Hit

BURDEN, BENEFIT = "polarity-cues/burden", "polarity-cues/benefit"
FARTHEST_STANDARD = 9
_SUPERLATIVE = "est"
_NEITHER = frozenset({"spend", "spent", "paid", "pay", "grade", "grad", "mark", "score", "scor", "star", "rate"})


def compared(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of what is held against others; money spent, grades and marks are neither good nor bad."""
    standards = clause.named("comparison-cues/standard")
    for concept, value in (("comparison-cues/above", 1), ("comparison-cues/below", -1)):
        for hit in clause.named(concept):
            if not (hit.label.endswith(_SUPERLATIVE) or _is_held_against(clause, hit, standards)):
                continue
            if not any(token.stem in _NEITHER for token in clause.tokens):
                yield Sign(-value if _is_of_burden(clause, hit) else value, hit.start, hit.end)


def _is_of_burden(clause: Stretch, hit: Hit) -> bool:
    """Return whether what is measured right before the comparison, else behind it, is better when it is less."""
    found = sorted((*measured(clause, BURDEN), *measured(clause, BENEFIT)), key=lambda one: one.start)
    earlier = [one for one in found if one.start < hit.start]
    nearest = (earlier[-1:] or found[:1])[:1]
    return bool(nearest) and nearest[0].concept == VOCAB + BURDEN


def measured(clause: Stretch, concept: str) -> list[Hit]:
    """Return burdens or benefits, without the people of another: "attendance of looked after children"."""
    both = clause.named(BURDEN, BENEFIT)
    groups = clause.hits("client-groups")
    found = []
    for hit in clause.named(concept):
        near = words_before(clause, hit.start)[:2]
        is_group = any(group.start < hit.end and hit.start < group.end for group in groups)
        of_other = is_group and len(near) > 1 and near[0].key in english.PREPOSITIONS
        if not (of_other and any(other.start <= near[1].start < other.end for other in both)):
            found.append(hit)
    return found


def _is_held_against(clause: Stretch, hit: Hit, standards: tuple[Hit, ...]) -> bool:
    """Return whether a standard follows within a few words."""
    return any(
        standard.start - hit.end >= 0 and len(_between(clause, hit, standard)) <= FARTHEST_STANDARD
        for standard in standards
    )


def _between(clause: Stretch, hit: Hit, standard: Hit) -> list[int]:
    return [token.start for token in words_before(clause, standard.start) if token.start >= hit.end]
