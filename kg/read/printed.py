"""The printed lines of pages in, a text of paragraphs out, with the offset at which each page begins.

Lines that were wrapped are joined again, by where they stand and how long they are; words that were parted at the end
of a line are made whole; headers, footers and page numbers, which repeat on the pages, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import NamedTuple

from kg.english import CONJUNCTIONS

CELLS = " | "
EDGE_LINES, FEWEST_PAGES, SHARE_OF_PAGES = 3, 2, 0.4
SAME_PLACE, SAME_SIZE = 4.0, 0.6
LETTER, CAPITAL, NARROW, TYPED = 0.5, 0.68, 0.28, 0.6
SURE_GAP, WIDE_GAP, SPACE = 3.0, 0.9, 0.2
USUAL_GAP, GAP, FAR_GAP = 1.2, 1.3, 2.2
INDENT, SAME_EDGE = 0.8, 2.0
SHORT = 0.86
USUAL = 0.2
LONGEST_WORD = 40
HEAVIER = 1.1

_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
_SIGN_BULLET = re.compile(r"^[\x7f\ue000-\uf8ff\u25cf\u25a0\u2756\u27a2]\s*")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\u200b]")
_TYPEWRITERS = ("Courier", "Mono")
_NARROW = frozenset(" iltfjrI.,;:'’‘|!()[]-")
_SPACES = re.compile(r"[ \t\n]+")
_MARKER = re.compile(
    r"(?:[-–—*•·▪o]\s+|[•▪]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+)(?=\S|$)"
)
_ENDS = re.compile(r"[.!?:;][\"'“”‘’)\]]*$")
_PAGE_NUMBER = re.compile(r"(?i)^(?:page\s*)?[-–|(]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–|)]?(?:\s*(?:of|/)\s*\d{1,4})?$")
_PARTED = re.compile(r"([^\W\d_]+)-$")
_SOFT = "\u00ad"
_HYPHENS = ("-", _SOFT)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Piece(NamedTuple):
    """A stretch of a line in one font: where it begins and ends, in points from left and bottom; its size in points."""

    text: str
    x: float
    y: float
    size: float
    font: str = ""
    end: float = 0.0


class Line(NamedTuple):
    """A line: its text, where it stands, its size in points, and its font ('' if it is in several)."""

    text: str
    x: float
    y: float
    end: float
    size: float
    font: str = ""

    @property
    def is_item(self) -> bool:
        """Whether it begins with the mark of a list, or with a number."""
        return _MARKER.match(self.text) is not None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return CELLS in self.text

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDS.search(self.text) is not None


class _Page(NamedTuple):
    """A page's lines, the place of one of them, and the usual distance between two in sizes of their letters."""

    lines: Sequence[Line]
    place: int
    gap: float

    def column(self, gap: float) -> list[Line]:
        """Return the line and those around it that stand below each other, at most `gap` usual distances apart."""
        before = pairwise(self.lines[self.place :: -1])
        behind = pairwise(self.lines[self.place :])
        above = takewhile(lambda pair: self._is_near(pair[1], pair[0], gap), before)
        below = takewhile(lambda pair: self._is_near(pair[0], pair[1], gap), behind)
        return [self.lines[self.place], *(pair[1] for pair in above), *(pair[1] for pair in below)]

    def _is_near(self, upper: Line, lower: Line, gap: float) -> bool:
        is_below = 0 < upper.y - lower.y <= gap * self.gap * lower.size
        same = abs(upper.size - lower.size) <= SAME_SIZE and abs(upper.x - lower.x) <= SAME_EDGE * lower.size
        return is_below and same and not lower.is_row and not upper.is_row


def lines_of(runs: Sequence[Sequence[Piece]]) -> list[Line]:
    """Return the pieces that stand on one line as lines. Gaps part the cells of a table.

    A gap does so if it is very wide, or wide and the piece behind it begins below another that stands behind a gap.
    """
    edges = Counter(edge for run in runs for edge in {_edge(piece) for piece, gap in _gaps(run) if gap > WIDE_GAP})
    lines = (_line_of(run, {edge for edge, count in edges.items() if count > 1}) for run in runs)
    return [line for line in lines if line.text]


