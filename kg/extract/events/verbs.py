"""A clause with words of time in, the act that its finite verb tells out, or nothing: states, sayings and denials."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, pairwise

from kg import english
from kg.extract.clauses import closed_class
from kg.extract.events.clause import NAMES, cues
from kg.extract.times import Time
from kg.lexicon import VOCAB
from kg.model import AnnotatedBlock, Token

CUES = "dated-cues"
PAST, CURRENT, PLANNED = "past", "current", "planned"
FARTHEST_SUBJECT = 6
_BE_PAST = frozenset({"was", "were"})
_BE = frozenset({"is", "are", "'re"})
_HAVE = frozenset({"has", "have", "had", "'ve"})
_COMING = frozenset({"will", "shall", "'ll"})
_BETWEEN = closed_class("also now then still only just already therefore first both all again since soon there")
_DENIALS = english.NEGATIONS - {"no", "not", "never", "without"}
_GONE = frozenset({"last", "ago", "yesterday", "earlier", "past", "previous"})
_NO_SUBJECT = english.FUNCTION_WORDS - (english.PRONOUNS - english.DETERMINERS)
_FOUND = f"{VOCAB}polarity-cues/finding-verb"
_PRESENT = closed_class("in with at on here back there among")


@dataclass(frozen=True, slots=True)
class Act:
    """The verb of an act, whether it happened, goes on or is to come, and whether it is a visit of inspectors."""

    verb: Token
    status: str
    is_visit: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """view[start:end] of a block with its tokens and words of time."""

    block: AnnotatedBlock
    start: int
    end: int
    time: Time
    tokens: list[Token]

    def named(self, notation: str) -> list[Token]:
        """Return the tokens at which hits of a cue begin."""
        iri = f"{VOCAB}{CUES}/{notation}"
        starts = {hit.start for hit in self.block.within(CUES, self.start, self.end) if hit.concept == iri}
        return [token for token in self.tokens if token.start in starts]


def told_act(block: AnnotatedBlock, start: int, end: int, time: Time) -> Act | None:
    """Return the act that the clause view[start:end] tells of a time, if it tells one."""
    tokens = [token for token in block.tokens if token.start >= start and token.end <= end]
    clause = _Clause(block, start, end, time, [t for t in tokens if not time.start <= t.start < time.end])
    if not clause.tokens or _is_unreal(clause):
        return None
    readings = (_of_verb(clause, place) for place in range(len(clause.tokens)))
    return next((act for act in readings if act is not None), None)


def _is_unreal(clause: _Clause) -> bool:
    """Return whether the clause is denied, supposed or asked for; "would" may tell what was then to come."""
    unreal = cues(clause.block, "unreal", clause.start, clause.end)
    text = clause.block.text
    said = clause.block.within("speech-verbs", *clause.block.sentence_at(clause.start))
    if any(token.key in _DENIALS or token.key.endswith("n't") for token in clause.tokens):
        return True
    words = [text[cue.start : cue.end].lower() for cue in unreal if not text[: cue.start].endswith("been ")]
    return any(not (word == "would" and said) for word in words)


def _of_verb(clause: _Clause, place: int) -> Act | None:
    """Return the act whose finite verb stands at a place of the clause, if one does."""
    token = clause.tokens[place]
    if _is_inside_name(clause.block, token):
        return None
    rest = [t for t in clause.tokens[place + 1 :] if not _is_adverb(t)]
    if token.key in _COMING or token.key == "would":
        return _to_come(clause, rest)
    if token.key in _BE_PAST | _BE:
        return _of_be(clause, token, rest, place)
    if token.key in _HAVE:
        return _perfect(clause, token, rest)
    if _is_simple_past(clause, place):
        return _act(clause, token, PAST, place)
    return _scheduled(clause, place)


def _is_adverb(token: Token) -> bool:
    return token.key.endswith("ly") or token.key in _BETWEEN


def _is_inside_name(block: AnnotatedBlock, token: Token) -> bool:
    return any(hit.start <= token.start < hit.end for scheme in NAMES for hit in block.hits.get(scheme, ()))


# --- forms of the verb


def _to_come(clause: _Clause, rest: list[Token]) -> Act | None:
    """Read "will return", "would be closed", "will be back": not what will only be so."""
    if not rest or not rest[0].is_word or rest[0].key in english.FUNCTION_WORDS:
        return None
    if rest[0].key != "be":
        return _act(clause, rest[0], PLANNED, clause.tokens.index(rest[0]), spoken=True)
    verb = rest[1] if len(rest) > 1 else None
    if verb is None or not (_is_participle(verb) or _is_presence(clause, verb)):
        return None
    return _act(clause, verb, PLANNED, clause.tokens.index(verb), spoken=True)


def _of_be(clause: _Clause, be: Token, rest: list[Token], place: int) -> Act | None:
    """Read the passive, "is to …", "is due …", and "were in the county" of inspectors."""
    if not rest:
        return None
    if rest[0].key == "to" or cues(clause.block, "planned-word", be.start, clause.end):
        return _act(clause, be, PLANNED, place, spoken=True) if len(rest) > 1 else None
    if _is_participle(rest[0]):
        status = PAST if be.key in _BE_PAST else PLANNED
        is_now = be.key in _BE and _is_gone(clause)
        return None if is_now else _act(clause, rest[0], status, place)
    if rest[0].key == "being" or (rest[0].key.endswith("ing") and be.key in _BE):
        return _act(clause, rest[0], CURRENT, place) if clause.time.relative or be.key in _BE_PAST else None
    if be.key in _BE and rest[0].key in _PRESENT and _is_right_behind(clause, "until"):
        return Act(rest[0], CURRENT)
    return Act(rest[0], PAST, is_visit=True) if be.key in _BE_PAST and _is_presence(clause, rest[0]) else None


def _is_right_behind(clause: _Clause, word: str) -> bool:
    """Return whether the words of time stand right behind a word."""
    before = [token for token in clause.tokens if token.end <= clause.time.start]
    return bool(before) and before[-1].key == word


def _is_presence(clause: _Clause, token: Token) -> bool:
    """Return whether inspectors are told to be somewhere: "were in the county", "will be back"."""
    return token.key in _PRESENT and _is_inspectors(clause)


def _perfect(clause: _Clause, have: Token, rest: list[Token]) -> Act | None:
    """Read "has been closed", "had left", and what "has been" so since a time."""
    if not rest:
        return None
    if rest[0].key != "been":
        return _act(clause, rest[0], PAST, clause.tokens.index(have)) if _is_participle(rest[0]) else None
    if len(rest) > 1 and _is_participle(rest[1]):
        return _act(clause, rest[1], PAST, clause.tokens.index(have))
    if _is_right_behind(clause, "since"):
        return Act(rest[0], PAST if have.key == "had" else CURRENT)
    return Act(rest[0], PAST, is_visit=True) if len(rest) > 1 and _is_presence(clause, rest[1]) else None


def _is_simple_past(clause: _Clause, place: int) -> bool:
    """Return whether a verb in the past stands behind its subject, or opens a clause whose subject stands before it."""
    token = clause.tokens[place]
    before = list(dropwhile(_is_adverb, reversed(clause.tokens[:place])))
    opens = not before or before[0].key in ("and", "but", "then")
    if not (_is_past(token) or (opens and token.key in english.IRREGULAR_PARTICIPLES)):
        return False
    if opens:
        return not _opens_sentence(clause, token)
    if before[0].key in _NO_SUBJECT | {"being"} or not before[0].is_word or before[0].key in english.AUXILIARIES:
        return False
    return not _has_later_verb(clause.tokens[place + 1 :])


def _opens_sentence(clause: _Clause, token: Token) -> bool:
    return any(0 <= token.start - start <= 1 for start, _ in clause.block.sentences)


def _has_later_verb(tokens: list[Token]) -> bool:
    """Return whether a finite auxiliary follows: "homes inspected in 2001 were better"."""
    return any(token.key in _BE_PAST | _BE | _HAVE | _COMING for token in tokens)


def _is_past(token: Token) -> bool:
    is_regular = token.key.endswith("ed") and token.stem != token.key and len(token.key) > english.SHORTEST_STEM + 1
    return is_regular or token.key in english.IRREGULAR_PASTS


def _is_participle(token: Token) -> bool:
    return _is_past(token) or token.key in english.IRREGULAR_PARTICIPLES


def _scheduled(clause: _Clause, place: int) -> Act | None:
    """Read the present of what is fixed: "the first flats open in September"."""
    token = clause.tokens[place]
    if token not in clause.named("scheduled-verb") or _is_past(token) or token.key.endswith("ing"):
        return None
    before = clause.tokens[place - 1] if place else None
    if before is None:
        is_verb = token.key.endswith("s") and not _opens_sentence(clause, token)
    else:
        is_verb = before.is_word and before.key not in english.FUNCTION_WORDS - english.PRONOUNS
    return Act(token, PLANNED) if is_verb and not _is_gone(clause) else None


def _is_gone(clause: _Clause) -> bool:
    """Return whether the time itself is told to be past: "last year"."""
    words = clause.block.text[clause.time.start : clause.time.end].lower().split()
    return any(word in _GONE for word in words)


# --- what is no act


def _act(clause: _Clause, verb: Token, status: str, place: int, *, spoken: bool = False) -> Act | None:
    """Return the act of a verb, unless it tells a state, a change of figures, or what somebody said."""
    if verb in clause.named("no-act") or (not spoken and _is_told_by(clause, verb)):
        return None
    if _is_of_the_meeting(clause, verb) or _is_of_many(clause, place) or _is_birth(clause, verb):
        return None
    return Act(verb, status, is_visit=_is_inspectors(clause) and not _is_speech(clause.block, verb))


def tells_no_act(block: AnnotatedBlock, verb: Token) -> bool:
    """Return whether a verb tells a state, a change of figures, or what somebody said or found."""
    states = (h for h in block.hits.get(CUES, ()) if h.concept == f"{VOCAB}{CUES}/no-act")
    return _is_speech(block, verb) or any(hit.start == verb.start for hit in states)


def _is_told_by(clause: _Clause, verb: Token) -> bool:
    """Return whether a verb attributes speech, and is none that tells a beginning or an end: "finished it in May"."""
    return _is_speech(clause.block, verb) and verb not in clause.named("scheduled-verb")


def _is_speech(block: AnnotatedBlock, verb: Token) -> bool:
    hits = [*block.hits.get("speech-verbs", ()), *block.hits.get("polarity-cues", ())]
    return any(h.start == verb.start and (h.scheme == "speech-verbs" or h.concept == _FOUND) for h in hits)


def _is_of_the_meeting(clause: _Clause, verb: Token) -> bool:
    """Return whether the verb tells the course of a meeting: "the meeting closed at noon"."""
    return bool(clause.named("meeting")) and verb in clause.named("course")


def _is_birth(clause: _Clause, verb: Token) -> bool:
    """Return whether a person was born; of a council or a service it tells that it was made."""
    return verb.key == "born" and bool(clause.block.within("honorifics", clause.start, verb.start))


def _is_of_many(clause: _Clause, place: int) -> bool:
    """Return whether the subject is a number of those served, or a share: that is a measure."""
    subject = clause.tokens[:place][-FARTHEST_SUBJECT:]
    served = any(_is_inside_name(clause.block, token) for token in subject)
    counted = any(token.key.isdecimal() or token.key in english.CARDINALS for token in subject)
    many = any(token.key.isdecimal() for token in subject)
    keys = [token.key for token in clause.tokens]
    shared = any(key in ("cent", "percent", "%") and after == "of" for key, after in pairwise(keys))
    return (served and counted) or many or shared


def _is_inspectors(clause: _Clause) -> bool:
    """Return whether the clause, or the words right before it, name inspectors."""
    start = max(clause.start - 30, clause.block.sentence_at(clause.start)[0])
    named = clause.block.within(CUES, start, clause.end)
    return any(hit.concept == f"{VOCAB}{CUES}/inspectors" for hit in named)
