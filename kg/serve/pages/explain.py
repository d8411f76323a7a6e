"""Why a row is there, or what is known of a thing: the facts, each with its sentence, and the triples behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.rdf import Iri, Literal
from kg.results import Table, Triples
from kg.serve.facts import Fact, Value, about, labels, of, quoted
from kg.serve.gate import check, fenced
from kg.serve.kinds import gist, kind_of, letter, style
from kg.serve.links import short
from kg.serve.patterns import Uncovered
from kg.serve.problems import Refusal
from kg.serve.render import html, page
from kg.serve.saved import Values, bound, rows
from kg.serve.settings import Settings
from kg.serve.shown import Bit, Shown, digest, shown, triples
from kg.serve.why import explain_row
from kg.serve.worker import Opened
from kg.store import Scope

MOST = 120
_PREFIX = "p."


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact with its sentence: what stands before the words, the words, what stands behind them."""

    fact: Fact
    sentence: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from: the name of a saved query, with the values of its parameters, or SPARQL; its number."""

    name: str
    values: Values
    sparql: str
    number: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its proofs, triples, the tables that it sums up, notes, and the query for its triples.

    `uncovered` says what in the query can't be explained.
    """

    origin: Origin
    row: Shown
    proofs: tuple[Proof, ...]
    others: int
    triples: tuple[tuple[Bit, Bit, Bit], ...]
    groups: tuple[Shown, ...]
    notes: tuple[str, ...]
    construct: str
    uncovered: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ThingView:
    """A thing or a statement: what is said of it, by property, what leads to it, and the facts about it."""

    iri: str
    label: str
    kind: str
    says: tuple[tuple[str, str, tuple[Value, ...]], ...]
    proofs: tuple[Proof, ...]
    total: int
    is_statement: bool


# --- a row


def row_view(opened: Opened, origin: Origin, services: tuple[str, ...] = (), most: int = 10_000) -> RowView:
    """Return why a row is there.

    Raises:
        Refusal: there is no such row, or the query may not be asked.
        QueryError: the query is wrong.
    """
    if origin.name:
        sparql = bound(opened, origin.name, origin.values)
        return _explained(opened, origin, sparql)
    outside = check(origin.sparql, services)
    if outside:
        raise Refusal(400, "query", "A row from another server can't be explained here.", "Leave SERVICE out.")
    with fenced():
        result = opened.store.within(Scope(most=most), origin.sparql)
        found = _found(origin, result if isinstance(result, Table) else Table((), ()))
        why = _why(opened, origin.sparql, found)
    return _shown(opened, origin, found, why)


@dataclass(frozen=True, slots=True)
class _Found:
    """The table that holds just the row, and its number."""

    table: Table
    number: int


@lru_cache(maxsize=64)
def _explained(opened: Opened, origin: Origin, sparql: str) -> RowView:
    """Explain a row of a saved query; `sparql` is the query with its values."""
    result = rows(opened, origin.name, origin.values)
    table = result if isinstance(result, Table) else Table((), ())
    found = _found(origin, table)
    # What stands in joined columns is sorted for people; the store knows it as it was.
    raw = opened.store.select(sparql)
    same = Table(raw.columns, (raw.rows[found.number - 1],)) if len(raw.rows) == len(table.rows) else found.table
    return _shown(opened, origin, found, _why(opened, sparql, _Found(same, found.number)))


def _found(origin: Origin, table: Table) -> _Found:
    """Return the row of that digest, nearest to the number; without a digest, the row of that number.

    Raises:
        Refusal: there is none.
    """
    if origin.digest:
        numbers = [number for number, row in enumerate(table.rows, 1) if digest(row) == origin.digest]
    else:
        numbers = [origin.number] if 1 <= origin.number <= len(table.rows) else []
    if not numbers:
        detail = f"The answer has no such row now; it has {len(table.rows):,}."
        raise Refusal(404, "not-found", detail, "The graph may have been built anew: ask the query again.")
    number = min(numbers, key=lambda one: abs(one - origin.number))
    return _Found(Table(table.columns, (table.rows[number - 1],)), number)


@dataclass(frozen=True, slots=True)
class _Why:
    triples: Triples = ()
    groups: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    construct: str = ""
    uncovered: str = ""
    is_cut: bool = False


def _why(opened: Opened, sparql: str, found: _Found) -> _Why:
    try:
        row = dict(zip(found.table.columns, found.table.rows[0], strict=True))
        why = explain_row(opened.store, sparql, row)
    except Uncovered as error:
        return _Why(uncovered=str(error))
    return _Why(why.triples, why.groups, why.notes, why.construct, is_cut=why.is_cut)


