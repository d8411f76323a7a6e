"""Lines in, the lines of the text alone out: what was printed around it on each page is left out.

A page's margin holds its number ("Page 3 of 12", "- 3 -"), and beside that a title, date or address that comes again
on other pages. A number without a word for it counts only in a row of numbers, one for each page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.layout.lines import Line, ends_sentence, is_item

LONGEST_MARGIN = 15
SHORTEST_PAGE = 6
SHORTEST_WRAPPED = 45
MARGIN_LINES, SIDES = 3, 3
TITLE_LINES, LONGEST_TITLE = 5, 90
_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"[-–—\[(|]*\s*(\d{1,4})\s*(?:(?:of|o|/)\s*(\d{1,4})\s*)?[-–—\])|]*")
_DASHES = "-–—"
_ADDRESS = re.compile(r"(?:https?://|file:/|www\.)\S+(?:\s+[\[(\d][\d\s/:.,()\[\]a-z]*)?", re.IGNORECASE)


def without_margins(lines: Sequence[Line], page_words: Collection[str]) -> list[Line]:
    """Return the lines but for those of pages' margins; `page_words` are words before the number of a page."""
    margin = _margins(lines, page_words)
    return list(_kept(lines, margin)) if margin else list(lines)


def is_address(text: str) -> bool:
    """Return whether a line holds no more than a web address, or a file's, and the time at which it was printed."""
    return _ADDRESS.fullmatch(text) is not None


def _margins(lines: Sequence[Line], page_words: Collection[str]) -> frozenset[int]:
    """Return the places of the lines that stand in margins."""
    numbers = _numbers(lines, page_words)
    return frozenset(numbers | _beside(lines, numbers) | _intruding(lines))


def _numbers(lines: Sequence[Line], page_words: Collection[str]) -> set[int]:
    """Return the places of the pages' numbers."""
    words = "|".join(re.escape(word) for word in page_words)
    label = re.compile(rf"\W*(?:{words})\.?\s*\d{{1,4}}(?:\s*(?:of|o|/)\s*\d{{1,4}})?\W*", re.IGNORECASE)
    part = re.compile(rf"(?:{words})\.?\s*\d{{1,4}}\b", re.IGNORECASE)
    short = [(place, line.text) for place, line in enumerate(lines) if len(line.text.split()) <= LONGEST_MARGIN]
    alone = {place for place, text in short if label.fullmatch(text)}
    among = _again(lines, [place for place, text in short if part.search(text)])
    return alone | among | _row(lines)


def _again(lines: Sequence[Line], places: Sequence[int]) -> set[int]:
    """Return those of some lines that come again, but for their figures."""
    counts = Counter(_form(lines[place]) for place in places)
    return {place for place in places if counts[_form(lines[place])] > 1}


def _form(line: Line) -> str:
    """Return a line with its figures alike, in small letters."""
    return _DIGITS.sub("0", line.text).lower()


def _row(lines: Sequence[Line]) -> set[int]:
    """Return the places of numbers that stand alone and count on from each to the next, as those of pages do.

    They stand between dashes, tell the number of pages, or have a page between them; the last may be short.
    """
    found = [(place, match) for place, line in enumerate(lines) if (match := _BARE_NUMBER.fullmatch(line.text))]
    places = [place for place, _ in found]
    numbers = [int(match[1]) for _, match in found]
    if not numbers or any(later - earlier != 1 for earlier, later in pairwise(numbers)):
        return set()
    are_dashed = all(match[0][0] in _DASHES and match[0][-1] in _DASHES for _, match in found)
    are_counted = {match[2] for _, match in found} == {str(numbers[-1])}
    pages = [there - here for here, there in pairwise(places)]
    are_apart = bool(pages) and min(pages[:-1] or pages) > SHORTEST_PAGE
    return set(places) if are_dashed or are_counted or are_apart else set()


