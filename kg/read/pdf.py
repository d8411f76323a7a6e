"""A PDF file in, the text of its pages out. The letters and their places come from pypdf; `printed` makes the text."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from struct import error as StructError
from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.read.metadata import Metadata
from kg.read.printed import Line, Piece, lines_of, text_of
from kg.read.text import Content

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# What a damaged file makes pypdf raise, besides its own errors.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    StructError,
    TypeError,
    ValueError,
)
_HEAD = 1024
_MOST_PAGES = 3000
_TEXT_SHARE = 0.5
_LEVEL = 0.1
SAME_HEIGHT = 0.4
_PROGRAM = re.compile(r"(?i)^(?:microsoft )?(?:word|powerpoint) - ")
_FILE_NAME = re.compile(r"(?i)\.(?:docx?|odt|rtf|pdf|indd|qxd|pub|pptx?|xlsx?|html?|txt|tmp)$")
_NO_TITLES = frozenset(
    {"", "untitled", "(anonymous)", "(unspecified)", "document", "layout 1", "powerpoint presentation"}
)


def pdf(data: bytes) -> Content:
    """Read a PDF file.

    Raises:
        ReadError: it is no PDF, damaged, encrypted, longer than kg reads, or holds pictures of pages only.
    """
    from pypdf.errors import DependencyError, PyPdfError

    if b"%PDF-" not in data[:_HEAD]:
        raise ReadError("it is no PDF file, whatever its name says; give it the ending of what it is.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _content(_opened(data))
    except DependencyError as error:
        raise ReadError("it is encrypted; save it without encryption.") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise ReadError("the PDF file is damaged; open it in a viewer and print it to a new PDF file.") from error


def _opened(data: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("it is encrypted and wants a password; save it without one.")
    if not reader.pages:
        raise ReadError("the PDF file is damaged: it has no page; open it in a viewer and print it to a new PDF file.")
    if len(reader.pages) > _MOST_PAGES:
        raise ReadError(f"it has {len(reader.pages)} pages, and kg reads up to {_MOST_PAGES}; split it.")
    return reader


def _content(reader: PdfReader) -> Content:
    pages = [_lines(page) for page in reader.pages]
    unread = [number for number, lines in enumerate(pages, start=1) if not _is_text(lines)]
    if len(unread) == len(pages):
        raise ReadError(
            f"{_counted(len(pages))} no text that can be read, perhaps a scan; "
            "run text recognition (OCR) over the file, or give its text."
        )
    text, starts = text_of([lines if _is_text(lines) else [] for lines in pages])
    notes = [_scans(unread, len(pages))] if unread else []
    return Content(text, "utf-8", "application/pdf", Metadata(title=_title(reader)), 0, starts, tuple(notes))


def _counted(pages: int) -> str:
    return "its page holds" if pages == 1 else f"its {pages} pages hold"


def _scans(pages: list[int], of: int) -> str:
    listed = ", ".join(map(str, pages))
    hold = f"page {listed} of {of} holds" if len(pages) == 1 else f"pages {listed} of {of} hold"
    return f"{hold} no text that can be read, perhaps a scan; run text recognition (OCR) over the file."


def _title(reader: PdfReader) -> str:
    """Return the title that the file states, unless a program made it up from the name of a file."""
    stated = reader.metadata.title if reader.metadata else ""
    title = _PROGRAM.sub("", " ".join(str(stated or "").split()))
    return "" if title.lower() in _NO_TITLES or _FILE_NAME.search(title) else title


# --- the lines of a page


def _is_text(lines: list[Line]) -> bool:
    """Whether a page holds letters: pages that are pictures have none, and some fonts don't say which they show."""
    text = "".join(line.text for line in lines)
    return sum(map(str.isalnum, text)) > _TEXT_SHARE * len(text.replace(" ", "")) if text.strip() else False


def _lines(page: PageObject) -> list[Line]:
    """Return the lines of a page in the order in which they are written, which is mostly that of reading."""
    pieces: list[Piece] = []

    def visit(text: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:
        if place := _place(outer, inner):
            x, y, scale = place
            name = str(font.get("/BaseFont", "")) if font else ""
            _add(pieces, Piece(text.strip("\n"), x, y, abs(size * scale) or 1.0, name))

    page.extract_text(visitor_text=visit)
    return lines_of(list(_runs(pieces)))


def _place(outer: list[float], inner: list[float]) -> tuple[float, float, float] | None:
    """Return where a text stands, in points from left and bottom, and its scale; nothing for slanted watermarks."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    along, across = a * oa + b * oc, a * ob + b * od
    x, y = e * oa + f * oc + oe, e * ob + f * od + of
    scale = math.hypot(c * oa + d * oc, c * ob + d * od)
    if abs(across) <= _LEVEL * abs(along):
        return x, y, scale
    if abs(along) <= _LEVEL * abs(across):
        return (y, -x, scale) if across > 0 else (-y, x, scale)
    return None


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; one without text tells where the last one ends."""
    last = pieces[-1] if pieces else None
    if piece.text.strip():
        pieces.append(piece)
    elif last and abs(last.y - piece.y) < 1 and piece.x > last.end:
        pieces[-1] = last._replace(end=piece.x)


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line: those that follow each other at one height, from left to right."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (abs(run[-1].y - piece.y) > SAME_HEIGHT * piece.size or piece.x < run[-1].x):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
