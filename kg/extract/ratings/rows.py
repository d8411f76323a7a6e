"""Grades in lines: "Overall effectiveness: Good", "Safe – Good", and rows of a table whose cells are lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.extract.ratings.dating import is_past
from kg.extract.ratings.governors import Grade
from kg.extract.ratings.grades import named_before_colon, subject_of
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, forwards
from kg.extract.ratings.notations import line_grade, named_areas
from kg.extract.ratings.sentence import SILENT_ZONES, Page, Sentence, whole, words
from kg.extract.ratings.standing import CURRENT, PREVIOUS, Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.wording import find_grades, unlisted
from kg.extract.times import find_times
from kg.lexicon import VALUE_WORDS, VALUES
from kg.model import AnnotatedBlock

LINE, TABLE, ROLL = "graded-line", "graded-table", "graded-list"
LONGEST_LABEL, LONGEST_HEADING = 18, 12
FARTHEST_HEADING = 12
FEWEST_NOTED = 2
_SEPARATOR = re.compile(r"(?:\s*[:|–—]\s*|\s+-+\s*|\s*-\s+|\t|\?\s*)$")
_NUMBERING = re.compile(r"^\(?(?:[0-9]{1,2}(?:\.[0-9]+)?|[a-z])[.)]?\s+(?=[A-Za-z])")
_REST = words(
    "is was rated graded now overall rating grade a an the as judged to be by score out of 4 3 2 1 5 6 this service "
    "read more about inspection ratings see"
)


class Row(NamedTuple):
    """A line with grades: what stands before them, and the grades."""

    sentence: Sentence
    label: str
    grades: tuple[Grade, ...]


class Table(NamedTuple):
    """The state of a table while its lines are read: columns (times, '' for the present one), label, cells."""

    columns: tuple[Standing, ...] = ()
    label: Sentence | None = None
    cells: tuple[tuple[Sentence, Grade], ...] = ()


def grade_rows(page: Page, tables: Collection[int]) -> Iterator[tuple[int, Statement]]:
    """Yield the statements of a document's lines, each with the index of the block that gives it.

    `tables` are the blocks that are rows of a table with its cells side by side: these are read elsewhere.
    """
    table, noted = Table(), _noted(page, tables)
    for block in page.annotated.blocks:
        if block.block.zone in SILENT_ZONES:
            continue
        if block.block.index in tables or not _may_matter(block):
            yield from _row_done(page, table)
            table = Table()
            continue
        sentence = whole(page, block, 0, len(block.text))
        grades = unlisted(sentence, find_grades(sentence)) or noted.get(block.block.index, [])
        cell = cell_grade(sentence, grades)
        if cell is not None and not _is_labelled(sentence, cell, table):
            table = table._replace(cells=(*table.cells, (sentence, cell)))
            continue
        yield from _row_done(page, table)
        yield from ((block.block.index, statement) for statement in _line(page, sentence, grades))
        yield from ((block.block.index, statement) for statement in _rolled(page, sentence))
        yield from ((block.block.index, statement) for statement in _announced(page, sentence, grades))
        table = _next(page, table, sentence)
    yield from _row_done(page, table)


def _noted(page: Page, tables: Collection[int]) -> dict[int, list[Grade]]:
    """Return the grades of lines that end in a number behind an area's name; one such line alone is none."""
    blocks = [b for b in page.annotated.blocks if b.block.zone not in SILENT_ZONES and b.block.index not in tables]
    short = [block for block in blocks if len(block.text.split()) <= LONGEST_LABEL]
    found = {b.block.index: line_grade(page, whole(page, b, 0, len(b.text))) for b in short}
    grades = {index: [grade] for index, grade in found.items() if grade is not None}
    return grades if len(grades) >= FEWEST_NOTED else {}


def _may_matter(block: AnnotatedBlock) -> bool:
    """Return whether a block is a short line, or words a value near its beginning."""
    values = [hit.start for scheme in (VALUES, VALUE_WORDS) for hit in block.hits.get(scheme, ())[:1]]
    near = bool(values) and len(block.text[: min(values)].split()) <= LONGEST_LABEL
    return near or len(block.text.split()) <= LONGEST_LABEL


# --- cells of a table


def cell_grade(sentence: Sentence, grades: Sequence[Grade] | None = None) -> Grade | None:
    """Return the grade of a line or a cell that holds nothing else, but perhaps its time: "Good (2017)"."""
    grades = find_grades(sentence) if grades is None else grades
    length = len(sentence.text[sentence.start : sentence.end].split())
    if length > LONGEST_LABEL or len(grades) != 1:
        return None
    free = [(grades[0].start, grades[0].end), *((t.start, t.end) for t in find_times(sentence.text))]
    outside = [t for t in sentence.tokens if t.is_word and not any(start <= t.start < end for start, end in free)]
    return grades[0] if not [t for t in outside if t.key not in _REST] else None


