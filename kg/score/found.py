"""Facts in, marks out: what the extractor found, in the form in which the gold says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.lexicon import Lexicon
from kg.model import (
    AuthorityClaim,
    Claim,
    CommentClaim,
    EventClaim,
    Fact,
    FindingClaim,
    MeasurementClaim,
    MinuteClaim,
    Organisation,
    PersonClaim,
    ProgrammeClaim,
    QuotationClaim,
    RatingClaim,
    RecommendationClaim,
    ReleaseClaim,
    Span,
)
from kg.score import gold
from kg.score.folding import authority_name, person_name, phrase
from kg.score.formats import area_of
from kg.score.gold import Mark


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that was found, the rule that found it, and all places where the text says it, the first one first."""

    mark: Mark
    rule: str
    places: tuple[Span, ...]


def found_marks(facts: Iterable[Fact], lexicon: Lexicon) -> tuple[Found, ...]:
    """Return the marks of a document's facts; each person once, besides each role."""
    facts = list(facts)
    marks = [found for fact in facts for found in _of_fact(fact, lexicon)]
    return (*marks, *_people(facts), *_committees(facts), *_rated_services(facts))


def _of_fact(fact: Fact, lexicon: Lexicon) -> Iterator[Found]:
    reader = _READERS.get(type(fact.claim))
    if reader is not None and (mark := reader(fact, fact.claim, lexicon)):
        yield Found(mark, fact.claim.rule, (fact.claim.span, *fact.claim.repeats))


def _people(facts: Iterable[Fact]) -> Iterator[Found]:
    first: dict[str, PersonClaim] = {}
    for claim in (fact.claim for fact in facts if isinstance(fact.claim, PersonClaim)):
        first.setdefault(person_name(claim.person), claim)
    for name, claim in first.items():
        yield Found(Mark(gold.PEOPLE, who=name), claim.rule, (claim.span,))


def _committees(facts: Iterable[Fact]) -> Iterator[Found]:
    first: dict[str, MinuteClaim] = {}
    for claim in (fact.claim for fact in facts if isinstance(fact.claim, MinuteClaim)):
        if claim.committee:
            first.setdefault(claim.committee, claim)
    for name, claim in first.items():
        yield Found(Mark(gold.COMMITTEES, name), claim.rule, (claim.span,))


def _rated_services(facts: Iterable[Fact]) -> Iterator[Found]:
    """Yield each rated service once: it is a named service too."""
    first: dict[str, RatingClaim] = {}
    for claim in (fact.claim for fact in facts if isinstance(fact.claim, RatingClaim)):
        if claim.subject_kind == "service":
            first.setdefault(phrase(claim.subject), claim)
    for claim in first.values():
        yield Found(Mark(gold.PROGRAMMES, claim.subject), claim.rule, (claim.span,))


def _label(fact: Fact, part: str) -> str:
    thing = fact.things.get(part)
    return thing.label if thing else ""


def _source(source: Organisation | None) -> str:
    return source.words if source else ""


def _labels(iris: Iterable[str], lexicon: Lexicon) -> str:
    return "; ".join(sorted(lexicon.concepts[iri].label for iri in iris))


def _authority(fact: Fact, claim: AuthorityClaim, lexicon: Lexicon) -> Mark:
    name = authority_name(_label(fact, "authority"))
    return Mark(gold.AUTHORITIES, authority=name, features={"role": claim.role})


def _rating(fact: Fact, claim: RatingClaim, lexicon: Lexicon) -> Mark:
    value, area = lexicon.concepts.get(claim.value), lexicon.concepts.get(claim.area)
    stars = claim.stars if claim.stars is not None else value.stars if value else None
    whole = claim.subject_kind == "authority" or fact.things.get("subject") == fact.things.get("authority", 0)
    return Mark(
        gold.RATINGS,
        words=claim.as_stated,
        authority=_label(fact, "authority"),
        subject="overall" if whole else claim.subject,
        area=area_of(f"{area.label if area else ''} {value.scheme if value else ''}"),
        value=claim.value or claim.as_stated,
        stars="" if stars is None else str(stars),
        status=claim.status,
    )


def _role(fact: Fact, claim: PersonClaim, lexicon: Lexicon) -> Mark | None:
    body = {"organisation": _label(fact, "organisation")}
    return Mark(gold.ROLES, claim.role, who=claim.person, features=body) if claim.role else None


def _comment(fact: Fact, claim: CommentClaim, lexicon: Lexicon) -> Mark:
    about = {"authority": _label(fact, "about")}
    features = about | {"mode": claim.mode, "channel": claim.channel.value}
    return Mark(gold.COMMENTS, claim.text, who=claim.person, status=claim.mode, features=features)


def _release(fact: Fact, claim: ReleaseClaim, lexicon: Lexicon) -> Mark:
    return Mark(gold.RELEASES, claim.headline)


def _finding(fact: Fact, claim: FindingClaim, lexicon: Lexicon) -> Mark:
    features = {"client groups": _labels(claim.client_groups, lexicon), "channel": claim.channel.value}
    return Mark(gold.FINDINGS, claim.text, value=claim.valence, features=features | _of_authority(fact))


def _recommendation(fact: Fact, claim: RecommendationClaim, lexicon: Lexicon) -> Mark:
    features = {"client groups": _labels(claim.client_groups, lexicon)}
    return Mark(gold.RECOMMENDATIONS, claim.text, features=features | _of_authority(fact))


def _measure(fact: Fact, claim: MeasurementClaim, lexicon: Lexicon) -> Mark:
    features = {
        "up to": claim.value_to,
        "qualifier": claim.qualifier,
        "period": claim.period,
        "stated by": _source(claim.source),
    }
    return Mark(gold.MEASURES, claim.measures, value=claim.value, features=features | _of_authority(fact))


def _event(fact: Fact, claim: EventClaim, lexicon: Lexicon) -> Mark:
    features = {"when": claim.when, "status": claim.status}
    return Mark(gold.EVENTS, claim.event, features=features | _of_authority(fact))


def _programme(fact: Fact, claim: ProgrammeClaim, lexicon: Lexicon) -> Mark:
    partners = "; ".join(sorted(partner.words for partner in claim.partners))
    return Mark(gold.PROGRAMMES, claim.name, features={"partners": partners} | _of_authority(fact))


def _quotation(fact: Fact, claim: QuotationClaim, lexicon: Lexicon) -> Mark:
    return Mark(gold.QUOTATIONS, claim.text, features={"source": _source(claim.source)} | _of_authority(fact))


def _minute(fact: Fact, claim: MinuteClaim, lexicon: Lexicon) -> Mark:
    features = {"committee": claim.committee, "item": claim.item}
    return Mark(gold.MINUTES, claim.text, value=claim.kind, features=features | _of_authority(fact))


def _of_authority(fact: Fact) -> dict[str, str]:
    return {"authority": _label(fact, "authority")}


_READERS: Mapping[type[Claim], Callable[[Fact, Any, Lexicon], Mark | None]] = {
    AuthorityClaim: _authority,
    RatingClaim: _rating,
    PersonClaim: _role,
    CommentClaim: _comment,
    ReleaseClaim: _release,
    FindingClaim: _finding,
    RecommendationClaim: _recommendation,
    MeasurementClaim: _measure,
    EventClaim: _event,
    ProgrammeClaim: _programme,
    QuotationClaim: _quotation,
    MinuteClaim: _minute,
}
