"""Ratings in the wordings of news, from tests/documents/rating-wordings.json: with all that each text states.

Stars shared out over lists, two services told apart by their clients, years gone by, services in prose, no ratings.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import find_authorities
from kg.extract.ratings import find_ratings
from kg.lexicon import Lexicon, load
from kg.model import Document, RatingClaim

ROOT = Path(__file__).parent.parent
LEXICON: Lexicon = load([ROOT / "ontology"])
CASES = json.loads((ROOT / "tests" / "documents" / "rating-wordings.json").read_text("utf-8"))


def said(claim: RatingClaim) -> list[str]:
    area, value = claim.area.rsplit("/", 1)[-1], claim.value.rsplit("/", 1)[-1]
    return [LEXICON.authorities[claim.authority].label, claim.subject, area, value, claim.status]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_text_gives_its_ratings_with_subject_area_value_and_status_and_no_other(case: dict[str, object]) -> None:
    annotated = annotate(Document("text.txt", str(case["text"]), "0" * 64), LEXICON)
    found = find_ratings(annotated, LEXICON, find_authorities(annotated, LEXICON, []))
    assert sorted(said(claim) for claim in found) == case["ratings"]
