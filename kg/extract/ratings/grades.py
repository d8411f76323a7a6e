"""Grades in running sentences: "rated 'good' by Ofsted", "services require improvement", "from inadequate to good".

A grade is found, then what governs it, then who is graded: before the verb, between verb and grade, or behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg import english
from kg.extract.ratings.governors import Governor, Grade, Verb, governor
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, backwards, counts_many, forwards
from kg.extract.ratings.sentence import QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind, Signal, find_signals
from kg.extract.ratings.standing import Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, PROVIDER, SERVICE, Subject
from kg.extract.ratings.tenses import standings
from kg.extract.ratings.words import in_survey
from kg.extract.times import DATE, find_times
from kg.model import Token

SUBJECT, BEFORE, LIST, OUTCOME = "graded-subject", "graded-before", "graded-list", "outcome-stated"
NEAREST_STARS = 2
LONGEST_QUOTE = 8
LEAD = 40
_FOLLOWERS = words(
    "and but with for though although while whereas overall by according in on at across after following since from "
    "when as than because despite before again too now under until to two three years during last this which or "
    "is was were are has have had says said thanks also so despite"
)
_BETWEEN = words("and but then now later again overall with up down previously formerly")
_MARKS = frozenset(",.;:()!–—-[]…?/|*")
_OPENERS = frozenset({"for", "in", "on", "at", "across", "over", "within", "regarding", "under"})
_STOPS = words(
    "; . : but while whereas although though because which who when after following since despite from says said and's"
)


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


class _Reading(NamedTuple):
    """A grade as read: who, how it stands, by which rule."""

    grade: Grade
    said: Said
    standings: tuple[Standing, ...]
    rule: str


def read_grades(sentence: Sentence, past: Past) -> tuple[list[Statement], Past]:
    """Return the statements of a sentence about grades, and what it leaves behind."""
    grades = find_grades(sentence)
    listed = _listed(sentence, past)
    if listed:
        return listed, replace(past, unnamed=None)
    if not grades and not sentence.cues("same-grade"):
        return [], replace(past, unnamed=None, unnamed_in=None)
    readings, past = _read(sentence, grades, past)
    return [statement for reading in readings for statement in _statements(sentence, reading)], past


# --- grades


def find_grades(sentence: Sentence) -> list[Grade]:
    """Return the grades that a sentence words, stars joined with the word beside them."""
    if not (sentence.hits("values") or sentence.hits("value-words")):
        return []
    found: list[list[Signal]] = []
    areas = sentence.areas
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


def _is_usable(sentence: Sentence, grade: Grade) -> bool:
    """Return whether words around a grade let it be one: no legend, survey, "good or better", plain adjective."""
    if sentence.cues("legend") or (in_survey(sentence) and not sentence.cues("score-noun")):
        return False
    if any(signal.kind == Kind.PHRASE for signal in grade.signals):
        return True
    behind = [t for t in sentence.after(grade.end) if t.key not in QUOTES]
    ahead = [t for t in sentence.before(grade.start) if t.key not in QUOTES]
    if (behind and behind[0].key == "or") or (ahead and ahead[0].key == "or"):
        return False
    if _in_long_quote(sentence, grade):
        return False
    return not behind or behind[0].key in _MARKS or behind[0].key in _FOLLOWERS or _rates(sentence, grade, behind[0])


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


# --- reading


class _Spot(NamedTuple):
    """A grade in its sentence: its verb, where its own words begin and end, and who was graded before it."""

    sentence: Sentence
    grade: Grade
    gov: Governor
    floor: int
    limit: int
    own: _Reading | None
    past: Past


def _read(sentence: Sentence, grades: Sequence[Grade], past: Past) -> tuple[list[_Reading], Past]:
    readings: list[_Reading] = []
    floor, unnamed = _lead_end(sentence), None
    usable = [grade for grade in grades if _is_usable(sentence, grade)]
    for place, grade in enumerate(usable):
        limit = usable[place + 1].start if place + 1 < len(usable) else sentence.end
        own = readings[-1] if readings else None
        spot = _Spot(sentence, grade, governor(sentence, grade, floor), floor, limit, own, past)
        found = _who(spot)
        if found is None:
            unnamed = unnamed or (grade if _is_unnamed(spot) else None)
            floor = grade.end
            continue
        said, rule = found
        stands = standings(sentence, grade, spot.gov, floor, limit)
        readings += [_Reading(grade, said, stands, rule)] if stands else []
        past = replace(past, said=said, grade=grade)
        tail = _behind(spot) if rule == SUBJECT else None
        floor = tail.end if tail is not None else grade.end
    readings += _same_again(sentence, past) if not readings else []
    return readings, replace(past, unnamed=unnamed, unnamed_in=sentence if unnamed else None)


def _lead_end(sentence: Sentence) -> int:
    """Return where a sentence begins behind the date that opens its block: "date 2024-07-23 County services …"."""
    days = [t for t in find_times(sentence.text[:LEAD]) if t.type == DATE] if sentence.start == 0 else []
    return days[0].end if days and len(sentence.text[: days[0].start].split()) <= NEAREST_STARS else sentence.start


def _who(spot: _Spot) -> tuple[Said, str] | None:
    """Return who is graded, and by which rule; None if nobody that can be."""
    if any(signal.kind == Kind.PHRASE for signal in spot.grade.signals):
        return _outcome(spot.sentence, spot.grade)
    gov, before = spot.gov, _attributive(spot)
    if before is not None and not (gov.verb in (Verb.GIVE, Verb.RECEIVE) and gov.passive and not gov.between):
        return _settled(spot, before, None, None), BEFORE
    ahead, behind = _ahead(spot), _behind(spot)
    if not _may_be(spot, ahead, behind):
        return None
    said = _settled(spot, ahead, behind, spot.own.said if spot.own else None)
    return (said, SUBJECT) if said.holders else None


def _may_be(spot: _Spot, ahead: Judged | None, behind: Judged | None) -> bool:
    """Return whether what stands around a grade lets it be said of somebody."""
    if ahead is None and behind is None and not _goes_on(spot):
        return False
    if ahead is None and behind is not None and not _may_lead(spot, behind):
        return False
    return spot.gov.verb not in (Verb.BE, Verb.ITSELF) or _is_told(spot, ahead, behind)


def _outcome(sentence: Sentence, grade: Grade) -> tuple[Said, str] | None:
    """Return of whom a phrase is said that names an outcome by itself: of the one authority named, or in focus."""
    keys = list(dict.fromkeys(mention.key for mention in sentence.mentions))
    focus = sentence.page.authorities.at(sentence.index, grade.start) if not keys else ""
    key = keys[0] if len(keys) == 1 else focus
    mentions = sentence.mentions[:1]
    start, end = (mentions[0].start, mentions[0].end) if mentions else (grade.start, grade.start)
    return (Said((Holder(authority=key),), (WHOLE,), start, end), OUTCOME) if key else None


def _is_unnamed(spot: _Spot) -> bool:
    """Return whether a grade is given to bodies that the sentence only counts."""
    counted = counts_many(spot.sentence, spot.floor, spot.gov.start)
    return bool(spot.sentence.cues("group-noun")) or counted or spot.gov.verb != Verb.NONE


# --- before the verb, or between verb and grade


def _ahead(spot: _Spot) -> Judged | None:
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
    start = _clause_start(sentence, verb, floor)
    tokens = [t for t in sentence.between(start, verb) if t.is_word]
    if tokens and tokens[-1].key in ("which", "who", "that") and len(tokens) > 1:
        verb = tokens[-1].start
    elif tokens and tokens[0].key in ("which", "who") and len(tokens) > 1:
        return None
    elif not tokens or (len(tokens) == 1 and tokens[0].key in ("which", "who")):
        opener = [t for t in sentence.before(start)[:1] if t.key in ("which", "who", "that")]
        if tokens or opener:
            edge = (tokens or opener)[0].start
            return backwards(sentence, floor, edge)
    return backwards(sentence, start, verb)


_CLAUSES = words(
    "; : but while whereas although though because if when whether where until unless after since before once "
    "said says say"
) | {"—"}


def _clause_start(sentence: Sentence, verb: int, floor: int) -> int:
    """Return where the clause of a verb begins: behind the last mark or conjunction of clauses before it."""
    for token in sentence.before(verb):
        if token.start < floor:
            break
        following = sentence.after(token.end)[:1]
        joins = token.key == "that" and bool(following) and _begins_subject(sentence, following[0])
        if token.key in _CLAUSES or joins:
            return token.end
    return floor


def _begins_subject(sentence: Sentence, token: Token) -> bool:
    """Return whether a subject begins behind "that": then it joins clauses and is no relative pronoun."""
    closed = token.key in english.DETERMINERS | english.PRONOUNS | english.PREPOSITIONS
    named = (
        *sentence.cues("whole-service", "whole-rating"),
        *sentence.areas,
        *sentence.hits("client-groups"),
    )
    return closed or english.is_capitalised(token.text) or any(hit.start == token.start for hit in named)


def _without_verb(spot: _Spot) -> Judged | None:
    """Return what a grade without a verb is said of: the name before it, in a headline or behind another grade."""
    sentence, grade, between = spot.sentence, spot.grade, spot.gov.between
    start = _clause_start(sentence, grade.start, spot.floor)
    lead = [t for t in sentence.between(start, grade.start) if t.is_word]
    both = bool(lead) and lead[-1].key in ("both", "all", "each")
    marked = bool(between) and sentence.text[between[-1].end : grade.start].strip(" “'") in (":", "–", "-", "—")
    may = spot.own is not None or both or sentence.is_head or grade.quoted or marked
    return backwards(sentence, start, grade.start) if lead and may else None


def _may_lead(spot: _Spot, behind: Judged) -> bool:
    """Return whether a grade may stand without a name before it, for what stands behind it."""
    free = [t for t in spot.gov.between if t.is_word and t.key not in _BETWEEN | {"or", "up", "down"}]
    if spot.own is not None and not free:
        return True
    given = spot.gov.verb in (Verb.GIVE, Verb.STEP, Verb.RECEIVE)
    return bool(behind.holders) and (spot.sentence.is_head or given)


def _goes_on(spot: _Spot) -> bool:
    """Return whether a verb has the subject of the one before: "has four stars and is improving strongly"."""
    return spot.own is not None and _is_filled(spot.sentence, spot.floor, spot.gov.start)


def _is_filled(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether nothing but times and conjunctions stands between two grades: "in 2016 and"."""
    times = [t for t in find_times(sentence.text) if start <= t.start and t.end <= end]
    free = (t for t in sentence.between(start, end) if t.is_word and not any(x.start <= t.start < x.end for x in times))
    return all(t.key in _BETWEEN or t.key in english.PREPOSITIONS for t in free)


