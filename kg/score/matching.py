"""Two marks in, whether they are the same fact out: tolerant in wording, strict in substance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.lexicon import Concept, Lexicon
from kg.model import Span
from kg.score import gold
from kg.score.folding import (
    authority_name,
    is_overall,
    may_be_overall,
    number,
    person_name,
    phrase,
    share,
    subject_words,
    surname,
    words,
)
from kg.score.gold import Mark

Same = Callable[[Mark, Mark, Lexicon], bool]
HALF = 0.5
MOST = 0.6


def same_mark(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    """Return whether what was found is what was wanted, as far as words can tell; places may have a say too."""
    return _SAME[wanted.kind](wanted, found, lexicon)


def overlap(some: Sequence[Span], place: Span, of_longer: bool = False) -> float:
    """Return how much of the shorter (or the longer) of two stretches lies in the other; the best of several."""
    return max((_overlap(one, place, of_longer) for one in some), default=0.0)


def _overlap(one: Span, other: Span, of_longer: bool) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    lengths = one.end - one.start, other.end - other.start
    return max(0, common) / max(1, max(lengths) if of_longer else min(lengths))


# --- names


def _same_authority(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return wanted.authority == found.authority


def _same_person(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return found.who in (wanted.who, surname(wanted.who))


def _same_role(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    role = set(words(wanted.words))
    common = role & set(words(found.words))
    return surname(wanted.who) == surname(found.who) and len(common) >= max(1, HALF * len(role))


def _same_comment(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return surname(wanted.who) == surname(found.who) and phrase(wanted.words) in phrase(found.words)


def _same_committee(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    name = set(words(wanted.words))
    return len(name & set(words(found.words))) >= MOST * len(name)


def _same_programme(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return share(frozenset(words(wanted.words)), frozenset(words(found.words))) == 1


# --- numbers and texts: here the places decide


def _same_number(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return number(wanted.value) == number(found.value)


def _same_value(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return wanted.value == found.value


def _anything(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return True


# --- ratings


def _same_rating(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    return (
        (wanted.area, wanted.status) == (found.area, found.status)
        and _same_owner(wanted, found)
        and _same_grade(wanted, found, lexicon)
        and (_same_subject(wanted.subject, found.subject, wanted.authority) or _names(found.subject, wanted.authority))
    )


def _names(words_: str, authority: str) -> bool:
    return bool(authority) and authority_name(words_) == authority_name(authority)


def _same_owner(wanted: Mark, found: Mark) -> bool:
    """Return whether the authority is the same; a provider stands for itself."""
    if not wanted.authority or _names(found.authority, wanted.authority) or _names(found.subject, wanted.authority):
        return True
    return not found.authority and _same_subject(wanted.authority, found.subject)


def _same_subject(some: str, other: str, authority: str = "") -> bool:
    whole, other_whole = is_overall(some, authority), is_overall(other, authority)
    if whole or other_whole:
        return whole == other_whole or may_be_overall(other if whole else some)
    return share(subject_words(some), subject_words(other)) >= HALF


def _same_grade(wanted: Mark, found: Mark, lexicon: Lexicon) -> bool:
    """Return whether the gold's words mean the value found, among the values of its scale, or the stars agree."""
    if wanted.stars and wanted.stars == found.stars:
        return True
    value = lexicon.concepts.get(found.value)
    if value is None:
        return phrase(wanted.value) == phrase(found.value)
    said = frozenset(words(wanted.value))
    best = max(lexicon.schemes[value.scheme], key=lambda concept: (_closeness(said, concept), concept.iri == value.iri))
    return best.iri == value.iri and _closeness(said, value) > 0


def _closeness(said: frozenset[str], value: Concept) -> float:
    forms = (frozenset(words(form)) for form in (value.label, *value.labels, *value.words))
    return max((len(said & form) / len(said | form) for form in forms if form), default=0.0)


_SAME: Mapping[str, Same] = {
    gold.AUTHORITIES: _same_authority,
    gold.RATINGS: _same_rating,
    gold.PEOPLE: _same_person,
    gold.ROLES: _same_role,
    gold.COMMENTS: _same_comment,
    gold.COMMITTEES: _same_committee,
    gold.PROGRAMMES: _same_programme,
    gold.RELEASES: _same_committee,
    gold.MEASURES: _same_number,
    gold.FINDINGS: _same_value,
    gold.MINUTES: _same_value,
    gold.RECOMMENDATIONS: _anything,
    gold.EVENTS: _anything,
    gold.QUOTATIONS: _anything,
}


# --- features


def same_feature(name: str, wanted: str, found: str) -> bool:
    """Return whether a feature is right: names without their kind, words of the text by half of them."""
    if name == "authority":
        return authority_name(wanted) == authority_name(found)
    if name in _IN_WORDS:
        return share(frozenset(words(wanted)), frozenset(words(found))) >= HALF
    return person_name(wanted) == person_name(found)


_IN_WORDS = frozenset(
    ("when", "qualifier", "period", "stated by", "source", "partners", "committee", "item", "organisation")
)
