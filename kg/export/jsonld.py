"""Quads in, JSON-LD out, with its context inside. JSON-LD 1.1, W3C 2020.

Short names stand for properties and classes, and our own IRIs are relative to `@base`: a program that knows
nothing of linked data finds plain keys and values.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.rdf import BASE, PREFIXES, RDF_TYPE, XSD, XSD_STRING, Iri, Literal, Quad, Term

Json = str | int | float | list["Json"] | dict[str, "Json"]

_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What the base resolves to itself: segments without colon, question mark or hash, none of them "." or "..".
_RELATIVE = re.compile(r"[a-z]+(?:/(?!\.)[\w.-]+)+")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_WHOLES = (XSD + "integer", XSD + "nonNegativeInteger")
_TRUTHS = {"true": True, "false": False}
_ID, _LANGUAGE = "@id", "@language"


@dataclass(frozen=True, slots=True)
class _Context:
    """Terms by IRI, prefixes by namespace, what all values of a property are if they are alike, and our base."""

    terms: Mapping[str, str]
    prefixes: Mapping[str, str]
    kinds: Mapping[str, str]
    base: str

    def key(self, iri: str) -> str:
        """Return what stands for a property or a class."""
        return self.terms.get(iri) or self.compact(iri)

    def compact(self, iri: str) -> str:
        """Return the IRI with its prefix, if it has one."""
        namespace, local = _split(iri)
        prefix = self.prefixes.get(namespace)
        return f"{prefix}:{local}" if prefix and local else iri

    def reference(self, iri: str) -> str:
        """Return what stands for an IRI as a node or a value."""
        below = iri.removeprefix(self.base)
        return below if below != iri and _RELATIVE.fullmatch(below) else self.compact(iri)

    def kind(self, predicate: str) -> str:
        """Return the datatype of all its values, or "@id"; "" where they differ or are strings."""
        return self.kinds.get(predicate, "") if predicate in self.terms else ""


def jsonld(quads: Iterable[Quad], base: str = BASE) -> Iterator[str]:
    """Yield JSON-LD: in `@graph` one member for each named graph, in order of their IRIs."""
    ordered = sorted(set(quads), key=lambda quad: quad.line)
    context = _context(ordered, base)
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in ordered:
        graphs[quad.graph.value].append(quad)
    yield f'{{\n "@context": {_json(_head(context), 1)},\n "@graph": ['
    for number, (iri, graph) in enumerate(sorted(graphs.items())):
        member: Json = {"@id": context.reference(iri), "@graph": _nodes(graph, context)}
        yield f"{',' if number else ''}\n  {_json(member, 2)}"
    yield "\n ]\n}\n" if graphs else "]\n}\n"


def jsonld_triples(quads: Iterable[Quad], base: str = BASE) -> str:
    """Write JSON-LD without named graphs: all triples in the default graph."""
    ordered = sorted(set(quads), key=lambda quad: quad.line)
    context = _context(ordered, base)
    return _json({"@context": _head(context), "@graph": _nodes(ordered, context)}, 0) + "\n"


def jsonld_context(quads: Iterable[Quad], base: str = BASE) -> str:
    """Write the context alone, which holds for these quads and for any part of them."""
    return _json({"@context": _head(_context(set(quads), base))}, 0) + "\n"


def _json(value: Json, depth: int) -> str:
    """Write a value, its lines indented as what stands `depth` deep."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


# --- the context


def _context(quads: Iterable[Quad], base: str) -> _Context:
    iris, named = set(), set()
    values: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        iris |= {term.value for term in quad if isinstance(term, Iri)}
        values[quad.predicate.value].add(_kind(quad.object))
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, Iri):
            named.add(quad.object.value)
    kinds = {predicate: next(iter(found)) for predicate, found in values.items() if len(found) == 1}
    types = {kind for found in values.values() for kind in found if not kind.startswith("@")}
    # "unit:x" must not be read as a prefixed name if it is an IRI of the scheme "unit".
    schemes = {iri.partition(":")[0] for iri in iris | types}
    prefixes = _prefixes(iris | types, schemes)
    terms = _terms((named | values.keys()) - {RDF_TYPE}, {*PREFIXES, *schemes})
    return _Context(terms, prefixes, {iri: kind for iri, kind in kinds.items() if _is_told(kind)}, base)


def _kind(thing: Term) -> str:
    if isinstance(thing, Iri):
        return _ID
    return _LANGUAGE if thing.language else thing.datatype


def _is_told(kind: str) -> bool:
    """Whether the context can say it once for all values."""
    return kind not in (_LANGUAGE, XSD_STRING)


def _prefixes(iris: Iterable[str], schemes: set[str]) -> dict[str, str]:
    spaces = {_split(iri)[0] for iri in iris}
    return {space: prefix for prefix, space in PREFIXES.items() if space in spaces and prefix not in schemes}


def _terms(iris: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Return IRI → its local name, where that is free; our own ontology chooses first."""
    terms: dict[str, str] = {}
    for iri in sorted(iris, key=lambda iri: (not iri.startswith(PREFIXES["sc"]), iri)):
        local = _split(iri)[1]
        if _TERM.fullmatch(local) and local not in taken:
            terms[iri] = local
            taken = taken | {local}
    return terms


def _split(iri: str) -> tuple[str, str]:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


def _head(context: _Context) -> Json:
    prefixes = {prefix: namespace for namespace, prefix in sorted(context.prefixes.items(), key=lambda pair: pair[1])}
    terms = {term: _definition(iri, context) for iri, term in sorted(context.terms.items(), key=lambda pair: pair[1])}
    return {"@version": 1.1, "@base": context.base, **prefixes, **terms}


def _definition(iri: str, context: _Context) -> Json:
    kind = context.kind(iri)
    if not kind:
        return context.compact(iri)
    return {"@id": context.compact(iri), "@type": kind if kind == _ID else context.compact(kind)}


# --- the nodes


def _nodes(quads: Iterable[Quad], context: _Context) -> list[Json]:
    nodes: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        nodes[quad.subject.value].append(quad)
    return [_node(iri, nodes[iri], context) for iri in sorted(nodes)]


def _node(iri: str, quads: Iterable[Quad], context: _Context) -> Json:
    classes: list[Json] = []
    values: defaultdict[str, list[Json]] = defaultdict(list)
    for quad in quads:
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, Iri):
            classes.append(context.key(quad.object.value))
        else:
            value = _value(quad.object, context.kind(quad.predicate.value), context)
            values[context.key(quad.predicate.value)].append(value)
    node: dict[str, Json] = {"@id": context.reference(iri)}
    if classes:
        node["@type"] = _unwrapped(classes)
    return node | {key: _unwrapped(values[key]) for key in sorted(values)}


def _unwrapped(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _value(thing: Term, kind: str, context: _Context) -> Json:
    """Write a value; `kind` is what the context says of it already."""
    if isinstance(thing, Iri):
        reference = context.reference(thing.value)
        return reference if kind else {"@id": reference}
    if kind:
        return _plain(thing)
    if thing.language:
        return {"@value": thing.value, "@language": thing.language}
    if thing.datatype == XSD_STRING:
        return thing.value
    return {"@value": thing.value, "@type": context.compact(thing.datatype)}


def _plain(literal: Literal) -> Json:
    """Write a literal whose datatype is known: a number or a truth value where JSON has exactly that one."""
    if literal.datatype in _WHOLES and _WHOLE.fullmatch(literal.value):
        return int(literal.value)
    if literal.datatype == XSD + "boolean":
        return _TRUTHS.get(literal.value, literal.value)
    return literal.value
