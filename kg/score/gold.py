"""What a gold says, in one form whatever its format: marks to be found, document by document, and how firm each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

AUTHORITIES, RATINGS, PEOPLE, ROLES = "authorities", "ratings", "people", "person-role"
COMMENTS, SPEAKERS, RELEASES = "comments", "speakers", "releases"
FINDINGS, RECOMMENDATIONS, MEASURES, EVENTS = "findings", "recommendations", "measures", "events"
PROGRAMMES, QUOTATIONS, MINUTES, COMMITTEES = "programmes", "quotations", "minutes", "minutes-committee"

KINDS = (
    AUTHORITIES,
    RATINGS,
    PEOPLE,
    ROLES,
    COMMENTS,
    SPEAKERS,
    QUOTATIONS,
    FINDINGS,
    RECOMMENDATIONS,
    MEASURES,
    EVENTS,
    PROGRAMMES,
    MINUTES,
    COMMITTEES,
    RELEASES,
)


class Weight(StrEnum):
    """How a mark of the gold counts: `firm` must be found; whatever meets only a `soft` one counts neither way."""

    FIRM = "firm"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact, of a gold or found, by what tells it from others; '' where its kind has no such part.

    `words` are the name, the role, the first words said or the text; `who` the person; `value` words of the gold's,
    of a found rating the IRI; `area` is serving, prospects or quality. `features` are compared, but never decide.
    """

    kind: str
    words: str = ""
    who: str = ""
    authority: str = ""
    subject: str = ""
    area: str = ""
    value: str = ""
    stars: str = ""
    status: str = ""
    features: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mark of the gold, its weight, and which of the places of its words it means (from 0; None: any of them)."""

    mark: Mark
    weight: Weight = Weight.FIRM
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What is to be found in one document: `kinds` are those for which the gold is complete, others are not judged.

    `modes` are the modes of the comments it lists. With `open_comments`, it lists but the beginnings of what a person
    says: further comments of a speaker it knows count neither way.
    """

    path: Path
    kinds: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    modes: tuple[str, ...] = ("direct", "reported", "mixed")
    open_comments: bool = False


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold file: the name it goes by in reports, and its documents."""

    name: str
    file: Path
    documents: tuple[GoldDocument, ...]
    held_out: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether the file lies outside the folder where the command runs, so is no part of the project."""
        return not self.file.resolve().is_relative_to(Path.cwd())
