"""A fact in; how people are told of it out: its kind by name, letter and class of the style sheet, and its gist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.serve.facts import Fact

VALENCES = {"strength": "+", "weakness": "−", "mixed": "±", "neutral": "·"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement: the letter and the class of the style sheet by which pages mark it, and its names."""

    letter: str
    style: str
    name: str
    plural: str
    query: str = ""


KINDS = {
    "Rating": Kind("R", "rating", "rating", "ratings", "ratings"),
    "Comment": Kind("C", "comment", "comment", "comments", "comments"),
    "Membership": Kind("P", "post", "post", "posts", "people"),
    "Finding": Kind("F", "finding", "finding", "findings", "findings"),
    "Recommendation": Kind("A", "action", "recommendation", "recommendations", "recommendations"),
    "Measurement": Kind("N", "number", "number", "numbers", "measures"),
    "Event": Kind("E", "event", "event", "events", "events"),
    "ProgrammeMention": Kind("G", "programme", "programme", "programmes", "programmes"),
    "Quotation": Kind("Q", "quotation", "quotation", "quotations", "quotations"),
    "MeetingEntry": Kind("M", "entry", "entry of minutes", "entries of minutes", "minutes"),
    "EmbeddedRelease": Kind("L", "release", "release", "releases", "embedded-releases"),
    "Mention": Kind("T", "mention", "thing named", "things named", "authorities"),
}
OTHER = Kind("S", "other", "statement", "statements")


def kind_of(fact: Fact) -> Kind:
    """Return a fact's kind."""
    return KINDS.get(fact.kind, OTHER)


def letter(fact: Fact) -> str:
    """Return the letter that marks a fact; a finding's has its valence."""
    return kind_of(fact).letter + VALENCES.get(fact.get("valence"), "")


def style(fact: Fact) -> str:
    """Return the class of the style sheet for a fact."""
    own = f"k-{kind_of(fact).style}"
    return f"{own} v-{valence}" if (valence := fact.get("valence")) in VALENCES else own


def gist(fact: Fact) -> tuple[str, str]:
    """Return who or what a fact is about, and what it says of it; the first may be empty."""
    return _GISTS.get(fact.kind, _text)(fact)


def _text(fact: Fact) -> tuple[str, str]:
    return fact.get("statedBy"), fact.get("text")


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _mention(fact: Fact) -> tuple[str, str]:
    return fact.get("mentions"), f"as “{fact.get('asNamed')}”" if fact.get("asNamed") else ""


def _rating(fact: Fact) -> str:
    value = fact.get("ratingValue") or f"“{fact.get('statedAs')}”"
    status = fact.get("status")
    notes = [fact.get("judgementArea"), "" if status == "current" else status, fact.get("when")]
    told = ", ".join(filter(None, notes))
    return f"{value} ({told})" if told else value


def _said_by(fact: Fact) -> str:
    return _joined(fact.get("speaker"), fact.get("role"))


def _with(fact: Fact) -> str:
    return f"with {fact.get('partner')}" if fact.get("partner") else ""


def amount(fact: Fact) -> str:
    """Return the number of a measurement with its unit, as people write it."""
    value, end = plain(fact.get("value")), plain(fact.get("valueTo"))
    numbers = f"{value} to {end}" if end else value
    unit = fact.get("unit")
    if unit.endswith(("PERCENT", "Percent", "percent")):
        return f"{numbers} %"
    if "pound" in unit.lower() or unit.endswith("GBP"):
        return f"£{numbers}"
    return numbers


def plain(value: str) -> str:
    """Return a decimal number with its thousands apart and no idle digits; other texts as they are.

    >>> plain("1000000.0"), plain("2.50"), plain("some")
    ('1,000,000', '2.5', 'some')
    """
    whole, _, rest = value.partition(".")
    if not whole.lstrip("-").isdigit():
        return value
    rest = rest.rstrip("0")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


def _measured(fact: Fact) -> str:
    said = [
        fact.get("qualifier"),
        amount(fact),
        fact.get("measures"),
        f"({fact.get('period')})" if fact.get("period") else "",
    ]
    return " ".join(filter(None, said))


_GISTS: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "Rating": lambda fact: (fact.get("asNamed") or fact.get("ratingSubject"), _rating(fact)),
    "Comment": lambda fact: (_said_by(fact), fact.get("text")),
    "Membership": lambda fact: (fact.get("org:member"), _joined(fact.get("role"), fact.get("org:organization"))),
    "Measurement": lambda fact: ("", _measured(fact)),
    "Event": lambda fact: (fact.get("when"), fact.get("event")),
    "ProgrammeMention": lambda fact: (fact.get("asNamed"), _joined(fact.get("kind"), _with(fact))),
    "MeetingEntry": lambda fact: (fact.get("kind"), fact.get("text")),
    "EmbeddedRelease": lambda fact: ("", fact.get("headline") or fact.get("dct:type")),
    "Mention": _mention,
}
