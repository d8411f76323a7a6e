"""Comments: what was said by whom, where one utterance ends, and what is nobody's comment."""

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.comments import find_comments
from kg.extract.names import find_names
from kg.extract.people import find_people
from kg.extract.quotations import find_sentences, lost_quote
from kg.lexicon import Lexicon, load
from kg.model import CommentClaim, Document

ROOT = Path(__file__).parent.parent
PRESS = ROOT / "tests" / "documents" / "press"
VERBS = load([ROOT / "ontology"]).schemes["speech-verbs"]
EXAMPLES = [line for verb in VERBS for line in verb.examples]
COUNTER_EXAMPLES = [line for verb in VERBS for line in verb.counter_examples]
WHO = "John Bolton, director of joint reviews, came. "


def _comments(text: str, lexicon: Lexicon) -> tuple[CommentClaim, ...]:
    annotated = annotate(Document("text.txt", text, "0" * 64), lexicon)
    names = find_names(annotated, lexicon)
    authorities = find_authorities(annotated, lexicon, [(n.block, n.start, n.end) for n in names])
    people = find_people(annotated, lexicon, names, authorities)
    return find_comments(annotated, lexicon, names, people, authorities)


def _said(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    return [(c.person, c.mode, c.text) for c in _comments(text, lexicon)]


def _press(number: str, lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    found = _comments((PRESS / f"{number}.txt").read_text("utf-8"), lexicon)
    return [
        (c.person, c.mode, lexicon.authorities[c.about].label if c.about else "", " ".join(c.text.split()[:6]))
        for c in found
    ]


@pytest.mark.parametrize("line", EXAMPLES)
def test_a_verb_s_example_is_a_comment(line: str, lexicon: Lexicon) -> None:
    assert len(_said(WHO + line, lexicon)) == 1


@pytest.mark.parametrize("line", COUNTER_EXAMPLES)
def test_a_verb_s_counter_example_is_none(line: str, lexicon: Lexicon) -> None:
    assert _said(f"John Bolton came. {line}", lexicon) == []


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("John Bolton said: 'Bury is ready.'", "direct", "Bury is ready."),
        ("Director of joint reviews, John Bolton, said:\n\n'Bury is ready.'", "direct", "Bury is ready."),
        ("'Bury is ready,' said John Bolton, director of joint reviews.", "direct", "Bury is ready."),
        ("'Bury is ready,' director of joint reviews John Bolton said.", "direct", "Bury is ready."),
        ("'Bury,' said John Bolton, 'is ready.'", "direct", "Bury, is ready."),
        ("'Bury is ready,' said John Bolton. 'It has worked hard.'", "direct", "Bury is ready. It has worked hard."),
        ("'Bury is ready,' said John Bolton on Thursday.", "direct", "Bury is ready."),
        ("'Ready!' laughs John Bolton, director of joint reviews.", "direct", "Ready!"),
        ("'A very good result,' was how John Bolton put it.", "direct", "A very good result."),
        ("John Bolton (left), a man of few words, said: 'Bury is ready.'", "direct", "Bury is ready."),
        ("John Bolton said that Bury was ready.", "reported", "Bury was ready."),
        ("John Bolton told members that Bury was ready.", "reported", "Bury was ready."),
        ("John Bolton said Bury was ready.", "reported", "Bury was ready."),
        ("Bury was at last quite ready, said John Bolton.", "reported", "Bury was at last quite ready"),
        ("Bury, John Bolton said, was ready.", "reported", "Bury was ready."),
        ("According to John Bolton, Bury was quite ready.", "reported", "Bury was quite ready."),
        (
            "There was more to be done, acknowledged John Bolton, director of joint reviews, to be ready.",
            "reported",
            "There was more to be done to be ready.",
        ),
        ("For years, John Bolton added, Bury had not been ready.", "reported", "Bury had not been ready."),
        (
            "The report was timely, said John Bolton, director of joint reviews, since it made much plain.",
            "reported",
            "The report was timely since it made much plain.",
        ),
        (
            "Resignation is out of the question, says John Bolton, who will spend more.",
            "reported",
            "Resignation is out of the question",
        ),
        ("John Bolton welcomed the report, saying that Bury was ready.", "reported", "Bury was ready."),
        ("John Bolton promised that “immediate action” would follow.", "mixed", "“immediate action” would follow."),
        ("John Bolton said that he was pleased. 'It is good to see.'", "mixed", "he was pleased. It is good to see."),
        ("Bury had had a “wake up call”, said John Bolton.", "mixed", "Bury had had a “wake up call”"),
        ("John Bolton rounded on Bury. 'It is not ready,' he fumed.", "direct", "It is not ready."),
        ("John Bolton came. 'It is not,' he growled, 'ready.'", "direct", "It is not, ready."),
        ("John Bolton came. 'Bury is not ready,' he harrumphed.", "direct", "Bury is not ready."),
        ("'Bury,' John Bolton says. He pauses. 'And Bolton.'", "direct", "Bury. And Bolton."),
        ("John Bolton is reported to have told his staff that Bury was ready.", "reported", "Bury was ready."),
        ("John Bolton was yesterday said to have warned that Bury was late.", "reported", "Bury was late."),
        ("John Bolton said last night that he had never doubted Bury.", "reported", "he had never doubted Bury."),
        ("John Bolton conceded, though, that Bury was not ready.", "reported", "Bury was not ready."),
        ("John Bolton told them, with a laugh, that Bury was ready.", "reported", "Bury was ready."),
        ("John Bolton came. This, he told them, was 'not the end'.", "mixed", "This was “not the end”."),
    ],
)
def test_a_comment_is_read_around_its_attribution(text: str, mode: str, said: str, lexicon: Lexicon) -> None:
    assert _said(text, lexicon) == [("John Bolton", mode, said)]


