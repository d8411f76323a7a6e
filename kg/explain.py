"""An IRI, a label, a place or a row of a query in; the facts about it out, each with the sentence that states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.parameters import nearest
from kg.query import saved, table
from kg.rdf import Iri, Literal, term
from kg.results import Cell, Source

FARTHEST = 240
_ROW = re.compile(r"([a-z][a-z-]*)#(\d+)")
_PLACE = re.compile(r"(.+):(\d+)-(\d+)")
_BOUNDARY = re.compile(r"(?:\r?\n[ \t\xa0]*){2,}|(?<=[.!?:…\"'”’)])\r?\n|(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘A-Z])")
_PREFIXES = """
PREFIX sc: <https://w3id.org/social-care-kg/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
"""
_STATEMENT = term("sc:Statement").value
_HIDDEN = frozenset(
    term(name).value
    for name in (
        "rdf:type",
        "sc:evidence",
        "sc:repeatedAt",
        "sc:piece",
        "sc:extractedBy",
        "sc:mentionCount",
        "sc:text",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: path, digest, raw offsets (half-open, in code points), the page or 0 without pages."""

    path: str
    digest: str
    start: int
    end: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Explained:
    """One statement: its kind, what it says as (property, value) labels, where it is stated and by which rule."""

    iri: str
    kind: str
    says: tuple[tuple[str, str], ...]
    place: Place
    rule: str
    repeats: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What is explained: its IRI, its label and its class."""

    iri: str
    label: str
    kind: str


def subjects(source: Source, what: str) -> tuple[Subject, ...]:
    """Return the things and statements that `what` names.

    `what` is an IRI, a label in any case ("John Bolton"), a place (`bolton.txt:120-180`) or a row of a saved query,
    counted from 1 (`ratings#3`).

    Raises:
        QueryError: it names nothing.
    """
    if row := _ROW.fullmatch(what):
        what = _place_of_row(source, row[1], int(row[2]))
    if place := _PLACE.fullmatch(what):
        found = _at(source, place[1], int(place[2]), int(place[3]))
    elif re.match(r"https?://", what):
        found = _described(source, f"VALUES ?thing {{ {_iri(what)} }}")
    else:
        found = _described(source, f"?thing rdfs:label ?name . FILTER(LCASE(STR(?name)) = {Literal(what.lower()).n3})")
    if not found:
        raise QueryError(_unknown(source, what))
    return found


def explain(source: Source, subject: Subject) -> tuple[Explained, ...]:
    """Return the statements that name a thing, or the statement itself, in order of document and place."""
    rows = source.select(
        f"""{_PREFIXES}SELECT DISTINCT ?statement ?path ?digest ?start ?end ?page ?rule WHERE {{
        {{ ?statement ?property {_iri(subject.iri)} }} UNION {{ BIND({_iri(subject.iri)} AS ?statement) }}
        ?statement sc:evidence ?evidence ; sc:extractedBy ?by . ?by rdfs:label ?rule .
        ?evidence oa:hasSource ?document ; oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end .
        ?document sc:path ?path ; sc:digest ?digest .
        OPTIONAL {{ ?evidence schema:pageStart ?page }} }} ORDER BY ?path ?start ?end ?statement"""
    ).texts()
    return tuple(_explained(source, row, subject) for row in rows)


def sentence(text: str, place: Place) -> tuple[str, str, str]:
    """Return what stands before the span in its sentence, the span, and what stands behind it.

    Line wraps are single spaces; the context is cut at 240 characters.
    """
    before = _tail(text[max(0, place.start - FARTHEST) : place.start])
    behind = _BOUNDARY.split(text[place.end : place.end + FARTHEST])[0]
    return _plain(before), _plain(text[place.start : place.end]).strip(), _plain(behind)


def marked(parts: tuple[str, str, str], mark: Callable[[str], str]) -> str:
    """Return the sentence with the span marked."""
    before, span, behind = parts
    return f"{before.lstrip()}{mark(span)}{behind.rstrip()}"


def _tail(before: str) -> str:
    ends = [match.end() for match in _BOUNDARY.finditer(before)]
    return before[ends[-1] :] if ends else before


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _iri(value: str) -> str:
    try:
        return Iri(value).n3
    except ValueError as error:
        raise QueryError(f"{value}: not an IRI; give one, a label, a place or a row of a query.") from error


def _described(source: Source, pattern: str) -> tuple[Subject, ...]:
    rows = source.select(
        f"""{_PREFIXES}SELECT DISTINCT ?thing ?label ?class ?kind WHERE {{ {pattern}
        ?thing rdf:type ?class . OPTIONAL {{ ?thing rdfs:label ?label }} OPTIONAL {{ ?class rdfs:label ?kind }} }}"""
    ).texts()
    found: dict[str, Subject] = {}
    for row in sorted(rows, key=lambda row: (row["thing"], row["class"] == _STATEMENT, row["class"])):
        kind = row["kind"] or _local(row["class"]).lower()
        found.setdefault(row["thing"], Subject(row["thing"], row["label"], kind))
    return tuple(found.values())


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _at(source: Source, path: str, start: int, end: int) -> tuple[Subject, ...]:
    return _described(
        source,
        f"""?document sc:path {Literal(path).n3} . ?evidence oa:hasSource ?document ; oa:hasSelector ?selector .
        ?selector oa:start ?s ; oa:end ?e . FILTER(?s = {start} && ?e = {end}) ?thing sc:evidence ?evidence .""",
    )


def _place_of_row(source: Source, name: str, number: int) -> str:
    rows = table(source, saved(name), {}).texts()
    if not 1 <= number <= len(rows):
        raise QueryError(f"{name}#{number}: the query has {len(rows)} rows; rows are counted from 1.")
    row = rows[number - 1]
    if "start" not in row:
        raise QueryError(f"{name}#{number}: a row of this query has no place; take an evidence table such as ratings.")
    return f"{row['document']}:{row['start']}-{row['end']}"


def _unknown(source: Source, what: str) -> str:
    labels = source.select(f"{_PREFIXES}SELECT DISTINCT ?label WHERE {{ ?thing rdfs:label ?label }}").texts()
    near = nearest(what, [row["label"] for row in labels])
    return f"{what}: nothing in the graph has this name{near or '; kg query people lists the people'}."


def _explained(source: Source, row: dict[str, str], subject: Subject) -> Explained:
    pairs = source.select(
        f"""{_PREFIXES}SELECT ?property ?name ?value ?label WHERE {{ {_iri(row["statement"])} ?property ?value .
        OPTIONAL {{ ?property rdfs:label ?name }} OPTIONAL {{ ?value rdfs:label ?label }} }}"""
    ).rows
    kinds = sorted(str(label) for prop, _, _, label in pairs if str(prop) == term("rdf:type").value and label)
    repeats = sum(str(prop) == term("sc:repeatedAt").value for prop, *_ in pairs)
    told = {subject.iri, subject.label}
    says = sorted(
        _said(*pair) for pair in pairs if str(pair[0]) not in _HIDDEN and not told & {str(pair[2]), str(pair[3])}
    )
    place = Place(row["path"], row["digest"], int(row["start"]), int(row["end"]), int(row["page"] or 0))
    kind = next((kind for kind in kinds if kind != "statement"), "statement")
    return Explained(row["statement"], kind, tuple(says), place, row["rule"], repeats)


def _said(prop: Cell, name: Cell, value: Cell, label: Cell) -> tuple[str, str]:
    return str(name or _local(str(prop))), str(label or value)


def as_text(
    found: Sequence[tuple[Subject, Iterable[Explained]]],
    text_of: Callable[[str], str],
    mark: Callable[[str], str],
) -> str:
    """Write facts for a person: what is said, where, by which rule, and the sentence with the span marked.

    `text_of` returns a document's text by its digest.
    """
    lines: list[str] = []
    for subject, facts in found:
        lines += [f"{subject.label or subject.kind} ({subject.kind})", subject.iri, ""]
        for fact in facts:
            lines += [*_lines(fact, sentence(text_of(fact.place.digest), fact.place), mark), ""]
    return "\n".join(lines)


def _lines(fact: Explained, parts: tuple[str, str, str], mark: Callable[[str], str]) -> list[str]:
    said = " · ".join(f"{name}: {value}" for name, value in fact.says)
    again = f", said again {fact.repeats}×" if fact.repeats else ""
    page = f" (page {fact.place.page})" if fact.place.page else ""
    where = f"{fact.place.path} {fact.place.start}–{fact.place.end}{page}, by the rule “{fact.rule}”{again}"
    return [f"{fact.kind}  {said}", f"    {marked(parts, mark)}", f"    {where}"]
