"""A sentence of minutes in, its acts of speech out: who asked, answered, said, was told, decided.

An act is a verb of the vocabulary in the past with a party to the meeting as its subject: at the head of a clause, not
behind `that` or `which`, and not `had asked`, which recalls an earlier time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kg import english
from kg.extract.minutes import cues
from kg.model import AnnotatedBlock, Hit, Token

ASKS, REPLIES, EXPLAINS, SAYS, MINDS = "asks", "replies", "explains", "says", "minds"
HEARS, DECIDES, NOTES, PRESENTS, RAISES, COMMITS = "hears", "decides", "notes", "presents", "raises", "commits"
MEMBER, ASSEMBLY, OFFICER, NOBODY, PRONOUN = "member", "assembly", "officer", "nobody", "pronoun"
FARTHEST_SUBJECT, FARTHEST_OBJECT, LONGEST_QUANTITY = 18, 14, 2
_PAST = frozenset(
    [
        "said",
        "told",
        "felt",
        "thought",
        "heard",
        "learnt",
        "spoke",
        "sought",
        "undertook",
        "gave",
        "made",
        "drew",
        "put",
        "took",
        "wanted",
        "wished",
        "came",
    ]
)
_PERFECT = english.MODALS | frozenset(
    [
        "had",
        "has",
        "have",
        "having",
        "been",
        "being",
        "be",
        "is",
        "are",
        "am",
        "to",
        "not",
        "never",
        "did",
        "does",
        "do",
    ]
)
_WAS = frozenset(("was", "were"))
_FEELING = _WAS | frozenset(["felt", "remained", "seemed"])
_PRONOUNS = frozenset(["he", "she", "they", "we"])
_OF = frozenset(["of", "to", "for", "from", "with", "in", "on", "by", "at", "about", "into", "under"])
_WALLS = frozenset(["that", "which", "because", "if", "whether", "why", "how", "what", ";", ":", "“", "”", "?", "."])
_BOUNDARY = frozenset([",", "and", "but", ";", ":", "–", "-", "—", ")", ".", "”", "then", "also", "however"])
INTERROGATIVES = frozenset(["what", "why", "how", "whether", "if", "when", "where", "who", "whom", "whose", "which"])
_OUTSIDE_PHRASE = _BOUNDARY | _OF | _WALLS | _WAS | _PERFECT
_JOINS = frozenset(("and", "but", ","))
_LY = "ly"
_FILLERS = frozenset(["also", "then", "further", "again", "both", "all"])


@dataclass(frozen=True, slots=True)
class People:
    """The places of the names of people in a block, by offset of their first character: (start, end, councillor)."""

    places: tuple[tuple[int, int, bool], ...] = ()


class Act(NamedTuple):
    """An act of speech: `kinds` are notations of cues; `start` is where its subject begins, or the verb without one."""

    kinds: frozenset[str]
    start: int
    verb: int
    end: int
    party: str


class Subject(NamedTuple):
    """The subject of a verb: where it begins, and which party to the meeting it is."""

    start: int
    party: str


def acts(block: AnnotatedBlock, start: int, end: int, people: People) -> tuple[Act, ...]:
    """Return the acts of speech in view[start:end], a sentence, in order."""
    found: list[Act] = []
    for (begin, stop), hits in groupby(_verbs(block, start, end), key=lambda hit: (hit.start, hit.end)):
        kinds = frozenset(cues.notation(hit) for hit in hits)
        act = _act(_Clause(block, start, end, people, tuple(found)), begin, stop, kinds)
        if act:
            found.append(act)
    return tuple(found)


def _verbs(block: AnnotatedBlock, start: int, end: int) -> list[Hit]:
    found = [h for h in block.within(cues.SPEECH, start, end) if cues.notation(h) != "courtesy"]
    return sorted(found, key=lambda hit: (hit.start, hit.end))


@dataclass(frozen=True, slots=True)
class _Clause:
    """The stretch in which a verb stands, and the acts before it."""

    block: AnnotatedBlock
    start: int
    end: int
    people: People
    earlier: tuple[Act, ...]

    def tokens(self, end: int) -> Sequence[Token]:
        """Return the tokens before `end`."""
        return cues.tokens_in(self.block, self.start, end)


def _act(clause: _Clause, begin: int, stop: int, kinds: frozenset[str]) -> Act | None:
    before = _without_adverbs(clause.tokens(begin))
    verb = clause.block.tokens[cues.token_index(clause.block, begin)]
    previous = before[-1].key if before else ""
    if MINDS in kinds and previous in _FEELING:
        return _active(clause, before[:-1], begin, stop, frozenset({MINDS}))
    kinds = kinds - {MINDS}
    if not kinds or not _is_past(verb, previous, kinds):
        return None
    if verb.key in _WAS:
        return _told(clause, before, begin, stop)
    if previous in _WAS:
        return _passive(clause, before[:-1], begin, stop, kinds)
    if previous in _PERFECT:
        return None
    return _active(clause, before, begin, stop, kinds)


def _without_adverbs(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the adverbs at their end."""
    found = list(tokens)
    while found and (found[-1].key in _FILLERS or (found[-1].key.endswith(_LY) and len(found[-1].key) > len(_LY) + 2)):
        found.pop()
    return found


