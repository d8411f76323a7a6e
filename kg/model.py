"""The values that pass between the rooms: frozen, slotted, without behaviour beyond their own fields.

path → `Document` → `Layout` of `Block`s → `Annotated` → `Claim`s → `Fact`s → quads. All raw offsets are half-open
and count Unicode code points of `Document.text`; offsets inside a block count code points of its `View`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a document's raw text, half-open, in code points."""

    start: int
    end: int


# --- reading and layout


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read. `text` is the decoded text, never altered; `digest` the SHA-256 of the bytes, in hex.

    The document begins at `start`, behind its front matter. `pages` are the offsets at which its printed pages begin,
    `notes` sentences on what of the file could not be read. `licence` is an address or words.
    """

    path: str
    text: str
    digest: str
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    title: str = ""
    publisher: str = ""
    date: str = ""
    aliases: tuple[str, ...] = ()
    url: str = ""
    licence: str = ""
    start: int = 0
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int:
        """Return the number of the printed page on which a place of the text stands, from 1; 0 where there are none."""
        return bisect_right(self.pages, offset)


@dataclass(frozen=True, slots=True)
class View:
    """A cleaned copy of a stretch of raw text, with the way back.

    Character i of `text` stands for raw[starts[i]:ends[i]]. Line wraps and no-break spaces are single spaces; every
    opening and closing speech mark of whatever alphabet is “ or ”; every apostrophe is '.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the raw span of view[start:end], which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])


class Zone(StrEnum):
    """What a block is in its page."""

    FURNITURE = "furniture"
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    INTRODUCTION = "introduction"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"


class Channel(StrEnum):
    """In which voice something is said: the article, the council's release inside it, the report, the minutes."""

    ARTICLE = "article"
    RELEASE = "release"
    REPORT = "report"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item. `part` indexes `Layout.parts`; `headings` the trail of headings above it."""

    index: int
    zone: Zone
    view: View
    part: int = 0
    marker: str = ""
    headings: tuple[int, ...] = ()
    section: str = ""

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.view.text


@dataclass(frozen=True, slots=True)
class Part:
    """The document's own text (the first part), or a release or statement that it prints whole.

    `kind` is a concept of the document types; `headline` the index of the block that holds it, if any.
    """

    kind: str
    channel: Channel
    span: Span
    headline: int | None = None
    introduction: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's blocks in reading order, and its parts."""

    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    kind: str = ""


# --- annotation


class Token(NamedTuple):
    """A word or a mark: view offsets, half-open; `key` is what labels are compared by, `stem` without inflection."""

    start: int
    end: int
    text: str
    key: str
    stem: str

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or a digit."""
        return self.text[0].isalnum()


class Hit(NamedTuple):
    """A label of the lexicon found in a block: view offsets, half-open; `gaps` are the stretches that `…` stood for."""

    scheme: str
    concept: str
    start: int
    end: int
    label: str
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedBlock:
    """A block with its tokens, its sentences (view offsets) and the lexicon's hits by scheme, in order of start."""

    block: Block
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    hits: Mapping[str, tuple[Hit, ...]]

    @property
    def text(self) -> str:
        """The cleaned text of the block."""
        return self.block.view.text

    def within(self, scheme: str, start: int, end: int) -> tuple[Hit, ...]:
        """Return the hits of a scheme that lie wholly inside view[start:end]."""
        return tuple(hit for hit in self.hits.get(scheme, ()) if hit.start >= start and hit.end <= end)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the view offsets of the sentence that holds `offset` (the last one if it lies behind all)."""
        for start, end in self.sentences:
            if offset < end:
                return start, end
        return self.sentences[-1] if self.sentences else (0, len(self.text))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document laid out and annotated: what every extractor reads."""

    document: Document
    layout: Layout
    blocks: tuple[AnnotatedBlock, ...]


# --- claims: what a document says, things still by name


