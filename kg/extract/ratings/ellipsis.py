"""Stars whose noun is left out: "slips to one", "leaving it with two", "has been given none"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg import english
from kg.extract.ratings.sentence import Sentence, words
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.subjects import SERVICE, Group, Subject
from kg.lexicon import VALUES, Concept
from kg.model import Token

MOST_STARS = 3
LONGEST_SERVICE = 6
_NONE = "none"
_BEFORE = words("to from than with given awarded has have had holds on")
_GIVEN = words("given awarded has have had receives received got")
_CLOSERS = words("and or but as again now too this last in for after")
_ADVERBS = words("now also only just still")
_STAR = words("star stars")


def elliptic(sentence: Sentence, found: Sequence[Signal], before: Sentence | None) -> Iterator[Signal]:
    """Yield numbers that count stars by what was said just before, in the sentence or in the one before it."""
    values = _counted(sentence, before)
    if not values:
        return
    for place, token in enumerate(sentence.tokens[1:], 1):
        number = _number(token)
        taken = any(signal.start <= token.start < signal.end for signal in found)
        if number is None or taken or not _is_closed(sentence, token):
            continue
        if _follows_cue(sentence, sentence.tokens[:place], token):
            chosen = tuple(value for value in values if value.stars == number)
            if chosen:
                yield Signal(Kind.STARS, chosen, token.start, token.end, number)


def _number(token: Token) -> int | None:
    """Return how many stars a word counts; digits and "no" alone count none here."""
    if token.key == _NONE:
        return 0
    number = english.number(token.text) if not token.text.isdigit() else None
    return number if number and number <= MOST_STARS else None


def _counted(sentence: Sentence, before: Sentence | None) -> tuple[Concept, ...]:
    """Return the values whose stars the sentence counts, or the one before it in the same block."""
    sources = [sentence, before] if before is not None and before.index == sentence.index else [sentence]
    lexicon = sentence.page.lexicon
    for source in sources:
        hits = (lexicon.concepts[hit.concept] for hit in source.hits(VALUES))
        schemes = {value.scheme for value in hits if value.stars is not None}
        if not schemes and any(token.key in _STAR for token in source.tokens):
            schemes = {s for s in lexicon.areas if any(c.stars is not None for c in lexicon.schemes[s])}
        if schemes:
            return tuple(value for scheme in sorted(schemes) for value in lexicon.schemes[scheme])
    return ()


def _is_closed(sentence: Sentence, token: Token) -> bool:
    """Return whether no noun follows that the number could count."""
    behind = sentence.after(token.end)[:1]
    return (
        not behind
        or not behind[0].is_word
        or behind[0].key in _CLOSERS
        or behind[0].key in english.PREPOSITIONS - {"of"}
    )


def _follows_cue(sentence: Sentence, earlier: Sequence[Token], token: Token) -> bool:
    """Return whether a word stands before the number that stars may follow: "to one", "given none", "also has two"."""
    near = [t for t in earlier if t.key not in _ADVERBS][-1:]
    if not near:
        return False
    if token.key == _NONE:
        return near[0].key in _GIVEN or _ends_service(sentence, near[0])
    if _is_scored(sentence, near[0]) or any(mention.end == near[0].end for mention in sentence.mentions):
        return True
    return near[0].key in _BEFORE and not _is_range(earlier)


def _is_scored(sentence: Sentence, verb: Token) -> bool:
    """Return whether a verb of judging stands right behind the name of an authority: "Leeds got two"."""
    ahead = [token for token in sentence.before(verb.start) if token.key not in _ADVERBS][:1]
    named = bool(ahead) and any(mention.end == ahead[0].end for mention in sentence.mentions)
    return named and sentence.has(verb.start, verb.end, "award-verb")


def second_services(sentence: Sentence, groups: Sequence[Group], found: Sequence[Signal]) -> Iterator[Group]:
    """Yield services that stand right before a bare "none": "and the benefits service none"."""
    for signal in found:
        owners = [group for group in groups if group.end < signal.start and group.is_service]
        near = sentence.before(signal.start)[:LONGEST_SERVICE]
        if (
            not owners
            or not near
            or sentence.text[signal.start : signal.end].lower() != _NONE
            or not _ends_service(sentence, near[0])
        ):
            continue
        name = list(takewhile(lambda token: token.key not in ("the", "its", "their", "and", ","), near))[::-1]
        key = owners[-1].subjects[0].authority
        if len(name) > 1 and name[0].start > owners[-1].end:
            words_ = sentence.text[name[0].start : name[-1].end]
            yield Group((Subject(key, words_, SERVICE),), name[0].start, name[-1].end)


def _ends_service(sentence: Sentence, token: Token) -> bool:
    return any(hit.end == token.end for hit in sentence.cues("service-anaphor"))


def _is_range(earlier: Sequence[Token]) -> bool:
    """Return whether "to" only ties two ends of a range of figures: "50 to one", "odds of ten to one"."""
    return len(earlier) > 1 and earlier[-1].key == "to" and earlier[-2].text.isdigit()
