"""The search: words in; authorities, people, services, documents and statements that hold all of them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.rdf import term
from kg.serve.facts import HEAD, Fact, labels, of, papers, quoted
from kg.serve.kinds import gist, kind_of, letter, style
from kg.serve.links import Links
from kg.serve.render import html, page
from kg.serve.worker import Opened

MOST = 40
WORDS = 8
LONGEST = 200
_KINDS = (
    ("Authorities", "sc:LocalAuthority"),
    ("People", "foaf:Person"),
    ("Services", "sc:Service"),
    ("Providers", "sc:Provider"),
    ("Organisations", "org:Organization"),
    ("Programmes", "sc:Programme"),
    ("Inspecting bodies", "sc:Inspectorate"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: what it is called, what else it is called, and where it leads."""

    label: str
    note: str
    to: str


@dataclass(frozen=True, slots=True)
class View:
    """What was found for some words: things by kind, documents, and statements with their sentences."""

    words: str
    things: tuple[tuple[str, tuple[Hit, ...]], ...]
    documents: tuple[Hit, ...]
    statements: tuple[tuple[Fact, tuple[str, str, str]], ...]
    more: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.things or self.documents or self.statements)


def view(opened: Opened, asked: str) -> View:
    """Return what holds all of some words, in upper or lower case."""
    words = asked[:LONGEST].casefold().split()[:WORDS]
    if not words:
        return View("", (), (), (), False)
    facts = _statements(opened, words)
    return View(
        " ".join(asked[:LONGEST].split()),
        tuple(_things(opened, words)),
        tuple(_documents(opened, words)),
        tuple((fact, quoted(opened, fact.spot)) for fact in facts[:MOST]),
        len(facts) > MOST,
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a thing, as it is and folded; `kind` is the place of its class among the kinds."""

    kind: int
    thing: str
    label: str
    name: str
    folded: str


@lru_cache(maxsize=2)
def _names(opened: Opened) -> tuple[_Name, ...]:
    """Return all names of things: short labels first, a thing's label before its other names."""
    classes = " ".join(name for _, name in _KINDS)
    rows = opened.store.select(
        f"""{HEAD}SELECT DISTINCT ?class ?thing ?label ?name WHERE {{ VALUES ?class {{ {classes} }}
        ?thing a ?class ; rdfs:label ?label ;
          rdfs:label|skos:prefLabel|skos:altLabel|sc:shortName|dct:identifier ?name . }}"""
    ).texts()
    places = {term(name).value: place for place, (_, name) in enumerate(_KINDS)}
    found = (
        _Name(places[row["class"]], row["thing"], row["label"], row["name"], row["name"].casefold()) for row in rows
    )
    return tuple(sorted(found, key=lambda one: (len(one.label), one.label, one.thing, one.name != one.label, one.name)))


def _things(opened: Opened, words: Sequence[str]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    links = Links(opened.base)
    found: dict[int, dict[str, Hit]] = {}
    for one in _names(opened):
        if all(word in one.folded for word in words):
            note = "" if one.name == one.label else one.name
            found.setdefault(one.kind, {}).setdefault(one.thing, Hit(one.label, note, links.local(one.thing)))
    for kind in sorted(found):
        yield _KINDS[kind][0], tuple(found[kind].values())[:MOST]


def _documents(opened: Opened, words: Sequence[str]) -> Iterator[Hit]:
    links = Links(opened.base)
    for paper in papers(opened).values():
        if _all_in(words, f"{paper.path} {paper.title}"):
            yield Hit(paper.name, paper.path if paper.title else paper.kind, links.document(paper.slug))


def _all_in(words: Iterable[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


@lru_cache(maxsize=2)
def _said(opened: Opened) -> tuple[tuple[str, str], ...]:
    """Return the IRIs of statements with their words, folded."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?statement ?words WHERE {{ ?statement a sc:Statement ;
        sc:text|sc:statedAs|sc:event|sc:measures|sc:asNamed|sc:headline|sc:role ?words . }}"""
    ).rows
    said: defaultdict[str, list[str]] = defaultdict(list)
    for statement, words in rows:
        said[str(statement)].append(" ".join(str(words).casefold().split()))
    return tuple((statement, "\n".join(sorted(words))) for statement, words in sorted(said.items()))


def _statements(opened: Opened, words: Sequence[str]) -> tuple[Fact, ...]:
    """Return statements with all the words; those that have them in this order come first."""
    together = " ".join(words)
    hits = [
        (together not in text, statement) for statement, text in _said(opened) if all(word in text for word in words)
    ]
    return of(opened, (statement for _, statement in sorted(hits)[: MOST + 1]))


@lru_cache(maxsize=64)
def search_html(opened: Opened, asked: str) -> str:
    """Return what the search found."""
    found = view(opened, asked)
    named = labels(opened, ())
    tools = {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist, "named": named}
    return html(opened, "search.html", {"view": found, "q": found.words, **tools})


async def search(request: Request) -> Response:
    """Answer with what was found."""
    asked = request.query_params.get("q", "").encode("utf-8", "replace").decode()
    return await page(request, search_html, asked)


routes = [Route("/search", search)]
