"""Raw text to blocks: paragraphs, zones, parts, sections; whatever the wraps, marks and noise around it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layout import lay_out
from kg.layout.lines import lines_of
from kg.layout.paragraphs import Paragraph, paragraphs, runs_of, view_of
from kg.layout.zones import introduces_release
from kg.lexicon import Lexicon
from kg.model import Block, Channel, Document, Layout, Span, Zone

ROOT = Path(__file__).parent.parent
DOCUMENTS = Path(__file__).parent / "documents"
TYPES = "https://w3id.org/social-care-kg/vocab/document-types/"
TEXTS = sorted([*(ROOT / "seeds").glob("*.txt"), *DOCUMENTS.glob("press/*.txt"), *DOCUMENTS.glob("modern/*.txt")])
ARTICLE = "Social services in Bolton serve most people well, the Audit Commission has found in a report this week."
ANSWER = "The council is delighted with the report, which says what its staff have done in the past three years."
MARKS = re.compile("[\"'“”‘’´`]|\\?{3}|\\?")


def _laid_out(text: str, lexicon: Lexicon) -> Layout:
    return lay_out(Document("text.txt", text, "0" * 64), lexicon)


def _paragraphs(text: str) -> list[Paragraph]:
    return list(paragraphs(text, list(lines_of(text)), lambda line: False))


def _texts(text: str) -> list[str]:
    return [paragraph.view.text for paragraph in _paragraphs(text)]


def _zones(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(block.zone.value, block.text) for block in _laid_out(text, lexicon).blocks]


# --- every character of a view leads back


@given(st.text(alphabet="ab 'S.\"“”‘’?\t\n\r\u00a0-•", max_size=80))
def test_each_character_of_a_view_stands_for_what_it_stands_on(raw: str) -> None:
    for paragraph in _paragraphs(raw):
        view = paragraph.view
        assert len(view.text) == len(view.starts) == len(view.ends)
        for character, start, end in zip(view.text, view.starts, view.ends, strict=True):
            assert _plain(raw[start:end]) == _plain(character)


def _plain(text: str) -> str:
    """Fold spaces and speech marks."""
    return MARKS.sub("'", " ".join(text.split()) if text.strip() else " ").replace("''", "'")


@given(st.text(alphabet="ab 'S.\"“”‘’?\n\u00a0-•", max_size=80))
def test_paragraphs_cover_all_that_is_not_space(raw: str) -> None:
    found = _paragraphs(raw)
    kept = sum(len(p.view.text.replace(" ", "")) + len(p.marker.replace(" ", "")) for p in found)
    assert kept == len(re.sub(r"\?{3}|''", "m", "".join(raw.split()))) or "?" in raw or "'" in raw


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_slice_of_a_block_leads_back_to_the_same_words(file: Path, lexicon: Lexicon) -> None:
    raw = file.read_text("utf-8")
    for block in _laid_out(raw, lexicon).blocks:
        words = [match.span() for match in re.finditer(r"\S+", block.text)]
        for (start, _), (_, end) in zip(words, words[2:] + words[-1:] * 2, strict=False):
            span = block.view.span(start, end)
            assert _plain(raw[span.start : span.end]) == _plain(block.text[start:end])


# --- the same words, whatever the wraps, marks and line ends


def _wrapped(paragraph: str, width: int = 72) -> list[str]:
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)


PERTURBED: dict[str, Callable[[list[str]], str]] = {
    "hard-wrapped": lambda texts: "\n\n".join("\n".join(_wrapped(text)) for text in texts),
    "hard-wrapped at 65": lambda texts: "\n\n".join("\n".join(_wrapped(text, 65)) for text in texts),
    "a blank line between lines": lambda texts: "\n\n\n".join("\n\n".join(_wrapped(text)) for text in texts),
    "a line a paragraph": "\n".join,
    "carriage returns": lambda texts: "\r\n\r\n".join(texts),
    "no-break spaces": lambda texts: "\n\n".join(texts).replace(" ", "\u00a0"),
    "indented": lambda texts: "\n\n".join("   " + text for text in texts),
    "straight double marks": lambda texts: "\n\n".join(texts).replace("“", '"').replace("”", '"'),
    "straight single marks": lambda texts: "\n\n".join(texts).replace("“", "'").replace("”", "'"),
    "curly single marks": lambda texts: "\n\n".join(texts).replace("'", "’").replace("“", "‘").replace("”", "’"),
    "lost marks": lambda texts: "\n\n".join(texts).replace("“", "???").replace("”", "???"),
}


@pytest.mark.parametrize("way", PERTURBED)
@pytest.mark.parametrize("file", TEXTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_text_set_otherwise_has_the_same_blocks(file: Path, way: str, lexicon: Lexicon) -> None:
    texts = [_line(block) for block in _laid_out(file.read_text("utf-8"), lexicon).blocks]
    plain = [block.text for block in _laid_out("\n\n".join(texts), lexicon).blocks]
    assert [block.text for block in _laid_out(PERTURBED[way](texts), lexicon).blocks] == plain


def _line(block: Block) -> str:
    return f"{block.marker} {block.text}".strip()


def test_noise_at_the_foot_changes_no_block_before_it(lexicon: Lexicon) -> None:
    text = (ROOT / "seeds" / "islington-joint-review.txt").read_text("utf-8")
    noise = "\n\nFollow us on Facebook\n\nWe use cookies to make our website better.\n\nAll rights reserved\n"
    plain, noisy = _laid_out(text, lexicon).blocks, _laid_out(text + noise, lexicon).blocks
    assert noisy[: len(plain)] == plain
    assert {block.zone for block in noisy[len(plain) :]} == {Zone.FURNITURE}


# --- lines to paragraphs


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("- one thing\n- another\n  thing", ["one thing", "another", "thing"]),
        ("13.1 The Chairman opened the item.", ["The Chairman opened the item."]),
        ("(a) first;\n(b) second.", ["first;", "second."]),
        ("i. A Member asked.\nii. Officers said.", ["A Member asked.", "Officers said."]),
        ("--Glued marker\n•Glued bullet", ["Glued marker", "Glued bullet"]),
        ("\u2028One\u2028\u2028Two\x0c", ["One", "Two"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_lines_become_paragraphs(raw: str, texts: list[str]) -> None:
    assert _texts(raw) == texts


def test_lines_cut_off_in_the_middle_stay_apart() -> None:
    lines = [
        "zero rating for 10 councils, four of which face",
        "The first round of the new performance rating system has given ten departments zero",
        "Robust safeguards for the weakest were essential, it stressed, and the report had been a",
    ]
    assert _texts("\n\n".join(lines)) == lines


def test_a_sentence_goes_on_behind_a_blank_line_in_small_letters() -> None:
    raw = "The council has taken too long to build up a set of community\n\nservices for adults, inspectors said."
    assert _texts(raw) == [raw.replace("\n\n", " ")]


def test_the_items_of_a_list_in_small_letters_stay_apart() -> None:
    lines = [
        "The review looked at four things in each of the departments:",
        "how services are arranged for individual people",
        "how the care needs of the population are planned for",
        "how the authority manages performance and quality",
        "how well the available resources are being used",
    ]
    assert _texts("\n\n".join(lines)) == lines


def test_a_quotation_begins_a_new_paragraph_in_a_wrapped_text() -> None:
    raw = (
        "The borough has come a long way in two years and it shows in the\n"
        "work of the staff, he said to the members of the board.\n"
        "“We are not finished, and we shall go on until the services are as\ngood as they can be.”"
    )
    assert [text[:12] for text in _texts(raw)] == ["The borough ", "“We are not "]


def test_one_part_of_a_page_may_be_wrapped_and_the_rest_not() -> None:
    long = "Weak areas, highlighted by the review, include data on finance that is not accurate. " * 2
    raw = (
        f"{long}\n\n- There are many examples of strategies working well in practice\n\n"
        f"- The department has invested in IT\n\n{long}\n\n"
        "Bolton Council's social services has won a top accolade from independent\n\n"
        "government inspectors which put it among the best performing services\n\nin the country.\n\nStaff are glad."
    )
    assert [text[:20] for text in _texts(raw)] == [
        "Weak areas, highligh",
        "There are many examp",
        "The department has i",
        "Weak areas, highligh",
        "Bolton Council's soc",
        "Staff are glad.",
    ]


# --- zones


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Your browser is no longer supported", "furniture"),
        ("Skip to main contentAccess keys help", "furniture"),
        ("BBC NEWSAmericasAfricaEuropeMiddle EastSouth AsiaAsia Pacific", "furniture"),
        ("[an error occurred while processing this directive]", "furniture"),
        ("-------------", "furniture"),
        ("Last Updated: Thursday, 18 November, 2004, 01:07 GMT", "dateline"),
        ("Page last updated at 14:17 GMT, Wednesday, 17 December 2008", "dateline"),
        ("Tuesday, September 5, 2017", "dateline"),
        ("25th September 2009 at 01:00", "dateline"),
        ("28 Sep 00", "dateline"),
        ("30/05/2002", "dateline"),
        ("Published: 30/05/2002", "dateline"),
        ("2024-07-23", "dateline"),
        ("By Jack Lorimer, Education Correspondent", "byline"),
        ("Picture: Review team assistant director Paul Lindley, left", "caption"),
        ("Photo: Stock", "caption"),
        ("Home care | two | promising", "item"),
        ("System delays", "heading"),
        ("“Inadequate” councils make progress in latest Ofsted visits", "heading"),
        ("Barking and Dagenham London Borough Council (Supporting People):", "heading"),
        ("September 12 saw the first seven inspection reports appear.", "body"),
        ("By 31 January 2011 the Director has to bring it to a public meeting.", "body"),
        ("By the end of the year things were better.", "body"),
        ("“Such leadership has been wanting.", "body"),
        ("In the year to 31 March 2002 the council spent £4m on the homes that were left to it then.", "body"),
    ],
)
def test_a_line_between_paragraphs_has_its_zone(line: str, zone: str, lexicon: Lexicon) -> None:
    body = "Social services in the borough serve some people well, a report by the inspectors has found this week."
    assert _zones(f"{ARTICLE}\n\n{line}\n\n{body}", lexicon)[1] == (zone, line)


def test_what_stands_before_the_last_word_on_cookies_is_furniture(lexicon: Lexicon) -> None:
    text = (
        "This page looks best elsewhere\n\nPlease update your browser.\n\nWe use cookies on this website.\n"
        "Find out more\n\nBOLTON COMMENDED BY REVIEWERS\n\n"
        "Bolton's reviewers commend the council for its services to people who need care."
    )
    assert [zone for zone, _ in _zones(text, lexicon)] == [*["furniture"] * 4, "headline", "body"]


def test_a_release_that_speaks_of_the_council_s_website_keeps_its_headline(lexicon: Lexicon) -> None:
    call = "People can tell Bolton what they think of its care services on our website until May."
    text = f"HAVE A VOICE ON CARE\n\n{call}\n\n{ARTICLE}"
    assert [zone for zone, _ in _zones(text, lexicon)] == ["headline", "body", "body"]


def test_a_cut_off_copy_of_the_lead_is_the_standfirst(lexicon: Lexicon) -> None:
    lead = "Most people are well served by Milton Keynes social services and prospects for improvement are promising."
    text = f"MILTON KEYNES COMMENDED\n\n  • Comment\n{lead[:90]}...\n{lead}\n\nThe report is out."
    assert [zone for zone, _ in _zones(text, lexicon)] == ["headline", "furniture", "standfirst", "body", "body"]


def test_a_whole_copy_of_the_lead_is_the_standfirst_too(lexicon: Lexicon) -> None:
    lead = (
        "More than two-thirds of England's social services departments do well but some either fail or do not aim high."
    )
    text = f"Time running out\n\n18 Nov 04\n\n{lead}\n\n19 November 2004\n\n{lead}"
    assert [zone for zone, _ in _zones(text, lexicon)] == ["headline", "dateline", "standfirst", "dateline", "body"]


def test_a_name_alone_is_a_byline_before_the_text_and_behind_it(lexicon: Lexicon) -> None:
    body = "A council has shed its inadequate rating after two years in which inspectors say it has come a long way."
    text = f"Council moves on\n\nPeter Lorimer\n\nTuesday, September 5, 2017\n\n{body}\n\nKamran Dhal"
    assert [zone for zone, _ in _zones(text, lexicon)] == ["headline", "byline", "dateline", "body", "byline"]


def test_a_heading_that_says_nothing_of_the_text_is_not_its_headline(lexicon: Lexicon) -> None:
    text = (
        "Vacancies\n\nSafeguarding at some councils is poor\n\n"
        "Safeguarding was poor in one in five councils that had a full inspection of it last year, according to Ofsted."
    )
    assert [zone for zone, _ in _zones(text, lexicon)] == ["furniture", "headline", "body"]


def test_a_picture_s_name_and_caption_are_no_headings(lexicon: Lexicon) -> None:
    body = "A taskforce has since been appointed by the city's leaders to break a culture of secrecy in the council."
    text = f"{ARTICLE}\n\nCorus plant, Port Talbot\nPort Talbot: Shown in a good light\n\n{body}"
    assert [zone for zone, _ in _zones(text, lexicon)] == ["body", "caption", "caption", "body"]


@pytest.mark.parametrize("line", ["Mr Taylor concluded:", "Of children's services it says:", "The report says:"])
def test_a_short_line_before_a_quotation_is_no_heading(line: str, lexicon: Lexicon) -> None:
    assert _zones(f"{line}\n\n“This council will rise to the challenge.”", lexicon)[0] == ("body", line)


def test_lines_without_bullets_behind_a_colon_are_a_list(lexicon: Lexicon) -> None:
    text = (
        "Inspectors judged the services of the council as follows:\n\nLearning disability - good, two star service\n\n"
        "Community meals - fair, one star service\n\nInspectors have put forward suggestions to help them improve."
    )
    assert [zone for zone, _ in _zones(text, lexicon)] == ["body", "item", "item", "body"]


def test_short_sentences_behind_a_colon_are_a_list(lexicon: Lexicon) -> None:
    text = (
        "Key strengths included:\n\nQuick replies.\n\nMoney saved.\n\nStaff kept informed.\n\n“A good result,” he said."
    )
    assert [zone for zone, _ in _zones(text, lexicon)][1:] == ["item", "item", "item", "body"]


def test_a_line_that_leads_in_to_a_list_heads_the_list_only(lexicon: Lexicon) -> None:
    body = "The report has more to say of what the council should do now for the people who use its services."
    text = f"{body}\n\nStrengths\n\nIt found that:\n\n- staff are good\n\n- homes are safe\n\n{body}"
    assert [block.headings for block in _laid_out(text, lexicon).blocks] == [(), (), (1,), (1, 2), (1, 2), (1,)]


# --- parts


@pytest.mark.parametrize(
    "line",
    [
        "A press release from the local authority follows:",
        "A statement from the local authority follows.",
        "Here is Bolton Council's statement in full:",
        "Here is the council's response:",
        "Below is the text of a news release issued by the council:",
        "The full text of the council's response is as follows:",
        "Bolton Council has issued the following statement:",
        "The following press release was issued by the authority today:",
        "The council's own press release reads:",
        "North East Lincolnshire's reaction, in full:",
        "The local authority has made this statement:",
        "The authority replied as follows:",
        "In its own words:",
        "What the council says:",
    ],
)
def test_a_line_that_points_to_a_release_introduces_it(line: str, lexicon: Lexicon) -> None:
    assert introduces_release(line, lexicon)


@pytest.mark.parametrize(
    "line",
    [
        "In a press release, the council said:",
        "Councillor Len Taylor, leader of the council, commented:",
        "The response rates were as follows:",
        "Their recommendations are as follows:",
        "The council's priorities for action include:",
        "In a statement the council said that the following services had been closed.",
        "The council has issued a statement.",
        "The council's statement follows a report by the inspectors that was published last week.",
        "“Here is our statement,” he said.",
        "A copy of the press release is here",
    ],
)
def test_other_lines_introduce_no_release(line: str, lexicon: Lexicon) -> None:
    assert not introduces_release(line, lexicon)


def _parts(text: str, lexicon: Lexicon) -> list[tuple[str, Channel, str]]:
    found = _laid_out(text, lexicon).parts
    return [(part.kind.removeprefix(TYPES), part.channel, text[part.span.start : part.span.end]) for part in found]


def test_a_release_inside_an_article_is_a_part_with_its_headline(lexicon: Lexicon) -> None:
    text = (
        f"Bolton praised\n\n{ARTICLE}\n\nA statement from the council follows:\n\n"
        f"ONE OF THE BEST\n\n{ANSWER}\n\nHave your say"
    )
    layout = _laid_out(text, lexicon)
    release = layout.parts[1]
    assert _parts(text, lexicon)[1] == ("council-statement", Channel.RELEASE, f"ONE OF THE BEST\n\n{ANSWER}")
    assert (release.headline, release.introduction) == (3, 2)
    assert [block.part for block in layout.blocks] == [0, 0, 0, 1, 1, 0]


def test_two_releases_are_two_parts(lexicon: Lexicon) -> None:
    text = (
        f"{ARTICLE}\n\nA press release from Bolton Council follows:\n\n{ANSWER}\n\n"
        f"Here is Bury Council's statement in full:\n\nBury is glad. {ANSWER}"
    )
    assert [(kind, found[:12]) for kind, _, found in _parts(text, lexicon)] == [
        ("news-article", "Social servi"),
        ("council-press-release", "The council "),
        ("council-statement", "Bury is glad"),
    ]


@pytest.mark.parametrize("behind", ["“We are delighted,” said the leader.", "- more homes\n\n- more staff"])
def test_what_introduces_a_quotation_or_a_list_introduces_no_release(behind: str, lexicon: Lexicon) -> None:
    text = f"{ARTICLE}\n\nThe council has issued the following statement:\n\n{behind}"
    assert len(_laid_out(text, lexicon).parts) == 1


@pytest.mark.parametrize(
    "line", ["STATEMENT FROM MEDWAY COUNCIL", "Statement by Bolton Council", "From the council's own news release:"]
)
def test_a_heading_that_only_names_the_release_introduces_it(line: str, lexicon: Lexicon) -> None:
    assert [found for _, _, found in _parts(f"{ARTICLE}\n\n{line}\n\n{ANSWER}", lexicon)][1:] == [ANSWER]


@pytest.mark.parametrize("line", ["Statement of purpose", "A statement by the leader", "Council housing"])
def test_a_heading_that_names_something_else_introduces_no_release(line: str, lexicon: Lexicon) -> None:
    assert len(_parts(f"{ARTICLE}\n\n{line}\n\n{ANSWER}", lexicon)) == 1


def test_two_introductions_in_a_row_introduce_one_release(lexicon: Lexicon) -> None:
    text = f"{ARTICLE}\n\nHere is the council's response:\n\nA statement from the council follows:\n\n{ANSWER}"
    assert [found for _, _, found in _parts(text, lexicon)][1:] == [ANSWER]


def test_an_article_without_text_has_one_empty_part(lexicon: Lexicon) -> None:
    assert _parts("", lexicon) == [("news-article", Channel.ARTICLE, "")]


# --- minutes


MINUTES = """\
Agenda item

