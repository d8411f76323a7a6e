"""Authorities in texts: what is a name of one, which body it is, what a document is about, and who is in focus."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import Authorities, authority_claims, find_authorities
from kg.extract.names import find_names
from kg.lexicon import Lexicon
from kg.model import Annotated, Document

DOCUMENTS = Path(__file__).parent / "documents"

# Each line: the labels of the authorities that the sentence names | the sentence.
SENTENCES = """
Lincolnshire | Services in Lincolnshire are good, the inspectors said.
North Lincolnshire | Services in North Lincolnshire are good, the inspectors said.
North East Lincolnshire | Services in North East Lincolnshire are good, the inspectors said.
Lincolnshire; North East Lincolnshire; North Lincolnshire | Lincolnshire, North Lincolnshire, North East Lincolnshire.
Lincolnshire; North East Lincolnshire | NE Lincs and Lincs have both been reviewed.
Derby | Derby has one star, said the inspectorate.
Derbyshire | Derbyshire has one star, said the inspectorate.
Derby; Derbyshire | Both Derby City Council and Derbyshire County Council were inspected.
 | Derby County lost again on Saturday.
Richmond upon Thames | People in Richmond upon Thames are well served.
Richmondshire | People in Richmondshire are well served.
Camden; Kensington and Chelsea | Inspectors compared Camden and Kensington and Chelsea.
Camden; Hammersmith and Fulham; Kensington and Chelsea | Camden, Hammersmith and Fulham and Kensington and Chelsea met.
Kings Lynn and West Norfolk | The borough council of King's Lynn and West Norfolk runs the housing service.
Kings Lynn and West Norfolk | King’s Lynn & West Norfolk BC was praised.
Isle of Wight | The Isle of Wight was inspected in May.
Isle of Wight | Isle of Wight Council was inspected in May.
 | The services on the Isle of Man were not part of it.
Bury | Some but not all people in Bury are well served.
 | Bury the bad news, officers were told.
 | Reading the report, members were dismayed.
 | READING the report, members were dismayed.
Reading | Social services in Reading are improving.
Reading | Reading Borough Council has two stars.
 | She enjoyed reading to the children.
Poole | Poole has three stars for its housing service.
Sandwell | Sandwell is on special measures.
Kingston upon Hull | Hull is on special measures.
Kingston upon Hull | Kingston upon Hull City Council runs the homes.
Kingston upon Thames | Kingston upon Thames runs the homes.
Bath and North East Somerset | Bath and North East Somerset was commended.
North Somerset; Somerset | Somerset and North Somerset share a service.
 | The bath in the home was broken, and Bath stone fell from the roof.
Newcastle upon Tyne | Newcastle City Council was given three stars.
Newcastle-under-Lyme | Newcastle-under-Lyme Borough Council owns the flats.
Newcastle upon Tyne | Newcastle upon Tyne was given three stars.
 | Peter Walsall, lead reviewer, said that more was needed.
 | Russell Sutton, director of joint reviews, said that more was needed.
 | “More is needed,” Mr Sutton said.
 | Lord Bolton opened the centre.
 | Ms Kent, who chairs the panel, resigned.
 | The cabinet member, Keira Hallworth-Kent, told the meeting.
 | Bolton Wanderers gave tickets to children in care.
 | Bury FC and Rochdale AFC train in the park.
 | Leeds United ran a club for young carers.
 | Notts County ran a club for young carers.
 | Sheffield Wednesday ran a club for young carers.
 | She was treated at Bradford Royal Infirmary.
 | He was taken to Hillingdon Hospital.
 | The ward at Royal Bolton Hospital closed.
 | Leeds Teaching Hospitals NHS Trust is a partner.
 | The University of Reading did the research.
 | Bournemouth University did the research.
 | Oxford Brookes University did the research.
 | The offices are in Islington High Street.
 | The home in Bolton Road was closed.
 | Protesters marched down Oxford Street.
 | The home in Kent Street was closed.
 | The home at 138 Thorne Road, Doncaster DN3 2LU was inspected.
 | Write to the Civic Centre, Swindon SN1 2JH.
 | Cumbria Constabulary investigated.
 | Kent Police investigated.
 | West Midlands Police and Bedfordshire Police investigated.
 | The City of London Police investigated.
City of London | The City of London Corporation has one home.
 | The Bolton Evening News carried the story.
 | The Swindon Advertiser and the Kent Messenger carried the story.
