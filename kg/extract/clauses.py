"""A stretch of a block in, the stretches that may each be a claim of its own out; and the lists of a document.

Cut at contrast (but, although, while), at semicolons, and where `and`, a comma or a dash leads to a new subject with a
finite verb of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kg import english
from kg.extract.authorities import Authorities
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, Hit, Organisation, Span, Token, Zone


def closed_class(words: str) -> frozenset[str]:
    """Return a set of plain words of English that no vocabulary could add to."""
    return frozenset(words.split())


HAVE = frozenset({"have", "hav"})
"""Stems of the forms of have: the inflected ones share one, the plain one has its own."""
BE_AND_HAVE = HAVE | {"be"}
HELPERS = BE_AND_HAVE | {"do"}
FARTHEST_VERB = 14
SHORTEST_PIECE = 4
NEAREST_HEAD = 60
_CONTRASTS = closed_class("but although though while whilst whereas however yet nevertheless despite")
_CONDITIONS = closed_class("if unless")
_FRONTED = closed_class("although though while whilst despite whereas if unless")
_JOINTS = frozenset({"and", ",", "-", "–", ";", "—"})
_FINITE = closed_class("is are was were has have had does do did need needs")
_NOBODY = closed_class("nobody none few little no")
_OUGHT = closed_class("should must needs")
_SINGULAR = closed_class("the a an this that its their his her our your no any")
_RELATIVES = closed_class("who which that whose where when if how what whether")
_OPENERS = closed_class(
    "but and however although though while whilst also finally yet so or specifically overall whereas then"
)
_NEW_SUBJECTS = english.DETERMINERS | english.PRONOUNS | {"there"}
_START = attrgetter("start")
_MARKS = frozenset(",.;:-–—&…“”'")
_ASIDE = re.compile(
    r"(?:But |And )?(?:For (?:example|instance)|In (?:addition|particular|this respect|general|fact)|As a result|"
    r"At the same time|"
    r"On the other hand|Once again|Above all),\s+"
)
CELL = " | "
_CELL = re.compile(re.escape(CELL))
_GLUED = re.compile(r"\s[-–]\s(?=[A-Z][a-z]+ing\b)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """view[start:end] of a block. `contrast` tells that it stands against what comes before it in its sentence."""

    block: AnnotatedBlock
    start: int
    end: int
    contrast: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The raw span."""
        return self.block.block.view.span(self.start, self.end)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens that lie in it."""
        return self.tokens_before(self.end)

    def tokens_before(self, offset: int) -> tuple[Token, ...]:
        """Return the tokens in it that end at an offset, or before."""
        tokens = self.block.tokens
        first = bisect_left(tokens, self.start, key=_START)
        last = bisect_left(tokens, offset, key=_START)
        found = tokens[first:last]
        return found[:-1] if found and found[-1].end > offset else found

    def hits(self, scheme: str) -> tuple[Hit, ...]:
        """Return the hits of a scheme in it."""
        hits = self.block.hits.get(scheme, ())
        if not hits:
            return ()
        first = bisect_left(hits, self.start, key=_START)
        last = bisect_left(hits, self.end, key=_START)
        return tuple(hit for hit in hits[first:last] if hit.end <= self.end)

    def named(self, *concepts: str) -> tuple[Hit, ...]:
        """Return the hits of concepts of one scheme in it; each concept as "scheme/notation"."""
        wanted = {VOCAB + concept for concept in concepts}
        return tuple(hit for hit in self.hits(concepts[0].split("/")[0]) if hit.concept in wanted)

    def concepts(self, scheme: str) -> tuple[str, ...]:
        """Return the concepts of a scheme that it names, each once, in order."""
        return tuple(dict.fromkeys(hit.concept for hit in self.hits(scheme)))

    def part(self, start: int, end: int, *, contrast: bool = False) -> Stretch:
        """Return a trimmed part of it."""
        return trimmed(Stretch(self.block, start, end, contrast))


def sentences(stretch: Stretch) -> Iterator[Stretch]:
    """Yield the sentences of a stretch."""
    for start, end in stretch.block.sentences:
        if start < stretch.end and end > stretch.start:
            yield Stretch(stretch.block, max(start, stretch.start), min(end, stretch.end), stretch.contrast)


def whole(block: AnnotatedBlock) -> Stretch:
    """Return a block as one stretch."""
    return Stretch(block, 0, len(block.text))


def trimmed(stretch: Stretch) -> Stretch:
    """Return it without marks and joining words at its ends."""
    aside = _ASIDE.match(stretch.text)
    if aside:
        stretch = Stretch(stretch.block, stretch.start + aside.end(), stretch.end, stretch.contrast)
    tokens = list(stretch.tokens)
    while tokens and (tokens[0].text in _MARKS or tokens[0].key in _OPENERS):
        tokens.pop(0)
    if len(tokens) > 1 and tokens[0].key == "that" and tokens[0].text.islower() and tokens[1].stem not in BE_AND_HAVE:
        tokens.pop(0)
    while tokens and tokens[-1].text in _MARKS | {"and", "but"}:
        tokens.pop()
    if not tokens:
        return Stretch(stretch.block, stretch.start, stretch.start, stretch.contrast)
    first, last = tokens[0].start, tokens[-1].end
    first -= stretch.block.text[first - 1 : first] == english.OPEN and english.CLOSE in stretch.block.text[first:last]
    last += (
        stretch.block.text[last : last + 1] == english.CLOSE and stretch.block.text[first:last].count(english.OPEN) > 0
    )
    return Stretch(stretch.block, max(first, stretch.start), min(last, stretch.end), stretch.contrast)


# --- where a sentence may be cut


def boundaries(stretch: Stretch, *, needs: bool = False) -> list[tuple[int, bool]]:
    """Return the offsets at which a claim may end and another begin, each with whether they stand in contrast.

    With `needs` also before a noun of services that opens what follows, before what the same subject should do, and
    before another clause with that.
    """
    tokens = stretch.tokens
    fronted = bool(tokens) and tokens[0].key in _FRONTED
    found: list[tuple[int, bool]] = []
    for place, token in enumerate(tokens[1:], 1):
        if fronted and token.text == "," and _has_subject_and_verb(tokens[place + 1 :]):
            found.append((token.start, True))
            fronted = False
        elif token.key in _CONTRASTS and not _is_fixed(tokens, place):
            found.append((token.start, True))
        elif _parts(tokens, place) or (needs and token.key in _JOINTS and _opens_claim(stretch, tokens[place + 1 :])):
            found.append((token.start, False))
    return found


def _parts(tokens: tuple[Token, ...], place: int) -> bool:
    """Return whether a colon or a joint leads to a clause with a verb of its own."""
    if tokens[place].text == ":":
        return _has_verb_behind(tokens[place + 1 :])
    return tokens[place].key in _JOINTS and not _is_under_condition(tokens[:place]) and _is_joint(tokens, place)


def _opens_claim(stretch: Stretch, tokens: tuple[Token, ...]) -> bool:
    return _has_new_subject(stretch, tokens) or _goes_on_with_need(tokens)


def _has_new_subject(stretch: Stretch, tokens: tuple[Token, ...]) -> bool:
    """Return whether a noun that services are judged by, and another word behind it, open what follows a joint."""
    rest = [token for token in tokens if token.key not in ("and", "but")][: SHORTEST_PIECE + 1]
    if len(rest) < SHORTEST_PIECE:
        return False
    if rest[0].key in _NOBODY:
        return True
    hits = stretch.hits("polarity-cues")
    subject = next((hit for hit in stretch.named("polarity-cues/topic") if hit.start == rest[0].start), None)
    behind = [token for token in rest if subject is not None and token.start >= subject.end][:1]
    known = any(hit.start <= token.start < hit.end for token in behind for hit in hits)
    closed = english.PREPOSITIONS | english.CONJUNCTIONS
    return any(token.is_word and token.key not in closed for token in behind) and not known


def _goes_on_with_need(tokens: tuple[Token, ...]) -> bool:
    """Return whether what follows `and` says of the same subject what should be done, or is another that-clause."""
    rest = tokens[1:] if tokens and tokens[0].key == "and" else tokens
    if rest and rest[0].key == "that" and len(rest) > SHORTEST_PIECE:
        return _has_verb_behind(rest[1:])
    return bool(rest) and rest[0].key in _OUGHT


def _has_verb_behind(tokens: tuple[Token, ...]) -> bool:
    """Return whether a clause of some length follows a colon."""
    return len(tokens) > SHORTEST_PIECE and any(_is_finite(tokens, place) for place in range(1, len(tokens)))


def _is_fixed(tokens: tuple[Token, ...], place: int) -> bool:
    """Return whether a word of contrast is part of another phrase: not only … but also, all but, as yet, has yet to."""
    before, after = tokens[place - 1].key, tokens[place + 1].key if place + 1 < len(tokens) else ""
    if tokens[place].key == "yet":
        return tokens[place - 1].text not in ",;"
    return after == "also" or before in ("all", "not", "nothing") or (before in ("some", "few") and after == "not")


def _is_under_condition(tokens: tuple[Token, ...]) -> bool:
    """Return whether a condition behind the main clause goes on: "only if systems are … and the public is …"."""
    return any(token.key in _CONDITIONS for token in tokens[1:])


def _is_joint(tokens: tuple[Token, ...], place: int) -> bool:
    left = any(_is_finite(tokens, earlier) for earlier in range(place))
    rest = tokens[place + 1 :]
    if rest and rest[0].key in ("and", "but"):
        rest = rest[1:]
    return left and _has_subject_and_verb(rest)


def _has_subject_and_verb(tokens: tuple[Token, ...]) -> bool:
    """Return whether the tokens begin with a subject and its finite verb."""
    for place, token in enumerate(tokens[:FARTHEST_VERB]):
        if (
            token.key in _RELATIVES
            or (token.key == "to" and not place)
            or token.text in ",;:–-"
            or token.key in _CONTRASTS
        ):
            return False
        if token.key == "and" and place + 1 < len(tokens) and tokens[place + 1].key in _NEW_SUBJECTS:
            return False
        if _is_finite(tokens, place):
            return place > 0 and tokens[0].key not in english.PREPOSITIONS
    return False


def _is_finite(tokens: tuple[Token, ...], place: int) -> bool:
    """Return whether a token is a finite form of be, have, do, need or a modal; "in need" is none."""
    before = tokens[place - 1].key if place else ""
    is_noun = tokens[place].key == "need" and (before in english.PREPOSITIONS or before in _SINGULAR)
    return (tokens[place].key in _FINITE or tokens[place].key in english.MODALS) and not is_noun


# --- lists


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a list, and the stretches of the text that introduces it, nearest first."""

    heads: tuple[Stretch, ...]
    entries: tuple[Stretch, ...]

    def opened_by(self, scheme: str) -> str:
        """Return the notation of the concept of a scheme that the introduction names; '' if none."""
        return next((found for found in (opening(head, scheme) for head in self.heads) if found), "")


