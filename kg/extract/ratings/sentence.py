"""One sentence with all that its document and the vocabularies know of it: what every construction reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities, AuthorityMention
from kg.extract.ratings.dating import Dating
from kg.extract.ratings.providers import ProviderMention, Providers
from kg.lexicon import AREA_WORDS, Lexicon
from kg.model import Annotated, AnnotatedBlock, Hit, Token, Zone

CUES = "rating-cues"
GRADE_CUES = ("grade-verb-cues", "grade-noun-cues", "grade-context-cues")
SILENT_ZONES = frozenset({Zone.FURNITURE, Zone.STANDFIRST, Zone.BYLINE, Zone.DATELINE, Zone.CAPTION, Zone.INTRODUCTION})
HEAD_ZONES = frozenset({Zone.HEADLINE, Zone.HEADING})
AUXILIARIES = frozenset(map(english.stem, ("be", "is", "have", "has", "do", "does")))
QUOTES = frozenset("“”'")
VERBS = ("link-verb", "award-verb")


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


class Page(NamedTuple):
    """A document as the constructions see it.

    `outlook` are the areas about the future, `ahead` the scales that serve them, `graded` the scales whose values are
    read as grades.
    """

    annotated: Annotated
    lexicon: Lexicon
    authorities: Authorities
    outlook: frozenset[str]
    graded: frozenset[str] = frozenset()
    providers: Providers = Providers((), {}, "")
    dated: Dating = Dating("", "")
    ahead: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a block, in view offsets, with its tokens, its cues by concept, and where its verbs begin."""

    page: Page
    block: AnnotatedBlock
    start: int
    end: int
    tokens: tuple[Token, ...]
    cue_hits: Mapping[str, tuple[Hit, ...]]
    verbs: frozenset[int]

    @property
    def index(self) -> int:
        """The index of the block."""
        return self.block.block.index

    @property
    def text(self) -> str:
        """The cleaned text of the whole block: offsets count in it."""
        return self.block.text

    @property
    def is_head(self) -> bool:
        """Whether it stands in a headline or a heading."""
        return self.block.block.zone in HEAD_ZONES

    @property
    def mentions(self) -> tuple[AuthorityMention, ...]:
        """The authorities named in it."""
        return self.page.authorities.within(self.index, self.start, self.end)

    @property
    def providers(self) -> tuple[ProviderMention, ...]:
        """The providers named in it."""
        return self.page.providers.within(self.index, self.start, self.end)

    @property
    def names(self) -> tuple[tuple[int, int], ...]:
        """Where authorities and providers are named in it."""
        return (*((m.start, m.end) for m in self.mentions), *((m.start, m.end) for m in self.providers))

    @property
    def areas(self) -> tuple[Hit, ...]:
        """The names of judgement areas in it; one of a single word stands as such ("caring" is not "care")."""
        return self.areas_within(self.start, self.end)

    def areas_within(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return the names of judgement areas wholly inside view[start:end]."""
        hits = self.block.within(AREA_WORDS, start, end)
        return tuple(h for h in hits if " " in h.label or self.text[h.start : h.end].lower() == h.label.lower())

    def hits(self, scheme: str) -> tuple[Hit, ...]:
        """Return the lexicon's hits in it."""
        return self.block.within(scheme, self.start, self.end)

    def cues(self, *notations: str) -> tuple[Hit, ...]:
        """Return the hits of cue concepts in it."""
        return tuple(hit for notation in notations for hit in self.cue_hits.get(notation, ()))

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens wholly inside view[start:end]."""
        return [token for token in self.tokens if token.start >= start and token.end <= end]

    def after(self, offset: int) -> list[Token]:
        """Return the tokens from `offset` on."""
        return [token for token in self.tokens if token.start >= offset]

    def before(self, offset: int) -> list[Token]:
        """Return the tokens that end at or before `offset`, nearest first."""
        return [token for token in reversed(self.tokens) if token.end <= offset]

    def is_verb(self, token: Token) -> bool:
        """Return whether the token is a form of be, have or do, or a verb of linking or judging."""
        return token.start in self.verbs

    def has(self, start: int, end: int, *notations: str) -> bool:
        """Return whether a cue stands in view[start:end]."""
        return any(start <= hit.start and hit.end <= end for hit in self.cues(*notations))


def sentences(page: Page, block: AnnotatedBlock) -> Iterator[Sentence]:
    """Yield the sentences of a block; a run-in head that only names an authority goes with the one behind it."""
    for start, end in spans(page, block):
        yield whole(page, block, start, end)


def spans(page: Page, block: AnnotatedBlock) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a block stand, half-open: "Hackney. Good at last." is one."""
    found = block.sentences
    if len(found) < 2 or not is_run_in(page, block, *found[0]):  # noqa: PLR2004  a head and what it heads
        return found
    return ((found[0][0], found[1][1]), *found[2:])


def is_run_in(page: Page, block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether view[start:end] opens a block, ends in a full stop, and names one authority and nothing else."""
    mentions = page.authorities.within(block.block.index, start, end)
    named = [(mention.start, mention.end) for mention in mentions]
    named += [
        (hit.start, hit.end) for hit in block.within(CUES, start, end) if hit.concept.endswith("/whole-authority")
    ]
    tokens = [token for token in block.tokens if start <= token.start < end and token.is_word]
    alone = all(any(first <= token.start < last for first, last in named) for token in tokens)
    return bool(len(mentions) == 1 and alone and block.text[start:end].rstrip("*_ ").endswith("."))


def whole(page: Page, block: AnnotatedBlock, start: int, end: int) -> Sentence:
    """Return view[start:end] of a block as one sentence."""
    first = bisect_left(block.tokens, start, key=lambda token: token.start)
    last = bisect_left(block.tokens, end, key=lambda token: token.start)
    tokens = block.tokens[first:last]
    cues: dict[str, tuple[Hit, ...]] = {}
    for hit in (hit for scheme in (CUES, *GRADE_CUES) for hit in block.within(scheme, start, end)):
        notation = hit.concept.rsplit("/", 1)[-1]
        cues[notation] = (*cues.get(notation, ()), hit)
    verbs = {token.start for token in tokens if token.stem in AUXILIARIES}
    verbs.update(hit.start for notation in VERBS for hit in cues.get(notation, ()))
    return Sentence(page, block, start, end, tokens, cues, frozenset(verbs))
