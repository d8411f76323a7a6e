"""Several authorities side by side: judgements, services by their values, findings by group of people, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.facts import Fact, labels
from kg.serve.judgements import Matrix, ScaleValue, matrices, scales
from kg.serve.kinds import KINDS, Kind
from kg.serve.pages.authorities import Row, anchor_of, facts_on, groups, iri_of, listed
from kg.serve.render import html, page
from kg.serve.worker import Opened

MOST = 6
VALENCES = ("strength", "weakness", "mixed", "neutral")


@dataclass(frozen=True, slots=True)
class Side:
    """An authority in the comparison."""

    iri: str
    key: str
    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ByGroup:
    """Findings on a group of people: for each authority how many are strengths, weaknesses, mixed and neutral."""

    label: str
    anchor: str
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ByValue:
    """Ratings on a scale: for each of its values and each authority, the facts by subject."""

    label: str
    rows: tuple[tuple[ScaleValue, tuple[tuple[tuple[str, Fact], ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The authorities side by side, and all that may be chosen. `most` is the highest count in a cell."""

    sides: tuple[Side, ...]
    kinds: tuple[tuple[Kind, tuple[int, ...]], ...]
    scales: tuple[ByValue, ...]
    groups: tuple[ByGroup, ...]
    most: int
    choices: tuple[Row, ...]


def view(opened: Opened, keys: Sequence[str]) -> View:
    """Return some authorities side by side.

    Raises:
        Refusal: a key is that of no authority.
    """
    rows, _ = listed(opened)
    sides = tuple(_side(opened, key) for key in dict.fromkeys(keys[:MOST]))
    grouped = _by_group(sides)
    most = max((count for group in grouped for counts in group.counts for count in counts), default=1)
    return View(sides, _kinds(sides), _by_value(opened, sides), grouped, most, rows)


def _side(opened: Opened, key: str) -> Side:
    iri = iri_of(opened, key)
    return Side(iri, key, labels(opened, [iri])[iri], facts_on(opened, iri))


def _kinds(sides: Sequence[Side]) -> tuple[tuple[Kind, tuple[int, ...]], ...]:
    counts = [Counter(fact.kind for fact in side.facts) for side in sides]
    return tuple(
        (kind, tuple(count[name] for count in counts))
        for name, kind in KINDS.items()
        if any(count[name] for count in counts)
    )


def _by_group(sides: Sequence[Side]) -> tuple[ByGroup, ...]:
    found = [
        {group.label: group for group in groups(fact for fact in side.facts if fact.kind == "Finding")}
        for side in sides
    ]
    names = sorted({label for told in found for label in told})
    return tuple(
        ByGroup(label, anchor_of(label), tuple(_counts(told[label].facts if label in told else ()) for told in found))
        for label in names
    )


def _counts(facts: Iterable[Fact]) -> tuple[int, ...]:
    counted = Counter(fact.get("valence") for fact in facts)
    return tuple(counted[valence] for valence in VALENCES)


def _by_value(opened: Opened, sides: Sequence[Side]) -> tuple[ByValue, ...]:
    values = scales(opened)
    drawn = [
        {matrix.values[0].scale: matrix for matrix in matrices(_ratings(side), side.iri, values)} for side in sides
    ]
    order = sorted({(matrix.label, scale) for told in drawn for scale, matrix in told.items()})
    return tuple(_scale([told.get(scale) for told in drawn]) for _, scale in order)


def _ratings(side: Side) -> list[Fact]:
    return [fact for fact in side.facts if fact.kind == "Rating" and fact.get("status") == "current"]


def _scale(drawn: Sequence[Matrix | None]) -> ByValue:
    first = next(matrix for matrix in drawn if matrix)
    rows = tuple(
        (value, tuple(_subjects(matrix, place) for matrix in drawn)) for place, value in enumerate(first.values)
    )
    return ByValue(first.label, rows)


def _subjects(matrix: Matrix | None, place: int) -> tuple[tuple[str, Fact], ...]:
    if not matrix:
        return ()
    return tuple((line.label, line.cells[place][0]) for line in matrix.lines if line.cells[place])


def compare_html(opened: Opened, keys: tuple[str, ...]) -> str:
    """Return the comparison."""
    return html(opened, "compare.html", {"view": view(opened, keys), "valences": VALENCES, "limit": MOST})


async def compare(request: Request) -> Response:
    """Answer with the comparison."""
    return await page(request, compare_html, tuple(request.query_params.getlist("a")))


routes = [Route("/compare", compare)]
