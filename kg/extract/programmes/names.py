"""An annotated block in, the places where it names a programme, service, plan, team or board out.

A name is a run of capitalised words at a head noun ("Low Vision Clinic", "Racial Justice forum", "Strategy for Older
People"), words between speech marks beside one, a name that the vocabulary knows, or a plan or strategy in small
letters that has a subject and exists ("the budget recovery plan"). A head noun alone, or with plain modifiers only,
names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kg import english
from kg.extract.programmes.plans import plain_names
from kg.extract.programmes.services import apposed_names, clause_entries, listed_names, service_names
from kg.extract.programmes.titles import known_names, quoted_names
from kg.extract.programmes.words import (
    ABBREVIATION,
    JOINERS,
    NAMED,
    POSSESSIVE,
    Name,
    Words,
    cues,
    heads,
    is_close,
    is_number,
    is_plural,
    kind_of,
)
from kg.extract.quotations import find_quotes
from kg.lexicon import AUTHORITIES, REGIMES, Lexicon
from kg.model import AnnotatedBlock, Hit, Token

SHORTEST_FULL, SHORTEST_NUMBER = 2, 2
_BEHIND = frozenset(["for", "of", "on"])
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_block_names(
    block: AnnotatedBlock, lexicon: Lexicon, words: Words, people: Collection[tuple[int, int]]
) -> tuple[Name, ...]:
    """Return the names of a block that do not overlap, in order; `people` are the places of person names."""
    found: list[Name] = []
    runs = sorted(_runs(block, lexicon, words, people), key=lambda name: name.start - name.end)
    for name in (*quoted_names(block, lexicon), *known_names(block, lexicon), *runs):
        if not any(name.start < other.end and other.start < name.end for other in found):
            found.append(name)
    listed = (name for entries in clause_entries(block) for name in listed_names(entries, lexicon))
    small = (*listed, *plain_names(block, lexicon, words), *service_names(block, lexicon, words))
    for name in (*small, *apposed_names(block, lexicon, tuple(people))):
        if not any(name.start < other.end and other.start < name.end for other in found):
            found.append(name)
    return tuple(replace(name, short=_short(name)) for name in sorted(found, key=lambda name: name.start))


def _short(name: Name) -> str:
    match = ABBREVIATION.match(name.block.text, name.end) or ABBREVIATION.search(name.block.text, name.start, name.end)
    return match[1] if match else ""


# --- runs of capitalised words


def _runs(block: AnnotatedBlock, lexicon: Lexicon, words: Words, people: Collection[tuple[int, int]]) -> Iterator[Name]:
    starts = {token.start: place for place, token in enumerate(block.tokens)}
    ends = {token.end: place for place, token in enumerate(block.tokens)}
    for hit in heads(block):
        first, last = starts[hit.start], ends[hit.end]
        if first and block.text[hit.start].islower() and block.tokens[first - 1].key in JOINERS:
            continue
        if block.text[hit.start].isupper():
            last = _right(block, last)
        run = _trimmed(block, _left(block, first), first, words)
        name = _run_name(block, hit, (run, last), kind_of(lexicon, hit), words)
        if name is not None and _is_name(name, hit, block.tokens[run : last + 1], words):
            clear = not any(name.start < end and start < name.end for start, end in people)
            if clear and not _is_other(block, name):
                yield name


def _run_name(block: AnnotatedBlock, hit: Hit, run: tuple[int, int], kind: str, words: Words) -> Name | None:
    """Return the name from the run's first word to its last: a small "project" behind a full title is no part of it."""
    first, last = run
    start, end = block.tokens[first].start, block.tokens[last].end
    titled = [token for token in block.tokens[first : last + 1] if token.end <= hit.start]
    is_title = any(token.key in JOINERS for token in titled) and len(titled) > SHORTEST_FULL
    if titled and block.text[hit.start].islower() and kind in words.loose and (is_title or titled[-1].text.isdigit()):
        end = titled[-1].end
    return Name(block, start, end, kind, NAMED) if end > start else None


def _left(block: AnnotatedBlock, head: int) -> int:
    """Return the place of the first word of the capitalised run that ends at the head."""
    tokens, first, at = block.tokens, head, head - 1
    if (
        at >= 0
        and tokens[at].text == ")"
        and at >= SHORTEST_FULL
        and tokens[at - 2].text == "("
        and tokens[at - 1].text.isupper()
    ):
        at -= 3
    while at >= 0 and is_close(block, tokens[at], tokens[at + 1]):
        token = tokens[at]
        if token.text[0].isupper() or token.text[0].isdigit():
            first = at
        elif not _is_inside(tokens, at, head):
            break
        at -= 1
    return first


