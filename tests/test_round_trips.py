"""Every format of whole builds, and of graphs made to break writers, read back by programs that are not ours."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from corpora import PLACES, built
from hypothesis import HealthCheck, Phase, assume, given, settings
from network_readers import READERS as NETWORKX
from network_readers import check
from network_samples import store
from programs import WITH_GRAPHS, command_reads, graphviz_reads, node_reads, node_reads_quads
from rdf_samples import oxigraph_reads, quads, rdflib_reads, without_graphs

from kg.errors import ExportError
from kg.export import FORMATS, export_tables, facts, render
from kg.export.flat import flat, joined
from kg.export.neo4j import neo4j
from kg.export.networks import export_network, render_network
from kg.folder import all_quads, opened
from kg.network import Network, project
from kg.query import evidence_tables, saved_queries
from kg.rdf import BASE, RDF, RDF_TYPE, XSD, Iri, Literal, Quad

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RAPPER = ("turtle", "trig", "nt", "nq", "rdfxml")
SERDI = ("turtle", "trig", "nt", "nq")
# A program that starts anew for each graph is too slow to look for the smallest one that fails.
SLOW_START = settings(
    deadline=None,
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def expected(graph: set[Quad], form: str) -> set[Quad]:
    return graph if form in WITH_GRAPHS else without_graphs(graph)


# --- whole builds


@pytest.fixture(scope="module", params=PLACES)
def made(request: pytest.FixtureRequest) -> Path:
    """The build of the seeds, and of each corpus that is here."""
    return built(request.param)


@pytest.fixture(scope="module")
def graph(made: Path) -> set[Quad]:
    return all_quads(made)


@pytest.fixture(scope="module")
def full(made: Path) -> Network:
    return project(opened(made), "full")


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_oxigraph_reads_a_build(form: str, graph: set[Quad]) -> None:
    assert oxigraph_reads(render(graph, form), OXIGRAPH[form]) == expected(graph, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_oxigraph_reads_the_facts_of_a_build(form: str, graph: set[Quad]) -> None:
    said = facts(graph)
    assert len(said) < len(graph)
    assert oxigraph_reads(render(said, form), OXIGRAPH[form]) == expected(said, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", RAPPER)
def test_rapper_reads_a_build(form: str, graph: set[Quad], tmp_path: Path) -> None:
    assert command_reads("rapper", render(graph, form), form, tmp_path / form) == expected(graph, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", SERDI)
def test_serdi_reads_a_build(form: str, graph: set[Quad], tmp_path: Path) -> None:
    assert command_reads("serdi", render(graph, form), form, tmp_path / form) == expected(graph, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_programs_in_node_read_a_build(form: str, graph: set[Quad], tmp_path: Path) -> None:
    assert node_reads_quads(form, render(graph, form), tmp_path / form) == expected(graph, form)


def pyld_reads(text: str) -> set[Quad]:
    from pyld import jsonld

    return oxigraph_reads(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), ox.RdfFormat.N_QUADS)


@pytest.mark.slow
def test_pyld_reads_a_build(graph: set[Quad]) -> None:
    assert pyld_reads(render(graph, "jsonld")) == graph


@pytest.mark.slow
@pytest.mark.parametrize("form", NETWORKX)
def test_networkx_reads_the_full_network_of_a_build(form: str, full: Network) -> None:
    check(full, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])
def test_programs_for_networks_in_node_read_a_build(form: str, full: Network, tmp_path: Path) -> None:
    node_check(full, form, tmp_path / form)


@pytest.mark.slow
def test_graphviz_reads_the_full_network_of_a_build(full: Network, tmp_path: Path) -> None:
    dot_check(full, tmp_path / "full.dot")


@pytest.mark.slow
def test_ladybug_loads_the_tables_for_neo4j_of_a_build(full: Network, tmp_path: Path) -> None:
    ladybug_check(full, tmp_path / "neo4j")


@pytest.mark.slow
def test_csvw_validates_the_tables_of_a_build_and_reads_every_row(made: Path, tmp_path: Path) -> None:
    import csvw

    tables = evidence_tables(opened(made))
    export_tables(tables, tmp_path / "tables", saved_queries())
    group = csvw.TableGroup.from_file(tmp_path / "tables" / "csv-metadata.json")
    read = {table.local_name: list(table.iterdicts(strict=True)) for table in group.tables}
    assert {name: len(rows) for name, rows in read.items()} == {
        f"{name}.csv": len(tables[name].rows) for name in tables
    }
    assert csvw.CSVW(str(tmp_path / "tables" / "csv-metadata.json"), validate=True).is_valid


# --- graphs made to break writers

GRAPH = Iri(BASE + "graph/entities")
ODD_IRIS = ("a'b(c)", "x?q=1&r=%20", "é#ß", "~tilde,;=@!$*+")
ODD_TEXTS = (
    "\u202eright to left مجلس",
    "bell \x07 and \x1b",
    "\r\n\t",
    '"""\\',
    "\u2028\ufeff\U0010fffd",
    "x" * 1_000_000,
)
# Written by hand: everything that hypothesis likes, at once, and a literal of a megabyte.
HOSTILE = {
    Quad(Iri(f"http://example.org/{odd}"), Iri("http://example.org/says"), Literal(text), GRAPH)
    for odd in ODD_IRIS
    for text in ODD_TEXTS
}
# A list, as RDF has it, with names where others have blank nodes.
LIST = {
    Quad(Iri("urn:kg:1"), Iri(RDF + "first"), Literal("one"), GRAPH),
    Quad(Iri("urn:kg:1"), Iri(RDF + "rest"), Iri("urn:kg:2"), GRAPH),
    Quad(Iri("urn:kg:2"), Iri(RDF + "first"), Literal("two"), GRAPH),
    Quad(Iri("urn:kg:2"), Iri(RDF + "rest"), Iri(RDF + "nil"), GRAPH),
    Quad(Iri("urn:kg:0"), Iri("http://example.org/list"), Iri("urn:kg:1"), GRAPH),
}
FORMS_FOR_ALL = ("turtle", "trig", "nt", "nq")


