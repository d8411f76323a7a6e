"""An authority's page: what is judged, when, how well, what is found, said, advised, measured and done there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.rdf import Iri, term
from kg.results import Table
from kg.serve.facts import HEAD, Fact, Paper, Value, about, labels
from kg.serve.judgements import Matrix, Timeline, matrices, scales, timeline
from kg.serve.kinds import amount, gist, kind_of, letter, style
from kg.serve.links import Links
from kg.serve.problems import Refusal
from kg.serve.render import html, page
from kg.serve.worker import Opened

MOST = 1500
NO_GROUP = "People in general"


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the posts that documents give them at an authority, each with the fact that says so."""

    person: Value
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings on one group of people; `anchor` is the group's name in the page."""

    label: str
    anchor: str
    facts: tuple[Fact, ...]

    def of(self, *valences: str) -> tuple[Fact, ...]:
        """Return those of some valences."""
        return tuple(fact for fact in self.facts if fact.get("valence") in valences)


@dataclass(frozen=True, slots=True)
class View:
    """An authority: what the register says of it, and what documents state; `facts` are by kind."""

    iri: str
    key: str
    label: str
    register: Mapping[str, tuple[Value, ...]]
    timeline: Timeline
    matrices: tuple[Matrix, ...]
    people: tuple[Member, ...]
    groups: tuple[Group, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    papers: tuple[tuple[Paper, tuple[Fact, ...]], ...]

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts of a kind."""
        return self.facts.get(kind, ())

    @property
    def placed(self) -> frozenset[str]:
        """The ratings that stand in a matrix."""
        cells = (cell for matrix in self.matrices for line in matrix.lines for cell in line.cells)
        return frozenset(fact.iri for cell in cells for fact in cell)


def view(opened: Opened, key: str) -> View:
    """Return the page of the authority of that key.

    Raises:
        Refusal: there is none.
    """
    iri = iri_of(opened, key)
    register = described(opened, iri)
    found = facts_on(opened, iri)
    by_kind: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        by_kind[fact.kind].append(fact)
    values = scales(opened)
    return View(
        iri,
        iri.rpartition("/")[2],
        labels(opened, [iri])[iri],
        register,
        timeline(opened, iri, by_kind["Rating"], values),
        matrices(by_kind["Rating"], iri, values),
        _members(by_kind["Membership"], iri),
        groups(by_kind["Finding"]),
        {kind: tuple(facts) for kind, facts in by_kind.items() if facts},
        _papers(found),
    )


@lru_cache(maxsize=64)
def facts_on(opened: Opened, iri: str) -> tuple[Fact, ...]:
    """Return what documents state of an authority."""
    return about(opened, iri, MOST)


def iri_of(opened: Opened, key: str) -> str:
    """Return the IRI of an authority by its key.

    Raises:
        Refusal: there is none.
    """
    iri = Links(opened.base).thing("authority", key)
    kind = term("sc:LocalAuthority").n3
    try:
        known = opened.store.ask(f"ASK {{ {Iri(iri).n3} a {kind} }}")
    except ValueError:
        known = False
    if not known:
        hint = "All authorities are at /authorities, and the search at /search."
        raise Refusal(404, "not-found", f"No authority has the key {key}.", hint)
    return iri


def described(opened: Opened, iri: str) -> Mapping[str, tuple[Value, ...]]:
    """Return what the graph says of a thing itself: values by property, named as pages name them."""
    from kg.serve.links import short

    rows = opened.store.select(f"SELECT ?property ?value WHERE {{ {Iri(iri).n3} ?property ?value }}").rows
    names = labels(opened, {str(value) for _, value in rows if isinstance(value, Iri)})
    found: defaultdict[str, set[Value]] = defaultdict(set)
    for prop, value in rows:
        thing = isinstance(value, Iri)
        said = Value(names[str(value)], str(value)) if thing else Value(str(value))
        found[short(str(prop))].add(said)
    return {name: tuple(sorted(values, key=lambda value: (value.text, value.iri))) for name, values in found.items()}


def _members(facts: Iterable[Fact], iri: str) -> tuple[Member, ...]:
    held: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.iri_of("org:organization") == iri:
            held[fact.get("org:member"), fact.iri_of("org:member")].append(fact)
    return tuple(Member(Value(*person), tuple(said)) for person, said in sorted(held.items()))


def groups(findings: Iterable[Fact]) -> tuple[Group, ...]:
    """Return findings by the group of people that they name; one that names several stands with each."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in findings:
        for value in fact.says.get("sc:clientGroup", ()) or (Value(NO_GROUP),):
            found[value.text].append(fact)
    ordered = sorted(found, key=lambda label: (label == NO_GROUP, label))
    return tuple(Group(label, anchor_of(label), tuple(found[label])) for label in ordered)


def anchor_of(label: str) -> str:
    """Return the name in a page for a label.

    >>> anchor_of("Older people")
    'for-older-people'
    """
    return "for-" + "-".join("".join(letter if letter.isalnum() else " " for letter in label.lower()).split())


def _papers(facts: Sequence[Fact]) -> tuple[tuple[Paper, tuple[Fact, ...]], ...]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.spot.paper.key].append(fact)
    return tuple((said[0].spot.paper, tuple(said)) for said in found.values())


