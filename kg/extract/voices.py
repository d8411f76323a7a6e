"""A sentence in, whose words it is out: the report's, a body's, a person's, or the document's own.

A long quotation belongs to the report or body that the words around it name as the speaker, else to a person. An
attribution in front ("the reviewers found that") or behind ("…, says the report") is no part of what is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import english
from kg.extract.clauses import BE_AND_HAVE, Stretch, closed_class, trimmed
from kg.lexicon import AUTHORITIES
from kg.model import Annotated, AnnotatedBlock, Channel, Claim, Hit, Organisation, Span, Token, Zone

LONG_QUOTATION = 7
LONG_ATTRIBUTION = 40
NEAREST_VERB = 3
LATEST_ATTRIBUTION = 7
_CUES = "polarity-cues"
_FIRST_PERSON = closed_class("i we our us my me i'm we're we've i've")
_ONE_PERSON = closed_class("i me my i'm i've")
_THIRD_PERSON = frozenset({"he", "she"})
_REPORT_PRONOUNS = frozenset({"it", "they"})
_VERBAL = ("ing", "ed")
_INTO = frozenset({"of", "on", "into", "by", "in"})
LONGEST_APPOSITION = 28


_FOUND = closed_class("find see meet")
_TOLD = _FOUND | {"told"}
_TELLING = closed_class("tell told show showed shown gave give")
_TO_COME = closed_class("will may might")
LATEST_TELLING = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Who states something: `person` (then it is a comment), or an organisation or report, or nobody named.

    `quoted`: the words are given as the report's own. `stated` is what is stated, without its attribution.
    """

    stated: Stretch
    person: bool = False
    quoted: bool = False
    source: Organisation | None = None


def voices_of(sentence: Stretch, annotated: Annotated, comments: Iterable[Claim] = ()) -> tuple[Voice, ...]:
    """Return the voices of a sentence: one for each long quotation in it, or the one that states it all."""
    quoted = list(_quotations_of(sentence))
    if not quoted or _overlaps(sentence.span, comments):
        return (voice_of(sentence, annotated, comments),)
    return tuple(_quoted(sentence, quotation, annotated) for quotation in quoted)


def _quoted(sentence: Stretch, quotation: Stretch, annotated: Annotated) -> Voice:
    source = _speaker(quotation, annotated)
    stated = trimmed(_inside(sentence, quotation))
    return Voice(stated, quoted=True, source=source) if source else Voice(stated, person=True)


def voice_of(sentence: Stretch, annotated: Annotated, comments: Iterable[Claim] = ()) -> Voice:
    """Return the first voice of a sentence; `comments` are stretches known to be a person's words."""
    if _overlaps(sentence.span, comments):
        return Voice(sentence, person=True)
    quotation = next(_quotations_of(sentence), None)
    if quotation is not None:
        return _quoted(sentence, quotation, annotated)
    told = _told_inspectors(sentence)
    if told:
        return Voice(_behind(sentence, told))
    if _is_persons(sentence, annotated):
        return Voice(sentence, person=True)
    shown = _shown_by(sentence, annotated)
    if shown:
        return Voice(trimmed(sentence), quoted=True, source=shown)
    return Voice(replace(sentence, end=sentence.start)) if _is_to_be_said(sentence) else _attributed(sentence)


def _is_to_be_said(sentence: Stretch) -> bool:
    """Return whether a report is only going to say something: "the report will say where services fall short"."""
    pair = _attribution(sentence)
    return pair is not None and any(t.key in _TO_COME for t in _between(sentence, pair[0].end, pair[1].start))


def _overlaps(span: Span, comments: Iterable[Claim]) -> bool:
    parts = (part for comment in comments for part in (comment.pieces or (comment.span,)))
    return any(span.start < part.end and part.start < span.end for part in parts)


# --- quotations