def opening(head: Stretch, scheme: str) -> str:
    """Return the notation of the concept of a scheme that a stretch names at greatest length; '' if none."""
    hits = head.hits(scheme)
    return max(hits, key=lambda hit: (hit.end - hit.start, hit.end)).concept.rsplit("/", 1)[-1] if hits else ""


def listings(annotated: Annotated) -> tuple[Listing, ...]:
    """Return the lists of a document with their introductions: marked entries, and unmarked ones behind a colon."""
    found, run = [], list[AnnotatedBlock]()
    for block in annotated.blocks:
        if run and not _goes_on(run, block):
            found.append(_listing(annotated, run))
            run = []
        if run or _is_entry(block) or _opens_unmarked(annotated, block):
            run.append(block)
    if run:
        found.append(_listing(annotated, run))
    return tuple(found)


def _is_entry(block: AnnotatedBlock) -> bool:
    is_marked = bool(block.block.marker) and block.block.zone in (Zone.BODY, Zone.HEADING)
    return is_marked or block.block.zone == Zone.ITEM


def _goes_on(run: list[AnnotatedBlock], block: AnnotatedBlock) -> bool:
    last = run[-1].block
    if block.block.part != last.part or block.block.section != last.section:
        return False
    if _is_entry(run[0]):
        return _is_entry(block) and block.block.marker[-1:].isalnum() == last.marker[-1:].isalnum()
    return _looks_like_entry(block)


