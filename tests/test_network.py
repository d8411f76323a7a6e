"""Who stands in the middle, who joins councils, how two are linked; and pictures that a person can read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from conftest import ROOT, kg
from network_samples import store

from kg.errors import ExportError, QueryError
from kg.export.networks import NETWORK_FOLDERS, NETWORK_FORMATS
from kg.folder import opened, stored_text
from kg.network import PROJECTIONS, Link, Network, Node, project
from kg.network.answer import Style, Wanted, connected, measured
from kg.network.layout import circle, columns, tiers, tiers_by_kind, written_width
from kg.network.links import network
from kg.network.measures import as_networkx, measure
from kg.network.paths import find, from_texts
from kg.network.picture import MOST, by_kind, draw, weightiest
from kg.network.report import report_text

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Style(20, 0, lambda span: f"»{span}«")


def _text_of(_digest: str) -> str:
    return "Some text of ours."


def _way(start: str, end: str, projection: str = "connections", form: str = "table") -> str:
    return connected(store(), Wanted(start, end, projection), form, PLAIN, from_texts(_text_of))


# --- links that skip a column


def test_a_link_that_skips_a_column_goes_through_it_in_a_row_of_its_own() -> None:
    shown = project(store(), "connections")
    labels = {node.iri: node.label for node in shown.nodes}
    laid = columns(shown, tiers_by_kind(shown), labels)
    john = next(node.iri for node in shown.nodes if node.label == "John Bolton")
    reviews = next(node.iri for node in shown.nodes if node.label == "Joint Reviews")
    (passage,) = laid.passages[frozenset((john, reviews))]
    middle = {spot.y for spot in laid.spots.values() if spot.x == passage.x}
    assert len(middle) >= 2
    assert min(abs(passage.y - y) for y in middle) >= 26.0
    assert laid.spots.keys() == labels.keys()


# --- measures


def test_who_stands_in_the_middle_comes_first() -> None:
    first = measure(project(store(), "comments")).standings[0]
    assert (first.node.label, first.neighbours, first.weight) == ("John Bolton", 2, 3)
    assert first.betweenness == 0.6667


def test_groups_are_linked_more_closely_among_themselves() -> None:
    groups = measure(project(store(), "comments")).communities
    assert [[node.label for node in group] for group in groups] == [
        ["Bolton", "Cliff Morris", "John Bolton"],
        ["Len Taylor", "North East Lincolnshire"],
    ]


def test_a_bridge_joins_councils_and_it_is_told_whether_it_is_the_only_one() -> None:
    (bridge,) = measure(project(store(), "comments")).bridges
    assert bridge.node.label == "John Bolton"
    assert [council.label for council in bridge.councils] == ["Bolton", "North East Lincolnshire"]
    assert bridge.only


def test_who_speaks_for_whom_on_how_many_councils() -> None:
    speaker = measure(project(store(), "comments")).speakers[0]
    assert (speaker.node.label, speaker.on_behalf_of, speaker.comments) == ("John Bolton", ("Joint Reviews",), 3)
    assert [council.label for council in speaker.councils] == ["Bolton", "North East Lincolnshire"]
    assert speaker.documents == ("bolton.txt", "lincolnshire.txt")


def test_a_council_is_a_bridge_only_where_nothing_else_joins_the_others() -> None:
    nodes = [Node(f"urn:{name}", name, "LocalAuthority") for name in ("Barnet", "Camden", "Enfield", "Haringey")]
    links = [Link("urn:Barnet", "urn:Camden", "is named with"), Link("urn:Camden", "urn:Enfield", "is named with")]
    (bridge,) = measure(network("co-mention", nodes, links, directed=False)).bridges
    assert (bridge.node.label, bridge.only) == ("Camden", True)
    closed = [*links, Link("urn:Barnet", "urn:Enfield", "is named with")]
    assert measure(network("co-mention", nodes, closed, directed=False)).bridges == ()


def test_an_empty_network_is_measured_too() -> None:
    empty = Network("partners", (), ())
    assert measure(empty).standings == ()
    assert report_text(empty, measure(empty)) == "partners: nothing is linked here.\n"


def test_networkx_gets_every_node_and_link_with_what_is_known_of_it() -> None:
    graph = as_networkx(project(store(), "comments"))
    assert isinstance(graph, nx.MultiDiGraph)
    john = "https://w3id.org/social-care-kg/id/person/john-bolton_joint-reviews"
    assert graph.nodes[john] == {"iri": john, "label": "John Bolton", "kind": "Person"}
    (told,) = graph.get_edge_data(john, "https://w3id.org/social-care-kg/id/authority/E08000001").values()
    assert (told["weight"], told["documents"], told["on_behalf_of"]) == (2, ("bolton.txt",), ("Joint Reviews",))
    assert isinstance(as_networkx(project(store(), "co-mention")), nx.MultiGraph)


def test_tables_are_cut_at_the_top_and_say_what_is_missing() -> None:
    shown = measured(store(), "connections", "table", Style(2, 0, str))
    assert shown.startswith("connections: 8 nodes, 11 links, in 2 parts that no link joins\n")
    assert "… and 6 more\n" in shown


# --- ways


def test_a_way_names_each_step_with_its_sentences() -> None:
    assert _way("cliff morris", "John Bolton", "comments") == (
        "Cliff Morris → Bolton → John Bolton  (2 steps)\n\n"
        "1. Cliff Morris (person) – Bolton (local authority)\n"
        "   Cliff Morris comments on Bolton:\n"
        "     bolton.txt:2-11  So»me text o«f ours.\n\n"
        "2. Bolton (local authority) – John Bolton (person)\n"
        "   John Bolton comments on Bolton:\n"
        "     bolton.txt:0-9  »Some text« of ours.\n"
        "     bolton.txt:1-10  S»ome text«of ours.\n"
    )


def test_what_the_same_words_prove_is_not_shown_twice() -> None:
    shown = _way("Cliff Morris", "Bolton")
    assert "   Cliff Morris speaks for Bolton, in the same words\n" in shown + "\n"


def test_authorities_of_one_document_are_linked_where_nothing_else_links_them() -> None:
    shown = _way("Len Taylor", "Camden")
    assert shown.startswith("Len Taylor → North East Lincolnshire → Camden  (2 steps)\n")
    assert "is named with" in shown
    assert "is named with" not in _way("Cliff Morris", "Len Taylor")


def test_two_that_nothing_links_are_told() -> None:
    assert (
        _way("Age Concern", "Len Taylor") == "Age Concern and Len Taylor are not linked in the network connections.\n"
    )
    assert _way("Bolton", "bolton") == "Bolton and Bolton are one and the same.\n"


def test_a_way_as_json_has_every_fact() -> None:
    told = json.loads(_way("Cliff Morris", "John Bolton", "comments", "json"))
    assert (told["from"]["label"], told["to"]["label"], len(told["steps"])) == ("Cliff Morris", "John Bolton", 2)
    (link,) = told["steps"][1]["links"]
    assert [fact["start"] for fact in link["facts"]] == [0, 1]
    assert link["facts"][0] == {
        "statement": "https://w3id.org/social-care-kg/id/statement/0000000000000001-00",
        "document": "bolton.txt",
        "start": 0,
        "end": 9,
        "rule": "a rule",
        "sentence": "Some text of ours.",
        "span": "Some text",
    }


def test_a_name_that_nobody_has_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"Cliff Moris: nobody and nothing .* the nearest: Cliff Morris"):
        _way("Cliff Moris", "Bolton")


def test_a_name_that_several_have_is_answered_with_their_iris() -> None:
    nodes = [Node(f"urn:{number}", "Ann Smith", "Person") for number in (1, 2)]
    with pytest.raises(QueryError, match=r"ann smith: several .* urn:1 \(person\), urn:2 \(person\)"):
        find(network("posts", nodes, []), "ann smith")
    assert find(network("posts", nodes, []), "urn:2").iri == "urn:2"


# --- pictures


def _picture(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def _labels(text: str) -> list[str]:
    return [found.text or "" for found in _picture(text).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_picture_names_every_node(name: str) -> None:
    shown = project(store(), name)
    drawn = by_kind(shown) if name == "full" else shown
    labels = _labels(draw(drawn, {}))
    assert {node.label for node in drawn.nodes} <= set(labels)


def test_a_picture_has_a_title_a_legend_and_words_for_those_who_do_not_see_it() -> None:
    text = measured(store(), "comments", "svg", PLAIN)
    picture = _picture(text)
    assert picture.findtext(f"{SVG}title") == "Who comments on which authority"
    assert picture.findtext(f"{SVG}desc") == "5 nodes, 4 links"
    assert {"person", "local authority", "a link is as thick as its weight: 1 to 2"} <= set(_labels(text))
    assert "John Bolton comments on Bolton: 2" in [title.text for title in picture.iter(f"{SVG}title")]


@pytest.mark.parametrize("count", [2, 7, 12, 13, 30, 60])
def test_no_labels_overlap_on_a_circle(count: int) -> None:
    names = {f"urn:{number}": f"North East Lincolnshire {number}" for number in range(count)}
    spots = [circle(list(names), names).spots[iri] for iri in names]
    for one, other in combinations(spots, 2):
        away = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        beside = one.anchor != other.anchor or one.angle != other.angle
        assert away >= 18.5 and (beside or abs(one.y - other.y) >= 16)


@pytest.mark.parametrize("name", ["comments", "posts", "services", "partners", "connections"])
def test_no_labels_overlap_in_columns_and_none_leaves_the_paper(name: str) -> None:
    shown = project(store(), name)
    labels = {node.iri: node.label for node in shown.nodes}
    layout = columns(shown, tiers_by_kind(shown) if name == "connections" else tiers(shown), labels)
    boxes = []
    for iri, spot in layout.spots.items():
        left = spot.x + 12 if spot.anchor == "start" else spot.x - 12 - written_width(labels[iri])
        boxes.append((left, left + written_width(labels[iri]), spot.y - 8, spot.y + 8))
    for left, right, top, bottom in boxes:
        assert left >= 0 and right <= layout.width and top >= 0 and bottom <= layout.height
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_a_large_network_is_drawn_in_part_and_says_so() -> None:
    nodes = [Node(f"urn:{number:03}", f"Person {number:03}", "Person") for number in range(200)]
    links = [Link("urn:000", f"urn:{number:03}", "comments on", number) for number in range(1, 200)]
    large = network("comments", nodes, links)
    kept = weightiest(large, MOST)
    assert (len(kept.nodes), len(kept.links)) == (60, 59)
    assert {"urn:000", "urn:199", "urn:141"} <= set(kept.by_iri())
    assert "60 of 200 nodes: those with the weightiest links; 59 of 199 links" in _labels(draw(large, {}))


def test_a_label_may_hold_anything_and_is_cut_where_it_is_long() -> None:
    hostile = ["<b>&\"'", "bell \x07", "مجلس المدينة", "北京" * 30, "line\nbreak", "a" * 300]
    nodes = [Node(f"urn:{number}", label, "Person") for number, label in enumerate(hostile)]
    links = [Link("urn:0", f"urn:{number}", "comments on") for number in range(1, 6)]
    labels = _labels(draw(network("comments", nodes, links), {}))
    assert {"<b>&\"'", "bell \ufffd", "مجلس المدينة", "line break", "a" * 45 + "…"} <= set(labels)


def test_nothing_to_draw_is_told() -> None:
    with pytest.raises(ExportError, match="The network partners is empty: there is nothing to draw"):
        draw(Network("partners", (), ()), {})


def test_the_picture_of_a_way_says_on_each_line_what_it_is() -> None:
    labels = _labels(_way("Len Taylor", "Camden", form="svg"))
    assert labels[0] == "How Len Taylor is linked to Camden"
    assert {"comments on →", "speaks for →", "is named with"} <= set(labels)


@pytest.mark.parametrize("form", ["table", "json", "svg"])
@pytest.mark.slow
def test_the_same_build_tells_the_same_whatever_the_hash_seed(form: str, seeds_build: Path) -> None:
    told = {
        kg("network", "--format", form, "--build", seeds_build, PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert "John Bolton" in told.pop()


# --- the command


def test_the_command_prints_tables(seeds_build: Path) -> None:
    printed = kg("network", "--projection", "comments", "--build", seeds_build).stdout
    assert re.search(r"^John Bolton +person +3 ", printed, re.MULTILINE)
    assert "Bridges between councils" in printed


def test_the_command_finds_a_way_with_the_sentences(seeds_build: Path) -> None:
    printed = kg("network", "--path", "John Bolton", "Cliff Morris", "--build", seeds_build).stdout
    assert printed.startswith("John Bolton → Bolton → Cliff Morris  (2 steps)\n")
    assert "bolton-joint-review.txt:" in printed


def test_the_command_draws(seeds_build: Path) -> None:
    printed = kg("network", "--projection", "posts", "--format", "svg", "--build", seeds_build).stdout
    assert {"Cliff Morris", "Bolton", "person"} <= set(_labels(printed))


def test_an_unknown_name_is_one_line_and_exits_with_2(seeds_build: Path) -> None:
    ran = kg("network", "--path", "Nobody At All", "Bolton", "--build", seeds_build)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("kg: Nobody At All: nobody and nothing in the network connections has this name")


def test_projecting_loads_no_networkx(seeds_build: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.folder import opened; from kg.network import project; "
        "project(opened(Path(sys.argv[1])), 'comments'); print('networkx' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(seeds_build)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stdout == "False\n"


def test_every_way_of_the_seeds_leads_to_sentences_of_the_documents(seeds_build: Path) -> None:
    source = opened(seeds_build)
    told = json.loads(
        connected(
            source,
            Wanted("Cliff Morris", "Len Taylor", "connections"),
            "json",
            PLAIN,
            from_texts(lambda digest: stored_text(seeds_build, digest)),
        )
    )
    facts = [fact for step in told["steps"] for link in step["links"] for fact in link["facts"]]
    assert facts and all(fact["span"] and fact["span"] in fact["sentence"] for fact in facts)


# --- the documentation

DOCS = ROOT / "docs" / "networks.md"


def test_every_projection_and_every_format_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for name in (*PROJECTIONS, *NETWORK_FORMATS, *NETWORK_FOLDERS):
        assert f"| `{name}` |" in text


def test_every_projection_has_a_picture_in_the_documentation() -> None:
    pictures = re.findall(r"!\[[^]]+\]\((pictures/[\w-]+\.svg)\)", DOCS.read_text("utf-8"))
    assert set(pictures) == {f"pictures/{name}.svg" for name in (*PROJECTIONS, "path")}
    for picture in pictures:
        assert len(_labels((DOCS.parent / picture).read_text("utf-8"))) > 3