def quotations(block: AnnotatedBlock) -> Iterator[tuple[int, int]]:
    """Yield the offsets of what stands between speech marks; one left open goes to the end of the block."""
    text, start = block.text, block.text.find(english.OPEN)
    while start >= 0:
        end = text.find(english.CLOSE, start)
        yield start + 1, end if end >= 0 else len(text)
        start = text.find(english.OPEN, end) if end >= 0 else -1


def _quotations_of(sentence: Stretch) -> Iterator[Stretch]:
    """Yield the long quotations that a sentence is part of, or that are part of it."""
    for start, end in quotations(sentence.block):
        quotation = Stretch(sentence.block, start, end)
        if start >= sentence.end or end <= sentence.start:
            continue
        words = sum(token.is_word for token in quotation.tokens)
        if words >= LONG_QUOTATION and _is_free(sentence.block, start):
            yield quotation


def _is_free(block: AnnotatedBlock, start: int) -> bool:
    """Return whether a quotation is a statement of its own, and no words fitted into a clause: "an “ability to …”"."""
    before = [token for token in block.tokens if token.end < start]
    if not before or not before[-1].is_word or before[-1].key in ("that", "whereby"):
        return True
    near = Stretch(block, max(0, start - LONG_ATTRIBUTION), start)
    return any(hit.end >= before[-1].end for hit in _verbs(near))


def _inside(sentence: Stretch, quotation: Stretch) -> Stretch:
    return replace(sentence, start=max(sentence.start, quotation.start), end=min(sentence.end, quotation.end))


def _speaker(quotation: Stretch, annotated: Annotated) -> Organisation | None:
    """Return the report or body whose words a quotation gives; None if they are a person's."""
    around = list(_around(quotation))
    if any(_has_speech(stretch) or _reports(stretch) for stretch in around):
        return next((source for source in map(_reports, around) if source), None)
    is_first = quotation.start <= 1
    return _of_block_before(quotation.block, annotated) if is_first else None


def _around(quotation: Stretch) -> Iterator[Stretch]:
    block, text = quotation.block, quotation.block.text
    start = max((s for s, _ in block.sentences if s < quotation.start), default=0)
    if text[start : quotation.start].strip(" “"):
        yield Stretch(block, start, quotation.start)
    end = block.sentence_at(min(quotation.end, len(text) - 1))[1]
    if text[quotation.end : end].strip(" ”.,"):
        yield Stretch(block, quotation.end, end)


def _of_block_before(block: AnnotatedBlock, annotated: Annotated) -> Organisation | None:
    """Return who is named as the speaker by the block before, or by the quotation that this one goes on."""
    if block.block.index == 0:
        return None
    before = annotated.blocks[block.block.index - 1]
    if before.text.startswith(english.OPEN):
        ends_open = not before.text.rstrip().endswith(english.CLOSE)
        return _of_block_before(before, annotated) if ends_open else None
    start, end = before.sentences[-1] if before.sentences else (0, 0)
    return _reports(Stretch(before, start, end)) if before.text.rstrip().endswith((":", ",")) else None


def _shown_by(sentence: Stretch, annotated: Annotated) -> Organisation | None:
    """Return the report whose words an unmarked paragraph gives: the block before ends "the report says:"."""
    index = sentence.block.block.index
    if index == 0 or sentence.block.block.zone != Zone.BODY or sentence.block.block.marker:
        return None
    before = annotated.blocks[index - 1]
    introduces = before.block.zone in (Zone.BODY, Zone.HEADING) and before.text.rstrip().endswith(":")
    if not introduces or before.block.part != sentence.block.block.part or not before.sentences:
        return None
    return _reports(Stretch(before, *before.sentences[-1]))


# --- attributions


def _sources(stretch: Stretch) -> list[Hit]:
    """Return the nouns for an inspection, its report and its makers, in order."""
    nouns = (
        hit for hit in stretch.named("polarity-cues/source") if not stretch.block.text[: hit.end].endswith(_VERBAL)
    )
    return sorted((*nouns, *stretch.hits("bodies")), key=lambda hit: hit.start)


