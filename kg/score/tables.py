"""A score in, tables out: what every way of writing a score down shows, with figures in points (0 to 100)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kg.score import Score, Scored
from kg.score.figures import ByKind, Counts, Interval, by_kind, intervals, macro, micro
from kg.score.gold import KINDS, Weight
from kg.score.judge import FALSE, TRUE, UNJUDGED, WORDED, Verdict
from kg.score.negatives import false_rate

ALL, MEAN = "all together", "mean of kinds"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, what to know about it, the heads of its columns (the first is words), its rows."""

    title: str
    note: str
    head: Row
    rows: tuple[Row, ...]


def points(part: float) -> str:
    """Write a part of one as points.

    >>> points(0.98765)
    '98.8'
    """
    return f"{100 * part:.1f}"


def role_of(scored: Scored) -> str:
    """Say what a set was for."""
    role = "held out" if scored.gold.held_out else "development"
    return f"{role}, not part of the project" if scored.gold.is_outside else role


def tables(score: Score) -> Iterator[Table]:
    """Yield all tables of a score."""
    yield _sets(score)
    if len(score.sets) > 1:
        yield _overview(score)
    yield from map(_set, score.sets)
    yield from filter(lambda table: table.rows, (_styles(score), _features(score)))
    if score.refused:
        yield _negatives(score)
        yield _whys(score)
    if score.perturbed:
        yield _losses(score)
    yield _ledger(score)


def counts_of(verdicts: Iterable[Verdict]) -> dict[str, Counts]:
    """Return the counts of verdicts kind by kind, in the order of the kinds, without those that never occur."""
    found = by_kind(verdict.counts for verdict in verdicts)
    return {kind: found[kind] for kind in KINDS if kind in found and not found[kind].is_empty}


def interval_of(scored: Scored) -> dict[str, Interval]:
    """Return the bootstrap intervals of F1 of a set: of each kind, of all together and of their mean."""
    kinds = counts_of(scored.verdicts)
    asked: dict[str, Callable[[ByKind], float]] = {kind: partial(_f1, kind) for kind in kinds}
    return intervals([verdict.counts for verdict in scored.verdicts], asked | {ALL: micro, MEAN: macro})


def _f1(kind: str, kinds: ByKind) -> float:
    return kinds[kind].f1 if kind in kinds else 0.0


def _sets(score: Score) -> Table:
    rows = tuple(
        (scored.gold.name, role_of(scored), str(len(scored.gold.documents)), str(_firm(scored)), str(_soft(scored)))
        for scored in score.sets
    )
    note = "Firm facts must be found; soft ones, on which readers could differ, count neither way."
    return Table("What was read", note, ("set", "role", "documents", "firm facts", "soft facts"), rows)


def _firm(scored: Scored) -> int:
    return _weighed(scored, Weight.FIRM)


def _soft(scored: Scored) -> int:
    return _weighed(scored, Weight.SOFT)


def _weighed(scored: Scored, weight: Weight) -> int:
    return sum(wanted.weight is weight for document in scored.gold.documents for wanted in document.wanted)


def _overview(score: Score) -> Table:
    kinds = [counts_of(scored.verdicts) for scored in score.sets]
    seen = [kind for kind in KINDS if any(kind in one for one in kinds)]
    rows = [(kind, *(points(one[kind].f1) if kind in one else "" for one in kinds)) for kind in seen]
    rows.append((ALL, *(points(micro(one)) for one in kinds)))
    rows.append((MEAN, *(points(macro(one)) for one in kinds)))
    note = "Empty: the set says nothing of that kind."
    return Table("F1 by kind and set", note, ("kind", *(scored.gold.name for scored in score.sets)), tuple(rows))


def _set(scored: Scored) -> Table:
    kinds, spread = counts_of(scored.verdicts), interval_of(scored)
    rows = [_figures(kind, counts, spread[kind]) for kind, counts in kinds.items()]
    rows += [(name, "", "", "", "", points(value(kinds)), _range(spread[name]), "") for name, value in _SUMS]
    head = ("kind", "wanted", "found", "precision", "recall", "F1", "95 %", "exact F1")
    return Table(f"{scored.gold.name} ({role_of(scored)})", "", head, tuple(rows))


_SUMS = ((ALL, micro), (MEAN, macro))


def _figures(kind: str, counts: Counts, spread: Interval) -> Row:
    parts = (points(counts.precision), points(counts.recall), points(counts.f1))
    exact = points(counts.exact_f1) if kind in WORDED else ""
    return kind, str(counts.wanted), str(counts.found), *parts, _range(spread), exact


def _range(spread: Interval) -> str:
    return f"{points(spread.low)} to {points(spread.high)}"