Halton | Children are put at risk at Halton council in Cheshire.
Bromley | He came from Bromley in Kent.
Suffolk; Suffolk Coastal | Suffolk Coastal is not Suffolk.
Suffolk Coastal | Suffolk Coastal District Council runs the service.
South Bedfordshire | South Bedfordshire has no social services.
Bedfordshire; Mid Bedfordshire | Mid Bedfordshire and Bedfordshire agreed.
 | She lives at Newport Pagnell.
Newport | Newport, in south Wales, was criticised.
 | Wells and Glastonbury have day centres.
 | Boreholes and wells were dug.
 | The children play rugby and cricket.
Rugby | Rugby Borough Council has improved.
 | Central government has let go of the service.
The Vale of Glamorgan | The Vale of Glamorgan was near collapse.
The Vale of Glamorgan | Social services in the Vale of Glamorgan were near collapse.
Aberdeen City; City of Edinburgh; Dundee City | In Aberdeen, Dundee and Edinburgh the services were weak.
 | Healthwatch Leicester and Healthwatch Leicestershire took part.
 | Age Concern Swindon gave evidence.
 | Durham County Cricket Club gave tickets.
Blackburn with Darwen | Blackburn with Darwen was commended.
Ashford | Ashford in Kent has a new centre.
 | The Kent County Show opened.
 | Camden Market and Camden Lock were closed.
Trafford | Old Trafford is in Trafford.
York | The Duke of York opened the centre in York.
 | The Bishop of Durham spoke.
 | The Bradford City fire was remembered.
 | Windsor Castle was lit up.
 | The House of Windsor gave its support.
Swindon | On Friday Swindon said that it would act.
Brighton and Hove | Brighton & Hove was praised.
Camden; Islington | LB Camden and Islington LBC share the clinic.
Barking and Dagenham | The London Borough of Barking and Dagenham was inspected.
 | Barking at night, the dog kept residents awake.
 | Wigan Pier and Blackpool Tower were closed.
 | East Kent Hospitals runs the ward.
East Sussex; West Sussex | West Sussex and East Sussex differ from Sussex of old.
Warwick; Warwickshire | Warwick District Council is not Warwickshire County Council.
Telford and Wrekin | A Telford-based charity helped.
 | Lunch was Cheshire cheese, Lancashire hotpot and a Devon cream tea.
 | The Kent and Medway NHS and Social Care Partnership Trust runs the clinic.
 | The Cheshire and Merseyside ICB paid for it.
 | Staffordshire and Stoke-on-Trent Partnership NHS Trust came.
 | Calls are taken by our Swindon call centre and their Bolton warehouse.
 | Kent's book, which Margaret Kent wrote, tells the tale.
Kent; Medway | Kent and Medway councils have both been reviewed.
Ceredigion | Cyngor Sir Ceredigion – Healthier Communities
Swindon | Swindon Social Services has had three inspections.
 | Doncaster Children's Services Trust opened in 2014.
Doncaster | Doncaster Council lost control of the service.
 | Stoke Mandeville was visited.
 | Lincoln City and Lincoln Cathedral were named.
 | Liverpool Street station was closed.
 | The Manchester Evening News said so.
 | Manchester United beat Liverpool FC.
Chester; Chesterfield | Chester and Chesterfield are not the same.
Gravesham; Medway; Swale | Swale, Medway and Gravesham lie beside each other.
Rutland | Rutland County Council has one star.
The Scottish Borders | The Scottish Borders and Scottish councils agreed.
 | Officers crossed borders to meet.
 | Borders were closed.
New Forest | The new forest was planted. New Forest District Council planted it.
Cornwall; Isles of Scilly | Cornwall and the Isles of Scilly work together.
Birmingham | Sutton Coldfield is part of Birmingham.
 | Bolton-le-Sands is a village.
