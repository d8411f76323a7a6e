"""Words that stand for a name: the council, Mr Taylor, she, the director; and where nothing settles whom they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Row, ask

from kg.building import build

TEXTS = {
    "two-councils": """Reviewers praise Bolton and Bury

Two councils in Greater Manchester have had their social services reviewed.

Bolton council serves most people well and has excellent prospects for improvement, the review found. The authority has
strong leadership.

Bury council serves some people well. The council has uncertain prospects for improvement. There are gaps in its
services for older people.
""",
    "neighbour": """Bolton praised

Bolton council's social services are serving most people well, says a joint review published today.

A similar report on Wigan was published last year. The council has excellent prospects for improvement.

The borough lies next to Bury. The authority has strong services for older people.
""",
    "list": """Inspectors report on three councils

Kent, Essex and Surrey were inspected last month.

The council has long waiting lists.

There are gaps in provision for older people in Essex. The county has long waiting times.
""",
    "namesakes": """Islington praised

Anna Taylor, chair of the social services committee at Islington council, came to the meeting.

Peter Taylor, director of social services, came too.

Taylor said that the council would act.

Peter Taylor said: "We shall act on the report." He added: "It is a fair report."
""",
    "two-directors": """Milton Keynes told to improve

John Bolton, director of joint reviews, and Mary Reed, director of social services at Milton Keynes, met yesterday.

The director said: "We have a lot to do."

The director of social services said: "We have started."
""",
    "far-back": """Sutton's year

Councillor Jane Smith, leader of Sutton council, opened the meeting.

The hall was full to the last seat.

The tea was served by volunteers from the town.

She said: "It was a good day."
""",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coreference")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, "utf-8")
    build([texts], folder / "build", jobs=1)
    return folder / "build"


def _of(place: Path, table: str, document: str) -> list[Row]:
    return [row for row in ask(place, table) if row["document"] == f"{document}.txt"]


def test_the_council_is_the_one_of_its_own_paragraph(place: Path) -> None:
    rows = _of(place, "ratings", "two-councils")
    assert [(row["authority_name"], row["label"]) for row in rows] == [
        ("Bolton", "Serving most people well"),
        ("Bolton", "Excellent prospects"),
        ("Bury", "Serving some people well"),
        ("Bury", "Uncertain prospects"),
    ]


def test_its_and_the_authority_follow_the_last_name(place: Path) -> None:
    rows = _of(place, "findings", "two-councils")
    assert [(row["authority_name"], row["text"].split(" ")[0]) for row in rows] == [
        ("Bolton", "The"),
        ("Bury", "There"),
    ]


def test_a_neighbour_that_is_merely_mentioned_is_never_the_council(place: Path) -> None:
    assert {row["authority_name"] for row in _of(place, "ratings", "neighbour")} == {"Bolton"}
    assert {row["authority_name"] for row in _of(place, "findings", "neighbour")} == {"Bolton"}


def test_behind_a_list_of_councils_the_council_is_none_of_them(place: Path) -> None:
    named = {row["authority_name"] for row in _of(place, "findings", "list") if "waiting lists" in row["text"]}
    assert named <= {""}


def test_behind_a_single_name_the_county_is_that_one_again(place: Path) -> None:
    rows = [row for row in _of(place, "findings", "list") if "waiting times" in row["text"]]
    assert [row["authority_name"] for row in rows] == ["Essex"]


def test_a_surname_that_two_people_share_is_nobody_s(place: Path) -> None:
    rows = _of(place, "comments", "namesakes")
    assert [(row["speaker_name"], row["text"]) for row in rows] == [
        ("Peter Taylor", "We shall act on the report."),
        ("Peter Taylor", "It is a fair report."),
    ]


def test_the_director_is_nobody_where_there_are_two_and_the_fuller_role_is_one(place: Path) -> None:
    rows = _of(place, "comments", "two-directors")
    assert [(row["speaker_name"], row["text"]) for row in rows] == [("Mary Reed", "We have started.")]


def test_she_reaches_back_one_paragraph_and_no_further(place: Path) -> None:
    assert _of(place, "comments", "far-back") == []
