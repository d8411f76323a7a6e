"""A phrase with its clause in, whether it tells an event out: not what is asked, supposed, denied or only a habit."""

from __future__ import annotations

import re

from kg import english
from kg.extract.events.clause import Event, cues
from kg.extract.measures.counted import is_verb
from kg.lexicon import VOCAB, Lexicon
from kg.model import Token

TIMED, VERB, COVERING = VOCAB + "event-cues/timed", VOCAB + "event-cues/verb", VOCAB + "event-cues/covering"
BY_INSPECTORS, NOT_AS_PLAN = VOCAB + "event-cues/by-inspectors", VOCAB + "event-cues/not-as-plan"
NEAREST_AUXILIARY = 3
FARTHEST_INSPECTORS = 9
_TELLING = frozenset(["has", "have", "had", "was", "were", "been", "is", "are", "being", "'ve"])
_STATES = frozenset(["is", "are"])
_NEW_OBJECT = frozenset(["a", "an", "its", "their", "his", "her", "new", "two", "three", "four", "five", "several"])
NEAR_VERB = 10
MEETINGS = "dated-cues"
_ASKED = re.compile(r"\bask(?:s|ed|ing)?\b[^.;]*?\b(?:when|whether|if|what)\b")
_CONDITIONS = frozenset(("if", "unless"))


def is_event(event: Event, lexicon: Lexicon) -> bool:
    """Return whether a phrase of the vocabulary, in its clause, tells an event."""
    related = lexicon.concepts[event.hit.concept].related
    lacks = (
        (TIMED in related and event.time is None)
        or (NOT_AS_PLAN in related and _is_only_planned(event))
        or (COVERING in related and (_is_habit(event) or _is_share(event) or _is_title(event)))
        or (BY_INSPECTORS in related and not _is_by_inspectors(event))
        or (VERB in related and not _is_finite(event))
    )
    if lacks or _is_no_verb(event) or is_asked(event) or is_of_the_meeting(event):
        return False
    return not (is_unreal(event) or (event.block.block.marker and not is_told(event)))


def _is_only_planned(event: Event) -> bool:
    """Return whether a phrase without a time is only planned, or under way: "a new post is to be created"."""
    is_open = cues(event.block, "planned-word", event.start, event.hit.end) or any(
        token.key == "being" for token in event.tokens if token.start < event.hit.end
    )
    return event.time is None and bool(is_open)


def _is_share(event: Event) -> bool:
    """Return whether a clause tells in how many cases something took place: "reviews took place in 88 per cent"."""
    return any(token.key in ("cent", "percent", "%") for token in event.tokens)


def is_of_the_meeting(event: Event) -> bool:
    """Return whether a phrase tells the course of a meeting: "the meeting closed at noon"."""
    near = event.block.within(MEETINGS, event.start, event.hit.end)
    nouns = [hit for hit in near if hit.concept == f"{VOCAB}{MEETINGS}/meeting"]
    verbs = [hit for hit in near if hit.concept == f"{VOCAB}{MEETINGS}/course"]
    return bool(nouns and verbs) and nouns[0].start - event.start <= FARTHEST_INSPECTORS


def _is_by_inspectors(event: Event) -> bool:
    """Return whether inspectors are the subject of a phrase, or the writers of a report, who say `we`."""
    block = event.block
    start = block.sentence_at(event.hit.start)[0]
    named = [h for h in block.within(MEETINGS, start, event.hit.start) if h.concept == f"{VOCAB}{MEETINGS}/inspectors"]
    before = [token for token in block.tokens if start <= token.start < event.hit.start]
    near = before[-FARTHEST_INSPECTORS:]
    is_we = bool(before) and before[-1].key == "we"
    return is_we or any(hit.end >= near[0].start for hit in named)


def _is_title(event: Event) -> bool:
    """Return whether a phrase is part of a job title: "the commission's director for reviews"."""
    hit, roles = event.hit, event.block.hits.get("roles", ())
    return bool(hit.gaps) and any(role.start < hit.end and hit.start < role.end for role in roles)


def _is_no_verb(event: Event) -> bool:
    """Return whether the participle of a phrase is a noun or adjective: "Inherited deficits have been tackled"."""
    block, hit = event.block, event.hit
    words, label = block.text[hit.start : hit.end].lower().split(), hit.label.split()
    if label[0].endswith("ed") and not words[0].endswith(("ed", "ed,")):
        return True
    opens = any(start == hit.start for start, _ in block.sentences)
    return opens and bool(hit.gaps) and label[0].endswith("ed") and event.time is None


