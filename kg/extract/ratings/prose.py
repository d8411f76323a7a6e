"""Values in running sentences: whom each is said of, and how the next sentence goes on with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.ratings.clients import denied, left_out, served
from kg.extract.ratings.coordination import clean, split_services
from kg.extract.ratings.ellipsis import elliptic, second_services
from kg.extract.ratings.groups import SHORTEST_LIST, counts, lists, of_groups, unnamed
from kg.extract.ratings.lines import LINE
from kg.extract.ratings.pointing import pointed
from kg.extract.ratings.sentence import CUES, QUOTES, Sentence, words
from kg.extract.ratings.sharing import in_order, likewise
from kg.extract.ratings.signals import Kind, Signal, find_signals, may_have_signals
from kg.extract.ratings.standing import CURRENT, PREVIOUS, Standing, standing, was_before
from kg.extract.ratings.statements import Memory, Scene, Statement
from kg.extract.ratings.subjects import (
    AUTHORITY,
    PROVIDER,
    SERVICE,
    Group,
    Subject,
    attributive,
    embedded_reference,
    inspected_service,
    is_whole,
    its_services,
    located,
    named_groups,
    plain_service,
    reference,
    titled_service,
)
from kg.extract.ratings.words import in_survey, is_awarded, is_hotel, is_value_word

SERVED, AREA, RATED, STARS = "people-served", "area-value", "subject-rated", "stars-awarded"
RULES = {Kind.PHRASE: SERVED, Kind.OUTLOOK: AREA, Kind.STARS: STARS, Kind.WORD: RATED}
FARTHEST_BLOCK = 2
PAIR = 2
NOWHERE, IN_FOCUS = -1, -2
_PRONOUNS = words("it they this")
CONTRASTS = words("; but while whereas although though")


def read(sentence: Sentence, memory: Memory) -> tuple[list[Statement], Memory]:
    """Return the statements of a sentence, and what it leaves behind."""
    found = tuple(find_signals(sentence)) if may_have_signals(sentence) else ()
    short = (*elliptic(sentence, found, memory.before), *left_out(sentence, found), *denied(sentence, memory.said))
    found = tuple(sorted((*found, *short), key=lambda signal: signal.start))
    if not found and _is_idle(sentence, memory):
        inspected = inspected_service(sentence) or memory.inspected
        return [], replace(memory, before=sentence, carried=None, said=(), inspected=inspected)
    scene = Scene(sentence, found, memory)
    groups = named_groups(sentence) if sentence.mentions else []
    signals = _usable(scene, groups)
    groups = groups or _plain_groups(sentence, signals)
    groups = [*groups, *second_services(sentence, groups, signals)]
    said = of_groups(scene, signals, groups) or list(_read(scene, signals, groups)) or list(_likewise(scene, groups))
    return said, _remember(scene, signals, groups, said)


def _is_idle(sentence: Sentence, memory: Memory) -> bool:
    """Return whether a sentence without values neither names members of a group nor lists authorities."""
    idle = not memory.carried and not memory.counted and len(sentence.mentions) < SHORTEST_LIST
    return idle and not (memory.said and sentence.mentions)


def _read(scene: Scene, signals: list[Signal], groups: list[Group]) -> Iterator[Statement]:
    for group, part in in_order(scene.sentence, _assigned(scene.sentence, signals, groups)):
        yield from _judged(scene, group, part)


def _likewise(scene: Scene, groups: list[Group]) -> Iterator[Statement]:
    for group, like in likewise(scene.sentence, groups, scene.memory.said):
        for subject in group.subjects:
            place = (group.start, group.end)
            yield like._replace(subject=subject, sentence=scene.sentence, place=place)


def _remember(scene: Scene, signals: list[Signal], groups: list[Group], said: list[Statement]) -> Memory:
    memory = scene.memory
    services = [statement for statement in said if statement.subject.words and statement.rule == RATED]
    carried = unnamed(scene.sentence, signals, groups)
    return replace(
        memory,
        last=services[-1] if services else memory.last,
        before=scene.sentence,
        said=tuple(said),
        carried=carried,
        counted={**memory.counted, **counts(carried)} if carried else memory.counted,
        lists={**memory.lists, **lists(groups)},
        inspected=inspected_service(scene.sentence) or memory.inspected,
    )


# --- which signals count


def _usable(scene: Scene, groups: Sequence[Group]) -> list[Signal]:
    """Return the signals that can give a rating here; what becomes of a service counts beside another value only."""
    sentence = scene.sentence
    chosen = [signal for signal in scene.found if _counts(scene, signal, groups)]
    beside = any(signal.kind in (Kind.WORD, Kind.STARS) for signal in chosen)
    beside = beside or bool(sentence.cues("award-verb") or sentence.cues("service-anaphor")) or _goes_on(scene)
    return [signal for signal in chosen if signal.kind != Kind.CHANCE or beside]


def _goes_on(scene: Scene) -> bool:
    """Return whether a sentence says of "it" what becomes of the service that the one before it rated."""
    last, sentence = scene.memory.last, scene.sentence
    rated = any(statement is last for statement in scene.memory.said)
    opening = sentence.tokens[0].key if sentence.tokens else ""
    return last is not None and rated and last.block == sentence.index and opening in _PRONOUNS


def _counts(scene: Scene, signal: Signal, groups: Sequence[Group]) -> bool:
    sentence = scene.sentence
    if signal.kind in (Kind.STARS, Kind.WORD) and sentence.cues("legend"):
        return False
    if signal.kind == Kind.STARS:
        return not is_hotel(sentence, signal)
    if signal.kind != Kind.WORD:
        return True
    if sentence.is_head or in_survey(sentence) or not is_value_word(sentence, signal):
        return False
    beside = any(other.kind in (Kind.STARS, Kind.CHANCE, Kind.OUTLOOK) for other in scene.found)
    return beside or is_awarded(sentence, signal) or _is_object(sentence, signal, groups)


def _is_object(sentence: Sentence, signal: Signal, groups: Sequence[Group]) -> bool:
    """Return whether a verb of judging has a subject of ratings and then the word: "rated Leeds's home care poor"."""
    for group in groups:
        between = [token for token in sentence.between(group.end, signal.start) if token.key not in QUOTES]
        before = [token for token in sentence.before(group.start) if token.key != "the"][:1]
        if group.end <= signal.start and all(token.key in ("as", "to", "be") for token in between) and before:
            return sentence.has(before[0].start, before[0].end, "award-verb")
    return False


# --- which signal is said of whom


def _assigned(
    sentence: Sentence, signals: list[Signal], groups: list[Group]
) -> list[tuple[Group | None, tuple[Signal, ...]]]:
    """Pair groups and signals within each part between semicolons and words of contrast.

    What follows a group is said of it; what stands before the first group of a part is said of that one; what no group
    of its part or an earlier one can claim is said of what is in focus.
    """
    if not groups:
        return [(None, tuple(signals))] if signals else []
    found: dict[int, list[Signal]] = {}
    for signal in signals:
        found.setdefault(_owner(sentence, signal, groups, found), []).append(signal)
    placed = [(groups[place], tuple(part)) for place, part in sorted(found.items()) if place >= 0]
    return [*placed, *((None, tuple(part)) for place, part in found.items() if place == IN_FOCUS)]


def _owner(sentence: Sentence, signal: Signal, groups: list[Group], found: Mapping[int, list[Signal]]) -> int:
    inside = [place for place, group in enumerate(groups) if signal.start <= group.start and group.end <= signal.end]
    if inside:
        return inside[0]
    marks = [t.start for t in sentence.tokens if t.key in CONTRASTS and not signal.start <= t.start < signal.end]
    part = sum(mark < signal.start for mark in marks)
    here = [place for place, group in enumerate(groups) if sum(mark < group.start for mark in marks) == part]
    before = [place for place in here if groups[place].start < signal.start]
    behind = [place for place in here if groups[place].start >= signal.start]
    if _announces(sentence, signal) or not before:
        earlier = NOWHERE if _announces(sentence, signal) else _last_before(signal, groups)
        return behind[0] if behind else earlier
    those = [place for place in before if [t.key for t in sentence.before(groups[place].start)[:2]] == ["of", "those"]]
    if those and signal.kind == Kind.OUTLOOK:
        return those[-1]
    taken = any(other.kind == signal.kind for other in found.get(before[-1], ()))
    step = [token.key for token in sentence.before(signal.start)[:1]] == ["to"]  # "goes from one star to two, and B …"
    return behind[0] if taken and behind and behind[0] not in found and not step else before[-1]


def _announces(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a colon right behind a value announces those who have it: "Two stars: Bolton, Wigan"."""
    behind = sentence.after(signal.end)[:1]
    return bool(behind) and behind[0].key == ":"