class Organisation(NamedTuple):
    """An organisation by name: `kind` is authority, body or other; `key` the register key, the body's IRI or ''.

    As the source of a statement it may also be a person (`kind` person, `key` the full name) or a report (`kind`
    report: only its words are known).
    """

    kind: str
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one stretch of text says. `rule` names the construction; `span` runs from its first to its last word.

    `pieces` are the parts of a broken quotation; `repeats` the places where the document says the same again.
    """

    rule: str
    span: Span
    pieces: tuple[Span, ...] = ()
    repeats: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityClaim(Claim):
    """The document names an authority; `role` is reviewed, subject or mentioned; `repeats` are all further mentions."""

    authority: str
    as_named: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingClaim(Claim):
    """One value of one judgement area for one subject.

    `authority` is a register key or ''; `subject` is "overall" or the words of the service or provider;
    `subject_kind` is authority, service or provider. `value`, `area` and `regime` are IRIs ('' where not stated).
    """

    authority: str
    subject: str
    subject_kind: str
    regime: str
    area: str
    value: str
    as_stated: str
    stars: int | None = None
    score: str = ""
    status: str = "current"
    when: str = ""
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionClaim(Claim):
    """The document names an inspection of an authority (or of a service of it), with bodies and time as stated."""

    authority: str
    subject: str
    subject_kind: str
    regime: str
    as_named: str
    bodies: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonClaim(Claim):
    """A person named with a role ('' where the text gives none).

    `person` is the fullest name in the document, without honorific; `as_named` the words here; `role_concept` an IRI.
    """

    person: str
    as_named: str
    role: str = ""
    role_concept: str = ""
    organisation: Organisation | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentClaim(Claim):
    """One utterance of one named person; `about` is a register key or ''; `mode` is direct, reported or mixed."""

    person: str
    as_named: str
    text: str
    mode: str
    channel: Channel
    role: str = ""
    organisation: Organisation | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseClaim(Claim):
    """A release or statement printed whole inside the document; `kind` is a concept of the document types."""

    kind: str
    headline: str
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingClaim(Claim):
    """One evaluative claim. `authority` is a register key or ''; `valence` strength, weakness, mixed or neutral.

    `client_groups` and `service_types` are IRIs; `source` says who states it; `reason_for` is the IRI of a judgement
    area whose rating the text gives this as the reason for, or ''.
    """

    authority: str
    valence: str
    text: str
    channel: Channel
    client_groups: tuple[str, ...] = ()
    service_types: tuple[str, ...] = ()
    source: Organisation | None = None
    reason_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationClaim(Claim):
    """What is to be done. `kind` is a notation of the scheme recommendation-kinds; the rest as in a finding."""

    authority: str
    kind: str
    text: str
    channel: Channel
    client_groups: tuple[str, ...] = ()
    service_types: tuple[str, ...] = ()
    source: Organisation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementClaim(Claim):
    """A number with its unit. `value` and `value_to` (ranges only) are exact decimals, scaled: £1m is "1000000".

    `unit` is an IRI; `kind` a notation of measurement-kinds (percentage, money, count, change, rank, age, duration);
    `measures`, `population`, `qualifier`, `period` are the text's words, '' where it has none.
    """

    authority: str
    value: str
    unit: str
    kind: str
    measures: str
    value_to: str = ""
    population: str = ""
    qualifier: str = ""
    period: str = ""
    source: Organisation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(Claim):
    """An event or a state in time. `kind` is a notation of event-types, `status` past, current or planned.

    `when` is as stated; `when_value` the same as an xsd date, gYearMonth or gYear (`when_type` names which), else ''.
    `covers` are the words of the service that a state covers.
    """

    authority: str
    event: str
    kind: str
    status: str
    when: str = ""
    when_value: str = ""
    when_type: str = ""
    covers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeClaim(Claim):
    """A programme, named service, plan or partner body. `kind` is a notation of programme-kinds."""

    authority: str
    name: str
    kind: str
    partners: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationClaim(Claim):
    """Words quoted from a report or a body, never from a person."""

    authority: str
    text: str
    channel: Channel
    source: Organisation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteClaim(Claim):
    """An entry of minutes: `kind` is key-issue, question, answer, statement, conclusion or action.

    `answers` is the span of the question that an answer answers; `owner` and `when` belong to actions.
    """

    authority: str
    committee: str
    item: str
    kind: str
    text: str
    owner: str = ""
    when: str = ""
    answers: Span | None = None


# --- facts: claims with their things resolved


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that several documents may name. `links` are (property, IRI) pairs that follow from its key."""

    iri: str
    type: str
    label: str
    key: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim and the things it names, by their part in it (subject, authority, inspection, person, post, …)."""

    claim: Claim
    things: Mapping[str, Thing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What a shape objects to. `severity` is Violation, Warning or Info; `document`, `quotation` where they are known.

    `focus`, `shape`, `component` (the kind of constraint) and `property` are IRIs, `value` is a term of N-Triples.
    """

    severity: str
    message: str
    document: str = ""
    start: int = -1
    quotation: str = ""
    focus: str = ""
    shape: str = ""
    component: str = ""
    property: str = ""
    value: str = ""
