"""An annotated document in, the places where it names a person out.

A name is a run of capitalised words that something vouches for: an honorific, a role or a verb of speech beside it, a
known first name, or the same surname elsewhere in the document. Names of councils, bodies and services never are.
Within a document a name goes from full name to title and surname to surname; two full names never become one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from kg import english
from kg.lexicon import AUTHORITIES, Lexicon
from kg.model import Annotated, AnnotatedBlock, Hit, Token, Zone

LONGEST_NAME = 4
LONGEST_INITIALS = 2
LONGEST_MARK = 2
SHORTEST_FULL = 2
LONGEST_DOTTED = 5
LONGEST_ADDRESS = 20
FARTHEST_ROLE = 9
FARTHEST_VERB = 200
UNREAD = frozenset({Zone.FURNITURE, Zone.STANDFIRST, Zone.INTRODUCTION, Zone.DATELINE})
_TITLED = frozenset({Zone.HEADLINE, Zone.HEADING})
_ADVERB = r"(?:has|have|had|also|then|later|yesterday|today|again|further|now|\w+ly)"
_ORGANISATION = r"(?:[A-Z][\w'&-]*|council|authority|charity|union)(?: (?:[A-Z][\w'&-]*|of|and|for|the))*"
_ASIDES = r"(?:,\s[^,“”.;:()]{1,60}){1,3}(?=,)"
_PLACE = r"\s+(?:in|on|at|for|of|since|from|across|until)\s[^,“”.;:()]{1,50}(?=,)"
_REPORTIVE = r"(?:is|was)\s(?:yesterday\s|today\s|also\s|later\s)?(?:\w+ed|said|understood|thought|known)\sto\shave\s"
_GAP = re.compile(
    rf"[)\]]?(?:\s*\([^()]{{1,60}}\))?(?:\s+(?:of|from|at|for)\s(?:the\s)?{_ORGANISATION})?"
    rf"(?P<place>{_PLACE})?(?P<asides>{_ASIDES})?"
    rf"\s*,?\s*(?P<who>who\s+)?(?:{_ADVERB}\s+)*(?:how\s+)?"
    rf"(?P<reportive>{_REPORTIVE})?"
)
_LEAD = re.compile(r"\s*,?\s*(?:(?:the|a|an)\s)?(?:[A-Z][\w&-]*(?: [A-Z][\w&-]*)*(?:'s|')\s)?")
_BRACKET = re.compile(r"^\s*\([^()]{1,60}\)\s*,")
_LISTED = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:,|;|,?\s*and|\s&)\s*")
_NAME_WORD = r"(?:[A-Z][\w'.-]*\s?)"
_ROW_BEFORE = re.compile(
    rf"(?:\s(?:for|of|on|in|at|who|which)\s[^,.;:“”]{{1,60}}?)?(?:\s*[:,]|\s(?:is|are|were|was|include[ds]?))?\s"
    rf"(?:{_NAME_WORD}{{1,4}}(?:\([^()]{{1,40}}\)\s*)?(?:,\s|,?\s?(?:and|with)\s))*$"
)
_ROW_BEHIND = re.compile(
    rf"(?:(?:,\s|,?\s(?:and|with)\s){_NAME_WORD}{{1,4}})*,\s(?:(?:the|our|its|their|both|all)\s)?(?:[a-z]+\s){{0,3}}$"
)
_SIGNED_LINE = re.compile(r"(?:[A-Z][\w'-]*\.?\s){1,3}[A-Z][\w'-]+,?\s*")
_CLOSING = re.compile(r"(?:Yours|Kind|Best|With best|With kind)\b.{0,30}")
LONGEST_ROLE_LINE = 12
_NO_NAMES = ("bodies", "regimes", "client-groups", "service-types", "roles", "document-types", "areas")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person named in a block: view offsets, honorific included.

    `full` is the fullest form of the name in the document, without honorific; '' if several people could be meant.
    `speaks`: a verb of speech stands beside it. `byline`: it names who wrote the text. `councillor`: by honorific.
    """

    block: int
    start: int
    end: int
    text: str
    honorific: str
    given: str
    surname: str
    full: str = ""
    speaks: bool = False
    byline: bool = False
    councillor: bool = False


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that tell names from other capitalised words: first names as written, all others in lower case.

    `councillors` are the IRIs of the honorifics that say a role.
    """

    given: frozenset[str]
    organisation: frozenset[str]
    openers: frozenset[str]
    surnames: frozenset[str]
    letters: frozenset[str]
    bylines: frozenset[str]
    byline_verbs: frozenset[str]
    councillors: frozenset[str]


class _Unit(NamedTuple):
    """A word of a possible name; hyphened words are one. `place`: it alone is an authority's name."""

    start: int
    end: int
    text: str
    place: bool
    opens: bool

    @property
    def key(self) -> str:
        return self.text.lower()


