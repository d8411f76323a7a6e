"""Does a sentence assert a value, and of which time? Negation, conditions, wishes, counted groups, recollection."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from kg import english
from kg.extract.ratings.mood import is_unreal
from kg.extract.ratings.recollection import is_reported_finding, opens_earlier, was_first, year_gone
from kg.extract.ratings.sentence import QUOTES, Sentence, words
from kg.extract.ratings.signals import Signal
from kg.lexicon import VOCAB
from kg.model import Hit, Token

PREVIOUS, EXPECTED, CURRENT = "previous", "expected", "current"
NEAREST_MODAL, NEAREST_INFINITIVE = 4, 6
FARTHEST_GOVERNOR, FARTHEST_HAD, NEAREST_HAVE = 8, 16, 3
NEAREST_CUE, NEAREST_TIME = 12, 30
SHORTEST_CLAUSE = 3
_AUXILIARY_PAST = words("had was were")
_CLAUSE_MARKS = words("; : but although though while whereas yet however")
_CONDITIONS = words("if unless whether until should")
_BOUNDED = words("only just doubt surprise surprisingly better more further other less")  # "no further than one"
_DEGREES = words("well far good likely many much")
_SELVES = frozenset({"we", "i", "our", "my"})
_HELD = words("said thought known likely")
_EARLIER = words("before previously earlier")
_PAST = words("was were had having did got left gave won found kept")
_PRESENT = words("is are has have remains remain")
_NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BEGUN = words("since formed created established set launched introduced published opened begun")
_AGO = re.compile(rf"\b{_NUMBER} (?:years?|months?|weeks?) (?:ago|earlier|before)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\blast (?:year|month|time|autumn|spring|summer|winter|week)(?='s|\b)|\bthe year before\b", re.IGNORECASE
)
_DATE = re.compile(rf"\b{_MONTH} (?:19|20)\d\d\b|\b(?:In|in|since) ((?:19|20)\d\d)\b")


class Standing(NamedTuple):
    """The status of a rating and the time that the text gives for it.

    `doubt`: previous only if the document gives another rating of the same as current: "dated" where a time stands with
    it, "told" where only the tense of a report makes it past.
    """

    status: str
    when: str = ""
    doubt: str = ""


def standing(
    sentence: Sentence, signal: Signal, others: Collection[Signal], previous: Sentence | None = None
) -> Standing | None:
    """Return how a signal stands; None where the sentence does not assert it. Words of `others` say nothing of it."""
    before = [t for t in _clause_before(sentence, signal) if not any(o.start <= t.start < o.end for o in others)]
    if _is_denied(sentence, before) or _is_own_claim(sentence, before) or _counted_group(sentence, before):
        return None
    if is_unreal(sentence, signal):
        return None
    if _is_expected(sentence, signal):
        return Standing(EXPECTED)
    if _is_possible(sentence, before) or _is_purpose(sentence, before):
        return None
    return _recalled(sentence, signal, previous, others) or Standing(CURRENT)


def _is_own_claim(sentence: Sentence, before: list[Token]) -> bool:
    """Return whether a speaker says it of himself: "we are serving most people well", but not "we were given …"."""
    for token in before:
        if sentence.has(token.start, token.end, "award-verb"):
            return False
        if token.key in _SELVES:
            return not _others_say(sentence, token)
    return False


def _others_say(sentence: Sentence, self: Token) -> bool:
    """Return whether inspectors say it of "us": "inspectors wrote that we were …", "they called our prospects …"."""
    before = sentence.before(self.start)
    if not before or any(token.key in _SELVES or token.key in QUOTES for token in before):
        return False
    if before[0].key == "that":
        return bool(sentence.has(sentence.start, self.start, "inspection-noun", "inspector-noun"))
    return len(before) > 1 and sentence.has(before[0].start, before[0].end, "award-verb") and before[1].key == "they"


def _is_purpose(sentence: Sentence, before: list[Token]) -> bool:
    """Return whether an infinitive only says what is wanted: "… wants to have three stars", but "found to be good"."""
    for place, token in enumerate(before[:NEAREST_INFINITIVE]):
        if token.key in (",", "and"):
            return False
        if token.key == "to" and place and sentence.is_verb(before[place - 1]):
            governors = before[place + 1 : place + 1 + FARTHEST_GOVERNOR]
            near = governors[:1]
            held = any(t.key.endswith("ed") or t.key in _HELD for t in near)
            return not (held or any(sentence.has(g.start, g.end, "award-verb") for g in governors))
    return False


def _is_possible(sentence: Sentence, before: list[Token]) -> bool:
    """Return whether a modal governs the signal: close before it, or before a verb of judging."""
    for place, token in enumerate(before):
        if token.key in english.MODALS:
            following = before[place - 1] if place else None
            if place < NEAREST_MODAL or (following and sentence.has(following.start, following.end, "award-verb")):
                return True
    return False


def _clause_before(sentence: Sentence, signal: Signal) -> list[Token]:
    """Return the tokens of the signal's clause before it, nearest first."""
    found = []
    for token in sentence.before(signal.start):
        if token.key in _CLAUSE_MARKS:
            break
        found.append(token)
    return found


