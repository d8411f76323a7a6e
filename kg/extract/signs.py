"""Signs of praise and blame at places of a clause, and the grammar by which they are heard."""

from __future__ import annotations

from typing import NamedTuple

from kg import english
from kg.extract.clauses import HELPERS, Stretch, closed_class
from kg.lexicon import VALUE_WORDS, VALUES
from kg.model import Hit, Token

BE = "be"
ASKING = frozenset({"who", "what", "whatever", "that", "which"})
NEAREST_NEGATION = 3
NEAREST_TOPIC = 4
FARTHEST_GOVERNOR = 8
LONGEST_COMPLEMENT = 6
_MASKS = (VALUES, "areas", "client-groups", "service-types", "document-types")
_ASSERTED_MODALS = frozenset({"can", "could"})
_BEFORE_TO = closed_class("commitment due appear seem attention thank lead respond servic work access")
_BEGINNING = closed_class("continu begin start manag help go")
_PARTICIPLES = ("ing", "ed")
_JOINING = frozenset({"and", "or"})
_ADVERBS = closed_class(
    "also still be been being further more already now always often sometimes seldom never then again quite just"
)
_DEGREES = closed_class(
    "and not too very quite so well less far much more rather fairly a great good deal lot bit little"
)
_OBJECT_ENDS = frozenset({",", "and", "."})


class Sign(NamedTuple):
    """Praise (1), blame (-1) or both (0) at a place."""

    value: int
    start: int
    end: int


def cues(clause: Stretch, *concepts: str) -> tuple[Hit, ...]:
    """Return the cues of polarity in a clause that are no part of a rating, a group of people or a plain idiom."""
    found = clause.named(*concepts)
    if not found:
        return ()
    masks = [hit for scheme in _MASKS for hit in clause.hits(scheme)]
    masks += [
        *clause.named("polarity-cues/idiom"),
        *(hit for hit in clause.hits(VALUE_WORDS) if _is_grade(clause, hit)),
    ]
    spelt = (hit for hit in found if is_spelt(clause, hit))
    return tuple(hit for hit in spelt if not any(m.start <= hit.start and hit.end <= m.end for m in masks))


def is_spelt(clause: Stretch, hit: Hit) -> bool:
    """Return whether a hit is no other form of a participle that is the whole label: "trouble" for "troubling"."""
    written = clause.block.text[hit.start : hit.end].lower()
    ending = next((ending for ending in _PARTICIPLES if hit.label.endswith(ending)), "")
    if hit.label.endswith("s") and written.endswith(_PARTICIPLES):
        return False
    return " " in hit.label or not ending or written.endswith(ending)


def _is_grade(clause: Stretch, hit: Hit) -> bool:
    """Return whether a value word is told as a grade: of several words, or between speech marks."""
    text = clause.block.text
    return " " in hit.label or (
        text[hit.start - 1 : hit.start] == english.OPEN and text[hit.end : hit.end + 1] == english.CLOSE
    )


# --- what stands before a word


def words_before(clause: Stretch, offset: int) -> list[Token]:
    """Return the tokens before an offset, nearest first."""
    return list(reversed(clause.tokens_before(offset)))


def is_negation(token: Token) -> bool:
    """Return whether a token denies: not, never, isn't."""
    return token.key in english.NEGATIONS or token.key.endswith("n't")


def is_negated(clause: Stretch, offset: int) -> bool:
    """Return whether one of the three words before an offset denies it; "not only" does not."""
    near = words_before(clause, offset)[:NEAREST_NEGATION]
    for place, token in enumerate(near):
        if token.text in ",;:–-":
            return False
        if is_negation(token):
            following = near[place - 1].key if place else ""
            return following not in ("only", "just")
    return False


def is_adverb(token: Token) -> bool:
    """Return whether a token is an adverb, or a form of be that adverbs stand beside."""
    return token.key.endswith("ly") or token.key in _ADVERBS


def is_asserted(clause: Stretch, offset: int) -> bool:
    """Return whether a word is told as so: no infinitive, nothing that will, would or could be."""
    near = words_before(clause, offset)
    while near and is_adverb(near[0]):
        near.pop(0)
    if not near:
        return True
    joined = len(near) > 1 and near[0].key in _JOINING
    if joined and (near[1].key.endswith("ed") or any(token.stem == BE for token in near[2:3])):
        return is_asserted(clause, near[1].start)
    first = near[0]
    verb = 1 if first.key in ("a", "an", "the") else 0
    if len(near) > verb + 1 and near[verb + 1].key == "to" and near[verb].key not in english.FUNCTION_WORDS:
        return is_asserted(clause, near[verb].start)
    if first.key == "to":
        return len(near) > 1 and (
            near[1].stem in _BEFORE_TO or (near[1].stem in _BEGINNING and is_asserted(clause, near[1].start))
        )
    return first.key not in english.MODALS - {"can"}


