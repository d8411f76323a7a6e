"""Graphs that several tests write and read back: one as kg builds it, and hostile ones made by hypothesis."""

import re
import warnings

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import strategies as st

from kg.rdf import BASE, PREFIXES, XSD, XSD_STRING, Iri, Literal, Quad

SAMPLE = """
@base <https://w3id.org/social-care-kg/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc: <https://w3id.org/social-care-kg/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<graph/document/9464abcdef012345> {
    <graph/document/9464abcdef012345> prov:wasGeneratedBy <id/run/9464abcdef012345> .
    <id/run/9464abcdef012345> a prov:Activity ; prov:used <id/document/9464abcdef012345> ;
        prov:wasAssociatedWith <id/software/kg> .
    <id/document/9464abcdef012345> a sc:Document ; sc:path "bolton & co/review.txt" ; sc:digest "9464" ;
        sc:encoding "utf-8" ; dct:type <vocab/document-types/news-article> ;
        dct:title "BOLTON <SOCIAL> SERVICES" ; dct:date "2002-07-01"^^xsd:date .
    <id/rating/0a1b> a sc:Statement , sc:Rating ;
        sc:ratingSubject <id/service/E08000001_community-meals-service> ;
        sc:authority <id/authority/E08000001> ; sc:asNamed "Community meals\\n  service" ;
        sc:judgementArea <vocab/areas/service-quality> ; sc:ratingValue <vocab/bv-stars/1> ; sc:stars 1 ;
        sc:status <vocab/statuses/current> ; sc:statedAs "fair, one star “service”" ;
        sc:awardedIn <id/inspection/best-value_E08000001_d-9464abcdef012345> ;
        sc:evidence <id/span/9464abcdef012345_1851-1918> ; sc:repeatedAt <id/span/9464abcdef012345_20-40> ;
        sc:extractedBy <vocab/rules/subject-value-line> .
    <id/membership/77> a sc:Statement , sc:Membership ; org:member <id/person/cliff-morris_E08000001> ;
        sc:role "executive member" ; org:role <vocab/roles/executive-member> .
    <id/span/9464abcdef012345_1851-1918> a oa:SpecificResource ; oa:hasSource <id/document/9464abcdef012345> ;
        oa:hasSelector <id/span/9464abcdef012345_1851-1918/position> ,
            <id/span/9464abcdef012345_1851-1918/quote> .
    <id/span/9464abcdef012345_1851-1918/position> a oa:TextPositionSelector ;
        oa:start "1851"^^xsd:nonNegativeInteger ; oa:end "1918"^^xsd:nonNegativeInteger .
    <id/span/9464abcdef012345_1851-1918/quote> a oa:TextQuoteSelector ;
        oa:prefix "say.\\r\\n\\r\\n" ; oa:suffix "\\t" ;
        oa:exact "Community meals service - fair, one star service which will improve" .
}
<graph/entities> {
    <id/person/cliff-morris_E08000001> a foaf:Person ; rdfs:label "Cliff Morris" ;
        dct:identifier "cliff-morris_E08000001" .
    <id/service/E08000001_community-meals-service> a sc:Service ; rdfs:label "community meals service" ;
        sc:authority <id/authority/E08000001> .
}
<graph/register> {
    <id/authority/E08000001> a sc:LocalAuthority ; rdfs:label "Bolton" ; dct:identifier "E08000001" ;
        skos:altLabel "Cyngor Bolton"@cy , "Bolton MBC"@en-gb .
}
"""


def sample() -> set[Quad]:
    """Return a graph as docs/graph.md draws it."""
    return {from_oxigraph(quad) for quad in ox.parse(SAMPLE, ox.RdfFormat.TRIG)}


# --- what other libraries read


def from_oxigraph(quad: ox.Quad) -> Quad:
    """Return a quad of pyoxigraph as ours; the default graph is named `urn:default`."""
    graph = Iri("urn:default") if isinstance(quad.graph_name, ox.DefaultGraph) else Iri(quad.graph_name.value)
    thing = quad.object
    value = (
        Iri(thing.value)
        if isinstance(thing, ox.NamedNode)
        else Literal(thing.value, thing.datatype.value, thing.language or "")
    )
    return Quad(Iri(quad.subject.value), Iri(quad.predicate.value), value, graph)


