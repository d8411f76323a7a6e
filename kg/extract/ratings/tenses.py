"""How a grade stands: asserted at all, and of which time: now, before, or only hoped for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import english
from kg.extract.ratings.dating import is_past
from kg.extract.ratings.governors import Governor, Grade, Verb
from kg.extract.ratings.sentence import QUOTES, Sentence, words
from kg.extract.ratings.standing import CURRENT, EXPECTED, PREVIOUS, Standing
from kg.extract.times import Time, find_times
from kg.lexicon import VALUE_WORDS, VOCAB
from kg.model import Channel, Hit, Token

NEAREST, NEAREST_MODAL = 3, 5
_BRACKETS = re.compile(r"\([^()]*\)")
FARTHEST_TIME = 60
DATED, TOLD, PAST = "dated", "told", "past"
_CALLING = words("call describe consider")
_CONDITIONS = words("if unless whether until should how")
_PRESENT = words("is are has have remains remain rates judges gives")
_OWN = words("we our ours ourselves i my")
_BREAKS = words("; : but while whereas although though") | {"—"}
_AFTER = frozenset({"since"})


def standings(sentence: Sentence, grade: Grade, gov: Governor, floor: int, limit: int) -> tuple[Standing, ...]:
    """Return how a grade stands, once a time for which it is told; nothing if it is not asserted."""
    before = _clause(sentence, grade, floor)
    if _is_denied(sentence, grade, gov, before):
        return ()
    if _is_expected(sentence, grade, floor):
        return (Standing(EXPECTED),)
    if _is_possible(before, sentence, gov):
        return ()
    left = _is_left(sentence, grade, gov, floor)
    times = _times(sentence, grade, floor, limit)
    if gov.verb == Verb.NONE and gov.step == "to":
        times = [time for time in times if time.start > grade.end]  # "from 'good' in 2019 to 'outstanding'"
    again = _again(sentence, grade, limit)
    if left:
        return (Standing(PREVIOUS, _first(times, sentence)),)
    told = _told(sentence, grade, gov, times, floor)
    return (*told, *((Standing(PREVIOUS, again[1]),) if again is not None and again[0] else ()))


def _clause(sentence: Sentence, grade: Grade, floor: int) -> list[Token]:
    """Return the tokens of the clause before a grade, nearest first."""
    found: list[Token] = []
    for token in sentence.before(grade.start):
        if token.start < floor or token.key in _BREAKS:
            break
        found.append(token)
    return found


# --- asserted?


def _is_denied(sentence: Sentence, grade: Grade, gov: Governor, before: Sequence[Token]) -> bool:
    question = bool(sentence.tokens) and sentence.tokens[-1].key == "?" and not sentence.is_head
    return (
        question
        or _negated(sentence, before, gov, grade)
        or _conditional(sentence, before)
        or _is_own(before, sentence)
        or _is_missed(sentence, grade)
    )


def _negated(sentence: Sentence, before: Sequence[Token], gov: Governor, grade: Grade) -> bool:
    """Return whether a negation governs the grade: between verb and grade, or at the verb; "no longer" is none."""
    edge = gov.start if gov.verb != Verb.NONE else (before[-1].start if before else grade.start)
    for place, token in enumerate(before):
        following = before[place - 1].key if place else ""
        if token.start < edge - 1:
            break
        negation = token.key in english.NEGATIONS or token.key.endswith("n't")
        if negation and following not in ("longer", "only", "just", "doubt", "surprise"):
            return True
    opener = next((t for t in sentence.tokens if t.is_word), None)
    return opener is not None and opener.key in ("no", "neither", "none", "nobody", "not") and opener in before


def _conditional(sentence: Sentence, before: Sequence[Token]) -> bool:
    """Return whether a condition governs a grade; "how safe" is the name of an area."""
    names = [hit.start for hit in sentence.areas]
    return any(token.key in _CONDITIONS and token.start not in names for token in before)


def _is_own(before: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a speaker says it of his own side without a verb of grading."""
    for token in before:
        if sentence.has(token.start, token.end, "give-verb") and token.key not in _CALLING:
            return False
        if token.key in _OWN:
            return not _others_say(sentence, token)
    return False


def _others_say(sentence: Sentence, own: Token) -> bool:
    """Return whether those who inspect say it of a speaker's side: "Ofsted told us that our services …"."""
    ahead = sentence.before(own.start)
    that = next((t for t in ahead[:1] if t.key == "that"), None)
    return that is not None and any(
        hit.end <= that.start for hit in (*sentence.hits("bodies"), *sentence.cues("inspector"))
    )


def _is_missed(sentence: Sentence, grade: Grade) -> bool:
    """Return whether words right before a grade say that it was not reached: "missed a good rating by one point"."""
    return any(_is_near(sentence, hit, grade) for hit in sentence.cues("fallen-short"))


def _is_near(sentence: Sentence, hit: Hit, grade: Grade) -> bool:
    between = [t for t in sentence.between(hit.end, grade.start) if t.is_word]
    return hit.end <= grade.start and len(between) <= NEAREST and not any(t.key in ("and", ",") for t in between)


