"""Ratings in; a timeline of an authority's judgements and matrices of services by values out, ready to be drawn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.rdf import Iri
from kg.serve.facts import HEAD, Fact, labels
from kg.serve.worker import Opened

STATUSES = ("previous", "current", "expected")
WORDS = {"previous": "recalled", "current": "as reported", "expected": "hoped for"}
LEVELS = 4
LEFT, COLUMN, LANE, TOP, NARROWEST = 12, 232, 68, 64, 480
LONGEST = 27
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNKNOWN = "9999"


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """A value of a scale: how good it is (`rank`, from 1) on which scale, and of how many values."""

    iri: str
    label: str
    scale: str
    scale_label: str
    rank: int
    of: int

    @property
    def level(self) -> int:
        """How good it is from 0, the worst, to 3, the best, whatever the scale."""
        return round((self.rank - 1) * (LEVELS - 1) / (self.of - 1)) if self.of > 1 else LEVELS - 1


@lru_cache(maxsize=2)
def scales(opened: Opened) -> Mapping[str, ScaleValue]:
    """Return all values of scales by IRI."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?value ?label ?scale ?named ?rank WHERE {{ ?value a sc:ScaleValue ; sc:rank ?rank ;
        rdfs:label ?label ; skos:inScheme ?scheme . ?scheme rdfs:label ?named . BIND(STR(?scheme) AS ?scale) }}"""
    ).texts()
    highest: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        highest[row["scale"]] = max(highest[row["scale"]], int(row["rank"]))
    return {
        row["value"]: ScaleValue(
            row["value"], row["label"], row["scale"], row["named"], int(row["rank"]), highest[row["scale"]]
        )
        for row in rows
    }


# --- matrices


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a matrix: what is rated, and for each value of the scale the facts that give it."""

    label: str
    iri: str
    cells: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The subjects that are rated on one scale by its values, worst first."""

    label: str
    values: tuple[ScaleValue, ...]
    lines: tuple[Line, ...]


def matrices(ratings: Iterable[Fact], overall: str, values: Mapping[str, ScaleValue]) -> tuple[Matrix, ...]:
    """Return a matrix for each scale on which something is rated; `overall` is the IRI of the authority as a whole."""
    by_scale: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in ratings:
        if value := values.get(fact.iri_of("ratingValue")):
            by_scale[value.scale].append(fact)
    found = [_matrix(scale, facts, overall, values) for scale, facts in by_scale.items()]
    return tuple(sorted(found, key=lambda matrix: (-len(matrix.lines), matrix.label)))


def _matrix(scale: str, facts: Iterable[Fact], overall: str, values: Mapping[str, ScaleValue]) -> Matrix:
    own = tuple(
        sorted((value for value in values.values() if value.scale == scale), key=lambda one: (one.rank, one.label))
    )
    rated: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        rated[fact.iri_of("ratingSubject")].append(fact)
    lines = [_line(iri, said, own, overall) for iri, said in rated.items()]
    return Matrix(
        own[0].scale_label, own, tuple(sorted(lines, key=lambda line: (line.iri != overall, line.label, line.iri)))
    )


def _line(iri: str, facts: Sequence[Fact], own: Sequence[ScaleValue], overall: str) -> Line:
    label = "The authority as a whole" if iri == overall else facts[0].get("ratingSubject")
    return Line(
        label, iri, tuple(tuple(fact for fact in facts if fact.iri_of("ratingValue") == one.iri) for one in own)
    )


# --- the timeline


@dataclass(frozen=True, slots=True)
class Column:
    """A time of the timeline, in pixels from the left: when, and which document tells of it."""

    x: int
    head: str
    below: str


@dataclass(frozen=True, slots=True)
class Pill:
    """A judgement: where it is drawn, what it says, in full and cut to fit, how good it is, and its fact."""

    x: int
    y: int
    label: str
    short: str
    level: int
    rank: int
    of: int
    status: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Lane:
    """The judgements of one area under one regime."""

    y: int
    label: str
    pills: tuple[Pill, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Times from left to right, areas from top to bottom; width and height in pixels."""

    width: int
    height: int
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]


Moment = tuple[str, int, str, str]


