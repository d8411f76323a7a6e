"""Measures in, tables for people or JSON for programs out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kg.network.links import Network, Node, counted, words
from kg.network.measures import Bridge, Measures, Speaker, Standing
from kg.network.paths import node_json
from kg.rdf import XSD, Literal, integer
from kg.results import Cell, Table, as_text

TOP = 20


def report_text(network: Network, measures: Measures, *, top: int = TOP, width: int = 0) -> str:
    """Write the measures as tables, the first `top` rows of each; `width` is a line's length, 0: no limit."""
    sections = [
        ("In the middle (betweenness: how many shortest ways lead through)", _standings(measures.standings)),
        ("Groups that are linked more closely among themselves", _communities(measures.communities)),
        ("Bridges between councils", _bridges(measures.bridges)),
        ("Who speaks, on whose behalf, on how many councils", _speakers(measures.speakers)),
    ]
    tables = [_section(title, table, top, width) for title, table in sections if table.rows]
    return "\n".join([_head(network, measures), *tables])


def _head(network: Network, measures: Measures) -> str:
    if not network.nodes:
        return f"{network.name}: nothing is linked here.\n"
    size = f"{counted(len(network.nodes), 'node')}, {counted(len(network.links), 'link')}"
    parts = "all hang together" if measures.parts == 1 else f"in {measures.parts:,} parts that no link joins"
    return f"{network.name}: {size}, {parts}\n"


def _section(title: str, table: Table, top: int, width: int) -> str:
    shown = Table(table.columns, table.rows[:top])
    rest = f"… and {len(table.rows) - top:,} more\n" if len(table.rows) > top else ""
    return f"{title}\n\n{as_text(shown, width)}{rest}"


def _standings(standings: Iterable[Standing]) -> Table:
    rows = [
        (
            *_named(one.node),
            integer(one.neighbours),
            integer(one.weight),
            Literal(f"{one.betweenness:.4f}", XSD + "decimal"),
            integer(one.community),
        )
        for one in standings
    ]
    return Table(("name", "kind", "neighbours", "weight", "betweenness", "group"), tuple(rows))


def _communities(communities: Iterable[Sequence[Node]]) -> Table:
    rows = [
        (integer(number), integer(len(members)), Literal(_labels(members)))
        for number, members in enumerate(communities, 1)
    ]
    return Table(("group", "members", "names"), tuple(rows))


def _bridges(bridges: Iterable[Bridge]) -> Table:
    rows = [
        (
            *_named(bridge.node),
            integer(len(bridge.councils)),
            Literal("yes" if bridge.only else "no"),
            Literal(_labels(bridge.councils)),
        )
        for bridge in bridges
    ]
    return Table(("name", "kind", "councils", "only_bridge", "names"), tuple(rows))


def _speakers(speakers: Iterable[Speaker]) -> Table:
    rows = [
        (
            Literal(one.node.label),
            Literal("; ".join(one.on_behalf_of)),
            integer(one.comments),
            integer(len(one.councils)),
            integer(len(one.documents)),
            Literal(_labels(one.councils)),
        )
        for one in speakers
    ]
    return Table(("speaker", "on_behalf_of", "comments", "councils", "documents", "names"), tuple(rows))


def _named(node: Node) -> tuple[Cell, Cell]:
    return Literal(node.label), Literal(words(node.kind))


def _labels(nodes: Iterable[Node]) -> str:
    return "; ".join(node.label for node in nodes)


# --- for programs


def report_json(network: Network, measures: Measures) -> str:
    """Write everything that is measured as JSON."""
    told = {
        "projection": network.name,
        "directed": network.directed,
        "nodes": len(network.nodes),
        "links": len(network.links),
        "parts": measures.parts,
        "standings": [
            node_json(one.node)
            | {
                "neighbours": one.neighbours,
                "weight": one.weight,
                "betweenness": one.betweenness,
                "group": one.community,
            }
            for one in measures.standings
        ],
        "groups": [[node_json(node) for node in members] for members in measures.communities],
        "bridges": [
            node_json(bridge.node) | {"only_bridge": bridge.only, "councils": list(map(node_json, bridge.councils))}
            for bridge in measures.bridges
        ],
        "speakers": [
            node_json(one.node)
            | {
                "on_behalf_of": one.on_behalf_of,
                "comments": one.comments,
                "councils": list(map(node_json, one.councils)),
                "documents": one.documents,
            }
            for one in measures.speakers
        ],
    }
    return as_json_text(told)


def as_json_text(value: object) -> str:
    """Write a value as JSON, as the other commands do."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
