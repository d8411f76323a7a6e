"""A query's parameters and their values as people write them → the query's SPARQL with typed terms.

A parameter is the line `VALUES ?name { UNDEF }` of the query. A term takes the place of UNDEF, never pasted text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.rdf import BASE, Iri, Literal, Term, integer
from kg.results import Source, Table


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query. `type` is `concept/<scheme>`, `authority`, `string` or `integer`."""

    name: str
    type: str = "string"
    description: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()

    @property
    def slot(self) -> re.Pattern[str]:
        """The pattern of its line, which may not stand in a comment."""
        return _slot(self.name)


def fill(query: str, text: str, parameters: Sequence[Parameter], values: Mapping[str, str], source: Source) -> str:
    """Return the SPARQL `text` with a term for each parameter that has a value or a default.

    A value may be an IRI, a key or notation, or a label, in upper or lower case; `source` is asked which.
    `query` names the query in errors.

    Raises:
        QueryError: a parameter is unknown, or its value names nothing or several things.
    """
    known = [parameter.name for parameter in parameters]
    for name in values:
        if name not in known:
            allowed = f"its parameters are {', '.join(known)}" if known else "it has none"
            raise QueryError(f"{query}: no parameter {name}; {allowed}.")
    for parameter in parameters:
        value = values.get(parameter.name, parameter.default)
        if value:
            text = _filled(text, parameter.name, _term(query, parameter, value, source))
    return text


def nearest(name: str, names: Sequence[str]) -> str:
    """Return "; the nearest: …" with the names most like `name`, or nothing."""
    near = difflib.get_close_matches(name, sorted(names), 3, 0.5)
    return f"; the nearest: {', '.join(near)}" if near else ""


def _filled(text: str, name: str, term: Term) -> str:
    return _slot(name).sub(lambda match: f"{match[1]}{term.n3}{match[2]}", text)


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)^([^#\n]*\bVALUES\s+[?$]{re.escape(name)}\s*{{\s*)UNDEF(\s*}})", re.IGNORECASE)


def _term(query: str, parameter: Parameter, value: str, source: Source) -> Term:
    where = f"{query}: parameter {parameter.name}"
    if parameter.choices:
        return Literal(_choice(where, parameter.choices, value))
    if parameter.type == "string":
        return Literal(value)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?[0-9]+", value):
            raise QueryError(f"{where} takes a whole number; “{value}” is none.")
        return integer(int(value))
    names = source.select(_NAMES_OF_AUTHORITIES if parameter.type == "authority" else _names_of(parameter.type))
    return _named(where, value, _things(names))


def _choice(where: str, choices: Sequence[str], value: str) -> str:
    for choice in choices:
        if _folded(choice) == _folded(value):
            return choice
    raise QueryError(f"{where} takes {' or '.join(choices)}; “{value}” is neither.")


_NAMES_OF_AUTHORITIES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sc: <https://w3id.org/social-care-kg/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label ?name WHERE {
  ?thing a sc:LocalAuthority ; rdfs:label ?label ;
         dct:identifier|rdfs:label|sc:shortName|skos:prefLabel|skos:altLabel ?name .
}
"""

_NAMES_OF_CONCEPTS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label ?name WHERE {
  VALUES ?scheme { UNDEF }
  ?thing skos:inScheme ?scheme ; rdfs:label ?label ;
         skos:notation|rdfs:label|skos:prefLabel|skos:altLabel ?name .
}
"""


def _names_of(parameter_type: str) -> str:
    scheme = parameter_type.removeprefix("concept/")
    return _filled(_NAMES_OF_CONCEPTS, "scheme", Iri(f"{BASE}vocab/{scheme}"))


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a value may mean: its IRI, its label, and every name it goes by, folded."""

    iri: Iri
    label: str
    names: frozenset[str]


def _things(names: Table) -> list[_Thing]:
    """Gather rows of thing, label, name."""
    found: dict[Iri, tuple[str, set[str]]] = {}
    for thing, label, name in names.rows:
        if isinstance(thing, Iri):
            found.setdefault(thing, (str(label), {_folded(thing.value)}))[1].add(_folded(str(name)))
    return [_Thing(iri, label, frozenset(folded)) for iri, (label, folded) in sorted(found.items())]


def _named(where: str, value: str, things: Sequence[_Thing]) -> Iri:
    """Return the one thing called `value`: its IRI, key, notation or a label; its own label before aliases.

    Raises:
        QueryError: none or several do.
    """
    wanted = _folded(value.strip().removeprefix("<").removesuffix(">"))
    hits = [thing for thing in things if wanted in thing.names]
    own = [thing for thing in hits if wanted == _folded(thing.label)]
    hits = own or hits
    if not hits:
        raise QueryError(f"{where}: nothing is called “{value}”{_nearest_label(value, things)}.")
    if len(hits) > 1:
        meant = " or ".join(f"{thing.label} <{thing.iri}>" for thing in hits)
        raise QueryError(f"{where}: “{value}” may mean {meant}; give the IRI.")
    return hits[0].iri


def _nearest_label(value: str, things: Sequence[_Thing]) -> str:
    label = {name: thing.label for thing in things for name in (*thing.names, _folded(thing.label))}
    near = difflib.get_close_matches(_folded(value), label, 3, 0.6)
    if near:
        return f"; the nearest: {', '.join(dict.fromkeys(label[name] for name in near))}"
    if len(things) > _FEW:
        return ""
    return f"; the graph has {', '.join(sorted(thing.label for thing in things)) or 'nothing of this kind'}"


_FEW = 12


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