def timeline(opened: Opened, authority: str, ratings: Iterable[Fact], values: Mapping[str, ScaleValue]) -> Timeline:
    """Return the judgements on an authority as a whole, in time.

    Time is the year that the text states, or that of the document; where neither is known, the first year of the
    regime gives the order, and what is recalled stands before what is reported, what is hoped for behind it.
    """
    own = [
        fact for fact in ratings if fact.iri_of("ratingSubject") == authority and fact.iri_of("ratingValue") in values
    ]
    regimes = _regimes(opened, {fact.iri_of("awardedIn") for fact in own} - {""})
    times = _times(own, regimes)
    lanes = tuple(_lanes(_by_lane(own, regimes), times, values))
    bottom = max((pill.y for lane in lanes for pill in lane.pills), default=TOP) + LANE
    columns = tuple(sorted({*times.values()}, key=lambda column: column.x))
    return Timeline(max(LEFT + COLUMN * len(columns), NARROWEST), bottom, columns, lanes)


def _times(facts: Sequence[Fact], regimes: Mapping[str, tuple[str, str]]) -> Mapping[str, Column]:
    """Return the column of each fact."""
    moments = {fact.iri: _moment(fact, regimes.get(fact.iri_of("awardedIn"), ("", ""))[1]) for fact in facts}
    ordered = sorted({*moments.values()})
    heads = {moments[fact.iri]: _column(fact, ordered.index(moments[fact.iri])) for fact in facts}
    return {iri: heads[moment] for iri, moment in moments.items()}


def _by_lane(facts: Iterable[Fact], regimes: Mapping[str, tuple[str, str]]) -> list[tuple[str, list[Fact]]]:
    """Return facts by regime and area, in order of the regimes' first years."""
    found: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        regime, since = regimes.get(fact.iri_of("awardedIn"), ("", ""))
        found[since, regime, fact.get("judgementArea")].append(fact)
    ordered = sorted(found.items(), key=_lane_order)
    return [(" · ".join(filter(None, [regime, area])), told) for (_, regime, area), told in ordered]


def _lanes(
    found: Iterable[tuple[str, list[Fact]]], times: Mapping[str, Column], values: Mapping[str, ScaleValue]
) -> Iterator[Lane]:
    """Yield lanes, one below the other."""
    y = TOP
    for label, facts in found:
        pills = _pills(facts, times, values, y)
        yield Lane(y, label, pills)
        y = max(pill.y for pill in pills) + LANE


def _lane_order(item: tuple[tuple[str, str, str], list[Fact]]) -> tuple[str, str, bool, str]:
    (since, regime, area), facts = item
    return since, regime, facts[0].iri_of("judgementArea").endswith("/prospects"), area


def _moment(fact: Fact, since: str) -> Moment:
    stated = _YEAR.search(f"{fact.get('whenValue')} {fact.get('when')} {fact.spot.paper.date}")
    year = stated[0] if stated else since[:4] or _UNKNOWN
    status = fact.get("status")
    when = fact.get("when").casefold() if not _YEAR.search(fact.get("when")) else ""
    return year, STATUSES.index(status) if status in STATUSES else 1, when, fact.spot.paper.path


def _column(fact: Fact, number: int) -> Column:
    head = fact.get("when") or WORDS.get(fact.get("status"), fact.get("status"))
    return Column(LEFT + COLUMN * number, head, _cut(fact.spot.paper.name))


def _pills(
    facts: Iterable[Fact], times: Mapping[str, Column], values: Mapping[str, ScaleValue], y: int
) -> tuple[Pill, ...]:
    """Place each value once a time; several values of one time stand below one another."""
    placed: dict[tuple[int, str], Pill] = {}
    taken: defaultdict[int, int] = defaultdict(int)
    for fact in facts:
        value, x = values[fact.iri_of("ratingValue")], times[fact.iri].x
        if (x, value.iri) in placed:
            continue
        down = y + 22 + 38 * taken[x]
        taken[x] += 1
        shown = Pill(
            x, down, value.label, _cut(value.label), value.level, value.rank, value.of, fact.get("status"), fact
        )
        placed[x, value.iri] = shown
    return tuple(sorted(placed.values(), key=lambda pill: (pill.x, pill.y)))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _regimes(opened: Opened, inspections: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return the label of the regime of each inspection, and when it began."""
    wanted = " ".join(Iri(iri).n3 for iri in sorted(inspections))
    if not wanted:
        return {}
    rows = opened.store.select(
        f"""{HEAD}PREFIX schema: <https://schema.org/>
        SELECT ?inspection ?regime ?since WHERE {{ VALUES ?inspection {{ {wanted} }}
        ?inspection sc:underRegime ?regime . OPTIONAL {{ ?regime schema:startDate ?since }} }}"""
    ).texts()
    names = labels(opened, {row["regime"] for row in rows})
    return {row["inspection"]: (names[row["regime"]], row["since"]) for row in rows}
