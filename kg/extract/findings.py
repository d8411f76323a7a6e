"""An annotated document in, its findings out: what is said to be done well, or not well enough, one claim each.

Four constructions: entries of a list that its introduction makes findings, paragraphs under such a heading, reasons
given for a judgement, and clauses of prose with an evaluative core. What persons say is a comment; ratings are ratings;
what a list of priorities asks for is a recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.clauses import (
    HELPERS,
    SHORTEST_PIECE,
    Listing,
    Stretch,
    authority_of,
    boundaries,
    closed_class,
    inline_listings,
    listings,
    own_voice,
    sentences,
    table_listings,
    trimmed,
    whole,
)
from kg.extract.polarity import NEUTRAL, STRENGTH, WEAKNESS, has_topic, is_aim, is_hypothetical, signs, valence
from kg.extract.predicates import predicated
from kg.extract.recommendations import advises, duty_words, is_asked, keeps_up, proposes
from kg.extract.voices import Voice, bare, voice_of, voices_of
from kg.lexicon import AUTHORITIES, VALUE_WORDS, VALUES, VOCAB, Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, Claim, FindingClaim, Hit, Organisation, Span, Zone

LISTED, HEADED, REASON, EVALUATED = "finding-listed", "finding-headed", "finding-reason", "finding-clause"
HEADS = "finding-head-cues"
GROUPS = "client-groups"
FARTHEST_VALUE = 12
MOST_STARS = 5
LONGEST_SENTENCE = 150
SHORTEST_SENTENCE = 2
LONGEST_VERBLESS = 14
RECOMMENDATION_HEADS = "recommendation-head-cues"
_OF_HEAD = {"strength-head": STRENGTH, "weakness-head": WEAKNESS, "finding-head": NEUTRAL}
_READ = frozenset({Zone.BODY, Zone.ITEM})
_COMPARED = frozenset({"more", "less", "fewer"})
_OF_ANOTHER = frozenset({"with", "of", "for", "to"})
_WHERE = frozenset({"in", "near", "at"})
_TO = frozenset({"to", "from"})
NEAREST_ACT = 4
NAME_AND_VERB = 3
_STILL = frozenset({"still", "now", "again", "also"})
_HE_AND_SHE = frozenset({"he", "she"})
FARTHEST_NAME = 24
_POSSESSIVES = closed_class("its their")
_TAKING_UP = closed_class("it this these they such some there their its users")
_SUBJECTS = closed_class("it this these they such there those")


@dataclass(frozen=True, slots=True)
class Page:
    """What the constructions read."""

    annotated: Annotated
    lexicon: Lexicon
    authorities: Authorities
    comments: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A claim with its valence, before it is told whose it is."""

    stretch: Stretch
    valence: str
    rule: str
    reason_for: str = ""


def find_findings(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, comments: Iterable[Claim] = ()
) -> tuple[FindingClaim, ...]:
    """Return the findings of a document in order; `comments` are the stretches where persons speak."""
    page = Page(annotated, lexicon, authorities, tuple(comments))
    tables = [column for column in table_listings(annotated) if column.entries and _opened(column)]
    rows = {entry.block.block.index for column in tables for entry in (*column.heads, *column.entries)}
    lists = [Listing(one.heads, entries) for one in listings(annotated) if (entries := _outside(one.entries, rows))]
    closed = (listing for listing in lists if _is_closed(listing) or _of_section(page, listing))
    taken = rows | {entry.block.block.index for listing in closed for entry in listing.entries}
    found = [finding for listing in (*tables, *lists) for finding in _listed(page, listing)]
    introducing = {head.span for listing in lists if _opened(listing) for head in listing.heads[:1]}
    for block in annotated.blocks:
        if block.block.index not in taken and block.block.zone in _READ and not is_silent(lexicon, block):
            found.extend(finding for finding in _of_block(page, block) if not _is_within(finding.span, introducing))
    return tuple(sorted(found, key=lambda finding: finding.span))


