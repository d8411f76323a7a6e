"""What went wrong in; a response that says so out: problem+json to programs, a page to people. RFC 9457.

A problem is told in one sentence, with the next step. Its type is an IRI of ours, whose page explains it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import BuildError, KgError, QueryError, ServeError
from kg.rdf import BASE
from kg.serve import plain
from kg.serve.engine import Busy, Crashed, TimeLimit

MEDIA_TYPE = "application/problem+json"


class Refusal(ServeError):
    """A request that is answered with a problem: HTTP status, the problem's name, what is wrong, what to do."""

    def __init__(self, status: int, name: str, detail: str, hint: str = "") -> None:
        super().__init__(status, name, detail, hint)

    def __str__(self) -> str:
        return self.problem.detail

    @property
    def problem(self) -> Problem:
        """The problem."""
        return Problem(*self.args)


@dataclass(frozen=True, slots=True)
class Problem:
    """HTTP status, name, what is wrong in one sentence, and the next step."""

    status: int
    name: str
    detail: str
    hint: str = ""

    @property
    def title(self) -> str:
        """What this kind of problem is called."""
        return KINDS.get(self.name, (HTTPStatus(self.status).phrase, ""))[0]

    def members(self) -> dict[str, object]:
        """Return what the JSON holds."""
        said: dict[str, object] = {"type": f"{BASE}problems/{self.name}", "title": self.title, "status": self.status}
        said["detail"] = self.detail
        return said | ({"hint": self.hint} if self.hint else {})


KINDS = {
    "query": ("The query is wrong", "The query is no SPARQL 1.1, or names what is not there."),
    "time-limit": ("The query takes too long", "A query was stopped because it ran for longer than it may."),
    "busy": ("Too many requests wait", "All workers are busy, and the queue is full."),
    "crashed": ("The work broke off", "The work on a request took too much memory, or nests too deep."),
    "not-acceptable": ("No such format", "The answer can't be had in any of the formats that were asked for."),
    "not-found": ("Not here", "There is nothing at this address."),
    "gone": ("Not here any more", "A link leads to the answer from a build that is served no more."),
    "method": ("No such method here", "This server only reads."),
    "media-type": ("Not a kind of query", "A query comes as a form or as application/sparql-query, in UTF-8."),
    "too-large": ("The request is too large", "The query is longer than this server takes."),
    "service": ("Not allowed to ask there", "SERVICE names a server that this one does not ask."),
    "build": ("No graph", "The build that is served can't be read."),
    "truncated": ("Not all rows", "The answer is longer than this server gives at once: the rest is left out."),
    "fault": ("A fault of the server", "Something went wrong that is not the client's fault."),
}
_ERRORS: tuple[tuple[type[KgError], int, str, str], ...] = (
    (TimeLimit, 503, "time-limit", "Ask for less: name a class or a thing first, join fewer patterns, add LIMIT."),
    (Busy, 503, "busy", "Ask again in a few seconds."),
    (Crashed, 503, "crashed", "Ask for less at once, or nest less deep."),
    (QueryError, 400, "query", ""),
    (BuildError, 503, "build", "Ask whoever runs the server to build the graph again."),
)
_RETRY = {"busy": "2", "build": "10"}


def of(error: KgError) -> Problem:
    """Return an error as a problem."""
    if isinstance(error, Refusal):
        return error.problem
    for kind, status, name, hint in _ERRORS:
        if isinstance(error, kind):
            return Problem(status, name, str(error), hint)
    return Problem(500, "fault", str(error))


def response(request: Request, problem: Problem) -> Response:
    """Answer with a problem, as JSON or as a page."""
    from kg.serve.negotiate import Format, wants_html

    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if problem.name in _RETRY:
        headers["Retry-After"] = _RETRY[problem.name]
    if wants_html(request.headers.get("accept", ""), (Format(("json",), (MEDIA_TYPE, "application/json")),)):
        face = request.app.state.faces.get("problem")
        page: Response = face(request, problem) if face else plain.page(problem.title, _paragraphs(problem))
        page.status_code = problem.status
        page.headers.update(headers)
        return page
    body = json.dumps(problem.members(), ensure_ascii=False) + "\n"
    return Response(body, problem.status, headers, MEDIA_TYPE)


def _paragraphs(problem: Problem) -> str:
    return "".join(plain.element("p", text) for text in (problem.detail, problem.hint) if text)


async def refused(request: Request, error: Exception) -> Response:
    """Answer a request that raised an error of ours."""
    assert isinstance(error, KgError)
    return response(request, of(error))


async def unroutable(request: Request, error: Exception) -> Response:
    """Answer a request for which there is no address, or no method."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(sorted((error.headers or {}).get("Allow", "GET, HEAD").split(", ")))
        answer = response(request, Problem(405, "method", f"{request.method} does nothing here.", f"Use {allowed}."))
        answer.headers["Allow"] = allowed
        return answer
    if error.status_code == HTTPStatus.NOT_FOUND:
        return response(
            request, Problem(404, "not-found", "There is nothing at this address.", "Begin at the front page, /.")
        )
    return response(request, Problem(error.status_code, "fault", error.detail))


async def left(_: Request, error: Exception) -> Response:
    """Answer a client that is gone: nobody reads it."""
    assert isinstance(error, ClientDisconnect)
    return Response(status_code=HTTPStatus.REQUEST_TIMEOUT)


async def faulty(request: Request, _: Exception) -> Response:
    """Answer a request that met a fault of our own; the traceback goes to the log, not to the client."""
    return response(request, Problem(500, "fault", "The server met a fault of its own; it is in the server's log."))


async def explained(request: Request) -> Response:
    """Say what a kind of problem is."""
    name = request.path_params["name"]
    if name not in KINDS:
        raise Refusal(404, "not-found", f"There is no kind of problem called {name}.", f"There are {', '.join(KINDS)}.")
    title, text = KINDS[name]
    return plain.page(title, plain.element("p", text))


routes = [Route("/problems/{name}", explained)]
