"""For Python: documents in, a graph that answers questions out.

    import kg

    graph = kg.build(["my-documents"], "build")   # or kg.open("build")
    for row in graph.query("ratings", authority="Bolton"):
        print(row["subject"], row["label"])

`import kg` loads nothing heavy; rdflib, networkx and pandas are loaded by the methods that give their objects.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.errors import ExportError, QueryError
from kg.folder import all_quads, current, opened, stored_text
from kg.rdf import BASE, XSD, Literal, nquads
from kg.results import Answer, Cell, Table

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.model import Violation

Place = str | os.PathLike[str]
Value = str | int | float | bool | Decimal | None

_WHOLE = {XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}
_FLOATING = {XSD + "double", XSD + "float"}


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Mapping[str, Value]]):
    """The answer to a query: rows as dictionaries, in the query's order.

    IRIs and texts are strings, numbers are int, Decimal or float, what is not bound is None. `table` has the RDF terms.
    """

    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.table.columns

    def __len__(self) -> int:
        return len(self.table.rows)

    @overload
    def __getitem__(self, place: int) -> Mapping[str, Value]: ...

    @overload
    def __getitem__(self, place: slice) -> Rows: ...

    def __getitem__(self, place: int | slice) -> Mapping[str, Value] | Rows:
        """Return a row, or the rows of a slice."""
        if isinstance(place, slice):
            return Rows(Table(self.table.columns, self.table.rows[place]))
        return dict(zip(self.columns, map(value, self.table.rows[place]), strict=True))

    def column(self, name: str) -> list[Value]:
        """Return the values of one column.

        Raises:
            QueryError: there is no such column.
        """
        if name not in self.columns:
            raise QueryError(f"{name}: no column of this answer; it has {', '.join(self.columns)}.")
        return [row[name] for row in self]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame; Decimals become floats.

        Raises:
            ExportError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise ExportError("pandas is not installed; install it with: pip install pandas") from error
        rows = [[_for_pandas(cell) for cell in row.values()] for row in self]
        return pandas.DataFrame(rows, columns=list(self.columns))

    def __repr__(self) -> str:
        from kg.results import as_text

        return as_text(self.table, 120).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement about a thing, and its proof: `text[start:end]` of the document is `exact`.

    `kind` is rating, comment and so on; `says` are pairs of property and value; `sentence` holds the words around.
    """

    about: str
    kind: str
    says: tuple[tuple[str, str], ...]
    document: str
    start: int
    end: int
    exact: str
    sentence: str
    rule: str
    iri: str


