"""The Graph Store Protocol, for reading: a graph by its name in, its triples out. W3C 2013.

`/graphs?graph=IRI` and `/graphs?default`; `/graph/…` is the address of a graph itself. Whole graphs, never a part: what
is too large to be answered is told so, with the address of the dump.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.rdf import RDF_TYPE, Iri, integer
from kg.results import Triple, Triples
from kg.serve.answers import Wanted, Written, written
from kg.serve.extensions import parted
from kg.serve.hosts import address
from kg.serve.problems import Refusal
from kg.serve.rdf import PREFIXES, answered
from kg.serve.worker import Opened
from kg.store import Scope

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
SLOW = 60.0
EVERY_TRIPLE = "CONSTRUCT { ?subject ?predicate ?object } WHERE { ?subject ?predicate ?object }"


@lru_cache(maxsize=2)
def graphs(opened: Opened) -> dict[str, int]:
    """Return how many triples each named graph has, by IRI."""
    sizes = "SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
    return {str(graph): int(str(size)) for graph, size in opened.store.select(sizes).rows}


# --- jobs


def graph(opened: Opened, iri: str, wanted: Wanted) -> Written:
    """Return a graph, or the default graph ("" for its name): a job.

    Raises:
        Refusal: 404, there is none of that name; 413, it is too large.
    """
    if iri and iri not in graphs(opened):
        raise Refusal(404, "not-found", f"There is no graph <{iri[:300]}>.", "All graphs are listed at /graphs.")
    done = written(_triples(opened, iri), _whole(wanted), opened.base)
    if len(done.body) > wanted.bytes:
        detail = f"The graph has {len(done.body):,} bytes, and an answer {wanted.bytes:,} at most."
        raise Refusal(413, "too-large", detail, "Take the dump, /dumps/graph.nq.")
    return done


def _triples(opened: Opened, iri: str) -> Triples:
    scope = Scope(default=(Iri(iri),)) if iri else Scope()
    result = opened.store.within(scope, EVERY_TRIPLE)
    assert isinstance(result, tuple)
    return result


def _whole(wanted: Wanted) -> Wanted:
    return Wanted(wanted.accept, wanted.formats, 1 << 62, 1 << 62)


def listed(opened: Opened, at: str, wanted: Wanted) -> Written:
    """Return which graphs there are, with their sizes: a job."""
    said = [triple for iri, size in graphs(opened).items() for triple in _listed(Iri(iri), size, at)]
    return written(tuple(said), wanted, opened.base, PREFIXES)


def _listed(iri: Iri, size: int, at: str) -> Triples:
    place = Iri(f"{at}graphs?graph={quote(iri.value, safe='')}")
    return (
        Triple(iri, Iri(RDF_TYPE), Iri(SD + "Graph")),
        Triple(iri, Iri(VOID + "triples"), integer(size)),
        Triple(iri, Iri(VOID + "dataDump"), place),
    )


# --- over HTTP


async def store(request: Request) -> Response:
    """Answer with the graph that the address names, or with the list of all."""
    names = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if not names and not default:
        return await answered(request, listed, address(request))
    if len(names) + default != 1 or names == [""]:
        raise Refusal(400, "query", "Name one graph, by graph=IRI or by default.", "All graphs are listed at /graphs.")
    return await answered(request, graph, _checked(names[0]) if names else "", seconds=SLOW)


def _checked(iri: str) -> str:
    try:
        return Iri(iri).value
    except ValueError as error:
        raise QueryError(f"A graph is named by an IRI; this is {str(error)[:200]}.") from error


async def named(request: Request) -> Response:
    """Answer with the graph whose own address this is."""
    path, extension = parted(request.path_params["name"])
    iri = f"{request.app.state.engine.base}graph/{quote(path, safe='/:@!$&()*+,;=~')}"
    return await answered(request, graph, iri, extension=extension, seconds=SLOW)


routes = [Route("/graphs", store), Route("/graphs/", store), Route("/graph/{name:path}", named)]
