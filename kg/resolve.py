"""Claims in, facts out: names become the IRIs of things, by keys that one document settles alone.

Authorities and bodies come from the register and the vocabularies. Everything else is minted from what it is: a person
from the full name and the organisation of the first role stated, a post from organisation and role, a service from
authority and words, an inspection from regime, subject and date. Nothing is guessed, and no document's keys depend on
another document; merges and splits beyond the keys come from a person's decisions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg import english
from kg.lexicon import VOCAB, Lexicon
from kg.model import (
    AuthorityClaim,
    Claim,
    CommentClaim,
    Document,
    EventClaim,
    Fact,
    FindingClaim,
    InspectionClaim,
    MeasurementClaim,
    MinuteClaim,
    Organisation,
    PersonClaim,
    ProgrammeClaim,
    QuotationClaim,
    RatingClaim,
    RecommendationClaim,
    ReleaseClaim,
    Thing,
)
from kg.rdf import BASE, Quad

ID = BASE + "id/"
DIGITS = 16
LONGEST_SLUG = 80
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our|both)\s+", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's decisions: `same` maps an IRI to the one that is kept; `apart` holds IRIs to be kept to themselves."""

    same: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    quads: frozenset[Quad] = frozenset()


def resolve(
    document: Document, claims: Sequence[Claim], lexicon: Lexicon, decisions: Decisions | None = None
) -> tuple[Fact, ...]:
    """Return a document's facts, in order of their evidence; claims that say the same become one with repeats."""
    minter = _Minter(document, lexicon, decisions or Decisions(), _organisations(claims))
    return tuple(Fact(claim, minter.things(claim)) for claim in merged(claims))


def digest16(document: Document) -> str:
    """Return the short form of a document's digest by which IRIs name it."""
    return document.digest[:DIGITS]


def slug(words: str) -> str:
    """Fold words to lower-case ASCII with hyphens.

    >>> slug("Director of Joint Reviews"), slug("O'Brien–Ŵyn")
    ('director-of-joint-reviews', 'o-brien-wyn')
    """
    decomposed = unicodedata.normalize("NFKD", words.lower())
    text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_SLUG.sub("-", text).strip("-")[:LONGEST_SLUG].strip("-") or "x"


# --- one claim for one content


