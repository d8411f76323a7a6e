"""Lines of cells: which blocks are the rows of a table, and under which heading each of their cells stands.

Cells are parted by bars, tabs or wide spaces. Where they are set by blanks, the place in the line tells the column: of
a heading in several lines, of a row with a cell left empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from kg.extract.ratings.sentence import SILENT_ZONES, Page, Sentence, whole
from kg.model import AnnotatedBlock, Zone

FEWEST_CELLS, FEWEST_ROWS = 2, 2
LONGEST_CELL, FEWEST_SPACES, MOST_HEADINGS = 24, 1, 3
NEAREST_COLUMN = 2
_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:+=_–—-]+")
_UNREAD = SILENT_ZONES - {Zone.FURNITURE, Zone.CAPTION, Zone.STANDFIRST}


class Row(NamedTuple):
    """A line of a table: its block and its cells as stretches of the view, half-open; an empty cell has no length."""

    block: AnnotatedBlock
    cells: tuple[tuple[int, int], ...]

    def cell(self, page: Page, place: int) -> Sentence:
        """Return a cell as a sentence."""
        return whole(page, self.block, *self.cells[place])

    def text(self, place: int) -> str:
        """Return the words of a cell."""
        start, end = self.cells[place]
        return self.block.text[start:end]


class Grid(NamedTuple):
    """A table: for each column its headings from above down, none for a table without; and the rows below them."""

    headings: tuple[tuple[Sentence, ...], ...]
    body: tuple[Row, ...]


# --- finding tables


def tables(page: Page) -> Iterator[list[Row]]:
    """Yield runs of neighbouring lines with cells; lines of a rule ("---|---") are passed over."""
    run: list[Row] = []
    for block in page.annotated.blocks:
        if block.block.zone in _UNREAD or not _RULE.sub("", block.text):
            continue
        rows = _rows(page, block)
        if not rows:
            yield from [run] if len(run) >= FEWEST_ROWS else []
            run = []
        run += rows
    yield from [run] if len(run) >= FEWEST_ROWS else []


def _rows(page: Page, block: AnnotatedBlock) -> list[Row]:
    """Return the rows of a block: one, or one a line where each of its lines has cells; none if it is none."""
    rows = [Row(block, _cells(page, block, start, end)) for start, end in _lines(page, block)]
    return rows if all(row.cells for row in rows) else []


def _lines(page: Page, block: AnnotatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the lines of a block as stretches of its view, half-open; a block with bars is one."""
    view, raw = block.block.view, page.annotated.document.text
    start = 0
    for place, char in enumerate(view.text):
        if char == " " and "|" not in view.text and "\n" in raw[view.starts[place] : view.ends[place]]:
            yield start, place
            start = place + 1
    yield start, len(view.text)


