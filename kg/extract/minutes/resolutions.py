"""A stretch of minutes in, the conclusions and actions out that its layout shows: RESOLVED, (a) (b), ACTION – …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.minutes import actions, cues
from kg.extract.minutes.entries import Entry, Kind, Stretch, entry
from kg.extract.minutes.meeting import Passage
from kg.extract.minutes.speech import People
from kg.model import AnnotatedBlock

LABELLED = "action-label"
LONGEST_LEAD, SHORTEST_ITEM, LONGEST_NAME = 6, 3, 8
_DASHES = (":", "–", "—", "-")
_BEGINNING = re.compile(r"\s*(?:[:–—-]\s*)?(?:\W*\(?(?:[a-z]|[ivx]+|\d+)[).]\s+)?", re.IGNORECASE)
_MARK = re.compile(
    r"\((?:[a-h]|[ivx]{1,4}|\d)\)\s+(?=\S)|"
    r"(?:(?<=[;.,:–] )|(?<=and )|(?<=that ))\(?(?:[a-h]|[ivx]{1,4}|\d)[).]\s+(?=\S)"
)
_CLOSING_OWNER = re.compile(r"(?:\s[–—-]\s+(?P<dash>[A-Z][^().;:–—]{2,60})|\((?P<bracket>[A-Z][^()]{2,60})\))\W*$")
_LEADING_OWNER = re.compile(r"([A-Z][^,.;:]{2,80}?)(?:\s+to\s+(?!the\s|an?\s)[a-z]|\s+will\s|\s*[:–—]\s|\s-\s)")
_BESIDE = re.compile(r"\s*[/|]\s*")
_HOW = re.compile(r"\s*\([a-z]+ly\)|\s+[a-z]+ly\b|\s*\((?:nem\.? con\.?|[^()]{3,30} voting)\)", re.IGNORECASE)
_DOES = re.compile(r"\sto\s|\swill\s|\bbe\b")


def concluded(rule: str, stretch: Stretch, people: dict[int, People]) -> Iterator[Entry]:
    """Yield a conclusion, and the action that it sets."""
    stretch = stretch.trimmed()
    if not stretch.words:
        return
    yield entry(Kind.CONCLUSION, rule, stretch)
    action = actions.action_in(stretch.block, stretch.start, stretch.end, stretch.acts(people), decided=True)
    if action:
        yield entry(Kind.ACTION, action.rule, stretch, action.owner, action.when)


def opening(passage: Passage) -> tuple[int, int] | None:
    """Return the sentence's start and where a resolution begins: behind `RESOLVED –`, `It was agreed:` and the like."""
    block = passage.block
    for hit in cues.hits(block, cues.OPENINGS, "resolution-opening", passage.start, len(block.text)):
        sentence = max(block.sentence_at(hit.start)[0], passage.start)
        capitals = block.text[hit.start : hit.end].isupper()
        end = _behind(block, hit.end)
        before = block.text[sentence : hit.start].split()
        after = block.text[end:].lstrip()
        signed = not after or after[0] in _DASHES
        if not before and (signed or capitals or after.lower().startswith("that ")):
            return sentence, end
        if capitals or (len(before) <= LONGEST_LEAD and after in _DASHES):
            return sentence, end if signed or _is_that(after) else sentence
    return None


def _behind(block: AnnotatedBlock, offset: int) -> int:
    """Return where the words that open a resolution end: behind `(unanimously)`, or the word in the other language."""
    beside = _BESIDE.match(block.text, offset)
    other = cues.opens(block, cues.OPENINGS, "resolution-opening", beside.end()) if beside else None
    end = other.end if other else offset
    adverb = _HOW.match(block.text, end)
    return adverb.end() if adverb else end


def _is_that(text: str) -> bool:
    """Return whether only `that` is left: the items follow."""
    return text.lower().strip(" ,:–—-") == "that"


def goes_on(block: AnnotatedBlock) -> bool:
    """Return whether a list of resolutions follows."""
    return block.text.rstrip().lower().endswith((*_DASHES, ";", "; and", "that", "that,"))


def is_worded_as_one(stretch: Stretch) -> bool:
    """Return whether a paragraph without a mark goes on with a list of resolutions: `that …`, `to …`."""
    return stretch.text[:1].islower() or stretch.text.lower().startswith(("that ", "to "))


def is_lead(stretch: Stretch) -> bool:
    """Return whether a paragraph only leads up to a list: `That Cabinet:`."""
    return (stretch.block.text.endswith(_DASHES) and stretch.words <= LONGEST_LEAD) or _is_that(stretch.text)


def items(stretch: Stretch) -> list[Stretch]:
    """Return the lettered or numbered items of a resolution in one paragraph; the paragraph if it has none."""
    text = stretch.block.text
    beginning = _BEGINNING.match(text, stretch.start)
    marks = list(_MARK.finditer(text, beginning.end() if beginning else stretch.start))
    starts = [beginning.end() if beginning else stretch.start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), stretch.end]
    parts = [stretch.part(start, end) for start, end in zip(starts, ends, strict=True)]
    if not marks:
        return parts
    return [part for part in parts if part.words >= (LONGEST_LEAD if part is parts[0] else SHORTEST_ITEM)]


def owned_action(rule: str, stretch: Stretch) -> Entry:
    """Return an action whose owner stands before `to` or a colon, or behind a dash or in brackets at its end."""
    closing = _CLOSING_OWNER.search(stretch.text)
    leading = _LEADING_OWNER.match(stretch.text)
    owner = (closing["dash"] or closing["bracket"]) if closing else leading[1] if leading else ""
    return entry(Kind.ACTION, rule, stretch, owner, actions.when(stretch.text))


def labelled_action(sentence: Stretch, label: Stretch, earlier: Stretch | None) -> Entry | None:
    """Return what `ACTION – …` tells to do; a name alone is the owner of what stands before it.

    `sentence` is what stands before the label in its sentence, `earlier` the sentence before that.
    """
    words = label.text.rstrip(".) ")
    if len(words.split()) > LONGEST_NAME or _DOES.search(words):
        return owned_action(LABELLED, label)
    task = sentence if sentence.text.strip(" (") else earlier
    if task is None or not task.trimmed().words:
        return None
    task = task.trimmed()
    return entry(Kind.ACTION, LABELLED, task, words, actions.when(task.text))
