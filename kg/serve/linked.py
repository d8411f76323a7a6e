"""Linked data: the IRI of a thing in, what the graph says of it out; and the ontology, the dataset, its dumps.

`/id/…` (and `/vocab/…`) names a thing and leads by 303 to `/doc/…`, which describes it: as a page, in Turtle, JSON-LD,
N-Triples or RDF/XML, by Accept or by extension. Cool URIs for the Semantic Web, W3C 2008. The IRIs in what is answered
are the published ones, whatever host serves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from kg.dataset import LICENCE
from kg.export.jsonld import jsonld_context
from kg.folder import all_quads
from kg.rdf import BASE, RDF_TYPE, Iri, term
from kg.results import Cell, Table, Triple, Triples
from kg.serve import plain
from kg.serve.answers import Wanted, Written, written
from kg.serve.cache import not_modified, tag
from kg.serve.description import DUMPS, SLOW, dataset, dump
from kg.serve.executables import prefixes
from kg.serve.extensions import parted
from kg.serve.links import Links
from kg.serve.negotiate import GRAPHS, content_type, wants_html
from kg.serve.problems import Refusal
from kg.serve.rdf import answered, siblings
from kg.serve.worker import Opened

MOST_INVERSE = 1000
ONTOLOGY = BASE + "def"
CONTEXT = "application/ld+json"
REPORTS = {"report.ttl": "text/turtle", "report.txt": "text/plain"}
_NO_PAGES = ("/doc/", "/id/", "/vocab/", "/def", "/graph/")
_SAFE = "/:@!$&()*+,;=~'"

_OWN = "CONSTRUCT { ?thing ?predicate ?object } WHERE { VALUES ?thing { THING } ?thing ?predicate ?object }"
_INVERSE = """
CONSTRUCT { ?subject ?predicate ?thing } WHERE { VALUES ?thing { THING } ?subject ?predicate ?thing }
LIMIT MOST
"""
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT { ?object rdfs:label ?label } WHERE {
  VALUES ?thing { THING }
  ?thing ?predicate ?object . ?object rdfs:label ?label
}
"""
_SELECTORS = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX sc: <https://w3id.org/social-care-kg/def#>
CONSTRUCT { ?span ?predicate ?object } WHERE {
  VALUES ?thing { THING }
  { ?thing sc:evidence|sc:piece|sc:repeatedAt ?span }
  UNION { ?thing sc:evidence|sc:piece|sc:repeatedAt ?whole . ?whole oa:hasSelector ?span }
  UNION { ?thing oa:hasSelector ?span }
  ?span ?predicate ?object
}
"""


# --- jobs


def described(opened: Opened, iri: str, wanted: Wanted) -> Written:
    """Return what the graph says of a thing, what says something of it, and its evidence whole; a job.

    Raises:
        Refusal: 404, the graph does not know it.
    """
    said = description(opened, iri)
    done = written(said, wanted, opened.base)
    inverse = sum(triple.object == Iri(iri) for triple in said)
    return replace(done, truncated=done.truncated or f"inverse={MOST_INVERSE}") if inverse >= MOST_INVERSE else done


def description(opened: Opened, iri: str) -> Triples:
    """Return the triples of a thing: its own, then those of its evidence, labels of what it names, what names it.

    Raises:
        Refusal: 404, the graph does not know it.
    """
    thing = _checked(iri)
    own = _construct(opened, _OWN, thing)
    inverse = _construct(opened, _INVERSE, thing)
    if not own and not inverse:
        raise Refusal(404, "not-found", f"The graph says nothing of <{iri[:300]}>.", "Look for it at /search.")
    page = Iri(document(iri, opened.base))
    about = (
        Triple(page, Iri(RDF_TYPE), term("foaf:Document")),
        Triple(page, term("foaf:primaryTopic"), thing),
        Triple(page, term("dct:license"), Iri(LICENCE)),
    )
    rest = (*_construct(opened, _SELECTORS, thing), *_construct(opened, _LABELS, thing), *inverse, *about)
    return tuple(dict.fromkeys((*own, *rest)))


def _checked(iri: str) -> Iri:
    try:
        return Iri(iri)
    except ValueError as error:
        raise Refusal(404, "not-found", "There is nothing at this address.", "Begin at the front page, /.") from error


def _construct(opened: Opened, sparql: str, thing: Iri) -> Triples:
    return opened.store.triples(sparql.replace("THING", thing.n3).replace("MOST", str(MOST_INVERSE)))


def properties(opened: Opened, iri: str) -> tuple[Triples, Triples]:
    """Return what a thing says, and what says something of it; a job.

    Raises:
        Refusal: 404, the graph does not know it.
    """
    said = description(opened, iri)
    own = tuple(triple for triple in said if triple.subject == Iri(iri))
    return own, tuple(triple for triple in said if triple.object == Iri(iri) and triple not in own)


_ONTOLOGY = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT { ?term ?predicate ?object } WHERE {
  ?term rdfs:isDefinedBy|rdfs:label ?any ; ?predicate ?object
  FILTER(STRSTARTS(STR(?term), "https://w3id.org/social-care-kg/def"))
}
"""
_HEAD = "CONSTRUCT { ?def ?predicate ?object } WHERE { VALUES ?def { THING } ?def ?predicate ?object }"


