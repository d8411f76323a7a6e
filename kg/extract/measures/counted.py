"""A block in, its numbers with what stands around them out: cues, qualifiers, the noun that is counted, the clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import english
from kg.extract.measures.numbers import Number, find_numbers
from kg.extract.times import Time, find_times
from kg.lexicon import VOCAB
from kg.model import AnnotatedBlock, Hit, Token

UNITS, QUALIFIERS, CUES = "units", "qualifiers", "measure-cues"
QUDT = "http://qudt.org/vocab/"
NUMBER_UNIT, YEARS, PERCENT = QUDT + "unit/NUM", QUDT + "unit/YR", QUDT + "unit/PERCENT"
COUNT, CHANGE, RANK, AGE, SCORE = "count", "change", "rank", "age", "score"
LONGEST_NOUN_PHRASE = 8
LONGEST_MEASURE = 24
FARTHEST_QUALIFIER = 3
_NAMED_GROUPS = ("client-groups", "service-types", "rating-cues", "bodies")
_GLUE = re.compile(r"[\s\-–“”'*]*")
_OPENERS = "which who but while whilst and putting though although so with according said says as compared"
_CUT = re.compile(
    rf"[;:?!()]|\s[-–]\s|\.(?=\s|”|\Z)|,”?\s(?=(?:{'|'.join(_OPENERS.split())})\b|\w+ing\b)"
    r"|\sand\s(?=(?:the|it|they|we|he|she|this)\b)|,”?\s(?=(?:he|she|it|they)\s(?:said|says|added)\b)|,\s(?=[A-Z]\w+(?:\s[A-Z]\w+)*\s(?:said|says|added)\b)"
)
_JOINT = re.compile(r",”?\s|\sand\s|\swhile\s|\sbut\s")
_CLAUSE_MARK = re.compile(
    r"[;:()]\s?|\s[-–]\s|“|\sby\s(?=\w+ing\b)|\s(?:and|but|where|when|while|after)\s(?=(?:the|it|they|we|he|she|this)\b)"
)
_SINGULAR_ENDINGS = ("ss", "us", "is", "'s")
_POSSESSIVES = frozenset(("'s", "'"))


@dataclass(frozen=True, slots=True)
class Scene:
    """A block with its numbers and times."""

    block: AnnotatedBlock
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]

    @property
    def text(self) -> str:
        """The cleaned text of the block."""
        return self.block.text

    def before(self, offset: int) -> list[Token]:
        """Return the tokens of the sentence that end before an offset."""
        start, _ = self.block.sentence_at(offset)
        return [token for token in self.block.tokens if token.start >= start and token.end <= offset]

    def after(self, offset: int) -> list[Token]:
        """Return the tokens of the sentence that begin at an offset or behind it."""
        _, end = self.block.sentence_at(max(offset - 1, 0))
        return [token for token in self.block.tokens if token.start >= offset and token.end <= end]

    def cue_after(self, scheme: str, offset: int, *notations: str) -> Hit | None:
        """Return the hit of a scheme that begins right behind an offset, but for spaces, hyphens and speech marks."""
        return next((hit for hit in self._hits(scheme, notations) if self._touch(offset, hit.start)), None)

    def cue_before(self, scheme: str, offset: int, *notations: str) -> Hit | None:
        """Return the hit of a scheme that ends right before an offset."""
        return next((hit for hit in self._hits(scheme, notations) if self._touch(hit.end, offset)), None)

    def cues_within(self, start: int, end: int, *notations: str) -> list[Hit]:
        """Return the hits of the cues that lie between two offsets."""
        return [hit for hit in self._hits(CUES, notations) if hit.start >= start and hit.end <= end]

    def _hits(self, scheme: str, notations: tuple[str, ...]) -> Iterator[Hit]:
        wanted = {f"{VOCAB}{scheme}/{notation}" for notation in notations}
        return (hit for hit in self.block.hits.get(scheme, ()) if not wanted or hit.concept in wanted)

    def _touch(self, end: int, start: int) -> bool:
        return start >= end and bool(_GLUE.fullmatch(self.text, end, start))

    def time_at(self, start: int, end: int) -> Time | None:
        """Return the words of time that share a character with a stretch."""
        return next((time for time in self.times if time.start < end and start < time.end), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number is: kind, unit and rule; the offset behind its unit or noun; the noun phrase if it counts one.

    `about` are the offsets of what it measures, where another number's words tell it.
    """

    number: Number
    kind: str
    unit: str
    rule: str
    end: int
    noun: tuple[int, int] | None = None
    antecedent: str | None = None
    population: str = ""
    about: tuple[int, int] | None = None


def scene_of(block: AnnotatedBlock, written: str = "", *, money: bool = False) -> Scene:
    """Return a block with its numbers and times; `written` is the document's ISO date or ''.

    `money` says that the document speaks of pounds: then marks left by a lost pound sign stand for it.
    """
    return Scene(block, find_numbers(block.text, money=money), find_times(block.text, written))


