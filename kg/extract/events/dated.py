"""A block with its words of time in, the acts with a time of their own out: "the director left in August".

Any clause with a finite verb that tells what was done, begins or is to come, and with words of time for it; the
visit of inspectors also where it is only named ("the visit of 8 May 2002") or labelled ("Inspection dates: …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import english
from kg.extract.clauses import closed_class
from kg.extract.events.clause import NAMES, Event, clause_end, clause_start
from kg.extract.events.verbs import PAST, PLANNED, Act, told_act
from kg.extract.times import Time, find_delays, find_recent
from kg.lexicon import VOCAB
from kg.model import AnnotatedBlock, Hit, Token, Zone

TYPES, CUES = "event-types", "dated-cues"
OTHER, VISIT, COMING = (f"{VOCAB}{TYPES}/{kind}" for kind in ("other-act", "inspection", "change-planned"))
FARTHEST_TIME = 12
LONGEST_LABEL = 40
NEAREST_RECENT = 6
_ADVERBIAL = closed_class(
    "in on by since until till from during before after between at over within around about early late mid"
)
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s?[ap]m", re.IGNORECASE)
_CALENDAR = re.compile(r"\d|[A-Z][a-z]{2,}")
_JOINING = re.compile(r"\s(?:and|but|then)\s")
_LABELS = frozenset({Zone.HEADING, Zone.DATELINE})
_VAGUE = closed_class("recent few today tonight yesterday night")
_PERIOD, _ATTRIBUTIVE = closed_class("for"), closed_class("for of from than like as")
_LEADS = english.FUNCTION_WORDS | closed_class("back later earlier only then just over early late")
_ASKING = closed_class("what how why whether")


def dated_events(block: AnnotatedBlock, times: Sequence[Time], taken: Sequence[Event]) -> Iterator[Event]:
    """Yield the acts with a time of their own that no phrase of the vocabulary has told; `taken` are those told."""
    label = _labelled(block, times)
    if label is not None and not taken:
        yield label
        return
    if block.block.zone in _LABELS:
        return
    found = list(taken)
    for time in times:
        if _is_own(block, time) and not any(e.start <= time.start < e.end or e.time == time for e in found):
            event = _dated(block, time, times)
            if event is not None and _is_free(event, found):
                found.append(event)
                yield event
    for event in _undated(block, times):
        if _is_free(event, found):
            found.append(event)
            yield event


def _is_free(event: Event, found: Sequence[Event]) -> bool:
    return not any(event.start < other.end and other.start < event.end for other in found)


def _undated(block: AnnotatedBlock, times: Sequence[Time]) -> Iterator[Event]:
    """Yield what is to come after some length of time, and what has just been done."""
    for time in find_delays(block.text):
        event = _dated(block, time, times)
        if event is not None and event.status == PLANNED:
            yield event
    for time in find_recent(block.text):
        event = _dated(block, time, times)
        if event is not None and event.status == PAST and 0 < event.hit.start - time.end <= NEAREST_RECENT:
            is_told = block.text[time.start : time.end].endswith("ly")
            yield event if is_told else replace(event, time=None)


def _is_own(block: AnnotatedBlock, time: Time) -> bool:
    """Return whether words of time are an adverb, not those of a name: "in 2001", not "the 2001 review"."""
    words = block.text[time.start : time.end]
    if _CLOCK.search(words) or _VAGUE & set(words.lower().split()) or block.text.startswith("'", time.end):
        return False
    before = next((token for token in reversed(block.tokens) if token.end <= time.start), None)
    if time.relative and words.split()[0].lower() in _PERIOD:
        return False
    if before is not None and before.key in (_ATTRIBUTIVE if time.relative else _PERIOD):
        return False
    if time.relative or before is None or not before.is_word:
        return True
    return before.key in _ADVERBIAL or words.split()[0].lower() in _ADVERBIAL


# --- the clause


def _dated(block: AnnotatedBlock, time: Time, times: Sequence[Time]) -> Event | None:
    sentence = block.sentence_at(time.start)
    if block.text[slice(*sentence)].rstrip(" ”").endswith("?"):
        return None
    start, end = _clause(block, time, sentence, times)
    act = told_act(block, start, end, time)
    if act is None or _is_indirect(block, act, time):
        return _visit(block, time, start)
    return _event(block, start, end, time, act)


def _is_indirect(block: AnnotatedBlock, act: Act, time: Time) -> bool:
    """Return whether a word of asking parts a verb from its time: "it answered what was asked in 2009"."""
    return any(token.key in _ASKING for token in block.tokens if act.verb.end <= token.start < time.start)


def _clause(block: AnnotatedBlock, time: Time, sentence: tuple[int, int], times: Sequence[Time]) -> tuple[int, int]:
    """Return the clause around words of time; the next one, if they only open the sentence."""
    place, known = _as_hit(time.start, time.end), tuple(times)
    start, end = clause_start(block, place, sentence[0], known), clause_end(block, place, sentence[1], known)
    start, end = _apart(block, (start, end), time, times)
    lead = [token for token in block.tokens if start <= token.start and token.end <= end]
    following = [token for token in block.tokens if end <= token.start < sentence[1]]
    others = [token for token in lead if not time.start <= token.start < time.end]
    is_lead = all(token.key in _LEADS for token in others) and len(following) > 1 and following[0].text == ","
    if is_lead and told_act(block, start, end, time) is None:
        behind = _as_hit(following[1].start, following[1].end)
        end = clause_end(block, behind, sentence[1], known)
    return start, max(end, time.end)


def _as_hit(start: int, end: int, concept: str = OTHER) -> Hit:
    return Hit(TYPES, concept, start, end, "")


def _apart(block: AnnotatedBlock, clause: tuple[int, int], time: Time, times: Sequence[Time]) -> tuple[int, int]:
    """Return the part of a clause that is nearest to a time, if other times stand in it behind or before an `and`."""
    start, end = clause
    for other in times:
        if start <= other.start and other.end <= time.start:
            joints = list(_JOINING.finditer(block.text, other.end, time.start))
            start = joints[-1].start() + 1 if joints else start
        elif time.end <= other.start and other.end <= end:
            joints = list(_JOINING.finditer(block.text, time.end, other.start))
            end = joints[0].start() if joints else end
    return start, end


def _event(block: AnnotatedBlock, start: int, end: int, time: Time, act: Act) -> Event:
    kind = _kind(block, start, end, act)
    lead = re.match(r"(?:and|but|then)\s", block.text[start:end])
    start += lead.end() if lead else 0
    return Event(block, _as_hit(act.verb.start, act.verb.end, kind), start, end, time, act.status)


def _kind(block: AnnotatedBlock, start: int, end: int, act: Act) -> str:
    """Return the kind that a phrase in the clause tells, else a visit of inspectors, what is to come, or any act."""
    named = [hit for hit in block.within(TYPES, start, end) if hit.start <= act.verb.start < hit.end]
    if named:
        return named[0].concept
    if act.is_visit:
        return VISIT
    return COMING if act.status == PLANNED else OTHER


# --- visits that are only named


def _visit(block: AnnotatedBlock, time: Time, start: int) -> Event | None:
    """Return a visit that is named with its time: "our visit to the county on 8 May 2002"."""
    nouns = [h for h in block.within(CUES, start, time.start) if h.concept == f"{VOCAB}{CUES}/visit-noun"]
    if not nouns or not _CALENDAR.search(block.text[time.start : time.end]):
        return None
    between = [token for token in block.tokens if nouns[-1].end <= token.start < time.start]
    if len(between) > FARTHEST_TIME or any(_breaks(block, token) for token in between):
        return None
    return Event(block, _as_hit(nouns[-1].start, nouns[-1].end, VISIT), _phrase_start(block, nouns[-1]), time.end, time)


def _breaks(block: AnnotatedBlock, token: Token) -> bool:
    """Return whether a word behind the noun of a visit ends its phrase: a mark, or a verb."""
    named = any(h.start <= token.start < h.end for scheme in NAMES for h in block.hits.get(scheme, ()))
    return not named and (token.text in ".,;:()" or token.key in english.AUXILIARIES or token.key.endswith("ed"))


def _phrase_start(block: AnnotatedBlock, noun: Hit) -> int:
    """Return where the phrase of a noun begins: at its article, or the noun itself."""
    start = noun.start
    for token in reversed([t for t in block.tokens if t.end <= noun.start][-3:]):
        if token.key in english.DETERMINERS:
            return token.start
        if token.key in english.FUNCTION_WORDS or not token.is_word:
            break
        start = token.start
    return start


def _labelled(block: AnnotatedBlock, times: Sequence[Time]) -> Event | None:
    """Return the visit that a label and its time tell: "Inspection dates: 5 to 16 May 2001"."""
    labels = [h for h in block.hits.get(CUES, ()) if h.concept == f"{VOCAB}{CUES}/visit-label"]
    if not labels or labels[0].start > 1 or not times or times[0].start - labels[0].end > LONGEST_LABEL:
        return None
    if any(token.key in english.AUXILIARIES for token in block.tokens if token.end <= times[0].start):
        return None
    return Event(block, _as_hit(labels[0].start, labels[0].end, VISIT), 0, times[0].end, times[0])
