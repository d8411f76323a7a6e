"""Two builds in; what changed from one to the other out: facts by document and kind, an RDF patch, rows of a query."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.diff.facts import read
from kg.diff.match import compare
from kg.diff.report import as_json, as_text, patch, rows_as_json, rows_as_text
from kg.diff.rows import rows
from kg.errors import QueryError
from kg.folder import all_quads

__all__ = ["compare", "difference", "patch", "read", "rows", "rows_difference"]


def difference(old: Path, new: Path, form: str = "text") -> str:
    """Return what changed from the build `old` to the build `new`, as `text`, `json` or `patch`.

    Raises:
        BuildError: there is no build that can be read.
    """
    if form == "patch":
        return patch(all_quads(old), all_quads(new))
    found = compare(read(old), read(new))
    return as_json(found) if form == "json" else as_text(found)


def rows_difference(old: Path, new: Path, name: str, values: Mapping[str, str], form: str = "text") -> str:
    """Return the rows that a query won and lost from `old` to `new`, with the document behind each.

    `name` is a saved query's name, or the path of a file; `form` is `text` or `json`.

    Raises:
        BuildError: there is no build that can be read.
        QueryError: there is no such query, it is no SELECT, or a parameter is wrong.
    """
    if form == "patch":
        raise QueryError("patch: no format for rows; take text or json.")
    found = rows(old, new, name, values)
    return rows_as_json(found) if form == "json" else rows_as_text(found)
