"""The saved queries over HTTP: the list, each with its parameters, its answer in many formats, and OpenAPI.

Data and looks are apart: what a page needs is `Described`, which `described` gives; the JSON is made of it too.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.dataset import DESCRIBED
from kg.parameters import Parameter, nearest
from kg.query import SavedQuery, bind, run, saved_queries
from kg.rdf import BASE, Iri
from kg.resources import folder
from kg.results import Result, Table
from kg.serve import openapi, plain
from kg.serve.answers import Wanted, Written, written
from kg.serve.cache import kept, not_modified, tag
from kg.serve.executables import executables
from kg.serve.hosts import address
from kg.serve.negotiate import CSV, EXCEL, JSON, TSV, TURTLE, XML, Format, named, wants_html
from kg.serve.problems import Refusal
from kg.serve.settings import Settings
from kg.serve.sparql import QUERY, response
from kg.serve.worker import Opened
from kg.store import Store
from kg.turtle import turtle

Values = tuple[tuple[str, str], ...]

RQ = Format(("rq",), (QUERY,))
OFFERED = (CSV, EXCEL, JSON, XML, TSV, TURTLE, RQ)
RESERVED = ("format", "build")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a parameter may take, and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter of a saved query. `type` as in `kg.parameters.Parameter`; `choices` are those in the data."""

    name: str
    type: str
    description: str
    default: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What a saved query is: all that a page about it, or a program, needs to know before it is run."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Slot, ...]
    text: str


# --- jobs


def described(opened: Opened) -> tuple[Described, ...]:
    """Return what each saved query is, by name; a job."""
    return _described(opened, _stamp())


def described_query(opened: Opened, name: str) -> Described:
    """Return what one saved query is; a job.

    Raises:
        Refusal: 404, there is none of that name.
    """
    query = known(name)
    return next(each for each in described(opened) if each.name == query.name)


def bound(opened: Opened, name: str, values: Values) -> str:
    """Return the SPARQL of a saved query with its parameters' values in it; a job.

    Raises:
        Refusal: 404, there is none of that name.
        QueryError: a parameter is unknown, or its value names nothing or several things.
    """
    return _bound(opened, known(name).name, _stamp(), values)


def rows(opened: Opened, name: str, values: Values) -> Result:
    """Return the answer to a saved query; a job.

    Raises:
        Refusal: as `bound`.
        QueryError: as `bound`.
    """
    query = replace(known(name), text=bound(opened, name, values), parameters=())
    return run(opened.store, query, {})


def answer(opened: Opened, name: str, values: Values, wanted: Wanted) -> Written:
    """Answer a saved query; a job.

    Raises:
        Refusal: as `bound`; or 406, there is no such format of the answer.
        QueryError: as `bound`.
    """
    if _takes(wanted, RQ):
        return Written(bound(opened, name, values).encode(), QUERY, "rq")
    result = rows(opened, name, values)
    if isinstance(result, Table) and _takes(wanted, TURTLE):
        return Written(turtle(executables((known(name),)), DESCRIBED).encode(), TURTLE.media_type, "ttl")
    return written(result, wanted, opened.base)


def _takes(wanted: Wanted, form: Format) -> bool:
    if wanted.formats:
        return named(wanted.formats[0], (form,)) is not None
    return wanted.accept.split(",")[0].split(";")[0].strip() in form.media_types


def known(name: str) -> SavedQuery:
    """Return the saved query of that name.

    Raises:
        Refusal: 404, there is none.
    """
    found = _queries(_stamp())
    if name not in found:
        raise Refusal(
            404,
            "not-found",
            f"No saved query is called {name[:100]}{nearest(name[:100], list(found))}.",
            "See /queries/.",
        )
    return found[name]


Stamp = tuple[tuple[str, int], ...]


def _stamp() -> Stamp:
    """Return what changes when a query is written anew; it is looked at once a second."""
    return _stamp_at(int(time.monotonic()))


