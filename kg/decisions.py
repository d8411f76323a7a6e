"""A person's Turtle file in, `Decisions` on who is who out (see docs/graph.md, "Decisions")."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ReadError, VocabularyError
from kg.lexicon import GRAPHS, read_turtle
from kg.rdf import BASE, Iri, Quad, moved, term
from kg.resolve import Decisions

SAME = frozenset({term("sc:samePersonAs"), term("sc:sameInspectionAs")})
APART = term("sc:notSamePersonAs")


def decisions_from(file: Path | None, base: str = BASE) -> Decisions:
    """Read a decisions file; None is no decisions. Things may be named below `base`, too, as its build names them.

    Raises:
        ReadError: the file is missing or no Turtle, or two decisions contradict each other.
    """
    if file is None:
        return Decisions()
    if not file.is_file():
        raise ReadError(f"{file}: no such file; give a Turtle file of decisions, or leave --decisions out")
    try:
        quads = frozenset(moved(set(read_turtle(file, Iri(GRAPHS + "decisions"))), BASE, since=base))
    except VocabularyError as error:
        raise ReadError(str(error)) from error
    same = {quad.subject.value: str(quad.object) for quad in sorted(quads) if quad.predicate in SAME}
    apart = frozenset(quad.subject.value for quad in quads if quad.predicate == APART)
    _refuse_contradictions(file, quads, same, apart)
    return Decisions({iri: _kept(iri, same) for iri in same}, apart, quads)


def _refuse_contradictions(file: Path, quads: frozenset[Quad], same: dict[str, str], apart: frozenset[str]) -> None:
    several = len([quad for quad in quads if quad.predicate in SAME]) > len(same)
    circular = any(_kept(iri, same) == iri for iri in same)
    if several or circular or apart & same.keys():
        raise ReadError(f"{file}: two decisions on one thing contradict each other; keep one of them")


def _kept(iri: str, same: dict[str, str]) -> str:
    """Follow "same" decisions to the IRI that is kept; a circle ends where it began."""
    seen = {iri}
    found = same[iri]
    while found in same and found not in seen:
        seen.add(found)
        found = same[found]
    return found if found not in same else iri
