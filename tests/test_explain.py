"""Every fact leads back to the exact characters of the text that state it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.explain import Place, explain, marked, sentence, subjects
from kg.folder import opened, stored_text


def test_a_label_in_any_case_names_its_thing(seeds_build: Path) -> None:
    (subject,) = subjects(opened(seeds_build), "john bolton")
    assert subject.iri == "https://w3id.org/social-care-kg/id/person/john-bolton_joint-reviews"
    assert (subject.label, subject.kind) == ("John Bolton", "person")


def test_facts_about_a_person_come_with_document_place_and_rule(seeds_build: Path) -> None:
    store = opened(seeds_build)
    (subject,) = subjects(store, "John Bolton")
    facts = explain(store, subject)
    assert {fact.place.path for fact in facts} == {
        "bolton-joint-review.txt",
        "islington-joint-review.txt",
        "north-east-lincolnshire-joint-review.txt",
    }
    assert {fact.kind for fact in facts} == {"membership", "comment"}
    assert all(fact.rule for fact in facts)


def test_the_sentence_holds_the_span(seeds_build: Path) -> None:
    store = opened(seeds_build)
    (subject,) = subjects(store, "Camden")
    (fact,) = [fact for fact in explain(store, subject) if fact.kind == "mention"]
    _, span, _ = sentence(stored_text(seeds_build, fact.place.digest), fact.place)
    assert span == "Camden"
    assert ("role of the mention", "mentioned") in fact.says


def test_a_row_of_a_query_names_its_statement(seeds_build: Path) -> None:
    (subject,) = subjects(opened(seeds_build), "ratings#1")
    assert subject.kind == "rating"


def test_a_place_names_its_statements(seeds_build: Path) -> None:
    store = opened(seeds_build)
    (rating,) = subjects(store, "ratings#1")
    (fact,) = explain(store, rating)
    place = f"{fact.place.path}:{fact.place.start}-{fact.place.end}"
    assert rating in subjects(store, place)


def test_the_sentence_is_cut_at_its_ends_and_unwrapped() -> None:
    text = "He came.\n\nThe council said\nit was 'good', and\nleft. Others stayed."
    place = Place("a.txt", "", text.index("good"), text.index("good") + 4)
    assert marked(sentence(text, place), lambda span: f"[{span}]") == "The council said it was '[good]', and left."


@pytest.mark.parametrize("what", ["http://a b", "No Such Person", "ratings#0", "nothing.txt:1-2"])
def test_what_names_nothing_is_refused(seeds_build: Path, what: str) -> None:
    with pytest.raises(QueryError):
        subjects(opened(seeds_build), what)