def _is_expected(sentence: Sentence, grade: Grade, floor: int) -> bool:
    hits = sentence.block.within("cues", max(sentence.start, floor), grade.start)
    return any(hit.concept == f"{VOCAB}cues/{EXPECTED}" for hit in hits)


def _is_possible(before: Sequence[Token], sentence: Sentence, gov: Governor) -> bool:
    """Return whether a modal, or an infinitive that only says what is wanted, governs the grade."""
    near = list(before)[: NEAREST_MODAL + NEAREST]
    for place, token in enumerate(near):
        if token.key in ("and", ",", "but"):
            return False
        if token.key in english.MODALS:
            return True
        wanted = (
            token.key == "to"
            and place
            and near[place - 1].stem
            in ("be", "get", "become", "reach", "achiev", "receiv", "call", "earn", "win", "secur")
        )
        if wanted and gov.verb not in (Verb.GIVE, Verb.STEP) and not _is_held(near[place + 1 :], sentence):
            return True
    return False


def _is_held(before: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a verb of grading stands before "to be": "was judged to be good"."""
    return any(
        sentence.has(t.start, t.end, "give-verb")
        or t.key in ("said", "thought", "believed", "known", "first", "only", "latest")
        for t in before[:NEAREST_MODAL]
    )


# --- of which time?


def _is_left(sentence: Sentence, grade: Grade, gov: Governor, floor: int) -> bool:
    """Return whether words around a grade tell that it is no longer held."""
    if gov.step == "from" or _directly(sentence, grade) == "from":
        return True
    if any(
        hit.end <= grade.start and hit.start >= floor and _is_close(sentence, hit, grade)
        for hit in sentence.cues("left-behind", "behind-past")
    ):
        return True
    if _is_years_after(sentence, gov, floor) or _opens_past(sentence, grade, floor):
        return True
    behind = [hit for hit in sentence.cues("behind-past") if 0 <= hit.start - grade.end <= FARTHEST_TIME // 2]
    behind = [hit for hit in behind if not _leads_on(sentence, hit)]
    return any(not any(t.key in (";", "but") for t in sentence.between(grade.end, hit.start)) for hit in behind)


def _leads_on(sentence: Sentence, hit: Hit) -> bool:
    """Return whether words behind one grade belong to the next: "good (previously requires improvement)"."""
    following = [t for t in sentence.after(hit.end) if t.key not in QUOTES][:2]
    words_ = [t for t in following if t.key not in ("a", "an", "rated")]
    return bool(words_) and any(value.start == words_[0].start for value in sentence.hits(VALUE_WORDS))


def _opens_past(sentence: Sentence, grade: Grade, floor: int) -> bool:
    """Return whether a clause opens with the time of an earlier grade: "At its last inspection, in 2021, it was …"."""
    for hit in sentence.cues("behind-past"):
        opening = [t for t in sentence.before(hit.start)[:1] if t.start >= floor and t.key not in _BREAKS]
        if hit.end <= grade.start and hit.start >= floor and not opening:
            return not any(t.key in _BREAKS for t in sentence.between(hit.end, grade.start))
    return False


def _is_years_after(sentence: Sentence, gov: Governor, floor: int) -> bool:
    """Return whether "eight years after" opens the clause of a grade."""
    for token in sentence.before(gov.start):
        if token.start < floor or token.key in _BREAKS or token.key == ",":
            return False
        if token.key in ("after", "since"):
            before = sentence.before(token.start)[:1]
            return bool(before) and before[0].key in ("years", "year", "months", "weeks")
    return False


def _directly(sentence: Sentence, grade: Grade) -> str:
    before = [
        t
        for t in sentence.before(grade.start)
        if t.key not in QUOTES | {"a", "an", "its", "the", "overall", "rating", "of", "being", "rated"}
    ]
    return before[0].key if before else ""


def _is_close(sentence: Sentence, hit: Hit, grade: Grade) -> bool:
    """Return whether a cue governs the grade: few words between them, and none that gives another grade."""
    between = [t for t in sentence.between(hit.end, grade.start) if t.is_word]
    return len(between) <= NEAREST_MODAL and not any(t.key in ("now", "to", "but") for t in between)


def _times(sentence: Sentence, grade: Grade, floor: int, limit: int) -> list[Time]:
    """Return the times told with a grade: those behind it in its clause, else those before it."""
    text, written = sentence.text, sentence.page.dated.day
    times = [
        t for t in find_times(text, written) if sentence.start <= t.start < sentence.end and (t.value or t.relative)
    ]
    times = [t for t in times if not _tells_else(sentence, t)]
    edge = next((t.start for t in sentence.after(grade.end) if t.key in _BREAKS or t.start >= limit), sentence.end)
    behind = [
        t
        for t in times
        if grade.end <= t.start < edge
        and t.start - grade.end <= FARTHEST_TIME
        and not _verb_between(sentence, grade.end, t.start)
    ]
    brackets = [m.span() for m in _BRACKETS.finditer(text, floor, grade.start)]
    ahead = [t for t in times if floor <= t.start < grade.start and not any(a <= t.start < b for a, b in brackets)]
    return behind or ahead[-1:]


def _verb_between(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a verb of the sentence stands between a grade and a time: then the time is not the grade's."""
    return any(
        sentence.is_verb(t) or sentence.has(t.start, t.end, "step-verb", "receive-verb")
        for t in sentence.between(start, end)
    )


def _tells_else(sentence: Sentence, time: Time) -> bool:
    """Return whether a time tells since when or until when, not when."""
    before = sentence.before(time.start)[:2]
    return bool(before) and (
        before[0].key in ("by", "until", "than", "over", "within", "for")
        or before[0].key in ("created", "launched", "formed", "opened")
    )


def _first(times: Sequence[Time], sentence: Sentence) -> str:
    return sentence.text[times[0].start : times[0].end] if times else ""


def _told(sentence: Sentence, grade: Grade, gov: Governor, times: Sequence[Time], floor: int) -> tuple[Standing, ...]:
    """Return the standing that tense and times give."""
    since = [t for t in times if _after_since(sentence, t)]
    dated = [t for t in times if t not in since]
    if _in_since_when(sentence, since, grade):
        return (Standing(PREVIOUS, sentence.text[since[-1].start : since[-1].end]),)
    if _is_present(sentence, gov, grade):
        return (Standing(CURRENT),)
    old = [t for t in dated if is_past(t, sentence.page.dated)]
    if old and not all(t.relative for t in old):
        return tuple(Standing(PREVIOUS, sentence.text[t.start : t.end]) for t in old)
    if not old and _is_pluperfect(sentence, gov):
        return (Standing(PREVIOUS, "", TOLD),) if _reports(sentence) else (Standing(PREVIOUS),)
    if dated:
        return (Standing(CURRENT, sentence.text[dated[0].start : dated[0].end], DATED),)
    return (Standing(CURRENT, "", PAST if _is_simple_past(sentence, gov) else ""),)


def _is_simple_past(sentence: Sentence, gov: Governor) -> bool:
    return gov.verb in (Verb.GIVE, Verb.BE) and any(
        t.key in ("was", "were") for t in sentence.between(gov.start, gov.end)
    )


def _after_since(sentence: Sentence, time: Time) -> bool:
    before = sentence.before(time.start)[:1]
    return bool(before) and before[0].key in _AFTER


def _in_since_when(sentence: Sentence, since: Sequence[Time], grade: Grade) -> bool:
    """Return whether "since 2015, when services were judged …" dates the grade itself."""
    return bool(since) and any(t.key == "when" for t in sentence.between(since[-1].end, grade.start))


def _is_present(sentence: Sentence, gov: Governor, grade: Grade) -> bool:
    """Return whether the verb is in the present tense or the perfect, or the grade stands without one."""
    if gov.verb == Verb.NONE:
        return False
    tokens = [*sentence.between(gov.start, gov.end)]
    if gov.verb == Verb.ITSELF:
        first = sentence.text[grade.start : grade.end].split()[0]
        return not first.endswith("ed") and not any(t.key in ("was", "were", "had", "did") for t in tokens)
    return any(t.key in _PRESENT for t in tokens) and not any(t.key in ("was", "were", "had") for t in tokens)


def _is_pluperfect(sentence: Sentence, gov: Governor) -> bool:
    return any(t.key == "had" for t in sentence.between(gov.start, gov.end)) and gov.verb in (
        Verb.GIVE,
        Verb.BE,
        Verb.STEP,
    )


def _reports(sentence: Sentence) -> bool:
    """Return whether the part of the document reports in the past what was said: minutes, a report."""
    layout = sentence.page.annotated.layout
    part = sentence.block.block.part
    return part < len(layout.parts) and layout.parts[part].channel in (Channel.MINUTES, Channel.REPORT)


def _again(sentence: Sentence, grade: Grade, limit: int) -> tuple[bool, str] | None:
    """Return whether words behind a grade say that it was the same before, and when."""
    for hit in sentence.cues("as-before"):
        if hit.start >= grade.end and _reaches(sentence, grade.end, hit.start):
            times = [t for t in find_times(sentence.text) if t.start >= hit.end and t.value]
            return True, sentence.text[times[0].start : times[0].end] if times else ""
    return None


def _reaches(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether nothing between a grade and words behind it breaks the tie: no bracket closed, no other grade."""
    text = sentence.text
    inside = [m.span() for m in _BRACKETS.finditer(text, start, end)]
    closed = any(text[i] == ")" and not any(a <= i < b for a, b in inside) for i in range(start, end))
    graded = [
        h for h in sentence.hits(VALUE_WORDS) if start <= h.start < end and not any(a <= h.start < b for a, b in inside)
    ]
    return not closed and not graded