class Graph:
    """A build, opened to be asked."""

    __slots__ = ("_store", "folder")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = opened(folder)

    def __repr__(self) -> str:
        return f"kg.open({str(self.folder)!r})"

    # --- what it holds

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of the documents, in order."""
        return tuple(one["path"] for one in self._manifest()["documents"])

    @property
    def unread(self) -> dict[str, str]:
        """The documents that could not be read: path → reason."""
        return {one["path"]: one["reason"] for one in self._manifest()["unread"]}

    def text(self, document: str) -> str:
        """Return the text of a document, to whose code points all places refer.

        Raises:
            QueryError: there is no such document.
        """
        for one in self._manifest()["documents"]:
            if one["path"] == document:
                return stored_text(self.folder, one["digest"])
        raise QueryError(f"{document}: no document of this build; Graph.documents lists them.")

    # --- asking

    def query(self, query: str, **parameters: str | int) -> Rows:
        """Answer a saved query by its name, a query in a file by its path, or SPARQL (whatever has a brace).

        `parameters` are for saved queries; a value is an IRI, a key or a label: `authority="Bolton"`.

        Raises:
            QueryError: there is no such query, it is wrong, it is no SELECT, or a value names nothing.
        """
        from kg.query import find, parse, table

        asked = parse("query", query) if "{" in query else find(query)
        return Rows(table(self._store, asked, {name: str(given) for name, given in parameters.items()}))

    def ask(self, sparql: str) -> bool:
        """Answer an ASK query.

        Raises:
            QueryError: it is wrong, or no ASK.
        """
        result = self._store.query(sparql)
        if not isinstance(result, Answer):
            raise QueryError("query: an ASK query is needed here.")
        return result.yes

    def explain(self, what: str) -> list[Evidence]:
        """Return the statements about what an IRI, a label, a place or a row (`ratings#3`) names, with their proof.

        Raises:
            QueryError: it names nothing.
        """
        return list(self._explained(what))

    def validate(self) -> tuple[Violation, ...]:
        """Return what the SHACL shapes object to, and each quotation that is not in its text."""
        from kg.building import judge_build

        return judge_build(self.folder)

    # --- taking it elsewhere

    def to_networkx(self, projection: str = "full") -> networkx.MultiDiGraph:
        """Return a projection (docs/networks.md) as a networkx graph.

        Raises:
            QueryError: there is no such projection.
        """
        from kg.network import project
        from kg.network.measures import as_networkx

        return as_networkx(project(self._store, projection))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return all graphs as an rdflib Dataset whose default graph is their union."""
        from rdflib import Dataset

        dataset = Dataset(default_union=True)
        dataset.parse(data=nquads(all_quads(self.folder)), format="nquads")
        return dataset

    def _manifest(self) -> Any:
        return json.loads((current(self.folder) / "manifest.json").read_text("utf-8"))

    def _explained(self, what: str) -> Iterator[Evidence]:
        from kg.explain import explain, marked, sentence, subjects

        for subject in subjects(self._store, what):
            for fact in explain(self._store, subject):
                place = fact.place
                text = stored_text(self.folder, place.digest)
                around = marked(sentence(text, place), lambda span: span)
                exact = text[place.start : place.end]
                yield Evidence(
                    about=subject.label or subject.iri,
                    kind=fact.kind,
                    says=fact.says,
                    document=place.path,
                    start=place.start,
                    end=place.end,
                    exact=exact,
                    sentence=around,
                    rule=fact.rule,
                    iri=fact.iri,
                )


def build(
    paths: Place | Iterable[Place],
    out: Place = "build",
    *,
    decisions: Place | None = None,
    jobs: int = 0,
    base: str = BASE,
) -> Graph:
    """Read documents, or folders of them, write a build to `out` and open it.

    What could not be read is in `Graph.unread`; `jobs` is the number of processes, 0: as many as help. Things and
    graphs have IRIs below `base`.

    Raises:
        ReadError: there is no document at all, or the decisions can't be read.
        BuildError: `out` is not a build folder, or can't be written. The build that was there stays.
    """
    from kg.building import build as run

    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    run(
        [Path(path) for path in given],
        Path(out),
        jobs=jobs,
        decisions=Path(decisions) if decisions is not None else None,
        base=base,
    )
    return Graph(Path(out))


def open(folder: Place = "build") -> Graph:
    """Open a build.

    Raises:
        BuildError: there is none, or it can't be read.
    """
    return Graph(Path(folder))


def value(cell: Cell) -> Value:
    """Return an RDF term as a value of Python; a number that is written wrongly stays text.

    >>> value(Literal("2", XSD + "integer")), value(Literal("0.50", XSD + "decimal")), value(Literal("Bolton"))
    (2, Decimal('0.50'), 'Bolton')
    """
    if not isinstance(cell, Literal):
        return None if cell is None else str(cell)
    try:
        if cell.datatype in _WHOLE:
            return int(cell.value)
        if cell.datatype == XSD + "decimal":
            return Decimal(cell.value)
        if cell.datatype in _FLOATING:
            return float(cell.value)
    except (ValueError, ArithmeticError):
        return cell.value
    return cell.value in ("true", "1") if cell.datatype == XSD + "boolean" else cell.value


def _for_pandas(cell: Value) -> Value:
    return float(cell) if isinstance(cell, Decimal) else cell
