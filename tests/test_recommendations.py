"""Recommendations: what is to be done, and who asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.comments import find_comments
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.extract.recommendations import find_recommendations
from kg.lexicon import Lexicon
from kg.model import Channel, Document, Organisation, RecommendationClaim
from kg.read.text import decode

OPENING = "Most people in Bolton are well served by social services, according to a report published today.\n\n"


def read(document: Document, lexicon: Lexicon) -> tuple[RecommendationClaim, ...]:
    annotated = annotate(document, lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(name.block, name.start, name.end) for name in names])
    people = find_people(annotated, lexicon, names, authorities)
    comments = find_comments(annotated, lexicon, names, people, authorities)
    return find_recommendations(annotated, lexicon, authorities, comments)


def recommendations(text: str, lexicon: Lexicon) -> tuple[RecommendationClaim, ...]:
    return read(Document("bolton.txt", OPENING + text, "0" * 64), lexicon)


def kinds(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(found.kind, found.text) for found in recommendations(text, lexicon)]


# --- lists


def test_priorities_for_action_are_told_by_the_sentence_before_they_include(lexicon: Lexicon) -> None:
    text = (
        "To help, the reviewers have put together a set of priorities for action. They include:\n\n"
        "-- Develop a carers' strategy\n\n-- Improve customer care"
    )
    found = recommendations(text, lexicon)
    assert [(r.kind, r.text) for r in found] == [
        ("priority", "Develop a carers' strategy"),
        ("priority", "Improve customer care"),
    ]
    assert [iri.rsplit("/", 1)[-1] for iri in found[0].client_groups] == ["carers"]
    assert found[0].source == Organisation("report", "", "the reviewers")
    assert found[0].authority == "E08000001"


@pytest.mark.parametrize(
    ("introduction", "kind"),
    [
        ("Other action points to help Bolton improve further include:", "suggestion"),
        ("The report recommends:", "suggestion"),
        ("Recommendations", "suggestion"),
        ("The plan includes:", "council-plan"),
        ("Key priorities:", "priority"),
        ("The proposals are:", "proposal"),
    ],
)
def test_the_introduction_of_a_list_gives_the_kind(introduction: str, kind: str, lexicon: Lexicon) -> None:
    text = f"{introduction}\n\n- Open a day centre\n\n- Train staff"
    assert kinds(text, lexicon) == [(kind, "Open a day centre"), (kind, "Train staff")]


def test_a_council_plan_is_stated_by_the_council(lexicon: Lexicon) -> None:
    text = "A press release from Bolton Council follows:\n\nBETTER CARE\n\nThe plan includes:\n\n* open a day centre"
    [found] = recommendations(text, lexicon)
    assert (found.kind, found.channel) == ("council-plan", Channel.RELEASE)
    assert found.source is not None
    assert (found.source.kind, found.source.key) == ("authority", "E08000001")


def test_a_list_of_findings_holds_no_recommendations(lexicon: Lexicon) -> None:
    text = "Specifically, the report says:\n\n- Managers should be clearer\n\n- The council needs to reduce delays"
    assert kinds(text, lexicon) == []


def test_entries_between_semicolons_are_a_list(lexicon: Lexicon) -> None:
    text = "The report makes three recommendations: publish a strategy for carers; train staff; and open a day centre."
    assert kinds(text, lexicon) == [
        ("suggestion", "publish a strategy for carers"),
        ("suggestion", "train staff"),
        ("suggestion", "open a day centre"),
    ]


# --- prose


@pytest.mark.parametrize(
    "clause",
    [
        "The community meals service needs to develop eligibility criteria, and train staff in their application",
        "To help the learning disability service improve, it needs to develop a range of flexible services",
        "Bolton needs to capitalise on its progress and make sure improvements are maintained",
        "services to looked after children should give complete budget delegation to each children's home",
        "The council must publish its standards",
        "Help for adults should be radically overhauled",
    ],
)
def test_who_can_act_and_must_is_given_a_suggestion(clause: str, lexicon: Lexicon) -> None:
    assert kinds(clause + ".", lexicon) == [("suggestion", clause)]


def test_what_reviewers_recommend_follows_the_verb(lexicon: Lexicon) -> None:
    assert kinds("The reviewers recommend that the council open a day centre.", lexicon) == [
        ("suggestion", "the council open a day centre")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Services for vulnerable adults need to be better targeted.",
        "The authority has listened to users but needs to continue to focus on the costs of provision.",
        "The council accepts it has to meet a continuing challenge to improve.",
        "If the council should fail, the minister will act.",
        "People who need to move are helped by the council.",
        "The council needed to save money in 1999.",
        "“The council must strengthen its plans,” said Councillor Ann Peters.",
        "The council should have acted before.",
        "It is known what the council must do.",
    ],
)
def test_needs_of_things_words_of_persons_and_suppositions_are_none(sentence: str, lexicon: Lexicon) -> None:
    assert kinds(sentence, lexicon) == []


def test_minutes_propose_what_will_be_required(lexicon: Lexicon) -> None:
    text = (
        "Agenda item\n\nMinutes:\n\nKey Issues:\n\nAddressing these challenges will require a programme approach. "
        "This will require the commitment of the whole service.\n"
    )
    found = read(Document("minutes.txt", text, "0" * 64), lexicon)
    assert [(r.kind, r.text, r.channel) for r in found] == [
        ("proposal", "Addressing these challenges will require a programme approach", Channel.MINUTES)
    ]


def test_a_recommendation_stands_where_its_span_says(lexicon: Lexicon) -> None:
    document = Document("bolton.txt", OPENING + "The report recommends:\n\n- Train staff.\n", "0" * 64)
    [found] = read(document, lexicon)
    assert document.text[slice(*found.span)] == "Train staff"


# --- the vocabulary


@pytest.mark.parametrize("scheme", ["recommendation-head-cues", "action-cues"])
def test_every_cue_is_found_in_its_example_and_not_in_its_counter_example(scheme: str, lexicon: Lexicon) -> None:
    concepts = lexicon.schemes[scheme]
    assert [c.iri for c in concepts for line in c.examples if c.iri not in _concepts(line, scheme, lexicon)] == []
    assert [c.iri for c in concepts for line in c.counter_examples if c.iri in _concepts(line, scheme, lexicon)] == []


def _concepts(line: str, scheme: str, lexicon: Lexicon) -> set[str]:
    blocks = annotate(Document("line.txt", line, "0" * 64), lexicon).blocks
    return {hit.concept for block in blocks for hit in block.hits.get(scheme, ())}


# --- the originals, marked by hand: kind and first words of each


MARKED = {
    "000": (
        ("priority", "Ensuring that services for adults"),
        ("priority", "Using the positive relationship"),
        ("priority", "Sustaining the recent positive"),
        ("priority", "Supporting more people to live"),
        ("priority", "Getting better at planning services"),
        ("priority", "Continuing to shape the workforce"),
        ("priority", "Using the sound existing equalities"),
    ),
    "001": (
        ("priority", "Deliver the budget recovery plan"),
        ("priority", "Improve access to services"),
        ("priority", "Continue to improve the quality"),
        ("priority", "Develop a carers' strategy"),
        ("priority", "Ensure the delivery of the right mix"),
        ("priority", "Move towards integrated community"),
        ("priority", "Improve working with ethnic"),
    ),
    "002": (
        ("suggestion", "Bolton needs to have more flexible"),
        ("suggestion", "It also needs to offer a wider range"),
        ("suggestion", "Develop a commissioning strategy"),
        ("suggestion", "Increase user opportunity"),
        ("suggestion", "Develop a strategic framework"),
        ("suggestion", "Complete the whole systems"),
        ("suggestion", "Develop a framework for performance"),
        ("suggestion", "services to looked after children should give"),
        ("suggestion", "To help the learning disability service"),
        ("suggestion", "the community meals service needs"),
    ),
    "003": (
        ("suggestion", "Islington needs to capitalise"),
        ("suggestion", "more work be done to get results"),
        ("priority", "Continue to develop service and commissioning"),
        ("priority", "Develop support services"),
        ("priority", "Build upon recent success"),
        ("priority", "Improve customer care"),
        ("priority", "Address the outstanding gaps"),
        ("suggestion", "Islington needs to sustain its work"),
        ("council-plan", "increasing involvement and participation"),
        ("council-plan", "open a borough-wide information"),
        ("council-plan", "cutting waiting times"),
        ("council-plan", "more control for people"),
        ("council-plan", "continue to develop the Low Vision Clinic"),
        ("council-plan", "set up a new service for troubled"),
        ("council-plan", "ensuring children at risk are properly"),
    ),
    "004": (("proposal", "Addressing these challenges will require"),),
}


@pytest.mark.parametrize("number", sorted(MARKED))
def test_the_originals_hold_these_recommendations_and_no_others(number: str, originals: Path, lexicon: Lexicon) -> None:
    file = next(originals.glob(f"{number}_*.txt"))
    found = read(Document(file.name, decode(file.read_bytes())[0], "0" * 64), lexicon)
    assert [(r.kind, r.text[: len(words)]) for r, (_, words) in zip(found, MARKED[number], strict=True)] == list(
        MARKED[number]
    )


@pytest.mark.parametrize("head", ["To improve, the council should:", "The authority needs to:", "It should:"])
def test_what_the_council_should_do_is_a_list_of_suggestions(head: str, lexicon: Lexicon) -> None:
    text = f"{head}\n\n- cut the time that people wait\n\n- recruit more foster carers\n"
    assert kinds(text, lexicon) == [
        ("suggestion", "cut the time that people wait"),
        ("suggestion", "recruit more foster carers"),
    ]


# --- asked, planned, resolved


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Bolton has been asked to close two of them.", "suggestion", "Bolton has been asked to close two of them"),
        (
            "The report also tells Bolton to speed up its repairs.",
            "suggestion",
            "Bolton to speed up its repairs",
        ),
        (
            "The council has six weeks to send in a plan.",
            "suggestion",
            "The council has six weeks to send in a plan",
        ),
        (
            "Ministers have given the council six months to put its house in order.",
            "suggestion",
            "Ministers have given the council six months to put its house in order",
        ),
        ("Councillors should freeze the reorganisation.", "suggestion", "Councillors should freeze the reorganisation"),
        (
            "Inspectors say that the borough has to settle its management team.",
            "suggestion",
            "Inspectors say that the borough has to settle its management team",
        ),
        (
            "The council has agreed to take on twelve more organisers.",
            "council-plan",
            "The council has agreed to take on twelve more organisers",
        ),
        (
            "A new post of commissioning manager is to be created.",
            "council-plan",
            "A new post of commissioning manager is to be created",
        ),
        ("All our leaflets are going to be rewritten.", "council-plan", "All our leaflets are going to be rewritten"),
        ("We shall answer every letter within a week.", "council-plan", "We shall answer every letter within a week"),
        (
            "Assessment forms are being cut from 14 pages to four.",
            "council-plan",
            "Assessment forms are being cut from 14 pages to four",
        ),
    ],
)
def test_who_is_asked_to_act_and_what_the_council_will_do_are_told_apart(
    sentence: str, kind: str, text: str, lexicon: Lexicon
) -> None:
    assert kinds(sentence, lexicon) == [(kind, text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council was asked to comment.",
        "You should ring this number for help.",
        "Services must meet national standards to be rated good.",
        "Services will be poor if nothing changes.",
        "The prospects are that services will improve.",
        "The council will be inspected again next year.",
        "The inspectors will come back in the spring.",
        "The authority is making progress in developing integrated teams.",
        "Gaps in provision are already being tackled.",
        "The council has to make savings every year.",
        "The plan required the whole service to pull together.",
        "Anyone who is worried should call the duty team.",
    ],
)
def test_forecasts_advice_to_readers_and_visits_to_come_are_none(sentence: str, lexicon: Lexicon) -> None:
    assert kinds(sentence, lexicon) == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("The inspectors want the council to:", "suggestion"),
        ("The borough has been asked to:", "suggestion"),
        ("The council has agreed to:", "council-plan"),
        ("We are going to:", "council-plan"),
        ("What happens now:", "council-plan"),
    ],
)
def test_an_introduction_that_breaks_off_gives_the_kind(head: str, kind: str, lexicon: Lexicon) -> None:
    text = f"{head}\n\n- check every care plan once a year\n\n- pay carers for the time they travel\n"
    assert kinds(text, lexicon) == [
        (kind, "check every care plan once a year"),
        (kind, "pay carers for the time they travel"),
    ]


def test_in_a_letter_you_is_the_one_who_is_asked(lexicon: Lexicon) -> None:
    letter = "Dear Mr Prothero\n\nThe council does well. You should send in your plan within 70 days."
    found = read(Document("letter.txt", letter, "0" * 64), lexicon)
    assert [(r.kind, r.text) for r in found] == [("suggestion", "You should send in your plan within 70 days")]


def test_a_resolution_that_asks_is_a_recommendation_and_one_that_notes_is_none(lexicon: Lexicon) -> None:
    text = (
        "ADULT SOCIAL CARE PANEL\n\nMinutes of the meeting held on 14 March 2012\n\n23. HOME CARE\n\nRESOLVED:\n\n"
        "(1) That the report be noted.\n(2) That the Cabinet be asked to review the mileage rate.\n"
        "(3) That the closure of the centre be deferred.\n"
    )
    found = read(Document("minutes.txt", text, "0" * 64), lexicon)
    assert [r.text for r in found] == [
        "the Cabinet be asked to review the mileage rate",
        "the closure of the centre be deferred",
    ]
