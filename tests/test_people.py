"""People with their roles: in which order they stand, whose role it is, and what the vocabulary makes of it."""

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.lexicon import Concept, Lexicon, load
from kg.model import Document, PersonClaim

ROOT = Path(__file__).parent.parent
PRESS = ROOT / "tests" / "documents" / "press"
VOCAB = "https://w3id.org/social-care-kg/vocab/"
ROLES = [c for c in load([ROOT / "ontology"]).schemes["roles"] if c.examples]
EXAMPLES = [(role, line) for role in ROLES for line in role.examples]
COUNTER_EXAMPLES = [(role, line) for role in ROLES for line in role.counter_examples]


def _people(text: str, lexicon: Lexicon) -> tuple[PersonClaim, ...]:
    annotated = annotate(Document("text.txt", text, "0" * 64), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(n.block, n.start, n.end) for n in names])
    return find_people(annotated, lexicon, names, authorities)


def _roles(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    return [(c.person, c.role, c.role_concept.removeprefix(VOCAB + "roles/")) for c in _people(text, lexicon)]


def _organisation(claim: PersonClaim) -> tuple[str, str]:
    found = claim.organisation
    return ("", "") if found is None else (found.kind, found.key.removeprefix(VOCAB) or found.words)


@pytest.mark.parametrize(("role", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_line_has_its_role_and_no_other(role: Concept, line: str, lexicon: Lexicon) -> None:
    assert {claim.role_concept for claim in _people(line, lexicon)} == {role.iri}


@pytest.mark.parametrize(("role", "line"), COUNTER_EXAMPLES, ids=[line for _, line in COUNTER_EXAMPLES])
def test_a_counter_example_line_does_not_have_the_role(role: Concept, line: str, lexicon: Lexicon) -> None:
    assert role.iri not in {claim.role_concept for claim in _people(line, lexicon)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Director of joint reviews, John Bolton said:", ("Director of joint reviews", "director")),
        ("Director of joint reviews John Bolton, said:", ("Director of joint reviews", "director")),
        ("John Bolton, who is director of joint reviews, agreed.", ("director of joint reviews", "director")),
        (
            "Rachel Ayling, assistant review director, Joint Reviews said:",
            ("assistant review director", "assistant-director"),
        ),
        (
            "Joint Reviews assistant review director Gill Prowse agreed.",
            ("assistant review director", "assistant-director"),
        ),
        (
            "Hester Brooks, commissioning inspector, northern region, agreed.",
            ("commissioning inspector, northern region", "inspector"),
        ),
        (
            "London best value inspection regional director Conrad Haythorne said so.",
            ("London best value inspection regional director", "director"),
        ),
        (
            "Janet Irons, the council cabinet member responsible for children and youth, said:",
            ("council cabinet member responsible for children and youth", "cabinet-member"),
        ),
        (
            "Dr Miles Porter, pictured, executive director of social services, agreed.",
            ("executive director of social services", "director"),
        ),
        ("Chief executive of the council Russell Keele said:", ("Chief executive of the council", "chief-executive")),
        ("They said that social services chairman Coun Edna Thwaite agreed.", ("social services chairman", "chair")),
        (
            "Cllr Giles Thornbury, Cabinet Member for Adult Care, Communities and Libraries laid a report.",
            ("Cabinet Member for Adult Care, Communities and Libraries", "cabinet-member"),
        ),
        ("Corinne Baskerville (Strategic Director for People) came.", ("Strategic Director for People", "director")),
        (
            "It was presented by Siobhan Marr, Assistant Director (Quality and Improvement).",
            ("Assistant Director (Quality and Improvement)", "assistant-director"),
        ),
        (
            "Councillor Toby Brandreth, who chairs the council's children, young people and skills committee, agreed.",
            ("chair of the council's children, young people and skills committee", "chair"),
        ),
        ("Lead inspector: Vivienne Holt", ("Lead inspector", "lead-inspector")),
        (
            "Eleanor Rigby-Jones, who took over in March as director of children's services, agreed.",
            ("director of children's services", "director"),
        ),
        ("Tristan Dowling, Children's Services director, agreed.", ("Children's Services director", "director")),
        ("He saw the deputy leader [Ivor Leyden] today.", ("deputy leader", "deputy-leader")),
        ("Interim Assistant Director Imran Aslam came.", ("Interim Assistant Director", "assistant-director")),
        ("Jane Hill, deputy cabinet member for care, agreed.", ("deputy cabinet member for care", "")),
        (
            "Coun Jo Pimm (Con, Leckhampton), cabinet member for care, agreed.",
            ("cabinet member for care", "cabinet-member"),
        ),
        ("Sir Piers Oakden (Ind), chairman of the panel, agreed.", ("chairman of the panel", "chair")),
        ("Cllr Owen Tate (Lab), who chairs the committee, agreed.", ("chair of the committee", "chair")),
        ("Nora Binns, 54, manager of the home, agreed.", ("manager of the home", "manager")),
        ("Piers Oakden OBE, chairman of the panel, agreed.", ("chairman of the panel", "chair")),
        ("Alan Tibbs, who leads the Labour group, agreed.", ("leader of the Labour group", "group-leader")),
        ("Pat Doyle, who heads the adoption service, agreed.", ("head of the adoption service", "head-of-service")),
        ("Rosa Peacey, who has been director of housing since May, agreed.", ("director of housing", "director")),
        (
            "Trevor Mould, Corporate Director Community Health and Wellbeing, came.",
            ("Corporate Director Community Health and Wellbeing", "director"),
        ),
        (
            "Hugh Pinder, Director - Adults, Housing and Health, came.",
            ("Director - Adults, Housing and Health", "director"),
        ),
        (
            "Lyn Fry, Assistant Director Children's Services, came.",
            ("Assistant Director Children's Services", "assistant-director"),
        ),
        ("Cynghorydd Elwyn Parry (Cadeirydd / Chair)", ("Chair", "chair")),
        ("Head cook Stan Brayshaw came.", ("Head cook", "")),
    ],
)
def test_a_role_is_read_before_or_behind_the_name_in_the_text_s_words(
    text: str, found: tuple[str, str], lexicon: Lexicon
) -> None:
    assert [(role, concept) for _, role, concept in _roles(text, lexicon)] == [found]


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("John Bolton, director of joint reviews, agreed.", ("body", "bodies/joint-reviews")),
        ("Desmond Farrow, assistant review director, agreed.", ("body", "bodies/joint-reviews")),
        ("Lionel Ward, controller of the Audit Commission, agreed.", ("body", "bodies/audit-commission")),
        ("Philip Sewell, CSCI's chief inspector, agreed.", ("body", "bodies/csci")),
        ("Lucas Averill, Bromley's director of social services and housing, replied.", ("authority", "E09000006")),
        ("Halton Council is small. Jane Hill, leader of the council, agreed.", ("authority", "E06000006")),
        ("Bea Castellano, who is director of Age Concern Swindon, agreed.", ("other", "Age Concern Swindon")),
        (
            "Elaine Thorley, chief executive of Sandwell Children's Trust, agreed.",
            ("other", "Sandwell Children's Trust"),
        ),
        ("Bronwen Tasker, minister for health at the Welsh assembly, agreed.", ("other", "Welsh assembly")),
        ("Halton Council is small. Health minister Jocelyn Pike agreed.", ("", "")),
        ("Halton closed it. Jim Beard, chief executive of the hospital trust, agreed.", ("", "")),
        ("Halton closed it. Charity director Nina Hale agreed.", ("", "")),
        (
            "Halton won. Local Government Association chairman Neil Firth agreed.",
            ("other", "Local Government Association"),
        ),
        ("The charity Homeward runs homes in Halton. Its director, Pauline Gage, agreed.", ("", "")),
        (
            "Sir Bernard Towle, chairman of the Local Government Association, agreed in Halton.",
            ("other", "Local Government Association"),
        ),
        ("Leicester City Council won. Leicestershire lost. City director Kim Hume agreed.", ("authority", "E06000016")),
    ],
)
def test_a_role_is_held_in_the_organisation_that_the_words_settle(
    text: str, organisation: tuple[str, str], lexicon: Lexicon
) -> None:
    assert [_organisation(claim) for claim in _people(text, lexicon)] == [organisation]


