"""A sentence in, the reports and bodies out that state something in it, each with the verb by which they do so.

"The report says", "says the report", "which the reviewers called", "according to the inspectors", "were praised by the
review", "it adds": a statement knows where its verb stands, so that each quotation finds the nearest one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.quotations import Sentence
from kg.lexicon import REGIMES, VOCAB, Lexicon
from kg.model import AnnotatedBlock, Hit, Organisation, Token

SUBJECT, INVERTED, PASSIVE, PRONOUN = "source-states", "states-source", "stated-by-source", "source-pronoun"
LONGEST_MODIFIER, LONGEST_ASIDE, LONGEST_INVERSION, LONGEST_NAME = 12, 30, 3, 3
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_HAVE = frozenset(["has", "have", "had"])
_LEADS = frozenset(
    ["of", "in", "by", "from", "to", "with", "on", "for", "under", "at", "about", "behind", "against", "into"]
)
_OWNS = frozenset(["'s", "'", "'s own", "' own"])
_FROM = frozenset(["from", "extract", "extracts"])
LONGEST_LEAD_IN = 10
_RELATIVES = frozenset(["which", "that", "who"])
_PRONOUNS = frozenset(["it", "they"])
_PERSONAL = frozenset(["he", "she", "we", "i", "you"])
_OPENS_VERB = frozenset(",”-–—")
_ADVERBS = frozenset(
    ["also", "then", "further", "again", "even", "now", "later", "still", "both", "itself", "themselves", "today"]
)


class Statement(NamedTuple):
    """Somebody states something at a verb (view offsets). `source` is None where it is no report and no body.

    `opens` is where subject and verb begin, or -1 where the statement is made by the way, anywhere in the sentence.
    """

    start: int
    end: int
    rule: str
    source: Organisation | None
    opens: int = -1


class Reading(NamedTuple):
    """What is stated in a sentence, in order, and the report or body that "it" in the next sentence means.

    `topic` is the report or body of which a sentence tells in which nobody states anything: "The report is blunt".
    """

    statements: tuple[Statement, ...]
    subject: Organisation | None
    topic: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A report or body named: view offsets of its head."""

    start: int
    end: int
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Page:
    """A sentence with its words outside quotations, and what they name."""

    block: AnnotatedBlock
    sentence: Sentence
    tokens: tuple[Token, ...]
    sources: tuple[Source, ...]
    verbs: tuple[Hit, ...]
    speech: frozenset[int]


def read_sources(
    block: AnnotatedBlock, sentence: Sentence, lexicon: Lexicon, authorities: Authorities, carried: Organisation | None
) -> Reading:
    """Return what is stated in a sentence; `carried` is whom "it" and "they" mean."""
    page = _page(block, sentence, lexicon, authorities)
    found: list[Statement] = []
    for verb in page.verbs:
        statement = _statement(page, verb, found, carried)
        if statement is not None:
            found.append(statement)
    stated = sorted((*found, *_by_words(page, lexicon)), key=lambda statement: statement.start)
    named = [statement.source for statement in stated if statement.source is not None]
    topic = _topic(page, carried) if not stated else None
    return Reading(tuple(stated), named[-1] if named else _subject(page) or carried, topic)


def _topic(page: Page, carried: Organisation | None) -> Organisation | None:
    """Return the report or body with which a sentence begins, or which a lead before a colon names."""
    opens_with_it = bool(page.tokens) and page.tokens[0].key in _PRONOUNS
    if opens_with_it and carried is not None and carried.kind in ("report", "body"):
        return carried
    for source in page.sources:
        reported = source.organisation is not None and source.organisation.kind in ("report", "body")
        start = _noun_start(page.block, source.start)
        owned = page.block.text[source.end : source.end + 1] == english.APOSTROPHE
        opens = len(page.block.text[page.sentence.start : start].split()) <= 1 and not owned
        lead = page.block.text[source.end : page.sentence.quotes[0].start] if page.sentence.quotes else ""
        if reported and (opens or (lead.rstrip().endswith(":") and not _is_governed(page, source))):
            return source.organisation
    return None


