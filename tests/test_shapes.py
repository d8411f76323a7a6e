"""Every shape is content with one graph and refuses another; every term of the ontology is constrained."""

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH

from kg.rdf import BASE, Quad, parse_nquads
from kg.resources import folder
from kg.validate import Shapes, load_shapes, shared, validate_files, validate_shared
from kg.validate.files import parse, union

GRAPHS = Path(__file__).parent / "graphs" / "shapes"
SHAPE, SC = BASE + "shapes#", BASE + "def#"
SHAPES = union(parse(file) for file in folder("shapes").glob("*.ttl"))
NAMED = sorted({str(shape) for shape in SHAPES.subjects() if isinstance(shape, URIRef)})
NO_CONSTRAINTS = {
    SH.property,
    SH.severity,
    SH.message,
    SH.path,
    RDF.type,
    *(SH[f"target{way}"] for way in ("Class", "SubjectsOf", "ObjectsOf")),
}
PREFIXES, *CHANGES = re.split(r"^## ", (GRAPHS / "failing.ru").read_text("utf-8"), flags=re.MULTILINE)
UPDATES = [tuple(change.split("\n", 1)) for change in CHANGES]


@cache
def shapes() -> Shapes:
    return load_shapes(folder("shapes"))


@cache
def conforming() -> Graph:
    """Return the conforming graph, with one term of the ontology and the tree of its classes."""
    graph, core = parse(GRAPHS / "conforming.trig"), parse(folder("ontology") / "core.ttl")
    for triple in [
        *core.triples((URIRef(SC + "Rating"), None, None)),
        *core.triples((None, RDFS.subClassOf, None)),
    ]:
        graph.add(triple)
    return graph


def quads(graph: Graph) -> list[Quad]:
    lines = re.sub(r" \.$", " <urn:graph> .", graph.serialize(format="nt"), flags=re.MULTILINE)
    return list(parse_nquads(lines))


def refusals(graph: Graph) -> set[str]:
    return {violation.shape.removeprefix(SHAPE) for violation in validate_shared(quads(graph), shapes())}


def test_every_shape_is_content_with_the_conforming_graph() -> None:
    assert validate_shared(quads(conforming()), shapes()) == ()


@pytest.mark.parametrize(("heading", "update"), UPDATES, ids=[heading for heading, _ in UPDATES])
def test_a_shape_and_no_other_objects_to_the_change(heading: str, update: str) -> None:
    graph = union([conforming()])
    graph.update(PREFIXES + update)
    assert refusals(graph) == {heading.partition(":")[0]}


BLANK = [
    ("Document", "id/document/"),
    ("Run", "id/run/"),
    ("Graph", "graph/document/"),
    ("Statement", "id/rating/trust"),
    ("Evidence", "id/span/"),
    ("Thing", "id/provider/oakfield-trust"),
    ("Decision", "id/person/r-amery"),
    ("Entry", "vocab/regions/london"),
]


@pytest.mark.parametrize(("shape", "start"), BLANK, ids=[shape for shape, _ in BLANK])
def test_a_shape_objects_to_a_blank_node(shape: str, start: str, tmp_path: Path) -> None:
    renamed = min(node for node in conforming().subjects() if node.startswith(BASE + start))
    blank = {renamed: BNode("blank")}
    graph = Graph()
    for triple in conforming():
        graph.add(tuple(blank.get(node, node) for node in triple))
    graph.serialize(tmp_path / "graph.nt", format="nt", encoding="utf-8")
    found = validate_files([tmp_path / "graph.nt"], shared(()), shapes())
    assert shape in {violation.shape.removeprefix(SHAPE) for violation in found}


def test_every_shape_with_a_constraint_has_a_failing_graph() -> None:
    tried = {SHAPE + heading.partition(":")[0] for heading, _ in UPDATES} | {SHAPE + name for name, _ in BLANK}
    constrained = {name for name in NAMED if set(SHAPES.predicates(URIRef(name))) - NO_CONSTRAINTS}
    assert sorted(constrained - tried) == []


@pytest.mark.parametrize("name", NAMED, ids=[name.removeprefix(SHAPE) for name in NAMED])
def test_a_shape_finds_something_to_judge_in_the_conforming_graph(name: str) -> None:
    shape = URIRef(name)
    owners = [shape, *SHAPES.subjects(SH.property, shape)]
    classes = {target for owner in owners for target in SHAPES.objects(owner, SH.targetClass)}
    subjects = {target for owner in owners for target in SHAPES.objects(owner, SH.targetSubjectsOf)}
    objects = {target for owner in owners for target in SHAPES.objects(owner, SH.targetObjectsOf)}
    graph = conforming()
    assert (
        any((None, RDF.type, class_) in graph for class_ in classes)
        or any((None, predicate, None) in graph for predicate in subjects | objects)
    )  # fmt: skip


def test_the_quick_form_of_the_shapes_gives_the_verdicts_of_the_shapes_as_written() -> None:
    graph = union([conforming()])
    for heading, update in UPDATES:
        if heading.split(":")[0] not in {"Scale-regime", "Scale-area", "Document-run"}:
            graph.update(PREFIXES + update)
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    as_written = {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape)))
        for result in report.objects(None, SH.result)
    }
    quick = {(violation.focus, violation.shape) for violation in validate_shared(quads(graph), shapes())}
    assert len(quick) > 100
    assert quick == as_written


@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty])
def test_every_term_of_the_ontology_is_constrained(kind: URIRef) -> None:
    core = parse(folder("ontology") / "core.ttl")
    terms = {name for name in core.subjects(RDF.type, kind) if name.startswith(SC)}
    constrained = {
        *SHAPES.objects(None, SH.targetClass),
        *SHAPES.objects(None, SH["class"]),
        *SHAPES.objects(None, SH.path),
    }
    assert sorted(terms - constrained) == []


@pytest.mark.parametrize("name", NAMED, ids=[name.removeprefix(SHAPE) for name in NAMED])
def test_a_shape_with_a_constraint_has_one_english_sentence(name: str) -> None:
    messages = list(SHAPES.objects(URIRef(name), SH.message))
    if set(SHAPES.predicates(URIRef(name))) <= NO_CONSTRAINTS:
        assert messages == []
        return
    [message] = messages
    assert message.language == "en"
    assert re.fullmatch(r"[A-Z](?:[^.?!]|\.(?=\w))*\.", message)


def test_no_two_shapes_give_one_sentence() -> None:
    messages = list(SHAPES.objects(None, SH.message))
    assert len(messages) == len(set(messages))


def test_all_constraints_are_core() -> None:
    assert not [*SHAPES.triples((None, SH.sparql, None)), *SHAPES.triples((None, SH.js, None))]


@pytest.mark.slow
def test_the_shapes_are_shapes() -> None:
    conforms, _, text = meta_validate(SHAPES, inference="none", max_validation_depth=40)
    assert conforms, text


def test_the_ontology_and_its_vocabularies_conform() -> None:
    files = sorted(folder("ontology").rglob("*.ttl"))
    found = validate_files(files, shared(()), shapes())
    assert [(wrong.focus, wrong.message) for wrong in found if wrong.severity == "Violation"] == []