Southend-on-Sea; Stockton-on-Tees | Southend-on-Sea and Stockton-on-Tees were reviewed.
St Albans; St. Helens | St Helens and St Albans have been inspected.
Herefordshire; Hertfordshire | Herefordshire and Hertfordshire are often confused.
Isle of Wight | Isle of Wight council has good day care at Newport.
North Yorkshire | North Yorkshire County Council runs homes in Selby, Harrogate and Craven.
North Yorkshire; Selby | North Yorkshire County Council and Selby District Council share an office.
Suffolk | Suffolk County Council closed St Edmund House, Ipswich.
Burnley; Lancashire; Pendle | Lancashire County Council helped the councils of Burnley and Pendle.
Cheshire; Halton | Rita Bell, director of social services at Cheshire, goes to Halton Borough Council.
Allerdale; Cumbria | Cumbria County Council was fair, and in Allerdale people wait.
"""


def _read(text: str, lexicon: Lexicon, **known: str) -> tuple[Annotated, Authorities]:
    annotated = annotate(Document("text.txt", text, "0" * 64, **known), lexicon)
    names = [(name.block, name.start, name.end) for name in find_names(annotated, lexicon)]
    return annotated, find_authorities(annotated, lexicon, names)


def _file(name: str, lexicon: Lexicon) -> tuple[Annotated, Authorities]:
    return _read((DOCUMENTS / name).read_text("utf-8"), lexicon)


def _labels(authorities: Authorities, lexicon: Lexicon) -> str:
    return "; ".join(sorted({lexicon.authorities[mention.key].label for mention in authorities.mentions}))


def _roles(authorities: Authorities, lexicon: Lexicon) -> dict[str, str]:
    return {lexicon.authorities[key].label: role for key, role in authorities.roles.items()}


@pytest.mark.parametrize("line", SENTENCES.split("\n")[1:-1])
def test_a_sentence_names_these_authorities_and_no_others(line: str, lexicon: Lexicon) -> None:
    labels, _, sentence = line.partition(" | ")
    _, authorities = _read(sentence, lexicon)
    assert _labels(authorities, lexicon) == labels.strip()


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Dorset was inspected in 2005.", "E10000009"),
        ("Dorset Council was inspected in 2022.", "E06000059"),
        ("Dorset is improving.", "E06000059"),
        ("Durham County Council was inspected in 2003.", "E10000010"),
        ("Durham County Council was inspected in 2018.", "E06000047"),
        ("Durham's services were reviewed in 2002.", "E10000010"),
        ("Northumberland was reviewed in 2001.", "E10000022"),
        ("Northumberland was reviewed in 2015.", "E06000057"),
        ("Somerset was inspected in 2010.", "E10000027"),
        ("Somerset was inspected in 2024.", "E06000066"),
        ("North Yorkshire was inspected in 2010.", "E10000023"),
        ("North Yorkshire was inspected in 2024.", "E06000065"),
        ("Bedford was inspected in 2012.", "E06000055"),
        ("Bedford Borough Council was inspected in 2001.", "E07000002"),
        ("Bedfordshire was inspected in 2004.", "E10000001"),
        ("Cumbria was inspected in 2010.", "E10000006"),
        ("Cornwall was reviewed in 2004.", "E10000005"),
        ("Cornwall was reviewed in 2014.", "E06000052"),
        ("Wiltshire was rated in 2012.", "E06000054"),
        ("Fife was inspected in 1990.", "x-fife-rc"),
        ("Northumberland was reviewed in 2002 and plans to improve by 2015.", "E10000022"),
    ],
)
def test_of_bodies_with_one_name_the_document_s_time_chooses(sentence: str, key: str, lexicon: Lexicon) -> None:
    _, authorities = _read(sentence, lexicon)
    assert [mention.key for mention in authorities.mentions] == [key]


def test_the_date_of_the_document_counts_before_the_years_in_its_text(lexicon: Lexicon) -> None:
    _, authorities = _read("Dorset looks back on 2022.", lexicon, date="2005-03-01")
    assert [mention.key for mention in authorities.mentions] == ["E10000009"]


def test_a_plain_word_at_the_start_counts_where_the_body_is_surely_named_elsewhere(lexicon: Lexicon) -> None:
    _, authorities = _read("Bury MBC\n\nBury knows where it falls short, inspectors said.", lexicon)
    assert [mention.as_named for mention in authorities.mentions] == ["Bury MBC", "Bury"]


@pytest.mark.parametrize("sentence", ["Reading's services are good.", "Reading, Slough and Swindon have one star."])
def test_a_plain_word_at_the_start_counts_in_the_possessive_and_in_a_list(sentence: str, lexicon: Lexicon) -> None:
    _, authorities = _read(sentence, lexicon)
    assert "Reading" in _labels(authorities, lexicon)


def test_a_name_in_a_title_of_capitals_is_found(lexicon: Lexicon) -> None:
    text = "Swindon Gets Zero Stars Again\n\nThe council has no stars, for the second year, inspectors said."
    _, authorities = _read(text, lexicon)
    assert _labels(authorities, lexicon) == "Swindon"


def test_john_bolton_is_a_person_and_bolton_a_council(originals: Path, lexicon: Lexicon) -> None:
    (file,) = originals.glob("002_*")
    annotated, authorities = _read(file.read_text("utf-8"), lexicon)
    assert _roles(authorities, lexicon) == {"Bolton": "reviewed"}
    named = [annotated.blocks[m.block].text[max(0, m.start - 5) : m.end] for m in authorities.mentions]
    assert [words for words in named if words.startswith("John ")] == []


@pytest.mark.parametrize(
    ("number", "roles"),
    [
        ("000", {"Milton Keynes": "reviewed"}),
        ("001", {"North East Lincolnshire": "reviewed"}),
        ("002", {"Bolton": "reviewed"}),
        ("003", {"Islington": "reviewed", "Camden": "mentioned"}),
        ("004", {"Monmouthshire": "subject"}),
    ],
)
def test_the_originals_have_one_authority_each_that_they_are_about(
    number: str, roles: dict[str, str], originals: Path, lexicon: Lexicon
) -> None:
    (file,) = originals.glob(f"{number}_*")
    annotated, authorities = _read(file.read_text("utf-8"), lexicon)
    assert _roles(authorities, lexicon) == roles
    assert {authorities.at(block.block.index, len(block.text)) for block in annotated.blocks} == {authorities.subject}


def test_an_authority_named_in_passing_is_mentioned(lexicon: Lexicon) -> None:
    _, authorities = _file("press/018.txt", lexicon)
    assert _roles(authorities, lexicon) == {
        "Cardiff": "reviewed",
        "The Vale of Glamorgan": "mentioned",
        "Walsall": "mentioned",
    }


def test_a_round_up_has_no_subject_and_its_headings_are_reviewed(lexicon: Lexicon) -> None:
    _, authorities = _file("press/002.txt", lexicon)
    assert authorities.subject == ""
    assert _roles(authorities, lexicon) == {"Worcestershire": "reviewed", "Bury": "reviewed", "Barnsley": "reviewed"}


def test_in_a_round_up_the_heading_puts_its_authority_in_focus(lexicon: Lexicon) -> None:
    annotated, authorities = _file("press/002.txt", lexicon)
    places = {b.block.index for b in annotated.blocks if "Trade has been falling" in b.text}
    assert [authorities.at(place, 0) for place in places] == ["E08000016"]


def test_in_a_round_up_without_headings_the_last_name_is_in_focus(lexicon: Lexicon) -> None:
    annotated, authorities = _file("press/042.txt", lexicon)
    (block,) = [block for block in annotated.blocks if "legal department at Bolton council" in block.text]
    assert authorities.at(block.block.index, block.text.index("It received")) == "E08000001"
    assert authorities.subject == ""


def test_the_authority_of_minutes_is_their_subject(lexicon: Lexicon) -> None:
    _, authorities = _file("modern/008.txt", lexicon)
    assert _roles(authorities, lexicon) == {"Leicestershire": "subject"}


def test_a_name_that_ran_together_with_another_word_is_found(lexicon: Lexicon) -> None:
    _, authorities = _file("modern/048.txt", lexicon)
    assert _labels(authorities, lexicon) == "Powys"


def test_a_document_that_names_none_is_about_the_authority_that_published_it(lexicon: Lexicon) -> None:
    _, authorities = _read("The council has one star.", lexicon, publisher="Cardiff Council")
    assert authorities.mentions == ()
    assert authorities.subject == authorities.at(0, 10) == "W06000015"


def test_a_release_speaks_for_the_authority_that_its_introduction_names(lexicon: Lexicon) -> None:
    text = (
        "Camden and Islington reviewed\n\nCamden and Islington have both been reviewed, the inspectors said today.\n\n"
        "A press release from Islington LBC follows:\n\nBETTER ALL THE TIME\n\nThe council is pleased with the report."
    )
    annotated, authorities = _read(text, lexicon)
    assert annotated.blocks[-1].block.part == 1
    assert authorities.at(annotated.blocks[-1].block.index, 5) == "E09000019"


def test_the_names_within_a_stretch_are_told(lexicon: Lexicon) -> None:
    _, authorities = _read("Camden has one star and Islington has two.", lexicon)
    assert [mention.as_named for mention in authorities.within(0, 10, 40)] == ["Islington"]


def test_one_claim_an_authority_tells_all_its_places(lexicon: Lexicon) -> None:
    text = "Bolton is good. Bolton MBC has two stars. Camden has one, inspectors said."
    annotated, authorities = _read(text, lexicon)
    claims = authority_claims(annotated, authorities, judged={"E09000007"})
    told = [(c.authority, c.as_named, c.role, [text[s.start : s.end] for s in (c.span, *c.repeats)]) for c in claims]
    assert told == [
        ("E08000001", "Bolton", "reviewed", ["Bolton", "Bolton MBC"]),
        ("E09000007", "Camden", "reviewed", ["Camden"]),
    ]
