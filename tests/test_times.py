"""Words of time: what they settle by themselves, and what only the document's date settles."""

from __future__ import annotations

import pytest

from kg.extract.times import find_times


def _read(text: str, written: str = "") -> list[tuple[str, str, str]]:
    return [(text[time.start : time.end], time.value, time.type) for time in find_times(text, written)]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("since it took over responsibility in 1997", "1997", "1997", "gYear"),
        ("its reorganisation in April 1998", "April 1998", "1998-04", "gYearMonth"),
        ("what CIW found in October, 2018", "October, 2018", "2018-10", "gYearMonth"),
        ("On 12 July 2024 the report appeared", "12 July 2024", "2024-07-12", "date"),
        ("By 31January 2011 it is due", "31January 2011", "2011-01-31", "date"),
        ("Tuesday, September 5, 2017", "Tuesday, September 5, 2017", "2017-09-05", "date"),
        ("Published: 30/05/2002", "30/05/2002", "2002-05-30", "date"),
        ("28 Sep 00", "28 Sep 00", "2000-09-28", "date"),
        ("date 2024-07-23", "2024-07-23", "2024-07-23", "date"),
        ("25th September 2009", "25th September 2009", "2009-09-25", "date"),
    ],
)
def test_a_time_of_the_calendar_settles_itself(text: str, words: str, value: str, kind: str) -> None:
    assert (words, value, kind) in _read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("£255,000 for 2001/2", "2001/2"),
        ("full inspections in 2010/11", "2010/11"),
        ("from April 2015 - March 2016", "April 2015 - March 2016"),
        ("between April 2001 and March 2002", "April 2001 and March 2002"),
        ("by 50% since January", "January"),
        ("September 12 saw the first reports", "September 12"),
    ],
)
def test_a_financial_year_a_stretch_and_a_day_without_a_year_keep_their_words(text: str, words: str) -> None:
    assert _read(text) == [(words, "", "")]


@pytest.mark.parametrize(
    "text",
    ["published today", "Three years ago", "carried out last year", "over the past two years", "in 12 months' time"],
)
def test_a_relative_time_stays_relative_in_a_document_without_a_date(text: str) -> None:
    assert [(value, kind) for _, value, kind in _read(text)] == [("", "")]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("published today", "2002-05-30", "date"),
        ("told yesterday", "2002-05-29", "date"),
        ("carried out last year", "2001", "gYear"),
        ("Three years ago", "1999", "gYear"),
        ("resigned last month", "2002-04", "gYearMonth"),
        ("20 months ago", "2000-09", "gYearMonth"),
        ("last October", "2001-10", "gYearMonth"),
        ("in 12 months' time", "2003-05", "gYearMonth"),
        ("next year", "2003", "gYear"),
    ],
)
def test_the_date_of_the_document_settles_a_relative_time(text: str, value: str, kind: str) -> None:
    assert [(found, type_) for _, found, type_ in _read(text, "2002-05-30")] == [(value, kind)]


@pytest.mark.parametrize("text", ["They may march on.", "2,000 people", "£2000", "Section 84", "a score of 4.50%"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert _read(text) == []


def test_a_day_that_no_calendar_has_keeps_its_words_without_a_value() -> None:
    assert _read("on 31 February 2003") == [("31 February 2003", "", "")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Inspection dates: 12 to 23 June 2023", "12 to 23 June 2023"),
        ("they called in May and June", "May and June"),
        ("in the spring of 2004", "the spring of 2004"),
        ("planned for the autumn", "the autumn"),
        ("expected back before Christmas", "Christmas"),
        ("expected by the end of February", "the end of February"),
        ("a decision is due at the end of the year", "the end of the year"),
        ("in a year's time", "in a year's time"),
        ("in the first week of November", "the first week of November"),
    ],
)
def test_seasons_feasts_stretches_of_days_and_ends_of_months_are_times(text: str, words: str) -> None:
    assert [found for found, _, _ in _read(text)] == [words]


@pytest.mark.parametrize("text", ["in Spring Gardens", "for June Smith and May Brown", "pages 12 to 14"])
def test_names_and_pages_are_no_times(text: str) -> None:
    assert _read(text) == []
