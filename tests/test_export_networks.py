"""Every format of a network, read back by other programs: networkx, Graphviz, Python's own csv and json."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import kg
from hypothesis import given, settings
from network_samples import store
from rdf_samples import quads

from kg.errors import ExportError
from kg.export.flat import Column, Flat, flat, joined
from kg.export.neo4j import neo4j
from kg.export.networks import NETWORK_FORMATS, export_network, render_network
from kg.folder import opened
from kg.network import PROJECTIONS, Link, Network, Node, project
from kg.network.full import of_quads
from kg.network.links import network
from kg.rdf import BASE, Iri, Literal, Quad
from kg.results import Table

NOBODY = Table(("thing", "label", "class"), ())
Read = tuple[dict[str, dict[str, Any]], dict[str, tuple[str, str, dict[str, Any]]]]

HARD = network(
    "full",
    [
        Node("urn:a", 'She said "no" & <left>', "Person", {"roles": ("one; two", "three"), "number": 3}),
        Node("urn:b", "bell \x07\r\n\ttab", "Person", {"number": 0.5, "flag": True, "text": "x" * 1_000_000}),
        Node(
            "urn:c?q=é'(", "مجلس \u202eright to left", "LocalAuthority", {"text": '\\N \\" \x00 \uffff', "big": 2**40}
        ),
        Node("urn:d", "مجلس \u202eright to left", "LocalAuthority", {"number": "many"}),
    ],
    [
        Link("urn:a", "urn:b", "comments on", 2, ("a; b.txt", "c.txt"), ("urn:s",), {"roles": ("leader",)}),
        Link("urn:a", "urn:b", "speaks for"),
        Link("urn:b", "urn:b", "speaks for"),
        Link("urn:a", "urn:c?q=é'(", "comments on"),
    ],
)


# --- what others read


def _graphml(text: str) -> Read:
    graph = nx.parse_graphml(text, force_multigraph=True)
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), links


def _gexf(text: str) -> Read:
    graph = nx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    links = {told.pop("id"): (source, target, told) for source, target, told in graph.edges(data=True)}
    return dict(graph.nodes(data=True)), links


def _gml(text: str) -> Read:
    graph = nx.parse_gml(text, label="iri")
    nodes = {iri: {**told, "label": told["name"]} for iri, told in graph.nodes(data=True)}
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return nodes, links


def _cytoscape(text: str) -> Read:
    graph = nx.cytoscape_graph(json.loads(text))
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), links


csv.field_size_limit(1 << 24)

READERS = {"graphml": _graphml, "gexf": _gexf, "gml": _gml, "cytoscape": _cytoscape}


def _check(shown: Network, form: str) -> None:
    """Compare what is read with what was flattened: every node and link, with every value."""
    expected = flat(shown) if form == "cytoscape" else joined(flat(shown))
    nodes, links = READERS[form](render_network(shown, form))
    assert nodes.keys() == {node.id for node in expected.nodes}
    assert {key: {source, target} for key, (source, target, _) in links.items()} == {
        link.id: {link.source, link.target} for link in expected.links
    }
    for node in expected.nodes:
        assert _told(node.values, form).items() <= _told(nodes[node.id], form).items()
    for link in expected.links:
        assert _told(link.values, form).items() <= _told(links[link.id][2], form).items()


def _told(values: Any, form: str) -> dict[str, Any]:
    """Return values as they can be compared: tuples are lists in JSON, and GML has no large numbers."""
    return {name: _comparable(value, form) for name, value in values.items()}


def _comparable(value: Any, form: str) -> Any:
    if isinstance(value, tuple | list):
        return tuple(value)
    if form == "gml" and isinstance(value, int | float):
        return float(value) if abs(value) < 2**31 else str(value)
    return value


def _hostile(graph: set[Quad]) -> Network:
    """Return a hostile graph as one document's, as a network."""
    place = Iri(f"{BASE}graph/document/0000000000000001")
    return of_quads({quad._replace(graph=place) for quad in graph}, NOBODY)


