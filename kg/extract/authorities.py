"""Annotated blocks and the places of person names in, the authorities that a document names out.

Which body a name means is settled by the register and the document's time. Which authority is in focus at a place
("the council", "its") is read from headings, the release that speaks, the nearest earlier name of a reviewed
authority, and the one authority that the document is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg import english
from kg.extract.places import candidates
from kg.lexicon import AUTHORITIES, Authority, Lexicon, cue
from kg.model import Annotated, AnnotatedBlock, AuthorityClaim, Block, Channel, Hit, Zone

RULE = "authority-name"
FARTHEST_NAME = 6
FARTHEST_ROLE = 8
HEADLINE_WEIGHT, LEAD_WEIGHT = 6, 3
LEAD_BLOCKS = 2
MOSTLY = 0.5
_YEAR = re.compile(r"(?<!by )(?<!until )(?<!to )\b(19[7-9]\d|20[0-4]\d)(?:[-/]\d{2,4})?\b")
_CONJUNCTION = re.compile(r"\s*(?:,|&|(?:,\s*)?\b(?:and|or)\b(?:\s+in)?)\s*")
_UNREAD = frozenset({Zone.FURNITURE, Zone.STANDFIRST, Zone.BYLINE, Zone.DATELINE})
_OWN_VOICE = frozenset({Channel.MINUTES, Channel.RELEASE})


@dataclass(frozen=True, slots=True)
class AuthorityMention:
    """An authority named in a block: register key, view offsets, the words."""

    key: str
    block: int
    start: int
    end: int
    as_named: str


@dataclass(frozen=True, slots=True)
class Authorities:
    """The authorities of a document: `roles` by key; `subject` is the one it is about, or ''.

    `focus` is the one in focus at the start of each block; `listed` are the mentions beside others ("Kent and Essex"),
    after which no single one is in focus.
    """

    mentions: tuple[AuthorityMention, ...]
    roles: Mapping[str, str]
    subject: str
    focus: Mapping[int, str]
    listed: frozenset[AuthorityMention] = frozenset()

    def within(self, block: int, start: int, end: int) -> tuple[AuthorityMention, ...]:
        """Return the mentions that lie wholly in view[start:end] of a block."""
        return tuple(m for m in self.mentions if m.block == block and m.start >= start and m.end <= end)

    def at(self, block: int, offset: int) -> str:
        """Return the authority in focus at a place; '' if nothing settles it.

        The nearest earlier name in the block, else what headings, release and the blocks before it put in focus. In
        a document about one authority, others that are merely mentioned never come into focus.
        """
        earlier = [m for m in self.mentions if m.block == block and m.start < offset and self._counts(m.key)]
        if not earlier:
            return self.focus.get(block, "")
        return "" if earlier[-1] in self.listed else earlier[-1].key

    def _counts(self, key: str) -> bool:
        return not self.subject or self.roles[key] != "mentioned"


def find_authorities(annotated: Annotated, lexicon: Lexicon, names: Iterable[tuple[int, int, int]]) -> Authorities:
    """Return the authorities of a document; `names` are (block, start, end) of person names, which are none."""
    taken = _by_block(names)
    years = _years(annotated)
    found = [
        (block, hits)
        for block in annotated.blocks
        if block.block.zone not in _UNREAD
        for hits in candidates(block, taken.get(block.block.index, ()))
    ]
    mentions = [mention for block, hits in found for mention in _settled(block, hits, lexicon, years)]
    mentions = _without_namesakes(_without_weak(mentions, annotated, lexicon), annotated, taken)
    mentions = _without_towns(mentions, annotated, lexicon)
    weights = _weights(mentions, annotated)
    subject = _subject(weights) or ("" if weights else _publisher(annotated, lexicon))
    roles = _roles(mentions, annotated, subject)
    counted = [mention for mention in mentions if not subject or roles[mention.key] != "mentioned"]
    listed = _listed(counted, annotated)
    return Authorities(tuple(mentions), roles, subject, _focus(counted, listed, annotated, subject), listed)


def authority_claims(
    annotated: Annotated, authorities: Authorities, judged: Collection[str]
) -> tuple[AuthorityClaim, ...]:
    """Return one claim an authority, with all its places; an authority that is `judged` is reviewed."""
    places: dict[str, list[AuthorityMention]] = {}
    for mention in authorities.mentions:
        places.setdefault(mention.key, []).append(mention)
    return tuple(
        _claim(annotated, key, found, _role(key, authorities, judged)) for key, found in sorted(places.items())
    )


def _role(key: str, authorities: Authorities, judged: Collection[str]) -> str:
    role = authorities.roles[key]
    return "reviewed" if key in judged and role == "mentioned" else role


def _claim(annotated: Annotated, key: str, found: list[AuthorityMention], role: str) -> AuthorityClaim:
    spans = [annotated.blocks[m.block].block.view.span(m.start, m.end) for m in found]
    return AuthorityClaim(
        rule=RULE, span=spans[0], repeats=tuple(spans[1:]), authority=key, as_named=found[0].as_named, role=role
    )


# --- which hits are names of authorities


def _by_block(names: Iterable[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for block, start, end in names:
        found.setdefault(block, []).append((start, end))
    return found


def _settled(
    block: AnnotatedBlock, hits: list[Hit], lexicon: Lexicon, years: tuple[int, ...]
) -> Iterator[AuthorityMention]:
    """Yield the one reading of a name, if the register and the document's time leave one."""
    found = [lexicon.authorities[hit.concept] for hit in hits]
    settled = _settle(found, years)
    hit = hits[0]
    if settled:
        yield AuthorityMention(settled.key, block.block.index, hit.start, hit.end, block.text[hit.start : hit.end])