def _line_of(pieces: Sequence[Piece], edges: Container[int]) -> Line:
    text = ""
    for piece, gap in _gaps(pieces):
        is_cell = (gap > SURE_GAP or (gap > WIDE_GAP and _edge(piece) in edges)) and not _is_mark(text)
        text += (CELLS if is_cell else " " if gap > SPACE else "") + piece.text
    fonts = {piece.font for piece in pieces}
    size = max(pieces, key=lambda piece: len(piece.text)).size
    first, last = pieces[0], pieces[-1]
    return Line(_clean(text), first.x, first.y, _reach(last), size, fonts.pop() if len(fonts) == 1 else "")


def _is_mark(text: str) -> bool:
    """Whether a text is only the mark of an item, behind which the item itself begins."""
    return _MARKER.fullmatch(_clean(text) + " ") is not None


def _gaps(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, float]]:
    """Yield the pieces of a line, each with the gap before it in sizes of its letters."""
    yield pieces[0], 0.0
    for last, piece in pairwise(pieces):
        yield piece, (piece.x - _reach(last)) / piece.size


def _edge(piece: Piece) -> int:
    return round(piece.x / SAME_PLACE)


def _reach(piece: Piece) -> float:
    """Return where a piece ends, as far as it can be told."""
    text = piece.text.strip()
    width = TYPED * len(text) if any(name in piece.font for name in _TYPEWRITERS) else _width(text)
    return max(piece.end, piece.x + piece.size * width)


def _width(text: str) -> float:
    """Return about how wide a text is, in sizes of its letters."""
    return sum(NARROW if sign in _NARROW else CAPITAL if sign.isupper() else LETTER for sign in text)


def _clean(text: str) -> str:
    """Return a line's text: one space for several, ligatures as letters, a bullet for what is printed as one."""
    text = _SIGN_BULLET.sub("• ", text.translate(_LIGATURES).strip())
    text = text[:-1].replace(_SOFT, "-") + text[-1:]
    return _SPACES.sub(" ", _UNPRINTED.sub("", text)).strip().replace(CELLS + "| ", CELLS)


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages, and the offset at which each of them begins."""
    pages = _without_fringes(pages)
    words = Counter(word.lower() for page in pages for word in _whole_words(page))
    text = _Text(words)
    starts: list[int] = []
    for page in pages:
        starts.append(text.length)
        gap = _usual_gap(page)
        for place, line in enumerate(page):
            text.add(line, _Page(page, place, gap))
            if place == 0:
                starts[-1] = text.length - len(line.text)
    return "".join([*text.done, text.paragraph]), tuple(starts)


@dataclass(slots=True)
class _Text:
    """A text as it grows line by line: what is done, the paragraph that may go on, its first and its last line."""

    words: Counter[str]
    done: list[str] = field(default_factory=list)
    done_length: int = 0
    paragraph: str = ""
    first: Line | None = None
    last: Line | None = None

    @property
    def length(self) -> int:
        return self.done_length + len(self.paragraph)

    def add(self, line: Line, page: _Page) -> None:
        """Add a line: to the paragraph, or as the first of a new one."""
        if self.first and self.last and _goes_on(self.last, line, page):
            self.paragraph = _joined(self.paragraph, line.text, self.words)
        else:
            if self.first and self.last:
                self.done.append(self.paragraph + _break(self.first, self.last, line))
                self.done_length += len(self.done[-1])
            self.paragraph, self.first = line.text, line
        self.last = line


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the words of a page but for those that stand on two lines."""
    is_parted = False
    for line in lines:
        words = _WORD.findall(_PARTED.sub("", line.text))
        yield from words[1:] if is_parted else words
        is_parted = _PARTED.search(line.text) is not None


def _break(first: Line, last: Line, line: Line) -> str:
    """Return what parts a line from the paragraph between `first` and `last`: items and rows stand close together."""
    is_close = 0 < last.y - line.y < FAR_GAP * max(last.size, line.size)
    is_list = is_close and ((line.is_item and first.is_item) or (line.is_row and last.is_row))
    return "\n" if is_list else "\n\n"


