"""Annotated minutes in, their entries out: key issues, questions, answers, statements, conclusions, actions.

Each section of an item is read in its own way: the list below Key Issues; what members said and asked; what stands
below a conclusion; the list of actions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.minutes import cues, meeting, resolutions
from kg.extract.minutes.discussion import Discussion
from kg.extract.minutes.entries import Entry, Kind, Stretch, entry, whole
from kg.extract.minutes.meeting import INTRODUCES, Passage, read_meeting
from kg.extract.minutes.speech import People
from kg.lexicon import Lexicon
from kg.model import Annotated, MinuteClaim, Span, Zone

KEY_ISSUE_ITEM, KEY_ISSUE_PARAGRAPH = "key-issue-item", "key-issue-paragraph"
CONCLUDED, LISTED = "under-conclusion", "under-actions"
LONGEST_LEAD = 12
_INLINE_ITEM = re.compile(r"\s[-–•]\s+(?=[A-Z])")
_SKIPPED = frozenset((meeting.DOCUMENTS, meeting.ATTENDANCE, meeting.APOLOGIES, meeting.CONTEXT))
_REFERS_BACK = frozenset(["it", "this", "these", "they", "he", "she"])


def find_minutes(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, names: Iterable[tuple[int, int, int]] = ()
) -> tuple[MinuteClaim, ...]:
    """Return the entries of minutes, in order; none for any other document.

    `names` are the places of people's names: block, start, end.
    """
    found = read_meeting(annotated, lexicon)
    if found is None:
        return ()
    people = _people(annotated, names)
    entries: list[Entry] = []
    for _, run in groupby(found.passages, key=lambda passage: (passage.item, passage.section)):
        _read(list(run), people, entries)
    claims = [_claim(one, entries, found.committee, authorities) for one in entries]
    return tuple(sorted(claims, key=lambda claim: claim.span))


def _people(annotated: Annotated, names: Iterable[tuple[int, int, int]]) -> dict[int, People]:
    found: dict[int, list[tuple[int, int, bool]]] = {}
    for index, start, end in names:
        titles = annotated.blocks[index].within("honorifics", start, end)
        councillor = any(cues.notation(hit) == "councillor" for hit in titles)
        found.setdefault(index, []).append((start, end, councillor))
    return {index: People(tuple(places)) for index, places in found.items()}


def _claim(one: Entry, entries: Sequence[Entry], committee: str, authorities: Authorities) -> MinuteClaim:
    first = one.passages[0]
    return MinuteClaim(
        rule=one.rule,
        span=one.span,
        authority=authorities.at(first.block.block.index, one.start) or authorities.subject,
        committee=committee,
        item=first.item,
        kind=one.kind.value,
        text=one.text,
        owner=one.owner,
        when=one.when,
        answers=_question(one, entries),
    )


def _question(one: Entry, entries: Sequence[Entry]) -> Span | None:
    return None if one.question is None else entries[one.question].span


def _read(passages: Sequence[Passage], people: dict[int, People], entries: list[Entry]) -> None:
    """Read a run of passages of one section of one item into `entries`."""
    section = passages[0].section
    if section in _SKIPPED:
        return
    if section == meeting.KEY_ISSUES:
        entries.extend(_key_issues(passages))
    elif section == meeting.CONCLUSION:
        entries.extend(found for passage in passages for found in _conclusions(passage, people))
    elif section == meeting.ACTION:
        for passage in passages:
            _give_owner(passage, entries)
            entries.extend(_actions(passage))
    else:
        Discussion(people, entries, section).read(passages)


def _key_issues(passages: Sequence[Passage]) -> Iterator[Entry]:
    """Yield the items of the list; without a list, the paragraphs."""
    listed = [passage for passage in passages if passage.listed] or list(_unmarked(passages))
    for passage in listed or passages:
        if listed:
            yield from (entry(Kind.KEY_ISSUE, KEY_ISSUE_ITEM, part) for part in _parts(passage))
        elif not passage.block.text.endswith(INTRODUCES):
            yield entry(Kind.KEY_ISSUE, KEY_ISSUE_PARAGRAPH, whole(passage).trimmed())


def _unmarked(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the short paragraphs below an introduction with a colon: a list that lost its marks."""
    begun = False
    for passage in passages:
        if begun and len(passage.block.sentences) > 1:
            return
        if begun:
            yield passage
        begun = begun or passage.block.text.endswith(INTRODUCES)


def _parts(passage: Passage) -> Iterator[Stretch]:
    """Yield the items in a block: a dash before a capital letter in its middle begins another."""
    item = whole(passage)
    edges = [item.start, *(match.end() for match in _INLINE_ITEM.finditer(passage.block.text, item.start))]
    for start, end in zip(edges, [*edges[1:], item.end], strict=True):
        yield item.part(start, end).trimmed()


def _conclusions(passage: Passage, people: dict[int, People]) -> Iterator[Entry]:
    """Yield the sentences below a conclusion, each with those behind it that only refer back to it."""
    found: list[Stretch] = []
    for sentence in [] if _leads(passage) else whole(passage).sentences():
        first = passage.block.tokens[cues.token_index(passage.block, sentence.start)]
        if found and first.key in _REFERS_BACK:
            found[-1] = found[-1].part(found[-1].start, sentence.end)
        else:
            found.append(sentence)
    for stretch in found:
        yield from resolutions.concluded(CONCLUDED, stretch, people)


def _actions(passage: Passage) -> Iterator[Entry]:
    stretch = whole(passage).trimmed()
    if stretch.words and not (_leads(passage) or _is_only_named(passage)):
        yield resolutions.owned_action(LISTED, stretch)


def _give_owner(passage: Passage, entries: list[Entry]) -> None:
    """Give the action before a line that only names somebody (`ACTION – Director of Housing`) its owner."""
    last = entries[-1] if entries and _is_only_named(passage) else None
    if last and last.kind == Kind.ACTION and not last.owner and last.passages[0].item == passage.item:
        entries[-1] = replace(last, owner=whole(passage).trimmed().text)


def _is_only_named(passage: Passage) -> bool:
    """Return whether a line only names a matter: a heading with capitals that tells nobody to do anything."""
    block = passage.block
    content = [t for t in block.tokens if t.is_word and t.key not in english.FUNCTION_WORDS]
    is_heading = block.block.zone == Zone.HEADING and not passage.listed
    return is_heading and all(english.is_capitalised(t.text) for t in content) and "to" not in block.text.split()


def _leads(passage: Passage) -> bool:
    """Return whether a passage only introduces what follows."""
    return passage.block.text.endswith(":") and len(passage.block.text.split()) < LONGEST_LEAD
