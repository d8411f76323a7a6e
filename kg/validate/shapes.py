"""A folder of Turtle in, `Shapes` out, made ready so that judging is quick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from kg.errors import ReadError, VocabularyError
from kg.rdf import RDF_TYPE
from kg.validate.files import parse, union

_VOCABULARY, _THINGS = "vocabulary.ttl", "things.ttl"
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a folder: those for a document's graph, those for things, and all of them.

    `steps` are the properties along which the shapes of documents and things look from node to node.
    """

    documents: Graph
    things: Graph
    whole: Graph
    steps: frozenset[str]


def load_shapes(folder: Path) -> Shapes:
    """Read the Turtle files of a folder: `vocabulary.ttl`, `things.ttl`, and others, which are for documents.

    What is for documents is for things too, so that a house rule about either can stand in a file of its own.

    Raises:
        VocabularyError: the folder has no Turtle file, or one can't be read.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise VocabularyError(f"{folder}: no shapes here; give a folder with Turtle files.")
    try:
        graphs = {file.name: parse(file) for file in files}
    except ReadError as error:
        raise VocabularyError(str(error)) from error
    things = union(graph for name, graph in graphs.items() if name != _VOCABULARY)
    documents = union(graph for name, graph in graphs.items() if name not in {_VOCABULARY, _THINGS})
    whole = union(graphs.values())
    return Shapes(_spread(documents), _spread(things), _spread(whole), frozenset(_steps(things)))


def _spread(shapes: Graph) -> Graph:
    """Move the targets of each node shape to its property shapes: the same verdicts in half the time.

    pySHACL judges a shape that has targets for all its focus nodes at once, but the property shapes of a node
    shape anew for each of them. A shape to which another refers keeps its property shapes.
    """
    spread = union([shapes])
    for shape, part in shapes.subject_objects(SH.property):
        targets = [(way, target) for way in _TARGETS for target in shapes.objects(shape, way)]
        if targets and not any(shapes.predicates(None, shape)):
            spread.remove((shape, SH.property, part))
            for way, target in targets:
                spread.add((part, way, target))
    return spread


def _steps(shapes: Graph) -> Iterator[str]:
    """Yield the properties in the paths of the shapes, and those by which sh:class finds a class."""
    yield from (RDF_TYPE, str(RDFS.subClassOf))
    waiting = list(shapes.objects(None, SH.path))
    while waiting:
        node = waiting.pop()
        if isinstance(node, URIRef):
            yield str(node)
        else:
            waiting += [part for step, part in shapes.predicate_objects(node) if step != RDF.type]
