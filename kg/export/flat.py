"""A network in, rows of plain values out: the one place where what breaks writers is made harmless.

Characters that XML has not become U+FFFD, every column has one datatype, nothing is None, several values of one
property are one list, and two links between the same nodes have ids of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kg.network.links import Link, Network, Node, Value
from kg.network.xml import Scalar, clean

JOINT = "; "
STRING, LONG, DOUBLE, BOOLEAN = "string", "long", "double", "boolean"

_NOT_XML_IN_IRI = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A property of all nodes, or of all links: its datatype, and whether it may have several values (`many`)."""

    name: str
    type: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class FlatNode:
    """A node: its values by column. `id` is its IRI."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FlatLink:
    """A link: its values by column, and the ids of its ends."""

    id: str
    source: str
    target: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Flat:
    """A network as rows."""

    name: str
    directed: bool
    node_columns: tuple[Column, ...]
    nodes: tuple[FlatNode, ...]
    link_columns: tuple[Column, ...]
    links: tuple[FlatLink, ...]


def flat(network: Network) -> Flat:
    """Flatten a network; a list stays a list of texts."""
    nodes = [(_iri(node.iri), _node_values(node)) for node in network.nodes]
    links = [(link, _link_values(link)) for link in network.links]
    node_columns = _columns([values for _, values in nodes], ("label", "kind"))
    link_columns = _columns([values for _, values in links], ("kind", "weight"))
    return Flat(
        network.name,
        network.directed,
        node_columns,
        tuple(FlatNode(iri, _cast(values, node_columns)) for iri, values in nodes),
        link_columns,
        tuple(
            FlatLink(link.id, _iri(link.source), _iri(link.target), _cast(values, link_columns))
            for link, values in links
        ),
    )


def joined(network: Flat) -> Flat:
    """Flatten further, for formats without lists: their texts are joined by "; ".

    Where a text itself holds "; ", a column `<name>_json` beside it has the list as JSON.
    """
    node_columns, node_rows = _joined(network.node_columns, [node.values for node in network.nodes])
    link_columns, link_rows = _joined(network.link_columns, [link.values for link in network.links])
    nodes = (FlatNode(node.id, values) for node, values in zip(network.nodes, node_rows, strict=True))
    links = (
        FlatLink(link.id, link.source, link.target, values)
        for link, values in zip(network.links, link_rows, strict=True)
    )
    return Flat(network.name, network.directed, node_columns, tuple(nodes), link_columns, tuple(links))


def scalars(values: Mapping[str, Value]) -> Iterable[tuple[str, Scalar]]:
    """Yield the values of a row that has no lists."""
    for name, value in values.items():
        if not isinstance(value, tuple):
            yield name, value


def _iri(iri: str) -> str:
    return _NOT_XML_IN_IRI.sub(lambda match: quote(match[0], errors="replace"), iri)


def _node_values(node: Node) -> dict[str, Value]:
    return {"label": node.label, "kind": node.kind, **node.attributes}


def _link_values(link: Link) -> dict[str, Value]:
    told: dict[str, Value] = {"kind": link.kind, "weight": link.weight, **link.attributes}
    if link.statements:
        told |= {"documents": link.documents, "statements": link.statements}
    return told


# --- columns


def _columns(rows: Sequence[Mapping[str, Value]], first: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of all rows: `first` first, then by name."""
    found: dict[str, list[Value]] = {name: [] for name in first}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, []).append(value)
    return tuple(_column(name, found[name]) for name in (*first, *sorted(found.keys() - set(first))))


def _column(name: str, values: Sequence[Value]) -> Column:
    if any(isinstance(value, tuple) for value in values):
        return Column(name, STRING, many=True)
    kinds = {type(value) for value in values}
    if not kinds or str in kinds or (bool in kinds and len(kinds) > 1):
        return Column(name, STRING)
    return Column(name, BOOLEAN if bool in kinds else DOUBLE if float in kinds else LONG)


def _cast(row: Mapping[str, Value], columns: Iterable[Column]) -> dict[str, Value]:
    return {column.name: _value(row[column.name], column) for column in columns if column.name in row}


def _value(value: Value, column: Column) -> Value:
    if column.many:
        return tuple(map(clean, value)) if isinstance(value, tuple) else (_text(value),)
    if isinstance(value, tuple) or column.type == STRING:
        return _text(value)
    return float(value) if column.type == DOUBLE else value


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def _joined(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Value]]
) -> tuple[tuple[Column, ...], list[dict[str, Value]]]:
    ambiguous = {column.name for column in columns if any(_is_ambiguous(row.get(column.name)) for row in rows)}
    written: list[Column] = []
    for column in columns:
        written.append(Column(column.name, column.type))
        if column.name in ambiguous:
            written.append(Column(f"{column.name}_json", STRING))
    return tuple(written), [dict(_plain(row, ambiguous)) for row in rows]


def _is_ambiguous(value: Value | None) -> bool:
    return isinstance(value, tuple) and any(JOINT in text for text in value)


def _plain(row: Mapping[str, Value], ambiguous: set[str]) -> Iterable[tuple[str, Value]]:
    for name, value in row.items():
        yield name, JOINT.join(value) if isinstance(value, tuple) else value
        if name in ambiguous and isinstance(value, tuple):
            yield f"{name}_json", json.dumps(value, ensure_ascii=False)
