"""A build, or what answers queries, and a wish in, the graph outside the house: what `kg export` does."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export import FORMATS, export, export_for_spreadsheets, export_tables
from kg.folder import all_quads, base_of, opened
from kg.query import evidence_tables, saved_queries
from kg.results import Source

FOLDERS = {"csv": "tables", "csv-excel": "tables", "neo4j": "network"}
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Wish:
    """What to write where: a format, a file (`-`: standard output) or folder (csv, csv-excel, neo4j).

    `facts_only` is for formats of graphs (a network has no evidence anyway); `projection` for those of networks, which
    without one write the full network.

    Raises:
        ExportError: the format needs a folder, or does not know what is asked of it.
    """

    form: str
    file: str
    facts_only: bool = False
    projection: str = ""

    def __post_init__(self) -> None:
        """Refuse what the format does not know."""
        if self.form in FOLDERS and self.file == STDOUT:
            example = f"kg export {FOLDERS[self.form]} --format {self.form}"
            raise ExportError(f"{self.form} writes a folder; name one, for example: {example}")
        if self.projection and (self.form in FORMATS or self.form.startswith("csv")):
            raise ExportError(f"{self.form} knows no projections; they are for formats of networks, such as graphml.")

    @property
    def destination(self) -> Path | TextIO:
        """Where to write: a path, or standard output."""
        return sys.stdout if self.file == STDOUT else Path(self.file)


def export_build(build: Path, wish: Wish) -> None:
    """Write a build in any format there is.

    Raises:
        BuildError: there is no build that can be read.
        ExportError: the format can't hold the graph, or writing fails.
    """
    if wish.form in FORMATS:
        export(all_quads(build), wish.form, wish.destination, facts_only=wish.facts_only, base=base_of(build))
    else:
        export_source(opened(build), wish)


def export_source(source: Source, wish: Wish) -> None:
    """Write what answers queries, a store or a server, as tables or as a network.

    Raises:
        ExportError: the format is one of graphs, or writing fails.
        QueryError, EndpointError: the source does not answer.
    """
    if wish.form in FORMATS:
        raise ExportError(
            f"{wish.form}: kg writes whole graphs from builds alone, because servers change how numbers are written; "
            "leave --endpoint out, or take a table (csv) or a network (graphml …) from the server."
        )
    if wish.form == "csv":
        export_tables(evidence_tables(source), Path(wish.file), saved_queries())
    elif wish.form == "csv-excel":
        export_for_spreadsheets(evidence_tables(source), Path(wish.file))
    else:
        from kg.export.networks import export_network
        from kg.network import project

        export_network(project(source, wish.projection or "full"), wish.form, wish.destination)