def _joined(text: str, following: str, words: Counter[str]) -> str:
    """Join a line to the text; a word that is parted by a hyphen becomes whole if it is not written with one."""
    if text.endswith(_SOFT):
        return text[:-1] + following
    parted, rest = _PARTED.search(text, max(0, len(text) - LONGEST_WORD)), _FIRST_WORD.match(following)
    if not parted:
        return text + ("" if text.endswith("-") else " ") + following
    if not rest or not rest[0].islower():
        return text + following
    first, second = parted[1].lower(), rest[0].lower()
    if second in CONJUNCTIONS:
        return f"{text} {following}"
    is_compound = words[f"{first}-{second}"] or (words[first] and words[second] and not words[first + second])
    return (text if is_compound else text[:-1]) + following


# --- which lines belong together


def _goes_on(last: Line, line: Line, page: _Page) -> bool:
    """Return whether a line goes on with the paragraph of the last one."""
    if line.is_item or line.is_row or last.is_row or abs(last.size - line.size) > SAME_SIZE:
        return False
    in_sentence = line.text[0].islower() and not last.ends_sentence
    if last.y - line.y <= SAME_PLACE:
        return in_sentence or (not last.ends_sentence and not _is_short(last, line, page, FAR_GAP))
    if last.y - line.y > (FAR_GAP if in_sentence else GAP) * page.gap * line.size:
        return False
    if in_sentence:
        return last.text.endswith(_HYPHENS) or not _is_short(last, line, page, GAP)
    return not _begins_anew(last, line) and not _is_short(last, line, page, FAR_GAP)


def _begins_anew(last: Line, line: Line) -> bool:
    """Return whether a line looks like the first of a paragraph: in another font, or indented behind a sentence."""
    is_indented = line.x - last.x > INDENT * line.size and last.ends_sentence and not last.is_item
    return is_indented or bool(last.font and line.font and last.font != line.font)


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the usual distance of a line from the next, in sizes of its letters."""
    gaps = [round((a.y - b.y) / b.size, 1) for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * b.size]
    usual = [gap for gap, count in Counter(gaps).items() if count > USUAL * len(gaps)]
    return min(usual, default=USUAL_GAP)


def _is_short(last: Line, line: Line, page: _Page, gap: float) -> bool:
    """Return whether the next line's first word had plainly room on the last one: then the break is meant.

    The last one is compared with those around it that begin below each other, no more than `gap` usual gaps apart.
    """
    near = [last, *page.column(gap)]
    left, right = min(other.x for other in near), max(other.end for other in near)
    needed = line.size * _width(" " + line.text.split(maxsplit=1)[0])
    return last.end + needed - left < SHORT * (right - left)


# --- headers, footers, page numbers


def _without_fringes(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out what repeats at the head or the foot of pages, and page numbers; the title itself stays."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    printed = sum(bool(page) for page in pages)
    repeated = {key for key, count in counts.items() if count >= max(FEWEST_PAGES, SHARE_OF_PAGES * printed)}
    usual = _usual_size(line for page in pages for line in page)
    kept: list[list[Line]] = []
    for page, edge in zip(pages, edges, strict=True):
        fringes = {line for line in edge if _key(line) in repeated or _PAGE_NUMBER.match(line.text)}
        is_title = {line for line in fringes if not kept and line.size > HEAVIER * usual}
        kept.append([line for line in page if line not in fringes - is_title])
    return kept


def _edges(page: Sequence[Line]) -> set[Line]:
    """Return the lines nearest to the head and to the foot of a page."""
    by_height = sorted(page, key=lambda line: -line.y)
    return {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}


def _key(line: Line) -> tuple[str, int]:
    """Return what makes two lines of two pages the same: words, whatever the numbers, at one height."""
    return re.sub(r"\d+", "#", line.text.lower()), round(line.y / SAME_PLACE)


def _usual_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
