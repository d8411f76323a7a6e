"""Programmes, named services, plans and partner bodies: what names one, what does not, and who works on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.names import find_names
from kg.extract.programmes import find_programmes
from kg.lexicon import Lexicon
from kg.model import Document, Organisation, ProgrammeClaim

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text("utf-8"))
SCHEMES = ("programme-kinds", "known-programmes")


def _read(text: str, lexicon: Lexicon) -> tuple[ProgrammeClaim, ...]:
    annotated = annotate(Document("a.txt", text, "0" * 64), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    return find_programmes(annotated, lexicon, authorities, names)


def _named(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(claim.name, claim.kind) for claim in _read(text, lexicon)]


def _partners(text: str, lexicon: Lexicon) -> dict[str, list[str]]:
    return {claim.name: [partner.words for partner in claim.partners] for claim in _read(text, lexicon)}


# --- the originals


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "000_27266cf7c012673b.txt",
            {
                ("joint health/social board", "board"),
                ("joint team", "team"),
                ("equalities policy framework", "plan"),
            },
        ),
        (
            "001_244405360186b16d.txt",
            {("workforce strategy", "strategy"), ("budget recovery plan", "plan"), ("Racial Justice forum", "forum")},
        ),
        (
            "002_2f318d33ad304312.txt",
            {
                ("Child Concern Model", "model"),
                ("Service Action Plans", "plan"),
                ("Project 360", "service"),
                ("Better Government for Older People", "project"),
                ("supported accommodation", "service"),
                ("family support services", "service"),
                ("advice and information team", "team"),
                ("drug and alcohol teams", "team"),
                ("whole systems approach", "model"),
            },
        ),
        (
            "003_da4eaa919cfe0f03.txt",
            {
                ("Integrated Primary Care Team", "team"),
                ("Crisis Resolution Teams", "team"),
                ("Independent Living Fund", "fund"),
                ("Low Vision Clinic", "service"),
                ("Safe in the City", "project"),
                ("integrated care teams", "team"),
                ("RNIB", "partner-body"),
                ("Camden social services", "partner-body"),
            },
        ),
        (
            "004_85b5bc563e62cc84.txt",
            {
                ("Children's Services Improvement Programme", "programme"),
                ("families first", "programme"),
                ("Institute of Public Care", "partner-body"),
            },
        ),
    ],
)
def test_an_original_names_these_programmes_and_no_other(
    file: str, expected: set[tuple[str, str]], originals: Path, lexicon: Lexicon
) -> None:
    assert set(_named((originals / file).read_bytes().decode(), lexicon)) == expected


def test_the_low_vision_clinic_is_run_with_a_charity_and_another_council(originals: Path, lexicon: Lexicon) -> None:
    claims = _read((originals / "003_da4eaa919cfe0f03.txt").read_bytes().decode(), lexicon)
    clinic = next(claim for claim in claims if claim.name == "Low Vision Clinic")
    assert clinic.partners == (
        Organisation("other", "", "RNIB"),
        Organisation("authority", "E09000007", "Camden social services"),
    )
    assert clinic.authority == "E09000019"


@pytest.mark.parametrize("record", GOLD, ids=lambda record: str(record["file"]))
def test_nothing_is_found_in_the_seeds_that_their_gold_has_not(record: dict[str, object], lexicon: Lexicon) -> None:
    text = (ROOT / "seeds" / str(record["file"])).read_bytes().decode()
    gold = record["programmes"]
    assert isinstance(gold, list)
    assert {name for name, _ in _named(text, lexicon)} <= {entry["name"] for entry in gold}


# --- the vocabulary's own lines


def test_every_example_of_a_kind_names_one_of_it(lexicon: Lexicon) -> None:
    concepts = [concept for scheme in SCHEMES for concept in lexicon.schemes[scheme]]
    kinds = {c.iri: lexicon.concepts[c.broader[0]].notation if c.broader else c.notation for c in concepts}
    missed = [
        line
        for concept in concepts
        for line in concept.examples
        if kinds[concept.iri] not in [kind for _, kind in _named(line, lexicon)]
    ]
    assert missed == []


def test_no_counter_example_of_a_kind_names_anything(lexicon: Lexicon) -> None:
    lines = [line for scheme in SCHEMES for concept in lexicon.schemes[scheme] for line in concept.counter_examples]
    assert [line for line in lines if _named(line, lexicon)] == []


def test_every_example_of_a_kind_of_organisation_gives_it_as_a_partner(lexicon: Lexicon) -> None:
    partners = _partners("The Bridge Project is run together with the police and Mencap.", lexicon)
    assert partners == {"Bridge Project": ["police", "Mencap"], "Mencap": ["Mencap"]}


# --- what names a programme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers praised the Early Intervention Programme.", [("Early Intervention Programme", "programme")]),
        ("A new Young Carers Strategy was adopted in May.", [("Young Carers Strategy", "strategy")]),
        ("The Wirral Drug Action Team met in June.", [("Wirral Drug Action Team", "team")]),
        (
            "Sutton's Prevention and Early Help strategy was agreed by the Executive Board.",
            [("Prevention and Early Help strategy", "strategy")],
        ),
        ("The Director of the Low Vision Clinic spoke.", [("Low Vision Clinic", "service")]),
        ("Develop the Home Library and the Falls Prevention Service.", [("Falls Prevention Service", "service")]),
        (
            "The Partnership for Older People Projects brought £1m.",
            [("Partnership for Older People Projects", "project")],
        ),
        ("Members noted the Corporate Parenting Strategy 2018-21.", [("Corporate Parenting Strategy", "strategy")]),
        (
            "The Information, Advice and Assistance (IAA) service is better.",
            [("Information, Advice and Assistance service", "service")],
        ),
        ("The Teenage Pregnancy Partnership Board meets monthly.", [("Teenage Pregnancy Partnership Board", "board")]),
        ("Members asked about the Edge of Care Team.", [("Edge of Care Team", "team")]),
        ("Lincolnshire's Caring for Carers campaign won an award.", [("Caring for Carers", "programme")]),
        ("The Kirklees Partnership for Children met.", [("Kirklees Partnership for Children", "partner-body")]),
        ("In Plan A the Board would close; Service Users Forum members objected.", [("Service Users Forum", "forum")]),
        ("A scheme called 'Breakaway' gives carers a rest.", [("Breakaway", "project")]),
        ("Officers said the 'Moving On' project had ended.", [("Moving On", "project")]),
        (
            "The teenage pregnancy strategy and the recruitment and retention strategy are working.",
            [("teenage pregnancy strategy", "strategy"), ("recruitment and retention strategy", "strategy")],
        ),
        ("The council's medium term financial plan saves £3m.", [("financial plan", "plan")]),
        ("Commissioning covers a lot, including families first and core funding.", [("families first", "programme")]),
    ],
)
def test_a_name_is_read_with_its_kind(text: str, expected: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert _named(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Joint Review Team met the Senior Management Team.",
        "The Audit Commission and the Social Services Inspectorate visited.",
        "The Best Value Inspection Service gave one star.",
        "The council has no strategy for older people and should draw up a commissioning plan.",
        "Develop a carers' strategy and consult with users about priorities",
        "An action plan has been drawn up, and the draft improvement plan was seen by the Board.",
        "Each young person has a care plan or a pathway plan.",
        "The Health and Wellbeing Board and the Corporate Parenting Board agreed.",
        "The Project Manager and the Team Leader left the Children's Service.",
        "Staff planned to fund teams that serve families first.",
        "The Annual Performance Assessment praised the Youth Service, which has a recovery plan.",
        "PROJECT BRIDGE AND THE LOW VISION CLINIC",
        "Bolton is part of a rolling programme of reviews.",
        "An 'older people's champion' has been appointed.",
        "The Local Health Board and Sandwell Council differ.",
    ],
)
def test_words_that_only_look_like_a_name_are_none(text: str, lexicon: Lexicon) -> None:
    assert _named(text, lexicon) == []


def test_a_headline_in_capitals_of_its_own_names_nothing(lexicon: Lexicon) -> None:
    text = (
        "New Low Vision Clinic Opens\n\nIslington Council has opened a clinic for people who see badly, it said today."
    )
    assert _named(text, lexicon) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Help comes through integrated care teams and two drug and alcohol teams.", ["integrated care teams", "drug and alcohol teams"]),
        ("Discharges fell through a joint team that the council pays for.", ["joint team"]),
        ("It should use the existing equalities policy framework.", ["equalities policy framework"]),
        ("The council runs many services. They include a sitting service; a family advice team; a lunch club.", ["sitting service", "family advice team", "lunch club"]),
        ("Members heard about No Wrong Door, our programme for teenagers.", ["No Wrong Door"]),
        ("The fostering campaign, Room for One More, has begun.", ["Room for One More"]),
        ("Front Door Keys is the council's app for care leavers.", ["Front Door Keys"]),
        ("A mentoring scheme called Open Doors has begun.", ["Open Doors"]),
        ("Integrated teams are developing well, and the management team met.", []),
        ("The council has a good team, and there are two teams for older people.", []),
        ("The authority should set up a young carers' team.", []),
        ("A person-centred approach is praised.", []),
        ("The team visited Burton Road, a home for older people.", []),
        ("On Monday, the service opened. In North Wales, the project goes on.", []),
        ("South Tyneside, a council with three stars, has a service for them.", []),
    ],
)  # fmt: skip
def test_small_letters_lists_and_appositions_name_services_too(
    text: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert [name for name, _ in _named(text, lexicon)] == expected


# --- places, abbreviations, partners


def test_an_abbreviation_before_its_full_name_is_a_repeat_of_it(lexicon: Lexicon) -> None:
    text = "It was asked why Officers work with IPC. The Institute of Public Care was chosen for its research."
    (claim,) = _read(text, lexicon)
    assert (claim.name, claim.kind, claim.rule) == ("Institute of Public Care", "partner-body", "partner-named")
    assert text[claim.span.start : claim.span.end] == "Institute of Public Care"
    assert [text[repeat.start : repeat.end] for repeat in claim.repeats] == ["IPC"]


def test_an_abbreviation_in_brackets_is_known_from_there_on(lexicon: Lexicon) -> None:
    text = "Members saw the Multi-Agency Safeguarding Hub (MASH). The MASH had grown."
    (claim,) = _read(text, lexicon)
    assert claim.name == "Multi-Agency Safeguarding Hub"
    assert [text[repeat.start : repeat.end] for repeat in claim.repeats] == ["MASH"]


def test_one_programme_named_twice_is_one_claim(lexicon: Lexicon) -> None:
    text = "The Low Vision Clinic opened. Users like the Low Vision Clinic."
    (claim,) = _read(text, lexicon)
    assert [text[repeat.start : repeat.end] for repeat in claim.repeats] == ["Low Vision Clinic"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kent County Council runs the Bridge project together with Barnardo's and the police.",
            {"Bridge project": ["Barnardo's", "police"], "Barnardo's": ["Barnardo's"]},
        ),
        ("We have set up a joint health/social board.", {"joint health/social board": ["health"]}),
        (
            "The Youth Offending Team works jointly with Connexions and the probation service.",
            {"Youth Offending Team": ["Connexions", "probation service"], "Connexions": []},
        ),
        ("Walsall has hired KPMG as management consultants.", {"KPMG": ["KPMG"]}),
        ("Staff work with families, with schools and with the police.", {}),
        ("The Low Vision Clinic is better than that of the RNIB.", {"Low Vision Clinic": []}),
    ],
)
def test_partners_stand_behind_words_of_joint_work(text: str, expected: dict[str, list[str]], lexicon: Lexicon) -> None:
    assert _partners(text, lexicon) == expected
