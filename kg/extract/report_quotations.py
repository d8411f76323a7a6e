"""An annotated document and its comments in, the words out that it quotes from a report or a body.

What stands between speech marks is a report's if its sentence, or the one that introduces it, says so. What lies in a
comment is a person's. A value of a scale behind a verb of grading is a rating, and a name between marks is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.quotations import Quote, Sentence, find_sentences, is_only_quote
from kg.extract.report_sources import Reading, Statement, lead_in, opens_with_that, read_sources
from kg.lexicon import VALUE_WORDS, VALUES, VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, CommentClaim, Hit, Organisation, QuotationClaim, Span, Zone

INTRODUCED, CARRIED, TOPIC = "quotation-introduced", "quotation-carried", "quotation-of-topic"
SHORTEST_CARRIED, SHORTEST_UNMARKED = 3, 20
LONGEST_NAME, LONGEST_GRADE, NEAREST_GRADING = 8, 6, 3
_READ = frozenset({Zone.BODY, Zone.ITEM, Zone.HEADING})
_EDGES = " ,;:-–—"
_DOTS = " .…"
_SET_OFF = ",”-–—"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a block quoted from a source: view offsets. `joins`: it goes on with the quotation before."""

    block: AnnotatedBlock
    start: int
    end: int
    rule: str
    source: Organisation
    joins: bool = False

    @property
    def span(self) -> Span:
        return self.block.block.view.span(self.start, self.end)

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


