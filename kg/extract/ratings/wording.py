"""Which words of a sentence are grades: found, joined with stars beside them, and let stand as no plain adjectives."""

from __future__ import annotations

from collections.abc import Sequence

from kg import english
from kg.extract.ratings.governors import Grade
from kg.extract.ratings.sentence import QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind, Signal, find_signals
from kg.extract.ratings.words import in_survey
from kg.extract.times import find_times
from kg.lexicon import AREAS
from kg.model import Token

NEAREST_STARS, FEWEST_LISTED, LONGEST_QUOTE = 2, 3, 8
_FOLLOWERS = words(
    "and but with for though although while whereas overall by according in on at across after following since from "
    "when as than because despite before again still too now under until to two three years during last this which or "
    "is was were are has have had says said thanks also so despite"
)
_FEW = words("some few several small minority many most number handful places parts certain other")
_LISTING = words(", and or / | then ; – - through to")
_MARKS = frozenset(",.;:()!–—-[]…?/|*")


def find_grades(sentence: Sentence) -> list[Grade]:
    """Return the grades that a sentence words, stars joined with the word beside them."""
    if not (sentence.hits("values") or sentence.hits("value-words")):
        return []
    found: list[list[Signal]] = []
    areas = (*sentence.areas, *sentence.hits(AREAS))
    for signal in find_signals(sentence):
        named = any(hit.start < signal.start and signal.end < hit.end for hit in areas)
        if named or signal.kind not in (Kind.WORD, Kind.PHRASE, Kind.STARS):
            continue
        values = tuple(value for value in signal.values if value.scheme in sentence.page.graded)
        if not values:
            continue
        own = signal._replace(values=values)
        if found and _pairs(sentence, found[-1][-1], own):
            found[-1].append(own)
        else:
            found.append([own])
    return [_grade(sentence, signals) for signals in found]


def usable(sentence: Sentence, grades: Sequence[Grade]) -> list[Grade]:
    """Return the grades that can be said of somebody: no list of a scale's values, no legend, no plain adjective."""
    return [grade for grade in unlisted(sentence, grades) if _is_usable(sentence, grade)]


def unlisted(sentence: Sentence, grades: Sequence[Grade]) -> list[Grade]:
    """Return the grades that stand in no list of a scale's values."""
    listed = _scale_listed(sentence, grades)
    return [grade for grade in grades if grade not in listed]


def _pairs(sentence: Sentence, left: Signal, right: Signal) -> bool:
    """Return whether stars and a word stand side by side: "one star adequate", "two stars (good)"."""
    kinds = {left.kind, right.kind}
    between = [t for t in sentence.between(left.end, right.start) if t.is_word]
    near = 0 <= right.start - left.end <= NEAREST_STARS or (not between and right.start - left.end <= 2 * NEAREST_STARS)
    return kinds == {Kind.WORD, Kind.STARS} and near


def _grade(sentence: Sentence, signals: list[Signal]) -> Grade:
    start, end = signals[0].start, max(signal.end for signal in signals)
    first = sentence.text[start:end].split()[0].lower()
    verbal = len(sentence.text[start:end].split()) > 1 and _is_verb_form(first)
    quoted = sentence.text[max(0, start - 1) : start] in ("“", "'") and sentence.text[start - 1 : start] != ""
    return Grade(tuple(signals), start, end, verbal, quoted)


def _is_verb_form(word: str) -> bool:
    return english.stem(word) in {english.stem(verb) for verb in ("require", "need", "perform", "improve")}


def _scale_listed(sentence: Sentence, grades: Sequence[Grade]) -> list[Grade]:
    """Return the grades in a list of three different ones or more, which only explains a scale."""
    runs: list[list[Grade]] = []
    for grade in grades:
        between = sentence.between(runs[-1][-1].end, grade.start) if runs else []
        if runs and between and all(t.key in _LISTING or t.key in QUOTES for t in between):
            runs[-1].append(grade)
        else:
            runs.append([grade])
    values = [{value for grade in run for signal in grade.signals for value in signal.values[:1]} for run in runs]
    return [g for run, meant in zip(runs, values, strict=True) if len(meant) >= FEWEST_LISTED for g in run]


def _is_usable(sentence: Sentence, grade: Grade) -> bool:
    """Return whether words around a grade let it be one: no legend, survey, "good or better", plain adjective."""
    if sentence.cues("legend") or (in_survey(sentence) and not sentence.cues("score-noun")):
        return False
    if any(signal.kind == Kind.PHRASE for signal in grade.signals):
        return True
    behind = [t for t in sentence.after(grade.end) if t.key not in QUOTES]
    ahead = [t for t in sentence.before(grade.start) if t.key not in QUOTES]
    disjunct = (behind and behind[0].key == "or") or (ahead and ahead[0].key == "or")
    if disjunct or _is_of_few(sentence, behind) or _in_long_quote(sentence, grade):
        return False
    if not behind or behind[0].key in _MARKS | _FOLLOWERS or _rates(sentence, grade, behind[0]):
        return True
    return any(time.start == behind[0].start for time in find_times(sentence.text))


def _is_of_few(sentence: Sentence, behind: Sequence[Token]) -> bool:
    """Return whether words behind a grade hold it for some only: "inadequate in a small number of cases"."""
    near = [t for t in behind[:3] if t.key not in english.DETERMINERS - {"some"}]
    return len(near) > 1 and near[0].key in ("in", "for") and near[1].key in _FEW


def _in_long_quote(sentence: Sentence, grade: Grade) -> bool:
    """Return whether a grade is a plain adjective in words quoted from a person: no verb of grading is near."""
    text = sentence.text
    opening = text.rfind(english.OPEN, 0, grade.start)
    if opening < 0 or english.CLOSE in text[opening : grade.start]:
        return False
    closing = text.find(english.CLOSE, grade.end)
    long = len(text[opening : closing if closing > 0 else len(text)].split()) > LONGEST_QUOTE
    given = sentence.cues("give-verb") or sentence.hits("bodies") or sentence.cues("behind-past", "left-behind")
    return long and not given and not grade.verbal


def _rates(sentence: Sentence, grade: Grade, behind: Token) -> bool:
    """Return whether a noun for ratings, "-rated", or a name follows."""
    start = behind.start
    nouns = any(hit.start == start for hit in sentence.cues("whole-rating", "give-verb", "star-noun"))
    named = any(first == start for first, _ in sentence.names)
    stars = any(signal.kind == Kind.STARS for signal in grade.signals)
    service = stars and any(
        hit.start == start for hit in sentence.cues("service-noun", "provider-anaphor", "group-noun")
    )
    council = grade.quoted and any(
        hit.start == start for hit in sentence.cues("group-noun", "anaphor", "service-anaphor")
    )
    return nouns or named or service or council