def _is_past(verb: Token, previous: str, kinds: frozenset[str]) -> bool:
    if verb.key.endswith("ing"):
        return ASKS in kinds and previous == "by"
    return verb.key in _WAS or verb.key in _PAST or verb.key.endswith("ed")


def _told(clause: _Clause, before: Sequence[Token], begin: int, stop: int) -> Act | None:
    """`Members were told`: somebody else spoke. `It was advised` tells nobody in particular."""
    if before and before[-1].key in _JOINS and clause.earlier:
        return Act(frozenset({HEARS}), begin, begin, stop, clause.earlier[-1].party)
    subject = _subject(clause, before)
    if before and before[-1].key == "it" and _is_clause_start(before[:-1]):
        return Act(frozenset({EXPLAINS}), before[-1].start, begin, stop, NOBODY)
    if subject is None or subject.party == OFFICER:
        return None
    return Act(frozenset({HEARS}), subject.start, begin, stop, subject.party)


def _passive(clause: _Clause, before: Sequence[Token], begin: int, stop: int, kinds: frozenset[str]) -> Act | None:
    """`It was asked why`, `a question was asked`, `concern was raised that`, `the Director was asked whether`."""
    if not before:
        return None
    if before[-1].key == "it":
        return Act(kinds, before[-1].start, begin, stop, NOBODY) if _is_clause_start(before[:-1]) else None
    start = before[0].start
    raised = _raised(clause, start, begin) if RAISES in kinds else None
    if raised:
        return Act(frozenset({raised}), start, begin, stop, MEMBER)
    subject = _subject(clause, before)
    if ASKS in kinds and subject and asks_something(clause.block, stop, clause.end):
        return Act(frozenset({ASKS}), subject.start, begin, stop, MEMBER)
    papers = cues.hits(clause.block, cues.PAPERS, "paper", start, begin)
    if kinds & {DECIDES, NOTES} and papers and len(before) <= FARTHEST_OBJECT:
        return Act(kinds & {DECIDES, NOTES}, start, begin, stop, NOBODY)
    return None


def _raised(clause: _Clause, start: int, begin: int) -> str | None:
    """Return whether concerns or questions are the subject: `Concerns were raised`, `clarification was sought`."""
    for notation, kind in (("point", SAYS), ("query", ASKS)):
        nouns = cues.hits(clause.block, cues.PAPERS, notation, start, begin)
        if nouns and len(clause.block.text[start : nouns[0].start].split()) <= LONGEST_QUANTITY:
            return kind
    return None


