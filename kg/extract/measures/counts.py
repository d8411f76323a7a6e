"""A number in its block in, whether it counts something out: a noun, or what the number before it counts.

References, stars, scales, and numbers that only point back ("the two reports") count nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg import english
from kg.extract.measures.counted import (
    COUNT,
    CUES,
    NUMBER_UNIT,
    Reading,
    Scene,
    counted,
    is_plural,
    is_verb,
    words_within,
)
from kg.extract.measures.numbers import Number
from kg.model import Zone

SMALL, FEW = 12, 5
MOST_STARS = 5
LONGEST_LIST_NUMBER = 3
_DEFINITE = frozenset(["the", "our", "these", "those", "both", "same", "other", "all", "latter"])
_BACKWARD = frozenset(["them", "these", "those", "whom", "which", "us"])
_PARTITIVE = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|all\s+|these\s+|those\s+)?", re.IGNORECASE)
_THERE_ARE = re.compile(
    r"\b(?:there\s(?:are|were|is|was|have\sbeen|has\sbeen|had\sbeen|will\sbe)|(?:it|they|we|who)\s(?:has|have|had))"
    r"\s(?:now\s|only\s|just\s|still\s|about\s|some\s)?\Z",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"\W*Of\s(?:some\s|about\s|the\s)?\Z")
_ASKED = re.compile(r"\s(?:\w+ed|seen|who|in|on|with|that)\b[^.;:]{0,60},\s")
_BUT = re.compile(r"\ball\sbut\s\Z", re.IGNORECASE)
_IS_MORE = re.compile(r"\s(?:more|fewer|less)\sthan\s(?:an?|the|last|in)\b")
_OF_WHOM = re.compile(r"\bof\s(?:whom|which)\s(?:some\s|about\s|only\s)?\Z", re.IGNORECASE)
_ENDS = re.compile(r"\s?(?:[.,;:)”]|\Z)|\s(?:at|in|on|by|a|last|this|when|now|today)\b")
_FEW = re.compile(r"\b(?:one|two|three)\sor\s\Z", re.IGNORECASE)
_ONE_OF = re.compile(r"\bone\sof\s\Z")
_LETTERED = re.compile(r"[A-Z]{2,4}[ /-]")
_SMALL_WORD = "(?:zero|none|one|two|three|four|five)"
_ADVERBS = frozenset(["down", "up", "now", "more"])
_PLACED = frozenset(["in", "with", "at", "against"])
_INTO = frozenset(["to", "for", "on", "of", "with", "from", "at", "in", "by"])


def count_of(scene: Scene, number: Number, counted_last: str | None) -> Reading | None:
    """Return a number as a count, if it is one; `counted_last` is the noun that was counted before it, if any."""
    noun = counted(scene, number)
    if noun and _is_ratio(scene, number, noun[1]):
        return None
    if number.value == 1:
        return _second_count(scene, number, counted_last)
    if noun and not _points_back(scene, number) and not _is_vague(scene, number, noun):
        return Reading(number, COUNT, NUMBER_UNIT, "number-with-noun", noun[1], noun)
    antecedent = _whole(scene, number)
    if antecedent is None and noun is None and not _points_back(scene, number) and _stands_alone(scene, number):
        antecedent = counted_last
    if antecedent is None and noun is None and _is_told_of(scene, number):
        antecedent = ""
    if antecedent is None:
        return None
    return Reading(number, COUNT, NUMBER_UNIT, "number-alone", number.end, antecedent=antecedent)


def _is_ratio(scene: Scene, number: Number, end: int) -> bool:
    """Return whether what follows makes a ratio of a count: "two councillors in three"."""
    whole = next((n for n in scene.numbers if n.start > end and n.in_words and n.value > number.value), None)
    if whole is None or scene.text[end : whole.start].split() not in (["in"], ["out", "of"]):
        return False
    return counted(scene, whole) is None


def _second_count(scene: Scene, number: Number, counted_last: str | None) -> Reading | None:
    """Return `one` as a count where it goes on a row of counts: "26 were adequate, 19 were good and one was not"."""
    tokens = scene.after(number.end)
    start, _ = scene.block.sentence_at(number.start)
    earlier = [n for n in scene.numbers if start <= n.start < number.start and n.value > 1]
    joined = scene.text[start : number.start].rstrip().endswith((",", "and", ";"))
    goes_on = bool(tokens) and (is_verb(tokens[0]) or _is_rated(scene, number))
    if not (earlier and joined and goes_on) or counted_last is None or number.value_to is not None:
        return None
    return Reading(number, COUNT, NUMBER_UNIT, "number-alone", number.end, antecedent=counted_last)


def _is_rated(scene: Scene, number: Number) -> bool:
    tokens = scene.after(number.end)
    end = tokens[0].end if tokens and tokens[0].key in ("only", "just") else number.end
    return any(scene.cue_after(scheme, end) for scheme in ("value-words", "values"))


def _points_back(scene: Scene, number: Number) -> bool:
    """Return whether a small number points at what is known: "the two reports", "both", "the other three"."""
    tokens = [token for token in scene.before(number.start) if token.key not in (english.OPEN, english.CLOSE)]
    if not tokens or number.value > SMALL or not number.in_words:
        return False
    if [token.key for token in tokens[-3:]] == ["each", "of", "the"] and number.value > FEW:
        return False
    return tokens[-1].key in _DEFINITE and not (tokens[-1].key == "all" and len(tokens) == 1)


def _is_vague(scene: Scene, number: Number, noun: tuple[int, int]) -> bool:
    """Return whether a small number counts points of the text, or is the whole of which one is singled out."""
    heads = [hit for hit in scene.cues_within(*noun, "vague-noun") if hit.end == noun[1]]
    if scene.cue_after(CUES, number.end, "listed-noun"):
        return False
    return bool(heads) and number.value <= SMALL


def _whole(scene: Scene, number: Number) -> str | None:
    """Return the noun of the whole of which a number is a part: "nine of the 47", "four of the councils awarded"."""
    match = _PARTITIVE.match(scene.text, number.end)
    if not match:
        return None
    tokens = scene.after(match.end())
    if not tokens or tokens[0].key in _BACKWARD - {"which", "whom"}:
        return None
    second = next((n for n in scene.numbers if n.start == match.end()), None)
    noun = counted(scene, second or replace(number, end=match.end() - 1))
    if second is None and tokens[0].key in ("which", "whom"):
        return ""
    if noun is None:
        return "" if second is not None else None
    return words_within(scene, *noun)


def fronted_whole(scene: Scene, number: Number) -> str:
    """Return the noun of the whole that opens a sentence: "Of the seven homes inspected, two …"; '' if none does."""
    start, _ = scene.block.sentence_at(number.start)
    if not re.fullmatch(r"\W*Of\s(?:the|its|their|these|all)\s(?:the\s)?", scene.text[start : number.start]):
        return ""
    noun = counted(scene, number)
    return words_within(scene, *noun) if noun else ""


def _stands_alone(scene: Scene, number: Number) -> bool:
    """Return whether a number without a noun has a predicate, a rating, or a place in a row of ratings."""
    tokens, before = scene.after(number.end), scene.before(number.start)
    if _is_part_of_whole(scene, number):
        return True
    if _is_age_limit(scene, number):
        return False
    if not tokens or not tokens[0].is_word:
        return bool(before) and before[-1].key in (*_INTO, "only") and _tells_stars(scene, number)
    if tokens[0].key in ("that", "who", "which"):
        return True
    starred = any(n.start == tokens[0].start and _is_star(scene, n) for n in scene.numbers)
    return (
        starred
        or is_verb(tokens[0])
        or tokens[0].key in _ADVERBS
        or _is_rated(scene, number)
        or tokens[0].key in _PLACED
    )


def _is_told_of(scene: Scene, number: Number) -> bool:
    """Return whether a large number in figures says how many there are: "Of 310 who answered", "there are 35 now"."""
    if number.in_words or number.value <= SMALL or _is_age_limit(scene, number):
        return False
    tokens = scene.after(number.end)
    follows = bool(tokens) and (tokens[0].key == "who" or _IS_MORE.match(scene.text, number.end) is not None)
    follows = follows or _OF_WHOM.search(scene.text, 0, number.start) is not None
    exists = _THERE_ARE.search(scene.text, 0, number.start) is not None
    start, _ = scene.block.sentence_at(number.start)
    fronted = _FRONTED.fullmatch(scene.text, start, number.start) and _ASKED.match(scene.text, number.end)
    if fronted or _is_item_count(scene, number):
        return True
    return follows or (exists and _ENDS.match(scene.text, number.end) is not None)


def _is_part_of_whole(scene: Scene, number: Number) -> bool:
    """Return whether a number is the whole of a part just read: "nine of the 47"."""
    return any(
        m.end() == number.start for n in scene.numbers if (m := _PARTITIVE.match(scene.text, n.end)) and n.value != 1
    )


def _is_age_limit(scene: Scene, number: Number) -> bool:
    """Return whether a number is the limit of an age: "people under 18"."""
    before = scene.before(number.start)[-2:]
    return len(before) > 1 and before[1].key in ("under", "over") and is_plural(before[0].key)


def _tells_stars(scene: Scene, number: Number) -> bool:
    start, end = scene.block.sentence_at(number.start)
    return bool(scene.cues_within(start, end, "star-word"))


def _is_item_count(scene: Scene, number: Number) -> bool:
    """Return whether a number opens a list item and is all that is counted there: "- 73 on the register"."""
    tokens = scene.after(number.end)
    opens = scene.block.block.zone is Zone.ITEM and not scene.text[: number.start].strip("-–•* ")
    return opens and bool(tokens) and (tokens[0].key in _PLACED | {"on", "under"} or is_verb(tokens[0]))


# --- numbers that are no measurements


def is_no_measure(scene: Scene, number: Number) -> bool:
    """Return whether a number is a name or reference, a rating, the end of a scale, or the number of a paragraph."""
    tests = (_is_name, _is_star, _is_scale, _is_list_number, _is_loose, _is_single_of, _is_exception)
    return any(test(scene, number) for test in tests)


def _is_loose(scene: Scene, number: Number) -> bool:
    """Return whether a number only means a few: "one or two flags"."""
    return number.in_words and _FEW.search(scene.text, 0, number.start) is not None


def _is_exception(scene: Scene, number: Number) -> bool:
    """Return whether a number only says how many are left out: "all but three"."""
    return _BUT.search(scene.text, 0, number.start) is not None


def _is_single_of(scene: Scene, number: Number) -> bool:
    """Return whether a small number is the whole of which one is singled out, not told of: "one of four bands"."""
    is_small = number.in_words and number.value <= SMALL
    return is_small and _ONE_OF.search(scene.text, 0, number.start) is not None


def _is_name(scene: Scene, number: Number) -> bool:
    """Return whether a number is part of a name or reference: Section 84, page 7, 01793 528144, Project 360."""
    written = scene.text[number.start : number.end]
    if written.startswith("0") and len(written) > 1:
        return True
    tokens, after = scene.before(number.start), scene.after(number.end)
    if after and after[0].text[0].isdigit() and not number.in_words:
        return True
    if not tokens or number.in_words:
        return False
    refers = scene.cue_before(CUES, number.start, "reference-word")
    is_opener = tokens[-1].key in english.FUNCTION_WORDS
    is_capital = tokens[-1].text[0].isupper() and tokens[-1].end == number.start - 1 and not is_opener
    return bool(refers) or ((is_capital or tokens[-1].text[0].isdigit()) and not counted(scene, number))


def _is_star(scene: Scene, number: Number) -> bool:
    """Return whether a number is a rating in stars, alone or in a row: "zero, one and two stars"."""
    if number.value > MOST_STARS:
        return False
    if scene.cue_after(CUES, number.end, "star-word") or _is_star_told(scene, number):
        return True
    row = re.match(r"(?:,\s|\s(?:and|or|to)\s|\s?[-–]\s?|\s)+", scene.text[number.end :])
    following = next((n for n in scene.numbers if row and n.start == number.end + row.end()), None)
    return following is not None and row is not None and bool(row[0].strip()) and _is_star(scene, following)


def _is_star_told(scene: Scene, number: Number) -> bool:
    """Return whether a small number is stars by its sentence: "stars rise from one to two", "two good, one fair"."""
    if not _tells_stars(scene, number) or not number.in_words:
        return False
    from_or_to = re.search(r"\b(?:from|to)\s\Z", scene.text[: number.start]) is not None
    ranged = from_or_to and re.search(rf"\bfrom\s{_SMALL_WORD}\sto\s{_SMALL_WORD}\b", scene.text) is not None
    named = [n for n in scene.numbers if n.in_words and n.value <= MOST_STARS and _is_rated(scene, n)]
    return ranged or (number in named and len(named) > 1)


def _is_scale(scene: Scene, number: Number) -> bool:
    """Return whether a number is the end of a scale: "0 - 3", "1 (large gaps) to 4 (exceptional)"."""
    if number.value_to is not None and number.value in (0, 1) and not number.in_words:
        return True
    return bool(re.match(r"\s\([a-z ]+\)", scene.text[number.end :])) and number.value <= SMALL and not number.in_words


def _is_list_number(scene: Scene, number: Number) -> bool:
    """Return whether a number only numbers a paragraph or a heading."""
    block = scene.block.block
    if _LETTERED.fullmatch(scene.text, 0, number.start) and block.zone is Zone.HEADING and scene.text.isupper():
        return True
    if number.start > LONGEST_LIST_NUMBER or number.in_words or scene.text[: number.start].strip("([ ").isalpha():
        return False
    if block.zone is Zone.HEADING and (scene.text.isupper() or block.section):
        return True
    if number.value > SMALL and _is_item_count(scene, number):
        return False
    return counted(scene, number) is None or scene.text[number.end : number.end + 1] in (".", ")")
