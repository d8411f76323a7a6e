"""Query results as values → text: a table for people, CSV, TSV, JSON, XML, Markdown, Turtle, N-Triples.

SPARQL 1.1 Query Results CSV and TSV Formats, JSON Format, XML Format (2nd edition), W3C 2013.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.rdf import BASE, PREFIXES, XSD, XSD_STRING, Iri, Literal, Term
from kg.turtle import turtle


@dataclass(frozen=True, slots=True, order=True)
class BlankNode:
    """A blank node of an answer. kg publishes none; a query can make some, and so can another store."""

    value: str

    def __str__(self) -> str:
        """Return the label as Turtle writes it."""
        return f"_:{self.value}"

    @property
    def n3(self) -> str:
        """The same."""
        return f"_:{self.value}"


Cell = Term | BlankNode | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, in the order in which the query names them; None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def texts(self) -> list[dict[str, str]]:
        """Return each row as column → text, empty where nothing is bound."""
        return [dict(zip(self.columns, map(_text, row), strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an ASK query answers."""

    yes: bool


class Triple(NamedTuple):
    """A triple of an answer."""

    subject: Iri | BlankNode
    predicate: Iri
    object: Term | BlankNode


Triples = tuple[Triple, ...]
Result = Table | Answer | Triples


class Source(Protocol):
    """What answers queries: the embedded store, or a server. `source` names the query in errors."""

    def query(self, sparql: str, source: str = "query") -> Result:
        """Answer a query of any form."""
        ...

    def select(self, sparql: str, source: str = "query") -> Table:
        """Answer a SELECT query."""
        ...


def as_written(table: Table, sparql: str) -> Table:
    """Return the table of a `SELECT *` with its columns as the query first names them: engines sort them."""
    if not _SELECT_ALL.search(sparql):
        return table
    seen = [match[1] for match in _VARIABLE.finditer(sparql) if match[1]]
    order = sorted(range(len(table.columns)), key=lambda place: _first(seen, table.columns[place]))
    columns = tuple(table.columns[place] for place in order)
    return Table(columns, tuple(tuple(row[place] for place in order) for row in table.rows))


