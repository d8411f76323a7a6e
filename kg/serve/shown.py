"""A table of results in; columns and cells for people out: labels for IRIs, and each thing leads to its page.

A column of IRIs that has one of labels beside it (`authority`, `authority_name`) is shown as one; a document with
`start` and `end` leads to its words.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.query import JOINT
from kg.rdf import XSD, Iri, Literal
from kg.results import Cell, Table, Triples
from kg.serve.facts import HEAD, labels, papers
from kg.serve.links import Links, short
from kg.serve.worker import Opened

MOST = 500
_PEOPLE = frozenset({"director", "speaker", "person", "speaker_name", "person_name"})
_AUTHORITIES = frozenset(
    {"authority", "authorities", "authority_name", "organisation", "organisation_name", "speakers"}
)
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger"))
_LONG = 70


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a cell: a text, and where it leads ('' nowhere)."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number from 1, what tells it from others, and its cells."""

    number: int
    digest: str
    cells: tuple[tuple[Bit, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is headed: `kind` is number, text (long) or ''."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as people see it: the first rows, and how many there are."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: int


def digest(row: Sequence[Cell]) -> str:
    """Return what tells a row from others, whatever its number."""
    written = "\t".join("" if cell is None else cell.n3 for cell in row)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def shown(opened: Opened, table: Table, most: int = MOST) -> Shown:
    """Return the first rows of a table as people see them."""
    places = _places(table.columns)
    rows = table.rows[:most]
    names = labels(opened, {cell.value for row in rows for cell in row if isinstance(cell, Iri)})
    shared = frozenset(paper.path for paper in papers(opened).values() if not paper.is_alone)
    writer = _Cells(Links(opened.base), names, named_things(opened), table.columns, shared)
    lines = [
        Line(number, digest(row), tuple(writer.cell(place, row) for place in places))
        for number, row in enumerate(rows, 1)
    ]
    return Shown(tuple(_column(table, place) for place in places), tuple(lines), len(table.rows))


def _places(columns: Sequence[str]) -> list[int]:
    """Return which columns are shown."""
    hidden = {name for name in columns if f"{name}_name" in columns}
    if {"document", "start", "end"} <= set(columns):
        hidden |= {"start", "end"}
    return [place for place, name in enumerate(columns) if name not in hidden]


def _column(table: Table, place: int) -> Column:
    cells = [row[place] for row in table.rows[:MOST] if row[place] is not None]
    name = table.columns[place].removesuffix("_name").replace("_", " ")
    if cells and all(isinstance(cell, Literal) and cell.datatype in _NUMBERS for cell in cells):
        return Column(name, "number")
    return Column(name, "text" if any(len(str(cell)) > _LONG for cell in cells) else "")


@lru_cache(maxsize=2)
def named_things(opened: Opened) -> Mapping[str, str]:
    """Return the IRIs of authorities and people by what only one of them is called."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?thing ?label WHERE {{ VALUES ?class {{ sc:LocalAuthority foaf:Person }}
        ?thing a ?class ; rdfs:label ?label }}"""
    ).texts()
    counts = Counter(row["label"] for row in rows)
    return {row["label"]: row["thing"] for row in rows if counts[row["label"]] == 1}


@dataclass(frozen=True, slots=True)
class _Cells:
    """Writes cells; `shared` are the paths that several documents have."""

    links: Links
    labels: Mapping[str, str]
    things: Mapping[str, str]
    columns: Sequence[str]
    shared: frozenset[str]

    def cell(self, place: int, row: Sequence[Cell]) -> tuple[Bit, ...]:
        """Return the pieces of a cell."""
        name, value = self.columns[place], row[place]
        if value is None:
            return ()
        if isinstance(value, Iri):
            return (Bit(self.labels.get(value.value, short(value.value)), self.links.local(value.value)),)
        if name.endswith("_name") and (thing := self._beside(name, row)):
            return (Bit(str(value), thing),)
        if name == "document":
            return (self._document(str(value), row),)
        if name in _PEOPLE | _AUTHORITIES:
            return tuple(self._things(str(value)))
        return (Bit(str(value)),)

    def _beside(self, name: str, row: Sequence[Cell]) -> str:
        thing = name.removesuffix("_name")
        found = row[self.columns.index(thing)] if thing in self.columns else None
        return self.links.local(found.value) if isinstance(found, Iri) else ""

    def _document(self, path: str, row: Sequence[Cell]) -> Bit:
        if {"start", "end"} <= set(self.columns):
            start, end = (str(row[self.columns.index(name)] or "") for name in ("start", "end"))
            if start.isdigit() and end.isdigit():
                if path not in self.shared:
                    return Bit(f"{path} {start}–{end}", self.links.document(path, int(start), int(end)))
                return Bit(f"{path} {start}–{end}", self.links.document(path))
        return Bit(path, self.links.document(path))

    def _things(self, text: str) -> Iterable[Bit]:
        for number, name in enumerate(text.split(JOINT)):
            if number:
                yield Bit(JOINT)
            yield Bit(name, self.links.local(self.things[name]) if name in self.things else "")


def triples(opened: Opened, found: Triples) -> tuple[tuple[Bit, Bit, Bit], ...]:
    """Return triples as people see them."""
    iris = {node.value for triple in found for node in triple if isinstance(node, Iri)}
    names, links = labels(opened, iris), Links(opened.base)

    def bit(node: object) -> Bit:
        if isinstance(node, Iri):
            return Bit(names.get(node.value) or short(node.value), links.local(node.value))
        return Bit(str(node))

    return tuple((bit(triple.subject), bit(triple.predicate), bit(triple.object)) for triple in found)
