"""A flat network in, GML out: for igraph, Gephi, Cytoscape, networkx. GML, Himsolt 1997.

Texts are ASCII: all other characters, quotation marks and ampersands are written `&#…;`. Nodes have whole numbers for
ids, and labels of which no two are alike, because readers take them for names; `name` is the plain label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg.export.flat import Flat, FlatNode, joined, scalars
from kg.network.links import Value, local
from kg.network.xml import Scalar

_LARGEST = 2**31 - 1
_TO_ESCAPE = re.compile(r'[^ -~]|[&"]')


def gml(network: Flat) -> Iterator[str]:
    """Yield GML, one property a line."""
    network = joined(network)
    numbers = {node.id: number for number, node in enumerate(network.nodes)}
    labels = unique_labels(network)
    yield f"graph [\n directed {int(network.directed)}\n multigraph 1\n"
    for node in network.nodes:
        named: dict[str, Value] = {
            "id": numbers[node.id],
            "label": labels[node.id],
            "name": node.values["label"],
            "iri": node.id,
        }
        rest = {name: value for name, value in node.values.items() if name != "label"}
        yield f" node [\n{_properties(named | rest)} ]\n"
    for link in network.links:
        ends: dict[str, Value] = {"source": numbers[link.source], "target": numbers[link.target], "key": link.id}
        yield f" edge [\n{_properties(ends | dict(link.values))} ]\n"
    yield "]\n"


def unique_labels(network: Flat) -> dict[str, str]:
    """Return a label for each node: its own, with the end of its IRI where another node has the same."""
    shared = Counter(_label(node) for node in network.nodes)
    told = {node.id: _label(node) for node in network.nodes}
    long = {iri: label if shared[label] == 1 else f"{label} ({local(iri)})" for iri, label in told.items()}
    again = Counter(long.values())
    return {iri: label if again[label] == 1 else f"{told[iri]} <{iri}>" for iri, label in long.items()}


def _label(node: FlatNode) -> str:
    return str(node.values["label"])


def _properties(values: Mapping[str, Value]) -> str:
    return "".join(f"  {name} {_value(value)}\n" for name, value in scalars(values))


def _value(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0") + ("0" if value.is_integer() else "")
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return str(value)
    return f'"{_TO_ESCAPE.sub(lambda match: f"&#{ord(match[0])};", str(value))}"'
