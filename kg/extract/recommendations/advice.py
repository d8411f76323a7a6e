"""A sentence in, what inspectors advise or what is proposed to a committee out: "recommend that …"."""

from __future__ import annotations

from kg.extract.clauses import Stretch, closed_class, trimmed
from kg.extract.voices import Voice, source_named
from kg.model import Hit, Token

FARTHEST_ADVISER = 4
PROPOSING = "recommendation-head-cues/proposal"
_ANAPHORS = frozenset({"it", "they"})
_SUPPOSED = closed_class("if whether how when why that who which what")
_NO_ADVICE = frozenset({"by", "in", "for", "to", ".", ",", ";"})
_BARE = frozenset({"this", "that", "these", "it"})


def advises(stretch: Stretch) -> bool:
    """Return whether a clause tells what inspectors advise."""
    return advised(stretch) is not None


def advised(sentence: Stretch) -> Stretch | None:
    """Return what a sentence says that inspectors advise: what follows "recommend that", or "recommend" and a noun."""
    hits = [hit for hit in sentence.named("action-cues/advice") if _advises(sentence, hit)]
    if not hits:
        return None
    behind = [token for token in sentence.tokens if token.start >= hits[0].end]
    if not behind or behind[0].key in _NO_ADVICE or behind[0].stem == "be":
        return None
    start = behind[1].start if behind[0].key in ("that", ":") and len(behind) > 1 else behind[0].start
    return sentence.part(start, sentence.end)


def _advises(sentence: Stretch, hit: Hit) -> bool:
    """Return whether inspectors, or their report, are named right before a verb of advice."""
    before = [token for token in reversed(sentence.tokens) if token.end <= hit.start][:FARTHEST_ADVISER]
    named = source_named(sentence.part(before[-1].start, hit.start)) if before else None
    in_minutes = sentence.block.block.section
    opens = before and before[-1].key in _ANAPHORS and len(before) < FARTHEST_ADVISER
    pronoun = (opens or (before and _is_same_subject(sentence, before))) and not in_minutes
    return (named is not None or bool(pronoun)) and not any(
        token.key in _SUPPOSED or token.stem == "be" for token in before
    )


def _is_same_subject(sentence: Stretch, before: list[Token]) -> bool:
    """Return whether a verb goes on from a subject that opened the sentence: "they accept it, but recommend"."""
    near = before[1:] if before[0].key in _ANAPHORS else before
    opening = sentence.tokens[:FARTHEST_ADVISER]
    named = source_named(sentence.part(opening[0].start, opening[-1].end))
    joined = bool(near) and near[0].key in ("but", "and")
    return joined and (named is not None or before[0].key in _ANAPHORS)


def proposes(stretch: Stretch) -> bool:
    """Return whether a stretch of minutes puts something forward to be decided."""
    named = stretch.block.block.section and stretch.named(PROPOSING)
    return bool(named) and stretch.tokens[0].key not in _BARE


def proposed(voice: Voice) -> Stretch | None:
    """Return what a sentence of minutes proposes: the words behind "it was proposed that", or with "will require"."""
    stated = voice.stated
    if not proposes(stated):
        return None
    hits = stated.named(PROPOSING)
    opens = hits[0].start <= stated.start + 1
    return trimmed(stated.part(hits[0].end, stated.end)) if opens else stated
