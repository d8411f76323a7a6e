"""Every format of the graph, read back by other libraries; and files that are whole or not there."""

import csv
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from rdf_samples import oxigraph_reads, quads, rdflib_reads, sample, without_graphs

from kg.errors import ExportError
from kg.export import FORMATS, export, export_for_spreadsheets, export_tables, facts, render
from kg.export.tables import csv_metadata, spreadsheet_csv
from kg.folder import opened
from kg.query import evidence_tables, saved_queries
from kg.rdf import BASE, RDF, XSD, Iri, Literal, Quad, parse_nquads, term
from kg.results import Table

RATING = Iri(BASE + "id/rating/0a1b")
GRAPH = Iri(BASE + "graph/entities")
TABLE = Table(("authority", "text"), ((Iri("urn:a"), Literal('said "no", twice')), (None, Literal("first\nsecond"))))

READERS = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "nt": ("nt", ox.RdfFormat.N_TRIPLES),
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
}
WITH_GRAPHS = ("trig", "nq", "jsonld")


def _expected(graph: set[Quad], form: str) -> set[Quad]:
    return graph if form in WITH_GRAPHS else without_graphs(graph)


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_each_format_back(form: str) -> None:
    assert rdflib_reads(render(sample(), form), READERS[form][0]) == _expected(sample(), form)


@pytest.mark.parametrize("form", FORMATS)
def test_oxigraph_reads_each_format_back(form: str) -> None:
    assert oxigraph_reads(render(sample(), form), READERS[form][1]) == _expected(sample(), form)


@pytest.mark.parametrize("form", ["nt", "nq", "jsonld"])
@given(graph=quads)
@settings(deadline=None, max_examples=50)
def test_whatever_is_written_is_read_back(form: str, graph: set[Quad]) -> None:
    assert oxigraph_reads(render(graph, form), READERS[form][1]) == _expected(graph, form)


@given(quads)
@settings(deadline=None, max_examples=50)
def test_rdflib_reads_json_ld_back(graph: set[Quad]) -> None:
    assert rdflib_reads(render(graph, "jsonld"), "json-ld") == graph


CODE = """
import sys
from hashlib import sha256
from pathlib import Path
from kg.export import FORMATS, render
from kg.rdf import parse_nquads
quads = set(parse_nquads(Path(sys.argv[1]).read_text("utf-8")))
for form in FORMATS:
    print(form, sha256(render(quads, form).encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(seed: str, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(render(sample(), "nq"), "utf-8")
    command = [sys.executable, "-c", CODE, str(tmp_path / "graph.nq")]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    here = [f"{form} {sha256(render(sample(), form).encode()).hexdigest()}" for form in FORMATS]
    assert done.stdout.splitlines() == here


# --- each format as people see it


def test_json_ld_is_plain_json_with_its_context_inside() -> None:
    rating = {quad for quad in sample() if quad.subject == RATING}
    document = json.loads(render(rating, "jsonld"))
    assert document["@context"]["@base"] == "https://w3id.org/social-care-kg/"
    assert document["@context"]["sc"] == "https://w3id.org/social-care-kg/def#"
    assert document["@context"]["Rating"] == "sc:Rating"
    assert document["@context"]["authority"] == {"@id": "sc:authority", "@type": "@id"}
    assert document["@context"]["stars"] == {"@id": "sc:stars", "@type": "xsd:integer"}
    assert document["@graph"] == [
        {
            "@id": "graph/document/9464abcdef012345",
            "@graph": [
                {
                    "@id": "id/rating/0a1b",
                    "@type": ["Rating", "Statement"],
                    "asNamed": "Community meals\n  service",
                    "authority": "id/authority/E08000001",
                    "awardedIn": "id/inspection/best-value_E08000001_d-9464abcdef012345",
                    "evidence": "id/span/9464abcdef012345_1851-1918",
                    "extractedBy": "vocab/rules/subject-value-line",
                    "judgementArea": "vocab/areas/service-quality",
                    "ratingSubject": "id/service/E08000001_community-meals-service",
                    "ratingValue": "vocab/bv-stars/1",
                    "repeatedAt": "id/span/9464abcdef012345_20-40",
                    "stars": 1,
                    "statedAs": "fair, one star “service”",
                    "status": "vocab/statuses/current",
                }
            ],
        }
    ]


def test_two_properties_of_one_name_stay_apart_in_json_ld() -> None:
    member = {quad for quad in sample() if "membership" in quad.subject.value}
    (node,) = json.loads(render(member, "jsonld"))["@graph"][0]["@graph"]
    assert node["role"] == "executive member"
    assert node["org:role"] == {"@id": "vocab/roles/executive-member"}


def test_rdf_xml_names_an_element_by_its_class() -> None:
    person = {quad for quad in sample() if quad.object == Literal("Cliff Morris") or quad.object == term("foaf:Person")}
    assert (
        render(person, "rdfxml")
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
    xmlns:foaf="http://xmlns.com/foaf/0.1/">
  <foaf:Person rdf:about="https://w3id.org/social-care-kg/id/person/cliff-morris_E08000001">
    <rdfs:label>Cliff Morris</rdfs:label>
  </foaf:Person>
</rdf:RDF>
"""
    )


