"""Is a plain word a value here? "Good, two star service" and "rated as good" are, "good progress" is not."""

from __future__ import annotations

from itertools import takewhile

from kg import english
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.extract.ratings.signals import Signal
from kg.lexicon import VALUES
from kg.model import Token

LONGEST_QUOTE = 6
FARTHEST_VERB = 5
FARTHEST_NOUN = 4
_MARKS = frozenset(",.;:()!–—-")
_AFTER_STARS = words("out each again already overall only now respectively went goes last")
_FOLLOWERS = words("and but with for though although while overall by according")


def is_value_word(sentence: Sentence, signal: Signal) -> bool:
    """Return whether what follows lets the word be a value: a mark, stars, a noun for services or ratings, the end."""
    if _is_disjunct(sentence, signal) or _in_long_quote(sentence, signal):
        return False
    behind = [token for token in sentence.after(signal.end) if token.key not in QUOTES]
    if not behind or behind[0].key in _MARKS or behind[0].key in _FOLLOWERS:
        return True
    if behind[0].key in english.PREPOSITIONS:
        return is_awarded(sentence, signal)
    return _has_stars_at(sentence, behind[0]) or (_heads(sentence, behind[0]) and _is_one(sentence, signal))


def _is_one(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a word before a noun rates one service: "a good service", "'good' services"."""
    before = sentence.before(signal.start)[:1]
    if not before or before[0].key in ("a", "an", "as", "(", ":", "-", "–", "—", ",") or before[0].key in QUOTES:
        return True
    return any(hit.end == before[0].end for hit in sentence.hits(VALUES))


def is_awarded(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a verb of judging governs the word: "was rated as good", "assessed as 'good, two star'"."""
    for token in sentence.before(signal.start)[:FARTHEST_VERB]:
        if sentence.has(token.start, token.end, "award-verb"):
            return not _by_people(sentence, token)
        if not (
            token.key in QUOTES or token.key in ("as", "to", "a", "an", "both", "only") or token.stem in AUXILIARIES
        ):
            return False
    return False


def in_survey(sentence: Sentence) -> bool:
    """Return whether a sentence reports what people who were asked think."""
    return bool(sentence.cues("survey-sign")) or any(token.key == "%" for token in sentence.tokens)


def is_hotel(sentence: Sentence, signal: Signal) -> bool:
    """Return whether "N-star" qualifies a noun that has nothing to do with ratings."""
    plural = sentence.text[signal.start : signal.end].lower().endswith("s")
    if plural or any(hit.end == signal.end for hit in sentence.cues("rating-noun")):
        return False
    behind = [token for token in sentence.after(signal.end) if token.key not in QUOTES][:1]
    if not behind or not behind[0].is_word or sentence.is_verb(behind[0]):
        return False
    if behind[0].key in english.FUNCTION_WORDS or behind[0].key in _AFTER_STARS:
        return False
    near = takewhile(lambda token: token.key not in english.FUNCTION_WORDS, sentence.after(signal.end)[:FARTHEST_NOUN])
    return not any(_heads(sentence, token) for token in near)


def _heads(sentence: Sentence, token: Token) -> bool:
    cues = sentence.cues("service-noun", "group-noun", "whole-authority", "rating-noun", "anaphor", "service-anaphor")
    return any(hit.start <= token.start < hit.end for hit in cues)


def _has_stars_at(sentence: Sentence, token: Token) -> bool:
    return any(hit.start == token.start for hit in sentence.hits(VALUES))


def _is_disjunct(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the word is one of two that answer a survey: "excellent or good"."""
    behind = [token.key for token in sentence.after(signal.end) if token.key not in QUOTES][:1]
    ahead = [token.key for token in sentence.before(signal.start) if token.key not in QUOTES][:1]
    return behind == ["or"] or ahead == ["or"]


def _in_long_quote(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the word is part of a longer quotation, where it is somebody's plain adjective."""
    text = sentence.text
    opening = text.rfind(english.OPEN, sentence.start, signal.start)
    if opening < 0 or english.CLOSE in text[opening : signal.start]:
        return False
    closing = text.find(english.CLOSE, signal.end)
    quote = text[opening : closing if closing > 0 else len(text)]
    near = [hit for hit in sentence.hits(VALUES) if 0 <= hit.start - signal.end <= FARTHEST_NOUN]
    return len(quote.split()) > LONGEST_QUOTE and not near


def _by_people(sentence: Sentence, verb: Token) -> bool:
    """Return whether those who judge are the people served: "local people rated the service as good"."""
    people = [hit for hit in sentence.cues("people-noun") if hit.end <= verb.start]
    people += [hit for hit in sentence.hits("client-groups") if hit.end <= verb.start]
    if not people:
        return False
    nearest = max(hit.end for hit in people)
    return not any(token.stem == "be" for token in sentence.between(nearest, verb.start))
