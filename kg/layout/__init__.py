"""A document's raw text in, its blocks and parts out: what is furniture, headline, lead, body, list, release, minutes.

The only room that knows about lines. `paragraphs` joins wrapped lines and makes the cleaned views, `zones` says what
each block is in its page; here the document's kind, the sections of minutes, and the parts: the document's own voice,
and that of each release printed inside it. The words that mark all this come from the lexicon's cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from kg import english
from kg.layout.lines import lines_of
from kg.layout.pages import without_margins
from kg.layout.paragraphs import paragraphs
from kg.layout.zones import LONGEST_HEADING, zoned
from kg.lexicon import Lexicon
from kg.model import Block, Channel, Document, Layout, Part, Span, View, Zone

LONGEST_BLOCK = 6000
LONGEST_HEAD = 25
LONGEST_SIDE = 5
_HEAD_LINES = frozenset({Zone.HEADLINE, Zone.HEADING, Zone.FURNITURE, Zone.DATELINE})
_HEADS = frozenset({Zone.HEADLINE, Zone.HEADING, Zone.FURNITURE, Zone.ITEM, Zone.BODY})
_CAPITALS = re.compile(r"[A-Z]{6,}(?: [A-Z]{2,})*\b")
_BESIDE = re.compile(r"\s*[/|]\s*")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.):]?\s+(?=[A-Z])")


def lay_out(document: Document, lexicon: Lexicon) -> Layout:
    """Return the blocks of a document in reading order, and its parts."""
    page_words = lexicon.concept("page-cues", "page-word").labels
    lines = without_margins(list(lines_of(document.text, document.start)), page_words)
    whole = paragraphs(document.text, lines, partial(_stands_alone, lexicon))
    found = [(marker, view) for marker, long in whole if long.text for view in _cut(long)]
    blocks = [Block(index, Zone.BODY, view, marker=marker) for index, (marker, view) in enumerate(found)]
    blocks = zoned(blocks, lexicon)
    kind = _kind(blocks, lexicon)
    if lexicon.channel(kind) == Channel.MINUTES:
        blocks = list(_sections(_with_council(blocks, lexicon), lexicon))
    blocks = list(_in_parts(blocks))
    return Layout(tuple(_headed(blocks)), tuple(_parts(blocks, lexicon, kind)), kind)


def _stands_alone(lexicon: Lexicon, line: str) -> bool:
    """Return whether a line is a page's furniture or heads a section of minutes, whatever stands around it."""
    return lexicon.is_cue("furniture", line) or bool(line[0].isupper() and _section_headed(line, lexicon))


def _cut(view: View) -> Iterator[View]:
    """Cut a paragraph of enormous length at sentence ends, so that the time to read a text grows with its length."""
    start = 0
    for end in (
        [*(end for _, end in english.sentences(view.text)), len(view.text)] if len(view.text) > LONGEST_BLOCK else ()
    ):
        while end - start > LONGEST_BLOCK:
            yield _slice(view, start, start + LONGEST_BLOCK)
            start += LONGEST_BLOCK
        if end - start > LONGEST_BLOCK // 2:
            yield _slice(view, start, end)
            start = end
    if view.text[start:].strip():
        yield _slice(view, start, len(view.text))


def _slice(view: View, start: int, end: int) -> View:
    """Return a stretch of a view without the spaces at its ends."""
    start += len(view.text[start:end]) - len(view.text[start:end].lstrip())
    end = start + len(view.text[start:end].rstrip())
    return View(view.text[start:end], view.starts[start:end], view.ends[start:end])


def _kind(blocks: list[Block], lexicon: Lexicon) -> str:
    """Return the document type whose cues the document's headings and short lines bear; else the general one."""
    return lexicon.document_kind(b.text for b in blocks if b.zone in _HEADS and len(b.text.split()) <= LONGEST_HEAD)


# --- sections of minutes


