"""Who is graded, and in what: a stretch of words in, the holders and topics that it names out.

A holder is an authority or a provider; a topic is a service or a judgement area of it, '' for the holder as a whole.
A stretch is cut at commas and at "and" outside of known names; what it says of nobody that can be graded is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.extract.authorities import AuthorityMention
from kg.extract.ratings.providers import ProviderMention
from kg.extract.ratings.sentence import AUXILIARIES, QUOTES, Sentence, words
from kg.lexicon import AREAS, REGIMES
from kg.model import Hit, Token

LONGEST_MODIFIER, LONGEST_DATE = 3, 3
_LEADERS = words(
    "the a an its their his her our whose this these those that both all each every of also then now still as and or"
)
_TIES = words("of in at by for from to run across within under on 's ' the its their with over provided delivered")
_MANY = words(
    "most many some more few fewer several half majority number numbers two-thirds third quarter none nobody any "
    "nine-tenths percentage proportion total twice dozens hundreds almost nearly other others"
)
_ORDINALS = words("last latest previous current present new own recent first second third former")
_WHEN = words("in since of during from at")
_REFERENCES = words("it they them both its their these this which who each all there he she that")
_ADVERBS = words("now also still again too already yet however meanwhile therefore twice then")
_NO_ADVERBS = words("family early elderly weekly daily")
_RELATIVES = words("which who whose that where when")
_TIMES = words("time times year years month months week weeks decade decades today yesterday") | frozenset(
    english.MONTHS
)
_MARGINS = " ,.;:-–—()“”'"
_BRACKETS = re.compile(r"\([^()]*\)")


class Holder(NamedTuple):
    """An authority (register key) or a provider (its name); neither: the one in focus."""

    authority: str = ""
    provider: str = ""


class Topic(NamedTuple):
    """A service or area: its words, the judgement areas (IRIs) that they can mean.

    `whole` are words for all that a regime may judge ("adult social care"), where `words` are ''.
    """

    words: str = ""
    areas: tuple[str, ...] = ()
    whole: str = ""


WHOLE = Topic()


class Judged(NamedTuple):
    """What a stretch names: holders ('()' if it points back or names none), topics, and where it stands.

    `refers`: a pronoun stands for the holder. `council`: words stand for an authority, not for a provider.
    """

    holders: tuple[Holder, ...]
    topics: tuple[Topic, ...]
    start: int
    end: int
    refers: bool = False
    council: bool = False


class _Part(NamedTuple):
    """A piece of a stretch as read: its tokens, what it names; `kind` as in `_classify`."""

    kind: str
    tokens: tuple[Token, ...]
    holders: tuple[Holder, ...] = ()
    topic: Topic | None = None
    leads_in: bool = False


_KNOWN, _EMPTY, _REFERENCE, _COUNCIL, _MANY_ONES, _UNKNOWN = "known", "empty", "reference", "council", "many", "unknown"


def backwards(sentence: Sentence, start: int, end: int) -> Judged | None:
    """Return what the words right before `end` name: the last run of known names in view[start:end]."""
    parts = [_classify(sentence, part) for part in _parts(sentence, start, end)]
    taken: list[_Part] = []
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        if part.kind in (_UNKNOWN, _MANY_ONES) and _is_aside(sentence, part, taken, place, end):
            continue
        if part.kind in (_UNKNOWN, _MANY_ONES):
            break
        taken.insert(0, part)
    return _joined(sentence, taken, start, end)


def forwards(sentence: Sentence, start: int, end: int) -> Judged | None:
    """Return what the words right behind `start` name: the first run of known names in view[start:end]."""
    taken: list[_Part] = []
    for words_ in _parts(sentence, start, end):
        part = _classify(sentence, words_)
        if part.kind in (_UNKNOWN, _MANY_ONES):
            break
        taken.append(part)
    return _joined(sentence, taken, start, end)


def counts_many(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the words right before `end` count bodies without naming them: "most councils"."""
    parts = [_classify(sentence, part) for part in _parts(sentence, start, end)]
    named = [part for part in parts if part.kind != _EMPTY]
    return bool(named) and named[-1].kind == _MANY_ONES


