"""A Word file (.docx) in, its text out: paragraphs, items with their marks, tables row by row, footnotes at the end.

Only the standard library reads it: the few elements that bear text are found by their local names, so that the strict
and the usual namespace of Office Open XML (ISO/IEC 29500) are one. Deleted and hidden text, headers, footers and
remarks in the margin are no part of what the document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kg.errors import ReadError
from kg.read.blocks import LIST, Block, indented, joined, row
from kg.read.metadata import Metadata
from kg.read.numbering import Numbering, numbering
from kg.read.package import Package, local
from kg.read.text import Content

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "delText", "instrText", "rt", "pPr", "rPr", "sectPr"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SPACES = re.compile(" {2,}")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def word(data: bytes) -> Content:
    """Read a Word file.

    Raises:
        ReadError: it is no .docx file, damaged, encrypted, too large when unpacked, or without text.
    """
    package = Package(data)
    main = package.main()
    body = next((child for child in package.part(main) if local(child) == "body"), None)
    if body is None:
        raise ReadError("it holds no Word document; save it as .docx again.")
    reader = _Reader(numbering(package.sibling(main, "styles"), package.sibling(main, "numbering")))
    blocks = list(reader.blocks(body))
    blocks += _notes(reader, {kind: package.sibling(main, kind) for kind in _NOTES.values()})
    text = joined(blocks)
    if not text.strip():
        raise ReadError("the document holds no text, perhaps only pictures; give its text.")
    return Content(text, "utf-8", MEDIA_TYPE, Metadata(title=_title(package)))


def _title(package: Package) -> str:
    core = package.find("docProps/core.xml")
    found = (child.text or "" for child in core if local(child) == "title") if core is not None else iter(())
    return " ".join(next(found, "").split())


@dataclass(slots=True)
class _Reader:
    """Turns elements into blocks; counts the numbered items and the tables, and gathers what notes are referred to."""

    numbering: Numbering
    noted: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of the body, of a cell, of a text box."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        boxes: list[Element] = []
        text = "".join(self._words(paragraph, boxes))
        lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        mark = self.numbering.mark(paragraph) if text else None
        if mark and not mark.is_heading:
            yield Block(indented(mark.text + text, mark.level), f"{LIST} {mark.number}")
        elif text:
            yield Block((mark.text if mark else "") + text)
        for box in boxes:
            yield from self.blocks(box)

    def _words(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        """Yield the text that an element shows; text boxes in it are set aside."""
        for child in parent:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield "" if _attribute(child, "type") in ("page", "column") else _SIGNS[name]
            elif name == "txbxContent":
                boxes.append(child)
            elif name in _NOTES:
                self.noted.append((_NOTES[name], _attribute(child, "id")))
            elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(child)):
                yield from self._words(child, boxes)

    def _table(self, table: Element) -> Iterator[Block]:
        self.tables += 1
        group = f"table {self.tables}"
        for line in _inside(table, "tr"):
            yield from row([list(self.blocks(cell)) for cell in _inside(line, "tc")], group)


def _notes(reader: _Reader, parts: dict[str, Element | None]) -> Iterator[Block]:
    """Yield the foot- and endnotes in the order in which the text refers to them."""
    known = {
        (kind, _attribute(note, "id")): note
        for kind, part in parts.items()
        for note in (part if part is not None else ())
        if _attribute(note, "type") not in _SEPARATORS
    }
    for reference in list(dict.fromkeys(reader.noted)):
        if reference in known:
            yield from reader.blocks(known[reference])


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those within content controls and insertions."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) not in _LEFT_OUT and local(child) != "tbl":
            yield from _inside(child, name)


def _is_hidden(run: Element) -> bool:
    marks: Sequence[Element] = [mark for child in run if local(child) == "rPr" for mark in child]
    return any(local(mark) == "vanish" and _attribute(mark, "val") not in ("0", "false") for mark in marks)


def _attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, or nothing."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
