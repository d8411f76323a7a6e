"""A query and one of its rows in; the triples that made the row out, and the rows behind it where it counts several.

The pattern is rewritten so that each triple pattern becomes a template, the row's values are put in, and the store is
asked again. A sub-select is asked by itself, with the values that it has in the row: so what groups rows (COUNT, MIN …)
leads to the rows that it groups. What must not match (MINUS, NOT EXISTS) decides which rows there are, but has no
triples to show.

Which triples make a row: "lineage", Cui, Widom and Wiener, ACM Transactions on Database Systems 25 (2), 2000.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.rdf import Iri, Literal, term
from kg.results import BlankNode, Cell, Source, Table, Triple
from kg.serve.patterns import (
    Alternative,
    Bind,
    Element,
    Filter,
    Graph,
    Group,
    Inverse,
    Item,
    Minus,
    Negated,
    Optional,
    Path,
    Repeated,
    Select,
    Step,
    Sub,
    Uncovered,
    Union,
    Values,
    element_text,
    item_text,
    parse,
    path_text,
    renamed,
    select_text,
    sure,
    variables,
)
from kg.serve.patterns import Sequence as Way
from kg.serve.patterns import Triple as Pattern

MOST = 500
_TYPE = term("rdf:type").n3
_PICKING = frozenset({"MIN", "MAX", "SAMPLE"})
_SHORTEST = 4

Row = Mapping[str, Cell]
# The variables that may be bound outside a group which may not match; None: the group must match.
Outside = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Why:
    """What made a row: its triples, the tables of rows that it sums up, notes on what has no triples to show.

    `construct` asks for the triples of the outermost pattern; `is_cut` says that there are more.
    """

    triples: tuple[Triple, ...]
    groups: tuple[Table, ...]
    notes: tuple[str, ...]
    construct: str
    is_cut: bool


def explain_row(source: Source, sparql: str, row: Row) -> Why:
    """Return what made a row of a query; `row` is column → term.

    Raises:
        Uncovered: the query holds something that can't be explained; the message says what.
        QueryError: the source can't answer.
    """
    select = parse(sparql)
    if select.is_aggregated or select.slice:
        select = Select((), Group((Sub(replace(select, order=(), slice=(), prologue="")),)), prologue=select.prologue)
    asked = _Asked(source, select.prologue)
    asked.level(select, [{f"?{name}": cell for name, cell in row.items()}])
    if not asked.has_templates:
        raise Uncovered("the query has no triple pattern whose triples could be shown.")
    notes = tuple(dict.fromkeys(asked.notes))
    return Why(tuple(sorted(asked.triples, key=_order)), tuple(asked.groups), notes, asked.construct, asked.is_cut)


def _order(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


@dataclass(slots=True)
class _Asked:
    """Asks for one level after another, and gathers what it finds."""

    source: Source
    prologue: str
    triples: set[Triple] = field(default_factory=set)
    groups: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    construct: str = ""
    is_cut: bool = False
    has_templates: bool = False

    def level(self, select: Select, known: Sequence[Row]) -> None:
        """Ask for the matches of a SELECT's group that have known values, and for what is below it."""
        writer = _Writer()
        body = _body(select, known, writer)
        found = self.source.select(
            f"{self.prologue}\nSELECT DISTINCT * WHERE {{\n{body}\n}}\nLIMIT {MOST}", "explanation"
        )
        rows = [{f"?{name}": cell for name, cell in zip(found.columns, row, strict=True)} for row in found.rows]
        self.notes += writer.notes
        self.is_cut |= len(rows) == MOST
        self.has_templates |= bool(writer.templates)
        template = "\n".join(f"  {' '.join(triple)} ." for triple in dict.fromkeys(writer.templates))
        self.construct = self.construct or (
            template and f"{self.prologue}\nCONSTRUCT {{\n{template}\n}}\nWHERE {{\n{body}\n}}"
        )
        self.triples.update(_filled(writer.templates, rows, self._terms(writer.templates)))
        if select.is_aggregated and any(item.is_aggregate and not _picks(item) for item in select.items):
            self.groups.append(_shown(found, select))
        for sub in writer.subs:
            if inner := sub.known(rows):
                self.level(sub.select, inner)

    def _terms(self, templates: Iterable[tuple[str, str, str]]) -> dict[str, Cell]:
        """Return the terms that are written in templates, which only the store can read: prefixes, numbers."""
        written = sorted({part for triple in templates for part in triple if not part.startswith("?")})
        if not written:
            return {}
        names = " ".join(f"({_TYPE if part == 'a' else part} AS ?t{number})" for number, part in enumerate(written))
        try:
            table = self.source.select(f"{self.prologue}\nSELECT {names} WHERE {{}}", "explanation")
        except RecursionError as error:
            raise Uncovered("the query nests too deep.") from error
        return dict(zip(written, table.rows[0], strict=True))


