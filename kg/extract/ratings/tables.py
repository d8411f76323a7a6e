"""Tables whose rows are lines: "Service | Previous | Current", cells parted by bars, tabs or wide spaces.

A heading says what its column gives: a time, a judgement area, whose services; a column whose heading is not understood
gives nothing. What stands before the first grade of a row names who is graded, and in what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg import english
from kg.extract.ratings.grades import subject_of
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, forwards
from kg.extract.ratings.notations import cell_signal, named_areas
from kg.extract.ratings.rows import TABLE, cell_grade, labelled, line_holder
from kg.extract.ratings.sentence import SILENT_ZONES, Page, Sentence, whole
from kg.extract.ratings.signals import Kind, Signal, areas_of, find_signals, is_outlook
from kg.extract.ratings.standing import CURRENT, EXPECTED, PREVIOUS, Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import Subject
from kg.extract.times import find_times
from kg.lexicon import AREAS, REGIMES, VALUE_WORDS, VOCAB
from kg.model import AnnotatedBlock, Hit, Zone

FEWEST_CELLS, FEWEST_ROWS = 2, 2
OVERALL = f"{VOCAB}areas/overall"
LONGEST_CELL, LONGEST_GRADE, FEWEST_SPACES = 24, 10, 1
_BAR = re.compile(r"\s*\|\s*")
_NOTATION = re.compile(r"(?:[Ss]core:?\s*)?[0-6]|[Yy]es|[Nn]o|[Mm]ost|[Ss]ome")
_RULE = re.compile(r"[\s|:+=_–—-]+")
_HEAD_CUES = ("column-past", "column-now", "column-thing", "whole-rating", "whole-service", "score-noun", "inspector")
_HEAD_SCHEMES = (AREAS, REGIMES, "bodies", "client-groups", "service-types")
_WORDED = {Kind.PHRASE: "people-served", Kind.OUTLOOK: "area-value", Kind.STARS: "stars-awarded"}
_UNREAD = SILENT_ZONES - {Zone.FURNITURE, Zone.CAPTION, Zone.STANDFIRST}


class _Row(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column gives: of which time, in what areas, of whom, of whose services.

    `clients` and `words` are the heading's words for people and areas. `when` is the year of its heading (ISO 8601), by
    which columns are told apart.
    """

    standing: Standing
    areas: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    clients: str = ""
    words: str = ""
    when: str = ""


class _Named(NamedTuple):
    """Who and what a row is about, and the cell that names it."""

    holders: tuple[Holder, ...]
    topics: tuple[Topic, ...]
    label: Sentence
    place: tuple[int, int]


def table_statements(page: Page) -> tuple[frozenset[int], tuple[Statement, ...]]:
    """Return the blocks that are rows of tables with values, and what the rows state."""
    taken: set[int] = set()
    found: list[Statement] = []
    for rows in _tables(page):
        said = list(_read(page, rows))
        if said:
            taken.update(row.block.block.index for row in rows)
            found += said
    return frozenset(taken), tuple(found)


# --- finding tables


def _tables(page: Page) -> Iterator[list[_Row]]:
    """Yield runs of neighbouring lines with cells; lines of a rule ("---|---") are passed over."""
    run: list[_Row] = []
    for block in page.annotated.blocks:
        if block.block.zone in _UNREAD or not _RULE.sub("", block.text):
            continue
        cells = _cells(page, block)
        if not cells:
            yield from [run] if len(run) >= FEWEST_ROWS else []
            run = []
        else:
            run.append(_Row(block, cells))
    yield from [run] if len(run) >= FEWEST_ROWS else []


