"""Paragraphs, items of lists and rows of tables in, text out: what pages, Word files and Markdown have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

LIST = "list"
BULLET = "- "


class Block(NamedTuple):
    """A paragraph; neighbours of one group, the items of a list or the rows of a table, are lines of one."""

    text: str
    group: str = ""


def joined(blocks: Iterable[Block]) -> str:
    """Return the text of blocks: a blank line between paragraphs, none within a list or a table."""
    groups = groupby(blocks, key=lambda block: block.group)
    return "\n\n".join(("\n" if group else "\n\n").join(block.text for block in inside) for group, inside in groups)


def item(blocks: Sequence[Block], marker: str, group: str) -> list[Block]:
    """Mark the item's first paragraph and indent the lists inside it."""
    nested = [Block(indented(block.text), group) if block.group.startswith(LIST) else block for block in blocks]
    if not blocks or blocks[0].group:
        return nested
    return [Block(marker + blocks[0].text, group), *nested[1:]]


def indented(text: str, depth: int = 1) -> str:
    """Return a text with two spaces for each level of depth before each line."""
    return re.sub("(?m)^", "  " * depth, text)


def row(cells: Sequence[Sequence[Block]], group: str) -> list[Block]:
    """Put a row on a line; cells that hold several paragraphs are no row but a page's layout."""
    if len(cells) == 1 or any(len(cell) > 1 for cell in cells):
        return [block for cell in cells for block in cell]
    texts = [cell[0].text.replace("\n", " ") if cell else "" for cell in cells]
    line = " | ".join(texts).rstrip(" |")
    return [Block(line, group)] if line else []
