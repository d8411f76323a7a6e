"""A text in, its words of time out: dates, months, years, spans of them, and times relative to the day of writing.

A time has an xsd value only where the words settle it, or, if they are relative, where the document's date does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.english import CARDINALS, MONTHS

DATE, MONTH, YEAR = "date", "gYearMonth", "gYear"
FULL_YEAR_DIGITS = 4
CENTURY_TURN = 50
MONTHS_A_YEAR, DAYS_A_WEEK = 12, 7

_SHORT = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_LONG = "|".join(month.capitalize() for month in MONTHS)
_MONTH = rf"(?:{_LONG}|{_LONG.upper()}|(?:{_SHORT})\b\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_WEEKDAY = rf"(?:(?:{_DAYS})day,?\s)?"
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{'|'.join(CARDINALS)})"
_SPAN = r"(?P<unit>year|month|week|day)"
_NEAR = r"(?P<near>last|next|this|previous|past|coming)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_FEAST = r"(?:Christmas|Easter|(?:the\s)?[Nn]ew [Yy]ear)"
_PART = r"(?:(?:early|late|mid)[\s-])?"
_BOUND = r"(?:end|start|beginning|middle|close|turn)"
_WHEN = r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]or|[Aa]t|[Oo]ver|[Tt]ill)"
_TO = r"(?:\s?[-–]\s?|\s(?:to|and|until)\s)"
_HEDGE = r"(?:(?:over|nearly|almost|about|around|some|more than|less than|just over|just under|only)\s)?"


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time: offsets, half-open; `value` and `type` (date, gYearMonth, gYear) where they are settled, else ''.

    `relative`: told from the day of writing. `span`: a stretch of time, such as a financial year, or two years past.
    """

    start: int
    end: int
    value: str = ""
    type: str = ""
    relative: bool = False
    span: bool = False


def find_times(text: str, written: str = "") -> tuple[Time, ...]:
    """Return the times of a text in order, of overlapping ones the longest; `written` is the document's ISO date or ''.

    >>> [(time.value, time.type) for time in find_times("in September 2002 and on 12 July 2024, since 1997")]
    [('2002-09', 'gYearMonth'), ('2024-07-12', 'date'), ('1997', 'gYear')]
    """
    day = _as_day(written)
    found = [make(match, day) for pattern, make in _READINGS for match in pattern.finditer(text)]
    chosen: list[Time] = []
    for time in sorted(found, key=lambda time: (time.start - time.end, time.start)):
        if not any(time.start < other.end and other.start < time.end for other in chosen):
            chosen.append(time)
    return tuple(sorted(chosen, key=lambda time: time.start))


_DELAY = re.compile(rf"\bin\s{_HEDGE}(?:the\s(?:next|coming)\s)?{_COUNT}\s{_SPAN}s?\b(?!'|\stime)", re.IGNORECASE)
_RECENT = re.compile(r"\b(?:recently|newly|lately|only\sjust|just)(?=\s[a-z£])")


def find_delays(text: str) -> tuple[Time, ...]:
    """Return the lengths of time after which something is to come: "will be reviewed in six months".

    >>> [time.start for time in find_delays("It will be reviewed in six months.")]
    [20]
    """
    return tuple(Time(match.start(), match.end(), relative=True, span=True) for match in _DELAY.finditer(text))


def find_recent(text: str) -> tuple[Time, ...]:
    """Return the adverbs by which something is told to be new: "has recently opened".

    >>> len(find_recent("The council has just put money into it."))
    1
    """
    return tuple(Time(match.start(), match.end(), relative=True, span=True) for match in _RECENT.finditer(text))


def _as_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


# --- calendar dates


def _month_number(word: str) -> int:
    return next(place for place, month in enumerate(MONTHS, 1) if month.startswith(word.lower().rstrip(".")[:3]))


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == FULL_YEAR_DIGITS:
        return year
    return year + (1900 if year >= CENTURY_TURN else 2000)


def _day_of(match: re.Match[str], written: date | None) -> Time:
    """Return a calendar day; one without a year stays as it is told."""
    if not match["year"]:
        return Time(match.start(), match.end())
    month = match["month"]
    number = int(month) if month.isdecimal() else _month_number(month)
    try:
        day = date(_full_year(match["year"]), number, int(re.match(r"\d+", match["day"])[0]))  # type: ignore[index]
    except ValueError:
        return Time(match.start(), match.end())
    return Time(match.start(), match.end(), day.isoformat(), DATE)


