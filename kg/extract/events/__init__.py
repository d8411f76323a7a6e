"""An annotated document in, its events and states in time out: reorganisation, special measures, reviews, plans.

A phrase of the vocabulary tells an event; the clause around it says what; its words of time say when (`clause`). What
is asked for, supposed or denied is none (`signs`). Any other act with a time of its own is an event as well (`dated`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.events.clause import CUES, NAMES, Event, cues, event_around
from kg.extract.events.conjoined import acts_of
from kg.extract.events.dated import dated_events
from kg.extract.events.signs import COVERING, is_event
from kg.extract.times import Time, find_times
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, EventClaim, Zone

TYPES = "event-types"
STATUSES = VOCAB + "event-statuses/"
PAST, PLANNED = "past", "planned"
DATED = "event-dated"
RULES = {True: "event-with-time", False: "event-phrase"}
FEWEST_SHARED = 0.5
_OVER = frozenset(["was", "were", "had", "has", "have", "been"])
_READ = frozenset({Zone.BODY, Zone.ITEM, Zone.HEADING})
_LABELLED = frozenset({Zone.DATELINE})


def find_events(annotated: Annotated, lexicon: Lexicon, authorities: Authorities) -> tuple[EventClaim, ...]:
    """Return the events and states in order of place; one told twice with the same time is one claim with repeats."""
    found = [
        (event, _claim(event, lexicon, authorities))
        for block in annotated.blocks
        if block.block.zone in _READ | _LABELLED
        for event in _events(block, annotated.document.date, lexicon)
    ]
    return tuple(_merged([claim for _, claim in found]))


def _events(block: AnnotatedBlock, written: str, lexicon: Lexicon) -> Iterator[Event]:
    times = find_times(block.text, written)
    told = [] if block.block.zone in _LABELLED else list(_told(block, times, lexicon))
    found = sorted([*told, *dated_events(block, times, told)], key=lambda event: event.start)
    for event in found:
        yield from acts_of(event, _status(event, lexicon), times)


def _told(block: AnnotatedBlock, times: tuple[Time, ...], lexicon: Lexicon) -> Iterator[Event]:
    """Yield the events that phrases of the vocabulary tell."""
    for start, end in block.sentences:
        free = start
        for hit in block.within(TYPES, start, end):
            event = event_around(block, hit, (start, end), times)
            if hit.start >= free and is_event(event, lexicon):
                free = event.end
                yield event


# --- claims


def _claim(event: Event, lexicon: Lexicon, authorities: Authorities) -> EventClaim:
    block, time = event.block, event.time
    return EventClaim(
        rule=DATED if not event.hit.label else RULES[time is not None],
        span=block.block.view.span(event.start, event.end),
        authority=authorities.at(block.block.index, event.end),
        event=event.text,
        kind=lexicon.concepts[event.hit.concept].notation,
        status=_status(event, lexicon),
        when=block.text[time.start : time.end] if time else "",
        when_value=time.value if time else "",
        when_type=time.type if time else "",
        covers=_covers(event) if COVERING in lexicon.concepts[event.hit.concept].related else "",
    )


def _status(event: Event, lexicon: Lexicon) -> str:
    """Return past, current or planned: by words in the clause, else as the kind of event has it."""
    if event.status:
        return event.status
    shown = [s for hit in event.block.within(CUES, event.start, event.end) if (s := _status_of(hit.concept, lexicon))]
    if shown and not (shown[0] == PLANNED and _is_told_before(event)):
        return shown[0]
    own = _status_of(event.hit.concept, lexicon)
    is_over = any(token.key in ("was", "were", "had", "been", "came", "went") for token in event.tokens)
    return own if own and not is_over else PAST


def _is_told_before(event: Event) -> bool:
    """Return whether a past auxiliary stands before the phrase, and words of what is to come only behind it."""
    to_come = cues(event.block, "planned-word", event.start, event.hit.end)
    told = any(token.key in _OVER for token in event.tokens if token.end <= event.hit.start)
    return told and not to_come


def _status_of(concept: str, lexicon: Lexicon) -> str:
    """Return the status to which a concept is related, or ''."""
    return next(
        (iri.removeprefix(STATUSES) for iri in lexicon.concepts[concept].related if iri.startswith(STATUSES)), ""
    )


def _covers(event: Event) -> str:
    """Return the service that a state covers: behind "for", or the subject of the clause."""
    block, hit = event.block, event.hit
    named = [h for scheme in NAMES for h in block.within(scheme, event.start, event.end)]
    behind = [h for h in named if h.start >= hit.end]
    chosen = behind or [h for h in named if h.end <= hit.start]
    if not chosen:
        return ""
    first, last = min(h.start for h in chosen), max(h.end for h in chosen)
    following = [token for token in block.tokens if token.start >= last]
    if following and following[0].stem == "service":
        last = following[0].end
    return block.text[first:last]


# --- what is told twice


def _merged(claims: list[EventClaim]) -> Iterator[EventClaim]:
    first: list[EventClaim] = []
    for claim in claims:
        same = next((place for place, known in enumerate(first) if _is_same(known, claim)), None)
        if same is None:
            first.append(claim)
        else:
            first[same] = replace(first[same], repeats=(*first[same].repeats, claim.span))
    return iter(first)


def _is_same(known: EventClaim, claim: EventClaim) -> bool:
    alike = (known.kind, known.status, known.authority) == (claim.kind, claim.status, claim.authority)
    if not claim.when and _stems(claim.event) <= _stems(known.event):
        return alike
    return alike and known.when.lower() == claim.when.lower() and _overlap(known, claim) >= FEWEST_SHARED


def _overlap(known: EventClaim, claim: EventClaim) -> float:
    one, other = _stems(known.event), _stems(claim.event)
    return len(one & other) / max(1, len(one | other))


def _stems(words: str) -> frozenset[str]:
    return frozenset(t.stem for t in english.tokens(words) if t.is_word and t.key not in english.FUNCTION_WORDS)
