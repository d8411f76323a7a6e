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

from kg.layout.paragraphs import paragraphs
from kg.layout.zones import LONGEST_HEADING, zoned
from kg.lexicon import Lexicon
from kg.model import Block, Channel, Document, Layout, Part, Span, Zone

LONGEST_HEAD = 25
_HEADS = frozenset({Zone.HEADLINE, Zone.HEADING, Zone.FURNITURE, Zone.ITEM, Zone.BODY})
_CAPITALS = re.compile(r"[A-Z]{6,}(?: [A-Z]{2,})*\b")
_BESIDE = re.compile(r"\s*[/|]\s*")


def lay_out(document: Document, lexicon: Lexicon) -> Layout:
    """Return the blocks of a document in reading order, and its parts."""
    lines = paragraphs(document.text, partial(lexicon.is_cue, "furniture"))
    found = [paragraph for paragraph in lines if paragraph.view.text]
    blocks = [Block(index, Zone.BODY, view, marker=marker) for index, (marker, view) in enumerate(found)]
    blocks = zoned(blocks, lexicon)
    kind = _kind(blocks, lexicon)
    if lexicon.channel(kind) == Channel.MINUTES:
        blocks = list(_sections(blocks, lexicon))
    blocks = list(_in_parts(blocks))
    return Layout(tuple(_headed(blocks)), tuple(_parts(blocks, lexicon, kind)), kind)


def _kind(blocks: list[Block], lexicon: Lexicon) -> str:
    """Return the document type whose cues the document's headings and short lines bear; else the general one."""
    return lexicon.document_kind(b.text for b in blocks if b.zone in _HEADS and len(b.text.split()) <= LONGEST_HEAD)


# --- sections of minutes


def _sections(blocks: list[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Give each block of minutes the section whose heading stands above it, or at its own start."""
    section = ""
    for block in blocks:
        heading = _section_headed(block.text, lexicon)
        section = heading or _section_opened(block.text, lexicon) or section
        yield replace(block, section=section, zone=Zone.HEADING if heading else block.zone)


def _section_headed(text: str, lexicon: Lexicon) -> str:
    """Return the section whose heading the text is; headings in two languages may stand side by side."""
    if len(text.split()) > LONGEST_HEADING:
        return ""
    return next((found for side in _BESIDE.split(text) if (found := lexicon.section(side))), "")


def _section_opened(text: str, lexicon: Lexicon) -> str:
    """Return the section that a paragraph opens in the same line: "RESOLVED that …", "Resolved: That …"."""
    label, colon, _ = text.partition(":")
    capitals = _CAPITALS.match(text)
    return (lexicon.section(label) if colon else "") or (lexicon.section(capitals[0]) if capitals else "")


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