@pytest.mark.parametrize("name", PROJECTIONS)
@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_each_projection_of_the_sample(name: str, form: str) -> None:
    _check(project(store(), name), form)


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_all_of_the_seeds(form: str, seeds_build: Path) -> None:
    _check(project(opened(seeds_build), "full"), form)


@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_what_is_hard_to_write(form: str) -> None:
    _check(HARD, form)


@pytest.mark.parametrize("form", READERS)
@given(graph=quads)
@settings(deadline=None, max_examples=40)
def test_networkx_reads_hostile_graphs(form: str, graph: set[Quad]) -> None:
    _check(_hostile(graph), form)


def _dot(text: str, place: Path) -> dict[str, Any]:
    program = shutil.which("dot")
    if not program:
        pytest.skip("GRAPHVIZ IS NOT INSTALLED: nothing is said by this run about how it reads our DOT")
    place.write_text(text, "utf-8")
    ran = subprocess.run([program, "-Tdot_json", str(place)], capture_output=True, timeout=120, check=True)
    assert ran.stderr == b""
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@pytest.mark.parametrize("name", ["comments", "co-mention", "full"])
def test_graphviz_reads_dot(name: str, tmp_path: Path) -> None:
    shown = project(store(), name)
    told = _dot(render_network(shown, "dot"), tmp_path / "network.dot")
    assert told["directed"] == shown.directed
    assert [found["label"] for found in told["objects"]] == [node.label for node in shown.nodes]
    assert sorted(found["id"] for found in told.get("edges", [])) == sorted(link.id for link in shown.links)


@given(quads)
@settings(deadline=None, max_examples=10)
def test_graphviz_reads_hostile_graphs(tmp_path_factory: pytest.TempPathFactory, graph: set[Quad]) -> None:
    shown = _hostile(graph)
    told = _dot(render_network(shown, "dot"), tmp_path_factory.mktemp("dot") / "network.dot")
    assert len(told.get("objects", [])) == len(shown.nodes)
    assert len(told.get("edges", [])) == len(shown.links)


# --- the flattening layer


def test_a_column_has_one_datatype_and_numbers_beside_texts_are_texts() -> None:
    columns = {column.name: column for column in flat(HARD).node_columns}
    assert columns["number"] == Column("number", "string")
    assert columns["big"] == Column("big", "long")
    assert columns["flag"] == Column("flag", "boolean")
    assert columns["roles"] == Column("roles", "string", many=True)


def test_several_values_are_joined_and_kept_as_json_where_joining_loses_them() -> None:
    node = next(node for node in joined(flat(HARD)).nodes if node.id == "urn:a")
    assert node.values["roles"] == "one; two; three"
    assert node.values["roles_json"] == '["one; two", "three"]'
    link = next(link for link in joined(flat(HARD)).links if link.values["weight"] == 2)
    assert (link.values["documents_json"], link.values["roles"]) == ('["a; b.txt", "c.txt"]', "leader")
    assert "roles_json" not in link.values


def test_no_two_links_have_one_id_even_between_the_same_nodes() -> None:
    assert len({link.id for link in flat(HARD).links}) == 4


def test_characters_that_xml_has_not_are_replaced() -> None:
    values = {node.id: node.values for node in flat(HARD).nodes}
    assert values["urn:b"]["label"] == "bell \ufffd\r\n\ttab"
    assert values["urn:c?q=é'("]["text"] == '\\N \\" \ufffd \ufffd'


def test_a_property_with_several_values_is_one_list_and_two_languages_are_two_values() -> None:
    subject, name = Iri(f"{BASE}id/authority/W1"), Iri("http://www.w3.org/2004/02/skos/core#altLabel")
    said = {
        Quad(subject, name, Literal("Cardiff", language="en"), Iri(f"{BASE}graph/entities")),
        Quad(subject, name, Literal("Caerdydd", language="cy"), Iri(f"{BASE}graph/entities")),
    }
    (node,) = of_quads(said, NOBODY).nodes
    assert node.attributes == {"skos_altLabel": ("Caerdydd", "Cardiff")}


