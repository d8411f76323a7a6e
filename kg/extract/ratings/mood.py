"""Is a value only spoken of, not given? Legends, hypotheses, what was avoided, numbers of bodies, what others do."""

from __future__ import annotations

from itertools import pairwise

from kg import english
from kg.extract.ratings.sentence import QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind, Signal
from kg.model import Token

LONGEST_OPENING = 14
INDEFINITE = 3  # "a trust with"
_CLAUSE_STARTS = frozenset({";", ":", "that", "but", "while", "whereas", english.OPEN})
_INDEFINITE = words("a an any every each no")
_SEXED = words("he she his her him i my")
_COUNTS = words("number numbers proportion percentage")
_SERVES = frozenset(map(english.stem, ("serve", "look")))


def is_unreal(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the words around a value say that nobody has it, or that something else than a service has."""
    return (
        _is_governed(sentence, signal)
        or _counts_bodies(sentence, signal)
        or _is_any_body(sentence, signal)
        or _is_of_others(sentence, signal)
        or _heads_other(sentence, signal)
        or has_foreign_subject(sentence, signal)
    )


def _clause(sentence: Sentence, signal: Signal) -> list[Token]:
    """Return the tokens of a clause up to a signal, in the order of the text."""
    tokens = sentence.between(sentence.start, signal.start)
    starts = [place for place, token in enumerate(tokens) if token.key in _CLAUSE_STARTS]
    return tokens[starts[-1] + 1 :] if starts else tokens


def is_supposed(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a word before a value takes it back: the one test that holds for grades of every regime."""
    return _is_governed(sentence, signal)


def _is_governed(sentence: Sentence, signal: Signal) -> bool:
    """Return whether "wrong to conclude that", "imagine", "was spared" stand before a value, in its sentence."""
    names = [(hit.start, hit.end) for hit in sentence.areas]
    hits = [hit for hit in sentence.cues("unreal") if hit.end <= signal.start]
    hits = [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in names)]
    between = sentence.between(hits[-1].end, signal.start) if hits else []
    return bool(hits) and not any(token.key in (";", "but", "and") for token in between)


def _counts_bodies(sentence: Sentence, signal: Signal) -> bool:
    """Return whether stars only tell which bodies are counted: "the number of two-star councils"."""
    before = [token.key for token in sentence.before(signal.start)[:3]]
    behind = sentence.after(signal.end)[:2]
    grouped = any(sentence.has(token.start, token.end, "group-noun") for token in behind)
    return signal.kind == Kind.STARS and grouped and bool(_COUNTS & set(before))


def _is_any_body(sentence: Sentence, signal: Signal) -> bool:
    """Return whether stars only mark out a kind of body: "a trust with three stars may well lie in …"."""
    if signal.kind != Kind.STARS:
        return False
    before = sentence.before(signal.start)[:4]
    if len(before) < INDEFINITE or before[0].key != "with" or before[2].key not in _INDEFINITE:
        return False
    return len(before) == INDEFINITE or not sentence.is_verb(before[3])


def _is_of_others(sentence: Sentence, signal: Signal) -> bool:
    """Return whether prospects are those of nobody who is rated: "prospects for improvement in ministers are …"."""
    if signal.kind != Kind.OUTLOOK:
        return False
    inside = sentence.between(signal.start, signal.end)
    for left, right in pairwise(inside):
        if left.key == "in" and right.text.islower() and right.key not in english.DETERMINERS:
            behind = [t for t in inside if t.start >= right.start]
            stop = next((p for p, t in enumerate(behind) if sentence.is_verb(t)), len(behind))
            return not _is_known(sentence, behind[:stop]) if stop and stop < len(behind) else False
    return False


def _heads_other(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a headline's stars qualify a noun that ends it: "London Borough of Brent: two-star libraries"."""
    behind = sentence.after(signal.end)
    if signal.kind != Kind.STARS or len(behind) != 1 or not behind[0].text.islower() or not behind[0].is_word:
        return False
    before = sentence.before(signal.start)[:1]
    whole = sentence.has(
        behind[0].start, behind[0].end, "rating-noun", "group-noun", "whole-authority", "service-anaphor"
    )
    plain = behind[0].key in english.FUNCTION_WORDS or behind[0].key.endswith("ly") or sentence.is_verb(behind[0])
    singular = sentence.text[signal.start : signal.end].lower().endswith("s")
    return bool(before) and before[0].key == ":" and not (whole or plain or singular)


# --- subjects that nobody rates


def has_foreign_subject(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the value is told of no body and no service: "The caterers served most people"."""
    clause = _clause(sentence, signal)
    verb = next((place for place, token in enumerate(clause) if sentence.is_verb(token)), len(clause))
    if not _is_receiving(sentence, signal, clause[verb:]):
        return False
    subject = [token for token in clause[:verb] if token.is_word]
    if not subject or len(subject) > LONGEST_OPENING:
        return False
    if subject[0].key in _SEXED and len(subject) > 1:
        return not _is_known(sentence, subject[1:])
    return subject[0].key in ("the", "a", "an") and not _is_known(sentence, subject)


def _is_receiving(sentence: Sentence, signal: Signal, verbs: list[Token]) -> bool:
    """Return whether the subject is the one that is judged: it serves by itself, or receives its stars."""
    if signal.kind == Kind.PHRASE:
        opening = sentence.between(signal.start, signal.end)[:1]
        return not verbs and bool(opening) and opening[0].stem in _SERVES
    if signal.kind != Kind.STARS or not verbs:
        return False
    passive = verbs[0].stem == "be" and sentence.has(verbs[0].end, signal.start, "award-verb")
    return passive or sentence.has(verbs[0].start, verbs[0].end, "receive-verb")


def _is_known(sentence: Sentence, subject: list[Token]) -> bool:
    """Return whether words name or stand for a body or a service."""
    start, end = subject[0].start, subject[-1].end
    cues = ("group-noun", "whole-authority", "anaphor", "service-noun", "service-anaphor", "rating-noun", "provider")
    named = any(m.start < end and start < m.end for m in sentence.mentions)
    named = named or any(p.start < end and start < p.end for p in sentence.providers)
    schemes = ("areas", "service-types", "client-groups", "bodies", "regimes", "authorities")
    known = named or sentence.has(start, end, *cues) or any(sentence.block.within(s, start, end) for s in schemes)
    counted = any(english.number(token.text) is not None for token in subject)
    return known or counted or any(token.key in QUOTES for token in subject)