def _subject(page: Page) -> Organisation | None:
    """Return the last report, body or council named that no preposition governs."""
    free = [source.organisation for source in page.sources if not _is_governed(page, source)]
    return free[-1] if free else None


def _page(block: AnnotatedBlock, sentence: Sentence, lexicon: Lexicon, authorities: Authorities) -> Page:
    tokens = tuple(t for t in block.tokens if sentence.start <= t.start < sentence.end and not sentence.quoted(t.start))
    sources = tuple(_sources(block, sentence, authorities))
    spoken = [hit for hit in block.hits.get("speech-verbs", ()) if not _is_broader(lexicon, hit, "source-words")]
    speech = [hit for hit in spoken if not _is_broader(lexicon, hit, "running-verb")]
    stating = [*spoken, *_cues(block, "stating-verb"), *_polarity(block, "finding-verb")]
    verbs = {hit.start: hit for hit in stating if _is_outside(sentence, hit) and not _overlaps(hit, sources)}
    usable = (verbs[start] for start in sorted(verbs) if not _is_noun(block, verbs[start]))
    return Page(block, sentence, tokens, sources, tuple(usable), frozenset(hit.start for hit in speech))


def _is_broader(lexicon: Lexicon, hit: Hit, notation: str) -> bool:
    return f"{VOCAB}speech-verbs/{notation}" in lexicon.concepts[hit.concept].broader


def _cues(block: AnnotatedBlock, notation: str) -> tuple[Hit, ...]:
    iri = f"{VOCAB}quotation-cues/{notation}"
    return tuple(hit for hit in block.hits.get("quotation-cues", ()) if hit.concept == iri)


def _polarity(block: AnnotatedBlock, notation: str) -> tuple[Hit, ...]:
    iri = f"{VOCAB}polarity-cues/{notation}"
    return tuple(hit for hit in block.hits.get("polarity-cues", ()) if hit.concept == iri)


def _is_outside(sentence: Sentence, hit: Hit) -> bool:
    return sentence.start <= hit.start < sentence.end and not sentence.quoted(hit.start)


def _overlaps(hit: Hit, sources: Sequence[Source]) -> bool:
    return any(hit.start < source.end and source.start < hit.end for source in sources)


def _is_noun(block: AnnotatedBlock, verb: Hit) -> bool:
    """Return whether the word is a noun here: behind a determiner, a preposition or a possessive, or in -ing."""
    before = [token for token in block.tokens if token.end <= verb.start][-1:]
    first = block.text[verb.start : verb.end].split()[0]
    nominal = english.DETERMINERS - {"that"} | _LEADS | {"'s", "'"}
    return first.endswith(("ing", "ings")) or any(token.key in nominal for token in before)


# --- who may state something


def _sources(block: AnnotatedBlock, sentence: Sentence, authorities: Authorities) -> Iterator[Source]:
    bodies = [hit for hit in block.hits.get("bodies", ()) if _is_outside(sentence, hit) and _is_body(block, hit)]
    yield from (Source(hit.start, hit.end, _body(block, hit, bodies)) for hit in bodies)
    for hit in _longest((*_cues(block, "source"), *_polarity(block, "source"))):
        if _is_outside(sentence, hit) and not _is_part(block, hit, bodies):
            yield Source(hit.start, hit.end, _report(block, hit, bodies))
    yield from _councils(block, sentence, authorities)


