"""A network in, measures out: who stands in the middle, who belongs together, who joins councils. Nothing is random.

The only room that imports networkx. Links are taken without direction, and all links between two nodes as one whose
weight is their sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.network.links import Link, Network, Node

COUNCIL = "LocalAuthority"
COMMENTS_ON, SPEAKS_FOR = "comments on", "on_behalf_of"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a node stands: neighbours, weight of its links, betweenness (0 to 1), number of its community (from 1)."""

    node: Node
    neighbours: int
    weight: int
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A node that joins several councils. `only`: without it, no way would lead from some of them to the others."""

    node: Node
    councils: tuple[Node, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who comments: on whose behalf, how often, on which councils, in which documents."""

    node: Node
    on_behalf_of: tuple[str, ...]
    comments: int
    councils: tuple[Node, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a network; each list in the order in which people read it. `parts` hang together."""

    parts: int
    standings: tuple[Standing, ...]
    communities: tuple[tuple[Node, ...], ...]
    bridges: tuple[Bridge, ...]
    speakers: tuple[Speaker, ...]


def as_networkx(network: Network) -> Any:
    """Return the network for networkx: an nx.MultiDiGraph, or an nx.MultiGraph if links have no direction.

    Nodes are IRIs, with `iri`, `label`, `kind` and their further values; links have their id for a key, and `kind`,
    `weight`, `documents`, `statements` and their further values.
    """
    graph = nx.MultiDiGraph(name=network.name) if network.directed else nx.MultiGraph(name=network.name)
    for node in network.nodes:
        graph.add_node(node.iri, **dict(node.attributes) | {"iri": node.iri, "label": node.label, "kind": node.kind})
    for link in network.links:
        told = {"kind": link.kind, "weight": link.weight, "documents": link.documents, "statements": link.statements}
        graph.add_edge(link.source, link.target, key=link.id, **dict(link.attributes) | told)
    return graph


def measure(network: Network) -> Measures:
    """Measure a network."""
    nodes = sorted(network.nodes, key=lambda node: node.place)
    graph = _numbered(nodes, network.links)
    communities = _communities(graph)
    return Measures(
        nx.number_connected_components(graph) if nodes else 0,
        _standings(nodes, graph, communities),
        tuple(tuple(nodes[number] for number in members) for members in communities),
        _bridges(nodes, graph),
        _speakers(network),
    )


def _numbered(nodes: Iterable[Node], links: Iterable[Link]) -> Any:
    """Return an nx.Graph whose nodes are the places of `nodes`: sets of numbers have the same order in every run."""
    numbers = {node.iri: number for number, node in enumerate(nodes)}
    weights: defaultdict[tuple[int, int], int] = defaultdict(int)
    for link in links:
        one, other = sorted((numbers[link.source], numbers[link.target]))
        if one != other:
            weights[one, other] += link.weight
    graph = nx.Graph()
    graph.add_nodes_from(numbers.values())
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    return graph


def _communities(graph: Any) -> list[list[int]]:
    """Return groups that are linked more closely among themselves, the largest first. Clauset, Newman, Moore 2004."""
    linked = graph.subgraph(sorted(number for number in graph if graph.degree(number)))
    found = nx.community.greedy_modularity_communities(linked, weight="weight") if len(linked) else []
    alone = [[number] for number in graph if not graph.degree(number)]
    return sorted([sorted(members) for members in found] + alone, key=lambda members: (-len(members), members))


def _standings(nodes: list[Node], graph: Any, communities: list[list[int]]) -> tuple[Standing, ...]:
    between: Mapping[int, float] = nx.betweenness_centrality(graph)
    groups = {member: number for number, members in enumerate(communities, 1) for member in members}
    weights = dict(graph.degree(weight="weight"))
    standings = [
        Standing(node, graph.degree(number), weights[number], round(between[number], 4), groups[number])
        for number, node in enumerate(nodes)
    ]
    return tuple(sorted(standings, key=lambda one: (-one.betweenness, -one.neighbours, -one.weight, one.node.place)))


def _bridges(nodes: list[Node], graph: Any) -> tuple[Bridge, ...]:
    """Return what joins two councils or more; a council itself only where nothing else does."""
    cuts = set(nx.articulation_points(graph))
    councils = {number for number, node in enumerate(nodes) if node.kind == COUNCIL}
    bridges = []
    for number, node in enumerate(nodes):
        joined = sorted(councils & set(graph[number]))
        only = len(joined) > 1 and number in cuts and _parts_without(graph, number, joined) > 1
        if len(joined) > 1 and (only or number not in councils):
            bridges.append(Bridge(node, tuple(nodes[council] for council in joined), only))
    return tuple(sorted(bridges, key=lambda bridge: (-len(bridge.councils), not bridge.only, bridge.node.place)))


def _parts_without(graph: Any, number: int, councils: Iterable[int]) -> int:
    rest = graph.subgraph([other for other in graph if other != number])
    wanted = set(councils)
    return sum(1 for part in nx.connected_components(rest) if part & wanted)


def _speakers(network: Network) -> tuple[Speaker, ...]:
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in network.links:
        if link.kind == COMMENTS_ON:
            links[link.source].append(link)
    nodes = network.by_iri()
    speakers = [_speaker(nodes, nodes[iri], found) for iri, found in links.items()]
    return tuple(sorted(speakers, key=lambda one: (-len(one.councils), -one.comments, one.node.place)))


def _speaker(nodes: Mapping[str, Node], node: Node, links: Iterable[Link]) -> Speaker:
    bodies = {body for link in links for body in _texts(link, SPEAKS_FOR)}
    councils = sorted((nodes[link.target] for link in links), key=lambda council: council.place)
    documents = {document for link in links for document in link.documents}
    said = sum(link.weight for link in links)
    return Speaker(node, tuple(sorted(bodies)), said, tuple(councils), tuple(sorted(documents)))


def _texts(link: Link, name: str) -> tuple[str, ...]:
    found = link.attributes.get(name, ())
    return found if isinstance(found, tuple) else ()


# --- paths


def shortest_path(network: Network, start: str, end: str) -> list[str]:
    """Return the IRIs on the way from `start` to `end`: the fewest steps, then those that most statements prove.

    Empty if there is no way. Links are followed in both directions.
    """
    nodes = sorted(network.nodes, key=lambda node: node.place)
    numbers = {node.iri: number for number, node in enumerate(nodes)}
    graph = _numbered(nodes, network.links)
    try:
        way = nx.dijkstra_path(graph, numbers[start], numbers[end], weight=_cost)
    except nx.NetworkXNoPath:
        return []
    return [nodes[number].iri for number in way]


def _cost(_one: int, _other: int, told: Mapping[str, int]) -> float:
    return 1 + 0.001 / told["weight"]
