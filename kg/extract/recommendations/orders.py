"""A clause in, whether it tells that somebody was asked or obliged to act out: "has been asked to …"."""

from __future__ import annotations

from kg import english
from kg.extract.clauses import Stretch, closed_class
from kg.extract.recommendations.duties import EVERYBODY, has_actor, is_denied
from kg.extract.voices import source_named
from kg.lexicon import AUTHORITIES
from kg.model import Hit, Token

CUES = "order-cues"
COUNCILS = ("action-cues/actor", "order-cues/person-actor")
FARTHEST_ACT = 9
NEAREST_BE = 3
_BE = closed_class("is are was were been being be 's")
_HAVE = closed_class("has have had")
_HEARERS = (["us"], ["you"], ["us", "also"], ["it"], ["them"])
_ANAPHORS = closed_class("it they also")
_NOW_HAVE = closed_class("has have")
_ADDRESSED = frozenset({"you"})
_STATES = closed_class("be have do get become remain lose win know see")
_SAYING = closed_class("say tell think believe find")
_CASES = closed_class("when whenever once if")
_SPANS = closed_class("day days week weeks month months year years")
_LIMITS = closed_class("until till")


def ordered(clause: Stretch, *, addressed: bool = False) -> Stretch | None:
    """Return what a clause tells somebody to do; in a letter, `addressed`, `you` is the council."""
    for hit in clause.hits(CUES):
        found = _asked(clause, hit, addressed=addressed) if hit.concept.endswith(("/asking", "/expecting")) else None
        if found is not None:
            return found
    is_order = (
        _has_until(clause)
        or _gives_time(clause)
        or _opens_with_duty(clause)
        or _has_to(clause)
        or (addressed and _must_you(clause))
    )
    return clause if is_order else None


def acts(clause: Stretch) -> set[int]:
    """Return the offsets at which verbs of improving begin."""
    return {hit.start for hit in clause.named(f"{CUES}/act", f"{CUES}/firm-act")}


def firm_acts(clause: Stretch) -> set[int]:
    """Return the offsets at which verbs begin that can only be a plan: "a new post is to be created"."""
    return {hit.start for hit in clause.named(f"{CUES}/firm-act")}


def is_no_order(clause: Stretch) -> bool:
    """Return whether what is asked for is no act: "was asked to comment"."""
    return bool(clause.named(f"{CUES}/no-order"))


def verb_behind(tokens: list[Token]) -> Token | None:
    """Return the bare verb that opens some tokens, behind adverbs; None for states and other words."""
    words = [token for token in tokens if not token.key.endswith("ly") and token.key not in ("also", "now", "then")]
    if not words or not words[0].is_word or words[0].key in english.FUNCTION_WORDS | _STATES:
        return None
    is_bare = not words[0].key.endswith(("ing", "ed")) or words[0].key in ("need", "speed", "proceed", "feed")
    return words[0] if is_bare else None


def _asked(clause: Stretch, hit: Hit, *, addressed: bool) -> Stretch | None:
    """Read one verb of asking: passive with its subject, or active with its object, and a verb behind `to`."""
    before = [token for token in reversed(clause.tokens) if token.end <= hit.start]
    after = [token for token in clause.tokens if token.start >= hit.end][:FARTHEST_ACT]
    place = next((place for place, token in enumerate(after) if token.key == "to"), None)
    if _is_warned(clause, before, after):
        return clause
    if place is None or is_denied(said_behind(before)) or is_no_order(clause):
        return _asked_for(clause, before, after)
    verb = verb_behind([token for token in clause.tokens if token.start >= after[place].end])
    if verb is None or (hit.concept.endswith("/expecting") and verb.start not in acts(clause)):
        return None
    if place <= 1 and any(token.key in _BE for token in before[:NEAREST_BE]):
        return clause if _is_told(clause, before, addressed=addressed) else None
    if not _is_object(clause, after[:place]) or not _is_asker(clause, before):
        return None
    return clause.part(after[0].start, clause.end)


def said_behind(before: list[Token]) -> list[Token]:
    """Return the tokens before a verb, nearest first, without "inspectors say that" in front of them."""
    for place, token in enumerate(before[:-1]):
        if token.key == "that" and (before[place + 1].key.endswith("ed") or before[place + 1].stem in _SAYING):
            return before[:place]
    return before


def _is_warned(clause: Stretch, before: list[Token], after: list[Token]) -> bool:
    """Return whether a council was told that it must act: "councillors have been warned that they must …"."""
    keys = [token.key for token in after[:3]]
    duty = {hit.start for hit in clause.named("action-cues/duty")}
    is_passive = any(token.key in _BE for token in before[:1])
    is_must = len(after) > NEAREST_BE and keys[0] == "that" and keys[1] in ("it", "they") and after[2].start in duty
    return is_passive and is_must and _is_told(clause, before, addressed=False)


def _asked_for(clause: Stretch, before: list[Token], after: list[Token]) -> Stretch | None:
    """Return the clause if a council is asked for something: "has been asked for a plan"."""
    is_for = len(after) > NEAREST_BE and after[0].key == "for" and any(token.key in _BE for token in before[:1])
    return clause if is_for and not is_denied(before) and _is_told(clause, before, addressed=False) else None


def _is_told(clause: Stretch, before: list[Token], *, addressed: bool) -> bool:
    """Return whether the subject of a passive is one who can act."""
    subject = list(before)
    while subject and (subject[0].key in _BE | _HAVE | english.MODALS or subject[0].key.endswith("ly")):
        subject.pop(0)
    if addressed and subject and subject[0].key in _ADDRESSED:
        return True
    return has_actor(clause, subject, EVERYBODY)


