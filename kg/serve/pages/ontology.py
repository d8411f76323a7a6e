"""The ontology's page: every term with its label, what it means, where it belongs, and an example from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf import PREFIXES
from kg.serve.facts import Value, labels
from kg.serve.linked import terms
from kg.serve.links import short
from kg.serve.render import answer, html
from kg.serve.worker import Opened

_PLURALS = {"class": "Classes", "property": "Properties"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its name behind `sc:`, its IRI, and what is said of it; `rest` are what it belongs to and an example."""

    name: str
    iri: str
    label: str
    comment: str
    note: str
    rest: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The terms by kind."""

    kinds: tuple[tuple[str, tuple[Term, ...]], ...]


def view(opened: Opened) -> View:
    """Return the ontology's terms."""
    found: dict[str, dict[str, Term]] = {}
    for row in terms(opened).texts():
        found.setdefault(row["kind"], {}).setdefault(row["term"], _term(opened, row))
    return View(tuple((_PLURALS.get(kind, kind), tuple(told.values())) for kind, told in found.items()))


def _term(opened: Opened, row: dict[str, str]) -> Term:
    given = (("below", row["above"]), ("of", row["domain"]), ("to", row["range"]), ("for example", row["example"]))
    rest = tuple((name, _value(opened, text)) for name, text in given if text)
    name = row["term"].removeprefix(PREFIXES["sc"])
    return Term(name, row["term"], row["label"], row["comment"], row["note"], rest)


def _value(opened: Opened, text: str) -> Value:
    if not text.startswith(("http://", "https://")):
        return Value(text)
    name = short(text)
    return Value(name if ":" in name else labels(opened, [text])[text], text)


@lru_cache(maxsize=2)
def ontology_html(opened: Opened) -> str:
    """Return the ontology's page."""
    return html(opened, "ontology.html", {"view": view(opened)})


async def ontology(request: Request) -> Response:
    """Answer with the ontology's page."""
    return answer(await request.app.state.engine.run(ontology_html))


faces = {"ontology": ontology}
