"""Blocks in, the same blocks with their zones out: what is furniture, headline, lead, body, list, byline, date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise, takewhile

from kg import english
from kg.layout.lines import ends_sentence
from kg.lexicon import AUTHORITIES, Lexicon, cue
from kg.model import Block, Zone

LONGEST_HEADING, LONGEST_CAPITALS, LONGEST_LABEL = 14, 28, 6
LONGEST_LINE = 120
LONGEST_ITEM, FEWEST_ITEMS, FEWEST_CAPITALS = 40, 2, 4
LONGEST_SHORT_SENTENCE, FEWEST_SHORT_SENTENCES = 12, 3
SHORTEST_LEAD, LONGEST_INTRODUCTION = 13, 20
MENU_ENTRY, MENU_LINE, SHORTEST_MENU = 4, 9, 8
COPY_WITHIN, SURE_COPY, CUT_WORD = 3, 8, 12
TITLE_WORD, TITLE_OVERLAP, TITLE_BODIES = 4, 2, 8
PAGE_CUES, LINKS = "page-cues", "links-heading"
CELLS = " | "
CUT_OFF = ("...", "…")
LEADS_IN = (":", " -", " –", " —")
OPEN_ENDS = (";", ",", " and", " or")
BESIDE = frozenset({Zone.FURNITURE, Zone.DATELINE, Zone.STANDFIRST, Zone.CAPTION, Zone.BYLINE})
_MONTH = "(?:" + "|".join(f"{month[:3]}(?:{month[3:]}|{month[3:4]})?" for month in english.MONTHS) + ")"
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:(?:19|20)\d\d|\d\d)\b"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|\d{1,2}/\d{1,2}/(?:\d\d){1,2}\b|(?:19|20)\d\d-\d\d-\d\d)",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]")
_NAME = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){1,2}")
_BYLINE = re.compile(r"By [A-Z]")

Pass = Callable[[list[Block], Lexicon], list[Block]]


def zoned(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Return the blocks with their zones: first what each is by its own words, then by its neighbours."""
    alone = [replace(block, zone=_zone_alone(block, lexicon)) for block in blocks]
    passes: tuple[Pass, ...] = (
        _edges, _menus, _copies, _captions, _attributions, _lists, _introductions, _bylines, _headline, _links
    )  # fmt: skip
    return reduce(lambda found, step: step(found, lexicon), passes, alone)


def _zone_alone(block: Block, lexicon: Lexicon) -> Zone:
    """Return what a block is by its own words."""
    text = block.text
    if _is_dateline(text, lexicon):
        return Zone.DATELINE
    cues = lexicon.opening_cues(text)
    if cue("furniture") in cues or not any(character.isalnum() for character in text):
        return Zone.FURNITURE
    if cue("caption") in cues or (_GLUED.search(text) and lexicon.cues("caption", english.tokens(text))):
        return Zone.CAPTION
    if CELLS in text or (block.marker and not block.marker.strip("(")[0].isalnum()):
        return Zone.ITEM
    return _zone_of_line(text)


def _zone_of_line(text: str) -> Zone:
    if _is_glued(text):
        return Zone.FURNITURE
    if _BYLINE.match(text) and len(text.split()) <= MENU_LINE and not ends_sentence(text):
        return Zone.BYLINE
    return Zone.HEADING if _is_heading(text) else Zone.BODY


