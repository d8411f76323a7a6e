"""A network in, an SVG picture out that a person can read, on a screen and in print.

The shape of a node says what it is, its colour which group it belongs to; a link is as thick as its weight. Every
node and link tells more when the pointer rests on it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.errors import ExportError
from kg.network.layout import Layout, Spot, circle, columns, tiers, tiers_by_kind, written_width
from kg.network.links import Link, Network, Node, counted, network, words
from kg.network.marks import INK, SHAPES, mark
from kg.network.palette import COLOURS
from kg.network.xml import attribute, element

MOST = 60
LONGEST = 46
HEAD, LINE = 64.0, 20.0
THINNEST, THICKEST, THICKER = 1.2, 8.0, 0.8
LOOP = 30.0  # how far a link from a node to itself reaches
NO_GROUP = "#b0b0b0"
USUAL = {"Person": "circle", "LocalAuthority": "square", "Inspectorate": "diamond", "Organization": "triangle"}
_PALE, _LINK = "#595959", "#767676"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: the network, each node's group, the words above; `said`: every link says what it is."""

    network: Network
    groups: Mapping[str, int]
    title: str
    note: str
    said: bool = False


def draw(shown: Network, groups: Mapping[str, int], title: str = "", tiers_of: Sequence[Sequence[str]] = ()) -> str:
    """Draw a network; of a large one, the 60 nodes that have the weightiest links.

    `groups` are numbers from 1 by IRI; `tiers_of` are the columns of IRIs, if they are known.

    Raises:
        ExportError: there is nothing to draw.
    """
    if not shown.nodes:
        raise ExportError(f"The network {shown.name} is empty: there is nothing to draw.")
    part = weightiest(shown, MOST)
    labels = {node.iri: _short(node.label) for node in part.nodes}
    if part.directed:
        layout = columns(part, tiers_of or _tiers(part), labels)
        layout = replace(layout, height=layout.height + LINE * 2) if tiers_of else layout
    else:
        layout = circle(_by_group(part, groups), labels)
    drawing = Drawing(part, groups, title or shown.name, _note(shown, part), said=bool(tiers_of))
    return "".join(_svg(drawing, layout, labels))


def _tiers(part: Network) -> list[list[str]]:
    return tiers_by_kind(part) if part.name == "connections" else tiers(part)


def weightiest(network_: Network, most: int) -> Network:
    """Return the network of the nodes that have the weightiest links, as many as `most`, and the links among them."""
    if len(network_.nodes) <= most:
        return network_
    weights: Counter[str] = Counter()
    for link in network_.links:
        weights.update({link.source: link.weight, link.target: link.weight})
    ranked = sorted(network_.nodes, key=lambda node: (-weights[node.iri], node.place))
    kept = {node.iri for node in ranked[:most]}
    links = [link for link in network_.links if link.source in kept and link.target in kept]
    linked = {end for link in links for end in (link.source, link.target)}
    return replace(network_, nodes=tuple(node for node in network_.nodes if node.iri in linked), links=tuple(links))


def by_kind(whole: Network) -> Network:
    """Return what a large network is made of: a node for each kind, a link for each sort of link between kinds."""
    kinds = {node.iri: node.kind for node in whole.nodes}
    counted = Counter(kinds.values())
    links = Counter((kinds[link.source], kinds[link.target], link.kind) for link in whole.links)
    nodes = [Node(f"urn:kind:{kind}", f"{words(kind)} ({number:,})", kind) for kind, number in counted.items()]
    between: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for (one, other, kind), number in sorted(links.items()):
        between[one, other].append((kind, number))
    return network(whole.name, nodes, [_condensed(one, other, told) for (one, other), told in between.items()])


def _condensed(one: str, other: str, told: Sequence[tuple[str, int]]) -> Link:
    kinds = ", ".join(f"{kind} ({number:,})" for kind, number in told)
    return Link(f"urn:kind:{one}", f"urn:kind:{other}", kinds, sum(number for _, number in told))


