"""`queries/*.rq` → saved queries; a saved query and the values of its parameters → a table.

A query file is plain SPARQL 1.1; what its `#+` lines may say stands in docs/queries.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import QueryError
from kg.parameters import Parameter, fill, nearest
from kg.rdf import Literal
from kg.resources import folder
from kg.results import Cell, Result, Source, Table

EVIDENCE = "evidence"
JOINT = "; "


@dataclass(frozen=True, slots=True)
class Expectation:
    """A row that the query must give on `seeds/` with these parameters; columns that are not named are free."""

    row: Mapping[str, str]
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with what its `#+` lines say of it. `joined` names the columns that hold several labels.

    `place` names the text in errors: the file's path.
    """

    name: str
    text: str
    place: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    joined: tuple[str, ...] = ()
    expectations: tuple[Expectation, ...] = ()


# --- finding queries


def saved_queries() -> tuple[SavedQuery, ...]:
    """Return all saved queries, by name.

    Raises:
        QueryError: the header of one can't be read.
    """
    return tuple(read(path) for path in sorted(folder("queries").glob("*.rq"), key=lambda path: path.stem))


def saved(name: str) -> SavedQuery:
    """Return the saved query of that name.

    Raises:
        QueryError: there is none; the nearest names are given.
    """
    names = [path.stem for path in folder("queries").glob("*.rq")]
    if name not in names:
        raise QueryError(f"{name}: no saved query has this name{nearest(name, names)} (kg queries lists all).")
    return read(folder("queries") / f"{name}.rq")


def find(name: str) -> SavedQuery:
    """Return the saved query of that name, or else the query in the file of that path.

    Raises:
        QueryError: there is neither, or it can't be read.
    """
    if (folder("queries") / f"{name}.rq").is_file():
        return saved(name)
    path = Path(name)
    if path.is_dir():
        raise QueryError(f"{name} is a folder; name one query file in it, such as {path / 'name.rq'}.")
    if path.is_file():
        return read(path)
    if path.suffix == ".rq" or path.parent != Path():
        raise QueryError(f"{name}: there is no such query file.")
    return saved(name)


def read(path: Path) -> SavedQuery:
    """Read a query file.

    Raises:
        QueryError: it can't be read, is not UTF-8, or its header is wrong.
    """
    try:
        return parse(path.stem, path.read_text("utf-8"), str(path))
    except OSError as error:
        raise QueryError(f"{path}: the query can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: the query is not UTF-8 at byte {error.start}; save it as UTF-8.") from error


# --- the header


def parse(name: str, text: str, place: str = "") -> SavedQuery:
    """Read a query's text with its `#+` lines; `place` names it in errors.

    Raises:
        QueryError: a `#+` line can't be read, or a parameter has no line of its own in the query.
    """
    place = place or name
    header = _header(text, place)
    query = SavedQuery(
        name,
        text,
        place,
        summary=header.text("summary"),
        description=header.text("description"),
        parameters=tuple(_parameter(item, place) for item in header.items("params")),
        tags=_words(header.text("tags")),
        joined=_words(header.text("joined")),
        expectations=tuple(_expectation(item) for item in header.items("expect")),
    )
    for parameter in query.parameters:
        if not parameter.slot.search(text):
            raise QueryError(f"{place}: parameter {parameter.name} has no line VALUES ?{parameter.name} {{ UNDEF }}.")
    return query


@dataclass(frozen=True, slots=True)
class _Header:
    """The `#+` lines by key: running text, and lists of `key: value` items."""

    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def items(self, key: str) -> Sequence[Mapping[str, str]]:
        return self.lists.get(key, ())


_KEY = re.compile(r"(\w[\w-]*):(?:\s+(.*))?$")
_ITEM = re.compile(r"\s+(- )?\s*([$\w-]+):(?:\s+(.*))?$")
_LISTS = ("params", "expect")


