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
from kg.extract.ratings.grids import Row, grid, tables
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, forwards
from kg.extract.ratings.notations import cell_pair, cell_signal, headed_areas, is_starred, starred_signal
from kg.extract.ratings.rows import TABLE, cell_grade, labelled, line_holder
from kg.extract.ratings.sentence import Page, Sentence
from kg.extract.ratings.signals import Kind, Signal, areas_of, find_signals, is_outlook
from kg.extract.ratings.standing import CURRENT, EXPECTED, PREVIOUS, Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import Subject
from kg.extract.times import find_times
from kg.lexicon import AREAS, REGIMES, VALUE_WORDS, VOCAB
from kg.model import Hit

OVERALL = f"{VOCAB}areas/overall"
LONGEST_GRADE = 10
_NOTATION = re.compile(r"(?:[Ss]core:?\s*)?[0-6]|[Yy]es|[Nn]o|[Mm]ost|[Ss]ome")
_HEAD_CUES = (
    *("column-past", "column-now", "column-thing", "column-served", "column-ahead"),
    *("whole-rating", "whole-service", "score-noun", "inspector"),
)
_HEAD_SCHEMES = (AREAS, REGIMES, "bodies", "client-groups", "service-types")
_WORDED = {Kind.PHRASE: "people-served", Kind.OUTLOOK: "area-value", Kind.STARS: "stars-awarded"}


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column gives: of which time, in what areas, of whom, of whose services.

    `clients` and `words` are the heading's words for people and areas. `when` is the year of its heading (ISO 8601), by
    which columns are told apart; `starred` says that signs count stars in it.
    """

    standing: Standing
    areas: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    clients: str = ""
    words: str = ""
    when: str = ""
    starred: bool = False


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
    for rows in tables(page):
        said = list(_read(page, rows))
        if said:
            taken.update(row.block.block.index for row in rows)
            found += said
    return frozenset(taken), tuple(found)


# --- columns


def _read(page: Page, rows: list[Row]) -> Iterator[Statement]:
    """Yield what the rows of a table state, each cell by the heading of its column."""
    head, body = grid(page, rows, lambda row: any(_has_value(page, row, p) for p in range(1, len(row.cells))))
    columns = _columns(page, head, body) if head else None
    before: _Named | None = None
    found: list[tuple[Row, _Named]] = []
    for row in body:
        named = _named(page, row, head, before)
        before = named or before
        found += [(row, named)] if named is not None else []
    of_holders = any(holder.authority for _, named in found for holder in named.holders)
    for row, named in found:
        settled = named.holders or any(topic == WHOLE or topic.areas for topic in named.topics)
        if settled or not of_holders:  # a name that is not understood among names is nobody's
            yield from _of_row(page, row, columns, named)


def _has_value(page: Page, row: Row, place: int) -> bool:
    cell = row.cell(page, place)
    stars = any(signal.kind == Kind.STARS for signal in find_signals(cell)) and not cell.cues(*_HEAD_CUES)
    alone = _NOTATION.fullmatch(cell.text, cell.start, cell.end) or is_starred(row.text(place))
    return cell_grade(cell) is not None or stars or bool(alone)


def _columns(page: Page, head: Sequence[Sequence[Sentence]], body: Sequence[Row]) -> list[_Column | None]:
    """Return the columns by their headings; of several years the latest is the present one."""
    columns = [_joined([_column(cell) for cell in cells]) for cells in head]
    years = sorted({column.when for column in columns if column is not None and column.when})
    dated = [
        replace(c, standing=Standing(PREVIOUS, c.standing.when)) if c and c.when and c.when < years[-1] else c
        for c in columns
    ]
    return [replace(c, starred=_is_starred(body, place)) if c else c for place, c in enumerate(dated)]


def _is_starred(body: Sequence[Row], place: int) -> bool:
    """Return whether a column counts stars by signs in one of its rows."""
    return any(is_starred(row.text(place)) for row in body if place < len(row.cells))


def _joined(told: Sequence[_Column | None]) -> _Column | None:
    """Return what headings above each other say together; None if one of them is not understood."""
    known = [column for column in told if column is not None]
    if not known or len(known) < len(told):
        return None
    return _Column(
        next((c.standing for c in known if c.standing != Standing(CURRENT)), Standing(CURRENT)),
        tuple(dict.fromkeys(area for c in known for area in c.areas)),
        next((c.holders for c in known if c.holders), ()),
        next((c.clients for c in known if c.clients), ""),
        next((c.words for c in known if c.words), ""),
        next((c.when for c in known if c.when), ""),
    )


def _column(head: Sentence) -> _Column | None:
    """Return what a heading says of its column; None if it is not understood."""
    times = [t for t in find_times(head.text) if head.start <= t.start and t.end <= head.end and t.value]
    if not _is_understood(head, [(t.start, t.end) for t in times]):
        return None
    when = head.text[times[0].start : times[0].end] if times else ""
    past = bool(head.cues("column-past"))
    status = EXPECTED if _hopes(head) else PREVIOUS if past else CURRENT
    standing = Standing(status, when if past else "")
    areas = headed_areas(head)
    holders = tuple(Holder(authority=m.key) for m in head.mentions)
    groups = head.hits("client-groups")
    clients = head.text[groups[0].start : groups[0].end] if groups else ""
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


def _named(page: Page, row: Row, head: Sequence[Sequence[Sentence]], before: _Named | None) -> _Named | None:
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


def _holds_value(page: Page, row: Row, place: int) -> bool:
    cell = row.cell(page, place)
    alone = _NOTATION.fullmatch(cell.text, cell.start, cell.end) or is_starred(row.text(place))
    return cell_grade(cell) is not None or bool(find_signals(cell)) or bool(cell.hits(VALUE_WORDS)) or bool(alone)


def _cell_named(page: Page, row: Row, head: Sequence[Sequence[Sentence]], place: int) -> Judged | None:
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


def _is_home(page: Page, cell: Sentence, head: Sequence[Sequence[Sentence]], place: int) -> bool:
    """Return whether a cell names a home: a noun with a letter ("Home A"), or any name under a heading for homes."""
    nouns = cell.cues("provider-anaphor")
    counted = bool(nouns) and len(cell.tokens[-1].text) == 1 and nouns[-1].end < cell.tokens[-1].start
    above = head[place][-1] if place < len(head) and head[place] else None
    homes = (
        above is not None and bool(above.cues("provider-anaphor")) and not above.cues("whole-service", "service-noun")
    )
    return (counted or bool(homes)) and cell.text[cell.start].isupper()


def _of_row(page: Page, row: Row, columns: Sequence[_Column | None] | None, named: _Named) -> Iterator[Statement]:
    if columns is not None and len(columns) != len(row.cells):
        return
    for place in range(1, len(row.cells)):
        column = columns[place] if columns is not None else _Column(Standing(CURRENT))
        if column is not None and (columns is not None or _is_only_value(page, row, place)):
            yield from _of_cell(page, row.cell(page, place), column, named)


def _is_only_value(page: Page, row: Row, place: int) -> bool:
    """Return whether a row without headings above it has one value and no other."""
    return [p for p in range(1, len(row.cells)) if _holds_value(page, row, p)] == [place]


def _of_cell(page: Page, cell: Sentence, column: _Column, named: _Named) -> Iterator[Statement]:
    """Yield what a cell states of each holder and topic; stars are read as those of every regime that counts them."""
    topics = _topics(column, named)
    areas = _areas(column, topics)
    grade = cell_grade(cell) if not set(areas) & page.outlook else None
    plain = grade is None or grade.signals[0].kind == Kind.STARS
    worded = _worded(page, cell, (column, named.label), areas) if plain else ()
    holders = column.holders or named.holders or line_holder(page, named.label)
    for signals in ([grade.signals] if grade else []) + [(signal,) for signal in worded]:
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


def _worded(page: Page, cell: Sentence, where: tuple[_Column, Sentence], areas: Sequence[str]) -> tuple[Signal, ...]:
    """Return the values of a cell under the name of its area: stars, "Most", "Promising", "2", "Most / Promising".

    `where` are its column and the label of its row.
    """
    column, label = where
    if len([t for t in cell.tokens if t.is_word]) > LONGEST_GRADE:
        return ()
    signals = [signal for signal in find_signals(cell) if signal.kind in _WORDED]
    if signals:
        return tuple(signals[:1])
    starred = starred_signal(page, cell) if column.starred and _is_whole(label) else None
    paired = cell_pair(page, cell) if starred is None else ()
    if starred or paired:
        return (starred,) if starred else paired
    single = _outlook(page, cell, areas) or cell_signal(page, cell, areas)
    return (single,) if single else ()


def _is_whole(label: Sentence) -> bool:
    """Return whether a label names an authority and nothing else: not "Blackpool Grand"."""
    known = [*label.names, *((hit.start, hit.end) for hit in label.cues("whole-authority"))]
    content = [t for t in label.tokens if t.is_word and t.key not in english.FUNCTION_WORDS]
    return all(any(start <= t.start < end for start, end in known) for t in content)


def _outlook(page: Page, cell: Sentence, areas: Sequence[str]) -> Signal | None:
    """Return the value with which a cell begins under the name of an area about the future."""
    hits = [hit for hit in cell.hits(VALUE_WORDS) if hit.start == cell.start]
    concepts = tuple(page.lexicon.concepts[hit.concept] for hit in hits)
    values = tuple(c for c in concepts if set(areas_of(cell, c)) & set(areas) and is_outlook(cell, c))
    return Signal(Kind.OUTLOOK, values, hits[0].start, hits[0].end) if values else None
