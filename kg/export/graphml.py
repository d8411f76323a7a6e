"""A flat network in, GraphML out: for yEd, Gephi, igraph, networkx. GraphML 1.0, graphdrawing.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.export.flat import Column, Flat, joined, scalars
from kg.network.links import Value
from kg.network.xml import attribute, element

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def graphml(network: Flat) -> Iterator[str]:
    """Yield GraphML: a key for each column, every id unique."""
    network = joined(network)
    node_keys, link_keys = _keys("n", network.node_columns), _keys("e", network.link_columns)
    yield _HEAD
    yield from _declared("node", node_keys, network.node_columns)
    yield from _declared("edge", link_keys, network.link_columns)
    direction = "directed" if network.directed else "undirected"
    yield f' <graph id={attribute(network.name)} edgedefault="{direction}">\n'
    for node in network.nodes:
        yield f"  <node id={attribute(node.id)}>{_data(node.values, node_keys)}</node>\n"
    for link in network.links:
        ends = f"source={attribute(link.source)} target={attribute(link.target)}"
        yield f'  <edge id="{link.id}" {ends}>{_data(link.values, link_keys)}</edge>\n'
    yield " </graph>\n</graphml>\n"


def _keys(letter: str, columns: Iterable[Column]) -> dict[str, str]:
    return {column.name: f"{letter}{number}" for number, column in enumerate(columns)}


def _declared(owner: str, keys: Mapping[str, str], columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        name = attribute(column.name)
        yield f' <key id="{keys[column.name]}" for="{owner}" attr.name={name} attr.type="{column.type}"/>\n'


def _data(values: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    return "".join(f'<data key="{keys[name]}">{element(value)}</data>' for name, value in scalars(values))
