"""Annotated blocks in, the releases that a document prints whole out."""

from __future__ import annotations

from kg.extract.authorities import Authorities
from kg.model import Annotated, Part, ReleaseClaim

RULE = "release-introduction"


def find_releases(annotated: Annotated, authorities: Authorities) -> tuple[ReleaseClaim, ...]:
    """Return one claim a release; its span runs from the headline to the last word."""
    return tuple(_claim(annotated, authorities, part) for part in annotated.layout.parts[1:])


def _claim(annotated: Annotated, authorities: Authorities, part: Part) -> ReleaseClaim:
    headline = annotated.blocks[part.headline].text if part.headline is not None else ""
    place = part.headline if part.headline is not None else part.introduction or 0
    return ReleaseClaim(
        rule=RULE,
        span=part.span,
        kind=part.kind,
        headline=headline,
        authority=authorities.at(place, len(annotated.blocks[place].text)) or authorities.subject,
    )