def ontology(opened: Opened, wanted: Wanted) -> Written:
    """Return the ontology: its head, its terms, the prefixes it is written with; a job."""
    head = _construct(opened, _HEAD, Iri(ONTOLOGY))
    said = {*head, *opened.store.triples(_ONTOLOGY), *(Triple(*triple) for triple in prefixes())}
    return written(tuple(sorted(said, key=str)), wanted, opened.base)


def terms(opened: Opened) -> Table:
    """Return each term of the ontology with what a page shows of it, and an example from the data; a job."""
    found = opened.store.select(_TERMS)
    examples = (_example(opened, row) for row in found.texts())
    rows = tuple((*row, example) for row, example in zip(found.rows, examples, strict=True))
    return Table((*found.columns, "example"), rows)


def _example(opened: Opened, row: dict[str, str]) -> Cell:
    pattern = "?example a ?term" if row["kind"] == "class" else "?thing ?term ?example"
    found = opened.store.select(f"SELECT ?example {{ VALUES ?term {{ <{row['term']}> }} {pattern} }} LIMIT 1")
    return found.rows[0][0] if found.rows else None


_TERMS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?kind (MIN(?name) AS ?label) (MIN(?said) AS ?comment) (MIN(?why) AS ?note) (MIN(?super) AS ?above)
  (MIN(?of) AS ?domain) (MIN(?value) AS ?range)