def _beside(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the places of lines next to pages' numbers, or form feeds, that hold an address or come again there."""
    feeds = {place for place, line in enumerate(lines) if line.opens_page}
    often = max(2, max(len(numbers), len(feeds)) // SIDES)
    found: set[int] = set()
    for _ in range(MARGIN_LINES):
        edge = _edge(lines, numbers | found, feeds)
        counts = Counter(_form(lines[place]) for place in edge)
        found |= {place for place in edge if counts[_form(lines[place])] >= often or is_address(lines[place].text)}
    return found | {place for place in _edge(lines, numbers, set()) if _parts_halves(lines, place, numbers | found)}


def _parts_halves(lines: Sequence[Line], place: int, margin: set[int]) -> bool:
    """Return whether a line that is shorter than its text's stands, with a margin, between two halves of a sentence."""
    first = next((at for at in range(place - 1, -1, -1) if at not in margin), -1)
    last = next((at for at in range(place + 1, len(lines)) if at not in margin), -1)
    if min(first, last) < 0 or not lines[place].text[0].isupper():
        return False
    is_short = len(lines[place].text) < SHORTEST_WRAPPED <= len(lines[first].text)
    return is_short and not ends_sentence(lines[first].text) and lines[last].text[0].islower()


def _edge(lines: Sequence[Line], margin: set[int], feeds: set[int]) -> set[int]:
    """Return the places of the short lines around those of a margin, and around form feeds."""
    around = {place + step for place in margin for step in (-1, 1)}
    around |= {place - step for place in feeds for step in (0, 1)}
    return {place for place in around - margin if 0 <= place < len(lines) and _can_be_margin(lines, place)}


def _can_be_margin(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line is short, no item, and not the text's own title."""
    text = lines[place].text
    if is_address(text) or not any(character.isalpha() for character in text):
        return True
    return len(text.split()) <= LONGEST_MARGIN and not is_item(lines[place]) and not _is_title(lines, place)


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line is the first of its form at the head of a text, where no sentence stands before it."""
    if place >= TITLE_LINES or any(_form(line) == _form(lines[place]) for line in lines[:place]):
        return False
    return not any(ends_sentence(line.text) or len(line.text) > LONGEST_TITLE for line in lines[:place])


def _intruding(lines: Sequence[Line]) -> set[int]:
    """Return the places of short lines that come again elsewhere, and somewhere part the two halves of a sentence."""
    places = [place for place, line in enumerate(lines) if line.text[0].isupper()]
    again = [place for place in _again(lines, places) if _can_be_margin(lines, place)]
    parting = [place for place in again if _parts_sentence(lines, place)]
    forms = {_form(lines[place]) for place in parting if _has_other_neighbours(lines, place, again)}
    return {place for place in again if _form(lines[place]) in forms}


def _parts_sentence(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line with a gap beside it stands between two halves of a sentence."""
    if not 0 < place < len(lines) - 1:
        return False
    before, line, behind = lines[place - 1 : place + 2]
    has_gap = bool(line.blanks or behind.blanks)
    return has_gap and not ends_sentence(before.text) and behind.text[0].islower() and not is_item(behind)


def _has_other_neighbours(lines: Sequence[Line], place: int, again: Sequence[int]) -> bool:
    """Return whether other lines stand around a line where it comes again: a passage that is said twice is text."""
    form = _form(lines[place])
    others = (other for other in again if other != place and _form(lines[other]) == form)
    sides = {_form(line) for line in _neighbours(lines, place)}
    return all(_form(line) not in sides for other in others for line in _neighbours(lines, other))


def _neighbours(lines: Sequence[Line], place: int) -> Sequence[Line]:
    return [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]


def _kept(lines: Sequence[Line], margin: frozenset[int]) -> Iterator[Line]:
    """Yield the lines of the text; a sentence that a margin parted goes on without a gap."""
    before = ""
    blanks = 0
    for place, line in enumerate(lines):
        blanks = max(blanks, line.blanks)
        if place in margin:
            continue
        behind = place - 1 in margin
        yield line._replace(blanks=blanks if ends_sentence(before) else 0, behind_margin=True) if behind else line
        before, blanks = line.text, 0
