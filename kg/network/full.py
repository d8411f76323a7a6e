"""A source of facts in, all things and statements as one network out: nothing is left out but the proof.

Literals stand at the nodes; what a statement names is linked to it; evidence and provenance are left out. Concepts,
authorities and inspecting bodies come in as far as something names them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import QueryError
from kg.network.links import Link, Network, Node, Value, local, network, short_name
from kg.network.projections import narrowest
from kg.network.proof import facts
from kg.rdf import BASE, RDF_TYPE, RDFS_LABEL, XSD, Iri, Literal, Quad
from kg.results import Cell, Source, Table

# How the IRIs of graphs end, whatever the base of the build: docs/graph.md.
DOCUMENTS, ENTITIES = "/graph/document/", "/graph/entities"
STATED_IN = "statedIn"
LONGEST_LABEL = 60

_GRAPHS = f"""SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?subject a ?class }}
    FILTER(CONTAINS(STR(?graph), "{DOCUMENTS}") || STRENDS(STR(?graph), "{ENTITIES}")) }}"""
_NAMED = f"SELECT ?thing ?label ?class WHERE {{ ?thing <{RDFS_LABEL}> ?label ; a ?class }}"

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_WHOLES = frozenset(XSD + name for name in ("integer", "nonNegativeInteger", "int", "long"))
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "float"))
# What names a statement best, best first: the words that it reports.
_TELLING = ("text", "statedAs", "role", "event", "headline", "asNamed", "measures", "path")


@dataclass(slots=True)
class _Described:
    """What is said of one subject, while quads are read."""

    label: str = ""
    classes: set[str] = field(default_factory=set)
    values: defaultdict[str, set[Literal]] = field(default_factory=lambda: defaultdict(set))


def full(source: Source) -> Network:
    """Return all things and statements, with everything that is said of them."""
    said = {quad for row in source.select(_GRAPHS, "projection").rows for quad in _said(source, row[0])}
    return of_quads(said, source.select(_NAMED, "projection"))


def _said(source: Source, graph: Cell) -> Iterable[Quad]:
    """Yield the quads of one graph: servers cut long answers off."""
    rows = source.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", "projection").rows
    return (_quad(graph, *row) for row in rows)


def of_quads(quads: set[Quad], named: Table) -> Network:
    """Return the network of quads; `named` has thing, label and class of what they refer to."""
    told = facts(quads)
    described = _described(told)
    links = {link.id: link for link in (*_links(told), *_places(told, described))}
    outside = {link.target for link in links.values()} - described.keys()
    nodes = [_node(iri, about) for iri, about in described.items()]
    return network("full", [*nodes, *_outside(outside, named)], links.values())


def _quad(*nodes: Cell) -> Quad:
    match nodes:
        case (Iri() as graph, Iri() as subject, Iri() as predicate, (Iri() | Literal()) as thing):
            return Quad(subject, predicate, thing, graph)
    raise QueryError("The graph holds a blank node, which kg does not publish; build it again with kg build.")


def _described(quads: Iterable[Quad]) -> dict[str, _Described]:
    described: defaultdict[str, _Described] = defaultdict(_Described)
    for subject, predicate, thing, _ in quads:
        about = described[subject.value]
        if predicate.value == RDF_TYPE and isinstance(thing, Iri):
            about.classes.add(local(thing.value))
        elif predicate.value == RDFS_LABEL and isinstance(thing, Literal):
            about.label = max(about.label, thing.value)
        elif isinstance(thing, Literal):
            about.values[short_name(predicate)].add(thing)
    return dict(described)


def _links(quads: Iterable[Quad]) -> Iterable[Link]:
    for subject, predicate, thing, _ in quads:
        if isinstance(thing, Iri) and predicate.value != RDF_TYPE:
            yield Link(subject.value, thing.value, _relation(predicate))


def _relation(predicate: Iri) -> str:
    """Return the name of a relation: short_name without the care that names of columns need."""
    name = predicate.value.removeprefix(f"{BASE}def#")
    return name if re.fullmatch(r"[A-Za-z]+", name) else short_name(predicate)


def _places(quads: Iterable[Quad], described: Mapping[str, _Described]) -> Iterable[Link]:
    """Yield a link from each statement to its document, which the name of its graph tells."""
    for subject, _, _, graph in quads:
        base, of_document, digest = graph.value.rpartition(DOCUMENTS)
        document = f"{base}/id/document/{digest}"
        if of_document and document in described and subject.value != document:
            yield Link(subject.value, document, STATED_IN)


def _outside(iris: Iterable[str], named: Table) -> Iterable[Node]:
    """Yield nodes for what is only referred to: concepts, authorities, bodies."""
    found: defaultdict[str, _Described] = defaultdict(_Described)
    wanted = set(iris)
    for thing, label, kind in named.rows:
        if str(thing) in wanted:
            found[str(thing)].label = max(found[str(thing)].label, str(label))
            found[str(thing)].classes.add(local(str(kind)))
    return [_node(iri, found[iri]) for iri in sorted(wanted)]


def _node(iri: str, about: _Described) -> Node:
    kind = narrowest(about.classes)
    attributes: dict[str, Value] = {name: _value(literals) for name, literals in sorted(about.values.items())}
    if about.classes:
        attributes["types"] = tuple(sorted(about.classes))
    return Node(iri, about.label or _telling(iri, kind, attributes), kind, attributes)


def _telling(iri: str, kind: str, attributes: Mapping[str, Value]) -> str:
    text = next((str(attributes[name]) for name in _TELLING if attributes.get(name)), local(iri))
    line = " ".join(f"{kind}: {text}".split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


def _value(literals: set[Literal]) -> Value:
    if len(literals) == 1:
        return _single(next(iter(literals)))
    return tuple(sorted({literal.value for literal in literals}))


def _single(literal: Literal) -> Value:
    """Return a number where the literal is one that its reader will see unchanged, otherwise its lexical form."""
    if literal.datatype in _WHOLES and _WHOLE.fullmatch(literal.value):
        return int(literal.value)
    if literal.datatype in _NUMBERS and _NUMBER.fullmatch(literal.value):
        number = float(literal.value)
        return number if math.isfinite(number) else literal.value
    if literal.datatype == XSD + "boolean" and literal.value in ("true", "false"):
        return literal.value == "true"
    return literal.value
