"""Annotated minutes in, the meeting out: its committee, its date, and its text by item and section.

The committee is the one whose minutes these are, not every one that is named. A single item, as a council's site prints
it, stands below `Agenda item`; in the minutes of a whole meeting the items are told by their numbered headings, by
headings in capitals, or by plain headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg import english
from kg.extract.minutes import cues
from kg.layout import section_named
from kg.lexicon import AUTHORITIES, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, Hit, Token, Zone

MINUTES, CONTEXT, KEY_ISSUES, SCRUTINY = "minutes", "context", "key-issues", "member-scrutiny"
CONCLUSION, RESOLUTION, ACTION = "conclusion", "resolution", "action"
ATTENDANCE, APOLOGIES, DOCUMENTS, REASONS = "attendance", "apologies", "documents", "reasons"
LONGEST_TITLE, LONGEST_HEADING, LONGEST_LABEL, HEAD_BLOCKS = 40, 14, 5, 12
LONGEST_CLOSING, LONGEST_SIGNATURE = 16, 6
CONTENT_WORD = 4
PAGE_CUES, COUNCIL_WORD = "page-cues", "council-word"
INTRODUCES = (":", "–", "-", "—")
_UNREAD = frozenset({Zone.FURNITURE, Zone.CAPTION, Zone.BYLINE, Zone.STANDFIRST})
_HEADINGS = frozenset({Zone.HEADING, Zone.HEADLINE, Zone.FURNITURE})
_NUMBER = re.compile(r"(?:(?:[A-Z]{2,4}[ /-])?\d{1,3}(?:\.\d{1,3})*[.):]?|\(?(?:[a-z]|[ivx]{1,4})[.)])\s+(?=[A-Z“])")
_LABEL = re.compile(r"([^:–—.]{3,60}?)\s*(?:[:–—]|\s-)\s+(?=\S)")
_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(english.MONTHS)}),? \d{{4}}\b", re.IGNORECASE)
_SIDE = re.compile(r"[^/|]+")
_SAID_WHOLE = frozenset((ATTENDANCE, APOLOGIES))
_ENDED_BY_HEADING = frozenset((ACTION, RESOLUTION, CONCLUSION))
_DOTS = re.compile(r"[.…_]{4,}|…")
_JOINTS = frozenset(["and", "&", ",", "'", "-", "–", "'s"])
_ADVERBS = frozenset(["also", "then", "further"])


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a meeting's text: `start` is where its words begin, behind number and label."""

    block: AnnotatedBlock
    start: int
    item: str
    section: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its minutes show it; committee and date in the text's words, '' where it has none."""

    committee: str
    date: str
    passages: tuple[Passage, ...]


def read_meeting(annotated: Annotated, lexicon: Lexicon) -> Meeting | None:
    """Return the meeting whose minutes a document is; None if it is none."""
    if lexicon.channel(annotated.layout.kind) != Channel.MINUTES:
        return None
    blocks = [block for block in annotated.blocks if _is_minutes(annotated, block, lexicon)]
    sections = {block.block.index: _section(block.text, lexicon) for block in blocks}
    titles = _titles(blocks, sections)
    passages = tuple(_passages(blocks, sections, titles, lexicon))
    words = [block for block in blocks if not (sections[block.block.index] or titles.get(block.block.index))]
    return Meeting(_committee(words, passages), _date(blocks), passages)


def _section(text: str, lexicon: Lexicon) -> str:
    """Return the section whose heading a block is; headings in two languages may stand side by side."""
    is_short = len(text.split()) <= LONGEST_HEADING and not text.endswith(".")
    return section_named(text, lexicon) if is_short else ""


def _is_minutes(annotated: Annotated, block: AnnotatedBlock, lexicon: Lexicon) -> bool:
    """Return whether a block is of the minutes; short lines below a heading of theirs are, whatever they look like."""
    own = block.block
    short_line = own.zone == Zone.FURNITURE and own.section and not lexicon.is_cue("furniture", own.text)
    read = own.zone not in _UNREAD or bool(short_line)
    return read and annotated.layout.parts[own.part].channel == Channel.MINUTES


# --- passages


