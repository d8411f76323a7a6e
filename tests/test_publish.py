"""A build brought to a server of others: what changed is sent, all is read back, and a break is no harm."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import kg
from corpora import PLACES, built
from servers import free_port, needs_oxigraph, needs_virtuoso, oxigraph, virtuoso

from kg.canonical import canonical_hash, stored_hash, stored_lines
from kg.credentials import Credentials
from kg.errors import EndpointError, KgError
from kg.folder import all_quads, opened
from kg.graph_store import GraphStore, Updates
from kg.network import PROJECTIONS, project
from kg.publish import BOOKS, publish, server
from kg.query import saved_queries, table
from kg.rdf import XSD, Iri, Literal, Quad, decimal, integer, moved, nquads, parse_nquads
from kg.remote import Endpoint
from kg.results import as_csv

DBA = {"KG_USER": "dba", "KG_PASSWORD": "dba"}


def graph(name: str) -> Iri:
    return Iri(f"https://w3id.org/social-care-kg/graph/document/{name}")


def path_of(name: str, path: str) -> Quad:
    return Quad(
        Iri(f"https://w3id.org/social-care-kg/id/document/{name}"),
        Iri("https://w3id.org/social-care-kg/def#path"),
        Literal(path),
        graph(name),
    )


BOLTON, ISLINGTON = path_of("b0170", "bolton.txt"), path_of("15119", "islington.txt")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    with oxigraph(tmp_path, "--union-default-graph") as address:
        yield address


MANY = 9_000


def everything(endpoint: Endpoint) -> set[tuple[str, ...]]:
    """Return all that is on a server but the books."""
    rows = endpoint.select(f"SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{BOOKS}>) }}").texts()
    return {tuple(row.values()) for row in rows}


def hash_of_the_server(endpoint: Endpoint) -> str:
    """Return the hash of all that is on a server but the books, asked for in parts: Virtuoso gives 10,000 rows."""
    found: set[str] = set()
    for predicate, rows in endpoint.select(
        f"SELECT ?p (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{BOOKS}>) }} GROUP BY ?p"
    ).rows:
        parts = "0123456789abcdef" if int(str(rows)) > MANY else [""]
        for part in parts:
            wanted = f"FILTER(STRSTARTS(MD5(STR(?s)), '{part}'))" if part else ""
            found |= _lines_of(endpoint, str(predicate), wanted)
    return stored_hash(sorted(line for line in found if " https://w3id.org/social-care-kg/graph/" in line))


def _lines_of(endpoint: Endpoint, predicate: str, wanted: str) -> set[str]:
    asked = f"SELECT ?s ?o ?g {{ GRAPH ?g {{ ?s <{predicate}> ?o }} FILTER(?g != <{BOOKS}>) {wanted} }}"
    rows = endpoint.select(asked).rows
    return {f"{line} {g}" for s, o, g in rows if s and o for line in stored_lines([(s, Iri(predicate), o)])}


def hash_of_the_build(place: Path) -> str:
    lines = {f"{line} {quad.graph}" for quad in all_quads(place) for line in stored_lines([quad[:3]])}
    return stored_hash(sorted(lines))


# --- small graphs on Oxigraph


@needs_oxigraph
def test_the_first_time_all_is_written_and_the_second_time_nothing(base: str) -> None:
    first = publish([BOLTON, ISLINGTON], server(base, 20))
    assert (first.written, first.kept) == ((graph("15119").value, graph("b0170").value), ())
    second = publish([BOLTON, ISLINGTON], server(base, 20))
    assert (second.written, second.kept) == ((), (graph("15119").value, graph("b0170").value))
    assert everything(Endpoint(base, 20)) == {tuple(map(str, quad)) for quad in (BOLTON, ISLINGTON)}


@needs_oxigraph
def test_only_the_graph_that_changed_is_sent(base: str) -> None:
    publish([BOLTON, ISLINGTON], server(base, 20))
    done = publish([BOLTON._replace(object=Literal("moved.txt")), ISLINGTON], server(base, 20))
    assert (done.written, done.kept) == ((graph("b0170").value,), (graph("15119").value,))


@needs_oxigraph
def test_a_graph_that_is_no_longer_in_the_build_goes(base: str) -> None:
    publish([BOLTON, ISLINGTON], server(base, 20))
    assert publish([ISLINGTON], server(base, 20)).removed == (graph("b0170").value,)
    assert everything(Endpoint(base, 20)) == {tuple(map(str, ISLINGTON))}


@needs_oxigraph
def test_graphs_of_others_are_left_alone(base: str) -> None:
    GraphStore(f"{base}/store", 20).replace("https://example.org/theirs", ["<urn:a> <urn:b> <urn:c> ."])
    publish([BOLTON], server(base, 20))
    publish([ISLINGTON], server(base, 20))
    assert ("urn:a", "urn:b", "urn:c", "https://example.org/theirs") in everything(Endpoint(base, 20))


@needs_oxigraph
def test_builds_of_two_bases_keep_their_books_apart(base: str) -> None:
    care = "https://data.bolton.gov.uk/care/"
    publish([BOLTON], server(base, 20))
    other = publish(moved({ISLINGTON}, care), server(base, 20, base=care))
    assert (other.written, other.removed) == ((f"{care}graph/document/15119",), ())
    assert publish([BOLTON], server(base, 20)).kept == (graph("b0170").value,)


@needs_oxigraph
def test_a_graph_to_which_somebody_added_is_written_again(base: str) -> None:
    publish([BOLTON], server(base, 20))
    GraphStore(f"{base}/store", 20).add(graph("b0170").value, ["<urn:a> <urn:b> <urn:c> ."])
    assert publish([BOLTON], server(base, 20)).written == (graph("b0170").value,)
    assert everything(Endpoint(base, 20)) == {tuple(map(str, BOLTON))}


@needs_oxigraph
def test_a_graph_in_which_somebody_changed_a_word_is_found_by_check(base: str) -> None:
    publish([BOLTON], server(base, 20))
    changed = BOLTON._replace(object=Literal("forged.txt")).line.rsplit(" ", 2)[0] + " ."
    GraphStore(f"{base}/store", 20).replace(graph("b0170").value, [changed])
    assert publish([BOLTON], server(base, 20)).written == ()
    assert publish([BOLTON], server(base, 20), check=True).written == (graph("b0170").value,)


@needs_oxigraph
def test_hard_values_come_back_as_they_were(base: str) -> None:
    hard = [
        Literal("line\nnext\r\nend\ttab \x01\x1f\x7f \\ \" ' caf\u00e9 \u201cq\u201d \U0001f600 \u202eright to left"),
        Literal(""),
        Literal(" x "),
        Literal("Sir Fynwy", language="cy"),
        Literal("x" * 1_000_000),
        decimal("83.00"),
        integer(-7),
        Literal("1851", XSD + "nonNegativeInteger"),
        Literal("2002-09", XSD + "gYearMonth"),
        Iri("https://example.org/a%20b/caf\u00e9?x=1&y='2'"),
    ]
    quads = [BOLTON._replace(object=value) for value in hard]
    assert publish(quads, server(base, 20)).triples == len(hard)
    assert publish(quads, server(base, 20), check=True).written == ()


@needs_oxigraph
def test_a_server_without_a_graph_store_is_written_by_updates(base: str) -> None:
    many = [BOLTON._replace(object=integer(number)) for number in range(1200)]
    place = server(base, 20, update=f"{base}/update")
    assert isinstance(place.writer, Updates)
    assert publish([*many, ISLINGTON], place).triples == 1201
    assert publish([ISLINGTON], place).removed == (graph("b0170").value,)
    assert everything(place.endpoint) == {tuple(map(str, ISLINGTON))}


@needs_oxigraph
def test_what_was_broken_off_goes_on_where_it_stopped(base: str) -> None:
    quads = [path_of(f"{number:05}", "a.txt") for number in range(6)]

    def stop(done: int, of: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(quads, server(base, 20), progress=stop)
    assert publish(quads, server(base, 20)).written == (graph("00004").value, graph("00005").value)


@needs_oxigraph
def test_a_graph_that_was_half_written_is_removed_with_the_document(base: str) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish([BOLTON], server(base, 20), progress=stop)
    GraphStore(f"{base}/store", 20).replace(graph("b0170").value, ["<urn:half> <urn:of> <urn:it> ."])
    assert publish([ISLINGTON], server(base, 20)).removed == (graph("b0170").value,)
    assert everything(Endpoint(base, 20)) == {tuple(map(str, ISLINGTON))}


@needs_oxigraph
def test_a_server_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(nquads({BOLTON}))
    with (
        oxigraph(tmp_path, files=[tmp_path / "graph.nq"], command="serve-read-only") as address,
        pytest.raises(EndpointError, match=r"/store: the server does not allow this \(403\): The server is read-only"),
    ):
        server(address + "/query", 20)


@needs_oxigraph
def test_a_default_graph_that_is_not_the_union_is_told_at_once(tmp_path: Path) -> None:
    with (
        oxigraph(tmp_path) as address,
        pytest.raises(EndpointError, match="the default graph lacks what the named graphs hold"),
    ):
        publish([BOLTON], server(address, 20))


@needs_oxigraph
def test_a_store_that_is_not_the_one_that_is_asked_is_told(base: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with (
        oxigraph(tmp_path / "other") as other,
        pytest.raises(EndpointError, match=r"is not here; is it another store\?"),
    ):
        publish([BOLTON], server(base, 20, store=f"{other}/store"))


# --- a whole build, on both servers


@pytest.fixture(
    scope="module",
    params=[pytest.param("oxigraph", marks=needs_oxigraph), pytest.param("virtuoso", marks=needs_virtuoso)],
)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty server."""
    folder = tmp_path_factory.mktemp(request.param)
    with oxigraph(folder, "--union-default-graph") if request.param == "oxigraph" else virtuoso(folder) as address:
        yield address


