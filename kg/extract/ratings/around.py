"""What stands around a grade: its subject before the verb, its object between verb and grade, what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg import english
from kg.extract.ratings.governors import Governor, Grade, Verb
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, backwards, forwards
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind
from kg.extract.ratings.standing import Standing
from kg.extract.times import find_times
from kg.model import Token

LONGEST_VERB = 2  # "requires improvement" is plain English, "requires improvement to be good" is a grade
_BETWEEN = words("and but then now later again overall with up down previously formerly")
_PASSED_OVER = words("by overall rated - again now once more still")
_OPENERS = frozenset({"for", "in", "on", "at", "across", "over", "within", "regarding", "under"})
STOPS = words(
    "; . : but while whereas although though because which who when after following since despite from says said and's"
)
_AMONG = words("among one two three four five six some part in")
_RELATIVES = words("which who whose where")
_CLAUSES = words(
    "; : but while whereas although though because if when whether where until unless after since before once "
    "said says say"
) | {"—"}


class Said(NamedTuple):
    """Who was graded in what, settled: holders and topics, and where they are named."""

    holders: tuple[Holder, ...]
    topics: tuple[Topic, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier sentences leave behind.

    `said` is who was graded last, `grade` with what; `unnamed` the grade of bodies that were only counted before.
    """

    said: Said | None = None
    grade: Grade | None = None
    unnamed: Grade | None = None
    unnamed_in: Sentence | None = None


class Reading(NamedTuple):
    """A grade as read: who, how it stands, by which rule."""

    grade: Grade
    said: Said
    standings: tuple[Standing, ...]
    rule: str


class Spot(NamedTuple):
    """A grade in its sentence: its verb, where its own words begin and end, and who was graded before it."""

    sentence: Sentence
    grade: Grade
    gov: Governor
    floor: int
    limit: int
    own: Reading | None
    past: Past


def ahead_of(spot: Spot) -> Judged | None:
    """Return what stands where the graded stands: before a passive verb, between an active one and the grade."""
    sentence, gov = spot.sentence, spot.gov
    if gov.verb == Verb.NONE:
        return _without_verb(spot)
    if not gov.passive and gov.between:
        return backwards(sentence, gov.end, gov.between[-1].end)
    given = gov.verb in (Verb.GIVE, Verb.STEP) and gov.between
    if given and gov.between[0].key not in english.PREPOSITIONS | {","}:
        inside = backwards(sentence, gov.end, gov.between[-1].end)
        if inside is not None and any(topic.words for topic in inside.topics):
            return inside
    return _subject(sentence, gov.start, spot.floor)


def _subject(sentence: Sentence, verb: int, floor: int) -> Judged | None:
    """Return the subject of a verb: what stands right before it, or before a relative pronoun."""
    verb = _before_relative(sentence, floor, _before_group(sentence, floor, verb))
    start = _clause_start(sentence, verb, floor)
    tokens = [t for t in sentence.between(start, verb) if t.is_word]
    if tokens and tokens[-1].key in ("which", "who", "that") and len(tokens) > 1:
        edge = tokens[-1].start
        return backwards(sentence, start, edge) or _antecedent(sentence, edge)
    elif tokens and tokens[0].key in ("which", "who") and len(tokens) > 1:
        return None
    elif not tokens or (len(tokens) == 1 and tokens[0].key in ("which", "who")):
        opener = [t for t in sentence.before(start)[:1] if t.key in ("which", "who", "that")]
        if tokens or opener:
            edge = (tokens or opener)[0].start
            return backwards(sentence, floor, edge)
    return backwards(sentence, start, verb) or _shared_subject(sentence, start, verb)


def _shared_subject(sentence: Sentence, start: int, verb: int) -> Judged | None:
    """Return the subject of the verb before, behind "and": "Brent had been assessed and given a rating of good"."""
    tokens = sentence.between(start, verb)
    if not tokens or tokens[-1].key != "and":
        return None
    first = next((t.start for t in tokens if t.stem in AUXILIARIES or sentence.has(t.start, t.end, "give-verb")), None)
    return backwards(sentence, start, first) if first is not None else None


def _antecedent(sentence: Sentence, edge: int) -> Judged | None:
    """Return the name right before a relative pronoun: "a spokesman for Slough Children First, which was …"."""
    names = [(m.start, m.end, Holder(provider=m.name)) for m in sentence.providers]
    names += [(m.start, m.end, Holder(authority=m.key)) for m in sentence.mentions]
    near = [n for n in names if n[1] <= edge and not any(t.is_word for t in sentence.between(n[1], edge))]
    longest = min(near, default=None, key=lambda name: name[0])
    return Judged((longest[2],), (WHOLE,), longest[0], longest[1]) if longest else None