def _settle(candidates: list[Authority], years: tuple[int, ...]) -> Authority | None:
    """Return the body that a name means, or None.

    Of bodies with one name: those that existed in the document's latest year; else those that exist now; of these
    the one that has social services.
    """
    distinct = list({authority.key: authority for authority in candidates}.values())
    for narrow in (lambda a: _existed(a, years), lambda a: not a.valid_to, lambda a: a.social_services):
        if len(distinct) > 1:
            distinct = [authority for authority in distinct if narrow(authority)] or distinct
    return distinct[0] if len(distinct) == 1 else None


def _existed(authority: Authority, years: tuple[int, ...]) -> bool:
    latest = max(years, default=9999)
    return int(authority.valid_from[:4] or 0) <= latest <= int(authority.valid_to[:4] or 9999)


def _years(annotated: Annotated) -> tuple[int, ...]:
    """Return the year of the document's date, else all years it names but for those it plans for (by 2010)."""
    if annotated.document.date:
        return (int(annotated.document.date[:4]),)
    return tuple(int(match[1]) for match in _YEAR.finditer(annotated.document.text))


def _without_weak(mentions: list[AuthorityMention], annotated: Annotated, lexicon: Lexicon) -> list[AuthorityMention]:
    """Drop a form that is a plain word too where it opens a sentence, if the document never surely names that body."""
    starts = {(mention.block, mention.start) for mention in mentions}
    weak = {id(m) for m in mentions if _is_weak(m, annotated, lexicon) and not _is_listed(m, annotated, starts)}
    sure = {mention.key for mention in mentions if id(mention) not in weak}
    return [mention for mention in mentions if mention.key in sure]


def _without_towns(mentions: list[AuthorityMention], annotated: Annotated, lexicon: Lexicon) -> list[AuthorityMention]:
    """Drop bodies that the document names only as towns, where it names another as a body.

    "At" and its like make any name a town ("day care at Newport"), if no role is held there; "in", "from" and a
    building do so to bodies without social services ("homes in Selby and Exeter", "St Edmund House, Ipswich").
    """
    towns: set[AuthorityMention] = set()
    for before, mention in zip((None, *mentions), mentions, strict=False):
        goes_on = before in towns and _is_joined(before, mention, annotated)
        if _is_bare(mention, annotated, lexicon) and (goes_on or _is_town(mention, annotated, lexicon)):
            towns.add(mention)
    sure = {mention.key for mention in mentions if mention not in towns}
    return [mention for mention in mentions if mention.key in sure] if sure else mentions


