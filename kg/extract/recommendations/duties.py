"""A clause in, whether it tells one who can act what they must do out: "the service needs to develop …"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from kg import english
from kg.extract.clauses import Stretch, boundaries, closed_class
from kg.lexicon import AUTHORITIES
from kg.model import Hit, Token

COUNCIL = ("action-cues/actor",)
EVERYBODY = ("action-cues/actor", "order-cues/person-actor")
FARTHEST_ACTOR = 9
NEAREST_OBJECT = 5
_BETWEEN = closed_class("also now still then therefore first further both all each must")
_ANAPHORS = frozenset({"it", "they"})
_SUPPOSED = closed_class("if whether how when why that who which what")
_LINKS = closed_class("to for of and")
_RELATIVES = closed_class("who which that what")
_CONDITIONS = closed_class("if unless")


def asked_clauses(sentence: Stretch, actors: tuple[str, ...] = COUNCIL) -> Iterator[Stretch]:
    """Yield the clauses that tell somebody what to do: one who can act, a word of duty, and a verb.

    What stands in contrast ("but needs to …") is the other half of a finding, and no recommendation.
    """
    asked: Stretch | None = None
    for clause in clauses_of(sentence):
        if asked is not None and not clause.contrast and not is_asked(clause, actors):
            asked = sentence.part(asked.start, clause.end)
            continue
        if asked is not None:
            yield asked
        asked = clause if not clause.contrast and is_asked(clause, actors) else None
    if asked is not None:
        yield asked


def clauses_of(sentence: Stretch) -> Iterator[Stretch]:
    """Yield the clauses of a sentence, each with whether it stands in contrast to the one before."""
    start, contrast = sentence.start, sentence.contrast
    for offset, against in boundaries(sentence):
        yield sentence.part(start, offset, contrast=contrast)
        start, contrast = offset, against
    yield sentence.part(start, sentence.end, contrast=contrast)


def is_asked(clause: Stretch, actors: tuple[str, ...] = COUNCIL) -> bool:
    """Return whether a clause tells one who can act what to do: "it needs to develop …", not "it needs to be …".

    `actors` are the concepts whose nouns can act.
    """
    for hit in clause.named("action-cues/duty"):
        after = [token for token in clause.tokens if token.start >= hit.end]
        before = [token for token in reversed(clause.tokens) if token.end <= hit.start]
        if not after or is_denied(before) or _is_no_duty(clause, hit):
            continue
        if (_is_passive_order(hit, after) and not _is_papers(clause, before)) or (
            is_act(after) and has_actor(clause, before, actors)
        ):
            return True
    return False


def _is_no_duty(clause: Stretch, hit: Hit) -> bool:
    """Return whether a duty is over, or a rule for all: "needed to", "must … to be rated good"."""
    return clause.block.text[: hit.end].lower().endswith("needed to") or bool(clause.named("order-cues/no-duty"))


def duty_words(clause: Stretch) -> tuple[Token, ...]:
    """Return the words right behind a duty: what has to become more or better stands there."""
    starts = [hit.end for hit in clause.named("action-cues/duty")]
    return tuple(token for token in clause.tokens if starts and token.start >= starts[0])[:NEAREST_OBJECT]


def _is_papers(clause: Stretch, before: list[Token]) -> bool:
    """Return whether the subject is the report itself: "the report should be published in May"."""
    return bool(before) and any(source.end == before[0].end for source in clause.named("polarity-cues/source"))


def _is_passive_order(hit: Hit, after: list[Token]) -> bool:
    """Return whether a modal orders in the passive: "should be offered", but not "need to be better"."""
    acts = [token for token in after[1:NEAREST_OBJECT] if not token.key.endswith("ly")]
    participle = bool(acts) and acts[0].key.endswith(("ed", "en", "t", "n"))
    return hit.label in english.MODALS and after[0].key == "be" and participle


def keeps_up(clause: Stretch) -> bool:
    """Return whether what is asked is only to go on with what is good."""
    return bool(clause.named("action-cues/keeping-up"))


def is_act(after: list[Token]) -> bool:
    """Return whether the words behind a duty are an act: a bare verb, and no form of be, nor "have done"."""
    first = next((token for token in after if not token.key.endswith("ly") and token.key not in _BETWEEN), after[0])
    done = first.key == "have" and len(after) > 1 and after[1].key.endswith(("ed", "en"))
    return first.is_word and first.stem != "be" and not done and first.key not in english.FUNCTION_WORDS


def is_denied(before: list[Token]) -> bool:
    """Return whether the duty is denied, asked about, or only supposed."""
    near = before[:NEAREST_OBJECT]
    return (
        any(token.key in english.NEGATIONS for token in near[:2])
        or any(token.key in _SUPPOSED and not _is_modifier(before, place) for place, token in enumerate(near))
        or any(token.key in _CONDITIONS for token in before)
    )


def _is_modifier(before: list[Token], place: int) -> bool:
    """Return whether a relative pronoun only opens a clause about the subject, with its own verb before the duty."""
    return before[place].key == "who" and place > 1


def has_actor(clause: Stretch, before: list[Token], actors: tuple[str, ...] = COUNCIL) -> bool:
    """Return whether the subject, right before the duty, is one who can act; `before` are tokens, nearest first."""
    words = [token for token in before[:FARTHEST_ACTOR] if not token.key.endswith("ly") and token.key not in _BETWEEN]
    subject = list(dropwhile(lambda token: not token.is_word, words))
    if not subject:
        return False
    named = [*(hit for actor in actors for hit in clause.named(actor)), *clause.hits(AUTHORITIES)]
    if subject[0].key in _ANAPHORS:
        return len(subject) == 1 or subject[1].text == ","
    if any(hit.start <= subject[0].start < hit.end for hit in named):
        return not any(token.key in _RELATIVES for token in subject[:2])
    heads = [token for token in subject if any(hit.start <= token.start < hit.end for hit in named)]
    return bool(heads) and any(token.key in _LINKS for token in subject[: subject.index(heads[0])])