@pytest.mark.parametrize(
    "text",
    [
        "John Bolton came. 'Bury is not ready,' says the report. 'It never was.'",
        "John Bolton came. The report found 'significant progress' in Bury.",
        "John Bolton came. 'Bury is ready,' said a council spokesman.",
        "John Bolton was told that Bury was ready.",
        "As the commission has told John Bolton, there are grounds for optimism.",
        "John Bolton accepted the report, which had been long in coming.",
        "John Bolton said nothing.",
        "John Bolton said with a sigh.",
        "Social services in Bury are failing, writes Dennis Gray.",
        "John Bolton calls himself a 'champion' of older people.",
        "John Bolton has answered it for Bury, where services are good.",
        "RESOLVED that the Chair, John Bolton, write to the Leader asking that more money be found.",
        "A spokesman for Bury said: 'John Bolton has been told. It is closed.'\n\n'There is no appeal.'",
        "John Bolton left. A council spokesman said: 'We are ready.'\n\n'There is more,' he said.",
        "John Bolton visited. 'Bury is not ready, he harrumphed, and left.",
    ],
)
def test_reports_spokesmen_scare_quotes_and_bylines_make_no_comment(text: str, lexicon: Lexicon) -> None:
    assert _said(text, lexicon) == []


def test_paragraphs_that_reopen_a_quotation_are_one_comment_with_its_pieces(lexicon: Lexicon) -> None:
    text = 'John Bolton said: "Bury is ready.\n\n"It has worked hard.\n\n"It will be rewarded."'
    (comment,) = _comments(text, lexicon)
    assert comment.text == "Bury is ready. It has worked hard. It will be rewarded."
    assert [text[span.start : span.end] for span in comment.pieces] == [
        "Bury is ready.",
        "It has worked hard.",
        "It will be rewarded.",
    ]
    assert text[comment.span.start : comment.span.end] == text[19:-1]


def test_he_added_behind_an_open_quotation_goes_on_with_it(lexicon: Lexicon) -> None:
    text = WHO + "He said: “They get a raw deal.\n\n“Things must change,” he added."
    assert _said(text, lexicon) == [("John Bolton", "direct", "They get a raw deal. Things must change.")]


