"""A build folder and a format in, the graph outside the house: what `kg export` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export import FORMATS, export, export_for_spreadsheets, export_tables
from kg.folder import all_quads, opened
from kg.query import evidence_tables, saved_queries

FOLDERS = {"csv": "tables", "csv-excel": "tables", "neo4j": "network"}
STDOUT = "-"


def export_build(build: Path, form: str, file: str, *, facts_only: bool = False, projection: str = "") -> None:
    """Write a build to a file, a folder (csv, csv-excel, neo4j) or standard output (`-`), in any format there is.

    `projection` is for the formats of networks; without one they write the full network.

    Raises:
        BuildError: there is no build that can be read.
        ExportError: the format needs a folder, knows no projections or can't hold the graph; or writing fails.
    """
    if form in FOLDERS and file == STDOUT:
        raise ExportError(f"{form} writes a folder; name one, for example: kg export {FOLDERS[form]} --format {form}")
    if projection and (form in FORMATS or form.startswith("csv")):
        raise ExportError(f"{form} knows no projections; they are for formats of networks, such as graphml.")
    if form in FORMATS:
        export(all_quads(build), form, _destination(file), facts_only=facts_only)
    elif form == "csv":
        export_tables(evidence_tables(opened(build)), Path(file), saved_queries())
    elif form == "csv-excel":
        export_for_spreadsheets(evidence_tables(opened(build)), Path(file))
    else:
        from kg.export.networks import export_network
        from kg.network import project

        export_network(project(opened(build), projection or "full"), form, _destination(file))


def _destination(file: str) -> Path | TextIO:
    return sys.stdout if file == STDOUT else Path(file)
