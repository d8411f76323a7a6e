"""Measurements: each number with its unit, what it measures, of whom, when and by whose account."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.comments import find_comments
from kg.extract.measures import find_measures
from kg.extract.measures.numbers import find_numbers
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.lexicon import Lexicon
from kg.model import Document, MeasurementClaim

SEEDS = Path(__file__).parent.parent / "seeds"
POUND = "http://qudt.org/vocab/currency/GBP"
UNIT = "http://qudt.org/vocab/unit/"


def _read(text: str, lexicon: Lexicon) -> tuple[MeasurementClaim, ...]:
    annotated = annotate(Document("a.txt", text, "0" * 64), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    people = find_people(annotated, lexicon, names, authorities)
    comments = find_comments(annotated, lexicon, names, people, authorities)
    return find_measures(annotated, lexicon, authorities, people, comments)


def _kinds(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(claim.kind, claim.value) for claim in _read(text, lexicon)]


def _file(file: Path, lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    claims = _read(file.read_text("utf-8"), lexicon)
    return [(claim.kind, claim.value, claim.value_to, claim.qualifier) for claim in claims]


# --- numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("over thirteen thousand people", ["13000"]),
        ("two hundred and fifty-one homes", ["251"]),
        ("government money of£255,000 and £2.3million", ["255000", "2300000"]),
        ("£1m, £1.2 million, £50 million", ["1000000", "1200000", "50000000"]),
        ("half a million", ["500000"]),
        ("a dozen homes", ["12"]),
        ("zero, one and two stars", ["1", "2"]),
        ("three-quarters of users", ["75"]),
        ("nine out of ten", ["90"]),
        ("4.25 per cent", ["4.25"]),
    ],
)
def test_a_number_has_its_exact_value(text: str, values: list[str]) -> None:
    assert [str(number.value) for number in find_numbers(text)] == values


def test_a_range_is_one_number_with_two_ends() -> None:
    found = find_numbers("aged 18-64, from 8 to 25, between 40 and 50")
    assert [(str(number.value), str(number.value_to)) for number in found[:1]] == [("18", "64")]
    assert str(found[-1].value_to) == "50"


def test_from_one_number_to_another_is_a_change_and_no_range() -> None:
    assert [number.value_to for number in find_numbers("fell from 78 to 73")] == [None, None]


# --- kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Services were excellent or good in the eyes of 82 per cent of users.", [("percentage", "82")]),
        ("The council has put £1.2 million into home care.", [("money", "1200000")]),
        ("It had 54 unallocated cases and 240 reviews overdue.", [("count", "54"), ("count", "240")]),
        ("The service employs nearly 2,600 staff.", [("count", "2600")]),
        ("Of 46 looked after children services 26 were adequate.", [("count", "46"), ("count", "26")]),
        ("Nine of the 47 councils were rated inadequate.", [("count", "9"), ("count", "47")]),
        ("Of eight local authorities, only two come near the standard.", [("count", "8"), ("count", "2")]),
        ("Delayed discharges were cut by 50% since January.", [("change", "50")]),
        ("There are 8% more authorities with two stars than before.", [("change", "8")]),
        ("It stands in the top thirty percent of authorities.", [("rank", "30")]),
        ("Cardiff stands in the bottom three of all departments.", [("rank", "3")]),
        ("Adults aged 18-64 are supported at home.", [("age", "18")]),
        ("It serves 8 to 25 year olds who misuse substances.", [("age", "8")]),
        ("People aged 65 and over pay more.", [("age", "65")]),
        ("Inspectors spent three weeks in the county.", [("duration", "3")]),
        ("The plan is due within 70 working days.", [("duration", "70")]),
        ("Over a four-week inspection Ofsted saw much.", [("duration", "4")]),
        ("A member asked where a CQC score of 53 would put them.", [("score", "53")]),
        ("Nine out of ten said they were treated with respect.", [("percentage", "90")]),
    ],
)
def test_a_number_is_told_by_its_kind(text: str, expected: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert _kinds(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three years ago the council was judged to be failing.",
        "Services have improved over the past two years.",
        "Since June 2000 a new method has been used, and in 2001/2 another.",
        "Ratings are from 0 - 3, where 0 is poor and 3 excellent.",
        "The service was awarded two stars, up from one star in 2003.",
        "Councils with zero, one and two stars must wait.",
        "An Order under Section 84 of the Children Act 1989 was made.",
        "See Volume 2, page 7 and Appendix 1.",
        "Call 01793 528144 or write to 2 High Street, Bury BL9 0SW before 7.30pm.",
        "Some are named in the report, including Project 360, a regional service.",
        "No one had asked; one of them was pleased, and two of them were not.",
        "The two reports above are by the same three inspectors.",
        "The review singled out two aspects of the service.",
        "A third of councillors agreed, and more than two-thirds of councils do well.",
        "The draft three-year plan was read.",
        "On Thursday, 18 November, 2004, 01:07 GMT it was updated.",
    ],
)
def test_what_only_looks_like_a_measurement_is_none(text: str, lexicon: Lexicon) -> None:
    assert _kinds(text, lexicon) == []


# --- what, of whom, when, who says so


def test_a_percentage_tells_of_whom_and_what(lexicon: Lexicon) -> None:
    text = "81% of those questioned thought the services were good, 88% said they got help quickly."
    first, second = _read(text, lexicon)
    assert (first.population, first.measures) == ("those questioned", "thought the services were good")
    assert (second.population, second.measures) == ("those questioned", "said they got help quickly")
    assert first.unit == UNIT + "PERCENT"


def test_a_percentage_at_the_end_measures_what_stands_before_it(lexicon: Lexicon) -> None:
    (claim,) = _read("Satisfaction was rated as excellent or good by 82 per cent of users and carers.", lexicon)
    assert claim.measures == "Satisfaction was rated as excellent or good"
    assert claim.population == "users and carers"


def test_a_sum_has_its_purpose_and_its_financial_year(lexicon: Lexicon) -> None:
    text = (
        "We set up a team using government money of£255,000 for 2001/2 and this will continue in 2002/3 using£541,000."
    )
    first, second = _read(text, lexicon)
    assert (first.value, first.unit, first.period) == ("255000", POUND, "2001/2")
    assert (second.value, second.period, second.measures) == ("541000", "2002/3", "this will continue")


def test_a_change_tells_what_changed_and_since_when(lexicon: Lexicon) -> None:
    (claim,) = _read("It helps by reducing delayed discharges from hospital by 50% since January.", lexicon)
    assert (claim.measures, claim.period) == ("reducing delayed discharges from hospital", "since January")


def test_a_rank_tells_among_whom(lexicon: Lexicon) -> None:
    (claim,) = _read("This puts the authority in the top 25% of authorities.", lexicon)
    assert (claim.qualifier, claim.measures, claim.population) == ("top", "top 25%", "authorities")


def test_a_number_in_a_persons_comment_is_stated_by_that_person(lexicon: Lexicon) -> None:
    text = "Bolton's leader, Cliff Morris, said: “We help over thirteen thousand people living in the borough.”"
    (claim,) = _read(text, lexicon)
    assert claim.source is not None
    assert (claim.source.kind, claim.source.key) == ("person", "Cliff Morris")
    assert (claim.value, claim.qualifier, claim.measures) == ("13000", "over", "people living in the borough")


def test_a_number_said_again_in_the_headline_is_a_repeat(lexicon: Lexicon) -> None:
    text = "ZERO STARS FOR TEN DEPARTMENTS\n\nThe new system has given ten social services departments zero stars.\n"
    (claim,) = _read(text, lexicon)
    assert (claim.value, len(claim.repeats)) == ("10", 1)


def test_the_span_holds_the_number_and_what_it_measures(lexicon: Lexicon) -> None:
    text = "There were 94 disabled children getting respite care in March."
    (claim,) = _read(text, lexicon)
    assert text[claim.span.start : claim.span.end] == "94 disabled children getting respite care in March"


# --- whole documents


def test_the_seed_of_north_east_lincolnshire_has_its_four_numbers(lexicon: Lexicon) -> None:
    found = _file(SEEDS / "north-east-lincolnshire-joint-review.txt", lexicon)
    assert found == [
        ("age", "18", "64", ""),
        ("percentage", "83", "", ""),
        ("rank", "25", "", "top"),
        ("money", "1000000", "", ""),
    ]


def test_the_original_of_milton_keynes_has_its_five_numbers(originals: Path, lexicon: Lexicon) -> None:
    assert _file(originals / "000_27266cf7c012673b.txt", lexicon) == [
        ("rank", "30", "", "top"),
        ("count", "5", "", ""),
        ("change", "50", "", ""),
        ("money", "255000", "", ""),
        ("money", "541000", "", ""),
    ]


def test_the_original_of_north_east_lincolnshire_has_its_four_numbers(originals: Path, lexicon: Lexicon) -> None:
    assert _file(originals / "001_244405360186b16d.txt", lexicon) == [
        ("age", "18", "64", ""),
        ("percentage", "83", "", ""),
        ("rank", "25", "", "top"),
        ("money", "1000000", "", ""),
    ]


def test_the_original_of_bolton_has_its_nine_numbers(originals: Path, lexicon: Lexicon) -> None:
    assert _file(originals / "002_2f318d33ad304312.txt", lexicon) == [
        ("count", "2600", "", "nearly"),
        ("count", "450", "", ""),
        ("percentage", "81", "", ""),
        ("percentage", "82", "", ""),
        ("percentage", "88", "", ""),
        ("percentage", "87", "", ""),
        ("age", "8", "25", ""),
        ("duration", "5", "", ""),
        ("count", "13000", "", "over"),
    ]


def test_the_originals_of_islington_and_monmouthshire_have_three_numbers(originals: Path, lexicon: Lexicon) -> None:
    assert _file(originals / "003_da4eaa919cfe0f03.txt", lexicon) == [("age", "18", "64", ""), ("count", "2", "", "")]
    assert _file(originals / "004_85b5bc563e62cc84.txt", lexicon) == [("duration", "12", "", "")]


# --- the vocabulary


def test_every_example_of_a_kind_is_read_as_that_kind(lexicon: Lexicon) -> None:
    wrong = [
        (concept.notation, line)
        for concept in lexicon.schemes["measurement-kinds"]
        for line in concept.examples
        if concept.notation not in {kind for kind, _ in _kinds(line, lexicon)}
    ]
    assert wrong == []


def test_no_counter_example_of_a_kind_is_read_as_that_kind(lexicon: Lexicon) -> None:
    wrong = [
        (concept.notation, line)
        for concept in lexicon.schemes["measurement-kinds"]
        for line in concept.counter_examples
        if concept.notation in {kind for kind, _ in _kinds(line, lexicon)}
    ]
    assert wrong == []


def test_every_rule_of_numbers_reads_its_own_example(lexicon: Lexicon) -> None:
    rules = [rule for rule in lexicon.schemes["rules"] if rule.notation.startswith(("number-", "word-share"))]
    silent = [
        rule.notation
        for rule in rules
        for line in rule.examples
        if rule.notation not in {claim.rule for claim in _read(line, lexicon)}
    ]
    assert len(rules) == 8
    assert silent == []


@pytest.mark.parametrize("scheme", ["units", "qualifiers"])
def test_every_word_of_a_number_is_found_in_its_examples_and_not_in_the_others(scheme: str, lexicon: Lexicon) -> None:
    from kg import english

    def named(line: str) -> set[str]:
        return {hit.concept for hit in lexicon.hits(english.tokens(line)).get(scheme, ())}

    concepts = lexicon.schemes[scheme]
    assert [c.notation for c in concepts for line in c.examples if c.iri not in named(line)] == []
    assert [c.notation for c in concepts for line in c.counter_examples if c.iri in named(line)] == []


# --- numbers that go with another


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The number of children on the register fell from 298 to 231 last year.", ["298", "231"]),
        ("The number of homes was cut from ten in May to nine.", ["10", "9"]),
        ("Home care reached 1,820 people, up from 1,640.", ["1820", "1640"]),
        ("It helped 612 carers against 587 the year before.", ["612", "587"]),
        ("Thirty-one out of 46 homes met the standard.", ["31", "46"]),
        ("It supports 4,200 older people, of whom 1,020 live at home.", ["4200", "1020"]),
        ("The number of carers known to the council rose to 9,312.", ["9312"]),
        ("People wait 14 weeks in Bolton and 31 in Wigan.", ["14", "31"]),
        ("Staff missed 190 days and some people waited as long as 78 weeks.", ["190", "78"]),
        ("There are 1,300 of us.", ["1300"]),
        ("Of the seven homes inspected, two were good and five only adequate.", ["2", "5"]),
    ],
)
def test_the_second_number_of_a_pair_is_a_measurement(text: str, values: list[str], lexicon: Lexicon) -> None:
    assert [claim.value for claim in _read(text, lexicon)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The star rating rises from one to two.",
        "Its stars: two good, one fair.",
        "Staff worked from 1998 to 2003.",
        "The cost is ??1.4m.",
    ],
)
def test_stars_years_and_numbers_of_unknown_unit_are_no_measurements(text: str, lexicon: Lexicon) -> None:
    assert _read(text, lexicon) == ()


def test_an_agenda_number_before_a_heading_in_capitals_is_no_measurement(lexicon: Lexicon) -> None:
    text = "HEALTH SCRUTINY PANEL\n\n12 SUBSTITUTES\n\nThere were none.\n\n13 DECLARATIONS OF INTEREST\n\nNone."
    assert _read(text, lexicon) == ()


def test_a_lost_pound_sign_is_money_where_the_text_speaks_of_pounds(lexicon: Lexicon) -> None:
    claims = _read("It will spend ??1.4m on day centres. Last year it spent £2m on them.", lexicon)
    assert [(claim.value, claim.kind) for claim in claims] == [("1400000", "money"), ("2000000", "money")]


def test_both_numbers_of_a_change_have_its_words(lexicon: Lexicon) -> None:
    claims = _read("The number of children on the register fell from 298 to 231.", lexicon)
    assert {claim.measures for claim in claims} == {"The number of children on the register fell"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of 310 who filled in a form, 204 were satisfied.", [("count", "310"), ("count", "204")]),
        ("There are 35 at present, against a target of 120.", [("count", "35"), ("count", "120")]),
        ("Complaints rose (61, against 148 a year ago).", [("count", "61"), ("count", "148")]),
        ("Of the 640 children looked after, 126 were seen.", [("count", "640"), ("count", "126")]),
        ("Some 41,000 people live there, of whom 1,020 use care.", [("count", "41000"), ("count", "1020")]),
        ("Six areas for improvement are listed.", [("count", "6")]),
        ("The service is for adults of 18-64.", [("age", "18")]),
        ("Once in five years every department is reviewed.", [("duration", "5")]),
        ("The council spent GBP 12m on care.", [("money", "12000000")]),
    ],
)
def test_a_number_is_read_by_the_words_around_it(text: str, found: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert _kinds(text, lexicon) == found


@pytest.mark.parametrize(
    "text",
    [
        "He raised one or two flags about the plan.",
        "Each service is put in one of four bands.",
        "The review singled out two areas.",
        "Of course the council knows that.",
    ],
)
def test_a_number_that_only_means_a_few_measures_nothing(text: str, lexicon: Lexicon) -> None:
    assert _kinds(text, lexicon) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of 22 looked at, 19 were timely.", [("count", "22"), ("count", "19")]),
        ("There had been 41 in the past 12 months.", [("count", "41")]),
        ("Two years ago it had 44.", [("count", "44")]),
        ("The average wait for an assessment was 23 days.", [("duration", "23")]),
        ("It takes 26 days on average to settle a complaint.", [("duration", "26")]),
        ("Some 2,000 hours of home help were lost.", [("duration", "2000")]),
        ("The council has cut its debts by a quarter.", [("change", "25")]),
        ("The council says all but three have been seen.", []),
    ],
)
def test_a_number_whose_noun_is_understood_is_read(text: str, found: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert _kinds(text, lexicon) == found


@pytest.mark.parametrize(
    ("text", "measured", "period"),
    [
        ("The council dealt with 41 complaints in the past 12 months.", "complaints", "in the past 12 months"),
        ("In all 14 people had left since Easter.", "people had left", "since Easter"),
        ("In the year to March 2003 it spent £31m on care.", "on care", "the year to March 2003"),
    ],
)
def test_what_is_measured_ends_before_the_words_of_time(
    text: str, measured: str, period: str, lexicon: Lexicon
) -> None:
    (claim,) = _read(text, lexicon)
    assert (claim.measures, claim.period) == (measured, period)