WHERE {
  VALUES (?type ?kind) { (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property") }
  ?term a ?type ; rdfs:label ?name
  FILTER(STRSTARTS(STR(?term), "https://w3id.org/social-care-kg/def#"))
  OPTIONAL { ?term rdfs:comment ?said }
  OPTIONAL { ?term skos:scopeNote ?why }
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?super }
  OPTIONAL { ?term rdfs:domain ?of }
  OPTIONAL { ?term rdfs:range ?value }
}
GROUP BY ?term ?kind
ORDER BY ?kind LCASE(?label)
"""


def context(opened: Opened) -> str:
    """Return the JSON-LD context of the whole graph; a job."""
    return jsonld_context(all_quads(opened.home), opened.base)


# --- addresses


def document(iri: str, base: str) -> str:
    """Return the IRI of the document that describes a thing: `…/id/person/x` → `…/doc/person/x`."""
    for start in (base, BASE):
        below = iri.removeprefix(start)
        if below != iri:
            return f"{start}doc/{below.removeprefix('id/')}"
    return iri


def thing(path: str, base: str) -> str:
    """Return the IRI of the thing that the document below `/doc/` is about.

    >>> thing("person/x", BASE), thing("vocab/modes/direct", BASE)
    ('https://w3id.org/social-care-kg/id/person/x', 'https://w3id.org/social-care-kg/vocab/modes/direct')
    """
    written_path = quote(path, safe=_SAFE)
    return f"{BASE}{written_path}" if path.startswith(("vocab/", "def/")) else f"{base}id/{written_path}"


# --- over HTTP


async def identified(request: Request) -> Response:
    """Lead from a thing to the document about it."""
    return _see_other(f"/doc/{quote(request.path_params['path'], safe=_SAFE)}", request)


async def concept(request: Request) -> Response:
    """Lead from a concept to the document about it."""
    return _see_other(f"/doc/vocab/{quote(request.path_params['path'], safe=_SAFE)}", request)


def _see_other(place: str, request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(place + query, 303, {"Vary": "Accept", "Link": siblings(place)})


async def documented(request: Request) -> Response:
    """Describe a thing: as a page to people, as RDF to programs."""
    path, extension = parted(request.path_params["path"])
    if path == "dataset/kg":
        return RedirectResponse("/void", 303)
    base = request.app.state.engine.base
    iri, place = thing(path, base), f"/doc/{quote(path, safe=_SAFE)}"
    if extension == "html" or (not extension and _is_for_people(request)):
        page = await _page(request, iri, base)
    else:
        page = await answered(request, described, iri, extension=extension)
    page.headers["Link"] = f'{siblings(place)}, <{iri}>; rel="describes"'
    page.headers["Vary"] = "Accept"
    return page


def _is_for_people(request: Request) -> bool:
    asked = request.query_params.get("format")
    return asked == "html" or (not asked and wants_html(request.headers.get("accept", ""), GRAPHS))


async def _page(request: Request, iri: str, base: str) -> Response:
    local = Links(base).local(iri)
    if not local.startswith(_NO_PAGES) and any(_serves(route, local) for route in request.app.routes):
        return RedirectResponse(local, 303)
    if face := request.app.state.faces.get("thing"):
        page: Response = await face(request, iri)
        return page
    own, inverse = await request.app.state.engine.run(properties, iri)
    return plain.page(_label(own, iri), _list(own, Links(base)) + _list(inverse, Links(base), inverse=True))


def _serves(route: object, path: str) -> bool:
    return isinstance(route, Route) and route.path_regex.match(path) is not None


def _label(own: Triples, iri: str) -> str:
    labels = [str(triple.object) for triple in own if triple.predicate == term("rdfs:label")]
    return labels[0] if labels else iri


def _list(triples: Triples, links: Links, inverse: bool = False) -> plain.Markup:
    return plain.listed(
        f"{plain.link(links.local(str(triple.predicate)), str(triple.predicate))} "
        f"{_shown(triple.subject if inverse else triple.object, links)}"
        for triple in triples
    )


def _shown(node: object, links: Links) -> plain.Markup:
    return plain.link(links.local(node.value), node.value) if isinstance(node, Iri) else plain.text(str(node))


async def defined(request: Request) -> Response:
    """Answer with the ontology: its page to people, RDF to programs."""
    extension = request.path_params.get("extension", "")
    if extension == "html" or (not extension and _is_for_people(request)):
        page = await _ontology_page(request)
    else:
        page = await answered(request, ontology, extension=extension)
    page.headers["Link"] = siblings("/def")
    page.headers["Vary"] = "Accept"
    return page


async def _ontology_page(request: Request) -> Response:
    etag = tag(request)
    if unchanged := not_modified(request, etag):
        return unchanged
    if face := request.app.state.faces.get("ontology"):
        page: Response = await face(request)
        return page
    table: Table = await request.app.state.engine.run(terms)
    page = plain.page("Ontology", "".join(_section(row) for row in table.texts()))
    page.headers.update({"ETag": etag, "Cache-Control": "no-cache"})
    return page


def _section(row: dict[str, str]) -> plain.Markup:
    name = row["term"].removeprefix(f"{ONTOLOGY}#")
    links = (("below", "above"), ("of", "domain"), ("value", "range"), ("example", "example"))
    said = (
        f"{row['label']} ({row['kind']})",
        row["comment"],
        row["note"],
        *(f"{word}: {row[column]}" for word, column in links if row[column]),
    )
    head = f'<h2 id="{plain.text(name)}">sc:{plain.text(name)}</h2>\n'
    return head + "".join(plain.element("p", each) for each in said)


async def well_known(_: Request) -> Response:
    """Lead to the description of the dataset."""
    return RedirectResponse("/void", 303)


async def json_context(request: Request) -> Response:
    """Answer with the JSON-LD context."""
    etag = tag(request)
    if unchanged := not_modified(request, etag):
        return unchanged
    text = await request.app.state.engine.run(context, seconds=SLOW)
    return Response(text, headers={"ETag": etag, "Cache-Control": "no-cache"}, media_type=CONTEXT)


async def dumped(request: Request) -> Response:
    """Answer with a whole file of the build.

    Raises:
        Refusal: 404, there is no such dump.
    """
    name = request.path_params["name"]
    media_type = (DUMPS | REPORTS).get(name)
    if media_type is None:
        there = ", ".join((*DUMPS, *REPORTS))
        raise Refusal(404, "not-found", f"There is no dump {name[:100]}.", f"There are {there}.")
    etag = tag(request)
    if unchanged := not_modified(request, etag):
        return unchanged
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    home: Path = request.app.state.engine.home
    if name != "graph.nq":
        return FileResponse(home / name, headers=headers, media_type=content_type(media_type))
    return StreamingResponse(_behind_each_other(dump(home, name)), headers=headers, media_type=media_type)


def _behind_each_other(paths: list[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(1 << 16):
                yield chunk


async def dumps(_: Request) -> Response:
    """List the dumps."""
    items = (plain.link(f"/dumps/{name}", name) for name in (*DUMPS, *REPORTS))
    return plain.page("The whole graph", plain.listed(items))


routes = [
    Route("/id/{path:path}", identified),
    Route("/vocab/{path:path}", concept),
    Route("/doc/{path:path}", documented),
    Route("/def", defined),
    Route("/def/", defined),
    Route("/def.{extension}", defined),
    Route("/.well-known/void", well_known),
    *(Route(path, dataset) for path in ("/void", "/void.{extension}", "/dcat", "/dcat.{extension}")),
    Route("/context.jsonld", json_context),
    Route("/dumps", dumps),
    Route("/dumps/", dumps),
    Route("/dumps/{name}", dumped),
]
