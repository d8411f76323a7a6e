"""What is said of one home is not said of the council in whose area it lies."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.lexicon import Lexicon
from kg.model import Document, RatingClaim


def council_ratings(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    claims = extract(annotate(Document("text.txt", text, "0" * 64), lexicon), lexicon)
    rated = [claim for claim in claims if isinstance(claim, RatingClaim) and claim.subject_kind != "provider"]
    return [(claim.authority, claim.value.rsplit("/", 1)[-1]) for claim in rated]


@pytest.mark.parametrize(
    "text",
    [
        "A care home near Poole has been rated inadequate by the Care Quality Commission.",
        "A nursing home in Wigan has been criticised.\n\nHollins Grange was rated Requires Improvement overall by the "
        "Care Quality Commission after a visit in May.",
    ],
)
def test_the_grade_of_a_home_is_not_its_councils(text: str, lexicon: Lexicon) -> None:
    assert council_ratings(text, lexicon) == []


def test_a_council_keeps_its_grade_beside_its_homes(lexicon: Lexicon) -> None:
    text = "Wigan Council's children's services have been rated good by Ofsted."
    assert [key for key, _ in council_ratings(text, lexicon)] == ["E08000010"]