def _short(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _by_group(part: Network, groups: Mapping[str, int]) -> list[str]:
    ordered = sorted(part.nodes, key=lambda node: (groups.get(node.iri, 0), node.place))
    return [node.iri for node in ordered]


def _note(whole: Network, part: Network) -> str:
    if len(part.nodes) == len(whole.nodes):
        return f"{counted(len(whole.nodes), 'node')}, {counted(len(whole.links), 'link')}"
    return (
        f"{len(part.nodes):,} of {len(whole.nodes):,} nodes: those with the weightiest links; "
        f"{len(part.links):,} of {len(whole.links):,} links"
    )


# --- SVG


def _svg(drawing: Drawing, layout: Layout, labels: Mapping[str, str]) -> Iterator[str]:
    legend = _legend(drawing)
    wide = [written_width(text) + 60 for text in (drawing.note, *(text for _, text in legend))]
    wide.append(1.4 * written_width(drawing.title) + 60)
    width = math.ceil(max(layout.width, *wide, 320.0))
    height = math.ceil(HEAD + layout.height + LINE * (len(legend) + 1))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" font-family="Helvetica, Arial, \'DejaVu Sans\', sans-serif" font-size="13">\n'
        f"<title>{element(drawing.title)}</title>\n<desc>{element(drawing.note)}</desc>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="20" y="30" font-size="18" font-weight="bold" fill="{INK}">{element(drawing.title)}</text>\n'
        f'<text x="20" y="50" fill="{_PALE}">{element(drawing.note)}</text>\n<g transform="translate(0 {HEAD:g})">\n'
    )
    yield from _links(drawing.network, layout)
    if drawing.said:
        yield from _said(drawing.network, layout)
    yield from _nodes(drawing, layout, labels)
    yield "</g>\n"
    yield from _legend_svg(legend, HEAD + layout.height)
    yield "</svg>\n"


def _links(part: Network, layout: Layout) -> Iterator[str]:
    heaviest = max((link.weight for link in part.links), default=1)
    nodes = part.by_iri()
    yield f'<g fill="none" stroke="{_LINK}" stroke-opacity="0.55">\n'
    for link in part.links:
        told = f"{nodes[link.source].label} {link.kind} {nodes[link.target].label}: {link.weight:,}"
        between = layout.passages.get(frozenset((link.source, link.target)), ())
        path = _curve(layout.spots[link.source], layout.spots[link.target], layout, between)
        width = thickness(link.weight, heaviest)
        yield f'<path d="{path}" stroke-width="{width:g}"><title>{element(told)}</title></path>\n'
    yield "</g>\n"


def _said(part: Network, layout: Layout) -> Iterator[str]:
    """Yield below each line what it says, with an arrow in its direction."""
    below: Counter[tuple[str, ...]] = Counter()
    for link in part.links:
        start, end = layout.spots[link.source], layout.spots[link.target]
        pair = tuple(sorted((link.source, link.target)))
        below[pair] += 1
        left, right = (start, end) if start.x < end.x else (end, start)
        place = f'x="{(left.out + right.x) / 2:.1f}" y="{left.y + 4 + 14 * below[pair]:.1f}"'
        text = link.kind if link.mutual else f"{link.kind} →" if left is start else f"← {link.kind}"
        yield f'<text {place} font-size="11" text-anchor="middle" fill="{_PALE}">{element(text)}</text>\n'


def thickness(weight: int, heaviest: int) -> float:
    """Return a line's thickness in pixels, which grows with the root of the weight up to 8 at most.

    >>> thickness(1, 1), thickness(25, 100), thickness(100, 100)
    (1.2, 4.0, 8.0)
    """
    thickest = min(THICKEST, THINNEST + THICKER * (heaviest - 1))
    return round(max(THINNEST, thickest * math.sqrt(weight / heaviest)), 1)


def _curve(start: Spot, end: Spot, layout: Layout, between: Sequence[Spot]) -> str:
    if layout.centre:
        across, down = layout.centre
        bend = f"{(start.x + end.x + across) / 3:.1f} {(start.y + end.y + down) / 3:.1f}"
        return f"M{start.x:g} {start.y:g}Q{bend} {end.x:g} {end.y:g}"
    if start == end:
        out, up, down = start.x - LOOP, start.y - LOOP, start.y + LOOP
        return f"M{start.x:g} {start.y:g}C{out:g} {up:g} {out:g} {down:g} {start.x:g} {start.y:g}"
    if start.x == end.x:
        out = start.x - 30 - abs(start.y - end.y) / 4
        return f"M{start.x:g} {start.y:g}C{out:.1f} {start.y:g} {out:.1f} {end.y:g} {end.x:g} {end.y:g}"
    left, right = (start, end) if start.x < end.x else (end, start)
    return _through([left, *between, right])


