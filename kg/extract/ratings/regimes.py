"""Under which regime is a value given, and so which of the scales that word it alike is meant?"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kg.extract.ratings.sentence import Page, Sentence
from kg.extract.ratings.signals import Signal
from kg.extract.ratings.subjects import AUTHORITY, PROVIDER, Subject
from kg.lexicon import REGIMES, VALUES, Concept, Regime
from kg.rdf import term

NAMED_HERE, STARS_IN_BLOCK, NAMED_IN_BLOCK, NAMED_IN_PAGE, BODY_HERE, BODY_IN_PAGE = 8, 6, 4, 2, 3, 1

MOST_BODIES = 2


class Evidence(NamedTuple):
    """Regimes and bodies named in a sentence, in its block, in the page; the scales whose stars the block counts."""

    here: frozenset[str]
    block: frozenset[str]
    page: frozenset[str]
    starred: frozenset[str]


def evidence(sentence: Sentence, page: frozenset[str]) -> Evidence:
    """Return the regimes and bodies named around a sentence; `page` are those of the whole document."""
    hits = [hit for scheme in (REGIMES, "bodies") for hit in sentence.block.hits.get(scheme, ())]
    here = frozenset(h.concept for h in hits if h.start >= sentence.start and h.end <= sentence.end)
    concepts = sentence.page.lexicon.concepts
    values = (concepts[hit.concept] for hit in sentence.block.hits.get(VALUES, ()))
    starred = frozenset(value.scheme for value in values if value.stars is not None)
    return Evidence(here, frozenset(h.concept for h in hits), page, starred)


def named_in(page: Page) -> frozenset[str]:
    """Return the regimes and bodies that a document names."""
    return frozenset(h.concept for b in page.annotated.blocks for s in (REGIMES, "bodies") for h in b.hits.get(s, ()))


def choose(page: Page, subject: Subject, signals: Collection[Signal], rule: str, named: Evidence) -> Regime | None:
    """Return the regime whose scales have all the values, that judges such subjects and is best named; None if none."""
    fitting = [r for r in page.lexicon.regimes.values() if _fits(r, subject, signals, rule)]
    if not fitting:
        return None
    return min(fitting, key=lambda regime: (-_weight(regime, named), regime.iri))


def is_named(regime: Regime, named: Evidence) -> bool:
    """Return whether a document names a regime or one of its bodies, and the sentence no body that is none of them."""
    others = {iri for iri in named.here if "/bodies/" in iri}
    if others and not others & set(regime.bodies):
        return False
    return bool({regime.iri, *regime.bodies} & (named.here | named.block | named.page))


def value_in(regime: Regime, signal: Signal) -> Concept | None:
    """Return the value that a signal means under a regime."""
    return next((concept for concept in signal.values if concept.scheme in regime.scales), None)


def _fits(regime: Regime, subject: Subject, signals: Collection[Signal], rule: str) -> bool:
    judged = {AUTHORITY: "sc:LocalAuthority", PROVIDER: "sc:Provider"}.get(subject.kind, "sc:Service")
    if rule not in regime.constructions or term(judged).value not in regime.applies_to:
        return False
    return all(value_in(regime, signal) for signal in signals)


def _weight(regime: Regime, named: Evidence) -> int:
    bodies = frozenset(regime.bodies)
    weight = NAMED_HERE * (regime.iri in named.here) + NAMED_IN_BLOCK * (regime.iri in named.block)
    weight += NAMED_IN_PAGE * (regime.iri in named.page)
    weight += STARS_IN_BLOCK * (regime.iri in named.page and bool(named.starred & set(regime.scales)))
    return weight + BODY_HERE * bool(bodies & named.here) + BODY_IN_PAGE * min(MOST_BODIES, len(bodies & named.page))