def test_each_role_of_a_person_is_a_claim_of_its_own(lexicon: Lexicon) -> None:
    text = (
        "In Bolton an 'older people's champion', cllr Cliff Morris, has been named.\n\nCliff Morris, "
        "executive member for social services and health, said so."
    )
    assert _roles(text, lexicon) == [
        ("Cliff Morris", "older people's champion", "champion"),
        ("Cliff Morris", "executive member for social services and health", "executive-member"),
    ]


def test_two_roles_joined_by_and_are_two(lexicon: Lexicon) -> None:
    text = "Sian Lambert (Cabinet Member, Early Years, Children & Families and Deputy Leader) came."
    assert _roles(text, lexicon) == [
        ("Sian Lambert", "Cabinet Member, Early Years, Children & Families", "cabinet-member"),
        ("Sian Lambert", "Deputy Leader", "deputy-leader"),
    ]


def test_a_post_that_somebody_held_before_is_marked_former(lexicon: Lexicon) -> None:
    text = (
        "Thorne used to be chief executive of the London Borough of Newham and is now head of the new "
        "inspectorate. Augusta Thorne agreed."
    )
    assert [(c.role, c.former, _organisation(c)) for c in _people(text, lexicon)] == [
        ("chief executive", True, ("authority", "E09000025")),
        ("head of the new inspectorate", False, ("", "")),
    ]


