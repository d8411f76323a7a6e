"""Tables in, folders of CSV out: as SPARQL 1.1 writes it, described by CSV on the Web; and a variant for spreadsheets.

Metadata Vocabulary for Tabular Data, W3C 2015.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.export.files import write_folder
from kg.query import JOINT, SavedQuery
from kg.rdf import XSD, Iri, Literal
from kg.results import Cell, Table, as_csv

METADATA = "csv-metadata.json"
LONGEST_CELL = 32_767  # what a cell of a spreadsheet can hold, in UTF-16 units
BYTE_ORDER_MARK = "\ufeff"

_BORN_TEXT = "string"
_KINDS = {XSD + name: name for name in ("integer", "decimal", "double", "boolean", "date")}
# Some stores keep the sort of an integer, and others its value alone.
_KINDS[XSD + "nonNegativeInteger"] = "integer"
_NUMBERS = frozenset(XSD + name for name in ("integer", "nonNegativeInteger", "decimal", "double"))
# What a spreadsheet takes for the beginning of a formula, full-width forms included; OWASP, CSV Injection.
_FORMULA = re.compile(r"\s*[=+\-@|\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_tables(tables: Mapping[str, Table], folder: Path, queries: Iterable[SavedQuery] = ()) -> None:
    """Write each table to `<folder>/<name>.csv`, and beside them what they are: `csv-metadata.json`.

    `queries` are those that made them: their summaries describe the tables. A folder that holds anything else is
    left alone.

    Raises:
        ExportError: the folder holds other files, or can't be written.
    """
    texts = {f"{name}.csv": [as_csv(table)] for name, table in tables.items()}
    write_folder(texts | {METADATA: [csv_metadata(tables, queries)]}, folder, "csv")


def export_for_spreadsheets(tables: Mapping[str, Table], folder: Path) -> None:
    """Write each table to `<folder>/<name>.csv` as `spreadsheet_csv`; a folder that holds anything else is left alone.

    Raises:
        ExportError: the folder holds other files, or can't be written.
    """
    write_folder({f"{name}.csv": [spreadsheet_csv(table)] for name, table in tables.items()}, folder, "csv-excel")


# --- for spreadsheets


def spreadsheet_csv(table: Table) -> str:
    """Write CSV that a spreadsheet opens by itself: marked as UTF-8, no text a formula, no cell too long.

    A text that begins like a formula gets an apostrophe before it; what a number is stays a number.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _guarded(cell: Cell) -> str:
    text = _UNSEEN.sub("\ufffd", "" if cell is None else str(cell))
    if isinstance(cell, Literal) and cell.datatype in _NUMBERS and re.fullmatch(r"[+-]?[0-9.]+(?:[Ee][+-]?\d+)?", text):
        return text
    return _fitting(f"'{text}" if _FORMULA.match(text) else text)


def _fitting(text: str) -> str:
    """Return the text cut where a spreadsheet would cut it, with a sign that it is."""
    if len(text) * 2 <= LONGEST_CELL or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_CELL:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_CELL - 1)]
    return cut.decode("utf-16-le", "ignore") + "…"


# --- what the tables are


def csv_metadata(tables: Mapping[str, Table], queries: Iterable[SavedQuery] = ()) -> str:
    """Write the metadata of the tables: what each is, and each column's datatype and separator."""
    made_by = {query.name: query for query in queries}
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [_table(name, tables[name], made_by.get(name)) for name in sorted(tables)],
    }
    return json.dumps(group, ensure_ascii=False, indent=1) + "\n"


def _table(name: str, table: Table, query: SavedQuery | None) -> dict[str, object]:
    joined = query.joined if query else ()
    columns = [
        _column(column, [row[place] for row in table.rows], column in joined)
        for place, column in enumerate(table.columns)
    ]
    told = {"dc:title": name, "dc:description": f"{query.summary} {query.description}".strip()} if query else {}
    return {"url": f"{name}.csv", **told, "tableSchema": {"columns": columns}}


def _column(name: str, cells: Sequence[Cell], joined: bool) -> dict[str, object]:
    column: dict[str, object] = {"name": name, "titles": name, "datatype": _datatype(cells)}
    return column | {"separator": JOINT} if joined else column


def _datatype(cells: Iterable[Cell]) -> str:
    kinds = {_kind(cell) for cell in cells if cell is not None}
    return next(iter(kinds)) if len(kinds) == 1 else _BORN_TEXT


def _kind(cell: Cell) -> str:
    if isinstance(cell, Iri):
        return "anyURI"
    return _KINDS.get(cell.datatype, _BORN_TEXT) if isinstance(cell, Literal) else _BORN_TEXT