@dataclass(slots=True)
class _State:
    """Where the reading stands; mutable inside this module only.

    `named` is whom "it" means; `opened` whose quotation is open or announced at the end of the block before; `stated`
    who stated the last sentence of the same block; `waiting` are unclosed paragraphs whose speaker is not yet named.
    """

    named: Organisation | None = None
    opened: Organisation | None = None
    is_open: bool = False
    stated: Organisation | None = None
    topic: Organisation | None = None
    waiting: list[tuple[AnnotatedBlock, Quote]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of all blocks needs."""

    lexicon: Lexicon
    authorities: Authorities
    spoken: Sequence[Span]
    state: _State


def find_report_quotations(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, comments: Iterable[CommentClaim]
) -> tuple[QuotationClaim, ...]:
    """Return what is quoted from reports and bodies, in order; words said twice are one claim with a repeat."""
    spoken = [piece for comment in comments for piece in (comment.pieces or (comment.span,))]
    reader = _Reader(lexicon, authorities, spoken, _State())
    pieces: list[_Piece] = []
    for block, following in zip(annotated.blocks, (*annotated.blocks[1:], None), strict=True):
        if block.block.zone in _READ:
            pieces += _read_block(reader, block, following)
    groups = _groups(pieces)
    return tuple(_merged([_claim(annotated, authorities, group) for group in groups]))


# --- a block


def _read_block(reader: _Reader, block: AnnotatedBlock, following: AnnotatedBlock | None) -> Iterator[_Piece]:
    state = reader.state
    announced, continues = state.opened, state.is_open
    state.opened, state.is_open, state.stated, state.topic = None, False, None, None
    found = find_sentences(block.text)
    if announced is not None and english.OPEN not in block.text:
        yield from _unmarked(reader, block, announced, following)
        return
    for sentence in found:
        pieces = list(_read_sentence(reader, block, sentence, announced))
        yield from _waited(state, pieces)
        yield from (replace(piece, joins=piece.joins or (continues and piece.start <= 1)) for piece in pieces)
    _close(reader, block, found, announced)


def _waited(state: _State, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the paragraphs before whose quotation is closed, and given a source, by this one."""
    if pieces and pieces[0].start <= 1 and state.waiting:
        for place, (block, quote) in enumerate(state.waiting):
            yield _Piece(block, quote.first, quote.last, INTRODUCED, pieces[0].source, joins=place > 0)
    state.waiting.clear()


def _close(reader: _Reader, block: AnnotatedBlock, found: Sequence[Sentence], announced: Organisation | None) -> None:
    """Keep what the next block needs: an open quotation, or the source that a colon announces."""
    state, tail = reader.state, block.text.rstrip()
    quotes = [quote for sentence in found for quote in sentence.quotes]
    if quotes and not quotes[-1].closed:
        state.opened, state.is_open = state.stated or announced, True
        if state.opened is None and quotes[0].start == 0 and not _is_spoken(reader, block, quotes[0]):
            state.waiting.append((block, quotes[0]))
    elif found and tail.endswith(":"):
        state.opened = state.stated or lead_in(block, found[-1], reader.lexicon, reader.authorities)


def _unmarked(
    reader: _Reader, block: AnnotatedBlock, source: Organisation, following: AnnotatedBlock | None
) -> Iterator[_Piece]:
    """Yield a paragraph that a colon announces as a report's words though it has no speech marks."""
    is_prose = block.block.zone == Zone.BODY and not block.block.marker and block.text.rstrip().endswith(".")
    is_long = len(block.text.split()) >= SHORTEST_UNMARKED or len(block.sentences) > 1
    in_list = following is not None and (following.block.zone == Zone.ITEM or following.block.marker != "")
    if is_prose and is_long and not in_list and source.kind != "authority":
        piece = _Piece(block, 0, len(block.text), INTRODUCED, source)
        if not _is_covered(reader, piece.span):
            yield piece


# --- a sentence


def _read_sentence(
    reader: _Reader, block: AnnotatedBlock, sentence: Sentence, announced: Organisation | None
) -> Iterator[_Piece]:
    state = reader.state
    reading = read_sources(block, sentence, reader.lexicon, reader.authorities, state.named)
    quotes = [quote for quote in sentence.quotes if not _is_spoken(reader, block, quote)]
    before = state.stated
    for quote in quotes:
        statement, piece = _nearest(block, quote, reading.statements), None
        if statement is not None:
            piece = _stated(block, quote, statement)
        elif announced is not None and quote.start == 0:
            piece = _Piece(block, quote.first, quote.last, INTRODUCED, announced)
        elif before is not None:
            piece = _carried(block, sentence, quote, before)
        elif not reading.statements and (topic := reading.topic or state.topic):
            piece = _of_topic(block, quote, topic)
        if piece is not None and not _is_excluded(block, quote, piece):
            yield replace(piece, joins=piece.joins or _is_broken(block, sentence, quote))
    _remember(state, block, sentence, reading, before)


def _remember(
    state: _State, block: AnnotatedBlock, sentence: Sentence, reading: Reading, before: Organisation | None
) -> None:
    state.named = reading.subject
    goes_on = bool(sentence.quotes) and not reading.statements
    state.topic = reading.topic or (state.topic if goes_on else None)
    if reading.statements:
        state.stated = reading.statements[-1].source
    elif not is_only_quote(block.text, sentence) and not opens_with_that(block, sentence):
        state.stated = before


def _stated(block: AnnotatedBlock, quote: Quote, statement: Statement) -> _Piece | None:
    return _Piece(block, quote.first, quote.last, statement.rule, statement.source) if statement.source else None


def _carried(block: AnnotatedBlock, sentence: Sentence, quote: Quote, before: Organisation) -> _Piece | None:
    """Return the quotation as one by the source of the sentence before, if it goes on with what that said."""
    if is_only_quote(block.text, sentence):
        return _Piece(block, quote.first, quote.last, CARRIED, before, joins=True)
    words = block.text[quote.first : quote.last].split()
    is_fragment = len(words) >= SHORTEST_CARRIED and words[0][:1].islower()
    carries = opens_with_that(block, sentence) or (is_fragment and before.kind != "authority")
    return _Piece(block, quote.first, quote.last, CARRIED, before) if carries else None


def _of_topic(block: AnnotatedBlock, quote: Quote, topic: Organisation) -> _Piece | None:
    """Return several words that stand in what is told of a report: "The report is blunt. Homes are “years behind”"."""
    words = block.text[quote.first : quote.last].split()
    is_fragment = len(words) > 1 and words[0][:1].islower()
    return _Piece(block, quote.first, quote.last, TOPIC, topic) if is_fragment else None


def _is_broken(block: AnnotatedBlock, sentence: Sentence, quote: Quote) -> bool:
    """Return whether a quotation goes on with the one before it behind the attribution: “…,” it says, “…”."""
    earlier = [other for other in sentence.quotes if other.end <= quote.start]
    if not earlier:
        return False
    opens = block.text[earlier[-1].last - 1] == "," or block.text[earlier[-1].end : earlier[-1].end + 1] == ","
    return opens and block.text[: quote.start].rstrip().endswith(",")


def _nearest(block: AnnotatedBlock, quote: Quote, found: Sequence[Statement]) -> Statement | None:
    """Return the statement that a quotation is the object of: the last before it, else the first behind it."""
    behind = [s for s in found if s.start >= quote.end and _is_trailing(block, quote, s)]
    before = [statement for statement in found if statement.end <= quote.start]
    closes = behind and (block.text[quote.last - 1 : quote.last] == "," or (before and before[-1].source is None))
    if before and not closes:
        return before[-1]
    return behind[0] if behind else None


def _is_trailing(block: AnnotatedBlock, quote: Quote, statement: Statement) -> bool:
    """Return whether an attribution behind a quotation is set off from it: by the mark itself, a comma or a dash."""
    between = block.text[quote.end : max(statement.opens, quote.end)].rstrip()
    is_whole = not any(mark in between for mark in ".;:")
    if between.split() in (["is", "how"], ["was", "how"]):
        return True
    return is_whole and (statement.opens < 0 or not between or between[-1] in _SET_OFF)


# --- what is no quotation of a report


def _is_spoken(reader: _Reader, block: AnnotatedBlock, quote: Quote) -> bool:
    return _is_covered(reader, block.block.view.span(quote.first, quote.last))


def _is_covered(reader: _Reader, span: Span) -> bool:
    return any(span.start < other.end and other.start < span.end for other in reader.spoken)


def _is_excluded(block: AnnotatedBlock, quote: Quote, piece: _Piece) -> bool:
    if not any(letter.isalpha() for letter in piece.text):
        return True
    if _is_name(block, quote) or _is_grade(block, quote):
        return True
    return _is_value(block, quote) and _is_graded(block, quote)


def _is_value(block: AnnotatedBlock, quote: Quote) -> bool:
    """Return whether values of scales are all that stands between the marks."""
    hits = [*block.within(VALUES, quote.first, quote.last), *block.within(VALUE_WORDS, quote.first, quote.last)]
    inside = (token for token in block.tokens if quote.first <= token.start < quote.last and token.is_word)
    words = [word for word in inside if word.key not in english.FUNCTION_WORDS]
    return all(any(hit.start <= word.start < hit.end for hit in hits) for word in words)


def _is_graded(block: AnnotatedBlock, quote: Quote) -> bool:
    """Return whether a verb of grading stands before a value, and no other verb of stating between the two."""
    start = block.sentence_at(quote.start)[0]
    verbs = [hit for hit in _cues(block, "grading-verb") if start <= hit.start and hit.end <= quote.start]
    return any(not _is_restated(block, verb.end, quote.start) for verb in verbs)


def _is_grade(block: AnnotatedBlock, quote: Quote) -> bool:
    """Return whether the words are a grade in plain sight: "rated “good”", "the “inadequate” rating"."""
    before = [token.end for token in block.tokens if token.end <= quote.start]
    near = before[-NEAREST_GRADING] if len(before) >= NEAREST_GRADING else 0
    graded = any(near <= hit.end <= quote.start for hit in _cues(block, "grading-verb"))
    nouns = (hit for hit in _cues(block, "plain-noun") if hit.start >= quote.end)
    named = any(not block.text[quote.end : noun.start].strip() for noun in nouns)
    return (graded or named) and len(block.text[quote.first : quote.last].split()) <= LONGEST_GRADE


def _cues(block: AnnotatedBlock, notation: str) -> list[Hit]:
    iri = f"{VOCAB}quotation-cues/{notation}"
    return [hit for hit in block.hits.get("quotation-cues", ()) if hit.concept == iri]


def _is_restated(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether another verb of stating stands between a verb of grading and the value."""
    verbs = (h for h in block.within("quotation-cues", start, end) if h.concept.endswith("/stating-verb"))
    return any(True for _ in verbs)


def _is_name(block: AnnotatedBlock, quote: Quote) -> bool:
    """Return whether the words are a name: each is capitalised, or a number, and none is a judgement's; or a kind's."""
    words = [t for t in block.tokens if quote.first <= t.start < quote.last and t.is_word and t.text != "'s"]
    told = [word for word in words if word.key not in english.FUNCTION_WORDS]
    hits = [h for scheme in (VALUES, VALUE_WORDS, "areas") for h in block.within(scheme, quote.first, quote.last)]
    capital = all(word.text[0].isupper() or word.text[0].isdigit() for word in told)
    short = len(words) <= LONGEST_NAME and block.text[quote.last - 1] not in ".!?"
    if any(_is_of_kind(block, quote, hit) for hit in block.hits.get("programme-kinds", ())):
        return True
    return bool(told) and capital and short and not hits and len(told) + any(w.text[0].isdigit() for w in told) > 1


def _is_of_kind(block: AnnotatedBlock, quote: Quote, hit: Hit) -> bool:
    """Return whether a noun such as `project` is all that is quoted, or stands right behind it."""
    is_all = hit.start <= quote.first and hit.end >= quote.last
    return is_all or (hit.start > quote.last and not block.text[quote.end : hit.start].strip())


# --- claims


def _groups(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Join the pieces of one quotation: the sentences and paragraphs that go on with the one before."""
    found: list[list[_Piece]] = []
    for piece in pieces:
        if found and piece.joins:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _claim(annotated: Annotated, authorities: Authorities, group: Sequence[_Piece]) -> QuotationClaim:
    pieces = [_trimmed(piece) for piece in group]
    first = pieces[0]
    spans = [piece.span for piece in pieces]
    return QuotationClaim(
        rule=first.rule,
        span=Span(spans[0].start, spans[-1].end),
        pieces=tuple(spans) if len(spans) > 1 else (),
        authority=authorities.at(first.block.block.index, first.end),
        text=_text(group, pieces),
        channel=_channel(annotated, first),
        source=first.source,
    )


def _text(group: Sequence[_Piece], pieces: Sequence[_Piece]) -> str:
    """Return the words, joined: a comma before the attribution is a full stop where a sentence ends there."""
    found = ""
    for place, (whole, piece) in enumerate(zip(group, pieces, strict=True)):
        following = group[place + 1] if place + 1 < len(group) else None
        had_comma = whole.text.rstrip().endswith(",")
        goes_on = following is not None and following.rule != CARRIED
        mark = "," if goes_on else "." if following or piece.text[0].isupper() else ""
        found += piece.text + mark * had_comma + " " * (following is not None)
    return found


def _channel(annotated: Annotated, piece: _Piece) -> Channel:
    if piece.source.kind != "authority":
        return Channel.REPORT
    return annotated.layout.parts[piece.block.block.part].channel


def _trimmed(piece: _Piece) -> _Piece:
    """Return the piece without space and commas at its edges, nor the dots that stand for words left out."""
    text, start, end = piece.block.text, piece.start, piece.end
    while start < end and text[start] in _EDGES + _DOTS:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    for dots in ("...", "…"):
        end -= len(dots) if text[start:end].endswith(dots) else 0
    return replace(piece, start=start, end=end)


def _merged(claims: Sequence[QuotationClaim]) -> list[QuotationClaim]:
    """Make words that the document quotes twice from one kind of source one claim."""
    found: dict[tuple[str, str], QuotationClaim] = {}
    for claim in claims:
        key = (claim.text.casefold().strip("."), claim.source.kind if claim.source else "")
        known = found.setdefault(key, claim)
        if known is not claim:
            found[key] = replace(known, repeats=(*known.repeats, claim.span))
    return sorted(found.values(), key=lambda claim: claim.span)
