"""Speech marks: a view's characters in, the same characters with every mark's part decided out.

Four alphabets are met in the wild: double and single, straight and curly; and what an encoding left of them: one sign
for all (`???`, U+FFFD, a lone `?`), or UTF-8 read as Windows-1252 (`â€œ`). The single ones are apostrophes too, so each
is decided by its neighbours and by whether a quotation is open.
"""

from __future__ import annotations

import re

from kg.english import APOSTROPHE, CLOSE, OPEN

_MARK = re.compile("[\"'“”‘’„‟‚‛«»`´\x00\x01]")
_OPENERS = "([—–-/“"
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”‟»"
_ELISION = re.compile(r"(?:\d0s|tis|twas|em|cause|til|n)\b", re.IGNORECASE)
LOST, LOST_OR_ASKED = "\x00", "\x01"
LONGEST_TITLE = 6
_UNKNOWN = "\ufffd"
_DOUBLED = {"''": '"', "``": '"'}
_LONE = re.compile(r"(?<![^\s(\[])\?(?=[A-Za-z])")
_LONE_MARKS = (
    r"|(?<=[\w.,!])\?(?=\s+[a-z])|(?P<asked>(?<=\w)\?(?!\S))|(?<=\w)\?(?=[a-z.,;:?])|(?<=[A-Z])\?(?=S\b)"
    r"|(?<![^\s(\[])\?(?=[A-Za-z])|(?<=[.,])\?"
)


def _misread(sign: str) -> str:
    """Return a sign of UTF-8 read as Windows-1252; its undefined bytes stay what they are.

    >>> _misread("£")
    'Â£'
    """
    bytes_as_text = ((byte, bytes([byte]).decode("windows-1252", "replace")) for byte in sign.encode())
    return "".join(chr(byte) if text == _UNKNOWN else text for byte, text in bytes_as_text)


_MISREAD = {_misread(sign): sign for sign in (*map(chr, range(0xA0, 0x100)), *"–—‘’‚“”„•…′€−")}
_SIGNS = rf"\?{{3}}|{_UNKNOWN}(?!\d)|''|``|{'|'.join(map(re.escape, _MISREAD))}"
_DAMAGED = re.compile(_SIGNS)


def plain(text: str) -> str:
    """Return a text with one sign for each damaged one, a lost mark as a straight one.

    >>> plain("the council???s plan")
    'the council"s plan'
    """
    if text.isascii() and not any(sign in text for sign in ("???", *_DOUBLED)):
        return text
    return _DAMAGED.sub(repaired, text).replace(LOST, '"')


def damaged(text: str) -> str:
    """Return the regular expression of the signs of a text that stand for others.

    A lone question mark is one of them if one stands before a word somewhere, as none does that asks.
    """
    return _SIGNS + _LONE_MARKS if _LONE.search(text) else _SIGNS


def repaired(sign: re.Match[str]) -> str:
    """Return the one sign for which a damaged one stands, as `decide` wants it."""
    if sign.lastgroup:
        return LOST_OR_ASKED
    return _MISREAD.get(sign[0]) or _DOUBLED.get(sign[0], LOST)


def decide(text: str) -> str:
    """Return `text` with each speech mark as “ or ” and each apostrophe as ': the length stays the same.

    Lost marks must come as one `LOST` each, those that may be question marks as `LOST_OR_ASKED`.

    >>> decide("'The users' needs,' he said")
    "“The users' needs,” he said"
    """
    found = list(text)
    depth = 0
    for match in _MARK.finditer(text):
        mark = _asked(depth) if match[0] == LOST_OR_ASKED else _part(text, match.start(), depth)
        depth = max(0, depth + (mark == OPEN) - (mark == CLOSE))
        found[match.start()] = mark
    return "".join(found)


def _asked(depth: int) -> str:
    """Return what a sign behind a word is, if it may be a question mark too."""
    return CLOSE if depth else "?"


def _part(text: str, place: int, depth: int) -> str:
    """Return what the mark at a place is, while `depth` quotations are open."""
    mark, before, after = text[place], text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if mark in _DOUBLE_OPEN:
        return OPEN
    if mark in _DOUBLE_CLOSE:
        return CLOSE
    if before.isalnum() and after.isalnum():
        return CLOSE if mark == '"' and before.isalpha() and after.isupper() else APOSTROPHE
    if not before or before.isspace() or before in _OPENERS:
        return _at_word_start(text, place, depth)
    if mark == '"':
        return mark if before.isdecimal() and not depth else CLOSE
    return CLOSE if depth and not _is_possessive(text, place) else APOSTROPHE


def _at_word_start(text: str, place: int, depth: int) -> str:
    after = text[place + 1 : place + 2]
    if not after or after.isspace():
        return CLOSE if depth else OPEN
    is_elision = text[place] != '"' and _ELISION.match(text, place + 1)
    return APOSTROPHE if is_elision else OPEN


def _is_possessive(text: str, place: int) -> bool:
    """Return whether a mark behind a plural s is its possessive: a surer end of the open quotation comes later."""
    before, behind = text[place - 1], text[place + 1 :]
    if before not in "sS" or not behind[:1].isspace() or not behind.lstrip()[:1].islower():
        return False
    for match in _MARK.finditer(text, place + 1):
        earlier, later = text[match.start() - 1], text[match.end() : match.end() + 1]
        if earlier.isspace() or earlier in "([":
            return False
        if not (earlier.isalnum() and later.isalnum()):
            return True
    return _MARK.match(text) is not None and len(text[:place].split()) > LONGEST_TITLE
