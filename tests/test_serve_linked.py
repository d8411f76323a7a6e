"""Linked data over HTTP: things and the documents about them, the ontology, the dataset's description, dumps."""

import json
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef
from serving import Server, serving

from kg.building import build
from kg.folder import Generation, write_generation
from kg.query import saved_queries
from kg.rdf import BASE, PREFIXES

BOLTON = URIRef(BASE + "id/authority/E08000001")
DATASET = URIRef(BASE + "id/dataset/kg")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SC = Namespace(PREFIXES["sc"])
OA = Namespace(PREFIXES["oa"])
FOAF = Namespace(PREFIXES["foaf"])

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def turtle(server: Server, path: str) -> Graph:
    reply = server.get(path, "text/turtle")
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    return Graph().parse(data=reply.text, format="turtle")


# --- things and documents


def test_a_thing_leads_to_the_document_about_it(served: Server) -> None:
    reply = served.get("/id/authority/E08000001", "text/turtle")
    assert (reply.status, reply.headers["location"]) == (303, "/doc/authority/E08000001")
    assert reply.headers["vary"] == "Accept"
    assert '</doc/authority/E08000001.jsonld>; rel="alternate"; type="application/ld+json"' in reply.headers["link"]


def test_a_concept_leads_to_the_document_about_it(served: Server) -> None:
    assert served.get("/vocab/modes/direct").headers["location"] == "/doc/vocab/modes/direct"
    assert (URIRef(BASE + "vocab/modes/direct"), RDFS.label, None) in turtle(served, "/doc/vocab/modes/direct")


@pytest.mark.parametrize(
    ("accept", "extension", "media_type", "syntax"),
    [
        ("text/turtle", "ttl", "text/turtle", "turtle"),
        ("application/ld+json", "jsonld", "application/ld+json", "json-ld"),
        ("application/n-triples", "nt", "application/n-triples", "nt"),
        ("application/rdf+xml", "rdf", "application/rdf+xml", "xml"),
    ],
)
def test_a_document_comes_by_accept_and_by_extension(
    accept: str, extension: str, media_type: str, syntax: str, served: Server
) -> None:
    by_accept = served.get("/doc/authority/E08000001", accept)
    by_extension = served.get(f"/doc/authority/E08000001.{extension}", "text/html")
    assert by_accept.media_type == by_extension.media_type == media_type
    assert by_accept.body == by_extension.body
    said = Graph().parse(data=by_accept.text, format=syntax)
    assert [str(label) for label in said.objects(BOLTON, RDFS.label)] == ["Bolton"]
    assert (URIRef(BASE + "doc/authority/E08000001"), FOAF.primaryTopic, BOLTON) in said


def test_a_statement_brings_its_evidence_along(served: Server) -> None:
    rating = served.rows(
        "PREFIX sc: <https://w3id.org/social-care-kg/def#> SELECT ?r { ?r a sc:Rating ; sc:evidence ?e } ORDER BY ?r LIMIT 1"
    )[0]["r"]
    said = turtle(served, rating.removeprefix(BASE).replace("id/", "/doc/", 1))
    span = said.value(URIRef(rating), SC.evidence)
    selectors = list(said.objects(span, OA.hasSelector))
    assert len(selectors) == 2
    assert [said.value(selector, OA.exact) for selector in selectors if (selector, OA.exact, None) in said]


def test_whoever_accepts_anything_gets_turtle_and_a_browser_a_page(served: Server) -> None:
    assert served.get("/doc/vocab/modes/direct").media_type == "text/turtle"
    page = served.get("/doc/vocab/modes/direct", BROWSER)
    assert page.media_type == "text/html"
    assert "direct" in page.text


