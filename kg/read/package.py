"""An Office Open XML package in (a ZIP archive of XML parts), its parts out as elements.

What a hostile file could do is refused: parts that unpack to more than a limit, entities, elements nested too deep.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from posixpath import dirname
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from kg.errors import ReadError

_LARGEST_PART = 30_000_000
_DEEPEST = 500
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DAMAGED = "the file is damaged; open it in a word processor and save it again."


class Package:
    """An Office file."""

    def __init__(self, data: bytes) -> None:
        """Open it; ReadError if it is none."""
        if data.startswith(_OLD_OFFICE):
            raise ReadError("it is an old or an encrypted Office file; save it as .docx without a password.")
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise ReadError(
                "it is no .docx file, or a damaged one; open it in a word processor and save it as .docx."
            ) from error
        self._names = frozenset(self._zip.namelist())

    def main(self) -> str:
        """Return the name of the part that holds the document; ReadError if there is none."""
        root = self.find("_rels/.rels")
        targets = {
            link.get("Target", "").lstrip("/")
            for link in (root if root is not None else ())
            if link.get("Type", "").endswith("/officeDocument")
        }
        found = sorted(targets & self._names) or [name for name in ("word/document.xml",) if name in self._names]
        if not found:
            raise ReadError("it is a ZIP archive without a Word document in it; give it the ending of what it is.")
        return found[0]

    def sibling(self, main: str, name: str) -> Element | None:
        """Return another part of the document, such as its styles."""
        return self.find(f"{dirname(main)}/{name}.xml")

    def find(self, name: str) -> Element | None:
        """Return a part, if there is one of the name."""
        return self.part(name) if name in self._names else None

    def part(self, name: str) -> Element:
        """Return a part's outermost element; ReadError if it is too large, damaged or no plain XML."""
        try:
            if self._zip.getinfo(name).file_size > _LARGEST_PART:
                raise ReadError(f"it unpacks to more than {_LARGEST_PART // 1_000_000} MB of text; split it.")
            return _element(self._zip.read(name))
        except (BadZipFile, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
            raise ReadError(_DAMAGED) from error
        except expat.ExpatError as error:
            raise ReadError(_DAMAGED) from error


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _element(data: bytes) -> Element:
    """Parse XML that declares no entities."""
    builder, depth = TreeBuilder(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ReadError(f"its elements are nested more than {_DEEPEST} deep; give its text as .txt.")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_: object) -> None:
        raise ReadError("its XML declares a document type, which no word processor writes; save it again as .docx.")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    parser.Parse(data, True)
    element: Element = builder.close()
    return element
