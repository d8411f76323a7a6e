"""Ratings and inspections read from sentences and from whole texts, with literal expectations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import Authorities, find_authorities
from kg.extract.ratings import find_inspections, find_ratings
from kg.lexicon import VOCAB, Lexicon, load
from kg.model import Annotated, Document, InspectionClaim, RatingClaim

ROOT = Path(__file__).parent.parent
PRESS = Path(__file__).parent / "documents" / "press"
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"
LEXICON: Lexicon = load([ROOT / "ontology"])

Said = tuple[str, str, str, int | None]


def laid_out(text: str, people: tuple[str, ...] = ()) -> tuple[Annotated, Authorities]:
    """Annotate a text; `people` are names of persons in it, which are no authorities."""
    annotated = annotate(Document("text.txt", text, "0" * 64), LEXICON)
    names = [
        (block.block.index, block.text.index(name), block.text.index(name) + len(name))
        for block in annotated.blocks
        for name in people
        if name in block.text
    ]
    return annotated, find_authorities(annotated, LEXICON, names)


def ratings(text: str, people: tuple[str, ...] = ()) -> tuple[RatingClaim, ...]:
    annotated, authorities = laid_out(text, people)
    return find_ratings(annotated, LEXICON, authorities)


def inspections(text: str) -> tuple[InspectionClaim, ...]:
    annotated, authorities = laid_out(text)
    found = find_ratings(annotated, LEXICON, authorities)
    return find_inspections(annotated, LEXICON, authorities, found)


def label(key: str) -> str:
    return LEXICON.authorities[key].label if key else ""


def said(claim: RatingClaim) -> Said:
    return label(claim.authority), claim.subject, claim.value.removeprefix(VOCAB), claim.stars


def current(text: str, people: tuple[str, ...] = ()) -> set[Said]:
    """The ratings of a text, all of which must be current."""
    found = ratings(text, people)
    assert {claim.status for claim in found} <= {"current"}
    return {said(claim) for claim in found}


# --- how well people are served, and prospects


@pytest.mark.parametrize(
    ("sentence", "authority", "serving", "prospects"),
    [
        (
            "Bolton MBC's social services serve most people well and have excellent prospects for further improvement.",
            "Bolton",
            "most",
            "excellent",
        ),
        (
            "The social services provided by North East Lincolnshire are serving some people well but have uncertain "
            "prospects for improvement, according to a report.",
            "North East Lincolnshire",
            "some",
            "uncertain",
        ),
        (
            "Some but not all people in Islington are well served by social services and prospects for future "
            "improvements are promising, according to the Audit Commission.",
            "Islington",
            "some",
            "promising",
        ),
        (
            'The report on Blackburn with Darwen said that the department was serving "some people" well, and their '
            'word for the prospect for improvement was "promising".',
            "Blackburn with Darwen",
            "some",
            "promising",
        ),
        (
            "Social services in Walsall are failing to serve people well and have poor prospects for improvement, a "
            "joint review has concluded.",
            "Walsall",
            "no",
            "poor",
        ),
        (
            "Social services at Wakefield Council are not serving local people well and have uncertain prospects.",
            "Wakefield",
            "no",
            "uncertain",
        ),
        (
            "Inspectors concluded that the majority of people in Redbridge are well served and that there are "
            "promising prospects for improvement.",
            "Redbridge",
            "most",
            "promising",
        ),
        (
            "Rutland social services 'serves most people well' and has 'excellent' prospects, the review found.",
            "Rutland",
            "most",
            "excellent",
        ),
        (
            "Torbay was found to be serving most people well; its prospects for improvement were said to be excellent.",
            "Torbay",
            "most",
            "excellent",
        ),
    ],
)
def test_one_sentence_gives_both_overall_judgements(
    sentence: str, authority: str, serving: str, prospects: str
) -> None:
    assert current(sentence) == {
        (authority, "overall", f"jr-serving/{serving}", None),
        (authority, "overall", f"jr-prospects/{prospects}", None),
    }


def test_a_judgement_goes_on_in_the_next_sentence() -> None:
    text = (
        "A joint review has found that social services in Torfaen are not serving people well. Its prospects are poor."
    )
    assert current(text) == {
        ("Torfaen", "overall", "jr-serving/no", None),
        ("Torfaen", "overall", "jr-prospects/poor", None),
    }


def test_one_sentence_judges_two_councils() -> None:
    text = "Prospects for improvement are promising at two social services departments, Dudley and Durham."
    assert {(a, v) for a, _, v, _ in current(text)} == {
        ("Dudley", "jr-prospects/promising"),
        ("County Durham", "jr-prospects/promising"),
    }


def test_four_councils_before_the_verb_share_one_judgement() -> None:
    text = "Newport, Merthyr Tydfil, Ceredigion and Conwy, says the report, are only looking after some people well."
    assert {(a, v) for a, _, v, _ in current(text)} == {
        ("Newport", "jr-serving/some"),
        ("Merthyr Tydfil", "jr-serving/some"),
        ("Ceredigion", "jr-serving/some"),
        ("Conwy", "jr-serving/some"),
    }


def test_each_council_of_a_sentence_gets_its_own_values() -> None:
    text = "Bolton serves most people well with promising prospects, while Rochdale has uncertain prospects."
    assert {(a, v) for a, _, v, _ in current(text)} == {
        ("Bolton", "jr-serving/most"),
        ("Bolton", "jr-prospects/promising"),
        ("Rochdale", "jr-prospects/uncertain"),
    }


def test_clients_in_the_phrase_are_the_subject_of_what_follows() -> None:
    text = (
        "The Commission for Social Care Inspection gave Swindon no stars. The judgement on Swindon Borough Council is "
        "that it is serving some adults well with uncertain prospects for improvement, and serving no children and "
        "families well, with uncertain prospects."
    )
    assert current(text) == {
        ("Swindon", "overall", "ss-stars/0", 0),
        ("Swindon", "adults", "ss-serving/some", None),
        ("Swindon", "adults", "ss-capacity/uncertain", None),
        ("Swindon", "children and families", "ss-serving/no", None),
        ("Swindon", "children and families", "ss-capacity/uncertain", None),
    }


# --- status


@pytest.mark.parametrize(
    ("text", "value", "when"),
    [
        ("Three years ago Thurrock council was judged to be failing.", "jr-serving/no", "Three years ago"),
        (
            "In September 2000 the joint review of the Vale of Glamorgan had likewise found poor prospects.",
            "jr-prospects/poor",
            "September 2000",
        ),
        ("Last year's ratings left Sefton social services a two-star department.", "ss-stars/2", "Last year"),
        ("Rochdale council was a two-star authority last year.", "ss-stars/2", "last year"),
        ("Kent has come down from three stars.", "ss-stars/3", ""),
    ],
)
def test_a_recalled_rating_is_previous(text: str, value: str, when: str) -> None:
    (claim,) = ratings(text)
    assert (claim.status, claim.when, claim.value) == ("previous", when, VOCAB + value)


def test_a_rise_tells_the_rating_before_and_the_one_now() -> None:
    found = ratings("Doncaster has moved up from one star to two stars in the performance ratings for social services.")
    assert {(claim.stars, claim.status) for claim in found} == {(1, "previous"), (2, "current")}


def test_what_was_carried_out_last_year_is_current() -> None:
    text = "Following the review they carried out last year inspectors say that prospects in Leeds are promising."
    assert [claim.status for claim in ratings(text)] == ["current"]


@pytest.mark.parametrize(
    "text",
    [
        "In Leeds inspectors found that none of them was serving most people well.",
        "Not one service inspected in Leeds has been judged to be serving most people well.",
        "The prospects for improvement in Leeds are not promising.",
        "If more people in Leeds are to be well-served, the council has to handle change better.",
        "Unless services improve, inspectors could rate Reading's department as having poor prospects.",
        "How well are people in Leeds served, and what are the prospects for improvement?",
        "Of the 150 councils, ten received no stars, 82 one star, 50 two stars and eight three stars.",
        "Nine authorities were judged to be serving some people well.",
        "Leeds: ratings are from 0 - 3, where 0 is poor and 3 excellent.",
        "At Leeds three stars (excellent) is the highest, one star means that it could do better.",
        "In Leeds 81% of those questioned thought the services were excellent or good.",
        "Of 1,200 residents of Leeds who replied, 74 per cent rated services as 'good'.",
        "Islington's social services have had a poor legacy, and good progress has been made.",
        "A good many buildings in Leeds are in poor condition.",
        "'We are serving most people well in Leeds,' insisted the leader.",
        "Services in Leeds will improve again in the next 12 months, he concluded.",
        "Prospects for jobs in Leeds are excellent.",
        "A three-star hotel in Blackpool will house the conference.",
        "Staff at the front line in Leeds have not been served well by those at the top of the council.",
        "Leeds City Council has been praised for a good leisure service with excellent facilities.",
    ],
)
def test_negations_conditions_groups_legends_surveys_and_plain_words_are_no_ratings(text: str) -> None:
    assert ratings(text) == ()


def test_a_rating_that_is_hoped_for_is_expected() -> None:
    (claim,) = ratings("Lambeth Council hopes to be awarded two stars next year.")
    assert (claim.status, claim.stars) == ("expected", 2)


# --- services


@pytest.mark.parametrize(
    ("text", "authority", "subject", "value", "stars", "prospects"),
    [
        (
            "Building control at Hambleton DC is an excellent, three star service which will definitely improve.",
            "Hambleton",
            "Building control",
            "bv-stars/3",
            3,
            "bv-improve-2000/yes",
        ),
        (
            "Barnsley's market and town centre services are fair, scoring one star, but have promising prospects.",
            "Barnsley",
            "market and town centre services",
            "bv-stars/1",
            1,
            "bv-prospects-2001/promising",
        ),
        (
            "Southampton City Council's housing repairs and maintenance service is good and has promising prospects "
            "for improvement. Inspectors awarded two stars on the ground that tenants can reach it.",
            "Southampton",
            "housing repairs and maintenance service",
            "bv-stars/2",
            2,
            "bv-prospects-2001/promising",
        ),
        (
            "The Supporting People service of Southwark Council was rated as good with excellent prospects for "
            "improvement and received a two-star rating.",
            "Southwark",
            "Supporting People service",
            "bv-stars/2",
            2,
            "bv-prospects-2001/excellent",
        ),
        (
            "At Newham council passenger transport is good and likely to improve (two stars).",
            "Newham",
            "passenger transport",
            "bv-stars/2",
            2,
            "bv-improve-2000/probably",
        ),
        (
            "Inspectors found that Derby City Council provides a poor, no-star housing benefits service that is "
            "unlikely to improve.",
            "Derby",
            "housing benefits service",
            "bv-stars/0",
            0,
            "bv-improve-2000/unlikely",
        ),
        (
            "Camden LBC, street cleansing: good, two star service which will probably improve",
            "Camden",
            "street cleansing",
            "bv-stars/2",
            2,
            "bv-improve-2000/probably",
        ),
        (
            "Hertfordshire County Council (Supporting People):\n\nZero-star poor service with promising prospects.",
            "Hertfordshire",
            "Supporting People",
            "bv-stars/0",
            0,
            "bv-prospects-2001/promising",
        ),
        (
            "Bolton MBC\n\nLearning disability - whole time care - good, two star service which will improve",
            "Bolton",
            "Learning disability - whole time care",
            "bv-stars/2",
            2,
            "bv-improve-2000/yes",
        ),
        (
            "Leeds City Council\n\nHome care\n\nRating: fair, one star\n\nProspects for improvement: promising",
            "Leeds",
            "Home care",
            "bv-stars/1",
            1,
            "bv-prospects-2001/promising",
        ),
    ],
)
def test_a_service_is_rated_with_stars_and_prospects(
    text: str, authority: str, subject: str, value: str, stars: int, prospects: str
) -> None:
    assert current(text) == {(authority, subject, value, stars), (authority, subject, prospects, None)}


def test_a_label_and_stars_that_disagree_are_both_kept() -> None:
    found = ratings("Islington LBC\n\nSocial services transport - poor, one star service, unlikely to improve")
    quality = next(claim for claim in found if claim.stars is not None)
    assert (quality.value, quality.stars, quality.as_stated) == (f"{VOCAB}bv-stars/0", 1, "poor, one star")


def test_all_said_of_two_joined_names_makes_three_services() -> None:
    text = (
        "Milton Keynes\n\nAdult services for mental health and learning disabilities and services for children with "
        "disabilities were all assessed as 'fair, one star' services that will 'definitely improve'."
    )
    assert {(subject, value) for _, subject, value, _ in current(text)} == {
        ("Adult services for mental health", "bv-stars/1"),
        ("Adult services for mental health", "bv-improve-2000/yes"),
        ("Adult services for learning disabilities", "bv-stars/1"),
        ("Adult services for learning disabilities", "bv-improve-2000/yes"),
        ("services for children with disabilities", "bv-stars/1"),
        ("services for children with disabilities", "bv-improve-2000/yes"),
    }


def test_both_makes_two_services() -> None:
    text = (
        "Milton Keynes\n\nBoth the children's referral and assessment arrangements and their quality assurance and "
        "voluntary sector service were assessed as 'good, two star' services that will 'probably improve'."
    )
    assert {(subject, value) for _, subject, value, _ in current(text)} == {
        ("children's referral and assessment arrangements", "bv-stars/2"),
        ("children's referral and assessment arrangements", "bv-improve-2000/probably"),
        ("quality assurance and voluntary sector service", "bv-stars/2"),
        ("quality assurance and voluntary sector service", "bv-improve-2000/probably"),
    }


def test_a_housing_association_is_a_provider_without_an_authority() -> None:
    text = "A note.\n\nAshiana Housing Association:\n\nOne-star fair service with uncertain prospects."
    found = ratings(text)
    assert {(claim.authority, claim.subject, claim.subject_kind) for claim in found} == {
        ("", "Ashiana Housing Association", "provider")
    }
    assert {claim.value.removeprefix(VOCAB) for claim in found} == {"bv-stars/1", "bv-prospects-2001/uncertain"}


def test_a_plain_word_alone_needs_its_regime_or_body_in_the_document() -> None:
    sentence = "Leeds's adoption service was rated as good."
    assert ratings(sentence) == ()
    assert current("The Best Value Inspection Service reports. " + sentence) == {
        ("Leeds", "adoption service", "bv-stars/2", None)
    }


# --- stars of whole departments


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("Haringey has been under fire. It received no stars.", {"Haringey": 0}),
        ("Zero-rated Swindon must improve, ministers say.", {"Swindon": 0}),
        (
            "Departments with three stars are those of Bexley, Kensington and Chelsea, and Westminster.",
            {"Bexley": 3, "Kensington and Chelsea": 3, "Westminster": 3},
        ),
        (
            "Action teams will go in at four of the councils awarded a zero star rating. The four are Walsall, "
            "Coventry, Birmingham and North East Lincolnshire.",
            {"Walsall": 0, "Coventry": 0, "Birmingham": 0, "North East Lincolnshire": 0},
        ),
        (
            "Special measures have been lifted from Hackney, Lambeth and Sheffield social services departments, each "
            "of which has been awarded a one-star rating.",
            {"Hackney": 1, "Lambeth": 1, "Sheffield": 1},
        ),
        (
            "Eight councils in England have a zero-star rating, and Swindon Borough Council is one of them.",
            {"Swindon": 0},
        ),
        (
            "All have been failed by Haringey, Bromley and Merton.\n\nThe lowest 'no star' rating went to ten, and the "
            "three councils were among them.",
            {"Haringey": 0, "Bromley": 0, "Merton": 0},
        ),
        (
            "Lincolnshire is one of four authorities given no stars.\n\nThe others are Cumbria, Swindon and "
            "Herefordshire.",
            {"Lincolnshire": 0, "Cumbria": 0, "Swindon": 0, "Herefordshire": 0},
        ),
        (
            "Zero stars\n\nBirmingham\n\nSwindon\n\nThree stars\n\nCornwall",
            {"Birmingham": 0, "Swindon": 0, "Cornwall": 3},
        ),
        (
            "Two stars: Bolton, Wigan, Trafford\n\nOne star: Bury\n\nNo stars: none",
            {"Bolton": 2, "Wigan": 2, "Trafford": 2, "Bury": 1},
        ),
        (
            "Coventry, Merton and Wakefield were awarded no stars, while Sunderland received the top rating of three "
            "stars.",
            {"Coventry": 0, "Merton": 0, "Wakefield": 0, "Sunderland": 3},
        ),
    ],
)
def test_stars_are_those_of_the_departments_named(text: str, stars: dict[str, int]) -> None:
    assert current(text) == {(name, "overall", f"ss-stars/{number}", number) for name, number in stars.items()}


def test_stars_of_one_service_go_to_each_council_of_the_sentence() -> None:
    text = (
        "The top rating went to libraries at Barnet LBC and Sutton LBC; Wandsworth LBC scored two stars and "
        "Hammersmith & Fulham LBC one."
    )
    assert current(text) == {
        ("Barnet", "libraries", "bv-stars/3", 3),
        ("Sutton", "libraries", "bv-stars/3", 3),
        ("Wandsworth", "libraries", "bv-stars/2", 2),
        ("Hammersmith and Fulham", "libraries", "bv-stars/1", 1),
    }


# --- the same facts in other words: short texts with all their ratings, in tests/documents/ratings.json


@pytest.mark.parametrize(
    "case", json.loads((PRESS.parent / "ratings.json").read_text("utf-8")), ids=lambda case: case["text"][:60]
)
def test_a_short_text_gives_all_its_ratings_and_no_other(case: dict[str, object]) -> None:
    found = sorted(([*said(claim), claim.status] for claim in ratings(str(case["text"]))), key=str)
    assert found == case["ratings"]


# --- evidence


def test_the_span_runs_from_the_subject_to_the_value() -> None:
    text = "Reviewers say that Bolton MBC's social services serve most people well and have excellent prospects today."
    served, ahead = ratings(text)
    assert text[served.span.start : served.span.end] == "Bolton MBC's social services serve most people well"
    assert text[ahead.span.start : ahead.span.end] == (
        "Bolton MBC's social services serve most people well and have excellent prospects"
    )
    assert (served.as_stated, ahead.as_stated) == ("serve most people well", "excellent prospects")


def test_a_value_before_its_subject_is_within_the_span() -> None:
    text = "Most people are well served by Rutland social services, it says."
    (claim,) = ratings(text)
    assert text[claim.span.start : claim.span.end] == "Most people are well served by Rutland social services"


def test_stars_of_the_next_sentence_complete_the_span_and_are_its_second_piece() -> None:
    text = (
        "Leeds City Council's repairs service is good and has promising prospects. Inspectors awarded two stars to it."
    )
    claim = next(claim for claim in ratings(text) if claim.stars == 2)
    assert [text[piece.start : piece.end] for piece in claim.pieces] == [
        "Leeds City Council's repairs service is good",
        "two stars",
    ]
    assert claim.span == (claim.pieces[0].start, claim.pieces[1].end)


def test_headline_and_release_repeat_the_lead() -> None:
    text = (
        "UNCERTAIN PROSPECTS FOR NE LINCS SOCIAL SERVICES\n\nSocial services in North East Lincolnshire have uncertain "
        "prospects for improvement, according to a report published today.\n\nA statement from the local authority "
        "follows:\n\nThe review suggested that prospects for improvement were 'uncertain' because of the budget.\n"
    )
    (claim,) = ratings(text)
    assert text[claim.span.start :].startswith("Social services in North East Lincolnshire have")
    assert [text[span.start : span.end] for span in claim.repeats] == [
        "UNCERTAIN PROSPECTS FOR NE LINCS SOCIAL SERVICES",
        "prospects for improvement were 'uncertain'",
    ]


def test_a_cut_off_standfirst_is_neither_fact_nor_repeat() -> None:
    lead = "Most people are well served by Bolton social services and prospects for improvement are promising, it says."
    (served, _) = ratings("BOLTON COMMENDED\n\n" + lead[:100] + "...\n" + lead)
    assert served.repeats == ()


@pytest.mark.parametrize("path", sorted(PRESS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_span_of_a_text_holds_the_words_that_give_the_value(path: Path) -> None:
    text = path.read_bytes().decode()
    annotated, authorities = laid_out(text)
    for claim in find_ratings(annotated, LEXICON, authorities):
        evidence = "".join(character for character in text[claim.span.start : claim.span.end] if character.isalnum())
        assert "".join(character for character in claim.as_stated if character.isalnum()) in evidence


# --- inspections


def test_a_regimes_name_is_an_inspection_with_its_bodies_and_its_time() -> None:
    text = (
        "Islington Council welcomes the joint review that the Audit Commission and the Social Services Inspectorate "
        "carried out last year."
    )
    (claim,) = inspections(text)
    assert (label(claim.authority), claim.regime, claim.as_named, claim.when) == (
        "Islington",
        f"{VOCAB}regimes/joint-review",
        "joint review",
        "last year",
    )
    assert set(claim.bodies) == {f"{VOCAB}bodies/audit-commission", f"{VOCAB}bodies/ssi"}


def test_a_rating_implies_the_inspection_of_its_subject() -> None:
    found = inspections("Building control at Hambleton DC is an excellent, three star service which will improve.")
    assert [(c.subject, c.subject_kind, c.regime.removeprefix(VOCAB), c.as_named) for c in found] == [
        ("Building control", "service", "regimes/best-value", "")
    ]


# --- whole texts


@pytest.mark.parametrize("name", ["012", "028", "032", "036", "038"])
def test_a_text_without_formal_judgements_gives_none(name: str) -> None:
    assert ratings((PRESS / f"{name}.txt").read_bytes().decode()) == ()


def test_a_round_up_with_two_regimes_keeps_its_councils_apart() -> None:
    text = (PRESS / "002.txt").read_bytes().decode()
    assert current(text, ("Peter Walsall", "Desmond Farrow")) == {
        ("Worcestershire", "overall", "jr-serving/some", None),
        ("Worcestershire", "overall", "jr-prospects/excellent", None),
        ("Bury", "overall", "jr-serving/some", None),
        ("Bury", "overall", "jr-prospects/promising", None),
        ("Barnsley", "market and town centre services", "bv-stars/1", 1),
        ("Barnsley", "market and town centre services", "bv-prospects-2001/promising", None),
    }


def test_the_first_best_value_stars_are_read_from_lines_and_brackets() -> None:
    text = (PRESS / "042.txt").read_bytes().decode()
    assert current(text) == {
        ("Bolton", "legal department", "bv-stars/3", 3),
        ("Bolton", "legal department", "bv-improve-2000/unlikely", None),
        ("Sutton", "housing service", "bv-stars/2", 2),
        ("Dacorum", "housing, cleaning and caretaking section", "bv-stars/2", 2),
        ("Dudley", "waste management department", "bv-stars/2", 2),
        ("Newham", "passenger transport", "bv-stars/2", 2),
        ("Newham", "passenger transport", "bv-improve-2000/probably", None),
    }


def test_two_lists_give_eighteen_departments_their_stars() -> None:
    found = ratings((PRESS / "044.txt").read_bytes().decode())
    stars = {label(claim.authority): claim.stars for claim in found if claim.subject == "overall"}
    none = ["Birmingham", "Bromley", "Coventry", "Haringey", "Merton", "Swindon", "Wakefield", "Walsall"]
    assert {name for name, number in stars.items() if number == 0} == {*none, "East Sussex", "North East Lincolnshire"}
    assert {name for name, number in stars.items() if number == 3} == {
        "Bexley",
        "Cornwall",
        "Kensington and Chelsea",
        "Leicestershire",
        "Newcastle upon Tyne",
        "Sunderland",
        "Wandsworth",
        "Westminster",
    }
    assert {said(claim) for claim in found if claim.subject != "overall"} == {
        ("Walsall", "adult services", "ss-capacity/poor", None),
        ("Walsall", "children's services", "ss-capacity/poor", None),
        ("Walsall", "adult services", "ss-serving/no", None),
        ("Walsall", "children's services", "ss-serving/no", None),
    }


def test_last_years_judgements_mirror_this_years() -> None:
    found = ratings((PRESS / "046.txt").read_bytes().decode())
    assert {said(claim)[1:3] for claim in found if claim.status == "previous"} == {
        ("children", "ss-serving/some"),
        ("children", "ss-capacity/uncertain"),
        ("adults", "ss-serving/no"),
        ("adults", "ss-capacity/uncertain"),
    }
    assert {claim.when for claim in found if claim.status == "previous"} == {"A year ago"}


BOLTON = {
    ("Bolton", "overall", "jr-serving/most", None),
    ("Bolton", "overall", "jr-prospects/excellent", None),
    ("Bolton", "Services to looked after children", "bv-stars/2", 2),
    ("Bolton", "Services to looked after children", "bv-improve-2000/yes", None),
    ("Bolton", "Learning disability - whole time care", "bv-stars/2", 2),
    ("Bolton", "Learning disability - whole time care", "bv-improve-2000/yes", None),
    ("Bolton", "Community meals service", "bv-stars/1", 1),
    ("Bolton", "Community meals service", "bv-improve-2000/yes", None),
}
FAMILIES = "Family finding, family placements and residential care for looked after children and young people"
ISLINGTON = {
    ("Islington", "overall", "jr-serving/some", None),
    ("Islington", "overall", "jr-prospects/promising", None),
    ("Islington", "Occupational therapy and physical disability services", "bv-stars/1", 1),
    ("Islington", "Occupational therapy and physical disability services", "bv-improve-2000/probably", None),
    ("Islington", FAMILIES, "bv-stars/0", 0),
    ("Islington", FAMILIES, "bv-improve-2000/yes", None),
    ("Islington", "Social services transport", "bv-stars/0", 1),
    ("Islington", "Social services transport", "bv-improve-2000/unlikely", None),
    ("Islington", "Adult care management service", "bv-stars/1", 1),
    ("Islington", "Adult care management service", "bv-improve-2000/probably", None),
    ("Islington", "Daycare services for older people", "bv-stars/1", 1),
    ("Islington", "Daycare services for older people", "bv-improve-2000/probably", None),
}
MILTON_KEYNES = {
    ("Milton Keynes", "overall", "jr-serving/most", None),
    ("Milton Keynes", "overall", "jr-prospects/promising", None),
    ("Milton Keynes", "adult services for mental health", "bv-stars/1", 1),
    ("Milton Keynes", "adult services for mental health", "bv-improve-2000/yes", None),
    ("Milton Keynes", "adult services for learning disabilities", "bv-stars/1", 1),
    ("Milton Keynes", "adult services for learning disabilities", "bv-improve-2000/yes", None),
    ("Milton Keynes", "services for children with disabilities", "bv-stars/1", 1),
    ("Milton Keynes", "services for children with disabilities", "bv-improve-2000/yes", None),
    ("Milton Keynes", "children's referral and assessment arrangements", "bv-stars/2", 2),
    ("Milton Keynes", "children's referral and assessment arrangements", "bv-improve-2000/probably", None),
    ("Milton Keynes", "quality assurance and voluntary sector service", "bv-stars/2", 2),
    ("Milton Keynes", "quality assurance and voluntary sector service", "bv-improve-2000/probably", None),
}
NORTH_EAST_LINCOLNSHIRE = {
    ("North East Lincolnshire", "overall", "jr-serving/some", None),
    ("North East Lincolnshire", "overall", "jr-prospects/uncertain", None),
}


def folded(found: set[Said]) -> set[Said]:
    """Compare subjects without regard to their first letter's case."""
    return {(authority, words[:1].lower() + words[1:], value, stars) for authority, words, value, stars in found}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bolton-joint-review.txt", BOLTON),
        ("islington-joint-review.txt", ISLINGTON),
        ("milton-keynes-joint-review.txt", MILTON_KEYNES),
        ("north-east-lincolnshire-joint-review.txt", NORTH_EAST_LINCOLNSHIRE),
        ("monmouthshire-select-committee.txt", set()),
        ("000_27266cf7c012673b.txt", MILTON_KEYNES),
        ("001_244405360186b16d.txt", NORTH_EAST_LINCOLNSHIRE),
        ("002_2f318d33ad304312.txt", BOLTON),
        ("003_da4eaa919cfe0f03.txt", ISLINGTON),
        ("004_85b5bc563e62cc84.txt", set()),
    ],
)
def test_a_seed_gives_its_current_ratings_and_nothing_else(name: str, expected: set[Said]) -> None:
    path = next((folder / name for folder in (SEEDS, ORIGINALS) if (folder / name).is_file()), None)
    if path is None:
        pytest.skip(f"the original document {name} is not here")
    found = ratings(path.read_bytes().decode(), ("John Bolton", "Bolton said"))
    assert folded({said(claim) for claim in found if claim.status == "current"}) == folded(expected)


@pytest.mark.parametrize("name", ["north-east-lincolnshire-joint-review.txt", "001_244405360186b16d.txt"])
def test_north_east_lincolnshire_was_judged_to_be_failing_three_years_ago(name: str) -> None:
    path = next((folder / name for folder in (SEEDS, ORIGINALS) if (folder / name).is_file()), None)
    if path is None:
        pytest.skip(f"the original document {name} is not here")
    (claim,) = [c for c in ratings(path.read_bytes().decode(), ("John Bolton",)) if c.status != "current"]
    assert (said(claim)[2], claim.status, claim.when) == ("jr-serving/no", "previous", "Three years ago")
    assert len(claim.repeats) == 1
