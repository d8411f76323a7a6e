"""A clause in, its valence out: what its words of praise and blame come to, once negation, need and remedy are heard.

A fault that is remedied, or gets less, is a strength; praise that is denied is a weakness; what is needed is wanting;
what is wished, planned or asked is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import english
from kg.extract.clauses import BE_AND_HAVE, Stretch, closed_class
from kg.extract.comparisons import BENEFIT, BURDEN, compared, measured
from kg.extract.denials import denials, is_known, under_denial
from kg.extract.formation import formed
from kg.extract.predicates import LAPSE, predicated, weighed
from kg.extract.signs import (
    ASKING,
    BE,
    NEAREST_TOPIC,
    Sign,
    cues,
    has_happened,
    is_adverb,
    is_asserted,
    is_attribute,
    is_complement,
    is_going_on,
    is_negated,
    is_object_complement,
    is_of_people,
    is_same_form,
    is_told,
    words_before,
)
from kg.lexicon import AUTHORITIES, VALUE_WORDS, VALUES
from kg.model import Hit, Token

STRENGTH, WEAKNESS, MIXED, NEUTRAL = "strength", "weakness", "mixed", "neutral"
NEAR = 24
FARTHEST_REMEDY = 90
FARTHEST_CUT = 30
_WEAKENING = frozenset({"too", "less"})
_TELLING = ("polarity-cues/fault", "polarity-cues/need", BURDEN, BENEFIT)
_LIKE_MODALS = closed_class("ought")
_INDIRECT = closed_class("where whether")
_OCCASIONS = closed_class("when whenever")
_QUESTIONED = frozenset({"what", "whatever"})
_DEMONSTRATIVES = frozenset({"these", "those", "this"})
_FRONT = closed_class("if unless how")
_INVERTED = (english.MODALS - {"can", "must"}) | {"had", "were"}
_DENYING = closed_class("too little few fewer less no not lack nobody none")
_REASONING = closed_class("because following after")
_NOW = "now"
_TO_COME = closed_class("will shall would may might")
_TOO = "too "
_NEEDING = closed_class("need needs")
_BETTER = closed_class("more better")
_MEETING = closed_class("find see meet hear notice")
_HAVING_ALL = closed_class("have hav had")
_ALL = closed_class("all every each everyone everybody both")
_LIGHT = closed_class("now also then still all both first")
_HAVING = closed_class("have get receive")
_NOT_WELL = closed_class("as how may might could very equally just so")
_BEHIND_WELL = closed_class("as over under before beyond above below after into known")
_WELL = "well"


def valence(clause: Stretch) -> str:
    """Return strength, weakness, mixed or neutral; '' if the clause finds nothing."""
    if not clause.text or is_hypothetical(clause) or _is_mere_cause(clause):
        return ""
    main = _main(clause)
    if any(_is_need(clause, hit) for hit in cues(clause, "polarity-cues/need") if hit.start >= main):
        return WEAKNESS
    if _is_wanting(clause):
        return WEAKNESS
    if cues(clause, "polarity-cues/plan"):
        return NEUTRAL
    return _sum(_said(clause))


def _is_wanting(clause: Stretch) -> bool:
    """Return whether people or services are said to need what is better than what they have."""
    for place, token in enumerate(clause.tokens[1:4], 1):
        before = clause.tokens[place - 1]
        is_verb = token.key in _NEEDING and before.key.endswith("s") and before.key not in english.FUNCTION_WORDS
        behind = [word for word in clause.tokens if word.start >= token.end]
        if is_verb and any(word.key in _BETTER for word in behind) and not is_of_people(clause, token.start):
            return True
    return False


def _is_mere_cause(clause: Stretch) -> bool:
    """Return whether worries open a clause that tells what they led to: "worries about deaths led to a change"."""
    causes = [hit for hit in clause.named("polarity-cues/cause") if is_asserted(clause, hit.start)]
    opening = clause.tokens[:3][-1].end
    worries = [hit for hit in clause.named("polarity-cues/worry") if hit.start < opening]
    return any(cause.start > worry.end for worry in worries for cause in causes)


def _main(clause: Stretch) -> int:
    """Return where the main clause begins behind a reason: "because of the work to be done, the council …"."""
    comma = max((token.start for token in clause.tokens if token.text == ","), default=clause.start)
    return comma if clause.tokens[0].key in _REASONING else clause.start


def _sum(values: set[int]) -> str:
    if not values:
        return ""
    if values == {1}:
        return STRENGTH
    return WEAKNESS if values == {-1} else MIXED


def is_aim(clause: Stretch) -> bool:
    """Return whether a clause tells what is meant, asked, rated or felt, or rates by a scale: never a finding."""
    areas = [hit for hit in clause.hits("areas") if hit not in clause.named("areas/overall")]
    rated = clause.hits(VALUES) or (areas and clause.hits(VALUE_WORDS))
    return bool(rated) or _is_meant(clause)


def _is_meant(clause: Stretch) -> bool:
    """Return whether words of purpose come before any praise or blame, or people "are to have" something."""
    meant = clause.named("polarity-cues/aim")
    said = min((sign.start for sign in signs(clause)), default=clause.end) if meant else clause.start
    return any(hit.start <= said or not _is_relative(clause, hit) for hit in meant) or _is_to_come(clause)


def _is_relative(clause: Stretch, hit: Hit) -> bool:
    """Return whether a pronoun before a verb opens a clause about what was named: "those it is meant to serve"."""
    return any(token.key in english.PRONOUNS for token in words_before(clause, hit.start)[:2])


def _is_to_come(clause: Stretch) -> bool:
    """Return whether the first form of be is one of what is to be: "all are to have good care"."""
    tokens = clause.tokens
    place = next((n for n, token in enumerate(tokens) if token.stem == BE), len(tokens))
    to_be = [token.key for token in tokens[place + 1 : place + 3]]
    needs = [hit for hit in clause.named("polarity-cues/need") if not is_of_people(clause, hit.start)]
    return to_be[:1] == ["to"] and to_be[-1] in _HAVING and not needs


def has_topic(clause: Stretch) -> bool:
    """Return whether a clause speaks of something that services are judged by."""
    named = clause.named("polarity-cues/topic") or clause.hits("service-types") or clause.hits("client-groups")
    phrases = (hit for hit in clause.named("polarity-cues/praise", "polarity-cues/manner") if " " in hit.label)
    return bool(named or clause.named(*_TELLING) or any(phrases))


def is_hypothetical(clause: Stretch) -> bool:
    """Return whether a clause only supposes: "if services were better", "should the council fail"."""
    tokens = clause.tokens
    if not tokens:
        return False
    wished = next((token.start for token in tokens if token.key == "would"), clause.end)
    wishes = any(token.key == "if" and token.start > wished for token in tokens)
    return wishes or tokens[0].key in _FRONT or _is_inverted(tokens) or _is_promise(tokens)


def _is_promise(tokens: tuple[Token, ...]) -> bool:
    """Return whether a clause tells the reader what is to come: "you will be committed", not "you will find"."""
    told = [token.key for token in tokens if not is_adverb(token)][:3]
    if told[:2] == ["you", "need"] or told[:1] in (["come"], ["join"], ["apply"]):
        return True
    return told[:1] == ["you"] and told[1:2] in (["will"], ["would"], ["must"], ["should"]) and told[-1] not in _MEETING


def _is_inverted(tokens: tuple[Token, ...]) -> bool:
    """Return whether a verb stands before its subject: "should the council fail", not "should now be better"."""
    if tokens[0].key not in _INVERTED or not tokens[1:]:
        return False
    return tokens[1].key in english.DETERMINERS | english.PRONOUNS or english.is_capitalised(tokens[1].text)


# --- what is needed


def _is_need(clause: Stretch, hit: Hit) -> bool:
    before = words_before(clause, hit.start)
    was = clause.block.text[hit.start : hit.end].lower().startswith("had ")
    if was or _is_idle_modal(clause, hit, before) or any(token.key in english.NEGATIONS for token in before[:2]):
        return False
    near = [token for token in before if not is_adverb(token)]
    if near and near[0].key in english.PRONOUNS - ASKING - _DEMONSTRATIVES:
        near = near[1:] if len(near) > 1 and near[1].key in ASKING else near
    if any(token.key in _QUESTIONED for token in near[:NEAREST_TOPIC]):
        return False
    if hit.label.startswith("ought") and _is_praise_due(clause, hit):
        return False
    return not (near and near[0].key in ASKING) and not any(token.key in _FRONT for token in before)


def _is_idle_modal(clause: Stretch, hit: Hit, before: list[Token]) -> bool:
    """Return whether a modal orders nothing of a service: "users should ring", "the report should be read"."""
    sources = clause.named("polarity-cues/source")
    if before and any(source.end == before[0].end for source in sources):
        return not hit.label.startswith("would")
    if hit.label.removesuffix(" to") not in english.MODALS | _LIKE_MODALS:
        return False
    behind = (token for token in clause.tokens if token.start >= hit.end)
    after = [token for token in behind if not token.key.endswith("ly") and token.key not in _LIGHT]
    actors = [actor for actor in clause.named("action-cues/actor") if actor.end <= hit.start]
    acts = bool(actors) or any(authority.end <= hit.start for authority in clause.hits(AUTHORITIES))
    return not acts and not (after and after[0].stem in BE_AND_HAVE)


def _is_praise_due(clause: Stretch, hit: Hit) -> bool:
    """Return whether praise is what ought to be: "ought to be commended"."""
    return any(0 < praise.start - hit.end <= NEAR for praise in clause.named("polarity-cues/praise"))


# --- signs


def signs(clause: Stretch) -> list[Sign]:
    """Return the signs of praise and blame in a clause."""
    found = [*_faults(clause), *_amounts(clause), *_praises(clause), *_words(clause)]
    found += [*_manners(clause), *formed(clause), *compared(clause), *_universal(clause), *predicated(clause)]
    blamed = [(sign.end, _reach(clause, sign.end)) for sign in found if sign.value < 0]
    kept = (sign for sign in found if sign.value < 0 or not any(end <= sign.start < reach for end, reach in blamed))
    return sorted(kept, key=lambda sign: sign.start)


def _reach(clause: Stretch, offset: int) -> int:
    """Return how far words behind a fault only tell of it: some way, but not past a form of be or have."""
    verbs = (token.start for token in clause.tokens if token.start >= offset and token.stem in BE_AND_HAVE)
    return min(offset + NEAR, next(verbs, clause.end))


def _without_asides(clause: Stretch, found: list[Sign]) -> list[Sign]:
    """Return the signs before a clause with where that comes behind one, and before any with whether."""
    for token in clause.tokens:
        behind = bool(found) and token.start > found[0].start
        if (token.key in _INDIRECT and (behind or token.key != "where")) or _is_occasion(clause, token):
            return [sign for sign in found if sign.start < token.start]
    return found


def _is_occasion(clause: Stretch, token: Token) -> bool:
    """Return whether `when` only tells the occasion of what is done: not "only when", nor "when it is too late"."""
    near = words_before(clause, token.start)
    is_late = any(word.key == "too" for word in clause.tokens if word.start > token.start)
    return token.key in _OCCASIONS and len(near) > 1 and near[0].key != "only" and not is_late


def _unnegated(found: list[Sign], clause: Stretch) -> list[Sign]:
    """Return the signs as they would be without the negation that opens the clause: near ones have heard it already."""
    return [sign._replace(value=-sign.value) if is_negated(clause, sign.start) else sign for sign in found]


def _said(clause: Stretch) -> set[int]:
    """Return what the signs come to: those of the predicate alone where they agree, else all of them."""
    found = signs(clause)
    denied = list(denials(clause))
    if denied:
        faults = cues(clause, "polarity-cues/fault", "polarity-cues/bad-word", BURDEN, LAPSE)
        return _of_predicate(clause, under_denial(clause, found, faults, denied))
    if clause.tokens[0].key in english.NEGATIONS:
        return {-sign.value for sign in _unnegated(found, clause)}
    if clause.tokens[0].key == "fewer" and found and clause.named("polarity-cues/fault", LAPSE):
        return {1}
    if any(token.key in _DENYING for token in clause.tokens[:2]) and not clause.named("polarity-cues/burden"):
        return (
            {-1}
            if found and not clause.named("polarity-cues/fault")
            else {sign.value for sign in found if sign.value <= 0}
        )
    return _of_predicate(clause, found)


def _of_predicate(clause: Stretch, found: list[Sign]) -> set[int]:
    """Return the values of the signs behind the first form of be or have where those agree, else of all."""
    verb = next(
        (t.start for t in clause.tokens[1:] if t.stem in BE_AND_HAVE and not t.key.endswith("ing")), clause.start
    )
    if any(token.key in ASKING and token.end <= verb for token in clause.tokens):
        cleft = {sign.value for sign in found if sign.start < verb} if clause.tokens[0].key in _QUESTIONED else set()
        return cleft or {sign.value for sign in found}
    found = _without_asides(clause, found)
    if found and found[-1].value < 0 and clause.block.text[found[-1].start :].startswith(_TOO):
        return {-1}
    predicate = {sign.value for sign in found if sign.start > verb}
    return predicate if len(predicate) == 1 else {sign.value for sign in found}


def _faults(clause: Stretch) -> Iterable[Sign]:
    mended = [*cues(clause, "polarity-cues/remedy", "polarity-cues/recognition"), *cues(clause, "polarity-cues/fall")]
    for hit in cues(clause, "polarity-cues/fault"):
        if is_of_people(clause, hit.start):
            continue
        near = [remedy for remedy in mended if abs(remedy.start - hit.start) <= FARTHEST_REMEDY]
        if is_negated(clause, hit.start) and not is_known(clause, hit.start):
            yield Sign(1, hit.start, hit.end)
        elif not near or any(is_negated(clause, remedy.start) for remedy in near):
            yield Sign(-1, hit.start, hit.end)
        elif any(is_asserted(clause, remedy.start) for remedy in near):
            going_on = any(is_going_on(clause, remedy.start) for remedy in near)
            yield Sign(0 if going_on or _is_seen(clause, near) else 1, hit.start, hit.end)
        elif any(_is_due(clause, remedy) for remedy in near):
            yield Sign(-1, hit.start, hit.end)


def _is_seen(clause: Stretch, remedies: list[Hit]) -> bool:
    """Return whether faults are only known: "weaknesses have been identified by the council"."""
    return all(remedy in clause.named("polarity-cues/recognition") for remedy in remedies)


def _is_due(clause: Stretch, remedy: Hit) -> bool:
    """Return whether a remedy is what is needed: "that have to be turned round"."""
    return any(0 < remedy.start - need.end <= NEAR for need in clause.named("polarity-cues/need"))


def _amounts(clause: Stretch) -> Iterable[Sign]:
    """Yield the signs of burdens and benefits that get less or more, or are high."""
    falls = [hit for hit in cues(clause, "polarity-cues/fall") if is_asserted(clause, hit.start)]
    rises = [hit for hit in cues(clause, "polarity-cues/rise") if is_asserted(clause, hit.start)]
    for concept, value in ((BURDEN, -1), (BENEFIT, 1)):
        for hit in measured(clause, concept):
            if falls and concept == BURDEN:
                yield Sign(1, hit.start, hit.end)
            elif rises and not falls:
                yield Sign(value, hit.start, hit.end)
            elif any(abs(fall.start - hit.start) <= FARTHEST_CUT for fall in falls) and not clause.named(BURDEN):
                yield Sign(-1, hit.start, hit.end)


def _praises(clause: Stretch) -> Iterable[Sign]:
    for hit in cues(clause, "polarity-cues/praise", "polarity-cues/change"):
        if hit in clause.named("polarity-cues/change") and not has_happened(clause, hit):
            continue
        if is_asserted(clause, hit.start) and not _is_subject_to_come(clause, hit):
            yield Sign(-1 if is_negated(clause, hit.start) else 1, hit.start, hit.end)


def _is_subject_to_come(clause: Stretch, hit: Hit) -> bool:
    """Return whether praise opens a clause of which only what will be is told: "progress will be reported"."""
    behind = [token for token in clause.tokens if token.start >= hit.end]
    return hit.start == clause.start and bool(behind) and behind[0].key in _TO_COME


def _words(clause: Stretch) -> Iterable[Sign]:
    """Yield the signs of adjectives that stand behind a form of be, or before what services are judged by."""
    risen = (
        {(hit.start, hit.end) for hit in cues(clause, "polarity-cues/rise")}
        if clause.named("polarity-cues/burden")
        else set()
    )
    light = weighed(clause)
    for hit in cues(clause, "polarity-cues/good-word", "polarity-cues/bad-word"):
        if (hit.start, hit.end) in light:
            continue
        if (
            not is_same_form(clause, hit)
            or (hit.start, hit.end) in risen
            or is_of_people(clause, hit.start)
            or not (is_complement(clause, hit) or is_attribute(clause, hit) or is_object_complement(clause, hit))
        ):
            continue
        value = 1 if hit.concept.endswith("good-word") else -1
        mended = [cue for cue in cues(clause, "polarity-cues/remedy") if 0 < hit.start - cue.end <= NEAR]
        if value < 0 and mended:
            if not is_asserted(clause, mended[0].start):
                continue
            value = 1
        before = words_before(clause, hit.start)
        weakened = bool(before) and before[0].key in _WEAKENING
        if is_asserted(clause, hit.start):
            yield Sign(
                -value if (weakened and value > 0) or is_negated(clause, hit.start) else value, hit.start, hit.end
            )


def _manners(clause: Stretch) -> Iterable[Sign]:
    """Yield the signs of adverbs that praise: listed ones, and `well` behind or before a verb."""
    well = (token for token in clause.tokens if token.key == _WELL and _is_manner(clause, token))
    listed = ((hit.start, hit.end) for hit in cues(clause, "polarity-cues/manner"))
    opening = clause.tokens[:2][-1].end
    for start, end in (*listed, *((token.start, token.end) for token in well)):
        if start > opening and is_told(clause, start) and not is_of_people(clause, start):
            yield Sign(-1 if is_negated(clause, start) else 1, start, end)


def _universal(clause: Stretch) -> Iterable[Sign]:
    """Yield praise where all now have what services give: "every child now has a social worker"."""
    given = (token for token in clause.tokens if token.key == _NOW or token.stem in _HAVING_ALL)
    now = next(given, None)
    if now is None or clause.tokens[0].key not in _ALL or not any(t.stem in BE_AND_HAVE for t in clause.tokens):
        return
    if clause.named("polarity-cues/plan") or clause.hits(AUTHORITIES) or not _has_all(clause, now):
        return
    if not clause.named("polarity-cues/fault", "polarity-cues/bad-word", "polarity-cues/need"):
        yield Sign(1, now.start, now.end)


def _has_all(clause: Stretch, verb: Token) -> bool:
    """Return whether services or those they serve are told of as having, in the indicative, without a number."""
    before = [token for token in clause.tokens if token.end <= verb.start]
    subject = [hit for hit in (*clause.hits("client-groups"), *clause.named("polarity-cues/topic"))]
    behind = next((token for token in clause.tokens if token.start >= verb.end), None)
    is_perfect = behind is not None and (behind.stem == BE or behind.key.endswith("ed"))
    counted = any(token.text[0].isdigit() for token in clause.tokens)
    named = any(hit.start < verb.start for hit in subject) and len(before) <= NEAREST_TOPIC
    return verb.key == _NOW or (named and not is_perfect and not counted)


def _is_manner(clause: Stretch, token: Token) -> bool:
    """Return whether `well` tells how: "know their children well", "well-kept"; not "as well", "well over"."""
    near = words_before(clause, token.start)[:1]
    after = [word for word in clause.tokens if word.start >= token.end][:2]
    phrases = clause.named(
        "polarity-cues/praise",
        "polarity-cues/fault",
        "polarity-cues/idiom",
        "polarity-cues/aim",
        "polarity-cues/manner",
    )
    taken = any(hit.start <= token.start < hit.end for hit in phrases)
    if not near or taken or near[0].key in _NOT_WELL or near[0].text == "," or near[0].key in english.MODALS:
        return False
    return not (after and after[0].key in _BEHIND_WELL)
