"""A clause in, the signs out that lie in plain predicates: how long, how many, how long a wait, how it goes.

An amount is neither good nor bad by itself: a long wait is bad, a short one good, few breaks are bad, few complaints
good. A verb that only blames or praises where services are its subject counts nowhere else: plans drift, boats may.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import english
from kg.extract.clauses import HAVE, Stretch, closed_class
from kg.extract.comparisons import BENEFIT, BURDEN, measured
from kg.extract.signs import BE, Sign, is_asserted, is_complement, is_negated, is_of_people, is_told, words_before
from kg.lexicon import AUTHORITIES
from kg.model import Hit, Token

LARGE, SMALL = "polarity-cues/large", "polarity-cues/small"
OFTEN, RARE = "polarity-cues/often", "polarity-cues/rare"
LAPSE, THRIVE, WAIT = "polarity-cues/lapse", "polarity-cues/thrive", "polarity-cues/wait"
FARTHEST_DURATION = 6
FARTHEST_SUBJECT = 70
_SPANS = closed_class("week weeks month months year years fortnight age ages")
_ONLY_SO_LONG = closed_class("only just less fewer under within no not most maximum never rarely seldom hardly than")
_HAVING = HAVE | {"get", "got", "see", "receiv", "find", "found", "offer", "attract", BE, "too", "so", "very", "now"}
_PRONOUNS = closed_class("it they we you these those this who which most some many others all everyone nobody")
_NOT_VERBS = english.DETERMINERS | english.PREPOSITIONS
_WITHOUT = "without"
_NEAR_WITHOUT = 4
_NOT_AMOUNTS = closed_class("spend spent pay cost grad")
_AMOUNTS = {"few": -1, "fewer": -1, "less": -1, "more": 1, "little": -1}


def predicated(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of plain predicates."""
    yield from _sized(clause)
    yield from _counted(clause)
    yield from _waits(clause)
    yield from _without(clause)
    yield from _goings(clause)


def weighed(clause: Stretch) -> list[tuple[int, int]]:
    """Return where words of size are told of burdens: low of staff is bad, of turnover it is not."""
    return [(hit.start, hit.end) for hit in clause.named(SMALL, RARE) if _subject(clause, hit, BURDEN)]


# --- how long, how many