def test_directors_who_have_gone_are_former_directors_of_their_councils(lexicon: Lexicon) -> None:
    people = _people((PRESS / "026.txt").read_text("utf-8"), lexicon)
    assert [(c.person, c.role, c.former, _organisation(c)) for c in people] == [
        ("Ralph Denholm", "director of social services", True, ("authority", "E08000030")),
        ("Lucas Averill", "director of social services", True, ("authority", "E09000006")),
        ("Jocelyn Pike", "Health minister", False, ("", "")),
    ]


def test_one_role_said_twice_is_one_claim_with_both_places(lexicon: Lexicon) -> None:
    text = "Jane Hill, director of housing in Bury, agreed. Director of housing Jane Hill left."
    assert [(c.role, len(c.repeats)) for c in _people(text, lexicon)] == [("director of housing", 1)]


def test_a_bare_head_beside_a_fuller_role_is_no_role_of_its_own(lexicon: Lexicon) -> None:
    text = "Kenneth Thorley, the present director, came to Bury. Kenneth Thorley, director of social services, spoke."
    assert [c.role for c in _people(text, lexicon)] == ["director of social services"]


def test_a_plural_role_is_dealt_out_to_the_two_who_hold_it(lexicon: Lexicon) -> None:
    text = "Sandy Laidlaw and Marjorie Hodgson, the health and education ministers, came."
    assert [(p, r) for p, r, _ in _roles(text, lexicon)] == [
        ("Sandy Laidlaw", "health minister"),
        ("Marjorie Hodgson", "education minister"),
    ]


def test_councillor_is_a_role_only_where_nothing_else_is_known(lexicon: Lexicon) -> None:
    text = "Councillor Tarrant spoke. Councillor Len Taylor, leader of the council, listened."
    assert _roles(text, lexicon) == [
        ("Tarrant", "Councillor", "councillor"),
        ("Len Taylor", "leader of the council", "leader"),
    ]


def test_a_role_that_begins_the_main_clause_is_not_the_role_of_the_name_before_it(lexicon: Lexicon) -> None:
    text = (
        "In response to a question from Councillor D Okafor, the Assistant Director confirmed that "
        "caseloads had fallen."
    )
    assert [(p, r) for p, r, _ in _roles(text, lexicon)] == [("D Okafor", "Councillor")]


def test_a_picture_s_caption_tells_roles_too(lexicon: Lexicon) -> None:
    text = (
        "Picture: Review team assistant director Paul Lindley, left, with lead reviewer Paul Evans, Meg "
        "Royle and director of social services Len Shanks"
    )
    assert [(p, r) for p, r, _ in _roles(text, lexicon)] == [
        ("Paul Lindley", "Review team assistant director"),
        ("Paul Evans", "lead reviewer"),
        ("Len Shanks", "director of social services"),
    ]


def test_victims_relatives_and_reporters_are_left_out(lexicon: Lexicon) -> None:
    people = _people((PRESS / "032.txt").read_text("utf-8"), lexicon)
    assert [(c.person, c.role) for c in people] == [("Neville Strang", "director of social services")]


def test_the_evidence_runs_over_name_and_role(lexicon: Lexicon) -> None:
    text = "Well, Director of joint reviews, John Bolton said:"
    (claim,) = _people(text, lexicon)
    assert text[claim.span.start : claim.span.end] == "Director of joint reviews, John Bolton"


