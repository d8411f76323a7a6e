"""An event whose clause goes on with `and` and another verb in, its acts one by one out: "money was found and …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import english
from kg.extract.events.clause import NAMES, Event
from kg.extract.events.verbs import tells_no_act
from kg.extract.times import Time
from kg.lexicon import VOCAB
from kg.model import Hit, Token

PAST = "past"
FEWEST_WORDS = 3
OTHER = f"{VOCAB}event-types/other-act"
_TYPES = "event-types"


def acts_of(event: Event, status: str, times: tuple[Time, ...]) -> Iterator[Event]:
    """Yield the event, or the two acts of one subject that its clause joins; only what is past is cut.

    `times` are the words of time of its block, `status` is that of the event.
    """
    cut = _second_verb(event) if status == PAST else None
    if cut is None:
        yield event
        return
    joint, verb = cut
    yield replace(event, end=joint.start - 1, time=_within(event.time, event.start, joint.start))
    named = event.block.within(_TYPES, verb.start, event.end)
    hit = (
        named[0] if named and named[0].start == verb.start else Hit(_TYPES, event.hit.concept, verb.start, verb.end, "")
    )
    later = [time for time in times if verb.start <= time.start and time.end <= event.end]
    yield Event(event.block, hit, verb.start, event.end, later[0] if later else None, PAST)


def _within(time: Time | None, start: int, end: int) -> Time | None:
    return time if time is not None and (time.end <= end or time.start < start) else None


def _second_verb(event: Event) -> tuple[Token, Token] | None:
    """Return the `and` behind the first verb and the second verb, if its own words follow it."""
    tokens = [token for token in event.tokens if token.start >= event.hit.end]
    for place, token in enumerate(tokens[:-1]):
        rest = [t for t in tokens[place + 1 :] if not t.key.endswith("ly")]
        if token.key != "and" or place < 1 or len(rest) < FEWEST_WORDS or not _is_verb(event, rest):
            continue
        return token, rest[0]
    return None


def _is_verb(event: Event, tokens: list[Token]) -> bool:
    """Return whether a past verb with an object or a preposition opens some tokens, and is no adjective."""
    first, second = tokens[:2]
    named = any(h.start <= first.start < h.end for scheme in NAMES for h in event.block.hits.get(scheme, ()))
    is_past = first.key.endswith("ed") or first.key in english.IRREGULAR_PASTS
    follows = second.key in english.DETERMINERS | english.PREPOSITIONS or second.key.isdecimal()
    is_known = any(hit.start == first.start for hit in event.block.hits.get(_TYPES, ()))
    is_act = is_past and not named and (is_known or not tells_no_act(event.block, first))
    return is_act and (follows or second.key in english.CARDINALS)