def _is_inside(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Return whether a small word or a mark may stand inside a name: "of the", "and", a hyphen; "the" not alone."""
    token = tokens[at]
    if token.key == "the":
        return at > 0 and tokens[at - 1].key in JOINERS
    joins = token.key in JOINERS or token.key in POSSESSIVE
    return joins or (token.text in "-/," and _is_bridge(tokens, at, head))


def _is_bridge(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Return whether a mark joins words of one name: a hyphen or stroke, a comma of a list that ends in `and`."""
    sides = at > 0 and tokens[at - 1].text[0].isalnum() and tokens[at + 1].text[0].isalnum()
    if tokens[at].text == ",":
        return (
            sides and tokens[at + 1].text[0].isupper() and any(token.key in ("and", "&") for token in tokens[at:head])
        )
    return sides and tokens[at - 1].end == tokens[at].start


def _right(block: AnnotatedBlock, last: int) -> int:
    """Return the place of a name's last word, which may lie behind its head: "Strategy for Carers", "Project 360"."""
    tokens = block.tokens
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is None or not is_close(block, tokens[last], following):
        return last
    if following.text.isdigit() and len(following.text) >= SHORTEST_NUMBER and not _YEAR.fullmatch(following.text):
        return last + 1
    at = last + 2 if following.key in _BEHIND else len(tokens)
    at += at < len(tokens) and tokens[at].key == "the"
    end = last
    while at < len(tokens) and is_close(block, tokens[at - 1], tokens[at]):
        if tokens[at].text[0].isupper():
            end = at
        elif tokens[at].key not in ("and", "&", "'s", "'"):
            break
        at += 1
    return last if _names_authority(block, following.start, tokens[end].end) else end


def _names_authority(block: AnnotatedBlock, start: int, end: int) -> bool:
    return bool(block.within(AUTHORITIES, start, end))


def _trimmed(block: AnnotatedBlock, first: int, head: int, words: Words) -> int:
    """Return the place of the name's own first word: openers, owners, posts and what leads to "of the" are cut off."""
    tokens, at = block.tokens, first
    opens = {start for start, _ in block.sentences} | {quote.first for quote in find_quotes(block.text)}
    while at < head and not tokens[at].text[0].isdigit():
        cut = _cut(block, at, head, tokens[at].start in opens and tokens[at].key in words.openers)
        if cut == at:
            break
        at = cut
    return _behind_crossing(block, at, head)


def _cut(block: AnnotatedBlock, at: int, head: int, is_opener: bool) -> int:
    """Return the place behind what does not belong to the name at its front; `at` itself where all does."""
    tokens, token = block.tokens, block.tokens[at]
    if is_opener or token.key in english.FUNCTION_WORDS or not token.is_word:
        return at + 1
    owners = [hit for scheme in (AUTHORITIES, "bodies", "roles") for hit in block.hits.get(scheme, ())]
    for hit in owners:
        following = next((place for place in range(at, head) if tokens[place].start >= hit.end), head)
        is_front = hit.start == token.start and following < head
        if is_front and (hit.scheme == "roles" or tokens[following].key in POSSESSIVE | {"and", "&"}):
            return following + 1 if tokens[following].key in POSSESSIVE | {"and", "&"} else following
    joint = next((p for p in range(at, head) if tokens[p].key in ("and", "&")), head)
    heads = [h for h in block.within("programme-kinds", token.start, tokens[joint].start) if joint < head]
    return joint + 1 if heads else at


def _behind_crossing(block: AnnotatedBlock, at: int, head: int) -> int:
    """Return the place behind the first "of the" in the run, unless a determiner before the run holds it together."""
    tokens = block.tokens
    pairs = [p for p in range(at + 1, head) if tokens[p].key == "the" and tokens[p - 1].key in ("and", "&")]
    at = pairs[-1] + 1 if pairs else at
    if at and (
        tokens[at - 1].key in english.DETERMINERS
        or tokens[at - 1].text == english.OPEN
        or tokens[at - 1].key in POSSESSIVE
    ):
        return at
    crossings = [p for p in range(at + 1, head) if tokens[p].key == "the" and tokens[p - 1].key in JOINERS]
    return crossings[0] + 1 if crossings else at


def _is_name(name: Name, hit: Hit, tokens: Sequence[Token], words: Words) -> bool:
    """Return whether the run says more than its head: other words than plain modifiers, capitalised."""
    block = name.block
    before = [t for t in tokens if t.end <= hit.start and t.is_word and t.key not in JOINERS | POSSESSIVE]
    behind = [t for t in tokens if t.start >= hit.end and t.is_word and t.key not in JOINERS | POSSESSIVE]
    own = [t for t in (*before, *behind) if t.key not in words.plain and not is_number(t)]
    if not own and not (name.text[-1].isdigit() and name.text[0].isupper()):
        nouns = [token for token in before if token.key not in words.adjectives]
        return (
            len(nouns) >= SHORTEST_FULL and block.text[hit.start].isupper() and not _is_group(block, before, hit, words)
        )
    if behind and not before:
        return name.kind in words.small | words.alone or behind[0].text.isdigit()
    if _is_group(block, before, hit, words):
        return False
    if block.text[hit.start].islower():
        return _is_bound(block, name, before, hit, words)
    return len(own) >= SHORTEST_FULL or len(before) > 1 or _is_single(block, before, name, words)


def _is_group(block: AnnotatedBlock, before: Sequence[Token], hit: Hit, words: Words) -> bool:
    """Return whether a service or team is only called by what it does or for whom: "Children's Service"."""
    kind = hit.concept.rsplit("/", 1)[-1]
    if not before or kind not in words.doing or hit.label != kind:
        return False
    if is_plural(block, hit) and kind in words.alone:
        return True
    if len(before) > 1 and kind not in words.alone:
        return False
    schemes = ("service-types", "client-groups")
    places = [h for scheme in schemes for h in block.within(scheme, before[0].start, hit.end)]
    told = [t for t in before if not any(h.start <= t.start < h.end for h in places)]
    return not told


def _is_bound(block: AnnotatedBlock, name: Name, before: Sequence[Token], hit: Hit, words: Words) -> bool:
    """Return whether a head in small letters belongs to the capitalised words before it."""
    if any(h.start <= t.start < h.end for t in before for h in _places(block)):
        return False
    if len(before) >= SHORTEST_FULL:
        return True
    determiner = [t.key for t in block.tokens if t.end <= name.start][-1:]
    singular = not is_plural(block, hit) and name.kind in words.alone
    return singular and determiner == ["the"] and not before[0].text.isupper() and len(before) == 1


def _places(block: AnnotatedBlock) -> Iterator[Hit]:
    for scheme in (AUTHORITIES, "bodies", REGIMES):
        yield from block.hits.get(scheme, ())


def _is_single(block: AnnotatedBlock, before: Sequence[Token], name: Name, words: Words) -> bool:
    """Return whether one capitalised word and a capitalised head make a name: it must not open the sentence."""
    if not before or any(h.start <= before[0].start < h.end for h in _places(block)):
        return False
    if name.kind in words.doing and name.text.lower().endswith(name.kind):
        return False
    opens = any(start == name.start for start, _ in block.sentences)
    return name.kind in words.alone and not opens and before[0].text.isalpha()


def _is_other(block: AnnotatedBlock, name: Name) -> bool:
    """Return whether the words name something else: an inspecting body, a regime, a meeting of the council."""
    bodies = (h for h in block.hits.get("bodies", ()) if h.end > name.start and h.start < name.end)
    regimes = (h for h in block.hits.get(REGIMES, ()) if h.end >= name.end and h.start < name.end)
    council = (h for h in cues(block, "council-body") if h.end == name.end and h.start <= name.start + 1)
    tail = (h for h in cues(block, "council-body") if h.end == name.end and _is_authority(block, name.start, h.start))
    kinds = (h for h in block.hits.get("organisation-kinds", ()) if h.end == name.end and h.start <= name.start)
    return any(True for hits in (bodies, regimes, council, tail, kinds) for _ in hits)


def _is_authority(block: AnnotatedBlock, start: int, end: int) -> bool:
    hits = block.within(AUTHORITIES, start, end)
    return bool(hits) and not block.text[hits[-1].end : end].strip(" '’s")


def full_forms(block: AnnotatedBlock, short: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitalised words whose initials an abbreviation is."""
    wanted = [letter for letter in short if letter.isupper()]
    capitals = [
        t for t in block.tokens if t.is_word and t.text[0].isupper() and not (t.text.isupper() and len(t.text) > 1)
    ]
    for place in range(len(capitals) - len(wanted) + 1):
        run = capitals[place : place + len(wanted)]
        between = [t for t in block.tokens if run[0].end <= t.start and t.end <= run[-1].start and t not in run]
        joined = all(token.key in JOINERS | POSSESSIVE for token in between)
        if joined and [token.text[0] for token in run] == wanted:
            yield run[0].start, run[-1].end


def overlapping(names: Iterable[Name], start: int, end: int) -> bool:
    """Return whether a stretch touches one of the names of its block."""
    return any(start < name.end and name.start < end for name in names)
