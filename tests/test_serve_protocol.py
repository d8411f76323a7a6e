"""The SPARQL endpoint: the W3C's protocol tests where they are, and our own of the protocol, of formats, of graphs."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from conftest import ROOT
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.collection import Collection
from serving import Reply, Server, serving

from kg.folder import Generation, write_generation

SUITE = ROOT.parent / "shared" / "suites" / "sparql11-protocol"
KASEI = "http://kasei.us/2009/09/sparql/data/"
FORM = "application/x-www-form-urlencoded"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CNT = Namespace("http://www.w3.org/2011/content#")

READING = [
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
]
UPDATING = [
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
]


@pytest.fixture(scope="module")
def kasei(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three documents in three named graphs, as the W3C's tests want them."""
    lines = [
        f"<{KASEI}data{n}.rdf> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<http://xmlns.com/foaf/0.1/Document> <{KASEI}data{n}.rdf> .\n"
        for n in (1, 2, 3)
    ]
    build = tmp_path_factory.mktemp("kasei") / "build"
    write_generation(build, Generation({}, {}, "".join(lines), (), {"documents": []}))
    with serving(build) as server:
        yield server


# --- the W3C's tests


@pytest.fixture(scope="module")
def manifest() -> Graph:
    if not SUITE.is_dir():
        pytest.skip(f"THE W3C'S PROTOCOL TESTS ARE NOT HERE ({SUITE}): only our own are run")
    return Graph().parse(SUITE / "manifest.ttl", publicID="http://suite/manifest")


@pytest.mark.parametrize("name", [*READING, *UPDATING])
def test_the_w3c_protocol_suite(name: str, manifest: Graph, kasei: Server) -> None:
    test = next(one for one in manifest.subjects(MF.name) if re.search(rf"\b{name}$", str(one)))
    action = manifest.value(test, MF.action)
    for request in Collection(manifest, manifest.value(action, HT.requests)):
        expected = manifest.value(request, HT.resp)
        reply = _sent(manifest, request, kasei)
        wanted = {str(status)[-13:] for status in manifest.objects(expected, MF.expectedStatus)}
        assert f"StatusCode{reply.status // 100}xx" in wanted
        answer = manifest.value(expected, MF.expectedBoolean)
        assert answer is None or reply.json["boolean"] is answer.toPython()
        form = manifest.value(expected, MF.expectedFormat)
        assert form is None or reply.media_type in FORMATS[str(form)]


FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}


def _sent(manifest: Graph, request: URIRef, server: Server) -> Reply:
    head = manifest.value(request, HT.headers)
    fields = Collection(manifest, head) if head else ()
    headers = {str(manifest.value(each, HT.fieldName)): str(manifest.value(each, HT.fieldValue)) for each in fields}
    body = manifest.value(request, HT.body)
    text = (
        str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding))) if body else None
    )
    return server.ask(
        str(manifest.value(request, HT.methodName)), str(manifest.value(request, HT.absolutePath)), headers, text
    )


# --- how a query may come


def test_a_query_comes_in_the_address(served: Server) -> None:
    assert served.get("/sparql?query=ASK%7B%7D").json == {"head": {}, "boolean": True}


def test_a_query_comes_as_a_form(served: Server) -> None:
    assert served.ask("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK+%7B%7D").json["boolean"] is True


def test_a_query_comes_as_it_is(served: Server) -> None:
    reply = served.ask("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=utf-8"}, b"ASK {}")
    assert reply.json["boolean"] is True


def test_the_dataset_may_stand_in_the_address_of_a_posted_form(kasei: Server) -> None:
    asked = urlencode({"default-graph-uri": f"{KASEI}data1.rdf"})
    form = urlencode({"query": "SELECT ?s { ?s ?p ?o }"}).encode()
    reply = kasei.ask("POST", f"/sparql?{asked}", {"Content-Type": FORM, "Accept": "text/csv"}, form)
    assert reply.text == f"s\r\n{KASEI}data1.rdf\r\n"


