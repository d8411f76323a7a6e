"""A query that gives no rows in; which part of it leaves nothing, and the nearest that there is, out.

The parts of the pattern are counted as they are added, one after another: the first that leaves nothing is at fault.
What it names that the graph does not have is set beside what the graph has.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.rdf import Iri, Literal
from kg.results import BlankNode, Source
from kg.serve.links import short
from kg.serve.patterns import (
    Bind,
    Element,
    Filter,
    Graph,
    Group,
    Inverse,
    Optional,
    Path,
    Select,
    Step,
    Sub,
    Triple,
    Union,
    element_text,
    group_text,
    parse,
    path_text,
    variables,
)
from kg.serve.patterns import Sequence as Way

MOST = 1000
CANDIDATES = 3000
SHOWN = 5
_CLOSE = 0.45
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern, and how many matches there are up to and with it; `more`: there are more than that."""

    text: str
    count: int
    more: bool = False

    @property
    def is_dead(self) -> bool:
        """Whether nothing is left."""
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Near:
    """What there is instead: as the query would write it, its label, and how often it occurs there."""

    written: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What is wrong with one part, in a sentence, and what there is instead."""

    sentence: str
    instead: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Parts with their counts up to the one that leaves nothing, and advice."""

    parts: tuple[Part, ...]
    advice: tuple[Advice, ...]


def diagnose(source: Source, sparql: str) -> Diagnosis:
    """Return why a SELECT query gives no rows.

    Raises:
        Uncovered: it can't be taken apart.
        QueryError: the source can't answer.
    """
    select = parse(sparql)
    return _Doctor(source, select.prologue).select(select)


