"""What is found is compared with what a reader marked: tolerant in wording, strict in substance."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import CORPUS, kg

from kg.errors import ReadError
from kg.lexicon import Lexicon
from kg.model import Document
from kg.score import Score, score
from kg.score.figures import Counts, intervals, macro, micro
from kg.score.formats import read_gold
from kg.score.gate import losses, write_baseline
from kg.score.gold import Weight
from kg.score.judge import Miss
from kg.score.negatives import Negative, false_rate, refuse
from kg.score.perturb import PERTURBATIONS, perturbed
from kg.score.report import as_json, as_markdown, as_text
from kg.score.styles import Style, style_at
from kg.score.tables import counts_of, misses, tables

TEXT = """BOLTON PRAISED

Bolton's social services are serving most people well and their prospects for improvement are promising, the Audit
Commission said.

'We have come a long way in two years,' said Rita Holm, director of social services. Home care reaches 450 people.
"""

LISTED = """Bolton praised

The joint review of Bolton says that priorities for action include:

- Make care easier to reach

The council agreed.
"""

COMMENT = {"speaker": "Rita Holm", "about_authority": "Bolton", "first_words": "We have come a", "kind": "direct"}

GOLD = {
    "file": "bolton.txt",
    "negative_for_judgements": False,
    "authorities": [{"name": "Bolton Council", "role": "reviewed"}, {"name": "Leeds", "role": "mentioned"}],
    "judgements": [
        {
            "authority": "Bolton",
            "subject": "overall",
            "scheme": "joint-review",
            "serving": "most people well",
            "rating_label": None,
            "stars": None,
            "prospects": "uncertain",
        }
    ],
    "people": [{"name": "Rita Holm", "role": "director of social services"}],
    "comments": [COMMENT],
    "measures": [{"value": 450, "unit": "people"}, {"value": 2, "unit": "years", "soft": True}],
}


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    (tmp_path / "bolton.txt").write_text(TEXT, "utf-8")
    file = tmp_path / "gold.json"
    file.write_text(json.dumps([GOLD]), "utf-8")
    return file


@pytest.fixture
def scored(gold_file: Path, lexicon: Lexicon) -> Score:
    return score([read_gold(gold_file)], lexicon)


def _scored_with(gold_file: Path, lexicon: Lexicon, **changes: object) -> Score:
    gold_file.write_text(json.dumps([GOLD | changes]), "utf-8")
    return score([read_gold(gold_file)], lexicon)


# --- what meets what


def test_a_name_is_compared_without_its_kind_and_an_absent_one_is_missed(scored: Score) -> None:
    assert counts_of(scored.verdicts)["authorities"] == Counts(2, 1, 1, 1)


def test_a_rating_with_another_value_is_both_missed_and_false(scored: Score) -> None:
    assert counts_of(scored.verdicts)["ratings"] == Counts(2, 1, 2, 1)
    (missed, false) = [miss for miss in scored.verdicts[0].misses if miss.kind == "ratings"]
    assert (missed.outcome, missed.said) == ("missed", "Bolton · overall · prospects · uncertain · current")
    assert false.said == (
        "Bolton · overall · prospects · Promising prospects · current · prospects for improvement are promising"
    )


def test_a_false_fact_is_told_with_its_sentence_and_its_rule(scored: Score) -> None:
    (false,) = [miss for miss in scored.verdicts[0].misses if miss.outcome == "false"]
    assert false.rule == "area-value"
    assert false.sentence.startswith("Bolton's social services are serving most people well")
    assert Miss("missed", "authorities", "bolton.txt", "leeds", "BOLTON PRAISED") in scored.verdicts[0].misses


def test_what_meets_only_a_soft_mark_counts_neither_way(gold_file: Path, lexicon: Lexicon) -> None:
    soft = [{**GOLD["judgements"][0], "soft": True, "prospects": "promising"}]  # type: ignore[index]
    assert "ratings" not in counts_of(_scored_with(gold_file, lexicon, judgements=soft).verdicts)
    assert "ratings" in counts_of(_scored_with(gold_file, lexicon, judgements=[]).verdicts)


def test_the_right_words_with_the_wrong_speaker_count_against_the_speakers(gold_file: Path, lexicon: Lexicon) -> None:
    comments = [COMMENT | {"speaker": "Ann Other"}]
    counts = counts_of(_scored_with(gold_file, lexicon, comments=comments).verdicts)
    assert counts["speakers"] == Counts(1, 0, 1, 0)
    assert counts["comments"] == Counts(1, 0, 1, 0)


def test_a_further_comment_of_a_known_speaker_counts_neither_way_where_only_beginnings_are_listed(
    gold_file: Path, lexicon: Lexicon
) -> None:
    comments = [COMMENT | {"first_words": "Quite other words here"}]
    counts = counts_of(_scored_with(gold_file, lexicon, comments=comments).verdicts)
    assert (counts["comments"].wanted, counts["comments"].found) == (1, 0)


def test_a_text_needs_a_find_of_its_own(gold_file: Path, lexicon: Lexicon) -> None:
    own = {
        "file": "bolton.txt",
        "recommendations": [{"text": "Make care easier to reach"}, {"text": "Make care easier to reach"}],
        "findings": [],
    }
    (gold_file.parent / "bolton.txt").write_text(LISTED, "utf-8")
    gold_file.write_text(json.dumps([own]), "utf-8")
    counts = counts_of(score([read_gold(gold_file)], lexicon).verdicts)
    assert counts["recommendations"].wanted == 2
    assert counts["recommendations"].met == counts["recommendations"].true == 1


# --- formats


def test_a_gold_is_known_by_its_keys(gold_file: Path) -> None:
    (press,) = read_gold(gold_file).documents
    assert press.open_comments
    assert [wanted.mark.value for wanted in press.wanted if wanted.weight is Weight.SOFT] == ["2"]
    modern = {**GOLD, "authority_from_url": "Leeds City Council", "judgements": [], "meeting": {"committee": "Cabinet"}}
    gold_file.write_text(json.dumps([modern]), "utf-8")
    (document,) = read_gold(gold_file).documents
    assert document.modes == ("direct", "mixed")
    assert document.kinds[-1] == "minutes-committee"
    gold_file.write_text(json.dumps([{"file": "bolton.txt", "findings": []}]), "utf-8")
    (own,) = read_gold(gold_file).documents
    assert own.kinds == ("findings",)


def test_a_file_that_is_no_gold_is_refused_with_the_reason(gold_file: Path) -> None:
    gold_file.write_text("{", "utf-8")
    with pytest.raises(ReadError, match="it is no JSON"):
        read_gold(gold_file)
    gold_file.write_text('[{"file": "bolton.txt", "facts": []}]', "utf-8")
    with pytest.raises(ReadError, match="its keys are those of no format"):
        read_gold(gold_file)
    gold_file.write_text(json.dumps([GOLD | {"file": "none.txt"}]), "utf-8")
    with pytest.raises(ReadError, match=r"the text 'none\.txt' is not beside it"):
        read_gold(gold_file)


# --- spans: a gold that does not hold its text

SPANNED = """Bolton praised