class _Run(NamedTuple):
    """Capitalised words in a row, the hit of an honorific before them, and what vouches for a name."""

    block: AnnotatedBlock
    units: tuple[_Unit, ...]
    honorific: Hit | None
    speaks: bool
    vouched: bool


def words_of(lexicon: Lexicon) -> NameWords:
    """Gather the words that tell names from other capitalised words."""
    return NameWords(
        frozenset(lexicon.concept("given-names", "known").words),
        frozenset(lexicon.concept("role-words", "organisation-words").words),
        frozenset(lexicon.concept("role-words", "sentence-openers").words),
        frozenset(lexicon.concept("role-words", "surnames-too").words),
        frozenset(lexicon.concept("role-words", "post-nominals").words),
        frozenset(lexicon.concept("role-words", "byline-words").words),
        frozenset(lexicon.concept("role-words", "byline-verbs").words),
        frozenset(concept.iri for concept in lexicon.schemes["honorifics"] if concept.related),
    )


def find_names(annotated: Annotated, lexicon: Lexicon) -> tuple[NameMention, ...]:
    """Return the names of people in a document, in order."""
    words = words_of(lexicon)
    signed = _signed_lines(annotated)
    runs = [run for block in annotated.blocks if is_read(annotated, block) for run in _runs(block, words, signed)]
    titled = {_key(run.units[-1].text) for run in runs if run.honorific}
    listed = _in_rows(runs, words)
    full = [run for run in runs if _is_name(run, words, titled) or _place(run) in listed]
    surnames = {_key(run.units[-1].text) for run in full}
    short = [run for run in runs if _is_bare_surname(run, surnames, annotated, full)]
    mentions = [_mention(run, words) for run in sorted((*full, *short), key=_place)]
    return tuple(_resolved(_with_shared_titles(_with_bylines(mentions, annotated, words), annotated)))


def _in_rows(runs: Sequence[_Run], words: NameWords) -> frozenset[tuple[int, int]]:
    """Return the places of surnames in a row that a plural opens: "Councillors Osgood (Chair), Pemberton and Raza"."""
    found: list[tuple[int, int]] = []
    last: _Run | None = None
    for run in runs:
        title = run.honorific
        plural = title is not None and title.concept in words.councillors and run.block.text[title.end - 1] == "s"
        joined = last is not None and last.block is run.block and title is None
        between = run.block.text[last.units[-1].end : run.units[0].start] if last and joined else ""
        if joined and _LISTED.fullmatch(between):
            found.append(_place(run))
            last = run
        else:
            last = run if plural else None
    return frozenset(found)


def is_read(annotated: Annotated, block: AnnotatedBlock) -> bool:
    """Return whether people are named in a block: in all but furniture, and in the address at the head of a letter."""
    if block.block.zone not in UNREAD:
        return True
    greeting = next((b.block.index for b in annotated.blocks if b.text.startswith("Dear ")), 0)
    return block.block.zone == Zone.FURNITURE and block.block.index < greeting <= LONGEST_ADDRESS


def _signed_lines(annotated: Annotated) -> frozenset[int]:
    """Return the blocks that hold nothing but a name: below a letter's closing words, or above a line with a role."""
    found = []
    for before, block, after in zip(
        (None, *annotated.blocks), annotated.blocks, (*annotated.blocks[1:], None), strict=False
    ):
        closed = before is not None and _CLOSING.fullmatch(before.text) is not None
        titled = after is not None and len(after.text.split()) <= LONGEST_ROLE_LINE and _is_role_line(after)
        if _SIGNED_LINE.fullmatch(block.text) and (closed or titled) and not block.hits.get("roles"):
            found.append(block.block.index)
    return frozenset(found)