def qualified_start(scene: Scene, number: Number) -> int:
    """Return where a number begins, its qualifier ("nearly", "more than") included."""
    qualifier = scene.cue_before(QUALIFIERS, number.start)
    return qualifier.start if qualifier else number.start


# --- what is counted


def counted(scene: Scene, number: Number) -> tuple[int, int] | None:
    """Return the offsets of the noun phrase in the plural that a number counts; None if there is none.

    Adjectives, a possessive, and words of a named group ("looked after children") may stand before its head.
    """
    tokens = scene.after(number.end)
    if tokens and tokens[0].text in ("-", "–") and tokens[0].start == number.end:
        return None
    head, quoted, past = 0, False, number.end
    for token in tokens[:LONGEST_NOUN_PHRASE]:
        if token.text in (english.OPEN, english.CLOSE):
            quoted = token.text == english.OPEN
            continue
        group = _group_end(scene, token)
        if group > past and not quoted:
            past, head = group, group if _has_plural(scene, token.start, group) else head
        elif token.start < past or quoted or token.text in ("-", *_POSSESSIVES):
            continue
        elif not _may_be_noun(token):
            break
        elif is_plural(token.key):
            head = token.end
        elif head:
            break
    return (tokens[0].start, head) if head else None


def _group_end(scene: Scene, token: Token) -> int:
    """Return where the longest name of a group, service or body that begins at a token ends; 0 if there is none."""
    ends = (h.end for scheme in _NAMED_GROUPS for h in scene.block.hits.get(scheme, ()) if h.start == token.start)
    return max(ends, default=0)


def _has_plural(scene: Scene, start: int, end: int) -> bool:
    """Return whether a name of a group is one of many: looked after children, children at risk."""
    words = [token for token in scene.block.tokens if start <= token.start and token.end <= end and token.is_word]
    return bool(words) and (is_plural(words[-1].key) or is_plural(words[0].key))


def _may_be_noun(token: Token) -> bool:
    key = token.key
    is_other = (
        key in english.FUNCTION_WORDS
        or key in english.AUXILIARIES
        or key in english.PAST_VERBS
        or english.number(key) is not None
    )
    return token.text[0].isalpha() and not is_other


def is_plural(key: str) -> bool:
    """Return whether a lower-case word looks like a noun in the plural.

    >>> is_plural("councils"), is_plural("people"), is_plural("progress")
    (True, True, False)
    """
    if key in english.PLURALS:
        return True
    return len(key) > english.SHORTEST_STEM and key.endswith("s") and not key.endswith(_SINGULAR_ENDINGS)


def is_verb(token: Token) -> bool:
    """Return whether a token behind a noun or number is most likely its verb."""
    is_past = token.key.endswith("ed") and len(token.key) > english.SHORTEST_STEM + 1
    return token.key in english.AUXILIARIES or token.key in english.PAST_VERBS or is_past


# --- the clause around


def clause_end(scene: Scene, offset: int) -> int:
    """Return where the clause behind an offset ends: at a mark, a comma with a new clause, or the next number."""
    _, end = scene.block.sentence_at(max(offset - 1, 0))
    cut = _CUT.search(scene.text, offset, end)
    end = cut.start() if cut else end
    following = next((n for n in scene.numbers if offset <= n.start < end and not scene.time_at(n.start, n.end)), None)
    if following is not None:
        end = _joint_before(scene, offset, following.start)
    return offset + len(scene.text[offset:end].rstrip(" ,.-–"))


def _joint_before(scene: Scene, offset: int, number: int) -> int:
    """Return where the last comma or `and` stands before the next number, else where its own phrase begins."""
    between = scene.text[offset:number]
    joints = [m.start() for m in _JOINT.finditer(between)]
    return offset + joints[-1] if joints else number - (len(between) - len(between.rstrip()))


def clause_start(scene: Scene, offset: int) -> int:
    """Return where the clause before an offset begins: behind a mark, or behind the number before with its words."""
    start, _ = scene.block.sentence_at(max(offset - 1, 0))
    marks = [m.end() for m in _CLAUSE_MARK.finditer(scene.text[start:offset])]
    start += marks[-1] if marks else 0
    earlier = [
        n.end for n in scene.numbers if start <= n.start and n.end < offset and not scene.time_at(n.start, n.end)
    ]
    if earlier:
        joints = [m.end() for m in _JOINT.finditer(scene.text[earlier[-1] : offset])]
        start = earlier[-1] + (joints[0] if joints else 0)
    return start + len(scene.text[start:offset]) - len(scene.text[start:offset].lstrip(" ,“-"))


def words_within(scene: Scene, start: int, end: int) -> str:
    """Return the words between two offsets, without marks at the ends."""
    return scene.text[start:end].strip(" ,.;:-–“”") if end > start else ""