# --- each format as people see it


def test_gml_names_no_two_nodes_alike() -> None:
    labels = re.findall(r'^  label "(.*)"$', render_network(HARD, "gml"), re.MULTILINE)
    assert len(labels) == len(set(labels)) == 4
    nx.parse_gml(render_network(HARD, "gml"))


def test_gexf_has_no_date_and_gephi_its_weight_label_and_kind() -> None:
    text = render_network(project(store(), "comments"), "gexf")
    assert "date" not in text.partition("<graph")[0]
    assert 'weight="2" kind="comments on" label="comments on"' in text
    assert '<attribute id="0" title="kind" type="string"/>' in text


def test_an_undirected_network_says_so_in_every_format() -> None:
    shown = project(store(), "co-mention")
    assert 'edgedefault="undirected"' in render_network(shown, "graphml")
    assert 'defaultedgetype="undirected"' in render_network(shown, "gexf")
    assert "directed 0" in render_network(shown, "gml")
    assert render_network(shown, "dot").startswith('graph "co-mention" {')
    assert '"directed": false' in render_network(shown, "cytoscape")


def test_cytoscape_gets_lists_as_lists() -> None:
    told = json.loads(render_network(project(store(), "posts"), "cytoscape"))
    roles = {edge["data"]["source"].rpartition("/")[2]: edge["data"]["roles"] for edge in told["elements"]["edges"]}
    assert roles == {
        "cliff-morris_E08000001": ["Executive Member"],
        "john-bolton_joint-reviews": ["director of joint reviews"],
    }


def _neo4j(shown: Network) -> dict[str, str]:
    return {name: "".join(pieces) for name, pieces in neo4j(flat(shown)).items()}


def _records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_neo4j_gets_headers_labels_types_and_arrays() -> None:
    files = _neo4j(project(store(), "posts"))
    assert files["nodes.csv"].splitlines()[0] == "iri:ID,label,kind,:LABEL"
    link = _records(files["relationships.csv"])[0]
    assert list(link) == [
        ":START_ID", ":END_ID", "id", "kind", "weight:long", "documents:string[]", "roles:string[]",
        "statements:string[]", ":TYPE",
    ]  # fmt: skip
    assert (link["weight:long"], link[":TYPE"]) == ("2", "HOLDS_A_POST_AT")
    assert len(link["statements:string[]"].split(";")) == 2


def test_neo4j_gets_every_class_of_a_thing_as_a_label() -> None:
    nodes = {node["iri:ID"]: node for node in _records(_neo4j(project(store(), "full"))["nodes.csv"])}
    assert nodes[f"{BASE}id/statement/0000000000000001-09"][":LABEL"] == "Rating;Statement"
    assert nodes[f"{BASE}id/statement/0000000000000001-09"]["stars:long"] == "1"


def test_neo4j_gets_another_delimiter_where_an_item_holds_the_usual_one() -> None:
    files = _neo4j(HARD)
    (node,) = [node for node in _records(files["nodes.csv"]) if node["iri:ID"] == "urn:a"]
    assert node["roles:string[]"] == "one; two|three"
    assert '--array-delimiter="|"' in files["README.md"]
    assert "split(row.`roles:string[]`, '|')" in files["load.cypher"]


def test_the_script_for_neo4j_loads_every_label_and_every_type_and_names_only_columns_there_are() -> None:
    files = _neo4j(project(store(), "full"))
    script = files["load.cypher"]
    for file, column in (("nodes.csv", ":LABEL"), ("relationships.csv", ":TYPE")):
        for value in {record[column] for record in _records(files[file])}:
            assert f"row.`{column}` = '{value}'" in script
    headers = {name for file in ("nodes.csv", "relationships.csv") for name in _records(files[file])[0]}
    assert set(re.findall(r"row\.`([^`]+)`", script)) <= headers
    assert script.count("LOAD CSV") == script.count("IN TRANSACTIONS OF 1000 ROWS;")


