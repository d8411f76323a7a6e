"""The validation report in sentences, by document, each leading to the words at fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.facts import Fact, Paper, of, papers, quoted
from kg.serve.kinds import kind_of
from kg.serve.render import html, page
from kg.serve.worker import Opened
from kg.store import Store

_RESULTS = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?severity ?message ?focus ?shape ?value WHERE {
  ?result a sh:ValidationResult ; sh:resultMessage ?message ; sh:resultSeverity ?severity .
  OPTIONAL { ?result sh:focusNode ?focus } OPTIONAL { ?result sh:sourceShape ?shape }
  OPTIONAL { ?result sh:value ?value }
}
ORDER BY ?severity ?message ?focus ?value"""
SEVERITIES = ("Violation", "Warning", "Info")
NAMES = {"Violation": "violation", "Warning": "warning", "Info": "note"}


@dataclass(frozen=True, slots=True)
class Result:
    """What a shape objects to: how badly, in a sentence, and the statement at fault with its words, if it is one."""

    severity: str
    message: str
    focus: str
    shape: str
    value: str
    fact: Fact | None
    sentence: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class View:
    """The results of each document, then those of things; how many there are of each severity; what was not read."""

    by_paper: tuple[tuple[Paper, tuple[Result, ...]], ...]
    others: tuple[Result, ...]
    counts: tuple[tuple[str, int], ...]
    documents: int
    notes: tuple[tuple[Paper, tuple[str, ...]], ...]


def view(opened: Opened) -> View:
    """Return the report."""
    store = Store.from_trig((opened.home / "report.ttl").read_text("utf-8"))
    rows = store.select(_RESULTS).texts()
    facts = {fact.iri: fact for fact in of(opened, (row["focus"] for row in rows if row["focus"]))}
    results = [_result(opened, row, facts.get(row["focus"])) for row in rows]
    by_paper: defaultdict[Paper, list[Result]] = defaultdict(list)
    for result in results:
        if result.fact:
            by_paper[result.fact.spot.paper].append(result)
    counts = Counter(result.severity for result in results)
    return View(
        tuple(
            (paper, tuple(_worst_first(found)))
            for paper, found in sorted(by_paper.items(), key=lambda one: one[0].path)
        ),
        tuple(_worst_first([result for result in results if not result.fact])),
        tuple((NAMES[severity], counts[severity]) for severity in SEVERITIES),
        len(papers(opened)),
        _notes(opened),
    )


def _worst_first(results: Sequence[Result]) -> list[Result]:
    return sorted(
        results, key=lambda result: (SEVERITIES.index(result.severity), result.fact.place if result.fact else ())
    )


def _result(opened: Opened, row: dict[str, str], fact: Fact | None) -> Result:
    severity = row["severity"].rpartition("#")[2]
    words = quoted(opened, fact.spot) if fact else ("", "", "")
    return Result(severity, row["message"], row["focus"], row["shape"], row["value"], fact, words)


def _notes(opened: Opened) -> tuple[tuple[Paper, tuple[str, ...]], ...]:
    """Return what of documents could not be read."""
    known = papers(opened)
    told = ((known.get(one["digest"][:16]), tuple(one.get("notes", ()))) for one in opened.manifest()["documents"])
    return tuple((paper, notes) for paper, notes in told if paper and notes)


@lru_cache(maxsize=2)
def report_html(opened: Opened) -> str:
    """Return the report."""
    return html(opened, "report.html", {"view": view(opened), "kind_of": kind_of})


async def report(request: Request) -> Response:
    """Answer with the report."""
    return await page(request, report_html)


routes = [Route("/report", report)]
