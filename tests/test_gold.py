"""The project's own gold stands in its texts, and no kind of fact has got worse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from kg.lexicon import Lexicon
from kg.score import score
from kg.score.folding import letters
from kg.score.formats import read_gold
from kg.score.gate import losses
from kg.score.negatives import read_negatives

SEEDS = ROOT / "tests" / "gold" / "seeds.json"
HELD_OUT = ROOT / "tests" / "heldout"
NEGATIVES = ROOT / "tests" / "negatives" / "negatives.json"
BASELINE = ROOT / "tests" / "baseline.json"
GOLDS = (SEEDS, HELD_OUT / "press" / "gold.json", HELD_OUT / "modern" / "gold.json")
FEWEST_NEGATIVES = 150


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
        assert sorted(path.name for path in file.parent.glob("*.txt")) == sorted(record["file"] for record in records)


def test_negatives_are_many_and_each_forbids_a_kind() -> None:
    negatives = read_negatives(NEGATIVES)
    assert len(negatives) >= FEWEST_NEGATIVES
    assert (
        len({negative.id for negative in negatives}) == len({negative.text for negative in negatives}) == len(negatives)
    )


@pytest.mark.slow
def test_no_kind_of_fact_lost_more_than_half_a_point(lexicon: Lexicon) -> None:
    golds = [read_gold(file, [ROOT / "seeds"]) for file in GOLDS]
    measured = score(golds, lexicon, read_negatives(NEGATIVES))
    known = set(json.loads(BASELINE.read_text("utf-8")))
    assert {scored.gold.name for scored in measured.sets} | {"negatives"} == known
    assert losses(measured, BASELINE) == ()
