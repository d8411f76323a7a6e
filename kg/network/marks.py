"""A shape, a place and a colour in, its SVG out: shapes that stay apart without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

INK = "#1a1a1a"
SIZE = 6.0
SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "ring", "star", "cross")

_CORNERS = {"square": (4, 45), "diamond": (4, 0), "triangle": (3, -90), "hexagon": (6, 0)}


def mark(shape: str, x: float, y: float, colour: str) -> str:
    """Return a shape of `SHAPES` around a point, filled with a colour."""
    drawn = f'fill="{colour}" stroke="{INK}" stroke-width="1"'
    if shape in _CORNERS:
        count, turn = _CORNERS[shape]
        return f'<polygon points="{_corners(x, y, [SIZE + 1.5] * count, turn)}" {drawn}/>'
    if shape == "star":
        return f'<polygon points="{_corners(x, y, [SIZE + 3, SIZE / 2] * 5, -90)}" {drawn}/>'
    if shape == "cross":
        path = f"M{x - SIZE:g} {y:g}h{2 * SIZE:g}M{x:g} {y - SIZE:g}v{2 * SIZE:g}"
        return f'<path d="{path}" stroke="{colour}" stroke-width="5"/>'
    filled = drawn if shape == "circle" else f'fill="#ffffff" stroke="{colour}" stroke-width="3.5"'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{SIZE:g}" {filled}/>'


def _corners(x: float, y: float, radii: Sequence[float], turn: float) -> str:
    turns = (math.radians(turn + 360 * number / len(radii)) for number in range(len(radii)))
    points = zip(radii, turns, strict=True)
    return " ".join(f"{x + far * math.cos(at):.1f},{y + far * math.sin(at):.1f}" for far, at in points)
