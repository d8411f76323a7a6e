"""Nodes and links in, places on paper out: columns for links that lead somewhere, a circle for those that don't.

Computed without chance and without a library, so that the same network gives the same picture everywhere.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.network.links import Link, Network

Ends = frozenset[str]

SWEEPS = 12
MOST_PASSAGES = 12  # of so many links that skip a column, none gets a row of its own in it
_TIERS = {"Person": 0, "LocalAuthority": 1}
_NARROW, _WIDE = frozenset(" fijlrtI.,:;'!|()[]-"), frozenset("mwMW@%")
ROW, LETTER = 26.0, 8.2
MARGIN, GAP = 28.0, 150.0
NARROWEST, ARC = 100.0, 19.0  # a circle's radius at least, and the room of a node on it
UPRIGHT = 12  # up to so many nodes on a circle have labels that are not turned
UPRIGHT_ABOVE = 0.1  # the cosine up to which a label stands above or below its node


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node is drawn, in pixels.

    Its label starts, ends or has its middle there (`anchor`), turned by `angle`. `out` is where links to the right
    begin: behind the label, if it stands in their way.
    """

    x: float
    y: float
    anchor: str
    angle: float = 0.0
    out: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A place for each node, by IRI; the width and height of all; the centre of the circle, if it is one.

    `passages` are the places, from left to right, at which a link goes through the columns between its ends.
    """

    spots: Mapping[str, Spot]
    width: float
    height: float
    centre: tuple[float, float] | None = None
    passages: Mapping[Ends, tuple[Spot, ...]] = field(default_factory=dict)


def written_width(text: str) -> float:
    """Return how many pixels a text takes at most at 13 pixels' height, in the widest of the usual fonts.

    >>> written_width("ill") < written_width("Wow")
    True
    """
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 2 * LETTER
    if letter in _NARROW:
        return 0.6 * LETTER
    return LETTER * (1.5 if letter in _WIDE else 1.15 if letter.isupper() else 1)


# --- columns


def columns(network: Network, tiers: Sequence[Sequence[str]], labels: Mapping[str, str]) -> Layout:
    """Place each tier in a column, ordered so that few links cross; the first tier's labels stand on its left.

    A link that skips a column goes through it in a row of its own, so that it strikes no label out.
    """
    passing = _passing(network.links, tiers)
    tiers = [[*tier, *(_row(ends, number) for ends in _through(passing, number))] for number, tier in enumerate(tiers)]
    ordered = _untangled(tiers, list(_segments(network.links, passing)))
    tallest = max(len(tier) for tier in ordered)
    height = max(1, tallest) * ROW
    spots: dict[str, Spot] = {}
    x = MARGIN + _widest(ordered[0], labels)
    for number, tier in enumerate(ordered):
        for place, iri in enumerate(tier):
            y = MARGIN + (place + 0.5) * height / len(tier)
            widest = _widest(tier, labels) if iri not in labels else written_width(labels[iri]) + 14
            out = x + (widest if number else 0)
            spots[iri] = Spot(round(x, 1), round(y, 1), "start" if number else "end", out=round(out, 1))
        # The labels of all columns but the first stand on the right of their nodes.
        x += GAP + (_widest(tier, labels) if number else 0)
    passages = {ends: tuple(spots.pop(_row(ends, number)) for number in passing[ends]) for ends in passing}
    return Layout(spots, round(x - GAP + MARGIN, 1), round(height + 2 * MARGIN, 1), passages=passages)


def _widest(iris: Iterable[str], labels: Mapping[str, str]) -> float:
    return max((written_width(labels[iri]) for iri in iris if iri in labels), default=0.0) + 14


def _passing(links: Iterable[Link], tiers: Sequence[Sequence[str]]) -> dict[Ends, range]:
    """Return the columns between the ends of each link that skips any; none at all if there are too many."""
    tier_of = {iri: number for number, tier in enumerate(tiers) for iri in tier}
    found = {}
    for link in links:
        near, far = sorted((tier_of[link.source], tier_of[link.target]))
        if far - near > 1:
            found[frozenset((link.source, link.target))] = range(near + 1, far)
    return found if len(found) <= MOST_PASSAGES else {}


def _through(passing: Mapping[Ends, range], number: int) -> list[Ends]:
    return sorted((ends for ends, between in passing.items() if number in between), key=sorted)


def _row(ends: Ends, number: int) -> str:
    """Return the name of the row in which a link goes through a column; no IRI holds a space."""
    return " ".join([*sorted(ends), str(number)])


def _segments(links: Iterable[Link], passing: Mapping[Ends, range]) -> Iterable[Link]:
    """Yield the links, those that skip columns piece by piece."""
    for link in links:
        rows = [
            _row(ends, number) for ends in [frozenset((link.source, link.target))] for number in passing.get(ends, ())
        ]
        for one, other in pairwise([link.source, *rows, link.target]):
            yield replace(link, source=one, target=other)


def tiers(network: Network) -> list[list[str]]:
    """Return the nodes from which links only start, those in the middle, and those at which they only end."""
    starts = {link.source for link in network.links}
    ends = {link.target for link in network.links}
    ordered = [node.iri for node in sorted(network.nodes, key=lambda node: node.place)]
    found = [
        [iri for iri in ordered if iri in starts and iri not in ends],
        [iri for iri in ordered if iri in starts and iri in ends],
        [iri for iri in ordered if iri not in starts],
    ]
    return [tier for tier in found if tier]


def tiers_by_kind(network: Network) -> list[list[str]]:
    """Return the people, the authorities, and the bodies that are none: most links lead to authorities."""
    ordered = sorted(network.nodes, key=lambda node: node.place)
    found = [[node.iri for node in ordered if _TIERS.get(node.kind, 2) == tier] for tier in range(3)]
    return [tier for tier in found if tier]


def _untangled(tiers: Sequence[Sequence[str]], links: Iterable[Link]) -> list[list[str]]:
    """Sort each tier by where its neighbours in other tiers stand, forth and back. Sugiyama and others, 1981."""
    tier_of = {iri: number for number, tier in enumerate(tiers) for iri in tier}
    neighbours: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for link in links:
        if tier_of[link.source] != tier_of[link.target]:
            neighbours[link.source].append((link.target, link.weight))
            neighbours[link.target].append((link.source, link.weight))
    ordered = [list(tier) for tier in tiers]
    for sweep in range(SWEEPS):
        for number in range(len(ordered)) if sweep % 2 else reversed(range(len(ordered))):
            places = _relative_places(ordered)
            ordered[number].sort(key=lambda iri: _middle(iri, neighbours[iri], places))
    return ordered


def _relative_places(tiers: Iterable[Sequence[str]]) -> dict[str, float]:
    return {iri: (place + 0.5) / len(tier) for tier in tiers for place, iri in enumerate(tier)}


def _middle(iri: str, neighbours: Sequence[tuple[str, int]], places: Mapping[str, float]) -> float:
    if not neighbours:
        return places[iri]
    total = sum(weight for _, weight in neighbours)
    return round(sum(places[other] * weight for other, weight in neighbours) / total, 6)


# --- a circle


def circle(order: Sequence[str], labels: Mapping[str, str]) -> Layout:
    """Place nodes on a circle in the given order, clockwise from the top; labels look outwards."""
    count = len(order)
    upright = count <= UPRIGHT
    radius = max(NARROWEST, count * ARC / (2 * math.pi))
    widest = _widest(order, labels)
    across = MARGIN + widest + radius
    down = MARGIN + radius + (ROW if upright else widest)
    turns = [2 * math.pi * number / count - math.pi / 2 for number in range(count)]
    spots = {iri: _on_circle(turn, radius, (across, down), upright) for iri, turn in zip(order, turns, strict=True)}
    return Layout(spots, round(2 * across, 1), round(2 * down, 1), (round(across, 1), round(down, 1)))


def _on_circle(turn: float, radius: float, centre: tuple[float, float], upright: bool) -> Spot:
    across, down = math.cos(turn), math.sin(turn)
    x, y = round(centre[0] + radius * across, 1), round(centre[1] + radius * down, 1)
    left = round(across, 6) < 0
    if upright:
        return Spot(x, y, "middle" if abs(across) < UPRIGHT_ABOVE else "end" if left else "start")
    degrees = math.degrees(turn)
    return Spot(x, y, "end" if left else "start", round(degrees + 180 if left else degrees, 1))