def _before_group(sentence: Sentence, floor: int, verb: int) -> int:
    """Return where a subject ends that is one of a group: "Kent and Hull are among the 22 councils named 'good'"."""
    behind = [hit for hit in sentence.cues("group-noun") if floor <= hit.start and hit.end <= verb]
    if not behind or any(t.is_word for t in sentence.between(behind[-1].end, verb)):
        return verb
    ahead = sentence.between(_clause_start(sentence, verb, floor), behind[-1].start)
    links = [a for a, b in pairwise(ahead) if sentence.is_verb(a) and b.key in _AMONG | {"the", "a"}]
    return links[-1].start if links else verb


def _before_relative(sentence: Sentence, start: int, verb: int) -> int:
    """Return where a subject ends that a relative clause between commas parts from its verb: "Derby, which …, was"."""
    tokens = sentence.between(start, verb)
    if not tokens or tokens[-1].key not in (",", "–", "-"):
        return verb
    mark = tokens[-1].key
    opened = [t for t, following in pairwise(tokens) if t.key == mark and following.key in _RELATIVES]
    return opened[-1].start if opened else verb


def _clause_start(sentence: Sentence, verb: int, floor: int) -> int:
    """Return where the clause of a verb begins: behind the last mark or conjunction of clauses before it."""
    inside = [(hit.start, hit.end) for hit in (*sentence.areas, *sentence.hits("service-types"))]
    inside += _asides(sentence)
    for token in sentence.before(verb):
        if token.start < floor:
            break
        if any(first <= token.start < last for first, last in inside):
            continue
        following = sentence.after(token.end)[:1]
        joins = token.key == "that" and bool(following) and _begins_subject(sentence, following[0])
        if token.key in _CLAUSES or joins:
            return token.end
    return floor


def _asides(sentence: Sentence) -> list[tuple[int, int]]:
    """Return where an adverb of contrast stands alone between commas: ", though,"."""
    threes = zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False)
    return [(b.start, b.end) for a, b, c in threes if a.key == "," == c.key and b.key in english.CONJUNCTIONS]


def _begins_subject(sentence: Sentence, token: Token) -> bool:
    """Return whether a subject begins behind "that": then it joins clauses and is no relative pronoun."""
    closed = token.key in english.DETERMINERS | english.PRONOUNS | english.PREPOSITIONS
    named = (
        *sentence.cues("whole-service", "whole-rating"),
        *sentence.areas,
        *sentence.hits("client-groups"),
    )
    return closed or english.is_capitalised(token.text) or any(hit.start == token.start for hit in named)


def _without_verb(spot: Spot) -> Judged | None:
    """Return what a grade without a verb is said of: the name before it, in a headline or behind another grade."""
    sentence, grade, between = spot.sentence, spot.grade, spot.gov.between
    start = _clause_start(sentence, grade.start, spot.floor)
    lead = [t for t in sentence.between(start, grade.start) if t.is_word]
    both = bool(lead) and lead[-1].key in ("both", "all", "each")
    marked = bool(between) and sentence.text[between[-1].end : grade.start].strip(" “'") in (":", "–", "-", "—")
    may = spot.own is not None or both or sentence.is_head or grade.quoted or marked
    return backwards(sentence, start, grade.start) if lead and may else None


def may_lead(spot: Spot, behind: Judged) -> bool:
    """Return whether a grade may stand without a name before it, for what stands behind it."""
    free = [t for t in spot.gov.between if t.is_word and t.key not in _BETWEEN | {"or", "up", "down"}]
    if spot.own is not None and (not free or _is_filled(spot.sentence, spot.floor, spot.gov.start)):
        return True
    given = spot.gov.verb in (Verb.GIVE, Verb.STEP, Verb.RECEIVE)
    return bool(behind.holders) and (spot.sentence.is_head or given)


def goes_on(spot: Spot) -> bool:
    """Return whether a verb has the subject of the one before: "has four stars and is improving strongly"."""
    steps = spot.own is not None and spot.own.grade is spot.grade and bool(spot.gov.step)  # "Leeds. Up a rung to …"
    return steps or (spot.own is not None and _is_filled(spot.sentence, spot.floor, spot.gov.start))


