"""Minutes are read into key issues, questions, answers, statements, conclusions and actions, and into who was there."""

from functools import cache
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import Authorities, find_authorities
from kg.extract.minutes import Meeting, find_attendees, find_minutes, read_meeting
from kg.extract.minutes.actions import when
from kg.extract.names import find_names
from kg.lexicon import Lexicon, load
from kg.model import Annotated, Document, MinuteClaim, PersonClaim

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "seeds" / "monmouthshire-select-committee.txt"
ORIGINALS = ROOT.parent / "shared" / "seeds"
ORIGINAL = ORIGINALS / "004_85b5bc563e62cc84.txt"
PRESS = sorted((ROOT.parent / "shared" / "corpus" / "press").glob("*.txt"))
original = pytest.mark.skipif(
    not ORIGINAL.exists(), reason=f"{ORIGINAL} is not here: the original minutes are not read"
)

RESOLUTION = """Agenda item

Fostering: Annual Report

Minutes:

Councillor Brown asked how many left. The Head of Service replied that seven had. She added that four had retired.

In response to a question about payments, Members were advised that rates had been frozen.

RESOLVED –

(a) that the report be noted; and

(b) that the Head of Service be requested to submit a further report in six months.
"""

WHOLE_MEETING = """MINUTES OF THE MEETING OF THE HEALTH SCRUTINY PANEL HELD ON 14 MARCH 2017

Bolton Council

PRESENT: Councillors P. Farley (Chairman), L. Brown and J. Watkins (Vice-Chairman)

IN ATTENDANCE:

Jane Rodgers – Head of Adult Services
Huw Williams (Citizens Advice)

1. APOLOGIES FOR ABSENCE

Apologies were received from Councillor M. Powell.

2. WINTER PRESSURES

The Panel received a report by the Head of Adult Services.

Members were concerned at the number of delayed discharges in Bolton over the winter months.

3. WORK PROGRAMME

It was agreed that a special meeting on respite care be arranged in June 2017. ACTION – Scrutiny Officer to find a date.

Members requested that data on referrals be included in the next report (Action: Performance Manager).
"""


@cache
def _lexicon() -> Lexicon:
    return load([ROOT / "ontology"])


def _annotated(text: str) -> Annotated:
    return annotate(Document("minutes.txt", text, "0" * 64), _lexicon())


def _authorities(annotated: Annotated) -> tuple[Authorities, list[tuple[int, int, int]]]:
    names = [(name.block, name.start, name.end) for name in find_names(annotated, _lexicon())]
    return find_authorities(annotated, _lexicon(), names), names


def _claims(text: str) -> tuple[MinuteClaim, ...]:
    annotated = _annotated(text)
    return find_minutes(annotated, _lexicon(), *_authorities(annotated))


def _texts(claims: tuple[MinuteClaim, ...], kind: str) -> list[str]:
    return [claim.text for claim in claims if claim.kind == kind]


def _in_minutes(passage: str) -> list[tuple[str, str]]:
    """Return kind and text of each entry that a passage gives as minutes of one item."""
    return [(claim.kind, claim.text) for claim in _claims(f"Agenda item\n\nCare at Home\n\nMinutes:\n\n{passage}\n")]


def _actions(passage: str) -> list[tuple[str, str]]:
    """Return owner and time of each action in a passage."""
    claims = _claims(f"Agenda item\n\nCare at Home\n\nMinutes:\n\n{passage}\n")
    return [(claim.owner, claim.when) for claim in claims if claim.kind == "action"]


def _meeting(text: str) -> Meeting:
    found = read_meeting(_annotated(text), _lexicon())
    assert found is not None
    return found


def _attendees(text: str) -> tuple[PersonClaim, ...]:
    annotated = _annotated(text)
    return find_attendees(annotated, _lexicon(), _authorities(annotated)[0])


def _read(path: Path) -> str:
    return path.read_bytes().decode()


# --- the two select committees


@original
def test_the_original_has_eight_key_issues() -> None:
    assert _texts(_claims(_read(ORIGINAL)), "key-issue") == [
        "Continued increase in our Looked After Children population",
        "Continued significant budgetary pressure",
        "Achieving a confident, competent and stable workforce",
        "Ensuring vulnerable families have access to the right services at the right time, recognising a deficit in "
        "family support services",
        "Implementing intelligent commissioning including families first and core funding.",
        "To articulate our service model and ensure that our model, operating procedures and pathways of care are "
        "clear, embedded in practice and widely communicated.",
        "Continued development of our partnership working",
        "Embedding a consistent quality assurance framework for the service that drives continuous self-assessment, "
        "analysis and improvement.",
    ]


