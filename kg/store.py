"""N-Quads files → an embedded store on disk; a SPARQL query → its result as values.

Nothing else imports pyoxigraph. The default graph of a query without FROM is the union of all graphs; the union keeps
duplicates, so each triple must stand in one graph only (docs/graph.md).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import BuildError, QueryError
from kg.rdf import Iri, Literal
from kg.results import Answer, BlankNode, Cell, Result, Table, Triple, Triples, as_written
from kg.tokens import names_graphs

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def write(folder: Path, nquads_files: Iterable[Path]) -> None:
    """Write a new store into `folder` from N-Quads files that kg wrote: their IRIs are not checked again.

    Raises:
        BuildError: the store can't be written, or a file can't be read or is no N-Quads.
    """
    try:
        store = ox.Store(str(folder))
        store.bulk_load(
            input=io.BufferedReader(_Chained(nquads_files), 1 << 20),
            format=ox.RdfFormat.N_QUADS,
            lenient=True,
        )
        store.flush()
        store.optimize()
    except (OSError, SyntaxError) as error:
        raise BuildError(f"{folder}: the store can't be written: {error}") from error


def open_store(folder: Path) -> Store:
    """Open a store for reading; others may have it open for reading too.

    Raises:
        BuildError: there is none, or it can't be read.
    """
    try:
        return Store(ox.Store.read_only(str(folder)))
    except OSError as error:
        raise BuildError(f"{folder}: no store that can be read; run kg build again.") from error


@dataclass(frozen=True, slots=True)
class Scope:
    """Which graphs a query asks, for how many rows or triples at most (0: all), and what relative IRIs are relative to.

    With graphs, the merge of `default` is the default graph, and GRAPH reaches those of `named`. Without any, the
    query's own FROM says which; without that, the default graph is the union of all graphs.
    """

    default: tuple[Iri, ...] = ()
    named: tuple[Iri, ...] = ()
    most: int = 0
    base: str | None = None

    def options(self, sparql: str) -> dict[str, Any]:
        """Return what the engine is told besides the query."""
        told: dict[str, Any] = {"base_iri": self.base}
        if self.default or self.named:
            return told | {"default_graph": _nodes(self.default), "named_graphs": _nodes(self.named)}
        return told | {"use_default_graph_as_union": not names_graphs(sparql)}


EVERYTHING = Scope()


class Store:
    """A store that answers queries."""

    __slots__ = ("_store",)

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def from_nquads(cls, text: str) -> Store:
        """Make a store in memory, for small graphs: joins in memory grow with the square of the data.

        Raises:
            BuildError: the text is no N-Quads.
        """
        return cls._in_memory(text, ox.RdfFormat.N_QUADS)

    @classmethod
    def from_trig(cls, text: str) -> Store:
        """Make a store in memory from TriG (or Turtle).

        Raises:
            BuildError: the text is no TriG.
        """
        return cls._in_memory(text, ox.RdfFormat.TRIG)

    @classmethod
    def _in_memory(cls, text: str, syntax: ox.RdfFormat) -> Store:
        store = ox.Store()
        try:
            store.load(text, syntax)
        except SyntaxError as error:
            raise BuildError(f"The graph can't be read: {error}") from error
        return cls(store)

    def query(self, sparql: str, source: str = "query") -> Result:
        """Answer a query of any form; `source` names it in errors.

        Raises:
            QueryError: it is wrong SPARQL (with line and column, counted from 1), or can't be answered.
        """
        return self.within(EVERYTHING, sparql, source)

    def within(self, scope: Scope, sparql: str, source: str = "query") -> Result:
        """Answer a query of any form from some of the graphs, or in part.

        Raises:
            QueryError: as `query`.
        """
        try:
            answer = self._store.query(sparql, **scope.options(sparql))
            if isinstance(answer, ox.QueryBoolean):
                return Answer(bool(answer))
            most = scope.most or None
            if isinstance(answer, ox.QueryTriples):
                return _triples(islice(answer, most))
            return as_written(_table(answer, most), sparql)
        except SyntaxError as error:
            raise QueryError(_syntax_error(sparql, source, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"{source}: the store can't answer: {error}.") from error

    def select(self, sparql: str, source: str = "query") -> Table:
        """Answer a SELECT query.

        Raises:
            QueryError: as `query`, or it has another form.
        """
        result = self.query(sparql, source)
        if not isinstance(result, Table):
            raise QueryError(f"{source}: a SELECT query is needed here.")
        return result

    def ask(self, sparql: str, source: str = "query") -> bool:
        """Answer an ASK query.

        Raises:
            QueryError: as `query`, or it has another form.
        """
        result = self.query(sparql, source)
        if not isinstance(result, Answer):
            raise QueryError(f"{source}: an ASK query is needed here.")
        return result.yes

    def triples(self, sparql: str, source: str = "query") -> Triples:
        """Answer a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: as `query`, or it has another form.
        """
        result = self.query(sparql, source)
        if isinstance(result, Table | Answer):
            raise QueryError(f"{source}: a CONSTRUCT or DESCRIBE query is needed here.")
        return result


def read_turtle(text: bytes) -> Triples:
    """Read Turtle or N-Triples, as a server answers CONSTRUCT.

    Raises:
        ValueError: it is neither.
    """
    try:
        return _triples(quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ValueError(str(error)) from error


class _Chained(io.RawIOBase):
    """Files read one after another as if they were one: the engine writes a table for each it bulk-loads."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._chunks = self._read(paths)
        self._rest = b""

    @staticmethod
    def _read(paths: Iterable[Path]) -> Iterator[bytes]:
        for path in paths:
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    yield chunk
            yield b"\n"

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer with what comes next; return how many bytes, 0 at the end."""
        view = memoryview(buffer)
        chunk = self._rest or next(self._chunks, b"")
        size = min(len(view), len(chunk))
        view[:size] = chunk[:size]
        self._rest = chunk[size:]
        return size


# --- the engine's terms as ours


def _nodes(iris: Iterable[Iri]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri.value) for iri in iris]


def _table(solutions: ox.QuerySolutions, most: int | None) -> Table:
    columns = tuple(variable.value for variable in solutions.variables)
    places = range(len(columns))
    rows = (tuple(_cell(solution[place]) for place in places) for solution in islice(solutions, most))
    return Table(columns, tuple(rows))


def _cell(term: object) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    raise ValueError(f"{term} is a triple inside a triple; kg shows RDF 1.1 only")


def _triples(triples: Iterable[ox.Triple]) -> Triples:
    return tuple(_triple(triple) for triple in triples)


def _triple(triple: ox.Triple) -> Triple:
    subject, value = _cell(triple.subject), _cell(triple.object)
    if isinstance(subject, Iri | BlankNode) and value is not None:
        return Triple(subject, Iri(triple.predicate.value), value)
    raise ValueError(f"{triple} is no triple of RDF 1.1")


# --- syntax errors in plain words

_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)
_HIDDEN = re.compile(r"<[^<>\s]*>|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|#[^\n]*")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w?$:.-])([^\W\d_][\w.-]*|):(?=[\w%])")


def _syntax_error(sparql: str, source: str, message: str) -> str:
    """Turn `error at 3:7: expected one of …` into a sentence; the column may lie a word behind the fault."""
    plain = _HIDDEN.sub(lambda match: " " * len(match[0]), sparql)
    declared = set(_DECLARED.findall(plain))
    for use in _PREFIXED.finditer(plain):
        if use[1] not in declared:
            fault = f"the prefix {use[1]}: is not declared; add PREFIX {use[1]}: <…> on top."
            return f"{source}, {_place(sparql, use.start())}: {fault}"
    found = re.match(r"error at (\d+):(\d+): expected(?: one of)? (.*)", message, re.DOTALL)
    if not found:
        return f"{source}: not SPARQL: {message}."
    lines = sparql.splitlines(keepends=True)
    before = ("".join(lines[: int(found[1]) - 1]) + "".join(lines[int(found[1]) - 1 :])[: int(found[2]) - 1]).rstrip()
    last = before.rpartition("\n")[2].strip()
    return f"{source}, {_place(sparql, len(before))}: {_fault(plain, last, found[3])}"


def _place(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - line_start + 1}"


def _fault(plain: str, before: str, expected: str) -> str:
    """Say what is wrong: `plain` is the query without strings, `before` its line up to where reading stopped."""
    if "variable that is unbound" in expected:
        return "SELECT names a variable that is neither in GROUP BY nor inside an aggregate such as COUNT."
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", plain, re.IGNORECASE):
        update = _UPDATE.search(plain)
        if update:
            return f"{update[1].upper()} changes data; kg answers SELECT, ASK, CONSTRUCT and DESCRIBE only."
        return "there is no query here; write SELECT, ASK, CONSTRUCT or DESCRIBE."
    wanted = [word for word in re.split(r",\s+(?=\S)", expected) if re.fullmatch(r'"[^\s\\]+"|[A-Z]{2,}', word)]
    near = f"at the end of “{before[-40:]}”" if before else "at its beginning"
    return f"the query goes wrong {near}" + (f"; possible there: {', '.join(wanted[:8])}." if wanted else ".")
