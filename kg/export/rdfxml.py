"""Quads in, RDF/XML out, the graphs left out. RDF 1.1 XML Syntax, W3C 2014; XML 1.0, fifth edition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from kg.errors import ExportError
from kg.rdf import PREFIXES, RDF, RDF_TYPE, XSD_STRING, Iri, Literal, Quad, Term

Pair = tuple[Iri, Term]

# An NCName at the end of an IRI, with something before it.
_NAME = re.compile(r"(?<=.)[A-Za-z_À-ÖØ-öø-˿][A-Za-z0-9_À-ÖØ-öø-˿.·-]*\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# RDF 1.1 XML Syntax, 5.1: what is no name of a node or of a property.
_RESERVED = {
    RDF + name
    for name in (
        *("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype"),
        *("aboutEach", "aboutEachPrefix", "li", "Description"),
    )
}
_XML = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")


def rdfxml(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield RDF/XML: an element for each subject, in order of their IRIs.

    Raises:
        ExportError: a property has no name that XML can hold, or a literal a character that XML can't.
    """
    subjects: defaultdict[Iri, set[Pair]] = defaultdict(set)
    for quad in quads:
        subjects[quad.subject].add((quad.predicate, quad.object))
    prefixes = _prefixes({iri for pairs in subjects.values() for pair in pairs for iri in _named(pair)})
    space = "".join(f"\n    xmlns:{prefix}={quoteattr(iri)}" for iri, prefix in sorted(prefixes.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{space}>\n'
    yield from (_element(subject, subjects[subject], prefixes) for subject in sorted(subjects))
    yield "</rdf:RDF>\n"


def _named(pair: Pair) -> Iterator[Iri]:
    """Yield the predicate and, of a type, the class if it may name an element."""
    predicate, thing = pair
    yield predicate
    if predicate.value == RDF_TYPE and isinstance(thing, Iri) and _is_name(thing.value):
        yield thing


def _is_name(iri: str) -> bool:
    return bool(_NAME.search(iri)) and iri not in _RESERVED and not iri.startswith(_XML)


def _prefixes(iris: Iterable[Iri]) -> dict[str, str]:
    """Return namespace → prefix: ours where we have one, then ns1, ns2 …"""
    known = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    spaces = {_split(iri)[0] for iri in iris} | {RDF}
    fresh = (f"ns{number}" for number in count(1))
    return {space: known.get(space) or next(fresh) for space in sorted(spaces)}


def _split(iri: Iri) -> tuple[str, str]:
    match = _NAME.search(iri.value)
    if match is None or not _is_name(iri.value):
        raise ExportError(f"{iri}: RDF/XML can't write this property, having no name for it; take turtle or nt.")
    return iri.value[: match.start()], match[0]


def _element(subject: Iri, pairs: set[Pair], prefixes: Mapping[str, str]) -> str:
    """Write a subject, its first class as the name of the element."""
    classes = sorted(thing for _, thing in pairs if (Iri(RDF_TYPE), thing) in pairs and isinstance(thing, Iri))
    named = [thing for thing in classes if _is_name(thing.value)][:1]
    name = _qualified(named[0], prefixes) if named else "rdf:Description"
    rest = sorted(pairs - {(Iri(RDF_TYPE), thing) for thing in named}, key=_place)
    inside = "".join(_property(predicate, thing, prefixes) for predicate, thing in rest)
    return f"  <{name} rdf:about={_attribute(subject)}>\n{inside}  </{name}>\n"


def _place(pair: Pair) -> tuple[str, str]:
    return pair[0].value, pair[1].n3


def _property(predicate: Iri, thing: Term, prefixes: Mapping[str, str]) -> str:
    name = _qualified(predicate, prefixes)
    if isinstance(thing, Iri):
        return f"    <{name} rdf:resource={_attribute(thing)}/>\n"
    return f"    <{name}{_kind(thing)}>{_text(thing, predicate)}</{name}>\n"


def _qualified(iri: Iri, prefixes: Mapping[str, str]) -> str:
    space, name = _split(iri)
    return f"{prefixes[space]}:{name}"


def _kind(literal: Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    return "" if literal.datatype == XSD_STRING else f" rdf:datatype={_attribute(Iri(literal.datatype))}"


def _attribute(iri: Iri) -> str:
    if found := _NOT_XML.search(iri.value):
        raise ExportError(f"{iri}: RDF/XML can't hold U+{ord(found[0]):04X}; take turtle or nt.")
    return quoteattr(iri.value)


def _text(literal: Literal, predicate: Iri) -> str:
    if found := _NOT_XML.search(literal.value):
        place = f"{predicate} {literal.value[:40]!r}"
        raise ExportError(f"{place}: RDF/XML can't hold U+{ord(found[0]):04X}; take turtle or nt.")
    return escape(literal.value, {"\r": "&#13;"})
