"""A clause in, the stretches of it that are denied out: not always done, seldom done, done by nobody, not there at all.

What is praised in such a stretch is blame, and what is blamed there is praise; where neither is said, that something is
not done is blame by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg import english
from kg.extract.clauses import HAVE, HELPERS, Stretch, closed_class
from kg.extract.signs import ASKING, BE, NEAREST_TOPIC, Sign, is_adverb, is_negation, is_of_people, words_before
from kg.model import Hit, Token

FARTHEST_MEASURE = 3
FARTHEST_PROOF = 4
_AMOUNTS = closed_class("few little nobody none neither")
_NOBODY: frozenset[tuple[str, ...]] = frozenset(
    {("no", "one"), ("hardly", "anyone"), ("hardly", "any"), ("not", "everyone"), ("not", "all")}
)
_OPENING = closed_class("and that , but where because : ;")
_NONE = closed_class("no little few")
_DOING = HAVE | {"do"}
_CAN = closed_class("can could cannot")
_COMPARING = frozenset({"as", "more", "other", "if"})
_PLAIN = closed_class("the its their these this his her our your")
_ONLY = closed_class("only just barely")
_PARTING = closed_class("of in out per percent cent %")
_LITTLE = closed_class("little nothing nowhere")
_PARTS = dict.fromkeys(("a", "few", "about"), 0)
LATEST_ONLY = 8
_PRONOUNS = closed_class("it they we he she")
_IRREGULAR = closed_class("met told held kept made given taken seen done known heard led left paid built set found put")


@dataclass(frozen=True, slots=True)
class Denial:
    """Where denial begins and ends, and how far behind it a fault is what is denied, in words."""

    start: int
    end: int
    reach: int


def denials(clause: Stretch) -> Iterator[Denial]:
    """Yield the denials of a clause."""
    for find, reach in _FINDERS:
        yield from (Denial(start, end, reach) for start, end in find(clause))


def under_denial(clause: Stretch, found: list[Sign], faults: tuple[Hit, ...], denied_at: list[Denial]) -> list[Sign]:
    """Return the signs before a denial and what the denial comes to: praise only where a fault is what is denied."""
    denial = min(denied_at, key=lambda denial: (denial.start, -denial.reach))
    near = _reached([token for token in clause.tokens if token.start >= denial.end and not _is_light(token)], denial)
    denied = any(fault.start == token.start and not is_known(clause, fault.start) for fault in faults for token in near)
    before = [sign for sign in found if sign.end <= denial.start]
    return [*before, Sign(1 if denied else -1, denial.start, denial.end)]


def _reached(behind: list[Token], denial: Denial) -> list[Token]:
    """Return the words within the reach of a denial: none behind a preposition but `of`."""
    cut = next((n for n, token in enumerate(behind) if token.key in english.PREPOSITIONS - {"of"}), len(behind))
    return behind[: min(cut, denial.reach)]


def _seldom(clause: Stretch) -> Iterator[tuple[int, int]]:
    for hit in clause.named("denial-cues/seldom"):
        yield hit.start, hit.end
    for hit in clause.named("denial-cues/measure"):
        near = words_before(clause, hit.start)[:FARTHEST_MEASURE]
        place = next((n for n, token in enumerate(near) if is_negation(token)), FARTHEST_MEASURE)
        if place == len(near) or place == FARTHEST_MEASURE or _is_asked(clause, near[place]):
            continue
        if all(_is_light(token) for token in near[:place]):
            yield near[place].start, hit.end


def _is_light(token: Token) -> bool:
    return is_adverb(token) or token.stem in HELPERS


def _by_nobody(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where the subject is nobody, or few: "few have a say", "no one had asked"; not "few are as poor"."""
    tokens = clause.tokens
    for place, token in enumerate(tokens[1:], 1):
        if tokens[place - 1].key in _OPENING and (token.key == "nobody" or _pair(tokens, place) in _NOBODY):
            yield token.start, token.end
    if len(tokens) < NEAREST_TOPIC or any(token.key in _COMPARING for token in tokens[1:]):
        return
    if tokens[0].key in _AMOUNTS and tokens[1].key not in english.NEGATIONS:
        yield tokens[0].start, tokens[0].end
    elif _pair(tokens, 0) in _NOBODY:
        yield tokens[0].start, tokens[1].end


def _pair(tokens: tuple[Token, ...], place: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[place : place + 2])