@original
def test_the_original_has_three_questions_each_with_its_answer() -> None:
    claims = _claims(_read(ORIGINAL))
    questions = {claim.span: claim.text for claim in claims if claim.kind == "question"}
    answers = [(claim.text[:48], questions[claim.answers]) for claim in claims if claim.answers]
    assert answers == [
        (
            "it was explained that the Institute of Public Ca",
            "It was asked why Officers decide to work with IPC",
        ),
        (
            "It was answered that Officers also felt this fru",
            "it was asked how Officers will ensure things actually change on this occasion.",
        ),
        (
            "we were told that staff had been unhappy, but we",
            "It was asked after seeing Social Services go through a cultural change, what did staff think",
        ),
    ]
    assert len(questions) == len(answers)


@original
def test_an_answer_of_the_original_goes_on_to_the_end_of_its_paragraph() -> None:
    answers = _texts(_claims(_read(ORIGINAL)), "answer")
    assert answers[1].endswith("this has led to a brand new strategy being in place")


@original
def test_the_original_has_two_statements() -> None:
    assert _texts(_claims(_read(ORIGINAL)), "statement") == [
        "Members expressed how impressed they were with the report and how encouraging they found it as it was long "
        "recognised that a change was needed in Children's Services.",
        "Members impressed upon the Officers how important it was to be out in the heart of the community with whole "
        "place support and welcomed the change of culture.",
    ]


@original
def test_the_original_has_three_conclusions_of_which_the_last_is_an_action() -> None:
    claims = _claims(_read(ORIGINAL))
    wish = "The Committee look forward to receiving a review in 12 months' time."
    assert _texts(claims, "conclusion") == [
        "The Chair thanked the Officers for bring the report to the Committee and appreciate that this was the start "
        "of a long journey.",
        "It was appreciated that there will be teething problems with staff and budgets, akin to Adults Services but "
        "it was a positive move forward.",
        wish,
    ]
    actions = [(claim.text, claim.owner, claim.when) for claim in claims if claim.kind == "action"]
    assert actions == [(wish, "The Committee", "in 12 months' time")]


@pytest.mark.parametrize("path", [OWN, pytest.param(ORIGINAL, marks=original)], ids=["own", "original"])
def test_authority_committee_and_item_are_read_from_the_text(path: Path) -> None:
    claims = _claims(_read(path))
    found = {(claim.authority, claim.committee, claim.item) for claim in claims}
    assert found == {("W06000021", "CYP Select Committee", "Children's Services Improvement Programme")}


def test_our_own_minutes_give_what_their_gold_lists() -> None:
    claims = _claims(_read(OWN))
    counts = {kind: len(_texts(claims, kind)) for kind in ("key-issue", "question", "answer", "statement")}
    assert counts == {"key-issue": 8, "question": 3, "answer": 3, "statement": 3}
    assert _texts(claims, "question") == [
        "Members asked why IPC had been chosen to work with the service.",
        "asked what Officers would do to make sure that this time things did change.",
        "It was asked how staff felt now that Social Services had been through a change of culture.",
    ]
    assert [(c.owner, c.when) for c in claims if c.kind == "action"] == [("the Committee", "In 12 months' time")]


@pytest.mark.parametrize("path", [OWN, pytest.param(ORIGINAL, marks=original)], ids=["own", "original"])
def test_a_claim_of_one_paragraph_says_the_words_of_its_span(path: Path) -> None:
    raw = _read(path)
    for claim in _claims(raw):
        words = " ".join(raw[slice(*claim.span)].replace("’", "'").split())
        assert words == claim.text


# --- the layouts of minutes


def test_lettered_resolutions_are_conclusions_one_by_one() -> None:
    assert _texts(_claims(RESOLUTION), "conclusion") == [
        "that the report be noted",
        "that the Head of Service be requested to submit a further report in six months.",
    ]


def test_a_resolution_that_asks_somebody_to_act_is_an_action_too() -> None:
    actions = [(c.owner, c.when, c.rule) for c in _claims(RESOLUTION) if c.kind == "action"]
    assert actions == [("the Head of Service", "in six months", "resolved-action")]


def test_an_answer_goes_on_while_only_a_pronoun_speaks() -> None:
    assert _texts(_claims(RESOLUTION), "answer")[0] == (
        "The Head of Service replied that seven had. She added that four had retired."
    )


