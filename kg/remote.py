"""A SPARQL server's address → what answers queries, with the values that the embedded store gives.

SPARQL 1.1 Protocol, W3C 2013. Nothing else imports SPARQLWrapper. Every request has a time limit. A name and password
(kg/credentials.py) are sent to a server that asks for them, and to no other.
"""

from __future__ import annotations

import ast
import json
import math
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, EndPointNotFound, QueryBadFormed, Unauthorized

from kg.credentials import PASSWORD, USER, Credentials, refuse_inside
from kg.errors import EndpointError, QueryError
from kg.order import in_order
from kg.rdf import LANG_STRING, XSD, XSD_STRING, Iri, Literal
from kg.results import Answer, BlankNode, Cell, Result, Table, as_written
from kg.store import read_turtle


class Endpoint:
    """A SPARQL server that answers queries; its default graph is the union of its graphs."""

    __slots__ = ("_timeout", "address")

    def __init__(self, url: str, timeout: float) -> None:
        """Find the query address below `url` (a server's base, or the address itself), within `timeout` seconds.

        Raises:
            EndpointError: nothing there answers SPARQL, or the default graph is not the union.
        """
        refuse_inside(url)
        self._timeout = timeout
        self.address = _found(url, timeout)

    def query(self, sparql: str, source: str = "query") -> Result:
        """Answer a query of any form; `source` names it in errors.

        Raises:
            QueryError: the server calls the query wrong.
            EndpointError: the server does not answer in time, cuts the answer off, or answers with an error or with
                no SPARQL results.
        """
        return _asked(self.address, sparql, self._timeout, source)

    def select(self, sparql: str, source: str = "query") -> Table:
        """Answer a SELECT query.

        Raises:
            QueryError: the server calls the query wrong, or it has another form.
            EndpointError: as `query`.
        """
        result = self.query(sparql, source)
        if not isinstance(result, Table):
            raise QueryError(f"{source}: a SELECT query is needed here.")
        return result


# --- finding the query address

UNION = (
    "start the server so that it is their union (Oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
)

# A row is a document in a named graph that the default graph does not have.
_OUTSIDE_THE_DEFAULT_GRAPH = """
PREFIX sc: <https://w3id.org/social-care-kg/def#>
SELECT ?document WHERE {
  GRAPH ?graph { ?document a sc:Document }
  OPTIONAL { ?document a ?type }
  FILTER(!BOUND(?type))
}
LIMIT 1
"""


def _found(url: str, timeout: float) -> str:
    refused = []
    for address in _addresses(url):
        try:
            outside = _asked(address, _OUTSIDE_THE_DEFAULT_GRAPH, timeout, "check")
        except (EndpointError, QueryError) as error:
            if _is_final(error.__cause__):
                raise
            refused.append(address)
            continue
        if isinstance(outside, Table) and outside.rows:
            raise EndpointError(f"{address}: the default graph lacks what the named graphs hold; {UNION}.")
        return address
    raise EndpointError(f"{url}: nothing answers SPARQL there; asked {', '.join(refused)}.")


def _is_final(cause: BaseException | None) -> bool:
    """Return whether no other address of this server would answer better: nobody is there, or wants a password."""
    return isinstance(cause, URLError | TimeoutError | Unauthorized) and not isinstance(cause, HTTPError)


def _addresses(url: str) -> tuple[str, ...]:
    """Return where queries may be answered: below a server's base first, else at the very address first."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise EndpointError(f"{url} is no server's address; write it as http://localhost:7878.")
    bare = url.rstrip("/")
    below = (f"{bare}/query", f"{bare}/sparql")
    return (url, *below) if parts.path.strip("/") else (*below, url)


# --- asking


# Virtuoso's word for the number of rows at which it has cut an answer off, which is otherwise as good as any.
_CUT = "X-SPARQL-MaxRows"


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's answer: the form of the query as SPARQLWrapper reads it, the bytes, the number of rows at the cut."""

    form: str
    body: bytes
    most: int | None


def _asked(address: str, sparql: str, timeout: float, source: str) -> Result:
    try:
        reply = _answer(address, sparql, timeout)
    except QueryBadFormed as error:
        raise QueryError(f"{source}: {address} calls the query wrong: {_said(error)}.") from error
    except EndPointNotFound as error:
        raise EndpointError(f"{address}: there is nothing at this address (404).") from error
    except Unauthorized as error:
        raise EndpointError(f"{address}: the server asks for a name and password (401); {unauthorised()}.") from error
    except EndPointInternalError as error:
        raise EndpointError(f"{address}: the server failed (500): {_said(error)}.") from error
    except HTTPError as error:
        raise EndpointError(f"{address}: the server answers {error.code} {error.reason}.") from error
    except (TimeoutError, URLError, HTTPException, ConnectionError) as error:
        raise EndpointError(unanswered(address, timeout, error)) from error
    try:
        result = read_turtle(reply.body) if reply.form in ("CONSTRUCT", "DESCRIBE") else _result(reply.body, sparql)
    except (ValueError, KeyError, TypeError) as error:
        raise EndpointError(
            f"{address}: the answer is broken off, or no SPARQL result: {reply.body[:60]!r}."
        ) from error
    _refuse_cut(address, result, reply.most)
    return result