def test_the_originals_have_nine_people_by_document_with_every_role(originals: Path, lexicon: Lexicon) -> None:
    files = sorted(originals.glob("*.txt"))
    found = [(c.person, c.role) for file in files for c in _people(file.read_bytes().decode(), lexicon)]
    assert found == [
        ("Rachel Ayling", "assistant review director"),
        ("Janet Irons", "council cabinet member responsible for children and youth"),
        ("Brian Gibbs", "council cabinet member for adult social care and health"),
        ("John Bolton", "Director of Joint Reviews"),
        ("Len Taylor", "leader of the council"),
        ("John Bolton", "Director of joint reviews"),
        ("Cliff Morris", "older people's champion"),
        ("Cliff Morris", "executive member for social services and health"),
        ("John Bolton", "Director of joint reviews"),
        ("Douglas Taylor", "chair of social services"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Percy Lamb, director of finance and acting town clerk, agreed.",
            [("director of finance", False), ("acting town clerk", False)],
        ),
        (
            "Jo Dale, head of adult services and deputy chief executive, agreed.",
            [("head of adult services", False), ("deputy chief executive", False)],
        ),
        (
            "Rosa Peacey, who has been director since May and was before that deputy director in Wigan, agreed.",
            [("director", False), ("deputy director", True)],
        ),
        (
            "Owen Praed became area manager in Barnsley in 1990, president-elect of the Association of Directors of "
            "Social Services in 2001 and director of social services in Kirklees in 2002.",
            [("area manager", False), ("president-elect", False), ("director of social services", False)],
        ),
        ("Graham Tolland, who was until last year head of housing in Derby, agreed.", [("head of housing", True)]),
        ("Asif Nawaz, formerly head of adult care at Nottingham, agreed.", [("head of adult care", True)]),
    ],
)
def test_a_career_is_a_role_for_each_of_its_posts(text: str, found: list[tuple[str, bool]], lexicon: Lexicon) -> None:
    assert [(claim.role, claim.former) for claim in _people(text, lexicon)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Somerset has appointed Naomi Catterick as its director of housing. She replaces Gordon Leech.",
            [("Naomi Catterick", "director of housing", False), ("Gordon Leech", "director of housing", True)],
        ),
        (
            "Devon has appointed Pippa Lorne director of care; she succeeds Martin Ives.",
            [("Pippa Lorne", "director of care", False), ("Martin Ives", "director of care", True)],
        ),
        (
            "Kent named Wilma Drury as its new chief executive. Drury succeeds Piers Lowther.",
            [("Wilma Drury", "new chief executive", False), ("Piers Lowther", "chief executive", True)],
        ),
        (
            "Three directors have left Medway. The last of them, Dorothy Amberley, went in May.",
            [("Dorothy Amberley", "director", True)],
        ),
        ("Devon met Pippa Lorne. She replaces Martin Ives.", []),
    ],
)
def test_who_is_appointed_and_who_went_before_hold_the_role(
    text: str, found: list[tuple[str, str, bool]], lexicon: Lexicon
) -> None:
    assert [(claim.person, claim.role, claim.former) for claim in _people(text, lexicon)] == found