def _looks_like_entry(block: AnnotatedBlock) -> bool:
    """Return whether an unmarked block can be an entry: it ends without a full stop, and opens no list of its own."""
    is_text = block.block.zone in (Zone.BODY, Zone.HEADING) and not block.block.marker
    return is_text and not block.text.rstrip().endswith((".", "?", "!", ":", "”", ":-"))


def _opens_unmarked(annotated: Annotated, block: AnnotatedBlock) -> bool:
    if block.block.index == 0 or not _looks_like_entry(block):
        return False
    before = annotated.blocks[block.block.index - 1]
    is_head = before.block.zone in (Zone.BODY, Zone.HEADING) and before.block.part == block.block.part
    return is_head and before.text.rstrip().endswith((":", ":-"))


def _listing(annotated: Annotated, run: list[AnnotatedBlock]) -> Listing:
    entries = tuple(entry for block in run for entry in _entries(block))
    first = run[0].block
    before = annotated.blocks[first.index - 1] if first.index else None
    if before is None or before.block.part != first.part or before.block.zone not in (Zone.BODY, Zone.HEADING):
        return Listing((), entries)
    return Listing(tuple(_heads(before)), entries)


def _heads(block: AnnotatedBlock) -> Iterator[Stretch]:
    """Yield the sentence that introduces a list, and the one before it if it only says "They include:"."""
    found = [Stretch(block, start, end) for start, end in reversed(block.sentences)]
    opens = (
        block.block.zone == Zone.HEADING
        or block.text.rstrip().endswith((":", ":-", "are", "?"))
        or _ends_including(block.text)
    )
    if found and opens:
        yield found[0]
        if sum(token.is_word for token in found[0].tokens) <= SHORTEST_PIECE:
            yield from found[1:2]