def _outside(entries: tuple[Stretch, ...], rows: set[int]) -> tuple[Stretch, ...]:
    """Return the entries of a list that are no rows of a table behind it."""
    return tuple(entry for entry in entries if entry.block.block.index not in rows)


def _is_within(span: Span, stretches: Iterable[Span]) -> bool:
    """Return whether a span lies in the words that introduce a list."""
    return any(stretch.start <= span.start and span.end <= stretch.end for stretch in stretches)


def _is_closed(listing: Listing) -> bool:
    """Return whether the introduction of a list settles what its entries are."""
    return bool(listing.opened_by(HEADS) or listing.opened_by(RECOMMENDATION_HEADS))


# --- lists


def _listed(page: Page, listing: Listing) -> Iterator[FindingClaim]:
    """Yield the findings of a list, if its introduction makes its entries findings."""
    notation = _opened(listing)
    notation = notation or _of_section(page, listing)
    if not notation or is_silent(page.lexicon, listing.entries[0].block):
        return
    introduction = voice_of((*listing.heads, listing.entries[0])[0], page.annotated, page.comments)
    for entry in listing.entries:
        yield from _of_entry(page, entry, _OF_HEAD[notation], introduction)


def _of_section(page: Page, listing: Listing) -> str:
    """Return the head that a section of minutes is by itself: key issues are weaknesses."""
    section = listing.entries[0].block.block.section
    is_marked = listing.entries[0].block.block.zone == Zone.ITEM and not listing.opened_by(RECOMMENDATION_HEADS)
    heads = page.lexicon.schemes.get(HEADS, ()) if section and is_marked else ()
    return next((head.notation for head in heads if head.notation in _OF_HEAD and _belongs(head.related, section)), "")


def _belongs(related: tuple[str, ...], section: str) -> bool:
    return f"{VOCAB}sections/{section}" in related


def is_silent(lexicon: Lexicon, block: AnnotatedBlock) -> bool:
    """Return whether a block stands in a section of minutes where members speak or decide."""
    return bool(block.block.section) and _belongs(lexicon.concept(HEADS, "silent-section").related, block.block.section)


def _opened(listing: Listing) -> str:
    """Return the notation of the head of findings, unless a head of recommendations stands nearer."""
    for head in listing.heads:
        if head.hits(RECOMMENDATION_HEADS):
            return ""
        if head.hits(HEADS):
            return listing.opened_by(HEADS)
    return ""


def _of_entry(page: Page, entry: Stretch, default: str, introduction: Voice) -> Iterator[FindingClaim]:
    comments = () if entry.block.block.section else page.comments
    voices = [voice for s in sentences(entry) for voice in voices_of(s, page.annotated, comments) if not voice.person]
    pieces = [
        (voice, piece) for voice in voices for piece in _pieces(voice.stated, LISTED) if not is_rated(piece.stretch)
    ]
    if default != NEUTRAL and not _is_divided(pieces, default):
        pieces = [(voices[0], Piece(trimmed(entry), default, LISTED))] if voices else []
    elif not pieces and voices and not is_rated(entry):
        pieces = [(voices[0], Piece(voices[0].stated, STRENGTH, LISTED))]
    for voice, piece in pieces:
        yield _finding(page, piece, voice.source or introduction.source, quoted=voice.quoted)


def _is_divided(pieces: list[tuple[Voice, Piece]], default: str) -> bool:
    """Return whether an entry is cut into claims of which one goes against the list's own valence, in contrast."""
    found = [piece for _, piece in pieces]
    return any(piece.stretch.contrast and piece.valence not in (default, NEUTRAL) for piece in found) and len(found) > 1


# --- paragraphs


def _of_block(page: Page, block: AnnotatedBlock) -> Iterator[FindingClaim]:
    inline = [listing for listing in inline_listings(block) if _opened(listing)]
    for listing in inline:
        yield from _listed(page, listing)
    headed = _headed(page, block)
    elsewhere = False
    for sentence in sentences(whole(block)):
        elsewhere = _is_of_provider(sentence) or (elsewhere and not _names_council(sentence))
        if elsewhere:
            continue
        if not any(sentence.start <= listing.heads[0].start < sentence.end for listing in inline):
            yield from _of_sentence(page, sentence, headed)


