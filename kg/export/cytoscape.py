"""A flat network in, Cytoscape JSON out: for Cytoscape, Cytoscape.js and networkx. Lists are lists of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg.export.flat import Flat


def cytoscape(network: Flat) -> Iterator[str]:
    """Yield Cytoscape JSON, a node or a link a line."""
    head = {"name": network.name, "shared_name": network.name}
    yield f'{{"data": {_json(head)},\n"directed": {_json(network.directed)}, "multigraph": true,\n'
    yield '"elements": {"nodes": ['
    for number, node in enumerate(network.nodes):
        named = {"id": node.id, "value": node.id, "name": node.values["label"], "iri": node.id}
        yield _element(number, {**named, **node.values})
    yield '\n],\n"edges": ['
    for number, link in enumerate(network.links):
        named = {"id": link.id, "key": link.id, "source": link.source, "target": link.target}
        yield _element(number, {**named, "interaction": link.values["kind"], **link.values})
    yield "\n]}}\n"


def _element(number: int, data: Mapping[str, object]) -> str:
    return f"{',' if number else ''}\n{_json({'data': data})}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
