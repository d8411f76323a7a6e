"""A gold's record and its text in, the record with the words of its spans out: a gold that may not hold its text.

A `span` is half-open, in code points of the decoded file; it becomes the `text` it marks, and `occurrence`, the
number of that text among all its places, so that a mark is found again in a spoilt text. The record's `sha256` is
that of the file's bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Document
from kg.read import File, Unread, read
from kg.score.folding import Letters, letters

Record = Mapping[str, Any]
_SPAN, _SUM = "span", "sha256"


def open_document(path: Path) -> Document:
    """Read a file.

    Raises:
        ReadError: it can't be read.
    """
    document = read(File(path.name, path))
    if isinstance(document, Unread):
        raise ReadError(str(document))
    return document


def with_texts(record: Record, path: Path) -> Record:
    """Return a record with a text in place of each span; one without spans and sum as it is, its file unread.

    Raises:
        ReadError: the file is another than the one that was marked, or a span marks nothing in it.
    """
    if not record.get(_SUM) and not any(_SPAN in one for ones in record.values() for one in _records(ones)):
        return record
    document = open_document(path)
    _check(record, document)
    stream = letters(document.text)
    return {key: [_with_text(one, document, stream) for one in _records(ones)] or ones for key, ones in record.items()}


def _records(value: object) -> list[Record]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _check(record: Record, document: Document) -> None:
    wanted = record.get(_SUM)
    if not wanted:
        raise ReadError(f"{document.path}: its gold has spans, but no sha256 of the text; add it to the record.")
    if wanted != document.digest:
        raise ReadError(
            f"{document.path}: it is not the text that was marked: its sha256 is {document.digest}, the gold's "
            f"{wanted}; give the folder of the marked text with --texts."
        )


def _with_text(one: Record, document: Document, stream: Letters) -> Record:
    if _SPAN not in one:
        return one
    start, end = _bounds(one[_SPAN], document)
    text = document.text[start:end]
    places = stream.find(text)
    number = next((number for number, place in enumerate(places) if start <= place.start < end), None)
    if number is None:
        raise ReadError(f"{document.path}: the span [{start}, {end}] of its gold marks no words; mend it there.")
    return {**one, "text": text, "occurrence": number}


def _bounds(span: object, document: Document) -> tuple[int, int]:
    match span:
        case [int(start), int(end)] if 0 <= start < end <= len(document.text):
            return start, end
    raise ReadError(
        f"{document.path}: the span {span} of its gold is no [start, end] in {len(document.text)} code points; "
        "mend it there."
    )
