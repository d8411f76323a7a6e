"""Turtle, TriG, N-Triples and N-Quads files in, rdflib graphs out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

from rdflib import Dataset, Graph
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import ReadError

FORMATS = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads"}


def union(graphs: Iterable[Graph]) -> Graph:
    """Return a new graph that holds the triples of all."""
    merged = Graph()
    for graph in graphs:
        for triple in graph:
            merged.add(triple)
    return merged


def parse(path: Path) -> Graph:
    """Read a file of triples or quads as one graph.

    Raises:
        ReadError: it can't be read, or its name does not say what it is.
    """
    syntax = FORMATS.get(path.suffix.lower())
    if syntax is None:
        raise ReadError(f"{path}: kg validates files whose names end in {', '.join(FORMATS)}.")
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: the file can't be read: {error}.") from error
    try:
        return _triples(text, syntax)
    except (BadSyntax, ParserError) as error:
        line, why = _trouble(error, text, syntax)
        raise ReadError(f"{path}, line {line}: {why}; put the syntax right.") from error


def _triples(text: str, syntax: str) -> Graph:
    dataset, graph = Dataset(), Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's TriG parser warns of rdflib
        dataset.parse(data=text, format=syntax)
    for subject, predicate, thing, _ in dataset.quads():
        graph.add((subject, predicate, thing))
    return graph


def _trouble(error: BadSyntax | ParserError, text: str, syntax: str) -> tuple[int, str]:
    """Return the number of the line at fault, and what is wrong with it."""
    if isinstance(error, BadSyntax):
        return error.lines + 1, " ".join(str(error._why).split())
    return _first_bad_line(text, syntax), f"this is no {'quad' if syntax == 'nquads' else 'triple'}"


def _first_bad_line(text: str, syntax: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            _triples(line, syntax)
        except ParserError:
            return number
    return 1