def _month_of(match: re.Match[str], written: date | None) -> Time:
    value = f"{match['year']}-{_month_number(match['month']):02}"
    return Time(match.start(), match.end(), value, MONTH)


def _year_of(match: re.Match[str], written: date | None) -> Time:
    return Time(match.start(), match.end(), match[0], YEAR)


def _stretch(match: re.Match[str], written: date | None) -> Time:
    return Time(match.start(), match.end(), span=True)


def _unsettled(match: re.Match[str], written: date | None) -> Time:
    return Time(*match.span("at" if "at" in match.re.groupindex else 0))


# --- times told from the day of writing


def _relative(match: re.Match[str], value: str = "", kind: str = "") -> Time:
    return Time(match.start(), match.end(), value, kind, relative=True)


def _shifted(day: date, unit: str, count: int) -> tuple[str, str]:
    """Return a time some units away from a day, as exactly as the unit tells it."""
    if unit == "year":
        return str(day.year + count), YEAR
    if unit == "month":
        months = day.year * MONTHS_A_YEAR + day.month - 1 + count
        return f"{months // MONTHS_A_YEAR}-{months % MONTHS_A_YEAR + 1:02}", MONTH
    if unit == "week":
        return _shifted(day + timedelta(days=DAYS_A_WEEK * count), "month", 0)
    return (day + timedelta(days=count)).isoformat(), DATE


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else CARDINALS.get(words.lower(), 1)


def _ago(match: re.Match[str], written: date | None) -> Time:
    settled = _shifted(written, match["unit"].lower(), -_count(match["count"])) if written else ("", "")
    return _relative(match, *settled)


def _ahead(match: re.Match[str], written: date | None) -> Time:
    settled = _shifted(written, match["unit"].lower(), _count(match["count"])) if written else ("", "")
    return _relative(match, *settled)


_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_DAYS_AWAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _near(match: re.Match[str], written: date | None) -> Time:
    """Read last year, next month, this week."""
    settled = _shifted(written, match["unit"].lower(), _STEPS[match["near"].lower()]) if written else ("", "")
    return _relative(match, *settled)


def _near_day(match: re.Match[str], written: date | None) -> Time:
    """Read today, yesterday, tomorrow."""
    settled = _shifted(written, "day", _DAYS_AWAY[match[0].lower()]) if written else ("", "")
    return _relative(match, *settled)


def _near_month(match: re.Match[str], written: date | None) -> Time:
    """Read last October, next May: the nearest before or after the month of writing."""
    if written is None:
        return _relative(match)
    number = _month_number(match["month"])
    step = _STEPS[match["near"].lower()]
    year = written.year - (step < 0 and number >= written.month) + (step > 0 and number <= written.month)
    return _relative(match, f"{year}-{number:02}", MONTH)


def _open_stretch(match: re.Match[str], written: date | None) -> Time:
    return Time(match.start(), match.end(), relative=True, span=True)


_Reading = Callable[[re.Match[str], date | None], Time]


def _pattern(pattern: str, *, any_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if any_case else 0)


