"""A build's graphs and a server in; the same graphs on the server out, and a word on what was written.

Only what changed is sent. The graph `graph/published` below the build's base keeps the books on the server: each
graph that kg put there (`dct:isPartOf`), and the SHA-256 of those that are whole (`schema:sha256`, of their sorted
N-Triples with numbers in plain form). A graph is entered as whole only once it has been read back and is equal, so
publishing that was broken off goes on where it stopped. Graphs that are not in the books are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from kg.canonical import stored_hash, stored_lines
from kg.credentials import Credentials
from kg.errors import EndpointError
from kg.graph_store import NOWHERE, GraphStore, Updates, Writer, status
from kg.rdf import BASE, Iri, Literal, Quad, Term, term
from kg.remote import UNION, Endpoint
from kg.results import Answer

BOOKS = BASE + "graph/published"
PART = 5000
MANY = 50
_PART_OF, _SHA256 = term("dct:isPartOf").n3, term("schema:sha256").n3
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Server:
    """Where to publish: a query address, what writes there, and the graph that keeps the books."""

    endpoint: Endpoint
    writer: Writer
    books: str = BOOKS


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the graphs written, kept as they were and removed, and the triples that now stand there."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int


def progress(stream: TextIO) -> Progress:
    """Return a function that keeps one line of progress on a terminal."""

    def report(done: int, of: int) -> None:
        stream.write(f"\r{done} of {of} graphs" if done < of else "\r\033[K")
        stream.flush()

    return report if stream.isatty() else lambda done, of: None


def in_words(done: Published, server: Server) -> str:
    """Return a sentence on what publishing did, and how to ask the server."""
    graphs = len(done.written) + len(done.kept)
    return (
        f"{graphs:,} graphs with {done.triples:,} triples stand at {server.writer.address}: {len(done.written):,} "
        f"written, {len(done.kept):,} unchanged, {len(done.removed):,} removed. Counts and hashes agree.\n"
        f"Next: kg query overall-judgements --endpoint {server.endpoint.address}"
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    """A graph as it should stand on the server: its triples as the build writes them, and as any store reads them."""

    lines: tuple[str, ...]
    stored: tuple[str, ...]

    @property
    def hash(self) -> str:
        """The SHA-256 by which the books know the graph."""
        return stored_hash(self.stored)

    @property
    def subjects(self) -> list[str]:
        """The subject of each triple, in order."""
        return sorted(line[1 : line.index(">")] for line in self.stored)


def publish(
    quads: Iterable[Quad], server: Server, *, check: bool = False, progress: Progress = lambda done, of: None
) -> Published:
    """Bring the server's graphs to what `quads` say; with `check`, read back those that seem unchanged, too.

    Raises:
        EndpointError: the server refuses, fails, is too slow, or gives back other triples than it was given. What
            was finished stays, and the next run goes on from there.
    """
    graphs = _graphs(quads)
    held, whole = _books(server, sorted(graphs))
    changed = _changed(server.endpoint, graphs, whole, check)
    stale = sorted(held - graphs.keys())
    kept = sorted(graphs.keys() - set(changed))
    if changed or stale:
        _enter(server, held | graphs.keys(), {graph: whole[graph] for graph in kept})
    for number, graph in enumerate(changed):
        progress(number, len(changed))
        _put(server, graph, graphs[graph])
    for graph in stale:
        server.writer.remove(graph)
    if stale:
        _enter(server, set(graphs), {graph: graphs[graph].hash for graph in graphs})
    progress(len(changed), len(changed))
    _compare_counts(server.endpoint, graphs)
    return Published(tuple(changed), tuple(kept), tuple(stale), sum(len(graph.stored) for graph in graphs.values()))


def _graphs(quads: Iterable[Quad]) -> dict[str, _Graph]:
    triples: defaultdict[str, list[tuple[Iri, Iri, Term]]] = defaultdict(list)
    for subject, predicate, thing, graph in quads:
        triples[graph.value].append((subject, predicate, thing))
    return {graph: _Graph(_lines(found), stored_lines(found)) for graph, found in triples.items()}


def _lines(triples: Iterable[tuple[Iri, Iri, Term]]) -> tuple[str, ...]:
    return tuple(sorted({f"{subject.n3} {predicate.n3} {thing.n3} ." for subject, predicate, thing in triples}))


def _changed(endpoint: Endpoint, graphs: Mapping[str, _Graph], whole: Mapping[str, str], check: bool) -> list[str]:
    """Return the graphs that the server has not, or not as they should be."""
    counts = _counts(endpoint, sorted(graphs))
    return [
        name
        for name, graph in sorted(graphs.items())
        if (whole.get(name), counts.get(name)) != (graph.hash, len(graph.stored))
        or (check and _fetched(endpoint, name, graph.subjects) != graph.stored)
    ]


def _put(server: Server, name: str, graph: _Graph) -> None:
    """Write a graph, read it back, and enter it in the books."""
    server.writer.replace(name, graph.lines)
    found = _fetched(server.endpoint, name, graph.subjects)
    if found != graph.stored:
        raise EndpointError(_differs(server, name, found, graph))
    server.writer.add(server.books, [_is_whole(name, graph.hash)])


def _differs(server: Server, name: str, found: Sequence[str], graph: _Graph) -> str:
    lost, other = sorted(set(graph.stored) - set(found)), sorted(set(found) - set(graph.stored))
    example = (lost or other)[0][:200]
    return (
        f"{server.writer.address}: the server does not give <{name}> back as it was sent: {len(lost)} triples are "
        f"lost, {len(other)} are others, such as {example}"
    )


def _compare_counts(endpoint: Endpoint, graphs: Mapping[str, _Graph]) -> None:
    counts = _counts(endpoint, sorted(graphs))
    for name, graph in sorted(graphs.items()):
        if counts.get(name) != len(graph.stored):
            raise EndpointError(
                f"{endpoint.address}: <{name}> holds {counts.get(name, 0)} triples and should hold "
                f"{len(graph.stored)}; somebody else writes there. Publish again."
            )


# --- the books


def _books(server: Server, graphs: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    """Return the graphs that kg has put on the server, and the hash of those that are whole."""
    held, whole = set(), {}
    for line in _fetched(server.endpoint, server.books, sorted([*graphs, *graphs])):
        graph, predicate, thing = line.removesuffix(" .").split(" ", 2)
        held.add(graph[1:-1])
        if predicate == _SHA256:
            whole[graph[1:-1]] = thing.strip('"')
    return held, whole


def _enter(server: Server, held: Iterable[str], whole: Mapping[str, str]) -> None:
    """Write the books anew, and see that what is written can be read, in the default graph too."""
    parts = [f"<{graph}> {_PART_OF} <{server.books}> ." for graph in held]
    server.writer.replace(server.books, sorted([*parts, *(_is_whole(*one) for one in whole.items())]))
    _check(server.endpoint, server.books, server.writer.address)


def _is_whole(graph: str, digest: str) -> str:
    return f"<{graph}> {_SHA256} {Literal(digest).n3} ."


def _check(endpoint: Endpoint, books: str, written: str) -> None:
    pattern = f"?graph {_PART_OF} <{books}>"
    if endpoint.query(f"ASK {{ GRAPH <{books}> {{ {pattern} }} }}") != Answer(True):
        raise EndpointError(f"{endpoint.address}: what is written to {written} is not here; is it another store?")
    if endpoint.query(f"ASK {{ {pattern} }}") != Answer(True):
        raise EndpointError(f"{endpoint.address}: the default graph lacks what the named graphs hold; {UNION}.")


# --- reading back


def _counts(endpoint: Endpoint, graphs: Sequence[str]) -> dict[str, int]:
    """Return the number of triples of each graph that has any."""
    found: dict[str, int] = {}
    for first in range(0, len(graphs), MANY):
        values = " ".join(f"<{graph}>" for graph in graphs[first : first + MANY])
        rows = endpoint.select(
            f"SELECT ?graph (COUNT(*) AS ?triples) WHERE {{ VALUES ?graph {{ {values} }} "
            "GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
        ).texts()
        found |= {row["graph"]: int(row["triples"]) for row in rows if row["graph"]}
    return found


def _fetched(endpoint: Endpoint, graph: str, subjects: Sequence[str]) -> tuple[str, ...]:
    """Return the graph's triples as the server gives them; in parts, because servers cut long answers off.

    `subjects` are those that are expected, in order, one for each triple.
    """
    limits = sorted(set(subjects[PART::PART]))
    lines: set[str] = set()
    for low, high in zip(("", *limits), (*limits, ""), strict=True):
        bounds = [f"STR(?s) >= {Literal(low).n3}"] * bool(low) + [f"STR(?s) < {Literal(high).n3}"] * bool(high)
        chosen = f" FILTER({' && '.join(bounds)})" if bounds else ""
        rows = endpoint.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}{chosen} }}").rows
        lines.update(stored_lines((s, p, o) for s, p, o in rows if s and p and o))
    return tuple(sorted(lines))


# --- where to write


def server(url: str, timeout: float, *, update: str = "", store: str = "", base: str = BASE) -> Server:
    """Find where to read and where to write below `url`: a server's base, or its query address.

    `base` is that of the build's graphs, beside which the books stand.

    Raises:
        EndpointError: nothing there answers SPARQL, or no address takes graphs.
    """
    endpoint, books = Endpoint(url, timeout), f"{base}graph/published"
    if store:
        return Server(endpoint, GraphStore(store, timeout), books)
    if update:
        return Server(endpoint, Updates(update, timeout), books)
    return Server(endpoint, _writer(endpoint.address, books, timeout), books)


def _writer(query: str, books: str, timeout: float) -> Writer:
    """Return the first usual address that can be written to."""
    refused: list[EndpointError] = []
    for writer in _usual(query, timeout):
        try:
            writer.try_out(books)
        except EndpointError as error:
            if not status(error):
                raise
            refused.append(error)
            continue
        return writer
    plain = [error for error in refused if status(error) not in NOWHERE]
    if plain:
        raise plain[0]
    raise EndpointError(f"{query}: no address beside it takes graphs; name one with --store or --update.")


def _usual(query: str, timeout: float) -> Iterator[Writer]:
    """Yield where servers take graphs: Oxigraph, Fuseki, Virtuoso, RDF4J and GraphDB, Neptune; then updates."""
    bare = query.rstrip("/")
    root = bare.rpartition("/")[0] if bare.endswith(("/query", "/sparql")) else bare
    virtuoso = "sparql-graph-crud-auth" if Credentials.from_environment() else "sparql-graph-crud"
    for name in ("store", "data", virtuoso, "rdf-graphs/service", "sparql/gsp"):
        yield GraphStore(f"{root}/{name}", timeout)
    for name in ("update", "statements", "sparql"):
        yield Updates(f"{root}/{name}", timeout)
