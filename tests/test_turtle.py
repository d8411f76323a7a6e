"""Turtle and TriG: what a person reads, and what other libraries read back."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from rdf_samples import oxigraph_reads, quads, rdflib_reads, sample, without_graphs

from kg.rdf import BASE, XSD, Iri, Literal, Quad, term
from kg.turtle import trig, turtle

RATING = Iri(BASE + "id/rating/0a1b")
GRAPH = Iri(BASE + "graph/entities")


def _one(literal: Literal) -> str:
    """Return how a literal is written."""
    return turtle([(RATING, term("sc:text"), literal)]).partition("sc:text ")[2].removesuffix(" .\n")


def test_a_graph_is_a_joy_to_read() -> None:
    rating = {quad for quad in sample() if quad.subject == RATING}
    assert (
        turtle(rating)
        == """\
@prefix areas: <https://w3id.org/social-care-kg/vocab/areas/> .
@prefix authority: <https://w3id.org/social-care-kg/id/authority/> .
@prefix bv-stars: <https://w3id.org/social-care-kg/vocab/bv-stars/> .
@prefix inspection: <https://w3id.org/social-care-kg/id/inspection/> .
@prefix rating: <https://w3id.org/social-care-kg/id/rating/> .
@prefix rules: <https://w3id.org/social-care-kg/vocab/rules/> .
@prefix sc: <https://w3id.org/social-care-kg/def#> .
@prefix service: <https://w3id.org/social-care-kg/id/service/> .
@prefix span: <https://w3id.org/social-care-kg/id/span/> .
@prefix statuses: <https://w3id.org/social-care-kg/vocab/statuses/> .

rating:0a1b a sc:Rating , sc:Statement ;
    sc:asNamed "Community meals\\n  service" ;
    sc:authority authority:E08000001 ;
    sc:awardedIn inspection:best-value_E08000001_d-9464abcdef012345 ;
    sc:evidence span:9464abcdef012345_1851-1918 ;
    sc:extractedBy rules:subject-value-line ;
    sc:judgementArea areas:service-quality ;
    sc:ratingSubject service:E08000001_community-meals-service ;
    sc:ratingValue bv-stars:1 ;
    sc:repeatedAt span:9464abcdef012345_20-40 ;
    sc:stars 1 ;
    sc:statedAs "fair, one star “service”" ;
    sc:status statuses:current .
"""
    )


def test_trig_has_a_block_for_each_graph() -> None:
    entities = {quad for quad in sample() if quad.graph == GRAPH and "person" in quad.subject.value}
    assert (
        trig(entities)
        == """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix graph: <https://w3id.org/social-care-kg/graph/> .
@prefix person: <https://w3id.org/social-care-kg/id/person/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

graph:entities {
    person:cliff-morris_E08000001 a foaf:Person ;
        dct:identifier "cliff-morris_E08000001" ;
        rdfs:label "Cliff Morris" .
}
"""
    )


def test_objects_that_do_not_fit_on_a_line_stand_one_a_line() -> None:
    spans = [Iri(f"{BASE}id/span/9464abcdef012345_{start}-{start + 67}") for start in (1000, 2000, 3000, 4000)]
    written = turtle((RATING, term("sc:repeatedAt"), span) for span in spans)
    assert written.endswith("""
rating:0a1b sc:repeatedAt
        span:9464abcdef012345_1000-1067 ,
        span:9464abcdef012345_2000-2067 ,
        span:9464abcdef012345_3000-3067 ,
        span:9464abcdef012345_4000-4067 .
