"""The saved queries: their list by theme, and a page each, with a form, the answer, and ways to take it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.results import Table
from kg.serve.doctor import Diagnosis, diagnose
from kg.serve.hosts import address
from kg.serve.patterns import Uncovered
from kg.serve.problems import Refusal
from kg.serve.render import answer, html
from kg.serve.saved import (
    OFFERED,
    RESERVED,
    Described,
    Values,
    bound,
    described,
    described_query,
    permalink,
    rows,
    snippets,
)
from kg.serve.shown import Shown, shown
from kg.serve.worker import Opened

THEMES = (
    (
        "How well are people served?",
        ("rating", "judgement", "prospects", "service", "measures", "authorities-at-least"),
    ),
    ("Who says what?", ("comment", "director", "people", "surname", "side", "quotation", "released", "release")),
    ("What was found, and what is to be done?", ("finding", "recommend", "weakness", "reasons", "action", "claims")),
    ("What is counted?", ("money", "survey", "ranks", "percent")),
    (
        "What happened, and who works together?",
        ("event", "structural", "special", "programme", "partner", "inspections"),
    ),
    ("What do councillors ask?", ("minutes", "scrutiny", "follow")),
)
OTHERS = "What is in the graph?"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, and the queries that belong to it."""

    title: str
    queries: tuple[Described, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A saved query with the values of its parameters, its SPARQL with them, and its answer, or why there is none."""

    query: Described
    values: dict[str, str]
    asked: str
    sparql: str
    table: Shown | None
    diagnosis: Diagnosis | None
    fault: str = ""


def themes(queries: Sequence[Described]) -> tuple[Theme, ...]:
    """Return the queries by theme: the questions first, then the tables of all statements of a kind."""
    found: defaultdict[str, list[Described]] = defaultdict(list)
    for query in queries:
        found["Whole tables, one row a statement" if "evidence" in query.tags else _theme(query.name)].append(query)
    titles = [*(title for title, _ in THEMES), OTHERS, "Whole tables, one row a statement"]
    return tuple(Theme(title, tuple(found[title])) for title in titles if found[title])


def _theme(name: str) -> str:
    return next((title for title, words in THEMES if any(word in name for word in words)), OTHERS)


def view(opened: Opened, name: str, values: Values) -> View:
    """Return the page of a saved query.

    Raises:
        Refusal: there is none of that name.
    """
    query = described_query(opened, name)
    given, asked = dict(values), urlencode(values, errors="replace")
    try:
        sparql = bound(opened, name, values)
        return View(query, given, asked, sparql, *_answered(opened, name, values, sparql))
    except QueryError as error:
        return View(query, given, asked, query.text, None, None, str(error))


@lru_cache(maxsize=64)
def _answered(opened: Opened, name: str, values: Values, sparql: str) -> tuple[Shown | None, Diagnosis | None]:
    """Return the answer, and why it has no rows if it has none; `sparql` is the query with its values."""
    result = rows(opened, name, values)
    if not isinstance(result, Table):
        return None, None
    return shown(opened, result), None if result.rows else _diagnosed(opened, sparql)


def _diagnosed(opened: Opened, sparql: str) -> Diagnosis | None:
    try:
        return diagnose(opened.store, sparql)
    except (Uncovered, QueryError):
        return None


def query_html(opened: Opened, name: str, values: Values, here: str, lasting: str) -> str:
    """Return the page of a saved query; `here` is its address, `lasting` that of this answer from this build."""
    found = view(opened, name, values)
    told = {"view": found, "address": here, "permalink": lasting, "snippets": snippets(here), "formats": OFFERED}
    return html(opened, "query.html", told)


def queries_html(opened: Opened) -> str:
    """Return the list of saved queries."""
    return html(opened, "queries.html", {"themes": themes(described(opened))})


# --- answers


async def queries(request: Request) -> Response:
    """Answer with the list."""
    return answer(await request.app.state.engine.run(queries_html))


async def query(request: Request) -> Response:
    """Answer with the page of a saved query.

    Raises:
        Refusal: there is none of that name.
    """
    name = request.path_params["name"].partition(".")[0]
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Refusal(400, "query", "The parameters are no UTF-8, or too many.", "Write them in UTF-8.") from error
    values = tuple(sorted((key, value) for key, value in pairs if value and key not in RESERVED))
    here = f"{address(request)}queries/{name}" + (f"?{urlencode(values)}" if values else "")
    lasting = permalink(request, name, values)
    return answer(await request.app.state.engine.run(query_html, name, values, here, lasting))


faces = {"queries": queries, "query": query}
