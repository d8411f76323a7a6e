"""An annotated document in, claims out: one module a kind of fact.

Names of people come first, for a surname may be a council; then authorities, for everything else is said of one; then
comments, for what a person says is no finding of the report's.
"""

from __future__ import annotations

from kg.extract.authorities import authority_claims, find_authorities
from kg.extract.comments import find_comments
from kg.extract.events import find_events
from kg.extract.findings import find_findings
from kg.extract.measures import find_measures
from kg.extract.minutes import find_attendees, find_minutes
from kg.extract.names import find_names
from kg.extract.people import find_people, find_speakers
from kg.extract.programmes import find_programmes
from kg.extract.ratings import find_inspections, find_ratings
from kg.extract.recommendations import find_recommendations
from kg.extract.releases import find_releases
from kg.extract.report_quotations import find_report_quotations
from kg.lexicon import Lexicon
from kg.model import Annotated, Claim


def extract(annotated: Annotated, lexicon: Lexicon) -> list[Claim]:
    """Return everything that the document says, still by name."""
    names = find_names(annotated, lexicon)
    places = [(name.block, name.start, name.end) for name in names]
    authorities = find_authorities(annotated, lexicon, places)
    ratings = find_ratings(annotated, lexicon, authorities)
    people = find_people(annotated, lexicon, names, authorities)
    comments = find_comments(annotated, lexicon, names, people, authorities)
    return [
        *authority_claims(annotated, authorities, {rating.authority for rating in ratings}),
        *ratings,
        *find_inspections(annotated, lexicon, authorities, ratings),
        *people,
        *find_speakers(annotated, names, people, comments),
        *find_attendees(annotated, lexicon, authorities, people),
        *comments,
        *find_releases(annotated, authorities),
        *find_findings(annotated, lexicon, authorities, comments),
        *find_recommendations(annotated, lexicon, authorities, comments),
        *find_measures(annotated, lexicon, authorities, people, comments),
        *find_events(annotated, lexicon, authorities),
        *find_programmes(annotated, lexicon, authorities, names),
        *find_report_quotations(annotated, lexicon, authorities, comments),
        *find_minutes(annotated, lexicon, authorities, places),
    ]
