"""Speech marks and apostrophes: every mark is one or the other, in every alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layout.paragraphs import runs_of, view_of
from kg.marks import decide
from kg.model import Span


def _view(text: str) -> str:
    return view_of(text, [Span(0, len(text))], runs_of(text)).text


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ("'The users' needs,' he said", "“The users' needs,” he said"),
        ("‘I’m pleased’, said O’Brien.", "“I'm pleased”, said O'Brien."),
        ('"Good," he said.', "“Good,” he said."),
        ("''Good,'' he said.", "“Good,” he said."),
        ("´Good´ and `good'", "“Good” and “good”"),
        ("«Good» said he", "“Good” said he"),
        ("???We are pleased???, said Mr Taylor.", "“We are pleased”, said Mr Taylor."),
        ("the council said ???it???s good???", "the council said “it's good”"),
        (
            "He said: 'It's the councils' best year.' Then he left.",
            "He said: “It's the councils' best year.” Then he left.",
        ),
        ("says 'Islington's services have had a poor legacy'", "says “Islington's services have had a poor legacy”"),
        ("'Services for the over-65s' are good,' he said.", "“Services for the over-65s' are good,” he said."),
        ("'The council's response'.", "“The council's response”."),
        ("(‘the Council’)", "(“the Council”)"),
        ('improved"Then he left', "improved”Then he left"),
        ("``Good,'' he said.", "“Good,” he said."),
        ("\ufffdGood,\ufffd he said of the council\ufffds work.", "“Good,” he said of the council's work."),
        ("?It?s good,? he said, ?and we are pleased?.", "“It's good,” he said, “and we are pleased”."),
        ("â€œItâ€™s good,â€\x9d he said â€“ and paid Â£5.", "“It's good,” he said – and paid £5."),
    ],
)
def test_a_quotation_opens_and_closes_in_every_alphabet(raw: str, view: str) -> None:
    assert _view(raw) == view


@pytest.mark.parametrize("text", ["Why? It was asked.", "Was it ready?", "a page.asp?ID=4", "It cost ?5m."])
def test_a_question_mark_stays_where_no_mark_was_lost(text: str) -> None:
    assert _view(text) == text


def test_a_question_is_asked_also_where_marks_were_lost() -> None:
    assert _view("Was the plan ?ready?? No, she said. What now?") == "Was the plan “ready”? No, she said. What now?"


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ("“He said ‘it is good’ and left.”", "“He said “it is good” and left.”"),
        ("'He told us 'it is good' and left.'", "“He told us “it is good” and left.”"),
        ("He said: \"We'll 'fix' it\" and left", "He said: “We'll “fix” it” and left"),
    ],
)
def test_a_quotation_may_stand_in_another(raw: str, view: str) -> None:
    assert _view(raw) == view


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ("'Staff can be proud. It was hard.", "“Staff can be proud. It was hard."),
        ("'We inherited a lot of problems, and we", "“We inherited a lot of problems, and we"),
        ("Social care will receive attention.'", "Social care will receive attention.'"),
    ],
)
def test_a_missing_mark_is_not_made_up(raw: str, view: str) -> None:
    assert _view(raw) == view


@pytest.mark.parametrize(
    "text",
    [
        "the inspectors' report and members' questions",
        "MILTON KEYNES' SOCIAL SERVICES COMMENDED",
        "In the '90s and the 1990s' end, 'tis said",
        "Rock 'n' roll isn't the boroughs' business",
        "He is 5' 6\" tall and 6' wide.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert _view(text) == text


@given(st.text(alphabet="ab sS.,'\"“”‘’`´«»\x00-()6", max_size=60))
def test_deciding_keeps_the_length_and_all_but_the_marks(text: str) -> None:
    found = decide(text)
    assert len(found) == len(text)
    assert [a for a, b in zip(text, found, strict=True) if a != b and a.isalnum()] == []


@given(st.text(alphabet="ab sS.,'\"“”‘’`´«»\x00-()6", max_size=60))
def test_only_two_speech_marks_and_one_apostrophe_are_left(text: str) -> None:
    assert set(decide(text)) & set("‘’„‟‚‛«»`´\x00") == set()