The joint review of Bolton says that priorities for action include:

- Make care easier to reach
- Plan for the future
- Make care easier to reach

The council agreed.
"""


def _spanned(gold_file: Path, *spans: object, digest: str | None = None) -> Path:
    """Write a gold that wants recommendations at spans of a text; `digest` is its sum, if not the right one."""
    (gold_file.parent / "bolton.txt").write_text(SPANNED, "utf-8")
    marks = [{"span": span} for span in spans]
    sums = sha256(SPANNED.encode()).hexdigest() if digest is None else digest
    gold_file.write_text(json.dumps([{"file": "bolton.txt", "sha256": sums, "recommendations": marks}]), "utf-8")
    return gold_file


def test_a_span_means_the_words_that_stand_there(gold_file: Path, lexicon: Lexicon) -> None:
    gold = read_gold(_spanned(gold_file, [87, 112], [115, 134]))
    assert [wanted.mark.words for wanted in gold.documents[0].wanted] == [
        "Make care easier to reach",
        "Plan for the future",
    ]
    counts = counts_of(score([gold], lexicon).verdicts)
    assert (counts["recommendations"].wanted, counts["recommendations"].met) == (2, 2)


def test_a_span_means_one_place_of_words_that_stand_in_several(gold_file: Path) -> None:
    (document,) = read_gold(_spanned(gold_file, [137, 162], [87, 112])).documents
    assert [wanted.occurrence for wanted in document.wanted] == [1, 0]


def test_a_span_is_found_again_in_a_spoilt_text(gold_file: Path, lexicon: Lexicon) -> None:
    spoilt = score([read_gold(_spanned(gold_file, [137, 162]))], lexicon, perturb=True).perturbed
    assert spoilt["upper case"]["recommendations"].wanted == 1
    assert spoilt["carriage returns"]["recommendations"].met == 1


def test_another_text_than_the_one_that_was_marked_is_refused(gold_file: Path) -> None:
    with pytest.raises(ReadError, match=r"bolton\.txt: it is not the text that was marked: its sha256 is [0-9a-f]{64}"):
        read_gold(_spanned(gold_file, [87, 112], digest="0" * 64))
    with pytest.raises(ReadError, match=r"bolton\.txt: its gold has spans, but no sha256 of the text"):
        read_gold(_spanned(gold_file, [87, 112], digest=""))


@pytest.mark.parametrize("span", [[112, 87], [0, 9000], [-3, 8], [4], "4-8"])
def test_a_span_that_lies_outside_the_text_is_refused(gold_file: Path, span: object) -> None:
    with pytest.raises(ReadError, match="of its gold is no \\[start, end\\] in 184 code points"):
        read_gold(_spanned(gold_file, span))


def test_a_span_without_a_word_is_refused(gold_file: Path) -> None:
    with pytest.raises(ReadError, match=r"the span \[14, 16\] of its gold marks no words"):
        read_gold(_spanned(gold_file, [14, 16]))


# --- named services

RATED = """Bolton inspected