def _is_told(spot: _Spot, ahead: Judged | None, behind: Judged | None) -> bool:
    """Return whether "is good" tells a grade: in marks, or of all that is judged or of a known area."""
    if spot.grade.quoted or any(signal.kind != Kind.WORD for signal in spot.grade.signals):
        return True
    if ahead is None:
        return spot.own is not None
    fits = all(not topic.words or topic.areas for topic in ahead.topics)
    follows = [t for t in spot.sentence.after(spot.grade.end) if t.key not in QUOTES][:1]
    plain = bool(follows) and follows[0].key in ("at", "with", "to", "enough", "as", "than") and behind is None
    return fits and not plain and (not ahead.refers or spot.own is not None)


# --- behind the grade


def _behind(spot: _Spot) -> Judged | None:
    """Return what is named behind a grade: "for leadership", "in Birmingham and Essex", ": adoption, fostering"."""
    sentence = spot.sentence
    tokens = [t for t in sentence.after(spot.grade.end) if t.start < spot.limit and t.key not in QUOTES]
    start = _opening(sentence, tokens)
    rest = tokens[start:] if start is not None else []
    end = next((place for place, t in enumerate(rest) if _ends_name(sentence, t, place)), len(rest))
    end = _without_next(spot, rest) if end == len(rest) else end
    return forwards(sentence, rest[0].start, rest[end - 1].end) if end else None