@pytest.mark.parametrize("form", [*FORMS_FOR_ALL, "jsonld"])
@pytest.mark.parametrize("odd", [HOSTILE, LIST], ids=["hostile", "list"])
def test_oxigraph_reads_odd_graphs(form: str, odd: set[Quad]) -> None:
    assert oxigraph_reads(render(odd, form), OXIGRAPH[form]) == expected(odd, form)


@pytest.mark.parametrize("name", ["rapper", "serdi"])
@pytest.mark.parametrize("form", FORMS_FOR_ALL)
@pytest.mark.parametrize("odd", [HOSTILE, LIST], ids=["hostile", "list"])
def test_rapper_and_serdi_read_odd_graphs(name: str, form: str, odd: set[Quad], tmp_path: Path) -> None:
    assert command_reads(name, render(odd, form), form, tmp_path / form) == expected(odd, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS_FOR_ALL, "jsonld"])
@pytest.mark.parametrize("odd", [HOSTILE, LIST], ids=["hostile", "list"])
def test_programs_in_node_read_odd_graphs(form: str, odd: set[Quad], tmp_path: Path) -> None:
    assert node_reads_quads(form, render(odd, form), tmp_path / form) == expected(odd, form)


def test_a_list_is_read_back_from_rdf_xml(tmp_path: Path) -> None:
    assert oxigraph_reads(render(LIST, "rdfxml"), ox.RdfFormat.RDF_XML) == without_graphs(LIST)
    assert command_reads("rapper", render(LIST, "rdfxml"), "rdfxml", tmp_path / "list") == without_graphs(LIST)