def test_a_new_attribution_begins_a_new_comment(lexicon: Lexicon) -> None:
    text = "Len Taylor came. Mr Taylor commented: “These are concerns.”\n\nMr Taylor concluded: “We shall rise.”"
    assert _said(text, lexicon) == [
        ("Len Taylor", "direct", "These are concerns."),
        ("Len Taylor", "direct", "We shall rise."),
    ]


def test_a_report_of_speech_and_a_quotation_in_the_next_paragraph_are_two(lexicon: Lexicon) -> None:
    text = "Bury had failed many people, said John Bolton.\n\n“A complete rethink is needed,” Bolton said. “Now.”"
    assert [(mode, said) for _, mode, said in _said(text, lexicon)] == [
        ("reported", "Bury had failed many people"),
        ("direct", "A complete rethink is needed. Now."),
    ]


def test_a_pronoun_means_the_person_named_last_and_not_the_last_speaker(lexicon: Lexicon) -> None:
    text = (
        "“It is late,” said Russell Keele.\n\nRalph Denholm, the director, would not agree.\n\n“It is early,” he said."
    )
    assert [(person, said) for person, _, said in _said(text, lexicon)] == [
        ("Russell Keele", "It is late."),
        ("Ralph Denholm", "It is early."),
    ]


def test_she_is_nobody_who_was_called_mr(lexicon: Lexicon) -> None:
    assert _said("Mr Len Taylor came.\n\n“It is late,” she said.", lexicon) == []


def test_a_role_stands_for_the_one_person_who_holds_it(lexicon: Lexicon) -> None:
    text = (
        "The position worries Bronwen Tasker, the Welsh assembly minister.\n\nThe council would need "
        "advisers, the minister said after seeing its leader, in order to manage."
    )
    assert _said(text, lexicon) == [
        ("Bronwen Tasker", "reported", "The council would need advisers in order to manage.")
    ]


def test_a_paragraph_whose_opening_mark_is_lost_goes_on_with_the_quotation(lexicon: Lexicon) -> None:
    text = "Len Taylor said:\n\n???We are pleased with this.\n\nSocial care will go on, I promise you.???"
    assert _said(text, lexicon) == [
        ("Len Taylor", "direct", "We are pleased with this. Social care will go on, I promise you.")
    ]


def test_the_post_in_which_somebody_spoke_is_the_one_beside_the_words(lexicon: Lexicon) -> None:
    text = (
        "Cliff Morris, older people's champion in Bolton, came.\n\nCliff Morris, executive member for "
        "health, said that he was pleased with it.\n\nMr Morris added that more would come."
    )
    assert [comment.role for comment in _comments(text, lexicon)] == [
        "executive member for health",
        "executive member for health",
    ]


def test_a_comment_is_about_the_council_that_it_names(lexicon: Lexicon) -> None:
    found = _press("006", lexicon)
    assert found == [
        ("Moira Cawley", "direct", "Southampton", "Performance has risen sharply in several"),
        ("Hester Brooks", "direct", "Liverpool", "Hard decisions have been taken to"),
    ]


def test_a_press_text_with_split_quotations_and_reports_between(lexicon: Lexicon) -> None:
    assert _press("038", lexicon) == [
        ("Celia Gilbert", "reported", "Lancashire", "Resignation is out of the question"),
        ("Hubert North", "direct", "Lancashire", "A report as contradictory as this"),
        ("Edna Thwaite", "reported", "Lancashire", "things were better already than when"),
        ("Edna Thwaite", "direct", "Lancashire", "Balanced it is not. Much that"),
        ("Brenda Duncan", "direct", "Lancashire", "Calling in consultants is the way"),
    ]


def test_a_minister_s_quotation_over_six_paragraphs_is_one_comment(lexicon: Lexicon) -> None:
    assert [(person, said) for person, mode, _, said in _press("052", lexicon) if mode == "direct"] == [
        ("Glenys Howells", "Inconsistent is what its services remain,")
    ]


def test_a_text_in_which_only_the_report_speaks_has_no_comment(lexicon: Lexicon) -> None:
    assert _press("054", lexicon) == []


