"""Saved queries over HTTP: formats, typed parameters, permalinks, what describes them; and real clients."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from conftest import ROOT, ask, kg
from rdflib import Graph, URIRef
from serving import Server
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from kg.query import saved_queries
from kg.serve.saved import snippets

PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
NAMES = [query.name for query in saved_queries()]


# --- answers


@pytest.mark.parametrize("name", NAMES)
def test_every_saved_query_answers_as_on_the_command_line(name: str, served: Server, seeds_build: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(served.get(f"/queries/{name}.csv").text)))
    assert rows == ask(seeds_build, name)


@pytest.mark.parametrize(
    ("path", "accept", "media_type", "beginning"),
    [
        ("ratings.csv", "*/*", "text/csv", "document,start,end,authority,"),
        ("ratings.excel.csv", "*/*", "text/csv", "\ufeffdocument,start,end,authority,"),
        ("ratings.json", "text/html", "application/sparql-results+json", '{"head":{"vars":["document","start",'),
        ("ratings.xml", "*/*", "application/sparql-results+xml", '<?xml version="1.0"'),
        ("ratings.tsv", "*/*", "text/tab-separated-values", "?document\t?start\t?end"),
        ("ratings.ttl", "*/*", "text/turtle", "@prefix"),
        ("ratings.rq", "*/*", "application/sparql-query", "#+ summary: Every rating"),
        ("ratings", "text/csv", "text/csv", "document,start,end,authority,"),
        ("ratings", "application/sparql-query", "application/sparql-query", "#+ summary: Every rating"),
        ("ratings?format=csv", PAGE, "text/csv", "document,start,end,authority,"),
        ("ratings", "*/*", "application/sparql-results+json", '{"head"'),
    ],
)
def test_an_answer_comes_by_extension_by_format_and_by_accept(
    path: str, accept: str, media_type: str, beginning: str, served: Server
) -> None:
    reply = served.get(f"/queries/{path}", accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.text.startswith(beginning)


def test_a_browser_gets_a_page(served: Server) -> None:
    for path in ("/queries/", "/queries/ratings"):
        page = served.get(path, PAGE)
        assert (page.status, page.media_type) == (200, "text/html")
        assert "ratings" in page.text


def test_the_answer_in_turtle_says_what_the_query_is(served: Server) -> None:
    said = Graph().parse(data=served.get("/queries/ratings.ttl").text, format="turtle")
    query = URIRef("https://w3id.org/social-care-kg/queries/ratings")
    assert "SELECT ?document ?start ?end" in str(said.value(query, URIRef("http://www.w3.org/ns/shacl#select")))


# --- parameters


@pytest.mark.parametrize(
    "value", ["Bolton", "bolton", "E08000001", "https://w3id.org/social-care-kg/id/authority/E08000001"]
)
def test_a_parameter_is_an_iri_a_key_or_a_label(value: str, served: Server) -> None:
    rows = list(csv.DictReader(io.StringIO(served.get(f"/queries/ratings.csv?authority={value}").text)))
    assert {row["authority_name"] for row in rows} == {"Bolton"}
    assert len(rows) == len(served.get("/queries/ratings.csv?authority=Bolton").text.splitlines()) - 1 > 0


def test_an_empty_parameter_means_any(served: Server) -> None:
    assert served.get("/queries/ratings.csv?authority=").text == served.get("/queries/ratings.csv").text


@pytest.mark.parametrize(
    ("asked", "status", "detail"),
    [
        (
            "ratings?authority=Boltn",
            400,
            "ratings: parameter authority: nothing is called “Boltn”; the nearest: Bolton",
        ),
        ("ratings?council=Bolton", 400, "ratings: no parameter council; its parameters are authority."),
        ("ratings?authority=a&authority=b", 400, "The parameter authority is given twice."),
        ("ratings?authority=%FF", 400, "The parameters are no UTF-8, or too many."),
        ("ratigns", 404, "No saved query is called ratigns; the nearest: ratings"),
        ("ratings.pdf", 406, "There is no pdf of this; there is json (application/sparql-results+json)"),
        (
            "ratings?authority=Bolton%22%20%7D%20DROP",
            400,
            'ratings: parameter authority: nothing is called “Bolton" } DROP”',
        ),
    ],
)
def test_a_wrong_parameter_is_told_with_the_nearest(asked: str, status: int, detail: str, served: Server) -> None:
    reply = served.get(f"/queries/{asked}")
    assert reply.status == status
    assert reply.json["detail"].startswith(detail)


def test_the_list_tells_parameters_with_choices_from_the_data(served: Server) -> None:
    queries = {each["name"]: each for each in served.get("/queries/").json}
    assert sorted(queries) == NAMES
    (authority,) = queries["ratings"]["parameters"]
    assert {"value": "Bolton", "label": "Bolton"} in authority["choices"]
    assert {"value": "Birmingham", "label": "Birmingham"} not in authority["choices"]
    assert queries["ratings"]["formats"]["excel.csv"] == f"{served.base}queries/ratings.excel.csv"
    side = next(each for each in queries["comments-by-side"]["parameters"] if each["name"] == "side")
    assert side["choices"] == [{"value": "review", "label": "review"}, {"value": "council", "label": "council"}]


def test_the_sparql_with_its_values_in_it_is_a_query_for_any_endpoint(served: Server) -> None:
    text = served.get("/queries/ratings.rq?authority=Bolton").text
    assert "VALUES ?authority { <https://w3id.org/social-care-kg/id/authority/E08000001> }" in text
    assert len(served.rows(text)) == len(
        served.get("/queries/ratings.json?authority=Bolton").json["results"]["bindings"]
    )


# --- same again


def test_the_same_again_is_304(served: Server) -> None:
    first = served.get("/queries/ratings.csv?authority=Bolton")
    again = served.get("/queries/ratings.csv?authority=Bolton", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert served.get("/queries/ratings.csv", If_None_Match=first.headers["etag"]).status == 200


def test_a_permalink_is_to_the_answer_of_this_build(served: Server) -> None:
    reply = served.get("/queries/ratings.csv?authority=Bolton")
    found = re.search(rf'<{re.escape(served.base)}([^>]*)>; rel="bookmark"', reply.headers["link"])
    assert found
    assert served.get(f"/{found[1]}", "text/csv").text == reply.text
    gone = served.get(f"/{re.sub('build=.*', 'build=0123456789abcdef', found[1])}")
    assert (gone.status, gone.json["title"]) == (410, "Not here any more")


# --- what describes them


def test_openapi_describes_every_query_with_its_parameters(served: Server) -> None:
    described = served.get("/openapi.json").json
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": served.base.rstrip("/")}]
    assert sorted(described["paths"]) == sorted([f"/queries/{name}" for name in NAMES] + ["/sparql"])
    operation = described["paths"]["/queries/weaknesses-for-client-group"]["get"]
    group = next(each for each in operation["parameters"] if each.get("name") == "client_group")
    assert "Older people" in group["schema"]["enum"]
    for path, item in described["paths"].items():
        for parameter in item["get"]["parameters"]:
            reference = parameter.get("$ref", "#/components/parameters/format")
            assert reference.removeprefix("#/components/parameters/") in described["components"]["parameters"]
            assert parameter.get("in", "query") == "query", path


def test_what_openapi_offers_is_answered(served: Server) -> None:
    described = served.get("/openapi.json").json
    for path, item in described["paths"].items():
        for parameter in item["get"]["parameters"]:
            schema = parameter.get("schema", {})
            for value in (schema.get("enum") or schema.get("examples") or [])[:1]:
                name = parameter["name"]
                assert served.get(f"{path}?{name}={value.replace(' ', '%20').replace('&', '%26')}").status == 200


def test_the_files_of_the_queries_are_read_by_their_decorators(served: Server) -> None:
    """grlc reads `#+` lines as YAML; what it needs is a mapping with a summary."""
    for name in NAMES:
        header = [line[3:] for line in served.get(f"/queries/{name}.rq").text.splitlines() if line.startswith("#+ ")]
        assert header[0].startswith("summary: ")
        assert all(re.match(r"(?: {2,}|\w[\w-]*:)", line) for line in header)


# --- real clients


def test_curl_gets_what_the_snippet_says(served: Server) -> None:
    if not shutil.which("curl"):
        pytest.skip("NO CURL HERE (apt-get install curl): its snippet is not tried")
    command = snippets(f"{served.base}queries/ratings?authority=Bolton")["curl"]
    done = subprocess.run(["sh", "-c", f"{command} --silent --show-error"], capture_output=True, timeout=60, check=True)
    assert done.stdout == served.get("/queries/ratings.csv?authority=Bolton").body


@pytest.mark.slow
def test_kg_query_asks_this_server_as_it_asks_any_other(served: Server, seeds_build: Path) -> None:
    remote = kg("query", "ratings", "--endpoint", served.base, "--format", "csv")
    assert (remote.returncode, remote.stderr) == (0, "")
    assert remote.stdout == kg("query", "ratings", "--build", seeds_build, "--format", "csv").stdout


WAYS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
ROWS = [(JSON, dict), (XML, None), (CSV, bytes), (TSV, bytes)]
GRAPHS = [TURTLE, N3, RDFXML, JSONLD, XML]


@pytest.mark.parametrize(("method", "encoding"), WAYS)
@pytest.mark.parametrize(("form", "kind"), ROWS)
def test_sparqlwrapper_reads_rows(method: str, encoding: str, form: str, kind: type | None, served: Server) -> None:
    found = _wrapped(served, method, encoding, form, "SELECT ?x { VALUES ?x { <http://a.org/b> '“é”' } }")
    assert kind is None or isinstance(found, kind)
    text = found.toxml() if form == XML else json.dumps(found, ensure_ascii=False) if form == JSON else found.decode()
    assert "http://a.org/b" in text
    assert "“é”" in text


@pytest.mark.parametrize(("method", "encoding"), WAYS)
@pytest.mark.parametrize("form", GRAPHS)
def test_sparqlwrapper_reads_triples(method: str, encoding: str, form: str, served: Server) -> None:
    query = "DESCRIBE <https://w3id.org/social-care-kg/id/authority/E08000001>"
    found = _wrapped(served, method, encoding, form, query)
    graph = Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert len(graph) > 10


@pytest.mark.parametrize(("method", "encoding"), WAYS)
@pytest.mark.parametrize("form", [JSON, XML])
def test_sparqlwrapper_reads_yes_and_no(method: str, encoding: str, form: str, served: Server) -> None:
    found = _wrapped(served, method, encoding, form, "ASK {}")
    assert found["boolean"] is True if form == JSON else "true" in found.toxml()


def _wrapped(served: Server, method: str, encoding: str, form: str, query: str) -> object:
    client = SPARQLWrapper(f"{served.base}sparql")
    client.setTimeout(30)
    client.setMethod(method)
    client.setRequestMethod(encoding)
    client.setReturnFormat(form)
    client.setQuery(query)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it and rdflib warn of themselves
        return client.query().convert()


# --- Comunica

COMUNICA = ROOT / "tests" / "comunica"


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Comunica's command, installed once into a folder outside the project."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("NO NPM HERE: Comunica is not tried")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kg-tests" / "comunica"
    command = cache / "node_modules" / ".bin" / "comunica-sparql"
    if not command.exists():
        cache.mkdir(parents=True, exist_ok=True)
        shutil.copy(COMUNICA / "package.json", cache)
        done = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"],
            cwd=cache,
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        if done.returncode or not command.exists():
            pytest.skip(f"COMUNICA CAN'T BE HAD HERE: {done.stderr[-200:]}")
    return command


@pytest.mark.slow
def test_comunica_asks_the_endpoint(comunica: Path, served: Server) -> None:
    query = served.get("/queries/directors-on-authorities.rq").text
    done = subprocess.run(
        [str(comunica), f"sparql@{served.base}sparql", query, "-t", "application/sparql-results+json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {row["director"]["value"] for row in rows} == {"John Bolton"}
    assert len(rows) == 3


@pytest.mark.slow
def test_comunica_follows_linked_data(comunica: Path, served: Server) -> None:
    done = subprocess.run(
        [
            str(comunica),
            f"{served.base}doc/authority/E08000001",
            "SELECT ?label { <https://w3id.org/social-care-kg/id/authority/E08000001> "
            "<http://www.w3.org/2000/01/rdf-schema#label> ?label }",
            "-t",
            "application/sparql-results+json",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [row["label"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == ["Bolton"]
