"""An annotated document with its names and authorities in, the people with their roles out.

A role stands before a name, behind it, or in a sentence that says who is what. Each role of a person is a claim of its
own. The organisation is the one that the words name; for a council's roles without one, the authority in focus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.names import NameMention, is_read, words_of
from kg.extract.roles import RolePhrase, RoleWords, role_phrases, role_words
from kg.lexicon import VOCAB, Concept, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, CommentClaim, Hit, Organisation, PersonClaim, Span

ROLE_NAME, NAME_ROLE, NAME_IS_ROLE = "role-name", "name-role", "name-is-role"
CHAIRED, GONE, HONORIFIC, NAMED = "chaired-by", "holders-gone", "honorific-name", "person-name"
APPOINTED, PREDECESSOR = "appointment", "predecessor"
ROLE_IS_NAME, ROW = "role-is-name", "role-of-several"
LONGEST_BIOGRAPHY, LONGEST_THE = 80, 4
_BEFORE_NAME = re.compile(r"[”'’]?\s*[(\[“]?\s*$")
_COMMA_NAME = re.compile(r"[”'’]?\s*,\s*$")
_APPOSED = re.compile(r"(?:\s*[,–—]\s*|\s+[-–—]\s+|\s*[(\[]\s*(?:[^()\[\]/,.;]{1,30}\s/\s)?)[“]?$")
_RELATIVE = re.compile(r",?\s*(?:who|and)?\s*$")
_OTHERS = ("his ", "her ", "their ")
_AND = re.compile(r"\s*,?\s*(?:and|&)\s*(?:is now|now|also|is also|is)?\s*[“]?$")
_ASIDE = re.compile(r"^(?:\s*\([^()]{1,60}\)|\s[A-Z]{2,4}|,\s\d{2})(?=\s*[,–—-])")
_TIME = re.compile(
    r"\b(?:in|since|from|until|till|for|before|after)\s(?:(?:the|last|next|early|late|mid|a|two|three|four)\s)*[\w']+"
    r"(?:\s(?:\d{4}|years?|months?|weeks?|ago))?"
)
_PAST = re.compile(r"\b(?:was|were|until|till|before|once|had)\b")
_LINKING = frozenset(
    ["and", "then", "later", "now", "also", "as", "the", "its", "a", "an", "once", "still", "who", "to"]
)
_FORMERLY = re.compile(
    r"(?:,|\s[-–—])\s*(?:who was\s)?(?:formerly|previously|once|until recently)\s(?:the\s|a\s|an\s)?$"
)
_NEXT_VERB = re.compile(r"\b(?:was|is|has been|had been)\b")
_GIVEN = re.compile(r"\s+(?:(?:as|to be)\s+)?(?:(?:its|the|their|our|a|an)\s+)?(?:new\s+)?$")
_WHO = re.compile(r"(?:\s*\([^()]{1,60}\))?\s*,?\s*who\s+(?:now\s+|also\s+)?$")
_LAST_OF = re.compile(r"\b(?:last|latest|first|second|third|fourth|recent) of (?:them|these|those|whom)\s*,\s*$")
_BE = r"(?:is|are|was|were|has been|have been|had been|remains|remained|became|will be)"
_IS_NAME = re.compile(
    rf"(?:\s(?:for|of|on|in|at|over|since)\s[^,.;:“”]{{1,60}}?)?\s{_BE}\s(?:now\s|still\s|also\s|again\s|once\s)*$"
)
_HOLDERS = re.compile(
    r"(?:\s(?:for|of|on|in|at)\s[^,.;:“”]{1,60}?)?(?:\s*:|\s(?:is|are|were|was|included?|includes|being))\s$|\s$"
)
_LISTED = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:,|;|,?\s*(?:and|with)|\s&|,\s(?:and|with))\s*")
_BESIDE = re.compile(r"(?:\s(?:who|which)\s[^,.;:“”]{1,60})?,\s$")
_TOGETHER = re.compile(
    rf"\s*[,–—]\s*(?:(?:the|our|its|their|both|all)\s)?(?:(?:{'|'.join(english.CARDINALS)})\s)?$", re.IGNORECASE
)
_IN_CHAIR = re.compile(r"\s(?:was\s)?\(?in\s$")
_FROM_BODY = re.compile(r",?\s(?:of|from|for)\s(?:the\s)?")
_BLUNT = 6
_COUNCIL = "council"
_OF_BODY = re.compile(r"\b(?:of|at|with|from)\s(?:(?:the|a|an)\s(?:[\w'&-]+\s){0,4}|(?:[A-Z][\w'&-]*\s){0,4})$")
_DASH = re.compile(r"\s[-–—]\s|:\s|[–—]")


class _Link(NamedTuple):
    """A role phrase joined to the mention that it belongs to."""

    rule: str
    mention: NameMention
    phrase: RolePhrase
    former: bool
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class _Page:
    """A block with its names and role phrases."""

    block: AnnotatedBlock
    mentions: Sequence[NameMention]
    phrases: Sequence[RolePhrase]
    words: RoleWords
    authorities: Authorities
    lexicon: Lexicon


def find_people(
    annotated: Annotated, lexicon: Lexicon, names: Sequence[NameMention], authorities: Authorities
) -> tuple[PersonClaim, ...]:
    """Return a claim for each role of each person, and one for each who speaks, or takes part, without a role."""
    words = role_words(lexicon)
    pages = [
        _page(annotated.blocks[index], lexicon, words, list(found), authorities)
        for index, found in groupby(names, key=lambda name: name.block)
        if is_read(annotated, annotated.blocks[index])
    ]
    claims = [_role_claim(link, page) for page in pages for link in _links(page)]
    claims += [claim for page in pages for claim in _signed(annotated, lexicon, page)]
    claims = _distinct(claims, words.now)
    return tuple(
        sorted((*claims, *_without_role(annotated, lexicon, names, authorities, claims)), key=lambda c: c.span)
    )


def _page(
    block: AnnotatedBlock,
    lexicon: Lexicon,
    words: RoleWords,
    mentions: Sequence[NameMention],
    authorities: Authorities,
) -> _Page:
    places = [mention for mention in authorities.mentions if mention.block == block.block.index]
    return _Page(block, mentions, role_phrases(block, lexicon, words, mentions, places), words, authorities, lexicon)


# --- which role belongs to which name


def _links(page: _Page) -> Iterator[_Link]:
    """Yield the links of a block: roles right before a name, then those behind names, then those before a comma."""
    taken: dict[int, _Link] = {}
    told = (_chaired_by, _gone, _shared, _rows, _leads, _replaced, _last_of, _named_next)
    for find in (_glued_before, _appointed, _behind, _before_comma, _told_who, *told):
        for link in find(page, taken):
            taken.setdefault(link.phrase.head, link)
        if find is _behind:
            taken.update({link.phrase.head: link for link in _further(page, taken)})
    yield from (taken[head] for head in sorted(taken))


def _between(page: _Page, first: int, second: int) -> str | None:
    return page.block.text[first:second] if second >= first else None


def _people(page: _Page) -> list[NameMention]:
    return [mention for mention in page.mentions if mention.full and not mention.byline]


def _glued_before(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    for mention in _people(page):
        for phrase in page.phrases:
            between = _between(page, phrase.end, mention.start)
            if between is None or phrase.plural or phrase.verb:
                continue
            if _BEFORE_NAME.match(between) or (between == ": " and _opens_sentence(page, phrase)):
                yield _link(page, ROLE_NAME, mention, phrase)


def _opens_sentence(page: _Page, phrase: RolePhrase) -> bool:
    return phrase.start == page.block.sentence_at(phrase.start)[0]


def _behind(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    for mention in _people(page):
        following = _in_english(page, [p for p in page.phrases if p.start >= mention.end and p.head not in taken])
        if following is None or following.plural:
            continue
        rule, former = _relation(page, mention.end, following)
        if rule:
            yield _link(page, rule, mention, following, former=former)


def _in_english(page: _Page, phrases: Sequence[RolePhrase]) -> RolePhrase | None:
    """Return the first phrase; of two that a stroke parts (Cadeirydd / Chair) the second."""
    if len(phrases) > 1 and page.block.text[phrases[0].end : phrases[1].start].strip() == "/":
        return phrases[1]
    return phrases[0] if phrases else None


def _relation(page: _Page, end: int, phrase: RolePhrase) -> tuple[str, bool]:
    """Return the rule by which the words between a name and a phrase join them ('' if none), and whether it is past."""
    between = page.block.text[end : phrase.start]
    if phrase.verb:
        return (CHAIRED if re.fullmatch(r",?\s*(?:who\s+)?(?:now\s|also\s)?", _ASIDE.sub("", between)) else ""), False
    if _APPOSED.fullmatch(_without_pictures(_ASIDE.sub("", between), page.words)):
        return ("" if _is_next_subject(page, end, phrase) else NAME_ROLE), False
    in_chair = phrase.concept.endswith("/chair") and _IN_CHAIR.fullmatch(between)
    if in_chair or (between == " " and page.block.text[phrase.start].isupper()):
        return NAME_ROLE, False
    if _FORMERLY.fullmatch(_ASIDE.sub("", between)):
        return NAME_ROLE, True
    for hit in page.block.within("ranks", end, phrase.start):
        lead, rest = page.block.text[end : hit.start], page.block.text[hit.end : phrase.start]
        if (
            hit.concept.endswith(("/is-holder", "/became-past"))
            and _RELATIVE.fullmatch(_ASIDE.sub("", lead))
            and _is_linking(rest)
        ):
            verb = page.block.text[hit.start : hit.end]
            past = hit.concept.endswith("/became-past") or verb == "was" or _PAST.search(rest) is not None
            return (NAME_ROLE if "who" in lead else NAME_IS_ROLE), past
    return "", False


def _is_linking(words: str) -> bool:
    """Return whether words between a verb and a role say no more than since when: "since May", "until last year"."""
    return len(words) <= LONGEST_BIOGRAPHY and set(re.findall(r"\w+|[^\w\s,“]", _TIME.sub(" ", words))) <= _LINKING


def _is_next_subject(page: _Page, end: int, phrase: RolePhrase) -> bool:
    """Return whether a role behind a name's comma begins the main clause: "In reply to Mr Hill, the director said"."""
    text = page.block.text
    name = next(mention for mention in page.mentions if mention.end == end)
    opens = page.block.sentence_at(name.start)[0] == name.start
    verb = any(
        text[phrase.end : hit.start] == " "
        for hit in page.block.hits.get("speech-verbs", ())
        if hit.start >= phrase.end
    )
    return not opens and verb and text[phrase.start :].lower().startswith("the ")