def test_a_response_names_the_question_that_it_answers() -> None:
    claims = _claims(RESOLUTION)
    answer = next(claim for claim in claims if claim.text == "Members were advised that rates had been frozen.")
    question = next(claim for claim in claims if claim.span == answer.answers)
    assert (question.kind, question.text) == ("question", "a question about payments")


def test_a_whole_meeting_has_items_committee_and_date() -> None:
    meeting = _meeting(WHOLE_MEETING)
    assert (meeting.committee, meeting.date) == ("HEALTH SCRUTINY PANEL", "14 MARCH 2017")
    assert {claim.item for claim in _claims(WHOLE_MEETING)} == {"WINTER PRESSURES", "WORK PROGRAMME"}


def test_an_action_behind_its_label_and_one_before_it_have_their_owners() -> None:
    actions = [(c.text, c.owner) for c in _claims(WHOLE_MEETING) if c.rule == "action-label"]
    assert actions == [
        ("Scrutiny Officer to find a date.", "Scrutiny Officer"),
        ("Members requested that data on referrals be included in the next report", "Performance Manager"),
    ]


def test_what_was_agreed_is_a_conclusion_and_what_is_to_be_arranged_an_action() -> None:
    agreed = "It was agreed that a special meeting on respite care be arranged in June 2017."
    kinds = [(c.kind, c.when) for c in _claims(WHOLE_MEETING) if c.text == agreed]
    assert kinds == [("conclusion", ""), ("action", "in June 2017")]


def test_attendees_have_the_roles_and_organisations_beside_their_names() -> None:
    found = [(c.person, c.role, c.organisation.words if c.organisation else "") for c in _attendees(WHOLE_MEETING)]
    assert found == [
        ("P. Farley", "Chairman", "Bolton"),
        ("L. Brown", "Councillor", "Bolton"),
        ("J. Watkins", "Vice-Chairman", "Bolton"),
        ("Jane Rodgers", "Head of Adult Services", "Bolton"),
        ("Huw Williams", "", "Citizens Advice"),
    ]


def test_who_sent_apologies_was_not_there() -> None:
    assert "M. Powell" not in {claim.person for claim in _attendees(WHOLE_MEETING)}


def test_headings_in_two_languages_open_their_sections() -> None:
    text = (
        "Eitem ar yr Agenda / Agenda Item 5\n\nAnnual Report\n\nCofnodion / Minutes:\n\n"
        "Materion Allweddol / Key Issues:\n\nDemand has risen by a tenth.\n\n"
        "Craffu gan Aelodau / Member Scrutiny:\n\nWhat is being done?\n\nA bursary was set up. It opens in May.\n\n"
        "Casgliad y Pwyllgor / Committee's Conclusion:\n\nThe Committee recognised the pressure on staff.\n"
    )
    assert [(claim.kind, claim.text) for claim in _claims(text)] == [
        ("key-issue", "Demand has risen by a tenth."),
        ("question", "What is being done?"),
        ("answer", "A bursary was set up. It opens in May."),
        ("conclusion", "The Committee recognised the pressure on staff."),
    ]


def test_an_answer_over_two_paragraphs_is_one_claim() -> None:
    passage = "Member Scrutiny:\n\nIs the budget on course?\n\nThere is an overspend.\n\nIt will be met from reserves."
    assert _in_minutes(passage) == [
        ("question", "Is the budget on course?"),
        ("answer", "There is an overspend. It will be met from reserves."),
    ]


def test_numbered_questions_and_answers_are_told_by_their_letters() -> None:
    passage = "Q1 How does the rating compare?\n\nA1 Two of five neighbours have the same.\n"
    assert _in_minutes(passage) == [
        ("question", "How does the rating compare?"),
        ("answer", "Two of five neighbours have the same."),
    ]


def test_the_items_of_a_list_that_a_discussion_introduces_are_statements() -> None:
    passage = "Members made these points:\n\n· Too much time had gone on data.\n\n· Visits would give evidence.\n"
    assert _in_minutes(passage) == [
        ("statement", "Too much time had gone on data."),
        ("statement", "Visits would give evidence."),
    ]


