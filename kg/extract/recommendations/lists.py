"""The introduction of a list in, the kind of recommendation that its entries are out."""

from __future__ import annotations

from kg.extract.clauses import Listing, Stretch, closed_class, opening
from kg.extract.recommendations.duties import EVERYBODY, has_actor
from kg.extract.recommendations.orders import CUES
from kg.model import Hit, Token

KINDS, HEADS = "recommendation-head-cues", "finding-head-cues"
SUGGESTION, PLAN, PROPOSAL, RESOLVED = "suggestion", "council-plan", "proposal", "resolution"
NEAREST_OBJECT = 9
FEWEST_WORDS = 2
_BE_TO = (("is", "to"), ("are", "to"), ("going", "to"))
_ADVERBS = closed_class("now also therefore then")
_ADDRESSED = frozenset({"we", "you"})
_COMING = frozenset({"will", "shall"})
_ENDINGS = frozenset({"is", "are", "going", "to", "will", "shall"})
_DUTY = frozenset({"should", "must"})


def kind_of(listing: Listing) -> str:
    """Return the kind that the introduction of a list gives its entries, unless a head of findings stands nearer."""
    for head in listing.heads:
        if opening(head, KINDS):
            return opening(head, KINDS)
        if head.hits(HEADS):
            return ""
        if ends_open(head):
            return ends_open(head)
    return ""


def is_closed(listing: Listing) -> bool:
    """Return whether the introduction says what the entries are, so that they are not read as prose."""
    return bool(listing.opened_by(HEADS) or kind_of(listing))


def is_resolution(listing: Listing) -> bool:
    """Return whether the introduction tells that a meeting resolved the entries: "The Committee agreed:"."""
    return not kind_of(listing) and any(
        _last_hit(head, "minutes-layout-cues", "/resolution-opening") for head in listing.heads[:1]
    )


def ends_open(head: Stretch) -> str:
    """Return the kind of the entries behind an introduction that breaks off: "wants the borough to:"."""
    tokens = [token for token in head.tokens if token.is_word and token.key not in _ADVERBS]
    if len(tokens) < FEWEST_WORDS or not head.block.text[head.start : head.end].rstrip(" -").endswith((":", "to", "…")):
        return ""
    last, before = tokens[-1], tokens[-2]
    if last.key in _COMING or (before.key, last.key) in _BE_TO:
        return PLAN if _has_subject(head, [token for token in tokens if token.key not in _ENDINGS]) else ""
    if last.key in _DUTY:
        return SUGGESTION if _has_subject(head, tokens[:-1]) else ""
    return _ends_in_to(head, tokens) if last.key == "to" else ""


def _has_subject(head: Stretch, tokens: list[Token]) -> bool:
    first = tokens[-1] if tokens else None
    return first is not None and (first.key in _ADDRESSED or has_actor(head, list(reversed(tokens)), EVERYBODY))


def _ends_in_to(head: Stretch, tokens: list[Token]) -> str:
    if _last_hit(head, CUES, "/undertaking"):
        return PLAN
    near = tokens[-NEAREST_OBJECT].start if len(tokens) >= NEAREST_OBJECT else head.start
    asked = [h for h in head.hits(CUES) if h.start >= near and h.concept.endswith(("/asking", "/expecting"))]
    return SUGGESTION if asked else ""


def _last_hit(head: Stretch, scheme: str, notation: str) -> Hit | None:
    """Return the hit of a concept with which a stretch ends."""
    words = [token for token in head.tokens if token.is_word]
    hits = [hit for hit in head.hits(scheme) if hit.concept.endswith(notation)]
    return next((hit for hit in hits if words and hit.end >= words[-1].end), None)
