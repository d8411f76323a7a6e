"""A person's page: posts, comments, and on which authorities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.rdf import Iri, term
from kg.serve.facts import HEAD, Fact, Value, about, labels, quoted
from kg.serve.kinds import gist, kind_of, letter, style
from kg.serve.links import Links
from kg.serve.problems import Refusal
from kg.serve.render import html, page
from kg.serve.worker import Opened

MOST = 600


@dataclass(frozen=True, slots=True)
class Role:
    """A role at an organisation, with the facts that say so."""

    role: str
    organisation: Value
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A person: roles, comments by the authority that they are about, other facts, and others of the same surname."""

    iri: str
    key: str
    label: str
    roles: tuple[Role, ...]
    comments: tuple[tuple[Value, tuple[tuple[Fact, tuple[str, str, str]], ...]], ...]
    others: tuple[Fact, ...]
    namesakes: tuple[Value, ...]
    same: tuple[Value, ...]


def view(opened: Opened, key: str) -> View:
    """Return the page of the person of that key.

    Raises:
        Refusal: there is none.
    """
    iri = Links(opened.base).thing("person", key)
    label = _label(opened, iri)
    facts = about(opened, iri, MOST)
    said = [fact for fact in facts if fact.kind == "Comment" and fact.iri_of("speaker") == iri]
    held = [fact for fact in facts if fact.kind == "Membership"]
    rest = tuple(fact for fact in facts if fact not in said and fact not in held)
    return View(
        iri, key, label, _roles(held), _comments(opened, said), rest, _namesakes(opened, iri, label), _same(opened, iri)
    )


def _label(opened: Opened, iri: str) -> str:
    kind = term("foaf:Person").n3
    try:
        known = opened.store.ask(f"ASK {{ {Iri(iri).n3} a {kind} }}")
    except ValueError:
        known = False
    if not known:
        raise Refusal(404, "not-found", "There is no such person in the graph.", "All people are at /people.")
    return labels(opened, [iri])[iri]


def _roles(facts: Iterable[Fact]) -> tuple[Role, ...]:
    held: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        organisation = fact.get("org:organization")
        held[fact.get("role").casefold(), organisation, fact.iri_of("org:organization")].append(fact)
    ordered = sorted(held.items(), key=lambda item: (item[0][1], item[0][0]))
    return tuple(Role(said[0].get("role"), Value(name, iri), tuple(said)) for (_, name, iri), said in ordered)


def _comments(
    opened: Opened, facts: Iterable[Fact]
) -> tuple[tuple[Value, tuple[tuple[Fact, tuple[str, str, str]], ...]], ...]:
    said: defaultdict[Value, list[Fact]] = defaultdict(list)
    for fact in facts:
        said[Value(fact.get("about"), fact.iri_of("about"))].append(fact)
    ordered = sorted(said.items(), key=lambda item: (not item[0].text, item[0].text, item[0].iri))
    return tuple((value, tuple((fact, quoted(opened, fact.spot)) for fact in told)) for value, told in ordered)


def _namesakes(opened: Opened, iri: str, label: str) -> tuple[Value, ...]:
    """Return other people with the same last word of the name: they are not the same person, as far as is known."""
    surname = label.split()[-1].casefold() if label.split() else ""
    found = [row for row in everybody(opened) if row.iri != iri and row.label.casefold().split()[-1:] == [surname]]
    return tuple(Value(row.label, row.iri) for row in found)


def _same(opened: Opened, iri: str) -> tuple[Value, ...]:
    """Return what a person's decision says is the same."""
    rows = opened.store.select(
        f"{HEAD}SELECT ?other WHERE {{ ?other sc:samePersonAs {Iri(iri).n3} }} ORDER BY ?other"
    ).texts()
    return tuple(Value(row["other"].rpartition("/")[2], row["other"]) for row in rows)


@lru_cache(maxsize=64)
def person_html(opened: Opened, key: str) -> str:
    """Return the page of a person."""
    tools = {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist}
    return html(opened, "person.html", {"view": view(opened, key), **tools})


# --- the list


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list: roles with organisations, comments, and the authorities that they are about."""

    iri: str
    label: str
    roles: tuple[str, ...]
    comments: int
    authorities: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2)
def everybody(opened: Opened) -> tuple[Row, ...]:
    """Return all people by surname."""
    people = opened.store.select(
        f"{HEAD}SELECT ?person ?label WHERE {{ ?person a foaf:Person ; rdfs:label ?label }}"
    ).texts()
    roles, comments = _all_roles(opened), _all_comments(opened)
    names = labels(opened, {iri for told in comments.values() for iri in told if iri})
    rows = [
        Row(
            row["person"],
            row["label"],
            tuple(roles.get(row["person"], ())),
            len(comments.get(row["person"], ())),
            tuple(sorted({(names[iri], iri) for iri in comments.get(row["person"], ()) if iri})),
        )
        for row in people
    ]
    return tuple(sorted(rows, key=lambda row: (row.label.split()[-1:], row.label, row.iri)))


def _all_roles(opened: Opened) -> Mapping[str, Sequence[str]]:
    rows = opened.store.select(
        f"""{HEAD}SELECT DISTINCT ?person ?role ?organisation WHERE {{ ?membership org:member ?person ; sc:role ?role .
        OPTIONAL {{ ?membership org:organization/rdfs:label ?organisation }} }} ORDER BY ?person ?role ?organisation"""
    ).texts()
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        told = ", ".join(filter(None, [row["role"], row["organisation"]]))
        found[row["person"]].setdefault(told.casefold(), told)
    return {person: tuple(told.values()) for person, told in found.items()}


def _all_comments(opened: Opened) -> Mapping[str, Sequence[str]]:
    """Return of each speaker, for each comment, the IRI of the authority that it is about."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?person ?about WHERE {{ ?comment a sc:Comment ; sc:speaker ?person .
        OPTIONAL {{ ?comment sc:about ?about }} }}"""
    ).texts()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["person"]].append(row["about"])
    return found


@lru_cache(maxsize=2)
def people_html(opened: Opened) -> str:
    """Return the list of people."""
    return html(opened, "people.html", {"rows": everybody(opened)})


# --- answers


async def people(request: Request) -> Response:
    """Answer with the list."""
    return await page(request, people_html)


async def person(request: Request) -> Response:
    """Answer with a person's page."""
    return await page(request, person_html, request.path_params["key"])


routes = [Route("/people", people), Route("/people/{key}", person)]
