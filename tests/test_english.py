"""Tokens, sentences, stems and numbers of English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import english


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bolton's care homes", ["Bolton", "'s", "care", "homes"]),
        ("the users' needs", ["the", "users", "'", "needs"]),
        ("O'Brien isn't here", ["O'Brien", "isn't", "here"]),
        ("Hallworth-Kent", ["Hallworth", "-", "Kent"]),
        ("£1.2m (2002-03)", ["£", "1", ".", "2m", "(", "2002", "-", "03", ")"]),
        ("CSSIW logoPowys", ["CSSIW", "logo", "Powys"]),
        ("McDonald and FitzGerald of DfES", ["McDonald", "and", "FitzGerald", "of", "DfES"]),
    ],
)
def test_a_view_is_cut_into_words_and_marks(text: str, words: list[str]) -> None:
    assert [token.text for token in english.tokens(text)] == words


@given(st.text(alphabet="abcXYZ '’-.,£0123“”&é", max_size=80))
def test_a_token_stands_where_it_says(text: str) -> None:
    found = english.tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert "".join(token.text for token in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Taylor came. He spoke.", ["Mr. Taylor came.", "He spoke."]),
        ("“It is good.” He left.", ["“It is good.”", "He left."]),
        ("It scored 2.5 stars. Two are left.", ["It scored 2.5 stars.", "Two are left."]),
        ("J. Smith and Cllr. Jones met at St. Helens.", ["J. Smith and Cllr. Jones met at St. Helens."]),
        ("Is it safe? Yes! It is.", ["Is it safe?", "Yes!", "It is."]),
        ("no full stop", ["no full stop"]),
        ("", []),
    ],
)
def test_a_view_is_cut_into_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in english.sentences(text)] == sentences


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "serves", "serving", "served"),
        ("rating", "ratings", "rated"),
        ("service", "services"),
        ("authority", "authorities"),
        ("plan", "planned", "planning", "plans"),
        ("say", "said", "says"),
        ("assess", "assessed", "assesses"),
        ("agree", "agreed"),
        ("woman", "women"),
    ],
)
def test_words_that_differ_in_inflection_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({english.stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("new", "news"), ("care", "scare"), ("thing", "this"), ("it", "its")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert english.stem(one) != english.stem(other)


@pytest.mark.parametrize(
    ("word", "value"), [("three", 3), ("no", 0), ("12", 12), ("twelve", 12), ("many", None), ("1234567", None)]
)
def test_a_small_number_is_read_from_words_and_digits(word: str, value: int | None) -> None:
    assert english.number(word) == value


@pytest.mark.parametrize("word", ["March", "Sept", "sept.", "Nov", "MAY"])
def test_a_month_is_known_by_its_name_and_its_short_forms(word: str) -> None:
    assert english.is_month(word)


@pytest.mark.parametrize("word", ["Marchant", "Ma", "Mayor", "Octopus", ""])
def test_no_other_word_is_a_month(word: str) -> None:
    assert not english.is_month(word)
