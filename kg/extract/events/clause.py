"""A phrase of an event in, the clause around it out, with its words of time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg import english
from kg.extract.times import Time
from kg.lexicon import VOCAB
from kg.model import AnnotatedBlock, Hit, Token

CUES = "event-cues"
NEXT_TIME = 4
OPENING_TIME = 7
_SUBJECT = r"(?:the|it|they|we|he|she|this|a|an|now)\b"
_AUXILIARY = r"(?:will|is|are|was|were|has|have|had)\b"
_MARK = (
    rf"[;:()?!]|,\s|\s[-–]\s|\.(?=\s|\Z)|\s(?:and|but)\s(?={_SUBJECT}|{_AUXILIARY})|\sby\s(?=\w+ing\b)"
    r"|\s(?=(?:we|they|it|he|she|I)\s(?:have|has|had|is|are|was|were|can)\b)"
)
_START, _END = re.compile(_MARK + "|“"), re.compile(_MARK)
NAMES = ("service-types", "client-groups")


@dataclass(frozen=True, slots=True)
class Event:
    """A phrase of an event with the clause around it, view[start:end], and its words of time.

    `status` is set where the form of the verb settles it.
    """

    block: AnnotatedBlock
    hit: Hit
    start: int
    end: int
    time: Time | None
    status: str = ""

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.block.text[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the clause."""
        return [token for token in self.block.tokens if token.start >= self.start and token.end <= self.end]


def event_around(block: AnnotatedBlock, hit: Hit, sentence: tuple[int, int], times: tuple[Time, ...]) -> Event:
    """Return the event that a phrase tells, in a sentence with the times of its block."""
    start, end = clause_start(block, hit, sentence[0], times), clause_end(block, hit, sentence[1], times)
    time = _time_of(hit, (start, end), sentence, times)
    if time is not None and hit.end < time.start <= hit.end + NEXT_TIME and _is_new_clause(block, time.end):
        end = time.end
    elif time is not None and time.start <= end + 1:
        end = max(end, time.end)
    return Event(block, hit, start, _without_loose_end(block, hit, start, end), time)


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


def clause_start(block: AnnotatedBlock, hit: Hit, sentence: int, times: tuple[Time, ...]) -> int:
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


def clause_end(block: AnnotatedBlock, hit: Hit, sentence: int, times: tuple[Time, ...]) -> int:
    """Return where the clause of a phrase ends: before the next mark, or word that opens a clause."""
    mark = next((m for m in _END.finditer(block.text, hit.end, sentence) if _cuts(m, times)), None)
    opened = [h for h in _openers(block, hit.end, sentence) if h.start > hit.end + 1]
    openers = [h.start for h in opened if not _opens_time(h.end + 1, times)]
    end = min([mark.start() if mark else sentence, *openers])
    return hit.end + len(block.text[hit.end : end].rstrip(" ,.;-–“”"))


def _openers(block: AnnotatedBlock, start: int, end: int) -> list[Hit]:
    """Return the words that open a clause, but for those inside a name: "looked after children"."""
    names = [hit for scheme in NAMES for hit in block.within(scheme, start, end)]
    openers = cues(block, "clause-opener", start, end)
    return [
        cue
        for cue in openers
        if not any(name.start <= cue.start < name.end for name in names) and not _is_adjective(block, cue)
    ]


def _is_adjective(block: AnnotatedBlock, cue: Hit) -> bool:
    """Return whether a word stands behind an article: "the following services"."""
    before = [token for token in block.tokens if token.end <= cue.start]
    return bool(before) and before[-1].key in ("the", "its", "their")


def cues(block: AnnotatedBlock, notation: str, start: int, end: int) -> list[Hit]:
    """Return the hits of one cue of events in view[start:end]."""
    iri = f"{VOCAB}{CUES}/{notation}"
    return [hit for hit in block.within(CUES, start, end) if hit.concept == iri and not _is_month(block, hit)]


def _is_month(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether a cue is a month: "left in May", but not "may have left"."""
    return english.is_capitalised(block.text[hit.start : hit.end]) and english.is_month(hit.label) and hit.start > 0


def _time_of(hit: Hit, clause: tuple[int, int], sentence: tuple[int, int], times: tuple[Time, ...]) -> Time | None:
    """Return the time nearest to a phrase in its clause; else one that opens the sentence, or follows right behind."""
    near = [time for time in times if time.start >= clause[0] and time.start <= clause[1] + 1]
    if near:
        return min(near, key=lambda time: max(time.start - hit.end, hit.start - time.end))
    return next((t for t in times if sentence[0] <= t.start <= sentence[0] + OPENING_TIME), None)
