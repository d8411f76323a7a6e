"""Annotated blocks in, the stretches that can name an authority out.

A name of the register counts where it is capitalised and is no part of a person's name, of a longer proper name (a
hospital, a street, a football club), nor only the place where something else lies.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from kg import english
from kg.lexicon import AUTHORITIES, cue
from kg.model import AnnotatedBlock, Hit, Token, Zone

FARTHEST_POSTCODE = 30
PLACE_CUES = "place-cues"
MOSTLY = 0.6
_POSTCODE = re.compile(r"[ ,A-Za-z'()]*?\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_OPENERS = frozenset("“(:•–—-/[")
_JOINTS = frozenset({"of", "and", "for", "the", "&", "'s"})
_OWN_SCHEMES = ("roles", "service-types", "client-groups")


def candidates(block: AnnotatedBlock, names: Collection[tuple[int, int]]) -> Iterator[list[Hit]]:
    """Yield the hits of each stretch that can be an authority's name; a stretch may have several readings.

    `names` are the view offsets of person names, which are none.
    """
    stretches: dict[tuple[int, int], list[Hit]] = {}
    for hit in block.hits.get(AUTHORITIES, ()):
        stretches.setdefault((hit.start, hit.end), []).append(hit)
    for (start, end), hits in stretches.items():
        in_name = any(start < name[1] and name[0] < end and not _holds((start, end), name) for name in names)
        if not in_name and block.text[start].isupper() and not _means_other(block, start, end):
            yield hits


def _holds(stretch: tuple[int, int], name: tuple[int, int]) -> bool:
    """Return whether a stretch holds a name and more: "Cyngor Sir Ceredigion" is no Sir Ceredigion."""
    return stretch[0] <= name[0] and name[1] <= stretch[1] and stretch != name


def _means_other(block: AnnotatedBlock, start: int, end: int) -> bool:
    return (
        _is_hyphenated(block, start, end)
        or _is_other_name(block, start, end)
        or _goes_on_behind(block, end)
        or _goes_on_before(block, start)
        or _is_address(block, end)
        or _is_location(block, start)
        or _is_place_only(block, start, end)
    )


# --- parts of longer names


def _is_hyphenated(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether a hyphen ties the stretch to another name: "Hallworth-Kent", "Bolton-le-Moors"."""
    text = block.text
    if text[max(0, start - 2) : start].strip()[1:] == "-" and text[start - 2].isalpha():
        return True
    behind = _at(block, end + 1)
    if text[end : end + 1] != "-" or behind is None or behind.start != end + 1:
        return False
    return english.is_capitalised(behind.text) or behind.key in english.PREPOSITIONS | english.PARTICLES


