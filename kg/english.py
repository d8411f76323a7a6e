"""The closed classes of English and its marks: what never comes from a vocabulary.

Tokens, sentences, inflection, numbers, months, negation, and the sorting of speech marks from apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.model import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBER_WORDS = {
    "no": 0, "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
CARDINALS = {word: number for word, number in NUMBER_WORDS.items() if number} | {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MULTIPLIERS = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000,
    "million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
}  # fmt: skip
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
             "tenth": 10, "tenths": 10}  # fmt: skip
PLURALS = _words("people children men women staff police persons elderly")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
NEGATIONS = _words("not no never none neither nor hardly cannot without n't nobody nothing")
MODALS = _words("will would shall should can could may might must")
AUXILIARIES = _words(
    "is are was were be been has have had do does did will would can could may might must should get got gets"
)
PAST_VERBS = _words(
    "rose fell went came gave stood got took lost gained won said thought felt found left kept held met made "
    "rise fall go come stand get take lose gain win live"
)
SIMPLE_PASTS = _words("set put won chose took left spoke stood bought brought made shut drew")
PARTICIPLES = SIMPLE_PASTS | _words("taken chosen spoken hidden drawn")
IRREGULAR_PASTS = (
    PAST_VERBS - _words("rise fall go come stand get take lose gain win live")
    | SIMPLE_PASTS
    | _words(
        "began became broke built caught cut dealt did drove ended fought gave grew had heard hit laid led lent let "
        "lost met paid ran rang read saw sat sent sold spent split struck swept swore taught threw told wound wrote"
    )
)
IRREGULAR_PARTICIPLES = PARTICIPLES | _words(
    "begun become born broken built caught cut dealt done driven fought given gone come grown had heard held hit kept "
    "laid led left lent let lost made met paid put read risen run seen sat sent set sold spent split stood struck "
    "swept told thought thrown won withdrawn wound written been found got fallen shown felt said"
)
PRONOUNS = _words(
    "i we you he she it they me us him her them his its their our your my who which that this these those"
)
DETERMINERS = _words("the a an this that these those its their his her our your my both all each every some any no")
PREPOSITIONS = _words("of in on at by for from to with into over under about between through during after before since")
CONJUNCTIONS = _words("and or but nor so yet while whereas although though because if unless when as than")
PARTICLES = _words("de da di du la le van von der den ap bin al el o st")
LOCATIVES = _words("at near outside around")
DIRECTIONS = _words(
    "north south east west northern southern eastern western greater mid central upper lower inner outer new"
)
PLACES_IN_PAIR = {"first": 0, "former": 0, "second": 1, "latter": 1}
FUNCTION_WORDS = NEGATIONS | MODALS | PRONOUNS | DETERMINERS | PREPOSITIONS | CONJUNCTIONS

OPEN, CLOSE, APOSTROPHE = "“", "”", "'"

_IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do",
    "said": "say", "says": "say", "saying": "say", "told": "tell", "gave": "give", "given": "give",
    "got": "get", "went": "go", "gone": "go", "goes": "go", "going": "go", "made": "make", "found": "find",
    "won": "win", "held": "hold", "kept": "keep", "left": "leave", "wrote": "write", "written": "write",
    "spoke": "speak", "spoken": "speak", "thought": "think", "felt": "feel", "knew": "know", "known": "know",
    "saw": "see", "seen": "see", "took": "take", "taken": "take", "began": "begin", "begun": "begin",
    "led": "lead", "met": "meet", "paid": "pay", "women": "woman", "men": "man", "chose": "choose",
    "chosen": "choose", "fell": "fall", "fallen": "fall", "used": "use", "using": "use", "needed": "need",
}  # fmt: skip
_UNINFLECTED = _words(
    "his its us this always news need red bed thing king during speed indeed hundred "
    "proceed exceed succeed feed seed breed deed"
)
_ABBREVIATIONS = _words("mr mrs ms dr prof st rev hon cllr coun no vol eg ie etc vs gen sir jr sr para pp p sept dept")

_TOKEN = re.compile(r"'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*|[^\w\s]|_")
_SENTENCE_END = re.compile(
    r"[.!?]+[”)\]]*(?=\s+[“(\[]?[A-Z0-9£])|[.!?]+[”)\]]*(?=[“]?[A-Z][a-z])|[.!?]+[”)\]]*(?=\s*$)"
)
_ENDINGS = (("eed", "ee"), ("ings", ""), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
SHORTEST_STEM = 3
LONGEST_NUMBER = 6
LONGEST_ABBREVIATION = 6
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
SHORTEST_GLUED = 7
_GLUE = re.compile(r"(?<=[a-z]{3})(?<!Fitz)(?=[A-Z][a-z]{2})")
_VOWEL = re.compile(r"[aeiouy]")


def fold(word: str) -> str:
    """Return the word as labels are compared: lower case, `&` as `and`, accents kept."""
    return "and" if word == "&" else word.lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Strip inflection from a lower-case word, lightly: serve, serves, serving and served are one.

    >>> {stem(word) for word in ("serve", "serves", "serving", "served")}
    {'serv'}
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= SHORTEST_STEM or word in _UNINFLECTED or not word.isalpha():
        return word
    return _trim(_without_ending(word))


def _without_ending(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    for ending, replacement in _ENDINGS:
        root = word.removesuffix(ending) + replacement
        if word.endswith(ending) and len(root) >= SHORTEST_STEM and _VOWEL.search(root):
            return root
    return word


def _trim(root: str) -> str:
    if len(root) <= SHORTEST_STEM:
        return root
    if root.endswith("e"):
        return root[:-1]
    return root[:-1] if root[-1] == root[-2] and root[-1] not in "aeiouls" else root


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a view into words, possessive endings and single marks."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        start = match.start()
        for word in _unglued(match[0]):
            key = fold(word)
            yield Token(start, start + len(word), word, key, stem(key))
            start += len(word)


def _unglued(word: str) -> list[str]:
    """Return a word cut where two ran together: "logoPowys" is two, "McDonald" is one."""
    if word.islower() or len(word) < SHORTEST_GLUED or not _GLUE.search(word):
        return [word]
    return _GLUE.split(word)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Cut a view into sentences: offsets, half-open, without the space between them.

    >>> sentences("Mr. Taylor came. He spoke.")
    ((0, 16), (17, 26))
    """
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if match[0][0] == "." and _is_abbreviation(text, match.start()):
            continue
        found.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def _is_abbreviation(text: str, dot: int) -> bool:
    word = _LAST_WORD.search(text, max(0, dot - LONGEST_ABBREVIATION), dot)
    if not word:
        return False
    is_initial = len(word[0]) == 1 and word[0].isupper()
    return is_initial or (word[0].lower() in _ABBREVIATIONS and dot + 1 < len(text))


def number(word: str) -> int | None:
    """Return the small whole number that a word or digits name; None for anything else.

    >>> number("three"), number("2"), number("many")
    (3, 2, None)
    """
    if word.isdecimal() and len(word) <= LONGEST_NUMBER:
        return int(word)
    return NUMBER_WORDS.get(word.lower())


def is_month(word: str) -> bool:
    """Return whether the word is a month's name or its first three or four letters."""
    low = word.lower().rstrip(".")
    return any(low in (month, month[:3], month[:4]) for month in MONTHS)


def is_capitalised(word: str) -> bool:
    """Return whether the word begins with a capital letter."""
    return word[:1].isupper()