def asks_something(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether what follows a verb of asking is a question, not a request."""
    tokens = cues.tokens_in(block, start, end)[:FARTHEST_OBJECT]
    for place, token in enumerate(tokens):
        if token.key in INTERROGATIVES or token.key in ("about", "regarding", "concerning"):
            return True
        if token.key == "for":
            return bool(cues.hits(block, cues.PAPERS, "asked-for", token.end, min(end, token.end + 40)))
        if token.key in ("that", "to"):
            following = tokens[place + 1].start if place + 1 < len(tokens) else end
            return token.key == "to" and cues.opens(block, cues.ACTIONS, "explain-request", following) is not None
    return bool(tokens)


def _active(clause: _Clause, before: Sequence[Token], begin: int, stop: int, kinds: frozenset[str]) -> Act | None:
    kinds = kinds - {RAISES}
    if not kinds:
        return None
    if not before:
        opens = kinds & {ASKS, DECIDES}
        return Act(opens, begin, begin, stop, NOBODY) if opens else None
    if kinds & {ASKS} and [token.key for token in before] == ["when"]:
        return Act(frozenset({ASKS}), before[0].start, begin, stop, NOBODY)
    if before[-1].key == "by" and kinds & {ASKS}:
        return Act(frozenset({ASKS}), clause.start, begin, stop, MEMBER)
    if before[-1].key in _JOINS and (owner := _first_party(clause)):
        return Act(kinds, begin, begin, stop, owner)
    subject = _subject(clause, before)
    return Act(kinds, subject.start, begin, stop, subject.party) if subject else None


def _first_party(clause: _Clause) -> str:
    """Return the party at the head of the sentence, whose verb may be a second one: `Members heard … and asked …`."""
    if clause.earlier:
        return clause.earlier[-1].party
    tokens = clause.tokens(clause.end)
    for place in range(1, min(8, len(tokens))):
        subject = _subject(clause, tokens[:place])
        if subject and subject.start <= tokens[0].start + 1:
            return subject.party
    return ""


def _subject(clause: _Clause, before: Sequence[Token]) -> Subject | None:
    """Return the party to the meeting that is the subject of the verb behind `before`."""
    for place in range(len(before) - 1, max(-1, len(before) - 1 - FARTHEST_SUBJECT), -1):
        token = before[place]
        if token.key in _WALLS and not (token.key == "which" and place and before[place - 1].key == "to"):
            return None
        if token.key == "it" or _is_paper(clause.block, token, before, place):
            return None
        party, start = _party(clause, token)
        if not party:
            continue
        first = _phrase_start(clause, before, start)
        if _is_clause_start([t for t in before if t.end <= first]):
            return Subject(first, party)
        if _is_named(clause, start) and before[place - 1].key not in _OF:
            return Subject(start, party)
    return None


def _is_named(clause: _Clause, start: int) -> bool:
    return any(start == begin for begin, _, _ in clause.people.places)


def _is_paper(block: AnnotatedBlock, token: Token, before: Sequence[Token], place: int) -> bool:
    """Return whether a paper is the subject: `The report to Members said`."""
    papers = cues.hits(block, cues.PAPERS, "paper", token.start, len(block.text))
    own = any(hit.start == token.start for hit in papers)
    return own and not (place and before[place - 1].key in _OF)


def _party(clause: _Clause, token: Token) -> tuple[str, int]:
    """Return the party that a word belongs to, and where its name begins; ('', 0) if it is none."""
    block = clause.block
    for start, end, councillor in clause.people.places:
        if start <= token.start < end:
            return (MEMBER if councillor else OFFICER), start
    if token.key in _PRONOUNS:
        return PRONOUN, token.start
    over = [h for h in block.hits.get(cues.PARTIES, ()) if h.start <= token.start < h.end]
    over += [h for name in ("roles", "honorifics") for h in block.hits.get(name, ()) if h.start <= token.start < h.end]
    if not over:
        return "", 0
    longest = max(over, key=lambda hit: (hit.end - hit.start, hit.scheme == cues.PARTIES))
    return _party_of(longest), longest.start


def _party_of(hit: Hit) -> str:
    name = cues.notation(hit)
    if hit.scheme == "honorifics":
        return MEMBER if name == "councillor" else OFFICER
    if hit.scheme == "roles":
        return OFFICER
    return ASSEMBLY if name.startswith(ASSEMBLY) else name


def _phrase_start(clause: _Clause, before: Sequence[Token], start: int) -> int:
    """Return where the noun phrase begins whose words lead up to `start`: articles and modifiers."""
    place = next(i for i, token in enumerate(before) if token.start >= start)
    while place and before[place - 1].is_word and before[place - 1].key not in _OUTSIDE_PHRASE:
        place -= 1
    return before[place].start


def _is_clause_start(before: Sequence[Token]) -> bool:
    """Return whether a clause may begin behind these tokens."""
    if not before:
        return True
    last = before[-1].key
    if len(before) == 1 and last in ("when", "as"):
        return True
    return last in _BOUNDARY or (last == "which" and len(before) > 1 and before[-2].key == "to")


def subject_of(block: AnnotatedBlock, start: int, verb: int) -> Subject | None:
    """Return the subject of a verb: a party to the meeting, or nobody (`it was …`)."""
    clause = _Clause(block, start, len(block.text), People(), ())
    before = _without_adverbs(clause.tokens(verb))
    if before and before[-1].key in _WAS:
        before = before[:-1]
        if before and before[-1].key == "it":
            return Subject(before[-1].start, NOBODY)
        return None
    if before and before[-1].key in ("and", "but"):
        party = _first_party(clause)
        return Subject(verb, party) if party else None
    return _subject(clause, before)


def plain_tokens(block: AnnotatedBlock, start: int, end: int) -> Iterator[Token]:
    """Yield the words of a stretch."""
    return (token for token in cues.tokens_in(block, start, end) if token.is_word)