def _is_object(clause: Stretch, tokens: list[Token]) -> bool:
    """Return whether the words between a verb of asking and `to` name a council or those who act for it."""
    if not tokens or any(token.text in ",;:" for token in tokens):
        return False
    if [token.key for token in tokens] in _HEARERS:
        return True
    named = [*(hit for actor in COUNCILS for hit in clause.named(actor)), *clause.hits(AUTHORITIES)]
    return any(tokens[0].start <= hit.start and hit.end <= tokens[-1].end + 1 for hit in named)


def _is_asker(clause: Stretch, before: list[Token]) -> bool:
    """Return whether inspectors, or a pronoun for them, are the subject of a verb of asking."""
    opening = (
        [token for token in sentence_of(clause).tokens if token.end <= before[0].end][:FARTHEST_ACT] if before else []
    )
    near = before[:FARTHEST_ACT]
    if near and near[0].key in _ANAPHORS | english.AUXILIARIES and any(token.key in _ANAPHORS for token in near[:2]):
        return True
    if not near:
        return False
    parts = [sentence_of(clause).part(part[0].start, part[-1].end) for part in (near[::-1], opening)]
    return any(_names_asker(part) for part in parts)


def _names_asker(part: Stretch) -> bool:
    """Return whether a stretch names inspectors, their report, or those besides them who may ask."""
    others = part.named("dated-cues/inspectors") or part.named(f"{CUES}/asker")
    return source_named(part) is not None or bool(others)


def sentence_of(clause: Stretch) -> Stretch:
    """Return the sentence in which a clause stands."""
    return Stretch(clause.block, *clause.block.sentence_at(clause.start))


def _has_until(clause: Stretch) -> bool:
    """Return whether somebody has some time in which to act: "the council has six weeks to send in a plan"."""
    for place, token in enumerate(clause.tokens):
        if token.key not in _HAVE:
            continue
        rest = clause.tokens[place + 1 : place + 2 + FARTHEST_ACT]
        to = next((at for at, word in enumerate(rest) if word.key == "to"), None)
        if to is None or not _is_limit(rest[:to]) or verb_behind(list(rest[to + 1 :])) is None:
            continue
        before = list(reversed(clause.tokens[:place]))
        if not is_denied(before) and not is_no_order(clause) and has_actor(clause, before, EVERYBODY):
            return True
    return False


def _has_to(clause: Stretch) -> bool:
    """Return whether a council, named as such, has to act: "Barnet has to spend more", "will have to spend"."""
    tokens = tuple(token for token in clause.tokens if token.key not in ("will", "also", "now"))
    for place, token in enumerate(tokens[:-2]):
        if token.key not in _NOW_HAVE or tokens[place + 1].key != "to" or not _is_act(clause, tokens[place + 2 :]):
            continue
        before = said_behind(list(reversed(tokens[:place])))
        is_name = bool(before) and (before[0].key not in english.PRONOUNS or len(tokens) < len(clause.tokens))
        is_named = is_name and has_actor(clause, before, EVERYBODY)
        is_rule = any(token.key in _CASES for token in before)
        if is_named and not is_rule and not is_denied(before) and not is_no_order(clause):
            return True
    return False


def _gives_time(clause: Stretch) -> bool:
    """Return whether a council is given some time: "ministers have given the council six months to …"."""
    for place, token in enumerate(clause.tokens):
        rest = list(clause.tokens[place + 1 : place + 2 + FARTHEST_ACT])
        to = next((at for at, word in enumerate(rest) if word.key == "to"), None)
        if token.stem != "give" or to is None or not _is_limit(tuple(rest[:to])) or verb_behind(rest[to + 1 :]) is None:
            continue
        return _is_object(clause, rest[:to])
    return False


def _opens_with_duty(clause: Stretch) -> bool:
    """Return whether a sentence without a subject opens with a duty: "Needs to get a grip on delays"."""
    words = [token for token in clause.tokens if token.is_word]
    is_first = clause.start - sentence_of(clause).start <= 1 and len(words) > NEAREST_BE
    if not is_first or words[0].key not in ("needs", "must", "should"):
        return False
    return verb_behind(words[2:] if words[1].key == "to" else words[1:]) is not None


def _is_act(clause: Stretch, tokens: tuple[Token, ...]) -> bool:
    """Return whether an act follows "has to": any verb where inspectors speak, else only one of improving."""
    verb = verb_behind(list(tokens))
    return verb is not None and (verb.start in acts(clause) or _names_asker(sentence_of(clause)))


def _is_limit(tokens: tuple[Token, ...]) -> bool:
    """Return whether words name a length of time to come, or its end."""
    keys = [token.key for token in tokens]
    counted = any(key.isdecimal() or key in english.CARDINALS or key in ("a", "an") for key in keys)
    is_short = all(key not in english.AUXILIARIES or key in ("been", "may") for key in keys)
    return is_short and ((counted and bool(_SPANS & set(keys))) or bool(_LIMITS & set(keys)))


def _must_you(clause: Stretch) -> bool:
    """Return whether a letter tells the one addressed what to do: "you should send in your plan"."""
    for hit in clause.named("action-cues/duty"):
        before = [token for token in reversed(clause.tokens) if token.end <= hit.start and not token.key.endswith("ly")]
        behind = verb_behind([token for token in clause.tokens if token.start >= hit.end])
        if before and before[0].key in _ADDRESSED and behind is not None and not is_denied(before):
            return True
    return False