@pytest.mark.parametrize("predicate", ["http://example.org/1", "http://example.org/", RDF + "li", RDF + "about"])
def test_a_property_that_rdf_xml_has_no_name_for_is_named(predicate: str) -> None:
    with pytest.raises(ExportError, match=f"{predicate}: RDF/XML can't write this property"):
        render({Quad(RATING, Iri(predicate), Literal("x"), GRAPH)}, "rdfxml")


def test_a_character_that_xml_has_not_is_named_with_its_place() -> None:
    with pytest.raises(ExportError, match=r"def#text 'ding \\x07': RDF/XML can't hold U\+0007; take turtle or nt"):
        render({Quad(RATING, term("sc:text"), Literal("ding \x07"), GRAPH)}, "rdfxml")


def test_lines_of_n_triples_and_n_quads_are_sorted() -> None:
    for form in ("nt", "nq"):
        lines = render(sample(), form).splitlines()
        assert lines == sorted(lines)
        assert len(lines) == len(sample())


def test_facts_are_the_graph_without_evidence_and_provenance() -> None:
    text = render(facts(sample()), "nt")
    for word in ("/span/", "/run/", "/rules/", "ns/prov#", "ns/oa#", "evidence", "repeatedAt", "extractedBy"):
        assert word not in text
    assert {quad.predicate for quad in sample()} - {quad.predicate for quad in facts(sample())} >= {term("sc:evidence")}
    assert Quad(
        RATING, term("sc:stars"), Literal("1", XSD + "integer"), Iri(BASE + "graph/document/9464abcdef012345")
    ) in facts(sample())
    assert (len(sample()), len(facts(sample()))) == (52, 34)


def test_an_unknown_format_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ExportError, match="yaml: no format for a graph; take turtle, trig, nt, nq, jsonld, rdfxml"):
        render(sample(), "yaml")


def test_half_a_character_is_no_traceback() -> None:
    with pytest.raises(ExportError, match="half of a character"):
        render({Quad(RATING, term("sc:text"), Literal("\ud800"), GRAPH)}, "turtle")


# --- files


def test_a_stream_gets_the_text() -> None:
    stream = io.StringIO()
    export(sample(), "nq", stream)
    assert set(parse_nquads(stream.getvalue())) == sample()