def _is_body(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether a hit names a body: words that name a regime too do so only if each is capitalised."""
    is_regime = any(regime.start <= hit.start and hit.end <= regime.end for regime in block.hits.get(REGIMES, ()))
    return not is_regime or block.text[hit.start : hit.end].istitle()


def _is_part(block: AnnotatedBlock, hit: Hit, bodies: Sequence[Hit]) -> bool:
    """Return whether a word for a source is part of a body's name or of a longer role: "chief inspector"."""
    longer = (role for role in block.hits.get("roles", ()) if role.end - role.start > hit.end - hit.start)
    return any(hit.start < other.end and other.start < hit.end for other in (*bodies, *longer))


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _body(block: AnnotatedBlock, hit: Hit, bodies: Sequence[Hit]) -> Organisation:
    """Return the body; where another one is joined to it by `and`, the first of them, and the words name both."""
    joined = [hit, *(other for other in bodies if _is_pair(block, hit, other) or _is_pair(block, other, hit))]
    first, last = min(joined, key=lambda body: body.start), max(joined, key=lambda body: body.end)
    return Organisation("body", first.concept, _in_mid_sentence(block, _noun_start(block, first.start), last.end))


def _is_pair(block: AnnotatedBlock, first: Hit, second: Hit) -> bool:
    return first.end < second.start and block.text[first.end : second.start].strip() in ("and", "and the", "&")


def _report(block: AnnotatedBlock, hit: Hit, bodies: Sequence[Hit]) -> Organisation:
    """Return the report; if a body's name stands in apposition to it, the body."""
    named = next((body for body in bodies if block.text[hit.end : body.start].strip() in ("", "the")), None)
    if named is not None and named.start > hit.end:
        return _body(block, named, bodies)
    return Organisation("report", "", _in_mid_sentence(block, _noun_start(block, hit.start), hit.end))


def _in_mid_sentence(block: AnnotatedBlock, start: int, end: int) -> str:
    words = block.text[start:end]
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in english.DETERMINERS else words


def _noun_start(block: AnnotatedBlock, start: int) -> int:
    """Return where the noun phrase begins whose head is at `start`: at its determiner, if that is near."""
    if any(token.start == start and token.key in english.DETERMINERS for token in block.tokens):
        return start
    before = [token for token in block.tokens if token.end <= start][-LONGEST_NAME:]
    for token in reversed(before):
        if token.key in english.DETERMINERS:
            return token.start
        joined = block.text[token.end : token.end + 1] in (" ", "-", english.APOSTROPHE)
        if not (token.is_word and joined) or token.key in english.FUNCTION_WORDS:
            break
    return start


def _councils(block: AnnotatedBlock, sentence: Sentence, authorities: Authorities) -> Iterator[Source]:
    index = block.block.index
    for mention in authorities.within(index, sentence.start, sentence.end):
        if not sentence.quoted(mention.start):
            yield Source(mention.start, mention.end, Organisation("authority", mention.key, mention.as_named))
    for hit in block.hits.get("rating-cues", ()):
        if hit.concept == f"{VOCAB}rating-cues/anaphor" and _is_outside(sentence, hit) and _is_definite(block, hit):
            key = authorities.at(index, hit.start)
            words = block.text[_noun_start(block, hit.start) : hit.end]
            yield Source(hit.start, hit.end, Organisation("authority", key, words) if key else None)


def _is_definite(block: AnnotatedBlock, hit: Hit) -> bool:
    before = [token.key for token in block.tokens if token.end <= hit.start][-1:]
    return before == ["the"] and not block.text[hit.end :].startswith("'s")


# --- subjects and verbs


def _statement(page: Page, verb: Hit, earlier: Sequence[Statement], carried: Organisation | None) -> Statement | None:
    if _is_passive(page, verb):
        return _passive(page, verb)
    return _active(page, verb) or _inverted(page, verb) or _referred(page, verb, earlier, carried)


def _active(page: Page, verb: Hit) -> Statement | None:
    """Return the statement of "the report, part of a series, says"."""
    for source in reversed(page.sources):
        if source.end <= verb.start and _is_subject(page, source, verb) and _may_state(page, source, verb):
            return Statement(verb.start, verb.end, SUBJECT, source.organisation, _noun_start(page.block, source.start))
    return None


def _referred(page: Page, verb: Hit, earlier: Sequence[Statement], carried: Organisation | None) -> Statement | None:
    """Return the statement of "it adds", "and adds"; one without a source where somebody else speaks."""
    before = _before(page, verb.start)
    if before and before[-1].key in _PRONOUNS and carried is not None:
        return Statement(verb.start, verb.end, PRONOUN, carried, before[-1].start)
    if before and (before[-1].key in _PERSONAL or before[-1].text == "," or before[-1].text.istitle()):
        return Statement(verb.start, verb.end, "", None, before[-1].start)
    if earlier and _is_joined(page, verb):
        return Statement(verb.start, verb.end, earlier[-1].rule, earlier[-1].source, verb.start)
    return Statement(verb.start, verb.end, "", None, verb.start) if verb.start in page.speech else None


def _before(page: Page, offset: int) -> list[Token]:
    """Return the tokens before a verb, without adverbs and `has`."""
    found = [token for token in page.tokens if token.end <= offset]
    while found and _is_adverb(found[-1]):
        found.pop()
    return found


def _is_adverb(token: Token) -> bool:
    return token.key in _ADVERBS or token.key in _HAVE or (token.key.endswith("ly") and token.text.islower())


def _is_passive(page: Page, verb: Hit) -> bool:
    before = _before(page, verb.start)
    return bool(before) and before[-1].key in _BE


def _may_state(page: Page, source: Source, verb: Hit) -> bool:
    """Return whether the verb is one that the source can be quoted by: a council only by a verb of speech."""
    is_council = source.organisation is not None and source.organisation.kind == "authority"
    return verb.start in page.speech if is_council else True


def _is_subject(page: Page, source: Source, verb: Hit) -> bool:
    between = [token for token in page.tokens if source.end <= token.start and token.end <= verb.start]
    while between and _is_adverb(between[-1]):
        between.pop()
    return not _is_governed(page, source) and _is_passed_over(between)


def _is_governed(page: Page, source: Source) -> bool:
    """Return whether a preposition or a longer name stands before the source: then it is no subject."""
    start = _noun_start(page.block, source.start)
    before = [token for token in page.tokens if token.end <= start]
    return bool(before) and before[-1].key in _LEADS


def _is_passed_over(between: Sequence[Token]) -> bool:
    """Return whether the words between a subject and its verb belong to the subject."""
    if not between or [token.key for token in between if token.is_word] in ([key] for key in _RELATIVES):
        return True
    if between[-1].text == "," and between[0].is_word:
        commas = [place for place, token in enumerate(between[:-1]) if token.text == ","]
        between = between[: commas[-1]] if commas and len(between) - commas[-1] <= LONGEST_MODIFIER else between
    if between[0].text in ",(-–" and between[-1].text in ",)-–" and len(between) > 1:
        return len(between) <= LONGEST_ASIDE
    plain = all(token.is_word and token.key not in _BE | english.MODALS | _PERSONAL for token in between)
    modifies = between[0].key in _LEADS or between[0].key == "and" or between[0].key.endswith("ed")
    return plain and modifies and len(between) <= LONGEST_MODIFIER


def _inverted(page: Page, verb: Hit) -> Statement | None:
    """Return the statement of "says the report": behind a comma, a quotation, or at the start."""
    if not (_opens(page, verb) and page.block.text[verb.end : verb.end + 1] == " "):
        return None
    for source in page.sources:
        between = [token for token in page.tokens if verb.end <= token.start and token.end <= source.start]
        plain = all(token.is_word and token.key not in english.PREPOSITIONS | english.CONJUNCTIONS for token in between)
        near = source.start >= verb.end and plain and len(between) <= LONGEST_INVERSION
        is_object = page.block.text[source.end :].lstrip().startswith(english.OPEN)
        if near and not is_object and _is_head(page, source) and _may_state(page, source, verb):
            return Statement(verb.start, verb.end, INVERTED, source.organisation, verb.start)
    return None


def _opens(page: Page, verb: Hit) -> bool:
    before = page.block.text[page.sentence.start : verb.start].rstrip()
    return not before or before[-1] in _OPENS_VERB


def _is_head(page: Page, source: Source) -> bool:
    """Return whether the source's name ends its noun phrase: "the report", not "the report's author"."""
    following = next((token for token in page.tokens if token.start >= source.end), None)
    if following is None or following.key in english.FUNCTION_WORDS:
        return True
    return not following.is_word and not following.text.startswith(english.APOSTROPHE)


def _is_joined(page: Page, verb: Hit) -> bool:
    before = _before(page, verb.start)
    return bool(before) and before[-1].key in ("and", "but")


def _passive(page: Page, verb: Hit) -> Statement | None:
    """Return the statement of "was called … by the report", "in the report … were called"."""
    for source in page.sources:
        start = _noun_start(page.block, source.start)
        lead = [token.key for token in page.tokens if token.end <= start][-1:]
        quoted = any(verb.end <= quote.start < source.start for quote in page.sentence.quotes)
        agent = (lead == ["by"] or (lead == ["in"] and quoted)) and source.start > verb.end
        place = lead == ["in"] and source.end < verb.start
        is_council = source.organisation is not None and source.organisation.kind == "authority"
        if (agent and not is_council) or (place and _is_definite_report(page, source, start)):
            return Statement(verb.start, verb.end, PASSIVE, source.organisation)
    return None


def lead_in(
    block: AnnotatedBlock, sentence: Sentence, lexicon: Lexicon, authorities: Authorities
) -> Organisation | None:
    """Return the report or body that a line without a verb says is quoted below: "From the inspectors' letter:"."""
    page = _page(block, sentence, lexicon, authorities)
    if not page.tokens or page.tokens[0].key not in _FROM or len(page.tokens) > LONGEST_LEAD_IN:
        return None
    sources = [s.organisation for s in page.sources if s.organisation and s.organisation.kind != "authority"]
    return sources[0] if sources else None


def _is_definite_report(page: Page, source: Source, start: int) -> bool:
    """Return whether the source is one certain report or body: a body's name, or a noun with a determiner."""
    kind = source.organisation.kind if source.organisation else ""
    has_determiner = page.block.text[start : source.end].split()[0].lower() in english.DETERMINERS
    return kind == "body" or (kind == "report" and has_determiner)


def _by_words(page: Page, lexicon: Lexicon) -> Iterator[Statement]:
    """Yield the statements of "according to the report", "in the reviewers' opinion", "the report's verdict"."""
    leads = [hit for hit in page.block.hits.get("speech-verbs", ()) if _is_broader(lexicon, hit, "source-words")]
    for hit in (*leads, *_cues(page.block, "words-before-source")):
        if _is_outside(page.sentence, hit):
            near = [s for s in page.sources if s.start >= hit.end and _noun_start(page.block, s.start) <= hit.end + 1]
            source = near[0].organisation if near and _is_head(page, near[0]) else None
            yield Statement(hit.start, hit.end, PASSIVE, source)
    for hit in _cues(page.block, "opinion-noun"):
        owners = [s for s in page.sources if page.block.text[s.end : hit.start].rstrip() in _OWNS]
        if owners and _is_outside(page.sentence, hit):
            yield Statement(hit.start, hit.end, PASSIVE, owners[0].organisation)


def opens_with_that(block: AnnotatedBlock, sentence: Sentence) -> bool:
    """Return whether a sentence goes on with the clause of the one before: "And that …"."""
    tokens = [token.key for token in block.tokens if sentence.start <= token.start < sentence.end][:2]
    return any((first, second) in (("and", "that"), ("but", "that")) for first, second in pairwise(tokens))