def _sized(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of words of size behind a form of be: "waiting lists are long", "breaks are few"."""
    for concept, value in ((LARGE, 1), (SMALL, -1)):
        for hit in clause.named(concept):
            if not _is_predicate(clause, hit) or not is_told(clause, hit.start):
                continue
            of = -1 if _subject(clause, hit, BURDEN) else int(_subject(clause, hit, BENEFIT))
            if of:
                yield Sign(-value * of if is_negated(clause, hit.start) else value * of, hit.start, hit.end)
    for concept, value in ((OFTEN, 1), (RARE, -1)):
        for hit in clause.named(concept):
            if _is_predicate(clause, hit) and is_told(clause, hit.start) and _has_subject(clause, hit.start):
                of = -1 if _subject(clause, hit, BURDEN) else 1
                yield Sign(-value * of if is_negated(clause, hit.start) else value * of, hit.start, hit.end)


def _is_predicate(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word stands behind a form of be, also with an article: "are the longest in London"."""
    near = words_before(clause, hit.start)
    article = len(near) > 1 and near[0].key == "the" and near[1].stem == BE
    after = next((token for token in clause.tokens if token.start >= hit.end), None)
    ends = after is None or not after.is_word or after.key in english.FUNCTION_WORDS
    return ends and (article or is_complement(clause, hit))


def _subject(clause: Stretch, hit: Hit, concept: str) -> bool:
    """Return whether the first burden or benefit before a word is of one kind; money is neither."""
    found = [(one.start, kind) for kind in (BURDEN, BENEFIT) for one in measured(clause, kind) if one.end <= hit.start]
    if any(token.stem in _NOT_AMOUNTS for token in clause.tokens_before(hit.start)):
        return False
    return bool(found) and min(found)[1] == concept


def _counted(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of few, fewer, less and more behind having, before a benefit or burden: "get few breaks"."""
    kinds = [(one.start, 1) for one in measured(clause, BENEFIT)]
    kinds += [(one.start, 1) for one in clause.named("polarity-cues/topic") if not clause.named(BURDEN)]
    kinds += [(one.start, -1) for one in measured(clause, BURDEN)]
    for place, token in enumerate(clause.tokens[1:-1], 1):
        value = _AMOUNTS.get(token.key, 0)
        if not value or clause.tokens[place - 1].stem not in _HAVING or not is_told(clause, token.start):
            continue
        after = clause.tokens[place + 1].start
        worth = next((kind for start, kind in sorted(kinds) if start == after), 0)
        if worth and not (value > 0 > worth) and not is_of_people(clause, token.start):
            yield Sign(value * worth, token.start, token.end)


# --- how long a wait


def _waits(clause: Stretch) -> Iterator[Sign]:
    """Yield blame where people wait, or a thing takes, for weeks, months or years; not where it is only so long."""
    for hit in clause.named(WAIT):
        near = [token for token in clause.tokens if token.start >= hit.end][:FARTHEST_DURATION]
        place = next((n for n, token in enumerate(near) if token.key in _SPANS), len(near))
        if place == len(near) or any(token.key in _ONLY_SO_LONG for token in near[:place]):
            continue
        if _has_subject(clause, hit.start) and is_told(clause, hit.start) and not is_negated(clause, hit.start):
            yield Sign(-1, hit.start, near[place].end)


# --- without what should be there


def _without(clause: Stretch) -> Iterator[Sign]:
    """Yield blame where something is without what services give: "children without a social worker"."""
    bad = clause.named("polarity-cues/fault", "polarity-cues/bad-word", BURDEN)
    good = [*clause.named("polarity-cues/topic", BENEFIT), *clause.hits("service-types"), *clause.hits("roles")]
    for token in clause.tokens[1:]:
        if token.key != _WITHOUT or is_negated(clause, token.start) or is_of_people(clause, token.start):
            continue
        near = [word.start for word in clause.tokens if word.start >= token.end][:_NEAR_WITHOUT]
        is_wanting = any(hit.start in near for hit in good) and not any(hit.start in near for hit in bad)
        if is_wanting and is_told(clause, token.start) and _has_subject(clause, token.start):
            yield Sign(-1, token.start, token.end)


# --- how it goes


def _goings(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of verbs that judge where services, or people in them, are their subject."""
    meeting = clause.named("polarity-cues/meeting")
    for concept, value in ((LAPSE, -1), (THRIVE, 1)):
        for hit in clause.named(concept):
            if any(one.end <= hit.start for one in meeting):
                continue
            if is_of_people(clause, hit.start) or not _is_finite(clause, hit) or not _has_subject(clause, hit.start):
                continue
            yield Sign(-value if is_negated(clause, hit.start) else value, hit.start, hit.end)


def _is_finite(clause: Stretch, hit: Hit) -> bool:
    """Return whether a hit is a verb that tells what is so: no noun, infinitive or participle that describes."""
    near = words_before(clause, hit.start)
    first = clause.block.text[hit.start : hit.end].split()[0].lower()
    if not near or near[0].key in _NOT_VERBS or not is_asserted(clause, hit.start) or not is_told(clause, hit.start):
        return False
    return not first.endswith("ing") or any(token.stem == BE for token in near[:3])


def _has_subject(clause: Stretch, offset: int) -> bool:
    """Return whether services, people in them, an authority or a pronoun come before a verb."""
    named = [*clause.named("polarity-cues/topic", BURDEN, BENEFIT), *clause.hits(AUTHORITIES)]
    named += [*clause.hits("service-types"), *clause.hits("client-groups"), *clause.hits("roles")]
    if any(hit.end <= offset <= hit.end + FARTHEST_SUBJECT for hit in named):
        return True
    opening: tuple[Token, ...] = clause.tokens_before(offset)[:1]
    return any(token.key in _PRONOUNS for token in opening)
