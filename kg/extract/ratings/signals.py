"""Words that give a value, found in a sentence: phrases, stars, plain value words, values of a named area."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from kg import english
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.lexicon import VALUE_WORDS, VALUES, Concept
from kg.model import Hit, Token

FARTHEST_VALUE = 16
NEAREST_STEP = NEAREST_NAME = 6
LONGEST_COMPLEMENT = 6
FARTHEST_STEP = 40
_STOPS = frozenset(";.?!")
_BEFORE_VALUE = frozenset({":", "-", "–", "—", "(", "as", "to", "be"})
_JOINTS = frozenset({"and", "or"})
_BOUNDS = words("no better worse more than at best")
_PAIRED = words("some most")
_QUANTIFIERS = words("most some all enough every both")


class Kind(StrEnum):
    """How a signal gives its value."""

    PHRASE = "said"  # names the value wherever it stands
    OUTLOOK = "outlook"  # a value of an area about the future, with the area's name
    CHANCE = "chance"  # says by itself what will become of the subject, beside another value
    WORD = "word"  # a plain word, inside a construction only
    STARS = "stars"


class Signal(NamedTuple):
    """A value as worded: the concepts that the words can mean (of several scales), view offsets, stars if counted."""

    kind: Kind
    values: tuple[Concept, ...]
    start: int
    end: int
    stars: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()


def find_signals(sentence: Sentence) -> list[Signal]:
    """Return the signals of a sentence in order; where two overlap, the one that names its area, else the longer."""
    found = [*_of_areas(sentence), *_pairs(sentence), *_phrases(sentence), *_words(sentence)]
    chosen: list[Signal] = []
    for signal in sorted(found, key=lambda s: (s.kind not in (Kind.OUTLOOK, Kind.PHRASE), s.start - s.end)):
        if not any(signal.start < other.end and other.start < signal.end for other in chosen if other is not signal):
            chosen.append(signal)
    chosen.extend(_elliptic_stars(sentence, chosen) or _counted_stars(sentence, chosen))
    return sorted(chosen, key=lambda s: s.start)


def may_have_signals(sentence: Sentence) -> bool:
    """Return whether any value is worded in the sentence at all."""
    return bool(sentence.hits(VALUES) or sentence.hits(VALUE_WORDS))


def _grouped(hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, ...]]:
    places: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        places.setdefault((hit.start, hit.end), []).append(hit)
    yield from (tuple(found) for found in places.values())


def _concepts(sentence: Sentence, hits: tuple[Hit, ...]) -> tuple[Concept, ...]:
    found = {hit.concept: sentence.page.lexicon.concepts[hit.concept] for hit in hits}
    return tuple(found.values())


def areas_of(sentence: Sentence, concept: Concept) -> tuple[str, ...]:
    """Return the areas that a value's scale judges."""
    return tuple(sentence.page.lexicon.areas.get(concept.scheme, ()))


def is_outlook(sentence: Sentence, concept: Concept) -> bool:
    """Return whether a value says what will become of its subject."""
    return concept.scheme in sentence.page.ahead


# --- phrases and stars


def _phrases(sentence: Sentence) -> Iterator[Signal]:
    only_words = {(hit.start, hit.end) for hit in sentence.hits(VALUE_WORDS)}
    for hits in _grouped(sentence.hits(VALUES)):
        first = hits[0]
        if (first.start, first.end) in only_words or _opens_with_quantifier(sentence, first):
            continue
        concepts = _concepts(sentence, hits)
        stars = concepts[0].stars
        outlook = is_outlook(sentence, concepts[0])
        kind = Kind.STARS if stars is not None else Kind.OUTLOOK if outlook else Kind.PHRASE
        yield Signal(kind, concepts, first.start, first.end, stars, first.gaps)


def _opens_with_quantifier(sentence: Sentence, hit: Hit) -> bool:
    """Return whether a gap begins with a quantity that the label does not have: "not serving most people well"."""
    firsts = [sentence.between(start, end)[0] for start, end in hit.gaps]
    return any(token.key in _QUANTIFIERS for token in firsts)


