"""The five original documents read perfectly: every fact of the core kinds, and no other."""

from __future__ import annotations

from pathlib import Path

from conftest import ask

MILTON_KEYNES = "000_27266cf7c012673b.txt"
NORTH_EAST_LINCOLNSHIRE = "001_244405360186b16d.txt"
BOLTON = "002_2f318d33ad304312.txt"
ISLINGTON = "003_da4eaa919cfe0f03.txt"
MONMOUTHSHIRE = "004_85b5bc563e62cc84.txt"


def test_four_councils_are_judged_overall(originals_build: Path) -> None:
    rows = ask(originals_build, "overall-judgements")
    assert [(row["authority"], row["serving"], row["prospects"], row["regime"]) for row in rows] == [
        ("Bolton", "Serving most people well", "Excellent prospects", "joint review"),
        ("Islington", "Serving some people well", "Promising prospects", "joint review"),
        ("Milton Keynes", "Serving most people well", "Promising prospects", "joint review"),
        ("North East Lincolnshire", "Serving some people well", "Uncertain prospects", "joint review"),
    ]


def test_the_judgement_of_three_years_ago_is_history(originals_build: Path) -> None:
    (row,) = ask(originals_build, "judgement-history")
    assert (row["authority"], row["earlier"], row["when"]) == (
        "North East Lincolnshire",
        "Not serving people well",
        "Three years ago",
    )


def test_thirteen_services_are_rated(originals_build: Path) -> None:
    rows = ask(originals_build, "service-ratings")
    assert [(row["authority"], row["service"], row["label"], row["stars"], row["prospects"]) for row in rows] == [
        ("Bolton", "Community meals service", "Fair (one star)", "1", "Will improve"),
        ("Bolton", "Learning disability - whole time care", "Good (two stars)", "2", "Will improve"),
        ("Bolton", "Services to looked after children", "Good (two stars)", "2", "Will improve"),
        ("Islington", "Adult care management service", "Fair (one star)", "1", "Probably will improve"),
        ("Islington", "Daycare services for older people", "Fair (one star)", "1", "Probably will improve"),
        (
            "Islington",
            "Family finding, family placements and residential care for looked after children and young people",
            "Poor (no stars)",
            "0",
            "Will improve",
        ),
        (
            "Islington",
            "Occupational therapy and physical disability services",
            "Fair (one star)",
            "1",
            "Probably will improve",
        ),
        ("Islington", "Social services transport", "Poor (no stars)", "1", "Unlikely to improve"),
        ("Milton Keynes", "Adult services for learning disabilities", "Fair (one star)", "1", "Will improve"),
        ("Milton Keynes", "Adult services for mental health", "Fair (one star)", "1", "Will improve"),
        (
            "Milton Keynes",
            "Children's referral and assessment arrangements",
            "Good (two stars)",
            "2",
            "Probably will improve",
        ),
        (
            "Milton Keynes",
            "Quality assurance and voluntary sector service",
            "Good (two stars)",
            "2",
            "Probably will improve",
        ),
        ("Milton Keynes", "Services for children with disabilities", "Fair (one star)", "1", "Will improve"),
    ]


def test_there_is_no_other_rating(originals_build: Path) -> None:
    assert len(ask(originals_build, "ratings")) == 2 * 4 + 1 + 2 * 13


def test_the_contradiction_is_flagged(originals_build: Path) -> None:
    (row,) = ask(originals_build, "contradictory-ratings")
    assert row == {
        "authority": "Islington",
        "service": "Social services transport",
        "label": "Poor (no stars)",
        "stars": "1",
        "implied_stars": "0",
    }


def test_seven_people_are_named_with_every_role(originals_build: Path) -> None:
    rows = ask(originals_build, "people")
    assert [(row["document"], row["person_name"], row["role"], row["organisation_name"]) for row in rows] == [
        (MILTON_KEYNES, "Rachel Ayling", "assistant review director", "Joint Reviews"),
        (
            MILTON_KEYNES,
            "Janet Irons",
            "council cabinet member responsible for children and youth",
            "Milton Keynes",
        ),
        (
            MILTON_KEYNES,
            "Brian Gibbs",
            "council cabinet member for adult social care and health",
            "Milton Keynes",
        ),
        (NORTH_EAST_LINCOLNSHIRE, "John Bolton", "Director of Joint Reviews", "Joint Reviews"),
        (NORTH_EAST_LINCOLNSHIRE, "Len Taylor", "leader of the council", "North East Lincolnshire"),
        (BOLTON, "John Bolton", "Director of joint reviews", "Joint Reviews"),
        (BOLTON, "Cliff Morris", "older people's champion", "Bolton"),
        (BOLTON, "Cliff Morris", "executive member for social services and health", "Bolton"),
        (ISLINGTON, "John Bolton", "Director of joint reviews", "Joint Reviews"),
        (ISLINGTON, "Douglas Taylor", "chair of social services", "Islington"),
    ]
    assert len({row["person"] for row in rows}) == 7
    assert len({(row["document"], row["person"]) for row in rows}) == 9


