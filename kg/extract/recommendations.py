"""An annotated document in, its recommendations out: what reviewers, the authority or officers say is to be done.

Three constructions: entries of a list whose introduction tells their kind, somebody who can act with what they must do
("the service needs to develop …"), and what inspectors are said to advise ("recommend that …").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.clauses import (
    Listing,
    Stretch,
    authority_of,
    boundaries,
    closed_class,
    inline_listings,
    listings,
    opening,
    own_voice,
    sentences,
    trimmed,
    whole,
)
from kg.extract.voices import Voice, source_named, voice_of
from kg.lexicon import AUTHORITIES, VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, Claim, Hit, Organisation, RecommendationClaim, Token, Zone

LISTED, DUTY, ADVICE = "recommendation-listed", "recommendation-duty", "recommendation-advice"
KINDS, HEADS = "recommendation-head-cues", "finding-head-cues"
SUGGESTION, PLAN, PROPOSAL = "suggestion", "council-plan", "proposal"
_PROPOSING = f"{KINDS}/{PROPOSAL}"
FARTHEST_ACTOR = 9
FARTHEST_ADVISER = 4
NEAREST_OBJECT = 5
SHORTEST_ADVICE = 3
_BETWEEN = closed_class("also now still then therefore first further both all each must")
_ANAPHORS = frozenset({"it", "they"})
_SUPPOSED = closed_class("if whether how when why that who which what")
_RELATIVES = closed_class("who which that what")
_CONDITIONS = closed_class("if unless")
_NO_ADVICE = frozenset({"by", "in", "for", "to", ".", ",", ";"})
_BARE = frozenset({"this", "that", "these", "it"})
_READ = frozenset({Zone.BODY, Zone.ITEM})


def find_recommendations(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, comments: Iterable[Claim] = ()
) -> tuple[RecommendationClaim, ...]:
    """Return the recommendations of a document in order; `comments` are the stretches where persons speak."""
    reader = _Reader(annotated, lexicon, authorities, tuple(comments))
    return tuple(sorted(reader.read(), key=lambda claim: claim.span))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one document; holds only what was given."""

    annotated: Annotated
    lexicon: Lexicon
    authorities: Authorities
    comments: tuple[Claim, ...]

    def read(self) -> Iterator[RecommendationClaim]:
        """Yield the recommendations, lists first."""
        lists = [listing for listing in listings(self.annotated) if listing.entries]
        taken = {entry.block.block.index for listing in lists if _is_closed(listing) for entry in listing.entries}
        for listing in lists:
            yield from self._listed(listing)
        for block in self.annotated.blocks:
            if block.block.index not in taken and block.block.zone in _READ and not self._is_silent(block):
                yield from self._of_block(block)

    def _is_silent(self, block: AnnotatedBlock) -> bool:
        """Return whether a block stands in a section of minutes where members speak or decide."""
        silent = self.lexicon.concept(HEADS, "silent-section").related
        return f"{VOCAB}sections/{block.block.section}" in silent

    def _listed(self, listing: Listing) -> Iterator[RecommendationClaim]:
        kind = kind_of(listing)
        if not kind or self._is_silent(listing.entries[0].block):
            return
        source = next(filter(None, map(source_named, listing.heads)), None)
        for entry in listing.entries:
            if entry.text and not voice_of(entry, self.annotated, self.comments).person:
                yield self._claim(entry, kind, LISTED, None if kind == PLAN else source)

    def _of_block(self, block: AnnotatedBlock) -> Iterator[RecommendationClaim]:
        inline = [listing for listing in inline_listings(block) if kind_of(listing)]
        for listing in inline:
            yield from self._listed(listing)
        for sentence in sentences(whole(block)):
            if not any(sentence.start <= listing.heads[0].start < sentence.end for listing in inline):
                yield from self._of_sentence(sentence)

    def _of_sentence(self, sentence: Stretch) -> Iterator[RecommendationClaim]:
        voice = voice_of(sentence, self.annotated, self.comments)
        if voice.person:
            return
        advised = _advised(sentence)
        if advised is not None and sum(token.is_word for token in advised.tokens) < SHORTEST_ADVICE:
            return
        if advised is not None:
            yield self._claim(advised, SUGGESTION, ADVICE, voice.source)
            return
        proposed = _proposed(voice)
        if proposed is not None:
            yield self._claim(proposed, PROPOSAL, ADVICE, voice.source)
            return
        for clause in asked_clauses(voice.stated) if authority_of(sentence, self.authorities) else ():
            yield self._claim(clause, SUGGESTION, DUTY, voice.source)

    def _claim(self, stretch: Stretch, kind: str, rule: str, source: Organisation | None) -> RecommendationClaim:
        authority = authority_of(stretch, self.authorities)
        channel = self.annotated.layout.parts[stretch.block.block.part].channel
        voiced = kind == PLAN or channel in (Channel.RELEASE, Channel.MINUTES)
        own = own_voice(authority, self.authorities, self.lexicon) if voiced else None
        return RecommendationClaim(
            rule=rule,
            span=stretch.span,
            authority=authority,
            kind=kind,
            text=stretch.text,
            channel=channel,
            client_groups=stretch.concepts("client-groups"),
            service_types=stretch.concepts("service-types"),
            source=source or own,
        )


