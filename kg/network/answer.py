"""A source and a wish in, what `kg network` prints out: tables, JSON or a picture of a projection or of a way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.explain import Place
from kg.network import TITLES, paths, project
from kg.network.links import Link, Network
from kg.network.measures import measure
from kg.network.picture import by_kind, draw
from kg.network.report import as_json_text, report_json, report_text
from kg.results import Source

FORMATS = ("table", "json", "svg")


@dataclass(frozen=True, slots=True)
class Style:
    """How to write for a terminal: rows of a table, a line's length (0: no limit), the mark of a span."""

    top: int
    width: int
    mark: Callable[[str], str]


def measured(source: Source, projection: str, form: str, style: Style) -> str:
    """Return the measures of a projection, or its picture; of `full`, a picture of its kinds.

    Raises:
        QueryError: there is no such projection.
        ExportError: there is nothing to draw.
    """
    shown = project(source, projection)
    if form == "svg":
        drawn = by_kind(shown) if projection == "full" else shown
        return draw(drawn, _groups(drawn), TITLES[projection])
    found = measure(shown)
    return report_json(shown, found) if form == "json" else report_text(shown, found, top=style.top, width=style.width)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A way that is asked for: from one name to another, through which projection."""

    start: str
    end: str
    projection: str


def connected(
    source: Source, wanted: Wanted, form: str, style: Style, sentence_at: Callable[[Place], paths.Sentence]
) -> str:
    """Return the shortest way between two people or bodies, with the facts on the way and their sentences.

    Where `connections` has no way, authorities that one document names count as linked, too.

    Raises:
        QueryError: a name is unknown or not settled, or there is no such projection.
    """
    shown = project(source, wanted.projection)
    if wanted.projection == "connections":
        wide = paths.joined(shown, project(source, "co-mention"))
        start, end = paths.find(wide, wanted.start), paths.find(wide, wanted.end)
        close = {start.iri, end.iri} <= shown.by_iri().keys()
        steps = (paths.way(shown, start, end) if close else ()) or paths.way(wide, start, end)
    else:
        start, end = paths.find(shown, wanted.start), paths.find(shown, wanted.end)
        steps = paths.way(shown, start, end)

    def prove(link: Link) -> list[paths.Proof]:
        return paths.proofs(source, link, sentence_at)

    if form == "json":
        ends = {"from": paths.node_json(start), "to": paths.node_json(end)}
        return as_json_text({**ends, "steps": paths.as_json(steps, prove)})
    if not steps:
        told = "are one and the same" if start == end else f"are not linked in the network {shown.name}"
        return f"{start.label} and {end.label} {told}.\n"
    if form == "svg":
        return _picture(steps)
    return paths.as_text(steps, prove, style.mark)


def _picture(steps: tuple[paths.Step, ...]) -> str:
    tiers = [[steps[0].start.iri], *([step.end.iri] for step in steps)]
    title = f"How {steps[0].start.label} is linked to {steps[-1].end.label}"
    return draw(paths.along(steps), {}, title, tiers)


def _groups(shown: Network) -> dict[str, int]:
    return {node.iri: number for number, members in enumerate(measure(shown).communities, 1) for node in members}
