"""An annotated document in, its events and states in time out: reorganisation, special measures, reviews, plans.

A phrase of the vocabulary tells an event; the clause around it says what; its words of time say when. What is asked
for, supposed or denied is none, nor is an entry of a list that only asks for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.measures.counted import is_verb
from kg.extract.times import Time, find_times
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, EventClaim, Hit, Token, Zone

TYPES, CUES = "event-types", "event-cues"
STATUSES = VOCAB + "event-statuses/"
PAST = "past"
RULES = {True: "event-with-time", False: "event-phrase"}
TIMED, VERB, COVERING = VOCAB + "event-cues/timed", VOCAB + "event-cues/verb", VOCAB + "event-cues/covering"
NEXT_TIME = 4
OPENING_TIME = 7
NEAREST_AUXILIARY = 3
FEWEST_SHARED = 0.5
_READ = frozenset({Zone.BODY, Zone.ITEM, Zone.HEADING})
_SUBJECT = r"(?:the|it|they|we|he|she|this|a|an|now)\b"
_AUXILIARY = r"(?:will|is|are|was|were|has|have|had)\b"
_MARK = (
    rf"[;:()?!]|,\s|\s[-–]\s|\.(?=\s|\Z)|\s(?:and|but)\s(?={_SUBJECT}|{_AUXILIARY})|\sby\s(?=\w+ing\b)"
    r"|\s(?=(?:we|they|it|he|she|I)\s(?:have|has|had|is|are|was|were|can)\b)"
)
_START, _END = re.compile(_MARK + "|“"), re.compile(_MARK)
_TELLING = frozenset(["has", "have", "had", "was", "were", "been", "is", "are", "being", "'ve"])
_NEW_OBJECT = frozenset(["a", "an", "its", "their", "his", "her", "new", "two", "three", "four", "five", "several"])
NEAR_VERB = 10
_ASKED = re.compile(r"\bask(?:s|ed|ing)?\b[^.;]*?\b(?:when|whether|if|how|why|what)\b")
_CONDITIONS = frozenset(("if", "unless"))
_NAMES = ("service-types", "client-groups")


@dataclass(frozen=True, slots=True)
class _Event:
    """A phrase of an event with the clause around it, and its words of time."""

    block: AnnotatedBlock
    hit: Hit
    start: int
    end: int
    time: Time | None

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.block.text[self.start : self.end]


def find_events(annotated: Annotated, lexicon: Lexicon, authorities: Authorities) -> tuple[EventClaim, ...]:
    """Return the events and states in order of place; one told twice with the same time is one claim with repeats."""
    found = [
        (event, _claim(event, lexicon, authorities))
        for block in annotated.blocks
        if block.block.zone in _READ
        for event in _events(block, annotated.document.date, lexicon)
    ]
    return tuple(_merged([claim for _, claim in found]))


# --- phrases and clauses


def _events(block: AnnotatedBlock, written: str, lexicon: Lexicon) -> Iterator[_Event]:
    times = find_times(block.text, written)
    for start, end in block.sentences:
        free = start
        for hit in block.within(TYPES, start, end):
            event = _event(block, hit, (start, end), times)
            if hit.start >= free and _is_event(event, lexicon):
                free = event.end
                yield event


def _event(block: AnnotatedBlock, hit: Hit, sentence: tuple[int, int], times: tuple[Time, ...]) -> _Event:
    start, end = _clause_start(block, hit, sentence[0], times), _clause_end(block, hit, sentence[1], times)
    time = _time_of(hit, (start, end), sentence, times)
    if time is not None and hit.end < time.start <= hit.end + NEXT_TIME and _is_new_clause(block, time.end):
        end = time.end
    elif time is not None and time.start <= end + 1:
        end = max(end, time.end)
    return _Event(block, hit, start, _without_loose_end(block, hit, start, end), time)


def _without_loose_end(block: AnnotatedBlock, hit: Hit, start: int, end: int) -> int:
    """Return the end of a clause without prepositions and articles that a cut has left there."""
    tokens = [token for token in block.tokens if token.start >= start and token.end <= end]
    while (
        tokens
        and tokens[-1].start >= hit.end
        and tokens[-1].key in english.PREPOSITIONS | english.DETERMINERS | {"and"}
    ):
        tokens.pop()
    return tokens[-1].end if tokens else end


def _is_new_clause(block: AnnotatedBlock, offset: int) -> bool:
    """Return whether a new subject follows words of time: "the review they carried out last year their report …"."""
    following = next((token for token in block.tokens if token.start >= offset), None)
    return following is not None and following.key in english.DETERMINERS | english.PRONOUNS


def _clause_start(block: AnnotatedBlock, hit: Hit, sentence: int, times: tuple[Time, ...]) -> int:
    """Return where the clause of a phrase begins: behind the last mark or word that opens a clause before it."""
    marks = [
        m.end() for m in _START.finditer(block.text, sentence, hit.end) if m.end() <= hit.start and _cuts(m, times)
    ]
    opened = (h.end + 1 for h in _openers(block, sentence, hit.start) if h.end < hit.start)
    openers = [offset for offset in opened if not _opens_time(offset, times)]
    start = max([sentence, *marks, *openers])
    return start + len(block.text[start : hit.start]) - len(block.text[start : hit.start].lstrip(" “,-–"))


def _opens_time(offset: int, times: tuple[Time, ...]) -> bool:
    """Return whether words of time begin at an offset: "since January" opens no clause."""
    return any(time.start == offset for time in times)


def _cuts(mark: re.Match[str], times: tuple[Time, ...]) -> bool:
    """Return whether a mark stands outside all words of time: not that of "October, 2018"."""
    return not any(time.start < mark.start() < time.end for time in times)


def _clause_end(block: AnnotatedBlock, hit: Hit, sentence: int, times: tuple[Time, ...]) -> int:
    mark = next((m for m in _END.finditer(block.text, hit.end, sentence) if _cuts(m, times)), None)
    opened = [h for h in _openers(block, hit.end, sentence) if h.start > hit.end + 1]
    openers = [h.start for h in opened if not _opens_time(h.end + 1, times)]
    end = min([mark.start() if mark else sentence, *openers])
    return hit.end + len(block.text[hit.end : end].rstrip(" ,.;-–“”"))


def _openers(block: AnnotatedBlock, start: int, end: int) -> list[Hit]:
    """Return the words that open a clause, but for those inside a name: "looked after children"."""
    names = [hit for scheme in _NAMES for hit in block.within(scheme, start, end)]
    cues = _cues(block, "clause-opener", start, end)
    return [
        cue
        for cue in cues
        if not any(name.start <= cue.start < name.end for name in names) and not _is_adjective(block, cue)
    ]


def _is_adjective(block: AnnotatedBlock, cue: Hit) -> bool:
    """Return whether a word stands behind an article: "the following services"."""
    before = [token for token in block.tokens if token.end <= cue.start]
    return bool(before) and before[-1].key in ("the", "its", "their")


def _cues(block: AnnotatedBlock, notation: str, start: int, end: int) -> list[Hit]:
    iri = f"{VOCAB}{CUES}/{notation}"
    return [hit for hit in block.within(CUES, start, end) if hit.concept == iri]


def _time_of(hit: Hit, clause: tuple[int, int], sentence: tuple[int, int], times: tuple[Time, ...]) -> Time | None:
    """Return the time nearest to a phrase in its clause; else one that opens the sentence, or follows right behind."""
    near = [time for time in times if time.start >= clause[0] and time.start <= clause[1] + 1]
    if near:
        return min(near, key=lambda time: max(time.start - hit.end, hit.start - time.end))
    return next((t for t in times if sentence[0] <= t.start <= sentence[0] + OPENING_TIME), None)


# --- what is no event


def _is_event(event: _Event, lexicon: Lexicon) -> bool:
    related = lexicon.concepts[event.hit.concept].related
    if _is_no_verb(event) or _is_asked(event) or (COVERING in related and _is_habit(event)):
        return False
    if TIMED in related and event.time is None:
        return False
    if VERB in related and not _is_finite(event):
        return False
    return not (_is_unreal(event) or (event.block.block.marker and not _is_told(event)))


def _is_no_verb(event: _Event) -> bool:
    """Return whether a phrase is part of a job title, or its participle a noun or adjective.

    "the commission's director for reviews", "Inherited budget deficits have been tackled".
    """
    block, hit = event.block, event.hit
    words, label = block.text[hit.start : hit.end].lower().split(), hit.label.split()
    if any(role.start < hit.end and hit.start < role.end for role in block.hits.get("roles", ())):
        return bool(hit.gaps)
    if label[0].endswith("ed") and not words[0].endswith(("ed", "ed,")):
        return True
    opens = any(start == hit.start for start, _ in block.sentences)
    return opens and bool(hit.gaps) and label[0].endswith("ed") and event.time is None


def _is_asked(event: _Event) -> bool:
    """Return whether the sentence is a question, or tells what was asked."""
    start, end = event.block.sentence_at(event.hit.start)
    is_question = event.block.text[start:end].rstrip(" ”").endswith("?")
    return is_question or _ASKED.search(event.block.text, start, event.hit.start) is not None


def _is_habit(event: _Event) -> bool:
    """Return whether a phrase tells how inspections are made, not that one was: "reviews are carried out by …"."""
    block, hit = event.block, event.hit
    words = block.text[hit.start : hit.end].lower().split()
    near = [token.key for token in block.tokens if token.end <= hit.end and token.start >= hit.start - NEAR_VERB]
    present = any(key in ("is", "are", "'s") for key in near) or words[0] in ("carries", "carry")
    to_come = _cues(block, "planned-word", event.start, event.end) or "being" in near or {"has", "have"} & set(near)
    return present and event.time is None and not to_come and _is_done(words)


def _is_done(words: list[str]) -> bool:
    """Return whether a phrase is one of carrying out: its first or last verb is a participle, or a simple present."""
    return any(_is_participle(word) for word in words) or words[0] in ("carries", "carry")


def _is_unreal(event: _Event) -> bool:
    """Return whether words before the phrase, or inside it, or an `if` behind it, tell that it is not so."""
    for cue in _cues(event.block, "unreal", event.start, event.end):
        in_gap = any(start <= cue.start < end for start, end in event.hit.gaps)
        if cue.end <= event.hit.start or in_gap or event.block.text[cue.start : cue.end].lower() in _CONDITIONS:
            return True
    return False


def _is_finite(event: _Event) -> bool:
    """Return whether the verb of an event is told: a perfect or passive, a past with subject and object, or to come."""
    block, hit = event.block, event.hit
    before = [token for token in _tokens(event) if token.end <= hit.start]
    verb = block.text[hit.start : hit.end].split()[0].lower()
    is_to_come = bool(_cues(block, "planned-word", event.start, hit.start))
    if is_to_come or (before and before[-1].key == "to"):
        return is_to_come
    if any(token.key in _TELLING for token in before[-NEAREST_AUXILIARY:]):
        return _is_participle(verb)
    if any(token.key in _TELLING for token in _tokens(event) if hit.start <= token.start < hit.end):
        return True
    if verb.endswith("ing"):
        return block.text[: event.start].endswith("by ") and not block.block.marker
    return _is_simple_past(event, before, verb)


def _is_simple_past(event: _Event, before: list[Token], verb: str) -> bool:
    after = [token for token in event.block.tokens if token.start >= event.hit.end]
    is_subject = bool(before) and before[-1].key not in english.FUNCTION_WORDS - english.PRONOUNS and before[-1].is_word
    is_subject = is_subject or (not before and event.block.text[: event.start].endswith(", "))
    has_object = bool(event.hit.gaps) or (bool(after) and after[0].key in _NEW_OBJECT) or event.time is not None
    return is_subject and has_object and _is_past(verb)


def _is_participle(verb: str) -> bool:
    return _is_past(verb) or verb in english.PARTICIPLES


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in english.SIMPLE_PASTS


def _is_told(event: _Event) -> bool:
    """Return whether an entry of a list tells something, rather than asks for it: it has a verb with a subject."""
    block = event.block
    start, end = block.sentence_at(event.start)
    tokens = [token for token in block.tokens if start <= token.start and token.end <= end]
    verbs = [place for place, token in enumerate(tokens) if token.key in english.AUXILIARIES or is_verb(token)]
    return any(place > 0 for place in verbs)


# --- claims


def _claim(event: _Event, lexicon: Lexicon, authorities: Authorities) -> EventClaim:
    block, time = event.block, event.time
    return EventClaim(
        rule=RULES[time is not None],
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


def _status(event: _Event, lexicon: Lexicon) -> str:
    """Return past, current or planned: by words in the clause, else as the kind of event has it."""
    shown = [s for hit in event.block.within(CUES, event.start, event.end) if (s := _status_of(hit.concept, lexicon))]
    if shown:
        return shown[0]
    own = _status_of(event.hit.concept, lexicon)
    is_over = any(token.key in ("was", "were", "had", "been", "came", "went") for token in _tokens(event))
    return own if own and not is_over else PAST


def _status_of(concept: str, lexicon: Lexicon) -> str:
    """Return the status to which a concept is related, or ''."""
    return next(
        (iri.removeprefix(STATUSES) for iri in lexicon.concepts[concept].related if iri.startswith(STATUSES)), ""
    )


def _tokens(event: _Event) -> list[Token]:
    return [token for token in event.block.tokens if token.start >= event.start and token.end <= event.end]


def _covers(event: _Event) -> str:
    """Return the service that a state covers: behind "for", or the subject of the clause."""
    block, hit = event.block, event.hit
    named = [h for scheme in _NAMES for h in block.within(scheme, event.start, event.end)]
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