def _whole_graphs(address: str) -> int:
    try:
        return len(
            Endpoint(address, 20)
            .select(f"SELECT ?g {{ GRAPH <{BOOKS}> {{ ?g <https://schema.org/sha256> ?h }} }}")
            .rows
        )
    except KgError:
        return 0


@pytest.mark.slow
def test_a_build_killed_on_its_way_to_a_server_is_resumed(place: str, seeds_build: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "publish", place, "--build", str(seeds_build)]
    with subprocess.Popen(command, env={**os.environ, **DBA}, stderr=subprocess.DEVNULL) as publishing:
        while _whole_graphs(place) < 3 and publishing.poll() is None:
            time.sleep(0.005)
        publishing.send_signal(signal.SIGKILL)
    done = _whole_graphs(place)
    assert 3 <= done < 9
    again = kg("publish", place, "--build", seeds_build, **DBA)
    assert (again.returncode, again.stderr) == (0, "")
    assert f"{9 - done} written, {done} unchanged, 0 removed" in again.stdout
    assert hash_of_the_server(Endpoint(place, 60)) == hash_of_the_build(seeds_build)


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_a_server_answers_as_the_build_does_row_for_row(place: str, name: str) -> None:
    build = built(name)
    ran = kg("publish", place, "--build", build, **DBA)
    assert (ran.returncode, ran.stderr) == (0, "")
    endpoint, store = Endpoint(place, 60), opened(build)
    assert hash_of_the_server(endpoint) == hash_of_the_build(build)
    for query in saved_queries():
        assert as_csv(table(endpoint, query, {})) == as_csv(table(store, query, {})), query.name
    for projection in PROJECTIONS:
        assert project(endpoint, projection) == project(store, projection), projection


