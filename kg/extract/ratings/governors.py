"""What governs a grade in its sentence: a verb of grading, receiving, changing or being, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from kg import english
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.extract.ratings.signals import Signal
from kg.extract.times import find_times
from kg.lexicon import VOCAB
from kg.model import Hit, Token

LONGEST_OBJECT = 40
NEAREST_AUX = 4
_EXPECTED = f"{VOCAB}cues/expected"
_FILLERS = words(
    "as a an the to be being its their his her our overall first second third ever top highest lowest maximum "
    "minimum provisional interim new latest still now also again both all only just already either at with of "
    "for rating grade judgement category current not yet no longer at least itself themselves same another "
    "further full up down back out "
) | {"(", "[", ",", "more", "so"}
_BOUNDARIES = words("; : but while whereas although though because if when whether where until unless") | {"—"}
_VERB_KINDS = (("change-verb", "change"), ("step-verb", "step"), ("give-verb", "give"), ("receive-verb", "receive"))
_COPULAS = words("to as be being from a an")
_RECEIVED_BY_BEING = words("given awarded handed")


class Verb(StrEnum):
    """What a verb does with a grade: gives it to its object, receives it, goes from it or to it, is it."""

    GIVE = "give"
    RECEIVE = "receive"
    STEP = "step"
    BE = "be"
    ITSELF = "itself"
    NONE = ""


class Grade(NamedTuple):
    """A value as worded: its signals, view offsets, whether it is itself a verb, in marks, or before "rating"."""

    signals: tuple[Signal, ...]
    start: int
    end: int
    verbal: bool
    quoted: bool


class Governor(NamedTuple):
    """The verb that governs a grade and where it stands (its auxiliaries included); what lies between them.

    `passive`: what stands before the verb is graded. `step`: "from", "to" or ''.
    """

    verb: Verb
    start: int
    end: int
    passive: bool
    between: tuple[Token, ...]
    step: str = ""
    changes: bool = False


def governor(sentence: Sentence, grade: Grade, floor: int) -> Governor:
    """Return what governs a grade, looking back no further than `floor`."""
    if grade.verbal and not _is_named(sentence, grade, floor):
        start = _with_auxiliaries(sentence, grade.start, floor)
        return Governor(Verb.ITSELF, start, grade.end, True, ())
    step, between = "", list[Token]()
    for token in sentence.before(grade.start):
        if token.start < floor or len(between) > LONGEST_OBJECT:
            break
        if not between and not step and token.key in ("from", "to"):
            step = token.key
            continue
        verb = _verb_at(sentence, token, between)
        if verb is not None:
            return _governed(sentence, verb, between, step, (floor, grade.start))
        if token.key in _BOUNDARIES or (token.key in ("-", "–") and _is_dash(sentence, token)):
            break
        if not between and (
            token.key in _FILLERS
            or token.key in QUOTES
            or _is_adverb(token)
            or _is_noun_of_rating(sentence, token)
            or _counts_ratings(sentence, token)
        ):
            continue
        between.insert(0, token)
    return Governor(Verb.NONE, grade.start, grade.start, False, tuple(between), step)


def _is_named(sentence: Sentence, grade: Grade, floor: int) -> bool:
    """Return whether a verbal grade stands as a name: "rated as requires improvement"."""
    before = [t for t in sentence.before(grade.start) if t.key not in QUOTES][:2]
    if not before:
        return False
    if before[0].key in ("as", "a", "an", "of", "from", "to", "out", ":", "its", "at", "overall", "-", "–", "the"):
        return True
    if (
        before[0].key in english.CONJUNCTIONS
        and floor > sentence.start
        and (grade.quoted or _follows(sentence, grade, floor))
    ):
        return True
    nearest = before[0]
    return nearest.stem == "be" or sentence.has(nearest.start, nearest.end, "give-verb", "receive-verb", "step-verb")


def _follows(sentence: Sentence, grade: Grade, floor: int) -> bool:
    """Return whether a dated grade stands right behind another: "good in 2015 and requires improvement in 2022"."""
    times = find_times(sentence.text)
    free = [t for t in sentence.between(floor, grade.start) if not any(x.start <= t.start < x.end for x in times)]
    joined = all(t.key in english.CONJUNCTIONS | english.PREPOSITIONS or not t.is_word for t in free)
    behind = [t for t in sentence.after(grade.end) if t.key not in QUOTES][:2]
    dated = any(x.start <= t.start < x.end for x in times for t in behind)
    return joined and dated


def _is_adverb(token: Token) -> bool:
    return token.key.endswith("ly") and token.is_word


def _is_dash(sentence: Sentence, token: Token) -> bool:
    return sentence.text[token.start - 1 : token.start] == " "


def _is_noun_of_rating(sentence: Sentence, token: Token) -> bool:
    return any(hit.start <= token.start < hit.end for hit in sentence.cues("whole-rating"))


def _counts_ratings(sentence: Sentence, token: Token) -> bool:
    """Return whether a number counts grades: "down two grades to inadequate"."""
    following = sentence.after(token.end)[:1]
    return english.number(token.text) is not None and bool(following) and _is_noun_of_rating(sentence, following[0])


class _Found(NamedTuple):
    """A verb found before a grade: the token at its end, its cue if it has one, whether its object changes grade."""

    kind: Verb
    token: Token
    hit: Hit | None = None
    changes: bool = False


def _verb_at(sentence: Sentence, token: Token, between: Sequence[Token]) -> _Found | None:
    """Return the verb that ends at a token; a form of be counts only right before the grade."""
    inside = any(hit.start <= token.start < hit.end for hit in sentence.areas)
    if (
        token.key == "'s"
        or not token.is_word
        or inside
        or (token.key.endswith("ing") and _is_noun_of_rating(sentence, token))
    ):
        return None
    kinds = {notation: hit for notation, _ in _VERB_KINDS for hit in sentence.cues(notation) if hit.end == token.end}
    soft = sentence.has(token.start, token.end, "soft-verb") and (
        _is_of_inspectors(sentence, token) or _is_of_nobody(sentence, token)
    )
    if soft and not kinds and not _is_noun(sentence, token):
        return _Found(Verb.GIVE, token)
    if kinds and not _is_noun(sentence, token):
        changes = "change-verb" in kinds
        for notation, kind in (("give-verb", Verb.GIVE), ("step-verb", Verb.STEP), ("receive-verb", Verb.RECEIVE)):
            if notation in kinds:
                return _Found(kind, token, kinds[notation], changes)
        return _Found(Verb.STEP, token, kinds["change-verb"], True)
    links = sentence.has(token.start, token.end, "link-verb")
    perfect = token.key == "been" and any(
        t.key in ("has", "have", "had") for t in sentence.before(token.start)[:NEAREST_AUX]
    )
    if (token.stem == "be" and token.key not in ("be", "been", "being")) or links or perfect:
        return _Found(Verb.BE, token)
    return None


def _is_of_inspectors(sentence: Sentence, verb: Token) -> bool:
    """Return whether inspectors do what a verb of describing says: right before it, or after "by"."""
    named = [*sentence.hits("bodies"), *sentence.cues("inspector")]
    for hit in named:
        between = [t for t in sentence.between(hit.end, verb.start) if t.is_word or t.key == ","]
        if hit.end <= verb.start and len(between) <= NEAREST_AUX and not any(t.key in (",", "and") for t in between):
            return True
        by = sentence.between(verb.end, hit.start)
        if hit.start >= verb.end and any(t.key == "by" for t in by[:2]):
            return True
    return False


def _is_of_nobody(sentence: Sentence, verb: Token) -> bool:
    """Return whether a verb of describing is passive and names nobody who describes: "they were branded …"."""
    passive = any(t.stem == "be" for t in sentence.before(verb.start)[:2]) and verb.key.endswith("ed")
    return passive and not any(t.key == "by" for t in sentence.after(verb.end))


def _is_noun(sentence: Sentence, token: Token) -> bool:
    """Return whether a word that may be a verb is a noun here: "the change", "its mark", "a score"."""
    before = sentence.before(token.start)[:1]
    counted = bool(before) and english.number(before[0].text) is not None and not before[0].text.isdigit()
    return counted or (
        bool(before)
        and before[0].key in english.DETERMINERS | {"of", "'s", "an", "in", "under"}
        and before[0].key != "that"
    )


def _governed(sentence: Sentence, found: _Found, between: list[Token], step: str, bounds: tuple[int, int]) -> Governor:
    """Return a verb as the governor of a grade; `bounds` are where its clause may begin, and where the grade does."""
    token, (floor, limit) = found.token, bounds
    first = found.hit.start if found.hit else token.start
    start = _with_auxiliaries(sentence, first, floor)
    be_before = any(t.stem == "be" or t.key in ("get", "got", "gets") for t in sentence.between(start, first))
    if found.kind == Verb.BE:
        kind = Verb.BE if _only_aside(sentence, between) else Verb.NONE
        return Governor(kind, start, token.end, True, tuple(between), step)
    if found.kind == Verb.RECEIVE and between and between[0].key not in english.PREPOSITIONS:
        return Governor(Verb.NONE, start, token.end, False, tuple(between), step)
    told = between if between or be_before or found.kind == Verb.RECEIVE else _told_object(sentence, found, limit)
    passive = be_before or found.kind == Verb.RECEIVE or not told or told[0].key in ("by", ",")
    if found.kind == Verb.STEP and not (found.changes and told):
        passive = True
    own = found.kind == Verb.RECEIVE and be_before
    return Governor(Verb.GIVE if own else found.kind, start, token.end, passive, tuple(told), step, found.changes)


def _told_object(sentence: Sentence, found: _Found, limit: int) -> list[Token]:
    """Return the object of a verb of which inspectors are the subject, where plain words for a rating are its object.

    "Ofsted lifted their rating to good", "had judged overall effectiveness to be good".
    """
    if not _is_of_inspectors(sentence, found.token) or any(
        t.key == "by" for t in sentence.between(found.token.end, limit)
    ):
        return []
    inside = sentence.between(found.token.end, limit)
    while inside and (inside[-1].key in _COPULAS or inside[-1].key in QUOTES):
        inside.pop()
    return inside if any(_is_noun_of_rating(sentence, t) for t in inside) else []


def _only_aside(sentence: Sentence, between: Sequence[Token]) -> bool:
    """Return whether nothing stands between verb and grade but an adverbial: "are, in their view, good"."""
    return not between or between[0].key in english.PREPOSITIONS


def _with_auxiliaries(sentence: Sentence, offset: int, floor: int) -> int:
    """Return where a verb begins with the auxiliaries and adverbs before it."""
    start = offset
    for token in sentence.before(offset)[:NEAREST_AUX]:
        auxiliary = token.stem in AUXILIARIES or token.key in english.MODALS | {"to", "not", "getting"}
        if token.start < floor or not (
            auxiliary or token.key in QUOTES or token.key == "-" or _is_adverb(token) or token.key in _SMALL
        ):
            break
        if auxiliary or token.key in _SMALL:
            start = token.start
    wishes = [hit for hit in sentence.block.within("cues", floor, offset) if hit.concept == _EXPECTED]
    return min([start, *(hit.start for hit in wishes if hit.end >= start)])


_SMALL = words(
    "re now also still again itself themselves both all just been already only yet once never each first then too"
)
