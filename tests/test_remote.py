"""The same queries asked of a server: Oxigraph's own, started here on a free port of this machine."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from query_samples import nquads_files, sample_store
from servers import free_port, needs_oxigraph, oxigraph

from kg.errors import EndpointError, QueryError
from kg.query import saved, saved_queries, table
from kg.rdf import XSD, Iri, Literal
from kg.remote import Endpoint
from kg.results import Answer, BlankNode, Table, Triple, as_csv


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("union")
    with oxigraph(folder, "--union-default-graph", files=nquads_files(folder), command="serve-read-only") as base:
        yield base


@pytest.fixture(scope="module")
def server_without_union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("apart")
    with oxigraph(folder, files=nquads_files(folder), command="serve-read-only") as base:
        yield base


@pytest.fixture(scope="module")
def endpoint(server: str) -> Endpoint:
    return Endpoint(server, 20)


# --- a real server


@needs_oxigraph
@pytest.mark.parametrize("name", [query.name for query in saved_queries()])
def test_a_server_gives_the_rows_of_the_store(name: str, endpoint: Endpoint) -> None:
    assert as_csv(table(endpoint, saved(name), {})) == as_csv(table(sample_store(), saved(name), {}))


@needs_oxigraph
def test_a_parameter_is_looked_up_on_the_server(endpoint: Endpoint) -> None:
    rows = table(endpoint, saved("ratings-for-client-group"), {"client_group": "elderly people"}).texts()
    assert [row["service"] for row in rows] == ["Daycare services for older people"]


@needs_oxigraph
@pytest.mark.parametrize("end", ["", "/", "/query"])
def test_a_servers_base_and_its_query_address_are_both_taken(server: str, end: str) -> None:
    assert Endpoint(server + end, 20).address == server + "/query"


@needs_oxigraph
def test_an_address_where_nothing_answers_sparql_is_told(server: str) -> None:
    with pytest.raises(EndpointError, match="/graphs: nothing answers SPARQL there; asked"):
        Endpoint(server + "/graphs", 20)


@needs_oxigraph
def test_values_are_those_of_the_store(endpoint: Endpoint) -> None:
    sparql = """PREFIX sc: <https://w3id.org/social-care-kg/def#>
    SELECT * { ?value sc:stars 2 ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label BIND(0.5 AS ?half) }"""
    found = endpoint.select(sparql)
    assert found.columns == ("value", "label", "half")
    assert found == sample_store().select(sparql)


@needs_oxigraph
def test_questions_and_constructions_are_answered(endpoint: Endpoint) -> None:
    assert endpoint.query("ASK { ?s ?p ?o }") == Answer(True)
    assert endpoint.query('CONSTRUCT { <urn:a> <urn:b> "c" } {}') == (Triple(Iri("urn:a"), Iri("urn:b"), Literal("c")),)


@needs_oxigraph
def test_wrong_sparql_is_the_querys_error(endpoint: Endpoint) -> None:
    with pytest.raises(QueryError, match=r"^mine: http://\S+/query calls the query wrong: error at 1:\d+"):
        endpoint.query("SELECT ?a { ?a ?b }", "mine")
    with pytest.raises(QueryError, match=r"mine: a SELECT query is needed here\."):
        endpoint.select("ASK {}", "mine")


@needs_oxigraph
def test_a_default_graph_that_is_not_the_union_is_told(server_without_union: str) -> None:
    with pytest.raises(EndpointError, match=r"the default graph lacks what the named graphs hold; .*--union"):
        Endpoint(server_without_union, 20)


# --- servers that go wrong


def _served(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Run a server that answers every POST as told; yield its query address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


def _reply(handler: BaseHTTPRequestHandler, status: int, body: str, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Content-Length", str(len(body.encode()) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body.encode())


EMPTY = json.dumps({"head": {"vars": ["document"]}, "results": {"bindings": []}})


def _after_a_good_start(status: int, body: str, length: int | None = None) -> Iterator[Endpoint]:
    """Yield an endpoint whose server answers the first request well, and every other as told."""
    replies = iter([(200, EMPTY, None)])
    for address in _served(lambda handler: _reply(handler, *next(replies, (status, body, length)))):
        yield Endpoint(address, 5)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, "", r"the server asks for a name and password \(401\); set KG_USER and KG_PASSWORD in the environment\."),
        (404, "", r"there is nothing at this address \(404\)\."),
        (500, "out of\nmemory", r"the server failed \(500\): out of memory\."),
        (503, "", r"the server answers 503 Service Unavailable\."),
        (200, "<html>", r"the answer is broken off, or no SPARQL result: b'<html>'\."),
        (200, '{"head": {"vars": ["a"]}}', r"the answer is broken off, or no SPARQL result"),
        (200, '{"results":{"bindings":[The operation has been cancelled', r"the answer is broken off"),
    ],
)
def test_a_servers_failure_is_said_in_plain_words(status: int, body: str, said: str) -> None:
    for endpoint in _after_a_good_start(status, body):
        with pytest.raises(EndpointError, match=said):
            endpoint.query("SELECT ?a {}")


def test_an_answer_that_breaks_off_on_the_way_is_an_error() -> None:
    for endpoint in _after_a_good_start(200, '{"head":', 100):
        with pytest.raises(EndpointError, match="no answer"):
            endpoint.query("SELECT ?a {}")


def test_a_server_that_is_too_slow_is_left() -> None:
    for address in _served(lambda handler: time.sleep(1.2)):
        with pytest.raises(EndpointError, match=r"no answer within 1 s; allow more with --timeout"):
            Endpoint(address, 0.5)


def test_nobody_there_and_no_address_are_told() -> None:
    base = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(EndpointError, match=r"/query: nothing listens there; is the server running\?"):
        Endpoint(base, 5)
    with pytest.raises(EndpointError, match=r"localhost:7878 is no server's address; write it as http://"):
        Endpoint("localhost:7878", 5)
    with pytest.raises(EndpointError, match="is no server's address"):
        Endpoint("file:///etc/hosts", 5)


def test_every_kind_of_term_is_read() -> None:
    cells = [
        {"type": "uri", "value": "urn:a"},
        {"type": "bnode", "value": "b0"},
        {"type": "literal", "value": "Sir Fynwy", "xml:lang": "cy"},
        {"type": "typed-literal", "value": "2", "datatype": XSD + "integer"},
    ]
    rows = [{"a": cell} for cell in cells]
    body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": rows}})
    for endpoint in _after_a_good_start(200, body):
        assert endpoint.query("SELECT ?a ?b {}") == Table(
            ("a", "b"),
            (
                (Iri("urn:a"), None),
                (BlankNode("b0"), None),
                (
                    Literal("Sir Fynwy", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "cy"),
                    None,
                ),
                (Literal("2", XSD + "integer"), None),
            ),
        )


@pytest.mark.parametrize("name", ["__ask_retval", "__ASK_RETVAL"])
def test_virtuosos_table_for_a_question_is_a_yes(name: str) -> None:
    rows = [{name: {"type": "literal", "value": "1"}}]
    body = json.dumps({"head": {"vars": [name]}, "results": {"bindings": rows}})
    for endpoint in _after_a_good_start(200, body):
        assert endpoint.query("ASK {}") == Answer(True)


def test_virtuosos_one_and_zero_are_true_and_false() -> None:
    boolean = {"type": "typed-literal", "datatype": XSD + "boolean"}
    rows = [{"a": {**boolean, "value": "1"}, "b": {**boolean, "value": "0"}}]
    body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": rows}})
    for endpoint in _after_a_good_start(200, body):
        assert endpoint.select("SELECT ?a ?b {}").texts() == [{"a": "true", "b": "false"}]


# --- name and password


def _guarded(handler: BaseHTTPRequestHandler) -> None:
    """Answer who gives the name anna and the password s3cret, and ask everybody else for them."""
    if handler.headers["Authorization"] == "Basic " + b64encode(b"anna:s3cret").decode():
        _reply(handler, 200, EMPTY)
        return
    handler.send_response(401)
    handler.send_header("WWW-Authenticate", 'Basic realm="kg"')
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def test_name_and_password_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "anna")
    monkeypatch.setenv("KG_PASSWORD", "s3cret")
    for address in _served(_guarded):
        assert Endpoint(address, 5).select("SELECT ?document {}").rows == ()


def test_a_server_that_does_not_ask_is_told_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "anna")
    monkeypatch.setenv("KG_PASSWORD", "s3cret")
    heard: list[str | None] = []

    def listen(handler: BaseHTTPRequestHandler) -> None:
        heard.append(handler.headers["Authorization"])
        _reply(handler, 200, EMPTY)

    for address in _served(listen):
        Endpoint(address, 5)
    assert heard == [None]


def test_a_wrong_password_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "anna")
    monkeypatch.setenv("KG_PASSWORD", "t0psecret")
    for address in _served(_guarded):
        with pytest.raises(EndpointError) as raised:
            Endpoint(address, 5)
        assert "it does not take those in KG_USER and KG_PASSWORD" in str(raised.value)
        assert "t0psecret" not in str(raised.value)


def test_an_address_with_a_password_in_it_is_refused_and_not_shown() -> None:
    with pytest.raises(EndpointError) as raised:
        Endpoint("http://anna:s3cret@localhost:7878", 5)
    assert str(raised.value) == (
        "http://localhost:7878: leave name and password out of the address; set KG_USER and KG_PASSWORD instead."
    )


def test_a_query_that_changes_data_is_not_sent() -> None:
    for endpoint in _after_a_good_start(200, EMPTY):
        with pytest.raises(QueryError, match="DELETE changes data; kg answers SELECT, ASK"):
            endpoint.query("DELETE WHERE { ?s ?p ?o }")


def test_an_answer_that_comes_by_drops_is_left() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        with suppress(ConnectionError):
            for _ in range(30):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.1)

    for address in _served(drip):
        with pytest.raises(EndpointError, match="no answer within 1 s"):
            Endpoint(address, 1)