def _filled(
    templates: Iterable[tuple[str, str, str]], rows: Sequence[Row], terms: Mapping[str, Cell]
) -> Iterator[Triple]:
    for template in dict.fromkeys(templates):
        for row in rows:
            subject, predicate, object_ = (row.get(part) if part.startswith("?") else terms[part] for part in template)
            if isinstance(subject, Iri | BlankNode) and isinstance(predicate, Iri) and object_ is not None:
                yield Triple(subject, predicate, object_)


def _shown(found: Table, select: Select) -> Table:
    """Return the rows behind a group without the columns that only we have named."""
    places = [place for place, name in enumerate(found.columns) if "__" not in name]
    bound = [place for place in places if any(row[place] is not None for row in found.rows)]
    rows = dict.fromkeys(tuple(row[place] for place in bound) for row in found.rows)
    return Table(tuple(found.columns[place] for place in bound), tuple(rows))


# --- writing a level


def _body(select: Select, known: Sequence[Row], writer: _Writer) -> str:
    writer.fixed = _fixed(known)
    inner = [writer.group(select.group, None)]
    inner += [
        f"BIND{item_text(item, {})}" for item in (*select.items, *select.group_by) if item.words and _is_plain(item)
    ]
    if select.values:
        inner.append(f"VALUES {renamed(select.values, {})}")
    return "\n".join(["{", *inner, "}", *_conditions(known, select)])


