"""An annotated block in, teams and services that it tells apart in small letters, and titles told by apposition, out.

"An advice and information team", "the drug and alcohol teams", "integrated care teams", "the whole systems approach":
the noun has words of its own and the thing is there. "No Wrong Door, our programme for teenagers": a title, and beside
it what it is. In a list of services each entry is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg import english
from kg.extract.clauses import Listing, Stretch
from kg.extract.programmes.plans import is_part, phrase
from kg.extract.programmes.words import (
    APPOSED,
    JOINERS,
    LISTED,
    POSSESSIVE,
    SERVICE,
    Name,
    Words,
    by_means,
    cues,
    heads,
    is_close,
    is_number,
    is_plural,
    kind_of,
)
from kg.lexicon import AUTHORITIES, Lexicon
from kg.model import AnnotatedBlock, Hit, Token

SHORTEST_SERVICE, FARTHEST_HEAD, LONGEST_TITLE, FARTHEST_NOUN = 2, 8, 6, 6
SMALL_HEADS = "small-head-cues"
_DEFINITE = frozenset(["the", "its", "their", "our", "'s", "'"])
_VERBAL = english.AUXILIARIES | {"there"}
_TOLD = frozenset(["a", "an", "the", "its", "their", "our", "my"])
_ENTRY = frozenset(["a", "an", "the", "and", "its", "their", "our", "new"])
_BAD = frozenset(["who", "which", "that", "is", "are", "was", "were", "has", "have", "to"])
_BEHIND = frozenset(["of", "for", "with", "to"])
_LINKS = frozenset([",", "-", "–", "—", "(", "is", "are", "was"])
_PARTING = frozenset([",", "-", "–", "—", "(", ":"])
_ENDINGS = ("ed", "ly")


# --- in small letters


def service_names(block: AnnotatedBlock, lexicon: Lexicon, words: Words) -> Iterator[Name]:
    """Yield the teams, services and approaches that a block names in small letters."""
    places = {token.start: place for place, token in enumerate(block.tokens)}
    for hit in block.hits.get(SMALL_HEADS, ()):
        if block.text[hit.start].islower() and not is_part(block, hit):
            name = _small_name(block, hit, places[hit.start], lexicon, words)
            if name is not None and not _is_of_council(block, name):
                yield name


def _small_name(block: AnnotatedBlock, hit: Hit, head: int, lexicon: Lexicon, words: Words) -> Name | None:
    tokens, first = block.tokens, phrase(block, head)
    modifiers = [t for t in tokens[first:head] if t.is_word and t.key not in POSSESSIVE | JOINERS]
    kind = lexicon.concepts[hit.concept].notation
    if any(token.key in _VERBAL for token in modifiers):
        return None
    own = [t for t in modifiers if _is_own(block, t, words)]
    joined = [t for t in modifiers if t.key in words.joining]
    others = [t for t in modifiers if t not in joined and not t.key.endswith(("ing", *_ENDINGS))]
    if not own and not (joined and others and kind == "team"):
        return _founded(block, joined, hit, first, kind)
    if kind == "team" and len(own) < SHORTEST_SERVICE and not joined:
        return None
    if kind == "model" and len(own) < len(modifiers) and modifiers[-1] not in own:
        return None
    start = min(token.start for token in (modifiers if kind == "model" else (*own, *joined)))
    name = Name(block, start, hit.end, kind, SERVICE)
    return name if _is_there(block, hit, first, own, kind) else None


def _is_own(block: AnnotatedBlock, token: Token, words: Words) -> bool:
    """Return whether a modifier tells which one is meant: no plain noun, number, praise or participle."""
    praised = any(
        hit.start <= token.start < hit.end and hit.concept.rsplit("/", 1)[-1] in words.judging
        for hit in block.hits.get("polarity-cues", ())
    )
    plain = token.key in words.plain | words.joining or is_number(token) or token.key.endswith(_ENDINGS)
    plain |= token.key.endswith("ing") and not any(
        hit.start <= token.start < hit.end for hit in block.hits.get("service-types", ())
    )
    return not (plain or praised) and token.text.islower()


def _founded(block: AnnotatedBlock, joined: Sequence[Token], hit: Hit, first: int, kind: str) -> Name | None:
    """Return a joint team without further words if the text tells that it was set up."""
    before = [token for token in block.tokens[:first] if token.key not in ("a", "an")][-1:]
    founded = bool(joined) and any(
        by_means(token) or any(cue.end == token.end for cue in cues(block, "sets-up")) for token in before
    )
    return Name(block, joined[0].start, hit.end, kind, SERVICE) if founded and kind == "team" else None


def _is_there(block: AnnotatedBlock, hit: Hit, first: int, own: Sequence[Token], kind: str) -> bool:
    """Return whether it exists: a definite one, or several; one only set up, wanted or planned does not."""
    before = block.tokens[first - 1].key if first else ""
    start, _ = block.sentence_at(hit.start)
    wanted = any(start <= cue.start < hit.start for cue in cues(block, "wanted"))
    if kind == "model":
        return before in ("the", "its", "their", "our")
    if before in _DEFINITE or any(own_hit.end == block.tokens[first].start - 1 for own_hit in _owners(block)):
        return True
    return not wanted and (before in ("a", "an") or is_number_word(before) or is_plural(block, hit))


def is_number_word(word: str) -> bool:
    """Return whether a word is a small number."""
    return word in english.NUMBER_WORDS or word.isdigit()


def _owners(block: AnnotatedBlock) -> tuple[Hit, ...]:
    return tuple(block.hits.get(AUTHORITIES, ()))


def _is_of_council(block: AnnotatedBlock, name: Name) -> bool:
    """Return whether the words are a council's own management, or those who inspect."""
    return any(hit.end == name.end for hit in cues(block, "council-body"))


