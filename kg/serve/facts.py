"""A build in, facts out as pages show them: what each statement says, in which words, at which place of which document.

A place is read from the IRI of its span (docs/graph.md), so that no query has to look for offsets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.explain import FARTHEST, Place, sentence
from kg.rdf import Iri, term
from kg.results import Cell
from kg.serve.links import short
from kg.serve.worker import Opened

HEAD = """PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sc: <https://w3id.org/social-care-kg/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
ASKED_AT_ONCE = 400
SLACK = 12  # how many characters of white space a sentence may have lost
_SPAN = re.compile(r"id/span/([0-9a-f]+)_(\d+)-(\d+)$")
_STATEMENT = term("sc:Statement").value
_PLACES = {term(f"sc:{name}").value: name for name in ("evidence", "repeatedAt", "piece")}
_RULE = term("sc:extractedBy").value
UNSAID = frozenset({"rdf:type", "sc:evidence", "sc:repeatedAt", "sc:piece", "sc:extractedBy"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: the first 16 digits of its digest, the whole, its path; title, kind and so on where known."""

    key: str
    digest: str
    path: str
    title: str = ""
    kind: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    is_alone: bool = True

    @property
    def name(self) -> str:
        """What to call it: its title, or else its path."""
        return self.title or self.path

    @property
    def slug(self) -> str:
        """What its address ends in: its path, or its key where several documents have that path (`is_alone`)."""
        return self.path if self.is_alone else self.key


@dataclass(frozen=True, slots=True)
class Value:
    """What a property holds: the label or the text, and the IRI, if it is a thing."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a document, half-open, in code points."""

    paper: Paper
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """Its name in the document's page."""
        return f"s{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement: its kind (`rating`), what it says by property (`sc:about`), its place, the rule that found it."""

    iri: str
    kind: str
    says: Mapping[str, tuple[Value, ...]]
    spot: Spot
    rule: str = ""
    repeats: tuple[Spot, ...] = ()
    pieces: tuple[Spot, ...] = field(default=())

    def get(self, name: str) -> str:
        """Return the text of a property of `sc:`, several joined; '' where it has none."""
        return "; ".join(value.text for value in self.says.get(name if ":" in name else f"sc:{name}", ()))

    def iri_of(self, name: str) -> str:
        """Return the IRI of a property's first value, '' where it has none."""
        values = self.says.get(name if ":" in name else f"sc:{name}", ())
        return values[0].iri if values else ""

    @property
    def id(self) -> str:
        """Its name in a page."""
        return f"{self.kind}-{self.iri.rpartition('/')[2]}"

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Where it stands in a list: by document and place."""
        return self.spot.paper.path, self.spot.start, self.spot.end, self.iri


# --- documents and labels


@lru_cache(maxsize=2)
def papers(opened: Opened) -> Mapping[str, Paper]:
    """Return the documents by the first 16 digits of their digests, in order of their paths."""
    rows = opened.store.select(
        f"""{HEAD}SELECT ?path ?digest ?title ?kind ?publisher ?date ?url WHERE {{
        ?document a sc:Document ; sc:path ?path ; sc:digest ?digest .
        OPTIONAL {{ ?document dct:title ?title }} OPTIONAL {{ ?document dct:type/rdfs:label ?kind }}
        OPTIONAL {{ ?document dct:publisher ?publisher }} OPTIONAL {{ ?document dct:date ?date }}
        OPTIONAL {{ ?document dct:source ?url }} }} ORDER BY ?path ?digest"""
    ).texts()
    counts = Counter(row["path"] for row in rows)
    return {row["digest"][:16]: _paper(row, counts[row["path"]] == 1) for row in rows}


def _paper(row: Mapping[str, str], is_alone: bool) -> Paper:
    rest = {name: row[name] for name in ("path", "title", "kind", "publisher", "date", "url")}
    return Paper(row["digest"][:16], row["digest"], **rest, is_alone=is_alone)


def of_path(opened: Opened, path: str) -> tuple[Paper, ...]:
    """Return the documents of a path: several, if several folders were read into one build."""
    return tuple(paper for paper in papers(opened).values() if paper.path == path)


@lru_cache(maxsize=2)
def _known(opened: Opened) -> dict[str, str]:
    """Return the labels that were looked up before."""
    return {}


def labels(opened: Opened, iris: Iterable[str]) -> Mapping[str, str]:
    """Return the labels of IRIs, at least of these; what has none is called by its short name."""
    known = _known(opened)
    missing = sorted({iri for iri in iris if iri not in known})
    for place in range(0, len(missing), ASKED_AT_ONCE):
        known.update(_asked(opened, missing[place : place + ASKED_AT_ONCE]))
    return known


def _asked(opened: Opened, iris: Sequence[str]) -> dict[str, str]:
    wanted = " ".join(Iri(iri).n3 for iri in iris)
    query = f"{HEAD}SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {wanted} }} ?thing rdfs:label ?label }}"
    found = {row["thing"]: row["label"] for row in opened.store.select(query).texts()}
    return {iri: found.get(iri) or short(iri) for iri in iris}


# --- facts


def of_document(opened: Opened, paper: Paper, graph: str) -> tuple[Fact, ...]:
    """Return what a document states, in order; `graph` is the IRI of its graph."""
    return gather(opened, f"GRAPH {Iri(graph).n3} {{ ?statement a sc:Statement ; ?property ?value }}")


def about(opened: Opened, iri: str, limit: int = 0) -> tuple[Fact, ...]:
    """Return the statements that name a thing, in order of document and place; `limit` is how many at most."""
    most = f" ORDER BY ?statement LIMIT {limit}" if limit else ""
    chosen = f"SELECT DISTINCT ?statement WHERE {{ ?statement ?link {Iri(iri).n3} ; sc:evidence ?evidence }}{most}"
    return gather(opened, f"{{ {chosen} }} ?statement ?property ?value .")


def of(opened: Opened, iris: Iterable[str]) -> tuple[Fact, ...]:
    """Return the statements among these IRIs."""
    wanted = " ".join(Iri(iri).n3 for iri in sorted(set(iris)))
    return gather(opened, f"VALUES ?statement {{ {wanted} }} ?statement ?property ?value .") if wanted else ()


def gather(opened: Opened, pattern: str) -> tuple[Fact, ...]:
    """Return the statements that a pattern of `?statement ?property ?value` finds, in order of document and place."""
    rows = opened.store.select(f"{HEAD}SELECT ?statement ?property ?value WHERE {{ {pattern} }}").rows
    said: defaultdict[str, list[tuple[str, Cell]]] = defaultdict(list)
    for statement, prop, value in rows:
        said[str(statement)].append((str(prop), value))
    names = labels(
        opened, {str(value) for _, _, value in rows if isinstance(value, Iri) and not _SPAN.search(value.value)}
    )
    found = (_fact(iri, pairs, names, papers(opened)) for iri, pairs in said.items())
    return tuple(sorted((fact for fact in found if fact), key=lambda fact: fact.place))


def _fact(
    iri: str, pairs: Sequence[tuple[str, Cell]], names: Mapping[str, str], known: Mapping[str, Paper]
) -> Fact | None:
    says: defaultdict[str, list[Value]] = defaultdict(list)
    spots: defaultdict[str, list[Spot]] = defaultdict(list)
    for prop, value in pairs:
        if prop in _PLACES:
            spots[_PLACES[prop]] += _spots(str(value), known)
        elif isinstance(value, Iri):
            says[short(prop)].append(Value(names.get(value.value) or short(value.value), value.value))
        else:
            says[short(prop)].append(Value(str(value)))
    if not spots["evidence"]:
        return None
    kinds = [value.iri for value in says["rdf:type"] if value.iri != _STATEMENT]
    kind = min((kind.rpartition("#")[2] for kind in kinds), default="Statement")
    rule = "; ".join(value.text for value in says["sc:extractedBy"])
    kept = {name: tuple(sorted(values, key=_alphabetical)) for name, values in says.items() if name not in UNSAID}
    return Fact(iri, kind, kept, spots["evidence"][0], rule, _in_order(spots["repeatedAt"]), _in_order(spots["piece"]))


def _alphabetical(value: Value) -> tuple[str, str]:
    return value.text.casefold(), value.iri


def _in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda spot: (spot.paper.path, spot.start, spot.end)))


def _spots(iri: str, known: Mapping[str, Paper]) -> Iterator[Spot]:
    found = _SPAN.search(iri)
    if found and found[1] in known:
        yield Spot(known[found[1]], int(found[2]), int(found[3]))


# --- words


@lru_cache(maxsize=16)
def _text(opened: Opened, digest: str) -> str:
    return opened.text(digest)


def quoted(opened: Opened, spot: Spot) -> tuple[str, str, str]:
    """Return what stands before the words in their sentence, the words, and what stands behind them."""
    place = Place(spot.paper.path, spot.paper.digest, spot.start, spot.end)
    before, words, behind = sentence(_text(opened, spot.paper.digest), place)
    return _cut_before(before), words, _cut_behind(behind)


def _cut_before(text: str) -> str:
    """Begin with a whole word where the sentence goes on before it."""
    return f"… {text.partition(' ')[2]}" if len(text) >= FARTHEST - SLACK else text.lstrip()


def _cut_behind(text: str) -> str:
    """End with a whole word where the sentence goes on behind it.

    >>> _cut_behind("and so on.")
    'and so on.'
    """
    return f"{text.rpartition(' ')[0]} …" if len(text) >= FARTHEST - SLACK else text.rstrip()
