"""Names of people in text: what vouches for them, what is none, and who is who in a document."""

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.names import NameMention, find_names
from kg.lexicon import Lexicon
from kg.model import Document

PRESS = Path(__file__).parent / "documents" / "press"


def _names(text: str, lexicon: Lexicon) -> tuple[NameMention, ...]:
    return find_names(annotate(Document("text.txt", text, "0" * 64), lexicon), lexicon)


def _full(text: str, lexicon: Lexicon) -> list[str]:
    return [name.full for name in _names(text, lexicon)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cllr Brian Gibbs spoke.", ["Cllr Brian Gibbs"]),
        ("A champion, cllr Cliff Morris, was named.", ["cllr Cliff Morris"]),
        ("The report is fair, said Coun Meg Royle.", ["Coun Meg Royle"]),
        ("Rt Hon Dr Owain Prosser has said it.", ["Rt Hon Dr Owain Prosser"]),
        ("The Chairman welcomed Mr. D. Pargeter to the meeting.", ["Mr. D. Pargeter"]),
        ("Carys Lloyd-Pugh gave a presentation.", ["Carys Lloyd-Pugh"]),
        ("Credit was due, said Bridie McAndrew.", ["Bridie McAndrew"]),
        ("It was late, said Sinead O'Brien.", ["Sinead O'Brien"]),
        ("Yesterday Gwenllian Tudor spoke.", ["Gwenllian Tudor"]),
        ("The report came up, said Fintan Dray, who led it.", ["Fintan Dray"]),
        ("Seven councils passed under Augusta Thorne.", ["Augusta Thorne"]),
        ("“It is good,” said Lionel Ward, controller of the body.", ["Lionel Ward"]),
        ("County Council leader Hubert North agreed.", ["Hubert North"]),
        ("Superintendent Isla Brodie came.", ["Superintendent Isla Brodie"]),
        ("Sister Agnes Toole agreed.", ["Sister Agnes Toole"]),
        ("Detective Sergeant Ravi Toor agreed.", ["Detective Sergeant Ravi Toor"]),
        ("The letter is signed (Cllr) Millicent Ormerod", ["(Cllr) Millicent Ormerod"]),
        ("Present: Cllr Joan SMITH MBE and Cllr P O'BRIEN.", ["Cllr Joan SMITH", "Cllr P O'BRIEN"]),
        ("Thora Winkelman (Lab, Wath), cabinet member for care, came.", ["Thora Winkelman"]),
    ],
)
def test_a_name_is_found_whole_with_its_honorific(text: str, found: list[str], lexicon: Lexicon) -> None:
    assert [name.text for name in _names(text, lexicon)] == found


@pytest.mark.parametrize(
    "text",
    [
        "People in Milton Keynes are well served, said Milton Keynes Council.",
        "Blaenau Gwent and Tower Hamlets said they would appeal.",
        "Age Concern said the rating was deserved.",
        "Great Ormond Street Hospital welcomed the news.",
        "Victoria Lodge and Elizabeth House were rated good.",
        "The Audit Commission and Social Services Inspectorate said so.",
        "Bolton said that it would publish the report.",
        "In September Best Value inspections began.",
        "The Western Mail had disclosed it on Monday.",
        "Director of Social Services and Housing to leave",
        "The councillors. He asked how much it cost.",
        "Radio Cornwall said that it had asked the council.",
        "COUNCILLOR SMITH OPENS NEW DAY CENTRE",
        "Brighton Argus Television said so.",
    ],
)
def test_a_council_a_body_a_place_or_a_paper_is_no_person(text: str, lexicon: Lexicon) -> None:
    assert _full(text, lexicon) == []


def test_a_full_name_gives_its_form_to_title_and_surname_and_to_the_surname_alone(lexicon: Lexicon) -> None:
    text = "Lucas Averill came. Mr Averill spoke. It was late, Averill said."
    assert _full(text, lexicon) == ["Lucas Averill", "Lucas Averill", "Lucas Averill"]


def test_two_full_names_with_one_surname_stay_two_and_the_bare_surname_is_nobody_s(lexicon: Lexicon) -> None:
    text = "Len Taylor met Douglas Taylor. Mr Taylor said nothing."
    assert _full(text, lexicon) == ["Len Taylor", "Douglas Taylor", ""]