def _cells(page: Page, block: AnnotatedBlock, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Return the cells of the line view[first:last]; none if it is no row."""
    gaps = [m.span() for m in _BAR.finditer(block.text, first, last)] or list(_wide_gaps(page, block, first, last))
    edges = [first, *(edge for gap in gaps for edge in gap), last]
    cells = [(start, max(start, end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    cells = cells[1:] if block.text.startswith("|") else cells
    cells = cells[:-1] if block.text.endswith("|") else cells
    short = all(len(block.text[start:end].split()) <= LONGEST_CELL for start, end in cells)
    return tuple(cells) if len(cells) >= FEWEST_CELLS and short else ()


def _wide_gaps(page: Page, block: AnnotatedBlock, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the spaces of a line that stand for a tab or for two spaces and more; three behind a full stop."""
    view, raw = block.block.view, page.annotated.document.text
    for place, char in enumerate(view.text[first:last], first):
        gap = raw[view.starts[place] : view.ends[place]]
        if char != " " or "\n" in gap or "\r" in gap:
            continue
        ends = view.text[place - 1 : place] in (".", "!", "?")
        if "\t" in gap or len(gap) > FEWEST_SPACES + ends:
            yield place, place + 1


# --- headings and columns


def grid(page: Page, rows: Sequence[Row], has_value: Callable[[Row], bool]) -> Grid:
    """Return a table with its headings: the first line, or the first few where blanks set the cells.

    A line with a value in it (`has_value`) is no heading.
    """
    ahead = list(takewhile(lambda row: not has_value(row), rows[:MOST_HEADINGS]))
    ahead = ahead if _by_blanks(page, rows) else ahead[:1]
    body = rows[len(ahead) :]
    if not ahead or not body:
        return Grid((), tuple(body))
    width = max(len(row.cells) for row in body)
    if not _by_blanks(page, rows):
        return Grid(tuple((ahead[0].cell(page, p),) for p in range(len(ahead[0].cells))), tuple(body))
    starts = _starts(page, body, width)
    return Grid(_headings(page, ahead, starts), tuple(_filled(page, row, starts) for row in body))


def _by_blanks(page: Page, rows: Sequence[Row]) -> bool:
    """Return whether neither bars nor tabs part the cells of a table."""
    raw = page.annotated.document.text
    return not any(
        "|" in row.block.text or "\t" in raw[row.block.block.view.starts[0] : row.block.block.view.ends[-1]]
        for row in rows
    )


def _offset(page: Page, row: Row, place: int) -> int:
    """Return how far from the beginning of its line a cell begins."""
    first = row.block.block.view.starts[row.cells[place][0]]
    return first - page.annotated.document.text.rfind("\n", 0, first) - 1


def _starts(page: Page, body: Sequence[Row], width: int) -> list[int]:
    """Return where the columns begin: the leftmost cell of each in the rows that have them all."""
    full = [row for row in body if len(row.cells) == width]
    return [min(_offset(page, row, place) for row in full) for place in range(width)]


def _headings(page: Page, ahead: Sequence[Row], starts: Sequence[int]) -> tuple[tuple[Sentence, ...], ...]:
    """Return the headings of each column; one that spans several counts for those that a lower line tells apart."""
    lines = [_placed(page, row, starts) for row in ahead]
    found: list[tuple[Sentence, ...]] = []
    for column in range(len(starts)):
        own = [line.get(column) for line in lines]
        if any(own):
            own = [cell or _spanning(line, column) for cell, line in zip(own, lines, strict=True)]
        found.append(tuple(cell for cell in own if cell))
    return tuple(found)


def _spanning(line: dict[int, Sentence], column: int) -> Sentence | None:
    """Return the heading that begins left of a column, but above no names of rows."""
    left = [place for place in line if 0 < place < column]
    return line[max(left)] if left else None


def _placed(page: Page, row: Row, starts: Sequence[int]) -> dict[int, Sentence]:
    """Return the cells of a line by the column in which they stand."""
    if len(row.cells) == len(starts):
        return {place: row.cell(page, place) for place in range(len(starts))}
    if len(row.cells) == len(starts) - 1 and _offset(page, row, 0) > starts[0] + NEAREST_COLUMN:
        return {place + 1: row.cell(page, place) for place in range(len(row.cells))}
    return {_column_at(_offset(page, row, p), starts): row.cell(page, p) for p in range(len(row.cells))}


def _column_at(offset: int, starts: Sequence[int]) -> int:
    return max((place for place, start in enumerate(starts) if start <= offset + NEAREST_COLUMN), default=0)


def _filled(page: Page, row: Row, starts: Sequence[int]) -> Row:
    """Return a row with an empty cell for each column that it leaves out; as it is if its cells stand askew."""
    places = [_column_at(_offset(page, row, place), starts) for place in range(len(row.cells))]
    askew = any(abs(_offset(page, row, p) - starts[c]) > NEAREST_COLUMN for p, c in enumerate(places))
    if len(row.cells) == len(starts) or askew or len(set(places)) < len(places):
        return row
    cells = dict(zip(places, row.cells, strict=True))
    return row._replace(cells=tuple(cells.get(place, (0, 0)) for place in range(len(starts))))
