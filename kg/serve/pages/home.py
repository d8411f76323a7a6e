"""The front page: what is in the graph, what to ask first, and one fact with its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.query import saved
from kg.serve.facts import HEAD, Fact, gather, papers, quoted
from kg.serve.kinds import KINDS, Kind, gist, kind_of, letter, style
from kg.serve.pages.authorities import Row, listed
from kg.serve.render import html, page
from kg.serve.worker import Opened

FIRST = (
    "directors-on-authorities",
    "overall-judgements",
    "service-ratings",
    "reasons-for-prospects",
    "weaknesses-for-client-group",
    "claims-against-ratings",
    "scrutiny-questions",
    "possible-duplicates",
)
MOST = 12


@dataclass(frozen=True, slots=True)
class View:
    """Numbers by kind of statement, questions, the authorities of which most is said, and a fact with its words."""

    documents: int
    statements: int
    quads: int
    counts: tuple[tuple[Kind, int], ...]
    questions: tuple[tuple[str, str], ...]
    authorities: tuple[Row, ...]
    others: int
    example: Fact | None
    sentence: tuple[str, str, str]


def view(opened: Opened) -> View:
    """Return the front page."""
    counts = _counts(opened)
    rows, _ = listed(opened)
    ranked = sorted(rows, key=lambda row: (not row.judged, -row.statements, row.label))[:MOST]
    example = _example(opened)
    return View(
        len(papers(opened)),
        sum(counts.values()),
        int(opened.manifest().get("quads", 0)),
        tuple((kind, counts[name]) for name, kind in KINDS.items() if counts.get(name) and name != "Mention"),
        tuple((name, saved(name).summary) for name in FIRST),
        tuple(sorted(ranked, key=lambda row: row.label)),
        len(rows) - len(ranked),
        example,
        quoted(opened, example.spot) if example else ("", "", ""),
    )


def _counts(opened: Opened) -> dict[str, int]:
    rows = opened.store.select(
        f"""{HEAD}SELECT ?class (COUNT(*) AS ?n) WHERE {{ ?class rdfs:subClassOf sc:Statement . ?statement a ?class }}
        GROUP BY ?class"""
    ).texts()
    return {row["class"].rpartition("#")[2]: int(row["n"]) for row in rows}


def _example(opened: Opened) -> Fact | None:
    """Return the first comment of somebody in a post, by place, or else the first rating."""
    comment = "?statement a sc:Comment ; sc:post ?post ; sc:about ?authority"
    for chosen in (comment, "?statement a sc:Rating"):
        first = (
            f"{{ SELECT ?statement WHERE {{ {chosen} }} ORDER BY ?statement LIMIT 1 }} ?statement ?property ?value ."
        )
        if found := gather(opened, first):
            return found[0]
    return None


@lru_cache(maxsize=2)
def home_html(opened: Opened) -> str:
    """Return the front page."""
    tools = {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist}
    return html(opened, "home.html", {"view": view(opened), **tools})


async def home(request: Request) -> Response:
    """Answer with the front page."""
    return await page(request, home_html)


async def favicon(_: Request) -> Response:
    """Lead to the site's mark."""
    return RedirectResponse("/static/mark.svg", 308)


routes = [Route("/", home), Route("/favicon.ico", favicon)]