def _is_labelled(sentence: Sentence, cell: Grade, table: Table) -> bool:
    """Return whether a line names what it grades ("Overall grade: Good") and no area's name stands above it."""
    above = table.label is not None and bool(table.label.areas)
    return bool(_SEPARATOR.search(sentence.text[: cell.start])) and bool(sentence.cues("whole-rating")) and not above


def _next(page: Page, table: Table, sentence: Sentence) -> Table:
    """Return the table behind a line that is no cell: a heading of a column, a label of a row, or its end."""
    if len(sentence.text.split()) > LONGEST_LABEL or sentence.text.rstrip().endswith("."):
        return Table()
    column = _column(page, sentence)
    if column is not None:
        return Table((*(() if table.label or table.cells else table.columns), column))
    return Table(table.columns, sentence)


def _column(page: Page, sentence: Sentence) -> Standing | None:
    """Return the time of a column by its heading: "2019 Grade", "Previous rating"."""
    content = [t for t in sentence.tokens if t.is_word]
    hits = sentence.cues("column-past", "column-now")
    times = [t for t in find_times(sentence.text) if t.value]
    covered = all(
        any(hit.start <= t.start < hit.end for hit in hits) or any(x.start <= t.start < x.end for x in times)
        for t in content
    )
    if not content or not covered or len(content) > LONGEST_HEADING:
        return None
    if sentence.cues("column-past"):
        return Standing(PREVIOUS, sentence.text[times[0].start : times[0].end] if times else "")
    if times and is_past(times[0], page.dated):
        return Standing(PREVIOUS, sentence.text[times[0].start : times[0].end])
    return Standing(CURRENT)


def _row_done(page: Page, table: Table) -> Iterator[tuple[int, Statement]]:
    """Yield the statements of a row: a cell a column; a row with too few cells leaves open which they are."""
    if not table.cells:
        return
    columns = table.columns or (Standing(CURRENT),)
    if len(columns) > 1 and set(columns) == {Standing(CURRENT)}:
        columns = columns[1:]  # the first is the heading of the labels: "Judgement", "Grade"
    if len(columns) > 1 and len(table.cells) != len(columns):
        return
    label = table.label
    if label is None:
        return
    named = labelled(page, label, 0, len(label.text.rstrip(" :–—-?")))
    if named is None:
        return
    for (sentence, grade), stands in zip(table.cells, columns, strict=False):
        holders = named.holders or line_holder(page, label)
        for holder in holders:
            for topic in named.topics:
                statement = Statement(
                    subject_of(holder, topic),
                    grade.signals,
                    stands,
                    TABLE,
                    label,
                    (named.start, named.end),
                    sentence,
                    topic.areas,
                    topic.whole,
                )
                yield sentence.index, statement


# --- a line with its grade


def _line(page: Page, sentence: Sentence, grades: Sequence[Grade]) -> Iterator[Statement]:
    """Yield the statements of a line: a label, a mark or nothing, a grade."""
    text = sentence.text
    asks = bool(sentence.block.sentences) and text[: sentence.block.sentences[0][1]].endswith("?")
    first = (
        sentence if asks or not sentence.block.sentences else whole(page, sentence.block, *sentence.block.sentences[0])
    )
    grades = [grade for grade in grades if grade.end <= first.end]
    if not grades or first.cues("legend"):
        return
    grade = grades[0]
    marked = _SEPARATOR.search(text[: _before_quote(text, grade.start)])
    end = marked.start() if marked else _before_quote(text, grade.start)
    rest = [
        t
        for t in first.after(grade.end)
        if t.is_word and t.key not in _REST and not any(g.start <= t.start < g.end for g in grades)
    ]
    if len(grades) > 1 and named_before_colon(first):
        return
    if not text[:end].strip() or len(text[:end].split()) > LONGEST_LABEL or len(rest) > 1:
        return
    named = labelled(page, first, first.start, end)
    if named is None or (marked is None and not _is_area_line(first, end)):
        return
    for holder in named.holders or line_holder(page, first):
        for topic in named.topics:
            yield Statement(
                subject_of(holder, topic),
                grade.signals,
                Standing(CURRENT),
                LINE,
                first,
                (named.start, named.end),
                first,
                topic.areas,
                topic.whole,
            )


def _before_quote(text: str, offset: int) -> int:
    """Return the offset before the speech marks and digits that open a grade: "5 – “Very good”"."""
    head = re.sub(r"(?:[\s–-]*\b(?:[Gg]rade|[Ss]core)?\s*[0-9]?\s*[–:-]?\s*[“(']*)$", "", text[:offset])
    tail = text[len(head) : offset]
    return (
        len(head)
        if any(mark in tail for mark in "“('0123456789") and not tail.strip(" “('").startswith(":")
        else offset
    )