def _is_other_name(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether the stretch lies in a name that is known not to be an authority's: "Notts County"."""
    return any(hit.start <= start and hit.end >= end for hit in _cues(block, "other-name"))


def _goes_on_behind(block: AnnotatedBlock, end: int) -> bool:
    """Return whether capitalised words behind make the stretch part of a longer name: "Bolton Wanderers".

    Words of the council's own (its services, offices and parties) do not; in titles every word has a capital.
    """
    run = _run_behind(block, end)
    if not run:
        return False
    if _is_title(block):
        return _has_cue(block, "place-continuation", run[0])
    if any(_has_cue(block, "place-continuation", token) for token in run):
        return True
    return not (_has_cue(block, "place-own", run[0]) or _starts_own(block, run[0]))


def _run_behind(block: AnnotatedBlock, end: int) -> list[Token]:
    """Return the capitalised words that follow directly, with the small words between them."""
    run: list[Token] = []
    place = _index(block, end)
    for token in block.tokens[place:]:
        gap = block.text[(run[-1].end if run else end) : token.start]
        is_tied = gap == " " or (token.key == "'s" and not gap and bool(run))
        if not is_tied or not (english.is_capitalised(token.text) or (run and token.key in _JOINTS)):
            break
        run.append(token)
    return run


def _starts_own(block: AnnotatedBlock, token: Token) -> bool:
    return any(hit.start == token.start for scheme in _OWN_SCHEMES for hit in block.hits.get(scheme, ()))


def _goes_on_before(block: AnnotatedBlock, start: int) -> bool:
    """Return whether a word before makes the stretch part of a longer name: "University of Reading", "East Kent"."""
    before = _before(block, start)
    if before is None or before.end != start - 1:
        return False
    if any(hit.end == before.end for hit in _cues(block, "place-opening")):
        return True
    if not english.is_capitalised(before.text) or block.text.isupper():
        return False
    is_initial = _is_initial(block, before)
    if before.key in english.DIRECTIONS:
        return not (is_initial and before.key == "new")
    return not (is_initial or _is_title(block) or _is_plain(block, before))


def _is_plain(block: AnnotatedBlock, token: Token) -> bool:
    """Return whether a capitalised word is no part of a place's name: a weekday, a month, a party."""
    is_calendar = token.key in english.WEEKDAYS or english.is_month(token.text)
    is_own = any(hit.end == token.end for hit in _cues(block, "place-own"))
    return is_calendar or is_own or token.key in english.FUNCTION_WORDS


# --- places where something else lies


def _is_address(block: AnnotatedBlock, end: int) -> bool:
    """Return whether a postcode follows: "138 Thorne Road, Doncaster DN3 2LU"."""
    return _POSTCODE.match(block.text, end, end + FARTHEST_POSTCODE) is not None


def _is_location(block: AnnotatedBlock, start: int) -> bool:
    """Return whether the stretch only says where another authority lies: "Halton council in Cheshire"."""
    before = _before(block, start)
    if before is None or before.key != "in":
        return False
    others = [hit for hit in block.hits.get(AUTHORITIES, ()) if hit.end < start]
    if not others:
        return False
    between = block.tokens[_index(block, others[-1].end) : _index(block, start)]
    own = {hit.start for hit in _cues(block, "place-own")}
    return all(token.key in (",", "in") or token.start in own for token in between)


def _is_place_only(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether what stands behind makes it a place: "Cheshire cheese", "our Swindon call centre"."""
    behind = {hit.concept.rpartition("/")[2] for hit in block.hits.get(PLACE_CUES, ()) if hit.start == end + 1}
    before = _before(block, start)
    owned = before is not None and (before.key in english.PRONOUNS or before.key == "'s")
    return "goods" in behind or ("site" in behind and owned) or _is_joint_body(block, end)


def _is_joint_body(block: AnnotatedBlock, end: int) -> bool:
    """Return whether a body of several areas is named: "Kent and Medway NHS and Social Care Partnership Trust"."""
    if not block.text.startswith((" and ", " & "), end):
        return False
    stop = end
    for token in block.tokens[_index(block, end) :]:
        if not (english.is_capitalised(token.text) or token.key in _JOINTS or token.text == "-" or token.key == "on"):
            break
        stop = token.end
    return any(hit.concept.endswith("/joint-body") for hit in block.within(PLACE_CUES, end, stop))


# --- words around a place


def _index(block: AnnotatedBlock, offset: int) -> int:
    """Return the place of the first token that begins at or behind an offset."""
    return bisect_left(block.tokens, offset, key=lambda token: token.start)


def _at(block: AnnotatedBlock, offset: int) -> Token | None:
    place = _index(block, offset)
    return block.tokens[place] if place < len(block.tokens) else None


def _before(block: AnnotatedBlock, start: int) -> Token | None:
    place = _index(block, start)
    return block.tokens[place - 1] if place else None


def _is_initial(block: AnnotatedBlock, token: Token) -> bool:
    """Return whether a word has its capital because it begins a sentence or what stands in marks."""
    before = _before(block, token.start)
    begins = any(start <= token.start <= start + 1 for start, _ in block.sentences)
    return before is None or begins or before.text in _OPENERS


def _is_title(block: AnnotatedBlock) -> bool:
    """Return whether a headline or heading has capitals on most of its words."""
    if block.block.zone not in (Zone.HEADLINE, Zone.HEADING):
        return False
    words = [token for token in block.tokens if token.is_word and token.key not in english.FUNCTION_WORDS]
    return sum(english.is_capitalised(word.text) for word in words) >= MOSTLY * len(words)


def _cues(block: AnnotatedBlock, notation: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in block.hits.get("cues", ()) if hit.concept == cue(notation))


def _has_cue(block: AnnotatedBlock, notation: str, token: Token) -> bool:
    return any(hit.start == token.start for hit in _cues(block, notation))