@lru_cache(maxsize=1)
def _stamp_at(second: int) -> Stamp:
    with os.scandir(folder("queries")) as entries:
        found = [(entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.name.endswith(".rq")]
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _queries(stamp: Stamp) -> dict[str, SavedQuery]:
    return {query.name: query for query in saved_queries()}


@lru_cache(maxsize=500)
def _bound(opened: Opened, name: str, stamp: Stamp, values: Values) -> str:
    return bind(_queries(stamp)[name], dict(values), _names(opened.store))


class _Names:
    """A store that is asked once for each list of names, however many values are looked up in it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Table] = {}

    def query(self, sparql: str, source: str = "query") -> Result:
        """Answer a query of any form."""
        return self._store.query(sparql, source)

    def select(self, sparql: str, source: str = "query") -> Table:
        """Answer a SELECT query."""
        if sparql not in self._known:
            self._known[sparql] = self._store.select(sparql, source)
        return self._known[sparql]


@lru_cache(maxsize=2)
def _names(store: Store) -> _Names:
    return _Names(store)


@lru_cache(maxsize=2)
def _described(opened: Opened, stamp: Stamp) -> tuple[Described, ...]:
    return tuple(
        Described(
            query.name,
            query.summary,
            query.description,
            query.tags,
            tuple(_slot(opened, parameter) for parameter in query.parameters),
            query.text,
        )
        for query in _queries(stamp).values()
    )


# --- choices from the data

_CONCEPTS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label WHERE { ?thing skos:inScheme <SCHEME> ; rdfs:label ?label }
"""
_AUTHORITIES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sc: <https://w3id.org/social-care-kg/def#>
SELECT DISTINCT ?thing ?label WHERE { ?statement sc:authority ?thing . ?thing rdfs:label ?label }
"""


def _slot(opened: Opened, parameter: Parameter) -> Slot:
    choices = tuple(Choice(each, each) for each in parameter.choices) or _choices(opened, parameter.type)
    return Slot(parameter.name, parameter.type, parameter.description, parameter.default, choices)


def _choices(opened: Opened, kind: str) -> tuple[Choice, ...]:
    """Return what a parameter may be, by label: authorities that a statement is about, or the concepts of a scheme."""
    if kind == "authority":
        found = opened.store.select(_AUTHORITIES)
    elif kind.startswith("concept/"):
        scheme = Iri(f"{BASE}vocab/{kind.removeprefix('concept/')}")
        found = opened.store.select(_CONCEPTS.replace("<SCHEME>", scheme.n3))
    else:
        return ()
    return tuple(
        sorted((Choice(str(label), str(label)) for _, label in found.rows), key=lambda each: each.label.casefold())
    )


# --- over HTTP


async def listed(request: Request) -> Response:
    """Answer with the list of the saved queries."""
    etag = tag(request, str(_stamp()))
    if unchanged := not_modified(request, etag):
        return unchanged
    engine = request.app.state.engine
    if wants_html(request.headers.get("accept", ""), (JSON,)):
        face = request.app.state.faces.get("queries")
        page: Response = await face(request) if face else _plain_list(await engine.run(described))
    else:
        queries = [_json(each, address(request)) for each in await engine.run(described)]
        page = Response(json.dumps(queries, ensure_ascii=False, indent=1) + "\n", media_type="application/json")
    about = '</openapi.json>; rel="service-desc"; type="application/json"'
    page.headers.update({"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache", "Link": about})
    return page


def _json(query: Described, base: str) -> dict[str, object]:
    links = {form.extension: f"{base}queries/{query.name}.{form.extension}" for form in OFFERED}
    said = {key: value for key, value in asdict(query).items() if key != "text"}
    return said | {"href": f"{base}queries/{query.name}", "formats": links}


def _plain_list(queries: tuple[Described, ...]) -> Response:
    return plain.page(
        "Saved queries",
        plain.listed(
            f"{plain.link(f'/queries/{each.name}', each.name)} {plain.text(each.summary)}" for each in queries
        ),
    )


async def query(request: Request) -> Response:
    """Answer a saved query, in the format that the address or the client names; to people by a page about it."""
    name, _, extension = request.path_params["name"].partition(".")
    values, asked = _parameters(request)
    etag = tag(request, str(_stamp()))
    if unchanged := not_modified(request, etag):
        return unchanged
    forms = ((extension,) if extension else ()) + asked
    accept = request.headers.get("accept", "")
    if forms == ("html",) or (not forms and wants_html(accept, OFFERED)):
        face = request.app.state.faces.get("query")
        page: Response = await face(request) if face else await _plain_query(request, name, values)
        page.headers.update({"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"})
        return page
    settings: Settings = request.app.state.settings
    wanted = Wanted(accept, forms, settings.rows, settings.bytes)
    done = await kept(request, etag, request.app.state.engine.run(answer, name, values, wanted))
    page = response(done, etag, name)
    page.headers["Link"] = _links(request, name, values)
    return page


def _parameters(request: Request) -> tuple[Values, tuple[str, ...]]:
    """Return the parameters' values, and the formats asked for besides.

    Raises:
        Refusal: 400, a parameter is given twice or is no UTF-8; 410, the permalink is to a build that is gone.
    """
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Refusal(400, "query", "The parameters are no UTF-8, or too many.", "Write them in UTF-8.") from error
    names = [name for name, value in pairs if value and name not in RESERVED]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise Refusal(400, "query", f"The parameter {twice[:100]} is given twice.", "Give it once.")
    _refuse_other_build(request, [value for name, value in pairs if name == "build"])
    values = tuple(sorted((name, value) for name, value in pairs if value and name not in RESERVED))
    return values, tuple(value for name, value in pairs if name == "format")


def _refuse_other_build(request: Request, asked: list[str]) -> None:
    generation = request.app.state.engine.generation
    if any(build != generation for build in asked):
        detail = f"The link is to the answer from the build {asked[0][:40]}; this server has {generation} now."
        raise Refusal(410, "gone", detail, "Leave the parameter build out to ask the present build.")


def permalink(request: Request, name: str, values: Values, extension: str = "") -> str:
    """Return the address of this answer, from this build: another build answers it with 410."""
    asked = urlencode([*values, ("build", request.app.state.engine.generation)])
    return f"{address(request)}queries/{name}{f'.{extension}' if extension else ''}?{asked}"


def _links(request: Request, name: str, values: Values) -> str:
    asked = f"?{urlencode(values)}" if values else ""
    alternates = [
        f'<{address(request)}queries/{name}.{form.extension}{asked}>; rel="alternate"; type="{form.media_type}"'
        for form in OFFERED
    ]
    return ", ".join([*alternates, f'<{permalink(request, name, values)}>; rel="bookmark"'])


async def _plain_query(request: Request, name: str, values: Values) -> Response:
    about = await request.app.state.engine.run(described_query, name)
    asked = f"?{urlencode(values)}" if values else ""
    formats_there = (plain.link(f"/queries/{name}.{form.extension}{asked}", form.extension) for form in OFFERED)
    body = plain.element("p", about.summary) + plain.listed(formats_there) + plain.element("pre", about.text)
    return plain.page(name, body)


def snippets(at: str) -> dict[str, str]:
    """Return how a program gets the answer at an address, by the program's name."""
    return {
        "curl": f"curl -H 'Accept: text/csv' '{at}'",
        "Python": f'import pandas\n\nrows = pandas.read_csv("{at}", storage_options={{"Accept": "text/csv"}})',
        "R": f'rows <- read.csv(url("{at}", headers = c(Accept = "text/csv")), encoding = "UTF-8")',
        "Excel": f'let\n  Source = Csv.Document(Web.Contents("{at}", [Headers = [Accept = "text/csv"]]), '
        '[Delimiter = ",", Encoding = 65001]),\n  Rows = Table.PromoteHeaders(Source)\nin\n  Rows',
    }


async def described_by_openapi(request: Request) -> Response:
    """Answer with the OpenAPI description of the saved queries."""
    etag = tag(request, f"{address(request)} {_stamp()}")
    if unchanged := not_modified(request, etag):
        return unchanged
    queries = await request.app.state.engine.run(described)
    body = json.dumps(openapi.described(queries, address(request)), ensure_ascii=False, indent=1) + "\n"
    return Response(body, headers={"ETag": etag, "Cache-Control": "no-cache"}, media_type="application/json")


routes = [
    Route("/queries", listed),
    Route("/queries/", listed),
    Route("/queries/{name}", query),
    Route("/openapi.json", described_by_openapi),
]
