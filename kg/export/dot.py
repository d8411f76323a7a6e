"""A flat network in, DOT out: for Graphviz and what reads it. The DOT language, graphviz.org."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.export.flat import Flat, joined, scalars
from kg.network.links import Value
from kg.network.palette import COLOURS

# Colours light enough to write on, one for each kind in the order of their names.
_HEAD = ' graph [rankdir="LR" overlap="false" splines="true"];\n node [shape="box" style="rounded,filled" '


def dot(network: Flat) -> Iterator[str]:
    """Yield DOT: nodes named by their IRIs, coloured by kind."""
    network = joined(network)
    kinds = sorted({str(node.values["kind"]) for node in network.nodes})
    colours = {kind: COLOURS[number % len(COLOURS)] for number, kind in enumerate(kinds)}
    word, arrow = ("digraph", "->") if network.directed else ("graph", "--")
    yield f'{word} {_quoted(network.name)} {{\n{_HEAD}fontname="sans-serif" fillcolor="white"];\n'
    for node in network.nodes:
        drawn: dict[str, Value] = {"URL": node.id, "color": colours[str(node.values["kind"])]}
        yield f" {_quoted(node.id)} [{_attributes(dict(node.values) | drawn)}];\n"
    for link in network.links:
        drawn = {"id": link.id, "label": link.values["kind"]}
        yield f" {_quoted(link.source)} {arrow} {_quoted(link.target)} [{_attributes(dict(link.values) | drawn)}];\n"
    yield "}\n"


def _attributes(values: Mapping[str, Value]) -> str:
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in scalars(values))


def _quoted(text: str) -> str:
    """Quote a text; Graphviz knows `\\n`, and a backslash and a quotation mark behind a backslash."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r\n", "\\n").replace("\n", "\\n")
    return f'"{escaped}"'