def _passages(
    blocks: Sequence[AnnotatedBlock], sections: Mapping[int, str], titles: Mapping[int, str], lexicon: Lexicon
) -> Iterator[Passage]:
    """Yield what stands below the heading of minutes (all, if there is none), with its item and section."""
    item = section = ""
    begun, closed = MINUTES not in sections.values(), False
    for block in blocks:
        index = block.block.index
        if index in titles or (section in _ENDED_BY_HEADING and _is_capital_heading(block) and not sections[index]):
            item = titles.get(index, block.text)
            section, closed = sections[index] if sections[index] in _SAID_WHOLE else "", False
            continue
        closed = closed or _closes(block)
        if closed or _item_opening(block):
            continue
        heading = sections.get(index, "")
        if heading:
            begun, section = begun or heading == MINUTES, heading
            continue
        label, start = _opening(block, lexicon)
        section = label or section
        if (begun or label == MINUTES or section in (ATTENDANCE, APOLOGIES)) and any(t.is_word for t in block.tokens):
            yield Passage(block, start, item, section, bool(block.block.marker) or block.block.zone == Zone.ITEM)


def _is_capital_heading(block: AnnotatedBlock) -> bool:
    """Return whether a block is the heading of another matter: in capitals, and nobody's name."""
    is_line = block.block.zone in _HEADINGS and not block.block.marker
    return is_line and block.text.isupper() and not _is_signature(block) and not block.text.endswith(INTRODUCES)


def _closes(block: AnnotatedBlock) -> bool:
    """Return whether a line ends the minutes: "The meeting closed at 8.15 pm", or the chair's signature."""
    if len(block.text.split()) > LONGEST_CLOSING:
        return False
    return bool(cues.hits(block, cues.OPENINGS, "closing", 0, len(block.text))) or _is_signature(block)


def _is_signature(block: AnnotatedBlock) -> bool:
    """Return whether a line is only a councillor's name, or dotted for one: "COUNCILLOR LEROY HEBDEN"."""
    if _DOTS.search(block.text):
        return True
    titled = any(hit.start == 0 and cues.notation(hit) == "councillor" for hit in block.hits.get("honorifics", ()))
    names = all(english.is_capitalised(token.text) for token in block.tokens if token.is_word)
    return titled and names and len(block.text.split()) <= LONGEST_SIGNATURE


def _opening(block: AnnotatedBlock, lexicon: Lexicon) -> tuple[str, int]:
    """Return the section that a label at the block's start opens, and where its words begin behind number and label."""
    number = _NUMBER.match(block.text)
    start = number.end() if number else 0
    label = _LABEL.match(block.text, start)
    if not label or len(label[1].split()) > LONGEST_LABEL:
        return "", start
    section = section_named(label[1], lexicon)
    return (section, label.end()) if section else ("", start)


# --- titles of items


def _titles(blocks: Sequence[AnnotatedBlock], sections: Mapping[int, str]) -> dict[int, str]:
    """Return the titles of the items by the index of the block that holds them; '' marks the heading above a title."""
    openers = [place for place, block in enumerate(blocks) if _item_opening(block)]
    headed = _headed_items(blocks, sections)
    if openers and not (len(headed) > 1 and min(headed) < blocks[openers[0]].block.index):
        return _titles_below(blocks, openers, sections)
    labelled = {block.block.index: title for block in blocks[:HEAD_BLOCKS] if (title := _labelled_title(block))}
    return headed if openers else labelled or _titles_of_whole_meeting(blocks, sections)


def _item_opening(block: AnnotatedBlock) -> Hit | None:
    """Return the hit of `Agenda item` in a heading that is only that, or that followed by a number or a title."""
    if len(block.text.split()) > LONGEST_TITLE or block.block.zone not in _HEADINGS:
        return None
    for hit in cues.hits(block, cues.OPENINGS, "item-opening", 0, len(block.text)):
        rest = block.text[hit.end :].strip()
        alone = " " not in hit.label
        if (not rest and (not alone or hit.start == 0)) or (hit.start == 0 and re.match(r"[\d:–—-]", rest)):
            return hit
    return None


def _titles_below(
    blocks: Sequence[AnnotatedBlock], openers: Sequence[int], sections: Mapping[int, str]
) -> dict[int, str]:
    found: dict[int, str] = {}
    for place in openers:
        block = blocks[place]
        opening = _item_opening(block)
        inline = block.text[opening.end :].lstrip(" 0123456789.:–—-") if opening else ""
        found[block.block.index] = inline
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if inline or following is None or place + 1 in openers or sections.get(following.block.index):
            continue
        if _is_title(following):
            found[following.block.index] = _without_number(following.text)
    return found


def _is_title(block: AnnotatedBlock) -> bool:
    """Return whether a block reads as a title: one sentence, without a full stop or mostly in capitals."""
    words = [token for token in block.tokens if token.is_word and len(token.text) >= CONTENT_WORD]
    capitals = sum(not token.text[0].islower() for token in words)
    short = len(block.text.split()) <= LONGEST_TITLE and len(block.sentences) == 1
    shaped = not block.text.endswith((".", ":", ";")) or (words and capitals >= 0.6 * len(words))
    return bool(short and shaped and block.tokens[0].key != "to" and not block.text[0].islower())