def _without_next(spot: _Spot, rest: Sequence[Token]) -> int:
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
        if not (
            noun or body or (key in ("by", "overall", "and", "rated") and (noun or body or key != "and")) or key == "-"
        ):
            return None
    return None


def _ends_name(sentence: Sentence, token: Token, place: int) -> bool:
    key, start, end = token.key, token.start, token.end
    if any(hit.start < start < hit.end for hit in sentence.areas):
        return False
    dash = key in ("-", "–") and sentence.text[start - 1 : start] == " "
    return (
        key in _STOPS
        or dash
        or key == ")"
        or (place > 0 and sentence.has(start, end, "give-verb", "step-verb", "receive-verb"))
    )


def _attributive(spot: _Spot) -> Judged | None:
    """Return the names that a grade qualifies: "'inadequate' Surrey", "good-rated Gateshead and Bromley"."""
    sentence, grade = spot.sentence, spot.grade
    tokens = [t for t in sentence.after(grade.end) if t.key not in QUOTES]
    rated = [t.key for t in tokens[:1]] == ["-"] and [t.stem for t in tokens[1:2]] == [english.stem("rated")]
    rest = _without_group(sentence, tokens[2:]) if rated else tokens
    starts = {start for start, _ in sentence.names}
    if not rest or rest[0].start not in starts or not (rated or grade.quoted or sentence.is_head):
        return None
    ends = (t.start for t in rest[1:] if t.start >= spot.limit or t.key in _STOPS or _is_verb(sentence, t))
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


# --- settling