def _last_before(signal: Signal, groups: list[Group]) -> int:
    return max((place for place, group in enumerate(groups) if group.start < signal.start), default=IN_FOCUS)


# --- services


def _judged(scene: Scene, group: Group | None, signals: tuple[Signal, ...]) -> Iterator[Statement]:
    """Yield the statements about one group: on services where stars or plain words rate one, else on authorities."""
    rated = any(signal.kind in (Kind.STARS, Kind.WORD, Kind.CHANCE) for signal in signals)
    served = any(signal.kind == Kind.PHRASE for signal in signals)
    services = _services(scene, group, signals) if rated and not served else None
    if services is not None:
        yield from _stated(scene, services, signals, RATED)
    elif group is None and (service := _continued(scene, signals)):
        yield from _stated(scene, service, signals, AREA)
    elif group is None or not group.is_service or served:
        yield from _of_authorities(scene, group, signals)
    else:
        yield from _stated(scene, group, [s for s in signals if s.kind == Kind.OUTLOOK], AREA)


def _continued(scene: Scene, signals: Sequence[Signal]) -> Group | None:
    """Return the one service that the sentence before rated, where this one has nothing but its prospects."""
    sentence, said = scene.sentence, scene.memory.said
    subjects = list(dict.fromkeys(statement.subject for statement in said))
    before = scene.memory.before
    if len(subjects) != 1 or not subjects[0].words or before is None or before.index != sentence.index:
        return None
    rated = {signal.kind for statement in said for signal in statement.signals}
    about = reference(sentence, sentence.end, "anaphor") and sentence.cues("anaphor")
    if about or Kind.OUTLOOK in rated or any(signal.kind != Kind.OUTLOOK for signal in signals):
        return None
    start = signals[0].start
    return Group((subjects[0],), start, start)


