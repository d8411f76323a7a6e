"""Stars of counted groups: given in one sentence, their members named in another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from kg import english
from kg.extract.ratings.sentence import Sentence
from kg.extract.ratings.signals import Kind, Signal
from kg.extract.ratings.standing import CURRENT, Standing
from kg.extract.ratings.statements import Carried, Scene, Statement
from kg.extract.ratings.subjects import AUTHORITY, Group, Subject

RULE = "group-rating"
SHORTEST_LIST = 2
_DASHES = frozenset("–—-")


def of_groups(scene: Scene, signals: Sequence[Signal], groups: Sequence[Group]) -> list[Statement]:
    """Return what a sentence says of a group that is counted or listed elsewhere."""
    return _members_named(scene, groups) or _group_judged(scene, signals)


def _members_named(scene: Scene, groups: Sequence[Group]) -> list[Statement]:
    """Read "The four are Walsall, Coventry and …" after stars for four, and names after "the ten councils … –"."""
    if not groups or groups[0].is_service:
        return []
    listed = _opens_list(scene.sentence, groups[0])
    carried = scene.memory.carried if listed else _counted_before(scene, groups[0])
    if carried is None:
        return []
    chosen = groups[:1] if listed else groups
    return [_statement(scene.sentence, s, g, carried) for g in chosen for s in g.subjects]


def _statement(sentence: Sentence, subject: Subject, group: Group, carried: Carried) -> Statement:
    place = (group.start, group.end)
    return Statement(subject, carried.signals, Standing(CURRENT), RULE, sentence, place, carried.source)


def _opens_list(sentence: Sentence, group: Group) -> bool:
    """Return whether a sentence begins "The four are", "They are", "The others were"."""
    opening = [token for token in sentence.between(sentence.start, group.start) if token.is_word]
    if not opening or opening[-1].stem != "be":
        return False
    head = [token.key for token in opening[:-1]]
    counted = len(head) > 1 and head[0] == "the" and english.number(head[1]) is not None
    others = head[:1] == ["the"] and head[-1] in ("others", "other")
    return counted or others or (len(head) == 1 and head[0] in ("they", "these", "those"))


def _counted_before(scene: Scene, group: Group) -> Carried | None:
    """Return the stars of a counted group that a sentence refers to before a dash, behind which members are named."""
    sentence = scene.sentence
    dashes = [token.start for token in sentence.between(sentence.start, group.start) if token.key in _DASHES]
    number = _group_number(sentence, dashes[-1]) if dashes else None
    return scene.memory.counted.get(number) if number is not None else None


def _group_number(sentence: Sentence, limit: int) -> int | None:
    """Return the number in "the ten councils" before `limit`."""
    for hit in sentence.cues("group-noun"):
        before = sentence.before(hit.start)[:2]
        if hit.end <= limit and len(before) > 1 and before[1].key in ("the", "these", "those", "all"):
            number = english.number(before[0].text)
            if number is not None:
                return number
    return None


def _group_judged(scene: Scene, signals: Sequence[Signal]) -> list[Statement]:
    """Read "the three councils" with stars, after a list of three."""
    sentence = scene.sentence
    stars = tuple(signal for signal in signals if signal.kind == Kind.STARS)[:1]
    number = _group_number(sentence, sentence.end) if stars and not sentence.mentions else None
    keys = scene.memory.lists.get(number, ()) if number is not None else ()
    subjects = (Subject(key, "", AUTHORITY) for key in keys)
    group = Group((), sentence.start, sentence.start)
    return [_statement(sentence, subject, group, Carried(sentence, stars)) for subject in subjects]


# --- what a sentence leaves behind


def unnamed(sentence: Sentence, signals: Sequence[Signal], groups: Collection[Group]) -> Carried | None:
    """Return the stars that a sentence gives to bodies without naming them."""
    stars = tuple(signal for signal in signals if signal.kind == Kind.STARS)[:1]
    keys = [token.key for token in sentence.tokens]
    one_of = any(pair == ("one", "of") for pair in pairwise(keys))
    return Carried(sentence, stars) if stars and (not groups or one_of) and sentence.cues("group-noun") else None


def counts(carried: Carried) -> dict[int, Carried]:
    """Return the numbers by which a sentence counts bodies, with the stars that it gives them."""
    found = {}
    for hit in carried.source.cues("group-noun"):
        number = next((english.number(token.text) for token in carried.source.before(hit.start)[:1]), None)
        if number:
            found[number] = carried
    return found


def lists(groups: Collection[Group]) -> Mapping[int, tuple[str, ...]]:
    """Return the lists of authorities in a sentence by their length."""
    named = [tuple(subject.authority for subject in group.subjects) for group in groups if not group.is_service]
    return {len(keys): keys for keys in named if len(keys) >= SHORTEST_LIST}