def _headed(page: Page, block: AnnotatedBlock) -> str:
    """Return the valence that the heading right above a run of paragraphs gives them, or ''."""
    trail = block.block.headings
    if not trail or block.block.section:
        return ""
    between = page.annotated.blocks[trail[-1] + 1 : block.block.index]
    if any(other.block.zone != Zone.BODY or other.block.part != block.block.part for other in between):
        return ""
    heading = page.annotated.blocks[trail[-1]]
    hits = heading.hits.get(HEADS, ())
    is_whole = any(hit.end - hit.start >= 0.6 * len(heading.text) for hit in hits)
    return _OF_HEAD[hits[0].concept.rsplit("/", 1)[-1]] if is_whole else ""


def _of_sentence(page: Page, sentence: Stretch, headed: str) -> Iterator[FindingClaim]:
    for voice in voices_of(sentence, page.annotated, page.comments):
        if not voice.person and voice.stated.text:
            found = (
                _finding(page, p, voice.source, quoted=voice.quoted)
                for p in list(_reasons(voice.stated)) or _in_prose(voice, headed)
                if not _opens_with_name(p.stretch, page.lexicon)
            )
            yield from (finding for finding in found if finding.authority or finding.channel != Channel.ARTICLE)


def _in_prose(voice: Voice, headed: str) -> Iterator[Piece]:
    if _is_aside(voice.stated) or _tells_of_meeting(voice.stated):
        return
    rule = HEADED if headed in (STRENGTH, WEAKNESS) else EVALUATED
    pieces = [piece for piece in _pieces(voice.stated, rule) if _is_finding(piece, voice)]
    if not pieces and headed in (STRENGTH, WEAKNESS):
        pieces = [Piece(voice.stated, headed, HEADED)]
    for piece in pieces:
        yield from _members(piece)


def _members(piece: Piece) -> Iterator[Piece]:
    """Yield what a verb of praise or blame governs one by one: "praised its cooks, its drivers and its day care"."""
    stretch = piece.stretch
    cuts = [] if _sourced(stretch) else _repeated(stretch)
    edges = [stretch.start, *cuts, stretch.end]
    for start, end in pairwise(edges):
        part = stretch.part(start, end) if cuts else stretch
        first = part.tokens[:1]
        if start > stretch.start and first and first[0].key in english.PREPOSITIONS:
            part = part.part(first[0].end, part.end)
        yield Piece(part, piece.valence, piece.rule)


def _sourced(stretch: Stretch) -> bool:
    """Return whether a report or a body is named behind the verb: "criticised by the Inspectorate"."""
    sources = (*stretch.named("polarity-cues/source"), *stretch.hits("bodies"))
    return any(source.start > stretch.start + FARTHEST_NAME for source in sources)


def _repeated(stretch: Stretch) -> list[int]:
    """Return where a list of objects or of prepositions goes on, each begun with the same word as the one before."""
    judging = stretch.named("polarity-cues/praise", "polarity-cues/fault")
    verb = next((hit for hit in judging if stretch.start < hit.start <= stretch.start + FARTHEST_NAME * 2), None)
    tokens = [token for token in stretch.tokens if verb and token.start >= verb.start]
    if (
        not tokens
        or english.OPEN in stretch.text
        or any(token.stem in HELPERS or token.key in english.MODALS for token in tokens)
    ):
        return []
    cuts, after = list[int](), {token.key for token in tokens if token.key in english.PREPOSITIONS}
    for joint, token in pairwise(tokens):
        is_joint = joint.text in (",", ";") or joint.key == "and"
        if is_joint and token.key in _POSSESSIVES | (after - {"with"}):
            cuts.append(token.start)
    return cuts


def _is_aside(sentence: Stretch) -> bool:
    """Return whether a sentence tells what an inspection is for, or how it rates, and finds nothing."""
    words = sum(token.is_word for token in sentence.tokens)
    return sentence.text.rstrip().endswith("?") or not SHORTEST_SENTENCE <= words <= LONGEST_SENTENCE


