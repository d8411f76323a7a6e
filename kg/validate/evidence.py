"""Quads and raw texts in, evidence that is not what the text says out: text[start:end] == exact, always."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.model import Violation
from kg.rdf import BASE, Quad, term
from kg.validate.report import in_order

SHAPE = BASE + "shapes#"
ABSENT = "The document's text is not at hand to check the quotation; build again."
EXACT = "The document has other words at these offsets than are quoted; build again."
PREFIX = "The document has other words before the quotation than its prefix; build again."
SUFFIX = "The document has other words after the quotation than its suffix; build again."

_DIGITS = re.compile("[0-9]{1,18}")
_SOURCE, _SELECTOR = term("oa:hasSource").value, term("oa:hasSelector").value
_START, _END = term("oa:start").value, term("oa:end").value
_EXACT, _PREFIX, _SUFFIX = term("oa:exact").value, term("oa:prefix").value, term("oa:suffix").value
_PATH, _DIGEST = term("sc:path").value, term("sc:digest").value

_Node = Mapping[str, str]


class _Stretch(NamedTuple):
    """Evidence as the graph states it: half-open, in code points of the raw text."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def check_evidence(document: Iterable[Quad], texts: Mapping[str, str]) -> tuple[Violation, ...]:
    """Compare every quotation, prefix and suffix with the raw texts, which are given by SHA-256 digest.

    A stretch without a part that the shapes ask for is passed over: they object to it.
    """
    nodes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    selectors: defaultdict[str, list[str]] = defaultdict(list)
    for subject, predicate, thing, _ in document:
        nodes[subject.value][predicate.value] = thing.value
        if predicate.value == _SELECTOR:
            selectors[subject.value].append(thing.value)
    stretches = {iri: _stretch(nodes.get(part, {}) for part in parts) for iri, parts in selectors.items()}
    return in_order(
        violation
        for iri, stretch in stretches.items()
        for violation in _mismatches(iri, stretch, nodes.get(nodes[iri].get(_SOURCE, ""), {}), texts)
    )


def _stretch(selectors: Iterable[_Node]) -> _Stretch | None:
    merged = {name: value for selector in selectors for name, value in selector.items()}
    start, end, exact = (merged.get(name, "") for name in (_START, _END, _EXACT))
    if not (_DIGITS.fullmatch(start) and _DIGITS.fullmatch(end) and exact):
        return None
    return _Stretch(int(start), int(end), exact, merged.get(_PREFIX, ""), merged.get(_SUFFIX, ""))


def _mismatches(iri: str, stretch: _Stretch | None, source: _Node, texts: Mapping[str, str]) -> Iterator[Violation]:
    if stretch is None or not source:
        return
    path, text = source.get(_PATH, ""), texts.get(source.get(_DIGEST, ""))
    for name, message in _objections(stretch, text):
        yield Violation("Violation", message, path, stretch.start, stretch.exact, iri, SHAPE + name)


def _objections(stretch: _Stretch, text: str | None) -> Iterator[tuple[str, str]]:
    """Yield a name and a sentence for each part in which evidence and text differ."""
    if text is None:
        yield "Evidence-text", ABSENT
        return
    if text[stretch.start : stretch.end] != stretch.exact:
        yield "Evidence-exact", EXACT
    if not text[: stretch.start].endswith(stretch.prefix):
        yield "Evidence-prefix", PREFIX
    if not text[stretch.end :].startswith(stretch.suffix):
        yield "Evidence-suffix", SUFFIX