def _is_dateline(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line only tells the page's date: "Last Updated: Thursday, 18 November, 2004, 01:07 GMT"."""
    date = _DATE.search(text) if len(text) <= LONGEST_LINE else None
    if not date or text.endswith(".") or len(text[date.end() :].split()) > LONGEST_LABEL:
        return False
    before = text[: date.start()].strip()
    is_label = before.endswith(":") and len(before.split()) <= LONGEST_LABEL
    return not before or is_label or lexicon.is_cue("dateline", before)


def _page_cues(text: str, lexicon: Lexicon) -> dict[str, int]:
    """Return the words of pages that a line holds, by notation, with the end of the last of each."""
    hits = lexicon.hits(english.tokens(text)).get(PAGE_CUES, ())
    return {lexicon.concepts[hit.concept].notation: hit.end for hit in hits}


def _is_glued(text: str) -> bool:
    """Return whether a line is a menu whose entries ran together: "BBC NEWSAmericasAfricaEurope"."""
    is_short = len(text.split()) <= LONGEST_CAPITALS and not ends_sentence(text)
    return is_short and len(_GLUED.findall(text)) > 1


def _is_heading(text: str) -> bool:
    words = text.split()
    if len(words) > LONGEST_HEADING:
        return text.isupper() and len(words) <= LONGEST_CAPITALS
    first = text.lstrip("“(")[:1]
    if not (first.isupper() or first.isdecimal()) or text.count("“") != text.count("”"):
        return False
    is_label = len(words) < LONGEST_LABEL or all(_is_title_word(word) for word in words)
    return not ends_sentence(text) or (text.endswith(":") and is_label)


def _is_title_word(word: str) -> bool:
    letters = word.lstrip("“(").rstrip("”):,")
    return english.is_capitalised(letters) or letters.lower() in english.FUNCTION_WORDS


# --- by the neighbours


def _with(blocks: list[Block], places: Sequence[int], zone: Zone) -> list[Block]:
    """Return the blocks with a zone given to some."""
    chosen = frozenset(places)
    return [replace(block, zone=zone) if block.index in chosen else block for block in blocks]


def _edges(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the head up to its last line about the website itself, and the foot from its first such line on."""
    head = _site_talk(blocks, lexicon, ("web-word",))
    foot = _site_talk(blocks[::-1], lexicon, ("web-word", "site-word"))
    first, last = max(head, default=-1), min(foot, default=len(blocks))
    return _with(blocks, [*range(first + 1), *range(last, len(blocks))], Zone.FURNITURE)


def _site_talk(blocks: list[Block], lexicon: Lexicon, cues: tuple[str, ...]) -> Iterator[int]:
    """Yield the places of blocks that speak of the website (cookies, signing in), up to the first that says more."""
    for block in blocks:
        is_short = len(block.text.split()) <= LONGEST_ITEM
        if is_short and not _page_cues(block.text, lexicon).keys().isdisjoint(cues):
            yield block.index
        elif _is_said(block):
            return


def _is_said(block: Block) -> bool:
    return block.zone in (Zone.BODY, Zone.ITEM) and len(block.text.split()) >= SHORTEST_LEAD


def _menus(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark a long run of very short lines before the first sentence as furniture."""
    bodies = (b.index for b in blocks if b.zone == Zone.BODY and len(b.text.split()) >= SHORTEST_LEAD)
    head = blocks[: next(bodies, 0)]
    entries = [b.index for b in head if b.zone == Zone.HEADING and len(b.text.split()) <= MENU_ENTRY]
    if len(entries) < SHORTEST_MENU:
        return blocks
    has_headline = any(b.zone == Zone.HEADING for b in head[entries[-1] + 1 :])
    end = entries[-1] + has_headline
    return _with(blocks, [b.index for b in head[:end] if len(b.text.split()) <= MENU_LINE], Zone.FURNITURE)


def _copies(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark a copy of the lead before it, whole or cut off with dots, as the standfirst."""
    visible = [block for block in blocks if block.zone not in BESIDE]
    copies = [
        block.index
        for place, block in enumerate(visible)
        if any(_is_copy(block, later) for later in visible[place + 1 : place + 1 + COPY_WITHIN])
    ]
    return _with(blocks, copies, Zone.STANDFIRST)


def _is_copy(block: Block, later: Block) -> bool:
    if block.text.endswith(CUT_OFF):
        stem = block.text.rstrip(". …")
        return later.text.startswith(stem[: max(SURE_COPY, len(stem) - CUT_WORD)])
    return block.zone == Zone.BODY and block.text == later.text and len(block.text.split()) >= SHORTEST_LEAD


def _captions(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark a picture's name and caption: "Corus plant, Port Talbot", "Port Talbot: Shown in a good light"."""
    pairs = [(a, b) for a, b in pairwise(blocks) if a.zone == b.zone == Zone.HEADING and ": " in b.text]
    named = [(a.index, b.index) for a, b in pairs if b.text.partition(": ")[0] in a.text]
    behind = [b.index for a, b in pairwise(blocks) if a.zone == Zone.CAPTION and a.text.endswith(",")]
    return _with(blocks, [place for pair in named for place in pair] + behind, Zone.CAPTION)


def _attributions(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Take a short line before a quotation for a sentence, not a heading: "Mr Taylor concluded:"."""
    spoken = [
        line.index
        for line, following in pairwise(blocks)
        if line.zone == Zone.HEADING and line.text.endswith(":") and following.text.startswith(english.OPEN)
    ]
    return _with(blocks, spoken, Zone.BODY)


def _lists(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the lines of a list without bullets, behind a line that leads in to it."""
    found: set[int] = set()
    for block in blocks:
        if block.text.endswith(LEADS_IN) and block.zone not in BESIDE and block.index not in found:
            found.update(item.index for item in _items(blocks[block.index + 1 :], lexicon))
    return _with(blocks, sorted(found), Zone.ITEM)


def _items(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Return the blocks at the start that are a list: lines without a full stop, or several short sentences."""
    lines = list(takewhile(lambda block: _is_line(block, lexicon), blocks))
    if len(lines) >= FEWEST_ITEMS:
        last = blocks[len(lines) : len(lines) + 1]
        return lines + [block for block in last if lines[-1].text.endswith(OPEN_ENDS) and _can_be_item(block)]
    sentences = list(takewhile(_is_short_sentence, blocks))
    return sentences if len(sentences) >= FEWEST_SHORT_SENTENCES else []


def _can_be_item(block: Block) -> bool:
    return (
        block.zone in (Zone.BODY, Zone.HEADING)
        and not block.text.startswith(english.OPEN)
        and not block.text.endswith(":")
        and not (block.text.isupper() and len(block.text.split()) >= FEWEST_CAPITALS)
        and len(block.text.split()) <= LONGEST_ITEM
    )


def _is_line(block: Block, lexicon: Lexicon) -> bool:
    is_open = not ends_sentence(block.text) or block.text.endswith(";")
    return is_open and _can_be_item(block) and not lexicon.section(block.text)


def _is_short_sentence(block: Block) -> bool:
    return _can_be_item(block) and len(block.text.split()) <= LONGEST_SHORT_SENTENCE


def _introductions(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the lines that introduce a release printed whole; behind them stands neither a list nor a quotation."""
    bodies = [block.index for block in blocks if block.zone == Zone.BODY]
    found = [
        block.index
        for block, following in pairwise(blocks)
        if bodies
        and block.index > bodies[0]
        and block.zone in (Zone.BODY, Zone.HEADING)
        and following.zone not in (Zone.ITEM, Zone.FURNITURE)
        and not following.text.startswith(english.OPEN)
        and (introduces_release(block.text, lexicon) or _heads_release(block, lexicon))
    ]
    return _with(blocks, found, Zone.INTRODUCTION)


def introduces_release(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line introduces a release: a set phrase, or a word for a release and one that points to it.

    "A press release from the local authority follows:", "Here is Bolton Council's statement in full:". Words that
    name other things too (response, reply) count only where the line names a council.
    """
    if len(text.split()) > LONGEST_INTRODUCTION or not text.endswith((":", ".")) or english.OPEN in text:
        return False
    if lexicon.is_cue("release-introduction", text):
        return True
    ends = _page_cues(text, lexicon)
    names_council = "council-word" in ends or AUTHORITIES in lexicon.hits(english.tokens(text))
    if "release-noun" not in ends and not ("reply-noun" in ends and names_council):
        return False
    return ends.get("release-pointer", -1) >= (0 if text.endswith(":") else len(text) - 1)


def _heads_release(block: Block, lexicon: Lexicon) -> bool:
    is_line = block.zone == Zone.HEADING or block.text.endswith(":")
    return is_line and len(block.text.split()) <= MENU_LINE and heads_release(block.text, lexicon)


def heads_release(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line says no more than that a council's release is below: "Statement from Bolton Council"."""
    tokens = english.tokens(text)
    hits = lexicon.hits(tokens)
    pages = [(lexicon.concepts[hit.concept].notation, hit) for hit in hits.get(PAGE_CUES, ())]
    councils = [*hits.get(AUTHORITIES, ()), *(hit for notation, hit in pages if notation == "council-word")]
    known = [*councils, *(hit for notation, hit in pages if notation in ("release-noun", "release-pointer"))]
    rest = (token for token in tokens if token.is_word and not any(hit.start <= token.start < hit.end for hit in known))
    has_noun = any(notation == "release-noun" for notation, _ in pages)
    return has_noun and bool(councils) and all(token.key in english.FUNCTION_WORDS for token in rest)


def _bylines(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark a person's name that stands alone before the first sentence or behind the last."""
    bodies = [block.index for block in blocks if block.zone in (Zone.BODY, Zone.ITEM)]
    if not bodies:
        return blocks
    names = [b for b in blocks if b.zone == Zone.HEADING and _NAME.fullmatch(b.text) and not b.text.isupper()]
    given = {word for concept in lexicon.schemes.get("given-names", ()) for word in concept.words}
    known = [b.index for b in names if b.text.split()[0] in given and not bodies[0] < b.index < bodies[-1]]
    last = [b.index for b in names if b.index > bodies[-1] and not lexicon.hits(english.tokens(b.text))]
    return _with(blocks, known + last, Zone.BYLINE)


def _headline(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the first heading as the headline if nothing of the body stands before it.

    Headings that share no word with the body are passed over for one that shares several.
    """
    head = list(takewhile(lambda block: block.zone == Zone.HEADING or block.zone in BESIDE, blocks))
    head = list(takewhile(lambda block: not _is_labelled_section(block, lexicon), head))
    headings = [block for block in head if block.zone == Zone.HEADING]
    if not headings:
        return blocks
    said = {word for block in _first_bodies(blocks) for word in _content(block)}
    shared = [len(_content(block) & said) for block in headings]
    best = next((place for place, count in enumerate(shared) if count >= TITLE_OVERLAP), 0)
    chosen = 0 if any(shared[:best]) else best
    above = _with(blocks, [block.index for block in headings[:chosen]], Zone.FURNITURE)
    return _with(above, [headings[chosen].index], Zone.HEADLINE)


def _links(blocks: list[Block], lexicon: Lexicon) -> list[Block]:
    """Mark the headlines of other stories: behind the text, the lines below "Related stories" or "See also"."""
    said = [block.index for block in blocks if block.zone == Zone.BODY]
    found: list[int] = []
    below = False
    for block in blocks[said[0] if said else len(blocks) :]:
        if _is_said(block) or len(block.text.split()) > LONGEST_HEADING:
            below = False
        elif LINKS in _page_cues(block.text, lexicon) and _is_only_cue(block.text, lexicon):
            below = True
        if below and block.zone in (Zone.HEADING, Zone.ITEM, Zone.BODY):
            found.append(block.index)
    return _with(blocks, found, Zone.FURNITURE)


def _is_only_cue(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line holds no more than words of pages: "See also:"."""
    hits = lexicon.hits(english.tokens(text)).get(PAGE_CUES, ())
    return any(hit.start == 0 and not text[hit.end :].strip(" :.–-…") for hit in hits)


def _is_labelled_section(block: Block, lexicon: Lexicon) -> bool:
    """Return whether a line opens a section of minutes, and goes on: "PRESENT: Councillor Raistrick (Chair)"."""
    label, _, rest = block.text.partition(":")
    return bool(rest.strip()) and bool(lexicon.section(label))


def _first_bodies(blocks: list[Block]) -> Iterator[Block]:
    yield from [block for block in blocks if block.zone in (Zone.BODY, Zone.ITEM)][:TITLE_BODIES]


def _content(block: Block) -> frozenset[str]:
    """Return the stems of a block's words but for short ones and function words."""
    words = (token for token in english.tokens(block.text) if token.is_word and len(token.key) >= TITLE_WORD)
    return frozenset(word.stem for word in words if word.key not in english.FUNCTION_WORDS)
