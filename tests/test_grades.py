"""Grades of today's inspections read from sentences, lines, tables and whole texts, with literal expectations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.ratings import find_ratings
from kg.lexicon import VOCAB, Lexicon, load
from kg.model import Document, RatingClaim
from kg.read import File, Unread, read

ROOT = Path(__file__).parent.parent
LEXICON: Lexicon = load([ROOT / "ontology"])
TEXTS = json.loads((ROOT / "tests" / "documents" / "grades.json").read_text("utf-8"))

ROUND_UPS = json.loads((ROOT / "tests" / "documents" / "round-ups.json").read_text("utf-8"))

Graded = tuple[str, str, str, str]


def ratings(text: str, date: str = "") -> tuple[RatingClaim, ...]:
    annotated = annotate(Document("text.txt", text, "0" * 64, date=date), LEXICON)
    return find_ratings(annotated, LEXICON, find_authorities(annotated, LEXICON, ()))


def label(key: str) -> str:
    return LEXICON.authorities[key].label if key else ""


def graded(text: str) -> set[Graded]:
    """Authority, subject, value and status of the ratings of a text."""
    return {(label(c.authority), c.subject, c.value.rsplit("/", 1)[-1], c.status) for c in ratings(text)}


# --- whole texts: all their ratings, and no other


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["text"][:60])
def test_a_text_on_grades_gives_all_its_ratings_and_no_other(case: dict[str, object]) -> None:
    found = [
        [label(c.authority), c.subject, c.value.removeprefix(VOCAB), c.stars, c.status]
        for c in ratings(str(case["text"]))
    ]
    assert sorted(found, key=str) == case["ratings"]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["text"][:60])
def test_the_words_that_give_a_grade_stand_in_its_evidence(case: dict[str, object]) -> None:
    text = str(case["text"])
    for claim in ratings(text):
        evidence = "".join(filter(str.isalnum, text[claim.span.start : claim.span.end]))
        assert "".join(filter(str.isalnum, claim.as_stated)) in evidence


@pytest.mark.parametrize("case", ROUND_UPS, ids=lambda case: case["text"][:60])
def test_round_ups_tables_and_reports_give_all_their_ratings_and_no_other(case: dict[str, object]) -> None:
    found = [
        [
            label(c.authority),
            c.subject,
            c.regime.rsplit("/", 1)[-1],
            c.area.rsplit("/", 1)[-1],
            c.value.removeprefix(VOCAB),
            c.status,
        ]
        for c in ratings(str(case["text"]))
    ]
    assert sorted(found) == case["ratings"]


# --- tables with their cells side by side

ROWS = [
    ["Judgement", "Previous grade (2021)", "Grade"],
    ["The experiences and progress of children in care", "Requires improvement to be good", "Good"],
    ["Overall effectiveness", "Inadequate", "Good"],
]


def as_html(rows: list[list[str]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><main><h1>Ofsted inspection of Bury</h1><table>{lines}</table></main></body></html>"


def as_lines(rows: list[list[str]], parted: str) -> str:
    return "Ofsted inspection of Bury\n\n" + "\n".join(parted.join(row) for row in rows) + "\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bury.html", as_html(ROWS)),
        (
            "bury.md",
            "# Ofsted inspection of Bury\n\n"
            + "\n".join(f"| {' | '.join(r)} |" for r in [ROWS[0], ["---"] * 3, *ROWS[1:]]),
        ),
        ("bars.txt", as_lines(ROWS, " | ")),
        ("tabs.txt", as_lines(ROWS, "\t")),
        ("spaces.txt", as_lines(ROWS, "     ")),
        (
            "lines.txt",
            "Ofsted inspection of Bury\n\n"
            + "\n\n".join(cell for row in ROWS for cell in row[(row is ROWS[0]) :])
            + "\n",
        ),
    ],
    ids=["html", "markdown", "bars", "tabs", "spaces", "a cell a line"],
)
def test_a_table_gives_the_same_ratings_in_whatever_form_it_comes(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    document = read(File(name, tmp_path / name))
    assert not isinstance(document, Unread)
    annotated = annotate(document, LEXICON)
    claims = find_ratings(annotated, LEXICON, find_authorities(annotated, LEXICON, ()))
    found = {(c.area.rsplit("/", 1)[-1], c.value.rsplit("/", 1)[-1], c.status, c.when) for c in claims}
    assert found == {
        ("children-in-care", "requires-improvement", "previous", "2021"),
        ("children-in-care", "good", "current", ""),
        ("overall", "inadequate", "previous", "2021"),
        ("overall", "good", "current", ""),
    }


def test_a_column_whose_heading_is_not_understood_gives_nothing() -> None:
    text = "Ofsted ratings, 2024\n\nCouncil | Rating | Our own view\nBarnet | Good | Outstanding\nBolton | Inadequate | Good\n"
    assert graded(text) == {("Barnet", "overall", "good", "current"), ("Bolton", "overall", "inadequate", "current")}


def test_of_columns_by_year_the_latest_is_the_present_one() -> None:
    text = "Ofsted ratings\n\nCouncil | 2018 | 2023\nBarnet | Good | Inadequate\nBolton | Inadequate | Good\n"
    assert graded(text) == {
        ("Barnet", "overall", "good", "previous"),
        ("Barnet", "overall", "inadequate", "current"),
        ("Bolton", "overall", "inadequate", "previous"),
        ("Bolton", "overall", "good", "current"),
    }


# --- who, in what, when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ofsted upgrades Doncaster from 'inadequate' to 'good'.",
            {("Doncaster", "overall", "inadequate", "previous"), ("Doncaster", "overall", "good", "current")},
        ),
        (
            "ILACS: children's services in Torbay require improvement to be good, Ofsted says.",
            {("Torbay", "overall", "requires-improvement", "current")},
        ),
        (
            "Ofsted, 2021: Leeds and Wigan were judged 'requires improvement', Camden 'good'.",
            {
                ("Leeds", "overall", "requires-improvement", "current"),
                ("Wigan", "overall", "requires-improvement", "current"),
                ("Camden", "overall", "good", "current"),
            },
        ),
        (
            "Good-rated Gateshead and 'inadequate' Surrey were visited by Ofsted.",
            {("Gateshead", "overall", "good", "current"), ("Surrey", "overall", "inadequate", "current")},
        ),
        (
            "Both Leeds and Wigan were rated outstanding, Ofsted said.",
            {("Leeds", "overall", "outstanding", "current"), ("Wigan", "overall", "outstanding", "current")},
        ),
        (
            "Three councils were rated inadequate by Ofsted last week. They were Kent, Essex and Surrey.",
            {(name, "overall", "inadequate", "current") for name in ("Kent", "Essex", "Surrey")},
        ),
        (
            "Ofsted's report on Leeds came out yesterday. The council was rated good for leadership but inadequate for "
            "help and protection.",
            {("Leeds", "leadership", "good", "current"), ("Leeds", "help and protection", "inadequate", "current")},
        ),
        (
            "Ofsted rated Leeds inadequate in 2015, and it has been good since 2019.",
            {("Leeds", "overall", "inadequate", "previous"), ("Leeds", "overall", "good", "current")},
        ),
        ("Leeds hopes to be rated outstanding by Ofsted next year.", {("Leeds", "overall", "outstanding", "expected")}),
        ("Leeds is no longer inadequate, Ofsted has found.", {("Leeds", "overall", "inadequate", "previous")}),
        (
            "The CQC has rated adult social care in Bath and North East Somerset as good, up from requires improvement.",
            {
                ("Bath and North East Somerset", "overall", "good", "current"),
                ("Bath and North East Somerset", "overall", "requires-improvement", "previous"),
            },
        ),
        (
            "Haringey was not alone. Besides Haringey, child protection was rated inadequate by Ofsted in Essex and Kent.",
            {(name, "child protection", "inadequate", "current") for name in ("Haringey", "Essex", "Kent")},
        ),
    ],
)
def test_a_grade_is_said_of_whom_the_text_names(text: str, expected: set[Graded]) -> None:
    assert graded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Leeds missed a 'good' rating from the CQC by one point.",
        "None of the councils that Ofsted visited was rated good. Leeds was not among them.",
        "Neither Camden nor Islington was rated outstanding by Ofsted.",
        "Ofsted found good practice in Leeds and outstanding support from foster carers.",
        "If Leeds is rated inadequate again, Ofsted said, ministers may step in.",
        "Most councils near Leeds were rated good by Ofsted, and two were outstanding.",
        "Nine in ten parents in Leeds told Ofsted that the service was good or outstanding.",
        "'Our children's services are good,' the leader of Leeds told Ofsted.",
        "At Leeds Ofsted found 40 outstanding assessments and 12 poor records.",
        "Could Leeds be rated good by Ofsted this time?",
        "Care Inspectorate Wales saw considerable improvement at the Isle of Anglesey, and good management.",
        "Yet more has to be done in Leeds, Ofsted says, before an overall 'good' rating can be given.",
    ],
)
def test_what_gives_nobody_a_grade_is_no_rating(text: str) -> None:
    assert ratings(text) == ()


def test_a_headline_with_the_old_grade_repeats_the_recalled_one() -> None:
    text = (
        "Council moves out of 'inadequate' following Ofsted inspection\n\n5 September 2017\n\nChildren's services in "
        "Leicester still 'require improvement', inspectors say. They were judged inadequate in 2015."
    )
    assert graded(text) == {
        ("Leicester", "overall", "requires-improvement", "current"),
        ("Leicester", "overall", "inadequate", "previous"),
    }
    (old,) = (claim for claim in ratings(text) if claim.status == "previous")
    assert (old.when, [text[s.start : s.end] for s in old.repeats]) == ("2015", ["Council moves out of 'inadequate"])


def test_a_table_with_a_blank_cell_gives_only_the_rows_that_are_whole() -> None:
    text = (
        "Ofsted inspection of Leeds's children's services\n\n2024 Grade\n\n2019 Grade\n\nOverall effectiveness\n\n"
        "Good\n\nRequires improvement to be good\n\nThe experiences and progress of children in care\n\n\nGood\n"
    )
    assert [(c.subject, c.value.rsplit("/", 1)[-1], c.status, c.when) for c in ratings(text)] == [
        ("overall", "good", "current", ""),
        ("overall", "requires-improvement", "previous", "2019"),
    ]


def test_a_home_is_judged_and_not_the_council_that_runs_it() -> None:
    text = (
        "Birchwood Care Home\n\nOverall: Requires improvement read more about inspection ratings\n\nProvided and run "
        "by:\n\nWest Berkshire Council\n"
    )
    (claim,) = ratings(text)
    assert (claim.authority, claim.subject, claim.subject_kind) == ("", "Birchwood Care Home", "provider")


def test_the_legend_of_a_scale_rates_nobody() -> None:
    text = (
        "Key inspection report\n\nName: Victoria Lodge Care Home The quality rating for this care home is:\n\none star "
        "adequate service\n\n3 2 1 0 stars - excellent stars - good star - adequate star - poor\n"
    )
    (claim,) = ratings(text)
    assert (claim.subject, claim.value, claim.stars) == (
        "Victoria Lodge Care Home",
        f"{VOCAB}csci-provider-stars/1",
        1,
    )


# --- under which regime


@pytest.mark.parametrize(
    ("text", "date", "regime", "value"),
    [
        ("Ofsted rated Leeds's children's services 'good'.", "2024-05-01", "ilacs", "ofsted-grade/good"),
        ("Ofsted rated Leeds's children's services 'good'.", "2015-05-01", "single-inspection-framework", "ofsted-grade/good"),
        ("Ofsted rated Leeds's children's services 'good'.", "2007-05-01", "annual-performance-assessment", "ofsted-apa/3"),
        ("Ofsted rated Leeds's children's services 'good'.", "", "unsettled", "grades/good"),
        ("Ofsted said Leeds's children's services 'require improvement'.", "", "ofsted-childrens-services", "ofsted-grade/requires-improvement"),
        ("The CQC rated Leeds's adult social care 'good'.", "2024-05-01", "cqc-local-authority-assessment", "cqc-la-rating/good"),
        ("The CQC rated Elm Tree Care Home 'good'.", "2024-05-01", "cqc-providers", "cqc-provider-rating/good"),
        ("Care Inspectorate Wales rated Elm Tree Care Home 'good'.", "2025-05-01", "ciw-providers", "ciw-rating/2"),
        ("The Care Inspectorate graded Elm Tree Care Home 'good'.", "2025-05-01", "scotland-six-point", "scot-6/4"),
        ("Inspectors rated Elm Tree Care Home 'good'.", "", "unsettled", "grades/good"),
    ],
)  # fmt: skip
def test_bodies_subject_and_date_tell_which_regime_good_belongs_to(
    text: str, date: str, regime: str, value: str
) -> None:
    (claim,) = ratings(text, date)
    assert (claim.regime, claim.value) == (f"{VOCAB}regimes/{regime}", VOCAB + value)


def test_a_recalled_grade_belongs_to_the_regime_of_its_own_time() -> None:
    text = "Ofsted has rated Leeds's children's services good. They were judged inadequate by Ofsted in 2016."
    found = {claim.status: claim.regime.removeprefix(f"{VOCAB}regimes/") for claim in ratings(text, "2023-06-01")}
    assert found == {"current": "ilacs", "previous": "single-inspection-framework"}


# --- scores


def test_a_score_stands_beside_its_rating() -> None:
    (claim,) = ratings("The CQC has rated Leeds as requires improvement, with an overall score of 58 per cent.")
    assert (claim.value, claim.score) == (f"{VOCAB}cqc-la-rating/requires-improvement", "58")


def test_a_score_without_a_rating_has_no_value() -> None:
    (claim,) = ratings("The CQC gave Leicestershire County Council a score of 53%.")
    assert (label(claim.authority), claim.value, claim.score, claim.rule) == ("Leicestershire", "", "53", "score-given")


def test_a_score_that_is_only_supposed_is_none() -> None:
    assert ratings("A Member asked the CQC where a score of 53 would put Leicestershire County Council.") == ()


def test_a_score_that_would_earn_more_is_none() -> None:
    text = "Leeds was rated 'requires improvement' by the CQC. A score of 63 would have earned it a 'good'."
    assert [(claim.value.rsplit("/", 1)[-1], claim.score) for claim in ratings(text)] == [("requires-improvement", "")]
