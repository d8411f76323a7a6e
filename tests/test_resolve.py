"""Names become the IRIs of things, by keys that one document settles alone."""

from __future__ import annotations

from dataclasses import replace

from kg.lexicon import VOCAB, Lexicon
from kg.model import Channel, CommentClaim, Document, Organisation, PersonClaim, RatingClaim, Span
from kg.resolve import Decisions, merged, resolve, slug

JOINT_REVIEWS = Organisation("body", VOCAB + "bodies/joint-reviews", "Joint Reviews")
BOLTON = Organisation("authority", "E08000001", "Bolton")
ID = "https://w3id.org/social-care-kg/id/"
DOCUMENT = Document("bolton.txt", "Director of joint reviews, John Bolton said: …", "9464" * 16)
OTHER = Document("islington.txt", "John Bolton, director of joint reviews, said: …", "da4e" * 16)


def person(name: str, role: str, organisation: Organisation | None, at: int = 0) -> PersonClaim:
    return PersonClaim(
        rule="role-name", span=Span(at, at + 9), person=name, as_named=name, role=role, organisation=organisation
    )


def rating(**changes: object) -> RatingClaim:
    claim = RatingClaim(
        rule="subject-value-line",
        span=Span(10, 60),
        authority="E08000001",
        subject="its community meals service",
        subject_kind="service",
        regime=VOCAB + "regimes/best-value",
        area=VOCAB + "areas/service-quality",
        value=VOCAB + "bv-stars/1",
        as_stated="fair, one star service",
        stars=1,
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def iri(document: Document, claim: object, part: str, lexicon: Lexicon, decisions: Decisions | None = None) -> str:
    (fact,) = resolve(document, [claim], lexicon, decisions)  # type: ignore[list-item]
    return fact.things[part].iri.removeprefix(ID)


def test_one_name_in_one_body_is_one_person_in_two_documents(lexicon: Lexicon) -> None:
    claim = person("John Bolton", "director of joint reviews", JOINT_REVIEWS)
    assert iri(DOCUMENT, claim, "person", lexicon) == "person/john-bolton_joint-reviews"
    assert iri(OTHER, claim, "person", lexicon) == "person/john-bolton_joint-reviews"


def test_one_name_without_a_body_is_a_person_of_its_document_alone(lexicon: Lexicon) -> None:
    claim = person("Ann Field", "", None)
    assert iri(DOCUMENT, claim, "person", lexicon) == "person/ann-field_d-9464946494649464"
    assert iri(OTHER, claim, "person", lexicon) == "person/ann-field_d-da4eda4eda4eda4e"


def test_one_name_in_two_bodies_stays_two_people(lexicon: Lexicon) -> None:
    council = person("John Bolton", "leader of the council", BOLTON)
    assert iri(DOCUMENT, council, "person", lexicon) == "person/john-bolton_E08000001"


def test_the_first_role_with_an_organisation_makes_the_key(lexicon: Lexicon) -> None:
    claims = [
        person("Cliff Morris", "older people's champion", None, 5),
        person("Cliff Morris", "executive member for social services", BOLTON, 50),
    ]
    people = {fact.things["person"].iri for fact in resolve(DOCUMENT, claims, lexicon)}
    assert people == {ID + "person/cliff-morris_E08000001"}


def test_two_spellings_of_one_post_are_one_post(lexicon: Lexicon) -> None:
    capital = person("John Bolton", "Director of Joint Reviews", JOINT_REVIEWS)
    small = person("John Bolton", "director of  joint reviews", JOINT_REVIEWS)
    assert iri(DOCUMENT, capital, "post", lexicon) == "post/joint-reviews_director-of-joint-reviews"
    assert iri(DOCUMENT, small, "post", lexicon) == "post/joint-reviews_director-of-joint-reviews"


def test_a_service_is_its_authority_and_its_words_without_an_article(lexicon: Lexicon) -> None:
    (fact,) = resolve(DOCUMENT, [rating()], lexicon)
    service = fact.things["subject"]
    assert service.iri == ID + "service/E08000001_community-meals-service"
    assert service.label == "Community meals service"
    assert ("sc:authority", ID + "authority/E08000001") in service.links
    assert ("sc:serviceType", VOCAB + "service-types/meals") in service.links


def test_an_undated_inspection_belongs_to_its_document(lexicon: Lexicon) -> None:
    assert iri(DOCUMENT, rating(), "inspection", lexicon).endswith("community-meals-service_d-9464946494649464")
    assert iri(OTHER, rating(), "inspection", lexicon).endswith("community-meals-service_d-da4eda4eda4eda4e")


def test_a_dated_inspection_is_one_whoever_reports_it(lexicon: Lexicon) -> None:
    dated = rating(when="September 2000", status="previous")
    assert iri(DOCUMENT, dated, "inspection", lexicon) == iri(OTHER, dated, "inspection", lexicon)
    assert iri(DOCUMENT, dated, "inspection", lexicon).endswith("_september-2000")


def test_a_recalled_inspection_is_one_of_its_own_by_its_words_of_time(lexicon: Lexicon) -> None:
    recalled = rating(when="Three years ago", status="previous")
    assert iri(DOCUMENT, recalled, "inspection", lexicon).endswith("_three-years-ago_d-9464946494649464")


def test_what_is_said_again_is_one_statement_with_repeats() -> None:
    (claim,) = merged([rating(span=Span(90, 120)), rating(span=Span(10, 60)), rating(span=Span(200, 230))])
    assert claim.span == Span(10, 60)
    assert claim.repeats == (Span(90, 120), Span(200, 230))


def test_a_label_and_another_number_of_stars_are_two_statements() -> None:
    assert len(merged([rating(), rating(stars=2)])) == 2


def test_two_remarks_of_one_person_stay_two_comments() -> None:
    said = CommentClaim(
        rule="quotation",
        span=Span(0, 9),
        person="Len Taylor",
        as_named="Mr Taylor",
        text="We will rise to it.",
        mode="direct",
        channel=Channel.RELEASE,
    )
    assert len(merged([said, replace(said, span=Span(20, 40), text="We have begun.")])) == 2


def test_a_decision_merges_two_people(lexicon: Lexicon) -> None:
    kept = ID + "person/ann-field_E08000001"
    decisions = Decisions({ID + "person/ann-field_d-9464946494649464": kept})
    assert iri(DOCUMENT, person("Ann Field", "", None), "person", lexicon, decisions) == "person/ann-field_E08000001"


def test_a_decision_keeps_a_person_of_one_document_apart(lexicon: Lexicon) -> None:
    claim = person("John Bolton", "director of joint reviews", JOINT_REVIEWS)
    decisions = Decisions(apart=frozenset({ID + "person/john-bolton_d-9464946494649464"}))
    assert iri(DOCUMENT, claim, "person", lexicon, decisions) == "person/john-bolton_d-9464946494649464"
    assert iri(OTHER, claim, "person", lexicon, decisions) == "person/john-bolton_joint-reviews"


def test_a_slug_is_plain_ascii_whatever_the_name() -> None:
    assert slug("Siân O’Brien-Ŵyn") == "sian-o-brien-wyn"
    assert slug("???") == "x"