def _services(scene: Scene, group: Group | None, signals: tuple[Signal, ...]) -> Group | None:
    """Return the services that stars or words rate: those of the group, or one referred back to."""
    if group is not None:
        return group if group.is_service else _attributed(scene.sentence, group, signals) or _inspected(scene, signals)
    return _referred(scene, signals) or _inspected(scene, signals)


def _inspected(scene: Scene, signals: tuple[Signal, ...]) -> Group | None:
    """Return the service whose inspection was told, where values qualify a bare "service": "a fair, one star …"."""
    sentence = scene.sentence
    subject = _inspected_last(scene)
    stars = [signal for signal in signals if signal.kind == Kind.STARS]
    behind = sentence.after(stars[-1].end)[:1] if stars else []
    nouns = [hit for hit in sentence.cues("service-anaphor") if behind and hit.start == behind[0].start]
    before = sentence.before(signals[0].start)[:1]
    if subject is None or not nouns or not before or before[0].key not in ("a", "an"):
        return None
    return Group((subject,), stars[0].start, stars[0].start)


def _inspected_last(scene: Scene) -> Subject | None:
    """Return the service whose inspection was told last, or that the title names: "Home Care Services, Derby"."""
    sentence = scene.sentence
    return inspected_service(sentence) or scene.memory.inspected or titled_service(sentence)


def _attributed(sentence: Sentence, group: Group, signals: tuple[Signal, ...]) -> Group | None:
    """Return the service that the values qualify: "Derby provides a poor, no-star housing benefits service"."""
    qualifying = [s for s in signals if s.kind in (Kind.WORD, Kind.STARS) and s.start > group.start]
    phrase = attributive(sentence, qualifying[-1].end) if qualifying else None
    if phrase is None:
        return None
    subjects = tuple(Subject(s.authority, clean(phrase.words), SERVICE) for s in group.subjects)
    return Group(subjects, group.start, max(group.end, phrase.end))


def _plain_groups(sentence: Sentence, signals: Sequence[Signal]) -> list[Group]:
    """Return the services that are subjects of a sentence without an authority's name, where values rate them."""
    rated = any(signal.kind in (Kind.STARS, Kind.WORD, Kind.CHANCE) for signal in signals)
    served = any(signal.kind == Kind.PHRASE for signal in signals)
    first = _plain(sentence, signals) if rated and not served else None
    return [first, *its_services(sentence, [first])] if first else []