def _without_proof(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where there is no sign of something: "could find no evidence that …"."""
    for hit in clause.named("denial-cues/proof"):
        near = words_before(clause, hit.start)[:FARTHEST_PROOF]
        found = [token for token in near if is_negation(token) or token.key in _NONE]
        if found:
            yield found[0].start, hit.end


def _absent(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where there is none of a thing: "there is no agreed way", "there are few places"; not "no problem"."""
    tokens = clause.tokens
    for place, token in enumerate(tokens[:-3]):
        behind = tokens[place + 1 : place + 5]
        verb = next((n for n, word in enumerate(behind) if word.stem == BE), len(behind))
        if token.key != "there" or verb + 1 >= len(behind):
            continue
        after = [word for word in behind[verb + 1 :] if not is_adverb(word)]
        idle = clause.named("denial-cues/idle-noun")
        if after and after[0].key in _NONE and not any(hit.start == word.start for hit in idle for word in after[1:2]):
            yield after[0].start, after[0].end


def _not_done(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where a verb is denied that is no plain idiom of denial: "costs had not been compared"."""
    idle = clause.named("denial-cues/idle")
    sources = [*clause.named("polarity-cues/source", "polarity-cues/paper"), *clause.hits("bodies")]
    for place, token in enumerate(clause.tokens[1:], 1):
        if not is_negation(token) or token.key in english.DETERMINERS or is_of_people(clause, token.start):
            continue
        if token.key == "neither" and clause.tokens[place - 1].stem in (BE, *_DOING):
            yield token.start, token.end
            continue
        verb = _denied_verb(clause.tokens, place)
        told = verb is not None and not any(hit.start <= verb.start < hit.end for hit in idle)
        stated = any(source.end <= token.start for source in sources)
        if verb is not None and told and not stated and not _is_asked(clause, token):
            yield token.start, token.end


def _is_asked(clause: Stretch, token: Token) -> bool:
    """Return whether a denial stands in a clause that only tells which is meant: "needs it has not reached"."""
    near = [word for word in words_before(clause, token.start) if not _is_light(word)][:2]
    if len(near) > 1 and near[0].key in _PRONOUNS and near[1].is_word and near[1].key not in english.FUNCTION_WORDS:
        return True
    return any(word.key in ASKING or word.key == "if" for word in near[:1])


def _denied_verb(tokens: tuple[Token, ...], place: int) -> Token | None:
    """Return the verb behind a negation: a participle behind be, any verb behind have, do, can and could."""
    token = tokens[place]
    helper = token if token.key not in ("not", "never") else tokens[place - 1]
    word = helper.key.removesuffix("n't").removesuffix("not") or helper.key
    after = [word for word in tokens[place + 1 : place + 1 + NEAREST_TOPIC] if not is_adverb(word)]
    if not after or not after[0].is_word or after[0].key in english.FUNCTION_WORDS:
        return None
    stem = english.stem(word)
    is_participle = after[0].key.endswith("ed") or after[0].key in _IRREGULAR
    if stem in _DOING or word in _CAN or stem in ("ca", "did", "does"):
        return after[0]
    return after[0] if stem in (BE, "was", "were", "is", "are") and is_participle else None


def is_known(clause: Stretch, offset: int) -> bool:
    """Return whether a thing is spoken of as known: "the backlog", "its problems"."""
    near = words_before(clause, offset)[:2]
    return any(token.key in _PLAIN for token in near)


def _has_none(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where somebody or something has none of a thing: "has no lift"; not "has no plans to"."""
    idle = clause.named("denial-cues/idle-noun")
    for token, after in pairwise(clause.tokens):
        if token.stem not in HAVE or after.key not in _NONE or is_of_people(clause, token.start):
            continue
        near = [word for word in clause.tokens if word.start >= after.end][:2]
        if near and not any(hit.start == word.start for word in near for hit in idle):
            yield after.start, after.end


def _only_so_many(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where only so many have, or do, what all should: "only one family in five gets a copy"."""
    for token, after in pairwise(clause.tokens):
        if token.key not in _ONLY or token.start > clause.start + LATEST_ONLY:
            continue
        counted = after.key in english.CARDINALS or after.text.isdigit() or after.key in english.FRACTIONS | _PARTS
        near = [word for word in clause.tokens if word.start >= after.end][:NEAREST_TOPIC]
        if counted and any(word.key in _PARTING for word in near):
            yield token.start, after.end


def _next_to_nothing(clause: Stretch) -> Iterator[tuple[int, int]]:
    """Yield where a verb has little or nothing as its object: "plans say little about carers"; not "a little"."""
    sources = [*clause.named("polarity-cues/source", "polarity-cues/paper"), *clause.hits("bodies")]
    for place, token in enumerate(clause.tokens[2:], 2):
        near = clause.tokens[place - 1]
        is_verb = near.is_word and near.key not in english.FUNCTION_WORDS and near.stem not in HELPERS
        if token.key in _LITTLE and is_verb and not is_adverb(near) and not _is_of_source(sources, near):
            yield token.start, token.end


def _is_of_source(sources: list[Hit], verb: Token) -> bool:
    """Return whether a report is what says little."""
    return any(source.end <= verb.start for source in sources)


_FINDERS = (
    (_next_to_nothing, 2),
    (_seldom, 1),
    (_not_done, 1),
    (_by_nobody, 5),
    (_without_proof, 5),
    (_absent, 4),
    (_has_none, 3),
    (_only_so_many, 5),
)
