"""Words in, the same words out without what tells nothing: how tolerant scoring compares names, roles and texts.

Quote marks, lost ones (`???`) and apostrophes are nothing, so that a gold fits its text under every perturbation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Span

_MARKS = re.compile(r"\?\?\?|['’‘`]")
_APART = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"(-?[\d,]*\d(?:\.\d+)?) ?(bn|billion|m|million|k)?\b")
_SCALED = {"bn": 1e9, "billion": 1e9, "m": 1e6, "million": 1e6, "k": 1e3}


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without accents and apostrophes.

    >>> words("The council???s “Child's Plan” & café")
    ('the', 'councils', 'childs', 'plan', 'and', 'cafe')
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return tuple(_APART.sub(" ", _MARKS.sub("", plain)).split())


_KIND_OF_COUNCIL = frozenset(
    words(
        "council borough metropolitan london county city of the royal mbc lbc cc mb unitary authority district "
        "corporation and upon dc bc ua cbc lb"
    )
)
_HONORIFICS = frozenset(
    words("cllr councillor mr mrs ms dr sir dame lord lady baroness prof professor rt hon miss rev")
)
_EMPTY_IN_SUBJECTS = frozenset(
    words("services service the of for to and in s with people social care council effectiveness")
)
_OVERALL = frozenset(
    words("children childrens services service social care adult adults s overall for effectiveness department the")
)


def phrase(text: str) -> str:
    """Return a text's words with single spaces between them."""
    return " ".join(words(text))


def authority_name(text: str) -> str:
    """Return an authority's name without its kind.

    >>> authority_name("London Borough of Camden"), authority_name("City of London")
    ('camden', 'city of london')
    """
    telling = [word for word in words(text) if word not in _KIND_OF_COUNCIL]
    return " ".join(telling) or phrase(text)


def person_name(text: str) -> str:
    """Return a person's name without honorifics."""
    return " ".join(word for word in words(text) if word not in _HONORIFICS)


def surname(text: str) -> str:
    """Return the last word of a person's name, or ''."""
    return person_name(text).rpartition(" ")[2]


def share(some: frozenset[str], others: frozenset[str]) -> float:
    """Return how much of the shorter of two sets of words is in the other."""
    return len(some & others) / max(1, min(len(some), len(others)))


def subject_words(text: str) -> frozenset[str]:
    """Return the words of a rating's subject that tell it from others, in the singular."""
    telling = frozenset(word.rstrip("s") for word in words(text) if word not in _EMPTY_IN_SUBJECTS)
    return telling or frozenset(words(text))


def is_overall(subject: str, authority: str) -> bool:
    """Return whether a subject is the authority as a whole."""
    return phrase(subject)[:7] in ("", "overall") or authority_name(subject) == authority_name(authority)


def may_be_overall(subject: str) -> bool:
    """Return whether a subject's words name no service in particular ("social services")."""
    return set(words(subject)) <= _OVERALL


def number(text: str) -> float | None:
    """Return the first number of a text, scaled.

    >>> number("£1.5m"), number("2,600"), number("few")
    (1500000.0, 2600.0, None)
    """
    found = _NUMBER.search(text.lower())
    return float(found[1].replace(",", "")) * _SCALED.get(found[2], 1) if found else None


@dataclass(frozen=True, slots=True)
class Letters:
    """A text as the stream of its letters and digits in lower case; `places` are their offsets in the text."""

    stream: str
    places: tuple[int, ...]

    def find(self, text: str) -> tuple[Span, ...]:
        """Return all places of a text, whatever its white space, marks and case."""
        wanted, found = letters(text).stream, list[Span]()
        start = self.stream.find(wanted) if wanted else -1
        while start >= 0:
            last = start + len(wanted) - 1
            found.append(Span(self.places[start], self.places[last] + 1))
            start = self.stream.find(wanted, last + 1)
        return tuple(found)


def letters(text: str) -> Letters:
    """Return a text as the stream of its letters and digits.

    >>> letters("The council???s plan").find("Council’s Plan")
    (Span(start=4, end=20),)
    """
    kept = [(character.lower()[0], place) for place, character in enumerate(text) if character.isalnum()]
    return Letters("".join(character for character, _ in kept), tuple(place for _, place in kept))