@pytest.mark.parametrize("odd", [HOSTILE, LIST], ids=["hostile", "list"])
def test_pyld_reads_odd_graphs(odd: set[Quad]) -> None:
    assert pyld_reads(render(odd, "jsonld")) == odd


def is_within_reach(name: str, graph: set[Quad]) -> bool:
    """Return whether a program can hold the graph at all.

    A text ends at U+0000 for both. rapper knows what RDF has in its own namespace and takes nothing else there, and
    refuses the last two characters of the first plane.
    """
    texts = "".join(node.value for quad in graph for node in quad)
    strange = [node for quad in graph for node in quad if node.value.startswith(RDF) and node.value != RDF_TYPE]
    return "\0" not in texts and (name == "serdi" or not (strange or "\ufffe" in texts or "\uffff" in texts))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rapper", "serdi"])
@pytest.mark.parametrize("form", FORMS_FOR_ALL)
@given(graph=quads)
@SLOW_START
def test_rapper_and_serdi_read_hostile_graphs(name: str, form: str, tmp_path: Path, graph: set[Quad]) -> None:
    assume(is_within_reach(name, graph))
    assert command_reads(name, render(graph, form), form, tmp_path / form) == expected(graph, form)


def has_doubles(graph: set[Quad]) -> bool:
    """Return whether there is a double, which jsonld.js and PyLD write anew from its value, even where it is none."""
    return any(isinstance(quad.object, Literal) and quad.object.datatype == XSD + "double" for quad in graph)


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS_FOR_ALL, "jsonld"])
@given(graph=quads)
@SLOW_START
def test_programs_in_node_read_hostile_graphs(form: str, tmp_path: Path, graph: set[Quad]) -> None:
    assume(form != "jsonld" or not has_doubles(graph))
    assert node_reads_quads(form, render(graph, form), tmp_path / form) == expected(graph, form)


@pytest.mark.slow
@given(graph=quads)
@SLOW_START
def test_pyld_reads_hostile_graphs(graph: set[Quad]) -> None:
    assume(not has_doubles(graph))
    assert pyld_reads(render(graph, "jsonld")) == graph


@pytest.mark.slow
@given(graph=quads)
@SLOW_START
def test_rdf_xml_is_read_back_by_all_or_refused(tmp_path: Path, graph: set[Quad]) -> None:
    try:
        text = render(graph, "rdfxml")
    except ExportError:
        assume(False)
    assert oxigraph_reads(text, ox.RdfFormat.RDF_XML) == without_graphs(graph)
    assert rdflib_reads(text, "xml") == without_graphs(graph)
    if is_within_reach("rapper", graph):
        assert command_reads("rapper", text, "rdfxml", tmp_path / "graph.rdf") == without_graphs(graph)
    assert node_reads_quads("rdfxml", text, tmp_path / "graph.rdf") == without_graphs(graph)


# --- networks, as others read them


def node_check(shown: Network, form: str, place: Path) -> None:
    """Compare what graphology or Cytoscape.js reads with what was flattened."""
    told = node_reads(form, render_network(shown, form), place)
    wanted = flat(shown) if form == "cytoscape" else joined(flat(shown))
    assert sorted(node["id"] for node in told["nodes"]) == sorted(node.id for node in wanted.nodes)
    assert sorted((link["source"], link["target"]) for link in told["links"]) == sorted(
        (link.source, link.target) for link in wanted.links
    )
    labels = {node["id"]: node["label"] for node in told["nodes"]}
    assert labels == {node.id: node.values["label"] for node in wanted.nodes}


def dot_check(shown: Network, place: Path) -> None:
    told = graphviz_reads(render_network(shown, "dot"), place)
    assert told["directed"] == shown.directed
    assert len(told.get("objects", [])) == len(shown.nodes)
    assert sorted(link["id"] for link in told.get("edges", [])) == sorted(link.id for link in shown.links)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])