def _is_filled(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether nothing but times and conjunctions stands between two grades: "in 2016 and"."""
    times = [t for t in find_times(sentence.text) if start <= t.start and t.end <= end]
    free = [t for t in sentence.between(start, end) if t.is_word and not any(x.start <= t.start < x.end for x in times)]
    known = [*sentence.hits("bodies"), *sentence.cues("inspector", "whole-rating")]
    free = [t for t in free if not any(hit.start <= t.start < hit.end for hit in known)]
    free = [t for t in free if t.key != "the" and english.number(t.text) is None]
    free = free[1:] if free and free[0].key in _RELATIVES else free
    return all(t.key in _BETWEEN or t.key in english.PREPOSITIONS for t in free)


def is_told(spot: Spot, ahead: Judged | None, behind: Judged | None) -> bool:
    """Return whether "is good" tells a grade: in marks, or of all that is judged or of a known area."""
    if spot.grade.quoted or any(signal.kind != Kind.WORD for signal in spot.grade.signals):
        return True
    if ahead is None:
        return spot.own is not None
    if (
        spot.gov.verb == Verb.ITSELF
        and len(spot.sentence.text[spot.grade.start : spot.grade.end].split()) > LONGEST_VERB
    ):
        return True
    fits = all(not topic.words or topic.areas for topic in ahead.topics)
    follows = [t for t in spot.sentence.after(spot.grade.end) if t.key not in QUOTES][:1]
    plain = bool(follows) and follows[0].key in ("at", "with", "to", "enough", "as", "than") and behind is None
    return fits and not plain and (not ahead.refers or spot.own is not None)


# --- behind the grade


def behind(spot: Spot) -> Judged | None:
    """Return what is named behind a grade: "for leadership", "in Birmingham and Essex", ": adoption, fostering"."""
    sentence = spot.sentence
    tokens = [t for t in sentence.after(spot.grade.end) if t.start < spot.limit and t.key not in QUOTES]
    start = _opening(sentence, tokens)
    rest = tokens[start:] if start is not None else []
    end = next((place for place, t in enumerate(rest) if _ends_name(sentence, t, place)), len(rest))
    end = _without_next(spot, rest) if end == len(rest) else end
    return forwards(sentence, rest[0].start, rest[end - 1].end) if end else None


def _without_next(spot: Spot, rest: Sequence[Token]) -> int:
    """Return how many tokens behind a grade are its own, where a name right before the next grade is that one's."""
    commas = [place for place, token in enumerate(rest) if token.key == ","]
    starts = {start for start, _ in spot.sentence.names}
    named = commas and any(token.start in starts for token in rest[commas[-1] :])
    return commas[-1] if named and spot.limit < spot.sentence.end else len(rest)


def _opening(sentence: Sentence, tokens: Sequence[Token]) -> int | None:
    """Return the place of the first word behind "for", "in" or a colon; "rating" and "by Ofsted" are passed over."""
    bodies = [*sentence.hits("bodies"), *sentence.cues("inspector")]
    by = False
    for place, token in enumerate(tokens):
        start, key = token.start, token.key
        if key in _OPENERS or key == ":":
            return place + 1
        noun = any(hit.start <= start < hit.end for hit in sentence.cues("whole-rating"))
        body = by and (any(hit.start <= start < hit.end for hit in bodies) or key in ("the", "(", ")"))
        by = by or key == "by"
        passed = key in _PASSED_OVER or (key == "and" and (noun or body))
        if not (noun or body or passed):
            return None
    return None


def _ends_name(sentence: Sentence, token: Token, place: int) -> bool:
    key, start, end = token.key, token.start, token.end
    if any(hit.start < start < hit.end for hit in sentence.areas):
        return False
    dash = key in ("-", "–") and sentence.text[start - 1 : start] == " "
    bodies = [hit.start for hit in (*sentence.hits("bodies"), *sentence.cues("inspector"))]
    by = key == "by" and any(t.start in bodies for t in sentence.after(end)[:2])
    return (
        by
        or key in STOPS
        or dash
        or key == ")"
        or (place > 0 and sentence.has(start, end, "give-verb", "step-verb", "receive-verb"))
    )


def qualified(spot: Spot) -> Judged | None:
    """Return the names that a grade qualifies: "'inadequate' Surrey", "good-rated Gateshead and Bromley"."""
    sentence, grade = spot.sentence, spot.grade
    tokens = [t for t in sentence.after(grade.end) if t.key not in QUOTES]
    rated = [t.key for t in tokens[:1]] == ["-"] and [t.stem for t in tokens[1:2]] == [english.stem("rated")]
    rest = _without_group(sentence, tokens[2:]) if rated else tokens
    starts = {start for start, _ in sentence.names}
    if not rest or rest[0].start not in starts or not (rated or grade.quoted or sentence.is_head):
        return None
    ends = (t.start for t in rest[1:] if t.start >= spot.limit or t.key in STOPS or _is_verb(sentence, t))
    return forwards(sentence, rest[0].start, next(ends, sentence.end))


def _without_group(sentence: Sentence, tokens: list[Token]) -> list[Token]:
    """Return what follows "Of the inadequate-rated group"; a group that opens no sentence names nobody."""
    grouped = tokens and (tokens[0].key == "group" or sentence.has(tokens[0].start, tokens[0].end, "group-noun"))
    if not grouped:
        return tokens
    return tokens[1:] if sentence.tokens[0].key in ("of", "among") else []


def _is_verb(sentence: Sentence, token: Token) -> bool:
    start, end = token.start, token.end
    return sentence.is_verb(token) or sentence.has(start, end, "give-verb", "step-verb", "receive-verb")