# --- lists


def kind_of(listing: Listing) -> str:
    """Return the kind that the introduction of a list gives its entries, unless a head of findings stands nearer."""
    for head in listing.heads:
        if opening(head, KINDS):
            return opening(head, KINDS)
        if head.hits(HEADS):
            return ""
    return ""


def _is_closed(listing: Listing) -> bool:
    return bool(listing.opened_by(HEADS) or listing.opened_by(KINDS))


# --- prose


def asked_clauses(sentence: Stretch) -> Iterator[Stretch]:
    """Yield the clauses that tell somebody what to do: one who can act, a word of duty, and a verb.

    What stands in contrast ("but needs to …") is the other half of a finding, and no recommendation.
    """
    asked: Stretch | None = None
    for clause in _clauses(sentence):
        if asked is not None and not clause.contrast and not is_asked(clause):
            asked = sentence.part(asked.start, clause.end)
            continue
        if asked is not None:
            yield asked
        asked = clause if not clause.contrast and is_asked(clause) else None
    if asked is not None:
        yield asked


def _clauses(sentence: Stretch) -> Iterator[Stretch]:
    start, contrast = sentence.start, sentence.contrast
    for offset, against in boundaries(sentence):
        yield sentence.part(start, offset, contrast=contrast)
        start, contrast = offset, against
    yield sentence.part(start, sentence.end, contrast=contrast)


def is_asked(clause: Stretch) -> bool:
    """Return whether a clause tells one who can act what to do: "it needs to develop …", not "it needs to be …"."""
    for hit in clause.named("action-cues/duty"):
        after = [token for token in clause.tokens if token.start >= hit.end]
        before = [token for token in reversed(clause.tokens) if token.end <= hit.start]
        if not after or _is_denied(before) or clause.block.text[: hit.end].lower().endswith("needed to"):
            continue
        if (_is_passive_order(hit, after) and not _is_papers(clause, before)) or (
            _is_act(after) and _has_actor(clause, before)
        ):
            return True
    return False


def duty_words(clause: Stretch) -> tuple[Token, ...]:
    """Return the words right behind a duty: what has to become more or better stands there."""
    starts = [hit.end for hit in clause.named("action-cues/duty")]
    return tuple(token for token in clause.tokens if starts and token.start >= starts[0])[:NEAREST_OBJECT]


def _is_papers(clause: Stretch, before: list[Token]) -> bool:
    """Return whether the subject is the report itself: "the report should be published in May"."""
    return bool(before) and any(source.end == before[0].end for source in clause.named("polarity-cues/source"))


def _is_passive_order(hit: Hit, after: list[Token]) -> bool:
    """Return whether a modal orders in the passive: "should be offered", but not "need to be better"."""
    acts = [token for token in after[1:NEAREST_OBJECT] if not token.key.endswith("ly")]
    participle = bool(acts) and acts[0].key.endswith(("ed", "en", "t", "n"))
    return hit.label in english.MODALS and after[0].key == "be" and participle


def keeps_up(clause: Stretch) -> bool:
    """Return whether what is asked is only to go on with what is good."""
    return bool(clause.named("action-cues/keeping-up"))