def _is_bare(mention: AuthorityMention, annotated: Annotated, lexicon: Lexicon) -> bool:
    """Return whether nothing calls it a council: neither its form nor a word behind it."""
    cues = annotated.blocks[mention.block].hits.get("cues", ())
    owned = any(hit.concept == cue("place-own") and hit.start == mention.end + 1 for hit in cues)
    return not owned and mention.as_named.lower() == lexicon.authorities[mention.key].label.lower()


def _is_town(mention: AuthorityMention, annotated: Annotated, lexicon: Lexicon) -> bool:
    block = annotated.blocks[mention.block]
    earlier = [token for token in block.tokens if token.end <= mention.start]
    if not earlier:
        return False
    if earlier[-1].key in english.LOCATIVES:
        near = earlier[-FARTHEST_ROLE:][0].start
        return not any(near <= hit.start < mention.start for hit in block.hits.get("roles", ()))
    if lexicon.authorities[mention.key].social_services:
        return False
    building = earlier[-1].text == "," and len(earlier) > 1 and english.is_capitalised(earlier[-2].text)
    is_name = any(hit.end == earlier[-2].end for hit in block.hits.get(AUTHORITIES, ())) if building else False
    behind_noun = len(earlier) > 1 and earlier[-2].is_word and earlier[-2].key not in english.FUNCTION_WORDS
    return (earlier[-1].key in ("in", "from") and behind_noun) or (building and not is_name)


def _is_joined(one: AuthorityMention | None, other: AuthorityMention, annotated: Annotated) -> bool:
    """Return whether nothing but a comma or a conjunction stands between two names."""
    if one is None or one.block != other.block:
        return False
    return _CONJUNCTION.fullmatch(annotated.blocks[one.block].text[one.end : other.start]) is not None


def _without_namesakes(
    mentions: list[AuthorityMention], annotated: Annotated, taken: Mapping[int, list[tuple[int, int]]]
) -> list[AuthorityMention]:
    """Drop a body that is named only as owner of something, beside a person of that surname: "Kent's book"."""
    sure = {m.key for m in mentions if not _is_namesake(m, annotated.blocks[m.block].text, taken.get(m.block, ()))}
    return [mention for mention in mentions if mention.key in sure]


def _is_namesake(mention: AuthorityMention, text: str, names: Iterable[tuple[int, int]]) -> bool:
    owns = text.startswith("'s", mention.end)
    return owns and any(text[start:end].split()[-1] == mention.as_named for start, end in names)


def _is_weak(mention: AuthorityMention, annotated: Annotated, lexicon: Lexicon) -> bool:
    """Return whether a name may be a plain word: "Reading the report, …", but not "Reading's services"."""
    weak_forms = lexicon.authorities[mention.key].weak_forms
    if mention.as_named.lower() not in (form.lower() for form in weak_forms):
        return False
    block = annotated.blocks[mention.block]
    opens = any(start <= mention.start <= start + 1 for start, _ in block.sentences)
    alone = mention.start == 0 and mention.end == len(block.text)
    return (opens or block.text.isupper()) and not alone and not block.text.startswith("'s", mention.end)


def _is_listed(mention: AuthorityMention, annotated: Annotated, starts: Collection[tuple[int, int]]) -> bool:
    """Return whether another authority's name follows: "Reading, Slough and Swindon"."""
    text = annotated.blocks[mention.block].text
    joints = (", ", " and ")
    return any(
        text.startswith(joint, mention.end) and (mention.block, mention.end + len(joint)) in starts for joint in joints
    )


# --- which authority a document is about


def _weights(mentions: list[AuthorityMention], annotated: Annotated) -> Counter[str]:
    """Return how much a document speaks of each authority: headlines and leads weigh more."""
    leads = _leads(annotated)
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[mention.key] += leads.get(mention.block, 1)
    return weights


def _subject(weights: Counter[str]) -> str:
    """Return the authority that a document is about.

    It is the only one, or weighs as much as all others together and twice as much as any of them.
    """
    if not weights:
        return ""
    (key, weight), *others = weights.most_common()
    highest = others[0][1] if others else 0
    return key if weight >= max(2 * highest, sum(other for _, other in others)) else ""


