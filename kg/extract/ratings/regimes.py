"""Under which regime is a value given, and so which of the scales that word the value alike is meant?

Bodies and regimes named near, the date, the people served and the areas judged weigh for a regime or against it. Where
they do not settle it, the regime that stands for all those left (`skos:broader`), or the unsettled one, is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from kg.extract.ratings.dating import covers
from kg.extract.ratings.sentence import Page, Sentence
from kg.extract.ratings.signals import Signal
from kg.extract.ratings.standing import PREVIOUS, Standing
from kg.extract.ratings.subjects import AUTHORITY, PROVIDER, Subject
from kg.extract.times import find_times
from kg.lexicon import REGIMES, VALUES, VOCAB, Concept, Lexicon, Regime
from kg.rdf import term

NAMED_HERE, STARS_IN_BLOCK, NAMED_IN_BLOCK, NAMED_IN_PAGE, BODY_HERE, BODY_IN_PAGE = 8, 6, 4, 2, 3, 1
NAMED_LAST, IN_PERIOD, OUT_OF_PERIOD, SERVES, SERVES_OTHERS, JUDGES, DECIDED = 2, 2, 6, 2, 4, 3, 1
MOST_BODIES = 2
UNSETTLED = VOCAB + "regimes/unsettled"
GRADED = frozenset(
    {"graded-subject", "graded-before", "graded-list", "graded-line", "graded-table", "outcome-stated", "score-given"}
)


class Evidence(NamedTuple):
    """Regimes and bodies named in a sentence, in its block, in the page, and last before it.

    `starred` are the scales whose stars the block counts; `groups` the groups of people that the sentence, else the
    page speaks of; `date` the time of the rating, else that of the document; `latest` says that it is only a bound.
    """

    here: frozenset[str]
    block: frozenset[str]
    page: frozenset[str]
    starred: frozenset[str]
    last: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    date: str = ""
    bound: bool = False


def graded_scales(lexicon: Lexicon) -> frozenset[str]:
    """Return the scales of the regimes whose values are read as grades."""
    return frozenset(s for r in lexicon.regimes.values() if GRADED & set(r.constructions) for s in r.scales)


def evidence(sentence: Sentence, page: frozenset[str]) -> Evidence:
    """Return the regimes and bodies named around a sentence; `page` are those of the whole document."""
    hits = [hit for scheme in (REGIMES, "bodies") for hit in sentence.block.hits.get(scheme, ())]
    here = frozenset(h.concept for h in hits if h.start >= sentence.start and h.end <= sentence.end)
    concepts = sentence.page.lexicon.concepts
    values = (concepts[hit.concept] for hit in sentence.block.hits.get(VALUES, ()))
    starred = frozenset(value.scheme for value in values if value.stars is not None)
    return Evidence(here, frozenset(h.concept for h in hits), page, starred)


def full_evidence(sentence: Sentence, page: frozenset[str], standing: Standing) -> Evidence:
    """Return the same with what was named last, the people spoken of, and the time."""
    dated = sentence.page.dated
    own = next((t.value for t in find_times(standing.when, dated.written) if t.value), "")
    return evidence(sentence, page)._replace(
        last=_named_last(sentence),
        groups=_groups(sentence),
        date=own or dated.now,
        bound=not own and standing.status == PREVIOUS and not standing.doubt,
    )


def _named_last(sentence: Sentence) -> frozenset[str]:
    """Return the regime or body named last at or before a sentence."""
    blocks = sentence.page.annotated.blocks
    for block in reversed(blocks[: sentence.index + 1]):
        limit = sentence.end if block.block.index == sentence.index else len(block.text)
        hits = [h for scheme in (REGIMES, "bodies") for h in block.hits.get(scheme, ()) if h.end <= limit]
        if hits:
            latest = max(hit.end for hit in hits)
            return frozenset(hit.concept for hit in hits if hit.end == latest)
    return frozenset()


def _groups(sentence: Sentence) -> frozenset[str]:
    """Return the groups of people that a sentence speaks of, with their broader ones; else those of the page."""
    own = frozenset(_with_broader(sentence.page.lexicon, (hit.concept for hit in sentence.hits("client-groups"))))
    if own:
        return own
    every = (h.concept for b in sentence.page.annotated.blocks for h in b.hits.get("client-groups", ()))
    return frozenset(_with_broader(sentence.page.lexicon, every))


def _with_broader(lexicon: Lexicon, groups: Iterable[str]) -> set[str]:
    found: set[str] = set()
    pending = list(groups)
    while pending:
        group = pending.pop()
        if group not in found:
            found.add(group)
            pending += lexicon.concepts[group].broader
    return found


def named_in(page: Page) -> frozenset[str]:
    """Return the regimes and bodies that a document names."""
    return frozenset(h.concept for b in page.annotated.blocks for s in (REGIMES, "bodies") for h in b.hits.get(s, ()))


# --- choosing


def choose(page: Page, subject: Subject, signals: Collection[Signal], rule: str, named: Evidence) -> Regime | None:
    """Return the regime whose scales have all the values, that judges such subjects and is best named; None if none."""
    fitting = [r for r in page.lexicon.regimes.values() if _fits(r, subject, signals, rule)]
    plain = [regime for regime in fitting if not GRADED & set(regime.constructions)]
    graded = [regime for regime in fitting if regime not in plain and is_named(regime, named)]
    if any(is_named(regime, named) for regime in plain):
        graded = [regime for regime in graded if regime.iri in named.page]
    left = [*plain, *graded]
    if not left:
        return None
    return min(left, key=lambda regime: (-_weight(regime, named) - _period_weight(regime, named), regime.iri))


class Question(NamedTuple):
    """What a regime is sought for: a subject, its values, the rule that read them, the areas it may be judged in."""

    subject: Subject
    signals: tuple[Signal, ...]
    rule: str
    areas: tuple[str, ...] = ()


def choose_graded(page: Page, question: Question, named: Evidence, decided: Collection[str]) -> Regime | None:
    """Return the regime of a grade, the one that stands for those among which nothing decides, or None.

    A regime of which neither name nor body stands in the document is taken only if no other has the value. `decided`
    are the regimes of other ratings of the document.
    """
    regimes = page.lexicon.regimes
    stand_ins = {iri for regime in regimes.values() for iri in regime.broader} | {UNSETTLED}
    fitting = [r for r in regimes.values() if r.iri not in stand_ins and _fits(r, *question[:3])]
    told = [regime for regime in fitting if is_named(regime, named)]
    known = [regime for regime in told if not _is_anothers(page, regime, named)]
    if told and not known:
        return None
    weights = {
        r.iri: _full_weight(page, r, named, question.areas) + DECIDED * (r.iri in decided) for r in known or fitting
    }
    best = [regime for regime in known or fitting if weights[regime.iri] == max(weights.values())]
    if len(best) == 1 and (known or len(fitting) == 1):
        return best[0]
    shared = [iri for iri in best[0].broader if all(iri in other.broader for other in best)] if known else []
    fallback = regimes.get(shared[0] if shared else UNSETTLED)
    return fallback if fallback and _fits(fallback, *question[:3]) else None


def _full_weight(page: Page, regime: Regime, named: Evidence, areas: tuple[str, ...]) -> int:
    weight = _weight(regime, named) + NAMED_LAST * bool({regime.iri, *regime.bodies} & named.last)
    weight += _period_weight(regime, named)
    if regime.client_groups and named.groups:
        weight += SERVES if set(regime.client_groups) & named.groups else -SERVES_OTHERS
    judged = {area for scale in regime.scales for area in page.lexicon.areas[scale]}
    return weight + (JUDGES if judged & set(areas) else -JUDGES if areas else 0)


def _period_weight(regime: Regime, named: Evidence) -> int:
    if not named.date or not (regime.valid_from or regime.valid_to):
        return 0
    inside = covers(regime.valid_from, "" if named.bound else regime.valid_to, named.date)
    return (0 if named.bound else IN_PERIOD) if inside else -OUT_OF_PERIOD


def _is_anothers(page: Page, regime: Regime, named: Evidence) -> bool:
    """Return whether a document that does not name a regime names one of no grades that shares its bodies."""
    others = (r for r in page.lexicon.regimes.values() if r.iri in named.page and not GRADED & set(r.constructions))
    return regime.iri not in named.page and any(set(other.bodies) & set(regime.bodies) for other in others)


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