def oxigraph_reads(text: str, syntax: ox.RdfFormat) -> set[Quad]:
    """Return what pyoxigraph reads."""
    return {from_oxigraph(quad) for quad in ox.parse(text, syntax)}


def rdflib_reads(text: str, syntax: str) -> set[Quad]:
    """Return what rdflib reads."""
    dataset = rdflib.Dataset()
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its parser of TriG uses what it calls deprecated
        # It would give "01" back as "1", and speak of every literal that is no value of its datatype.
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        patch.setattr(rdflib.term.logger, "disabled", True)
        dataset.parse(data=text, format=syntax)
    return {
        Quad(Iri(str(subject)), Iri(str(predicate)), _from_rdflib(thing), _graph(graph))
        for subject, predicate, thing, graph in dataset.quads()
    }


def _graph(name: object) -> Iri:
    return Iri("urn:default") if name is None or str(name).startswith("urn:x-rdflib:") else Iri(str(name))


def _from_rdflib(thing: object) -> Iri | Literal:
    if isinstance(thing, rdflib.Literal):
        return Literal(str(thing), str(thing.datatype or XSD_STRING), thing.language or "")
    return Iri(str(thing))


def without_graphs(quads: set[Quad]) -> set[Quad]:
    """Return the quads in one graph, `urn:default`."""
    return {quad._replace(graph=Iri("urn:default")) for quad in quads}


# --- hostile graphs

_PIECES = (
    "a",
    "Z",
    "0",
    "9",
    "é",
    "ß",
    "-",
    "_",
    ".",
    "~",
    "'",
    "(",
    ")",
    "*",
    "+",
    ",",
    ";",
    "=",
    ":",
    "@",
    "%41",
    "/",
)
_SPACES = (
    *PREFIXES.values(),
    *(BASE + kind for kind in ("id/person/", "id/areas/", "vocab/areas/", "vocab/sc/", "graph/document/", "graph/")),
    *("http://example.org/x?q=", "urn:isbn:", "unit:", "mailto:"),
)
_locals = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
iris = (
    st.builds(
        str.__add__, st.sampled_from(_SPACES), _locals.filter(lambda local: local.strip("./") and local[0] != "/")
    )
    .filter(lambda iri: "/." not in iri and "//" not in iri.partition("://")[2] and not iri.endswith("."))
    .map(Iri)
)
predicates = st.builds(
    str.__add__,
    st.sampled_from(_SPACES),
    st.from_regex(re.compile(r"[a-zé_][a-z0-9é_-]{0,5}"), fullmatch=True),
).map(Iri)
_numbers = st.from_regex(re.compile(r"[+-]?[0-9]{0,20}\.?[0-9]{1,20}"), fullmatch=True)
_kinds = st.sampled_from([XSD + name for name in ("integer", "decimal", "boolean", "double", "date", "string")])
_nasty = st.sampled_from(
    [
        '"',
        '""',
        '"""',
        "\\",
        "\\n",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "\uffff",
        "\U0010ffff",
        "true",
        "false",
        "-0",
        "0.0",
        "-0.0",
        "1e5",
        "<!--",
        "]]>",
        "&amp;",
    ]
)
_values = st.one_of(st.text(), _nasty, st.lists(_nasty, max_size=4).map("".join), _numbers)
literals = st.one_of(
    st.builds(Literal, _values),
    st.builds(Literal, _values, _kinds),
    st.builds(lambda value, language: Literal(value, language=language), _values, st.sampled_from(["cy", "en-gb"])),
    st.builds(Literal, _numbers, _kinds),
    st.builds(lambda value, iri: Literal(value, iri.value), _values, predicates),
)
quads = st.sets(
    st.builds(
        Quad,
        iris,
        st.one_of(predicates, st.just(Iri(PREFIXES["rdf"] + "type"))),
        st.one_of(iris, literals),
        iris,
    ),
    max_size=8,
)