@pytest.mark.parametrize("name", ["comments", "co-mention", "services"])
def test_programs_for_networks_in_node_read_projections(name: str, form: str, tmp_path: Path) -> None:
    node_check(project(store(), name), form, tmp_path / form)


@pytest.mark.slow
def test_the_compiler_of_neo4j_has_nothing_to_object_to_in_the_script(tmp_path: Path) -> None:
    script = "".join(neo4j(flat(project(store(), "posts")))["load.cypher"])
    assert node_reads("cypher", script, tmp_path / "load.cypher") == []
    broken = script.replace("MERGE (n:Thing", "MERGE (n:Thing {", 1)
    assert node_reads("cypher", broken, tmp_path / "load.cypher") != []


# --- tables for Neo4j, in an engine that reads them with a reader of its own

_TYPES = {"long": "INT64", "double": "DOUBLE", "boolean": "BOOL"}
_AS_WRITTEN = "(header=true, parallel=false, delim=',', quote='\"', escape='\"')"


def _columns(file: Path) -> list[tuple[str, str]]:
    """Return name and type of each column of a table for Neo4j; ":ID" and the like are named `its_ID`."""
    with file.open(encoding="utf-8", newline="") as table:
        parts = [name.partition(":") for name in next(csv.reader(table))]
    return [(name or f"its_{kind}", kind) for name, _, kind in parts]


def _declared(columns: list[tuple[str, str]]) -> str:
    keys = {"ID": " PRIMARY KEY"}
    return ", ".join(f"`{name}` {_TYPES.get(kind, 'STRING')}{keys.get(kind, '')}" for name, kind in columns)


def _loaded(folder: Path) -> Any:
    """Load the tables into an empty database, as `neo4j-admin database import` would."""
    import ladybug

    session = ladybug.Connection(ladybug.Database(":memory:"))
    nodes, links = (_columns(folder / name) for name in ("nodes.csv", "relationships.csv"))
    session.execute(f"CREATE NODE TABLE Thing({_declared(nodes)})")
    session.execute(f"COPY Thing FROM '{folder}/nodes.csv' {_AS_WRITTEN}")
    session.execute(f"CREATE REL TABLE Link(FROM Thing TO Thing, {_declared(links[2:])})")
    session.execute(f"COPY Link FROM '{folder}/relationships.csv' {_AS_WRITTEN}")
    return session


def _rows(session: Any, question: str) -> Iterator[dict[str, Any]]:
    yield from session.execute(question).rows_as_dict().get_all()


def ladybug_check(shown: Network, folder: Path) -> None:
    """Compare every node and link with every value in the database with what was flattened."""
    export_network(shown, "neo4j", folder)
    session, wanted = _loaded(folder), flat(shown)
    delimiter = "|" if 'delimiter="|"' in (folder / "README.md").read_text("utf-8") else ";"

    def plain(values: Any) -> dict[str, Any]:
        return {name: delimiter.join(told) if isinstance(told, tuple) else told for name, told in values.items()}

    nodes = {row["n"]["iri"]: row["n"] for row in _rows(session, "MATCH (n:Thing) RETURN n")}
    assert nodes.keys() == {node.id for node in wanted.nodes}
    for node in wanted.nodes:
        told = {name: value for name, value in plain(node.values).items() if name != "types"}
        assert told.items() <= nodes[node.id].items()
    links = {row["l.id"]: row for row in _rows(session, "MATCH (a)-[l:Link]->(b) RETURN a.iri, b.iri, l.*")}
    assert links.keys() == {link.id for link in wanted.links}
    for link in wanted.links:
        ends = {"a.iri": link.source, "b.iri": link.target}
        assert (ends | {f"l.{name}": told for name, told in plain(link.values).items()}).items() <= links[
            link.id
        ].items()


@pytest.mark.parametrize("name", ["comments", "posts", "services", "full"])
def test_ladybug_loads_the_tables_for_neo4j(name: str, tmp_path: Path) -> None:
    ladybug_check(project(store(), name), tmp_path / "neo4j")