@dataclass(frozen=True, slots=True)
class _Doctor:
    """Asks the source, with the query's prefixes."""

    source: Source
    prologue: str

    def select(self, select: Select) -> Diagnosis:
        """Look at a SELECT: first at its group, then at what groups and cuts its rows."""
        found = self.group(select.group)
        if found.parts and found.parts[-1].is_dead:
            return found
        if select.having:
            return Diagnosis(found.parts, (Advice("The pattern matches, but no group of rows is as HAVING asks."),))
        if select.slice or select.values:
            return Diagnosis(
                found.parts, (Advice("The pattern matches; VALUES, LIMIT or OFFSET at the end leaves nothing."),)
            )
        return Diagnosis(
            found.parts, (Advice("The pattern matches: what is computed from the matches leaves nothing."),)
        )

    def group(self, group: Group) -> Diagnosis:
        """Count the parts of a group as they are added."""
        before: list[Element] = []
        parts: list[Part] = []
        for element in _in_order(group):
            now = [*before, element]
            if not isinstance(element, Optional | Bind):
                count = self._count(now)
                parts.append(Part(_one_line(element), min(count, MOST), count > MOST))
                if not count:
                    return self._dead(parts, before, element)
            before = now
        return Diagnosis(tuple(parts), ())

    def _dead(self, parts: Sequence[Part], before: Sequence[Element], element: Element) -> Diagnosis:
        inner = self._inside(element)
        if inner:
            return Diagnosis((*parts, *inner.parts), inner.advice)
        if isinstance(element, Triple):
            advice = tuple(self._triple(element)) or tuple(self._joined(before, element))
        elif isinstance(element, Filter):
            advice = tuple(self._filter(before, element))
        else:
            advice = tuple(self._joined(before, element))
        return Diagnosis(tuple(parts), advice)

    def _inside(self, element: Element) -> Diagnosis | None:
        """Look into a part that is a group of its own and matches nothing even alone."""
        if isinstance(element, Union) and not self._count([element]):
            return _together([self.group(group) for group in element.groups])
        if isinstance(element, Graph) and not self._count([element]):
            return self.group(element.group)
        if isinstance(element, Sub) and not self._count([element]):
            return self.select(element.select)
        return None

    def _count(self, elements: Sequence[Element]) -> int:
        """Return how many matches there are, up to one more than are counted."""
        pattern = group_text(Group(tuple(elements)), {})
        rows = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT * WHERE {{\n{pattern}\n}} LIMIT {MOST + 1} }}")
        return int(rows[0]["n"])

    def _rows(self, query: str) -> list[dict[str, str]]:
        return self.source.select(f"{self.prologue}\n{query}", "doctor").texts()

    # --- triple patterns

    def _triple(self, triple: Triple) -> Iterator[Advice]:
        """Yield what of a triple pattern the graph does not have."""
        path = path_text(triple.path)
        for predicate in _predicates(triple.path):
            if not self._exists(f"?s {predicate} ?o"):
                yield Advice(
                    f"Nothing in the graph has the property {predicate}.", self._nearest(predicate, "?s ?thing ?o")
                )
                return
        if not triple.object.startswith("?") and not self._exists(f"?s {path} {triple.object}"):
            kind = "Nothing in the graph is a" if path in ("a", "rdf:type") else f"No {path} in the graph is"
            yield Advice(f"{kind} {triple.object}.", self._nearest(triple.object, f"?s {path} ?thing"))
        if not triple.subject.startswith("?") and not self._exists(f"{triple.subject} {path} ?o"):
            yield Advice(f"{triple.subject} has no {path}.", self._nearest(triple.subject, f"?thing {path} ?o"))

    def _exists(self, pattern: str) -> bool:
        return bool(self._rows(f"SELECT * WHERE {{ {pattern} }} LIMIT 1"))

    def _nearest(self, wanted: str, pattern: str) -> tuple[Near, ...]:
        """Return what stands in `?thing` of a pattern and is most like what is wanted."""
        table = self.source.select(
            f"""{self.prologue}\nSELECT ?thing ?n ?label WHERE {{
            {{ SELECT ?thing (COUNT(*) AS ?n) WHERE {{ {pattern} }}
               GROUP BY ?thing ORDER BY DESC(?n) LIMIT {CANDIDATES} }}
            OPTIONAL {{ ?thing {_LABEL} ?label }} }}""",
            "doctor",
        )
        found: dict[str, Near] = {}
        for thing, number, label in table.rows:
            if thing is not None:
                text = (
                    str(label) if label is not None else short(str(thing)) if thing.n3.startswith("<") else str(thing)
                )
                found.setdefault(thing.n3, Near(_written(thing.n3), text, int(str(number))))
        return nearest(_words(wanted), list(found.values()))

    # --- joins and filters

    def _joined(self, before: Sequence[Element], element: Element) -> Iterator[Advice]:
        """Say that a part matches alone, but nothing that stands before it."""
        alone = self._count([element])
        if not alone:
            yield Advice("This matches nothing, even alone.")
            return
        number = f"more than {MOST:,}" if alone > MOST else f"{alone:,}"
        shared = sorted(variables(element).intersection(*[frozenset[str]().union(*map(variables, before))]))
        yield Advice(
            f"Alone this has {number} {'match' if alone == 1 else 'matches'}, but none goes with the parts before it."
        )
        for name in shared:
            there, here = self._sample(before, name), self._sample([element], name)
            if there and here:
                yield Advice(f"Before it, {name} is {_listed(there)}; here it is {_listed(here)}.")

    def _sample(self, elements: Sequence[Element], name: str) -> list[Near]:
        pattern = group_text(Group(tuple(elements)), {})
        table = self.source.select(
            f"""{self.prologue}\nSELECT {name} ?n ?label WHERE {{ {{ SELECT {name} (COUNT(*) AS ?n) WHERE {{
            {{ SELECT {name} WHERE {{ {pattern} }} LIMIT {CANDIDATES} }} }}
               GROUP BY {name} ORDER BY DESC(?n) LIMIT {SHOWN} }}
            OPTIONAL {{ {name} {_LABEL} ?label }} }}""",
            "doctor",
        )
        return [
            Near(_written(cell.n3), str(label) if label is not None else _called(cell), int(str(number)))
            for cell, number, label in table.rows
            if cell is not None
        ]

    def _filter(self, before: Sequence[Element], element: Filter) -> Iterator[Advice]:
        """Say what a filter refuses: what its variables are before it, nearest to what it names."""
        yield Advice(f"The filter refuses all matches: {_one_line(element)}")
        constants = [word for word in element.words if word[:1] in "\"'<" and word not in ("<", "<=")]
        for name in sorted({word for word in element.words if word.startswith("?")}):
            values = self._sample(before, name)
            if not values:
                yield Advice(f"{name} is not bound there.")
                continue
            near = [found for constant in constants for found in self._among(before, name, constant)]
            yield Advice(f"Before it, {name} is, for instance, {_listed(values)}.", tuple(dict.fromkeys(near)))

    def _among(self, before: Sequence[Element], name: str, wanted: str) -> tuple[Near, ...]:
        pattern = re.sub(rf"\{name}\b", "?thing", group_text(Group(tuple(before)), {}))
        return self._nearest(wanted, pattern)