def content(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says, without where: two claims of a document with equal content are one statement."""
    return (type(claim).__name__, *_CONTENT[type(claim)](claim))


def _rated(claim: RatingClaim) -> tuple[object, ...]:
    judged = (claim.regime, claim.authority, slug(claim.subject), claim.area)
    return (*judged, claim.value, claim.stars, claim.score, claim.status, claim.when.lower())


def _held(claim: PersonClaim) -> tuple[object, ...]:
    return claim.person, slug(claim.role), claim.organisation and _key(claim.organisation), claim.former


_CONTENT: Mapping[type[Claim], Callable[[Any], tuple[object, ...]]] = {
    RatingClaim: _rated,
    AuthorityClaim: lambda claim: (claim.authority,),
    InspectionClaim: lambda claim: (claim.regime, claim.authority, slug(claim.subject), _time_key(claim)),
    PersonClaim: _held,
    CommentClaim: lambda claim: (claim.person, slug(claim.text), claim.mode, len(claim.text)),
    ReleaseClaim: lambda claim: (claim.headline, claim.span),
    FindingClaim: lambda claim: (claim.valence, slug(claim.text), len(claim.text)),
    RecommendationClaim: lambda claim: (slug(claim.text), len(claim.text)),
    QuotationClaim: lambda claim: (slug(claim.text), len(claim.text)),
    MeasurementClaim: lambda claim: (claim.value, claim.value_to, claim.unit, claim.kind, slug(claim.measures)),
    EventClaim: lambda claim: (claim.kind, slug(claim.event), claim.status, slug(claim.when), slug(claim.covers)),
    ProgrammeClaim: lambda claim: (slug(claim.name), claim.partners),
    MinuteClaim: lambda claim: (claim.kind, claim.span),
}


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in order of their spans, those of equal content as one with the others' places as repeats."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.rule)):
        key = content(claim)
        first = found.get(key)
        found[key] = _with_repeats(first, claim) if first else claim
    return list(found.values())


def _with_repeats(first: Claim, again: Claim) -> Claim:
    places = {*first.repeats, again.span, *again.repeats} - {first.span}
    return replace(first, repeats=tuple(sorted(places)))


# --- things


def _organisations(claims: Iterable[Claim]) -> dict[str, Organisation]:
    """Return the organisation of the first role stated of each person."""
    found: dict[str, Organisation] = {}
    for claim in sorted((c for c in claims if isinstance(c, PersonClaim)), key=lambda c: c.span):
        if claim.organisation and not claim.former:
            found.setdefault(claim.person, claim.organisation)
    for claim in sorted((c for c in claims if isinstance(c, PersonClaim)), key=lambda c: c.span):
        if claim.organisation:
            found.setdefault(claim.person, claim.organisation)
    return found


def _key(organisation: Organisation) -> str:
    if organisation.kind == "authority":
        return organisation.key
    return slug(organisation.key.rsplit("/", 1)[-1] if organisation.kind == "body" else organisation.words)


def _time_key(claim: RatingClaim | InspectionClaim) -> str:
    dated = bool(_DATED.search(claim.when))
    recalled = isinstance(claim, RatingClaim) and claim.status != "current"
    return slug(claim.when) if claim.when and (dated or recalled) else ""


@dataclass(frozen=True, slots=True)
class _Minter:
    """Mints the things of one document's claims."""

    document: Document
    lexicon: Lexicon
    decisions: Decisions
    organisations: Mapping[str, Organisation]

    def things(self, claim: Claim) -> dict[str, Thing]:
        """Return the things that a claim names, by their part in it."""
        match claim:
            case RatingClaim():
                found = {"subject": self.subject(claim), "authority": self.authority(claim.authority)}
                found["inspection"] = self.inspection(claim, found["subject"])
            case InspectionClaim():
                found = {"subject": self.subject(claim)}
                found["inspection"] = self.inspection(claim, found["subject"])
            case AuthorityClaim() | ReleaseClaim():
                found = {"authority": self.authority(claim.authority)}
            case PersonClaim():
                found = {"person": self.person(claim.person), **self.post(claim.organisation, claim.role)}
            case FindingClaim() | RecommendationClaim() | MeasurementClaim() | QuotationClaim():
                found = {"authority": self.authority(claim.authority), "source": self.source(claim.source)}
            case EventClaim() | MinuteClaim():
                found = {"authority": self.authority(claim.authority)}
            case ProgrammeClaim():
                found = self.programme(claim)
            case CommentClaim():
                found = {"person": self.person(claim.person), **self.post(claim.organisation, claim.role)}
                found["about"] = self.authority(claim.about)
            case _:
                found = {}
        return {part: thing for part, thing in found.items() if thing is not None}

    def authority(self, key: str) -> Thing | None:
        """Return an authority of the register; None for ''."""
        found = self.lexicon.authorities.get(key)
        return Thing(found.iri, "sc:LocalAuthority", found.label, key) if found else None

    def subject(self, claim: RatingClaim | InspectionClaim) -> Thing | None:
        """Return what is judged or inspected: the authority, a service of it, or a provider."""
        authority = self.authority(claim.authority)
        if claim.subject_kind == "provider":
            return self.thing("provider", "sc:Provider", claim.subject, slug(claim.subject))
        if claim.subject_kind == "authority" or authority is None:
            return authority
        words = _ARTICLE.sub("", claim.subject)
        links = (("sc:authority", authority.iri), *self.kinds(words))
        return self.thing(
            "service", "sc:Service", words[:1].upper() + words[1:], f"{claim.authority}_{slug(words)}", links
        )

    def kinds(self, words: str) -> tuple[tuple[str, str], ...]:
        """Return the service types and client groups that a service's words name."""
        hits = self.lexicon.hits(english.tokens(words))
        found = [("sc:serviceType", hit.concept) for hit in hits.get("service-types", ())]
        found += [("sc:clientGroup", hit.concept) for hit in hits.get("client-groups", ())]
        return tuple(sorted(set(found)))

    def inspection(self, claim: RatingClaim | InspectionClaim, subject: Thing | None) -> Thing | None:
        """Return the inspection: one a regime, subject and stated date; without a date one a document."""
        regime = self.lexicon.regimes.get(claim.regime)
        if regime is None or subject is None:
            return None
        when, own = _time_key(claim), f"d-{digest16(self.document)}"
        dated = bool(_DATED.search(claim.when)) and bool(when)
        time = when if dated else f"{when}_{own}".strip("_")
        label = f"{regime.label} of {subject.label}" + (f" ({claim.when})" if when else "")
        key = f"{slug(regime.iri.rsplit('/', 1)[-1])}_{subject.key}_{time}"
        return self.thing(
            "inspection",
            "sc:Inspection",
            label,
            key,
            (("sc:inspects", subject.iri), ("sc:underRegime", regime.iri)),
        )

    def person(self, name: str) -> Thing:
        """Return a person: name and organisation of the first role stated, else name and document."""
        organisation = self.organisations.get(name)
        own = f"{slug(name)}_d-{digest16(self.document)}"
        key = f"{slug(name)}_{_key(organisation)}" if organisation else own
        if f"{ID}person/{own}" in self.decisions.apart:
            key = own
        return self.thing("person", "foaf:Person", name, key)

    def post(self, organisation: Organisation | None, role: str) -> dict[str, Thing]:
        """Return the organisation, and the post in it where a role is stated."""
        if organisation is None:
            return {}
        body = self.organisation(organisation)
        if not role:
            return {"organisation": body}
        label = role[:1].upper() + role[1:]
        post = self.thing("post", "org:Post", label, f"{_key(organisation)}_{slug(role)}", (("org:postIn", body.iri),))
        return {"organisation": body, "post": post}

    def organisation(self, organisation: Organisation) -> Thing:
        """Return an organisation: of the register, of the vocabularies, or by its own words."""
        if organisation.kind == "authority":
            found = self.lexicon.authorities[organisation.key]
            return Thing(found.iri, "sc:LocalAuthority", found.label, organisation.key)
        if organisation.kind == "body":
            return Thing(organisation.key, "sc:Inspectorate", organisation.words, _key(organisation))
        return self.thing("organisation", "org:Organization", organisation.words, slug(organisation.words))

    def source(self, source: Organisation | None) -> Thing | None:
        """Return who states something: an organisation or a person; None for a report, which is known by words only."""
        if source is None or source.kind == "report":
            return None
        return self.person(source.key) if source.kind == "person" else self.organisation(source)

    def programme(self, claim: ProgrammeClaim) -> dict[str, Thing | None]:
        """Return the authority, the programme by its name (of one authority, where that is known) and its partners."""
        key = f"{claim.authority}_{slug(claim.name)}".strip("_")
        found: dict[str, Thing | None] = {"authority": self.authority(claim.authority)}
        found["programme"] = self.thing("programme", "sc:Programme", claim.name, key)
        for number, partner in enumerate(claim.partners):
            found[f"partner{number}"] = self.organisation(partner)
        return found

    def thing(self, kind: str, type_: str, label: str, key: str, links: tuple[tuple[str, str], ...] = ()) -> Thing:
        """Return a thing, under the IRI that a decision keeps for it."""
        iri = f"{ID}{kind}/{key}"
        kept = self.decisions.same.get(iri, iri)
        return Thing(kept, type_, label, kept.rsplit("/", 1)[-1], links)


def concept_iri(scheme: str, notation: str) -> str:
    """Return the IRI of a concept."""
    return f"{VOCAB}{scheme}/{notation}"
