"""When was a document written, and is a time that it names long gone by then?"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.english import MONTHS
from kg.extract.times import DATE, Time, find_times
from kg.model import Annotated, Zone

LEAD = 60
ANY_DAY = "2000-06-15"
LEAD_BLOCKS = 3
MID_YEAR = 6
MONTHS_A_YEAR = 12
STILL_NEW = 9  # months after which a rating in the past tense, with its date, is an old one
AFTERMATH = 4  # months for which reports on the last inspections of a regime still come out
_YEAR, _MONTH = 4, 7
_SHORT = [month[:3].capitalize() for month in MONTHS]
_NAMED = re.compile(rf"(?:\b(?P<month>{'|'.join(_SHORT)})[a-z]* )?\b(?P<year>(?:19[6-9]|20[0-6])\d)\b")


class Dating(NamedTuple):
    """The day of writing (ISO 8601, '' where nothing tells it), and the latest time that the text names."""

    written: str
    latest: str

    @property
    def day(self) -> str:
        """The day from which "last year" is told: the day of writing, else any, for only the distance counts."""
        return self.written or ANY_DAY

    @property
    def now(self) -> str:
        """The day of writing, else the latest time of the text."""
        return self.written or self.latest


def dating(annotated: Annotated) -> Dating:
    """Return the date of a document: its own, that of a dateline, or one at the very beginning."""
    times = (_year_of(match) for match in _NAMED.finditer(annotated.document.text))
    return Dating(annotated.document.date or _dateline(annotated), max(times, key=_months, default=""))


def _year_of(match: re.Match[str]) -> str:
    """Return a year, with its month where that is named."""
    month = match["month"]
    return f"{match['year']}-{_SHORT.index(month[:3]) + 1:02}" if month else match["year"]


def _dateline(annotated: Annotated) -> str:
    days = (day for block in annotated.blocks if block.block.zone == Zone.DATELINE for day in _days(block.text))
    leads = (day for block in annotated.blocks[:LEAD_BLOCKS] for day in _days(block.text[:LEAD]))
    return next(days, "") or next(leads, "")


def _days(text: str) -> list[str]:
    return [time.value for time in find_times(text) if time.type == DATE]


def _months(value: str) -> int:
    """Return a year, month or day as a number of months; a year stands for its middle."""
    month = int(value[5:7]) if len(value) >= _MONTH else MID_YEAR
    return int(value[:_YEAR]) * MONTHS_A_YEAR + month


def is_past(time: Time, dated: Dating) -> bool:
    """Return whether a time lies so far back that what is told of it in the past tense is no longer news."""
    now = dated.day if time.relative else dated.now
    return bool(time.value and now) and _months(now) - _months(time.value) > STILL_NEW


def covers(start: str, end: str, value: str) -> bool:
    """Return whether a period, open where a side is '', holds a date; reports come out months after the last visits."""
    if start and value[: len(start)] < start[: len(value)]:
        return False
    return not end or _last_month(value) <= _last_month(end) + AFTERMATH


def _last_month(value: str) -> int:
    """Return a date as a number of months; a year stands for its first month, for it may be any."""
    return int(value[:_YEAR]) * MONTHS_A_YEAR + (int(value[5:7]) if len(value) >= _MONTH else 1)
