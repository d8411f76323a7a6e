"""Quads in; links to other data that can't lead anywhere out. Nothing is fetched: only the shape is looked at.

Each place that kg links to has one form for things, which differs from the form of its pages: a link to the page is
a link to a document about the thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kg.rdf import BASE, Iri, Quad, term

_AREA, _CODE, _SAME, _PAGE = (term(name) for name in ("dct:spatial", "skos:notation", "owl:sameAs", "foaf:homepage"))
_MATCHES = frozenset(term(f"skos:{kind}Match") for kind in ("close", "exact", "broad", "narrow", "related"))
_LINKS = frozenset({_AREA, _SAME, _PAGE, term("rdfs:seeAlso"), *_MATCHES})
_FORMS = {
    "statistics.data.gov.uk": re.compile(r"http://statistics\.data\.gov\.uk/id/statistical-geography/[EKNSW]\d{8}"),
    "www.wikidata.org": re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*"),
    "id.esd.org.uk": re.compile(r"http://id\.esd\.org\.uk/service/[1-9]\d*"),
}
_EXAMPLES = re.compile(r"(^|\.)(example\.(com|org|net)|localhost|test|invalid)$")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


def dead_links(quads: Iterable[Quad], base: str = BASE) -> tuple[str, ...]:
    """Return a sentence for each link that is malformed, or has a shape that leads nowhere.

    `base` is that of the things, of which those that are linked to must be described.
    """
    links, ours = list(quads), (base, BASE)
    said = [f"{quad.subject.n3} {why}" for quad in links if quad.predicate in _LINKS and (why := _fault(quad, ours))]
    held = (base + "id/", BASE + "vocab/", BASE + "def#")
    return tuple(sorted({*said, *_twice(links), *_foreign_areas(links), *_unknown_things(links, held)}))


def _fault(quad: Quad, ours: tuple[str, ...]) -> str:
    """Return what is wrong with one link, or nothing."""
    if not isinstance(quad.object, Iri):
        return f"links to the text “{quad.object}”; write an IRI."
    link = quad.object.value
    if quad.object == quad.subject:
        return "links to itself."
    if link.startswith(ours):
        return ""
    return f"links to {quad.object.n3}: {why}." if (why := _malformed(link)) else ""


def _malformed(link: str) -> str:
    parts = urlsplit(link)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return "no web address"
    if not _HOST.fullmatch(host):
        return "no host"
    if _EXAMPLES.search(host):
        return "an example, not a place"
    if "@" in parts.netloc or "//" in parts.path or re.search(r"https?:", parts.path) or re.search(r"[.,;)\]]$", link):
        return "no address that anybody would serve"
    form = _FORMS.get(host.removeprefix("www.")) or _FORMS.get(f"www.{host.removeprefix('www.')}")
    return f"things there have the form {_plain(form)}" if form and not form.fullmatch(link) else ""


def _plain(form: re.Pattern[str]) -> str:
    return form.pattern.replace("\\.", ".").replace(r"[EKNSW]\d{8}", "<code>").replace(r"[1-9]\d*", "<number>")


def _twice(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield things of which two are said to be the same as one third: then they are one."""
    same: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == _SAME:
            same[quad.object.value].add(quad.subject.value)
    for link, subjects in same.items():
        if len(subjects) > 1:
            yield f"<{link}> is said to be the same as {' and '.join(f'<{one}>' for one in sorted(subjects))}."


def _foreign_areas(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield links to an area whose code the authority does not have."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == _CODE:
            codes[quad.subject.value].add(quad.object.value)
    for quad in quads:
        code = quad.object.value.rpartition("/")[2]
        if quad.predicate == _AREA and code not in codes[quad.subject.value]:
            yield f"{quad.subject.n3} links to the area {code}, which is none of its codes."


def _unknown_things(quads: Iterable[Quad], held: tuple[str, ...]) -> Iterator[str]:
    """Yield things of our own, which begin as `held`, that are linked to and of which nothing is said."""
    known = {quad.subject.value for quad in quads}
    for quad in quads:
        if isinstance(quad.object, Iri) and quad.object.value.startswith(held) and quad.object.value not in known:
            yield f"{quad.subject.n3} links to {quad.object.n3}, of which nothing is said."
