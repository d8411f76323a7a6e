"""Speech marks: a view's characters in, the same characters with every mark's part decided out.

Four alphabets are met in the wild: double and single, straight and curly, and `???` where an encoding was lost. The
single ones are apostrophes too, so each is decided by its neighbours and by whether a quotation is open.
"""

from __future__ import annotations

import re

from kg.english import APOSTROPHE, CLOSE, OPEN

_MARK = re.compile("[\"'“”‘’„‟‚‛«»`´\x00]")
_OPENERS = "([—–-/“"
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«", "”‟»"
_ELISION = re.compile(r"(?:\d0s|tis|twas|em|cause|til|n)\b", re.IGNORECASE)
LOST = "\x00"
LONGEST_TITLE = 6


def decide(text: str) -> str:
    """Return `text` with each speech mark as “ or ” and each apostrophe as ': the length stays the same.

    Lost marks must come as one NUL each.

    >>> decide("'The users' needs,' he said")
    "“The users' needs,” he said"
    """
    found = list(text)
    depth = 0
    for match in _MARK.finditer(text):
        mark = _part(text, match.start(), depth)
        depth = max(0, depth + (mark == OPEN) - (mark == CLOSE))
        found[match.start()] = mark
    return "".join(found)


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
