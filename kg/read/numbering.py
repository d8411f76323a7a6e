"""The styles and the numbering of a Word file in, the mark before each paragraph out: "- ", "3. ", "1.2 "."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from kg.read.blocks import BULLET
from kg.read.package import local

_LEVEL_TEXT = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4000
_LETTERS = 26


class Mark(NamedTuple):
    """What stands before a paragraph, the number of its list and its level in it; a heading is no item of a list."""

    text: str
    number: str
    level: int
    is_heading: bool


class _Level(NamedTuple):
    """How the items of a level are counted: from where, in what kind of numbers, in which pattern."""

    start: int
    format: str
    pattern: str


class _Style(NamedTuple):
    """A style of paragraphs: the style it goes back to, the list it belongs to with the level, its outline level."""

    base: str
    number: str
    level: str
    outline: str


@dataclass(slots=True)
class Numbering:
    """Counts the items of all lists."""

    styles: Mapping[str, _Style]
    abstract: Mapping[str, str]
    levels: Mapping[tuple[str, int], _Level]
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, paragraph: Element) -> Mark | None:
        """Return the mark of the next paragraph, if it has one."""
        own = _style(paragraph)
        trail = [own, *self._trail(own.base)]
        number = next((style.number for style in trail if style.number), "")
        level = next((int(style.level) for style in trail if style.level.isdecimal()), 0)
        known = self.levels.get((self.abstract.get(number, ""), level))
        if not known or known.format == "none":
            return None
        is_heading = any(style.outline for style in trail)
        if known.format == "bullet":
            return Mark(BULLET, number, level, is_heading)
        text = self._counted(self.abstract[number], level)
        return Mark(f"{text} " if text else "", number, 0 if is_heading else level, is_heading)

    def _trail(self, name: str) -> Iterator[_Style]:
        """Yield a style and those it goes back to, each once."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = self.styles[name].base

    def _counted(self, abstract: str, level: int) -> str:
        """Count one more item of a level, and return its number as the level's pattern shows it."""
        counts = self.counts[abstract]
        start = self.levels[abstract, level].start
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _LEVEL_TEXT.sub(lambda match: self._shown(abstract, int(match[1]) - 1), self._pattern(abstract, level))

    def _pattern(self, abstract: str, level: int) -> str:
        return self.levels[abstract, level].pattern

    def _shown(self, abstract: str, level: int) -> str:
        known = self.levels.get((abstract, level))
        if not known:
            return ""
        return _in_format(self.counts[abstract].get(level, known.start), known.format)


def numbering(styles: Element | None, numbers: Element | None) -> Numbering:
    """Return the numbering of a Word file by its parts `styles` and `numbering`, either of which may be missing."""
    known = {_value(style, "styleId"): _style(style) for style in _named(styles, "style")}
    abstract = {_value(num, "numId"): _of(num, "abstractNumId") for num in _named(numbers, "num")}
    levels = {
        (_value(plan, "abstractNumId"), _number(_value(level, "ilvl"), 0)): _level(level)
        for plan in _named(numbers, "abstractNum")
        for level in _named(plan, "lvl")
    }
    return Numbering(known, abstract, levels)


def _style(element: Element) -> _Style:
    """Return what a paragraph or a style says of itself."""
    properties = next(iter(_named(element, "pPr")), None)
    number = next(iter(_named(properties, "numPr")), None)
    base = _of(element, "basedOn") or _of(properties, "pStyle")
    return _Style(base, _of(number, "numId"), _of(number, "ilvl"), _of(properties, "outlineLvl"))


def _level(element: Element) -> _Level:
    return _Level(_number(_of(element, "start"), 1), _of(element, "numFmt") or "decimal", _of(element, "lvlText"))


def _named(parent: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (parent if parent is not None else ()) if local(child) == name)


def _of(parent: Element | None, name: str) -> str:
    """Return the value of the first child of a name, or nothing."""
    return next((_value(child, "val") for child in _named(parent, name)), "")


def _value(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _number(text: str, other: int) -> int:
    """Return a number in digits, or the other one for what is none."""
    return int(text) if text.isdecimal() else other


def _in_format(number: int, form: str) -> str:
    """Return a number as the format shows it; formats of other scripts count in digits.

    >>> [_in_format(n, "lowerRoman") for n in (1, 4, 9)], _in_format(28, "lowerLetter")
    (['i', 'iv', 'ix'], 'bb')
    """
    if form.endswith("Roman") and 0 < number < _LARGEST_ROMAN:
        text = _roman(number)
    elif form.endswith("Letter") and number > 0:
        text = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
    else:
        return f"{number:02}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