def _is_role_line(block: AnnotatedBlock) -> bool:
    return bool(block.hits.get("roles")) and not block.text.rstrip().endswith((".", ":", "”"))


def _place(run: _Run) -> tuple[int, int]:
    return run.block.block.index, run.units[0].start


# --- runs of capitalised words


def _runs(block: AnnotatedBlock, words: NameWords, signed: frozenset[int] = frozenset()) -> Iterator[_Run]:
    titled = honorifics(block, words)
    shut = _shut(block, titled)
    titles = {hit.end: hit for hit in titled}
    run: list[_Unit] = []
    units = list(_units(block))
    for unit, following in zip(units, (*units[1:], None), strict=False):
        if run and not _touch(block, run[-1], unit):
            yield from _as_run(block, run, titles, words, unit)
            run = []
        usable = (
            _is_usable(unit, shut, words)
            or _is_surname_here(unit, run, block, titles, words)
            or _is_in_capitals(unit, run, block, words, titles=titles, shut=shut)
            or (not run and _is_first_name(unit, following, block, words))
            or (block.block.index in signed and _is_capital_name(unit, words, shut))
        )
        is_particle = unit.key in english.PARTICLES
        if run and not (usable or is_particle):
            yield from _as_run(block, run, titles, words, unit)
            run = []
        elif usable or run:
            run.append(unit)
    if run:
        found = _as_run(block, run, titles, words, None)
        yield from (one._replace(vouched=True) for one in found) if block.block.index in signed else found


def _is_capital_name(unit: _Unit, words: NameWords, shut: list[tuple[int, int]]) -> bool:
    """Return whether a word in capitals can be a name, in a line that is one."""
    if not unit.text.isupper() or any(start < unit.end and unit.start < end for start, end in shut):
        return False
    return unit.text.replace("-", "").replace("'", "").isalpha() and unit.key not in words.letters | words.organisation


def _is_first_name(unit: _Unit, following: _Unit | None, block: AnnotatedBlock, words: NameWords) -> bool:
    """Return whether a word of bodies' names is a first name here, a surname right behind it: Bill Laughton."""
    if unit.text not in words.given or following is None or not _touch(block, unit, following):
        return False
    before = [token for token in block.tokens if token.end <= unit.start][-1:]
    is_inside = any(token.text[0].isupper() or token.key == "the" for token in before) and not unit.opens
    return not is_inside and following.text.istitle() and following.key not in words.organisation


def honorifics(block: AnnotatedBlock, words: NameWords) -> list[Hit]:
    """Return the honorifics of a block that are written as such: capitalised, or a councillor's."""
    return [hit for hit in block.hits.get("honorifics", ()) if _is_honorific(block, hit, words)]


def _is_honorific(block: AnnotatedBlock, hit: Hit, words: NameWords) -> bool:
    written = block.text[hit.start : hit.end]
    councils = (*block.hits.get(AUTHORITIES, ()), *block.hits.get("page-cues", ()))
    if any(place.start < hit.start < place.end for place in councils):
        return False
    return written.lower() == hit.label.lower() and (written[0].isupper() or hit.concept in words.councillors)


def _shut(block: AnnotatedBlock, titled: Iterable[Hit]) -> list[tuple[int, int]]:
    """Return the stretches that no name may touch: labels of other things, names of authorities of several words."""
    found = [
        (h.start, h.end) for scheme in _NO_NAMES for h in block.hits.get(scheme, ()) if block.text[h.start].isupper()
    ]
    found += [(h.start, h.end) for h in block.hits.get(AUTHORITIES, ()) if " " in block.text[h.start : h.end]]
    found += [(h.start, h.end) for h in block.hits.get("page-cues", ()) if block.text[h.start].isupper()]
    return found + [(h.start, h.end) for h in titled]


