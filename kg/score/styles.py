"""A place where somebody is quoted in, the style of the quotation out: which marks, one paragraph or several."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 400
_OPENING = re.compile(r"(?<![^\W_])(?:\?\?\?|\ufffd|[\"“‘]|'(?=[^\W_]))")
_NAMES = {'"': "double", "'": "single", "“": "curly double", "‘": "curly single", "???": "lost", "\ufffd": "lost"}
_CLOSING = {
    '"': r'"',
    "'": r"(?<=\S)'(?!\w)",
    "“": "”",
    "‘": r"’(?!\w)",
    "???": r"(?<=\S)\?\?\?(?!\w)",
    "\ufffd": "\ufffd",
}
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Style:
    """How something is said: `mode` direct, reported or mixed; the kind of `marks`; one or several `paragraphs`."""

    mode: str
    marks: str
    paragraphs: str


def style_at(text: str, start: int, mode: str) -> Style:
    """Return the style of what is said from an offset on; a reported clause has no marks.

    >>> style_at("She said: “We will go on.” He left.", 11, "direct")
    Style(mode='direct', marks='curly double', paragraphs='one')
    """
    if mode == "reported":
        return Style(mode, NONE, "one")
    opening = _OPENING.search(text, max(0, start - 3), start + (REACH if mode == "mixed" else 1))
    if opening is None:
        return Style(mode, NONE, "one")
    closing = re.compile(_CLOSING[opening[0]]).search(text, opening.end())
    gap = _PARAGRAPH.search(text, opening.end())
    goes_on = gap is not None and (closing is None or closing.start() > gap.start())
    again = goes_on and gap is not None and text[gap.end() :].lstrip().startswith(opening[0])
    return Style(mode, _NAMES[opening[0]], "several" if again else "one")