def _header(text: str, place: str) -> _Header:
    """Read the `#+` lines: `key: text`, more text indented below it, or a list of `- key: value` items."""
    texts: dict[str, str] = {}
    lists: dict[str, list[dict[str, str]]] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        content = line[2:].removeprefix(" ").rstrip()
        if top := _KEY.match(content):
            key = top[1]
            texts[key] = _unquoted(top[2] or "")
        elif key in _LISTS and (item := _ITEM.match(content)):
            _add(lists.setdefault(key, []), item)
        elif key and key not in _LISTS and content.startswith(" "):
            texts[key] = f"{texts[key]} {content.strip()}".strip()
        elif content:
            raise QueryError(f"{place}, line {number}: “{content.strip()}” is no line of a query's header.")
    return _Header(texts, lists)


def _add(items: list[dict[str, str]], line: re.Match[str]) -> None:
    if line[1] or not items:
        items.append({})
    items[-1][line[2]] = _unquoted(line[3] or "")


def _unquoted(text: str) -> str:
    return text[1:-1] if re.fullmatch(r'".*"|\'.*\'', text) else text


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _parameter(item: Mapping[str, str], place: str) -> Parameter:
    kind = item.get("type", "string")
    if not re.fullmatch(r"concept/[\w-]+|authority|string|integer", kind) or not item.get("name"):
        types = "concept/<scheme>, authority, string, integer"
        raise QueryError(f"{place}: a parameter needs a name and one of the types {types}.")
    choices = tuple(choice.strip() for choice in item.get("choices", "").strip("[]").split(",") if choice.strip())
    return Parameter(item["name"], kind, item.get("description", ""), item.get("default", ""), choices)


def _expectation(item: Mapping[str, str]) -> Expectation:
    """Part an item into its parameters (`$name: value`) and its columns."""
    return Expectation(
        {key: value for key, value in item.items() if not key.startswith("$")},
        {key[1:]: value for key, value in item.items() if key.startswith("$")},
    )


# --- running


def bind(query: SavedQuery, values: Mapping[str, str], source: Source) -> str:
    """Return the query's SPARQL with a term for each parameter that has a value or a default.

    Raises:
        QueryError: a parameter is unknown, or its value names nothing or several things.
    """
    return fill(query.name, query.text, query.parameters, values, source)


def run(source: Source, query: SavedQuery, values: Mapping[str, str]) -> Result:
    """Run a query. In its joined columns, labels stand in alphabetical order whatever the engine.

    Raises:
        QueryError: as `bind`, or the query is wrong SPARQL.
    """
    result = source.query(bind(query, values, source), query.place)
    return _sorted_within(result, query.joined) if isinstance(result, Table) and query.joined else result


def table(source: Source, query: SavedQuery, values: Mapping[str, str]) -> Table:
    """Run a query that must be a SELECT.

    Raises:
        QueryError: as `run`, or it is none.
    """
    result = run(source, query, values)
    if not isinstance(result, Table):
        raise QueryError(f"{query.name}: a SELECT query is needed here.")
    return result


def evidence_tables(source: Source) -> dict[str, Table]:
    """Return every evidence table, whole, by name: the saved queries that carry the tag evidence.

    Raises:
        QueryError: as `run`.
    """
    return {query.name: table(source, query, {}) for query in saved_queries() if EVIDENCE in query.tags}


def missing(source: Source, query: SavedQuery) -> tuple[Expectation, ...]:
    """Return the query's expectations that `source` does not meet: no row has all their columns' texts.

    Raises:
        QueryError: as `run`.
    """
    return tuple(expected for expected in query.expectations if not _is_met(source, query, expected))


def _is_met(source: Source, query: SavedQuery, expected: Expectation) -> bool:
    rows = table(source, query, expected.parameters).texts()
    return any(expected.row.items() <= row.items() for row in rows)


def _sorted_within(result: Table, joined: Sequence[str]) -> Table:
    places = {result.columns.index(name) for name in joined if name in result.columns}
    rows = tuple(
        tuple(_rejoined(cell) if place in places else cell for place, cell in enumerate(row)) for row in result.rows
    )
    return replace(result, rows=rows)


def _rejoined(cell: Cell) -> Cell:
    if not isinstance(cell, Literal):
        return cell
    return replace(cell, value=JOINT.join(sorted(cell.value.split(JOINT), key=_alphabetical)))


def _alphabetical(label: str) -> tuple[str, str]:
    return (label.casefold(), label)