def test_the_evidence_of_every_comment_reads_back(lexicon: Lexicon) -> None:
    for file in sorted(PRESS.glob("*.txt")):
        text = file.read_text("utf-8")
        for comment in _comments(text, lexicon):
            assert 0 <= comment.span.start < comment.span.end <= len(text)
            assert all(comment.span.start <= s.start < s.end <= comment.span.end for s in comment.pieces)


def test_the_originals_have_eleven_comments_of_seven_people(originals: Path, lexicon: Lexicon) -> None:
    files = sorted(originals.glob("*.txt"))
    found = [c for file in files for c in _comments(file.read_bytes().decode(), lexicon)]
    assert [
        (
            c.person,
            c.mode,
            c.channel.value,
            lexicon.authorities[c.about].label,
            max(1, len(c.pieces)),
            " ".join(c.text.split()[:3]),
        )
        for c in found
    ] == [
        ("Rachel Ayling", "direct", "article", "Milton Keynes", 1, "Staff and councillors"),
        ("Janet Irons", "direct", "release", "Milton Keynes", 3, "We inherited a"),
        ("Brian Gibbs", "direct", "release", "Milton Keynes", 2, "Staff can be"),
        ("John Bolton", "direct", "article", "North East Lincolnshire", 1, "We welcome North"),
        ("Len Taylor", "mixed", "release", "North East Lincolnshire", 3, "the reports illustrate"),
        ("Len Taylor", "direct", "release", "North East Lincolnshire", 2, "These concerns highlight"),
        ("Len Taylor", "direct", "release", "North East Lincolnshire", 3, "This council will"),
        ("John Bolton", "direct", "article", "Bolton", 2, "Bolton has excellent"),
        ("Cliff Morris", "mixed", "release", "Bolton", 3, "he was very"),
        ("John Bolton", "direct", "article", "Islington", 2, "Islington has made"),
        ("Douglas Taylor", "direct", "release", "Islington", 1, "We have achieved"),
    ]
    assert {c.person for c in found} == {
        "Rachel Ayling",
        "Janet Irons",
        "Brian Gibbs",
        "John Bolton",
        "Len Taylor",
        "Cliff Morris",
        "Douglas Taylor",
    }


def test_a_quotation_is_whole_inside_its_sentence() -> None:
    text = "“Go. Now,” he said. “We will.” It rained."
    assert [text[s.start : s.end] for s in find_sentences(text)] == ["“Go. Now,” he said.", "“We will.”", "It rained."]


