"""Saved queries in; what they are in RDF out, so that editors find them. SHACL Advanced Features, 8 (2017).

SIB's editor of SPARQL asks an endpoint's description for just these: sh:SPARQLExecutable with rdfs:comment and
sh:select, and the prefixes by sh:declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.dataset import Triple
from kg.query import SavedQuery
from kg.rdf import BASE, PREFIXES, RDF_TYPE, XSD, Iri, Literal, Term, term
from kg.tokens import code

SCHEMA = PREFIXES["schema"]
_DECLARED = Iri(BASE + "def")
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT)\b", re.IGNORECASE)
_KINDS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct"}


def executables(queries: Iterable[SavedQuery], endpoint: str = "") -> set[Triple]:
    """Return what the queries are; `endpoint` is where they may be sent."""
    return {triple for query in queries for triple in _query(query, endpoint)}


def _query(query: SavedQuery, endpoint: str) -> Iterator[Triple]:
    subject = Iri(f"{BASE}queries/{query.name}")
    found = _FORM.search(code(query.text))
    form = found[1].upper() if found else "SELECT"
    said: list[tuple[Iri, Term]] = [
        (Iri(RDF_TYPE), term("sh:SPARQLExecutable")),
        (Iri(RDF_TYPE), term(f"sh:SPARQL{_KINDS[form]}Executable")),
        (term("rdfs:label"), Literal(query.name)),
        (term("rdfs:comment"), Literal(query.summary, language="en")),
        (term(f"sh:{form.lower()}"), Literal(query.text)),
        (term("sh:prefixes"), _DECLARED),
        *((Iri(SCHEMA + "keywords"), Literal(tag, language="en")) for tag in query.tags),
    ]
    if endpoint:
        said.append((Iri(SCHEMA + "target"), Iri(endpoint)))
    yield from ((subject, predicate, value) for predicate, value in said)


def prefixes() -> set[Triple]:
    """Return the prefixes that the queries use, as declared by the ontology."""
    return {triple for prefix, namespace in PREFIXES.items() for triple in _prefix(prefix, namespace)}


def _prefix(prefix: str, namespace: str) -> Iterator[Triple]:
    declared = Iri(f"{BASE}def/prefix/{prefix}")
    yield _DECLARED, term("sh:declare"), declared
    yield declared, term("sh:prefix"), Literal(prefix)
    yield declared, term("sh:namespace"), Literal(namespace, XSD + "anyURI")
