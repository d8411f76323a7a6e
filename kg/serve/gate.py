"""A stranger's query in; a refusal out if it could reach other servers, or nests too deep to be read.

What counts is the query without its strings, IRIs and comments. The engine reads no file and no address that FROM
names; beyond what is refused here, `fenced` has the system itself refuse to open anything while the query runs.
"""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kg.serve.problems import Refusal
from kg.tokens import code

DEEPEST = 200
_SERVICE = re.compile(
    r"(?<![A-Za-z_?$:@%\\-])SERVICE(?![\w:-])\s*(?:SILENT\b\s*)?(?P<name><[^<>]*>|[\w.-]*:[\w.-]*|[?$]\w+)?",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\bPREFIX\s+(?P<prefix>[\w.-]*):\s*<(?P<iri>[^<>]*)>", re.IGNORECASE)
_BRACKET = re.compile(r"[\[({\])}]")
# What a reader may take for an IRI with a fragment, and the engine for “less than” with a comment behind it.
_DOUBTFUL = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^\s<>#]*#")


def check(sparql: str, services: Sequence[str] = ()) -> bool:
    """Say whether the query may go outside, which it may where it asks servers in `services` and no other.

    Raises:
        Refusal: it asks another server, or nests too deep.
    """
    plain = code(sparql)
    _refuse_depth(plain)
    asked = [_asked(match, sparql) for match in _SERVICE.finditer(plain)]
    for iri in asked:
        if iri not in services:
            raise _foreign(iri, services)
    if asked and _DOUBTFUL.search(sparql):
        raise Refusal(400, "service", "With SERVICE, an IRI that has a # must have :// too.", "Write it with a prefix.")
    return bool(asked)


def _refuse_depth(plain: str) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(plain):
        depth += 1 if bracket[0] in "[({" else -1
        if depth > DEEPEST:
            raise Refusal(400, "query", f"The query nests more than {DEEPEST} brackets.", "Nest less deep.")


def _asked(match: re.Match[str], sparql: str) -> str:
    """Return the IRI of the server, "" for a variable or what is no IRI."""
    start, end = match.span("name")
    name = sparql[start:end] if start >= 0 else ""
    if name.startswith("<"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    known = {each["prefix"]: each["iri"] for each in _PREFIX.finditer(sparql)}
    return known[prefix] + local if colon and prefix in known else ""


def _foreign(iri: str, services: Sequence[str]) -> Refusal:
    asked = f"<{iri[:200]}>" if iri else "a server that is not named"
    there = f"It asks {', '.join(services)}." if services else "It asks none; take the results and join them yourself."
    return Refusal(403, "service", f"SERVICE asks {asked}, which this server does not.", there)


@contextmanager
def fenced() -> Iterator[None]:
    """Let this process open no file and no connection meanwhile; what is open stays so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