def _refuse_cut(address: str, result: Result, most: int | None) -> None:
    if most and isinstance(result, Table) and len(result.rows) >= most:
        raise EndpointError(
            f"{address}: the server cuts answers off at {most:,} rows, and this one has as many, so rows may be "
            f"missing; ask for less (LIMIT, a parameter), or let the server give more (Virtuoso: ResultSetMaxRows)."
        )


def unauthorised() -> str:
    """Say what a person can do where a server asks for a name and password."""
    if Credentials.from_environment():
        return f"it does not take those in {USER} and {PASSWORD}"
    return f"set {USER} and {PASSWORD} in the environment"


def _answer(address: str, sparql: str, timeout: float) -> _Reply:
    """Send a query; once more, with name and password, where the server asks for them."""
    wrapper = _request(address, sparql, timeout)
    try:
        return _sent(wrapper, timeout)
    except Unauthorized as error:
        credentials = Credentials.from_environment()
        asked = error.__context__.headers if isinstance(error.__context__, HTTPError) else None
        if credentials is None or asked is None:
            raise
        header = credentials.answer(asked.get_all("WWW-Authenticate", []), POST, address)
        if not header:
            raise
        wrapper.addCustomHttpHeader("Authorization", header)
        return _sent(wrapper, timeout)


def _request(address: str, sparql: str, timeout: float) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(address)
    wrapper.setTimeout(_whole(timeout))
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    with warnings.catch_warnings():
        # What it can't read it takes for a SELECT, and warns; the server says better what is wrong.
        warnings.simplefilter("ignore", RuntimeWarning)
        wrapper.setQuery(sparql)
    if wrapper.isSparqlUpdateRequest():
        raise QueryError(f"{wrapper.queryType} changes data; kg answers SELECT, ASK, CONSTRUCT and DESCRIBE only.")
    if wrapper.queryType in ("CONSTRUCT", "DESCRIBE"):
        # In Turtle, Virtuoso writes the decimal 83 as 83, which is an integer.
        wrapper.setReturnFormat(TURTLE)
        wrapper.addCustomHttpHeader("Accept", "application/n-triples, text/turtle;q=0.5")
    else:
        wrapper.setReturnFormat(JSON)
    return wrapper


def _sent(wrapper: SPARQLWrapper, timeout: float) -> _Reply:
    until = time.monotonic() + _whole(timeout)
    with wrapper.query().response as response:
        most = response.headers.get(_CUT, "")
        body = _whole_answer(response, until)
    return _Reply(str(wrapper.queryType), body, int(most) if most.isdigit() else None)


def _whole_answer(response: HTTPResponse, until: float) -> bytes:
    """Read to the end; a socket's own limit starts anew with every byte that comes.

    Raises:
        TimeoutError: the end has not come at `until`.
    """
    parts = []
    while part := response.read1(1 << 16):
        parts.append(part)
        if time.monotonic() > until:
            raise TimeoutError
    if response.length:
        raise IncompleteRead(b"".join(parts), response.length)
    return b"".join(parts)


def _whole(timeout: float) -> int:
    """Round up to whole seconds, at least one: SPARQLWrapper cuts fractions off, and takes 0 for no limit."""
    return max(1, math.ceil(timeout))


def _said(error: Exception) -> str:
    """Return the first line of the server's answer; SPARQLWrapper keeps its bytes in the message, as Python text."""
    _, _, answer = str(error).partition("Response:\n")
    text = ast.literal_eval(answer).decode("utf-8", "replace") if answer else str(error)
    return " ".join(text.split())[:300].rstrip(".")


def unanswered(address: str, timeout: float, error: Exception) -> str:
    """Say why there is no answer: nobody there, too slow, or broken off."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return f"{address}: no answer within {_whole(timeout)} s; allow more with --timeout, or ask for less."
    if isinstance(reason, ConnectionRefusedError):
        return f"{address}: nothing listens there; is the server running?"
    return f"{address}: no answer: {reason}."


# --- the server's JSON as values


def _result(answer: bytes, sparql: str) -> Result:
    """Read SPARQL 1.1 JSON; Virtuoso answers ASK with a table of one cell.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    body: dict[str, Any] = json.loads(answer)
    if "boolean" in body:
        return Answer(bool(body["boolean"]))
    columns, rows = body["head"]["vars"], body["results"]["bindings"]
    if [name.lower() for name in columns] == ["__ask_retval"]:
        return Answer(rows[0][columns[0]]["value"] in _YES)
    return in_order(as_written(Table(tuple(columns), tuple(_row(columns, row) for row in rows)), sparql), sparql)


def _row(columns: Sequence[str], row: Mapping[str, Mapping[str, str]]) -> tuple[Cell, ...]:
    return tuple(_cell(row[name]) if name in row else None for name in columns)


_YES = ("1", "true")


def _cell(term: Mapping[str, str]) -> Cell:
    if term["type"] == "uri":
        return Iri(term["value"])
    if term["type"] == "bnode":
        return BlankNode(term["value"])
    language = term.get("xml:lang", "")
    if term.get("datatype") == _BOOLEAN:
        # Virtuoso computes with 1 and 0.
        return Literal("true" if term["value"] in _YES else "false", _BOOLEAN)
    return Literal(term["value"], LANG_STRING if language else term.get("datatype", XSD_STRING), language)


_BOOLEAN = XSD + "boolean"
