"""The SPARQL endpoint: a query by GET, by a form or as it is in; results out. SPARQL 1.1 Protocol, W3C 2013.

It only reads. Without a query it describes itself (SPARQL 1.1 Service Description, W3C 2013).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.rdf import Iri
from kg.serve import description, plain
from kg.serve.answers import Wanted, Written, written
from kg.serve.cache import not_modified, tag
from kg.serve.gate import check, fenced
from kg.serve.negotiate import GRAPHS, TABLES, content_type, wants_html
from kg.serve.problems import Refusal
from kg.serve.settings import Settings
from kg.serve.worker import Opened
from kg.store import Scope

T = TypeVar("T")

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
LEAST_SECONDS = 0.05
FAREWELL = 1.0
_FENCE = f"os error {errno.EMFILE}"
_READS = "Send SELECT, ASK, CONSTRUCT or DESCRIBE as query."
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.IGNORECASE)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs that it is put to; see `kg.store.Scope`."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def answer(opened: Opened, asked: Asked, wanted: Wanted, services: tuple[str, ...]) -> Written:
    """Answer a stranger's query; a job.

    Raises:
        QueryError: it is wrong SPARQL.
        Refusal: it may not be asked, or not answered in such a format.
    """
    outside = check(asked.query, services)
    scope = _scope(asked, wanted.rows + 1, opened.base)
    try:
        with contextlib.nullcontext() if outside else fenced():
            result = opened.store.within(scope, asked.query, "Query")
    except QueryError as error:
        if _FENCE in str(error):
            raise Refusal(403, "service", "The query asks another server, which this one does not.") from error
        raise
    return written(result, wanted, opened.base)


def _scope(asked: Asked, most: int, base: str) -> Scope:
    try:
        return Scope(tuple(map(Iri, asked.default)), tuple(map(Iri, asked.named)), most, base)
    except ValueError as error:
        raise QueryError(f"A graph is named by an IRI; this is {error}.") from error


# --- the endpoint


async def endpoint(request: Request) -> Response:
    """Answer a query, or describe the endpoint."""
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        pairs += await _posted(request)
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refusal(403, "method", "This server only reads; nothing is changed here.", _READS)
    if not queries and request.method != "POST":
        return await _without_query(request)
    if len(queries) != 1:
        raise Refusal(400, "query", f"One request holds one query; this one holds {len(queries)}.", _READS)
    face = request.app.state.faces.get("sparql")
    if face and request.method != "POST" and _is_for_people(request, pairs):
        page: Response = await face(request)
        return page
    return await _answered(request, queries[0], pairs)


async def _without_query(request: Request) -> Response:
    if not wants_html(request.headers.get("accept", ""), GRAPHS):
        return await description.service(request)
    face = request.app.state.faces.get("sparql")
    page: Response = await face(request) if face else plain.page("SPARQL", _FORM)
    return page


_FORM = (
    '<form action="/sparql"><p><label for="query">Query</label></p>\n'
    '<p><textarea id="query" name="query" rows="20" cols="100"></textarea></p>\n'
    '<p><button name="format" value="csv">CSV</button> <button name="format" value="json">JSON</button></p></form>\n'
)


def _is_for_people(request: Request, pairs: Pairs) -> bool:
    asked = [value for name, value in pairs if name == "format"]
    return asked == ["html"] or (not asked and wants_html(request.headers.get("accept", ""), (*TABLES, *GRAPHS)))


async def _answered(request: Request, query: str, pairs: Pairs) -> Response:
    settings: Settings = request.app.state.settings
    _refuse_long(len(query.encode()), settings)
    # Whoever asks again for what can't have changed is told so without a worker.
    etag = "" if _CHANGING.search(query) else tag(request, str(sorted(pairs)))
    if etag and request.method != "POST" and (unchanged := not_modified(request, etag)):
        return unchanged
    asked = Asked(query, _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri"))
    wanted = Wanted(request.headers.get("accept", ""), _values(pairs, "format"), settings.rows, settings.bytes)
    seconds = _seconds(pairs, settings)
    work = request.app.state.engine.run(
        answer,
        asked,
        wanted,
        settings.services,
        seconds=seconds,
        client=request.client.host if request.client else "unknown",
    )
    return response(await while_connected(request, work), etag)


def response(done: Written, etag: str, name: str = "results") -> Response:
    """Answer with what was written; `name` is that of the file that a browser may make of it."""
    headers = {
        "Vary": "Accept",
        "Cache-Control": "no-cache",
        "Content-Disposition": f'inline; filename="{name}.{done.extension}"',
    }
    if etag:
        headers["ETag"] = etag
    if done.truncated:
        headers["Truncated"] = done.truncated
    return Response(done.body, 200, headers | {"Content-Type": content_type(done.media_type)})


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """Wait for work, but not much longer than the client does: a worker is not kept busy for nobody.

    Raises:
        ClientDisconnect: the client is gone.
    """
    job = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({job, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            await asyncio.wait({job}, timeout=FAREWELL)
        if not job.done():
            raise ClientDisconnect
        return await job
    finally:
        job.cancel()
        watch.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


# --- reading the request


def _pairs(encoded: str) -> Pairs:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refusal(400, "media-type", "The parameters are no UTF-8, or too many.", _READS) from error


def _values(pairs: Pairs, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


def _seconds(pairs: Pairs, settings: Settings) -> float:
    """Return how long the query may run: as the client says (`timeout`), but no longer than the server lets it."""
    for text in _values(pairs, "timeout"):
        try:
            return min(max(float(text), LEAST_SECONDS), settings.seconds)
        except ValueError as error:
            raise Refusal(400, "query", f"timeout is a number of seconds; “{text[:40]}” is none.") from error
    return settings.seconds


async def _posted(request: Request) -> Pairs:
    media_type, parameters = _content_type(request.headers)
    if media_type not in (FORM, QUERY):
        what = "nothing is changed here" if media_type == UPDATE else f"{media_type or 'no media type'} is no query"
        raise Refusal(415, "media-type", f"This server only reads; {what}.", f"Send {FORM} or {QUERY}.")
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "media-type", "A query is written in UTF-8.", f"Send {QUERY} in UTF-8.")
    try:
        text = (await _body(request)).decode()
    except UnicodeDecodeError as error:
        raise Refusal(400, "media-type", f"The query is no UTF-8 at byte {error.start}.", "Send UTF-8.") from error
    return _pairs(text) if media_type == FORM else [("query", text)]


def _content_type(headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    media_type, *parameters = headers.get("content-type", "").split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    return media_type.strip().lower(), {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}


async def _body(request: Request) -> bytes:
    settings: Settings = request.app.state.settings
    body = bytearray()
    # A form's signs may take three bytes each.
    most = settings.query_bytes * 3
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            _refuse_long(len(body), settings)
    return bytes(body)


def _refuse_long(size: int, settings: Settings) -> None:
    if size > settings.query_bytes:
        detail = f"A query may have {settings.query_bytes:,} bytes; this one has {size:,} or more."
        raise Refusal(413, "too-large", detail, "Shorten it: a long list of values is better asked for in parts.")


routes = [Route("/sparql", endpoint, methods=["GET", "POST"]), Route("/sparql/", endpoint, methods=["GET", "POST"])]