def is_told(clause: Stretch, offset: int) -> bool:
    """Return whether the verb that governs an adverb tells what is so: no infinitive, no modal but can and could."""
    for token in words_before(clause, offset)[:FARTHEST_GOVERNOR]:
        if token.key == "to" or token.key in english.MODALS - _ASSERTED_MODALS:
            return False
        if token.stem in HELPERS or token.key in _ASSERTED_MODALS:
            return not _is_infinitive(clause, token)
    return True


def _is_infinitive(clause: Stretch, token: Token) -> bool:
    before = [word for word in words_before(clause, token.start) if not is_adverb(word) or word.stem == BE]
    return bool(before) and (before[0].key == "to" or before[0].key in english.MODALS - _ASSERTED_MODALS)


def is_going_on(clause: Stretch, offset: int) -> bool:
    """Return whether an act is still under way: "are being tackled", "was already dealing with"."""
    near = words_before(clause, offset)
    if near and near[0].key == "being":
        return True
    is_progress = any(token.start == offset and token.key.endswith("ing") for token in clause.tokens)
    return is_progress and any(token.stem == BE for token in near[:2])


def is_of_people(clause: Stretch, offset: int) -> bool:
    """Return whether a word only tells which people are meant: "those who are unable to leave home"."""
    near = words_before(clause, offset)[:NEAREST_TOPIC]
    return any(token.key == "who" for token in near)


def has_happened(clause: Stretch, hit: Hit) -> bool:
    """Return whether a verb tells what was or is: past, perfect, progressive, third person, or a participle."""
    token = next(token for token in clause.tokens if token.start == hit.start)
    near = words_before(clause, hit.start)
    if token.key.endswith("ing"):
        return any(word.stem == BE for word in near[:2])
    return token.key.endswith(("ed", "s", "got", "grew"))


# --- where an adjective stands


def is_same_form(clause: Stretch, hit: Hit) -> bool:
    """Return whether a hit is the participle, or the plain word, that its label is: "improved", not "improving"."""
    text = clause.block.text[: hit.end].lower()
    return all(text.endswith(ending) == hit.label.endswith(ending) for ending in ("ing", "ed"))


def is_complement(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word stands behind a form of be, or of remaining, with adverbs and other such words between."""
    links = [link for link in clause.hits("rating-cues") if link.concept.endswith("/link-verb")]
    words = clause.named("polarity-cues/good-word", "polarity-cues/bad-word", "polarity-cues/praise")
    for token in words_before(clause, hit.start)[:LONGEST_COMPLEMENT]:
        if token.stem in (BE, "becom", "feel", "look") or any(link.start <= token.start < link.end for link in links):
            return True
        if token.key == "as":
            return _is_described(clause, token.start)
        known = token.key in _DEGREES or token.text == "," or is_adverb(token)
        if not known and not any(word.start <= token.start < word.end for word in words):
            return False
    return clause.contrast


def _is_described(clause: Stretch, offset: int) -> bool:
    """Return whether a verb of describing leads to `as`: "described relations as open"."""
    verbs = [hit.end for hit in clause.named("polarity-cues/finding-verb") if hit.end <= offset]
    near = words_before(clause, offset)[:LONGEST_COMPLEMENT]
    return any(token.end == end for token in near for end in verbs)


def is_object_complement(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word ends a clause right behind what it judges: "they found buildings clean"."""
    near = words_before(clause, hit.start)
    after = [token for token in clause.tokens if token.start >= hit.end][:1]
    topics = (*clause.named("polarity-cues/topic"), *clause.hits("service-types"))
    behind = bool(near) and any(topic.end == near[0].end for topic in topics)
    return behind and (not after or after[0].key in _OBJECT_ENDS)


def is_attribute(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word stands right before, or one or two words before, something that services are judged by."""
    after = [token for token in clause.tokens if token.start >= hit.end][:NEAREST_TOPIC]
    people = [*clause.hits("client-groups"), *clause.named("rating-cues/people")]
    named = [*clause.named("polarity-cues/topic"), *clause.hits("service-types")]
    topics = [topic for topic in named if all((group.start, group.end) != (topic.start, topic.end) for group in people)]
    for token in after:
        if any(topic.start == token.start for topic in topics):
            return True
        if not token.is_word and token.text not in ",-":
            return False
        closed = english.PREPOSITIONS | english.MODALS | english.DETERMINERS
        if token.key in closed or token.stem in HELPERS:
            return False
    return False
