"""The SPARQL editor: a form that needs no script, saved queries to begin with, the answer below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.query import saved_queries
from kg.rdf import PREFIXES
from kg.results import Answer, Table
from kg.serve.doctor import Diagnosis, diagnose
from kg.serve.gate import check, fenced
from kg.serve.patterns import Uncovered
from kg.serve.problems import of
from kg.serve.render import answer, html
from kg.serve.saved import known
from kg.serve.settings import Settings
from kg.serve.shown import Bit, Shown, shown, triples
from kg.serve.worker import Opened
from kg.store import Scope

SHOWN = 200
_USUAL = ("dct", "foaf", "oa", "org", "rdfs", "sc", "skos", "xsd")
START = """SELECT ?authority ?label
WHERE {
  ?rating a sc:Rating ;
    sc:authority/rdfs:label ?authority ;
    sc:ratingValue/rdfs:label ?label .
}
ORDER BY ?authority ?label
LIMIT 50"""


@dataclass(frozen=True, slots=True)
class View:
    """A query and its answer: a table, triples or yes and no; or why there is none.

    `chosen` is the name of the saved query that it is.
    """

    query: str
    examples: tuple[tuple[str, str], ...]
    prefixes: tuple[tuple[str, str], ...]
    is_asked: bool = False
    table: Shown | None = None
    is_cut: bool = False
    triples: tuple[tuple[Bit, Bit, Bit], ...] = ()
    yes: bool | None = None
    diagnosis: Diagnosis | None = None
    fault: str = ""
    hint: str = ""
    chosen: str = ""


def blank(query: str = "") -> View:
    """Return the editor with a query that is not asked."""
    started = query or f"{_prefix_lines()}\n\n{START}\n"
    return View(started, _examples(), tuple(sorted(PREFIXES.items())), chosen=_names().get(query, ""))


def _prefix_lines() -> str:
    return "\n".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in _USUAL)


@lru_cache(maxsize=1)
def _examples() -> tuple[tuple[str, str], ...]:
    return tuple((query.name, query.summary) for query in saved_queries())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {query.text: query.name for query in saved_queries()}


def view(opened: Opened, query: str, services: tuple[str, ...], most: int) -> View:
    """Return the editor with a query and its answer.

    Raises:
        Refusal: the query may not be asked.
        QueryError: it is wrong.
    """
    outside = check(query, services)
    scope = Scope(most=most + 1)
    if outside:
        return _answered(opened, query, opened.store.within(scope, query), most)
    with fenced():
        result = opened.store.within(scope, query)
        diagnosis = _diagnosed(opened, query) if isinstance(result, Table) and not result.rows else None
    return replace(_answered(opened, query, result, most), diagnosis=diagnosis)


def _answered(opened: Opened, query: str, result: object, most: int) -> View:
    found = replace(blank(query), is_asked=True)
    if isinstance(result, Answer):
        return replace(found, yes=result.yes)
    if isinstance(result, Table):
        return replace(found, table=shown(opened, result, SHOWN), is_cut=len(result.rows) > most)
    assert isinstance(result, tuple)
    return replace(found, triples=triples(opened, result[:SHOWN]), is_cut=len(result) > SHOWN)


def _diagnosed(opened: Opened, query: str) -> Diagnosis | None:
    try:
        return diagnose(opened.store, query)
    except (Uncovered, QueryError):
        return None


def editor_html(opened: Opened, query: str, services: tuple[str, ...], most: int) -> str:
    """Return the editor with a query and its answer."""
    return html(opened, "sparql.html", {"view": view(opened, query, services, most)})


def blank_html(opened: Opened, query: str) -> str:
    """Return the editor."""
    return html(opened, "sparql.html", {"view": blank(query)})


async def sparql(request: Request) -> Response:
    """Answer with the editor; what is wrong with a query stands above it."""
    engine, settings = request.app.state.engine, _settings(request)
    query = request.query_params.get("query", "")
    if not query.strip():
        name = request.query_params.get("from", "")
        return answer(await engine.run(blank_html, known(name).text if name else ""))
    client = request.client.host if request.client else "unknown"
    try:
        return answer(await engine.run(editor_html, query, settings.services, settings.rows, client=client))
    except KgError as error:
        problem = of(error)
        found = replace(blank(query), fault=problem.detail, hint=problem.hint)
        return answer(html(None, "sparql.html", {"view": found}), status=problem.status)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


faces = {"sparql": sparql}
