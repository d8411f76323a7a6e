"""Clients that mean no good, or know no better: the server answers each with a problem, and everybody else meanwhile."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, urlencode

import pytest
from serving import Reply, Server, serving

from kg.folder import Generation, write_generation
from kg.rdf import BASE, RDF_TYPE, RDFS_LABEL, Iri, Literal, Quad, nquads, term

EVERYTHING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(scope="module")
def guarded(seeds_build: Path) -> Iterator[Server]:
    """A server with short limits."""
    with serving(seeds_build, "--timeout", "3", "--patience", "4") as server:
        yield server


def in_background(server: Server, query: str, count: int) -> tuple[list[Reply], list[threading.Thread]]:
    replies: list[Reply] = []
    threads = [threading.Thread(target=lambda: replies.append(server.sparql(query))) for _ in range(count)]
    for thread in threads:
        thread.start()
    return replies, threads


# --- queries that take everything


@pytest.mark.slow
@pytest.mark.parametrize("query", [EVERYTHING, SORTED])
def test_a_cross_product_of_everything_ends_at_the_limit_while_others_are_answered(query: str, guarded: Server) -> None:
    replies, threads = in_background(guarded, query, 3)
    time.sleep(0.3)
    start = time.monotonic()
    assert guarded.get("/queries/ratings.csv").text.startswith("document,start,end,")
    assert time.monotonic() - start < 2.5
    for thread in threads:
        thread.join(30)
    assert [reply.status for reply in replies] == [503, 503, 503]
    assert {reply.media_type for reply in replies} == {"application/problem+json"}
    assert {reply.json["title"] for reply in replies} <= {"The query takes too long", "The work broke off"}
    assert guarded.sparql("ASK {}").json["boolean"] is True


@pytest.mark.slow
def test_a_client_may_ask_for_less_time_but_not_for_more(guarded: Server) -> None:
    start = time.monotonic()
    assert guarded.sparql(EVERYTHING, timeout="0.2").status == 503
    assert time.monotonic() - start < 2.5
    assert guarded.sparql(EVERYTHING, timeout="3600").json["detail"].startswith("Stopped after 3 seconds")


@pytest.mark.slow
def test_an_answer_of_many_rows_is_cut_before_it_takes_the_memory(served: Server) -> None:
    reply = served.sparql("SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (reply.status, reply.headers["truncated"]) == (200, "rows=10000")
    assert len(reply.json["results"]["bindings"]) == 10_000


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|aa)+$", "(.*)*x", "(x+x+)+y", "((a{0,100}){0,100}){0,100}", "a{1000000000}", "[", "(?<n>a)\\k<n>"],
)
def test_a_regular_expression_is_no_bomb(pattern: str, guarded: Server) -> None:
    query = f'ASK {{ FILTER(REGEX("{"a" * 50_000}!", "{pattern.replace(chr(92), chr(92) * 2)}")) }}'
    start = time.monotonic()
    assert guarded.sparql(query).status in (200, 400, 503)
    assert time.monotonic() - start < 8
    assert guarded.sparql("ASK {}").json["boolean"] is True


# --- queries that lead outside


class Trap(BaseHTTPRequestHandler):
    """A server inside, which nobody outside may reach through this one."""

    visits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def trap() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Trap) as inside:
        thread = threading.Thread(target=inside.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{inside.server_port}/"
        inside.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
        "SELECT * { BIND(<TRAP> AS ?where) SERVICE ?where { ?s ?p ?o } }",
        "PREFIX t: <TRAP> ASK { { SELECT * { SERVICE t:sparql { ?s ?p ?o } } } }",
        'SELECT * { ?s a ?o FILTER(1<2#>"""\n) SERVICE <TRAP> { ?s ?p ?x } } #"""',
        "SELECT * FROM <TRAP> { ?s ?p ?o }",
        "SELECT * FROM NAMED <TRAP> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <TRAP> { ?s ?p ?o } }",
        "DESCRIBE <TRAP>",
        "LOAD <TRAP>",
    ],
)
def test_no_query_reaches_another_server(query: str, trap: str, guarded: Server) -> None:
    reply = guarded.sparql(query.replace("TRAP", trap))
    assert reply.status in (200, 400, 403)
    assert reply.status != 200 or reply.body == b"" or reply.json["results"]["bindings"] == []
    assert Trap.visits == []


def test_no_dataset_reaches_another_server(trap: str, guarded: Server) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        reply = guarded.sparql("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", **{name: trap})
        assert reply.json["results"]["bindings"] == []
    assert guarded.get(f"/graphs?graph={quote(trap, safe='')}").status == 404
    assert Trap.visits == []