def _is_aside(sentence: Sentence, part: _Part, taken: list[_Part], place: int, end: int) -> bool:
    """Return whether unknown words stand between commas or dashes beside a name: "Hull, the last of five, was"."""
    if not place or not part.tokens:
        return False
    text = sentence.text
    before, behind = text[: part.tokens[0].start].rstrip(" “"), text[part.tokens[-1].end : end + 2].lstrip(" ”")
    return before.endswith((",", "–", "-", "—")) and (behind.startswith((",", "–", "-", "—")) or bool(taken))


# --- cutting


def _parts(sentence: Sentence, start: int, end: int) -> Iterator[tuple[Token, ...]]:
    """Yield the pieces of a stretch between commas, "and" and dashes that are no part of a name."""
    tokens = [t for t in sentence.between(start, end) if not _in_brackets(sentence, t, start, end)]
    whole = list(_protected(sentence))
    part: list[Token] = []
    for place, token in enumerate(tokens):
        inside = any(first <= token.start < last for first, last in whole)
        if not inside and _is_joint(sentence, tokens, place):
            if part:
                yield tuple(part)
            part = []
        else:
            part.append(token)
    if part:
        yield tuple(part)


def _in_brackets(sentence: Sentence, token: Token, start: int, end: int) -> bool:
    return any(m.start() <= token.start < m.end() for m in _BRACKETS.finditer(sentence.text, start, end))