def _is_area_line(sentence: Sentence, end: int) -> bool:
    """Return whether nothing but the name of a judgement area stands before the grade."""
    label = [t for t in sentence.between(sentence.start, end) if t.is_word and t.key not in ("the", "and", "of")]
    names = [*sentence.areas, *sentence.hits("areas"), *sentence.cues("whole-rating")]
    verbs = any(sentence.is_verb(t) for t in label)
    return bool(label) and not verbs and all(any(h.start <= t.start < h.end for h in names) for t in label)


def labelled(page: Page, sentence: Sentence, start: int, end: int) -> Judged | None:
    """Return what a label names; a label of a few words that name nothing known is an area of its own words."""
    number = _NUMBERING.match(sentence.text[start:end])
    start += number.end() if number else 0
    named = forwards(sentence, start, end)
    label = sentence.text[start:end].strip(" “”'.:–—-?|")
    tokens = [t for t in sentence.between(start, end) if t.is_word]
    if not label or not tokens:
        return None
    areas = named_areas(sentence, start, end)
    covered = named is not None and named.end >= tokens[-1].end and named.start <= tokens[0].end + 1
    if named is not None and (covered or named.holders):
        topics = named.topics
        if len(topics) > 1 and not named.holders:
            topics = (Topic(label, areas),)
        return named._replace(topics=topics)
    verbs = any(sentence.is_verb(t) or t.key in english.MODALS for t in tokens) and not areas
    if verbs or len(tokens) > LONGEST_HEADING or not sentence.text[start:end].strip()[:1].isupper():
        return None
    return Judged((), (Topic(label, areas),), tokens[0].start, tokens[-1].end)


def line_holder(page: Page, sentence: Sentence) -> tuple[Holder, ...]:
    """Return who is judged in a line: a provider of a heading near above or the document's own, else the authority."""
    provider = page.providers.before(sentence.index, sentence.start)
    near = [m for m in page.providers.mentions if m.name == provider and sentence.index - m.block <= FARTHEST_HEADING]
    if page.providers.main:
        return (Holder(provider=provider if near else page.providers.main),)
    key = page.authorities.at(sentence.index, sentence.start)
    if near and _heads(page, near[-1].block, near[-1].start, near[-1].end):
        return (Holder(provider=provider),)
    return (Holder(authority=key),) if key else ()


def _heads(page: Page, block: int, start: int, end: int) -> bool:
    """Return whether a name is most of its line."""
    return end - start >= len(page.annotated.blocks[block].text.strip(" :")) - FARTHEST_HEADING


def _announced(page: Page, sentence: Sentence, grades: Sequence[Grade]) -> Iterator[Statement]:
    """Yield the grade that opens a block, where the block before ends in "The quality rating for this home is:"."""
    above = next(
        (b for b in reversed(page.annotated.blocks[: sentence.index]) if b.block.zone not in SILENT_ZONES), None
    )
    announced = above is not None and above.text.rstrip().endswith(":")
    if above is None or not announced or not grades or [t for t in sentence.between(0, grades[0].start) if t.is_word]:
        return
    start, end = above.sentences[-1] if above.sentences else (0, len(above.text))
    label = whole(page, above, start, end)
    if not label.cues("whole-rating"):
        return
    named = page.providers.within(above.block.index, 0, len(above.text))
    for holder in (Holder(provider=named[-1].name),) if named else line_holder(page, label):
        place = (named[-1].start, named[-1].end) if named else (label.start, label.end)
        yield Statement(subject_of(holder, WHOLE), grades[0].signals, Standing(CURRENT), LINE, label, place, sentence)


# --- a roll of names under a grade


def _rolled(page: Page, sentence: Sentence) -> Iterator[Statement]:
    """Yield the authorities or providers of a line that holds nothing else, under a short line with a grade."""
    if not (sentence.mentions or sentence.providers) or not _is_names(sentence):
        return
    heading = _heading(page, sentence.block)
    grades = find_grades(heading) if heading else []
    if heading is None or len(grades) != 1:
        return
    named = forwards(sentence, 0, len(sentence.text))
    for holder in named.holders if named else ():
        yield Statement(
            subject_of(holder, WHOLE),
            grades[0].signals,
            Standing(CURRENT),
            ROLL,
            sentence,
            (0, len(sentence.text)),
            heading,
        )


def _is_names(sentence: Sentence) -> bool:
    free = [
        t for t in sentence.tokens if t.is_word and not any(start <= t.start < end for start, end in sentence.names)
    ]
    return all(t.key in ("and", "the") or sentence.has(t.start, t.end, "whole-authority") for t in free)


def _heading(page: Page, block: AnnotatedBlock) -> Sentence | None:
    """Return the nearest line above that holds more than names, if it is short and names nobody."""
    for above in reversed(page.annotated.blocks[: block.block.index]):
        line = whole(page, above, 0, len(above.text))
        if above.block.zone in SILENT_ZONES or ((line.mentions or line.providers) and _is_names(line)):
            continue
        short = len(above.text.split()) <= LONGEST_HEADING and not above.text.endswith(".")
        return line if short and not line.mentions and not line.providers else None
    return None