@given(quads)
@settings(deadline=None, max_examples=40)
def test_neo4j_gets_hostile_graphs_whole(graph: set[Quad]) -> None:
    expected: Flat = flat(_hostile(graph))
    files = {name: "".join(pieces) for name, pieces in neo4j(expected).items()}
    assert [node["iri:ID"] for node in _records(files["nodes.csv"])] == [node.id for node in expected.nodes]
    assert [link["id"] for link in _records(files["relationships.csv"])] == [link.id for link in expected.links]


# --- the same bytes


CODE = """
import sys
from hashlib import sha256
from pathlib import Path
from kg.export.flat import flat
from kg.export.neo4j import neo4j
from kg.export.networks import NETWORK_FORMATS, render_network
from kg.network import PROJECTIONS, project
from kg.store import Store
source = Store.from_trig(Path(sys.argv[1]).read_text("utf-8"))
for name in PROJECTIONS:
    network = project(source, name)
    texts = [render_network(network, form) for form in NETWORK_FORMATS]
    texts += ["".join(pieces) for pieces in neo4j(flat(network)).values()]
    print(name, *(sha256(text.encode()).hexdigest() for text in texts))
"""


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    from network_samples import TRIG

    (tmp_path / "graph.trig").write_text(TRIG, "utf-8")
    command = [sys.executable, "-c", CODE, str(tmp_path / "graph.trig")]
    told = {
        subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert len(told.pop().splitlines()) == len(PROJECTIONS)


# --- files and the command


def test_a_network_is_written_to_a_file_a_stream_or_a_folder(tmp_path: Path) -> None:
    shown, stream = project(store(), "comments"), io.StringIO()
    export_network(shown, "gml", tmp_path / "network.gml")
    export_network(shown, "gml", stream)
    assert (tmp_path / "network.gml").read_text("utf-8") == stream.getvalue() == render_network(shown, "gml")
    export_network(shown, "neo4j", tmp_path / "neo4j")
    assert sorted(os.listdir(tmp_path / "neo4j")) == ["README.md", "load.cypher", "nodes.csv", "relationships.csv"]
    with pytest.raises(ExportError, match="neo4j writes a folder; name one"):
        export_network(shown, "neo4j", stream)


def test_an_unknown_format_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ExportError, match="pajek: no format for a network; take graphml, gexf, gml, dot, cytoscape"):
        render_network(HARD, "pajek")


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_the_command_writes_each_format(form: str, seeds_build: Path, tmp_path: Path) -> None:
    place = tmp_path / f"network.{form}"
    ran = kg("export", place, "--format", form, "--projection", "posts", "--build", seeds_build)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (
        sha256(place.read_bytes()).digest()
        == sha256(render_network(project(opened(seeds_build), "posts"), form).encode()).digest()
    )


def test_the_command_writes_folders_for_neo4j_and_for_spreadsheets(seeds_build: Path, tmp_path: Path) -> None:
    assert kg("export", tmp_path / "neo4j", "--format", "neo4j", "--build", seeds_build).returncode == 0
    assert kg("export", tmp_path / "excel", "--format", "csv-excel", "--build", seeds_build).returncode == 0
    assert "load.cypher" in os.listdir(tmp_path / "neo4j")
    assert (tmp_path / "excel" / "comments.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")


def test_formats_of_graphs_and_tables_know_no_projections(seeds_build: Path) -> None:
    ran = kg("export", "-", "--format", "turtle", "--projection", "posts", "--build", seeds_build)
    assert ran.returncode == 2
    assert ran.stderr == "kg: turtle knows no projections; they are for formats of networks, such as graphml.\n"


def test_a_format_that_writes_a_folder_asks_for_one(seeds_build: Path) -> None:
    ran = kg("export", "--format", "neo4j", "--build", seeds_build)
    assert ran.returncode == 2
    assert ran.stderr == "kg: neo4j writes a folder; name one, for example: kg export network --format neo4j\n"