The review of Bolton judged the services as follows:

Community meals service - fair, one star service which will improve
"""


def test_a_rated_service_is_a_named_service_too(gold_file: Path, lexicon: Lexicon) -> None:
    (gold_file.parent / "bolton.txt").write_text(RATED, "utf-8")
    gold_file.write_text(json.dumps([{"file": "bolton.txt", "programmes": [{"name": "Community meals service"}]}]))
    counts = counts_of(score([read_gold(gold_file)], lexicon).verdicts)
    assert counts["programmes"] == Counts(1, 1, 1, 1, 1, 1)


def test_a_rated_service_that_is_not_listed_counts_neither_way(gold_file: Path, lexicon: Lexicon) -> None:
    (gold_file.parent / "bolton.txt").write_text(RATED, "utf-8")
    judged = {"authority": "Bolton", "subject": "Community meals service", "label": "fair", "stars": 1}
    gold_file.write_text(json.dumps([{"file": "bolton.txt", "judgements": [judged], "programmes": []}]))
    counts = counts_of(score([read_gold(gold_file)], lexicon).verdicts)
    assert counts["ratings"].met == 1
    assert "programmes" not in counts


# --- figures


def test_precision_recall_and_f1_are_what_they_are_everywhere() -> None:
    counts = Counts(wanted=10, met=8, found=16, true=8)
    assert (counts.precision, counts.recall, round(counts.f1, 4)) == (0.5, 0.8, 0.6154)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_micro_counts_facts_and_macro_counts_kinds() -> None:
    kinds = {"ratings": Counts(90, 90, 90, 90), "measures": Counts(10, 0, 10, 0), "speakers": Counts(5, 0, 5, 0)}
    assert (micro(kinds), macro(kinds)) == (0.9, 0.5)


def test_an_interval_is_the_same_in_every_run() -> None:
    documents = [{"ratings": Counts(4, 4, 4, 4)}, {"ratings": Counts(4, 2, 4, 2)}, {"ratings": Counts(4, 1, 4, 1)}]
    (first, again) = (intervals(documents, {"ratings": lambda kinds: kinds["ratings"].f1}) for _ in range(2))
    assert first == again
    assert (first["ratings"].low, first["ratings"].high) == (0.25, 1.0)


# --- styles


@pytest.mark.parametrize(
    ("text", "marks", "paragraphs"),
    [
        ("'We will go on,' he said.", "single", "one"),
        ('"We will go on," he said.', "double", "one"),
        ("‘We will go on,’ he said.", "curly single", "one"),
        ("“We will go on.\n\n“And on,” he said.", "curly double", "several"),
        ("???We will go on,??? he said.", "lost", "one"),
    ],
)
def test_a_quotation_has_the_style_of_its_marks(text: str, marks: str, paragraphs: str) -> None:
    assert style_at(text, text.index("We"), "direct") == Style("direct", marks, paragraphs)


# --- spoilt texts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("curly", "The council’s “plan”\n\nof £5"),
        ("straight", 'The council\'s "plan"\n\nof £5'),
        ("lost", "The council???s ???plan???\n\nof £5"),
        ("wrapped, no blank lines", 'The council\'s "plan"\nof £5'),
        ("upper case", 'THE COUNCIL\'S "PLAN"\n\nOF £5'),
        ("glued pounds", 'The council\'s "plan"\n\nof£5'),
        ("carriage returns", 'The council\'s "plan"\r\n\r\nof £5'),
        ("no-break spaces", 'The council\'s "plan"\n\nof £5'),
    ],
)
def test_a_text_is_spoilt_in_the_way_named(name: str, text: str) -> None:
    document = Document("a.txt", 'The council\'s "plan"\n\nof £5', "0" * 64)
    assert perturbed(document, name).text == text


def test_no_spoiling_takes_a_letter_or_a_figure_away() -> None:
    document = Document("a.txt", TEXT, "0" * 64)
    letters = [character for character in TEXT.lower() if character.isalnum()]
    for name in sorted(set(PERTURBATIONS) - {"footers"}):
        assert [one for one in perturbed(document, name).text.lower() if one.isalnum()] == letters, name


def test_lines_are_broken_at_seventy_two_characters() -> None:
    lines = perturbed(Document("a.txt", TEXT, "0" * 64), "wrapped").text.splitlines()
    assert max(map(len, lines)) <= 72
    assert "" in lines


# --- negatives


def test_a_negative_is_false_only_for_what_it_forbids(lexicon: Lexicon) -> None:
    rated = "Bolton's social services are serving most people well."
    refused = refuse(
        [
            Negative("n1", rated, ("ratings",)),
            Negative("n2", rated, ("measures",)),
            Negative("n3", rated, ("authorities",), authorities=("Leeds",)),
            Negative("n4", rated, ("authorities",), authorities=("Bolton",)),
        ],
        lexicon,
    )
    assert [one.negative.id for one in refused if one.false] == ["n1", "n4"]
    assert (false_rate(refused), false_rate(refused, "authorities"), false_rate(refused, "ratings")) == (0.5, 0.5, 1.0)


# --- the gate


def test_a_kind_that_lost_more_than_half_a_point_is_told(scored: Score, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(scored, file)
    assert losses(scored, file) == ()
    figures = json.loads(file.read_text("utf-8"))
    (name,) = figures
    figures[name]["ratings"] = 50.6
    figures[name]["people"] = 100.4
    file.write_text(json.dumps(figures), "utf-8")
    assert losses(scored, file) == (f"{name}: ratings: F1 50.0, was 50.6.",)


@pytest.mark.slow
def test_the_command_ends_with_one_when_something_got_worse(gold_file: Path) -> None:
    baseline = gold_file.parent / "baseline.json"
    wrote = kg("score", gold_file, "--write-baseline", baseline)
    assert (wrote.returncode, wrote.stderr) == (0, "")
    assert "ratings" in wrote.stdout
    figures = json.loads(baseline.read_text("utf-8"))
    (name,) = figures
    baseline.write_text(json.dumps({name: {"ratings": 100.0}}), "utf-8")
    worse = kg("score", gold_file, "--baseline", baseline)
    assert (worse.returncode, worse.stderr) == (1, f"kg: {name}: ratings: F1 50.0, was 100.0.\n")


def test_a_gold_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = kg("score", tmp_path / "none.json")
    assert done.returncode == 2
    assert done.stderr.startswith(f"kg: {tmp_path / 'none.json'}: it can't be read")


# --- reports


def test_json_has_the_figures_and_the_misses(scored: Score) -> None:
    report = json.loads(as_json(scored, with_misses=True))
    (figures,) = report["sets"].values()
    assert figures["kinds"]["ratings"]["f1"] == 0.5
    assert figures["intervals"]["micro"] == [figures["micro"]] * 2
    assert {miss["outcome"] for miss in report["misses"]} == {"missed", "false"}


def test_the_page_names_what_is_weak(scored: Score) -> None:
    page = as_markdown(scored)
    assert page.startswith("# Quality\n")
    assert "below 90.0 of F1 are ratings (50.0), authorities (66.7)." in page
    assert "Most false facts come from `area-value` (ratings: 1)." in page


def test_every_table_has_rows_as_wide_as_its_head(scored: Score) -> None:
    for table in (*tables(scored), misses(scored)):
        assert {len(row) for row in table.rows} == {len(table.head)}, table.title
    assert "Missed and false facts" in as_text(scored, with_misses=True)


# --- the scorer of the development corpora


@pytest.mark.slow
@pytest.mark.parametrize("name", ["press", "modern"])
def test_the_figures_are_those_of_the_corpus_own_scorer(name: str, lexicon: Lexicon) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"THE DEVELOPMENT CORPORA ARE NOT HERE ({CORPUS}): nothing is said about them by this run")
    done = subprocess.run(
        [sys.executable, str(CORPUS / "score.py"), name],
        env={"KG": f"{sys.executable} -m kg.cli", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    theirs = json.loads(line.removeprefix("RESULT "))
    ours = counts_of(score([read_gold(CORPUS / name / "gold.json")], lexicon).verdicts)
    assert {kind: (one["gold"], one["found"], one["p"], one["r"]) for kind, one in theirs.items()} == {
        kind: (one.wanted, one.found, round(one.precision, 3), round(one.recall, 3))
        for kind, one in ours.items()
        if kind != "speakers"
    }
