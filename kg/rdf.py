"""RDF terms as frozen values, and their N-Quads, written and read: what `emit` gives and every writer takes.

RDF 1.1 without blank nodes (nothing that kg publishes has any). Syntax: RDF 1.1 N-Quads, W3C 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD_STRING = XSD + "string"
RDF_TYPE = RDF + "type"
RDFS_LABEL = RDFS + "label"
LANG_STRING = RDF + "langString"

# Terms (`def#`) and concepts (`vocab/`) stand below this base always; things and graphs of a build may have another.
BASE = "https://w3id.org/social-care-kg/"

PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "sc": BASE + "def#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": XSD,
}

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff]')
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_CHARACTERS = {written[1]: character for character, written in _ESCAPES.items()} | {"'": "'"}
_BASE = re.compile(r"https?://[^/?#\s]+/(?:[^?#\s]*/)?")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')

_UCHAR = r"u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
_IN_IRI = r'[^\x00-\x20<>"{}|^`\\]*'
_IRIREF = rf"<([A-Za-z][A-Za-z0-9+.-]*:{_IN_IRI}(?:\\(?:{_UCHAR}){_IN_IRI})*)>"
_STRING = rf"""\"([^"\\\r]*(?:\\(?:[tbnrf"'\\]|{_UCHAR})[^"\\\r]*)*)\""""
_LANGUAGE = r"@([A-Za-z]+(?:-[A-Za-z0-9]+)*)"
_OBJECT = rf"(?:{_IRIREF}|{_STRING}(?:\^\^{_IRIREF}|{_LANGUAGE})?)"
_GAP, _REST = r"[ \t]*", r"[ \t]*(?:#.*)?\r?"
_STATEMENT = re.compile(_GAP + _GAP.join((_IRIREF, _IRIREF, _OBJECT, _IRIREF, r"\.")) + _REST)
_NOTHING = re.compile(_REST)
_ESCAPE = re.compile(rf"\\({_UCHAR}|.)")


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI."""

    value: str

    def __post_init__(self) -> None:
        """Refuse what no IRI may hold.

        Raises:
            ValueError: the value holds a space, a control character, half of a character (a lone surrogate)
                or one of `<>"{}|^` and backtick.
        """
        if _NOT_IN_IRI.search(self.value):
            raise ValueError(f"not an IRI: {self.value!r}")

    def __str__(self) -> str:
        """Return the bare IRI."""
        return self.value

    @property
    def n3(self) -> str:
        """The IRI in angle brackets."""
        return f"<{self.value}>"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: lexical form, datatype IRI and, for language-tagged strings, the tag."""

    value: str
    datatype: str = XSD_STRING
    language: str = ""

    def __post_init__(self) -> None:
        """Give a language-tagged string its datatype, rdf:langString, so that equal literals are equal."""
        if self.language:
            object.__setattr__(self, "datatype", LANG_STRING)

    def __str__(self) -> str:
        """Return the lexical form."""
        return self.value

    @property
    def n3(self) -> str:
        """The literal as N-Triples writes it; a ValueError for a lone surrogate, which UTF-8 can't hold."""
        quoted = '"' + _ESCAPED.sub(_escape, self.value) + '"'
        if self.language:
            return f"{quoted}@{self.language}"
        return quoted if self.datatype == XSD_STRING else f"{quoted}^^<{self.datatype}>"


Term = Iri | Literal


class Quad(NamedTuple):
    """A triple and the named graph in which it stands."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri

    @property
    def line(self) -> str:
        """The quad as one line of N-Quads, without the line's end."""
        return f"{self.subject.n3} {self.predicate.n3} {self.object.n3} {self.graph.n3} ."


def term(name: str) -> Iri:
    """Expand a prefixed name: `sc:Rating` → the IRI.

    Raises:
        KeyError: the prefix is not in `PREFIXES`.
    """
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), XSD + "integer")


def decimal(value: str) -> Literal:
    """Return an xsd:decimal from its exact digits ("53", "0.5")."""
    return Literal(value, XSD + "decimal")


def checked_base(base: str) -> str:
    """Return a base below which things (`id/`) and graphs (`graph/`) may have their IRIs.

    Raises:
        ValueError: it is no web address that ends in a slash.
    """
    if not _BASE.fullmatch(base) or _NOT_IN_IRI.search(base):
        raise ValueError(
            f"{base}: no base for IRIs; give a web address that ends in a slash: https://example.org/care/"
        )
    return base


def moved(quads: set[Quad], base: str, since: str = BASE) -> set[Quad]:
    """Return the quads with the things and graphs below `since` put below another base; all other IRIs stay.

    >>> person = Iri(BASE + "id/person/a")
    >>> moved({Quad(person, term("foaf:knows"), person, Iri(BASE + "graph/x"))}, "http://a.uk/").pop().graph.value
    'http://a.uk/graph/x'
    """
    if base == since:
        return quads
    iris = {node for quad in quads for node in quad if isinstance(node, Iri)}
    there = {iri: Iri(moved_iri(iri.value, base, since)) for iri in iris}
    return {
        Quad(there[subject], predicate, there[thing] if isinstance(thing, Iri) else thing, there[graph])
        for subject, predicate, thing, graph in quads
    }


def moved_iri(iri: str, base: str, since: str = BASE) -> str:
    """Return the IRI of a thing or a graph below another base, and any other IRI as it is."""
    below = iri.removeprefix(since)
    return base + below if below != iri and below.startswith(("id/", "graph/")) else iri


def nquads(quads: set[Quad]) -> str:
    """Write quads as sorted N-Quads: the same set gives the same bytes."""
    return "".join(sorted(quad.line + "\n" for quad in quads))


def parse_nquads(text: str) -> Iterator[Quad]:
    """Yield the quads of N-Quads text, in its order; comments and empty lines are passed over.

    Raises:
        ValueError: a line, named by its number from 1, is none, has no graph, or holds a blank node.
    """
    iris: dict[str, Iri] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _STATEMENT.fullmatch(line):
            try:
                yield _quad(match, iris)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error
        elif not _NOTHING.fullmatch(line):
            raise ValueError(f"line {number} is no quad of IRIs and literals: {line[:80]!r}")


def _quad(match: re.Match[str], iris: dict[str, Iri]) -> Quad:
    subject, predicate, iri, value, datatype, language, graph = match.groups()
    if iri is None:
        kind = _iri(datatype, iris).value if datatype else XSD_STRING
        thing: Term = Literal(_unescaped(value), kind, language or "")
    else:
        thing = _iri(iri, iris)
    return Quad(_iri(subject, iris), _iri(predicate, iris), thing, _iri(graph, iris))


def _iri(written: str, iris: dict[str, Iri]) -> Iri:
    """Return the IRI between angle brackets; a quad shares its IRIs with those before it."""
    found = iris.get(written)
    if found is None:
        found = iris[written] = Iri(_unescaped(written))
    return found


def _unescaped(written: str) -> str:
    return _ESCAPE.sub(_character, written) if "\\" in written else written


def _character(match: re.Match[str]) -> str:
    escape = match[1]
    if escape[0] not in "uU":
        return _CHARACTERS[escape]
    character = chr(int(escape[1:], 16))
    if "\ud800" <= character <= "\udfff":
        raise ValueError(f"\\{escape} is half of a character")
    return character


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        raise ValueError(f"a literal holds {character!r}, half of a character")
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
