"""What a person decided on who is who is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.decisions import decisions_from
from kg.errors import ReadError

HEAD = """@prefix sc: <https://w3id.org/social-care-kg/def#> .
@prefix person: <https://w3id.org/social-care-kg/id/person/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
PERSON = "https://w3id.org/social-care-kg/id/person/"


def write(folder: Path, text: str) -> Path:
    file = folder / "decisions.ttl"
    file.write_text(HEAD + text)
    return file


def test_no_file_is_no_decisions() -> None:
    assert decisions_from(None).same == {}


def test_decisions_that_follow_each_other_end_at_the_person_kept(tmp_path: Path) -> None:
    file = write(tmp_path, "person:a sc:samePersonAs person:b . person:b sc:samePersonAs person:c .")
    assert decisions_from(file).same == {PERSON + "a": PERSON + "c", PERSON + "b": PERSON + "c"}


def test_a_person_can_be_kept_apart(tmp_path: Path) -> None:
    file = write(tmp_path, 'person:x sc:notSamePersonAs person:y ; rdfs:comment "another man" .')
    assert decisions_from(file).apart == {PERSON + "x"}
    assert len(decisions_from(file).quads) == 2


@pytest.mark.parametrize(
    "text",
    [
        "person:a sc:samePersonAs person:b . person:b sc:samePersonAs person:a .",
        "person:a sc:samePersonAs person:b , person:c .",
        "person:a sc:samePersonAs person:b ; sc:notSamePersonAs person:b .",
    ],
)
def test_decisions_that_contradict_each_other_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="contradict each other"):
        decisions_from(write(tmp_path, text))


def test_a_file_that_is_no_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"decisions\.ttl"):
        decisions_from(write(tmp_path, "person:a sc:samePersonAs"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        decisions_from(tmp_path / "none.ttl")