def _verbs(stretch: Stretch) -> list[Hit]:
    hits = (*stretch.named("polarity-cues/finding-verb"), *stretch.hits("speech-verbs"))
    return sorted(
        (hit for hit in hits if _is_spelt(stretch, hit) or len(hit.label) > NEAREST_VERB + 1), key=lambda hit: hit.start
    )


def _has_speech(stretch: Stretch) -> bool:
    return any(_is_spelt(stretch, hit) for hit in stretch.hits("speech-verbs"))


def _organisation(stretch: Stretch, hit: Hit) -> Organisation:
    words = stretch.block.text[hit.start : hit.end]
    if "/bodies/" in hit.concept:
        return Organisation("body", hit.concept, words)
    tokens = [token for token in stretch.tokens if token.end <= hit.start]
    article = tokens[-1].text.lower() + " " if tokens and tokens[-1].key in english.DETERMINERS else ""
    return Organisation("report", "", article + words)


def _reports(stretch: Stretch) -> Organisation | None:
    """Return the report or body that the stretch says states something."""
    if _names_person(stretch):
        return None
    pair = _attribution(stretch)
    if pair is not None:
        return _organisation(stretch, pair[0])
    return _pronoun_source(stretch)


def _attribution(stretch: Stretch) -> tuple[Hit, Hit] | None:
    """Return the source and its verb, side by side: "the report also says", "say government watchdogs"."""
    for source in _sources(stretch):
        for verb in _verbs(stretch):
            between = _between(stretch, min(source.end, verb.end), max(source.start, verb.start))
            if verb.start < source.end and source.start < verb.end:
                continue
            follows = verb.start > source.start
            if (follows and _is_side_by_side(between)) or (
                not follows and _is_near(between) and not _after_subject(stretch, verb)
            ):
                return source, verb
    return None


def _is_near(between: list[Token]) -> bool:
    return len(between) <= NEAREST_VERB and not any(token.text in ";.”" for token in between)


def _is_side_by_side(between: list[Token]) -> bool:
    """Return whether only adverbs, an apposition, or what was inspected stand between source and verb."""
    if _is_near(between):
        return True
    if len(between) > LONGEST_APPOSITION or any(token.text in ";.:”“" for token in between):
        return False
    commas = sum(token.text == "," for token in between)
    in_commas = commas > 1 and between[0].text == "," and between[-1].text == ","
    return in_commas or (not commas and between[0].key in _INTO and not any(t.stem in BE_AND_HAVE for t in between))


def _after_subject(stretch: Stretch, verb: Hit) -> bool:
    """Return whether a verb before a source has another subject: "Bolton's leader described the report"."""
    before = [token for token in stretch.tokens if token.end <= verb.start]
    return bool(before) and before[-1].is_word


def _between(stretch: Stretch, start: int, end: int) -> list[Token]:
    return [token for token in stretch.tokens if token.start >= start and token.end <= end]


def _pronoun_source(stretch: Stretch) -> Organisation | None:
    for verb in _verbs(stretch):
        before = [token for token in stretch.tokens if token.end <= verb.start]
        if before and before[-1].key in _REPORT_PRONOUNS and verb.scheme == "speech-verbs":
            return Organisation("report", "", before[-1].text)
    return None


def _names_person(stretch: Stretch) -> bool:
    """Return whether the stretch names a person by role, honorific or he and she."""
    known = _sources(stretch)
    people = [
        *stretch.hits("roles"),
        *(hit for hit in stretch.hits("honorifics") if stretch.block.text[hit.start].isupper()),
    ]
    people = [hit for hit in people if _is_spelt(stretch, hit)]
    named = any(not any(s.start <= hit.start and hit.end <= s.end for s in known) for hit in people)
    return named or any(token.key in _THIRD_PERSON for token in stretch.tokens)