def _plain(sentence: Sentence, signals: Sequence[Signal]) -> Group | None:
    """Return the service that is the subject of a sentence's first verb."""
    phrase = plain_service(sentence, signals[0].start)
    if (
        phrase is None
        or is_whole(sentence, phrase.start, phrase.end)
        or _is_reference(sentence, phrase.start, phrase.end)
    ):
        return None
    authority = sentence.page.authorities.at(sentence.index, phrase.start)
    subjects = tuple(Subject(authority, words, SERVICE) for words in split_services(sentence, phrase))
    return Group(subjects, phrase.start, phrase.end)


def _is_reference(sentence: Sentence, start: int, end: int) -> bool:
    return any(hit.start == start and hit.end == end for hit in sentence.cues("service-anaphor", "anaphor"))


def _referred(scene: Scene, signals: tuple[Signal, ...]) -> Group | None:
    """Return the service judged or named last, where the sentence goes on with it."""
    sentence, last = scene.sentence, scene.memory.last
    place = reference(sentence, signals[0].start, "service-anaphor") or embedded_reference(sentence, signals[0])
    topic = _topic(scene.memory.before, sentence)
    if topic is not None and place is not None:
        return Group(topic.subjects, *place)
    if last is None or not (place or sentence.cues("award-verb")) or not _adds(last, signals):
        return None
    near = 0 <= sentence.index - last.block <= FARTHEST_BLOCK
    if not near or (last.subject.authority and last.subject.authority != _latest_authority(sentence)):
        return None
    return Group((last.subject,), *(place or (signals[0].start, signals[0].start)))


def _latest_authority(sentence: Sentence) -> str:
    """Return the authority named last before a sentence: in its block, else the one in focus."""
    earlier = sentence.page.authorities.within(sentence.index, 0, sentence.start)
    return earlier[-1].key if earlier else sentence.page.authorities.at(sentence.index, sentence.start)


def _adds(last: Statement, signals: Iterable[Signal]) -> bool:
    """Return whether signals give what the last judgement of a service still lacks."""
    had = {signal.kind for signal in last.signals}
    return not any(signal.kind in had for signal in signals)


def _topic(before: Sentence | None, sentence: Sentence) -> Group | None:
    """Return the one service that the sentence before names with its authority, if it is in the same block."""
    if before is None or before.index != sentence.index:
        return None
    groups = [group for group in named_groups(before) if group.is_service]
    return groups[0] if len(groups) == 1 else None


# --- authorities as a whole


def _of_authorities(scene: Scene, group: Group | None, signals: tuple[Signal, ...]) -> Iterator[Statement]:
    sentence = scene.sentence
    keys = tuple(dict.fromkeys(s.authority for s in group.subjects)) if group else _in_focus(scene, signals)
    words: tuple[str, ...] = ("",)
    for signal in signals:
        if signal.kind == Kind.PHRASE:
            named = _clients(sentence, signal) or served(sentence, signal, scene.memory.said)
            named = named or _of_pair(scene, signal, signals)
            words = named or (words if _is_of_both(sentence, signal) else ("",))
        elif signal.kind == Kind.OUTLOOK:
            words = ("",) if _is_of_council(sentence, signal, words) else words
            words = located(sentence, signal) or served(sentence, signal, scene.memory.said) or words
        elif signal.kind == Kind.CHANCE or not (group or reference(sentence, signal.start, "anaphor")):
            continue
        said_of = ("",) if signal.kind in (Kind.STARS, Kind.WORD) else words
        subjects = tuple(Subject(k, w, SERVICE if w else AUTHORITY) for k in keys if k for w in said_of)
        yield from _stated(scene, Group(subjects, *_place(sentence, group, signal)), [signal], RULES[signal.kind])


def _of_pair(scene: Scene, signal: Signal, signals: Sequence[Signal]) -> tuple[str, ...]:
    """Return the service behind a pair of values, of which a signal is the first: "most people and excellent for X"."""
    following = next((other for other in signals if other.start >= signal.end), None)
    if following is None or following.kind != Kind.OUTLOOK:
        return ()
    between = [t.key for t in scene.sentence.between(signal.end, following.start) if t.key not in QUOTES]
    return served(scene.sentence, following, scene.memory.said) if between == ["and"] else ()


def _place(sentence: Sentence, group: Group | None, signal: Signal) -> tuple[int, int]:
    """Return where the subject of a signal stands: its group, what refers back to it, or nothing but the signal."""
    if group is not None:
        return group.start, group.end
    return reference(sentence, signal.start, "anaphor") or (signal.start, signal.start)