def _settled(spot: _Spot, ahead: Judged | None, behind: Judged | None, own: Said | None) -> Said:
    """Return holders and topics from what stands before and behind; what points back means who was graded last."""
    topics = ahead.topics if ahead else (WHOLE,)
    if behind is not None and not any(topic.words for topic in topics) and any(t.words for t in behind.topics):
        topics = behind.topics
    holders = (ahead.holders if ahead else ()) or (behind.holders if behind else ())
    if behind is not None and ahead is not None and ahead.holders and topics[0].words:
        holders = tuple(dict.fromkeys((*ahead.holders, *behind.holders)))
    places = [(p.start, p.end) for p in (ahead, behind) if p is not None] or [(p.start, p.end) for p in (own,) if p]
    start, end = min(p[0] for p in places), max(p[1] for p in places)
    return Said(holders or _in_focus(spot, ahead, own, start), topics, start, end)


def _in_focus(spot: _Spot, ahead: Judged | None, own: Said | None, offset: int) -> tuple[Holder, ...]:
    """Return the holder for which a pronoun or nothing stands."""
    if own is not None:
        return own.holders
    sentence = spot.sentence
    key = sentence.page.authorities.at(sentence.index, offset)
    authority = (Holder(authority=key),) if key else ()
    if ahead is not None and ahead.council:
        return authority
    last = spot.past.said.holders if spot.past.said else ()
    if ahead is not None and ahead.refers:
        last = _named_before(sentence, ahead) or last
        if last:
            return last
    if last and last[0].provider:
        return last[:1]
    main = sentence.page.providers.main
    return (Holder(provider=main),) if main else authority


def _named_before(sentence: Sentence, ahead: Judged) -> tuple[Holder, ...]:
    """Return the provider or authority that the sentence names last before a pronoun."""
    named = [(m.end, Holder(provider=m.name)) for m in sentence.providers if m.end <= ahead.start]
    inside = [(m.start, m.end) for m in sentence.providers]
    named += [
        (m.end, Holder(authority=m.key))
        for m in sentence.mentions
        if m.end <= ahead.start and not any(a <= m.start < b for a, b in inside)
    ]
    return (max(named, key=lambda pair: pair[0])[1],) if named else ()


# --- bodies named elsewhere


def _listed(sentence: Sentence, past: Past) -> list[Statement]:
    """Read "They were Doncaster and Surrey" behind a grade for bodies that were only counted."""
    tokens = [t for t in sentence.tokens if t.is_word]
    if past.unnamed is None or past.unnamed_in is None or not sentence.mentions or not tokens:
        return []
    head = [t.key for t in sentence.between(sentence.start, sentence.mentions[0].start) if t.is_word]
    opens = len(head) > 1 and english.stem(head[-1]) == "be" and head[0] in ("they", "these", "those", "the")
    if not opens or len(head) > NEAREST_STARS * 2:
        return []
    named = forwards(sentence, sentence.mentions[0].start, sentence.end)
    if named is None:
        return []
    place = (named.start, named.end)
    return [
        Statement(
            Subject(h.authority, "", AUTHORITY),
            past.unnamed.signals,
            Standing("current"),
            LIST,
            sentence,
            place,
            past.unnamed_in,
        )
        for h in named.holders
        if h.authority
    ]


def _same_again(sentence: Sentence, past: Past) -> list[_Reading]:
    """Read "Bradford council, with the same rating, …"."""
    hits = sentence.cues("same-grade")
    if not hits or past.grade is None:
        return []
    named = backwards(
        sentence,
        sentence.start,
        sentence.before(hits[0].start)[0].start if sentence.before(hits[0].start) else hits[0].start,
    )
    if named is None or not named.holders:
        return []
    grade = past.grade._replace(start=hits[0].start, end=hits[0].end)
    signals = tuple(s._replace(start=hits[0].start, end=hits[0].end) for s in grade.signals[:1])
    said = Said(named.holders, (WHOLE,), named.start, named.end)
    return [_Reading(grade._replace(signals=signals), said, (Standing("current"),), SUBJECT)]


# --- statements


def _statements(sentence: Sentence, reading: _Reading) -> Iterator[Statement]:
    place = (reading.said.start, reading.said.end)
    for stands in reading.standings:
        for holder in reading.said.holders:
            for topic in reading.said.topics:
                if holder.provider and topic.words and not topic.areas:
                    continue
                subject = subject_of(holder, topic)
                yield Statement(
                    subject,
                    reading.grade.signals,
                    stands,
                    reading.rule,
                    sentence,
                    place,
                    sentence,
                    topic.areas,
                    topic.whole,
                )


def subject_of(holder: Holder, topic: Topic) -> Subject:
    """Return the subject of a rating: a provider by its name, else the authority or a service of it."""
    if holder.provider:
        return Subject("", holder.provider, PROVIDER)
    return Subject(holder.authority, topic.words, SERVICE if topic.words else AUTHORITY)
