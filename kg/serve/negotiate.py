"""What a client accepts and what there is in; the one format to answer in out. RFC 9110, 12.5.1.

`?format=` and an extension of the path are a person's way to say it; they win over the header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.problems import Refusal

EXACT = 2


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the names it goes by in `?format=`, its extension first, and media types, the first its own.

    An answer has the own media type, unless the client asked for it by one of the others.
    """

    names: tuple[str, ...]
    media_types: tuple[str, ...]

    @property
    def extension(self) -> str:
        """What follows the dot in an address."""
        return self.names[0]

    @property
    def media_type(self) -> str:
        """Its own media type."""
        return self.media_types[0]


HTML = Format(("html",), ("text/html", "application/xhtml+xml"))

JSON = Format(("json", "srj"), ("application/sparql-results+json", "application/json"))
XML = Format(("xml", "srx"), ("application/sparql-results+xml", "application/xml", "text/xml"))
CSV = Format(("csv",), ("text/csv",))
TSV = Format(("tsv",), ("text/tab-separated-values",))
EXCEL = Format(("excel.csv", "excel"), ("text/csv",))
TABLES = (JSON, XML, CSV, TSV, EXCEL)
ANSWERS = (JSON, XML)

TURTLE = Format(("ttl", "turtle", "n3"), ("text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"))
JSONLD = Format(("jsonld", "json-ld", "json"), ("application/ld+json", "application/json"))
NTRIPLES = Format(("nt", "ntriples"), ("application/n-triples",))
RDFXML = Format(("rdf", "rdfxml", "rdf+xml", "xml"), ("application/rdf+xml", "application/xml", "text/xml"))
GRAPHS = (TURTLE, JSONLD, NTRIPLES, RDFXML)


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header, such as `text/*`, with how much it is wanted: 0 to 1."""

    kind: str
    subkind: str
    quality: float

    def covers(self, media_type: str) -> bool:
        """Say whether a media type lies in the range."""
        kind, _, subkind = media_type.partition("/")
        return self.kind in ("*", kind) and self.subkind in ("*", subkind)

    @property
    def exactness(self) -> int:
        """How exactly it says what is wanted: 0 for anything."""
        return (self.kind != "*") + (self.subkind != "*")


def ranges(accept: str) -> tuple[Range, ...]:
    """Read an Accept header; parts that are no media ranges are passed over, none at all means anything."""
    return tuple(found for part in accept.split(",")[:100] if (found := _range(part))) or (Range("*", "*", 1.0),)


def _range(part: str) -> Range | None:
    media_range, *parameters = part.split(";")
    kind, slash, subkind = media_range.strip().lower().partition("/")
    if not (kind and slash and subkind):
        return None
    return Range(kind, subkind, _quality(parameters))


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def best(accept: str, formats: Sequence[Format]) -> tuple[Format, str] | None:
    """Return the format wanted most (of equals the first) with the media type to answer in, or None.

    A media type that is not a format's own counts only for a client that names it, as long as others will do.
    """
    wanted = ranges(accept)
    scored = [
        (*_score(media_type, wanted, is_own=not rank), -place, -rank, each, media_type)
        for place, each in enumerate(formats)
        for rank, media_type in enumerate(each.media_types)
    ]
    top = max(scored, key=lambda score: score[:4])
    return (top[4], top[5]) if top[0] > 0 else None


def _score(media_type: str, wanted: Sequence[Range], is_own: bool) -> tuple[float, bool]:
    covering = [each for each in wanted if each.covers(media_type)]
    if not covering:
        return 0.0, False
    nearest = max(covering, key=lambda each: each.exactness)
    return nearest.quality, is_own or nearest.exactness == EXACT


def choose(accept: str, formats: Sequence[Format], asked: Sequence[str] = ()) -> tuple[Format, str]:
    """Return the format to answer in and its media type; `asked` are names or media types, of which the first counts.

    Raises:
        Refusal: 406, with the list of what there is.
    """
    for wanted in asked:
        if found := named(wanted, formats):
            return found
    found = None if asked else best(accept, formats)
    if not found:
        raise not_acceptable(asked[0] if asked else accept, formats)
    return found


def named(asked: str, formats: Sequence[Format]) -> tuple[Format, str] | None:
    """Return the format of that name, extension or media type, with the media type to answer in."""
    wanted = asked.strip().lower()
    for each in formats:
        if wanted in each.names or wanted in each.media_types:
            return each, wanted if wanted in each.media_types else each.media_type
    return None


def not_acceptable(asked: str, formats: Sequence[Format]) -> Refusal:
    """Return the refusal to answer in what is not there."""
    there = ", ".join(f"{each.extension} ({each.media_type})" for each in formats)
    return Refusal(
        406, "not-acceptable", f"There is no {asked[:200]} of this; there is {there}.", "Ask for one of them."
    )


def wants_html(accept: str, formats: Sequence[Format]) -> bool:
    """Say whether a client prefers a page to all the formats: a browser does, curl does not."""
    found = best(accept, (*formats, HTML))
    return found is not None and found[0] is HTML


def content_type(media_type: str) -> str:
    """Return the media type with its character encoding, where it is text and so may have one."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
