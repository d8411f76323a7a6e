"""Sentences that look like facts and are none in, what was found in them all the same out.

Each sentence is read as a document of its own; tests/negatives/README.md tells the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.errors import ReadError
from kg.lexicon import Lexicon
from kg.model import Document
from kg.score import gold
from kg.score.folding import authority_name, person_name
from kg.score.formats import read_records
from kg.score.found import Found
from kg.score.judge import said
from kg.score.reading import read_document
from kg.score.texts import Record


@dataclass(frozen=True, slots=True)
class Negative:
    """A sentence with the kinds of fact that it does not tell, and why one may think so.

    Where `authorities`, `people` or `not_of` are given, only those names are false; with `may_be_expected`, a rating
    that is expected is right.
    """

    id: str
    text: str
    kinds: tuple[str, ...]
    why: str = ""
    authorities: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()
    may_be_expected: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A negative with the false facts found in it: (kind, rule, what it says)."""

    negative: Negative
    false: tuple[tuple[str, str, str], ...]


def read_negatives(file: Path) -> tuple[Negative, ...]:
    """Read a file of negatives.

    Raises:
        ReadError: it can't be read, or a record lacks its text or its kinds.
    """
    return tuple(_negative(record, file) for record in read_records(file))


def _negative(record: Record, file: Path) -> Negative:
    kinds = tuple(record.get("kinds", ()))
    if not record.get("text") or not kinds or set(kinds) - set(gold.KINDS):
        raise ReadError(f"{file}: {record.get('id')}: it needs a text, and kinds out of {', '.join(gold.KINDS)}.")
    return Negative(
        str(record.get("id", "")),
        str(record["text"]),
        kinds,
        str(record.get("why", "")),
        _names(record.get("authorities")),
        _names(record.get("people")),
        _names(record.get("subject_not")),
        bool(record.get("expected_ok")),
    )


def _names(value: object) -> tuple[str, ...]:
    """Return one name or several, as a tuple."""
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def refuse(negatives: Sequence[Negative], lexicon: Lexicon) -> tuple[Refused, ...]:
    """Read each negative, and keep what was found in it and is false."""
    return tuple(Refused(negative, tuple(_false(negative, lexicon))) for negative in negatives)


def false_rate(refused: Sequence[Refused], kind: str = "") -> float:
    """Return the part of the sentences (of a kind, or all) that yielded a false fact (of it)."""
    asked = [one for one in refused if not kind or kind in one.negative.kinds]
    false = [one for one in asked if any(not kind or name == kind for name, _, _ in one.false)]
    return len(false) / len(asked) if asked else 0.0


def _false(negative: Negative, lexicon: Lexicon) -> Iterable[tuple[str, str, str]]:
    data = negative.text.encode()
    document = Document(f"{negative.id}.txt", negative.text, sha256(data).hexdigest())
    for found in read_document(document, lexicon).found:
        kind = gold.PEOPLE if found.mark.kind == gold.ROLES else found.mark.kind
        if kind in negative.kinds and _is_false(negative, found):
            yield kind, found.rule, said(found.mark, lexicon)


def _is_false(negative: Negative, found: Found) -> bool:
    mark = found.mark
    match mark.kind:
        case gold.AUTHORITIES:
            return _among(authority_name(mark.authority), map(authority_name, negative.authorities))
        case gold.PEOPLE:
            return _among(person_name(mark.who), map(person_name, negative.people))
        case gold.ROLES:
            return False  # the person is counted already
        case gold.RATINGS:
            excused = negative.may_be_expected and mark.status == "expected"
            return not excused and _judges(negative, found)
        case _:
            return True


def _judges(negative: Negative, found: Found) -> bool:
    """Return whether a rating is of an authority that is not rated here: of any, if none is named."""
    if not negative.not_of:
        return True
    of = authority_name(found.mark.authority)
    return found.mark.subject == "overall" or _among(of, map(authority_name, negative.not_of))


def _among(name: str, names: Iterable[str]) -> bool:
    """Return whether a name is one of the names; any name is, if there are none."""
    listed = set(names)
    return not listed or name in listed