def _units(block: AnnotatedBlock) -> Iterator[_Unit]:
    """Yield the capitalised words of a block, and the particles of names; words joined by a hyphen are one."""
    places = {h.start: h.end for h in block.hits.get(AUTHORITIES, ())}
    opening = {start for start, _ in block.sentences}
    tokens, text, behind = block.tokens, block.text, -1
    for at, first in enumerate(tokens):
        if not (first.text[0].isupper() or first.key in english.PARTICLES) or first.start < behind:
            continue
        last = at
        while last + 2 < len(tokens) and _is_hyphen(tokens[last + 1 : last + 3], tokens[last]):
            last += 2
        start, behind = first.start, tokens[last].end
        if at and tokens[at - 1].text == "-" and tokens[at - 1].end == start:
            continue
        opens = start in opening or start - 1 in opening or text[start - 1 : start] == "“"
        yield _Unit(start, behind, text[start:behind], places.get(start) == behind, opens)


def _is_hyphen(following: Sequence[Token], word: Token) -> bool:
    mark, second = following
    return mark.text in "-‑" and mark.start == word.end and second.start == mark.end and word.is_word and second.is_word


def _is_usable(unit: _Unit, shut: list[tuple[int, int]], words: NameWords) -> bool:
    """Return whether a word can be part of a name at all."""
    text = unit.text
    if not text[0].isupper() or not text.replace("-", "").replace("'", "").replace("‑", "").isalpha():
        return False
    if (text.isupper() and len(text) > 1) or unit.key in words.organisation:
        return False
    if (unit.key in english.FUNCTION_WORDS and len(text) > 1) or (unit.opens and unit.key in words.openers):
        return False
    return not any(start < unit.end and unit.start < end for start, end in shut)


def _is_surname_here(
    unit: _Unit, run: list[_Unit], block: AnnotatedBlock, titles: dict[int, Hit], words: NameWords
) -> bool:
    """Return whether a word that mostly is no name is a surname, behind a first name or an honorific."""
    is_title = any(hit.start == unit.start for hit in titles.values())
    if not unit.text.istitle() or unit.key in english.FUNCTION_WORDS or is_title:
        return False
    titled = _title_before(block, run[0].start if run else unit.start, titles) is not None
    return titled or (
        unit.key in words.surnames and bool(run) and run[0].text in words.given and _touch(block, run[-1], unit)
    )


def _is_in_capitals(
    unit: _Unit,
    run: list[_Unit],
    block: AnnotatedBlock,
    words: NameWords,
    *,
    titles: dict[int, Hit],
    shut: list[tuple[int, int]],
) -> bool:
    """Return whether a word in capitals is a name behind an honorific: COUNCILLOR JOAN TARRANT, Cllr Joan TARRANT."""
    if not unit.text.isupper() or len(unit.text) <= 1 or not unit.text.replace("-", "").replace("'", "").isalpha():
        return False
    if unit.key in words.letters or unit.key in english.FUNCTION_WORDS or unit.key in words.organisation:
        return False
    if any(start < unit.end and unit.start < end for start, end in shut):
        return False
    titled = _title_before(block, run[0].start if run else unit.start, titles)
    is_first_name = len(run) == 1 and run[0].text in words.given
    return titled is not None and (is_first_name or all(other.text.isupper() for other in run))


def _is_capitals_line(block: AnnotatedBlock, units: Sequence[_Unit], words: NameWords) -> bool:
    """Return whether a run in a line of capitals is longer than a name: COUNCILLOR TARRANT OPENS NEW WING."""
    longest = SHORTEST_FULL + (units[0].text.title() in words.given)
    return block.text.isupper() and len(units) > longest


def _touch(block: AnnotatedBlock, first: _Unit, second: _Unit) -> bool:
    between = block.text[first.end : second.start]
    return between == " " or (between in (". ", ".") and len(first.text) == 1)


def _title_before(block: AnnotatedBlock, start: int, titles: dict[int, Hit]) -> Hit | None:
    before = block.text[:start].rstrip(". ")
    if before.endswith("s:"):
        before = before[:-1]
    if before.endswith(")") and titles.get(len(before) - 1):
        before = before[:-1]
    title = titles.get(len(before)) if start - len(before) <= LONGEST_MARK else None
    dotted = title is not None and "." in block.text[title.end : start]
    return None if title is not None and dotted and title.end - title.start > LONGEST_DOTTED else title


