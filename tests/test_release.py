"""A release is whole, says of what it is made, and proves itself; what was lost or altered is found."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import ROOT, kg

import kg as package
from kg.canonical import canonical_hash
from kg.errors import BuildError, ExportError
from kg.folder import all_quads
from kg.lexicon import load
from kg.links import dead_links
from kg.rdf import Iri, Literal, Quad, Term, term
from kg.release import release
from kg.verify import as_text, is_sound, verify

FILES = [
    "CITATION.cff",
    "LICENCES.md",
    "SHA256SUMS",
    "dataset.ttl",
    "graph.nq",
    "graph.trig",
    "graph.ttl",
    "release.json",
    "report.ttl",
    "report.txt",
    "texts.csv",
]


@pytest.fixture(scope="module")
def released(seeds_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("released") / "release"
    release(seeds_build, out)
    return out


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    shutil.copytree(released, tmp_path / "release")
    return tmp_path / "release"


@pytest.fixture
def build_copy(seeds_build: Path, tmp_path: Path) -> Path:
    shutil.copytree(seeds_build, tmp_path / "build", symlinks=True)
    return tmp_path / "build"


def faults(place: Path, texts: Path | None = None) -> list[str]:
    return [fault for check in verify(place, texts) for fault in check.faults]


# --- what is released


def test_a_release_holds_its_files_and_checksums(released: Path) -> None:
    assert sorted(path.name for path in released.iterdir()) == FILES
    for line in (released / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((released / name).read_bytes()).hexdigest() == digest


def test_the_canonical_hash_is_that_of_the_n_quads_file(released: Path, seeds_build: Path) -> None:
    digest = hashlib.sha256((released / "graph.nq").read_bytes()).hexdigest()
    assert canonical_hash(all_quads(seeds_build)) == digest
    assert f'"canonical_hash": "{digest}"' in (released / "release.json").read_text()


def test_the_same_build_gives_the_same_bytes(released: Path, seeds_build: Path, tmp_path: Path) -> None:
    release(seeds_build, tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (released / name).read_bytes()


def test_all_three_formats_hold_the_same_for_a_parser_of_others(released: Path) -> None:
    quads = set(ox.parse(path=str(released / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(path=str(released / "graph.trig"), format=ox.RdfFormat.TRIG)) == quads
    triples = {quad.triple for quad in ox.parse(path=str(released / "graph.ttl"), format=ox.RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in quads}


def test_the_digests_are_those_of_the_documents(released: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((released / "texts.csv").read_text("utf-8"))))
    assert [row["path"] for row in rows] == sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
    for row in rows:
        data = (ROOT / "seeds" / row["path"]).read_bytes()
        assert row["digest"] == hashlib.sha256(data).hexdigest()
        assert int(row["characters"]) == len(data.decode("utf-8"))


def described(released: Path, sparql: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.load(path=str(released / "dataset.ttl"), format=ox.RdfFormat.TURTLE, base_iri="https://example.org/r/")
    prefixes = (
        "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#> "
        "PREFIX dct: <http://purl.org/dc/terms/> PREFIX spdx: <http://spdx.org/rdf/terms#> "
        "PREFIX sc: <https://w3id.org/social-care-kg/def#> "
    )
    return [tuple(cell.value for cell in row) for row in store.query(prefixes + sparql)]


def test_the_description_counts_what_is_there(released: Path, seeds_build: Path) -> None:
    quads = all_quads(seeds_build)
    ratings = sum(quad[1:3] == (term("rdf:type"), term("sc:Rating")) for quad in quads)
    assert described(released, "SELECT ?n { ?d a dcat:Dataset ; void:triples ?n }") == [(str(len(quads)),)]
    assert described(
        released, "SELECT ?n { ?d void:classPartition ?p . ?p void:class sc:Rating ; void:entities ?n }"
    ) == [(str(ratings),)]
    uses = sum(quad.predicate == term("sc:stars") for quad in quads)
    assert described(
        released, "SELECT ?n { ?d void:propertyPartition ?p . ?p void:property sc:stars ; void:triples ?n }"
    ) == [(str(uses),)]
    total = described(released, "SELECT (SUM(?n) AS ?all) { ?d void:subset ?g . ?g void:triples ?n }")
    assert total == [(str(len(quads)),)]


def test_the_description_leads_to_the_files(released: Path) -> None:
    found = described(
        released,
        "SELECT ?url ?size ?sum { ?d dcat:distribution ?f . ?f dcat:downloadURL ?url ; dcat:byteSize ?size ; "
        "spdx:checksum/spdx:checksumValue ?sum } ORDER BY ?url",
    )
    assert [(url, int(size)) for url, size, _ in found] == [
        (f"https://example.org/r/{name}", (released / name).stat().st_size)
        for name in ("graph.nq", "graph.trig", "graph.ttl")
    ]
    for url, _, digest in found:
        assert hashlib.sha256((released / url.rpartition("/")[2]).read_bytes()).hexdigest() == digest


def test_the_description_names_the_licence_and_who_is_owed_it(released: Path) -> None:
    licence, rights = described(released, "SELECT ?l ?r { ?d a dcat:Dataset ; dct:license ?l ; dct:rights ?r }")[0]
    assert licence == "https://creativecommons.org/licenses/by/4.0/"
    assert "mySociety" in rights
    assert "Open Government Licence v3.0" in rights
    assert rights in (released / "LICENCES.md").read_text()


def test_the_description_has_no_blank_node(released: Path) -> None:
    assert described(released, "SELECT ?s ?o { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }") == []


def test_a_date_stands_there_only_if_it_is_given(
    seeds_build: Path, tmp_path: Path, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "date-released" not in (released / "CITATION.cff").read_text()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    release(seeds_build, tmp_path / "dated")
    assert "date-released: 2023-11-14\n" in (tmp_path / "dated" / "CITATION.cff").read_text()
    assert described(tmp_path / "dated", "SELECT ?d { ?s dct:issued ?d }") == [("2023-11-14",)]


def test_the_version_that_is_cited_is_the_version() -> None:
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"\nversion: {package.__version__}\n" in cited
    assert f"\nlicense: {project['license']}\n" in cited


def test_what_is_no_release_is_left_alone(seeds_build: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(ExportError, match=r"not a release of kg \(no release.json\), so it is left alone"):
        release(seeds_build, tmp_path)
    with pytest.raises(ExportError, match="a file stands there"):
        release(seeds_build, tmp_path / "thesis.doc")
    assert (tmp_path / "thesis.doc").read_text() == "mine"


def test_a_release_takes_the_place_of_an_old_one(copy: Path, seeds_build: Path) -> None:
    (copy / "left-over.txt").write_text("of an older version")
    release(seeds_build, copy)
    assert sorted(path.name for path in copy.iterdir()) == FILES
    assert [path.name for path in copy.parent.iterdir()] == ["release"]


# --- verify: what is sound


def test_a_build_is_proved(seeds_build: Path) -> None:
    checks = verify(seeds_build)
    assert is_sound(checks)
    assert not any(check.open for check in checks)
    quotations = sum(quad.predicate == term("oa:exact") for quad in all_quads(seeds_build))
    assert f"✓ {quotations} of {quotations} quotations are in their texts, word for word\n" in as_text(checks)


def test_a_release_without_texts_says_that_quotations_were_not_tried(released: Path) -> None:
    checks = verify(released)
    assert is_sound(checks)
    assert "word for word: not tried, the texts are not here; name their folder with --texts\n" in as_text(checks)


@pytest.mark.parametrize("texts", ["documents", "build"])
def test_a_releases_quotations_are_proved_on_texts_that_lie_elsewhere(
    released: Path, seeds_build: Path, texts: str
) -> None:
    checks = verify(released, ROOT / "seeds" if texts == "documents" else seeds_build / "texts")
    assert is_sound(checks)
    assert not any(check.open for check in checks)


def test_a_release_with_texts_proves_itself(seeds_build: Path, tmp_path: Path) -> None:
    release(seeds_build, tmp_path / "release", with_texts=True)
    checks = verify(tmp_path / "release")
    assert is_sound(checks)
    assert not any(check.open for check in checks)


# --- verify: what was lost or altered


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("SHA256SUMS", "release.json")])
def test_a_file_of_a_release_that_was_altered_is_named(copy: Path, name: str) -> None:
    _cut(copy / name)
    assert f"{name}: it is not as it was released." in faults(copy)


def test_a_file_that_is_lost_and_one_that_is_foreign_are_named(copy: Path) -> None:
    (copy / "LICENCES.md").unlink()
    (copy / "notes.txt").write_text("mine")
    assert faults(copy)[:2] == ["LICENCES.md: it is missing.", "notes.txt: it is not in SHA256SUMS."]


def test_a_word_forged_in_a_release_is_found_even_with_new_checksums(copy: Path) -> None:
    for name in ("graph.nq", "graph.trig", "graph.ttl"):
        text = (copy / name).read_text("utf-8")
        (copy / name).write_text(text.replace("poor, one star", "good, one star"), "utf-8")
    sums = [
        f"{hashlib.sha256((copy / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES if name != "SHA256SUMS"
    ]
    (copy / "SHA256SUMS").write_text("".join(sums))
    found = faults(copy, ROOT / "seeds")
    assert found[0].startswith("release.json: it says ")
    assert any("The document has other words at these offsets than are quoted" in fault for fault in found)


def test_a_format_that_says_something_else_is_found(copy: Path) -> None:
    for name in ("graph.trig", "graph.ttl"):
        (copy / name).write_text("<urn:a> <urn:b> <urn:c> .\n")
    found = faults(copy)
    assert "graph.ttl: it holds other triples than the N-Quads." in found
    assert "graph.trig: it holds other quads than the N-Quads." in found


def _document_of(build: Path, folder: str) -> Path:
    return sorted((build / "current" / folder).glob("[0-9a-f]*"))[0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda build: _cut(_document_of(build, "documents")), "which is not the folder's name."),
        (lambda build: _document_of(build, "documents").unlink(), "its graph is missing."),
        (lambda build: _document_of(build, "texts").unlink(), "its text is missing."),
        (
            lambda build: _document_of(build, "texts").write_text("Something else altogether."),
            "The document has other words at these offsets than are quoted",
        ),
        (lambda build: (build / "current" / "graph.ttl").write_text(""), "graph.ttl: it holds other triples"),
    ],
)
def test_a_build_that_was_spoilt_is_found(build_copy: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(build_copy)
    assert any(said in fault for fault in faults(build_copy))


def test_a_folder_that_is_neither_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no build there"):
        verify(tmp_path)


# --- the commands


def test_the_commands_release_and_verify(seeds_build: Path, tmp_path: Path) -> None:
    made = kg("release", "--out", tmp_path / "release", "--build", seeds_build)
    assert (made.returncode, made.stderr) == (0, "")
    assert f"Next: kg verify {tmp_path / 'release'}\n" in made.stdout
    proved = kg("verify", tmp_path / "release", "--texts", ROOT / "seeds")
    assert (proved.returncode, proved.stderr) == (0, "")
    assert "✗" not in proved.stdout
    _cut(tmp_path / "release" / "graph.ttl")
    assert kg("verify", tmp_path / "release").returncode == 1
    assert kg("verify", tmp_path / "nothing").returncode == 2


# --- links


def test_no_link_of_the_ontology_is_malformed() -> None:
    assert dead_links(load([ROOT / "ontology"]).quads) == ()


def test_no_link_of_a_build_leads_nowhere(seeds_build: Path) -> None:
    assert dead_links(all_quads(seeds_build)) == ()


A = Iri("https://w3id.org/social-care-kg/id/authority/A")


def link(predicate: str, target: Term) -> Quad:
    return Quad(A, term(predicate), target, Iri("urn:g"))


@pytest.mark.parametrize(
    ("predicate", "target", "said"),
    [
        (
            "owl:sameAs",
            "https://www.wikidata.org/wiki/Q42",
            "things there have the form http://www.wikidata.org/entity/Q",
        ),
        ("owl:sameAs", "http://www.wikidata.org/entity/Q0", "things there have the form"),
        ("owl:sameAs", "https://www.wikidata.org/entity/Q42", "things there have the form"),
        ("owl:sameAs", "http://wikidata.org/entity/Q42", "things there have the form"),
        ("rdfs:seeAlso", "http://statistics.data.gov.uk/doc/statistical-geography/E06000001", "have the form"),
        ("rdfs:seeAlso", "http://statistics.data.gov.uk/id/statistical-geography/E0600001", "have the form"),
        ("skos:closeMatch", "http://id.esd.org.uk/service/meals", "http://id.esd.org.uk/service/<number>"),
        ("skos:closeMatch", "http://https://id.esd.org.uk/service/1", "no host"),
        ("foaf:homepage", "http://localhost/bolton", "no host"),
        ("foaf:homepage", "https://www.example.org/bolton", "an example, not a place"),
        ("foaf:homepage", "https://www.bolton.gov.uk/home.", "no address that anybody would serve"),
        ("foaf:homepage", "https://www.bolton.gov.uk//home", "no address that anybody would serve"),
        ("foaf:homepage", "mailto:town.hall@bolton.gov.uk", "no web address"),
        ("owl:sameAs", A.value, "links to itself"),
    ],
)
def test_a_link_of_a_dead_shape_is_named(predicate: str, target: str, said: str) -> None:
    (found,) = dead_links([link(predicate, Iri(target))])
    assert said in found


@pytest.mark.parametrize(
    ("predicate", "target"),
    [
        ("owl:sameAs", "http://www.wikidata.org/entity/Q16993720"),
        ("skos:closeMatch", "http://id.esd.org.uk/service/217"),
        ("foaf:homepage", "https://www.uttlesford.gov.uk/home"),
    ],
)
def test_a_link_of_good_shape_is_none(predicate: str, target: str) -> None:
    assert dead_links([link(predicate, Iri(target))]) == ()


def test_a_link_that_is_text_is_named() -> None:
    assert (
        "links to the text “www.bolton.gov.uk”" in dead_links([link("foaf:homepage", Literal("www.bolton.gov.uk"))])[0]
    )


def test_two_things_that_are_one_third_are_named() -> None:
    same = link("owl:sameAs", Iri("http://www.wikidata.org/entity/Q42"))
    other = same._replace(subject=Iri("https://w3id.org/social-care-kg/id/authority/B"))
    assert "is said to be the same as" in dead_links([same, other])[0]


def test_an_area_that_is_not_the_authoritys_is_named() -> None:
    area = link("dct:spatial", Iri("http://statistics.data.gov.uk/id/statistical-geography/E06000001"))
    assert "links to the area E06000001, which is none of its codes" in dead_links([area])[0]
    assert dead_links([area, link("skos:notation", Literal("E06000001"))]) == ()


def test_a_thing_of_our_own_of_which_nothing_is_said_is_named() -> None:
    found = dead_links([link("skos:related", Iri("https://w3id.org/social-care-kg/id/person/nobody"))])
    assert "id/person/nobody>, of which nothing is said." in found[0]
