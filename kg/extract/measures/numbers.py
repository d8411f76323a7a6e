"""A text in, the numbers in it out, in digits and in words, with their exact values.

Dates and years are numbers here too: whoever reads them must take out what `kg.extract.times` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.english import CARDINALS, FRACTIONS, MULTIPLIERS

HUNDRED, TEN, SCORE = 100, 10, 20
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_IN_DIGITS = re.compile(
    rf"(?<![\w.,/:£?])(?P<digits>{_DIGITS})(?:\s?(?P<scale>{_SCALES})\b)?(?![\w£])(?![/:]\d)(?!\.\d)", re.IGNORECASE
)
_POUNDS = re.compile(rf"(?:£|\bGBP)\s?(?P<digits>{_DIGITS})(?:\s?(?P<scale>{_SCALES})\b)?(?!\w)", re.IGNORECASE)
_LOST_POUNDS = re.compile(rf"(?<!\w)\?{{1,3}}(?P<digits>{_DIGITS})(?:\s?(?P<scale>{_SCALES})\b)?(?!\w)", re.IGNORECASE)
_NAMES = "|".join(sorted({*CARDINALS, *MULTIPLIERS} - {"k", "m", "bn"}, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?P<half>half\s)?(?:(?P<one>an?)\s(?=hundred|thousand|million|billion|dozen))?"
    rf"(?P<words>(?:{_NAMES})(?:(?:[\s-]|\sand\s)(?:{_NAMES}))*)\b(?!')",
    re.IGNORECASE,
)
_CARDINAL = "|".join(CARDINALS)
_FRACTION = re.compile(
    rf"\b(?P<top>{_CARDINAL}|an?)[\s-](?P<bottom>{'|'.join(FRACTIONS)})\b|\b(?P<alone>half)\b(?!-|\s+an?\s)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    rf"\b(?P<top>{_CARDINAL})(?:\s[a-z]+(?=\sin\s(?:{_CARDINAL})\b(?!\s[a-z]+s\b)))?\s(?:in|out\sof)\s(?:every\s)?"
    rf"(?P<bottom>{_CARDINAL})\b(?!\s(?:year|month|week|day)s?\b)",
    re.IGNORECASE,
)
_DIGIT_RATIO = re.compile(
    r"(?<![\w.,/])(?P<top>\d)\s(?:in|out\sof)\s(?:every\s)?(?P<bottom>\d{1,2})\b(?![.,]\d|\s(?:year|month|week|day)s?\b)"
)
_RANGE = re.compile(r"\s?[-–]\s?|\sto\s|\sand\s")
_BETWEEN = re.compile(r"\bbetween\s+£?\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+£?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number: offsets, half-open; its value, and the upper end if it is a range.

    `pounds`: with a pound sign. `share`: a fraction in words, its value in per cent. `in_words`: no digits.
    """

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None = None
    pounds: bool = False
    share: bool = False
    in_words: bool = False