_SELECT_ALL = re.compile(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*", re.IGNORECASE)
# IRIs, strings and comments are passed over: what looks like a variable in them is none.
_VARIABLE = re.compile(r'<[^<>\s]*>|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*|[?$](\w+)')


def _first(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def write(result: Result, form: str) -> str:
    """Write a result in the format named `form`, ending in a line's end.

    Raises:
        QueryError: the format is unknown, or is none for this kind of result.
    """
    writers: dict[str, Callable[..., str]]
    if isinstance(result, Table):
        writers, kind = TABLE_FORMATS, "a table"
    elif isinstance(result, Answer):
        writers, kind = ANSWER_FORMATS, "a yes or no"
    else:
        writers, kind = TRIPLE_FORMATS, "triples"
    if form not in writers:
        raise QueryError(f"{form}: no format for this query, whose answer is {kind}; take {', '.join(writers)}.")
    return writers[form](result)


def as_text(table: Table, width: int = 0) -> str:
    """Write aligned columns, numbers to the right; `width` is a line's length in characters, 0: no limit."""
    lines = [list(table.columns), *([_one_line(_text(cell)) for cell in row] for row in table.rows)]
    widths = _widths([max(map(len, column)) for column in zip(*lines, strict=True)], width)
    right = [_is_numeric(column) for column in zip(*table.rows, strict=True)] or [False] * len(widths)
    lines.insert(1, ["─" * size for size in widths])
    return "".join(_aligned(line, widths, right) + "\n" for line in lines)


def as_markdown(table: Table) -> str:
    """Write a Markdown table; `|` is escaped, line ends become spaces."""
    lines = [table.columns, ["---"] * len(table.columns), *(map(_text, row) for row in table.rows)]
    return "".join("| " + " | ".join(_one_line(text).replace("|", "\\|") for text in line) + " |\n" for line in lines)


def as_csv(table: Table) -> str:
    """Write SPARQL 1.1 CSV: bare values, lines ended by CR LF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def as_tsv(table: Table) -> str:
    """Write SPARQL 1.1 TSV: terms as in Turtle."""
    lines = [[f"?{name}" for name in table.columns], *([_n3(cell) for cell in row] for row in table.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def as_json(table: Table) -> str:
    """Write SPARQL 1.1 JSON; a variable that is not bound is left out of its row."""
    return _json(json_values(table))


def json_values(result: Table | Answer) -> dict[str, Any]:
    """Return what SPARQL 1.1 JSON holds."""
    if isinstance(result, Answer):
        return {"head": {}, "boolean": result.yes}
    rows = [
        {name: _json_term(cell) for name, cell in zip(result.columns, row, strict=True) if cell is not None}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": rows}}


def as_xml(table: Table) -> str:
    """Write SPARQL 1.1 XML; characters that XML 1.0 can't hold become U+FFFD."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in table.columns)
    return _xml(head, f"<results>{''.join(_xml_row(table.columns, row) for row in table.rows)}</results>")


def as_ntriples(triples: Triples) -> str:
    """Write sorted N-Triples."""
    return "".join(sorted({" ".join(term.n3 for term in triple) + " .\n" for triple in triples}))


def as_turtle(triples: Triples, prefixes: Mapping[str, str] = PREFIXES, base: str = BASE) -> str:
    """Write Turtle; triples with blank nodes stand last, as in N-Triples. Things below `base` get prefixes too."""
    blank = [triple for triple in triples if any(isinstance(term, BlankNode) for term in triple)]
    named = [
        (triple.subject, triple.predicate, triple.object)
        for triple in triples
        if isinstance(triple.subject, Iri) and not isinstance(triple.object, BlankNode)
    ]
    return turtle(named, prefixes, base) + as_ntriples(tuple(blank))


def _answer_text(answer: Answer) -> str:
    return "yes\n" if answer.yes else "no\n"


def _answer_json(answer: Answer) -> str:
    return _json(json_values(answer))


def _answer_xml(answer: Answer) -> str:
    return _xml("", f"<boolean>{str(answer.yes).lower()}</boolean>")


TABLE_FORMATS: dict[str, Callable[[Table], str]] = {
    "table": as_text,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "xml": as_xml,
    "md": as_markdown,
}
ANSWER_FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": _answer_text,
    "json": _answer_json,
    "xml": _answer_xml,
}
TRIPLE_FORMATS: dict[str, Callable[[Triples], str]] = {
    "table": as_turtle,
    "turtle": as_turtle,
    "nt": as_ntriples,
}
FORMATS = tuple(dict.fromkeys([*TABLE_FORMATS, *TRIPLE_FORMATS]))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _n3(cell: Cell) -> str:
    return "" if cell is None else cell.n3


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- the table for people

_NARROWEST = 8


def _widths(wanted: Sequence[int], width: int) -> list[int]:
    """Narrow the widest columns until all fit into `width`, two spaces apart."""
    widths = list(wanted)
    room = width - 2 * (len(widths) - 1)
    while width and sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _aligned(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = (
        _cut(text, size).rjust(size) if is_right else _cut(text, size).ljust(size)
        for text, size, is_right in zip(line, widths, right, strict=True)
    )
    return "  ".join(cells).rstrip()


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"


def _is_numeric(column: Iterable[Cell]) -> bool:
    bound = [cell for cell in column if cell is not None]
    return bool(bound) and all(isinstance(cell, Literal) and cell.datatype in _NUMBERS for cell in bound)


_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long")}


# --- JSON and XML


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term | BlankNode) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == XSD_STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype}


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(head: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{head}</head>{body}</sparql>\n"
    )


def _xml_row(columns: Sequence[str], row: Row) -> str:
    cells = (
        f"<binding name={quoteattr(name)}>{_xml_term(cell)}</binding>"
        for name, cell in zip(columns, row, strict=True)
        if cell is not None
    )
    return f"<result>{''.join(cells)}</result>"


def _xml_term(term: Term | BlankNode) -> str:
    text = escape(_NOT_IN_XML.sub("�", term.value), {"\r": "&#13;"})
    if isinstance(term, Iri):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    kind = "" if term.datatype == XSD_STRING else f" datatype={quoteattr(term.datatype)}"
    return f"<literal{kind}>{text}</literal>"
