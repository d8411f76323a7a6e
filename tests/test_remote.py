"""The same queries asked of a server: Oxigraph's own, started here on a free port of this machine."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from query_samples import nquads_files, sample_store

from kg.errors import EndpointError, QueryError
from kg.query import saved, saved_queries, table
from kg.rdf import XSD, Iri, Literal
from kg.remote import Endpoint
from kg.results import Answer, BlankNode, Table, Triple, as_csv

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
needs_oxigraph = pytest.mark.skipif(
    OXIGRAPH is None, reason="NO OXIGRAPH SERVER HERE (pip install oxigraph): --endpoint is not tried on one"
)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Run a server on the sample graphs; yield its base address."""
    assert OXIGRAPH
    files = [str(file) for file in nquads_files(folder)]
    store = str(folder / "served")
    subprocess.run([OXIGRAPH, "load", "-l", store, "--file", *files], check=True, capture_output=True)
    base = f"http://127.0.0.1:{_free_port()}"
    command = [OXIGRAPH, "serve-read-only", "-l", store, "--bind", base.removeprefix("http://"), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(base)
            yield base
        finally:
            server.terminate()


def _wait_for(base: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            urlopen(base, timeout=5).close()
            return
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"{base} did not start")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _oxigraph(tmp_path_factory.mktemp("union"), "--union-default-graph")


@pytest.fixture(scope="module")
def server_without_union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _oxigraph(tmp_path_factory.mktemp("apart"))


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
        (401, "", r"the server asks for a name and password \(401\)\."),
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
    base = f"http://127.0.0.1:{_free_port()}"
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


def test_virtuosos_table_for_a_question_is_a_yes() -> None:
    rows = [{"__ask_retval": {"type": "literal", "value": "1"}}]
    body = json.dumps({"head": {"vars": ["__ask_retval"]}, "results": {"bindings": rows}})
    for endpoint in _after_a_good_start(200, body):
        assert endpoint.query("ASK {}") == Answer(True)
