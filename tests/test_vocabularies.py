"""The Turtle of `ontology/`: every term, concept and scheme is complete, none is taken for another."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import DCTERMS, ORG, XSD
from rdflib.term import Node

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
FILES = sorted(ONTOLOGY.rglob("*.ttl"))
SC = Namespace("https://w3id.org/social-care-kg/def#")
SCHEMA = Namespace("https://schema.org/")
VOCAB = Namespace("https://w3id.org/social-care-kg/vocab/")
SCHEMES_WITH_EXAMPLES = ("bodies", "client-groups", "service-types", "roles", "areas", "document-types")


@cache
def _ontology() -> Graph:
    graph = Graph()
    for file in FILES:
        graph.parse(file)
    return graph


def _concepts() -> list[URIRef]:
    return sorted(iri for iri in _ontology().subjects(RDF.type, SKOS.Concept) if isinstance(iri, URIRef))


def _told_apart() -> list[URIRef]:
    """Return the concepts whose labels tell them apart: all but cues, where a word may have several uses."""
    return [iri for iri in _concepts() if not str(_ontology().value(iri, SKOS.inScheme)).endswith("cues")]


def _in_scheme(name: str) -> list[URIRef]:
    return sorted(iri for iri in _ontology().subjects(SKOS.inScheme, VOCAB[name]) if isinstance(iri, URIRef))


def _literals(iri: URIRef, predicate: URIRef, language: str | None) -> list[str]:
    values = _ontology().objects(iri, predicate)
    return [str(value) for value in values if isinstance(value, RdfLiteral) and value.language == language]


def _without(iris: list[URIRef], predicate: URIRef, language: str | None) -> list[URIRef]:
    return [iri for iri in iris if len(_literals(iri, predicate, language)) != 1]


def _label(iri: URIRef) -> str:
    return str(_ontology().value(iri, RDFS.label))


def _broader(iri: URIRef) -> set[Node]:
    """Return the concepts above one, however far."""
    found, parents = set[Node](), list(_ontology().objects(iri, SKOS.broader))
    while parents:
        parent = parents.pop()
        found.add(parent)
        parents += [node for node in _ontology().objects(parent, SKOS.broader) if node not in found]
    return found


def _fold(label: str) -> str:
    return " ".join(label.lower().replace("&", " and ").replace("-", " ").replace(",", " ").split())


def _forms(iri: URIRef) -> Iterator[str]:
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        yield from {_fold(str(form)) for form in _ontology().objects(iri, predicate) if "(" not in str(form)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ONTOLOGY)))
def test_a_file_is_turtle_without_blank_nodes(file: Path) -> None:
    graph = Graph()
    graph.parse(file)
    assert len(graph) > 0
    assert [term for triple in graph for term in triple if isinstance(term, BNode)] == []


# --- concepts


def test_every_concept_has_one_plain_label() -> None:
    assert _without(_concepts(), RDFS.label, None) == []


def test_every_concept_has_one_english_preferred_label_of_the_same_words() -> None:
    assert _without(_told_apart(), SKOS.prefLabel, "en") == []
    preferred = {iri: _literals(iri, SKOS.prefLabel, "en") for iri in _concepts()}
    assert [iri for iri, labels in preferred.items() if labels not in ([_label(iri)], [])] == []


def test_every_concept_stands_in_one_scheme_that_is_described() -> None:
    described = {
        *_ontology().subjects(RDF.type, SKOS.ConceptScheme),
        *_ontology().subjects(RDF.type, SC.Scale),
    }
    schemes = {iri: list(_ontology().objects(iri, SKOS.inScheme)) for iri in _concepts()}
    assert [iri for iri, found in schemes.items() if len(found) != 1 or found[0] not in described] == []


def test_every_scheme_has_one_plain_label() -> None:
    schemes = {iri for iri in _ontology().objects(None, SKOS.inScheme) if isinstance(iri, URIRef)}
    assert _without(sorted(schemes), RDFS.label, None) == []


def test_every_notation_is_the_last_part_of_the_iri() -> None:
    assert _without(_concepts(), SKOS.notation, None) == []
    expected = {
        iri: f"{_ontology().value(iri, SKOS.inScheme)}/{_literals(iri, SKOS.notation, None)[0]}" for iri in _concepts()
    }
    assert [iri for iri, built in expected.items() if str(iri) != built] == []


def test_no_two_concepts_of_a_scheme_share_a_surface_form() -> None:
    held = defaultdict(list)
    for iri in _told_apart():
        for form in _forms(iri):
            held[_ontology().value(iri, SKOS.inScheme), form].append(str(iri))
    assert {key: iris for key, iris in held.items() if len(iris) > 1} == {}


def test_no_concept_says_a_label_twice() -> None:
    twice = {}
    for iri in _concepts():
        forms = [
            _fold(str(form)) for name in (SKOS.altLabel, SKOS.hiddenLabel) for form in _ontology().objects(iri, name)
        ]
        twice[iri] = sorted({form for form in forms if forms.count(form) > 1})
    assert {iri: forms for iri, forms in twice.items() if forms} == {}


@pytest.mark.parametrize("predicate", [SKOS.broader, SKOS.related, DCTERMS.isReplacedBy, ORG.subOrganizationOf])
def test_every_link_leads_to_something_described(predicate: URIRef) -> None:
    described = set(_ontology().subjects(RDFS.label))
    assert [pair for pair in _ontology().subject_objects(predicate) if pair[1] not in described] == []


def test_nothing_is_broader_than_itself() -> None:
    assert [iri for iri in _concepts() if iri in _broader(iri)] == []


def test_every_scale_value_has_an_example() -> None:
    values = [iri for iri in _ontology().subjects(RDF.type, SC.ScaleValue) if isinstance(iri, URIRef)]
    assert [iri for iri in values if _literals(iri, SKOS.example, "en") == []] == []


@pytest.mark.parametrize("scheme", SCHEMES_WITH_EXAMPLES)
def test_every_concept_that_texts_name_has_an_example(scheme: str) -> None:
    assert [iri for iri in _in_scheme(scheme) if _literals(iri, SKOS.example, "en") == []] == []


@pytest.mark.parametrize("scheme", ["bodies", "client-groups", "service-types"])
def test_every_client_group_service_type_and_body_has_a_counter_example(scheme: str) -> None:
    assert len(_in_scheme(scheme)) > 20
    assert [iri for iri in _in_scheme(scheme) if _literals(iri, SC.counterExample, "en") == []] == []


def test_no_line_is_example_and_counter_example_at_once() -> None:
    examples = set(_ontology().subject_objects(SKOS.example))
    assert examples & set(_ontology().subject_objects(SC.counterExample)) == set()


# --- the terms of the ontology


def _terms() -> list[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({iri for kind in kinds for iri in _ontology().subjects(RDF.type, kind) if isinstance(iri, URIRef)})


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment, SKOS.scopeNote])
def test_every_term_has_a_label_a_comment_and_its_reason(predicate: URIRef) -> None:
    assert len(_terms()) > 50
    assert _without(_terms(), predicate, "en") == []


def test_every_term_of_ours_that_is_used_is_defined() -> None:
    used = {term for triple in _ontology() for term in triple if str(term).startswith(str(SC))}
    assert used - set(_terms()) == set()


# --- what the lists hold


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("statuses", ["current", "expected", "previous"]),
        ("modes", ["direct", "mixed", "reported"]),
        ("channels", ["article", "minutes", "release", "report"]),
        ("mention-roles", ["mentioned", "reviewed", "subject"]),
    ],
)
def test_the_closed_lists_are_those_of_the_graph(scheme: str, labels: list[str]) -> None:
    assert [_label(iri) for iri in _in_scheme(scheme)] == labels


def test_the_judgement_areas_are_called_as_the_tables_show_them() -> None:
    assert _label(VOCAB["areas/serving-people-well"]) == "serving people well"
    assert _label(VOCAB["areas/prospects"]) == "prospects for improvement"
    assert _label(VOCAB["areas/service-quality"]) == "service quality"
    assert _label(VOCAB["areas/overall"]) == "overall"
    areas = [iri for iri in _in_scheme("areas") if (iri, RDF.type, SC.JudgementArea) not in _ontology()]
    assert areas == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("ssi", ["csci"]),
        ("joint-reviews", ["csci"]),
        ("ncsc", ["csci"]),
        ("csci", ["cqc", "ofsted"]),
        ("ssiw", ["cssiw"]),
        ("cssiw", ["ciw"]),
        ("audit-commission-wales", ["wales-audit-office"]),
        ("wales-audit-office", ["audit-wales"]),
        ("swsi", ["swia"]),
        ("swia", ["care-inspectorate"]),
        ("care-commission", ["care-inspectorate"]),
        ("ssi-ni", ["rqia"]),
    ],
)
def test_an_inspecting_body_is_replaced_by_its_successors(older: str, newer: list[str]) -> None:
    found = _ontology().objects(VOCAB[f"bodies/{older}"], DCTERMS.isReplacedBy)
    assert sorted(str(iri).rpartition("/")[2] for iri in found) == newer


def test_every_inspecting_body_has_a_first_day_or_year() -> None:
    days = {iri: list(_ontology().objects(iri, SCHEMA.foundingDate)) for iri in _in_scheme("bodies")}
    kinds = {getattr(day, "datatype", None) for found in days.values() for day in found}
    assert [iri for iri, found in days.items() if len(found) != 1] == []
    assert kinds == {XSD.date, XSD.gYear}


def test_every_inspecting_body_is_an_inspectorate() -> None:
    assert len(_in_scheme("bodies")) == 36
    assert [iri for iri in _in_scheme("bodies") if (iri, RDF.type, SC.Inspectorate) not in _ontology()] == []


@pytest.mark.parametrize(
    ("group", "broader"),
    [
        ("older-people-mental-health", ["adults", "older-people"]),
        ("children-at-risk", ["children", "children-in-need"]),
        ("sensory-impairment", ["adults", "physical-disability"]),
        ("carers", []),
    ],
)
def test_a_client_group_belongs_to_its_broader_ones(group: str, broader: list[str]) -> None:
    found = _broader(VOCAB[f"client-groups/{group}"])
    assert sorted(str(iri).rpartition("/")[2] for iri in found) == broader


@pytest.mark.parametrize(
    ("scheme", "form", "notation"),
    [
        ("client-groups", "elderly mentally infirm", "older-people-mental-health"),
        ("client-groups", "looked after children", "children-looked-after"),
        ("client-groups", "mentally handicapped", "learning-disability"),
        ("service-types", "meals on wheels", "meals"),
        ("service-types", "homecare", "home-care"),
        ("service-types", "family finding", "fostering"),
        ("bodies", "ssiw", "ssiw"),
        ("bodies", "joint review team", "joint-reviews"),
        ("bodies", "commission for social care inspection", "csci"),
        ("areas", "capacity for improvement", "prospects"),
    ],
)
def test_a_surface_form_names_its_concept(scheme: str, form: str, notation: str) -> None:
    assert [iri for iri in _in_scheme(scheme) if form in _forms(iri)] == [VOCAB[f"{scheme}/{notation}"]]


@pytest.mark.parametrize("form", ["duty", "aids", "prevention", "networks", "intake", "grants", "face", "send", "hive"])
def test_a_word_with_other_meanings_is_no_surface_form_alone(form: str) -> None:
    concepts = [*_in_scheme("client-groups"), *_in_scheme("service-types")]
    assert [iri for iri in concepts if form in _forms(iri)] == []


def test_the_links_to_the_services_list_are_well_formed() -> None:
    links = sorted(str(iri) for iri in _ontology().objects(None, SKOS.closeMatch))
    esd = [link for link in links if link.startswith("http://id.esd.org.uk/service/")]
    assert len(esd) == 17
    assert [link for link in esd if not link.rpartition("/")[2].isdigit()] == []
