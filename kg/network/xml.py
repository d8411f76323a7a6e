"""Values → the text of XML attributes and elements."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

Scalar = str | int | float | bool

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS = {"\r": "&#13;"}
_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def element(value: Scalar) -> str:
    """Return what stands between two tags."""
    return escape(clean(plain(value)), _ENDS)


def attribute(value: Scalar) -> str:
    """Return the value of an attribute, quoted."""
    return f'"{escape(clean(plain(value)), _QUOTED)}"'


def plain(value: Scalar) -> str:
    """Return a value as XML Schema writes it.

    >>> plain(True), plain(0.5)
    ('true', '0.5')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def clean(text: str) -> str:
    """Return the text with U+FFFD for every character that XML 1.0 has not.

    >>> clean("bell \\x07")
    'bell \ufffd'
    """
    return _NOT_XML.sub("\ufffd", text)
