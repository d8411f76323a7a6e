"""A clause in, whether it tells what a council will do to make its services better out: "is to …", "will open …"."""

from __future__ import annotations

from kg import english
from kg.extract.clauses import Stretch, closed_class
from kg.extract.recommendations.duties import EVERYBODY, has_actor, is_denied
from kg.extract.recommendations.orders import CUES, acts, firm_acts, is_no_order, verb_behind
from kg.extract.times import find_times
from kg.lexicon import VOCAB
from kg.model import Token

_COMING = closed_class("will shall 'll")
_BE = closed_class("is are 's 're")
_PLURAL = frozenset({"we"})
_OTHERS = (f"{VOCAB}dated-cues/inspectors",)
_BEFORE = closed_class("by within before until over")
_NO_PLANS = {
    f"{VOCAB}event-types/{kind}" for kind in ("inspection", "re-inspection", "meeting", "report-published", "review")
}
_ADVERBS = closed_class("also now then soon already therefore both all first shortly")
_DOUBT = closed_class("probably possibly hopefully likely perhaps")
_SINGLE = frozenset({"it", "they"})
FARTHEST_TIME = 2


def planned(clause: Stretch, *, own: bool) -> bool:
    """Return whether a clause tells what the council will do; `own` where `we` is the council."""
    if _is_no_plan(clause):
        return False
    tokens = clause.tokens
    return any(_plans_at(clause, tokens, place, own=own) for place in range(len(tokens)))


def _is_no_plan(clause: Stretch) -> bool:
    """Return whether inspectors or their reports are meant, an act has a day of its own, or nothing is to be done."""
    named = any(hit.concept in _OTHERS for hit in clause.hits("dated-cues"))
    other = any(hit.concept in _NO_PLANS for hit in clause.hits("event-types"))
    return named or other or is_no_order(clause) or _is_dated(clause)


def _is_dated(clause: Stretch) -> bool:
    """Return whether a time stands in the clause that is no limit: then it is an event to come."""
    for time in find_times(clause.text):
        before = [token.key for token in clause.tokens if token.end <= clause.start + time.start][-FARTHEST_TIME:]
        if not time.span and not _BEFORE & set(before):
            return True
    return False


def _plans_at(clause: Stretch, tokens: tuple[Token, ...], place: int, *, own: bool) -> bool:
    token, before = tokens[place], list(reversed(tokens[:place]))
    rest = [word for word in tokens[place + 1 :] if word.key not in _ADVERBS and not word.key.endswith("ly")]
    if is_denied(before) or not rest or any(word.key in _DOUBT for word in tokens[place + 1 : place + 3]):
        return False
    if any(hit.start == token.start for hit in clause.named(f"{CUES}/undertaking")):
        return _undertakes(clause, token, before, own=own)
    if token.key in _COMING:
        return _does(clause, rest, before, own=own) or _is_done(clause, rest, before, firm_acts(clause))
    if token.key not in _BE:
        return False
    if rest[0].key == "to" or [word.key for word in rest[:2]] == ["going", "to"]:
        behind = rest[1:] if rest[0].key == "to" else rest[2:]
        is_task = rest[0].key == "to" and bool(before) and _is_task(clause, before[0]) and bool(verb_behind(behind))
        return is_task or _does(clause, behind, before, own=own) or _is_done(clause, behind, before, acts(clause))
    is_going_on = rest[0].start in {hit.start for hit in clause.named(f"{CUES}/under-way")}
    return (is_going_on and _is_doer(clause, before, own=own)) or _is_being_done(clause, rest, before)


def _undertakes(clause: Stretch, verb: Token, before: list[Token], *, own: bool) -> bool:
    """Read "has agreed to open …": the subject is the council, and an act follows."""
    hit = next(hit for hit in clause.named(f"{CUES}/undertaking") if hit.start == verb.start)
    behind = verb_behind([token for token in clause.tokens if token.start >= hit.end])
    subject = list(before)
    while subject and (subject[0].key in ("has", "have", "had", "is", "are", "been") or subject[0].key in _ADVERBS):
        subject.pop(0)
    follows = next((token for token in clause.tokens if token.start >= hit.end), None)
    if not hit.label.endswith(" to"):
        is_thing = follows is not None and follows.key in english.DETERMINERS - {"that", "all"}
        return is_thing and _is_doer(clause, subject, own=own)
    if before and before[0].key == "been":
        return False
    return behind is not None and not hit.label.endswith("ed") and _is_doer(clause, subject, own=own)


def _does(clause: Stretch, rest: list[Token], before: list[Token], *, own: bool) -> bool:
    """Return whether an act follows, and the council is its subject."""
    verb = verb_behind(rest)
    return verb is not None and verb.start in acts(clause) and _is_doer(clause, before, own=own)


def _is_task(clause: Stretch, noun: Token) -> bool:
    """Return whether the subject is a task: "the first task is to clear the backlog"."""
    return any(hit.end == noun.end for hit in clause.named(f"{CUES}/task"))


def _is_doer(clause: Stretch, before: list[Token], *, own: bool) -> bool:
    subject = [token for token in before if token.key not in _ADVERBS and not token.key.endswith("ly")]
    if subject and subject[0].key in _PLURAL:
        return own
    if subject and subject[0].key in _SINGLE:
        return not any(token.key in english.PRONOUNS for token in subject[1:FARTHEST_TIME])
    return has_actor(clause, subject, EVERYBODY)


def _is_done(clause: Stretch, rest: list[Token], before: list[Token], wanted: set[int]) -> bool:
    """Return whether something is to be made, opened or written: "a new post is to be created"."""
    if len(rest) < FARTHEST_TIME or rest[0].key != "be" or not before:
        return False
    verb = next((token for token in rest[1:] if not token.key.endswith("ly")), rest[1])
    return _is_participle(verb) and verb.start in wanted and before[0].key not in english.PRONOUNS


def _is_being_done(clause: Stretch, rest: list[Token], before: list[Token]) -> bool:
    """Return whether something is being made: "a second therapist is being recruited"."""
    if len(rest) < FARTHEST_TIME or rest[0].key != "being" or not before:
        return False
    if not _is_participle(rest[1]) or before[0].key in english.PRONOUNS:
        return False
    has_purpose = [word.key for word in rest if word.key in ("so", "that")][:2] == ["so", "that"]
    return rest[1].start in firm_acts(clause) or has_purpose


def _is_participle(token: Token) -> bool:
    return token.key.endswith("ed") or token.key.removeprefix("re") in english.IRREGULAR_PARTICIPLES
