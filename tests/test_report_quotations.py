"""Quotations of reports and bodies: whose words stand between speech marks, and whose do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.comments import find_comments
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.extract.report_quotations import find_report_quotations
from kg.lexicon import Lexicon
from kg.model import Channel, Document, Organisation, QuotationClaim

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text("utf-8"))
SSI_AND_COMMISSION = "the Audit Commission and the Social Services Inspectorate"


def _read(text: str, lexicon: Lexicon) -> tuple[QuotationClaim, ...]:
    annotated = annotate(Document("a.txt", text, "0" * 64), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    people = find_people(annotated, lexicon, names, authorities)
    comments = find_comments(annotated, lexicon, names, people, authorities)
    return find_report_quotations(annotated, lexicon, authorities, comments)


def _quoted(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(claim.source.words if claim.source else "", claim.text) for claim in _read(text, lexicon)]


# --- the originals


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "000_27266cf7c012673b.txt",
            [
                ("the inspection team", "most people are well served by"),
                ("the report", "Overall, Milton Keynes has demonstrated"),
                ("the report", "Milton Keynes is to be commended"),
                ("the report", "There has been good recent progress"),
                ("the report", "Milton Keynes can take considerable credit"),
            ],
        ),
        (
            "001_244405360186b16d.txt",
            [
                ("the report", "highly satisfied"),
                ("the re-inspection", "the council had continued to work"),
                ("the joint review", "from being an authority judged to be"),
                ("the recent assessment of services", "significant progress"),
                ("the joint review", "uncertain"),
            ],
        ),
        (
            "002_2f318d33ad304312.txt",
            [
                ("the report", "Excellent Prospects"),
                ("the report", "Serving most people well"),
                ("the review", "an outstanding response to families"),
                ("the review", "staff at all levels contribute and own the agenda"),
            ],
        ),
        (
            "003_da4eaa919cfe0f03.txt",
            [
                (SSI_AND_COMMISSION, "extent of recent change"),
                (SSI_AND_COMMISSION, "represents a very significant achievement"),
                ("the report", "competent at self assessment"),
                ("the report", "ability to respond quickly and effectively"),
                ("the report", "ambitious"),
                ("the report", "the service aims to move from being"),
            ],
        ),
        ("004_85b5bc563e62cc84.txt", []),
    ],
)
def test_an_original_quotes_these_words_and_no_other(
    file: str, expected: list[tuple[str, str]], originals: Path, lexicon: Lexicon
) -> None:
    found = _quoted((originals / file).read_bytes().decode(), lexicon)
    assert len(found) == len(expected)
    assert [
        (source, text[: len(words)]) for (source, text), (_, words) in zip(found, expected, strict=True)
    ] == expected


def test_a_paragraph_behind_a_colon_is_quoted_though_its_marks_are_missing(originals: Path, lexicon: Lexicon) -> None:
    text = (originals / "000_27266cf7c012673b.txt").read_bytes().decode()
    claim = next(c for c in _read(text, lexicon) if c.text.startswith("There has been good recent progress"))
    assert claim.text.endswith("positive joint frontline working with health and the voluntary sector.")
    assert (claim.rule, claim.channel) == ("quotation-introduced", Channel.REPORT)


def _gold() -> list[tuple[str, str]]:
    return [(str(record["file"]), quotation["text"]) for record in GOLD for quotation in record["quotations"]]


def test_of_the_gold_of_the_seeds_no_quotation_is_missed_and_none_is_made_up(lexicon: Lexicon) -> None:
    files = sorted({str(record["file"]) for record in GOLD})
    found = [(f, text) for f in files for _, text in _quoted((ROOT / "seeds" / f).read_bytes().decode(), lexicon)]
    assert set(found) - set(_gold()) == set()
    assert set(_gold()) - set(found) == set()


# --- whose words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report says managers are 'rightly proud' of staff.", [("the report", "rightly proud")]),
        ("Inspectors described care planning as 'patchy at best'.", [("Inspectors", "patchy at best")]),
        (
            "According to CSCI, the council is 'moving in the right direction'.",
            [("CSCI", "moving in the right direction")],
        ),
        (
            "In the words of the report, 'the foundations are in place'.",
            [("the report", "the foundations are in place")],
        ),
        ("Services are 'not yet good enough', says Ofsted, which visited in May.", [("Ofsted", "not yet good enough")]),
        ("Staff felt 'undervalued', the survey found.", [("the survey", "undervalued")]),
        ("The service was praised by inspectors as 'a model for others'.", [("inspectors", "a model for others")]),
        (
            "The report, part of a rolling programme of reviews in England and Wales, found users 'highly satisfied'.",
            [("the report", "highly satisfied")],
        ),
        ("In the joint review prospects were called 'uncertain'.", [("the joint review", "uncertain")]),
        ("Hull City Council said the findings were 'fair and balanced'.", [("Hull City Council", "fair and balanced")]),
        (
            "The Audit Commission found 'a sense of purpose', but its leader, Ann Carter, called the report 'unfair'.",
            [("the Audit Commission", "a sense of purpose")],
        ),
    ],
)
def test_quoted_words_belong_to_the_report_or_body_that_states_them(
    text: str, expected: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    assert _quoted(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ann Carter, leader of the council, said: 'The report was right to call us slow.'",
        "A spokesman for the council said: 'We are pleased.'",
        "Adoption was rated 'good' and fostering was judged 'inadequate' by Ofsted.",
        "Services were all assessed as 'fair, one star' services that will 'definitely improve'.",
        "83% of users completing the joint review questionnaire rated services as 'good' or 'excellent'.",
        "The council has shed its 'inadequate' rating, inspectors say.",
        "Some services are mentioned in the report, among them 'Project 360'.",
        "The 'Moving On' project was visited by inspectors.",
        "Members heard that the so-called 'bed blockers' had been helped.",
    ],
)
def test_persons_words_ratings_names_and_scare_quotes_are_no_quotations_of_a_report(
    text: str, lexicon: Lexicon
) -> None:
    assert _quoted(text, lexicon) == []


# --- how far a quotation goes


def test_a_quotation_around_its_attribution_is_one_claim_with_two_pieces(lexicon: Lexicon) -> None:
    text = "'Too many children wait too long,' the inspectors warn. 'Managers must act now.'"
    (claim,) = _read(text, lexicon)
    assert claim.text == "Too many children wait too long. Managers must act now."
    assert [text[piece.start : piece.end] for piece in claim.pieces] == [
        "Too many children wait too long",
        "Managers must act now.",
    ]


def test_the_paragraphs_of_a_quotation_are_one_claim(lexicon: Lexicon) -> None:
    text = "The review concluded:\n\n'Leeds has come far. Staff deserve praise.\n\n'Older people wait.'\n\nIt ends."
    assert _quoted(text, lexicon) == [("the review", "Leeds has come far. Staff deserve praise. Older people wait.")]


def test_a_list_behind_a_colon_is_no_quotation(lexicon: Lexicon) -> None:
    text = (
        "Specifically, the report says:\n\n- Child protection has improved a lot, and staff are well supported.\n\n"
        "- Managers need to be clearer about using information to improve the performance of the whole service."
    )
    assert _quoted(text, lexicon) == []


def test_it_means_the_report_last_named(lexicon: Lexicon) -> None:
    text = "The report acknowledges a legacy of poor services. However it says that the council is 'competent'."
    (claim,) = _read(text, lexicon)
    assert (claim.source, claim.rule) == (Organisation("report", "", "the report"), "source-pronoun")


def test_a_sentence_that_begins_with_and_that_goes_on_with_the_report(lexicon: Lexicon) -> None:
    text = "The report says that the agenda is 'ambitious'. And that 'the service aims to move on.'"
    assert _quoted(text, lexicon) == [("the report", "ambitious"), ("the report", "the service aims to move on.")]


def test_a_body_is_the_source_by_its_iri_and_a_council_speaks_in_the_channel_of_its_text(lexicon: Lexicon) -> None:
    text = "'Services are safe,' says Ofsted. Hull City Council said it was 'glad of the verdict'."
    body, council = _read(text, lexicon)
    assert body.source == Organisation("body", "https://w3id.org/social-care-kg/vocab/bodies/ofsted", "Ofsted")
    assert council.source == Organisation("authority", "E06000010", "Hull City Council")
    assert (body.channel, council.channel) == (Channel.REPORT, Channel.ARTICLE)


def test_words_quoted_twice_are_one_claim_with_a_repeat(lexicon: Lexicon) -> None:
    text = "The report called care 'patchy and slow'. Inspectors had found care 'patchy and slow'."
    (claim,) = _read(text, lexicon)
    assert [text[repeat.start : repeat.end] for repeat in claim.repeats] == ["patchy and slow"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report is scathing. Its homes are 'years behind the times'.", [("the report", "years behind the times")]),
        ("Inspectors were not impressed: homes are 'years behind'.", [("Inspectors", "years behind")]),
        ("The report has no good word for the 'maze of forms'.", [("the report", "maze of forms")]),
        ("Among the report's findings: 'no clear line of command'.", [("the report", "no clear line of command")]),
        ("'Managers do not manage' is the report's own summary.", [("the report", "Managers do not manage")]),
        ("'Years behind' is how the inspectors describe homes.", [("the inspectors", "Years behind")]),
        ("Home help was called 'a lottery' in a review.", [("a review", "a lottery")]),
        ("From the inspectors' letter:\n\n'Too many people wait. It must end.'", [("the inspectors", "Too many people wait. It must end.")]),
        ("The review was here. Councillors say homes are 'years behind'.", []),
        ("The report is out. 'We are all very glad of it.'", []),
    ],
)  # fmt: skip
def test_words_are_a_report_s_where_only_the_report_is_told_of(
    text: str, expected: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    assert _quoted(text, lexicon) == expected
