"""Quads and the files that hold them in; the description of the dataset out, in VoID and DCAT, and a citation.

Describing Linked Datasets with VoID, W3C 2011; DCAT 3, W3C 2024; Citation File Format 1.2.0. No blank nodes: what VoID
leaves unnamed has an IRI below the dataset's.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kg import __version__
from kg.rdf import BASE, PREFIXES, RDF_TYPE, XSD, Iri, Literal, Quad, Term, integer, term

TITLE = "Social care inspections as a knowledge graph"
ABSTRACT = (
    "Authorities, services, ratings, people and what they said, as documents about the inspection of UK local "
    "authorities' social services state them. Every fact points to the characters of the document that prove it."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = (
    "Contains data from mySociety, UK local authority names and codes (CC BY 4.0), from GOV.UK Local Links Manager "
    "(MIT, Crown copyright), and public sector information licensed under the Open Government Licence v3.0."
)
DESCRIBED = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"

Triple = tuple[Iri, Iri, Term]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that holds the whole dataset: name, media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


def issued() -> str:
    """Return the date in SOURCE_DATE_EPOCH (seconds since 1970) as YYYY-MM-DD, or nothing: kg looks at no clock."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds.isdigit() else ""


def describe(
    quads: Collection[Quad], digest: str, distributions: Collection[Distribution], base: str = BASE
) -> set[Triple]:
    """Return what VoID and DCAT say of the dataset; `digest` is its canonical hash, `base` that of its things.

    The addresses of the files are relative: they lie beside the description, wherever that is put.
    """
    dataset = f"{base}id/dataset/kg"
    return {
        *_named(dataset, _head(digest, base)),
        *_named(dataset, _sizes(quads)),
        *(triple for graph in _graphs(quads, dataset) for triple in graph),
        *(triple for part in _partitions(quads, dataset) for triple in part),
        *(triple for file in distributions for triple in _distribution(file, dataset)),
    }


def citation(digest: str) -> str:
    """Return the dataset's CITATION.cff."""
    date = issued()
    return f"""cff-version: 1.2.0
message: If you use this dataset, please cite it as below.
type: dataset
title: {TITLE}
abstract: >-
  {ABSTRACT}
authors:
  - name: the kg authors
version: {__version__}
{f"date-released: {date}{chr(10)}" if date else ""}license: CC-BY-4.0
keywords: [social care, inspection, local government, knowledge graph, RDF]
identifiers:
  - type: other
    value: sha256:{digest}
    description: RDFC-1.0 hash of the dataset
"""


def _named(subject: str, pairs: Iterator[tuple[str, Term]]) -> Iterator[Triple]:
    return ((Iri(subject), Iri(RDF_TYPE) if name == "a" else _term(name), value) for name, value in pairs)


def _term(name: str) -> Iri:
    prefix, _, local = name.partition(":")
    return Iri(DESCRIBED[prefix] + local)


def _head(digest: str, base: str) -> Iterator[tuple[str, Term]]:
    yield "a", _term("void:Dataset")
    yield "a", _term("dcat:Dataset")
    yield "dct:title", Literal(TITLE, language="en")
    yield "dct:description", Literal(ABSTRACT, language="en")
    yield "dct:license", Iri(LICENCE)
    yield "dct:rights", Literal(ATTRIBUTION, language="en")
    yield "dct:identifier", Literal(f"sha256:{digest}")
    yield "dct:creator", Iri(base + "id/software/kg")
    yield "dct:language", Iri("http://id.loc.gov/vocabulary/iso639-1/en")
    yield "dcat:version", Literal(__version__)
    yield "owl:versionInfo", Literal(__version__)
    yield "void:uriSpace", Literal(base)
    for word in ("social care", "inspection", "local government"):
        yield "dcat:keyword", Literal(word, language="en")
    if date := issued():
        yield "dct:issued", Literal(date, XSD + "date")


def _sizes(quads: Collection[Quad]) -> Iterator[tuple[str, Term]]:
    types = [quad for quad in quads if quad.predicate.value == RDF_TYPE]
    documents = sorted(quad.subject for quad in types if quad.object == term("sc:Document"))
    ratings = sorted(quad.subject for quad in types if quad.object == term("sc:Rating"))
    yield "void:triples", integer(len({quad[:3] for quad in quads}))
    yield "void:entities", integer(len({quad.subject for quad in types}))
    yield "void:distinctSubjects", integer(len({quad.subject for quad in quads}))
    yield "void:distinctObjects", integer(len({quad.object for quad in quads}))
    yield "void:properties", integer(len({quad.predicate for quad in quads}))
    yield "void:classes", integer(len({quad.object for quad in types}))
    yield "void:documents", integer(len(documents))
    for example in (*documents[:1], *ratings[:1]):
        yield "void:exampleResource", example
    used = {quad.predicate.value for quad in quads} | {quad.object.value for quad in types}
    for namespace in PREFIXES.values():
        if any(iri.startswith(namespace) for iri in used):
            yield "void:vocabulary", Iri(namespace)


def _graphs(quads: Collection[Quad], dataset: str) -> Iterator[Iterator[Triple]]:
    """Yield each named graph as a part of the dataset."""
    for graph, size in sorted(Counter(quad.graph for quad in quads).items()):
        yield _named(dataset, iter([("void:subset", graph)]))
        yield _named(graph.value, iter([("a", _term("void:Dataset")), ("void:triples", integer(size))]))


def _partitions(quads: Collection[Quad], dataset: str) -> Iterator[Iterator[Triple]]:
    """Yield how often each class and each property occurs."""
    classes = Counter(quad.object.value for quad in quads if quad.predicate.value == RDF_TYPE)
    properties = Counter(quad.predicate.value for quad in quads)
    for kind, size, found in (("class", "void:entities", classes), ("property", "void:triples", properties)):
        for iri, number in sorted(found.items()):
            part = f"{dataset}/{kind}/{_key(iri)}"
            yield _named(dataset, iter([(f"void:{kind}Partition", Iri(part))]))
            yield _named(part, iter([(f"void:{kind}", Iri(iri)), (size, integer(number))]))


def _key(iri: str) -> str:
    """Return what names a term below the dataset: its prefix and local name."""
    spaces = [(space, prefix) for prefix, space in DESCRIBED.items() if iri.startswith(space)]
    if not spaces:
        return iri.partition("://")[2].replace("#", "/")
    space, prefix = max(spaces, key=lambda one: len(one[0]))
    return f"{prefix}-{iri[len(space) :]}"


def _distribution(file: Distribution, dataset: str) -> Iterator[Triple]:
    place = f"{dataset}/file/{file.name}"
    yield from _named(dataset, iter([("void:dataDump", Iri(file.name)), ("dcat:distribution", Iri(place))]))
    yield from _named(
        place,
        iter(
            [
                ("a", _term("dcat:Distribution")),
                ("dct:title", Literal(file.name)),
                ("dct:license", Iri(LICENCE)),
                ("dcat:downloadURL", Iri(file.name)),
                ("dcat:mediaType", Iri(_MEDIA + file.media_type)),
                ("dcat:byteSize", Literal(str(file.size), XSD + "nonNegativeInteger")),
                ("spdx:checksum", Iri(place + "/checksum")),
            ]
        ),
    )
    yield from _named(
        place + "/checksum",
        iter(
            [
                ("a", _term("spdx:Checksum")),
                ("spdx:algorithm", _term("spdx:checksumAlgorithm_sha256")),
                ("spdx:checksumValue", Literal(file.sha256, XSD + "hexBinary")),
            ]
        ),
    )