@lru_cache(maxsize=64)
def authority_html(opened: Opened, key: str) -> str:
    """Return the page of an authority."""
    tools = {"letter": letter, "style": style, "kind_of": kind_of, "gist": gist, "amount": amount}
    return html(opened, "authority.html", {"view": view(opened, key), **tools})


# --- the list


@dataclass(frozen=True, slots=True)
class Row:
    """An authority in the list: what it is called and is, its overall judgements by area, and numbers."""

    iri: str
    label: str
    kind: str
    judged: tuple[tuple[str, str, Fact], ...]
    statements: int
    documents: int


@lru_cache(maxsize=2)
def listed(opened: Opened) -> tuple[tuple[Row, ...], int]:
    """Return the authorities that documents name, by name, and how many the register has."""
    counts = _counts(opened)
    judged = overall(opened)
    names = labels(opened, counts)
    total = opened.store.select(f"{HEAD}SELECT (COUNT(*) AS ?all) WHERE {{ ?authority a sc:LocalAuthority }}").texts()[
        0
    ]["all"]
    rows = (Row(iri, names[iri], kind, judged.get(iri, ()), *numbers) for iri, (kind, *numbers) in counts.items())
    return tuple(sorted(rows, key=lambda row: (row.label, row.iri))), int(total)


def _counts(opened: Opened) -> Mapping[str, tuple[str, int, int]]:
    """Return, of each authority named anywhere, its kind and how many statements and documents name it."""
    found = opened.store.select(
        f"""{HEAD}SELECT ?authority ?type ?statement ?span WHERE {{
        ?statement sc:mentions|sc:authority|sc:about ?authority ; sc:evidence ?span .
        ?authority a sc:LocalAuthority . OPTIONAL {{ ?authority org:classification/rdfs:label ?type }} }}"""
    )
    return _counted(found)


def _counted(found: Table) -> Mapping[str, tuple[str, int, int]]:
    kinds: dict[str, str] = {}
    statements: defaultdict[str, set[str]] = defaultdict(set)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for row in found.texts():
        kinds[row["authority"]] = row["type"]
        statements[row["authority"]].add(row["statement"])
        documents[row["authority"]].add(row["span"].rpartition("/")[2].partition("_")[0])
    return {iri: (kinds[iri], len(statements[iri]), len(documents[iri])) for iri in kinds}


@lru_cache(maxsize=2)
def overall(opened: Opened) -> Mapping[str, tuple[tuple[str, str, Fact], ...]]:
    """Return the current judgements on authorities as a whole: area, value and fact, each value once an authority."""
    from kg.serve.facts import gather

    pattern = """?statement a sc:Rating ; sc:ratingSubject ?judged ; sc:ratingValue ?given ;
        sc:status <https://w3id.org/social-care-kg/vocab/statuses/current> ; ?property ?value .
        ?judged a sc:LocalAuthority ."""
    found: defaultdict[str, dict[tuple[str, str], Fact]] = defaultdict(dict)
    for fact in gather(opened, pattern):
        told = (fact.get("judgementArea"), fact.get("ratingValue"))
        found[fact.iri_of("ratingSubject")].setdefault(told, fact)
    return {
        iri: tuple((area, value, fact) for (area, value), fact in sorted(told.items(), key=_area))
        for iri, told in found.items()
    }


def _area(item: tuple[tuple[str, str], Fact]) -> tuple[bool, str, str]:
    """Put prospects behind what is the case now."""
    (area, value), fact = item
    return fact.iri_of("judgementArea").endswith("/prospects"), area, value


@lru_cache(maxsize=2)
def authorities_html(opened: Opened) -> str:
    """Return the list of authorities."""
    rows, total = listed(opened)
    return html(opened, "authorities.html", {"rows": rows, "total": total})


# --- answers


def by_name(opened: Opened, name: str) -> str:
    """Return the key of the only authority that goes by a label, or ''."""
    rows = opened.store.select(
        f"{HEAD}SELECT ?authority ?label WHERE {{ ?authority a sc:LocalAuthority ; rdfs:label ?label }}"
    ).texts()
    hits = [row["authority"] for row in rows if row["label"].casefold() == name.casefold()]
    return hits[0].rpartition("/")[2] if len(hits) == 1 else ""


async def authorities(request: Request) -> Response:
    """Answer with the list."""
    return await page(request, authorities_html)


async def authority(request: Request) -> Response:
    """Answer with an authority's page; its name instead of its key leads there."""
    key = request.path_params["key"]
    if not key[:1].isalpha() or not any(letter.isdigit() for letter in key):
        found = await request.app.state.engine.run(by_name, key)
        if found:
            return RedirectResponse(f"/authorities/{quote(found)}", 303)
    return await page(request, authority_html, key)


routes = [Route("/authorities", authorities), Route("/authorities/{key}", authority)]