def test_a_lost_opening_mark_is_known_by_the_mark_at_the_end() -> None:
    assert lost_quote("I remain committed to delivering these improvements.'") == (0, 52)
    assert lost_quote("The council accepts that it has to improve.") is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "The Chair, Cllr Jo Holt, asked Superintendent Rhona Petrie for her view. She said that all was well.",
            "Rhona Petrie",
        ),
        ("Councillor Vera Stott asked Mr Terry Lunn about money. He replied that the budget was sound.", "Terry Lunn"),
        ("Mr Ray Dunn invited Ms Ida Coombe to speak. She said that the home would close.", "Ida Coombe"),
        ("Councillor Vera Stott thanked Mr Terry Lunn. She said that the budget was sound.", "Vera Stott"),
    ],
)
def test_she_is_the_one_who_was_asked(text: str, person: str, lexicon: Lexicon) -> None:
    assert [name for name, _, _ in _said(text, lexicon)] == [person]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "Hull has two stars. Hull rose.\n\nPoole's director, Tess Burt, smiled. 'We shall see,' she said.",
            "E06000029",
        ),
        ("Bury and Leeds lost a star. Sir Piers Oakden, chairman of the LGA, said: 'It is hard.'", ""),
        (
            "Leeds and Bury lost. Pauline Gage, director of Homeward Care Ltd, said: 'We run homes in Poole.'",
            "E06000029",
        ),
        ("Derby lost a star. Asif Nawaz, formerly head of care at Nottingham, said: 'They worked hard.'", "E06000015"),
        (
            "Bury and Oldham lost. Oldham's director Sara Fenn said: 'We will.' Bury's leader Toby Ince said: 'No.'",
            "E08000004",
        ),
        (
            "Derby has two stars, Poole has two and Hampshire three. 'The county council did well,' said Ned Pugh.",
            "E10000014",
        ),
    ],
)
def test_the_council_named_last_is_not_blindly_what_a_comment_is_about(text: str, about: str, lexicon: Lexicon) -> None:
    assert _comments(text, lexicon)[0].about == about


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Inderjit Haverstock, deputy director for adult social care in the north, said: “We found caring staff.”",
            ("Inderjit Haverstock", "direct", "We found caring staff."),
        ),
        (
            "Dr Lena Moss, who became Director of Public Health in July, added: “We will do better.”",
            ("Lena Moss", "direct", "We will do better."),
        ),
        (
            "Cllr Ola Benedict told the Post he was “chuffed to bits”.",
            ("Ola Benedict", "mixed", "he was “chuffed to bits”."),
        ),
        (
            "Cllr Ola Benedict queried whether the money would last.",
            ("Ola Benedict", "reported", "whether the money would last."),
        ),
        ("Cllr Ola Benedict wished to know who would pay.", ("Ola Benedict", "reported", "who would pay.")),
    ],
)
def test_words_between_speaker_and_verb_or_before_what_was_said_are_left_out(
    text: str, said: tuple[str, str, str], lexicon: Lexicon
) -> None:
    assert [(c.person, c.mode, c.text) for c in _comments(f"Derbyshire was inspected.\n\n{text}", lexicon)] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mary Hill, who took over from Peter Lund in May and was a banker before, said: “Go.”", ["Go."]),
        ("Mary Hill, director for care in the north, said: “Go.”", ["Go."]),
        ("Mary Hill – formerly the county's head of care – believes that carers will go.", ["carers will go."]),
        ("Mary Hill, the carer who brought the case and who has fought it, said yesterday: “Go.”", ["Go."]),
        ("Mary Hill told the Post she was “chuffed to bits”.", ["she was “chuffed to bits”."]),
        ("Mary Hill told members the service was safe.", ["the service was safe."]),
        ("Mary Hill called it “the saddest thing of all”.", ["the saddest thing of all"]),
        ("Mary Hill came. “Not enough,” was her verdict.", ["Not enough."]),
        ("“If,” said Mary Hill, pausing, “we are still here, ask again.”", ["If, we are still here, ask again."]),
        ("**Mary Hill, Director of Care:** “I am proud of them.”", ["I am proud of them."]),
    ],
)
def test_words_may_stand_between_who_speaks_and_the_verb(text: str, said: list[str], lexicon: Lexicon) -> None:
    assert [words for _, _, words in _said(text, lexicon)] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cllr Hill asked why reviews were late.", [("Hill", "why reviews were late.")]),
        ("Cllr Hill asked the Director whether money was short.", [("Hill", "whether money was short.")]),
        ("Cllr Hill queried if the plan was ready.", [("Hill", "if the plan was ready.")]),
        ("Cllr Hill wished to know how many had gone.", [("Hill", "how many had gone.")]),
        ("Cllr Hill spoke. She sought an assurance that nobody would go.", [("Hill", "nobody would go.")]),
        ("Asked by Cllr Hill why it was late, he said that it was not.", []),
        ("In reply to Cllr Hill, she said that it was not late.", []),
        ("Asked if he agreed, Cllr Hill left.", []),
    ],
)
def test_what_is_asked_is_said_by_who_asks_it(text: str, said: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert [(person, words) for person, _, words in _said(text, lexicon)] == said


def test_of_two_directors_the_director_is_the_one_without_a_rank(lexicon: Lexicon) -> None:
    text = "Brian Laughton, Director of Care, and Joan Wardle, Assistant Director of Care, came.\n\nThe Director said that it was late."
    assert [(person, words) for person, _, words in _said(text, lexicon)] == [("Brian Laughton", "it was late.")]


def test_the_council_s_spokeswoman_is_not_its_leader(lexicon: Lexicon) -> None:
    text = "Council leader Huw Tran is glad.\n\nA spokeswoman for the council said: “We take this seriously.”"
    assert _said(text, lexicon) == []