def test_eleven_comments_are_made(originals_build: Path) -> None:
    rows = ask(originals_build, "comments")
    assert [
        (row["speaker_name"], row["authority_name"], row["mode"], row["channel"], " ".join(row["text"].split()[:4]))
        for row in rows
    ] == [
        ("Rachel Ayling", "Milton Keynes", "direct", "article", "Staff and councillors in"),
        ("Janet Irons", "Milton Keynes", "direct", "release", "We inherited a lot"),
        ("Brian Gibbs", "Milton Keynes", "direct", "release", "Staff can be proud"),
        ("John Bolton", "North East Lincolnshire", "direct", "article", "We welcome North East"),
        ("Len Taylor", "North East Lincolnshire", "mixed", "release", "the reports illustrate the"),
        ("Len Taylor", "North East Lincolnshire", "direct", "release", "These concerns highlight the"),
        ("Len Taylor", "North East Lincolnshire", "direct", "release", "This council will rise"),
        ("John Bolton", "Bolton", "direct", "article", "Bolton has excellent prospects"),
        ("Cliff Morris", "Bolton", "mixed", "release", "he was very pleased"),
        ("John Bolton", "Islington", "direct", "article", "Islington has made encouraging"),
        ("Douglas Taylor", "Islington", "direct", "release", "We have achieved much"),
    ]


def test_john_bolton_is_the_one_director_who_comments(originals_build: Path) -> None:
    rows = ask(originals_build, "directors-on-authorities")
    assert [(row["director"], row["authority"], row["document"]) for row in rows] == [
        ("John Bolton", "Bolton", BOLTON),
        ("John Bolton", "Islington", ISLINGTON),
        ("John Bolton", "North East Lincolnshire", NORTH_EAST_LINCOLNSHIRE),
    ]


def test_john_bolton_is_one_person_in_three_documents_and_the_taylors_are_two(originals_build: Path) -> None:
    assert [row["person"] for row in ask(originals_build, "people-across-documents")] == ["John Bolton"]
    assert [row["person"] for row in ask(originals_build, "shared-surnames")] == ["Douglas Taylor", "Len Taylor"]


def test_camden_is_mentioned_and_not_reviewed(originals_build: Path) -> None:
    rows = ask(originals_build, "authorities")
    assert [(row["document"], row["authority_name"], row["role"]) for row in rows] == [
        (MILTON_KEYNES, "Milton Keynes", "reviewed"),
        (NORTH_EAST_LINCOLNSHIRE, "North East Lincolnshire", "reviewed"),
        (BOLTON, "Bolton", "reviewed"),
        (ISLINGTON, "Camden", "mentioned"),
        (ISLINGTON, "Islington", "reviewed"),
        (MONMOUTHSHIRE, "Monmouthshire", "subject"),
    ]


def test_each_council_speaks_in_a_release_of_its_own(originals_build: Path) -> None:
    rows = ask(originals_build, "embedded-releases")
    assert [(row["authority"], row["headline"], row["kind"]) for row in rows] == [
        ("Milton Keynes", "PROMISING PROSPECTS FOR SOCIAL CARE SERVICES IN MILTON KEYNES", "council press release"),
        ("North East Lincolnshire", "COMMITTED TO MEETING CHALLENGES", "council statement"),
        ("Bolton", "CARE SERVICE ONE OF THE VERY BEST", "council statement"),
        ("Islington", "Getting Better All the Time", "council press release"),
    ]


def test_the_shapes_object_to_the_contradiction_alone(originals_build: Path) -> None:
    report = (originals_build / "report.txt").read_text("utf-8")
    assert "0 violations, 1 warning" in report
    assert "“Social services transport - poor, one star”" in report