def _styles(score: Score) -> Table:
    found: dict[tuple[str, str], Counts] = {}
    for verdict in score.verdicts:
        for key, counts in verdict.styles.items():
            found[key] = found.get(key, Counts()) + counts
    rows = tuple(
        (f"{what}: {style}", str(one.wanted), points(one.recall), str(one.found), points(one.precision))
        for (what, style), one in sorted(found.items())
    )
    note = "Comments of all sets: recall by the style of the gold's words, precision by that of what was found."
    return Table("Quotations by style", note, ("style", "wanted", "recall", "found", "precision"), rows)


def _features(score: Score) -> Table:
    fired = Counter((kind, name, right) for verdict in score.verdicts for kind, name, right in verdict.features)
    named = sorted({(kind, name) for kind, name, _ in fired}, key=lambda key: (KINDS.index(key[0]), key[1]))
    rows = tuple(_feature(kind, name, fired[kind, name, True], fired[kind, name, False]) for kind, name in named)
    note = "Of the facts that were found: how often the rest of them is right too. It does not decide what is true."
    return Table("Features", note, ("kind: feature", "of", "right", "per cent"), rows)


def _feature(kind: str, name: str, right: int, wrong: int) -> Row:
    return f"{kind}: {name}", str(right + wrong), str(right), points(right / (right + wrong))


def _negatives(score: Score) -> Table:
    kinds = [kind for kind in KINDS if any(kind in one.negative.kinds for one in score.refused)]
    rows = [_refused(score, kind) for kind in kinds]
    bad = sum(bool(one.false) for one in score.refused)
    rows.append((ALL, str(len(score.refused)), str(bad), points(false_rate(score.refused))))
    note = "Sentences that look like facts and are none; false are those in which a fact was found all the same."
    return Table("Negatives by kind", note, ("kind", "sentences", "false", "per cent"), tuple(rows))


def _refused(score: Score, kind: str) -> Row:
    asked = [one for one in score.refused if kind in one.negative.kinds]
    false = sum(any(name == kind for name, _, _ in one.false) for one in asked)
    return kind, str(len(asked)), str(false), points(false_rate(score.refused, kind))


def _whys(score: Score) -> Table:
    asked = Counter(one.negative.why for one in score.refused)
    false = Counter(one.negative.why for one in score.refused if one.false)
    rows = tuple((why, str(asked[why]), str(false[why])) for why in sorted(asked, key=lambda why: (-false[why], why)))
    return Table("Negatives by mechanism", "", ("mechanism", "sentences", "false"), rows)


def _losses(score: Score) -> Table:
    base, names = counts_of(score.verdicts), tuple(score.perturbed)
    rows = [
        (kind, points(one.f1), *(_loss(one.f1, _of(score, name, kind)) for name in names)) for kind, one in base.items()
    ]
    total = (ALL, points(micro(base)), *(_loss(micro(base), micro(score.perturbed[name])) for name in names))
    note = "F1 of all sets together, and how many points of it are lost when all texts are spoilt in one way."
    return Table("Spoilt texts", note, ("kind", "F1", *names), (*rows, total))


def _of(score: Score, name: str, kind: str) -> float:
    return score.perturbed[name].get(kind, Counts()).f1


def _loss(before: float, after: float) -> str:
    """Write a loss of F1 in points; a gain is negative.

    >>> _loss(0.95, 0.93), _loss(0.9, 0.9)
    ('2.0', '0.0')
    """
    return f"{100 * (before - after) + 0.0:.1f}".replace("-0.0", "0.0")


def _ledger(score: Score) -> Table:
    fired = Counter(entry for verdict in score.verdicts for entry in verdict.fired)
    rules = sorted({(kind, rule) for kind, rule, _ in fired}, key=lambda key: (KINDS.index(key[0]), key[1]))
    rows = tuple((f"{kind}: {rule}", *_outcomes(fired, kind, rule)) for kind, rule in rules)
    note = "What each rule found in all sets; unjudged is what meets only soft facts of the gold."
    return Table("Rules", note, ("kind: rule", "fired", "true", "false", "unjudged", "precision"), rows)


def _outcomes(fired: Counter[tuple[str, str, str]], kind: str, rule: str) -> Row:
    true, false, unjudged = (fired[kind, rule, outcome] for outcome in (TRUE, FALSE, UNJUDGED))
    precision = points(true / (true + false)) if true + false else ""
    return str(true + false + unjudged), str(true), str(false), str(unjudged), precision


def misses(score: Score) -> Table:
    """Return every fact that was missed or is false, with its sentence and its rule."""
    rows = tuple(
        (scored.gold.name, one.document, one.outcome, one.kind, one.rule, one.said, one.sentence)
        for scored in score.sets
        for verdict in scored.verdicts
        for one in verdict.misses
    )
    false = tuple(
        ("negatives", one.negative.id, FALSE, kind, rule, told, one.negative.text)
        for one in score.refused
        for kind, rule, told in one.false
    )
    head = ("set", "document", "outcome", "kind", "rule", "said", "sentence")
    return Table("Missed and false facts", "", head, (*rows, *false))


def rows_of(table: Table) -> Sequence[Row]:
    """Return the head and the rows."""
    return (table.head, *table.rows)
