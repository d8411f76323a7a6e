"""Grades in running sentences: "rated 'good' by Ofsted", "services require improvement", "from inadequate to good".

A grade is found, then what governs it, then who is graded: before the verb, between verb and grade, or behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import english
from kg.extract.ratings.around import (
    STOPS,
    Past,
    Reading,
    Said,
    Spot,
    ahead_of,
    behind,
    goes_on,
    is_told,
    may_lead,
    qualified,
)
from kg.extract.ratings.governors import Grade, Verb, governor
from kg.extract.ratings.judged import WHOLE, Holder, Judged, Topic, backwards, counts_many, forwards
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence
from kg.extract.ratings.settling import settled
from kg.extract.ratings.signals import Kind
from kg.extract.ratings.standing import Standing
from kg.extract.ratings.statements import Statement
from kg.extract.ratings.subjects import AUTHORITY, PROVIDER, SERVICE, Subject
from kg.extract.ratings.tenses import standings
from kg.extract.ratings.wording import find_grades, usable
from kg.extract.times import DATE, find_times

SUBJECT, BEFORE, LIST, OUTCOME = "graded-subject", "graded-before", "graded-list", "outcome-stated"
NEAREST_WORD = 2
LONGEST_JOINT, LONGEST_LABEL, LEAD = 5, 10, 40
_DASHES = frozenset("-–—")


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


def _read(sentence: Sentence, grades: Sequence[Grade], past: Past) -> tuple[list[Reading], Past]:
    readings: list[Reading] = []
    label = named_before_colon(sentence)
    floor, unnamed = label.end if label else _lead_end(sentence), None
    told = usable(sentence, grades)
    for place, grade in enumerate(told):
        limit = told[place + 1].start if place + 1 < len(told) else sentence.end
        own = readings[-1] if readings else Reading(grade, label, (), SUBJECT) if label else None
        spot = Spot(sentence, grade, governor(sentence, grade, floor), floor, limit, own, past)
        found = _who(spot)
        if found is None:
            unnamed = unnamed or (grade if _is_unnamed(spot) else None)
            floor = grade.end
            continue
        said, rule = found
        stands = _inherited(spot) or standings(sentence, grade, spot.gov, floor, limit)
        readings += [Reading(grade, said, stands, rule)] if stands else []
        past = replace(past, said=said, grade=grade)
        tail = behind(spot) if rule == SUBJECT else None
        floor = tail.end if tail is not None else grade.end
        for also in _joined_by(spot, said, floor) if stands else ():
            readings.append(Reading(grade, also, stands, rule))
            floor = also.end
    readings += _same_again(sentence, past) if not readings else []
    return readings, replace(past, unnamed=unnamed, unnamed_in=sentence if unnamed else None)


def _inherited(spot: Spot) -> tuple[Standing, ...]:
    """Return the standing of the grade before, where "with" ties a further area to it: "…, with adoption good"."""
    if spot.own is None or spot.gov.verb != Verb.NONE or spot.gov.step:
        return ()
    opening = next((t for t in spot.sentence.between(spot.floor, spot.grade.start) if t.key != ","), None)
    return spot.own.standings if opening is not None and opening.key == "with" else ()


def named_before_colon(sentence: Sentence) -> Said | None:
    """Return who is named before a colon or a dash that opens a sentence: "Bolton: up from 'good' to 'outstanding'"."""
    dashes = [t for t in sentence.tokens if t.key in _DASHES and sentence.text[t.start - 1 : t.start] == " "]
    first = sentence.block.sentences[0] if sentence.block.sentences else (0, 0)
    head = next((t.end for t in sentence.before(first[1]) if t.key == "."), 0) if first[1] < sentence.end else 0
    for token in sentence.tokens[:LONGEST_LABEL]:
        if token.key == ":" or token.end == head or (dashes == [token] and sentence.names):
            named = forwards(sentence, sentence.start, token.start)
            alone = named is not None and named.holders and not named.refers and named.topics == (WHOLE,)
            return Said(named.holders, named.topics, named.start, token.end) if named and alone else None
        if sentence.is_verb(token):
            return None
    return None


def _joined_by(spot: Spot, said: Said, floor: int) -> Iterator[Said]:
    """Yield who else has a grade: "…, as do services for children in care", "alongside Hull and Walsall"."""
    sentence = spot.sentence
    tokens = [t for t in sentence.after(floor) if t.start < spot.limit and t.key not in QUOTES | {","}][:LONGEST_JOINT]
    nouns = [t for t in tokens if not any(h.start <= t.start < h.end for h in sentence.cues("whole-rating"))]
    keys = [t.key for t in nouns]
    as_do = keys[:1] == ["as"] and len(nouns) > 1 and nouns[1].stem in AUXILIARIES
    beside = keys[:1] == ["alongside"] or keys[:2] in (["along", "with"], ["together", "with"])
    if not (as_do or beside):
        return
    opening = nouns[0] if keys[0] == "alongside" else nouns[1]
    end = next((t.start for t in sentence.after(opening.end) if t.key in STOPS or t.start >= spot.limit), sentence.end)
    named = forwards(sentence, opening.end, end)
    if named is not None and (named.holders or (as_do and any(t.words for t in named.topics))):
        yield Said(named.holders or said.holders, named.topics, named.start, named.end)


def _lead_end(sentence: Sentence) -> int:
    """Return where a sentence begins behind the date that opens its block: "date 2024-07-23 County services …"."""
    days = [t for t in find_times(sentence.text[:LEAD]) if t.type == DATE] if sentence.start == 0 else []
    return days[0].end if days and len(sentence.text[: days[0].start].split()) <= NEAREST_WORD else sentence.start


def _who(spot: Spot) -> tuple[Said, str] | None:
    """Return who is graded, and by which rule; None if nobody that can be."""
    if any(signal.kind == Kind.PHRASE for signal in spot.grade.signals):
        return _outcome(spot.sentence, spot.grade)
    gov, before = spot.gov, qualified(spot)
    if before is not None and not (gov.verb in (Verb.GIVE, Verb.RECEIVE) and gov.passive and not gov.between):
        return settled(spot, before, None, None), BEFORE
    ahead, after = ahead_of(spot) or _behind_time(spot), behind(spot)
    if not _may_be(spot, ahead, after):
        return None
    said = settled(spot, ahead, after, spot.own.said if spot.own else None)
    return (said, SUBJECT) if said.holders else None


def _behind_time(spot: Spot) -> Judged | None:
    """Return who is named before a grade, behind the time that opens the sentence: "Four years ago the verdict …"."""
    opening = [t.end for t in find_times(spot.sentence.text) if t.start == spot.floor == spot.sentence.start]
    return ahead_of(spot._replace(floor=max(opening))) if opening else None


def _may_be(spot: Spot, ahead: Judged | None, after: Judged | None) -> bool:
    """Return whether what stands around a grade lets it be said of somebody."""
    if ahead is None and after is None and not goes_on(spot):
        return False
    if ahead is None and after is not None and not may_lead(spot, after):
        return False
    return spot.gov.verb not in (Verb.BE, Verb.ITSELF) or is_told(spot, ahead, after)


def _outcome(sentence: Sentence, grade: Grade) -> tuple[Said, str] | None:
    """Return of whom a phrase is said that names an outcome by itself: of the one authority named, or in focus."""
    keys = list(dict.fromkeys(mention.key for mention in sentence.mentions))
    focus = sentence.page.authorities.at(sentence.index, grade.start) if not keys else ""
    key = keys[0] if len(keys) == 1 else focus
    mentions = sentence.mentions[:1]
    start, end = (mentions[0].start, mentions[0].end) if mentions else (grade.start, grade.start)
    return (Said((Holder(authority=key),), (WHOLE,), start, end), OUTCOME) if key else None


def _is_unnamed(spot: Spot) -> bool:
    """Return whether a grade is given to bodies that the sentence only counts."""
    counted = counts_many(spot.sentence, spot.floor, spot.gov.start)
    return bool(spot.sentence.cues("group-noun")) or counted or spot.gov.verb != Verb.NONE


# --- bodies named elsewhere


def _listed(sentence: Sentence, past: Past) -> list[Statement]:
    """Read "They were Doncaster and Surrey" behind a grade for bodies that were only counted."""
    tokens = [t for t in sentence.tokens if t.is_word]
    if past.unnamed is None or past.unnamed_in is None or not sentence.mentions or not tokens:
        return []
    head = [t.key for t in sentence.between(sentence.start, sentence.mentions[0].start) if t.is_word]
    opens = len(head) > 1 and english.stem(head[-1]) == "be" and head[0] in ("they", "these", "those", "the")
    if not opens or len(head) > NEAREST_WORD * 2:
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


def _same_again(sentence: Sentence, past: Past) -> list[Reading]:
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
    return [Reading(grade._replace(signals=signals), said, (Standing("current"),), SUBJECT)]


# --- statements


def _statements(sentence: Sentence, reading: Reading) -> Iterator[Statement]:
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