def _fixed(known: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Return the terms that each variable may be, of those that are bound in every known row."""
    return {
        name: tuple(sorted({_n3(row[name]) for row in known}))
        for name in sorted(known[0])
        if all(_is_written(row[name]) for row in known)
    }


def _is_plain(item: Item) -> bool:
    return bool(item.variable) and not item.is_aggregate


def _conditions(known: Sequence[Row], select: Select) -> Iterator[str]:
    """Yield what ties the matches to the known rows: each value is the same term, or not bound here as there."""
    names = sorted(known[0])
    if not names:
        return
    tuples = sorted({" ".join(_n3(row[name]) for name in names) for row in known})
    yield f"VALUES ({' '.join(f'{name}__known' for name in names)}) {{ {' '.join(f'({one})' for one in tuples)} }}"
    picked = {item.variable: item for item in select.items if _picks(item)}
    made = {item.variable for item in select.items if item.is_aggregate}
    for name in names:
        if name in picked:
            inner = renamed((word for word in picked[name].words[2:-1] if word.upper() != "DISTINCT"), {})
            yield f"FILTER(!BOUND({name}__known) || ({inner}) = {name}__known)"
        elif name not in made:
            yield f"FILTER(IF(BOUND({name}__known), sameTerm({name}, {name}__known), !BOUND({name})))"


def _is_written(cell: Cell) -> bool:
    return isinstance(cell, Iri | Literal)


def _n3(cell: Cell) -> str:
    return cell.n3 if cell is not None and not isinstance(cell, BlankNode) else "UNDEF"


def _picks(item: Item) -> bool:
    """Whether an item is the value of one row among several, such as MIN(?text)."""
    return len(item.words) >= _SHORTEST and item.words[0].upper() in _PICKING and item.words[1] == "("


@dataclass(frozen=True, slots=True)
class _Inner:
    """A sub-select, the variables by which it is known outside (name inside → outside), and what shows it matched."""

    select: Select
    names: Mapping[str, str]
    matched: str

    def known(self, rows: Iterable[Row]) -> list[Row]:
        """Return its own values in rows where it matched."""
        found = {
            tuple(row.get(outside) for outside in self.names.values())
            for row in rows
            if row.get(self.matched) is not None
        }
        return [dict(zip(self.names, values, strict=True)) for values in sorted(found, key=str)]


@dataclass(slots=True)
class _Writer:
    """Writes a level's patterns, and gathers the templates of their triples and the sub-selects on the way."""

    templates: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    subs: list[_Inner] = field(default_factory=list)
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: int = 0

    def fresh(self) -> str:
        """Return a variable that nobody else has."""
        self.made += 1
        return f"?step__{self.made}"

    def group(self, group: Group, outside: Outside) -> str:
        """Write a group without its braces. Known values of variables that it is sure to bind come first."""
        bound = {name: terms for name, terms in self.fixed.items() if name in sure(group)}
        front = [f"VALUES {name} {{ {' '.join(terms)} }}" for name, terms in bound.items()]
        return "\n".join([*front, *(self.element(element, group, outside) for element in group.elements)])

    def element(self, element: Element, group: Group, outside: Outside) -> str:
        """Write an element of a group."""
        match element:
            case Pattern():
                return self.triple(element.subject, element.path, element.object, outside)
            case Optional():
                return f"OPTIONAL {{\n{self.possible(element.group, _beside(element, group, outside))}\n}}"
            case Union():
                return self.union(element, group, outside)
            case Graph():
                if _holds_select(element.group):
                    raise Uncovered("a SELECT inside GRAPH is not covered.")
                return f"GRAPH {element.name} {{\n{self.group(element.group, outside)}\n}}"
            case Sub():
                return self.sub(element.select)
            case Minus():
                self.notes.append(f"Nothing in the graph matches {element_text(element, {}).removeprefix('MINUS ')}.")
            case Filter():
                if any(word.upper() == "EXISTS" for word in element.words):
                    self.notes.append(f"The graph was asked besides: {element_text(element, {})}")
            case Bind() | Values():
                pass
        return element_text(element, {})

    def union(self, union: Union, group: Group, outside: Outside) -> str:
        """Write groups of which one matches."""
        parts: list[str] = []
        for one in union.groups:
            others = frozenset[str]().union(*(variables(Union((other,))) for other in union.groups if other is not one))
            around = _beside(union, group, outside) | others if len(union.groups) > 1 else outside
            parts.append(f"{{\n{self.group(one, around)}\n}}")
        return " UNION ".join(parts)

    def possible(self, group: Group, outside: Outside) -> str:
        """Write a group that may match: it must find what it would find without the known values."""
        known, self.fixed = self.fixed, {}
        written = self.group(group, outside)
        self.fixed = known
        return written

    def sub(self, select: Select) -> str:
        """Write a sub-select as it is, so that it also tells by what it groups."""
        hidden = {key.variable: self.fresh() for key in select.group_by if key.variable} if select.is_aggregated else {}
        hidden = {name: alias for name, alias in hidden.items() if name not in {item.variable for item in select.items}}
        told = replace(select, items=(*select.items, *(Item(alias, (name,)) for name, alias in hidden.items())))
        names = {item.variable: item.variable for item in select.items if item.variable} or _all_names(select)
        matched = self.fresh()
        self.subs.append(_Inner(select, names | hidden, matched))
        return f"{{ {select_text(told, {})} }} BIND(true AS {matched})"

    def triple(self, subject: str, path: Path, object_: str, outside: Outside) -> str:
        """Write a triple pattern so that each triple on its path has a template."""
        match path:
            case Step():
                return self._step(subject, path.term, object_, outside)
            case Inverse():
                return self.triple(object_, path.path, subject, outside)
            case Way():
                ends = [subject, *(self.fresh() for _ in path.paths[1:]), object_]
                steps = zip(ends, path.paths, ends[1:], strict=False)
                return "\n".join(self.triple(start, one, end, outside) for start, one, end in steps)
            case Alternative():
                around = (outside or frozenset()) | {subject, object_}
                return " UNION ".join(f"{{ {self.triple(subject, one, object_, around)} }}" for one in path.paths)
            case Repeated():
                self.notes.append(f"A way of any length leads on: {path_text(path)}.")
                return f"{subject} {path_text(path)} {object_} ."
            case Negated():
                predicate = self.fresh()
                self.templates.append((subject, predicate, object_))
                return f"{subject} {predicate} {object_} . {_not_one_of(path, predicate)}"

    def _step(self, subject: str, predicate: str, object_: str, outside: Outside) -> str:
        line = f"{subject} {predicate} {object_} ."
        ends = {end for end in (subject, predicate, object_) if end.startswith("?")}
        if outside is None or ends - outside:
            self.templates.append((subject, predicate, object_))
            return line
        # All its variables may be bound elsewhere: only where this matched is the predicate bound and the triple shown.
        matched = self.fresh()
        self.templates.append((subject, matched, object_))
        return f"{line} BIND({_TYPE if predicate == 'a' else predicate} AS {matched})"


def _beside(element: Element, group: Group, outside: Outside) -> frozenset[str]:
    """Return the variables that may be bound outside an element that may not match."""
    others = (variables(one) for one in group.elements if one is not element and not isinstance(one, Filter))
    return (outside or frozenset()).union(*others)


def _holds_select(group: Group) -> bool:
    """Whether a SELECT stands anywhere in a group."""
    for element in group.elements:
        inner = element.groups if isinstance(element, Union) else ()
        if isinstance(element, Graph | Optional):
            inner = (element.group,)
        if isinstance(element, Sub) or any(map(_holds_select, inner)):
            return True
    return False


def _all_names(select: Select) -> dict[str, str]:
    found = sorted(frozenset[str]().union(*map(variables, select.group.elements)))
    return {name: name for name in found}


def _not_one_of(path: Negated, predicate: str) -> str:
    refused = [word for word in path.words if word not in ("!", "(", ")", "|")]
    if "^" in refused:
        raise Uncovered(f"the path {path_text(path)} is not covered.")
    return f"FILTER({predicate} NOT IN ({', '.join(_TYPE if word == 'a' else word for word in refused)}))"