def _counted_stars(sentence: Sentence, found: list[Signal]) -> list[Signal]:
    """Return the stars of "improved its star rating from one to two": numbers behind the noun."""
    if found or not any(token.stem == "star" for token in sentence.tokens):
        return []
    star = next(token for token in sentence.tokens if token.stem == "star")
    stepped = [
        (token, english.number(token.text))
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False)
        if before.key in ("from", "to") and 0 < token.start - star.end <= FARTHEST_STEP
    ]
    concepts = [c for s in sentence.page.lexicon.areas for c in sentence.page.lexicon.schemes[s] if c.stars is not None]
    return [
        Signal(Kind.STARS, tuple(c for c in concepts if c.stars == number), token.start, token.end, number)
        for token, number in stepped
        if number is not None and any(c.stars == number for c in concepts)
    ]


def _elliptic_stars(sentence: Sentence, found: list[Signal]) -> list[Signal]:
    return list(_left_out_stars(sentence, found))


def _left_out_stars(sentence: Sentence, found: list[Signal]) -> Iterator[Signal]:
    """Yield stars whose noun is left out: "A scored two stars and B one", "from two stars to one"."""
    stars = [signal for signal in found if signal.kind == Kind.STARS]
    if not stars:
        return
    schemes = {concept.scheme for concept in stars[-1].values}
    ends = {mention.end for mention in sentence.mentions}
    for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
        number = english.number(token.text)
        following = sentence.after(token.end)[:1]
        closed = not following or following[0].key in ".,;" or following[0].key in _JOINTS
        step = before.key in ("to", "from") and 0 < token.start - stars[-1].end <= NEAREST_STEP
        if number is not None and (step or (before.end in ends and closed)) and token.start > stars[0].end:
            values = tuple(c for s in sorted(schemes) for c in sentence.page.lexicon.schemes[s] if c.stars == number)
            if values:
                yield Signal(Kind.STARS, values, token.start, token.end, number)


# --- plain words


def _words(sentence: Sentence) -> Iterator[Signal]:
    for hits in _grouped(sentence.hits(VALUE_WORDS)):
        concepts = _concepts(sentence, hits)
        ahead = tuple(c for c in concepts if is_outlook(sentence, c))
        plain = tuple(c for c in concepts if c not in ahead)
        if plain:
            yield Signal(Kind.WORD, plain, hits[0].start, hits[0].end)
        elif " " in hits[0].label:
            yield Signal(Kind.CHANCE, ahead, hits[0].start, hits[0].end)


# --- values of a named area


def _of_areas(sentence: Sentence) -> Iterator[Signal]:
    """Yield values of areas about the future that stand with the area's name: before it, or as its complement."""
    words = list(_grouped(sentence.hits(VALUE_WORDS)))
    for area in sentence.hits("areas"):
        if area.concept not in sentence.page.outlook:
            continue
        if not _is_about_improving(sentence, area):
            continue
        usable = [w for w in words if _usable(sentence, w, area) and " " not in w[0].label]
        before = list(_before(sentence, area, usable))
        yield from before
        complement = _complement(sentence, area, usable) if not before else None
        if complement is not None:
            yield _signal(sentence, area, complement)


def _pairs(sentence: Sentence) -> Iterator[Signal]:
    """Yield both values of a pair in which a quantity stands for how people are served: "'some' and 'promising'"."""
    for place, token in enumerate(sentence.tokens):
        values = _served(sentence, token)
        behind = [t for t in sentence.tokens[place + 1 :] if t.key not in QUOTES][:4] if values else []
        behind = behind[1:] if behind and behind[0].key in english.PLURALS else behind
        if len(behind) > 1 and behind[0].key == "and":
            hits = [hit for hit in sentence.hits(VALUE_WORDS) if hit.start == behind[1].start and " " not in hit.label]
            ahead = tuple(c for c in _concepts(sentence, tuple(hits)) if is_outlook(sentence, c))
            if ahead:
                yield Signal(Kind.PHRASE, values, token.start, behind[0].start - 1)
                yield Signal(Kind.OUTLOOK, ahead, hits[0].start, hits[0].end)


def _served(sentence: Sentence, token: Token) -> tuple[Concept, ...]:
    """Return the values of how people are served that a quantity alone can mean: those whose notation it is."""
    if token.key not in _PAIRED:
        return ()
    lexicon = sentence.page.lexicon
    scales = [s for s in lexicon.areas if {value.notation for value in lexicon.schemes[s]} >= _PAIRED]
    return tuple(v for s in sorted(scales) for v in lexicon.schemes[s] if v.notation == token.key)