def is_asked(event: Event) -> bool:
    """Return whether the sentence is a question, or tells what was asked."""
    start, end = event.block.sentence_at(event.hit.start)
    is_question = event.block.text[start:end].rstrip(" ”").endswith("?")
    return is_question or _ASKED.search(event.block.text, start, event.hit.start) is not None


def _is_habit(event: Event) -> bool:
    """Return whether a phrase tells how inspections are made, not that one was: "reviews are carried out by …"."""
    block, hit = event.block, event.hit
    words = block.text[hit.start : hit.end].lower().split()
    near = [token.key for token in block.tokens if token.end <= hit.end and token.start >= hit.start - NEAR_VERB]
    present = any(key in ("is", "are", "'s") for key in near) or words[0] in ("carries", "carry")
    if cues(block, "recurring", event.start, event.end) and block.within("bodies", *block.sentence_at(hit.start)):
        return False
    to_come = cues(block, "planned-word", event.start, event.end) or "being" in near or {"has", "have"} & set(near)
    return present and event.time is None and not to_come and _is_done(words)


def _is_done(words: list[str]) -> bool:
    """Return whether a phrase is one of carrying out: its first or last verb is a participle, or a simple present."""
    return any(_is_participle(word) for word in words) or words[0] in ("carries", "carry")


def is_unreal(event: Event) -> bool:
    """Return whether words before the phrase, or inside it, or an `if` behind it, tell that it is not so."""
    for cue in cues(event.block, "unreal", event.start, event.end):
        in_gap = any(start <= cue.start < end for start, end in event.hit.gaps)
        if cue.end <= event.hit.start or in_gap or event.block.text[cue.start : cue.end].lower() in _CONDITIONS:
            return True
    return False


def _is_finite(event: Event) -> bool:
    """Return whether the verb of an event is told: a perfect or passive, a past with subject and object, or to come."""
    block, hit = event.block, event.hit
    before = [token for token in event.tokens if token.end <= hit.start]
    verb = block.text[hit.start : hit.end].split()[0].lower()
    is_to_come = bool(cues(block, "planned-word", event.start, hit.start))
    if is_to_come or (before and before[-1].key == "to"):
        return is_to_come
    near = [token.key for token in before[-NEAREST_AUXILIARY:] if token.key in _TELLING]
    if near:
        return _is_participle(verb) and (near[-1] not in _STATES or "being" in near or event.time is not None)
    if any(token.key in _TELLING for token in event.tokens if hit.start <= token.start < hit.end):
        return True
    if verb.endswith("ing"):
        return block.text[: event.start].endswith("by ") and not block.block.marker
    return _is_simple_past(event, before, verb)


def _is_simple_past(event: Event, before: list[Token], verb: str) -> bool:
    after = [token for token in event.block.tokens if token.start >= event.hit.end]
    is_subject = bool(before) and before[-1].key not in english.FUNCTION_WORDS - english.PRONOUNS and before[-1].is_word
    is_subject = is_subject or (not before and event.block.text[: event.start].endswith((", ", "who ", "which ")))
    has_object = bool(event.hit.gaps) or (bool(after) and _is_new_object(after[0])) or event.time is not None
    has_object = has_object or event.hit.label.split()[-1] in english.PREPOSITIONS
    return is_subject and has_object and _is_past(verb)


def _is_new_object(token: Token) -> bool:
    return token.key in _NEW_OBJECT or token.key.isdecimal() or token.key in english.CARDINALS


def _is_participle(verb: str) -> bool:
    return _is_past(verb) or verb in english.IRREGULAR_PARTICIPLES


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in english.IRREGULAR_PASTS


def is_told(event: Event) -> bool:
    """Return whether an entry of a list tells something, rather than asks for it: it has a verb with a subject."""
    block = event.block
    start, end = block.sentence_at(event.start)
    tokens = [token for token in block.tokens if start <= token.start and token.end <= end]
    verbs = [place for place, token in enumerate(tokens) if token.key in english.AUXILIARIES or is_verb(token)]
    return any(place > 0 for place in verbs)
