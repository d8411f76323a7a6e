"""A result and what the client accepts in; bytes in one of its formats out, cut where they are too many.

Runs in a worker. What is left out is announced: by the header Truncated, and in the answer where its format has a
place for it (SPARQL JSON and XML: a link in the head; Turtle and N-Triples: a comment).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.export import render
from kg.export.jsonld import jsonld_triples
from kg.export.tables import spreadsheet_csv
from kg.rdf import BASE, PREFIXES, Iri, Literal, Quad, Term
from kg.results import (
    Answer,
    BlankNode,
    Result,
    Table,
    Triples,
    as_csv,
    as_ntriples,
    as_tsv,
    as_turtle,
    as_xml,
    json_values,
    write,
)
from kg.serve.negotiate import (
    ANSWERS,
    CSV,
    EXCEL,
    GRAPHS,
    JSON,
    JSONLD,
    NTRIPLES,
    RDFXML,
    TABLES,
    TSV,
    TURTLE,
    XML,
    Format,
    choose,
)

TRUNCATED = BASE + "problems/truncated"
_NOWHERE = Iri(BASE + "graph/none")
_SHRINK = 0.9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client accepts: the header, the names of formats it gave besides, and the most rows and bytes."""

    accept: str
    formats: tuple[str, ...]
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Written:
    """An answer: its bytes, media type, extension, and what was left out ("" if nothing)."""

    body: bytes
    media_type: str
    extension: str
    truncated: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What makes IRIs short in the formats that can: the base of the things, and prefixes."""

    base: str = BASE
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)


def written(result: Result, wanted: Wanted, base: str = BASE, prefixes: Mapping[str, str] = PREFIXES) -> Written:
    """Write a result in the format that the client wants most, within its limits; Turtle takes the prefixes.

    Raises:
        Refusal: 406, there is no such format of this result.
    """
    names = Names(base, prefixes)
    form, media_type = choose(wanted.accept, formats(result), wanted.formats)
    writer = _WRITERS[form]
    kept, cut = _first(result, wanted.rows), f"rows={wanted.rows}" if _size(result) > wanted.rows else ""
    body = writer(kept, bool(cut), names)
    while len(body) > wanted.bytes and _size(kept):
        cut = f"bytes={wanted.bytes}"
        kept = _first(kept, int(_size(kept) * wanted.bytes / len(body) * _SHRINK))
        body = writer(kept, True, names)
    return Written(body, media_type, form.extension, cut)


def formats(result: Result) -> Sequence[Format]:
    """Return the formats that there are of a result, the first the one for whoever accepts anything."""
    if isinstance(result, Table):
        return TABLES
    return ANSWERS if isinstance(result, Answer) else GRAPHS


def _size(result: Result) -> int:
    if isinstance(result, Answer):
        return 0
    return len(result.rows) if isinstance(result, Table) else len(result)


def _first(result: Result, most: int) -> Result:
    if isinstance(result, Answer):
        return result
    return replace(result, rows=result.rows[:most]) if isinstance(result, Table) else result[:most]


def _json(result: Result, cut: bool, _: Names) -> bytes:
    assert isinstance(result, Table | Answer)
    values = json_values(result)
    if cut:
        values["head"]["link"] = [TRUNCATED]
    return (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _xml(result: Result, cut: bool, _: Names) -> bytes:
    text = as_xml(result) if isinstance(result, Table) else write(result, "xml")
    return (text.replace("</head>", f'<link href="{TRUNCATED}"/></head>', 1) if cut else text).encode()


def _of_table(writer: Callable[[Table], str]) -> Callable[[Result, bool, Names], bytes]:
    def bytes_of(result: Result, cut: bool, names: Names) -> bytes:
        assert isinstance(result, Table)
        return writer(result).encode()

    return bytes_of


def _of_triples(writer: Callable[[Triples, Names], str], comment: bool) -> Callable[[Result, bool, Names], bytes]:
    def bytes_of(result: Result, cut: bool, names: Names) -> bytes:
        assert not isinstance(result, Table | Answer)
        note = f"# Not all triples: <{TRUNCATED}>\n" if cut and comment else ""
        return (writer(result, names) + note).encode("utf-8", "replace")

    return bytes_of


def named_quads(triples: Triples) -> set[Quad]:
    """Return the triples as quads of one graph; a blank node gets an IRI. RDF 1.1 Concepts, 3.5."""
    return {Quad(_named(triple.subject), triple.predicate, _value(triple.object), _NOWHERE) for triple in triples}


def _named(node: Iri | BlankNode) -> Iri:
    return node if isinstance(node, Iri) else Iri(f"{BASE}.well-known/genid/{node.value}")


def _value(node: Term | BlankNode) -> Term:
    return node if isinstance(node, Literal) else _named(node)


_WRITERS: dict[Format, Callable[[Result, bool, Names], bytes]] = {
    JSON: _json,
    XML: _xml,
    CSV: _of_table(as_csv),
    TSV: _of_table(as_tsv),
    EXCEL: _of_table(spreadsheet_csv),
    TURTLE: _of_triples(lambda triples, names: as_turtle(triples, names.prefixes, names.base), comment=True),
    NTRIPLES: _of_triples(lambda triples, _: as_ntriples(triples), comment=True),
    JSONLD: _of_triples(lambda triples, names: jsonld_triples(named_quads(triples), names.base), comment=False),
    RDFXML: _of_triples(lambda triples, names: render(named_quads(triples), "rdfxml", names.base), comment=False),
}