def _is_about_improving(sentence: Sentence, area: Hit) -> bool:
    """Return whether "for" is followed by improvement, the future or a subject of ratings: not "prospects for jobs"."""
    behind = sentence.after(area.end)
    if not behind or behind[0].key not in ("for", "of"):
        return True
    limit = next((t.start for t in behind if sentence.is_verb(t) or t.key in _STOPS), sentence.end)
    named = sentence.has(behind[0].end, limit, "outlook-object", "whole-authority", "service-noun", "group-noun")
    mentioned = any(0 <= mention.start - behind[0].end <= NEAREST_NAME for mention in sentence.mentions)
    return named or mentioned or bool(sentence.block.within("service-types", behind[0].end, limit))


def _usable(sentence: Sentence, word: tuple[Hit, ...], area: Hit) -> bool:
    return any(area.concept in areas_of(sentence, concept) for concept in _concepts(sentence, word))


def _signal(sentence: Sentence, area: Hit, word: tuple[Hit, ...]) -> Signal:
    concepts = tuple(c for c in _concepts(sentence, word) if area.concept in areas_of(sentence, c))
    return Signal(Kind.OUTLOOK, concepts, min(area.start, word[0].start), max(area.end, word[0].end))


def _before(sentence: Sentence, area: Hit, words: list[tuple[Hit, ...]]) -> Iterator[Signal]:
    """Yield the values right before the area's name: "uncertain prospects", "“promising” and “excellent” prospects"."""
    limit, first = area.start, True
    for word in reversed(words):
        end = word[0].end
        between = [token.key for token in sentence.between(end, limit) if token.key not in QUOTES]
        if end > area.start or (between and (first or between != ["and"])):
            continue
        signal = _signal(sentence, area, word)
        yield signal if first else signal._replace(end=end)
        limit, first = word[0].start, False


def _complement(sentence: Sentence, area: Hit, words: list[tuple[Hit, ...]]) -> tuple[Hit, ...] | None:
    """Return the value that a verb links to the area's name: "prospects for improvement were found to be poor"."""
    behind = sentence.after(area.end)
    starts = {word[0].start: word for word in words}
    if _is_direct(sentence, area, behind):
        marks = [token for token in behind if token.key not in QUOTES and token.key not in _BEFORE_VALUE]
        if marks and marks[0].start in starts:
            return starts[marks[0].start]
    for place, token in enumerate(behind[:FARTHEST_VALUE]):
        if token.key in _STOPS or token.key in english.MODALS:
            return None
        if sentence.is_verb(token):
            found = _after_verb(sentence, behind[place + 1 :], starts)
            if found:
                return found
    return None


def _is_direct(sentence: Sentence, area: Hit, behind: list[Token]) -> bool:
    """Return whether the value may follow at once: behind a mark, in a heading, or after "judged its prospects"."""
    if not behind:
        return False
    marked = behind[0].key in ":-–—(" or sentence.is_head or _is_apposed(sentence, area, behind)
    return marked or any(hit.end <= area.start for hit in sentence.cues("award-verb"))


def _is_apposed(sentence: Sentence, area: Hit, behind: list[Token]) -> bool:
    """Return whether the area's name and one word stand alone behind a comma: "service, prospects excellent"."""
    before = sentence.before(area.start)[:1]
    closed = len(behind) == 1 or not behind[1].is_word
    return bool(before) and before[0].key in (",", "and", "with") and closed


def _after_verb(sentence: Sentence, behind: list[Token], starts: dict[int, tuple[Hit, ...]]) -> tuple[Hit, ...] | None:
    for token in behind[:LONGEST_COMPLEMENT]:
        if token.start in starts:
            return starts[token.start]
        adverb = token.key.endswith("ly") or token.key in ("to", "as", "still", "also", "now", "only", "both", "again")
        adverb = adverb or token.key in _BOUNDS
        if not (adverb or token.key in QUOTES or token.stem in AUXILIARIES or sentence.is_verb(token)):
            return None
    return None
