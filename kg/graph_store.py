"""A server's address and N-Triples in; a graph of that server replaced, added to or removed.

SPARQL 1.1 Graph Store HTTP Protocol, and SPARQL 1.1 Update where a server has no graph store; W3C 2013. Every request
has a time limit. A name and password are sent to a server that asks for them, and stand in no message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from kg.credentials import PASSWORD, USER, Credentials, refuse_inside
from kg.errors import EndpointError
from kg.remote import unanswered, unauthorised

BATCH = 500
NOWHERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})
_NTRIPLES, _UPDATE = "application/n-triples", "application/sparql-update"


class Writer(Protocol):
    """What changes the graphs of a server. Lines are N-Triples; graphs are IRIs."""

    address: str

    def try_out(self, graph: str) -> None:
        """Add nothing to the graph: who may not write there gets an error."""
        ...

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put these triples in the place of all that the graph holds."""
        ...

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to the graph."""
        ...

    def remove(self, graph: str) -> None:
        """Remove the graph, if it is there."""
        ...


class GraphStore:
    """A server's graph store. Its methods raise EndpointError if the server does not do as asked, or not in time."""

    __slots__ = ("_client", "address")

    def __init__(self, address: str, timeout: float) -> None:
        self.address = address
        self._client = _Client(timeout)

    def try_out(self, graph: str) -> None:
        """Add nothing to the graph: who may not write there gets an error."""
        self.add(graph, [])

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put these triples in the place of all that the graph holds."""
        self._client.send("PUT", self._place(graph), _text(lines), _NTRIPLES)

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to the graph."""
        self._client.send("POST", self._place(graph), _text(lines), _NTRIPLES)

    def remove(self, graph: str) -> None:
        """Remove the graph, if it is there."""
        try:
            self._client.send("DELETE", self._place(graph))
        except EndpointError as error:
            if status(error) != HTTPStatus.NOT_FOUND:
                raise

    def _place(self, graph: str) -> str:
        mark = "&" if urlsplit(self.address).query else "?"
        return f"{self.address}{mark}graph={quote(graph, safe='')}"


class Updates:
    """A server's update address, for a server without a graph store. Its methods raise as those of GraphStore."""

    __slots__ = ("_client", "address")

    def __init__(self, address: str, timeout: float) -> None:
        self.address = address
        self._client = _Client(timeout)

    def try_out(self, graph: str) -> None:
        """Add nothing to the graph: who may not write there gets an error."""
        self._update(f"INSERT DATA {{ GRAPH <{graph}> {{ }} }}")

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Put these triples in the place of all that the graph holds, some hundred at a time."""
        self.remove(graph)
        self.add(graph, lines)

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to the graph, some hundred at a time."""
        for first in range(0, len(lines), BATCH):
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{_text(lines[first : first + BATCH])}}} }}")

    def remove(self, graph: str) -> None:
        """Remove the graph, if it is there."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, update: str) -> None:
        self._client.send("POST", self.address, update, _UPDATE)


def status(error: EndpointError) -> int:
    """Return the HTTP status that is behind an error, 0 where there is none."""
    return error.__cause__.code if isinstance(error.__cause__, HTTPError) else 0


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


# --- HTTP


def _opener() -> OpenerDirector:
    """Return what sends requests and follows no redirection: a POST sent elsewhere would become a GET."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener


class _Client:
    """Sends requests, and the answer to the server's challenge where it has asked for name and password."""

    __slots__ = ("_challenges", "_credentials", "_opener", "_timeout")

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._opener = _opener()
        self._credentials = Credentials.from_environment()
        self._challenges: list[str] = []

    def send(self, method: str, address: str, body: str = "", kind: str = "") -> None:
        """Send a request; once more, with name and password, where the server asks for them.

        Raises:
            EndpointError: the server refuses, fails or does not answer in time.
        """
        refuse_inside(address)
        try:
            try:
                self._open(method, address, body, kind)
            except (HTTPError, URLError) as error:
                if not self._is_challenged(error, address):
                    raise
                self._open(method, address, body, kind)
        except HTTPError as error:
            raise EndpointError(self._in_words(address, error)) from error
        except (URLError, TimeoutError, HTTPException, ConnectionError) as error:
            raise EndpointError(unanswered(address.partition("?")[0], self._timeout, error)) from error

    def _open(self, method: str, address: str, body: str, kind: str) -> None:
        request = Request(address, body.encode() if kind else None, method=method)
        if kind:
            request.add_header("Content-Type", kind)
        if self._credentials and self._challenges:
            request.add_header("Authorization", self._credentials.answer(self._challenges, method, address))
        self._opener.open(request, timeout=self._timeout).close()

    def _is_challenged(self, error: HTTPError | URLError, address: str) -> bool:
        """Return whether the server has asked for name and password, and take its challenge.

        A server may ask and hang up before it has read a long body: then it is asked again without one.
        """
        if isinstance(error, URLError) and isinstance(error.reason, ConnectionError):
            try:
                self._opener.open(Request(address), timeout=self._timeout).close()
            except HTTPError as refusal:
                error = refusal
        if self._credentials is None or not isinstance(error, HTTPError) or error.code != HTTPStatus.UNAUTHORIZED:
            return False
        self._challenges = error.headers.get_all("WWW-Authenticate", [])
        return bool(self._credentials.answer(self._challenges, "GET", address))

    def _in_words(self, address: str, error: HTTPError) -> str:
        place, said = address.partition("?")[0], _said(error)
        if self._credentials:
            said = self._credentials.hidden(said)
        tail = f": {said}." if said else "."
        if elsewhere := error.headers.get("Location"):
            return f"{place}: the server sends us on to {elsewhere} ({error.code}); give that address."
        if error.code == HTTPStatus.UNAUTHORIZED:
            return f"{place}: the server asks for a name and password (401); {unauthorised()}."
        if error.code == HTTPStatus.FORBIDDEN:
            hint = "" if self._credentials else f" If it takes a name and password, set {USER} and {PASSWORD}."
            return f"{place}: the server does not allow this (403){tail}{hint}"
        if error.code in NOWHERE:
            return f"{place}: no graphs are written at this address ({error.code}){tail}"
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"{place}: the server failed ({error.code}){tail}"
        return f"{place}: the server answers {error.code} {error.reason}{tail}"


def _said(error: HTTPError) -> str:
    """Return the beginning of what the server says, without markup."""
    text = error.read(4000).decode("utf-8", "replace")
    return " ".join(re.sub(r"(?s)<(title|style).*?</\1>|<[^>]*>", " ", text).split())[:300].rstrip(".")