def _is_denied(sentence: Sentence, before: list[Token]) -> bool:
    owned = bool(before) and before[0].key in ("its", "their", "'s")  # "Did Leeds deserve its three stars?"
    return (_is_question(sentence) and not owned) or _negated(before, sentence) or _conditional(before)


def _is_question(sentence: Sentence) -> bool:
    return bool(sentence.tokens) and sentence.tokens[-1].key == "?"


def _negated(before: list[Token], sentence: Sentence) -> bool:
    """Return whether a negation reaches the signal: across a comma or "and" only if it opens the sentence."""
    opens_with_none = sentence.tokens[0].key in english.NEGATIONS and before[-1:] == [sentence.tokens[0]]
    for place, token in enumerate(before):
        later = before[place - 1].key if place else ""
        if token.key in english.NEGATIONS or token.key.endswith("n't"):
            return later not in _BOUNDED
        if token.key in (",", "and") and not opens_with_none:
            return False
    return False


def _conditional(before: list[Token]) -> bool:
    later, reaches = "", True
    for token in before:
        if token.key == "whether":
            return True
        if (reaches and token.key in _CONDITIONS) or (token.key == "how" and later in _DEGREES):
            return True
        later = token.key
        reaches = reaches and token.key not in (",", "and")
    return False


def _counted_group(sentence: Sentence, before: list[Token]) -> bool:
    """Return whether the value is given to a number of unnamed bodies: "Nine authorities were judged …"."""
    if sentence.mentions:
        return False
    plural = [h for h in sentence.cues("group-noun") if sentence.text[h.start : h.end].lower().endswith("s")]
    bare = len(before) > 1 and english.number(before[-1].text) is not None and sentence.is_verb(before[-2])
    return bool(plural) or bare


def _is_expected(sentence: Sentence, signal: Signal) -> bool:
    hits = sentence.block.within("cues", sentence.start, signal.start)
    return any(hit.concept == VOCAB + "cues/" + EXPECTED for hit in hits)


def _year_before(sentence: Sentence, signal: Signal, others: Collection[Signal]) -> str:
    """Return the year gone of the value before, to which "and that" ties one: "… well in 1997, and that its …"."""
    earlier = [other for other in others if other.end <= signal.start]
    between = sentence.between(earlier[-1].end, signal.start) if earlier else []
    tied = any((first.key, second.key) == ("and", "that") for first, second in pairwise(between))
    return year_gone(sentence, earlier[-1], is_past=True) if tied else ""


def _recalled(
    sentence: Sentence, signal: Signal, previous: Sentence | None, others: Collection[Signal] = ()
) -> Standing | None:
    """Return the standing of a value that the text recalls: a past tense with a time gone by."""
    near = [token.key for token in sentence.before(signal.start)[:NEAREST_MODAL]]
    if near[:1] == ["from"] or ("after" in near and ("being" in near or "having" in near)):
        return Standing(PREVIOUS)
    if _is_present(sentence, signal):
        return None
    is_past = _is_past(sentence, signal)
    earlier = opens_earlier(sentence, signal) if is_past else None
    own = earlier or _time_gone(sentence, signal) or year_gone(sentence, signal, is_past=is_past)
    own = own or (_year_before(sentence, signal, others) if is_past else "")
    behind = sentence.after(signal.end)[:1]
    first = is_past and was_first(sentence, signal)
    if own or first or earlier is not None or (behind and behind[0].key in _EARLIER):
        return Standing(PREVIOUS, own)
    then = any(token.key == "then" for token in sentence.before(signal.start))
    if then and previous is not None:
        return _dated(previous)
    reported = bool(sentence.hits("speech-verbs")) or is_reported_finding(sentence, signal)
    if _has_cue(sentence, signal) or (_is_pluperfect(sentence, signal) and not reported):
        return Standing(PREVIOUS)
    return None


