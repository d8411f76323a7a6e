"""Quads or tables in, files out: one place for every format in which the graph leaves the house.

The same set of quads gives the same bytes. A file is written beside its destination and then renamed, so that
whoever reads sees the old one or the new one, and a full disk leaves the old one as it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export.jsonld import jsonld
from kg.export.rdfxml import rdfxml
from kg.rdf import PREFIXES, RDF_TYPE, Quad, nquads, term
from kg.results import Table, as_csv
from kg.turtle import trig, turtle

Quads = set[Quad]

_PROOFS = {term(name) for name in ("sc:evidence", "sc:repeatedAt", "sc:piece", "sc:extractedBy")}
_PROVING = {
    term(name)
    for name in (
        "oa:SpecificResource",
        "oa:TextPositionSelector",
        "oa:TextQuoteSelector",
        "prov:Activity",
        "prov:Agent",
        "prov:SoftwareAgent",
    )
}


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


def facts(quads: Quads) -> Quads:
    """Return the graph without its evidence and provenance: what is said, not what proves it."""
    proofs = {quad.subject for quad in quads if quad.predicate.value == RDF_TYPE and quad.object in _PROVING}
    return {quad for quad in quads if quad.subject not in proofs and not _is_proof(quad)}


def _is_proof(quad: Quad) -> bool:
    return quad.predicate in _PROOFS or quad.predicate.value.startswith(PREFIXES["prov"])


def export_tables(tables: Mapping[str, Table], folder: Path) -> None:
    """Write each table to `<folder>/<name>.csv`; a folder that holds anything else is left alone.

    Raises:
        ExportError: the folder holds other files, or can't be written.
    """
    texts = {f"{name}.csv": as_csv(table) for name, table in tables.items()}
    _check_folder(folder, texts)
    with _beside(folder) as place:
        for name, text in texts.items():
            (place / name).write_text(text, "utf-8", newline="")
        folder.mkdir(exist_ok=True)
        for name in texts:
            os.replace(place / name, folder / name)


def _check_folder(folder: Path, names: Mapping[str, str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder}: it is a file, and csv writes a folder; name another.")
    if others := sorted(path.name for path in folder.iterdir() if path.name not in names):
        raise ExportError(f"{folder}: it holds {others[0]}, which kg does not write; name a new or empty folder.")


def write(text: str, destination: Path) -> None:
    """Write a file in UTF-8, whole or not at all; a pipe or device is written to as it is.

    Raises:
        ExportError: it can't be written.
    """
    if destination.is_dir():
        raise ExportError(f"{destination}: it is a folder; name a file.")
    with _beside(destination.resolve()) as place:
        if destination.exists() and not destination.is_file():
            destination.write_text(text, "utf-8", newline="")
            return
        (place / "whole").write_text(text, "utf-8", newline="")
        os.replace(place / "whole", destination.resolve())


@contextmanager
def _beside(destination: Path) -> Iterator[Path]:
    """Lend a folder on the same disk; whatever is left in it goes when the block ends.

    Raises:
        ExportError: the folder above is missing, or writing fails inside the block.
    """
    if not destination.parent.is_dir():
        raise ExportError(f"{destination}: there is no folder {destination.parent}; make it first.")
    try:
        with tempfile.TemporaryDirectory(prefix=".kg-", dir=destination.parent) as place:
            yield Path(place)
    except OSError as error:
        raise ExportError(f"{destination}: it can't be written: {error.strerror or error}.") from error
