"""A Markdown file in, its text out, as that of the page it stands for: lists and tables, no marks of emphasis."""

from __future__ import annotations

from kg.errors import ReadError
from kg.read.metadata import front_matter
from kg.read.page import shown
from kg.read.text import Content, decode

_LARGEST = 2_000_000


def markdown(data: bytes) -> Content:
    """Read a Markdown file (CommonMark with tables).

    Raises:
        ReadError: it is empty, binary, too long, without text, or its front matter is not as it should be.
    """
    from markdown_it import MarkdownIt

    source, encoding = decode(data)
    if len(source) > _LARGEST:
        raise ReadError(f"it has {len(source) / 1e6:.1f} MB, and kg reads up to 2 MB of Markdown; split it.")
    said, start = front_matter(source)
    text = shown(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source[start:]))
    if not text:
        raise ReadError("the file holds no text; leave it out, or give its text.")
    return Content(text, encoding, "text/markdown", said)
