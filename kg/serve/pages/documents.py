"""A document's page: its text with every piece of evidence marked, and beside it the facts that rest on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.serve.facts import HEAD, Fact, Paper, Spot, labels, of_document, of_path, papers
from kg.serve.highlight import Close, Open, Piece, Stretch, nested
from kg.serve.kinds import KINDS, Kind, gist, kind_of, letter, style
from kg.serve.links import Links
from kg.serve.problems import Refusal
from kg.serve.render import html, page
from kg.serve.worker import Opened

WIDE = 900
KEY = 16  # the digits of a document's key


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens in the text: its anchor, classes, and the facts whose words these are; none where it goes on."""

    anchor: str
    classes: str
    facts: tuple[Fact, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class View:
    """A document: its facts in order, their number by kind, its text in pieces (None: what was opened closes)."""

    paper: Paper
    iri: str
    facts: tuple[Fact, ...]
    kinds: tuple[tuple[str, Kind, int], ...]
    pieces: tuple[str | Mark | None, ...]
    authorities: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def view(opened: Opened, name: str) -> View:
    """Return the page of the document of that path, or of that digest.

    Raises:
        Refusal: there is none.
    """
    paper = find(opened, name)
    links = Links(opened.base)
    facts = of_document(opened, paper, f"{links.base}graph/document/{paper.key}")
    named = {value for fact in facts for value in fact.says.get("sc:mentions", ()) if "/id/authority/" in value.iri}
    return View(
        paper,
        links.thing("document", paper.key),
        facts,
        counted_kinds(facts),
        tuple(_pieces(opened.text(paper.digest), facts)),
        tuple(sorted((value.text, value.iri) for value in named)),
        _notes(opened, paper),
    )


def find(opened: Opened, name: str) -> Paper:
    """Return the only document of a path, or that of a digest or its first 16 digits.

    Raises:
        Refusal: there is none.
    """
    found = (*of_path(opened, name), *(one for one in papers(opened).values() if one.digest.startswith(name)))
    if not found or (found[0].path != name and len(name) < KEY):
        raise Refusal(404, "not-found", f"No document is called {name}.", "The list of documents is at /documents.")
    return found[0]


def counted_kinds(facts: Iterable[Fact]) -> tuple[tuple[str, Kind, int], ...]:
    """Return the kinds of facts with their numbers, in the order of the legend."""
    counts = Counter(fact.kind for fact in facts)
    return tuple((name, kind, counts[name]) for name, kind in KINDS.items() if counts[name])


def _notes(opened: Opened, paper: Paper) -> tuple[str, ...]:
    told: dict[str, list[str]] = next(
        (one for one in opened.manifest()["documents"] if one["digest"] == paper.digest), {}
    )
    return (*told.get("notes", ()), *(f"The same bytes are at {path}." for path in told.get("same_bytes", ())))


def _pieces(text: str, facts: Sequence[Fact]) -> Iterable[str | Mark | None]:
    resting = _resting(facts)
    for token in nested(text, resting):
        match token:
            case Piece():
                yield token.text
            case Open():
                yield _mark(token, resting[token.stretch])
            case Close():
                yield None


def _resting(facts: Iterable[Fact]) -> Mapping[Stretch, list[tuple[Fact, str]]]:
    """Return which facts rest on which stretch, with a class for the places where one is said again, or in parts."""
    found: defaultdict[Stretch, list[tuple[Fact, str]]] = defaultdict(list)
    for fact in facts:
        places: list[tuple[Sequence[Spot], str]] = [
            ((fact.spot,), ""),
            (fact.repeats, "said-again"),
            (fact.pieces, "piece"),
        ]
        for spots, note in places:
            for spot in spots:
                if spot.paper == fact.spot.paper:
                    found[Stretch(spot.start, spot.end)].append((fact, note))
    return found


def _mark(token: Open, resting: Sequence[tuple[Fact, str]]) -> Mark:
    start, end = token.stretch.start, token.stretch.end
    own = [fact for fact, note in resting if note != "piece"]
    shown = dict.fromkeys([*(style(fact) for fact in own or [fact for fact, _ in resting])])
    classes = ["fact", *shown, *dict.fromkeys(note for _, note in resting if note)]
    if end - start > WIDE:
        classes.append("wide")
    return Mark(f"s{start}-{end}", " ".join(classes), tuple(own), token.again)


@lru_cache(maxsize=16)
def document_html(opened: Opened, name: str) -> str:
    """Return the page of a document, or the list of those that have the path."""
    if len(of_path(opened, name)) > 1:
        same = tuple(row for row in listed(opened) if row.paper.path == name)
        return html(opened, "documents.html", {"rows": same, "path": name})
    found = view(opened, name)
    tools = {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist}
    return html(opened, "document.html", {"view": found, **tools})


# --- the list


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list: with the authorities that it names, and how many statements it makes."""

    paper: Paper
    authorities: tuple[tuple[str, str], ...]
    statements: int


@lru_cache(maxsize=2)
def listed(opened: Opened) -> tuple[Row, ...]:
    """Return all documents by path."""
    statements, named = _statements(opened), _named(opened)
    return tuple(
        Row(paper, tuple(sorted(named[paper.key])), statements[paper.key]) for paper in papers(opened).values()
    )


def _statements(opened: Opened) -> Counter[str]:
    """Return how many statements documents make, by the document's key."""
    rows = opened.store.select(f"{HEAD}SELECT ?span WHERE {{ ?statement a sc:Statement ; sc:evidence ?span }}").texts()
    return Counter(_key(row["span"]) for row in rows)


def _key(span: str) -> str:
    return span.rpartition("/")[2].partition("_")[0]


def _named(opened: Opened) -> Mapping[str, set[tuple[str, str]]]:
    """Return the authorities that documents name, as labels and IRIs, by the document's key."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?authority ?span WHERE {{ ?mention sc:mentions ?authority ; sc:evidence ?span .
        ?authority a sc:LocalAuthority }}"""
    ).texts()
    names = labels(opened, {row["authority"] for row in rows})
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        found[_key(row["span"])].add((names[row["authority"]], row["authority"]))
    return found


@lru_cache(maxsize=2)
def documents_html(opened: Opened) -> str:
    """Return the list of documents."""
    return html(opened, "documents.html", {"rows": listed(opened), "path": ""})


# --- answers


async def documents(request: Request) -> Response:
    """Answer with the list, or with the document whose path no address can hold."""
    if path := request.query_params.get("path"):
        return await page(request, document_html, path)
    return await page(request, documents_html)


async def document(request: Request) -> Response:
    """Answer with a document's page."""
    return await page(request, document_html, request.path_params["name"])


async def thing(request: Request) -> Response:
    """Lead from a document's IRI to its page."""
    return RedirectResponse(f"/documents/{quote(request.path_params['name'])}", 303)


routes = [Route("/documents", documents), Route("/documents/{name:path}", document)]