@pytest.mark.parametrize("clause", ["FROM <{0}>", "FROM NAMED <{0}>"])
def test_no_query_reads_a_file(clause: str, guarded: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://a.org/s> <http://a.org/p> 'a secret' .")
    query = f"SELECT * {clause.format(secret.as_uri())} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    reply = guarded.sparql(query)
    assert reply.json["results"]["bindings"] == []
    service = guarded.sparql(f"SELECT * {{ SERVICE <{secret.as_uri()}> {{ ?s ?p ?o }} }}")
    assert (service.status, "a secret" in service.text) == (403, False)


@pytest.mark.slow
def test_a_server_that_is_allowed_is_asked(trap: str, seeds_build: Path) -> None:
    with serving(seeds_build, "--service", f"{trap}allowed") as server:
        server.sparql(f"SELECT * {{ SERVICE <{trap}allowed> {{ ?s ?p ?o }} }}")
        assert Trap.visits and set(Trap.visits) == {"/allowed"}
        Trap.visits.clear()
        assert server.sparql(f"SELECT * {{ SERVICE <{trap}> {{ ?s ?p ?o }} }}").status == 403
        assert Trap.visits == []


# --- queries that are too much


def test_a_query_of_a_megabyte_is_too_large(guarded: Server) -> None:
    query = f"ASK {{ ?s ?p '{'x' * 1_000_000}' }}"
    assert guarded.sparql(query).status == 413
    direct = {"Content-Type": "application/sparql-query"}
    assert guarded.ask("POST", "/sparql", direct, query.encode()).json["detail"] == (
        "A query may have 500,000 bytes; this one has 1,000,016 or more."
    )


def test_a_query_in_an_address_that_is_too_long_is_refused(guarded: Server) -> None:
    assert guarded.get("/sparql?query=" + "x" * 100_000).status == 400
    assert guarded.sparql("ASK {}").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" + "{" * 10_000 + "}" * 10_000 + "}",
        "ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
        "ASK { ?s ?p " + "[ <a:p> " * 10_000 + "1" + "]" * 10_000 + " }",
    ],
)
def test_ten_thousand_nested_brackets_are_a_wrong_query(query: str, guarded: Server) -> None:
    reply = guarded.sparql(query)
    assert (reply.status, reply.json["detail"]) == (400, "The query nests more than 200 brackets.")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "!" * 20_000 + "1) }",
        "ASK { FILTER(" + "1+" * 20_000 + "1) }",
        "ASK { " + "{} UNION " * 20_000 + "{} }",
        "ASK { ?s " + "<a:b>/" * 20_000 + "<a:b> ?o }",
        "ASK { ?s ?p ?o FILTER(" + "?s=?o&&" * 20_000 + "true) }",
    ],
)
def test_a_query_that_breaks_its_worker_is_answered(query: str, guarded: Server) -> None:
    assert guarded.sparql(query).status in (400, 503)
    assert guarded.sparql("ASK {}").json["boolean"] is True


def test_too_many_parameters_are_refused(guarded: Server) -> None:
    form = urlencode([("query", "ASK {}"), *(("default-graph-uri", f"http://a.org/{n}") for n in range(200))]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert guarded.ask("POST", "/sparql", headers, form).status == 400


# --- clients that are slow


@pytest.mark.slow
def test_two_hundred_slow_clients_stop_nobody_and_are_sent_away(guarded: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(guarded.place, 20)) for _ in range(200)]
        for number, connection in enumerate(slow):
            if number % 2:
                connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            else:
                connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n")
                connection.sendall(b"Content-Length: 1000\r\n\r\nASK")
        start = time.monotonic()
        assert guarded.sparql("ASK {}").json["boolean"] is True
        assert time.monotonic() - start < 3
        answers = {connection.recv(1000).partition(b"\r\n")[0] for connection in slow}
        assert answers == {b"HTTP/1.1 408 Request Timeout"}
        assert time.monotonic() - start < 20


@pytest.mark.slow
def test_a_client_that_takes_nothing_of_a_large_answer_is_sent_away(guarded: Server) -> None:
    query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(guarded.place)
        connection.settimeout(20)
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(8)
        taken = 0
        with pytest.raises((ConnectionResetError, EOFError)):
            while chunk := connection.recv(65536):
                taken += len(chunk)
            raise EOFError
        assert taken < 4_000_000
    assert guarded.sparql("ASK {}").json["boolean"] is True


@pytest.mark.slow
def test_a_client_that_hangs_up_frees_its_worker(seeds_build: Path) -> None:
    with serving(seeds_build, "--timeout", "30", "--workers", "1") as server:
        query = quote(EVERYTHING)
        with socket.create_connection(server.place) as connection:
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            time.sleep(0.5)
        start = time.monotonic()
        assert server.sparql("ASK {}").json["boolean"] is True
        assert time.monotonic() - start < 15


# --- tricks


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static//etc/passwd",
        "/dumps/..%2f..%2fmanifest.json",
        "/dumps/..%5c..%5cmanifest.json",
        "/dumps/graph.ttl%00.txt",
        "/queries/..%2f..%2fpyproject",
        "/queries/%2e%2e%2fratings.rq",
        "/graph/..%2f..%2f..%2fetc%2fpasswd",
        "/documents/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/doc/%00",
        "/doc/%FF%FE",
        "/id/" + "a/" * 2000,
        "/%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_no_path_leads_out_of_what_is_served(path: str, guarded: Server) -> None:
    reply = guarded.get(path)
    assert reply.status in (303, 400, 404, 405, 410)
    assert "root:" not in reply.text and "[project]" not in reply.text and '"documents"' not in reply.text
    assert "set-cookie" not in reply.headers