def _with_council(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Take a line at the head that is only a council's name for a heading: minutes name their council there."""
    first = next((block.index for block in blocks if block.zone not in _HEAD_LINES), len(blocks))
    return [
        replace(block, zone=Zone.HEADING) if block.index < first and _is_council(block, lexicon) else block
        for block in blocks
    ]


def _is_council(block: Block, lexicon: Lexicon) -> bool:
    if block.zone != Zone.FURNITURE or lexicon.is_cue("furniture", block.text):
        return False
    named = lexicon.names.opening(english.tokens(block.text))
    return any(hit.end == len(block.text) for hit in named)


def _sections(blocks: list[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Give each block of minutes the section whose heading stands above it, or at its own start."""
    section = ""
    for block in blocks:
        heading = _section_headed(block.text, lexicon)
        section = heading or _section_opened(block.text, lexicon) or section
        yield replace(block, section=section, zone=Zone.HEADING if heading else block.zone)


def _section_headed(text: str, lexicon: Lexicon) -> str:
    """Return the section whose heading the text is; headings in two languages may stand side by side."""
    return "" if len(text.split()) > LONGEST_HEADING or text.endswith(".") else section_named(text, lexicon)


def section_named(text: str, lexicon: Lexicon) -> str:
    """Return the section that a heading names: whole, behind its number, or in one of two languages side by side."""
    sides = [side.strip() for side in _BESIDE.split(text[_numbered(text) :])]
    if len(sides) > 1 and any(len(side.split()) > LONGEST_SIDE for side in sides):
        return ""
    return next((found for side in sides if (found := lexicon.section(side))), "")


def _numbered(text: str) -> int:
    """Return where the words of a heading begin behind its number: "41 APOLOGIES"."""
    number = _NUMBER.match(text)
    return number.end() if number else 0


def _section_opened(text: str, lexicon: Lexicon) -> str:
    """Return the section that a paragraph opens in the same line: "RESOLVED that …", "Resolved: That …"."""
    label, colon, _ = text.partition(":")
    capitals = _CAPITALS.match(text)
    return (section_named(label, lexicon) if colon else "") or (lexicon.section(capitals[0]) if capitals else "")


# --- parts


def _in_parts(blocks: list[Block]) -> Iterator[Block]:
    """Give each block its part: what follows an introduction, but for furniture, belongs to a release."""
    part = 0
    is_first = False
    for block in blocks:
        if block.zone == Zone.INTRODUCTION:
            part, is_first = part + (not is_first), True
            yield block
        elif block.zone == Zone.FURNITURE or not part:
            yield block
        else:
            headline = is_first and block.zone == Zone.HEADING
            yield replace(block, part=part, zone=Zone.HEADLINE if headline else block.zone)
            is_first = False


def _parts(blocks: list[Block], lexicon: Lexicon, kind: str) -> Iterator[Part]:
    """Yield the document's own part, then the releases in it."""
    whole = Span(blocks[0].view.starts[0], blocks[-1].view.ends[-1]) if blocks else Span(0, 0)
    yield Part(kind, lexicon.channel(kind), whole)
    introductions = [block.index for block in blocks if block.zone == Zone.INTRODUCTION]
    for _, inside in groupby((block for block in blocks if block.part), key=lambda block: block.part):
        yield _release(list(inside), introductions, lexicon, blocks)


def _release(inside: list[Block], introductions: list[int], lexicon: Lexicon, blocks: list[Block]) -> Part:
    first, last = inside[0], inside[-1]
    introduction = max(index for index in introductions if index < first.index)
    return Part(
        lexicon.release_kind(blocks[introduction].text),
        Channel.RELEASE,
        Span(first.view.starts[0], last.view.ends[-1]),
        headline=first.index if first.zone == Zone.HEADLINE else None,
        introduction=introduction,
    )


# --- headings


def _headed(blocks: list[Block]) -> Iterator[Block]:
    """Give each block the run of headings that stands above it in its part."""
    for _, part in groupby(blocks, key=lambda block: block.part):
        yield from _headed_part(list(part))


def _headed_part(blocks: list[Block]) -> Iterator[Block]:
    """Do so in a run of blocks of one part. A line that leads in to a list heads no more than its items."""
    trail: tuple[Block, ...] = ()
    previous = Zone.BODY
    for block in blocks:
        if block.zone == Zone.HEADING:
            trail = trail if previous == Zone.HEADING else ()
        elif previous == Zone.ITEM and block.zone == Zone.BODY:
            trail = tuple(heading for heading in trail if heading.section or not heading.text.endswith(":"))
        yield replace(block, headings=tuple(heading.index for heading in trail))
        trail = (*trail, block) if block.zone == Zone.HEADING else trail
        previous = block.zone