def _tells_of_meeting(sentence: Stretch) -> bool:
    """Return whether a sentence of minutes tells what those who met did or felt."""
    return bool(sentence.block.block.section) and bool(sentence.named("polarity-cues/meeting"))


def _is_finding(piece: Piece, voice: Voice) -> bool:
    """Return whether a clause of prose states something of services, now, and rates nothing."""
    stretch = piece.stretch
    is_purpose = stretch.tokens[0].key == "to" and stretch.start > voice.stated.start
    if is_purpose or is_aim(stretch) or is_rated(stretch) or _is_only_asked(stretch) or _is_process(stretch):
        return False
    if _is_team(stretch) or _is_of_provider(stretch) or _is_of_person(stretch):
        return False
    whole_one = voice.stated if stretch.contrast else stretch
    about = has_topic(whole_one) or stretch.hits(AUTHORITIES) or (stretch.tokens[0].key in _SUBJECTS)
    verbal = voice.stated if stretch.start > voice.stated.start else stretch
    return bool(about) and (_has_verb(verbal) or voice.source is not None)


def _is_team(stretch: Stretch) -> bool:
    """Return whether a place's name has a plural verb and nothing of services is told: "Leeds were poor"."""
    names = [hit for hit in stretch.hits(AUTHORITIES) if hit.start == stretch.start]
    behind = [token for token in stretch.tokens if names and token.start >= names[0].end][:1]
    return bool(behind) and behind[0].key in ("were", "are", "have") and not has_topic(stretch)


def _is_of_provider(stretch: Stretch) -> bool:
    """Return whether one home, school or company is what a clause tells about, and not the council's own."""
    verb = next((t.start for t in stretch.tokens[1:] if t.stem in HELPERS), stretch.end)
    services = stretch.hits("service-types")
    named = [
        hit
        for hit in stretch.named("polarity-cues/provider")
        if hit.start < verb and not _is_inside(stretch, hit) and not any(s.start < hit.end < s.end for s in services)
    ]
    whose = [hit for hit in stretch.hits(AUTHORITIES) if hit.start < verb and not _is_located(stretch, hit)]
    return bool(named) and not whose


def _names_council(sentence: Stretch) -> bool:
    """Return whether a sentence behind one about a provider comes back to an authority or its services."""
    return bool(sentence.hits(AUTHORITIES) or sentence.hits("service-types") or sentence.hits("bodies"))


def _is_located(stretch: Stretch, hit: Hit) -> bool:
    """Return whether a place's name only tells where a home is: "a nursing home in Bury"."""
    near = stretch.tokens_before(hit.start)[-1:]
    return bool(near) and near[0].key in _WHERE


def _is_inside(stretch: Stretch, hit: Hit) -> bool:
    """Return whether a noun is not the subject itself: "contracts with private homes"."""
    near = [token for token in stretch.tokens if token.end <= hit.start][-1:]
    return len(stretch.tokens) > 1 and bool(near) and near[0].key in _OF_ANOTHER


def _is_of_person(stretch: Stretch) -> bool:
    """Return whether a clause tells of a person: he or she, or a role with a name beside it as the subject."""
    if any(token.key in _HE_AND_SHE for token in stretch.tokens):
        return True
    verb = next((t.start for t in stretch.tokens[1:] if t.stem in HELPERS), stretch.end)
    roles = [hit for hit in (*stretch.hits("roles"), *stretch.hits("honorifics")) if hit.start < verb]
    names = [t for t in stretch.tokens[1:] if t.start < verb and english.is_capitalised(t.text)]
    places = stretch.hits(AUTHORITIES)
    names = [name for name in names if not any(place.start <= name.start < place.end for place in places)]
    feelings = [hit for hit in stretch.named("polarity-cues/feeling") if hit.start >= verb]
    singular = [role for role in roles if not stretch.block.text[: role.end].endswith("s")]
    if feelings and (singular or stretch.named("polarity-cues/meeting")):
        return True
    beside = [name for name in names for role in roles if role.end < name.start <= role.end + FARTHEST_NAME]
    return bool(beside)