def _is_act(after: list[Token]) -> bool:
    """Return whether the words behind a duty are an act: a bare verb, and no form of be, nor "have done"."""
    first = next((token for token in after if not token.key.endswith("ly") and token.key not in _BETWEEN), after[0])
    done = first.key == "have" and len(after) > 1 and after[1].key.endswith(("ed", "en"))
    return first.is_word and first.stem != "be" and not done and first.key not in english.FUNCTION_WORDS


def _is_denied(before: list[Token]) -> bool:
    """Return whether the duty is denied, asked about, or only supposed."""
    near = before[:NEAREST_OBJECT]
    return (
        any(token.key in english.NEGATIONS for token in near[:2])
        or any(token.key in _SUPPOSED and not _is_modifier(before, place) for place, token in enumerate(near))
        or any(token.key in _CONDITIONS for token in before)
    )


def _is_modifier(before: list[Token], place: int) -> bool:
    """Return whether a relative pronoun only opens a clause about the subject, with its own verb before the duty."""
    return before[place].key == "who" and place > 1


def _has_actor(clause: Stretch, before: list[Token]) -> bool:
    """Return whether the subject, right before the duty, is one who can act."""
    words = [token for token in before[:FARTHEST_ACTOR] if not token.key.endswith("ly") and token.key not in _BETWEEN]
    subject = list(dropwhile(lambda token: not token.is_word, words))
    if not subject:
        return False
    actors = [*clause.named("action-cues/actor"), *clause.hits(AUTHORITIES)]
    if subject[0].key in _ANAPHORS:
        return len(subject) == 1 or subject[1].text == ","
    if any(hit.start <= subject[0].start < hit.end for hit in actors):
        return not any(token.key in _RELATIVES for token in subject[:2])
    heads = [token for token in subject if any(hit.start <= token.start < hit.end for hit in actors)]
    return bool(heads) and any(token.key in ("to", "for", "of") for token in subject[: subject.index(heads[0])])


# --- advice


def advises(stretch: Stretch) -> bool:
    """Return whether a clause tells what inspectors advise."""
    return _advised(stretch) is not None


def _advised(sentence: Stretch) -> Stretch | None:
    """Return what a sentence says that inspectors advise: what follows "recommend that", or "recommend" and a noun."""
    hits = [hit for hit in sentence.named("action-cues/advice") if _advises(sentence, hit)]
    boundary = next((offset for offset, contrast in boundaries(sentence) if contrast), sentence.end)
    if not hits or hits[0].start > boundary:
        return None
    behind = [token for token in sentence.tokens if token.start >= hits[0].end]
    if not behind or behind[0].key in _NO_ADVICE or behind[0].stem == "be":
        return None
    start = behind[1].start if behind[0].key in ("that", ":") and len(behind) > 1 else behind[0].start
    return sentence.part(start, sentence.end)


def _advises(sentence: Stretch, hit: Hit) -> bool:
    """Return whether inspectors, or their report, are named right before a verb of advice."""
    before = [token for token in reversed(sentence.tokens) if token.end <= hit.start][:FARTHEST_ADVISER]
    named = source_named(sentence.part(before[-1].start, hit.start)) if before else None
    in_minutes = sentence.block.block.section
    pronoun = before and before[-1].key in _ANAPHORS and len(before) < FARTHEST_ADVISER and not in_minutes
    return (named is not None or bool(pronoun)) and not any(
        token.key in _SUPPOSED or token.stem == "be" for token in before
    )


def proposes(stretch: Stretch) -> bool:
    """Return whether a stretch of minutes puts something forward to be decided."""
    named = stretch.block.block.section and stretch.named(_PROPOSING)
    return bool(named) and stretch.tokens[0].key not in _BARE


def _proposed(voice: Voice) -> Stretch | None:
    """Return what a sentence of minutes proposes: the words behind "it was proposed that", or with "will require"."""
    stated = voice.stated
    if not proposes(stated):
        return None
    hits = stated.named(_PROPOSING)
    opens = hits[0].start <= stated.start + 1
    return trimmed(stated.part(hits[0].end, stated.end)) if opens else stated