def _without_number(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() if number else 0 :].strip()


def _labelled_title(block: AnnotatedBlock) -> str:
    label = cues.opens(block, cues.OPENINGS, "title-label", 0)
    rest = block.text[label.end :].lstrip() if label else ""
    return rest[1:].strip() if rest.startswith(":") else ""


def _titles_of_whole_meeting(blocks: Sequence[AnnotatedBlock], sections: Mapping[int, str]) -> dict[int, str]:
    headings = [block for block in blocks if _is_item_heading(block, sections)]
    capital = [block for block in headings if block.text.isupper()]
    plain = {b.block.index: _without_number(b.text) for b in capital or _plain(headings, blocks)}
    return _headed_items(blocks, sections) or plain


def _headed_items(blocks: Sequence[AnnotatedBlock], sections: Mapping[int, str]) -> dict[int, str]:
    """Return the titles of items with numbers; what stands above the pages of a paper ("Agenda Item 4") is none."""
    headings = [block for block in blocks if _is_item_heading(block, sections) and not _item_opening(block)]
    return {block.block.index: _without_number(block.text) for block in headings if _is_numbered(block)}


def _is_item_heading(block: AnnotatedBlock, sections: Mapping[int, str]) -> bool:
    starred = block.block.marker == "*" and _is_numbered(block)
    is_line = block.block.zone in _HEADINGS or starred
    heading = is_line and not block.text.endswith((":", "–", "-", "—", ";"))
    own_name = _is_committee_line(block) or _DATE.search(block.text) or cues.opens(block, cues.OPENINGS, "presides", 0)
    return (
        heading
        and not block.text.endswith(".")
        and not _is_signature(block)
        and _is_title(block)
        and (_is_numbered(block) or not (own_name or sections.get(block.block.index)))
    )


def _is_numbered(block: AnnotatedBlock) -> bool:
    number = _NUMBER.match(block.text)
    return block.block.marker[:1].isdigit() or bool(number and any(sign.isdigit() for sign in number[0]))


def _plain(headings: Sequence[AnnotatedBlock], blocks: Sequence[AnnotatedBlock]) -> list[AnnotatedBlock]:
    """Return the headings that stand directly above running text."""
    above = {a.block.index for a, b in pairwise(blocks) if b.block.zone != Zone.HEADING}
    first = next((block for block in headings if block.block.zone == Zone.HEADLINE), None)
    return [block for block in headings if block is first or block.block.index in above]


# --- committee and date


def _committee(blocks: Sequence[AnnotatedBlock], passages: Sequence[Passage]) -> str:
    """Return the name of the committee that meets, as the text has it; '' if nothing settles it."""
    read = {p.block.block.index: p for p in passages}
    introducing = [b for b in blocks if b.block.index not in read or read[b.block.index].section == CONTEXT]
    titled = (n for b in blocks[:HEAD_BLOCKS] if _is_committee_line(b) for n in _words(b, _names(b)))
    named = next(titled, "") or next(_presided_names(blocks, introducing), "")
    return named or _acting_committee(blocks)


