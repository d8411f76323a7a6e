"""The kinds of files that kg reads: an ending for each, and the function that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.read.markdown import markdown
from kg.read.page import page
from kg.read.pdf import pdf
from kg.read.text import Content, plain
from kg.read.word import word

FORMATS: Mapping[str, Callable[[bytes], Content]] = {
    ".txt": plain,
    ".text": plain,
    ".html": page,
    ".htm": page,
    ".pdf": pdf,
    ".docx": word,
    ".md": markdown,
    ".markdown": markdown,
}
ARCHIVE = ".zip"
NAMED = ".txt, .html, .pdf, .docx, .md or .zip"


def content(suffix: str, data: bytes) -> Content:
    """Return what a file of this ending holds.

    Raises:
        ReadError: it can't be read; the message says why, and what to do.
    """
    return FORMATS[suffix.lower()](data)


def is_document(name: str) -> bool:
    """Whether a file of this name is one of those that kg reads."""
    return suffix(name) in FORMATS


def suffix(name: str) -> str:
    """Return the ending of a file's name, in small letters."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem.strip("/") else ""