Inspection of the council's children's services

Cofnodion / Minutes

Present:

Councillor Ann Jones
Councillor Huw Rees

Key Issues:

13.1 The committee looked at the report on the inspection of the council's services for children.

RESOLVED that the report be noted and that it come back in a year.

Action: The Director to send the plan to all members of the committee.
"""


def test_minutes_have_sections_also_in_two_languages_and_at_the_start_of_a_line(lexicon: Lexicon) -> None:
    blocks = _laid_out(MINUTES, lexicon).blocks
    assert [(block.section, block.zone.value, block.text[:12]) for block in blocks] == [
        ("", "furniture", "Agenda item"),
        ("", "headline", "Inspection o"),
        ("minutes", "heading", "Cofnodion / "),
        ("attendance", "heading", "Present:"),
        ("attendance", "item", "Councillor A"),
        ("attendance", "item", "Councillor H"),
        ("key-issues", "heading", "Key Issues:"),
        ("key-issues", "body", "The committe"),
        ("resolution", "body", "RESOLVED tha"),
        ("action", "body", "Action: The "),
    ]


def test_an_article_has_no_sections(lexicon: Lexicon) -> None:
    text = f"Bolton praised\n\n{ARTICLE}\n\nConclusion\n\n{ANSWER}"
    assert {block.section for block in _laid_out(text, lexicon).blocks} == {""}


# --- kinds


@pytest.mark.parametrize(
    ("file", "kind", "channel"),
    [
        ("press/002.txt", "news-article", Channel.ARTICLE),
        ("press/046.txt", "news-article", Channel.ARTICLE),
        ("modern/008.txt", "minutes", Channel.MINUTES),
        ("modern/030.txt", "news-article", Channel.ARTICLE),
    ],
)
def test_a_document_has_its_kind_and_voice(file: str, kind: str, channel: Channel, lexicon: Lexicon) -> None:
    layout = _laid_out((DOCUMENTS / file).read_text("utf-8"), lexicon)
    assert (layout.kind, layout.parts[0].channel) == (TYPES + kind, channel)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Monitoring visit\n\nThis letter summarises the findings of the visit on 4 May.", "inspection-report"),
        ("FOR IMMEDIATE RELEASE\n\nCare praised", "council-press-release"),
        ("Minutes of a meeting held on 4 May 2017\n\nPresent:", "minutes"),
        (f"Joint review of Bolton praises staff\n\n{ARTICLE}", "news-article"),
        (f"Minutes count when a child is missing\n\n{ARTICLE}", "news-article"),
    ],
)
def test_the_kind_of_a_document_is_read_from_its_heads(text: str, kind: str, lexicon: Lexicon) -> None:
    assert _laid_out(text, lexicon).kind == TYPES + kind


@pytest.mark.parametrize(
    ("number", "headline", "release"),
    [
        ("000", "MILTON KEYNES' SOCIAL SERVICES COMMENDED FOR SOME IMPRESSIVE ACHIEVEMENTS", "PROMISING PROSPECTS"),
        ("001", "UNCERTAIN PROSPECTS FOR NE LINCS SOCIAL SERVICES (PLUS COUNCIL'S RESPONSE)", "COMMITTED TO MEETING"),
        ("003", "", "Getting Better All the Time"),
        ("004", "Children's Services Improvement Programme", ""),
    ],
)
def test_the_originals_have_their_headlines(
    number: str, headline: str, release: str, originals: Path, lexicon: Lexicon
) -> None:
    (file,) = originals.glob(f"{number}_*")
    layout = _laid_out(file.read_text("utf-8"), lexicon)
    found = [(block.part, block.text) for block in layout.blocks if block.zone == Zone.HEADLINE]
    assert [text for part, text in found if part == 0] == ([headline] if headline else [])
    assert [text[: len(release)] for part, text in found if part == 1] == ([release] if release else [])


def test_the_wrapped_statement_in_the_original_of_bolton_has_whole_paragraphs(
    originals: Path, lexicon: Lexicon
) -> None:
    (file,) = originals.glob("002_*")
    blocks = [block for block in _laid_out(file.read_text("utf-8"), lexicon).blocks if block.part == 1]
    assert len(blocks) == 12
    assert blocks[1].text.endswith("among the best performing services in the country.")


def test_a_view_of_a_stretch_folds_space_and_marks() -> None:
    raw = "a  ???b\n c??? ''d''"
    view = view_of(raw, [Span(0, 19)], runs_of(raw))
    assert view.text == "a “b c” “d”"
    assert view.span(2, 7) == (3, 13)


def test_headlines_of_other_stories_below_the_text_are_furniture(lexicon: Lexicon) -> None:
    text = (
        "Wiltshire care improves\n\nWiltshire council has improved its home care, says a report published today.\n\n"
        "See also\n\nNewport museum reopens\n\nExeter theatre to close\n"
    )
    zones = [block.zone for block in lay_out(Document("a.txt", text, "0" * 64), lexicon).blocks]
    assert zones == [Zone.HEADLINE, Zone.BODY, Zone.FURNITURE, Zone.FURNITURE, Zone.FURNITURE]


# --- pages: what is printed around the text

LINE = "The council has built up services for people who want to stay in their own homes, the inspectors found, and"
REST = "it has begun to listen to those who use them."


def _bodies(text: str, lexicon: Lexicon) -> list[str]:
    return [block.text for block in _laid_out(text, lexicon).blocks]


@pytest.mark.parametrize(
    "margin",
    [
        "Page 3 of 12",
        "Tudalen 3",
        "page 3\nhttp://www.example.org/print.asp?id=4711",
        "- 3 -",
        "Joint review of Bolton | Page 3",
        "http://www.example.org/print.asp?id=4711 (3 of 12) [30/05/2002 12:11:23]\nPage 3",
    ],
)
def test_a_page_number_parts_no_sentence(margin: str, lexicon: Lexicon) -> None:
    later = margin.replace("3", "4", 1) if "http" not in margin[:4] else margin
    text = f"{LINE}\n\n{margin}\n\n{REST}\n\nStaff are glad of it, they told the team.\n\n{later}\n"
    assert _bodies(text, lexicon) == [f"{LINE} {REST}", "Staff are glad of it, they told the team."]


def test_a_page_number_parts_no_list(lexicon: Lexicon) -> None:
    text = "The council should:\n\n- train its staff\n\nPage 1 of 2\n\n- open a centre\n\nPage 2 of 2\n"
    assert [(b.zone, b.text) for b in _laid_out(text, lexicon).blocks[1:]] == [
        (Zone.ITEM, "train its staff"),
        (Zone.ITEM, "open a centre"),
    ]


def test_a_title_that_comes_again_on_each_page_is_no_text_but_stays_at_the_head(lexicon: Lexicon) -> None:
    title = "Review of Social Services in Bolton"
    text = f"{title}\n\n{LINE}\n\n{title}\n1\n\n\f{REST}\n\n{LINE}\n\n{title}\n2\n\n\fits staff are glad of it."
    pages = _bodies(text, lexicon)
    assert pages == [title, f"{LINE} {REST}", f"{LINE} its staff are glad of it."]


def test_a_running_title_without_a_number_is_known_by_the_sentence_that_it_parts(lexicon: Lexicon) -> None:
    more = "Staff are glad of it, they told the team, and want the council to go on with its plans for the"
    text = f"{LINE}\n\nSocial Care Digest\n\n{REST}\n\n{more}\n\nSocial Care Digest\n\nnext three years.\n"
    assert _bodies(text, lexicon) == [f"{LINE} {REST}", f"{more} next three years."]


@pytest.mark.parametrize(
    "lines",
    [
        ["Home care", "3", "Day centres", "2", "Meals on wheels", "1"],
        ["What works well", "Staff are trained", "What needs to improve", "Staff", "What works well", "Managers"],
        ["Question 1", "Who pays?", "Question 2", "Who decides?"],
        ["The findings are on page 3.", "The plan is on page 4."],
    ],
)
def test_lines_that_only_look_like_a_page_s_margin_stay(lines: list[str], lexicon: Lexicon) -> None:
    assert _bodies("\n\n".join(lines), lexicon) == lines


def test_the_spans_of_a_sentence_over_two_pages_hold_the_margin_but_its_words_do_not(lexicon: Lexicon) -> None:
    text = f"{LINE}\nPage 1 of 1\n{REST}"
    (block,) = _laid_out(text, lexicon).blocks
    span = block.view.span(0, len(block.text))
    assert text[span.start : span.end] == text
    assert "Page" not in block.text


# --- texts that were wrapped more than once, or by halves


def test_a_wrapped_text_that_was_wrapped_again_has_whole_paragraphs() -> None:
    texts = [f"{LINE} {REST} {LINE} {REST}", f"Staff are glad. {LINE} {REST}"]
    wrapped = "\n\n".join("\n".join(_wrapped(text, 76)) for text in texts)
    again = "\n".join("\n".join(_wrapped(line, 70)) for line in wrapped.split("\n"))
    assert _texts(again) == texts


def test_the_rows_of_a_list_in_a_wrapped_text_stay_apart() -> None:
    rows = [
        "Country parks - good, two star service, will probably improve",
        "Community transport - excellent, three star service, prospects excellent",
        "Mobile libraries - fair, one star service, promising prospects",
    ]
    text = "\n".join(_wrapped(f"{LINE} {REST} {LINE} {REST}")) + "\n\n" + "\n".join(rows)
    assert _texts(text)[1:] == rows


def test_a_line_that_leads_in_ends_its_paragraph_also_where_it_is_full() -> None:
    text = "\n".join(
        [*_wrapped(f"{LINE} {REST}", 64), "Barking and Dagenham Borough Council (Supporting People):", ANSWER]
    )
    assert _texts(text)[1:] == ["Barking and Dagenham Borough Council (Supporting People):", ANSWER]


def test_the_signs_before_quoted_lines_of_a_letter_are_left_out() -> None:
    assert _texts("\n".join("> " + line for line in _wrapped(f"{LINE} {REST}", 60))) == [f"{LINE} {REST}"]


def test_a_heading_in_capitals_behind_a_colon_is_no_item(lexicon: Lexicon) -> None:
    text = (
        f"{ARTICLE}\n\nThe local authority has made this statement:\n\nA SERVICE AMONG THE VERY BEST\n\n"
        "Inspectors have given the council one of their highest marks\n\n" + ANSWER
    )
    layout = _laid_out(text, lexicon)
    assert [layout.blocks[part.headline or 0].text for part in layout.parts[1:]] == ["A SERVICE AMONG THE VERY BEST"]


def test_front_matter_is_no_text(lexicon: Lexicon) -> None:
    matter = "---\ntitle: A review\n---\n"
    document = Document("a.txt", f"{matter}{ARTICLE}", "0" * 64, start=len(matter))
    assert [block.text for block in lay_out(document, lexicon).blocks] == [ARTICLE]
