"""What is said of a document beside it or at its head: a few lines `key: value` in, `Metadata` out.

The lines are a strict little part of YAML: one `key: value` a line, the value plain or in quotes, comments behind
`#`. A sidecar `NAME.yaml` is for kg alone, so each of its lines must make sense. Front matter may be for other
programs too: what is not for kg is passed over there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kg.errors import ReadError

KEYS = ("title", "date", "publisher", "url", "licence")
_SAME = {"license": "licence"}
_FENCE, _ENDS = "---", ("---", "...")
_LONGEST_FRONT = 100
_LINE = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+(.*))?")
_PLAIN = re.compile(r"[^\s\[\]{}&*!|>%@`\"'#][^\n]*")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_QUOTED = re.compile(r"""(?:"((?:[^"\\]|\\["\\])*)"|'((?:[^']|'')*)')[ \t]*(?:#.*)?""")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said of a document, '' where nothing is: `date` is an ISO 8601 day, month or year, `url` an address."""

    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""

    def over(self, other: Metadata) -> Metadata:
        """Return the two as one; what this one says goes before what the other says."""
        return replace(other, **{key: value for key in KEYS if (value := getattr(self, key))})


NOTHING = Metadata()


class _Entry(NamedTuple):
    """A line that says something: its number, its key in lower case and its value as written."""

    number: int
    key: str
    value: str


def sidecar(text: str) -> Metadata:
    """Read a sidecar.

    Raises:
        ReadError: a line is no `key: value`, a key is unknown or stands twice, or a value is not what it should be.
    """
    return _metadata(_entries(enumerate(text.splitlines(), start=1)))


def front_matter(text: str) -> tuple[Metadata, int]:
    """Return what the lines between `---` and `---` at the top say, and the offset at which the text goes on.

    Without front matter the offset is 0. Lines are front matter if one of them has a key that kg knows.

    Raises:
        ReadError: one of kg's own keys stands twice, or its value is not what it should be.
    """
    lines = text.splitlines(keepends=True)[: _LONGEST_FRONT + 1]
    if not lines or lines[0].rstrip() != _FENCE:
        return Metadata(), 0
    last = next((place for place, line in enumerate(lines[1:], start=1) if line.rstrip() in _ENDS), 0)
    entries = [entry for entry in _loose(enumerate(lines[1:last], start=2)) if entry.key in KEYS]
    if not entries:
        return Metadata(), 0
    return _metadata(entries), sum(map(len, lines[: last + 1]))


def address(url: str) -> str:
    """Return a web address, or nothing if it is none that can stand in a graph."""
    return url if _ADDRESS.fullmatch(url) else ""


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    """Yield the entries of a file that holds nothing else."""
    for number, line in lines:
        if not _COMMENT.sub("", line).strip() or line.strip() in (_FENCE, "..."):
            continue
        match = _LINE.fullmatch(line.rstrip())
        key = _key(match[1]) if match else ""
        if not match:
            raise ReadError(f"line {number}: {line.strip()[:60]!r} is not of the form key: value; write it so.")
        if key not in KEYS:
            raise ReadError(f"line {number}: kg knows no key {match[1]!r}, but {', '.join(KEYS)}; take one of these.")
        yield _Entry(number, key, match[2] or "")


def _loose(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    """Yield the entries among lines of all kinds."""
    for number, line in lines:
        if match := _LINE.fullmatch(line.rstrip()):
            yield _Entry(number, _key(match[1]), match[2] or "")


def _key(name: str) -> str:
    return _SAME.get(name.lower(), name.lower())


def _metadata(entries: Iterable[_Entry]) -> Metadata:
    found: dict[str, str] = {}
    for entry in entries:
        if entry.key in found:
            raise ReadError(f"line {entry.number}: {entry.key} is said twice; keep one of the lines.")
        found[entry.key] = _value(entry)
    return Metadata(**found)


def _value(entry: _Entry) -> str:
    """Return an entry's value without quotes and comment, if it is what its key asks for."""
    value = _scalar(entry)
    if entry.key == "date" and value and not _is_date(value):
        raise ReadError(f"line {entry.number}: {value!r} is no date; write it as 2004-03-09, 2004-03 or 2004.")
    if entry.key == "url" and value and not address(value):
        raise ReadError(f"line {entry.number}: {value!r} is no web address; write it from http:// or https:// on.")
    return value


def _scalar(entry: _Entry) -> str:
    written = entry.value.strip()
    if quoted := _QUOTED.fullmatch(written):
        inside = quoted[1] if quoted[1] is not None else quoted[2].replace("''", "'")
        return " ".join((re.sub(r"\\(.)", r"\1", inside) if quoted[1] is not None else inside).split())
    plain = _COMMENT.sub("", written).strip()
    if plain and not _PLAIN.fullmatch(plain):
        raise ReadError(
            f"line {entry.number}: kg can't read the value of {entry.key}; write it on the same line, in quotes."
        )
    return " ".join(plain.split())


def _is_date(value: str) -> bool:
    """Whether it is a day, a month or a year that exists."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        return False
    try:
        return bool(date.fromisoformat(value + "-01-01"[len(value) - 4 :]))
    except ValueError:
        return False
