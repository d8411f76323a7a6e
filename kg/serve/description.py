"""What the endpoint and the dataset say of themselves in RDF: service description, VoID, DCAT, the saved queries.

SPARQL 1.1 Service Description, W3C 2013; Describing Linked Datasets with VoID, W3C 2011; DCAT 3, W3C 2024.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.canonical import canonical_hash
from kg.dataset import DESCRIBED, LICENCE, Distribution, Triple, describe
from kg.folder import all_quads
from kg.query import saved_queries
from kg.rdf import RDF_TYPE, Iri, Literal, Term, integer
from kg.results import Triple as Said
from kg.serve.answers import Wanted, Written, written
from kg.serve.executables import executables, prefixes
from kg.serve.graphs import graphs
from kg.serve.hosts import address
from kg.serve.rdf import PREFIXES, answered, siblings
from kg.serve.worker import Opened

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "JSON-LD", "N-Triples", "RDF_XML"),
)
DUMPS = {"graph.ttl": "text/turtle", "graph.trig": "application/trig", "graph.nq": "application/n-quads"}
SLOW = 120.0


# --- jobs


def service_described(opened: Opened, at: str, federated: bool, wanted: Wanted) -> Written:
    """Return what the endpoint at the server `at` can do, and which graphs it holds; a job."""
    said = {*_service(opened, at, federated), *prefixes()}
    return written(tuple(Said(*triple) for triple in sorted(said, key=str)), wanted, opened.base, PREFIXES)


def dataset_described(opened: Opened, at: str, wanted: Wanted) -> Written:
    """Return what VoID and DCAT say of the dataset, where it is to be had, and the saved queries; a job."""
    said = {*_placed(opened, at), *prefixes(), *executables(saved_queries(), f"{at}sparql"), *_access(opened, at)}
    return written(tuple(Said(*triple) for triple in sorted(said, key=str)), wanted, opened.base, PREFIXES)


def _service(opened: Opened, at: str, federated: bool) -> Iterator[Triple]:
    endpoint, dataset, default = Iri(f"{at}sparql"), Iri(f"{at}sparql#dataset"), Iri(f"{at}sparql#default")
    features = ("UnionDefaultGraph", *(("BasicFederatedQuery",) if federated else ()))
    counts = graphs(opened)
    yield from _said(
        endpoint,
        ("a", _sd("Service")),
        ("endpoint", endpoint),
        ("supportedLanguage", _sd("SPARQL11Query")),
        *(("resultFormat", Iri(FORMATS + name)) for name in RESULTS),
        *(("feature", _sd(name)) for name in features),
        ("defaultDataset", dataset),
    )
    yield from _said(dataset, ("a", _sd("Dataset")), ("defaultGraph", default))
    yield from _said(default, ("a", _sd("Graph")))
    yield default, Iri(DESCRIBED["void"] + "triples"), integer(sum(counts.values()))
    for number, (graph, size) in enumerate(sorted(counts.items()), 1):
        named, held = Iri(f"{at}sparql#named-{number}"), Iri(f"{at}sparql#graph-{number}")
        yield from _said(dataset, ("namedGraph", named))
        yield from _said(named, ("a", _sd("NamedGraph")), ("name", Iri(graph)), ("graph", held))
        yield from _said(held, ("a", _sd("Graph")))
        yield held, Iri(DESCRIBED["void"] + "triples"), integer(size)


def _sd(name: str) -> Iri:
    return Iri(SD + name)


def _said(subject: Iri, *pairs: tuple[str, Term]) -> Iterator[Triple]:
    return ((subject, Iri(RDF_TYPE) if name == "a" else _sd(name), value) for name, value in pairs)


@lru_cache(maxsize=1)
def _described(opened: Opened) -> frozenset[Triple]:
    quads = all_quads(opened.home)
    files = [_distribution(opened.home, name) for name in DUMPS]
    return frozenset(describe(quads, canonical_hash(quads), files, opened.base))


def _distribution(home: Path, name: str) -> Distribution:
    digest, size = hashlib.sha256(), 0
    for path in dump(home, name):
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    return Distribution(name, DUMPS[name], size, digest.hexdigest())


def dump(home: Path, name: str) -> list[Path]:
    """Return the files that make a dump, one behind the other."""
    return sorted((home / "documents").glob("*.nq")) if name == "graph.nq" else [home / name]


def _placed(opened: Opened, at: str) -> Iterator[Triple]:
    """Yield the description with the addresses of the dumps on this server."""
    for subject, predicate, value in _described(opened):
        yield subject, predicate, Iri(f"{at}dumps/{value}") if str(value) in DUMPS and isinstance(value, Iri) else value


def _access(opened: Opened, at: str) -> Iterator[Triple]:
    dataset, server = Iri(f"{opened.base}id/dataset/kg"), Iri(f"{opened.base}id/dataset/kg/service")
    dcat, void, dct = DESCRIBED["dcat"], DESCRIBED["void"], DESCRIBED["dct"]
    yield dataset, Iri(void + "sparqlEndpoint"), Iri(f"{at}sparql")
    yield dataset, Iri(dcat + "landingPage"), Iri(at)
    yield server, Iri(RDF_TYPE), Iri(dcat + "DataService")
    yield server, Iri(dct + "title"), Literal("SPARQL endpoint", language="en")
    yield server, Iri(dct + "license"), Iri(LICENCE)
    yield server, Iri(dcat + "endpointURL"), Iri(f"{at}sparql")
    yield server, Iri(dcat + "endpointDescription"), Iri(f"{at}openapi.json")
    yield server, Iri(dcat + "servesDataset"), dataset
    for name in DUMPS:
        place = Iri(f"{opened.base}id/dataset/kg/file/{name}")
        yield place, Iri(dcat + "accessURL"), Iri(f"{at}dumps/{name}")


# --- over HTTP


async def service(request: Request) -> Response:
    """Answer with the description of the endpoint."""
    federated = bool(request.app.state.settings.services)
    return await answered(request, service_described, address(request), federated)


async def dataset(request: Request) -> Response:
    """Answer with the description of the dataset."""
    extension = request.path_params.get("extension", "")
    page = await answered(request, dataset_described, address(request), extension=extension, seconds=SLOW)
    page.headers["Link"] = siblings("/void")
    return page