def _is_spelt(stretch: Stretch, hit: Hit) -> bool:
    """Return whether a hit is no other word with the same stem: "is" for "AM", "not" for "note"."""
    words = stretch.block.text[hit.start : hit.end].lower()
    return words[0] == hit.label[0].lower() and len(words) >= len(hit.label.rstrip("."))


def _is_persons(sentence: Stretch, annotated: Annotated) -> bool:
    """Return whether a sentence reports what a person says: a verb of speech with a person, or told as `we`.

    In a report, a release or minutes `we` is the body that writes.
    """
    channel = annotated.layout.parts[sentence.block.block.part].channel
    spoken = _FIRST_PERSON if channel == Channel.ARTICLE else _ONE_PERSON
    told = {after.start for before, after in pairwise(sentence.tokens) if before.key in _TELLING and after.key == "us"}
    said = (token for token in sentence.tokens if token.start not in told)
    if any(token.key in spoken for token in said) and sentence.block.block.section == "":
        return True
    if _is_third_party(sentence):
        return True
    return _has_speech(sentence) and _names_person(sentence) and _attribution(sentence) is None


def _is_third_party(sentence: Stretch) -> bool:
    """Return whether a name that is neither inspectors nor an authority says it: "Unison said that …"."""
    known = [*_sources(sentence), *sentence.hits(AUTHORITIES), *sentence.named("polarity-cues/topic")]
    known += sentence.hits("client-groups")
    for verb in sentence.hits("speech-verbs"):
        near = sentence.tokens_before(verb.start)[-1:]
        if not near or len(sentence.tokens_before(verb.start)) > NEAREST_VERB or not _is_spelt(sentence, verb):
            continue
        if sentence.block.text[: verb.end].endswith("ing"):
            continue
        is_name = near[0].text[0].isupper() and near[0].key not in english.FUNCTION_WORDS | _REPORT_PRONOUNS
        return is_name and not any(hit.start <= near[0].start < hit.end for hit in known)
    return False


def _told_inspectors(sentence: Stretch) -> int:
    """Return where what groups told inspectors, or readers will find, begins: "carers told us that …"; 0 if nowhere."""
    tokens = sentence.tokens[:LATEST_TELLING]
    told = next((place for place, token in enumerate(tokens) if token.key in _TOLD), 0)
    if told and tokens[told + 1 : told + 2] and tokens[told + 1].key == "us" and not _names_person(sentence):
        return 0 if any(token.key in _FIRST_PERSON for token in sentence.tokens[told + 2 :]) else tokens[told + 1].end
    if tokens and tokens[0].key == "you" and len(tokens) > told > 1 and tokens[told].key in _FOUND:
        return tokens[told].end
    return 0


def _attributed(sentence: Stretch) -> Voice:
    """Return a sentence without its attribution to a report or body, and the source."""
    pair = _attribution(sentence)
    if pair is None:
        return _by_pronoun(sentence)
    source, verb = pair
    tokens = sentence.tokens
    first, last = min(source.start, verb.start), max(source.end, verb.end)
    words_before = sum(token.is_word and token.end <= first for token in tokens)
    words_after = sum(token.is_word and token.start >= last for token in tokens)
    organisation = _organisation(sentence, source)
    if _judges(sentence, verb) and first <= sentence.start + LONG_ATTRIBUTION:
        return Voice(trimmed(sentence), source=organisation)
    if _is_between_commas(sentence, first, last):
        return Voice(trimmed(sentence), source=organisation)
    if source.start < verb.start and words_before < LATEST_ATTRIBUTION and not _is_passive(sentence, verb):
        return Voice(_behind(sentence, verb.end), source=organisation)
    if (
        words_after <= 1
        or words_after < words_before // 3
        or (verb.start < source.start and _is_named_on(sentence, last))
    ):
        return Voice(_in_front(sentence, first), source=organisation)
    return Voice(trimmed(sentence), source=organisation)