""")


def test_a_slash_in_a_local_name_is_escaped() -> None:
    quote = Iri(BASE + "id/span/94_1-2/quote")
    assert "\nspan:94_1-2\\/quote oa:exact " in turtle([(quote, term("oa:exact"), Literal("x"))])


def test_a_name_that_two_namespaces_want_goes_to_the_things_and_never_to_a_standard_prefix() -> None:
    things = [
        Iri(BASE + path) for path in ("id/areas/1", "vocab/areas/1", "vocab/sc/1", "graph/document/1", "id/document/1")
    ]
    written = turtle((RATING, term("sc:about"), thing) for thing in things)
    assert "areas:1 , document:1 , graph-document:1 , vocab-areas:1 , vocab-sc:1" in written


def test_an_iri_whose_end_is_no_plain_name_stands_in_brackets() -> None:
    thing = Iri("http://purl.org/dc/terms/a(b)")
    assert "<http://purl.org/dc/terms/a(b)>" in turtle([(RATING, term("sc:about"), thing)])


@pytest.mark.parametrize(
    ("value", "datatype", "written"),
    [
        ("1", "integer", "1"),
        ("-12", "integer", "-12"),
        ("01", "integer", '"01"^^xsd:integer'),
        ("+1", "integer", '"+1"^^xsd:integer'),
        ("1", "nonNegativeInteger", '"1"^^xsd:nonNegativeInteger'),
        ("0.5", "decimal", "0.5"),
        ("53", "decimal", '"53"^^xsd:decimal'),
        ("0.50", "decimal", '"0.50"^^xsd:decimal'),
        ("0.0000001", "decimal", '"0.0000001"^^xsd:decimal'),
        ("true", "boolean", "true"),
        ("1", "boolean", '"1"^^xsd:boolean'),
        ("2002-07-01", "date", '"2002-07-01"^^xsd:date'),
    ],
)
def test_a_number_is_bare_only_in_its_canonical_form(value: str, datatype: str, written: str) -> None:
    assert _one(Literal(value, XSD + datatype)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('He said "no" \\ yes', '"He said \\"no\\" \\\\ yes"'),
        ("first\r\nsecond", '"first\\r\\nsecond"'),
        ("bell\x07", '"bell\\u0007"'),
        ("\u202egnorw", '"\\u202Egnorw"'),
        ("one\u2028two\x85three", '"one\\u2028two\\u0085three"'),
        ("Siân’s no\u00a0break", '"Siân’s no\u00a0break"'),
        ("السلام", '"السلام"'),
    ],
)
def test_a_literal_stands_on_one_line_and_hides_nothing(value: str, written: str) -> None:
    assert _one(Literal(value)) == written


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="half of a character"):
        turtle([(RATING, term("sc:text"), Literal("\ud800"))])


def test_a_literal_of_a_megabyte_comes_back() -> None:
    quad = Quad(RATING, term("sc:text"), Literal('a"\n' * 350_000), GRAPH)
    assert oxigraph_reads(trig({quad}), ox.RdfFormat.TRIG) == {quad}


def test_nothing_is_written_as_nothing() -> None:
    assert turtle([]) == ""
    assert trig([]) == ""


def test_other_libraries_read_the_sample_back() -> None:
    assert rdflib_reads(turtle(sample()), "turtle") == without_graphs(sample())
    assert oxigraph_reads(turtle(sample()), ox.RdfFormat.TURTLE) == without_graphs(sample())
    assert rdflib_reads(trig(sample()), "trig") == sample()
    assert oxigraph_reads(trig(sample()), ox.RdfFormat.TRIG) == sample()


@given(quads)
@settings(deadline=None)
def test_oxigraph_reads_whatever_is_written(graph: set[Quad]) -> None:
    assert oxigraph_reads(turtle(graph), ox.RdfFormat.TURTLE) == without_graphs(graph)
    assert oxigraph_reads(trig(graph), ox.RdfFormat.TRIG) == graph


@given(quads)
@settings(deadline=None, max_examples=50)
def test_rdflib_reads_whatever_is_written(graph: set[Quad]) -> None:
    assert rdflib_reads(turtle(graph), "turtle") == without_graphs(graph)
    assert rdflib_reads(trig(graph), "trig") == graph


@given(quads)
@settings(deadline=None)
def test_the_order_of_the_quads_is_nothing(graph: set[Quad]) -> None:
    backwards = sorted(graph, key=lambda quad: quad.line, reverse=True)
    assert trig(backwards) == trig(graph)
    assert turtle(backwards) == turtle(graph)