# --- lists of services


def lists_services(listing: Listing) -> bool:
    """Return whether a list is introduced as one of services: "services for older people include:"."""
    return any(head.named("programme-cues/lists-services") for head in listing.heads)


def listed_names(entries: Sequence[Stretch], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the service that opens each entry of a list of services."""
    for entry in entries:
        tokens = [token for token in entry.tokens if token.is_word]
        while tokens and tokens[0].key in _ENTRY:
            tokens.pop(0)
        near = tokens[:FARTHEST_HEAD]
        stop = next((n for n, token in enumerate(near) if token.key in _BAD | _BEHIND), len(near))
        nouns = [
            hit for hit in entry.hits("listed-head-cues") if any(token.start == hit.start for token in near[1:stop])
        ]
        if nouns and not any(token.text[0].isupper() for token in near[1:stop]):
            kind = lexicon.concepts[nouns[-1].concept].notation
            yield Name(entry.block, tokens[0].start, nouns[-1].end, kind, LISTED)


def clause_entries(block: AnnotatedBlock) -> Iterator[tuple[Stretch, ...]]:
    """Yield the entries of lists inside a sentence: what semicolons part behind words that announce services."""
    for place, (start, end) in enumerate(block.sentences):
        announced = block.sentences[max(0, place - 1)][0]
        hits = [hit for hit in cues(block, "lists-services") if announced <= hit.start < end]
        if not hits or ";" not in block.text[max(start, hits[0].end) : end]:
            continue
        from_here = max(start, hits[0].end)
        opening = min((hit.end for hit in cues(block, "such-as") if from_here <= hit.end <= end), default=from_here)
        cuts = [place for place in range(opening, end) if block.text[place] == ";"]
        edges = [opening, *cuts, end]
        yield tuple(Stretch(block, a + (a in cuts), b) for a, b in pairwise(edges))


# --- titles told by apposition


def apposed_names(block: AnnotatedBlock, lexicon: Lexicon, people: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """Yield titles without a head noun that the words beside them explain: "No Wrong Door, our programme for …"."""
    nouns = [*heads(block), *block.hits.get("apposed-head-cues", ())]
    for first, last in _titles(block):
        start, end = block.tokens[first].start, block.tokens[last].end
        others = [*_owners(block), *block.hits.get("bodies", ()), *block.hits.get("roles", ())]
        taken = any(a < end and start < b for a, b in (*people, *((hit.start, hit.end) for hit in others)))
        noun = None if taken else _noun_beside(block, first, last, nouns)
        if noun is not None:
            yield Name(block, start, end, kind_of(lexicon, noun), APPOSED)


def _titles(block: AnnotatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the runs of two to six words, capitalised but for joining ones, that a comma or the text's edge bounds."""
    tokens, run = block.tokens, list[int]()
    for place in range(len(tokens) + 1):
        token = tokens[place] if place < len(tokens) else None
        goes_on = token is not None and (token.text[0].isupper() or (run and token.key in JOINERS))
        if goes_on and (not run or is_close(block, tokens[place - 1], tokens[place])):
            run.append(place)
            continue
        while run and tokens[run[0]].key in english.FUNCTION_WORDS - {"no"}:
            run.pop(0)
        capital = [at for at in run if tokens[at].text[0].isupper()]
        if SHORTEST_SERVICE <= len(run) <= LONGEST_TITLE and run[-1:] == capital[-1:] and len(capital) > 1:
            yield run[0], run[-1]
        run = []


def _noun_beside(block: AnnotatedBlock, first: int, last: int, nouns: Sequence[Hit]) -> Hit | None:
    """Return the noun that tells what a title is the name of: in the apposition behind it, or before it."""
    return _noun_behind(block, last, nouns) or _noun_before(block, first, nouns)


def _noun_behind(block: AnnotatedBlock, last: int, nouns: Sequence[Hit]) -> Hit | None:
    behind = block.tokens[last + 1 : last + 3 + FARTHEST_NOUN]
    if len(behind) <= SHORTEST_SERVICE or behind[0].key not in _LINKS or behind[1].key not in _TOLD:
        return None
    marks = POSSESSIVE | {"-"}
    stop = next((n for n, t in enumerate(behind[2:], 2) if not t.is_word and t.key not in marks), len(behind))
    near = _plain_run(behind[2:stop])
    return next((hit for hit in nouns if any(token.start == hit.start for token in near) and _closes(block, hit)), None)


def _closes(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether what follows a noun still belongs to it, and is no verb of which it is the subject."""
    after = next((token for token in block.tokens if token.start >= hit.end), None)
    if after is None or not after.is_word:
        return True
    return after.key in _BAD - english.AUXILIARIES | _BEHIND | english.PREPOSITIONS or after.key.endswith(("ed", "run"))


def _noun_before(block: AnnotatedBlock, first: int, nouns: Sequence[Hit]) -> Hit | None:
    before = block.tokens[max(0, first - 2 - FARTHEST_NOUN) : first]
    called = [cue.start for cue in cues(block, "named") if before and cue.end == before[-1].end]
    if len(before) < SHORTEST_SERVICE or not (called or before[-1].text in _PARTING):
        return None
    edge = called[0] if called else before[-1].start
    near = [token for token in before if token.end <= edge and token.text != ","]
    found = [hit for hit in nouns if near and hit.end == near[-1].end and block.text[hit.start].islower()]
    return found[-1] if found and (called or any(token.key in _TOLD for token in near)) else None


def _plain_run(tokens: Sequence[Token]) -> list[Token]:
    """Return the words up to the first that leads away from the noun: for, that, run."""
    stop = next((n for n, token in enumerate(tokens) if token.key in _BAD | _BEHIND), len(tokens))
    return list(tokens[:stop])
