"""An annotated document in, its recommendations out: what reviewers, the authority or officers say is to be done.

Entries of a list whose introduction tells their kind (`lists`), somebody who can act with what they must do (`duties`),
what inspectors advise (`advice`), who was asked to act (`orders`), what the council will do (`plans`), and what a
meeting resolved to have done (`resolutions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.clauses import Listing, Stretch, authority_of, inline_listings, listings, own_voice, sentences, whole
from kg.extract.recommendations.advice import advised, advises, proposed, proposes
from kg.extract.recommendations.duties import EVERYBODY, asked_clauses, clauses_of, duty_words, is_asked, keeps_up
from kg.extract.recommendations.lists import HEADS, PLAN, PROPOSAL, SUGGESTION, is_closed, is_resolution, kind_of
from kg.extract.recommendations.orders import ordered
from kg.extract.recommendations.plans import planned
from kg.extract.recommendations.resolutions import asking_resolutions
from kg.extract.voices import Voice, source_named, voice_of
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, Claim, Hit, Organisation, RecommendationClaim, Zone

__all__ = ["advises", "asked_clauses", "duty_words", "find_recommendations", "is_asked", "keeps_up", "proposes"]

LISTED, DUTY, ADVICE = "recommendation-listed", "recommendation-duty", "recommendation-advice"
ORDER, PLANNED, RESOLVED = "recommendation-order", "recommendation-plan", "recommendation-resolved"
SHORTEST_ADVICE = 3
FIRST_BLOCKS = 12
RESOLUTION = "resolution"
_NUMBERED = re.compile(r"R(?:ec)?\s?\d{1,2}[.:)]?\s+(?=[A-Z])")
_READ = frozenset({Zone.BODY, Zone.ITEM, Zone.STANDFIRST})


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
        taken = {entry.block.block.index for listing in lists if is_closed(listing) for entry in listing.entries}
        for listing in lists:
            yield from self._resolved(listing) if is_resolution(listing) else self._listed(listing)
        yield from self._numbered()
        for block in self.annotated.blocks:
            if block.block.section == RESOLUTION:
                yield from self._of_resolution(whole(block))
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
            if entry.text and not self._voice(entry).person:
                yield self._claim(entry, kind, LISTED, None if kind == PLAN else source)

    def _numbered(self) -> Iterator[RecommendationClaim]:
        """Yield recommendations that are numbered as such: "R1 Raise standards"."""
        found = [(whole(block), match) for block in self.annotated.blocks if (match := _NUMBERED.match(block.text))]
        for stretch, match in found if len(found) > 1 else []:
            yield self._claim(stretch.part(match.end(), stretch.end), SUGGESTION, LISTED, None)

    def _resolved(self, listing: Listing) -> Iterator[RecommendationClaim]:
        for entry in listing.entries:
            if entry.block.block.section != RESOLUTION:
                yield from self._of_resolution(entry)

    def _of_resolution(self, stretch: Stretch) -> Iterator[RecommendationClaim]:
        for piece in asking_resolutions(stretch):
            yield self._claim(piece, PLAN, RESOLVED, None)

    def _of_block(self, block: AnnotatedBlock) -> Iterator[RecommendationClaim]:
        inline = [listing for listing in inline_listings(block) if kind_of(listing)]
        for listing in inline:
            yield from self._listed(listing)
        for sentence in sentences(whole(block)):
            if not any(sentence.start <= listing.heads[0].start < sentence.end for listing in inline):
                yield from self._of_sentence(sentence)

    def _of_sentence(self, sentence: Stretch) -> Iterator[RecommendationClaim]:
        voice = self._voice(sentence)
        if voice.person or self._is_question(sentence):
            return
        found = advised(sentence)
        if found is not None:
            if sum(token.is_word for token in found.tokens) >= SHORTEST_ADVICE:
                yield self._claim(found, SUGGESTION, ADVICE, voice.source)
            return
        found = proposed(voice)
        if found is not None:
            yield self._claim(found, PROPOSAL, ADVICE, voice.source)
            return
        yield from self._of_clauses(sentence, voice)

    def _of_clauses(self, sentence: Stretch, voice: Voice) -> Iterator[RecommendationClaim]:
        """Yield the clauses that tell what must be done, what was asked for, and what is planned."""
        must = list(asked_clauses(voice.stated, EVERYBODY))
        for clause in must:
            yield self._claim(clause, SUGGESTION, DUTY, voice.source)
        taken = list(must)
        for clause in clauses_of(sentence):
            order = ordered(clause, addressed=self._is_letter())
            if order is not None and not _overlaps(order, taken):
                taken.append(order)
                yield self._claim(order, SUGGESTION, ORDER, voice.source)
        for clause in () if sentence.block.block.section else (*clauses_of(voice.stated), *clauses_of(sentence)):
            if not _overlaps(clause, taken) and planned(clause, own=not self._is_letter()):
                taken.append(clause)
                yield self._claim(clause, PLAN, PLANNED, voice.source)

    def _voice(self, sentence: Stretch) -> Voice:
        """Return whose words a sentence is; `we` outside all speech marks and comments is the writer, no person."""
        voice = voice_of(sentence, self.annotated, self.comments)
        text = sentence.block.text
        is_quoted = english.OPEN in text or english.CLOSE in text
        spoken = any(
            sentence.span.start < part.end and part.start < sentence.span.end
            for comment in self.comments
            for part in (comment.pieces or (comment.span,))
        )
        is_reported = bool(sentence.hits("roles")) and any(
            not _is_passive(sentence, hit) for hit in sentence.hits("speech-verbs")
        )
        return voice if not voice.person or is_quoted or spoken or is_reported else Voice(sentence)

    def _is_question(self, sentence: Stretch) -> bool:
        return sentence.text.rstrip().endswith("?")

    def _is_letter(self) -> bool:
        """Return whether the document is a letter to somebody named: "Dear Mr Prothero"."""
        blocks = self.annotated.blocks[:FIRST_BLOCKS]
        opened = (hit.start == 0 for block in blocks for hit in whole(block).named("order-cues/salutation"))
        return any(opened)

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


def _overlaps(stretch: Stretch, others: Iterable[Stretch]) -> bool:
    return any(stretch.start < other.end and other.start < stretch.end for other in others)


def _is_passive(sentence: Stretch, verb: Hit) -> bool:
    """Return whether a verb of speech tells who was spoken to, or is a noun: "have been warned", "see a report"."""
    before = [token for token in sentence.tokens if token.end <= verb.start]
    return bool(before) and (before[-1].stem == "be" or before[-1].key in english.DETERMINERS)
