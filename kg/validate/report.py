"""Violations in, a report out: sentences, JSON, or SHACL's own report in Turtle. Same in, same bytes out."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple

from kg.model import Violation
from kg.rdf import BASE, RDF_TYPE, XSD, Iri, Literal, Term, parse_nquads, term
from kg.turtle import Triple, turtle

SEVERITIES = ("Violation", "Warning", "Info")
QUOTED = 90


def in_order(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Sort violations, each once: worst first, then by document and place."""
    return tuple(sorted(set(violations), key=_rank))


def _rank(violation: Violation) -> tuple[object, ...]:
    worst = SEVERITIES.index(violation.severity) if violation.severity in SEVERITIES else len(SEVERITIES)
    return worst, violation.document, violation.start, *astuple(violation)


def conforms(violations: Iterable[Violation], strict: bool = False) -> bool:
    """Whether none is of severity Violation; with `strict`, none a Warning either."""
    refused = SEVERITIES[:2] if strict else SEVERITIES[:1]
    return not any(violation.severity in refused for violation in violations)


def report_text(violations: Iterable[Violation]) -> str:
    """Write one line a result, worst first, then by document and place; the last line counts them."""
    ordered = in_order(violations)
    lines = dict.fromkeys(_line(violation) for violation in ordered)
    return "\n".join([*lines, "", _count(ordered), ""] if lines else [_count(ordered), ""])


def _line(violation: Violation) -> str:
    words = textwrap.shorten(violation.quotation, QUOTED, placeholder=" …")
    places = [violation.document, f"“{words}”" if words else ""]
    named = any(places) or not violation.focus
    where = places if named else [violation.focus.removeprefix(BASE)]
    return ": ".join(filter(None, [*where, f"{violation.message} [{violation.severity}]"]))


def _count(violations: Iterable[Violation]) -> str:
    """Say how many results of each severity there are.

    >>> _count([Violation("Warning", "Look at the sentence.")])
    '0 violations, 1 warning, 0 notes.'
    """
    counted = Counter(violation.severity for violation in violations)
    named = zip(SEVERITIES, ("violation", "warning", "note"), strict=True)
    return ", ".join(f"{counted[key]} {name}{'' if counted[key] == 1 else 's'}" for key, name in named) + "."


def report_json(violations: Iterable[Violation]) -> str:
    """Write whether the graph conforms, and every result with all that is known of it, as JSON."""
    ordered = in_order(violations)
    report = {"conforms": conforms(ordered), "results": [asdict(violation) for violation in ordered]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def report_turtle(violations: Iterable[Violation], base: str = BASE) -> str:
    """Write a sh:ValidationReport without blank nodes; an rdfs:comment says where in which document.

    The report and its results have IRIs below `base`. As SHACL has it (section 3.6.1.1), sh:conforms is false if
    there is any result, of whatever severity.
    """
    nodes = {_minted(base, "result", *map(str, astuple(violation))): violation for violation in violations}
    report = _minted(base, "report", *sorted(node.value for node in nodes))
    triples: list[Triple] = [
        (report, Iri(RDF_TYPE), term("sh:ValidationReport")),
        (report, term("sh:conforms"), Literal("false" if nodes else "true", XSD + "boolean")),
    ]
    for node, violation in nodes.items():
        triples.append((report, term("sh:result"), node))
        triples += [(node, predicate, thing) for predicate, thing in _result(violation)]
    return turtle(triples, base=base)


def _minted(base: str, kind: str, *parts: str) -> Iri:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return Iri(f"{base}id/{kind}/{digest}")


def _result(violation: Violation) -> Iterator[tuple[Iri, Term]]:
    yield Iri(RDF_TYPE), term("sh:ValidationResult")
    yield term("sh:resultSeverity"), term(f"sh:{violation.severity}")
    yield term("sh:resultMessage"), Literal(violation.message, language="en")
    links = {
        "sh:focusNode": violation.focus,
        "sh:resultPath": violation.property,
        "sh:sourceShape": violation.shape,
        "sh:sourceConstraintComponent": violation.component,
    }
    yield from ((term(name), Iri(iri)) for name, iri in links.items() if iri)
    if violation.value:
        yield term("sh:value"), _term(violation.value)
    if violation.document:
        yield term("rdfs:comment"), Literal(_where(violation))


def _term(written: str) -> Term:
    """Read a term of N-Triples."""
    return next(parse_nquads(f"<{BASE}> <{BASE}> {written} <{BASE}> .")).object


def _where(violation: Violation) -> str:
    place = f", character {violation.start}" if violation.start >= 0 else ""
    words = f": “{violation.quotation}”" if violation.quotation else ""
    return violation.document + place + words