@pytest.mark.slow
def test_the_commands_that_ask_a_server_print_what_they_print_of_the_build(
    place: str, seeds_build: Path, tmp_path: Path
) -> None:
    kg("publish", place, "--build", seeds_build, **DBA)
    for said in (["network"], ["network", "--format", "svg"], ["export", "-", "--format", "gexf"]):
        asked = kg(*said, "--endpoint", place)
        assert (asked.returncode, asked.stderr) == (0, "")
        assert asked.stdout == kg(*said, "--build", seeds_build).stdout
    way = kg("network", "--path", "Cliff Morris", "Rachel Ayling", "--endpoint", place).stdout
    assert way.startswith("Cliff Morris → Bolton → Joint Reviews → Rachel Ayling  (3 steps)\n")
    kg("export", tmp_path / "asked", "--format", "csv", "--endpoint", place)
    kg("export", tmp_path / "built", "--format", "csv", "--build", seeds_build)
    for file in sorted((tmp_path / "built").iterdir()):
        assert (tmp_path / "asked" / file.name).read_bytes() == file.read_bytes()


@needs_virtuoso
@pytest.mark.slow
def test_an_answer_that_a_server_cuts_off_is_an_error(tmp_path: Path, seeds_build: Path) -> None:
    with virtuoso(tmp_path) as address:
        kg("publish", address, "--build", seeds_build, **DBA)
        with pytest.raises(EndpointError, match="the server cuts answers off at 10,000 rows, and this one has as many"):
            Endpoint(address, 60).select("SELECT ?s ?p ?o { ?s ?p ?o }")
        assert len(Endpoint(address, 60).select("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 9999").rows) == 9999