def _is_joint(sentence: Sentence, tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.key in (",", "and", "plus", "—") or (token.key == "well" and place and tokens[place - 1].key == "as"):
        return True
    spaced = (
        sentence.text[token.start - 1 : token.start].isspace() and sentence.text[token.end : token.end + 1].isspace()
    )
    beside = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
    inside_name = len(beside) > 1 and all(english.is_capitalised(t.text) for t in beside)
    return token.key in ("-", "–") and spaced and not inside_name


def _protected(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the stretches of names that may hold a comma or "and"."""
    yield from ((hit.start, hit.end) for hit in sentence.areas)
    yield from ((hit.start, hit.end) for hit in sentence.hits("service-types"))
    yield from ((hit.start, hit.end) for hit in sentence.hits("client-groups"))
    yield from ((hit.start, hit.end) for hit in sentence.cues("whole-service", "whole-rating"))
    yield from ((mention.start, mention.end) for mention in sentence.mentions)
    yield from ((mention.start, mention.end) for mention in sentence.providers)


# --- reading one piece


def _classify(sentence: Sentence, part: tuple[Token, ...]) -> _Part:
    """Say what a piece names; an adverbial before a name is passed over: "With a score of 62 per cent the council"."""
    whole = _read_piece(sentence, part)
    opens = bool(part) and part[0].key in english.PREPOSITIONS | words("according despite")
    vague = whole.kind == _KNOWN and not whole.holders and whole.topic is not None and not whole.topic.areas
    if (whole.kind != _UNKNOWN and not (vague and whole.topic != WHOLE)) or not opens:
        return whole
    starts = {start for start, _ in sentence.names}
    for place in range(len(part) - 1, 1, -1):
        if part[place].key in ("the", "its", "their", "it", "they") or part[place].start in starts:
            rest = _read_piece(sentence, part[place:])
            if rest.kind in (_KNOWN, _COUNCIL, _REFERENCE) and part[place - 1].key not in english.PREPOSITIONS:
                return rest
    return whole


def _read_piece(sentence: Sentence, part: tuple[Token, ...]) -> _Part:
    """Say what a piece as a whole names."""
    tokens = _stripped(part)
    if not tokens or _is_participle(tokens):
        return _Part(_UNKNOWN if tokens else _EMPTY, part)
    start, end = tokens[0].start, tokens[-1].end
    providers = sentence.page.providers.within(sentence.index, start, end)
    mentions = [m for m in sentence.mentions if start <= m.start and m.end <= end]
    mentions = [m for m in mentions if not any(p.start <= m.start and m.end <= p.end for p in providers)]
    if providers:
        return _of_provider(sentence, part, tokens, providers)
    near = mentions and sentence.before(mentions[0].start)[:1]
    tied = bool(near) and near[0].key in english.PREPOSITIONS | words("near around") and near[0].start > start
    if _counts(sentence, tokens) and (not mentions or tied):
        return _Part(_MANY_ONES, part)
    if all(t.key in english.PREPOSITIONS for t in tokens):
        return _Part(_UNKNOWN, part)
    area = any(hit.start <= start and end <= hit.end for hit in sentence.areas)
    return (None if area else _of_noun(sentence, part, tokens)) or (
        _of_authorities(sentence, part, tokens, mentions) if mentions else _without_holder(sentence, part, tokens)
    )


def _of_noun(sentence: Sentence, part: tuple[Token, ...], tokens: list[Token]) -> _Part | None:
    """Read a piece with a noun that stands for a provider; None if it has none."""
    called, topic = _called(sentence, tokens)
    if called:
        return _Part(_KNOWN, part, (Holder(provider=called),), topic)
    return _Part(_UNKNOWN, part) if _is_some_provider(sentence, tokens) else None


def _is_participle(tokens: Sequence[Token]) -> bool:
    """Return whether a piece is an aside like "run as Brighter Futures", "chaired by Jo Smith"."""
    opens = tokens[0].key.endswith("ed") or tokens[0].key in ("run", "led", "known")
    return len(tokens) > 1 and opens and tokens[1].key in english.PREPOSITIONS | {"as"}


def _stripped(part: Sequence[Token]) -> list[Token]:
    """Return a piece without marks, articles, conjunctions and adverbs at its edges; a preposition stays."""
    kept = list(part)
    while kept and (
        not kept[0].is_word or kept[0].key in _LEADERS - {"of", "its", "their"} or _is_adverb(kept[0]) or _is_year(kept)
    ):
        if kept[0].key in _REFERENCES and len(kept) == 1:
            break
        kept.pop(0)
    while kept and (kept[-1].key in QUOTES or not (kept[-1].is_word or kept[-1].key == "'s") or _is_adverb(kept[-1])):
        kept.pop()
    while len(kept) > 1 and kept[-1].key in ("in", "into"):
        kept.pop()
    return _without_time(kept)


def _without_time(tokens: list[Token]) -> list[Token]:
    """Return a piece without the year at its end: "adoption in 2018"."""
    dated = len(tokens) > LONGEST_DATE - 1 and tokens[-1].text.isdigit() and len(tokens[-1].text) == len("2018")
    if not dated:
        return tokens
    kept = tokens[:-2] if english.is_month(tokens[-2].text) else tokens[:-1]
    return kept[:-1] if len(kept) > 1 and kept[-1].key in _WHEN else tokens


def _is_year(tokens: Sequence[Token]) -> bool:
    """Return whether a piece opens with a year or "time" and goes on: "2018 the council"."""
    return len(tokens) > 1 and tokens[0].text.isdigit() and len(tokens[0].text) == len("2018")


def _is_adverb(token: Token) -> bool:
    return token.key in _ADVERBS or (token.key.endswith("ly") and token.key not in _NO_ADVERBS)


def _counts(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a piece counts bodies: "five councils", "most", "a third of homes", "Twice as many …"."""
    first = tokens[0]
    number = english.number(first.text)
    if first.key in _MANY or any(t.key == "%" for t in tokens[:2]) or (number is not None and first.key != "no"):
        return True
    last = tokens[-1]
    plural = last.key.endswith("s") and any(hit.end == last.end for hit in sentence.cues("group-noun"))
    pointed = first.key in ("these", "those")
    return plural and not pointed


def _called(sentence: Sentence, tokens: Sequence[Token]) -> tuple[str, Topic]:
    """Return the provider for which a noun stands, and what of it is named.

    "The independent trust that runs services in Doncaster", "a care home in Oldham", "the home's overall rating".
    """
    owner = next((place for place, token in enumerate(tokens) if token.key == "'s"), None)
    head = _head(tokens[:owner] if owner else tokens)
    owner = owner if owner == len(head) else None
    nouns = [hit for hit in sentence.cues("provider-anaphor") if head and hit.end == head[-1].end]
    if (
        not nouns
        or len(head) > LONGEST_MODIFIER + 1
        or _names_authority(sentence, head)
        or _is_council_s(sentence, tokens)
    ):
        return "", WHOLE
    topic = _topic(sentence, tokens[owner + 1 :]) if owner else WHOLE
    name = _provider_for(sentence, sentence.text[nouns[0].start : nouns[0].end].lower(), head)
    return (name, topic) if topic is not None else ("", WHOLE)


def _is_some_provider(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a piece speaks of a provider that is not named: "a care home in Oldham", "its homes"."""
    head = _head(tokens)
    nouns = [
        h for h in sentence.cues("provider-anaphor") if head and h.start <= head[-1].start and h.end == head[-1].end
    ]
    whole = [h for h in sentence.cues("whole-service", "service-noun") if head and h.end == head[-1].end]
    return bool(nouns) and not whole and not _names_authority(sentence, head)


def _names_authority(sentence: Sentence, head: Sequence[Token]) -> bool:
    return any(head[0].start <= m.start and m.end <= head[-1].end for m in sentence.mentions)


def _is_council_s(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a noun is the council's own: "the council's service"."""
    return any(hit.start == token.start for hit in sentence.cues("anaphor") for token in tokens[:2])


def _provider_for(sentence: Sentence, noun: str, head: Sequence[Token]) -> str:
    """Return the provider that a noun means: the one so called, else the last named, or behind "a" the next."""
    providers = sentence.page.providers
    called = providers.called(noun)
    if called or any(
        hit.concept.endswith("whole-service") and hit.end == head[-1].end for hit in sentence.cues("whole-service")
    ):
        return called
    opener = sentence.before(head[0].start)[:1]
    indefinite = any(t.key in ("a", "an") for t in (*opener, head[0]))
    before = providers.before(sentence.index, head[0].start)
    return providers.behind(sentence.index, head[-1].end) if indefinite else before


def _head(tokens: Sequence[Token]) -> list[Token]:
    """Return the words of a piece before its first relative pronoun or preposition."""
    found: list[Token] = []
    for token in tokens:
        if token.key in _RELATIVES or token.key in english.PREPOSITIONS:
            break
        found.append(token)
    return found


def _of_provider(
    sentence: Sentence, part: tuple[Token, ...], tokens: list[Token], providers: Sequence[ProviderMention]
) -> _Part:
    holders = tuple(Holder(provider=provider.name) for provider in providers)
    rest = [t for t in tokens if not any(p.start <= t.start and t.end <= p.end for p in providers)]
    topic = _topic(sentence, rest)
    before = [t.key for t in rest if t.end <= providers[0].start and t.is_word]
    before = before[:-1] if before[-1:] == ["the"] else before
    tied = len(before) > 1 and before[-1] in english.PREPOSITIONS
    if topic is None and tied:
        return _Part(_UNKNOWN, part)
    return _Part(_KNOWN, part, holders, topic if topic and topic.areas else WHOLE)


def _of_authorities(
    sentence: Sentence, part: tuple[Token, ...], tokens: list[Token], mentions: Sequence[AuthorityMention]
) -> _Part:
    """Read a piece that names authorities: "Surrey council", "children's services in Sandwell", "In Leeds"."""
    tokens = _without_relative(tokens, mentions)
    names = [h for scheme in (REGIMES, "bodies") for h in sentence.hits(scheme)]
    tokens = [t for t in tokens if not any(h.start <= t.start < h.end for h in names)]
    holders = tuple(Holder(authority=key) for key in dict.fromkeys(m.key for m in mentions))
    rest = [t for t in tokens if not any(m.start <= t.start and t.end <= m.end for m in mentions)]
    content = [t for t in rest if t.is_word and t.key not in _TIES | _LEADERS | _TIMES and not t.text.isdigit()]
    if not content:
        leads_in = tokens[0].key in english.PREPOSITIONS
        return _Part(_KNOWN, part, holders, WHOLE, leads_in)
    topic = _topic(sentence, rest)
    if topic is not None:
        return _Part(_KNOWN, part, holders, topic)
    before = [t for t in content if t.end <= mentions[0].start]
    modifies = before == content and len(content) <= LONGEST_MODIFIER and not any(t.key in _TIES for t in rest)
    return _Part(_KNOWN, part, holders, WHOLE) if modifies else _Part(_UNKNOWN, part)


def _without_relative(tokens: list[Token], mentions: Sequence[AuthorityMention]) -> list[Token]:
    """Return a piece without a relative clause behind its last authority."""
    for place, token in enumerate(tokens):
        if token.key in _RELATIVES and token.start >= mentions[-1].end:
            return tokens[:place]
    return tokens


def _without_holder(sentence: Sentence, part: tuple[Token, ...], tokens: list[Token]) -> _Part:
    leads_in = tokens[0].key in english.PREPOSITIONS
    bare = [t for t in tokens if t.is_word]
    if len(bare) == 1 and bare[0].key in _REFERENCES:
        return _Part(_REFERENCE, part)
    pointed = part[0].key in ("that", "this") and any(h.end == tokens[-1].end for h in sentence.cues("every-part"))
    if pointed:
        return _Part(_UNKNOWN, part)
    if _covered(sentence, tokens, "anaphor"):
        return _Part(_COUNCIL, part, (), WHOLE)
    topic = _topic(sentence, tokens)
    if topic is None and _is_proper(sentence, tokens):
        return _Part(_KNOWN, part, (Holder(provider=sentence.text[tokens[0].start : tokens[-1].end]),), WHOLE)
    if topic is None:
        return _Part(_UNKNOWN, part)
    council = any(hit.start <= t.start < hit.end for hit in sentence.cues("anaphor") for t in tokens)
    return _Part(_COUNCIL if council else _KNOWN, part, (), topic, leads_in)


def _is_proper(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a piece is a name of its own, of two capitalised words or more, and no inspecting body's."""
    content = [t for t in tokens if t.is_word and t.key not in _TIES]
    body = any(
        hit.start < tokens[-1].end and tokens[0].start < hit.end
        for hit in (*sentence.hits("bodies"), *sentence.hits("roles"))
    )
    capitals = all(english.is_capitalised(t.text) and not t.text.isdigit() for t in content)
    named = len(content) > 1 and capitals and tokens[0].key not in english.PREPOSITIONS
    return named and not body and not sentence.is_head and not sentence.text.isupper()


def _covered(sentence: Sentence, tokens: Sequence[Token], *notations: str) -> bool:
    """Return whether every word that counts lies in a cue."""
    hits = sentence.cues(*notations)
    content = [t for t in tokens if t.is_word and t.key not in _LEADERS]
    return bool(content) and all(any(hit.start <= t.start < hit.end for hit in hits) for t in content)


def _topic(sentence: Sentence, tokens: Sequence[Token]) -> Topic | None:
    """Return the topic that words name: WHOLE for all that is judged, None if they name nothing that can be graded."""
    content = [t for t in tokens if t.is_word and t.key not in _TIES and t.key not in _LEADERS]
    while len(content) > 1 and content[-1].stem in AUXILIARIES and _asks_how(sentence, content[0]):
        content.pop()
    if not content or any(_is_received(sentence, token) for token in content):
        return None if content else WHOLE
    whole = sentence.cues("whole-service", "whole-rating", "whole-authority", "anaphor", "every-part", "part-noun")
    names = [hit for hit in (*sentence.areas, *sentence.hits(AREAS))]
    covered = any(hit.start <= t.start < hit.end for hit in names for t in content if t.key in _ORDINALS)
    plain = content if covered else [t for t in content if t.key not in _ORDINALS] or content
    if all(any(hit.start <= t.start < hit.end for hit in whole) for t in plain):
        return _whole(sentence, plain)
    areas = [hit for hit in names if _holds_head(sentence, hit, content, whole)]
    if areas:
        return _named(
            sentence, areas[0].start, max(hit.end for hit in areas), tuple(dict.fromkeys(h.concept for h in areas))
        )
    phrase = _noun_phrase(sentence, tokens)
    if len(phrase) < len(content) and phrase:
        return _topic(sentence, phrase)
    ends = [*sentence.cues("service-noun"), *sentence.hits("service-types"), *sentence.hits("client-groups")]
    if any(hit.end == content[-1].end or hit.start <= content[-1].start < hit.end for hit in ends):
        owners = [t.end for t in tokens if t.key in ("its", "their") and t.end <= content[-1].start]
        return _named(sentence, max([content[0].start, *owners]), content[-1].end, ())
    return None


def _is_received(sentence: Sentence, token: Token) -> bool:
    """Return whether a word is a verb of a clause, so that no name can hold it: "care leavers get a service"."""
    finite = token.stem not in AUXILIARIES and not token.key.endswith("ing")
    verb = finite and sentence.has(token.start, token.end, "receive-verb")
    return verb and not any(
        hit.start <= token.start < hit.end for hit in (*sentence.areas, *sentence.cues("whole-rating"))
    )


def _asks_how(sentence: Sentence, token: Token) -> bool:
    """Return whether an area's name with "how" stands at or before a token: "how safe and well-led the service is"."""
    return any(
        sentence.text[hit.start :].lower().startswith("how ") and hit.start <= token.start for hit in sentence.areas
    )


def _whole(sentence: Sentence, content: Sequence[Token]) -> Topic:
    """Return the topic of words for the whole; those that name people's services keep their words."""
    people = [h for h in sentence.cues("whole-service") if content[0].start <= h.start and h.end <= content[-1].end]
    named = [h for h in people if sentence.block.within("client-groups", h.start, h.end) or " " in h.label]
    return Topic(whole=sentence.text[named[-1].start : named[-1].end]) if named else WHOLE


def _noun_phrase(sentence: Sentence, tokens: Sequence[Token]) -> list[Token]:
    """Return the last noun phrase of an adverbial and a name: "first time in ten years children's services"."""
    for place in range(len(tokens) - 1, 0, -1):
        token = tokens[place - 1]
        if token.key in _TIMES or token.text.isdigit():
            return [t for t in tokens[place:] if t.is_word]
    return []


def _holds_head(sentence: Sentence, hit: Hit, content: Sequence[Token], whole: Sequence[Hit]) -> bool:
    """Return whether an area's name covers the words but for those that mean the whole: "leadership of the council"."""
    left = [t for t in content if not hit.start <= t.start < hit.end]
    return (
        hit.start <= content[-1].start
        and hit.end > content[0].start
        and all(
            any(other.start <= t.start < other.end for other in whole)
            or (not english.is_capitalised(t.text) and t.key in _TIES)
            for t in left
        )
    )


def _named(sentence: Sentence, start: int, end: int, areas: tuple[str, ...]) -> Topic:
    text = sentence.text[start:end].strip(_MARGINS)
    kept = text.split()
    while len(kept) > 1 and kept[0].lower() in _LEADERS:
        kept = kept[1:]
    return Topic(" ".join(kept), areas)


# --- joining


def _joined(sentence: Sentence, parts: list[_Part], start: int, end: int) -> Judged | None:
    """Return what the pieces name together; None if nothing."""
    named = [part for part in parts if part.kind != _EMPTY]
    if not named:
        return None
    runs = any(holder.provider for part in named for holder in part.holders)
    told = [part for part in named if not (runs and part.leads_in)]  # "In Torbay, Seaview Lodge": a place
    holders = tuple(dict.fromkeys(holder for part in told for holder in part.holders))
    topics = tuple(dict.fromkeys(p.topic for p in named if p.topic is not None and not _only_holds(p)))
    first = next(t.start for t in named[0].tokens if t.is_word)
    last = [t.end for t in named[-1].tokens if t.is_word][-1]
    refers = any(part.kind == _REFERENCE for part in named)
    council = any(part.kind == _COUNCIL for part in named)
    specific = tuple(topic for topic in topics if topic.words)
    rated = (WHOLE,) if specific and any(_is_rating(sentence, part) for part in named) else ()
    return Judged(holders, (*rated, *specific) or topics[:1] or (WHOLE,), first, last, refers, council)


def _is_rating(sentence: Sentence, part: _Part) -> bool:
    """Return whether a piece names the rating of the whole beside areas: "the overall rating, and how safe it is"."""
    hits = [
        h for h in sentence.cues("whole-rating") if part.tokens[0].start <= h.start and h.end <= part.tokens[-1].end
    ]
    return part.topic == WHOLE and any(" " in hit.label for hit in hits)


def _only_holds(part: _Part) -> bool:
    """Return whether a piece only names holders: its topic is everything."""
    return bool(part.holders) and part.topic == WHOLE