def _in_focus(scene: Scene, signals: Sequence[Signal]) -> tuple[str, ...]:
    """Return the authority in focus, or both of the two named last: "Prospects for both cities are uncertain"."""
    sentence = scene.sentence
    if signals and _is_of_two(sentence, signals[0]):
        earlier = sentence.page.authorities.within(sentence.index, 0, sentence.start)
        pair = list(dict.fromkeys(mention.key for mention in reversed(earlier)))[:PAIR]
        return tuple(reversed(pair)) if len(pair) == PAIR else ()
    meant = pointed(sentence, signals[0].start) if signals else ""
    if meant:
        return (meant,)
    headed = _headed_by_line(scene)
    if headed or not signals:
        return (headed,) if headed else ()
    passing = [m.start for m in sentence.mentions if m.start < signals[0].start]  # what is named here is in passing
    return (sentence.page.authorities.at(sentence.index, min([*passing, signals[0].start])),)


def _headed_by_line(scene: Scene) -> str:
    """Return the authority whose name opens the block as a line, where a sentence of it names no other."""
    said, sentence = scene.memory.said, scene.sentence
    keys = {statement.subject.authority for statement in said if statement.rule == LINE}
    near = all(statement.block == sentence.index for statement in said)
    return keys.pop() if len(keys) == 1 and near and not sentence.mentions else ""


def _is_of_two(sentence: Sentence, signal: Signal) -> bool:
    """Return whether "both" or "the two" with a noun for bodies stands at or before a value."""
    nouns = {hit.start for hit in sentence.cues("group-noun")}
    pairs = pairwise(sentence.between(sentence.start, signal.end))
    return any(first.key in ("both", "two") and second.start in nouns for first, second in pairs)


def _clients(sentence: Sentence, signal: Signal) -> tuple[str, ...]:
    """Return the group of clients of whom a phrase speaks: "serving some adults well"."""
    if _are_everybody(sentence, signal):
        return ()
    contrasts = [token.end for token in sentence.between(signal.start, signal.end) if token.key in CONTRASTS]
    hits = sentence.block.within("client-groups", contrasts[-1] if contrasts else signal.start, signal.end)
    return (clean(sentence.text[hits[0].start : hits[-1].end]),) if hits else ()


def _are_everybody(sentence: Sentence, signal: Signal) -> bool:
    """Return whether the clients of a phrase make up all there are: "serves most adults and most children well"."""
    concepts = {hit.concept for hit in sentence.block.within("client-groups", signal.start, signal.end)}
    related = set(sentence.page.lexicon.concept(CUES, "everyone").related)
    joined = any(token.key == "and" for token in sentence.between(signal.start, signal.end))
    return bool(related) and joined and related <= concepts


def _is_of_council(sentence: Sentence, signal: Signal, words: Sequence[str]) -> bool:
    """Return whether "its prospects" behind services in the plural are those of the council."""
    before = [token.key for token in sentence.before(signal.start)[:2]]
    apart = any(token.key == ";" for token in sentence.before(signal.start))
    return apart and "its" in before and any(word.endswith("s") for word in words)


def _is_of_both(sentence: Sentence, signal: Signal) -> bool:
    """Return whether a phrase begins with a pronoun for the two named before it: "neither were serving people well"."""
    return sentence.between(signal.start, signal.end)[0].key in ("neither", "both", "each")


# --- statements


def _stated(scene: Scene, group: Group, signals: Iterable[Signal], rule: str) -> Iterator[Statement]:
    """Yield a statement a standing and subject; a service whose authority is unsettled gets none."""
    by_standing: dict[Standing, list[Signal]] = {}
    for signal in signals:
        stands = standing(scene.sentence, signal, scene.found, scene.memory.before)
        if stands is not None:
            by_standing.setdefault(stands, []).append(signal)
        if stands is not None and stands.status == CURRENT and was_before(scene.sentence, signal):
            by_standing.setdefault(Standing(PREVIOUS), []).append(signal)
    place, sentence = (group.start, group.end), scene.sentence
    for stands, said in by_standing.items():
        for subject in (s for s in group.subjects if s.authority or s.kind == PROVIDER):
            yield Statement(subject, tuple(said), stands, rule, sentence, place, sentence)
