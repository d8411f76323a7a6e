"""An annotated document with its names, people and authorities in, the comments of named people out.

One utterance of one person is one claim: its paragraphs, and its parts around the attribution, are one. A new
attribution begins a new comment, unless a quotation is still open or its verb only says that the person goes on. What
a report or a body says is nobody's comment.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.names import NameMention, leads_to_name
from kg.extract.people import NAME_ROLE, ROLE_NAME, of_type
from kg.extract.quotations import Quote, Sentence, find_quotes, find_sentences, is_only_quote, lost_quote
from kg.extract.speech import Cue, Phrase, Setting, contents, find_cues
from kg.lexicon import VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, CommentClaim, PersonClaim, Span, Zone

DIRECT, REPORTED, MIXED = "direct", "reported", "mixed"
FLOOR = f"{VOCAB}person-cues/gives-floor"
RULES = {DIRECT: "quotation", REPORTED: "reported-clause", MIXED: "reported-and-quoted"}
SHORTEST_STATEMENT = 5
LONGEST_STAGE_DIRECTION = 5
_PRONOUNS = ("He", "She")
_GOVERNED = re.compile(r"(?:\b(?:by|from)|\bIn \w+ to|^\w+ing to)\s$")
_TYPE = re.compile(r"\b(?:the )?(city|county|borough) (?:council|hall)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_SILENT = frozenset(
    {Zone.FURNITURE, Zone.STANDFIRST, Zone.HEADLINE, Zone.INTRODUCTION, Zone.DATELINE, Zone.BYLINE, Zone.CAPTION}
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a block that was said: view offsets; `quoted` if it is wholly inside a quotation."""

    block: int
    start: int
    end: int
    quoted: bool


@dataclass(slots=True)
class _Utterance:
    """An utterance while it grows: mutable inside this module only."""

    mention: NameMention
    block: int
    pieces: list[_Piece] = field(default_factory=list)
    is_open: bool = False
    awaits: bool = False


