"""Quads or tables in, files out: one place for every format in which the graph leaves the house.

The same set of quads gives the same bytes. A file is written beside its destination and then renamed, so that
whoever reads sees the old one or the new one, and a full disk leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export.files import write, write_pieces
from kg.export.jsonld import jsonld
from kg.export.rdfxml import rdfxml
from kg.export.tables import export_for_spreadsheets, export_tables
from kg.network.proof import facts
from kg.rdf import BASE, PREFIXES, Quad
from kg.turtle import trig_pieces, turtle_pieces

__all__ = ["FORMATS", "export", "export_for_spreadsheets", "export_tables", "facts", "pieces", "render", "write"]

Quads = set[Quad]


def ntriples(quads: Quads) -> Iterator[str]:
    """Yield sorted N-Triples, without the graphs."""
    yield from sorted({f"{quad.subject.n3} {quad.predicate.n3} {quad.object.n3} .\n" for quad in quads})


def nquads(quads: Quads) -> Iterator[str]:
    """Yield sorted N-Quads."""
    yield from sorted(quad.line + "\n" for quad in quads)


# What writes each format, a piece of text at a time: from quads, and the base of things and graphs.
FORMATS: Mapping[str, Callable[[Quads, str], Iterator[str]]] = {
    "turtle": lambda quads, base: turtle_pieces(quads, PREFIXES, base),
    "trig": lambda quads, base: trig_pieces(quads, PREFIXES, base),
    "nt": lambda quads, _: ntriples(quads),
    "nq": lambda quads, _: nquads(quads),
    "jsonld": jsonld,
    "rdfxml": lambda quads, _: rdfxml(quads),
}


def export(quads: Quads, form: str, destination: Path | TextIO, *, facts_only: bool = False, base: str = BASE) -> None:
    """Write a graph to a file, or to a stream of text, in a format of `FORMATS`.

    Raises:
        ExportError: the format is unknown or can't hold the graph, or the file can't be written.
    """
    written = pieces(facts(quads) if facts_only else quads, form, base)
    if isinstance(destination, Path):
        write_pieces(written, destination)
    else:
        destination.writelines(written)


def render(quads: Quads, form: str, base: str = BASE) -> str:
    """Return the graph's text in a format of `FORMATS`.

    Raises:
        ExportError: the format is unknown, or can't hold the graph.
    """
    return "".join(pieces(quads, form, base))


def pieces(quads: Quads, form: str, base: str = BASE) -> Iterator[str]:
    """Yield the graph's text in a format of `FORMATS`.

    Raises:
        ExportError: the format is unknown, or can't hold the graph.
    """
    if form not in FORMATS:
        raise ExportError(f"{form}: no format for a graph; take {', '.join(FORMATS)}.")
    try:
        yield from FORMATS[form](quads, base)
    except ValueError as error:
        raise ExportError(f"The graph can't be written as {form}: {error}.") from error