def _judges(sentence: Stretch, verb: Hit) -> bool:
    """Return whether the verb itself praises or blames what follows it: "the report praises the fostering team"."""
    judging = sentence.named("polarity-cues/praise", "polarity-cues/fault")
    return any(hit.start <= verb.start and verb.end <= hit.end for hit in judging)


def _by_pronoun(sentence: Stretch) -> Voice:
    """Return what stands behind "it says that", else the whole sentence with the source that it names behind `by`."""
    for verb in sentence.hits("speech-verbs"):
        before = [token for token in sentence.tokens if token.end <= verb.start]
        if 0 < len(before) <= NEAREST_VERB and before[-1].key in _REPORT_PRONOUNS and _is_spelt(sentence, verb):
            return Voice(_behind(sentence, verb.end), source=Organisation("report", "", before[-1].text.lower()))
    return Voice(trimmed(sentence), source=_passive_source(sentence))


def source_named(stretch: Stretch) -> Organisation | None:
    """Return the report, body or inspection that a stretch names first."""
    sources = _sources(stretch)
    return _organisation(stretch, sources[0]) if sources else None


def bare(stretch: Stretch) -> Stretch:
    """Return a claim without "according to the report" at its end."""
    for source in _sources(stretch)[-1:]:
        before = [token for token in stretch.tokens if token.end <= source.start][-3:]
        is_last = sum(token.is_word and token.start >= source.end for token in stretch.tokens) <= NEAREST_VERB
        opening = [hit for hit in stretch.named("polarity-cues/according") if before and hit.start >= before[0].start]
        if opening and is_last:
            return trimmed(replace(stretch, end=opening[0].start))
    return stretch


def _is_passive(sentence: Stretch, verb: Hit) -> bool:
    before = [token for token in sentence.tokens if token.end <= verb.start]
    return bool(before) and before[-1].stem == "be"


def _behind(sentence: Stretch, offset: int) -> Stretch:
    tokens = [token for token in sentence.tokens if token.start >= offset]
    while tokens and (tokens[0].key in ("that", "of") or tokens[0].text in ",:-–"):
        tokens.pop(0)
    return trimmed(replace(sentence, start=tokens[0].start if tokens else sentence.end))


def _is_between_commas(sentence: Stretch, first: int, last: int) -> bool:
    """Return whether an attribution is only put in: "the success, the inspectors found, is owed to …"."""
    before = [token for token in sentence.tokens if token.end <= first and token.key not in english.DETERMINERS]
    after = [token for token in sentence.tokens if token.start >= last]
    return bool(before and after) and before[-1].text == "," and after[0].text == "," and len(before) > 1


def _is_named_on(sentence: Stretch, offset: int) -> bool:
    """Return whether only names and the words between them follow: "say government watchdogs the Audit Commission"."""
    words = [token for token in sentence.tokens if token.start >= offset and token.is_word]
    return all(english.is_capitalised(token.text) or token.key in english.FUNCTION_WORDS for token in words)


def _in_front(sentence: Stretch, offset: int) -> Stretch:
    if sentence.block.text[:offset].rstrip().endswith(english.CLOSE):
        return trimmed(replace(sentence, end=offset))
    comma = max((t.start for t in sentence.tokens if t.text in ",-–" and t.start < offset), default=sentence.end)
    nearest = sum(token.is_word for token in _between(sentence, comma, offset)) <= NEAREST_VERB
    return trimmed(replace(sentence, end=comma)) if nearest else trimmed(sentence)


def _passive_source(sentence: Stretch) -> Organisation | None:
    """Return the source named behind `by`: "was found by reviewers"; or in "according to the report"."""
    for source in _sources(sentence):
        before = [token.key for token in sentence.tokens if token.end <= source.start][-3:]
        cited = any(
            hit.end <= source.start <= hit.end + LONG_QUOTATION for hit in sentence.named("polarity-cues/according")
        )
        if cited or "by" in before[-2:]:
            return _organisation(sentence, source)
    return None
