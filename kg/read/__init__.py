"""Paths in, `Document`s out, and an `Unread` for each file that can't be read: the others go on.

A new format is one entry in `kg/read/formats.py`; all offsets count in the text that it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read.finding import LIMIT, STANDARD_INPUT, File, Found, Unread, bytes_of, find, refused
from kg.read.formats import FORMATS, NAMED, content, suffix

__all__ = ["FORMATS", "LIMIT", "NAMED", "STANDARD_INPUT", "File", "Found", "Unread", "documents", "find", "read"]


def documents(paths: Iterable[Path], limit: int = LIMIT) -> Iterator[Document | Unread]:
    """Yield what can't be found, then the documents in order of path; `limit` is a file's size in bytes."""
    found = find(paths, limit)
    yield from found.unread
    for file in found.files:
        yield read(file)


def read(file: File) -> Document | Unread:
    """Read one file. What its sidecar says goes before what it says of itself."""
    try:
        data = bytes_of(file)
        held = content(suffix(file.path), data)
    except OSError as error:
        return refused(file.place, error)
    except ReadError as error:
        return Unread(file.name, str(error))
    said = file.said.over(held.said)
    return Document(
        path=file.path,
        text=held.text,
        digest=sha256(data).hexdigest(),
        encoding=held.encoding,
        media_type=held.media_type,
        title=said.title,
        publisher=said.publisher,
        date=said.date,
        url=said.url,
        licence=said.licence,
        start=held.start,
        pages=held.pages,
        notes=held.notes,
        aliases=file.aliases,
    )