def find_numbers(text: str, *, money: bool = False) -> tuple[Number, ...]:
    """Return the numbers of a text in order; `money` takes question marks right before digits for a lost pound sign.

    Without it, such a number is left out: its unit is not known.

    >>> [str(number.value) for number in find_numbers("nearly 2,600 staff, £1.2 million, thirteen thousand people")]
    ['2600', '1200000', '13000']
    """
    found: list[Number] = []
    read = (*_shares(text), *_in_digits(text, money=money), *_in_words(text))
    for number in sorted(read, key=lambda n: (n.start, -n.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return tuple(_joined(text, found))


def _in_digits(text: str, *, money: bool) -> Iterator[Number]:
    lost = _LOST_POUNDS.finditer(text) if money else ()
    for match in (*_POUNDS.finditer(text), *lost, *_IN_DIGITS.finditer(text)):
        scale = MULTIPLIERS[match["scale"].lower()] if match["scale"] else 1
        value = plain(Decimal(match["digits"].replace(",", "")) * scale)
        yield Number(match.start(), match.end(), value, pounds=match[0][0] in "£G?g")


def plain(value: Decimal) -> Decimal:
    """Return a decimal without zeros behind the point and without an exponent.

    >>> str(plain(Decimal("2.30") * 1000000))
    '2300000'
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _in_words(text: str) -> Iterator[Number]:
    for match in _IN_WORDS.finditer(text):
        for place, words in enumerate(_runs(text, match)):
            keys = [word[0].lower() for word in words]
            halved = place == 0 and match["half"]
            start = match.start() if place == 0 else words[0].start()
            yield Number(start, words[-1].end(), plain(_value(keys) / (2 if halved else 1)), in_words=True)


def _runs(text: str, match: re.Match[str]) -> list[list[re.Match[str]]]:
    """Return the number words of a match, cut where one can't go on with the one before: "one and two"."""
    runs: list[list[re.Match[str]]] = []
    for word in re.compile(r"[a-z]+", re.IGNORECASE).finditer(text, *match.span("words")):
        key, last = word[0].lower(), runs[-1][-1] if runs else None
        if key == "and":
            continue
        joined = last is not None and "and" in text[last.end() : word.start()].lower()
        if last is not None and _goes_on(last[0].lower(), key, joined=joined):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _goes_on(last: str, word: str, *, joined: bool) -> bool:
    """Return whether a number word goes on with the one before; `joined` by `and` only behind hundred or more."""
    if last in MULTIPLIERS:
        return last != "dozen" and (word not in MULTIPLIERS or (MULTIPLIERS[last] < MULTIPLIERS[word] and not joined))
    if joined:
        return False
    return word in MULTIPLIERS or (SCORE <= CARDINALS[last] < HUNDRED and CARDINALS[word] < TEN)


def _value(keys: list[str]) -> Decimal:
    total, part = 0, 0
    for key in keys:
        if key in CARDINALS:
            part += CARDINALS[key]
        elif key == "hundred":
            part = max(part, 1) * HUNDRED
        elif key in MULTIPLIERS:
            total, part = total + max(part, 1) * MULTIPLIERS[key], 0
    return Decimal(total + part)


def _shares(text: str) -> Iterator[Number]:
    """Yield fractions and ratios in words as shares in per cent: three-quarters, half, nine out of ten."""
    for match in _FRACTION.finditer(text):
        top = 1 if match["alone"] else CARDINALS.get(match["top"].lower(), 1)
        yield _share(match, top, FRACTIONS[(match["alone"] or match["bottom"]).lower()])
    for match in _RATIO.finditer(text):
        top, bottom = CARDINALS[match["top"].lower()], CARDINALS[match["bottom"].lower()]
        if top < bottom:
            yield _share(match, top, bottom)
    for match in _DIGIT_RATIO.finditer(text):
        if 0 < int(match["top"]) < int(match["bottom"]):
            yield _share(match, int(match["top"]), int(match["bottom"]))


def _share(match: re.Match[str], top: int, bottom: int) -> Number:
    return Number(match.start(), match.end(), plain(Decimal(top * HUNDRED) / bottom), share=True, in_words=True)


def _joined(text: str, numbers: list[Number]) -> Iterator[Number]:
    """Yield the numbers, two of a range as one: 18-64, 8 to 25, between 10 and 20; never "from 3 to 2"."""
    held: Number | None = None
    for number in numbers:
        if held is not None and _is_range(text, held, number):
            yield replace(held, end=number.end, value_to=number.value)
            held = None
            continue
        if held is not None:
            yield held
        held = number
    if held is not None:
        yield held


def _is_range(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if first.share or second.share or not _RANGE.fullmatch(between) or first.value >= second.value:
        return False
    if between.strip() == "and":
        return bool(_BETWEEN.search(text, 0, first.start))
    return between.strip() != "to" or not _FROM.search(text, 0, first.start)
