"""A clause in, the signs out that lie in how a word is made: un-answered, harm-ful, leader-less.

Only participles that `un` denies count wherever they stand; other adjectives behind a form of be or become, where they
say of something what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import english
from kg.extract.clauses import Stretch, closed_class
from kg.extract.signs import BE, Sign, is_adverb, is_negated, is_of_people, words_before
from kg.model import Token

SHORTEST_FORMED = 7
NEAREST_BE = 1
_ADJECTIVES = ("able", "ible", "ful", "ing", "ive", "al", "ent", "ant", "ous", "ly", "y", "ate", "en", "tic")
_BAD_STARTS, _UN, _FUL, _LESS = ("un", "dis", "mis", "ill", "mal"), "un", "ful", "less"
_AMISS, _DONE = ("mis", "under", "over", "ill-"), ("ed", "spelt", "laid", "read", "understood", "fed", "led")
_NOT_DENIED = closed_class(
    "united unified unchanged unlimited uninterrupted unrivalled unmatched unparalleled unprecedented unlocked "
    "unveiled unannounced uncovered undisputed undoubted unrelated unnamed unpublished unleashed unfolded "
    "undermined underlined unscheduled unopposed unaffected unaccompanied unemployed undocumented unexpected "
    "unqualified unloaded unaudited unelected underpinned unionised unearthed undivided unscathed undertaken "
    "missed overhauled overturned overheard overseen "
    "understood understaffed underway unusual universal unanimous undeniable unbeatable unmistakable "
    "unforgettable unassuming unfailing unfaltering unflagging unhurried unstinting unswerving unwavering unique "
    "unlikely unsurprising understanding underlying undergoing until disabled discreet discerning disciplined "
    "distinct distinctive distant district display discussing discovering mission missing misty mister "
    "illustrative malleable discretionary disposable unobtrusive unpretentious"
)
_SAD = closed_class(
    "harmful painful fearful doubtful wasteful neglectful stressful dreadful awful shameful pitiful woeful forgetful "
    "resentful fretful mournful wrongful hateful tearful disgraceful distrustful spiteful sorrowful regretful baleful"
)
_NEITHER = closed_class("lawful rightful dutiful handful")
_GLAD = closed_class(
    "seamless tireless faultless flawless spotless priceless painless effortless matchless peerless selfless fearless"
)
_NOTHING_LESS = closed_class("homeless regardless nonetheless wireless doubtless countless endless unless nevertheless")


def formed(clause: Stretch) -> Iterator[Sign]:
    """Yield the signs of words that no vocabulary has to hold."""
    known = [hit for hit in clause.hits("polarity-cues") if not hit.concept.endswith(("/topic", "/idiom"))]
    for token in clause.tokens:
        value = _value(clause, token) if len(token.key) >= SHORTEST_FORMED else 0
        if not value or any(hit.start <= token.start < hit.end for hit in known) or is_of_people(clause, token.start):
            continue
        yield Sign(-value if is_negated(clause, token.start) else value, token.start, token.end)


def _value(clause: Stretch, token: Token) -> int:
    word = token.key
    if word in _NOT_DENIED or not token.text.islower():
        return 0
    if word.startswith(_UN) and word.endswith("ed"):
        return -1
    is_amiss = word.startswith(_AMISS) and word.endswith(_DONE)
    if not (is_amiss or word.endswith((*_ADJECTIVES, _LESS))) or not _says_what_it_is(clause, token):
        return 0
    if word.endswith(_FUL):
        return 0 if word in _NEITHER else -1 if word in _SAD or word.startswith(_UN) else 1
    if word.endswith(_LESS):
        return 0 if word in _NOTHING_LESS else 1 if word in _GLAD else -1
    return -1 if is_amiss or word.startswith(_BAD_STARTS) else 0


def _says_what_it_is(clause: Stretch, token: Token) -> bool:
    """Return whether an adjective stands behind a form of be, with adverbs between, and before no noun of its own."""
    after = next((word for word in clause.tokens if word.start >= token.end), None)
    ends = after is None or not after.is_word or after.key in english.FUNCTION_WORDS
    near = [word for word in words_before(clause, token.start) if not is_adverb(word) or word.stem == BE]
    return ends and any(word.stem == BE for word in near[:NEAREST_BE])
