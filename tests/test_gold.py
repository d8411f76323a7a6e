"""The project's own gold stands in its texts, the originals are read well enough, no kind of fact has got worse."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ORIGINALS, ROOT

from kg.lexicon import Lexicon
from kg.score import score
from kg.score.figures import ByKind
from kg.score.folding import letters
from kg.score.formats import read_gold
from kg.score.gate import losses
from kg.score.gold import Weight
from kg.score.negatives import read_negatives
from kg.score.tables import counts_of

SEEDS = ROOT / "tests" / "gold" / "seeds.json"
HELD_OUT = ROOT / "tests" / "heldout"
NEGATIVES = ROOT / "tests" / "negatives" / "negatives.json"
BASELINE = ROOT / "tests" / "baseline.json"
GOLDS = (SEEDS, *(HELD_OUT / name / "gold.json" for name in ("press", "modern", "early", "late")))
OF_ORIGINALS = ROOT / "tests" / "gold" / "originals.json"
FEWEST_NEGATIVES = 150
LONGEST_NAME = 100


def _texts(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what must stand in the text; of first words the first two, for "he said" may come between."""
    for one in (one for value in record.values() if isinstance(value, list) for one in value if isinstance(one, dict)):
        yield from (one[key] for key in ("text", "headline", "as_stated") if one.get(key))
        yield " ".join(one.get("first_words", "").split()[:2])


@pytest.mark.parametrize("file", GOLDS, ids=lambda file: file.parent.name)
def test_every_text_of_the_gold_stands_in_its_document(file: Path) -> None:
    documents = read_gold(file, [ROOT / "seeds"]).documents
    records = json.loads(file.read_text("utf-8"))
    assert [document.path.name for document in documents] == [record["file"] for record in records]
    absent = [
        (document.path.name, text)
        for document, record in zip(documents, records, strict=True)
        for text in _texts(record)
        if text and not letters(document.path.read_text("utf-8")).find(text)
    ]
    assert absent == []


def test_every_text_below_the_gold_folders_has_its_record() -> None:
    for file in GOLDS[1:]:
        records = json.loads(file.read_text("utf-8"))
        texts = sorted(path.name for path in file.parent.iterdir() if path != file)
        assert texts == sorted(record["file"] for record in records)


# --- the original documents, of which the project holds no sentence


def _values(value: object) -> Iterator[str]:
    """Yield all strings of a value of JSON that are no keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _values(one)


def test_the_gold_of_the_originals_holds_spans_and_names_and_no_text() -> None:
    records = json.loads(OF_ORIGINALS.read_text("utf-8"))
    marks = [
        (kind, one) for record in records for kind, ones in record.items() if isinstance(ones, list) for one in ones
    ]
    assert {kind for kind, one in marks if "span" not in one} == {"programmes"}
    assert [one for _, one in marks if "text" in one] == []
    assert max(len(value) for value in _values(records)) < LONGEST_NAME


def test_the_originals_say_about_as_much_as_was_counted_in_them(originals: Path) -> None:
    documents = read_gold(OF_ORIGINALS, [originals]).documents
    firm = [one.mark.kind for document in documents for one in document.wanted if one.weight is Weight.FIRM]
    assert Counter(firm) == {
        "findings": 132,
        "recommendations": 40,
        "measures": 20,
        "events": 50,
        "programmes": 41,
        "quotations": 20,
        "minutes": 20,
    }


@pytest.fixture(scope="module")
def read_originals(originals: Path, lexicon: Lexicon) -> ByKind:
    """The counts of the originals, kind by kind."""
    return counts_of(score([read_gold(OF_ORIGINALS, [originals])], lexicon).verdicts)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("measures", 0.95, 0.85),
        ("recommendations", 0.95, 0.85),
        ("minutes", 0.95, 0.85),
        ("findings", 0.9, 0.75),
        ("events", 0.9, 0.75),
        ("programmes", 0.9, 0.75),
    ],
)
def test_the_originals_are_read_as_well_as_was_asked(
    kind: str, precision: float, recall: float, read_originals: ByKind
) -> None:
    counts = read_originals[kind]
    assert counts.precision >= precision
    assert counts.recall >= recall


# --- all sets


def test_negatives_are_many_and_each_forbids_a_kind() -> None:
    negatives = read_negatives(NEGATIVES)
    assert len(negatives) >= FEWEST_NEGATIVES
    assert (
        len({negative.id for negative in negatives}) == len({negative.text for negative in negatives}) == len(negatives)
    )


@pytest.mark.slow
def test_no_kind_of_fact_lost_more_than_half_a_point(lexicon: Lexicon) -> None:
    here = (*GOLDS, OF_ORIGINALS) if ORIGINALS.is_dir() else GOLDS
    measured = score(
        [read_gold(file, [ROOT / "seeds", ORIGINALS]) for file in here], lexicon, read_negatives(NEGATIVES)
    )
    known = set(json.loads(BASELINE.read_text("utf-8")))
    absent = set() if ORIGINALS.is_dir() else {"originals"}
    assert {scored.gold.name for scored in measured.sets} | {"negatives"} == known - absent
    assert losses(measured, BASELINE) == ()
