"""Facts in, quads out: the only room that writes the ontology's shapes (see docs/graph.md).

A document's quads are a function of that document alone; the entities graph is a function of all the things named.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg import __version__
from kg.lexicon import GRAPHS
from kg.model import (
    Annotated,
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
    Span,
    Thing,
    Zone,
)
from kg.rdf import RDF_TYPE, RDFS_LABEL, XSD, Iri, Literal, Quad, Term, decimal, integer, term
from kg.resolve import ID, concept_iri, content, digest16

CONTEXT = 32
HASH_DIGITS = 20
SOFTWARE = ID + "software/kg"
ENTITIES = Iri(GRAPHS + "entities")
QUESTION = "question"
Properties = Iterator[tuple[str, Term | str | None]]
SHARED = frozenset({"sc:LocalAuthority", "sc:Inspectorate"})


@dataclass(slots=True)
class _Writer:
    """Collects the quads of one document's graph."""

    document: Document
    quads: set[Quad] = field(default_factory=set)

    @property
    def graph(self) -> Iri:
        return Iri(f"{GRAPHS}document/{digest16(self.document)}")

    @property
    def source(self) -> Iri:
        return Iri(f"{ID}document/{digest16(self.document)}")

    def add(self, subject: Iri, predicate: str, value: Term | str | None) -> None:
        """Add a triple; a plain string is a string literal, '' and None are nothing."""
        if value is None or value == "":
            return
        node = Literal(value) if isinstance(value, str) else value
        self.quads.add(Quad(subject, Iri(RDF_TYPE) if predicate == "a" else term(predicate), node, self.graph))

    def span(self, place: Span) -> Iri:
        """Write the evidence node of a stretch of text, and return it."""
        text, (start, end) = self.document.text, place
        node = f"{ID}span/{digest16(self.document)}_{start}-{end}"
        resource, position, quote = Iri(node), Iri(node + "/position"), Iri(node + "/quote")
        self.add(resource, "a", term("oa:SpecificResource"))
        self.add(resource, "oa:hasSource", self.source)
        if self.document.pages:
            self.add(resource, "schema:pageStart", integer(self.document.page_at(start)))
            self.add(resource, "schema:pageEnd", integer(self.document.page_at(end - 1)))
        self.add(resource, "oa:hasSelector", position)
        self.add(resource, "oa:hasSelector", quote)
        self.add(position, "a", term("oa:TextPositionSelector"))
        self.add(position, "oa:start", Literal(str(start), XSD + "nonNegativeInteger"))
        self.add(position, "oa:end", Literal(str(end), XSD + "nonNegativeInteger"))
        self.add(quote, "a", term("oa:TextQuoteSelector"))
        self.add(quote, "oa:exact", text[start:end])
        self.add(quote, "oa:prefix", text[max(0, start - CONTEXT) : start])
        self.add(quote, "oa:suffix", text[end : end + CONTEXT])
        return resource


def emit_document(annotated: Annotated, facts: Iterable[Fact]) -> set[Quad]:
    """Return the quads of a document's graph."""
    writer, facts = _Writer(annotated.document), list(facts)
    _describe(writer, annotated)
    for fact in facts:
        _statement(writer, fact)
    _reasons(writer, facts)
    return writer.quads


def _reasons(writer: _Writer, facts: Iterable[Fact]) -> None:
    """Lead from each finding that is a reason to the overall rating for which the text gives it."""
    facts = list(facts)
    ratings = {
        (fact.claim.authority, fact.claim.area): _node(writer, fact.claim)
        for fact in facts
        if isinstance(fact.claim, RatingClaim)
        and (fact.claim.subject_kind, fact.claim.status) == ("authority", "current")
    }
    for claim in (fact.claim for fact in facts if isinstance(fact.claim, FindingClaim)):
        if claim.reason_for and (rating := ratings.get((claim.authority, claim.reason_for))):
            writer.add(_node(writer, claim), "sc:givesReasonFor", rating)