def _cells(page: Page, block: AnnotatedBlock) -> tuple[tuple[int, int], ...]:
    """Return the cells of a line; none if it is no row."""
    gaps = [m.span() for m in _BAR.finditer(block.text)] or list(_wide_gaps(page, block))
    edges = [0, *(edge for gap in gaps for edge in gap), len(block.text)]
    cells = [(start, max(start, end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    cells = cells[1:] if block.text.startswith("|") else cells
    cells = cells[:-1] if block.text.endswith("|") else cells
    short = all(len(block.text[start:end].split()) <= LONGEST_CELL for start, end in cells)
    return tuple(cells) if len(cells) >= FEWEST_CELLS and short else ()


def _wide_gaps(page: Page, block: AnnotatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the spaces of a line that stand for a tab or for two spaces and more; three behind a full stop."""
    view, raw = block.block.view, page.annotated.document.text
    for place, char in enumerate(view.text):
        gap = raw[view.starts[place] : view.ends[place]]
        if char != " " or "\n" in gap or "\r" in gap:
            continue
        ends = view.text[place - 1 : place] in (".", "!", "?")
        if "\t" in gap or len(gap) > FEWEST_SPACES + ends:
            yield place, place + 1


# --- columns


def _read(page: Page, rows: list[_Row]) -> Iterator[Statement]:
    """Yield what the rows of a table state, each cell by the heading of its column."""
    head, body = _headed(page, rows)
    columns = _columns(page, head) if head else None
    before: _Named | None = None
    for row in body:
        named = _named(page, row, head, before)
        before = named or before
        if named is not None:
            yield from _of_row(page, row, columns, named)


def _headed(page: Page, rows: list[_Row]) -> tuple[_Row | None, list[_Row]]:
    """Return the heading and the rows below it: the first line is a heading unless a cell of it holds a value."""
    first = rows[0]
    valued = any(_has_value(page, first, place) for place in range(1, len(first.cells)))
    return (None, rows) if valued else (first, rows[1:])


def _has_value(page: Page, row: _Row, place: int) -> bool:
    cell = row.cell(page, place)
    stars = any(signal.kind == Kind.STARS for signal in find_signals(cell)) and not cell.cues(*_HEAD_CUES)
    return cell_grade(cell) is not None or stars or bool(_NOTATION.fullmatch(cell.text, cell.start, cell.end))


def _columns(page: Page, head: _Row) -> list[_Column | None]:
    """Return the columns by their headings; of several years the latest is the present one."""
    columns = [_column(head.cell(page, place)) for place in range(len(head.cells))]
    years = sorted({column.when for column in columns if column is not None and column.when})
    return [
        replace(c, standing=Standing(PREVIOUS, c.standing.when)) if c and c.when and c.when < years[-1] else c
        for c in columns
    ]


def _column(head: Sentence) -> _Column | None:
    """Return what a heading says of its column; None if it is not understood."""
    times = [t for t in find_times(head.text) if head.start <= t.start and t.end <= head.end and t.value]
    if not _is_understood(head, [(t.start, t.end) for t in times]):
        return None
    when = head.text[times[0].start : times[0].end] if times else ""
    past = bool(head.cues("column-past"))
    status = EXPECTED if _hopes(head) else PREVIOUS if past else CURRENT
    standing = Standing(status, when if past else "")
    areas = named_areas(head, head.start, head.end)
    holders = tuple(Holder(authority=m.key) for m in head.mentions)
    groups = head.hits("client-groups")
    clients = head.text[groups[0].start : groups[0].end] if groups and areas else ""
    words = head.text[head.areas[0].start : head.areas[-1].end] if head.areas else ""
    return _Column(standing, areas, holders, clients, words, times[0].value if times and not past else "")


def _hopes(head: Sentence) -> tuple[Hit, ...]:
    return tuple(hit for hit in head.hits("cues") if hit.concept == f"{VOCAB}cues/{EXPECTED}")


def _is_understood(head: Sentence, times: Sequence[tuple[int, int]]) -> bool:
    known = [(hit.start, hit.end) for hit in (*head.cues(*_HEAD_CUES), *head.areas)]
    known += [(hit.start, hit.end) for scheme in _HEAD_SCHEMES for hit in head.hits(scheme)]
    known += [(hit.start, hit.end) for hit in _hopes(head)]
    known += [*times, *head.names]
    content = [t for t in head.tokens if t.is_word and t.key not in english.FUNCTION_WORDS and t.key != "'s"]
    return bool(content) and all(any(start <= t.start < end for start, end in known) for t in content)


# --- rows


def _named(page: Page, row: _Row, head: _Row | None, before: _Named | None) -> _Named | None:
    """Return whom and what the cells before the first value of a row name."""
    places = []
    for place in range(len(row.cells)):
        if place and _holds_value(page, row, place):
            break
        places.append(place)
    told = [(row.cell(page, p), _cell_named(page, row, head, p)) for p in places if row.text(p)]
    told = [(cell, named) for cell, named in told if named is not None]
    holders = next((named.holders for _, named in told if named and named.holders), ())
    topics = next((named.topics for _, named in told if named and any(t.words for t in named.topics)), (WHOLE,))
    if not holders and before is not None and before.holders and not row.text(0):
        holders = before.holders
    if not told:
        return None
    cell, named = next(((c, n) for c, n in told if n and n.holders), told[0])
    return _Named(holders, topics, cell, (named.start, named.end) if named else (cell.start, cell.start))


def _holds_value(page: Page, row: _Row, place: int) -> bool:
    cell = row.cell(page, place)
    alone = bool(_NOTATION.fullmatch(cell.text, cell.start, cell.end))
    return cell_grade(cell) is not None or bool(find_signals(cell)) or bool(cell.hits(VALUE_WORDS)) or alone


def _cell_named(page: Page, row: _Row, head: _Row | None, place: int) -> Judged | None:
    """Return what a cell of words names; bodies, regimes and dates name nobody."""
    cell = row.cell(page, place)
    outside = [*cell.hits("bodies"), *cell.hits(REGIMES)]
    times = [t for t in find_times(cell.text) if cell.start <= t.start < cell.end]
    content = [t for t in cell.tokens if t.is_word and not any(h.start <= t.start < h.end for h in outside)]
    content = [t for t in content if not any(x.start <= t.start < x.end for x in times) and not t.text.isdigit()]
    if not content:
        return None
    if not cell.names and not cell.areas and _is_home(page, cell, head, place):
        return Judged((Holder(provider=row.text(place)),), (WHOLE,), cell.start, cell.end)
    return labelled(page, cell, cell.start, cell.end) or forwards(cell, cell.start, cell.end)


def _is_home(page: Page, cell: Sentence, head: _Row | None, place: int) -> bool:
    """Return whether a cell names a home: a noun with a letter ("Home A"), or any name under a heading for homes."""
    nouns = cell.cues("provider-anaphor")
    counted = bool(nouns) and len(cell.tokens[-1].text) == 1 and nouns[-1].end < cell.tokens[-1].start
    above = head.cell(page, place) if head and place < len(head.cells) else None
    homes = (
        above is not None and bool(above.cues("provider-anaphor")) and not above.cues("whole-service", "service-noun")
    )
    return (counted or bool(homes)) and cell.text[cell.start].isupper()


def _of_row(page: Page, row: _Row, columns: Sequence[_Column | None] | None, named: _Named) -> Iterator[Statement]:
    if columns is not None and len(columns) != len(row.cells):
        return
    for place in range(1, len(row.cells)):
        column = columns[place] if columns is not None else _Column(Standing(CURRENT))
        if column is not None and (columns is not None or _is_only_value(page, row, place)):
            yield from _of_cell(page, row.cell(page, place), column, named)


def _is_only_value(page: Page, row: _Row, place: int) -> bool:
    """Return whether a row without headings above it has one value and no other."""
    return [p for p in range(1, len(row.cells)) if _holds_value(page, row, p)] == [place]


def _of_cell(page: Page, cell: Sentence, column: _Column, named: _Named) -> Iterator[Statement]:
    """Yield what a cell states of each holder and topic; stars are read as those of every regime that counts them."""
    topics = _topics(column, named)
    areas = _areas(column, topics)
    grade = cell_grade(cell) if not set(areas) & page.outlook else None
    other = _worded(page, cell, areas) if grade is None or grade.signals[0].kind == Kind.STARS else None
    holders = column.holders or named.holders or line_holder(page, named.label)
    for signals in ([grade.signals] if grade else []) + ([(other,)] if other else []):
        rule = TABLE if grade and signals is grade.signals else _WORDED.get(signals[0].kind, TABLE)
        for holder in holders:
            for topic in topics if rule == TABLE else (Topic(column.clients),):
                if holder.provider and topic.words and not topic.areas:
                    continue
                yield _statement(cell, column, named, (subject_of(holder, topic), topic, signals, rule))


def _statement(
    cell: Sentence, column: _Column, named: _Named, said: tuple[Subject, Topic, tuple[Signal, ...], str]
) -> Statement:
    subject, topic, signals, rule = said
    stands = _dated(cell, column)
    return Statement(subject, signals, stands, rule, named.label, named.place, cell, topic.areas, topic.whole)


def _areas(column: _Column, topics: Sequence[Topic]) -> tuple[str, ...]:
    return column.areas or tuple(area for topic in topics for area in topic.areas)


def _topics(column: _Column, named: _Named) -> tuple[Topic, ...]:
    """Return what a cell judges: what its row names, else what its column does."""
    if any(topic.words for topic in named.topics) or not column.areas or column.areas == (OVERALL,):
        return named.topics
    return (Topic(column.words, column.areas),)


def _dated(cell: Sentence, column: _Column) -> Standing:
    """Return the standing of a column, with the time that the cell itself tells: "Good (2017)"."""
    times = [t for t in find_times(cell.text) if cell.start <= t.start and t.end <= cell.end and t.value]
    own = cell.text[times[0].start : times[0].end] if times else ""
    return column.standing._replace(when=own or column.standing.when)


# --- values by the heading of their column


def _worded(page: Page, cell: Sentence, areas: Sequence[str]) -> Signal | None:
    """Return the value of a cell under the name of its area: stars, "Most", "Promising", "2"."""
    if len([t for t in cell.tokens if t.is_word]) > LONGEST_GRADE:
        return None
    signals = [signal for signal in find_signals(cell) if signal.kind in _WORDED]
    if signals:
        return signals[0]
    hits = [hit for hit in cell.hits(VALUE_WORDS) if hit.start == cell.start]
    concepts = tuple(page.lexicon.concepts[hit.concept] for hit in hits)
    values = tuple(c for c in concepts if set(areas_of(cell, c)) & set(areas) and is_outlook(cell, c))
    if values:
        return Signal(Kind.OUTLOOK, values, hits[0].start, hits[0].end)
    return cell_signal(page, cell, areas)
