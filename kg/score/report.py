"""A score in, text out: tables for a terminal, JSON for programs, a page of Markdown for readers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from kg.score import Score, Scored
from kg.score.figures import Counts, macro, micro
from kg.score.judge import FALSE
from kg.score.negatives import false_rate
from kg.score.tables import ALL, MEAN, Table, counts_of, interval_of, misses, points, role_of, rows_of, tables

WEAK = 0.9
WORST = 8
MOST_LOST = 0.03


# --- text


def as_text(score: Score, with_misses: bool = False) -> str:
    """Write the tables of a score for a terminal; the misses, if wanted, a line each."""
    blocks = [_text(table) for table in tables(score)]
    return "\n".join([*blocks, _miss_lines(misses(score))] if with_misses else blocks)


def _text(table: Table) -> str:
    widths = [max(len(row[column]) for row in rows_of(table)) for column in range(len(table.head))]
    lines = [_line(row, widths) for row in rows_of(table)]
    return "\n".join([table.title, *([table.note] if table.note else []), "", *lines, ""])


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first = row[0].ljust(widths[0])
    rest = (value.rjust(width) for value, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([first, *rest]).rstrip()


def _miss_lines(table: Table) -> str:
    blocks = (
        f"{where}/{document}: {outcome} {kind}{f' [{rule}]' if rule else ''}: {said}\n    {sentence}"
        for where, document, outcome, kind, rule, said, sentence in table.rows
    )
    return "\n".join([table.title, "", *blocks, ""])


# --- JSON


def as_json(score: Score, with_misses: bool = False) -> str:
    """Write a score as JSON: parts of one, not points."""
    report: dict[str, Any] = {
        "sets": {scored.gold.name: _set(scored) for scored in score.sets},
        "tables": [asdict(table) for table in tables(score)],
    }
    if score.refused:
        report["false_facts"] = round(false_rate(score.refused), 4)
    if score.perturbed:
        report["perturbed"] = {name: _figures(kinds) for name, kinds in score.perturbed.items()}
    if with_misses:
        report["misses"] = [dict(zip(misses(score).head, row, strict=True)) for row in misses(score).rows]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _set(scored: Scored) -> dict[str, Any]:
    kinds, spread = counts_of(scored.verdicts), interval_of(scored)
    intervals = {name: [round(one.low, 4), round(one.high, 4)] for name, one in spread.items()}
    sums = {"micro": round(micro(kinds), 4), "macro": round(macro(kinds), 4)}
    named = {"micro": intervals.pop(ALL), "macro": intervals.pop(MEAN)}
    return {"role": role_of(scored), "kinds": _figures(kinds), **sums, "intervals": intervals | named}


def _figures(kinds: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        kind: asdict(one)
        | {"precision": round(one.precision, 4), "recall": round(one.recall, 4), "f1": round(one.f1, 4)}
        for kind, one in kinds.items()
    }


# --- Markdown


def as_markdown(score: Score, with_misses: bool = False) -> str:
    """Write a score as a page: what was measured on what, the figures, and the weaknesses that they show."""
    weak = _weaknesses(score)
    parts = [_INTRODUCTION, "## Weaknesses", "\n".join(f"- {line}" for line in weak) or "None that the figures show."]
    for table in (*tables(score), *([misses(score)] if with_misses else [])):
        parts += [f"## {table.title}", *([table.note] if table.note else []), _markdown(table)]
    return "\n\n".join([*parts, _LIMITS]) + "\n"


def _markdown(table: Table) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows_of(table)]
    aligned = "|---|" + "---:|" * (len(table.head) - 1)
    return "\n".join([lines[0], aligned, *lines[1:]])


def _weaknesses(score: Score) -> list[str]:
    return [*_weak_kinds(score), *_false_rules(score), *_false_negatives(score), *_fragile(score)]


def _weak_kinds(score: Score) -> Iterator[str]:
    for scored in score.sets:
        weak = {kind: one.f1 for kind, one in counts_of(scored.verdicts).items() if one.f1 < WEAK}
        named = ", ".join(f"{kind} ({points(f1)})" for kind, f1 in sorted(weak.items(), key=lambda item: item[1]))
        if named:
            yield f"{scored.gold.name} ({role_of(scored)}): below {points(WEAK)} of F1 are {named}."


def _false_rules(score: Score) -> Iterator[str]:
    fired = Counter((kind, rule) for one in score.verdicts for kind, rule, outcome in one.fired if outcome == FALSE)
    worst = sorted(fired.items(), key=lambda item: (-item[1], item[0]))[:WORST]
    if worst:
        yield "Most false facts come from " + ", ".join(f"`{rule}` ({kind}: {n})" for (kind, rule), n in worst) + "."


def _false_negatives(score: Score) -> Iterator[str]:
    whys = Counter(one.negative.why for one in score.refused if one.false)
    if whys:
        named = ", ".join(
            f"{why} ({count})" for why, count in sorted(whys.items(), key=lambda item: (-item[1], item[0]))
        )
        yield f"{points(false_rate(score.refused))} % of the negatives yield a false fact: {named}."


def _fragile(score: Score) -> Iterator[str]:
    base = counts_of(score.verdicts)
    for name, kinds in score.perturbed.items():
        lost = {kind: one.f1 - kinds[kind].f1 for kind, one in base.items() if kind in kinds}
        named = ", ".join(f"{kind} ({points(loss)})" for kind, loss in lost.items() if loss > MOST_LOST)
        if named:
            yield f"Texts spoilt by “{name}” cost more than {points(MOST_LOST)} points of {named}."


_INTRODUCTION = """# Quality

This page is generated: `make quality` reads the texts, compares what is found with what a careful reader marked
([the format](gold.md)), and writes it anew. No figure on it is typed by hand.

Development texts were looked at while the rules were written, so figures on them say how well the rules do what they
were made for. Held-out texts were not: figures on them are the ones to expect of documents that nobody has seen. Sets
that are not part of the project are read where they happen to be on the disk, and left out where they are not."""

_LIMITS = """## How to read it

- *Precision* is the part of what was found that is true, *recall* the part of what is there that was found, *F1* their
  harmonic mean, all in points from 0 to 100. *95 %* is the interval in which F1 falls in 95 of 100 samples of documents
  drawn from the set with replacement (a bootstrap of a thousand draws, always the same).
- Wording is compared with tolerance: names without "Council", roles and subjects by half their words, texts by half of
  the shorter stretch. *Exact F1* counts only texts that agree letter by letter (of comments: from the first word on).
- A finding needs the right valence, an entry of minutes the right kind, a rating the right subject, area, value and
  status; client groups, channels and the like are features, counted apart.
- Where a gold lists but the beginnings of what people say (the sets `press` and `modern`), a further comment of a
  speaker it knows counts neither way.
- Held-out texts were written for the purpose by readers of such documents, in their manner; they are no sample of what
  lies in archives. Small sets have wide intervals: a single fact can be several points."""