# --- parts


def _together(found: Sequence[Diagnosis]) -> Diagnosis:
    parts = tuple(part for one in found for part in one.parts)
    return Diagnosis(parts, tuple(advice for one in found for advice in one.advice))


def _in_order(group: Group) -> Iterator[Element]:
    """Yield the parts of a group; a filter comes as soon as all that it names may be bound."""
    waiting = [element for element in group.elements if isinstance(element, Filter)]
    others = [element for element in group.elements if not isinstance(element, Filter)]
    all_named = frozenset[str]().union(*map(variables, others))
    seen: frozenset[str] = frozenset()
    for element in others:
        yield element
        seen |= variables(element)
        # What is only matched perhaps may be named by a filter behind it.
        ready = [one for one in waiting if variables(one) & all_named <= seen]
        waiting = [one for one in waiting if one not in ready]
        yield from ready
    yield from waiting


def _predicates(path: Path) -> Iterator[str]:
    """Yield the properties without which a path can't match."""
    match path:
        case Step():
            if not path.term.startswith("?"):
                yield path.term
        case Inverse():
            yield from _predicates(path.path)
        case Way():
            for step in path.paths:
                yield from _predicates(step)


def _one_line(element: Element) -> str:
    return " ".join(element_text(element, {}).split())


def _listed(values: Iterable[Near]) -> str:
    told = [f"{value.label} (×{value.count:,})" for value in values]
    return ", ".join(told)


def _called(cell: Iri | Literal | BlankNode) -> str:
    """Return what to call a term without a label: of an IRI, its kind and its key."""
    return "/".join(cell.value.rsplit("/", 2)[-2:]) if isinstance(cell, Iri) else str(cell)


def _written(n3: str) -> str:
    """Write a term as a query would, with a prefix where there is a usual one.

    >>> _written("<https://w3id.org/social-care-kg/def#Rating>")
    'sc:Rating'
    """
    if not n3.startswith("<"):
        return n3
    name = short(n3[1:-1])
    return name if ":" in name else n3


def _words(written: str) -> str:
    """Return the words of a term as a query writes it.

    >>> _words('"Requires improvement"@en'), _words("sc:RatingValue")
    ('requires improvement', 'rating value')
    """
    text = written
    if written[:1] in "\"'":
        text = re.sub(r"(@[\w-]+|\^\^.*)$", "", written).strip("\"'")
    elif written.startswith("<"):
        text = re.split(r"[#/]", written.strip("<>").rstrip("/#"))[-1]
    elif ":" in written:
        text = written.partition(":")[2]
    return " ".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).replace("-", " ").replace("_", " ").casefold().split())


def nearest(wanted: str, candidates: Sequence[Near]) -> tuple[Near, ...]:
    """Return the candidates most like some words: those that hold them, or are held, first; then by likeness."""
    scored: list[tuple[float, int, str, Near]] = []
    for near in candidates:
        forms = {_words(near.written), " ".join(near.label.casefold().split())}
        likeness = max(_likeness(wanted, form) for form in forms)
        if likeness >= _CLOSE:
            scored.append((-likeness, -near.count, near.written, near))
    return tuple(near for *_, near in sorted(scored, key=lambda one: one[:3])[:SHOWN])


def _likeness(wanted: str, form: str) -> float:
    if not wanted or not form:
        return 0.0
    ratio = difflib.SequenceMatcher(None, wanted, form).ratio()
    return max(ratio, 0.9) if wanted in form or form in wanted else ratio