def _as_run(
    block: AnnotatedBlock, units: list[_Unit], titles: dict[int, Hit], words: NameWords, following: _Unit | None
) -> Iterator[_Run]:
    """Yield the run trimmed to what can be a name; none if the next capitalised word makes it another thing's name."""
    while units and units[-1].key in english.PARTICLES and units[-1].text.islower():
        units = units[:-1]
    title = _title_before(block, units[0].start, titles) if units else None
    if units and title is None:
        units = _trimmed(units, words)
    if not units or len(units) > LONGEST_NAME or (title is not None and _is_capitals_line(block, units, words)):
        return
    if (
        title is None
        and following is not None
        and _touch(block, units[-1], following)
        and _continues(block, following, words)
    ):
        return
    start, end = units[0].start, units[-1].end
    yield _Run(block, tuple(units), title, _speaks(block, start, end), _has_role(block, start, end))


def _continues(block: AnnotatedBlock, unit: _Unit, words: NameWords) -> bool:
    """Return whether a capitalised word behind a run belongs to the name of an organisation or place."""
    is_role = any(hit.start == unit.start for hit in (*block.hits.get("roles", ()), *block.hits.get("honorifics", ())))
    return unit.text[0].isupper() and unit.key in words.organisation and not is_role


def _trimmed(units: list[_Unit], words: NameWords) -> list[_Unit]:
    """Drop a sentence's opener and a place from the front of a run."""
    while len(units) > 1 and units[0].place:
        units = units[1:]
    first = next((place for place, unit in enumerate(units) if unit.text in words.given), 0)
    is_title = units[0].opens or first > 1 or units[0].key in words.openers
    return units[first:] if 0 < first < len(units) - 1 and is_title else units


# --- what vouches for a name


