"""Findings: what is said to be done well, or not well enough, claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.comments import find_comments
from kg.extract.findings import find_findings
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.lexicon import Lexicon
from kg.model import Channel, Document, FindingClaim, Organisation
from kg.read import find
from kg.read import read as read_file
from kg.read.text import decode

OPENING = "Most people in Bolton are well served by social services, according to a report published today.\n\n"


def read(document: Document, lexicon: Lexicon) -> tuple[FindingClaim, ...]:
    annotated = annotate(document, lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    people = find_people(annotated, lexicon, names, authorities)
    comments = find_comments(annotated, lexicon, names, people, authorities)
    return find_findings(annotated, lexicon, authorities, comments)


def findings(text: str, lexicon: Lexicon) -> tuple[FindingClaim, ...]:
    return read(Document("bolton.txt", OPENING + text, "0" * 64), lexicon)


def claims(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(finding.valence, finding.text) for finding in findings(text, lexicon)]


# --- clauses of prose


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("There are gaps in provision for older people.", "weakness"),
        ("Waiting times for home care are too long.", "weakness"),
        ("Adult services have not enjoyed the same level of priority.", "weakness"),
        ("Good partnerships have been formed with local businesses.", "strength"),
        ("Home care for older people has improved.", "strength"),
        ("Inherited budget deficits have been tackled.", "strength"),
        ("Gaps in provision and planning are already being tackled.", "mixed"),
        ("Delays in assessments by the department have reduced.", "strength"),
        ("Fewer users were satisfied than in most councils.", "weakness"),
        ("The number of looked after children continues to be high.", "weakness"),
        ("The number of people on waiting lists has been halved.", "strength"),
        ("Weak areas of the service include inaccurate finance data.", "weakness"),
        ("The department lacks a clear strategy for carers.", "weakness"),
        ("Services for vulnerable adults need to be better targeted.", "weakness"),
        ("Too little had been invested in staff.", "weakness"),
        ("There are no gaps in the council's provision.", "strength"),
        ("The authority has a plan to bring down the number of placements.", "neutral"),
    ],
)
def test_a_clause_has_the_valence_that_its_words_come_to(sentence: str, valence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == [(valence, sentence.rstrip("."))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council hopes to build good services.",
        "Inspectors judge how well the service is serving people.",
        "If services were better, users would be satisfied.",
        "The department supports people with mental health problems.",
        "Social services are serving most people well and have promising prospects for improvement.",
        "Building control is a good, two star service that will probably improve.",
        "The review team carried out an extensive inspection of the services.",
        "Its aim is to show where services are good and where improvements can be made.",
        "“We have excellent staff and poor buildings,” said Councillor Ann Peters.",
        "Councillor Ann Peters said that services had improved.",
        "Is the service good?",
        "Meals are taken to people who need to be helped at home.",
    ],
)
def test_what_is_hoped_asked_rated_or_said_by_a_person_is_no_finding(sentence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == []


def test_a_sentence_of_two_polarities_is_two_findings(lexicon: Lexicon) -> None:
    assert claims(
        "Although there has been progress for some users, there are gaps in provision for carers.", lexicon
    ) == [
        ("strength", "there has been progress for some users"),
        ("weakness", "there are gaps in provision for carers"),
    ]
    assert claims(
        "Services to older people have improved, but there is still room for further improvement.", lexicon
    ) == [
        ("strength", "Services to older people have improved"),
        ("weakness", "there is still room for further improvement"),
    ]


def test_claims_with_subjects_of_their_own_are_cut_and_joined_adjectives_are_not(lexicon: Lexicon) -> None:
    text = "Corporate management is strong and stable and the council is successful in supporting children."
    assert claims(text, lexicon) == [
        ("strength", "Corporate management is strong and stable"),
        ("strength", "the council is successful in supporting children"),
    ]


def test_a_finding_knows_its_people_services_authority_and_place(lexicon: Lexicon) -> None:
    document = Document("bolton.txt", OPENING + "There are gaps in home care for older people.", "0" * 64)
    [finding] = read(document, lexicon)
    assert finding.authority == "E08000001"
    assert [iri.rsplit("/", 1)[-1] for iri in finding.client_groups] == ["older-people"]
    assert [iri.rsplit("/", 1)[-1] for iri in finding.service_types] == ["home-care"]
    assert document.text[slice(*finding.span)] == "There are gaps in home care for older people"
    assert finding.rule == "finding-clause"


# --- who states it


def test_an_attribution_is_the_source_and_no_part_of_the_finding(lexicon: Lexicon) -> None:
    [first] = findings("The reviewers found that service users are placed at the centre of decision making.", lexicon)
    assert first.text == "service users are placed at the centre of decision making"
    assert first.source == Organisation("report", "", "The reviewers")
    [second] = findings("Financially, the borough has become more volatile, says the report.", lexicon)
    assert second.text == "Financially, the borough has become more volatile"
    assert second.source == Organisation("report", "", "the report")


def test_a_quotation_of_the_report_is_a_finding_in_its_channel(lexicon: Lexicon) -> None:
    [finding] = findings("The report concludes: 'Planning and management systems need to be strengthened.'", lexicon)
    assert (finding.valence, finding.channel) == ("weakness", Channel.REPORT)
    assert finding.text == "Planning and management systems need to be strengthened"


def test_what_a_release_states_is_stated_by_the_council(lexicon: Lexicon) -> None:
    text = "A press release from Bolton Council follows:\n\nBETTER CARE\n\nHome care for older people has improved."
    [finding] = findings(text, lexicon)
    assert finding.channel == Channel.RELEASE
    assert finding.source is not None
    assert (finding.source.kind, finding.source.key) == ("authority", "E08000001")


# --- lists and headings


def test_each_entry_under_strengths_is_a_strength(lexicon: Lexicon) -> None:
    text = "Strengths highlighted in the report include:\n\n* support for older people\n\n* a voice for carers"
    assert claims(text, lexicon) == [("strength", "support for older people"), ("strength", "a voice for carers")]


def test_entries_under_findings_have_valences_of_their_own(lexicon: Lexicon) -> None:
    text = (
        "Specifically, the report says:\n\n- Child protection has improved substantially but inconsistencies remain\n\n"
        "- There is a need to improve access\n\n- The department has a plan to bring down the number of placements\n"
    )
    assert claims(text, lexicon) == [
        ("strength", "Child protection has improved substantially"),
        ("weakness", "inconsistencies remain"),
        ("weakness", "There is a need to improve access"),
        ("neutral", "The department has a plan to bring down the number of placements"),
    ]


def test_entries_of_a_list_of_priorities_are_no_findings(lexicon: Lexicon) -> None:
    text = (
        "The reviewers set out priorities for action. They include:\n\n- Address gaps in services\n\n- Improve access"
    )
    assert claims(text, lexicon) == []


def test_key_issues_of_minutes_are_weaknesses(lexicon: Lexicon) -> None:
    text = "Agenda item\n\nMinutes:\n\nKey Issues:\n\nThey are:\n\n- Continued budgetary pressure\n\n- Staffing\n"
    found = read(Document("minutes.txt", text, "0" * 64), lexicon)
    assert [(f.valence, f.text, f.channel) for f in found] == [
        ("weakness", "Continued budgetary pressure", Channel.MINUTES),
        ("weakness", "Staffing", Channel.MINUTES),
    ]


# --- reasons


def test_each_reason_behind_a_judgement_is_a_finding(lexicon: Lexicon) -> None:
    found = findings(
        "Prospects for improvement were 'uncertain' due to budget risks and the slow development of systems.", lexicon
    )
    assert [(f.valence, f.text) for f in found] == [
        ("weakness", "budget risks"),
        ("weakness", "the slow development of systems"),
    ]
    assert {f.reason_for for f in found} == {lexicon.concept("areas", "prospects").iri}


def test_reasons_may_stand_before_the_judgement(lexicon: Lexicon) -> None:
    text = (
        "But a combination of budget risks, weak planning, and low morale, have all led to a judgement of "
        "uncertain prospects."
    )
    assert claims(text, lexicon) == [
        ("weakness", "budget risks"),
        ("weakness", "weak planning"),
        ("weakness", "low morale"),
    ]


# --- the vocabulary


def test_every_example_of_a_valence_has_it_and_no_counter_example_does(lexicon: Lexicon) -> None:
    wrong = []
    for concept in lexicon.schemes["valences"]:
        wrong += [line for line in concept.examples if concept.notation not in _valences(line, lexicon)]
        wrong += [line for line in concept.counter_examples if concept.notation in _valences(line, lexicon)]
    assert wrong == []


def _valences(line: str, lexicon: Lexicon) -> set[str]:
    return {finding.valence for finding in findings(line, lexicon)}


@pytest.mark.parametrize("scheme", ["polarity-cues", "finding-head-cues"])
def test_every_cue_is_found_in_its_example(scheme: str, lexicon: Lexicon) -> None:
    document = {line: concept for concept in lexicon.schemes[scheme] for line in concept.examples if concept.labels}
    found = {line: _concepts(line, scheme, lexicon) for line in document}
    assert [line for line, concept in document.items() if concept.iri not in found[line]] == []


def _concepts(line: str, scheme: str, lexicon: Lexicon) -> set[str]:
    blocks = annotate(Document("line.txt", line, "0" * 64), lexicon).blocks
    return {hit.concept for block in blocks for hit in block.hits.get(scheme, ())}


# --- the originals, marked by hand: valence and first words of each finding


MARKED = {
    "000": (
        "+It commends Milton Keynes for the impressive",
        "+Children's services attract particular praise",
        "+a fundamental shift of practice",
        "+This has led to a more user-focused",
        "+Well controlled spending",
        "+This improvement has been gained through",
        "-Adult social services have not enjoyed",
        "+there has been recent progress for some",
        "-there are gaps in provision for older",
        "+the authority's arrangements for assessing",
        "+Most service users value the help",
        "+Joint frontline work",
        "+Progress in children's services has led",
        "+There are some good services designed",
        "-some people still need better access",
        "-For older people, waiting times",
        "+National and local priorities",
        "+the Authority has shown a positive attitude",
        "+There is good overall commitment",
        "~this has so far been more successful",
        "+The authority has strong partnerships",
        "-these need to be used",
        "-Arrangements for planning, purchasing",
        "-To ensure continued progress systems",
        "-Information systems also need",
        "-staff need support to make",
        "+Milton Keynes Council is highly praised",
        "-there is room for improvement",
        "+the council is praised for making huge leaps",
        "+Milton Keynes has demonstrated",
        "+Milton Keynes is to be commended",
        "+There has been good recent progress",
        "-some gaps and shortfalls need",
        "+National priorities are being integrated",
        "+there is positive joint frontline",
        "+Milton Keynes can take considerable credit",
        "-The most significant challenge now is to extend",
        "-planning and performance management systems need",
    ),
    "001": (
        "+there has been significant improvement in some",
        "+those people who were receiving",
        "-some serious budget risks",
        "-the need to turn round areas of low performance,",
        "-the slow development of systems to monitor",
        "-Financially, North East Lincolnshire",
        "-There is a need to get better value",
        "-The continued development of partnerships",
        "+What is working particularly well",
        "+This link is already",
        "+Child protection has improved",
        "-inconsistencies remain across",
        "=The authority has a plan to bring",
        "-There is a need to improve the organisation",
        "-The authority has much to do",
        "-Services for vulnerable adults",
        "+Services to older people have improved",
        "-there is still room for further",
        "-Managers need to be clearer",
        "+The authority has set about improving",
        "-The key to North East Lincolnshire's",
        "+North East Lincolnshire Council is continuing",
        "+the council had continued to work",
        "+has improved measurably",
        "+significant progress",
        "+local people rated the services",
        "-The council accepts it has to meet",
        "-budget risks, the slow",
        "-the slow development of performance",
        "-the need to turn round remaining",
    ),
    "002": (
        "+Staff are competent, well-supported",
        "+there is an organisational commitment",
        "+By focussing services",
        "+Bolton has fewer children",
        "~gaps identified in provision",
        "+Good partnerships have been formed",
        "+Such alliances help support",
        "+Corporate and political management",
        "+Bolton is successful in supporting",
        "+service users are placed at the centre of decision making.",
        "-Weak areas, highlighted",
        "-This is a difficulty",
        "-It hinders safe budget",
        "+There are good quality services",
        "+There are many examples",
        "+The department has invested",
        "+There has been capital investment",
        "+There are a good range",
        "+There is co-working",
        "+local people can be satisfied",
        "-there are areas where the council can build",
        "-Bolton needs to have more flexible",
        "-It also needs to offer",
        "+Bolton Council's social services has won",
        "+an outstanding response",
        "+staff at all levels",
        "+the success has been achieved",
        "+are identified as contributing",
    ),
    "003": (
        "-Islington's social services have had a poor legacy",
        "-there is still much to achieve",
        "+rapid progress has been made",
        "+Inherited budget deficits",
        "+services for children and families are improving",
        "+evidence of some excellent",
        "+significant changes are being made",
        "-much work still needs to be done",
        "-both care management and direct",
        "+Progress has been made in developing",
        "-beneficial change in some",
        "+it is encouraging that the authority",
        "=Priority has been given",
        "+Islington has a clear vision",
        "+progress is being made in translating",
        "+Integrated teams to support",
        "-there is scope for further",
        "+Data and performance indicators",
        "-Care management for older",
        "-There are outstanding weaknesses",
        "~most of the outstanding service weaknesses",
        "-recommend more work",
        "+Delays in the provision",
        "-services for younger adults",
        "+Very considerable progress",
        "-the number of looked after children continues",
        "-This review would have benefited",
        "+The authority is making progress",
        "-needs to continue to work",
        "+The authority has listened",
        "-needs to continue to focus",
        "+The 'extent of recent change'",
        "+the improvement of services for families",
        "+support for older people by working",
        "+enabling service-users",
        "+progress in tackling issues",
        "+rapid response to prevent",
        "+an excellent service for people",
        "+competence at self-assessment",
        "-Islington's legacy of poor services",
        "+the council is 'competent",
        "=Islington has set itself",
        "=the service aims to move",
    ),
    "004": (
        "=Over the last year, Monmouthshire",
        "-There remains much to be done",
        "-Continued increase in our",
        "-Continued significant budgetary",
        "-Achieving a confident",
        "-Ensuring vulnerable families",
        "-Implementing intelligent",
        "-To articulate our service model",
        "-Continued development of our",
        "-Embedding a consistent",
    ),
}
SIGNS = {"strength": "+=~", "weakness": "-~", "mixed": "~+-", "neutral": "="}


def _original(folder: Path, number: str) -> Document:
    file = next(folder.glob(f"{number}_*.txt"))
    return Document(file.name, decode(file.read_bytes())[0], "0" * 64)


def _places(document: Document, marks: Sequence[str]) -> list[tuple[str, int]]:
    """Return the sign and place of each mark, in order of the text as far as they come so."""
    places, last = [], 0
    for mark in marks:
        place = document.text.find(mark[1:], last)
        assert place >= 0, mark
        places.append((mark[0], place))
        last = place
    return places


def _holds(finding: FindingClaim, sign: str, place: int) -> bool:
    return finding.span.start <= place < finding.span.end and sign in SIGNS[finding.valence]


@pytest.mark.parametrize("number", sorted(MARKED))
def test_the_originals_are_read_as_a_careful_reader_marks_them(number: str, originals: Path, lexicon: Lexicon) -> None:
    document = _original(originals, number)
    places, found = _places(document, MARKED[number]), read(document, lexicon)
    missed = [document.text[p : p + 40] for sign, p in places if not any(_holds(f, sign, p) for f in found)]
    false = [f.text for f in found if not any(_holds(f, sign, p) for sign, p in places)]
    assert len(missed) <= 0.1 * len(places), missed
    assert len(false) <= 0.1 * len(found), false


# --- what is none, and what is turned


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("Some 90 children in care had no social worker.", "weakness"),
        ("Forty families had no key worker or support plan.", "weakness"),
        ("Carers have no complaints about the service.", "strength"),
        ("Vacancies for social workers had come down.", "strength"),
        ("Waiting lists for home care are down by a third.", "strength"),
    ],
)
def test_what_is_missing_is_a_weakness_and_a_burden_that_falls_a_strength(
    sentence: str, valence: str, lexicon: Lexicon
) -> None:
    assert claims(sentence, lexicon) == [(valence, sentence.rstrip("."))]


@pytest.mark.parametrize(
    "sentence",
    [
        "An excellent opportunity for a good manager has arisen at Bolton Council.",
        "We are looking for an outstanding manager with a strong commitment to children.",
        "Bolton were poor in the first half.",
        "It would help if Bolton shared its best practice.",
        "Prospects for improvement are poor.",
        "The service slips to one as well.",
        "The home, run by Ashdale Care, had inadequate staffing at night.",
        "The Beeches, a private care home in the town, was short of staff.",
    ],
)
def test_adverts_sport_wishes_ratings_and_others_faults_are_no_findings(sentence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == []


# --- denial, comparison, manner, formation


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("Managers seldom see the files of carers.", "weakness"),
        ("Visits to children are not always made on time.", "weakness"),
        ("Costs had not been compared with those of other providers.", "weakness"),
        ("Nobody owns the problem of transport.", "weakness"),
        ("Few users have a say in their care plan.", "weakness"),
        ("Inspectors could find no sign that lessons had been learnt.", "weakness"),
        ("There was no evidence of unmet need among carers.", "strength"),
        ("There was no backlog of referrals.", "strength"),
        ("There is no agreed way of deciding who gets a service.", "weakness"),
        ("The day centre has no lift.", "weakness"),
        ("Only one family in five gets a copy of its plan.", "weakness"),
        ("Few users complained about the service.", "strength"),
        ("The council has not tackled the backlog of reviews.", "weakness"),
    ],
)
def test_what_is_denied_is_a_weakness_unless_a_fault_is_denied(sentence: str, valence: str, lexicon: Lexicon) -> None:
    assert valence in [found for found, _ in claims(sentence, lexicon)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The report does not name the children's home.",
        "The council does not run homes of its own.",
        "People who cannot leave home get a hot meal.",
        "The council has no plans to close the day centre.",
        "It has not raised its charges since 1999.",
        "There is no league table of departments.",
    ],
)
def test_not_to_do_what_nobody_asks_of_a_service_is_no_finding(sentence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == []


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("Immunisation rates for looked after children exceed the national average.", "strength"),
        ("Attendance at school is below that of similar councils.", "weakness"),
        ("Staff turnover is the lowest in the region.", "strength"),
        ("Unit costs are among the highest in the South East.", "weakness"),
        ("Delayed discharges are above the England average.", "weakness"),
    ],
)
def test_more_than_others_is_good_but_of_a_burden_less_is(sentence: str, valence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == [(valence, sentence.rstrip("."))]


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("Social workers know their children well.", "strength"),
        ("Referrals are answered within a day.", "strength"),
        ("Calls to the duty desk go unanswered.", "weakness"),
        ("The day centre is cheerless.", "weakness"),
        ("Staff at the helpline are unhelpful.", "weakness"),
        ("Partners described relationships as open.", "strength"),
        ("The report praises the council's use of data.", "strength"),
        ("The reviewers criticised the council's handling of complaints.", "weakness"),
        ("All children on the register now have a social worker.", "strength"),
        ("Most weaknesses have already been identified by the council.", "mixed"),
    ],
)
def test_manner_the_form_of_a_word_and_the_verb_of_a_report_tell_a_valence(
    sentence: str, valence: str, lexicon: Lexicon
) -> None:
    assert valence in [found for found, _ in claims(sentence, lexicon)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council must answer calls within a day.",
        "Officers met partners as well as users.",
        "Leadership is good.",
        "The new report grades leadership as good.",
        "Two inspectors will check on progress next February.",
        "The complaints officer moved to another office.",
        "Two things in particular were praised by the review.",
    ],
)
def test_duties_ratings_and_acts_of_inspecting_are_no_strengths(sentence: str, lexicon: Lexicon) -> None:
    assert [claim for claim in claims(sentence, lexicon) if claim[0] == "strength"] == []


def test_a_second_claim_with_its_own_subject_need_or_that_is_cut_off(lexicon: Lexicon) -> None:
    assert claims("Letters are confusing and staff give conflicting advice.", lexicon) == [
        ("weakness", "Letters are confusing"),
        ("weakness", "staff give conflicting advice"),
    ]
    assert claims("Assessments of carers are timely but thin.", lexicon) == [
        ("strength", "Assessments of carers are timely"),
        ("weakness", "thin"),
    ]
    assert claims("Partnerships are strong, and should now be turned into joint strategies.", lexicon) == [
        ("strength", "Partnerships are strong"),
        ("weakness", "should now be turned into joint strategies"),
    ]


def test_headings_as_questions_and_the_columns_of_tables_give_their_valence(lexicon: Lexicon) -> None:
    text = (
        "What do we do well?\n\n1. Children see the same social worker for years.\n\n"
        "What do we need to do better?\n\n1. Life-story books.\n"
    )
    assert claims(text, lexicon) == [
        ("strength", "Children see the same social worker for years"),
        ("weakness", "Life-story books"),
    ]


def test_the_cells_of_a_table_are_findings_of_their_columns(lexicon: Lexicon, tmp_path: Path) -> None:
    file = tmp_path / "bolton.md"
    file.write_text(
        "# Bolton Council\n\nBolton Council was inspected.\n\n"
        "| Strengths | Areas for improvement |\n|---|---|\n| Virtual school | Dental checks |\n"
    )
    [found] = find([file]).files
    document = read_file(found)
    assert isinstance(document, Document)
    assert [(finding.valence, finding.text) for finding in read(document, lexicon)] == [
        ("strength", "Virtual school"),
        ("weakness", "Dental checks"),
    ]


# --- plain predicates


@pytest.mark.parametrize(
    ("sentence", "valence"),
    [
        ("Waiting lists are long.", "weakness"),
        ("Waits are short.", "strength"),
        ("Turnover is low.", "strength"),
        ("Morale in the teams is low.", "weakness"),
        ("Anticipatory care plans were few.", "weakness"),
        ("Complaints are few.", "strength"),
        ("Visits to children are now regular.", "strength"),
        ("Rural people had less choice of home care.", "weakness"),
        ("Assessments are often late.", "weakness"),
        ("Some people waited over a year for an occupational therapist.", "weakness"),
        ("Children were left in homes without a social worker.", "weakness"),
        ("Plans say little about carers.", "weakness"),
        ("Half of the files had no plan.", "weakness"),
        ("Nobody had a job.", "weakness"),
        ("Every team had a named senior.", "strength"),
        ("Children's names were misspelt in several files.", "weakness"),
        ("Files go astray and reviews slip.", "weakness"),
        ("Adaptations are quick.", "strength"),
        ("Fewer children are now moved from home to home.", "strength"),
        ("Adults need community support that is better and more flexible.", "weakness"),
        ("What it does less well is prevent family breakdown.", "weakness"),
        ("Partners shared information too late.", "weakness"),
    ],
)
def test_plain_predicates_of_size_waiting_and_going_judge_services(
    sentence: str, valence: str, lexicon: Lexicon
) -> None:
    assert claims(sentence, lexicon) == [(valence, sentence.rstrip("."))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Worries about the deaths of seven children led to Bolton Council losing control of its services in 2013.",
        "The council's leader was pleased with the result.",
        "Anna Taylor was pleased with the good services.",
        "You will be committed and have excellent communication skills.",
        "Come and meet our friendly staff.",
        "The report will say where services fall short.",
        "Unison said the plan for services was short-sighted.",
        "Progress will be reported to cabinet every quarter.",
        "It wants children to be safe and healthy.",
        "They visit and they turn up when things go wrong.",
    ],
)
def test_causes_feelings_adverts_and_what_is_to_come_are_no_findings(sentence: str, lexicon: Lexicon) -> None:
    assert claims(sentence, lexicon) == []


def test_what_follows_about_a_home_is_no_finding_of_the_council(lexicon: Lexicon) -> None:
    text = "A nursing home in Bury was rated inadequate. Residents were left in bed and medicines went missing."
    assert claims(text, lexicon) == []


def test_what_a_verb_of_praise_governs_in_a_row_are_findings_one_by_one(lexicon: Lexicon) -> None:
    assert claims(
        "It heaped praise on the mental health team, on day care and on the speed of adaptations.", lexicon
    ) == [
        ("strength", "It heaped praise on the mental health team"),
        ("strength", "day care"),
        ("strength", "the speed of adaptations"),
    ]


def test_what_groups_told_inspectors_and_what_readers_will_find_are_findings(lexicon: Lexicon) -> None:
    text = "Carers told us that staff were kind. You will also find children waiting months for a social worker."
    assert claims(text, lexicon) == [
        ("strength", "staff were kind"),
        ("weakness", "children waiting months for a social worker"),
    ]


def test_a_claim_in_contrast_or_with_a_pronoun_has_the_people_of_what_it_takes_up(lexicon: Lexicon) -> None:
    text = "Services to older people have improved, but there is still room for further improvement. They are reliable."
    assert [tuple(iri.rsplit("/", 1)[-1] for iri in f.client_groups) for f in findings(text, lexicon)] == [
        ("older-people",),
        ("older-people",),
        ("older-people",),
    ]
