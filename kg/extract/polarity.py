"""A clause in, its valence out: what its words of praise and blame come to, once negation, need and remedy are heard.

A fault that is remedied, or gets less, is a strength; praise that is denied is a weakness; what is needed is wanting;
what is wished, planned or asked is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg import english
from kg.extract.clauses import Stretch, closed_class
from kg.lexicon import AUTHORITIES, VALUE_WORDS, VALUES
from kg.model import Hit, Token

BURDEN, BENEFIT = "polarity-cues/burden", "polarity-cues/benefit"
STRENGTH, WEAKNESS, MIXED, NEUTRAL = "strength", "weakness", "mixed", "neutral"
NEAREST_NEGATION = 3
NEAREST_TOPIC = 4
NEAR = 24
FARTHEST_REMEDY = 90
_MASKS = (VALUES, "areas", "client-groups", "service-types", "document-types")
_WEAKENING = frozenset({"too", "less"})
_ASKING = frozenset({"who", "what", "whatever", "that", "which"})
_TELLING = ("polarity-cues/fault", "polarity-cues/need", BURDEN, BENEFIT)
_LIKE_MODALS = closed_class("ought")
_INDIRECT = closed_class("where whether")
_QUESTIONED = frozenset({"what", "whatever"})
_DEMONSTRATIVES = frozenset({"these", "those", "this"})
_FRONT = closed_class("if unless how")
_ASSERTED_MODALS = frozenset({"can"})
_INVERTED = (english.MODALS - {"can", "must"}) | {"had", "were"}
_DENYING = closed_class("too little few fewer less no not lack nobody none")
_BE = "be"
_BEFORE_TO = closed_class("commitment due appear seem attention thank lead respond servic work access")
_BEGINNING = closed_class("continu begin start manag help go")


class Sign(NamedTuple):
    """Praise (1), blame (-1) or both (0) at a place."""

    value: int
    start: int
    end: int


def cues(clause: Stretch, *concepts: str) -> tuple[Hit, ...]:
    """Return the cues of polarity in a clause that are no part of a rating, a group of people or a plain idiom."""
    found = clause.named(*concepts)
    if not found:
        return ()
    masks = [hit for scheme in _MASKS for hit in clause.hits(scheme)]
    masks += [
        *clause.named("polarity-cues/idiom"),
        *(hit for hit in clause.hits(VALUE_WORDS) if _is_grade(clause, hit)),
    ]
    return tuple(hit for hit in found if not any(m.start <= hit.start and hit.end <= m.end for m in masks))


def _is_grade(clause: Stretch, hit: Hit) -> bool:
    """Return whether a value word is told as a grade: of several words, or between speech marks."""
    text = clause.block.text
    return " " in hit.label or (
        text[hit.start - 1 : hit.start] == english.OPEN and text[hit.end : hit.end + 1] == english.CLOSE
    )


def valence(clause: Stretch) -> str:
    """Return strength, weakness, mixed or neutral; '' if the clause finds nothing."""
    if not clause.text or is_hypothetical(clause):
        return ""
    if any(_is_need(clause, hit) for hit in cues(clause, "polarity-cues/need")):
        return WEAKNESS
    if cues(clause, "polarity-cues/plan"):
        return NEUTRAL
    return _sum(_said(clause))


def _sum(values: set[int]) -> str:
    if not values:
        return ""
    if values == {1}:
        return STRENGTH
    return WEAKNESS if values == {-1} else MIXED


def is_aim(clause: Stretch) -> bool:
    """Return whether a clause tells what is meant, asked, rated or felt, or rates by a scale: never a finding."""
    areas = [hit for hit in clause.hits("areas") if hit not in clause.named("areas/overall")]
    return bool(clause.named("polarity-cues/aim") or clause.hits(VALUES) or (areas and clause.hits(VALUE_WORDS)))


def has_topic(clause: Stretch) -> bool:
    """Return whether a clause speaks of something that services are judged by."""
    named = clause.named("polarity-cues/topic") or clause.hits("service-types") or clause.hits("client-groups")
    return bool(
        named or clause.named(*_TELLING) or any(" " in hit.label for hit in clause.named("polarity-cues/praise"))
    )


def is_hypothetical(clause: Stretch) -> bool:
    """Return whether a clause only supposes: "if services were better", "should the council fail"."""
    tokens = clause.tokens
    if not tokens:
        return False
    wished = next((token.start for token in tokens if token.key == "would"), clause.end)
    wishes = any(token.key == "if" and token.start > wished for token in tokens)
    return wishes or tokens[0].key in _FRONT or (tokens[0].key in _INVERTED and len(tokens) > 1)


# --- what is needed


def _is_need(clause: Stretch, hit: Hit) -> bool:
    before = _before(clause, hit.start)
    was = clause.block.text[hit.start : hit.end].lower().startswith("had ")
    if was or _is_idle_modal(clause, hit, before) or any(token.key in english.NEGATIONS for token in before[:2]):
        return False
    near = [token for token in before if not _is_adverb(token)]
    if near and near[0].key in english.PRONOUNS - _ASKING - _DEMONSTRATIVES:
        near = near[1:] if len(near) > 1 and near[1].key in _ASKING else near
    if any(token.key in _QUESTIONED for token in near[:NEAREST_TOPIC]):
        return False
    if hit.label.startswith("ought") and _is_praise_due(clause, hit):
        return False
    return not (near and near[0].key in _ASKING) and not any(token.key in _FRONT for token in before)


def _is_idle_modal(clause: Stretch, hit: Hit, before: list[Token]) -> bool:
    """Return whether a modal orders nothing of a service: "users should ring", "the report should be read"."""
    sources = clause.named("polarity-cues/source")
    if before and any(source.end == before[0].end for source in sources):
        return not hit.label.startswith("would")
    if hit.label.removesuffix(" to") not in english.MODALS | _LIKE_MODALS:
        return False
    after = [token for token in clause.tokens if token.start >= hit.end and not token.key.endswith("ly")]
    actors = [actor for actor in clause.named("action-cues/actor") if actor.end <= hit.start]
    acts = bool(actors) or any(authority.end <= hit.start for authority in clause.hits(AUTHORITIES))
    return not acts and not (after and after[0].stem in (_BE, "have"))


def _is_praise_due(clause: Stretch, hit: Hit) -> bool:
    """Return whether praise is what ought to be: "ought to be commended"."""
    return any(0 < praise.start - hit.end <= NEAR for praise in clause.named("polarity-cues/praise"))


# --- signs


def signs(clause: Stretch) -> list[Sign]:
    """Return the signs of praise and blame in a clause."""
    found = [*_faults(clause), *_amounts(clause), *_praises(clause), *_absences(clause)]
    found += _words(clause)
    blamed = [sign.end for sign in found if sign.value < 0]
    kept = (sign for sign in found if sign.value < 0 or not any(0 <= sign.start - end < NEAR for end in blamed))
    return sorted(kept, key=lambda sign: sign.start)


def _without_asides(clause: Stretch, found: list[Sign]) -> list[Sign]:
    """Return the signs before a clause with where that comes behind one, and before any with whether."""
    for token in clause.tokens:
        behind = bool(found) and token.start > found[0].start
        if token.key in _INDIRECT and (behind or token.key != "where"):
            return [sign for sign in found if sign.start < token.start]
    return found


def _unnegated(found: list[Sign], clause: Stretch) -> list[Sign]:
    """Return the signs as they would be without the negation that opens the clause: near ones have heard it already."""
    return [sign._replace(value=-sign.value) if _is_negated(clause, sign.start) else sign for sign in found]


def _said(clause: Stretch) -> set[int]:
    """Return what the signs come to: those of the predicate alone where they agree, else all of them."""
    found = signs(clause)
    if any(True for _ in _absences(clause)):
        return {-1}
    if clause.tokens[0].key in english.NEGATIONS:
        return {-sign.value for sign in _unnegated(found, clause)}
    if any(token.key in _DENYING for token in clause.tokens[:2]) and not clause.named("polarity-cues/burden"):
        return (
            {-1}
            if found and not clause.named("polarity-cues/fault")
            else {sign.value for sign in found if sign.value <= 0}
        )
    verb = next(
        (t.start for t in clause.tokens[1:] if t.stem in (_BE, "have") and not t.key.endswith("ing")), clause.start
    )
    if any(token.key in _ASKING and token.end <= verb for token in clause.tokens):
        return {sign.value for sign in found}
    found = _without_asides(clause, found)
    predicate = {sign.value for sign in found if sign.start > verb}
    return predicate if len(predicate) == 1 else {sign.value for sign in found}


def _faults(clause: Stretch) -> Iterable[Sign]:
    mended = [*cues(clause, "polarity-cues/remedy"), *cues(clause, "polarity-cues/fall")]
    for hit in cues(clause, "polarity-cues/fault"):
        if any(token.key == "who" for token in _before(clause, hit.start)[:NEAREST_TOPIC]):
            continue
        if _is_negated(clause, hit.start):
            yield Sign(1, hit.start, hit.end)
            continue
        near = [remedy for remedy in mended if abs(remedy.start - hit.start) <= FARTHEST_REMEDY]
        if not near:
            yield Sign(-1, hit.start, hit.end)
        elif any(_is_asserted(clause, remedy.start) for remedy in near):
            going_on = any(_is_going_on(clause, remedy.start) for remedy in near)
            yield Sign(0 if going_on else 1, hit.start, hit.end)


def _absences(clause: Stretch) -> Iterable[Sign]:
    """Yield blame where somebody has none of what services give: "140 children had no social worker"."""
    tokens = clause.tokens
    wanted = [*clause.named("polarity-cues/topic", BENEFIT), *clause.hits("roles"), *clause.hits("service-types")]
    ill = clause.named("polarity-cues/fault", "polarity-cues/bad-word", "polarity-cues/burden")
    for place, token in enumerate(tokens[:-2]):
        if token.stem != "have" or tokens[place + 1].key != "no":
            continue
        near = tokens[place + 2 : place + 2 + NEAREST_TOPIC]
        start, end = near[0].start, near[-1].end
        if any(start <= hit.start < end for hit in ill) or not any(start <= hit.start < end for hit in wanted):
            continue
        yield Sign(-1, token.start, end)


def _amounts(clause: Stretch) -> Iterable[Sign]:
    """Yield the signs of burdens and benefits that get less or more, or are high."""
    falls = [hit for hit in cues(clause, "polarity-cues/fall") if _is_asserted(clause, hit.start)]
    rises = [hit for hit in cues(clause, "polarity-cues/rise") if _is_asserted(clause, hit.start)]
    for concept, value in ((BURDEN, -1), (BENEFIT, 1)):
        for hit in clause.named(concept):
            if falls and concept == BURDEN:
                yield Sign(1, hit.start, hit.end)
            elif rises and not falls:
                yield Sign(value, hit.start, hit.end)


def _praises(clause: Stretch) -> Iterable[Sign]:
    for hit in cues(clause, "polarity-cues/praise", "polarity-cues/change"):
        if hit in clause.named("polarity-cues/change") and not _has_happened(clause, hit):
            continue
        if _is_asserted(clause, hit.start):
            yield Sign(-1 if _is_negated(clause, hit.start) else 1, hit.start, hit.end)


def _words(clause: Stretch) -> Iterable[Sign]:
    """Yield the signs of adjectives that stand behind a form of be, or before what services are judged by."""
    risen = (
        {(hit.start, hit.end) for hit in cues(clause, "polarity-cues/rise")}
        if clause.named("polarity-cues/burden")
        else set()
    )
    for hit in cues(clause, "polarity-cues/good-word", "polarity-cues/bad-word"):
        if (
            not _is_same_form(clause, hit)
            or (hit.start, hit.end) in risen
            or not (_is_complement(clause, hit) or _is_attribute(clause, hit))
        ):
            continue
        value = 1 if hit.concept.endswith("good-word") else -1
        mended = [cue for cue in cues(clause, "polarity-cues/remedy") if 0 < hit.start - cue.end <= NEAR]
        if value < 0 and mended:
            if not _is_asserted(clause, mended[0].start):
                continue
            value = 1
        before = _before(clause, hit.start)
        weakened = bool(before) and before[0].key in _WEAKENING
        if _is_asserted(clause, hit.start):
            yield Sign(
                -value if (weakened and value > 0) or _is_negated(clause, hit.start) else value, hit.start, hit.end
            )


# --- grammar


def _before(clause: Stretch, offset: int) -> list[Token]:
    """Return the tokens before an offset, nearest first."""
    return [token for token in reversed(clause.tokens) if token.end <= offset]


def _is_negated(clause: Stretch, offset: int) -> bool:
    near = _before(clause, offset)[:NEAREST_NEGATION]
    for place, token in enumerate(near):
        if token.text in ",;:–-":
            return False
        if token.key in english.NEGATIONS or token.key.endswith("n't"):
            following = near[place - 1].key if place else ""
            return following not in ("only", "just")
    return False


def _is_adverb(token: Token) -> bool:
    return token.key.endswith("ly") or token.key in (
        "also",
        "still",
        "be",
        "been",
        "being",
        "further",
        "more",
        "already",
        "now",
        "always",
    )


def _is_asserted(clause: Stretch, offset: int) -> bool:
    """Return whether a word is told as so: no infinitive, nothing that will, would or could be."""
    near = _before(clause, offset)
    while near and _is_adverb(near[0]):
        near.pop(0)
    if not near:
        return True
    first = near[0]
    verb = 1 if first.key in ("a", "an", "the") else 0
    if len(near) > verb + 1 and near[verb + 1].key == "to" and near[verb].key not in english.FUNCTION_WORDS:
        return _is_asserted(clause, near[verb].start)
    if first.key == "to":
        return len(near) > 1 and (
            near[1].stem in _BEFORE_TO or (near[1].stem in _BEGINNING and _is_asserted(clause, near[1].start))
        )
    return first.key not in english.MODALS - _ASSERTED_MODALS


def _is_going_on(clause: Stretch, offset: int) -> bool:
    """Return whether a passive is still under way: "are being tackled"."""
    near = _before(clause, offset)
    return bool(near) and near[0].key == "being"


def _has_happened(clause: Stretch, hit: Hit) -> bool:
    """Return whether a verb tells what was or is: past, perfect, progressive, third person, or a participle."""
    token = next(token for token in clause.tokens if token.start == hit.start)
    before = _before(clause, hit.start)
    if token.key.endswith("ing"):
        return bool(before) and any(near.stem == _BE for near in before[:2])
    return token.key.endswith(("ed", "s", "got", "grew"))


def _is_same_form(clause: Stretch, hit: Hit) -> bool:
    """Return whether a hit is the participle, or the plain word, that its label is: "improved", not "improving"."""
    text = clause.block.text[: hit.end].lower()
    return all(text.endswith(ending) == hit.label.endswith(ending) for ending in ("ing", "ed"))


def _is_complement(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word stands behind a form of be, or of remaining, with adverbs and other such words between."""
    links = [link for link in clause.hits("rating-cues") if link.concept.endswith("/link-verb")]
    for token in _before(clause, hit.start)[:6]:
        if token.stem in (_BE, "becom", "feel", "look") or any(link.start <= token.start < link.end for link in links):
            return True
        known = (
            token.key in ("and", "not", "too", "very", "quite", "so", "as", "well", "less", "far", "much", "more")
            or token.text == ","
            or _is_adverb(token)
        )
        if not known and not any(
            h.start <= token.start < h.end
            for h in clause.named("polarity-cues/good-word", "polarity-cues/bad-word", "polarity-cues/praise")
        ):
            return False
    return False


def _is_attribute(clause: Stretch, hit: Hit) -> bool:
    """Return whether a word stands right before, or one or two words before, something that services are judged by."""
    after = [token for token in clause.tokens if token.start >= hit.end][:NEAREST_TOPIC]
    people = [*clause.hits("client-groups"), *clause.named("rating-cues/people")]
    named = [*clause.named("polarity-cues/topic"), *clause.hits("service-types")]
    topics = [topic for topic in named if all((group.start, group.end) != (topic.start, topic.end) for group in people)]
    for token in after:
        if any(topic.start == token.start for topic in topics):
            return True
        if not token.is_word and token.text not in ",-":
            return False
        if token.key in english.PREPOSITIONS | english.MODALS | english.DETERMINERS or token.stem in (
            _BE,
            "have",
            "do",
        ):
            return False
    return False