def test_without_a_dataset_the_default_graph_is_the_union(kasei: Server) -> None:
    rows = kasei.rows("SELECT ?s { ?s ?p ?o } ORDER BY ?s")
    assert rows == [{"s": f"{KASEI}data1.rdf"}, {"s": f"{KASEI}data2.rdf"}, {"s": f"{KASEI}data3.rdf"}]


def test_from_chooses_the_graphs_of_a_query(kasei: Server) -> None:
    assert kasei.rows(f"SELECT ?s FROM <{KASEI}data2.rdf> {{ ?s ?p ?o }}") == [{"s": f"{KASEI}data2.rdf"}]
    named = f"SELECT ?g FROM NAMED <{KASEI}data3.rdf> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert kasei.rows(named) == [{"g": f"{KASEI}data3.rdf"}]


def test_a_dataset_in_the_request_wins_over_from(kasei: Server) -> None:
    query = f"SELECT ?s FROM <{KASEI}data2.rdf> {{ ?s ?p ?o }}"
    reply = kasei.sparql(query, "text/csv", **{"default-graph-uri": f"{KASEI}data3.rdf"})
    assert reply.text == f"s\r\n{KASEI}data3.rdf\r\n"


def test_only_the_named_graphs_of_the_request_are_reached(kasei: Server) -> None:
    reply = kasei.sparql("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "text/csv", **{"named-graph-uri": f"{KASEI}data1.rdf"})
    assert reply.text == f"g\r\n{KASEI}data1.rdf\r\n"
    assert kasei.sparql("ASK { ?s ?p ?o }", **{"named-graph-uri": f"{KASEI}data1.rdf"}).json["boolean"] is False


def test_columns_stand_as_the_query_names_them(served: Server) -> None:
    head = served.sparql("SELECT * { ?thing ?how ?what } LIMIT 1").json["head"]
    assert head["vars"] == ["thing", "how", "what"]


# --- what is refused, and how


@pytest.mark.parametrize(
    ("status", "method", "path", "headers", "body"),
    [
        (400, "GET", "/sparql?query=ASK%20%7B", {}, None),
        (400, "GET", "/sparql?query=%FF", {}, None),
        (400, "POST", "/sparql", {"Content-Type": FORM}, b"nothing=here"),
        (400, "POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK { \xff }"),
        (400, "GET", "/sparql?query=ASK%7B%7D&timeout=soon", {}, None),
        (403, "POST", "/sparql", {"Content-Type": FORM}, b"update=CLEAR+ALL"),
        (405, "PUT", "/sparql?query=ASK%7B%7D", {}, None),
        (405, "DELETE", "/sparql", {}, None),
        (405, "PATCH", "/graphs?default", {}, None),
        (406, "GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, None),
        (406, "GET", "/sparql?query=ASK%7B%7D&format=ttl", {}, None),
        (415, "POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
        (415, "POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}"),
        (415, "POST", "/sparql", {}, b"ASK {}"),
        (404, "GET", "/sparql/more", {}, None),
    ],
)
def test_what_is_refused_is_told_as_a_problem(
    status: int, method: str, path: str, headers: dict[str, str], body: bytes | None, served: Server
) -> None:
    reply = served.ask(method, path, headers, body)
    assert (reply.status, reply.media_type, reply.json["status"]) == (status, "application/problem+json", status)
    assert reply.json["type"].startswith("https://w3id.org/social-care-kg/problems/")
    assert reply.json["detail"].endswith((".", "…"))


def test_wrong_sparql_is_told_with_its_place(served: Server) -> None:
    reply = served.sparql("SELECT * {\n  ?s foaf:name ?o }")
    assert reply.json["detail"] == (
        "Query, line 2, column 6: the prefix foaf: is not declared; add PREFIX foaf: <…> on top."
    )


def test_a_browser_gets_a_problem_as_a_page(served: Server) -> None:
    reply = served.get("/nowhere", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (reply.status, reply.media_type) == (404, "text/html")
    assert "There is nothing at this address." in reply.text


def test_each_kind_of_problem_has_an_address(served: Server) -> None:
    kind = served.sparql("ASK {").json["type"]
    assert "no SPARQL 1.1" in served.get(kind.removeprefix("https://w3id.org/social-care-kg"), "text/html").text


def test_every_site_may_read(served: Server) -> None:
    assert (
        served.get("/sparql?query=ASK%7B%7D", Origin="https://example.org").headers["access-control-allow-origin"]
        == "*"
    )
    preflight = served.ask("OPTIONS", "/sparql", {"Origin": "https://a.org", "Access-Control-Request-Method": "POST"})
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


def test_head_says_what_get_would(served: Server) -> None:
    path = "/sparql?query=" + quote("SELECT ?s { ?s ?p ?o } LIMIT 3")
    head, get = served.ask("HEAD", path), served.get(path)
    assert head.body == b""
    assert (head.status, head.headers["content-length"]) == (200, str(len(get.body)))


# --- formats

LABEL = 'SELECT ?name ?nothing { VALUES ?name { "a, \\"b\\"\\n<c>" } }'


def test_json_leaves_out_what_is_not_bound(served: Server) -> None:
    reply = served.sparql(LABEL, "application/sparql-results+json")
    assert reply.json == {
        "head": {"vars": ["name", "nothing"]},
        "results": {"bindings": [{"name": {"type": "literal", "value": 'a, "b"\n<c>'}}]},
    }


def test_csv_and_tsv_are_those_of_sparql(served: Server) -> None:
    assert served.sparql(LABEL, "text/csv").body == b'name,nothing\r\n"a, ""b""\n<c>",\r\n'
    assert served.sparql(LABEL, "text/tab-separated-values").body == b'?name\t?nothing\n"a, \\"b\\"\\n<c>"\t\n'


def test_xml_is_that_of_sparql(served: Server) -> None:
    root = ET.fromstring(served.sparql(LABEL, "application/sparql-results+xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [each.get("name") for each in root.iter(f"{space}variable")] == ["name", "nothing"]
    assert [each.text for each in root.iter(f"{space}literal")] == ['a, "b"\n<c>']


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/csv;q=0, text/*;q=0.3, */*;q=0.1", "text/tab-separated-values"),
        ("text/turtle, application/sparql-results+json;q=0.2", "application/sparql-results+json"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_what_is_accepted_most(accept: str, media_type: str, served: Server) -> None:
    assert served.sparql("SELECT * { ?s ?p ?o } LIMIT 1", accept).media_type == media_type


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("accept", "syntax", "media_type"),
    [
        ("*/*", "turtle", "text/turtle"),
        ("application/n-triples", "nt", "application/n-triples"),
        ("application/ld+json", "json-ld", "application/ld+json"),
        ("application/rdf+xml", "xml", "application/rdf+xml"),
    ],
)
def test_triples_are_the_same_in_all_formats(accept: str, syntax: str, media_type: str, served: Server) -> None:
    query = "DESCRIBE <https://w3id.org/social-care-kg/id/authority/E08000001>"
    reply = served.sparql(query, accept)
    assert reply.media_type == media_type
    read = Dataset(default_union=True).parse(data=reply.text, format=syntax)
    nt = Graph().parse(data=served.sparql(query, "application/n-triples").text, format="nt")
    assert {(s, p, str(o)) for s, p, o in read.triples((None, None, None))} == {(s, p, str(o)) for s, p, o in nt}
    assert len(nt) > 10


def test_format_wins_over_accept(served: Server) -> None:
    assert served.sparql("ASK {}", "application/sparql-results+json", format="xml").media_type == (
        "application/sparql-results+xml"
    )


def test_a_blank_node_of_an_answer_gets_an_iri_where_the_format_has_none(served: Server) -> None:
    query = "CONSTRUCT { [] <http://a.org/p> 1 } {}"
    assert "https://w3id.org/social-care-kg/.well-known/genid/" in served.sparql(query, "application/rdf+xml").text


# --- limits that are announced


@pytest.mark.slow
def test_an_answer_that_is_cut_says_so(seeds_build: Path) -> None:
    with serving(seeds_build, "--rows", "5") as server:
        every = "SELECT ?s ?p ?o { ?s ?p ?o }"
        reply = server.sparql(every)
        assert len(reply.json["results"]["bindings"]) == 5
        assert reply.headers["truncated"] == "rows=5"
        assert reply.json["head"]["link"] == ["https://w3id.org/social-care-kg/problems/truncated"]
        assert (
            '<link href="https://w3id.org/social-care-kg/problems/truncated"/>' in server.sparql(every, "text/xml").text
        )
        assert server.sparql(every, "text/csv").headers["truncated"] == "rows=5"
        turtle = server.sparql("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/turtle").text
        assert turtle.endswith("# Not all triples: <https://w3id.org/social-care-kg/problems/truncated>\n")
        assert "truncated" not in server.sparql(f"{every} LIMIT 5").headers


@pytest.mark.slow
def test_an_answer_of_too_many_bytes_is_cut_and_says_so(seeds_build: Path) -> None:
    with serving(seeds_build, "--bytes", "5000") as server:
        reply = server.sparql("SELECT ?s ?p ?o { ?s ?p ?o }")
        assert reply.headers["truncated"] == "bytes=5000"
        assert 2500 < len(reply.body) <= 5000
        assert reply.json["results"]["bindings"]


# --- same again


def test_the_same_query_again_is_answered_by_304(served: Server) -> None:
    path = "/sparql?query=" + quote("SELECT ?s { ?s ?p ?o } LIMIT 3")
    etag = served.get(path).headers["etag"]
    again = served.get(path, If_None_Match=etag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert served.get(path, "text/csv", If_None_Match=etag).status == 200


def test_an_answer_that_changes_by_itself_has_no_tag(served: Server) -> None:
    assert "etag" not in served.get("/sparql?query=" + quote("SELECT (RAND() AS ?r) {}")).headers


# --- graphs


def test_a_graph_is_had_by_its_name(kasei: Server) -> None:
    reply = kasei.get(f"/graphs?graph={quote(KASEI, safe='')}data1.rdf", "application/n-triples")
    assert reply.text == (
        f"<{KASEI}data1.rdf> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document> .\n"
    )


def test_the_default_graph_holds_all(kasei: Server) -> None:
    assert len(kasei.get("/graphs?default", "application/n-triples").text.splitlines()) == 3


def test_a_graph_of_the_build_has_its_own_address(served: Server) -> None:
    here = served.get("/graph/register.nt").text
    assert (
        here == served.get("/graphs?graph=https://w3id.org/social-care-kg/graph/register", "application/n-triples").text
    )
    assert '<http://www.w3.org/2000/01/rdf-schema#label> "Bolton"' in here


def test_a_graph_that_is_not_there_is_not_found(kasei: Server) -> None:
    assert kasei.get("/graphs?graph=http://a.org/g").status == 404
    assert kasei.get("/graphs?graph=").status == 400
    assert kasei.get("/graphs?graph=http://a.org/g&default").status == 400


def test_graphs_are_only_read(kasei: Server) -> None:
    reply = kasei.ask("PUT", "/graphs?default", {"Content-Type": "text/turtle"}, b"<a:b> <a:c> <a:d> .")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")
    assert kasei.ask("HEAD", "/graphs?default").status == 200


# --- the endpoint of itself


def test_the_endpoint_describes_itself(served: Server) -> None:
    reply = served.get("/sparql")
    said = Graph().parse(data=reply.text, format="turtle")
    service = URIRef(f"{served.base}sparql")
    assert reply.media_type == "text/turtle"
    assert (service, SD.endpoint, service) in said
    assert (service, SD.feature, SD.UnionDefaultGraph) in said
    assert (service, SD.feature, SD.BasicFederatedQuery) not in said
    assert (None, SD.name, URIRef("https://w3id.org/social-care-kg/graph/entities")) in said
    assert json.loads(served.get("/sparql", "application/ld+json").text)["@graph"]


def test_a_browser_gets_a_form_for_queries(served: Server) -> None:
    page = served.get("/sparql", "text/html")
    assert page.media_type == "text/html"
    assert 'name="query"' in page.text