def test_a_redirect_stays_on_this_server_and_in_its_line(guarded: Server) -> None:
    for path in ("/id//evil.example/x", "/id/%0d%0aX-Evil:%201", "/id/%5c%5cevil.example"):
        reply = guarded.get(path)
        assert reply.headers.get("location", "/doc/").startswith("/doc/")
        assert "x-evil" not in reply.headers


@pytest.mark.parametrize("host", ['evil.example"><script>', "a b", "", "a" * 300, "evil.example/path?"])
def test_a_host_that_is_none_is_not_repeated(host: str, guarded: Server) -> None:
    reply = guarded.ask("GET", "/sparql", {"Host": host})
    assert reply.status in (200, 400)
    assert "evil" not in reply.text and "a b" not in reply.headers.get("link", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept", "text/html;q=" + "9" * 5000),
        ("Accept", ",".join(["text/csv;q=0.1"] * 5000)),
        ("Accept", "*/*;q=nan, text/csv;q=-1"),
        ("Accept", "\xff\xfe"),
        ("If-None-Match", '"' * 10_000),
        ("Content-Type", "application/x-www-form-urlencoded; charset=" + "x" * 5000),
        ("Range", "bytes=0-9999999999,1-2,3-4"),
    ],
)
def test_a_strange_header_is_survived(name: str, value: str, guarded: Server) -> None:
    assert guarded.ask("GET", "/sparql?query=ASK%7B%7D", {name: value}).status in (200, 400, 406)
    assert guarded.ask("GET", "/dumps/report.txt", {name: value}).status in (200, 206, 400, 406, 416)


def test_what_is_no_http_is_refused(guarded: Server) -> None:
    for said in (
        b"\x16\x03\x01\x02\x00\x01",
        b"GET /nowhere HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    ):
        with socket.create_connection(guarded.place, 10) as connection:
            connection.sendall(said)
            assert connection.recv(1000).startswith((b"HTTP/1.1 400", b"HTTP/1.1 404"))
    smuggled = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with socket.create_connection(guarded.place, 10) as connection:
        connection.sendall(smuggled)
        assert connection.recv(1000).startswith(b"HTTP/1.1 4")


# --- script in what documents say


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A graph whose labels, texts and links are made to be run by a browser, or by a spreadsheet."""
    graph, person = Iri(BASE + "graph/entities"), Iri(BASE + "id/person/x")
    quads = {
        Quad(person, Iri(RDF_TYPE), term("foaf:Person"), graph),
        Quad(person, Iri(RDFS_LABEL), Literal(SCRIPT), graph),
        Quad(person, term("foaf:homepage"), Iri("javascript:alert(1)"), graph),
        Quad(person, term("dct:identifier"), Literal("=HYPERLINK(1)"), graph),
    }
    build = tmp_path_factory.mktemp("poisoned") / "build"
    write_generation(build, Generation({}, {}, nquads(quads), (), {"documents": []}))
    with serving(build) as server:
        yield server


def test_a_label_that_is_a_script_is_shown_and_not_run(poisoned: Server) -> None:
    page = poisoned.get("/doc/person/x.html", PAGE)
    assert page.status in (200, 303, 404)
    for path in (
        "/doc/person/x.html",
        "/doc/vocab/x?" + quote(SCRIPT),
        "/sparql?query=" + quote(SCRIPT),
        "/search?q=" + quote(SCRIPT),
        "/queries/" + quote(SCRIPT, safe=""),
        "/problems/" + quote(SCRIPT, safe=""),
    ):
        reply = poisoned.get(path, PAGE)
        assert "<script>alert" not in reply.text and "onerror=alert(1)>" not in reply.text
        assert not re.search(r"""(?:href|src)=["']?javascript:""", reply.text)


def test_every_page_forbids_scripts_of_others(poisoned: Server) -> None:
    for path in ("/", "/doc/person/x.html", "/sparql", "/queries/", "/nowhere", "/def"):
        headers = poisoned.get(path, PAGE).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "'unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_label_in_data_is_given_as_it_is(poisoned: Server) -> None:
    query = f"SELECT ?label {{ ?x <{RDFS_LABEL}> ?label }}"
    assert poisoned.rows(query) == [{"label": SCRIPT}]
    assert poisoned.sparql(query, "text/html;q=0.1, text/csv").media_type == "text/csv"


def test_a_formula_is_exact_in_csv_and_guarded_for_spreadsheets(poisoned: Server) -> None:
    query = "SELECT ?id { ?x <http://purl.org/dc/terms/identifier> ?id }"
    assert poisoned.sparql(query, "text/csv").text == "id\r\n=HYPERLINK(1)\r\n"
    assert poisoned.sparql(query, format="excel.csv").text == "\ufeffid\r\n'=HYPERLINK(1)\r\n"