def _without_pictures(between: str, words: RoleWords) -> str:
    """Take a caption's pointer out of the words behind a name: ", pictured left, " is a comma."""
    middle = re.fullmatch(r"(,?\s*\(?)([a-z ]+)(\)?\s*,\s*)", between)
    return ", " if middle and set(middle[2].split()) <= words.pictures else between


def _before_comma(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    for mention in _people(page):
        for phrase in page.phrases:
            between = _between(page, phrase.end, mention.start)
            if (
                between
                and _COMMA_NAME.match(between)
                and phrase.head not in taken
                and not (phrase.plural or phrase.verb)
            ):
                yield _link(page, ROLE_NAME, mention, phrase)


def _told_who(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield a role whose holder a verb tells: "its director is NAME"; "under the chairmanship of NAME"."""
    for phrase in page.phrases:
        mention = next((m for m in _people(page) if m.start >= phrase.end), None)
        if mention is None or phrase.head in taken or phrase.plural or phrase.verb or _is_object(page, phrase):
            continue
        between = page.block.text[phrase.end : mention.start]
        has_role_behind = any(link.mention is mention and link.phrase.start >= mention.end for link in taken.values())
        if _IS_NAME.fullmatch(between) and not has_role_behind:
            yield _link(page, ROLE_IS_NAME, mention, phrase)


def _is_object(page: _Page, phrase: RolePhrase) -> bool:
    """Return whether a preposition, a name or a verb of speech stands before a role: then it is no subject."""
    before = [token for token in page.block.tokens if token.end <= phrase.start][-1:]
    return any(
        token.key in english.PREPOSITIONS or page.block.within("speech-verbs", token.start, token.end)
        for token in before
    )


def _rows(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield a role in the plural for each of the names that it opens, or that it closes.

    "The inspectors were A and B", "Reviewers: A, B", "county councillors A and B"; "A, B and C, our three managers".
    """
    rows = _name_rows(page)
    for phrase in page.phrases:
        if not phrase.plural:
            continue
        for row in rows:
            before = page.block.text[phrase.end : row[0].start] if row[0].start >= phrase.end else ""
            behind = page.block.text[row[-1].end : phrase.start] if phrase.start >= row[-1].end else ""
            opens = _opens_row(before, len(row)) and not _is_object(page, phrase)
            if opens or (behind and len(row) > 1 and _TOGETHER.fullmatch(behind)):
                yield from _dealt(page, phrase, row, taken)


def _opens_row(between: str, length: int) -> bool:
    """Return whether the words between a role in the plural and names say who holds it."""
    if length > 1 and _BESIDE.fullmatch(between):
        return True
    return bool(between) and _HOLDERS.fullmatch(between) is not None and (length > 1 or bool(between.strip()))


def _name_rows(page: _Page) -> list[list[NameMention]]:
    """Return the names of a block in rows: names that a comma, `and` or `with` joins."""
    rows: list[list[NameMention]] = []
    for mention in _people(page):
        between = page.block.text[rows[-1][-1].end : mention.start] if rows else ""
        if rows and _LISTED.fullmatch(between):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return rows


def _dealt(page: _Page, phrase: RolePhrase, row: Sequence[NameMention], taken: dict[int, _Link]) -> Iterator[_Link]:
    own = [link.mention for link in taken.values()]
    for mention in row:
        if mention not in own:
            start, end = min(mention.start, phrase.start), max(mention.end, phrase.end)
            one = replace(phrase, words=_one_of(phrase.words), head=-mention.start, start=start, end=end)
            yield _link(page, ROW, mention, one)


def _one_of(words: str) -> str:
    """Return a role in the plural as one person's.

    >>> _one_of("Her Majesty's Inspectors"), _one_of("directors of social services")
    ("Her Majesty's Inspector", 'director of social services')
    """
    field = re.search(r"\s(?:of|for|in|at|on|with)\s", words)
    end = field.start() if field else len(words)
    return words[:end].removesuffix("s") + words[end:]


def _named_next(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield the role of somebody named a sentence later: "Her chairman was blunter. Cllr NAME said …"."""
    for phrase in page.phrases:
        start, end = page.block.sentence_at(phrase.start)
        mention = next((m for m in _people(page) if m.start > phrase.end), None)
        short = len(page.block.text[phrase.end : end].split()) <= _BLUNT
        is_subject = phrase.start == start and re.match(rf"\s{_BE}\s", page.block.text[phrase.end : end])
        if mention is None or phrase.plural or phrase.head in taken or not (short and is_subject):
            continue
        follows = 0 <= mention.start - end <= 1 and mention.speaks
        if follows and not any(link.mention is mention for link in taken.values()):
            yield _link(page, ROLE_IS_NAME, mention, phrase)


def _further(page: _Page, taken: dict[int, _Link]) -> list[_Link]:
    """Return the links of roles that follow a linked role of the same person: "… and chair of …"."""
    found: list[_Link] = []
    for phrase in page.phrases:
        before = next(
            (
                link
                for link in (*taken.values(), *found)
                if link.phrase.end <= phrase.start and _goes_on(page, link, phrase)
            ),
            None,
        )
        if phrase.head not in taken and before is not None and not phrase.plural and not _names_next(page, phrase):
            past = _PAST.search(page.block.text[before.phrase.end : phrase.start]) is not None
            found.append(_link(page, before.rule, before.mention, phrase, former=past))
    return found


def _goes_on(page: _Page, link: _Link, phrase: RolePhrase) -> bool:
    between = page.block.text[link.phrase.end : phrase.start]
    if page.block.text[phrase.start :].startswith(_OTHERS):
        return False
    joined = _AND.fullmatch(between) is not None or (
        link.rule != ROLE_NAME and (re.fullmatch(r"\s*,\s*", between) is not None or _is_biography(page, link, phrase))
    )
    return joined and (link.rule != ROLE_NAME or link.mention.start > phrase.start)


def _is_biography(page: _Page, link: _Link, phrase: RolePhrase) -> bool:
    """Return whether words between two roles lead on to a further one: "since May and was before that deputy …"."""
    between = page.block.text[link.phrase.end : phrase.start]
    for hit in reversed(page.block.within("ranks", link.phrase.end, phrase.start)):
        if hit.concept.endswith(("/is-holder", "/became-past")):
            start = hit.start - link.phrase.end
            between = between[:start] + " and " + between[hit.end - link.phrase.end :]
    between = _NEXT_VERB.sub(" and ", between)
    joined = "," in between or "and" in between.split()
    return joined and _is_linking(between)


def _names_next(page: _Page, phrase: RolePhrase) -> bool:
    return any(
        _BEFORE_NAME.fullmatch(page.block.text[phrase.end : m.start]) for m in page.mentions if m.start >= phrase.end
    )


def _chaired_by(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield "the board, chaired by NAME": the head is a participle, so the phrase is the verb with its by."""
    for mention in _people(page):
        if _cue_before(page, mention, "chairs"):
            yield _under_chair(page, mention)
        tokens = [token for token in page.block.tokens if token.end <= mention.start]
        if len(tokens) > 1 and tokens[-1].key == "by" and tokens[-2].stem == "chair":
            phrase = next((p for p in page.phrases if p.start <= tokens[-2].start < max(p.end, p.start + 1)), None)
            if phrase is not None:
                words = f"chair of {of}" if (of := _chaired_thing(page, tokens[-2].start)) else "chair"
                head = replace(phrase, words=words, start=tokens[-2].start, end=tokens[-1].end, bare=not of)
                yield _Link(CHAIRED, mention, head, False, _chaired(page, tokens[-2].start))


def _chaired(page: _Page, offset: int) -> Organisation | None:
    """Return the organisation, by its capitals, before ", chaired by"."""
    before = re.search(r"((?:[A-Z][\w'&-]+ )*[A-Z][\w'&-]+)\s*(?:\([^)]*\))?\s*,?\s*$", page.block.text[:offset])
    return Organisation("other", "", before[1]) if before and " " in before[1] else None


def _under_chair(page: _Page, mention: NameMention) -> _Link:
    """Return the link of "under the chairmanship of NAME"."""
    role = page.lexicon.concept("roles", "chair")
    phrase = RolePhrase(
        mention.start, mention.end, -mention.start, role.label, role.iri, _COUNCIL, None, former=False, bare=True
    )
    return _Link(CHAIRED, mention, phrase, False, None)


def _chaired_thing(page: _Page, offset: int) -> str:
    """Return what is chaired, where it is the subject: "the scrutiny committee is chaired by"; else ''."""
    start, _ = page.block.sentence_at(offset)
    thing = re.fullmatch(
        r"((?:The|This|Its|Their|Our)\s[^,.;:“”]{1,80}?)\s(?:is|was|are|will be)(?:\snow)?\s*",
        page.block.text[start:offset],
    )
    return thing[1][0].lower() + thing[1][1:] if thing else ""


def _gone(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield the holders of a role in the plural, listed behind a dash with an authority each."""
    for mention in _people(page):
        if any(link.mention is mention for link in taken.values()):
            continue
        place = re.match(r" (?:from|of|at|in) ", page.block.text[mention.end :])
        start, _ = page.block.sentence_at(mention.start)
        plural = next((p for p in page.phrases if p.plural and start <= p.start < mention.start), None)
        if place is None or plural is None or not _DASH.search(page.block.text[plural.end : mention.start]):
            continue
        where = page.authorities.within(mention.block, mention.end, mention.end + 60)
        past = any(h.concept.endswith("/became-past") for h in page.block.within("ranks", plural.end, mention.start))
        if where and where[0].start == mention.end + place.end():
            named = Organisation("authority", where[0].key, where[0].as_named)
            phrase = replace(plural, words=_singular(plural.words), start=mention.start, end=where[0].end)
            yield _Link(GONE, mention, replace(phrase, head=-mention.start), past, named)


def _shared(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield a role in the plural behind two names, dealt out: "A and B, the health and education ministers"."""
    for first, second in pairwise(_people(page)):
        if page.block.text[first.end : second.start] != " and ":
            continue
        phrase = next((p for p in page.phrases if p.plural and p.start >= second.end), None)
        if phrase is None or not _APPOSED.fullmatch(page.block.text[second.end : phrase.start]):
            continue
        for mention, words in zip((first, second), _shares(phrase.words), strict=True):
            own = replace(phrase, words=words, head=-mention.start)
            yield _link(page, NAME_ROLE, mention, own)


def _cue_before(page: _Page, mention: NameMention, notation: str) -> bool:
    """Return whether a cue's words stand right before a name."""
    return any(
        hit.concept == f"{VOCAB}person-cues/{notation}" and page.block.text[hit.end : mention.start].isspace()
        for hit in page.block.hits.get("person-cues", ())
        if hit.end < mention.start
    )


def _appointed(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield the role of a person who is appointed: "has appointed NAME as its director"."""
    for mention in _people(page):
        phrase = next((p for p in page.phrases if p.start >= mention.end and not (p.plural or p.verb)), None)
        if phrase is None or not _cue_before(page, mention, "appoints"):
            continue
        if _GIVEN.fullmatch(page.block.text[mention.end : phrase.start]):
            yield _link(page, APPOINTED, mention, phrase)


def _replaced(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield the role of a predecessor: "NAME is the new director; she replaces NAME"."""
    for mention in _people(page):
        if not _cue_before(page, mention, "replaces") or any(link.mention is mention for link in taken.values()):
            continue
        before = [link for link in taken.values() if max(link.phrase.end, link.mention.end) <= mention.start]
        held = max(before, key=lambda link: link.phrase.start, default=None)
        if held is not None and _sentences_between(page, held.phrase.end, mention.start) <= 1:
            words = held.phrase.words.split(" ")
            words = words[1:] if words[0].lower() in page.words.now and len(words) > 1 else words
            phrase = replace(held.phrase, words=" ".join(words), head=-mention.start)
            yield _Link(PREDECESSOR, mention, phrase, True, held.organisation)


def _sentences_between(page: _Page, first: int, second: int) -> int:
    return sum(first < start <= second for start, _ in page.block.sentences)


def _last_of(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield the role of one of several who have held it: "Three directors have gone. The last of them, NAME"."""
    for mention in _people(page):
        if any(link.mention is mention for link in taken.values()):
            continue
        plural = [p for p in page.phrases if p.plural and p.end <= mention.start]
        if plural and _LAST_OF.search(page.block.text[: mention.start]):
            words = _singular(plural[-1].words)
            words = words.removesuffix("s") if words == plural[-1].words else words
            yield _link(page, PREDECESSOR, mention, replace(plural[-1], words=words, head=-mention.start), former=True)


def _leads(page: _Page, taken: dict[int, _Link]) -> Iterator[_Link]:
    """Yield a role told by a verb: "NAME, who leads the Labour group" is its leader."""
    for mention in _people(page):
        for hit in page.block.hits.get("person-cues", ()):
            related = page.lexicon.concepts[hit.concept].related
            if related and hit.start >= mention.end and _WHO.fullmatch(page.block.text[mention.end : hit.start]):
                phrase = _led(page, mention, hit, page.lexicon.concepts[related[0]])
                if phrase is not None:
                    yield _link(page, CHAIRED, mention, phrase)


def _led(page: _Page, mention: NameMention, hit: Hit, role: Concept) -> RolePhrase | None:
    thing = re.split(r"[,.;:”)]| said\b| says\b| on\b| in\b| at\b", page.block.text[hit.end :])[0].strip()
    first = thing.split(" ")[0].lower()
    if not thing or (first in english.FUNCTION_WORDS and first not in english.DETERMINERS):
        return None
    words = f"{role.label} of {thing}"
    named = (c for c in page.lexicon.schemes["roles"] if words.lower() in (label.lower() for label in c.labels))
    concept = next(named, role)
    end = page.block.text.index(thing, hit.end) + len(thing)
    return RolePhrase(hit.start, end, -mention.start, words, concept.iri, _COUNCIL, None, False, False)


def _shares(words: str) -> tuple[str, str]:
    """Deal a plural role out to two people.

    >>> _shares("health and education ministers")
    ('health minister', 'education minister')
    """
    fields, _, head = words.removesuffix("s").rpartition(" ")
    one, joined, other = fields.partition(" and ")
    return (f"{one} {head}", f"{other} {head}") if joined else (words.removesuffix("s"),) * 2


def _singular(words: str) -> str:
    first, space, rest = words.partition(" ")
    return first.removesuffix("s") + space + rest


def _link(page: _Page, rule: str, mention: NameMention, phrase: RolePhrase, *, former: bool = False) -> _Link:
    return _Link(rule, mention, phrase, former or phrase.former, _organisation(page, mention, phrase))


def _organisation(page: _Page, mention: NameMention, phrase: RolePhrase) -> Organisation | None:
    """Return the organisation that the words name; for a council's role else the authority in focus."""
    if phrase.organisation is not None or phrase.kind != _COUNCIL:
        return phrase.organisation
    if _is_elsewhere(page, phrase):
        return None
    opening = phrase.words.split(" ")[0] if phrase.words else ""
    key = of_type(page.authorities, page.lexicon, opening) or page.authorities.at(mention.block, mention.start)
    return Organisation("authority", key, "") if key else None


def of_type(authorities: Authorities, lexicon: Lexicon, word: str) -> str:
    """Return the one council of the document in whose name a word such as "City" stands; '' if none or several."""
    if word.lower() not in lexicon.concept("role-words", "place-words").words:
        return ""
    named = {m.key for m in authorities.mentions}
    found = [key for key in named if word.lower() in lexicon.authorities[key].name.lower().split()]
    return found[0] if len(found) == 1 else ""


def _elsewhere(page: _Page, start: int, end: int) -> list[Hit]:
    """Return the words between two offsets for bodies that are no councils."""
    hits = page.block.within("person-cues", start, end)
    return [hit for hit in hits if hit.concept == f"{VOCAB}person-cues/elsewhere"]


def _is_elsewhere(page: _Page, phrase: RolePhrase) -> bool:
    """Return whether a role is held in a body that is no council, named inside it, behind it or by its pronoun."""
    text = page.block.text
    close = min((at for at in (text.find(mark, phrase.end) for mark in ",.;:”)") if at >= 0), default=len(text))
    inside = _elsewhere(page, phrase.start, close)
    if any(_OF_BODY.search(text[phrase.start : hit.start]) or hit.start == phrase.start for hit in inside):
        return True
    return text[phrase.start :].lower().startswith(("its ", "their ")) and _is_pronoun_elsewhere(page, phrase)


def _is_pronoun_elsewhere(page: _Page, phrase: RolePhrase) -> bool:
    """Return whether "its" means a body that is no council: the first thing of either kind that was named before."""
    starts = [start for start, _ in page.block.sentences if start <= phrase.start]
    start = starts[-3:][0] if starts else 0
    councils = [m.start for m in page.authorities.within(page.block.block.index, start, phrase.start)]
    others = [hit.start for hit in _elsewhere(page, start, phrase.start)]
    return bool(others) and min(others) < min(councils, default=phrase.start)


# --- claims


def _signed(annotated: Annotated, lexicon: Lexicon, page: _Page) -> Iterator[PersonClaim]:
    """Yield the role of a name that is a line of its own, when the next line is a role and nothing else."""
    index = page.block.block.index
    mention = next((m for m in _people(page) if m.start == 0 and m.end == len(page.block.text.rstrip(" ,"))), None)
    if mention is None or index + 1 == len(annotated.blocks):
        return
    below = annotated.blocks[index + 1]
    places = [place for place in page.authorities.mentions if place.block == index + 1]
    phrase = next(iter(role_phrases(below, lexicon, page.words, (), places)), None)
    if phrase is not None and phrase.start == 0 and phrase.end >= len(below.text.rstrip()):
        phrase = replace(phrase, organisation=phrase.organisation or _body_line(annotated, index + 2))
        link = _link(page, NAME_ROLE, mention, phrase)
        claim = replace(_role_claim(link, page), span=page.block.block.view.span(0, len(page.block.text)))
        yield replace(claim, span=Span(claim.span.start, below.block.view.ends[-1]))


def _body_line(annotated: Annotated, index: int) -> Organisation | None:
    """Return the body that is a line of its own below a signature's role."""
    block = annotated.blocks[index] if index < len(annotated.blocks) else None
    hits = block.hits.get("bodies", ()) if block else ()
    whole = (hit for hit in hits if block and hit.start <= LONGEST_THE and hit.end >= len(block.text.rstrip()))
    return next((Organisation("body", hit.concept, block.text[hit.start : hit.end]) for hit in whole if block), None)


def _role_claim(link: _Link, page: _Page) -> PersonClaim:
    phrase, mention = link.phrase, link.mention
    words = _noun(page, phrase) if phrase.verb else phrase.words
    start, end = min(mention.start, phrase.start), max(mention.end, phrase.end)
    return PersonClaim(
        rule=link.rule,
        span=page.block.block.view.span(start, min(end, len(page.block.text))),
        person=mention.full,
        as_named=mention.text,
        role=words,
        role_concept=phrase.concept,
        organisation=link.organisation,
        former=link.former,
    )


def _noun(page: _Page, phrase: RolePhrase) -> str:
    """Return the role that a verb tells: "chairs the scrutiny committee" is "chair of the scrutiny committee"."""
    behind = page.block.text[phrase.start : page.block.sentence_at(phrase.start)[1]]
    verb, _, rest = behind.partition(" ")
    thing = re.split(r"[,.;:”)]| said\b| says\b", _kept_commas(rest))[0].replace("\x00", ",")
    return f"{verb.removesuffix('s')} of {thing.strip()}"


def _kept_commas(text: str) -> str:
    """Keep the comma of a list that ends in "and": "children, young people and skills committee"."""
    return re.sub(r",(?= [a-z' ]{1,30} and [a-z ]+ [a-z]+)", "\x00", text)


def _distinct(claims: Sequence[PersonClaim], now: frozenset[str]) -> list[PersonClaim]:
    """Make the claims of one role of one person one, and leave out a bare head beside a fuller role."""
    found: list[PersonClaim] = []
    for claim in claims:
        same = next((i for i, other in enumerate(found) if _is_same_role(other, claim, now)), None)
        if same is None:
            found.append(claim)
        else:
            found[same] = _merged(found[same], claim)
    return [claim for claim in found if not _is_said_fuller(claim, found, now)]


def _is_same_role(first: PersonClaim, second: PersonClaim, now: frozenset[str]) -> bool:
    if first.person != second.person or first.former != second.former or first.role_concept != second.role_concept:
        return False
    one, other = _content(first.role) - now, _content(second.role) - now
    return one <= other or other <= one


def _merged(first: PersonClaim, second: PersonClaim) -> PersonClaim:
    """Keep the fuller wording, with the other's place as a repeat."""
    fuller, other = (second, first) if len(_content(second.role)) > len(_content(first.role)) else (first, second)
    organisation = fuller.organisation or other.organisation
    return replace(
        fuller, organisation=organisation, repeats=tuple(sorted((*fuller.repeats, *other.repeats, other.span)))
    )


def _content(role: str) -> frozenset[str]:
    return frozenset(
        t.stem for t in english.tokens(role) if t.is_word and t.key not in english.FUNCTION_WORDS and t.key != "'s"
    )


def _is_said_fuller(claim: PersonClaim, claims: Iterable[PersonClaim], now: frozenset[str]) -> bool:
    """Return whether a role of one word says no more than another role of the person that is at hand."""
    if claim.role.isupper():
        return any(other.role and not other.role.isupper() for other in claims if other.person == claim.person)
    if len(_content(claim.role) - now) > 1 or claim.former:
        return False
    others = (c for c in claims if c is not claim and c.person == claim.person and c.organisation == claim.organisation)
    return any(len(_content(other.role)) > 1 for other in others)


def _without_role(
    annotated: Annotated,
    lexicon: Lexicon,
    names: Iterable[NameMention],
    authorities: Authorities,
    claims: Iterable[PersonClaim],
) -> Iterator[PersonClaim]:
    """Yield the people without a role: councillors by honorific, speakers, and those named in minutes."""
    known, first_names = {claim.person for claim in claims}, words_of(lexicon).given
    for person, found in groupby(sorted((n for n in names if n.full), key=lambda n: n.full), key=lambda n: n.full):
        mentions = list(found)
        mention = next((m for m in mentions if m.councillor), mentions[0])
        is_minutes = annotated.layout.parts[annotated.blocks[mention.block].block.part].channel == Channel.MINUTES
        if person in known or any(m.byline for m in mentions):
            continue
        if mention.councillor:
            yield _councillor(annotated, lexicon, mention, authorities)
        elif any(m.speaks for m in mentions) or (is_minutes and any(_is_sure(m, first_names) for m in mentions)):
            yield _claim(annotated, mention, NAMED)
        elif official := next((m for m in mentions if _is_official(annotated, m)), None):
            yield replace(_claim(annotated, official, NAMED), organisation=_body_behind(annotated, official))


def _is_official(annotated: Annotated, mention: NameMention) -> bool:
    """Return whether words beside a name show an official: led by NAME, NAME of a body."""
    block = annotated.blocks[mention.block]
    follows = (h for h in block.hits.get("person-cues", ()) if h.end + 1 == mention.start)
    is_named = any(hit.concept.endswith("/led-by") for hit in follows)
    return is_named or _body_behind(annotated, mention) is not None


def _body_behind(annotated: Annotated, mention: NameMention) -> Organisation | None:
    """Return the body from which somebody comes: "Marion Ebdon of the Audit Commission"."""
    block = annotated.blocks[mention.block]
    opens = _FROM_BODY.match(block.text, mention.end)
    hits = (hit for hit in block.hits.get("bodies", ()) if opens and hit.start == opens.end())
    return next((Organisation("body", hit.concept, block.text[hit.start : hit.end]) for hit in hits), None)


def find_speakers(
    annotated: Annotated,
    names: Iterable[NameMention],
    people: Iterable[PersonClaim],
    comments: Iterable[CommentClaim],
) -> tuple[PersonClaim, ...]:
    """Return a claim for each who comments, but of whom nothing else is known."""
    known = {claim.person for claim in people}
    speakers = {claim.person for claim in comments} - known
    first: dict[str, NameMention] = {}
    for mention in names:
        if mention.full in speakers and not mention.byline:
            first.setdefault(mention.full, mention)
    return tuple(_claim(annotated, mention, NAMED) for mention in first.values())


def _is_sure(mention: NameMention, first_names: frozenset[str]) -> bool:
    return bool(mention.honorific) or mention.given.split(" ")[0] in first_names


def _claim(annotated: Annotated, mention: NameMention, rule: str) -> PersonClaim:
    span: Span = annotated.blocks[mention.block].block.view.span(mention.start, mention.end)
    return PersonClaim(rule=rule, span=span, person=mention.full, as_named=mention.text)


def _councillor(annotated: Annotated, lexicon: Lexicon, mention: NameMention, authorities: Authorities) -> PersonClaim:
    """Return the claim of a councillor of whom only the honorific is known: the honorific's concept is the role."""
    title = next(concept for concept in lexicon.schemes["honorifics"] if concept.related)
    role = lexicon.concepts[title.related[0]]
    key = authorities.at(mention.block, mention.start)
    organisation = Organisation("authority", key, "") if key else None
    return replace(
        _claim(annotated, mention, HONORIFIC), role=role.label, role_concept=role.iri, organisation=organisation
    )
