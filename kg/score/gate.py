"""A score and a baseline in, what got worse out: no kind of fact may lose more than half a point of F1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.score import Score
from kg.score.figures import by_kind
from kg.score.negatives import false_rate

TOLERANCE = 0.5
Figures = Mapping[str, Mapping[str, float]]


def figures(score: Score) -> dict[str, dict[str, float]]:
    """Return F1 by set and kind, and the rate of false facts on the negatives by kind, in points (0 to 100)."""
    found = {
        scored.gold.name: {
            kind: _points(counts.f1)
            for kind, counts in by_kind(verdict.counts for verdict in scored.verdicts).items()
            if not counts.is_empty
        }
        for scored in score.sets
    }
    return found | ({"negatives": _false_facts(score)} if score.refused else {})


def _false_facts(score: Score) -> dict[str, float]:
    kinds = sorted({kind for one in score.refused for kind in one.negative.kinds})
    rates = {kind: _points(false_rate(score.refused, kind)) for kind in kinds}
    return rates | {"all": _points(false_rate(score.refused))}


def _points(part: float) -> float:
    return round(100 * part, 2)


def write_baseline(score: Score, file: Path) -> None:
    """Write the figures that later runs are held to; sets that were not scored now keep theirs.

    Raises:
        ReadError: there is a file that is no baseline, or it can't be written.
    """
    known = _read(file) if file.exists() else {}
    try:
        file.write_text(json.dumps({**known, **figures(score)}, indent=2, sort_keys=True) + "\n", "utf-8")
    except OSError as error:
        raise ReadError(f"{file}: it can't be written ({error.strerror}); name another file.") from error


def losses(score: Score, file: Path) -> tuple[str, ...]:
    """Return a sentence for each figure that is worse than in the baseline by more than half a point.

    Sets that were not scored now are not compared, and kinds that the baseline does not know can't get worse.

    Raises:
        ReadError: the baseline can't be read.
    """
    now = figures(score)
    return tuple(_losses({name: was for name, was in _read(file).items() if name in now}, now))


def _losses(before: Figures, now: Figures) -> Iterator[str]:
    for name, kinds in sorted(before.items()):
        for kind, was in sorted(kinds.items()):
            value = now[name].get(kind, 0.0)
            worse = value - was if name == "negatives" else was - value
            if worse > TOLERANCE:
                what = "false facts" if name == "negatives" else "F1"
                yield f"{name}: {kind}: {what} {value:.1f}, was {was:.1f}."


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ReadError(f"{file}: it can't be read ({error.strerror}); write it with --write-baseline.") from error
    except ValueError as error:
        raise ReadError(f"{file}: it is no JSON ({error}); write it anew with --write-baseline.") from error
    if not isinstance(found, dict):
        raise ReadError(f"{file}: it is no baseline; write it anew with --write-baseline.")
    return found