def test_an_honorific_decides_between_two_people_of_one_surname(lexicon: Lexicon) -> None:
    text = "Mrs Anne Taylor met Mr Len Taylor. Mr Taylor spoke first. Mrs Taylor spoke last."
    assert _full(text, lexicon) == ["Anne Taylor", "Len Taylor", "Len Taylor", "Anne Taylor"]


def test_a_hyphen_at_a_line_s_end_is_no_part_of_a_surname(lexicon: Lexicon) -> None:
    text = "Until Kenneth Thor-ley arrived, nothing moved. Kenneth Thorley said so."
    assert _full(text, lexicon) == ["Kenneth Thorley", "Kenneth Thorley"]


def test_a_surname_that_is_a_council_too_is_a_name_where_a_first_name_stands_before_it(lexicon: Lexicon) -> None:
    text = "Bolton has excellent prospects, said John Bolton, director of joint reviews."
    assert [(name.text, name.start) for name in _names(text, lexicon)] == [("John Bolton", 37)]


def test_such_a_surname_alone_is_a_person_only_if_the_council_is_not_named(lexicon: Lexicon) -> None:
    person = "Russell Sutton came. “It is time,” Sutton said."
    council = "Russell Sutton went to Sutton Council. “It is time,” Sutton said."
    assert (_full(person, lexicon), _full(council, lexicon)) == (
        ["Russell Sutton", "Russell Sutton"],
        ["Russell Sutton"],
    )


def test_sir_with_a_first_name_means_the_person_of_that_first_name(lexicon: Lexicon) -> None:
    assert _full("Sir Lionel Ward spoke. Sir Lionel left.", lexicon) == ["Lionel Ward", "Lionel Ward"]


def test_all_names_behind_a_plural_honorific_are_councillors(lexicon: Lexicon) -> None:
    names = _names("Councillors J. Abbott (Chair), R. Cole and Mrs P. Eaves came with Tom Finch.", lexicon)
    assert [(name.full, name.councillor) for name in names] == [
        ("J Abbott", True),
        ("R Cole", True),
        ("P Eaves", True),
        ("Tom Finch", False),
    ]


def test_a_reporter_s_name_is_marked_as_byline(lexicon: Lexicon) -> None:
    names = _names("Ten departments have no stars, writes Harriet Coyle and Tessa Pollard.", lexicon)
    assert [(name.full, name.byline) for name in names] == [("Harriet Coyle", True), ("Tessa Pollard", True)]


def test_the_names_of_a_press_text_are_its_people_and_no_council(lexicon: Lexicon) -> None:
    text = (PRESS / "058.txt").read_text("utf-8")
    assert _full(text, lexicon) == ["Amelie Duroc", "Colette Bassard", "Colette Bassard", "Verity Brook"]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("COUNCILLOR RODERICK BLAND\n\nChair", "Roderick Bland"),
        ("COUNCILLOR LLOYD-PUGH\n\nChair", "Lloyd-Pugh"),
        ("Present: CLLR PAT O'BRIEN (Chair)", "Pat O'Brien"),
    ],
)
def test_a_name_in_capitals_is_the_name_as_it_is_written_elsewhere(text: str, full: str, lexicon: Lexicon) -> None:
    assert _full(text, lexicon) == [full]


def test_a_rank_is_an_honorific_and_no_part_of_the_name(lexicon: Lexicon) -> None:
    names = _names("Father Michael Keogh came. Father Keogh spoke.", lexicon)
    assert [(name.full, name.honorific) for name in names] == [("Michael Keogh", "Father")] * 2


def test_the_council_that_somebody_of_its_name_praises_is_no_person(lexicon: Lexicon) -> None:
    text = "John Bolton, director of joint reviews, praised Bolton."
    assert [name.text for name in _names(text, lexicon)] == ["John Bolton"]


def test_the_welsh_for_a_county_is_no_knight(lexicon: Lexicon) -> None:
    assert _full("Cyngor Sir Gwynedd agreed. Mr Huw Prosser of Cyngor Sir Powys said no.", lexicon) == ["Huw Prosser"]