# --- name and password


@pytest.mark.slow
@needs_virtuoso
def test_the_password_stands_in_no_message(tmp_path: Path, seeds_build: Path) -> None:
    with virtuoso(tmp_path) as address:
        wrong = kg("publish", address, "--build", seeds_build, KG_USER="dba", KG_PASSWORD="t0psecret")
        none = kg("publish", address, "--build", seeds_build, KG_USER="", KG_PASSWORD="")
    assert wrong.returncode == none.returncode == 2
    assert "(401); it does not take those in KG_USER and KG_PASSWORD." in wrong.stderr
    assert "t0psecret" not in wrong.stderr + wrong.stdout
    assert "If it takes a name and password, set KG_USER and KG_PASSWORD." in none.stderr


def test_credentials_do_not_show_the_password() -> None:
    credentials = Credentials("anna", "s3cret")
    assert repr(credentials) == "Credentials(user='anna')"
    assert credentials.hidden("wrong password s3cret for anna") == "wrong password … for anna"


def test_a_digest_is_the_one_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of RFC 7616, 3.9.1."""
    monkeypatch.setattr("kg.credentials.secrets.token_hex", lambda size: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    for algorithm, response in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        challenge = (
            f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
            'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
            'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
        )
        answer = Credentials("Mufasa", "Circle of Life").answer(
            [challenge], "GET", "http://www.example.org/dir/index.html"
        )
        assert f'response="{response}"' in answer


# --- servers that go wrong


@pytest.fixture
def failing() -> Iterator[Callable[[int, str, dict[str, str]], str]]:
    """Run servers that answer every change as told."""
    running: list[ThreadingHTTPServer] = []

    def start(status: int, body: str, headers: dict[str, str]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        running.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=running[-1].serve_forever, args=[0.01], daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}/store"

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "said"),
    [
        (
            401,
            "",
            {},
            r"the server asks for a name and password \(401\); set KG_USER and KG_PASSWORD in the environment",
        ),
        (403, "<h1>No</h1>", {}, r"the server does not allow this \(403\): No\. If it takes a name and password, set"),
        (404, "", {}, r"no graphs are written at this address \(404\)\."),
        (
            301,
            "",
            {"Location": "https://x.org/store"},
            r"sends us on to https://x.org/store \(301\); give that address",
        ),
        (500, "disk\nfull", {}, r"the server failed \(500\): disk full\."),
        (400, "bad IRI", {}, r"the server answers 400 Bad Request: bad IRI\."),
    ],
)
def test_a_servers_refusal_is_said_in_plain_words(
    failing: Callable[[int, str, dict[str, str]], str], status: int, body: str, headers: dict[str, str], said: str
) -> None:
    store = GraphStore(failing(status, body, headers), 5)
    with pytest.raises(EndpointError, match=said):
        store.replace("urn:g", ["<urn:a> <urn:b> <urn:c> ."])


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path, seeds_build: Path) -> None:
    ran = kg("publish", f"http://127.0.0.1:{free_port()}", "--build", seeds_build)
    assert ran.returncode == 2
    assert ran.stderr.endswith("/query: nothing listens there; is the server running?\n")


# --- hashes


def test_the_canonical_hash_is_that_of_rdfc_1_0(seeds_build: Path) -> None:
    import hashlib

    import pyoxigraph as ox

    text = nquads(all_quads(seeds_build))
    dataset = ox.Dataset(ox.parse(text, ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).decode().splitlines(keepends=True))
    assert canonical_hash(parse_nquads(text)) == hashlib.sha256("".join(lines).encode()).hexdigest()