@pytest.mark.slow
def test_a_thing_that_much_is_said_of_says_that_there_is_more(tmp_path: Path) -> None:
    line = f"<{BASE}id/comment/{{0}}> <{SC.about}> <{BASE}id/authority/{{1}}> <{BASE}graph/document/x> .\n"
    quads = [line.format(number, "E08000001") for number in range(1001)] + [line.format("one", "E09000019")]
    write_generation(tmp_path / "build", Generation({}, {}, "".join(quads), (), {"documents": []}))
    with serving(tmp_path / "build") as server:
        reply = server.get("/doc/authority/E08000001", "application/n-triples")
        assert reply.headers["truncated"] == "inverse=1000"
        assert reply.text.count(str(SC.about)) == 1000
        assert "truncated" not in server.get("/doc/authority/E09000019").headers


def test_what_is_not_known_is_not_found(served: Server) -> None:
    for path in ("/doc/authority/nobody", "/doc/authority/nobody.ttl", "/doc/nothing", "/doc/person/a b"):
        assert served.get(path.replace(" ", "%20"), "text/turtle").status == 404


def test_what_can_t_be_had_is_told_with_what_can(served: Server) -> None:
    reply = served.get("/doc/authority/E08000001", "image/png")
    assert reply.status == 406
    assert "ttl (text/turtle), jsonld (application/ld+json)" in reply.json["detail"]


