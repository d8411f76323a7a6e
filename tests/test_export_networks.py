"""Every format of a network, read back by other programs: networkx, Graphviz, Python's own csv and json."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import networkx as nx
import pytest
from conftest import kg
from hypothesis import given, settings
from network_readers import READERS, check
from network_samples import store
from programs import graphviz_reads
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


csv.field_size_limit(1 << 24)


def _hostile(graph: set[Quad]) -> Network:
    """Return a hostile graph as one document's, as a network."""
    place = Iri(f"{BASE}graph/document/0000000000000001")
    return of_quads({quad._replace(graph=place) for quad in graph}, NOBODY)


@pytest.mark.parametrize("name", PROJECTIONS)
@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_each_projection_of_the_sample(name: str, form: str) -> None:
    check(project(store(), name), form)


@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_what_is_hard_to_write(form: str) -> None:
    check(HARD, form)


@pytest.mark.parametrize("form", READERS)
@given(graph=quads)
@settings(deadline=None, max_examples=40)
def test_networkx_reads_hostile_graphs(form: str, graph: set[Quad]) -> None:
    check(_hostile(graph), form)


@pytest.mark.parametrize("name", ["comments", "co-mention", "full"])
def test_graphviz_readsgraphviz_reads(name: str, tmp_path: Path) -> None:
    shown = project(store(), name)
    told = graphviz_reads(render_network(shown, "dot"), tmp_path / "network.dot")
    assert told["directed"] == shown.directed
    assert [found["label"] for found in told["objects"]] == [node.label for node in shown.nodes]
    assert sorted(found["id"] for found in told.get("edges", [])) == sorted(link.id for link in shown.links)


@given(quads)
@settings(deadline=None, max_examples=10)
def test_graphviz_reads_hostile_graphs(tmp_path_factory: pytest.TempPathFactory, graph: set[Quad]) -> None:
    shown = _hostile(graph)
    told = graphviz_reads(render_network(shown, "dot"), tmp_path_factory.mktemp("dot") / "network.dot")
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


# A reader as strict as the one of `neo4j-admin database import`; Operations manual of Neo4j, "CSV header format".
HEADER = re.compile(r"(?P<name>[^:]*)(?::(?P<type>ID|START_ID|END_ID|LABEL|TYPE|long|double|boolean|string\[\]))?")
PARSED = {"long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}


def _imported(text: str) -> list[dict[str, object]]:
    """Read a table: every header is known, every line has every cell, every value is one of its type."""
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    headers = [found for name in lines[0] if (found := HEADER.fullmatch(name))]
    assert len(headers) == len(set(lines[0])) == len(lines[0])
    rows = []
    for cells in lines[1:]:
        assert len(cells) == len(headers)
        told = zip(headers, cells, strict=True)
        rows.append({head[0]: PARSED.get(head["type"], str)(cell) for head, cell in told if cell or not head["type"]})
    return rows


def _check_import(shown: Network) -> None:
    files = _neo4j(shown)
    nodes, links = _imported(files["nodes.csv"]), _imported(files["relationships.csv"])
    known = {node["iri:ID"] for node in nodes}
    assert len(known) == len(nodes) == len(shown.nodes)
    assert all(node[":LABEL"] for node in nodes)
    assert len(links) == len(shown.links)
    assert all({link[":START_ID"], link[":END_ID"]} <= known and link[":TYPE"] for link in links)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_tables_for_neo4j_pass_a_strict_reader(name: str) -> None:
    _check_import(project(store(), name))


def test_the_tables_for_neo4j_pass_a_strict_reader_whatever_they_hold() -> None:
    _check_import(HARD)


@pytest.mark.slow
def test_the_tables_for_neo4j_of_the_seeds_pass_a_strict_reader(seeds_build: Path) -> None:
    _check_import(project(opened(seeds_build), "full"))


def test_neo4j_gets_an_empty_text_in_quotation_marks_and_nothing_for_what_is_missing() -> None:
    nodes = [
        Node("urn:a", "a", "Person", {"text": ""}),
        Node("urn:b", "b", "Person", {"text": ' "x"'}),
        Node("urn:c", "c", "Person"),
    ]
    lines = _neo4j(network("full", nodes, []))["nodes.csv"].splitlines()
    assert lines[1:] == ['urn:a,a,Person,"",Person', 'urn:b,b,Person," ""x""",Person', "urn:c,c,Person,,Person"]


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