def _words(block: AnnotatedBlock, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    for start, end in places:
        yield block.text[start:end]


def _presided_names(blocks: Sequence[AnnotatedBlock], introducing: Sequence[AnnotatedBlock]) -> Iterator[str]:
    for block in blocks:
        introduces = block in introducing
        yield from _words(block, (n for n in _names(block) if _is_presided(block, n[0], anywhere=introduces)))


def _names(block: AnnotatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the places of names of committees in a block."""
    for hit in block.hits.get(cues.PARTIES, ()):
        if cues.notation(hit) not in ("assembly", "assembly-alone") or not block.text[hit.start].isupper():
            continue
        start = _name_start(block, hit)
        alone = any(cues.notation(h) == "assembly-alone" and h.start == hit.start for h in block.hits[cues.PARTIES])
        if (start < hit.start or alone) and not _is_other(block, start, hit):
            yield start, hit.end


def _name_start(block: AnnotatedBlock, hit: Hit) -> int:
    """Return where the capitalised words before a head noun begin: "Children, Young People and Families Scrutiny"."""
    at = cues.token_index(block, hit.start)
    start, joined = at, False
    for place in range(at - 1, -1, -1):
        token = block.tokens[place]
        if token.key in _JOINTS:
            joined = joined or token.key in ("and", "&")
            is_spaced_dash = token.key in ("-", "–") and block.text[token.start - 1] == " "
            if (token.key == "," and not joined) or is_spaced_dash:
                break
        elif _ends_council(block, token) or not _is_of_name(token):
            break
        else:
            start = place
    return block.tokens[start].start


def _is_of_name(token: Token) -> bool:
    return english.is_capitalised(token.text) and token.key not in english.FUNCTION_WORDS and token.key != "s"


def _ends_council(block: AnnotatedBlock, token: Token) -> bool:
    """Return whether a council's full name ends with a token: it stands before the committee's and is no part of it."""
    councils = {hit.end for hit in block.hits.get(PAGE_CUES, ()) if cues.notation(hit) == COUNCIL_WORD}
    named = any(hit.start < token.start and hit.end == token.end for hit in block.hits.get(AUTHORITIES, ()))
    return token.end in councils and named


def _is_other(block: AnnotatedBlock, start: int, hit: Hit) -> bool:
    """Return whether the words are a role, an inspecting body or the like."""
    schemes = ("roles", "bodies", "regimes")
    return any(h.start <= hit.start and h.end >= hit.end for name in schemes for h in block.hits.get(name, ()))


def _is_committee_line(block: AnnotatedBlock) -> bool:
    """Return whether a short heading is a committee's name, or mostly."""
    sides = [(side.start(), side.end()) for side in _SIDE.finditer(block.text)]
    return block.block.zone in _HEADINGS and any(_is_mostly_name(block, *side) for side in sides)


def _is_mostly_name(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether half the words of one side of a heading, or more, are a committee's name."""
    names = [(a, b) for a, b in _names(block) if start <= a and b <= end]
    councils = [(h.start, h.end) for h in block.within(AUTHORITIES, start, end)]
    covered = sum(len(block.text[a:b].split()) for a, b in (*names, *councils))
    return bool(names) and covered >= 0.5 * len(block.text[start:end].split())


def _is_presided(block: AnnotatedBlock, start: int, *, anywhere: bool) -> bool:
    """Return whether `members of`, `minutes of` or the like stand before a name, where the meeting is introduced."""
    at = cues.token_index(block, start)
    at -= at > 0 and block.tokens[at - 1].key == "the"
    offset = block.tokens[at].start
    found = [h for h in cues.hits(block, cues.OPENINGS, "presides", 0, start) if offset - h.end <= 1 and h.end <= start]
    heading = block.block.zone in _HEADINGS
    return any(anywhere or heading or hit.start == 0 for hit in found)


def _acting_committee(blocks: Sequence[AnnotatedBlock]) -> str:
    """Return the one committee that acts on a paper, unless the text calls the meeting by another head noun."""
    acting = (block.text[s:e] for block in blocks for s, e in _names(block) if _acts(block, s, e))
    names = {name.lower(): name for name in acting}
    heads = {block.text[hit.start : hit.end].lower() for block in blocks for hit in _generic(block)}
    fitting = [name for name in names.values() if not heads or name.split()[-1].lower() in heads]
    return fitting[0] if len(fitting) == 1 else ""


def _acts(block: AnnotatedBlock, start: int, end: int) -> bool:
    at = cues.token_index(block, start)
    before = at - (at > 0 and block.tokens[at - 1].key == "the")
    begin = block.tokens[before].start
    laid = any(0 <= begin - hit.end <= 1 for hit in cues.hits(block, cues.OPENINGS, "lays-before", 0, start))
    opens = before == 0 or block.tokens[before - 1].key in (".", ":", "that", "–", "-", "(", ")")
    after = cues.token_index(block, end)
    while after < len(block.tokens) and block.tokens[after].key in _ADVERBS:
        after += 1
    offset = block.tokens[after].start if after < len(block.tokens) else len(block.text)
    moved = before > 0 and block.tokens[before - 1].key == "that" and block.text[offset:] == ":"
    return laid or moved or (opens and cues.opens(block, cues.OPENINGS, "takes", offset) is not None)


def _generic(block: AnnotatedBlock) -> Iterator[Hit]:
    """Yield the places where a committee is only called `the Committee`."""
    for hit in cues.hits(block, cues.PARTIES, "assembly", 0, len(block.text)):
        at = cues.token_index(block, hit.start)
        bare = at > 0 and block.tokens[at - 1].key == "the" and block.text[hit.start].isupper()
        if bare and not _is_other(block, hit.start, hit):
            yield hit


def _date(blocks: Sequence[AnnotatedBlock]) -> str:
    """Return the date of the meeting as its head states it."""
    for block in blocks[:HEAD_BLOCKS]:
        titled = block.block.zone in (Zone.HEADING, Zone.HEADLINE, Zone.DATELINE)
        found = _DATE.search(block.text)
        if found and (titled or cues.hits(block, cues.OPENINGS, "presides", 0, len(block.text))):
            return found[0]
    return ""