@pytest.mark.parametrize(
    ("passage", "entries"),
    [
        (
            "Asked why help was bought in, officers said that it was free.",
            [("question", "Asked why help was bought in"), ("answer", "officers said that it was free.")],
        ),
        (
            "Councillor Dunn queried the drop in reviews and the Director explained that posts were vacant.",
            [
                ("question", "Councillor Dunn queried the drop in reviews"),
                ("answer", "the Director explained that posts were vacant."),
            ],
        ),
        (
            "Members wondered if payments were too complicated. They were informed that a new form was coming.",
            [
                ("question", "Members wondered if payments were too complicated."),
                ("answer", "They were informed that a new form was coming."),
            ],
        ),
        (
            "Clarification was sought on travel time. It was confirmed that travel time was paid.",
            [
                ("question", "Clarification was sought on travel time."),
                ("answer", "It was confirmed that travel time was paid."),
            ],
        ),
        (
            "The Chair asked officers to explain why supervision was late.",
            [("question", "The Chair asked officers to explain why supervision was late.")],
        ),
        ("Concerns were expressed about turnover.", [("statement", "Concerns were expressed about turnover.")]),
        ("The Panel noted the report.", [("conclusion", "The Panel noted the report.")]),
        ("The Panel noted that turnover was high.", [("statement", "The Panel noted that turnover was high.")]),
    ],
)
def test_a_passage_is_read_as_who_asked_answered_stated_or_decided(
    passage: str, entries: list[tuple[str, str]]
) -> None:
    assert _in_minutes(passage) == entries


@pytest.mark.parametrize(
    "passage",
    [
        "The Chairman welcomed Mr D. Pargeter, Cabinet Lead Member for Adult Social Care.",
        "The Head of Service presented the annual report.",
        "The Committee considered a report on what inspectors found when they came back.",
        "Providers had asked for longer notice. The regulator had told two of them to improve.",
        "Staff were asked to complete a survey and most did so.",
        "The report explained that alerts had risen by a fifth.",
        "Inspectors found that caseloads were too high. The letter said that progress was slow.",
        "Councillor Price declared a personal interest as his wife worked for the service.",
        "Apologies were received from Councillor Harris.",
    ],
)
def test_what_nobody_at_the_meeting_says_is_no_entry(passage: str) -> None:
    assert _in_minutes(passage) == []


@pytest.mark.parametrize(
    ("passage", "action"),
    [
        ("It was proposed that the BPG map out scrutiny topics for the coming two years.", ("the BPG", "")),
        ("The Committee learned of a newsletter and asked to be put on the mailing list.", ("", "")),
        (
            "By 31January 2011 the Director responsible for Adult Social Services has to bring it to a meeting.",
            ("the Director responsible for Adult Social Services", "By 31January 2011"),
        ),
        (
            "It was reported that within 70 working days the Council had to publish a statement.",
            ("the Council", "within 70 working days"),
        ),
        (
            "The Head of Service undertook to provide Members with the figures by the end of April.",
            ("The Head of Service", "by the end of April"),
        ),
        ("The Chief Executive would write to the regulator about the delay.", ("The Chief Executive", "")),
        (
            "The Panel asked the Service Manager to provide a breakdown before the September meeting.",
            ("the Service Manager", "before the September meeting"),
        ),
        ("The Committee agreed to write to the Minister.", ("The Committee", "")),
    ],
)
def test_an_action_has_its_owner_and_its_time(passage: str, action: tuple[str, str]) -> None:
    assert _actions(passage) == [action]


@pytest.mark.parametrize(
    "passage",
    [
        "RESOLVED – That the report be noted.",
        "RESOLVED – That the action plan be endorsed and staff be thanked.",
        "Members said that the service would improve.",
        "Members asked how the service would improve by March.",
    ],
)
def test_to_note_to_endorse_and_to_ask_are_no_actions(passage: str) -> None:
    assert _actions(passage) == []


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("a report to be brought back in six months", "in six months"),
        ("an update would come to its meeting in October", "to its meeting in October"),
        ("progress be reported quarterly", "quarterly"),
        ("within 70 working days of getting the report", "within 70 working days"),
        ("the plan in the report", ""),
    ],
)
def test_words_of_time_are_kept_as_they_stand(words: str, time: str) -> None:
    assert when(words) == time


# --- the committee


