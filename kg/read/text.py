"""Bytes in, text out: which encoding it is, and whether it is text at all. Newlines stay as they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import ReadError
from kg.read.metadata import NOTHING, Metadata, front_matter


@dataclass(frozen=True, slots=True)
class Content:
    """What a format's reader finds in a file: its text, and what the file says of itself, if anything.

    `start` is the offset at which the text begins behind front matter, `pages` are the offsets at which its pages
    begin, and `notes` are sentences on what of the file could not be read.
    """

    text: str
    encoding: str
    media_type: str = "text/plain"
    said: Metadata = NOTHING
    start: int = 0
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


# UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file, not text; give it the ending .pdf."),
    (b"PK\x03\x04", "a ZIP archive or an Office document, not text; give it the ending .zip or .docx."),
    (b"\xd0\xcf\x11\xe0", "an old Office document, not text; save it as .docx."),
    (b"\x1f\x8b", "a gzip archive, not text; unpack it."),
    (b"\x89PNG", "a picture, not text; run text recognition (OCR) over it and give the text."),
    (b"\xff\xd8\xff", "a picture, not text; run text recognition (OCR) over it and give the text."),
    (b"GIF8", "a picture, not text; run text recognition (OCR) over it and give the text."),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.02
_DOS_END = "\x1a"
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_MANY, _FEW = 0.4, 0.05


def plain(data: bytes) -> Content:
    """Read a text file. Front matter stays in the text, and the document begins behind it.

    Raises:
        ReadError: it is empty, binary, in no encoding that kg reads, or its front matter is not as it should be.
    """
    text, encoding = decode(data)
    said, start = front_matter(text)
    return Content(text, encoding, said=said, start=start)


def decode(data: bytes, declared: Iterable[str] = ()) -> tuple[str, str]:
    """Return the text, without a byte order mark, and the encoding by whose name Python decodes it again.

    In this order: the byte order mark, strict UTF-8, UTF-16 by its pattern of zeros, the encodings that the
    file itself declares, and Windows-1252, whose five undefined bytes are refused.

    Raises:
        ReadError: it is empty, binary, or in none of these.
    """
    if not data.strip():
        raise ReadError("the file is empty; leave it out, or give its text.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"it is {kind}")
    text, encoding = _first_fit(data, _candidates(data, declared))
    _check(text)
    return text, encoding


def _candidates(data: bytes, declared: Iterable[str]) -> Iterator[str]:
    """Yield the encodings to try, best first."""
    if marked := [encoding for mark, encoding in _MARKS if data.startswith(mark)]:
        yield marked[0]
    elif b"\0" in data:
        yield _by_zeros(data)
    else:
        yield "utf-8"
        if not _is_nearly_utf8(data):
            yield from (*declared, "windows-1252")


def _by_zeros(data: bytes) -> str:
    """Guess UTF-16 without a mark: in European text, every other byte is mostly zero."""
    half = len(data) / 2
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if odd > _MANY and even < _FEW:
        return "utf-16-le"
    return "utf-16-be" if even > _MANY and odd < _FEW else "utf-8"


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII mostly are UTF-8: then it is damaged, and Windows-1252 would garble it."""
    characters = _UTF8_CHARACTER.findall(data)
    stray = len(_BEYOND_ASCII.findall(data)) - sum(map(len, characters))
    return len(characters) > stray


def _first_fit(data: bytes, encodings: Iterable[str]) -> tuple[str, str]:
    reason = ""
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            byte = data[error.start]
            reason = f"byte 0x{byte:02X} at offset {error.start} is no {encoding}"
    _check(data.decode("latin-1"))
    raise ReadError(f"its encoding is unknown ({reason}); save it as UTF-8.")


def _check(text: str) -> None:
    if not text.strip():
        raise ReadError("the file is empty but for blanks; leave it out, or give its text.")
    controls = len(_CONTROL.findall(text.rstrip(_DOS_END)))
    if "\0" in text or controls > _CONTROL_SHARE * len(text):
        raise ReadError("it is a binary file, not text; give its text as .txt or .html.")
