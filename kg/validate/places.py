"""A node of a graph in, its document and its words out."""

from __future__ import annotations

import re
from typing import NamedTuple

from rdflib import Graph, Namespace
from rdflib.term import Node

from kg.rdf import PREFIXES

OA, SC = Namespace(PREFIXES["oa"]), Namespace(PREFIXES["sc"])
_DIGITS = re.compile("[0-9]{1,18}")


class Place(NamedTuple):
    """A path, an offset in the document's raw text, the words there; '' and -1 where not known."""

    document: str = ""
    start: int = -1
    quotation: str = ""


def find_place(graph: Graph, focus: Node | None) -> Place:
    """Find the place to which a statement, a stretch of text or one of its selectors belongs."""
    evidence = _evidence(graph, focus)
    if evidence is None:
        return Place(_path(graph, focus), quotation=_words(graph, focus))
    selectors = list(graph.objects(evidence, OA.hasSelector))
    starts = [str(start) for selector in selectors for start in graph.objects(selector, OA.start)]
    exact = [str(words) for selector in selectors for words in graph.objects(selector, OA.exact)]
    start = min((int(start) for start in starts if _DIGITS.fullmatch(start)), default=-1)
    return Place(_path(graph, graph.value(evidence, OA.hasSource)), start, min(exact, default=""))


def _evidence(graph: Graph, focus: Node | None) -> Node | None:
    if any(graph.objects(focus, OA.hasSelector)):
        return focus
    found = [*graph.objects(focus, SC.evidence), *graph.subjects(OA.hasSelector, focus)]
    return min(found, key=str, default=None)


def _path(graph: Graph, document: Node | None) -> str:
    """Return a document's path; if the node is none, that of the only document in the graph."""
    own = [*graph.objects(document, SC.path)] if document is not None else []
    paths = {str(path) for path in own or graph.objects(None, SC.path)}
    return min(paths) if own or len(paths) == 1 else ""


def _words(graph: Graph, statement: Node | None) -> str:
    """Return the words by which a statement without evidence can be found."""
    names = (SC.statedAs, SC.text, SC.headline, SC.event, SC.measures, SC.asNamed)
    found = (min(map(str, graph.objects(statement, name)), default="") for name in names)
    return next(filter(None, found), "")
