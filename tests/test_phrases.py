"""Labels found in texts: word by word, longest first, each scheme by itself."""

from __future__ import annotations

import pytest

from kg.english import tokens
from kg.phrases import PhraseIndex


def _found(label: str, text: str, *, strict: bool = False) -> list[str]:
    index = PhraseIndex([("scheme", "concept", label)], strict=strict)
    return [text[hit.start : hit.end] for hit in index.find(tokens(text))]


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("serving people well", "It serves people well.", ["serves people well"]),
        ("care home", "Two care-homes, and a Care Home.", ["care-homes", "Care Home"]),
        ("fair one star service", "a fair, one star service", ["fair, one star service"]),
        ("looked after children", "“looked-after” children", ["looked-after” children"]),
        ("health and safety", "health & safety", ["health & safety"]),
        ("children's services", "services for children", []),
        ("user's view", "the users' views", ["users' views"]),
        ("IT", "It is about IT.", ["IT"]),
    ],
)
def test_a_label_is_found_without_regard_to_inflection_case_and_hyphens(
    label: str, text: str, found: list[str]
) -> None:
    assert _found(label, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The fair, one and only star", ["fair, one and only star"]),
        ("fair star", []),
        ("fair one two three four five six star", ["fair one two three four five six star"]),
        ("fair one two three four five six seven star", []),
        ("It was fair. One star", []),
    ],
)
def test_dots_stand_for_one_to_six_words_of_a_sentence(text: str, found: list[str]) -> None:
    assert _found("fair … star", text) == found


def test_the_words_for_which_dots_stand_are_told() -> None:
    text = "prospects which are, on the whole, excellent"
    (hit,) = PhraseIndex([("s", "c", "prospects … excellent")]).find(tokens(text))
    assert [text[start:end] for start, end in hit.gaps] == ["which are, on the whole"]


def test_dots_at_an_end_of_a_label_are_no_part_of_the_hit() -> None:
    assert _found("… years ago", "Three years ago it failed.") == ["years ago"]
    assert _found("minutes of …", "Minutes of the meeting") == ["Minutes of"]


def test_the_longest_label_of_a_scheme_wins_and_schemes_do_not_hide_each_other() -> None:
    index = PhraseIndex([("a", "1", "social services"), ("a", "2", "services"), ("b", "3", "services transport")])
    text = "social services transport services"
    assert [(hit.scheme, text[hit.start : hit.end]) for hit in index.find(tokens(text))] == [
        ("a", "social services"),
        ("b", "services transport"),
        ("a", "services"),
    ]


def test_a_label_of_two_concepts_gives_two_hits() -> None:
    index = PhraseIndex([("s", "past", "Durham"), ("s", "present", "Durham")], strict=True)
    assert [hit.concept for hit in index.find(tokens("in Durham"))] == ["past", "present"]


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("King's Lynn", "King's Lynn", ["King's Lynn"]),
        ("North East Lincolnshire", "North-East Lincolnshire", ["North-East Lincolnshire"]),
        ("Barking and Dagenham", "Barking & Dagenham", ["Barking & Dagenham"]),
        ("Bolton", "Bolton's", ["Bolton"]),
        ("Kent County", "Kent, County", []),
        ("Stockport", "stockports", []),
    ],
)
def test_names_are_compared_strictly(label: str, text: str, found: list[str]) -> None:
    assert _found(label, text, strict=True) == found


def test_what_opens_a_text_is_found_in_every_length() -> None:
    index = PhraseIndex([("s", "1", "photo"), ("s", "2", "photo caption"), ("s", "3", "caption")])
    assert [hit.concept for hit in index.opening(tokens("Photo: caption"))] == ["1", "2"]
    assert list(index.opening(tokens(""))) == []