@dataclass(slots=True)
class _State:
    """Where the reading stands: mutable inside this module only.

    `last` is the utterance that may go on; `person` whom a pronoun means, and where that person was named.
    """

    utterances: list[_Utterance] = field(default_factory=list)
    last: _Utterance | None = None
    last_block: int = -1
    person: NameMention | None = None
    person_block: int = -9


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of all blocks needs."""

    annotated: Annotated
    lexicon: Lexicon
    names: Sequence[NameMention]
    people: Sequence[PersonClaim]
    phrases: Mapping[int, Sequence[Phrase]]
    gender: Mapping[str, str]
    state: _State


def find_comments(
    annotated: Annotated,
    lexicon: Lexicon,
    names: Sequence[NameMention],
    people: Sequence[PersonClaim],
    authorities: Authorities,
) -> tuple[CommentClaim, ...]:
    """Return the comments of a document, in order."""
    speakers = [name for name in names if name.full and not name.byline]
    if not speakers:
        return ()
    reader = _Reader(
        annotated,
        lexicon,
        speakers,
        people,
        _phrases(annotated, speakers, people),
        _genders(lexicon, speakers),
        _State(),
    )
    for block in annotated.blocks:
        if block.block.zone not in _SILENT:
            _read_block(reader, block)
    posts: dict[tuple[str, int], PersonClaim | None] = {}
    finished = [utterance for utterance in reader.state.utterances if utterance.pieces]
    return tuple(_claim(reader, utterance, authorities, _post(reader, utterance, posts)) for utterance in finished)


# --- who is named where


def _phrases(
    annotated: Annotated, names: Iterable[NameMention], people: Iterable[PersonClaim]
) -> dict[int, list[Phrase]]:
    """Return the mentions of people by block outside quotations, each with the role in apposition to it."""
    appositions = [claim for claim in people if claim.rule in (ROLE_NAME, NAME_ROLE)]
    quotes = {block.block.index: find_quotes(block.text) for block in annotated.blocks if english.OPEN in block.text}
    found: dict[int, list[Phrase]] = {}
    for name in names:
        if any(quote.start < name.start < quote.end for quote in quotes.get(name.block, ())):
            continue
        view = annotated.blocks[name.block].block.view
        raw = view.span(name.start, name.end)
        start, end = name.start, name.end
        for claim in appositions:
            for span in (claim.span, *claim.repeats):
                if claim.person == name.full and span.start <= raw.start and raw.end <= span.end:
                    start = min(start, bisect_left(view.starts, span.start))
                    end = max(end, bisect_left(view.ends, span.end) + 1)
        found.setdefault(name.block, []).append(Phrase(name, start, end))
    return found


def _genders(lexicon: Lexicon, names: Iterable[NameMention]) -> dict[str, str]:
    """Return he or she for the people whose honorific tells."""
    titles = {
        label.lower(): pronoun
        for notation, pronoun in (("mr", "he"), ("mrs", "she"))
        for label in lexicon.concept("honorifics", notation).labels
    }
    return {name.full: titles[name.honorific.lower()] for name in names if name.honorific.lower() in titles}


def _setting(reader: _Reader, block: AnnotatedBlock) -> Setting:
    phrases = reader.phrases.get(block.block.index, ())
    return Setting(
        block,
        reader.lexicon,
        phrases,
        lambda pronoun, offset: _antecedent(reader, block, pronoun, offset),
        lambda role, offset: _holder(reader, role),
    )


def _antecedent(reader: _Reader, block: AnnotatedBlock, pronoun: str, offset: int) -> NameMention | None:
    """Return whom a pronoun means: somebody before it in its sentence, else the last person, a paragraph back."""
    index = block.block.index
    start = block.sentence_at(offset)[0]
    here = [
        p.mention
        for p in reader.phrases.get(index, ())
        if start <= p.start and p.end <= offset and not _GOVERNED.search(block.text[start : p.start])
    ]
    near = reader.state.person if index - reader.state.person_block <= 1 else None
    candidates = [*here[:1], *([near] if near else [])]
    fitting = (c for c in candidates if reader.gender.get(c.full, pronoun.lower()) == pronoun.lower())
    return next(fitting, None)


def _holder(reader: _Reader, role: str) -> NameMention | None:
    """Return the one person of the document whose role the words name: "minister", "director of joint reviews"."""
    words = _content(role)
    holding = [claim for claim in reader.people if words and claim.role and words <= _content(claim.role)]
    named = {concept.iri for concept in reader.lexicon.schemes["roles"] if concept.label.lower() == role.lower()}
    own = [claim for claim in holding if claim.role_concept in named and not claim.former]
    holders = {claim.person for claim in (holding if len({c.person for c in holding}) == 1 else own)}
    if len(holders) != 1:
        return None
    person = holders.pop()
    return next((name for name in reader.names if name.full == person), None)


def _content(words: str) -> frozenset[str]:
    return frozenset(t.stem for t in english.tokens(words) if t.is_word and t.key not in english.FUNCTION_WORDS)


# --- reading


def _read_block(reader: _Reader, block: AnnotatedBlock) -> None:
    """Read the sentences of a block into the state."""
    state, index = reader.state, block.block.index
    if state.last is not None and not _follows(reader, index):
        state.last = None
    if state.last is None and _is_silent(reader, block):
        return
    sentences = find_sentences(block.text)
    setting = _setting(reader, block)
    if _goes_on_unmarked(reader, block, sentences):
        return
    for sentence in sentences:
        cues = find_cues(setting, sentence) if not _is_resolution(block, sentence) else ()
        if cues:
            _say(reader, block, sentence, cues)
        elif is_only_quote(block.text, sentence):
            _quote_alone(reader, block, sentence)
        elif not _is_stage_direction(reader, block, sentence):
            _interrupt(state)
        _remember(reader, block, sentence, cues)
    state.last_block = index


def _is_silent(reader: _Reader, block: AnnotatedBlock) -> bool:
    """Return whether a block can hold no comment: no quotation, no person, and nobody near for a pronoun to mean."""
    index = block.block.index
    names = index in reader.phrases or index - reader.state.person_block <= 1
    role = bool(block.hits.get("speech-verbs")) and bool(block.hits.get("roles"))
    return not (names or role or english.OPEN in block.text)


def _follows(reader: _Reader, index: int) -> bool:
    """Return whether a block comes right behind the last one read, in the same part."""
    blocks, before = reader.annotated.blocks, reader.state.last_block
    between = [blocks[i].block.zone for i in range(before + 1, index)]
    same_part = before >= 0 and blocks[before].block.part == blocks[index].block.part
    return same_part and all(zone in (Zone.CAPTION, Zone.FURNITURE) for zone in between)


def _is_resolution(block: AnnotatedBlock, sentence: Sentence) -> bool:
    """Return whether a sentence is what a meeting resolved: "RESOLVED that …", "That the Chair write …"."""
    opens = block.text[sentence.start : sentence.end].startswith(("That ", "that "))
    hits = (h for h in block.hits.get("minutes-layout-cues", ()) if h.start <= sentence.start < h.end)
    return opens or any(h.concept.endswith("/resolution-opening") and block.text[h.start].isupper() for h in hits)


def _is_stage_direction(reader: _Reader, block: AnnotatedBlock, sentence: Sentence) -> bool:
    """Return whether a sentence only shows somebody between two quotations ("She pauses."), who then speaks on."""
    state, words = reader.state, block.text[sentence.start : sentence.end].rstrip(".").split()
    if sentence.quotes or not words or len(words) > LONGEST_STAGE_DIRECTION:
        return False
    mention = (
        _antecedent(reader, block, words[0], sentence.start)
        if words[0] in _PRONOUNS
        else _named(reader, block, sentence)
    )
    if mention is None or (state.last is not None and state.last.mention.full != mention.full):
        return False
    if state.last is None:
        state.last = _Utterance(mention, block.block.index)
        state.utterances.append(state.last)
    return True


def _named(reader: _Reader, block: AnnotatedBlock, sentence: Sentence) -> NameMention | None:
    """Return the person with whom a sentence begins."""
    phrases = reader.phrases.get(block.block.index, ())
    return next((p.mention for p in phrases if p.start == sentence.start), None)


def _interrupt(state: _State) -> None:
    state.last = None


def _goes_on_unmarked(reader: _Reader, block: AnnotatedBlock, sentences: Sequence[Sentence]) -> bool:
    """Take a paragraph without marks that is awaited, or that goes on with an open quotation, into the utterance."""
    state, text = reader.state, block.text
    utterance = state.last
    if utterance is None or any(sentence.quotes for sentence in sentences):
        return False
    stretch = lost_quote(text) if utterance.is_open else None
    if utterance.awaits and len(text.split()) >= SHORTEST_STATEMENT and block.block.zone in (Zone.BODY, Zone.ITEM):
        stretch = (0, len(text))
    if stretch is None:
        return False
    utterance.pieces.append(_Piece(block.block.index, *stretch, True))
    utterance.is_open = utterance.awaits = False
    state.last_block = block.block.index
    return True


def _say(reader: _Reader, block: AnnotatedBlock, sentence: Sentence, cues: Sequence[Cue]) -> None:
    """Begin or go on with the utterance of a sentence that has an attribution."""
    state, text, first = reader.state, block.text, cues[0]
    if first.mention is None:
        _interrupt(state)
        return
    own = [cue for cue in cues if cue.mention is not None and cue.mention.full == first.mention.full]
    pieces = list(_pieces(block, sentence, contents(text, sentence, own)))
    awaits = text.rstrip(" -").endswith(":") and sentence.end >= len(text.rstrip())
    if not pieces and not awaits:
        _interrupt(state)
        return
    utterance = _joined(state, first, pieces, sentence) or _Utterance(first.mention, block.block.index)
    if utterance is not state.last:
        state.utterances.append(utterance)
    utterance.pieces.extend(pieces)
    utterance.awaits = awaits
    utterance.is_open = bool(sentence.quotes) and not sentence.quotes[-1].closed
    state.last = utterance


def _joined(state: _State, cue: Cue, pieces: Sequence[_Piece], sentence: Sentence) -> _Utterance | None:
    """Return the utterance that an attribution goes on with: the same person's, open still or said to go on."""
    last = state.last
    if last is None or cue.mention is None or last.mention.full != cue.mention.full or cue.colon or not pieces:
        return None
    directly = pieces[0].quoted and bool(last.pieces) and last.pieces[-1].quoted
    is_behind = bool(sentence.quotes) and sentence.quotes[0].start < cue.start
    return last if directly and is_behind and (last.is_open or cue.runs or cue.pronoun) else None


