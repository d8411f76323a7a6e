"""Gold in, figures out: how much of what documents say is found, and how much of what is found they say.

Gold files become one form (`formats`, and `texts` for their spans), texts are read through the extractor (`reading`),
both are compared (`judge`), and counted (`figures`); `perturb` spoils the texts, `negatives` has sentences that say
nothing, `gate` compares with an earlier run, `report` writes it all down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon import Lexicon, load
from kg.resources import folder
from kg.score.figures import ByKind, by_kind
from kg.score.formats import read_gold
from kg.score.gold import GoldDocument, GoldSet
from kg.score.judge import Verdict, judge
from kg.score.negatives import Negative, Refused, read_negatives, refuse
from kg.score.perturb import PERTURBATIONS, perturbed
from kg.score.reading import read_document
from kg.score.texts import open_document


@dataclass(frozen=True, slots=True)
class Scored:
    """A gold set with the verdict on each of its documents."""

    gold: GoldSet
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """All that was measured. `perturbed` holds the counts under each perturbation; it and `refused` may lack."""

    sets: tuple[Scored, ...]
    perturbed: Mapping[str, ByKind]
    refused: tuple[Refused, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts on the documents of all sets."""
        return tuple(verdict for scored in self.sets for verdict in scored.verdicts)


def measure(
    golds: Sequence[Path],
    texts: Sequence[Path] = (),
    held_out: Sequence[Path] = (),
    negatives: Path | None = None,
    perturb: bool = False,
) -> Score:
    """Score the extractor with kg's own vocabularies on gold files; those below a folder of `held_out` are held out.

    Raises:
        ReadError: a gold, a text or the negatives can't be read.
    """
    homes = [place.resolve() for place in held_out]
    sets = [read_gold(file, texts, any(file.resolve().is_relative_to(place) for place in homes)) for file in golds]
    refused = read_negatives(negatives) if negatives else ()
    return score(sets, load([folder("ontology")]), refused, perturb)


def score(
    golds: Sequence[GoldSet], lexicon: Lexicon, negatives: Sequence[Negative] = (), perturb: bool = False
) -> Score:
    """Read the texts of the golds and of the negatives, and judge what was found.

    Raises:
        ReadError: a text can't be read.
    """
    sets = tuple(Scored(gold, tuple(_verdict(one, lexicon) for one in gold.documents)) for gold in golds)
    documents = [document for gold in golds for document in gold.documents]
    spoilt = {name: _spoilt(documents, lexicon, name) for name in PERTURBATIONS} if perturb else {}
    return Score(sets, spoilt, refuse(negatives, lexicon))


def _verdict(document: GoldDocument, lexicon: Lexicon) -> Verdict:
    return judge(document, read_document(open_document(document.path), lexicon), lexicon)


def _spoilt(documents: Sequence[GoldDocument], lexicon: Lexicon, name: str) -> ByKind:
    """Return the counts of each kind with all texts spoilt in one way."""
    verdicts = (
        judge(document, read_document(perturbed(open_document(document.path), name), lexicon), lexicon)
        for document in documents
    )
    return by_kind(verdict.counts for verdict in verdicts)