def _through(spots: Sequence[Spot]) -> str:
    """Return a line from the first spot to the last, straight through those between them."""
    path = f"M{spots[0].out:g} {spots[0].y:g}"
    for left, right in pairwise(spots):
        half = (left.out + right.x) / 2
        path += f"C{half:.1f} {left.y:g} {half:.1f} {right.y:g} {right.x:g} {right.y:g}"
        path += f"H{right.out:g}" if right is not spots[-1] else ""
    return path


def _nodes(drawing: Drawing, layout: Layout, labels: Mapping[str, str]) -> Iterator[str]:
    shapes = _shapes(drawing.network)
    for node in drawing.network.nodes:
        spot = layout.spots[node.iri]
        told = f"{node.label} ({words(node.kind)})"
        drawn = mark(shapes[node.kind], spot.x, spot.y, _colour(drawing.groups.get(node.iri, 0)))
        yield f"<g><title>{element(told)}</title>{drawn}{_label(spot, labels[node.iri], layout)}</g>\n"


def _shapes(part: Network) -> dict[str, str]:
    """Return a shape for each kind; of too many kinds, none has one of its own."""
    kinds = sorted({node.kind for node in part.nodes})
    if len(kinds) > len(SHAPES):
        return dict.fromkeys(kinds, SHAPES[0])
    own = {kind: shape for kind, shape in USUAL.items() if kind in kinds}
    free = [shape for shape in SHAPES if shape not in own.values()]
    return own | dict(zip([kind for kind in kinds if kind not in own], free, strict=False))


def _colour(group: int) -> str:
    return COLOURS[group - 1] if 0 < group <= len(COLOURS) else NO_GROUP


def _label(spot: Spot, text: str, layout: Layout) -> str:
    away = {"start": 12.0, "end": -12.0, "middle": 0.0}[spot.anchor]
    y = 4.5
    if spot.anchor == "middle" and layout.centre:
        y = 22.0 if spot.y > layout.centre[1] else -12.0
    turned = f" rotate({spot.angle:g})" if spot.angle else ""
    place = f'transform="translate({spot.x:g} {spot.y:g}){turned}" x="{away:g}" y="{y:g}"'
    halo = 'stroke="#ffffff" stroke-width="6" stroke-linejoin="round" paint-order="stroke"'
    return f'<text {place} text-anchor="{spot.anchor}" fill="{INK}" {halo}>{element(text)}</text>'


# --- the legend


def _legend(drawing: Drawing) -> list[tuple[str, str]]:
    """Return what stands below: a shape and its kind a line, then thickness and colour in words."""
    shapes = _shapes(drawing.network)
    lines = [(shape, words(kind)) for kind, shape in shapes.items() if len(shapes) == len(set(shapes.values()))]
    weights = sorted({link.weight for link in drawing.network.links})
    if len(weights) > 1:
        lines.append(("line", f"a link is as thick as its weight: {weights[0]:,} to {weights[-1]:,}"))
    colours = {_colour(drawing.groups.get(node.iri, 0)) for node in drawing.network.nodes}
    if len(colours) > 1:
        rest = "; grey: small groups" if NO_GROUP in colours else ""
        lines.append(("colours", f"one colour, one group: linked more closely among themselves{rest}"))
    return lines


def _legend_svg(legend: Iterable[tuple[str, str]], top: float) -> Iterator[str]:
    for number, (sign, text) in enumerate(legend):
        y = top + LINE * (number + 0.5)
        yield f'{_sign(sign, 28, y)}<text x="46" y="{y + 4.5:g}" fill="{_PALE}">{element(text)}</text>\n'


def _sign(sign: str, x: float, y: float) -> str:
    if sign == "line":
        return f'<path d="M{x - 8:g} {y:g}h16" stroke="{_LINK}" stroke-width="3"/>'
    if sign == "colours":
        dots = [(x - 8 + 6 * number, colour) for number, colour in enumerate(COLOURS[:3])]
        return "".join(f'<circle cx="{at:g}" cy="{y:g}" r="3" fill={attribute(colour)}/>' for at, colour in dots)
    return mark(sign, x, y, NO_GROUP)
