"""Quads or files in, what the shapes object to out; pySHACL is the judge.

A document's graph is judged alone, together with the few triples about things, concepts and scales on which
its statements rest.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pyshacl
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.compare import to_canonical_graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import VocabularyError
from kg.model import Violation
from kg.rdf import BASE, XSD_STRING, Iri, Literal, Quad, Term
from kg.validate.files import parse, union
from kg.validate.places import find_place
from kg.validate.report import in_order
from kg.validate.shapes import Shapes

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


@dataclass(frozen=True, slots=True)
class Shared:
    """The quads on which documents rest (ontology, vocabularies, register, things), by subject."""

    quads: Mapping[str, tuple[Quad, ...]]

    def plus(self, quads: Iterable[Quad]) -> Shared:
        """Return these quads with others, which replace those of the same subject."""
        return Shared({**self.quads, **shared(quads).quads})

    def about(self, iris: Iterable[str], steps: frozenset[str]) -> Iterator[Quad]:
        """Yield the quads that lead on from some IRIs along the properties `steps`."""
        waiting = list(iris)
        seen = set(waiting)
        while waiting:
            for quad in self.quads.get(waiting.pop(), ()):
                if quad.predicate.value in steps:
                    yield quad
                    if isinstance(quad.object, Iri) and quad.object.value not in seen:
                        seen.add(quad.object.value)
                        waiting.append(quad.object.value)


def shared(quads: Iterable[Quad]) -> Shared:
    """Sort quads by subject."""
    by_subject: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        by_subject[quad.subject.value].append(quad)
    return Shared({subject: tuple(found) for subject, found in by_subject.items()})


def validate_document(document: Iterable[Quad], known: Shared, shapes: Shapes) -> tuple[Violation, ...]:
    """Judge one document's graph; `known` are the ontology, vocabularies, register and the document's things.

    Raises:
        VocabularyError: the shapes can't be used.
    """
    return _validate(document, known, shapes, shapes.documents)


def validate_entities(entities: Iterable[Quad], known: Shared, shapes: Shapes) -> tuple[Violation, ...]:
    """Judge the graph of things, or that of decisions; `known` are the ontology, vocabularies and register.

    Raises:
        VocabularyError: the shapes can't be used.
    """
    return _validate(entities, known, shapes, shapes.things)


def validate_shared(quads: Iterable[Quad], shapes: Shapes) -> tuple[Violation, ...]:
    """Judge the ontology, the vocabularies and the register, and whatever else is given, as one graph.

    Raises:
        VocabularyError: the shapes can't be used.
    """
    return _validate(quads, Shared({}), shapes, shapes.whole)


def validate_files(paths: Iterable[Path], known: Shared, shapes: Shapes) -> tuple[Violation, ...]:
    """Judge Turtle, TriG, N-Triples or N-Quads files as one graph; `known` is what they may refer to.

    Raises:
        ReadError: a file can't be read; the message names the line.
        VocabularyError: the shapes can't be used.
    """
    with _quiet():
        graph = union(parse(path) for path in paths)
        if any(isinstance(node, BNode) for triple in graph for node in triple):
            graph = union([to_canonical_graph(graph)])
        own = {_iri(node) for node in graph.subjects()}
        named = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
        _add(graph, known.about(named, shapes.steps))
        return _judge(graph, shapes.whole, own)


def _validate(quads: Iterable[Quad], known: Shared, shapes: Shapes, judges: Graph) -> tuple[Violation, ...]:
    given, graph = list(quads), Graph()
    own = {quad.subject.value for quad in given}
    named = {quad.object.value for quad in given if isinstance(quad.object, Iri)}
    with _quiet():
        _add(graph, given)
        _add(graph, known.about(named, shapes.steps))
        return _judge(graph, judges, own)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from saying on the error stream what it thinks of a literal: the shapes judge it."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _add(graph: Graph, quads: Iterable[Quad]) -> None:
    for quad in quads:
        graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), _node(quad.object)))


def _node(value: Term) -> Node:
    if isinstance(value, Iri):
        return URIRef(value.value)
    if value.language:
        return RdfLiteral(value.value, lang=value.language)
    datatype = None if value.datatype == XSD_STRING else URIRef(value.datatype)
    return RdfLiteral(value.value, datatype=datatype, normalize=False)


def _judge(graph: Graph, shapes: Graph, own: set[str]) -> tuple[Violation, ...]:
    """Return what the shapes object to in the nodes `own`."""
    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    except (ShapeLoadError, ConstraintLoadError) as error:
        raise VocabularyError(f"The shapes can't be used: {error}") from error
    except ReportableRuntimeError as error:
        report, text = None, error.message
    if not isinstance(report, Graph):
        why = f"The graph can't be judged before this is put right: {_plain(text)}"
        return (Violation("Violation", why),)
    results = report.objects(None, SH.result)
    return in_order({_violation(report, node, graph) for node in results if _focus(report, node) in own})


def _focus(report: Graph, result: Node) -> str:
    return _iri(report.value(result, SH.focusNode))


def _violation(report: Graph, result: Node, graph: Graph) -> Violation:
    path = report.value(result, SH.resultPath)
    place = find_place(graph, report.value(result, SH.focusNode))
    return Violation(
        severity=_iri(report.value(result, SH.resultSeverity)).rpartition("#")[2],
        message=_plain(min(map(str, report.objects(result, SH.resultMessage)), default="")),
        document=place.document,
        start=place.start,
        quotation=place.quotation,
        focus=_focus(report, result),
        shape=_iri(report.value(result, SH.sourceShape)),
        component=_iri(report.value(result, SH.sourceConstraintComponent)),
        property=_iri(path) if isinstance(path, URIRef) else "",
        value=_written(report.value(result, SH.value)),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _iri(node: Node | None) -> str:
    """Return a node's IRI, '' for none; a blank node's is made from its label (RDF 1.1 Concepts, 3.5)."""
    if node is None:
        return ""
    name = f"{BASE}.well-known/genid/{node}" if isinstance(node, BNode) else str(node)
    return _NOT_IN_IRI.sub(lambda match: quote(match[0], safe="", errors="replace"), name)


def _written(value: Node | None) -> str:
    """Write a value as N-Triples does, '' for none."""
    if isinstance(value, RdfLiteral):
        words = str(value).encode("utf-8", "replace").decode()
        return Literal(words, _iri(value.datatype) or XSD_STRING, value.language or "").n3
    return Iri(_iri(value)).n3 if value is not None else ""
