"""Quads or tables in, files out: one place for every format in which the graph leaves the house.

The same set of quads gives the same bytes. A file is written beside its destination and then renamed, so that
whoever reads sees the old one or the new one, and a full disk leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export.files import write
from kg.export.jsonld import jsonld
from kg.export.rdfxml import rdfxml
from kg.export.tables import export_for_spreadsheets, export_tables
from kg.network.proof import facts
from kg.rdf import Quad, nquads
from kg.turtle import trig, turtle

__all__ = ["FORMATS", "export", "export_for_spreadsheets", "export_tables", "facts", "render", "write"]

Quads = set[Quad]


def ntriples(quads: Quads) -> str:
    """Write sorted N-Triples, without the graphs."""
    return "".join(sorted({f"{quad.subject.n3} {quad.predicate.n3} {quad.object.n3} .\n" for quad in quads}))


FORMATS: Mapping[str, Callable[[Quads], str]] = {
    "turtle": turtle,
    "trig": trig,
    "nt": ntriples,
    "nq": nquads,
    "jsonld": jsonld,
    "rdfxml": rdfxml,
}


def export(quads: Quads, form: str, destination: Path | TextIO, *, facts_only: bool = False) -> None:
    """Write a graph to a file, or to a stream of text, in a format of `FORMATS`.

    Raises:
        ExportError: the format is unknown or can't hold the graph, or the file can't be written.
    """
    text = render(facts(quads) if facts_only else quads, form)
    if isinstance(destination, Path):
        write(text, destination)
    else:
        destination.write(text)


def render(quads: Quads, form: str) -> str:
    """Return the graph's text in a format of `FORMATS`.

    Raises:
        ExportError: the format is unknown, or can't hold the graph.
    """
    if form not in FORMATS:
        raise ExportError(f"{form}: no format for a graph; take {', '.join(FORMATS)}.")
    try:
        return FORMATS[form](quads)
    except ValueError as error:
        raise ExportError(f"The graph can't be written as {form}: {error}.") from error
