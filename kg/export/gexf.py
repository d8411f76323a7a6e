"""A flat network in, GEXF out: for Gephi. GEXF 1.3, gexf.net. Without a date: the same network, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.export.flat import Column, Flat, joined, scalars
from kg.network.links import Value
from kg.network.xml import attribute

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
# What the format has attributes of its own for.
_NATIVE_NODE, _NATIVE_LINK = frozenset({"label"}), frozenset({"weight"})


def gexf(network: Flat) -> Iterator[str]:
    """Yield GEXF; a link's kind is also its label and, for Gephi, what tells parallel links apart."""
    network = joined(network)
    node_ids = _ids(network.node_columns, _NATIVE_NODE)
    link_ids = _ids(network.link_columns, _NATIVE_LINK)
    yield _HEAD
    yield f' <graph defaultedgetype="{"directed" if network.directed else "undirected"}" mode="static">\n'
    yield from _declared("node", node_ids, network.node_columns)
    yield from _declared("edge", link_ids, network.link_columns)
    yield "  <nodes>\n"
    for node in network.nodes:
        label = attribute(str(node.values["label"]))
        yield f"   <node id={attribute(node.id)} label={label}>{_values(node.values, node_ids)}</node>\n"
    yield "  </nodes>\n  <edges>\n"
    for link in network.links:
        kind = attribute(str(link.values["kind"]))
        ends = f"source={attribute(link.source)} target={attribute(link.target)}"
        told = f'{ends} weight="{link.values["weight"]}" kind={kind} label={kind}'
        yield f'   <edge id="{link.id}" {told}>{_values(link.values, link_ids)}</edge>\n'
    yield "  </edges>\n </graph>\n</gexf>\n"


def _ids(columns: Iterable[Column], native: frozenset[str]) -> dict[str, str]:
    named = [column.name for column in columns if column.name not in native]
    return {name: str(number) for number, name in enumerate(named)}


def _declared(owner: str, ids: Mapping[str, str], columns: Iterable[Column]) -> Iterator[str]:
    if ids:
        yield f'  <attributes class="{owner}" mode="static">\n'
        for column in columns:
            if column.name in ids:
                title = attribute(column.name)
                yield f'   <attribute id="{ids[column.name]}" title={title} type="{column.type}"/>\n'
        yield "  </attributes>\n"


def _values(values: Mapping[str, Value], ids: Mapping[str, str]) -> str:
    told = [(ids[name], value) for name, value in scalars(values) if name in ids]
    inside = "".join(f'<attvalue for="{name}" value={attribute(value)}/>' for name, value in told)
    return f"<attvalues>{inside}</attvalues>" if inside else ""
