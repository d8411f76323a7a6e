"""What the saved queries are in; their OpenAPI description out. OpenAPI Specification 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg import __version__
from kg.dataset import LICENCE, TITLE
from kg.serve.negotiate import CSV, JSON, TSV, XML

if TYPE_CHECKING:
    from kg.serve.saved import Described, Slot

Json = dict[str, object]

LONGEST_LIST = 80
_FORMATS = (CSV, JSON, XML, TSV)
_PROBLEM: Json = {"$ref": "#/components/responses/Problem"}


def described(queries: Iterable[Described], base: str) -> Json:
    """Return the description of the queries at the server whose address is `base`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": __version__,
            "description": "Saved queries, answered from the graph. Every row of an evidence table names the document "
            "and the characters that prove it (document, start, end: half-open, in code points).",
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": {f"/queries/{query.name}": {"get": _operation(query)} for query in queries} | {"/sparql": _SPARQL},
        "components": {"responses": {"Problem": _PROBLEM_RESPONSE}, "parameters": {"format": _FORMAT}},
    }


def _operation(query: Described) -> Json:
    said: Json = {"operationId": query.name, "summary": query.summary}
    if query.description:
        said["description"] = query.description
    if query.tags:
        said["tags"] = list(query.tags)
    parameters = [_parameter(slot) for slot in query.parameters]
    return said | {
        "parameters": [*parameters, {"$ref": "#/components/parameters/format"}],
        "responses": {"200": _ROWS, "304": {"description": "Nothing has changed."}, "default": _PROBLEM},
    }


def _parameter(slot: Slot) -> Json:
    schema: Json = {"type": "integer" if slot.type == "integer" else "string"}
    if slot.default:
        schema["default"] = slot.default
    values = [choice.value for choice in slot.choices]
    # An authority may be given by any of its names, so the list of those in the data is no more than examples.
    if values and (slot.type == "authority" or len(values) > LONGEST_LIST):
        schema["examples"] = values[:5]
    elif values:
        schema["enum"] = values
    return {"name": slot.name, "in": "query", "required": False, "description": slot.description, "schema": schema}


_ROWS: Json = {
    "description": "The rows. The header Truncated says so where there are more than the server gives.",
    "headers": {"Truncated": {"schema": {"type": "string"}}, "ETag": {"schema": {"type": "string"}}},
    "content": {form.media_type: {"schema": {"type": "string"}} for form in _FORMATS}
    | {JSON.media_type: {"schema": {"type": "object"}}},
}
_FORMAT: Json = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The format, in place of the header Accept; excel.csv is safe to open in a spreadsheet.",
    "schema": {"type": "string", "enum": ["csv", "excel.csv", "json", "xml", "tsv", "ttl", "rq"]},
}
_PROBLEM_RESPONSE: Json = {
    "description": "What went wrong (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "hint": {"type": "string"},
                },
            }
        }
    },
}
_SPARQL: Json = {
    "get": {
        "operationId": "sparql",
        "summary": "Answer a SPARQL 1.1 query.",
        "parameters": [
            {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}},
            {"name": "default-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
            {"name": "named-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
            {"name": "timeout", "in": "query", "schema": {"type": "number"}, "description": "Seconds at most."},
            {"$ref": "#/components/parameters/format"},
        ],
        "responses": {"200": _ROWS, "default": _PROBLEM},
    }
}