def _opens_with_name(stretch: Stretch, lexicon: Lexicon) -> bool:
    """Return whether a given name and a surname open a clause, and a verb or an apposition follows."""
    opening = [token.text for token in stretch.tokens[:NAME_AND_VERB]]
    if len(opening) < NAME_AND_VERB or opening[0] not in lexicon.concept("given-names", "known").words:
        return False
    behind = stretch.tokens[2]
    return english.is_capitalised(opening[1]) and (
        behind.text == "," or behind.key in english.PAST_VERBS or behind.stem in HELPERS
    )


def _is_only_asked(stretch: Stretch) -> bool:
    """Return whether a clause asks for an act and blames nothing: that is a recommendation, not a finding."""
    if proposes(stretch) or advises(stretch):
        return True
    if stretch.contrast or not is_asked(stretch):
        return False
    better = {hit.start for hit in stretch.named("comparison-cues/comparative")}
    compared = any(token.key in _COMPARED or token.start in better for token in duty_words(stretch))
    return keeps_up(stretch) or not (compared or any(sign.value < 0 for sign in signs(stretch)))


def _is_process(stretch: Stretch) -> bool:
    """Return whether a clause tells what inspectors did: they are its subject, and only adjectives praise."""
    opening = stretch.tokens[1].end if len(stretch.tokens) > 1 else stretch.end
    sources = [hit for hit in stretch.named("polarity-cues/source") if hit.start < opening]
    acts = stretch.named("polarity-cues/process")
    near = [token.start for token in stretch.tokens if sources and token.start >= sources[0].end][:NEAREST_ACT]
    if any(act.start in near for act in acts):
        return True
    return bool(sources) and not stretch.named(
        "polarity-cues/praise", "polarity-cues/fault", "polarity-cues/need", "polarity-cues/change"
    )


def _has_verb(stretch: Stretch) -> bool:
    """Return whether a clause has a finite verb, as far as words tell."""
    is_sentence = stretch.block.text.rstrip().endswith((".", "!", "”", ";", ":", ")"))
    words = sum(token.is_word for token in stretch.tokens)
    if is_sentence and SHORTEST_PIECE <= words <= LONGEST_VERBLESS and stretch.named("polarity-cues/fault"):
        return True
    if is_sentence and any(sign in list(predicated(stretch)) for sign in signs(stretch)):
        return True
    return is_sentence and any(
        token.stem in HELPERS
        or token.key in english.MODALS
        or token.key.endswith(("s", "ed"))
        or token.key in english.PAST_VERBS | english.SIMPLE_PASTS
        or token.key == "need"
        for token in stretch.tokens
    )


def is_rated(stretch: Stretch) -> bool:
    """Return whether a clause gives a rating: a value's phrase, or a verb of judging with a value word behind it."""
    if stretch.hits(VALUES):
        return True
    if _is_at_stars(stretch):
        return True
    verbs = [hit for hit in stretch.hits("rating-cues") if hit.concept.endswith("/award-verb")]
    phrases = [hit for hit in stretch.named("polarity-cues/praise", "polarity-cues/fault") if " " in hit.label]
    words = [w for w in stretch.hits(VALUE_WORDS) if not any(p.start <= w.start and w.end <= p.end for p in phrases)]
    if words and any(token.text[0].isdigit() for token in stretch.tokens):
        return True
    graded = [word for word in words if _is_grade(stretch, word.end)]
    if graded and (stretch.named("polarity-cues/grading") or _is_reached(stretch, graded)):
        return True
    if graded and _is_area_graded(stretch, graded):
        return True
    return any(0 <= word.start - verb.end <= FARTHEST_VALUE for verb in verbs for word in graded)


def _is_area_graded(stretch: Stretch, words: list[Hit]) -> bool:
    """Return whether a clause says of an area that opens it that it is of a value: "leadership is still good"."""
    told = [token for token in stretch.tokens if token.is_word and token.key not in english.DETERMINERS]
    areas = [hit for hit in stretch.hits("area-words") if told and hit.start == told[0].start]
    verb = next((n for n, token in enumerate(told) if token.stem == "be"), len(told))
    behind = [token for token in told[verb + 1 :] if not token.key.endswith("ly") and token.key not in _STILL]
    return bool(areas and behind) and any(word.start == behind[0].start for word in words)


