"""A build in; its documents out, each with the facts that it states, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.folder import stored_quads
from kg.rdf import RDF_TYPE, RDFS_LABEL, Iri, Quad, Term, term

_STATEMENT, _EVIDENCE, _RULE, _PATH = (
    term(name).value for name in ("sc:Statement", "sc:evidence", "sc:extractedBy", "sc:path")
)
_SELECTOR, _EXACT, _START, _END = (term(name).value for name in ("oa:hasSelector", "oa:exact", "oa:start", "oa:end"))
_PROOF = frozenset({RDF_TYPE, _EVIDENCE, _RULE, *(term(name).value for name in ("sc:repeatedAt", "sc:piece"))})
_ENTITIES = "/graph/entities"

Properties = Mapping[str, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: its kind, what it says as pairs of property and value, and the words that prove it.

    `start` and `end` are half-open, in code points of the document's text.
    """

    iri: str
    kind: str
    says: tuple[tuple[str, str], ...]
    exact: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Told:
    """A document and the facts that it states, in the order in which they stand there."""

    path: str
    digest: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """A build's documents by path, the things that they name (IRI → label), and its other graphs, as lines."""

    documents: Mapping[str, Told]
    things: Mapping[str, str]
    graphs: Mapping[str, frozenset[str]]


def read(place: Path) -> Build:
    """Read a build.

    Raises:
        BuildError: there is none that can be read.
    """
    documents, shared = stored_quads(place)
    labels = {quad.subject.value: quad.object.value for quad in shared if quad.predicate.value == RDFS_LABEL}
    told = [_told(digest, quads, labels) for digest, quads in documents.items()]
    graphs: defaultdict[str, set[str]] = defaultdict(set)
    things = {}
    for quad in shared:
        if not quad.graph.value.endswith(_ENTITIES):
            graphs[quad.graph.value].add(quad.line)
        elif quad.predicate.value == RDFS_LABEL:
            things[quad.subject.value] = quad.object.value
    return Build(
        {one.path: one for one in sorted(told, key=lambda one: one.path)},
        things,
        {name: frozenset(lines) for name, lines in sorted(graphs.items())},
    )


def _told(digest: str, quads: Sequence[Quad], labels: Mapping[str, str]) -> Told:
    nodes: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    path = ""
    for subject, predicate, thing, _ in quads:
        nodes[subject.value][predicate.value].append(thing)
        path = thing.value if predicate.value == _PATH else path
    facts = [
        _fact(iri, node, nodes, labels)
        for iri, node in nodes.items()
        if any(thing.value == _STATEMENT for thing in node.get(RDF_TYPE, ()))
    ]
    return Told(path, digest, tuple(sorted(facts, key=lambda fact: (fact.start, fact.end, fact.kind, fact.iri))))


def _fact(iri: str, node: Properties, nodes: Mapping[str, Properties], labels: Mapping[str, str]) -> Fact:
    says = sorted(
        (labels.get(name) or _local(name), _shown(value, nodes, labels))
        for name, values in node.items()
        if name not in _PROOF
        for value in values
    )
    kinds = sorted(labels.get(kind.value) or _local(kind.value) for kind in node[RDF_TYPE] if kind.value != _STATEMENT)
    start, end, exact = _words(node, nodes)
    rule = next((labels.get(one.value) or _local(one.value) for one in node.get(_RULE, ())), "")
    return Fact(iri, " and ".join(kinds) or "statement", tuple(says), exact, start, end, rule)


def _shown(value: Term, nodes: Mapping[str, Properties], labels: Mapping[str, str]) -> str:
    """Return the label of a thing, the words of another statement, or a literal's text."""
    if not isinstance(value, Iri):
        return value.value
    return labels.get(value.value) or _words(nodes.get(value.value, {}), nodes)[2] or _local(value.value)


def _words(node: Properties, nodes: Mapping[str, Properties]) -> tuple[int, int, str]:
    """Return start, end and words of a statement's evidence; nothing where it has none."""
    merged: dict[str, str] = {}
    for evidence in node.get(_EVIDENCE, ()):
        for selector in nodes.get(evidence.value, {}).get(_SELECTOR, ()):
            merged |= {name: values[0].value for name, values in nodes.get(selector.value, {}).items()}
    return int(merged.get(_START, 0)), int(merged.get(_END, 0)), merged.get(_EXACT, "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