def _speaks(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether a verb of speech stands behind the name as its verb, or before it behind a comma or quotation."""
    for hit in block.hits.get("speech-verbs", ()):
        if hit.start >= end and hit.start - end <= FARTHEST_VERB and subject_gap(block, start, end, hit.start):
            return True
        if hit.end <= start and _LEAD.fullmatch(block.text, hit.end, start):
            before = block.text[: hit.start].rstrip()
            if not before or before[-1] in ",”?!" or " " in hit.label:
                return True
    return block.text[end : end + 3] == ": “"


def subject_gap(block: AnnotatedBlock, start: int, end: int, verb: int) -> re.Match[str] | None:
    """Match the words between a name (or its role) and a verb if the name can be the verb's subject.

    The group `asides` holds what stands between commas, `who` a relative pronoun right before the verb, `place` where
    or since when somebody holds a role.
    """
    gap = _GAP.fullmatch(block.text, end, verb)
    if gap and gap["place"] and not block.within("roles", start, end):
        return None
    if gap is None or not gap["asides"]:
        return gap
    before = next((token.key for token in reversed(block.tokens) if token.end <= start), "")
    close = gap.start("reportive") if gap["reportive"] else verb
    return None if before in english.PREPOSITIONS or block.within("speech-verbs", end, close) else gap


def leads_to_name(text: str, start: int, end: int) -> bool:
    """Return whether only a determiner or an owner ("Joint Reviews'") stands between a verb and a name."""
    return _LEAD.fullmatch(text, start, end) is not None


def _has_role(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether a role's head stands near: before the name without other punctuation, or behind it and a comma."""
    for hit in block.hits.get("roles", ()):
        if block.text[hit.end - 1] == "s" != hit.label[-1]:
            if _ROW_BEFORE.fullmatch(block.text, hit.end, start) or _ROW_BEHIND.fullmatch(block.text, end, hit.start):
                return True
            continue
        if hit.end <= start:
            between = block.text[hit.end : start].rstrip(" ,([“”")
            if len(between.split()) <= FARTHEST_ROLE and not any(mark in between for mark in ".,;:“”()"):
                return True
        elif hit.start >= end:
            between = _BRACKET.sub(",", block.text[end : hit.start], count=1)
            if between[:1] in ",(" or between[:2] == " (":
                return len(between.split()) <= FARTHEST_ROLE and not any(mark in between[2:] for mark in ".;:,”)")
    return False


def _is_name(run: _Run, words: NameWords, titled: Collection[str]) -> bool:
    first, last = run.units[0], run.units[-1]
    if run.honorific:
        return last.key not in english.DETERMINERS
    if len(run.units) == 1 or last.text[0].islower() or any(unit.place for unit in run.units[:-1]):
        return False
    known = first.text in words.given and (last.key not in words.surnames or run.vouched or run.speaks)
    if run.block.block.zone in _TITLED:
        is_line = run.vouched and ("," in run.block.text or run.units[-1].end == len(run.block.text.rstrip(" ,")))
        return (known or is_line) and len(run.units) < LONGEST_NAME
    is_initial = len(first.text) == 1 and len(last.text) > LONGEST_INITIALS and run.block.text[first.end] == "."
    return known or is_initial or run.vouched or run.speaks or _key(last.text) in titled


def _is_bare_surname(run: _Run, surnames: Collection[str], annotated: Annotated, full: Sequence[_Run]) -> bool:
    """Return whether a single word is the surname of somebody named in full elsewhere."""
    unit = run.units[0]
    if len(run.units) > 1 or run.honorific or _key(unit.text) not in surnames or run.block.block.zone in _TITLED:
        return False
    if unit.place:
        return run.speaks and not _is_object(run, full) and not _is_council_too(unit, annotated)
    return run.speaks or not unit.opens or not _is_plain_word(unit.key, annotated)


def _is_object(run: _Run, full: Sequence[_Run]) -> bool:
    """Return whether the verb before a place's name has its subject: "John Bolton, director, praised Bolton"."""
    block, start = run.block, run.units[0].start
    return any(
        subject_gap(block, other.units[0].start, other.units[-1].end, hit.start) is not None
        for hit in block.hits.get("speech-verbs", ())
        if hit.end <= start and _LEAD.fullmatch(block.text, hit.end, start)
        for other in full
        if other.block is block and other.units[-1].end <= hit.start
    )


def _is_council_too(unit: _Unit, annotated: Annotated) -> bool:
    """Return whether the document also names the council that a surname is the name of."""
    keys = {
        h.concept for b in annotated.blocks for h in b.hits.get(AUTHORITIES, ()) if b.text[h.start : h.end] == unit.text
    }
    longer = (h for b in annotated.blocks for h in b.hits.get(AUTHORITIES, ()) if h.concept in keys)
    return any(" " in hit.label and hit.label.split()[0].lower() == unit.key for hit in longer) or _stands_alone(
        unit, annotated
    )


def _stands_alone(unit: _Unit, annotated: Annotated) -> bool:
    """Return whether the word also stands where no name and no verb of speech is beside it."""
    for block in annotated.blocks:
        tokens = block.tokens
        for before, token in pairwise(tokens):
            alone = token.text == unit.text and not (
                before.text[:1].isupper() or _speaks(block, token.start, token.end)
            )
            if alone:
                return True
        if tokens and tokens[0].text == unit.text and not _speaks(block, 0, tokens[0].end):
            return True
    return False


def _is_plain_word(key: str, annotated: Annotated) -> bool:
    return any(token.text == key for block in annotated.blocks for token in block.tokens)


# --- mentions and who they are


def _mention(run: _Run, words: NameWords) -> NameMention:
    block, title = run.block, run.honorific
    texts = [_cased(_smooth(unit.text)) for unit in run.units]
    has_given = len(texts) > 1
    surname_from = 1 if has_given else 0
    while has_given and surname_from < len(texts) - 1 and texts[surname_from].lower() not in english.PARTICLES:
        surname_from += 1
    titles = list(_chain(block, title)) if title else []
    start, end = titles[-1].start if titles else run.units[0].start, run.units[-1].end
    start -= (
        start > 0 and bool(titles) and block.text[start - 1] == "(" and ")" in block.text[start : run.units[0].start]
    )
    return NameMention(
        block.block.index,
        start,
        end,
        block.text[start:end],
        block.text[title.start : title.end] if title else "",
        " ".join(texts[:surname_from]),
        " ".join(texts[surname_from:]),
        speaks=run.speaks,
        councillor=any(hit.concept in words.councillors for hit in titles),
    )


def _chain(block: AnnotatedBlock, title: Hit) -> Iterator[Hit]:
    """Yield an honorific and those right before it, the nearest first: Councillor Mrs."""
    yield title
    for hit in reversed(block.hits.get("honorifics", ())):
        if hit.end <= title.start and block.text[hit.end : title.start] in (" ", ". "):
            title = hit
            yield hit


def _smooth(word: str) -> str:
    """Take the hyphen of a line's end out of a name: Thor-ley is Thorley, Lloyd-Pugh stays."""
    head, mark, tail = word.partition("-")
    return head + tail if mark and tail[:1].islower() else word


def _cased(word: str) -> str:
    """Return a name in capitals as names are written: O'BRIEN is O'Brien, LLOYD-PUGH is Lloyd-Pugh."""
    return word.title() if word.isupper() and len(word) > 1 else word


def _key(surname: str) -> str:
    return "".join(letter for letter in surname.lower() if letter.isalpha())


def _with_shared_titles(mentions: list[NameMention], annotated: Annotated) -> list[NameMention]:
    """Make councillors of all names that a plural opens: "Councillors J. Abbott (Chair), R. Cole and S. Dhillon"."""
    found: list[NameMention] = []
    shared = False
    for mention in mentions:
        last = found[-1] if found and found[-1].block == mention.block else None
        between = annotated.blocks[mention.block].text[last.end : mention.start] if last else ""
        plural = mention.councillor and mention.honorific.endswith("s")
        shared = plural or (shared and last is not None and _LISTED.fullmatch(between) is not None)
        found.append(replace(mention, councillor=mention.councillor or shared))
    return found


def _with_bylines(mentions: list[NameMention], annotated: Annotated, words: NameWords) -> list[NameMention]:
    found: list[NameMention] = []
    for mention in mentions:
        block = annotated.blocks[mention.block]
        before = [token.key for token in block.tokens if token.end <= mention.start]
        joined = found[-1] if found and found[-1].block == mention.block and before[-1:] == ["and"] else None
        follows = joined is not None and joined.byline and len(block.text[joined.end : mention.start].split()) == 1
        found.append(replace(mention, byline=follows or _is_byline(before, block, words)))
    return found


def _is_byline(before: Sequence[str], block: AnnotatedBlock, words: NameWords) -> bool:
    if not before:
        return False
    opens_block = len(before) == 1 and len(block.text.split()) <= 2 * LONGEST_NAME
    ends_sentence = before[-1] in words.byline_verbs and before[-2:-1] == [","]
    return ends_sentence or (opens_block and before[-1] in words.bylines)


def _resolved(mentions: Sequence[NameMention]) -> list[NameMention]:
    """Give each mention the fullest form of its name; '' where two people of the document could be meant."""
    forms: dict[tuple[str, str], str] = {}
    titles: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.given:
            forms.setdefault(_identity(mention), f"{mention.given} {mention.surname}")
            titles.setdefault(_identity(mention), set()).add(mention.honorific)
    return [replace(mention, full=_full(mention, forms, titles)) for mention in mentions]


def _identity(mention: NameMention) -> tuple[str, str]:
    return mention.given.split()[0].lower(), _key(mention.surname)


def _full(mention: NameMention, forms: dict[tuple[str, str], str], titles: dict[tuple[str, str], set[str]]) -> str:
    """Return the full form that a mention means; of several the one with its honorific; else its surname."""
    key = _key(mention.surname)
    first = mention.given.split()[0].lower() if mention.given else ""
    if len(first) > 1:
        return forms[first, key]
    same = [who for who in forms if who[1] == key and _can_be(first, who[0])]
    if not same and mention.honorific and not first:
        same = [who for who in forms if who[0] == key]
    longer = [who for who in same if len(who[0]) > 1] or same
    if len(longer) > 1 and mention.honorific:
        longer = [who for who in longer if mention.honorific in titles[who]]
    if len(longer) == 1:
        return forms[longer[0]]
    return "" if same else mention.surname


def _can_be(first: str, given: str) -> bool:
    return not first or first == given or (min(len(first), len(given)) == 1 and first[0] == given[0])