@pytest.mark.parametrize(
    ("passage", "committee"),
    [
        ("He laid before Cabinet a report on adult social care. Resolved: That Cabinet note the report.", "Cabinet"),
        ("The Adult Care Panel considered the report and the Panel thanked staff.", "Adult Care Panel"),
        ("The Committee heard that the Constitution Committee had advised Council on 11 June 2014.", ""),
        ("The Committee looked at the annual report of the Corporate Parenting Advisory Committee.", ""),
        ("The Cabinet Member for Adults introduced the report.", ""),
        ("The Care Quality Commission considered the service good.", ""),
        ("The Committee noted that a report would be presented to Cabinet in June.", ""),
    ],
)
def test_the_committee_is_the_one_that_meets(passage: str, committee: str) -> None:
    assert _meeting(f"Agenda item\n\nCare at Home\n\nMinutes:\n\n{passage}\n").committee == committee


def test_a_description_below_agenda_item_is_no_title() -> None:
    text = "Agenda item\n\nJane Hill will bring a report. A plan will be put to Cabinet.\n\nMinutes:\n\nNoted.\n"
    assert {passage.item for passage in _meeting(text).passages} == {""}


# --- other documents


def test_an_article_about_a_meeting_gives_no_entries() -> None:
    assert (
        _claims(
            "Council's care services praised\n\nCouncillors in Bolton asked why the report was late. Members were told "
            "that it would be published in June. It was agreed that a report be brought back in six months.\n"
        )
        == ()
    )


@pytest.mark.skipif(not PRESS, reason="the press corpus is not here")
def test_no_press_article_gives_entries() -> None:
    assert [path.name for path in PRESS if _claims(_read(path))] == []


# --- forms of resolutions, closings and heads


@pytest.mark.parametrize(
    ("passage", "conclusions"),
    [
        (
            "RESOLVED (unanimously): That\n\n(i) the report be noted;\n\n(ii) the joint recovery plan be approved.",
            ["the report be noted", "the joint recovery plan be approved."],
        ),
        (
            "Resolved that (i) the plan be endorsed and (ii) a further report be brought to the next meeting.",
            ["the plan be endorsed", "a further report be brought to the next meeting."],
        ),
        ("Penderfynwyd / Resolved: to note the report.", ["to note the report."]),
        ("PENDERFYNWYD / RESOLVED that the report be accepted.", ["that the report be accepted."]),
        ("RESOLVED unanimously that the fees be noted.", ["that the fees be noted."]),
        ("It was RESOLVED: That\n\n(1) the Panel note the outcome.", ["the Panel note the outcome."]),
    ],
)
def test_a_resolution_is_read_in_each_of_its_forms(passage: str, conclusions: list[str]) -> None:
    assert [text for kind, text in _in_minutes(passage) if kind == "conclusion"] == conclusions


@pytest.mark.parametrize(
    ("passage", "answer"),
    [
        ("In reply to Councillor Trotter the Director said that 43 people waited.", "the Director said"),
        ("In answer to Councillor Oldroyd, the Head of Care explained that fees rose.", "the Head of Care explained"),
        ("In reply to the Chair the Chief Officer said that staff had left.", "the Chief Officer said"),
    ],
)
def test_an_answer_begins_behind_the_person_to_whom_it_is_given(passage: str, answer: str) -> None:
    entries = _in_minutes(f"Councillor Trotter asked how many people waited. {passage}")
    assert [text.startswith(answer) for kind, text in entries if kind == "answer"] == [True]


CLOSED = """Durham County Council Corporate Parenting Panel

Minutes

Children's homes: inspection outcomes

Members asked why the home at Seaham had been judged inadequate. Officers replied that staffing had been thin.

Actions

Head of Service to circulate the report

Better Care Fund

The meeting closed at 8.40pm.

Cllr Anne Liddle

Chair
"""


def test_closing_lines_signatures_and_headings_are_no_actions() -> None:
    claims = _claims(CLOSED)
    assert _texts(claims, "action") == ["Head of Service to circulate the report"]
    assert _texts(claims, "question") == ["Members asked why the home at Seaham had been judged inadequate."]


def test_the_councils_name_is_no_part_of_the_committees() -> None:
    assert _meeting(CLOSED).committee == "Corporate Parenting Panel"
    assert _meeting(HEAD_IN_TWO_LANGUAGES).committee == "Healthier Communities Scrutiny Committee"


HEAD_IN_TWO_LANGUAGES = """Cyngor Sir Ceredigion – Healthier Communities Scrutiny Committee / Pwyllgor Craffu Iach

Minutes / Cofnodion

1. Budget / Cyllideb

The Committee noted the report.
"""

