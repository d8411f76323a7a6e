"""What networkx reads in a network of ours, compared with what was flattened: every node and link, with every value."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx

from kg.export.flat import flat, joined
from kg.export.networks import render_network
from kg.network import Network

Read = tuple[dict[str, dict[str, Any]], dict[str, tuple[str, str, dict[str, Any]]]]


def _graphml(text: str) -> Read:
    graph = nx.parse_graphml(text, force_multigraph=True)
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), links


def _gexf(text: str) -> Read:
    graph = nx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    links = {told.pop("id"): (source, target, told) for source, target, told in graph.edges(data=True)}
    return dict(graph.nodes(data=True)), links


def _gml(text: str) -> Read:
    graph = nx.parse_gml(text, label="iri")
    nodes = {iri: {**told, "label": told["name"]} for iri, told in graph.nodes(data=True)}
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return nodes, links


def _cytoscape(text: str) -> Read:
    graph = nx.cytoscape_graph(json.loads(text))
    links = {key: (source, target, told) for source, target, key, told in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), links


READERS = {"graphml": _graphml, "gexf": _gexf, "gml": _gml, "cytoscape": _cytoscape}


def check(shown: Network, form: str) -> None:
    """Compare what is read with what was flattened: every node and link, with every value."""
    expected = flat(shown) if form == "cytoscape" else joined(flat(shown))
    nodes, links = READERS[form](render_network(shown, form))
    assert nodes.keys() == {node.id for node in expected.nodes}
    assert {key: {source, target} for key, (source, target, _) in links.items()} == {
        link.id: {link.source, link.target} for link in expected.links
    }
    for node in expected.nodes:
        assert _told(node.values, form).items() <= _told(nodes[node.id], form).items()
    for link in expected.links:
        assert _told(link.values, form).items() <= _told(links[link.id][2], form).items()


def _told(values: Any, form: str) -> dict[str, Any]:
    """Return values as they can be compared: tuples are lists in JSON, and GML has no large numbers."""
    return {name: _comparable(value, form) for name, value in values.items()}


def _comparable(value: Any, form: str) -> Any:
    if isinstance(value, tuple | list):
        return tuple(value)
    if form == "gml" and isinstance(value, int | float):
        return float(value) if abs(value) < 2**31 else str(value)
    return value