def emit_entities(things: Iterable[Thing]) -> set[Quad]:
    """Return the quads of the entities graph: type, one label, key and links of each thing that a statement names.

    The label is the most frequent form, of equals the longest, of these the first in the alphabet.
    """
    forms: dict[str, Counter[str]] = {}
    known: dict[str, set[Thing]] = {}
    for thing in things:
        if thing.type in SHARED:
            continue
        forms.setdefault(thing.iri, Counter())[thing.label] += 1
        known.setdefault(thing.iri, set()).add(thing)
    return {quad for iri, found in known.items() for quad in _entity(iri, found, _label(forms[iri]))}


def software() -> set[Quad]:
    """Return what the graph says of kg itself, the agent of every run."""
    agent = Iri(SOFTWARE)
    return {
        Quad(agent, Iri(RDF_TYPE), term("prov:SoftwareAgent"), ENTITIES),
        Quad(agent, Iri(RDFS_LABEL), Literal(f"kg {__version__}"), ENTITIES),
    }


def _label(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _entity(iri: str, found: set[Thing], label: str) -> Iterator[Quad]:
    subject = Iri(iri)
    yield Quad(subject, Iri(RDFS_LABEL), Literal(label), ENTITIES)
    for thing in found:
        yield Quad(subject, Iri(RDF_TYPE), term(thing.type), ENTITIES)
        yield Quad(subject, term("dct:identifier"), Literal(thing.key), ENTITIES)
        for predicate, value in thing.links:
            yield Quad(subject, term(predicate), Iri(value), ENTITIES)


def _describe(writer: _Writer, annotated: Annotated) -> None:
    """Write the document and the run."""
    document, source = annotated.document, writer.source
    run = Iri(f"{ID}run/{digest16(document)}")
    writer.add(writer.graph, "prov:wasGeneratedBy", run)
    writer.add(run, "a", term("prov:Activity"))
    writer.add(run, "prov:used", source)
    writer.add(run, "prov:wasAssociatedWith", Iri(SOFTWARE))
    writer.add(source, "a", term("sc:Document"))
    for path in (document.path, *document.aliases):
        writer.add(source, "sc:path" if path == document.path else "dct:alternative", path)
    writer.add(source, "sc:digest", document.digest)
    writer.add(source, "sc:encoding", document.encoding)
    writer.add(source, "dct:title", document.title or headline(annotated))
    writer.add(source, "dct:publisher", document.publisher)
    writer.add(source, "dct:date", _day(document.date))
    writer.add(source, "dct:source", Iri(document.url) if document.url else None)
    is_address = document.licence.startswith(("http://", "https://"))
    writer.add(source, "dct:license", Iri(document.licence) if is_address else None)
    writer.add(source, "dct:rights", "" if is_address else document.licence)
    writer.add(source, "dct:type", Iri(annotated.layout.kind) if annotated.layout.kind else None)


def _day(date: str) -> Literal | None:
    """Return an ISO 8601 date, month or year as the literal it is."""
    kind = {10: "date", 7: "gYearMonth", 4: "gYear"}.get(len(date))
    return Literal(date, XSD + kind) if kind else None


def headline(annotated: Annotated) -> str:
    """Return the document's own headline, or ''."""
    found = (b.block for b in annotated.blocks if b.block.zone == Zone.HEADLINE and b.block.part == 0)
    return next((block.text for block in found), "")


def _statement(writer: _Writer, fact: Fact) -> None:
    claim = fact.claim
    classes, node = _KINDS[type(claim)][1], _node(writer, claim)
    for name in ("sc:Statement", *_classes(classes, claim)):
        writer.add(node, "a", term(name))
    writer.add(node, "sc:evidence", writer.span(claim.span))
    for place in claim.repeats:
        writer.add(node, "sc:repeatedAt", writer.span(place))
    for place in claim.pieces:
        writer.add(node, "sc:piece", writer.span(place))
    writer.add(node, "sc:extractedBy", Iri(concept_iri("rules", claim.rule)))
    for predicate, value in _properties(fact):
        writer.add(node, predicate, value)
    if isinstance(claim, MinuteClaim) and claim.answers:
        writer.add(node, "sc:answers", _question(writer.document, claim))


def _node(writer: _Writer, claim: Claim) -> Iri:
    """Return the IRI of the statement that a claim makes."""
    return Iri(f"{ID}{_KINDS[type(claim)][0]}/{_hash(writer.document, claim)}")


def _classes(name: str, claim: object) -> tuple[str, ...]:
    return ("sc:Mention",) if isinstance(claim, PersonClaim) and not claim.role else (name,)


def _hash(document: Document, claim: Claim) -> str:
    said = repr((document.digest, content(claim)))
    return hashlib.sha256(said.encode()).hexdigest()[:HASH_DIGITS]


def _properties(fact: Fact) -> Properties:
    """Yield the properties of a statement that its kind has."""
    claim = fact.claim
    match claim:
        case AuthorityClaim():
            yield from _authority(fact, claim)
        case InspectionClaim():
            yield from _inspection(fact, claim)
        case RatingClaim():
            yield from _rating(fact, claim)
        case PersonClaim():
            yield from _person(fact, claim)
        case CommentClaim():
            yield from _comment(fact, claim)
        case ReleaseClaim():
            yield from _release(fact, claim)
        case FindingClaim() | RecommendationClaim() | QuotationClaim():
            yield from _said(fact, claim)
        case MeasurementClaim():
            yield from _measurement(fact, claim)
        case EventClaim():
            yield from _event(fact, claim)
        case ProgrammeClaim():
            yield from _programme(fact, claim)
        case MinuteClaim():
            yield from _minute(fact, claim)


def _thing(fact: Fact, part: str) -> Iri | None:
    found = fact.things.get(part)
    return Iri(found.iri) if found else None


def _authority(fact: Fact, claim: AuthorityClaim) -> Properties:
    yield "sc:mentions", _thing(fact, "authority")
    yield "sc:mentionRole", Iri(concept_iri("mention-roles", claim.role))
    yield "sc:mentionCount", integer(1 + len(claim.repeats))
    yield "sc:asNamed", claim.as_named


def _inspection(fact: Fact, claim: InspectionClaim) -> Properties:
    yield "sc:mentions", _thing(fact, "inspection")
    yield "sc:asNamed", claim.as_named or claim.subject
    yield "sc:when", claim.when
    for body in claim.bodies:
        yield "sc:conductedBy", Iri(body)


def _rating(fact: Fact, claim: RatingClaim) -> Properties:
    yield "sc:ratingSubject", _thing(fact, "subject")
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:asNamed", claim.subject if claim.subject_kind != "authority" else ""
    yield "sc:judgementArea", Iri(claim.area) if claim.area else None
    yield "sc:ratingValue", Iri(claim.value) if claim.value else None
    yield "sc:stars", integer(claim.stars) if claim.stars is not None else None
    yield "sc:score", decimal(claim.score) if claim.score else None
    yield "sc:status", Iri(concept_iri("statuses", claim.status))
    yield "sc:when", claim.when
    yield "sc:awardedIn", _thing(fact, "inspection")
    yield "sc:statedAs", claim.as_stated


def _person(fact: Fact, claim: PersonClaim) -> Properties:
    yield ("org:member" if claim.role else "sc:mentions"), _thing(fact, "person")
    yield "sc:asNamed", claim.as_named
    yield "sc:role", claim.role
    yield "org:role", Iri(claim.role_concept) if claim.role_concept else None
    yield "org:organization", _thing(fact, "organisation") if claim.role else None
    yield "sc:post", _thing(fact, "post")
    yield "sc:former", Literal("true", XSD + "boolean") if claim.former else None


def _comment(fact: Fact, claim: CommentClaim) -> Properties:
    yield "sc:speaker", _thing(fact, "person")
    yield "sc:asNamed", claim.as_named
    yield "sc:role", claim.role
    yield "sc:post", _thing(fact, "post")
    yield "sc:onBehalfOf", _thing(fact, "organisation")
    yield "sc:about", _thing(fact, "about")
    yield "sc:mode", Iri(concept_iri("modes", claim.mode))
    yield "sc:channel", Iri(concept_iri("channels", claim.channel.value))
    yield "sc:text", claim.text


def _release(fact: Fact, claim: ReleaseClaim) -> Properties:
    yield "sc:headline", claim.headline
    yield "dct:type", Iri(claim.kind)
    yield "sc:authority", _thing(fact, "authority")


def _source(fact: Fact, source: Organisation | None) -> Properties:
    yield "sc:statedBy", _thing(fact, "source")
    yield "sc:sourceWords", source.words if source else ""


def _said(fact: Fact, claim: FindingClaim | RecommendationClaim | QuotationClaim) -> Properties:
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:channel", Iri(concept_iri("channels", claim.channel.value))
    yield "sc:text", claim.text
    yield from _source(fact, claim.source)
    if isinstance(claim, QuotationClaim):
        return
    for group in claim.client_groups:
        yield "sc:clientGroup", Iri(group)
    for service_type in claim.service_types:
        yield "sc:serviceType", Iri(service_type)
    if isinstance(claim, FindingClaim):
        yield "sc:valence", Iri(concept_iri("valences", claim.valence))
    else:
        yield "sc:kind", Iri(concept_iri("recommendation-kinds", claim.kind))


def _measurement(fact: Fact, claim: MeasurementClaim) -> Properties:
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:value", decimal(claim.value)
    yield "sc:valueTo", decimal(claim.value_to) if claim.value_to else None
    yield "sc:unit", Iri(claim.unit)
    yield "sc:kind", Iri(concept_iri("measurement-kinds", claim.kind))
    yield "sc:measures", claim.measures
    yield "sc:population", claim.population
    yield "sc:qualifier", claim.qualifier
    yield "sc:period", claim.period
    yield from _source(fact, claim.source)


def _event(fact: Fact, claim: EventClaim) -> Properties:
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:event", claim.event
    yield "sc:kind", Iri(concept_iri("event-types", claim.kind))
    yield "sc:status", Iri(concept_iri("event-statuses", claim.status))
    yield "sc:when", claim.when
    yield "sc:whenValue", Literal(claim.when_value, XSD + claim.when_type) if claim.when_value else None
    yield "sc:covers", claim.covers


def _programme(fact: Fact, claim: ProgrammeClaim) -> Properties:
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:programme", _thing(fact, "programme")
    yield "sc:asNamed", claim.name
    yield "sc:kind", Iri(concept_iri("programme-kinds", claim.kind))
    for number in range(len(claim.partners)):
        yield "sc:partner", _thing(fact, f"partner{number}")


def _minute(fact: Fact, claim: MinuteClaim) -> Properties:
    yield "sc:authority", _thing(fact, "authority")
    yield "sc:committee", claim.committee
    yield "sc:item", claim.item
    yield "sc:kind", Iri(concept_iri("minute-kinds", claim.kind))
    yield "sc:text", claim.text
    yield "sc:owner", claim.owner
    yield "sc:when", claim.when


def _question(document: Document, claim: MinuteClaim) -> Iri:
    """Return the IRI of the entry that an answer answers: its content is its kind and its span."""
    asked = replace(claim, kind=QUESTION, span=claim.answers or claim.span, answers=None)
    return Iri(f"{ID}minute/{_hash(document, asked)}")


_KINDS = {
    AuthorityClaim: ("mention", "sc:Mention"),
    InspectionClaim: ("mention", "sc:Mention"),
    RatingClaim: ("rating", "sc:Rating"),
    PersonClaim: ("membership", "sc:Membership"),
    CommentClaim: ("comment", "sc:Comment"),
    ReleaseClaim: ("release", "sc:EmbeddedRelease"),
    FindingClaim: ("finding", "sc:Finding"),
    RecommendationClaim: ("recommendation", "sc:Recommendation"),
    MeasurementClaim: ("measurement", "sc:Measurement"),
    EventClaim: ("event", "sc:Event"),
    ProgrammeClaim: ("programme-mention", "sc:ProgrammeMention"),
    QuotationClaim: ("quotation", "sc:Quotation"),
    MinuteClaim: ("minute", "sc:MeetingEntry"),
}
