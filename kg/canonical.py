"""Quads in, SHA-256 hashes of their canonical form out.

RDF Dataset Canonicalization (RDFC-1.0), W3C 2024: without blank nodes, and kg has none, the canonical form of a dataset
is its canonical N-Quads in code point order, which is what `kg.rdf.nquads` writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from kg.rdf import XSD, Literal, Quad, nquads

_INTEGER, _DECIMAL, _BOOLEAN = XSD + "integer", XSD + "decimal", XSD + "boolean"
_WHOLE = {
    XSD + name
    for name in (
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
}
_DIGITS = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


class Node(Protocol):
    """Whatever may stand in a triple: a term, or another store's blank node."""

    @property
    def n3(self) -> str:
        """The node as N-Triples writes it."""
        ...


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the dataset's canonical form: the hash of RDFC-1.0.

    >>> canonical_hash([])
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    return hashlib.sha256(nquads(set(quads)).encode()).hexdigest()


def stored_lines(triples: Iterable[tuple[Node, Node, Node]]) -> tuple[str, ...]:
    """Return the triples as sorted lines of N-Triples, with numbers in the form that any store gives back."""
    return tuple(sorted({f"{s.n3} {p.n3} {as_stored(o).n3} ." for s, p, o in triples}))


def stored_hash(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines of N-Triples."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def as_stored(term: Node) -> Node:
    """Return a literal in one form for each value, because stores keep a number's value and not how it was written.

    >>> as_stored(Literal("083.50", XSD + "decimal")).n3
    '"83.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> as_stored(Literal("3", XSD + "nonNegativeInteger")).n3
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return _settled(term) if isinstance(term, Literal) else term


def _settled(term: Literal) -> Literal:
    if term.datatype in _WHOLE and _DIGITS.fullmatch(term.value):
        return Literal(_plain(term.value), _INTEGER)
    if term.datatype == _DECIMAL and _DIGITS.fullmatch(term.value):
        return replace(term, value=_plain(term.value))
    if term.datatype == _BOOLEAN:
        return replace(term, value={"1": "true", "0": "false"}.get(term.value, term.value))
    return replace(term, language=term.language.lower()) if term.language else term


def _plain(number: str) -> str:
    """Drop a plus sign, leading zeros, and zeros behind the point that say nothing."""
    whole, _, part = number.lstrip("+-").partition(".")
    bare = f"{whole.lstrip('0') or '0'}.{part.rstrip('0')}".rstrip(".")
    return f"-{bare}" if number.startswith("-") and bare != "0" else bare
