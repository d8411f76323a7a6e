"""A document in, the same document spoilt in one way out: as copying, converting and printing spoil texts.

Letters and figures stay as they are, but for case and the lines of a footer, so one gold fits every spoilt text.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

from kg.model import Document

WIDTH = 72
LINES_A_PAGE = 12
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–“‘-]))(['\"])(?=\S)", re.MULTILINE)
_POUNDS = re.compile(r"[ \u00a0]+(?=£)")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_EVERY_THIRD = re.compile(r"(\S+ \S+ \S+) (?=\S)")


def perturbed(document: Document, name: str) -> Document:
    """Return a document with its text spoilt in the way named."""
    text = PERTURBATIONS[name](document.text.replace("\r\n", "\n"))
    return replace(document, text=text, digest=sha256(text.encode()).hexdigest())


def curly(text: str) -> str:
    """Make every straight quote mark curly.

    >>> curly("He said: 'It's \\"good\\".'")
    'He said: ‘It’s “good”.’'
    """
    opened = _OPENING.sub(lambda mark: "‘" if mark[1] == "'" else "“", text)
    opened = _OPENING.sub(lambda mark: "‘" if mark[1] == "'" else "“", opened)
    return opened.replace("'", "’").replace('"', "”")


def straight(text: str) -> str:
    """Make every curly quote mark straight."""
    return text.translate(_STRAIGHT)


def lost(text: str) -> str:
    """Lose every quote mark and apostrophe, as a wrong encoding does.

    >>> lost("the council's 'plan'")
    'the council???s ???plan???'
    """
    return re.sub("['\"‘’“”]", "???", text)


def wrapped(text: str) -> str:
    """Break every line at 72 characters; blank lines stay.

    >>> wrapped("a" * 70 + " bcd").splitlines()[1]
    'bcd'
    """
    return "\n".join("\n".join(_lines(line)) or line for line in text.split("\n"))


def wrapped_close(text: str) -> str:
    """Break every line at 72 characters, and take the blank lines away."""
    return "\n".join(line for line in wrapped(text).split("\n") if line.strip())


def _lines(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)


def upper(text: str) -> str:
    """Write everything in capitals."""
    return text.upper()


def glued(text: str) -> str:
    """Glue every pound sign to the word before it.

    >>> glued("a sum of £255,000")
    'a sum of£255,000'
    """
    return _POUNDS.sub("", text)


def footers(text: str) -> str:
    """Put a page's footer after every dozen paragraphs, and at the end."""
    paragraphs = _PARAGRAPHS.split(text)
    pages = [paragraphs[start : start + LINES_A_PAGE] for start in range(0, len(paragraphs), LINES_A_PAGE)]
    printed = [
        "\n\n".join([*page, f"Page {number} of {len(pages)}\nhttp://www.example.org/print.asp?id=4711"])
        for number, page in enumerate(pages, start=1)
    ]
    return "\n\n".join(printed)


def returns(text: str) -> str:
    """End every line as Windows does."""
    return text.replace("\n", "\r\n")


def unbreakable(text: str) -> str:
    """Make every third space one that does not break."""
    return _EVERY_THIRD.sub("\\1\u00a0", text)


PERTURBATIONS: Mapping[str, Callable[[str], str]] = {
    "curly": curly,
    "straight": straight,
    "lost": lost,
    "wrapped": wrapped,
    "wrapped, no blank lines": wrapped_close,
    "upper case": upper,
    "glued pounds": glued,
    "footers": footers,
    "carriage returns": returns,
    "no-break spaces": unbreakable,
}
