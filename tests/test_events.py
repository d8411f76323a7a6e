"""Events and states in time: what kind, what the text says of them, when, and whether past, current or planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.events import find_events
from kg.extract.names import find_names
from kg.lexicon import Lexicon
from kg.model import Document, EventClaim


def _read(text: str, lexicon: Lexicon, written: str = "") -> tuple[EventClaim, ...]:
    annotated = annotate(Document("a.txt", text, "0" * 64, date=written), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    return find_events(annotated, lexicon, authorities)


def _told(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    return [(claim.kind, claim.status, claim.when) for claim in _read(text, lexicon)]


def _file(file: Path, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    return _told(file.read_bytes().decode(), lexicon)


@pytest.mark.parametrize(
    ("text", "kind", "status", "when"),
    [
        ("Progress was made since its reorganisation in April 1998.", "reorganisation", "past", "April 1998"),
        ("Staff are proud since we became a unitary authority.", "became-unitary", "past", ""),
        ("Much has been done since it took over responsibility in 1997.", "took-over", "past", "1997"),
        (
            "The council remains on special measures for its child protection services.",
            "special-measures",
            "current",
            "",
        ),
        (
            "Newcastle came off “special measures” only two years ago.",
            "special-measures-lifted",
            "past",
            "only two years ago",
        ),
        (
            "A further reinspection of services will take place in September 2002.",
            "re-inspection",
            "planned",
            "September 2002",
        ),
        ("A new reporting method was introduced in June 2000.", "new-method", "past", "June 2000"),
        (
            "Following the joint review they carried out last year their report praises staff.",
            "review",
            "past",
            "last year",
        ),
        (
            "The Committee look forward to receiving a review in 12 months' time.",
            "review",
            "planned",
            "in 12 months' time",
        ),
        ("That is according to a report published today by the Audit Commission.", "report-published", "past", "today"),
        ("Three years ago the authority was judged to be failing.", "judgement-recalled", "past", "Three years ago"),
        ("Services are good and an older people's co-ordinator has been appointed.", "appointment", "past", ""),
        ("Trafford's director, Ann Pool, resigned last month.", "departure", "past", "last month"),
        ("An action plan has been drawn up in response to the findings.", "action-plan", "past", ""),
        ("We have already set up a joint health board.", "set-up", "past", ""),
        ("The department has invested in IT.", "investment", "past", ""),
        ("Both homes will close next year.", "closure", "planned", "next year"),
        ("The report is part of a rolling programme of reviews.", "review", "current", ""),
    ],
)
def test_an_event_is_told_with_its_kind_status_and_time(
    text: str, kind: str, status: str, when: str, lexicon: Lexicon
) -> None:
    assert _told(text, lexicon) == [(kind, status, when)]


@pytest.mark.parametrize(
    "text",
    [
        "The council should set up a new team.",
        "If it fails, ministers could take over the service.",
        "The home has not been closed.",
        "There is a need to improve the organisation of health and social care services.",
        "Services were judged fairly.",
        "The Chairman opened the item.",
        "Islington has established a track record in delivering improvements.",
        "The report says that services are good.",
        "Children's services will be visited if four years have passed.",
    ],
)
def test_what_is_asked_for_supposed_or_denied_is_no_event(text: str, lexicon: Lexicon) -> None:
    assert _told(text, lexicon) == []


def test_an_entry_of_a_list_of_things_to_do_is_no_event(lexicon: Lexicon) -> None:
    text = "The plan includes:\n\n* set up a new service for troubled teenagers\n\n* appoint a new manager\n"
    assert _told(text, lexicon) == []


def test_an_event_is_told_in_the_words_of_its_clause(lexicon: Lexicon) -> None:
    text = "Huge leaps have been made, in particular with children, since it took over responsibility in 1997."
    (claim,) = _read(text, lexicon)
    assert claim.event == "it took over responsibility in 1997"
    assert text[claim.span.start : claim.span.end] == "it took over responsibility in 1997"


def test_the_time_of_an_event_is_settled_where_the_words_settle_it(lexicon: Lexicon) -> None:
    (claim,) = _read("A further reinspection of services will take place in September 2002.", lexicon)
    assert (claim.when_value, claim.when_type) == ("2002-09", "gYearMonth")


def test_today_is_settled_by_the_date_of_the_document_only(lexicon: Lexicon) -> None:
    text = "That is according to a report published today by the Audit Commission."
    (undated,), (dated,) = _read(text, lexicon), _read(text, lexicon, "2002-06-20")
    assert (undated.when, undated.when_value) == ("today", "")
    assert (dated.when, dated.when_value, dated.when_type) == ("today", "2002-06-20", "date")


def test_special_measures_tell_what_they_cover(lexicon: Lexicon) -> None:
    (behind,) = _read("The council remains on special measures for its child protection services.", lexicon)
    (before,) = _read("Its child protection services are still on special measures.", lexicon)
    assert (behind.covers, before.covers) == ("child protection services", "child protection services")


def test_an_event_told_twice_is_one_with_a_repeat(lexicon: Lexicon) -> None:
    text = (
        "Much has been done since it took over responsibility in 1997.\n\n"
        "We had problems when we took over responsibility for social services in 1997.\n"
    )
    (claim,) = _read(text, lexicon)
    assert len(claim.repeats) == 1


def test_the_original_of_north_east_lincolnshire_tells_its_states_and_plans(originals: Path, lexicon: Lexicon) -> None:
    found = _file(originals / "001_244405360186b16d.txt", lexicon)
    assert ("special-measures", "current", "") in found
    assert ("re-inspection", "planned", "September 2002") in found
    assert ("judgement-recalled", "past", "Three years ago") in found
    assert ("reorganisation", "past", "") in found
    assert ("meeting", "past", "today") in found
    assert ("action-plan", "past", "") in found
    assert ("investment", "past", "") in found


def test_the_original_of_milton_keynes_tells_its_events(originals: Path, lexicon: Lexicon) -> None:
    assert _file(originals / "000_27266cf7c012673b.txt", lexicon) == [
        ("report-published", "past", ""),
        ("review", "current", ""),
        ("inspection", "past", ""),
        ("report-published", "past", "today"),
        ("took-over", "past", "1997"),
        ("review", "past", ""),
        ("inspectors-act", "past", ""),
        ("became-unitary", "past", ""),
        ("review", "past", ""),
        ("set-up", "past", ""),
        ("set-up", "past", "2001/2"),
        ("change-planned", "planned", "2002/3"),
        ("fieldwork", "past", ""),
    ]


def test_the_originals_of_bolton_islington_and_monmouthshire_tell_their_times(
    originals: Path, lexicon: Lexicon
) -> None:
    timed = {
        name: [(kind, when) for kind, _, when in _file(originals / name, lexicon) if when]
        for name in ("002_2f318d33ad304312.txt", "003_da4eaa919cfe0f03.txt", "004_85b5bc563e62cc84.txt")
    }
    assert timed == {
        "002_2f318d33ad304312.txt": [("report-published", "today"), ("new-method", "June 2000")],
        "003_da4eaa919cfe0f03.txt": [
            ("report-published", "today"),
            ("reorganisation", "April 1998"),
            ("review", "last year"),
        ],
        "004_85b5bc563e62cc84.txt": [
            ("change-planned", "April 2015 - March 2016"),
            ("review", "in 12 months' time"),
        ],
    }


def test_every_example_of_a_kind_of_event_is_read_as_that_kind(lexicon: Lexicon) -> None:
    wrong = [
        (concept.notation, line)
        for concept in lexicon.schemes["event-types"]
        for line in concept.examples
        if concept.notation not in {kind for kind, _, _ in _told(line, lexicon)}
    ]
    assert wrong == []


def test_no_counter_example_of_a_kind_of_event_is_read_as_that_kind(lexicon: Lexicon) -> None:
    wrong = [
        (concept.notation, line)
        for concept in lexicon.schemes["event-types"]
        for line in concept.counter_examples
        if concept.notation in {kind for kind, _, _ in _told(line, lexicon)}
    ]
    assert wrong == []


def test_every_status_reads_its_own_example(lexicon: Lexicon) -> None:
    wrong = [
        (status.notation, line)
        for status in lexicon.schemes["event-statuses"]
        for line in status.examples
        if {found for _, found, _ in _told(line, lexicon)} != {status.notation}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Joint reviews are carried out by the Audit Commission and the inspectorate.",
        "Ann Smith is the commission's assistant director for joint reviews.",
        "Will the minister say when inspections were carried out in Barnsley last year?",
        "She asked when the inspectors were due to return to the council.",
        "Inherited budget deficits in services have been tackled.",
    ],
)
def test_habits_titles_and_questions_are_no_events(text: str, lexicon: Lexicon) -> None:
    assert _read(text, lexicon) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The reviewers were in the county for three weeks in May 2001.",
            [("inspection", "past", "May 2001")],
        ),
        ("Inspectors called at nine day centres last November.", [("inspectors-act", "past", "last November")]),
        ("Inspection dates: 12 to 23 June 2023", [("inspection", "past", "12 to 23 June 2023")]),
        (
            "I am writing following the focused visit to Hartlepool on 8 and 9 November 2022.",
            [("inspection", "past", "8 and 9 November 2022")],
        ),
        ("The director, Mr Alan Trebilcock, left at Christmas.", [("other-act", "past", "Christmas")]),
        ("She succeeds Mr Tom Outhwaite, who retired in May.", [("departure", "past", "May")]),
        ("His deputy has been in charge since January.", [("other-act", "current", "January")]),
        ("The department had been without a permanent head since 1998.", [("other-act", "past", "1998")]),
        (
            "A new chief officer, Mrs Dilys Hargreave, starts work on 2 September.",
            [("change-planned", "planned", "2 September")],
        ),
        ("The first 20 flats open in September.", [("set-up", "planned", "September")]),
        (
            "A warning notice was served on the home in February 2019 and withdrawn in May.",
            [("other-act", "past", "February 2019"), ("other-act", "past", "May")],
        ),
        (
            "We shall come back to see you in the spring of 2004.",
            [("change-planned", "planned", "the spring of 2004")],
        ),
        ("The notice will be reviewed in six months.", [("change-planned", "planned", "in six months")]),
        ("The council had only just put £1m into its systems.", [("other-act", "past", "")]),
        (
            "We spoke with 61 members of staff and held a focus group with carers.",
            [("inspectors-act", "past", ""), ("inspectors-act", "past", "")],
        ),
        ("The inspection team read 90 case files.", [("inspectors-act", "past", "")]),
    ],
)
def test_whatever_was_done_or_is_to_come_at_a_time_of_its_own_is_an_event(
    text: str, told: list[tuple[str, str, str]], lexicon: Lexicon
) -> None:
    assert _told("Rutland Council is small, the report says.\n\n" + text, lexicon) == told


@pytest.mark.parametrize(
    "text",
    [
        "The meeting closed at 12.15 pm.",
        "Staff are visited by managers each week.",
        "All actions are now closed.",
        "The council's budget will fall next year.",
        "The number of children in care rose from 310 in 2003 to 355 in 2005.",
        "Satisfaction has gone up in the past two years.",
        "Last year's ratings left it a two-star authority.",
        "Mr Bell was born in Leeds in 1950.",
        "A new post of commissioning manager is to be created.",
        "Child protection reviews took place in only 88 per cent of cases in March 2001.",
        "In 2004 half of all assessments were late.",
    ],
)
def test_the_course_of_meetings_habits_figures_and_plans_without_a_time_are_no_events(
    text: str, lexicon: Lexicon
) -> None:
    assert _told("Rutland Council is small, the report says.\n\n" + text, lexicon) == []