def _publisher(annotated: Annotated, lexicon: Lexicon) -> str:
    """Return the authority that published a document, where it names none itself."""
    found = {hit.concept for hit in lexicon.names.find(english.tokens(annotated.document.publisher))}
    settled = _settle([lexicon.authorities[key] for key in sorted(found)], _years(annotated))
    return settled.key if settled else ""


def _roles(mentions: list[AuthorityMention], annotated: Annotated, subject: str) -> dict[str, str]:
    """Return each authority's role: the subject's, reviewed where a heading or the lead names it, or mentioned."""
    leads = _leads(annotated)
    roles = {mention.key: "mentioned" for mention in mentions}
    for mention in mentions:
        is_lead = not subject and leads.get(mention.block, 1) > 1
        if is_lead or _is_heading(annotated, mention):
            roles[mention.key] = "reviewed"
    if subject in roles:
        parts = annotated.layout.parts
        roles[subject] = "subject" if parts and parts[0].channel in _OWN_VOICE else "reviewed"
    return roles


def _leads(annotated: Annotated) -> dict[int, int]:
    """Return the weight of the blocks that name what a document is about: headlines and the first paragraphs."""
    weights = {b.block.index: HEADLINE_WEIGHT for b in annotated.blocks if b.block.zone == Zone.HEADLINE}
    bodies = [b.block.index for b in annotated.blocks if b.block.zone == Zone.BODY and b.block.part == 0]
    weights.update(dict.fromkeys(bodies[:LEAD_BLOCKS], LEAD_WEIGHT))
    return weights


def _is_heading(annotated: Annotated, mention: AuthorityMention) -> bool:
    block = annotated.blocks[mention.block].block
    return block.zone == Zone.HEADING and mention.end - mention.start >= MOSTLY * len(block.text)


def _listed(mentions: list[AuthorityMention], annotated: Annotated) -> frozenset[AuthorityMention]:
    """Return the mentions between which stands nothing but a comma or a conjunction."""
    found: set[AuthorityMention] = set()
    for one, other in pairwise(mentions):
        if one.key != other.key and _is_joined(one, other, annotated):
            found.update((one, other))
    return frozenset(found)


def _focus(
    mentions: list[AuthorityMention], listed: Collection[AuthorityMention], annotated: Annotated, subject: str
) -> dict[int, str]:
    """Return the authority in focus at the start of each block; '' behind a list of them."""
    last_in: dict[int, list[str]] = {}
    for mention in mentions:
        last_in.setdefault(mention.block, []).append("" if mention in listed else mention.key)
    voices = _voices(annotated, last_in)
    return {
        block.block.index: _headed(block.block, last_in)
        or voices.get(block.block.part, "")
        or _nearest(annotated, block.block.index, last_in)
        or subject
        for block in annotated.blocks
    }


def _headed(block: Block, last_in: Mapping[int, list[str]]) -> str:
    """Return the one authority that the headings above a block name."""
    named = {key for heading in block.headings for key in last_in.get(heading, ())}
    return named.pop() if len(named) == 1 else ""


def _voices(annotated: Annotated, last_in: Mapping[int, list[str]]) -> dict[int, str]:
    """Return the authority that speaks in each release, where its introduction or headline names one."""
    found = {}
    for number, part in enumerate(annotated.layout.parts):
        named = [
            key for place in (part.introduction, part.headline) if place is not None for key in last_in.get(place, ())
        ]
        if number and len(set(named)) == 1:
            found[number] = named[0]
    return found


def _nearest(annotated: Annotated, index: int, last_in: Mapping[int, list[str]]) -> str:
    """Return the last authority named in the blocks just before, in the same part and under the same headings."""
    block = annotated.blocks[index].block
    for earlier in range(index - 1, max(-1, index - 1 - FARTHEST_NAME), -1):
        other = annotated.blocks[earlier].block
        if other.part != block.part or (block.headings and other.headings != block.headings):
            return ""
        if earlier in last_in:
            return last_in[earlier][-1]
    return ""