_READINGS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (
        _pattern(
            rf"\b{_WEEKDAY}(?P<day>{_DAY})\s?(?P<month>{_MONTH})(?:,?\s(?P<year>{_YEAR}|\d\d\b(?![:.]\d)))?(?!\d)"
        ),
        _day_of,
    ),
    (_pattern(rf"\b{_WEEKDAY}(?P<month>{_MONTH})\s(?P<day>{_DAY})\b(?:,?\s(?P<year>{_YEAR}))?(?!\d)"), _day_of),
    (_pattern(rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b"), _day_of),
    (_pattern(r"\b(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>(?:19|20)?\d\d)\b"), _day_of),
    (_pattern(rf"\b(?P<month>{_MONTH}),?\s(?:of\s)?(?P<year>{_YEAR})\b"), _month_of),
    (_pattern(rf"\b{_MONTH}(?:\s{_YEAR})?\s?(?:-|–|to|and|until)\s?{_MONTH}\s{_YEAR}\b"), _stretch),
    (_pattern(rf"\b{_WEEKDAY}{_DAY}{_TO}{_WEEKDAY}{_DAY}\s{_MONTH}(?:,?\s{_YEAR})?(?!\d)"), _stretch),
    (_pattern(rf"\b{_DAY}\s{_MONTH}(?:\s{_YEAR})?{_TO}{_DAY}\s{_MONTH}(?:,?\s{_YEAR})?(?!\d)"), _stretch),
    (_pattern(rf"\b{_WHEN}\s(?P<at>(?:{_LONG}){_TO}(?:{_LONG}))\b(?!\s[A-Z][a-z])"), _unsettled),
    (_pattern(rf"\b(?:{_PART}(?:the\s)?){_SEASON}\s(?:of\s)?{_YEAR}\b", any_case=True), _stretch),
    (_pattern(rf"\b{_WHEN}\s(?P<at>(?:the\s)?{_PART}{_SEASON})\b(?!\s(?:of\s)?{_YEAR})"), _unsettled),
    (_pattern(rf"\b{_WHEN}\s(?P<at>(?:the\s)?{_FEAST})\b(?!\s[A-Z])"), _unsettled),
    (_pattern(rf"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s{_FEAST}\b"), _open_stretch),
    (
        _pattern(
            rf"\bthe\s{_BOUND}\sof\s(?:(?:the|this|next|last)\s(?:year|month|week|{_SEASON})|(?:{_LONG})(?:\s{_YEAR})?|{_YEAR})\b"
        ),
        _unsettled,
    ),
    (
        _pattern(
            rf"\b(?:the\s(?:first|second|third|last|whole)\s(?:(?:week|weekend|days|half|part)\s)?of|early|late|mid)[\s-](?:{_LONG})"
            rf"(?:\s{_YEAR})?\b",
        ),
        _unsettled,
    ),
    (_pattern(rf"\b{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d?)\b"), _stretch),
    (_pattern(rf"\b{_YEAR} (?:to|and) {_YEAR}\b"), _stretch),
    (_pattern(rf"\b(?<![£.,])(?<!No )(?<!no\. ){_YEAR}\b(?![.,]\d)"), _year_of),
    (
        _pattern(
            rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Dd]uring|[Ee]arly|[Ll]ate)\s(?P<at>{_LONG})\b(?!\s[A-Z][a-z])"
        ),
        _unsettled,
    ),
    (_pattern(r"\b(?:to|yester)day\b|\b(?:tomorrow|tonight)\b", any_case=True), _near_day),
    (_pattern(rf"\b{_HEDGE}{_COUNT}\s{_SPAN}s?\sago\b", any_case=True), _ago),
    (_pattern(rf"\bin\s{_HEDGE}{_COUNT}\s{_SPAN}s?'?\stime\b", any_case=True), _ahead),
    (_pattern(rf"\b{_NEAR}\s{_SPAN}\b(?!s)", any_case=True), _near),
    (_pattern(rf"\b(?:earlier|later)\s(?P<near>this)\s{_SPAN}\b", any_case=True), _near),
    (_pattern(rf"\bin\s{_HEDGE}{_COUNT}\s{_SPAN}'s\stime\b", any_case=True), _ahead),
    (_pattern(rf"\b(?P<near>[Ll]ast|[Nn]ext|[Tt]his)\s(?P<month>{_LONG})\b"), _near_month),
    (
        _pattern(rf"\b{_NEAR}\s(?:spring|summer|autumn|winter|week|weekend|night|(?:{_DAYS})day)\b", any_case=True),
        _open_stretch,
    ),
    (
        _pattern(
            rf"\b(?:(?:over|in|during|for|within)\s)?(?:the\s)?{_NEAR}\s(?:few|{_COUNT})\s{_SPAN}s\b", any_case=True
        ),
        _open_stretch,
    ),
    (_pattern(rf"\b(?:in|over)\srecent\s{_SPAN}s\b", any_case=True), _open_stretch),
    (
        _pattern(rf"\b{_COUNT}\s{_SPAN}s?\s(?:on|later|earlier|before)\b(?!\s+(?:the|a|what|how)\b)", any_case=True),
        _open_stretch,
    ),
    (_pattern(rf"\b(?:over|during|in)\sthe\s(?:last|past|coming|next)\s{_SPAN}\b", any_case=True), _open_stretch),
    (
        _pattern(r"\b(?:[01]?\d|2[0-4])[:.][0-5]\d(?:\s?(?:am|pm|GMT|BST|UK))?\b(?!\s?(?:%|per cent|percent|m))"),
        _unsettled,
    ),
    (_pattern(r"\b\d{1,2}(?:am|pm)\b", any_case=True), _unsettled),
)