def test_the_signature_of_a_letter_is_a_person_with_a_role(lexicon: Lexicon) -> None:
    text = "Dear Sir, We are proud.\n\nYours faithfully\n\n(Cllr) Millicent Ormerod\n\nLeader, Rutland County Council"
    assert _roles(text, lexicon) == [("Millicent Ormerod", "Leader", "leader")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Walsall's interim chief executive is Sir Roderick Penn.", [("Roderick Penn", "interim chief executive")]),
        (
            "The team leader of the review was Gareth Pryce-Jones.",
            [("Gareth Pryce-Jones", "team leader of the review")],
        ),
        ("Kent's director for the past four years has been Trevor Hounslow.", [("Trevor Hounslow", "director")]),
        ("Her chairman is blunter. Cllr Hugh Plaice says the money is gone.", [("Hugh Plaice", "chairman")]),
        ("The panel met under the chairmanship of Sir Lionel Askham.", [("Lionel Askham", "chair")]),
        ("The care committee is chaired by Cllr Win Moss.", [("Win Moss", "chair of the care committee")]),
        ("Baroness Ottoline Frayne chairs the care board.", [("Ottoline Frayne", "chair of the care board")]),
        ("Councillor Mrs M. Ashby in the Chair", [("M Ashby", "Chair")]),
    ],
)
def test_a_verb_tells_who_holds_a_role(text: str, found: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert [(person, role) for person, role, _ in _roles(text, lexicon)] == found


@pytest.mark.parametrize(
    ("text", "role", "people"),
    [
        ("The inspectors were Ann Kale and Odo Fenn.", "inspector", ["Ann Kale", "Odo Fenn"]),
        ("Reviewers: Dilys Moss and Kit Oakes.", "Reviewer", ["Dilys Moss", "Kit Oakes"]),
        ("County councillors Mark Fane and Sue Oddy came.", "County councillor", ["Mark Fane", "Sue Oddy"]),
        ("Thanks to Jo Fenn, Kit Moss and Ada Roe, our three managers.", "manager", ["Jo Fenn", "Kit Moss", "Ada Roe"]),
        ("The inspectors who came, Ann Kale and Odo Fenn, found more.", "inspector", ["Ann Kale", "Odo Fenn"]),
    ],
)
def test_a_role_in_the_plural_is_held_by_every_name_of_the_row(
    text: str, role: str, people: list[str], lexicon: Lexicon
) -> None:
    assert [(person, words.removeprefix("The ")) for person, words, _ in _roles(text, lexicon)] == [
        (person, role) for person in people
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Jane Hill, Interim Corporate Director, Adults and Public Health", "Interim Corporate Director, Adults and Public Health"),
        ("Jane Hill, Chief Officer: Adults and Families, agreed.", "Chief Officer: Adults and Families"),
        ("Jane Hill, Head of Service: Reablement and Hospitals", "Head of Service: Reablement and Hospitals"),
        ("Jane Hill – Corporate Director of Adult Social Care and Integration", "Corporate Director of Adult Social Care and Integration"),
        ("Jane Hill, Chair of the Lancashire Safeguarding Partnership, agreed.", "Chair of the Lancashire Safeguarding Partnership"),
        ("Jane Hill, Her Majesty's Inspector, agreed.", "Her Majesty's Inspector"),
        ("Jane Hill, Consultant in Public Health, agreed.", "Consultant in Public Health"),
        ("Social work chief Jane Hill agreed.", "Social work chief"),
    ],
)  # fmt: skip
def test_a_role_is_not_cut_at_a_comma_a_colon_or_of(text: str, role: str, lexicon: Lexicon) -> None:
    assert [(person, words) for person, words, _ in _roles(text, lexicon)] == [("Jane Hill", role)]


def test_a_letter_names_whom_it_is_to_above_and_whom_it_is_from_below(lexicon: Lexicon) -> None:
    letter = (
        "Jocelyn Strang\nDirector of Children's Services\nHalton Borough Council\nMunicipal Building\nWidnes\n\n"
        "Dear Jocelyn\n\nI write to tell you what we found when we met in March. Much has been done since then.\n\n"
        "Yours sincerely,\n\nP. R. SEDGEFIELD\nRegional Director\nSocial Services Inspectorate\n"
    )
    assert [(claim.person, claim.role, _organisation(claim)[1]) for claim in _people(letter, lexicon)] == [
        ("Jocelyn Strang", "Director of Children's Services", "E06000006"),
        ("P R Sedgefield", "Regional Director", "bodies/ssi"),
    ]


def test_surnames_that_a_plural_opens_are_councillors(lexicon: Lexicon) -> None:
    assert [(c.person, c.role) for c in _people("Present: Cllrs Osgood (Chair), Pemberton, Raza and Wickes", lexicon)] == [
        ("Osgood", "Chair"), ("Pemberton", "Councillor"), ("Raza", "Councillor"), ("Wickes", "Councillor"),
    ]  # fmt: skip


def test_who_leads_a_review_is_named_with_the_body_that_sent_them(lexicon: Lexicon) -> None:
    (claim,) = _people("The review was led by Marion Ebdon of the Audit Commission.", lexicon)
    assert (claim.person, claim.role, _organisation(claim)) == ("Marion Ebdon", "", ("body", "bodies/audit-commission"))


def test_a_first_name_may_be_a_word_of_bodies_names(lexicon: Lexicon) -> None:
    text = "Bill Laughton, director of care, agreed. The Care Bill Committee met Jane Hill, its chair."
    assert [claim.person for claim in _people(text, lexicon)] == ["Bill Laughton", "Jane Hill"]


def test_a_title_that_nobody_knows_is_no_part_of_the_name(lexicon: Lexicon) -> None:
    people = _people("Thane Isla Drummond said no. Professor Emeritus Gwen Achebe said yes.", lexicon)
    assert [claim.person for claim in people] == ["Isla Drummond", "Gwen Achebe"]
