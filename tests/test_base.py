"""A build whose things and graphs stand below another address than kg's own: the same facts, under other names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, kg

from kg.building import build
from kg.decisions import decisions_from
from kg.diff import difference, patch
from kg.errors import BuildError
from kg.export import render
from kg.folder import all_quads, base_of, opened
from kg.network import project
from kg.query import saved_queries, table
from kg.rdf import BASE, Iri, Literal, Quad, checked_base, moved, term
from kg.release import release
from kg.results import as_csv
from kg.verify import is_sound, verify

OTHER = "https://data.bolton.gov.uk/care/"
CANONICAL = re.compile(re.escape(BASE) + "(id|graph)/")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the seeds below another base."""
    out = tmp_path_factory.mktemp("elsewhere") / "build"
    build([ROOT / "seeds"], out, base=OTHER)
    return out


def test_things_and_graphs_move_and_terms_and_concepts_stay() -> None:
    rating = Quad(
        Iri(BASE + "id/rating/0a1b"),
        term("sc:status"),
        Iri(BASE + "vocab/statuses/current"),
        Iri(BASE + "graph/document/94"),
    )
    said = rating._replace(predicate=term("sc:text"), object=Literal(BASE + "id/rating/0a1b"))
    assert moved({rating, said}, OTHER) == {
        Quad(Iri(OTHER + "id/rating/0a1b"), rating.predicate, rating.object, Iri(OTHER + "graph/document/94")),
        Quad(Iri(OTHER + "id/rating/0a1b"), said.predicate, said.object, Iri(OTHER + "graph/document/94")),
    }
    assert moved(moved({rating, said}, OTHER), BASE, since=OTHER) == {rating, said}


@pytest.mark.parametrize(
    "base", ["care", "urn:care:", "ftp://a.uk/", "https://a.uk", "https://a.uk/#", "https://a.uk/x?/", "http://a b/"]
)
def test_what_is_no_base_is_told(base: str) -> None:
    with pytest.raises(ValueError, match="no base for IRIs; give a web address that ends in a slash"):
        checked_base(base)


def test_the_command_tells_what_is_no_base(tmp_path: Path) -> None:
    ran = kg("build", ROOT / "seeds", "--out", tmp_path / "build", "--base", "bolton.gov.uk")
    assert ran.returncode == 2
    assert ran.stderr == (
        "kg: bolton.gov.uk: no base for IRIs; give a web address that ends in a slash: https://example.org/care/\n"
    )
    assert not (tmp_path / "build").exists()


@pytest.mark.slow
def test_no_file_of_the_build_names_a_thing_or_a_graph_as_before(elsewhere: Path, seeds_build: Path) -> None:
    assert base_of(elsewhere) == OTHER
    assert base_of(seeds_build) == BASE
    for file in (elsewhere / "current").rglob("*"):
        if file.suffix in (".nq", ".ttl", ".trig", ".json"):
            assert not CANONICAL.search(file.read_text("utf-8")), file


@pytest.mark.slow
def test_every_saved_query_has_the_same_rows_under_other_names(elsewhere: Path, seeds_build: Path) -> None:
    here, there = opened(seeds_build), opened(elsewhere)
    for query in saved_queries():
        found = as_csv(table(there, query, {}))
        assert found.replace(OTHER, BASE) == as_csv(table(here, query, {})), query.name


@pytest.mark.slow
def test_a_build_of_another_base_is_proved_whole_and_judged_alike(elsewhere: Path, seeds_build: Path) -> None:
    assert is_sound(verify(elsewhere))
    assert (elsewhere / "report.txt").read_text() == (seeds_build / "report.txt").read_text()
    assert kg("validate", "--build", elsewhere).stdout == kg("validate", "--build", seeds_build).stdout


@pytest.mark.slow
@pytest.mark.parametrize("form", ["turtle", "trig", "nt", "nq", "jsonld", "rdfxml"])
def test_every_format_holds_the_same_under_other_names(form: str, elsewhere: Path) -> None:
    text = render(all_quads(elsewhere), form, base_of(elsewhere))
    assert not CANONICAL.search(text)


@pytest.mark.slow
def test_formats_for_people_take_short_names_for_things_of_another_base(elsewhere: Path) -> None:
    quads = {quad for quad in all_quads(elsewhere) if quad.object == Literal("John Bolton")}
    assert f"@prefix person: <{OTHER}id/person/> .\n" in render(quads, "turtle", OTHER)
    document = json.loads(render(quads, "jsonld", OTHER))
    assert document["@context"]["@base"] == OTHER
    assert document["@graph"][0]["@id"].startswith("graph/")


@pytest.mark.slow
def test_the_full_network_is_the_same_under_other_names(elsewhere: Path, seeds_build: Path) -> None:
    here, there = project(opened(seeds_build), "full"), project(opened(elsewhere), "full")
    assert {node.iri.replace(OTHER, BASE) for node in there.nodes} == {node.iri for node in here.nodes}
    assert len(there.links) == len(here.links)
    assert "statedIn" in {link.kind for link in there.links}


@pytest.mark.slow
def test_a_release_describes_itself_below_its_base_and_is_proved(elsewhere: Path, tmp_path: Path) -> None:
    release(elsewhere, tmp_path / "release")
    described = (tmp_path / "release" / "dataset.ttl").read_text("utf-8")
    assert f'void:uriSpace "{OTHER}"' in described
    assert not CANONICAL.search(described)
    assert is_sound(verify(tmp_path / "release", ROOT / "seeds"))


@pytest.mark.slow
def test_builds_of_different_bases_are_not_compared_fact_by_fact(elsewhere: Path, seeds_build: Path) -> None:
    with pytest.raises(BuildError, match=f"its base is {OTHER}, and that of .* is {BASE}, so nothing in them"):
        difference(seeds_build, elsewhere)
    assert patch(all_quads(seeds_build), all_quads(elsewhere)).startswith("TX .\nD <")


def test_decisions_may_name_things_as_the_build_does(tmp_path: Path) -> None:
    same = "sc:samePersonAs"
    (tmp_path / "decisions.ttl").write_text(
        f"@prefix sc: <{BASE}def#> .\n<{OTHER}id/person/a> {same} <{OTHER}id/person/b> .\n"
        f"<{BASE}id/person/c> {same} <{BASE}id/person/d> .\n"
    )
    assert decisions_from(tmp_path / "decisions.ttl", OTHER).same == {
        f"{BASE}id/person/a": f"{BASE}id/person/b",
        f"{BASE}id/person/c": f"{BASE}id/person/d",
    }
