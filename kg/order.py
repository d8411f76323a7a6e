"""A table and the query that it answers in, the table in the order of the query's ORDER BY out.

Servers differ in what they compare: Virtuoso sorts IRIs by numbers of its own, and keeps texts of two origins apart.
SPARQL 1.1 Query Language, 15.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.rdf import XSD, Iri, Literal
from kg.results import Cell, Table

_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\s*(?:(?P<way>ASC|DESC)\s*\(\s*)?(?:(?P<text>STR)\s*\(\s*)?[?$](?P<name>\w+)\s*\)*", re.IGNORECASE
)
_NUMBERS = frozenset(XSD + name for name in ("integer", "nonNegativeInteger", "decimal", "double", "float"))

Key = tuple[int, Decimal, str]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows are sorted by: a variable, or (`text`) the text of what it is bound to; downwards or upwards."""

    name: str
    downwards: bool = False
    text: bool = False


def conditions(sparql: str) -> Iterator[Condition]:
    """Yield the conditions of a query's ORDER BY up to the first that is more than a variable or its text.

    >>> [one.name for one in conditions("SELECT ?a { ?a ?b ?c } ORDER BY DESC(?a) STR(?b) LCASE(?c) ?a")]
    ['a', 'b']
    """
    modifiers = sparql[sparql.rfind("}") + 1 :]
    if begin := _ORDER.search(modifiers):
        place = begin.end()
        while found := _CONDITION.match(modifiers, place):
            yield Condition(found["name"], (found["way"] or "").upper() == "DESC", bool(found["text"]))
            place = found.end()


def in_order(table: Table, sparql: str) -> Table:
    """Return the table sorted as the query says, as far as its columns tell; rows that are alike stay as they stand."""
    shown = []
    for condition in conditions(sparql):
        if condition.name not in table.columns:
            break
        shown.append(condition)
    rows = list(table.rows)
    for condition in reversed(shown):
        rows.sort(key=_by(condition, table.columns.index(condition.name)), reverse=condition.downwards)
    return Table(table.columns, tuple(rows))


def _by(condition: Condition, place: int) -> Callable[[Row], Key]:
    return lambda row: _key(row[place], condition.text)


def _key(cell: Cell, text: bool) -> Key:
    """Return what a cell is compared by: nothing bound first, then blank nodes, IRIs, numbers, texts."""
    if cell is None:
        return 0, Decimal(0), ""
    if isinstance(cell, Literal) and cell.datatype in _NUMBERS and not text:
        return 3, _number(cell), ""
    rank = 4 if text or isinstance(cell, Literal) else 2 if isinstance(cell, Iri) else 1
    return rank, Decimal(0), cell.value


def _number(literal: Literal) -> Decimal:
    try:
        number = Decimal(literal.value)
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