def test_the_same_again_is_304_until_the_format_differs(served: Server) -> None:
    first = served.get("/doc/authority/E08000001", "text/turtle")
    again = served.get("/doc/authority/E08000001", "text/turtle", If_None_Match=f'W/"x", {first.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["vary"] == first.headers["vary"] == "Accept"
    assert (
        served.get("/doc/authority/E08000001", "application/n-triples", If_None_Match=first.headers["etag"]).status
        == 200
    )


def test_head_says_what_get_would(served: Server) -> None:
    for path in ("/doc/authority/E08000001.ttl", "/void.ttl", "/def.ttl", "/dumps/graph.ttl", "/context.jsonld"):
        head, get = served.ask("HEAD", path, {"Accept": "*/*"}), served.get(path)
        assert (head.status, head.body, head.headers["etag"]) == (200, b"", get.headers["etag"])
        assert head.headers["content-length"] == str(len(get.body))


@pytest.mark.slow
def test_another_base_of_things_is_served_below_the_same_paths(tmp_path: Path) -> None:
    text = "Joint review of Bolton council\n\nThe council serves most people well, inspectors say.\n"
    (tmp_path / "a.txt").write_text(text)
    build([tmp_path / "a.txt"], tmp_path / "build", base="https://example.org/care/")
    with serving(tmp_path / "build") as server:
        said = turtle(server, "/doc/authority/E08000001")
        iri = URIRef("https://example.org/care/id/authority/E08000001")
        assert [str(label) for label in said.objects(iri, RDFS.label)] == ["Bolton"]
        assert server.get("/graph/register.nt").text.count("https://example.org/care/id/authority/E08000001")
        assert (URIRef(BASE + "vocab/modes/direct"), RDFS.label, None) in turtle(server, "/doc/vocab/modes/direct")


# --- the ontology


def test_the_ontology_is_a_document_with_all_its_terms(served: Server) -> None:
    said = turtle(served, "/def")
    terms = {str(term) for term in said.subjects(RDFS.label) if str(term).startswith(PREFIXES["sc"])}
    assert PREFIXES["sc"] + "Rating" in terms
    assert len(terms) > 80
    assert all((URIRef(term), RDFS.comment, None) in said for term in terms)


def test_the_page_of_the_ontology_shows_every_term_with_label_comment_and_example(served: Server) -> None:
    page = served.get("/def", BROWSER)
    assert page.media_type == "text/html"
    said = turtle(served, "/def.ttl")
    for term in {str(term) for term in said.subjects(RDFS.label) if str(term).startswith(PREFIXES["sc"])}:
        assert f'id="{term.removeprefix(PREFIXES["sc"])}"' in page.text
    assert "One inspection, review or assessment of one subject under one regime." in page.text


def test_the_prefixes_are_declared(served: Server) -> None:
    said = turtle(served, "/def")
    declared = {
        str(said.value(one, SH.prefix)): str(said.value(one, SH.namespace)) for one in said.objects(None, SH.declare)
    }
    assert declared == PREFIXES


# --- the dataset


def test_the_well_known_address_leads_to_the_description(served: Server) -> None:
    assert (served.get("/.well-known/void").status, served.get("/.well-known/void").headers["location"]) == (
        303,
        "/void",
    )
    assert served.get("/id/dataset/kg").headers["location"] == "/doc/dataset/kg"
    assert served.get("/doc/dataset/kg").headers["location"] == "/void"


def test_void_counts_what_a_query_counts(served: Server) -> None:
    said = turtle(served, "/void")
    ratings = served.rows("PREFIX sc: <https://w3id.org/social-care-kg/def#> SELECT ?s { ?s a sc:Rating }")
    part = next(one for one in said.subjects(VOID["class"], SC.Rating))
    assert (DATASET, VOID.classPartition, part) in said
    assert int(str(said.value(part, VOID.entities))) == len(ratings) > 0
    labels = served.rows(f"SELECT (COUNT(*) AS ?n) {{ ?s <{RDFS.label}> ?o }}")[0]["n"]
    part = next(one for one in said.subjects(VOID.property, RDFS.label))
    assert (DATASET, VOID.propertyPartition, part) in said
    assert str(said.value(part, VOID.triples)) == labels


def test_void_and_dcat_lead_to_the_endpoint_and_to_dumps_that_are_there(served: Server) -> None:
    said = turtle(served, "/dcat")
    assert [str(one) for one in said.objects(DATASET, VOID.sparqlEndpoint)] == [f"{served.base}sparql"]
    assert str(said.value(DATASET, DCT.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert "Open Government Licence" in str(said.value(DATASET, DCT.rights))
    dumps = sorted(str(one) for one in said.objects(DATASET, VOID.dataDump))
    assert dumps == [f"{served.base}dumps/graph.{name}" for name in ("nq", "trig", "ttl")]
    for file in said.objects(DATASET, DCAT.distribution):
        address = str(said.value(file, DCAT.downloadURL)).removeprefix(served.base)
        assert len(served.get(f"/{address}").body) == int(str(said.value(file, DCAT.byteSize)))


def test_the_dumps_hold_the_whole_graph(served: Server) -> None:
    number = int(served.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0]["n"])
    assert len([line for line in served.get("/dumps/graph.nq").text.splitlines() if line]) == number
    assert served.get("/dumps/graph.trig").media_type == "application/trig"
    assert served.get("/dumps/store").status == 404


def test_every_saved_query_is_executable_as_described(served: Server) -> None:
    said = turtle(served, "/void")
    assert len(list(said.subjects(None, SH.SPARQLExecutable))) == len(saved_queries())
    for query in saved_queries():
        executable = URIRef(f"{BASE}queries/{query.name}")
        assert str(said.value(executable, RDFS.comment)) == query.summary
        assert str(said.value(executable, SH.select)) == query.text
    text = str(said.value(URIRef(f"{BASE}queries/directors-on-authorities"), SH.select))
    assert len(served.rows(text)) == 3


def test_the_context_turns_keys_into_the_iris_of_the_graph(served: Server) -> None:
    reply = served.get("/context.jsonld")
    assert reply.media_type == "application/ld+json"
    context = json.loads(reply.text)["@context"]
    assert (context["@base"], context["sc"]) == (BASE, PREFIXES["sc"])
    assert context["ratingValue"] == {"@id": "sc:ratingValue", "@type": "@id"}
    document = {"@context": context, "@id": "id/rating/x", "ratingValue": "vocab/modes/direct", "statedAs": "good"}
    read = Graph().parse(data=json.dumps(document), format="json-ld")
    assert (URIRef(BASE + "id/rating/x"), SC.ratingValue, URIRef(BASE + "vocab/modes/direct")) in read