def _ends_including(text: str) -> bool:
    return text.rsplit(maxsplit=1)[-1].startswith("includ")


def _entries(block: AnnotatedBlock) -> Iterator[Stretch]:
    """Yield the entries of a block: one, or several where the page has run two together behind a dash."""
    cuts = [match.start() for match in _GLUED.finditer(block.text)] if block.block.marker in ("-", "--", "–") else []
    for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
        yield trimmed(Stretch(block, start, end))


def table_listings(annotated: Annotated) -> Iterator[Listing]:
    """Yield the columns of tables as lists: the cell of the first row introduces those below it."""
    rows = list[list[Stretch]]()
    for block in (*annotated.blocks, None):
        cells = _cells(block) if block is not None and block.block.zone == Zone.ITEM else []
        if len(cells) > 1 and (not rows or len(cells) == len(rows[0])):
            rows.append(cells)
            continue
        for column in zip(*rows, strict=True) if len(rows) > 1 else ():
            yield Listing(column[:1], tuple(cell for cell in column[1:] if cell.text))
        rows = [cells] if len(cells) > 1 else []


def _cells(block: AnnotatedBlock) -> list[Stretch]:
    """Return the cells of a table's row."""
    cuts = [match.start() for match in _CELL.finditer(block.text)]
    edges = [-len(CELL), *cuts, len(block.text)]
    return [trimmed(Stretch(block, max(a + len(CELL), 0), b)) for a, b in pairwise(edges)] if cuts else []


def inline_listings(block: AnnotatedBlock) -> Iterator[Listing]:
    """Yield the lists inside a paragraph: a colon, then entries between semicolons."""
    for start, end in block.sentences:
        colon = block.text.find(":", start, end)
        if colon < 0 or ";" not in block.text[colon:end]:
            continue
        cuts = [colon, *(m.start() + colon + 1 for m in re.finditer(";", block.text[colon + 1 : end])), end]
        entries = (trimmed(Stretch(block, a + 1, b)) for a, b in pairwise(cuts))
        yield Listing(
            (Stretch(block, max(start, colon - NEAREST_HEAD), colon),), tuple(entry for entry in entries if entry.text)
        )


# --- what a claim is about


def authority_of(stretch: Stretch, authorities: Authorities) -> str:
    """Return the authority that a claim is about: the one that opens it, else the one in focus; '' if unsettled."""
    index = stretch.block.block.index
    opening = [
        mention
        for mention in authorities.within(index, stretch.start, stretch.end)
        if mention.start - stretch.start <= SHORTEST_PIECE
    ]
    return opening[0].key if opening else authorities.at(index, stretch.end)


def own_voice(key: str, authorities: Authorities, lexicon: Lexicon) -> Organisation | None:
    """Return the authority as the source of what its own release or minutes state."""
    if not key:
        return None
    words = next(
        (mention.as_named for mention in authorities.mentions if mention.key == key), lexicon.authorities[key].label
    )
    return Organisation("authority", key, words)
