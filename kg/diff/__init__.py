"""Two builds in; what changed from one to the other out: facts by document and kind, an RDF patch, rows of a query."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.diff.facts import read
from kg.diff.match import compare
from kg.diff.report import as_json, as_text, patch, rows_as_json, rows_as_text
from kg.diff.rows import rows
from kg.errors import BuildError, QueryError
from kg.folder import all_quads, base_of

__all__ = ["compare", "difference", "patch", "read", "rows", "rows_difference"]


def difference(old: Path, new: Path, form: str = "text") -> str:
    """Return what changed from the build `old` to the build `new`, as `text`, `json` or `patch`.

    Raises:
        BuildError: there is no build that can be read, or what they name has IRIs below different bases.
    """
    if form == "patch":
        return patch(all_quads(old), all_quads(new))
    _refuse_other_base(old, new)
    found = compare(read(old), read(new))
    return as_json(found) if form == "json" else as_text(found)


def _refuse_other_base(old: Path, new: Path) -> None:
    before, after = base_of(old), base_of(new)
    if before != after:
        raise BuildError(
            f"{new}: its base is {after}, and that of {old} is {before}, so nothing in them is the same; "
            f"build one of them again with: kg build --base {after}"
        )


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