def _is_reached(stretch: Stretch, words: list[Hit]) -> bool:
    """Return whether a value is what services go to or come from, or what a number of them are: "up to outstanding"."""
    before = [token for word in words for token in stretch.tokens if token.end <= word.start][-1:]
    counted = stretch.tokens[0].key in english.CARDINALS
    return counted or (bool(before) and before[0].key in _TO)


def _is_grade(stretch: Stretch, offset: int) -> bool:
    """Return whether no noun that a value word only praises follows it: "found good", not "found good practice"."""
    after = next((token for token in stretch.tokens if token.start >= offset), None)
    if after is None or not after.is_word or after.key in english.FUNCTION_WORDS:
        return True
    return any(hit.start <= after.start < hit.end for hit in stretch.named("rating-cues/service-noun"))


def _is_at_stars(stretch: Stretch) -> bool:
    """Return whether a clause ends at a small number without a noun: "slips to one as well"."""
    tokens = [token for token in stretch.tokens if token.is_word and token.key not in ("as", "well", "too", "also")]
    at = len(tokens) > 1 and tokens[-2].key in ("to", "from", "on", "at", "than")
    return at and tokens[-1].key in english.NUMBER_WORDS and english.NUMBER_WORDS[tokens[-1].key] <= MOST_STARS


def _pieces(stretch: Stretch, rule: str) -> list[Piece]:
    """Return the claims of a sentence: cut wherever both sides have a valence of their own."""
    for offset, contrast in boundaries(stretch, needs=True):
        left, right = (
            stretch.part(stretch.start, offset, contrast=stretch.contrast),
            stretch.part(offset, stretch.end, contrast=contrast),
        )
        dropped = is_rated(left) or is_hypothetical(left)
        if not left.text or not right.text or not (dropped or valence(left)):
            continue
        behind = _pieces(right, rule)
        if behind:
            return [*([] if dropped else [Piece(bare(left), valence(left), rule)]), *behind]
    if is_rated(stretch):
        return _behind_rating(stretch, rule)
    found = valence(stretch)
    return [Piece(bare(trimmed(stretch)), found, rule)] if found else []


def _behind_rating(stretch: Stretch, rule: str) -> list[Piece]:
    """Return what follows a rating behind a comma: "from being judged to be failing, has improved measurably"."""
    last = max((hit.end for hit in stretch.hits(VALUES)), default=stretch.end)
    comma = stretch.block.text.find(",", last, stretch.end)
    return _pieces(stretch.part(comma, stretch.end), rule) if comma > 0 else []


# --- reasons


def _reasons(sentence: Stretch) -> Iterator[Piece]:
    """Yield the reasons that a sentence gives for the value of a judgement area."""
    outlook = _outlook(sentence)
    for reasons, area in _reason_lists(sentence):
        for part in _coordinates(reasons):
            found = valence(part)
            if is_rated(part) or part.hits("areas"):
                continue
            yield Piece(part, found if found in (STRENGTH, WEAKNESS) else outlook, REASON, area)


def _reason_lists(sentence: Stretch) -> Iterator[tuple[Stretch, str]]:
    """Yield the words that give the reasons, before or behind the judgement, and the judgement's area."""
    areas = sentence.hits("areas")
    for cue in sentence.named("polarity-cues/reason-before"):
        later = [area for area in areas if area.start >= cue.end]
        if later:
            yield sentence.part(sentence.start, cue.start), later[0].concept
            return
    opening = [cue for cue in sentence.named("polarity-cues/reason-after") if cue.start <= sentence.start + 1]
    comma = sentence.block.text.find(",", sentence.start, sentence.end)
    for area in areas:
        if opening and opening[0].end < comma < area.start:
            yield sentence.part(opening[0].end, comma), area.concept
            return
    for cue in sentence.named("polarity-cues/reason-after"):
        earlier = [area for area in areas if area.end <= cue.start]
        if earlier and not sentence.named("polarity-cues/reason-before"):
            yield sentence.part(cue.end, sentence.end), earlier[-1].concept
            return


