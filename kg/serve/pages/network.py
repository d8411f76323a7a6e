"""The graph as a network: a picture of a projection, drawn here, and every link with the statements that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.network import PROJECTIONS, TITLES, project
from kg.network.layout import Layout, Spot, circle, columns, tiers, tiers_by_kind
from kg.network.links import Link, Network, Node
from kg.network.marks import SHAPES, mark
from kg.network.palette import COLOURS
from kg.network.picture import LONGEST, USUAL, by_kind, thickness, weightiest
from kg.serve.links import Links
from kg.serve.problems import Refusal
from kg.serve.render import html, page
from kg.serve.worker import Opened

MOST, LISTED = 60, 300


@dataclass(frozen=True, slots=True)
class Dot:
    """A node as it is drawn: its mark, its colour, its label with its place, and where it leads."""

    node: Node
    label: str
    spot: Spot
    drawn: Markup
    colour: str
    to: str
    below: float


@dataclass(frozen=True, slots=True)
class Line:
    """A link as it is drawn: a path, its thickness, and what it says."""

    link: Link
    path: str
    width: float
    told: str


@dataclass(frozen=True, slots=True)
class View:
    """A network: its name, the picture of its weightiest part, and its links as rows."""

    name: str
    title: str
    network: Network
    nodes: Mapping[str, Node]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    kinds: tuple[tuple[str, Markup], ...]
    width: float
    height: float
    links: tuple[Link, ...]
    around: Node | None

    @property
    def is_cut(self) -> bool:
        """Whether the picture shows only a part."""
        return len(self.dots) < len(self.network.nodes)


def view(opened: Opened, name: str, around: str) -> View:
    """Return the network of a projection, or of it what is linked to one node.

    Raises:
        Refusal: there is no such projection.
    """
    if name not in PROJECTIONS:
        raise Refusal(404, "not-found", f"No network is called {name[:80]}.", f"There are {', '.join(PROJECTIONS)}.")
    whole = _projected(opened, name)
    middle = _node(whole, around) if around else None
    network = _near(whole, middle) if middle else whole
    part = weightiest(network, MOST)
    labels = {node.iri: _short(node.label) for node in part.nodes}
    layout = _layout(part, labels) if part.nodes else Layout({}, 0, 0)
    marks = _marks(network)
    ordered = sorted(network.links, key=lambda link: (-link.weight, link.source, link.target, link.kind))
    return View(
        name,
        TITLES[name],
        network,
        network.by_iri(),
        tuple(_dot(node, labels[node.iri], layout, marks, Links(opened.base)) for node in part.nodes),
        tuple(_lines(part, layout)),
        tuple((kind, _drawn(look, 10, 10)) for kind, look in marks.items()),
        max(layout.width, 320.0),
        layout.height,
        tuple(ordered[:LISTED]),
        middle,
    )


@lru_cache(maxsize=8)
def _projected(opened: Opened, name: str) -> Network:
    found = project(opened.store, name)
    return by_kind(found) if name == "full" else found


def _node(network: Network, around: str) -> Node:
    """Return the node of that IRI, key or label; where it is not in the network, one that nothing is linked to."""
    for node in network.nodes:
        if around in (node.iri, node.iri.rpartition("/")[2]) or node.label.casefold() == around.casefold():
            return node
    return Node(around, around.rpartition("/")[2], "Resource")


def _near(whole: Network, middle: Node) -> Network:
    """Return a node, those that are linked to it, and the links among them."""
    near = {middle.iri}
    for link in whole.links:
        if middle.iri in (link.source, link.target):
            near |= {link.source, link.target}
    links = tuple(link for link in whole.links if {link.source, link.target} <= near)
    return replace(whole, nodes=tuple(node for node in whole.nodes if node.iri in near), links=links)


def _short(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _layout(part: Network, labels: Mapping[str, str]) -> Layout:
    if not part.directed:
        ordered = sorted(part.nodes, key=lambda node: node.place)
        return circle([node.iri for node in ordered], labels)
    return columns(part, tiers_by_kind(part) if part.name == "connections" else tiers(part), labels)


# --- drawing

Look = tuple[str, str]


def _marks(network: Network) -> dict[str, Look]:
    """Return a shape and a colour for each kind of node; of too many kinds, all have one shape."""
    kinds = sorted({node.kind for node in network.nodes})
    free = [shape for shape in SHAPES if shape not in USUAL.values()]
    shapes: dict[str, str] = {}
    for kind in kinds:
        shapes[kind] = USUAL.get(kind) or (free.pop(0) if free else SHAPES[0])
    return {kind: (shapes[kind], COLOURS[number % len(COLOURS)]) for number, kind in enumerate(kinds)}


def _drawn(look: Look, x: float, y: float) -> Markup:
    return Markup(mark(look[0], x, y, look[1]))


def _dot(node: Node, label: str, layout: Layout, marks: Mapping[str, Look], links: Links) -> Dot:
    spot = layout.spots[node.iri]
    below = 4.5
    if spot.anchor == "middle" and layout.centre:
        below = 22.0 if spot.y > layout.centre[1] else -12.0
    look = marks[node.kind]
    return Dot(node, label, spot, _drawn(look, spot.x, spot.y), look[1], links.local(node.iri), below)


def _lines(part: Network, layout: Layout) -> Sequence[Line]:
    heaviest = max((link.weight for link in part.links), default=1)
    nodes = part.by_iri()
    return [
        Line(
            link,
            _curve(layout.spots[link.source], layout.spots[link.target], layout),
            thickness(link.weight, heaviest),
            f"{nodes[link.source].label} {link.kind} {nodes[link.target].label}: {link.weight:,}",
        )
        for link in part.links
    ]


def _curve(start: Spot, end: Spot, layout: Layout) -> str:
    if layout.centre:
        across, down = layout.centre
        bend = f"{(start.x + end.x + across) / 3:.1f} {(start.y + end.y + down) / 3:.1f}"
        return f"M{start.x:g} {start.y:g}Q{bend} {end.x:g} {end.y:g}"
    if start.x == end.x:
        out = start.x - 30 - abs(start.y - end.y) / 4
        return f"M{start.x:g} {start.y:g}C{out:.1f} {start.y:g} {out:.1f} {end.y:g} {end.x:g} {end.y:g}"
    left, right = (start, end) if start.x < end.x else (end, start)
    half = (left.out + right.x) / 2
    return f"M{left.out:g} {left.y:g}C{half:.1f} {left.y:g} {half:.1f} {right.y:g} {right.x:g} {right.y:g}"


@lru_cache(maxsize=16)
def network_html(opened: Opened, name: str, around: str) -> str:
    """Return the page of a network."""
    return html(opened, "network.html", {"view": view(opened, name, around), "titles": TITLES})


async def network(request: Request) -> Response:
    """Answer with a network."""
    asked = request.query_params
    return await page(request, network_html, asked.get("projection", "comments"), asked.get("around", ""))


routes = [Route("/network", network)]