def _dated(previous: Sentence) -> Standing | None:
    text = previous.text[previous.start : previous.end]
    match = _AGO.search(text) or _LAST.search(text) or _DATE.search(text)
    return Standing(PREVIOUS, (match[1] if match.lastindex else None) or match[0]) if match else None


def _is_present(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the verb inside or nearest before a signal is in the present tense or the perfect."""
    inside = sentence.between(signal.start, signal.end)
    for token in [*reversed(inside), *sentence.before(signal.start)]:
        if token.key in _PRESENT:
            return True
        participle = sentence.is_verb(token) and token.key.endswith("ed")
        if participle or token.key in _PAST:
            return any(earlier.key in ("has", "have") for earlier in sentence.before(token.start)[:NEAREST_HAVE])
        if token.key in (";", ":"):
            return False
    return False


def _is_past(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the verb inside or nearest before a signal is in the past tense."""
    for token in [*reversed(sentence.between(signal.start, signal.end)), *sentence.before(signal.start)]:
        if token.key in (";", ":") or token.key in _PRESENT:
            return False
        if token.key in _PAST or (sentence.is_verb(token) and token.key.endswith("ed")):
            return True
    return False


def _time_gone(sentence: Sentence, signal: Signal) -> str:
    """Return the words of a time gone by that governs the signal: "Three years ago", "last year's", "in 1999 … had"."""
    text = sentence.text
    ago = _AGO.search(text, sentence.start, sentence.end)
    if ago and not _tells_beginning(sentence, ago.start()) and not _is_of_another(sentence, signal, ago.start()):
        return ago[0]
    last = _LAST.search(text, sentence.start, signal.start)
    if last and (last.start() - sentence.start <= NEAREST_MODAL or text[last.end() : last.end() + 2] == "'s"):
        return last[0]
    behind = _LAST.search(text, signal.end, min(sentence.end, signal.end + NEAREST_TIME))
    if behind and not _tells_beginning(sentence, behind.start()):
        return behind[0]
    date = _DATE.search(text, sentence.start, signal.start)
    if date and _is_pluperfect(sentence, signal):
        return date[1] or date[0]
    return ""


def _is_of_another(sentence: Sentence, signal: Signal, offset: int) -> bool:
    """Return whether a time belongs to a clause behind the value's own: "had three stars, left … two years ago"."""
    between = sentence.between(signal.end, offset)
    commas = [place for place, token in enumerate(between) if token.key == ","]
    return bool(commas) and len(between) - commas[-1] - 1 >= SHORTEST_CLAUSE


def _tells_beginning(sentence: Sentence, offset: int) -> bool:
    """Return whether a time only says when something began: "the council, created three years ago, …"."""
    before = sentence.before(offset)[:4]
    return any(token.key in _BEGUN for token in before)


def _is_pluperfect(sentence: Sentence, signal: Signal) -> bool:
    """Return whether "had" with a verb of judging governs the signal: "had been rated", "had likewise found"."""
    for place, token in enumerate(sentence.before(signal.start)):
        if token.key == "had" and place < FARTHEST_HAD:
            return sentence.has(token.end, signal.start, "award-verb")
        if token.key in (";", ":", "."):
            return False
    return False


def _has_cue(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a cue of recollection stands right before the signal: "up from one star"."""
    hits = sentence.block.within("cues", sentence.start, signal.start)
    near = [h for h in hits if h.concept == VOCAB + "cues/" + PREVIOUS and signal.start - h.end <= NEAREST_CUE]
    near = [h for h in near if not any(t.key == "," for t in sentence.between(h.end, signal.start))]
    return any(_is_as_past(sentence, hit) for hit in near)


def _is_as_past(sentence: Sentence, cue: Hit) -> bool:
    """Return whether a cue that is past by its auxiliary is so here too: "had been rated", not "has been rated"."""
    first = cue.label.split()[0].lower()
    here = sentence.text[cue.start : cue.end].lower().split()
    return first not in _AUXILIARY_PAST or here[0] == first


def was_before(sentence: Sentence, signal: Signal) -> bool:
    """Return whether words behind a value say that it was the same the time before: "for the second year running"."""
    return any(hit.start >= signal.end and hit.start - signal.end <= NEAREST_TIME for hit in sentence.cues("as-before"))