def test_a_file_is_written_in_utf_8_with_plain_line_ends_and_nothing_beside_it(tmp_path: Path) -> None:
    export(sample(), "nq", tmp_path / "graph.nq", facts_only=True)
    assert (tmp_path / "graph.nq").read_bytes() == render(facts(sample()), "nq").encode()
    assert os.listdir(tmp_path) == ["graph.nq"]


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "graph.xml").write_text("the old one")
    with pytest.raises(ExportError):
        export({Quad(RATING, term("sc:text"), Literal("\0"), GRAPH)}, "rdfxml", tmp_path / "graph.xml")
    assert (tmp_path / "graph.xml").read_text() == "the old one"


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(ExportError, match=r"it can't be written: No space left on device\."):
        export(sample(), "nq", tmp_path / "full")
    assert os.listdir(tmp_path) == ["full"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    export(sample(), "nq", Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.nq").touch()
    (tmp_path / "link.nq").symlink_to("real.nq")
    export(sample(), "nq", tmp_path / "link.nq")
    assert (tmp_path / "link.nq").is_symlink()
    assert set(parse_nquads((tmp_path / "real.nq").read_text("utf-8"))) == sample()


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="it is a folder; name a file"):
        export(sample(), "nq", tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"there is no folder .*/out; make it first"):
        export(sample(), "nq", tmp_path / "out" / "graph.nq")


def test_a_folder_of_csv_has_a_file_for_each_table(tmp_path: Path) -> None:
    export_tables({"comments": TABLE, "people": Table(("person",), ())}, tmp_path / "tables")
    written = (tmp_path / "tables" / "comments.csv").read_bytes()
    assert written == b'authority,text\r\nurn:a,"said ""no"", twice"\r\n,"first\nsecond"\r\n'
    assert (tmp_path / "tables" / "people.csv").read_bytes() == b"person\r\n"
    assert list(csv.DictReader(io.StringIO(written.decode(), newline="")))[1] == {
        "authority": "",
        "text": "first\nsecond",
    }
    assert os.listdir(tmp_path) == ["tables"]


def test_a_folder_of_csv_is_renewed(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("the old one")
    export_tables({"people": Table(("person",), ())}, tmp_path)
    assert (tmp_path / "people.csv").read_bytes() == b"person\r\n"


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(ExportError, match=r"it holds thesis\.doc, which kg does not write"):
        export_tables({"people": TABLE}, tmp_path)
    assert os.listdir(tmp_path) == ["thesis.doc"]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").touch()
    with pytest.raises(ExportError, match="it is a file, and csv writes a folder"):
        export_tables({"people": TABLE}, tmp_path / "tables")


# --- what the tables are, and tables for spreadsheets


def test_the_tables_are_described_beside_them(tmp_path: Path) -> None:
    export_tables({"comments": TABLE}, tmp_path / "tables")
    told = json.loads((tmp_path / "tables" / "csv-metadata.json").read_text("utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["tables"] == [
        {
            "url": "comments.csv",
            "tableSchema": {
                "columns": [
                    {"name": "authority", "titles": "authority", "datatype": "anyURI"},
                    {"name": "text", "titles": "text", "datatype": "string"},
                ]
            },
        }
    ]


def test_the_description_says_what_a_table_is_and_which_columns_hold_several(seeds_build: Path) -> None:
    tables = evidence_tables(opened(seeds_build))
    told = {table["url"]: table for table in json.loads(csv_metadata(tables, saved_queries()))["tables"]}
    assert told["comments.csv"]["dc:description"].startswith("Every comment: who said it")
    columns = {column["name"]: column for column in told["services.csv"]["tableSchema"]["columns"]}
    assert columns["client_groups"]["separator"] == "; "
    assert (columns["start"]["datatype"], columns["service"]["datatype"]) == ("integer", "string")


def test_the_description_names_the_columns_of_each_file_in_their_order(seeds_build: Path, tmp_path: Path) -> None:
    export_tables(evidence_tables(opened(seeds_build)), tmp_path / "tables", saved_queries())
    for table in json.loads((tmp_path / "tables" / "csv-metadata.json").read_text("utf-8"))["tables"]:
        with (tmp_path / "tables" / table["url"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column["titles"] for column in table["tableSchema"]["columns"]]


DANGEROUS = ["=1+1", "+44 1204", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd", "＝1+1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_like_a_formula_is_guarded_for_spreadsheets_and_nowhere_else(text: str, tmp_path: Path) -> None:
    table = Table(("text",), ((Literal(text),),))
    (_, (guarded,)) = csv.reader(io.StringIO(spreadsheet_csv(table).removeprefix("\ufeff"), newline=""))
    assert guarded == f"'{text}"
    export_tables({"comments": table}, tmp_path / "plain")
    written = (tmp_path / "plain" / "comments.csv").read_text("utf-8")
    assert "'" not in written


def test_numbers_stay_numbers_and_plain_text_stays_as_it_is_for_spreadsheets() -> None:
    cells = (Literal("-2.5", XSD + "decimal"), Literal("1", XSD + "integer"), Literal("a - b = c"), None)
    written = spreadsheet_csv(Table(("a", "b", "c", "d"), (cells,)))
    assert written == "\ufeffa,b,c,d\r\n-2.5,1,a - b = c,\r\n"


def test_what_calls_itself_a_number_and_is_none_is_guarded() -> None:
    written = spreadsheet_csv(Table(("a",), ((Literal("=1+1", XSD + "integer"),),)))
    assert written == "\ufeffa\r\n'=1+1\r\n"


def test_a_cell_too_long_for_a_spreadsheet_is_cut_with_a_sign() -> None:
    long = Table(("text",), ((Literal("é" * 40_000),), (Literal("\U0001f600" * 20_000),)))
    _, (letters,), (faces,) = csv.reader(io.StringIO(spreadsheet_csv(long)))
    assert letters == "é" * 32_766 + "…"
    assert faces == "\U0001f600" * 16_383 + "…"


def test_a_folder_for_spreadsheets_has_a_file_for_each_table_and_no_more(tmp_path: Path) -> None:
    export_for_spreadsheets({"comments": TABLE}, tmp_path / "tables")
    assert os.listdir(tmp_path / "tables") == ["comments.csv"]
    assert (tmp_path / "tables" / "comments.csv").read_bytes().startswith(b"\xef\xbb\xbfauthority,text\r\n")