HEAD_IN_LINES = """CALDERDALE COUNCIL

HEALTH AND SOCIAL CARE SCRUTINY BOARD, 4th March 2014

PRESENT: Councillor Raistrick (Chair); Councillors Benton and Hallas

41  APOLOGIES

Apologies were received from Councillor Smith.

42  INSPECTION OF SAFEGUARDING

Councillor Benton asked why assessments were late. The Director explained that posts had been vacant.

The overall judgement was Requires Improvement to be Good.

RESOLVED that the report be received.

The meeting ended at 7.45 p.m.
"""


def test_a_council_alone_on_the_line_above_the_committee_is_the_one_that_meets() -> None:
    meeting = _meeting(HEAD_IN_LINES)
    assert (meeting.committee, meeting.date) == ("HEALTH AND SOCIAL CARE SCRUTINY BOARD", "4th March 2014")
    claims = _claims(HEAD_IN_LINES)
    assert {claim.authority for claim in claims} == {"E08000033"}
    assert {claim.item for claim in claims} == {"INSPECTION OF SAFEGUARDING"}


def test_a_grade_and_a_closing_line_are_no_actions() -> None:
    assert _texts(_claims(HEAD_IN_LINES), "action") == []


def test_points_that_an_officer_puts_to_the_meeting_are_key_issues() -> None:
    passage = "Ms Marchwood highlighted that:\n\n• waiting times had halved\n\n• carers were still not known\n"
    assert _in_minutes(passage) == [
        ("key-issue", "waiting times had halved"),
        ("key-issue", "carers were still not known"),
    ]


def test_what_stands_below_a_line_that_only_names_the_meeting_is_what_it_did() -> None:
    passage = (
        "Was the service ready?\n\nOfficers said that it was.\n\nThe Board:\n\n- noted the outcome of the inspection\n\n"
        "- agreed that the plan be published\n"
    )
    assert [text for kind, text in _in_minutes(passage) if kind == "conclusion"] == [
        "noted the outcome of the inspection",
        "that the plan be published",
    ]


def test_a_question_that_has_its_answer_takes_no_other_speaker_s_paragraph() -> None:
    passage = (
        "Councillor Hallas asked how parents had been involved. The Director explained that a forum met each month.\n\n"
        "The Head of Commissioning stated that health visitors were in short supply.\n"
    )
    assert [kind for kind, _ in _in_minutes(passage)] == ["question", "answer", "statement"]


def test_one_who_undertakes_something_behind_a_question_answers_it() -> None:
    passage = "A Member asked why so few carers were known. Officers undertook to provide a written answer.\n"
    assert [kind for kind, _ in _in_minutes(passage)] == ["question", "answer", "action"]


def test_an_undertaking_without_a_question_is_an_action_alone() -> None:
    assert [kind for kind, _ in _in_minutes("Officers undertook to circulate the figures to Members.\n")] == ["action"]


COMMITTEE_PACK = """WESTSHIRE SCRUTINY COMMITTEE

Minutes of the meeting held on 14 March 2019

CYP 17 DECLARATIONS OF INTEREST

None.

CYP 18 OUTCOME OF THE INSPECTION

(i) Councillor Brandon queried whether staff were sufficient. The Director responded that three posts were vacant.

Page 1 of 2

Agenda Item 5

RESOLVED

(1) That a progress report be brought to the Committee in six months.

ACTION – Director of Children's Services

* 19 ANY OTHER BUSINESS

There was none.
"""


def test_items_are_told_by_their_numbers_whatever_the_pages_of_a_pack_are_headed_with() -> None:
    claims = _claims(COMMITTEE_PACK)
    assert [(claim.kind, claim.item) for claim in claims] == [
        ("question", "OUTCOME OF THE INSPECTION"),
        ("answer", "OUTCOME OF THE INSPECTION"),
        ("conclusion", "OUTCOME OF THE INSPECTION"),
        ("action", "OUTCOME OF THE INSPECTION"),
    ]


def test_a_line_that_only_names_somebody_gives_the_action_before_it_its_owner() -> None:
    (action,) = [claim for claim in _claims(COMMITTEE_PACK) if claim.kind == "action"]
    assert (action.owner, action.when) == ("Director of Children's Services", "in six months")


def test_that_alone_is_no_conclusion() -> None:
    passage = "Resolved: That,\n\n(1) the report be noted; and\n\n(2) the plan be published.\n"
    assert _texts(_claims(f"Agenda item\n\nCare\n\nMinutes:\n\n{passage}"), "conclusion") == [
        "the report be noted",
        "the plan be published.",
    ]