def _pieces(block: AnnotatedBlock, sentence: Sentence, stretches: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield what was said, a quotation that is a stretch of its own as the words inside its marks."""
    for start, end in stretches:
        inside = [quote for quote in sentence.quotes if start <= quote.start < end]
        whole = [quote for quote in inside if not _letters(block.text, start, end, inside)]
        if whole:
            yield from (_quoted(block, quote) for quote in whole)
        else:
            yield _Piece(block.block.index, start, end, False)


def _letters(text: str, start: int, end: int, quotes: Iterable[Quote]) -> bool:
    """Return whether a stretch has words outside the quotations."""
    at = start
    for quote in quotes:
        if any(letter.isalnum() for letter in text[at : quote.start]):
            return True
        at = min(quote.end, end)
    return any(letter.isalnum() for letter in text[at:end])


def _quoted(block: AnnotatedBlock, quote: Quote) -> _Piece:
    start, end = quote.first, quote.last
    while start < end and block.text[start] == " ":
        start += 1
    while end > start and block.text[end - 1] == " ":
        end -= 1
    return _Piece(block.block.index, start, end, True)


def _quote_alone(reader: _Reader, block: AnnotatedBlock, sentence: Sentence) -> None:
    """Give a quotation without attribution to the utterance before it; behind reported speech alone it is a new one."""
    state = reader.state
    last = state.last
    if last is None or not (last.pieces or last.awaits or sentence.quotes[-1].closed):
        return
    pieces = [_quoted(block, quote) for quote in sentence.quotes]
    same_block = bool(last.pieces) and last.pieces[-1].block == block.block.index
    if last.awaits or same_block or (last.pieces and last.pieces[-1].quoted):
        utterance = last
    else:
        utterance = _Utterance(last.mention, block.block.index)
        state.utterances.append(utterance)
    utterance.pieces.extend(pieces)
    utterance.awaits = False
    utterance.is_open = not sentence.quotes[-1].closed
    state.last = utterance


def _remember(reader: _Reader, block: AnnotatedBlock, sentence: Sentence, cues: Sequence[Cue]) -> None:
    """Keep whom a pronoun of the next sentences means.

    It is the person who was given the floor, else who spoke, else the first person that the sentence names.
    """
    state, index = reader.state, block.block.index
    asked = _asked(reader, block, sentence)
    spoke = next((cue.mention for cue in cues if cue.mention is not None), None)
    named = next(
        (
            p.mention
            for p in reader.phrases.get(index, ())
            if sentence.start <= p.start < sentence.end and not sentence.quoted(p.start)
        ),
        None,
    )
    if spoke is None and named is None and _is_unnamed(block, sentence):
        state.person = None
        return
    person = asked or spoke or named
    if person is None and is_only_quote(block.text, sentence) and state.last is not None:
        person = state.last.mention
    if person is not None:
        state.person, state.person_block = person, index


def _is_unnamed(block: AnnotatedBlock, sentence: Sentence) -> bool:
    """Return whether somebody without a name speaks in a sentence: "A spokesman for the council said: …"."""
    spoken, roles = (
        [h for h in block.within(scheme, sentence.start, sentence.end) if not sentence.quoted(h.start)]
        for scheme in ("speech-verbs", "roles")
    )
    return bool(spoken and roles and sentence.quotes)


def _asked(reader: _Reader, block: AnnotatedBlock, sentence: Sentence) -> NameMention | None:
    """Return the person to whom a sentence gives the floor: "The Chair asked Superintendent Brodie for her view."."""
    for hit in block.hits.get("person-cues", ()):
        if hit.concept == FLOOR and sentence.start <= hit.start < sentence.end and not sentence.quoted(hit.start):
            for phrase in reader.phrases.get(block.block.index, ()):
                if phrase.start >= hit.end and leads_to_name(block.text, hit.end, phrase.start):
                    return phrase.mention
    return None


# --- claims


def _claim(reader: _Reader, utterance: _Utterance, authorities: Authorities, post: PersonClaim | None) -> CommentClaim:
    blocks = reader.annotated.blocks
    spans = tuple(blocks[piece.block].block.view.span(piece.start, piece.end) for piece in utterance.pieces)
    mode = _mode(reader, utterance)
    return CommentClaim(
        rule=RULES[mode],
        span=Span(spans[0].start, spans[-1].end),
        pieces=spans if len(spans) > 1 else (),
        person=utterance.mention.full,
        as_named=utterance.mention.text,
        text=_text(reader, utterance),
        mode=mode,
        channel=reader.annotated.layout.parts[blocks[utterance.pieces[0].block].block.part].channel,
        role=post.role if post else "",
        organisation=post.organisation if post else None,
        about=_about(reader, utterance, authorities, post),
    )


def _mode(reader: _Reader, utterance: _Utterance) -> str:
    """Return direct, reported or mixed: a reported clause with quoted words in it is mixed."""
    quoted = [piece.quoted for piece in utterance.pieces]
    if all(quoted):
        return DIRECT
    words = (reader.annotated.blocks[p.block].text[p.start : p.end] for p in utterance.pieces if not p.quoted)
    return MIXED if any(quoted) or any(english.OPEN in text for text in words) else REPORTED


def _text(reader: _Reader, utterance: _Utterance) -> str:
    """Return the words said, its pieces joined: a comma before the attribution is a full stop where a sentence ends."""
    texts = [reader.annotated.blocks[p.block].text[p.start : p.end].strip() for p in utterance.pieces]
    joined = []
    for place, text in enumerate(texts):
        following = texts[place + 1] if place + 1 < len(texts) else ""
        ends = text.endswith(",") and (not following or following[0].isupper())
        colon = (
            ":"
            if following and _is_parted_by_colon(reader, utterance.pieces[place], utterance.pieces[place + 1])
            else ""
        )
        joined.append(text[:-1] + "." if ends else text + colon)
    return _SPACES.sub(" ", " ".join(joined))


def _is_parted_by_colon(reader: _Reader, first: _Piece, second: _Piece) -> bool:
    reported = first.block == second.block and not (first.quoted or second.quoted)
    return reported and ":" in reader.annotated.blocks[first.block].text[first.end : second.start]


def _post(
    reader: _Reader, utterance: _Utterance, posts: dict[tuple[str, int], PersonClaim | None]
) -> PersonClaim | None:
    """Return the role in which somebody spoke: beside the words, else their last comment's, else their first."""
    mention, blocks = utterance.mention, reader.annotated.blocks
    voice = (mention.full, blocks[utterance.block].block.part)
    own = [claim for claim in reader.people if claim.person == mention.full and claim.role and not claim.former]
    raw = blocks[mention.block].block.view.span(mention.start, mention.end)
    beside = (c for c in own if any(s.start <= raw.start and raw.end <= s.end for s in (c.span, *c.repeats)))
    posts[voice] = next(beside, posts.get(voice) or (own[0] if own else None))
    return posts[voice]


def _about(reader: _Reader, utterance: _Utterance, authorities: Authorities, post: PersonClaim | None) -> str:
    """Return the authority that an utterance is about; '' if nothing settles it.

    It is the one that its words name, in full or as "the city council"; else that of a council's own speaker; of a
    speaker from elsewhere the one that the text around the words is about; else the one in focus.
    """
    named = {m.key for p in utterance.pieces for m in authorities.within(p.block, p.start, p.end)}
    if len(named) == 1:
        return next(iter(named))
    spoken = _by_type(reader, utterance, authorities)
    if spoken:
        return spoken
    own = post.organisation if post else None
    if own is not None and own.kind == "authority" and _speaks_for(own.key, utterance, authorities):
        return own.key
    if post is not None and (own is None or own.kind != "authority"):
        return _around(reader, utterance, authorities, post)
    first = utterance.pieces[0]
    return _without_careers(reader, authorities, first.block).at(first.block, first.start)


def _speaks_for(key: str, utterance: _Utterance, authorities: Authorities) -> bool:
    """Return whether a council's speaker speaks of it: the text has no one subject, or names it where they speak."""
    first = utterance.pieces[0]
    here = {m.key for m in authorities.mentions if m.block == first.block}
    return not authorities.subject or here == {key}


def _by_type(reader: _Reader, utterance: _Utterance, authorities: Authorities) -> str:
    """Return the one council of the document that the words mean by its type: "the city council", "County Hall"."""
    texts = (reader.annotated.blocks[p.block].text[p.start : p.end] for p in utterance.pieces)
    found = {of_type(authorities, reader.lexicon, match[1]) for text in texts for match in _TYPE.finditer(text)}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _around(reader: _Reader, utterance: _Utterance, authorities: Authorities, post: PersonClaim | None) -> str:
    """Return what a speaker from elsewhere talks of: the one authority of the sentence, the headings or the document.

    Of somebody who inspects it may also be the one that the block names before the words.
    """
    first = utterance.pieces[0]
    block = reader.annotated.blocks[first.block]
    start, end = block.sentence_at(utterance.mention.start if utterance.mention.block == first.block else first.start)
    kept = _without_careers(reader, authorities, first.block)
    sentence = {m.key for m in kept.within(first.block, start, max(end, first.start))}
    headed = {m.key for m in authorities.mentions if m.block in block.block.headings}
    whole = {m.key for m in kept.within(first.block, 0, first.start)}
    inspects = post is not None and post.organisation is not None and post.organisation.kind == "body"
    choice = next((keys for keys in (sentence, headed, whole if inspects else ()) if keys), ())
    return next(iter(choice)) if len(choice) == 1 else authorities.subject


def _without_careers(reader: _Reader, authorities: Authorities, block: int) -> Authorities:
    """Leave out the authorities of a block that are only named for what somebody is or was there."""
    view = reader.annotated.blocks[block].block.view
    spans = [c.span for c in reader.people if c.former and c.organisation and c.organisation.kind == "authority"]
    kept = tuple(
        m
        for m in authorities.mentions
        if m.block != block
        or not any(s.start <= view.span(m.start, m.end).start and view.span(m.start, m.end).end <= s.end for s in spans)
    )
    return replace(authorities, mentions=kept)