def _outlook(sentence: Stretch) -> str:
    """Return whether the value that is given reasons for is a good or a bad one, as its words tell."""
    hits = sentence.named(
        "polarity-cues/good-word", "polarity-cues/bad-word", "polarity-cues/praise", "polarity-cues/fault"
    )
    bad = [hit for hit in hits if hit.concept.endswith(("bad-word", "fault"))]
    return WEAKNESS if bad else STRENGTH if hits else NEUTRAL


def _coordinates(stretch: Stretch) -> Iterator[Stretch]:
    """Yield the members of a list in prose: cut at commas, and at the `and` behind the last of them."""
    tokens = stretch.tokens
    cuts = [token.start for token in tokens if token.text in ",;"]
    joints = [token.start for token in tokens if token.key == "and" and (not cuts or token.start > cuts[-1])]
    if joints and (not cuts or stretch.block.text[cuts[-1] + 1 : joints[0]].strip()):
        cuts.append(joints[0])
    elif joints:
        cuts[-1] = joints[0]
    edges = [stretch.start, *cuts, stretch.end]
    parts = (_without_opening(stretch.part(a, b)) for a, b in pairwise(edges))
    found: list[Stretch] = []
    for part in (part for part in parts if part.text):
        if found and part.tokens[0].key.endswith("ly"):
            found[-1] = found[-1].part(found[-1].start, part.end)
        else:
            found.append(part)
    yield from found


def _without_opening(part: Stretch) -> Stretch:
    """Return a member of a list without "a combination of" and marks in front."""
    hits = [hit for hit in part.named("polarity-cues/gathering") if hit.start <= part.start + 2]
    return part.part(hits[0].end, part.end) if hits else part


# --- claims


def _finding(page: Page, piece: Piece, source: Organisation | None, *, quoted: bool) -> FindingClaim:
    stretch = piece.stretch
    block = stretch.block.block
    authority = authority_of(stretch, page.authorities)
    channel = Channel.REPORT if quoted else page.annotated.layout.parts[block.part].channel
    own = (
        own_voice(authority, page.authorities, page.lexicon) if channel in (Channel.RELEASE, Channel.MINUTES) else None
    )
    return FindingClaim(
        rule=piece.rule,
        span=stretch.span,
        authority=authority,
        valence=piece.valence,
        text=stretch.text,
        channel=channel,
        client_groups=stretch.concepts(GROUPS) or _introduced(stretch, page, quoted=quoted) or _carried(stretch, page),
        service_types=stretch.concepts("service-types"),
        source=source or own,
        reason_for=piece.reason_for,
    )


def _introduced(stretch: Stretch, page: Page, *, quoted: bool) -> tuple[str, ...]:
    """Return the client groups that the line before a quoted paragraph names: "Of adult social care it says:"."""
    index = stretch.block.block.index
    if not quoted or not index or stretch.start > 1:
        return ()
    before = page.annotated.blocks[index - 1]
    return whole(before).concepts("client-groups") if before.text.rstrip().endswith(":") else ()


def _carried(stretch: Stretch, page: Page) -> tuple[str, ...]:
    """Return the client groups that a claim takes over: from what its pronoun or contrast takes up, or its heading."""
    block = stretch.block
    before = [one for one in block.sentences if one[0] <= stretch.start]
    opening = stretch.tokens[:1]
    takes_up = bool(opening) and opening[0].key in _TAKING_UP
    if before and (stretch.contrast or takes_up) and stretch.start > before[-1][0] + 1:
        return Stretch(block, before[-1][0], stretch.start).concepts(GROUPS)
    if takes_up and len(before) > 1:
        return Stretch(block, *before[-2]).concepts(GROUPS)
    headings = [page.annotated.blocks[index] for index in block.block.headings if index]
    return whole(headings[-1]).concepts(GROUPS) if headings else ()