def _shown(opened: Opened, origin: Origin, found: _Found, why: _Why) -> RowView:
    nodes = {str(node) for triple in why.triples for node in (triple.subject, triple.object) if isinstance(node, Iri)}
    facts = _ordered(of(opened, nodes), found.table)
    return RowView(
        origin,
        shown(opened, found.table),
        tuple(Proof(fact, quoted(opened, fact.spot)) for fact in facts[:MOST]),
        max(0, len(facts) - MOST),
        triples(opened, why.triples),
        tuple(shown(opened, table, 200) for table in why.groups),
        why.notes,
        why.construct,
        why.uncovered,
        why.is_cut,
    )


def _ordered(facts: Sequence[Fact], table: Table) -> list[Fact]:
    """Put first what is about most of the row's things: a comment before what tells the post of its speaker."""
    wanted = {str(cell) for cell in table.rows[0] if isinstance(cell, Iri | Literal)}

    def shared(fact: Fact) -> int:
        told = {value.text for values in fact.says.values() for value in values}
        return len(wanted & (told | {value.iri for values in fact.says.values() for value in values}))

    return sorted(facts, key=lambda fact: (-shared(fact), fact.kind == "Mention", fact.place))


def row_html(opened: Opened, origin: Origin, services: tuple[str, ...] = (), most: int = 10_000) -> str:
    """Return the page that explains a row."""
    return html(opened, "why.html", {"view": row_view(opened, origin, services, most), **_tools()})


def _tools() -> dict[str, object]:
    return {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist}


# --- a thing


def thing_view(opened: Opened, iri: str) -> ThingView:
    """Return what is known of a thing or a statement.

    Raises:
        Refusal: the graph does not know it.
    """
    try:
        own = of(opened, [iri])
        said = opened.store.select(f"SELECT ?property ?value WHERE {{ {Iri(iri).n3} ?property ?value }}").rows
        facts = about(opened, iri, MOST + 1)
    except ValueError as error:
        raise Refusal(404, "not-found", "This is no IRI.", "Look for the thing at /search.") from error
    if not said and not facts:
        raise Refusal(404, "not-found", f"The graph says nothing of <{iri[:300]}>.", "Look for it at /search.")
    names = labels(opened, {iri, *(str(cell) for row in said for cell in row if isinstance(cell, Iri))})
    kind = kind_of(own[0]).name if own else _kind(said, names)
    label = " ".join(filter(None, gist(own[0]))) if own else names[iri]
    return ThingView(
        iri,
        label,
        kind,
        tuple(_said(said, names)),
        tuple(Proof(fact, quoted(opened, fact.spot)) for fact in (own or facts)[:MOST]),
        len(facts),
        bool(own),
    )


def _kind(said: Iterable[Sequence[object]], names: object) -> str:
    assert isinstance(names, dict)
    kinds = [names[str(value)] for prop, value in said if short(str(prop)) == "rdf:type"]
    return min(kinds, key=lambda kind: (kind.startswith(("skos:", "org:")), kind), default="")


def _said(said: Iterable[Sequence[object]], names: object) -> Iterable[tuple[str, str, tuple[Value, ...]]]:
    assert isinstance(names, dict)
    found: dict[str, list[Value]] = {}
    for prop, value in said:
        text = names[str(value)] if isinstance(value, Iri) else str(value)
        found.setdefault(str(prop), []).append(Value(text, str(value) if isinstance(value, Iri) else ""))
    for prop in sorted(found, key=lambda prop: names[prop]):
        yield names[prop], prop, tuple(sorted(found[prop], key=lambda value: (value.text, value.iri)))


@lru_cache(maxsize=64)
def thing_html(opened: Opened, iri: str) -> str:
    """Return the page of a thing or a statement."""
    return html(opened, "thing.html", {"view": thing_view(opened, iri), **_tools()})


# --- answers


async def explain(request: Request) -> Response:
    """Answer with why a row is there, or with what is known of a thing.

    Raises:
        Refusal: the address names neither.
    """
    asked = request.query_params
    if iri := asked.get("iri"):
        return await page(request, thing_html, iri)
    number = asked.get("row", "")
    row, _, code = number.partition(".")
    if not row.isascii() or not row.isdigit() or not (asked.get("query") or asked.get("sparql")):
        detail = "Say which row: ?query=ratings&row=1, or ?sparql=SELECT…&row=1, or give ?iri=."
        raise Refusal(400, "query", detail, "Ask a query at /queries/ or /sparql, and choose a row there.")
    settings: Settings = request.app.state.settings
    values = tuple(
        sorted((key[len(_PREFIX) :], value) for key, value in asked.multi_items() if key.startswith(_PREFIX))
    )
    origin = Origin(asked.get("query", ""), values, asked.get("sparql", ""), int(row[:9]), code)
    client = "" if origin.name else (request.client.host if request.client else "unknown")
    return await page(request, row_html, origin, settings.services, settings.rows, client=client)


async def thing(request: Request, iri: str) -> Response:
    """Answer with what is known of a thing."""
    return await page(request, thing_html, iri)


routes = [Route("/explain", explain)]
faces = {"thing": thing}
