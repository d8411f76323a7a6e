"""An annotated block in, the role phrases in it out: "executive member for social services and health".

A phrase is a head of the vocabulary, what may stand before it (ranks, fields, the organisation) and the field behind
it. Names of organisations at its edges are taken off and kept as the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import english
from kg.extract.authorities import AuthorityMention
from kg.extract.names import NameMention
from kg.lexicon import VOCAB, Concept, Lexicon
from kg.model import AnnotatedBlock, Hit, Organisation, Token

LONGEST_FIELD = 16
MOST_UNKNOWN = 2
_FIELD = frozenset({"of", "for"})
_PLACE = frozenset({"at", "from", "in"})
_STOPS = (
    english.MODALS
    | english.PRONOUNS
    | (english.PREPOSITIONS - {"of", "for", "with"})
    | (english.CONJUNCTIONS - {"and"})
)
_OWN_DETERMINERS = frozenset(["the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "one"])
_BE_HAVE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did"]
)
_INSIDE = ("client-groups", "service-types", "role-words", "areas")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of the vocabulary that stand in and around roles, in lower case."""

    modifiers: frozenset[str]
    units: frozenset[str]
    organisation: frozenset[str]
    openers: frozenset[str]
    pictures: frozenset[str]
    groups: frozenset[str]
    places: frozenset[str]
    now: frozenset[str]
    meetings: frozenset[str]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role as the text words it: view offsets with determiner and owner, words without organisation and determiner.

    `concept` is an IRI ('' for a rank that no concept has), `kind` the notation of a kind of organisation, `bare` says
    that the phrase is the head alone, `plural` that the head is a plural, `verb` that it is a verb (who chairs …).
    """

    start: int
    end: int
    head: int
    words: str
    concept: str
    kind: str
    organisation: Organisation | None
    former: bool
    bare: bool
    plural: bool = False
    verb: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """A block with all that bounds a role phrase in it."""

    block: AnnotatedBlock
    lexicon: Lexicon
    words: RoleWords
    names: Sequence[NameMention]
    authorities: Sequence[AuthorityMention]

    def name_at(self, offset: int) -> bool:
        """Return whether a name of a person covers the offset."""
        return any(name.start <= offset < name.end for name in self.names)

    def authority_at(self, offset: int) -> AuthorityMention | None:
        """Return the authority whose name covers the offset."""
        return next((m for m in self.authorities if m.start <= offset < m.end), None)

    def hit_at(self, scheme: str, offset: int) -> Hit | None:
        """Return the hit of a scheme that covers the offset."""
        return next((hit for hit in self.block.hits.get(scheme, ()) if hit.start <= offset < hit.end), None)

    def inside_label(self, offset: int) -> bool:
        """Return whether a label that may stand in a role covers the offset."""
        return any(self.hit_at(scheme, offset) for scheme in _INSIDE)

    def index(self, offset: int) -> int:
        """Return the index of the first token that starts at or behind the offset."""
        tokens = self.block.tokens
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tokens[middle].start < offset else (low, middle)
        return low


def role_words(lexicon: Lexicon) -> RoleWords:
    """Gather the words that stand in and around roles."""
    lists = (
        "modifiers",
        "units",
        "organisation-words",
        "sentence-openers",
        "picture-words",
        "groups",
        "place-words",
        "now-words",
        "meeting-words",
    )
    return RoleWords(*(frozenset(lexicon.concept("role-words", name).words) for name in lists))


def role_phrases(
    block: AnnotatedBlock,
    lexicon: Lexicon,
    words: RoleWords,
    names: Sequence[NameMention],
    authorities: Sequence[AuthorityMention],
) -> tuple[RolePhrase, ...]:
    """Return the role phrases of a block, in order."""
    scene = _Scene(block, lexicon, words, names, authorities)
    heads = [hit for hit in block.hits.get("roles", ()) if _is_head(scene, hit)]
    heads = [
        hit
        for hit in heads
        if not (scene.hit_at("ranks", hit.start) and _head_follows(scene, scene.index(hit.end) - 1, heads))
    ]
    found: list[RolePhrase] = []
    for hit in heads:
        floor = scene.index(found[-1].end) if found else 0
        found.append(_phrase(scene, hit, heads, floor))
    return tuple(found)


def _is_head(scene: _Scene, hit: Hit) -> bool:
    """Return whether a hit can be a role's head: an abbreviation is in capitals, and no name of a person covers it."""
    if hit.label.isupper() and _written(scene, hit) != hit.label:
        return False
    if _written(scene, hit).endswith("ing"):
        return False
    body = scene.hit_at("person-cues", hit.start)
    is_in_body = body is not None and body.end - body.start > hit.end - hit.start
    return not (scene.name_at(hit.start) or is_in_body or _is_title(scene, hit))


def _written(scene: _Scene, hit: Hit) -> str:
    """Return the words of a hit as the text has them."""
    return scene.block.text[hit.start : hit.end]


def _is_title(scene: _Scene, hit: Hit) -> bool:
    """Return whether a head is a mere honorific: Councillor before a name."""
    return any(h.start <= hit.start < h.end and scene.name_at(h.start) for h in scene.block.hits.get("honorifics", ()))


def _phrase(scene: _Scene, hit: Hit, heads: Sequence[Hit], floor: int) -> RolePhrase:
    """Return the phrase of a head; `floor` is the index of the first token behind the phrase before it."""
    first, last = scene.index(hit.start), scene.index(hit.end) - 1
    left = _left(scene, first, floor)
    right = _right(scene, last, heads, in_brackets=_opens_bracket(scene, left))
    start, owner = _owner(scene, left)
    glued = _glued(scene, left, first)
    right_end, found, kept = _field_organisation(scene, last, right)
    end, behind = _behind(scene, right)
    organisation = behind or found or glued or owner or _related_body(scene, left, right_end)
    tokens = scene.block.tokens
    head = scene.lexicon.concepts[hit.concept]
    ranks = _ranks(scene, left, first)
    words = _wording(scene, left, last, kept)
    verb = _is_verb(scene, first)
    plural = not verb and tokens[last].key.endswith("s") and not hit.label.endswith("s")
    return RolePhrase(
        start, end, first, words, _concept(scene, head, ranks), _kind(scene, head, left, right_end), organisation,
        any(_is_past(scene, rank) for rank in ranks), left == first and kept == (last, last), plural, verb,
    )  # fmt: skip


def _is_verb(scene: _Scene, first: int) -> bool:
    """Return whether a head is a verb: "who chairs the board", "NAME now chairs the board"."""
    tokens = scene.block.tokens
    at = first - 1 - (first > 1 and tokens[first - 1].key in ("now", "also"))
    if not tokens[first].key.endswith("s") or at < 0:
        return False
    return tokens[at].key in ("who", "which") or (tokens[first].text.islower() and scene.name_at(tokens[at].start))


# --- to the left of the head


def _left(scene: _Scene, first: int, floor: int) -> int:
    """Return the index of the first token of the phrase."""
    tokens, at = scene.block.tokens, first
    while at > (floor if floor <= first else 0) and _joins_left(scene, at, first):
        at -= 1
    while at < first and (tokens[at].key in ("'s", "and", "&", "-", "'") or tokens[at].text in "“”"):
        at += 1
    return at


def _joins_left(scene: _Scene, at: int, first: int) -> bool:
    """Return whether the token before `at` belongs to the phrase."""
    token, tokens = scene.block.tokens[at - 1], scene.block.tokens
    if scene.name_at(token.start) or scene.authority_at(token.start):
        return False
    if token.key in ("'s", "'"):
        return at > 1 and _is_group(scene, tokens[at - 2])
    if token.key in ("and", "&"):
        is_new = scene.hit_at("ranks", tokens[at].start) is not None
        return at < first and at > 1 and not is_new and _is_modifier(scene, tokens[at - 2])
    if token.text == "-":
        return at < len(tokens) and tokens[at].start == token.end
    return token.is_word and _is_modifier(scene, token)


def _is_group(scene: _Scene, token: Token) -> bool:
    """Return whether a possessive is part of a role: children's services director, older people's champion."""
    return token.key in scene.words.groups or scene.hit_at("client-groups", token.start) is not None


def _is_modifier(scene: _Scene, token: Token) -> bool:
    rank = scene.hit_at("ranks", token.start)
    if token.key in english.CARDINALS or (rank and rank.concept.endswith(("/is-holder", "/became-past"))):
        return False
    if token.key in scene.words.modifiers or scene.inside_label(token.start) or (rank and " " not in rank.label):
        return token.key not in _STOPS and token.key not in _BE_HAVE
    if not token.text[0].isupper() or token.key in english.FUNCTION_WORDS or token.key in scene.words.openers:
        return False
    return scene.hit_at("speech-verbs", token.start) is None


def _owner(scene: _Scene, left: int) -> tuple[int, Organisation | None]:
    """Return where the phrase starts with its determiner or owner, and the owner if it is an organisation."""
    tokens = scene.block.tokens
    start = tokens[left].start
    if left == 0:
        return start, None
    before = tokens[left - 1]
    if before.key in ("'s", "'") and left > 1:
        return _possessor(scene, left - 2)
    authority = scene.authority_at(before.start)
    if authority is not None:
        return authority.start, Organisation("authority", authority.key, authority.as_named)
    if before.key in _OWN_DETERMINERS:
        return before.start, None
    return start, None


def _possessor(scene: _Scene, at: int) -> tuple[int, Organisation | None]:
    tokens = scene.block.tokens
    token = tokens[at]
    authority = scene.authority_at(token.start)
    if authority is not None:
        return _before(scene, authority.start), Organisation("authority", authority.key, authority.as_named)
    body = scene.hit_at("bodies", token.start)
    if body is not None:
        return _before(scene, body.start), Organisation("body", body.concept, scene.block.text[body.start : body.end])
    start = at
    while (
        start > 0
        and tokens[start - 1].text[0].isupper()
        and token.text[0].isupper()
        and not scene.name_at(tokens[start - 1].start)
    ):
        start -= 1
    words = scene.block.text[tokens[start].start : token.end]
    named = token.text[0].isupper() and token.key not in english.PRONOUNS
    general = scene.hit_at("role-words", token.start)
    if general is not None and general.concept == f"{VOCAB}role-words/governing":
        return _before(scene, general.start), Organisation("other", "", scene.block.text[general.start : general.end])
    return _before(scene, tokens[start].start), Organisation("other", "", words) if named and start < at else None


def _before(scene: _Scene, offset: int) -> int:
    """Return the start of a determiner before the offset, or the offset."""
    at = scene.index(offset)
    before = scene.block.tokens[at - 1] if at else None
    return before.start if before is not None and before.key in _OWN_DETERMINERS else offset


def _glued(scene: _Scene, left: int, first: int) -> Organisation | None:
    """Return the body whose name, in capitals, stands before the head: Joint Reviews assistant director."""
    for token in scene.block.tokens[left:first]:
        body = scene.hit_at("bodies", token.start)
        if body is not None and _is_proper(scene, body):
            return Organisation("body", body.concept, scene.block.text[body.start : body.end])
        other = scene.hit_at("person-cues", token.start)
        if other is not None and other.concept.endswith("/elsewhere") and _is_name(scene, other):
            return Organisation("other", "", scene.block.text[other.start : other.end])
        general = scene.hit_at("role-words", token.start)
        if general is not None and general.concept == f"{VOCAB}role-words/governing" and general.label.count(" "):
            return Organisation("other", "", scene.block.text[general.start : general.end])
    return None


def _is_name(scene: _Scene, hit: Hit) -> bool:
    """Return whether a hit is written as a name: its label in capitals, or more words than one that each have one."""
    words = scene.block.text[hit.start : hit.end].split()
    return hit.label[0].isupper() and all(word[0].isupper() for word in words if word not in _FIELD)


def _is_proper(scene: _Scene, hit: Hit) -> bool:
    words = scene.block.text[hit.start : hit.end].split()
    return all(word[0].isupper() for word in words) and (len(words) > 1 or words[0].isupper() or words[0].istitle())


# --- to the right of the head


def _opens_bracket(scene: _Scene, left: int) -> bool:
    return left > 0 and scene.block.tokens[left - 1].text == "("


def _right(scene: _Scene, last: int, heads: Sequence[Hit], *, in_brackets: bool) -> int:
    """Return the index of the last token of the phrase with its field."""
    at = _opening(scene, last)
    bracket = _bracketed(scene, last) if not in_brackets else None
    if bracket is not None:
        return bracket
    if at is None and in_brackets:
        return _listed(scene, last, heads, until_bracket=True)
    if at is None:
        return _with_unit(scene, _capital_field(scene, last, heads))
    unknown, stop = 0, at
    tokens = scene.block.tokens
    while stop + 1 < len(tokens) and stop - last < LONGEST_FIELD:
        token = tokens[stop + 1]
        if token.key == ",":
            listed = _listed(scene, stop, heads, until_bracket=in_brackets)
            return listed if listed > stop else _with_unit(scene, stop)
        if not _continues_field(scene, stop + 1, heads):
            break
        unknown += not _is_known(scene, token)
        if unknown > MOST_UNKNOWN:
            break
        stop += 1
    return _with_colon(scene, last, _trim(scene, last, stop), heads)


def _with_colon(scene: _Scene, last: int, stop: int, heads: Sequence[Hit]) -> int:
    """Return the index of the end of a field in capitals behind a colon: "Head of Service: Reablement and Care"."""
    tokens = scene.block.tokens
    is_parted = stop + 2 < len(tokens) and tokens[stop + 1].text == ":" and tokens[last].text[0].isupper()
    if not is_parted or not _is_field_word(scene, stop + 2, heads):
        return stop
    return _capitals_from(scene, stop, stop + 2, heads)


def _capital_field(scene: _Scene, last: int, heads: Sequence[Hit]) -> int:
    """Return the index of the end of a field in capitals right behind a head, or the head's.

    "Corporate Director Community Health and Wellbeing", "Strategic Director - Adults, Housing and Health",
    "Chief Officer: Adults and Families", "Interim Corporate Director, Children and Young People".
    """
    tokens = scene.block.tokens
    if not tokens[last].text[0].isupper():
        return last
    at = last + 2 if last + 1 < len(tokens) and tokens[last + 1].text in "-–—:," else last + 1
    if at >= len(tokens) or not (_is_field_word(scene, at, heads) and _is_role_word(scene, tokens[at])):
        return last
    return _capitals_from(scene, last, at, heads)


def _capitals_from(scene: _Scene, last: int, at: int, heads: Sequence[Hit]) -> int:
    """Return the index of the last word of a field in capitals that begins at a token; `last` if there is none."""
    tokens, best, pending = scene.block.tokens, last, False
    while at < len(tokens) and at - last < LONGEST_FIELD:
        if tokens[at].key == "'s":
            best = best if pending else at
        elif tokens[at].key in ("and", "&", ","):
            pending = pending or tokens[at].key == ","
            if at + 1 == len(tokens) or not _is_field_word(scene, at + 1, heads):
                break
            pending = pending and tokens[at].key == ","
        elif not _is_field_word(scene, at, heads):
            break
        elif not pending:
            best = at
        at += 1
    return best


def _is_role_word(scene: _Scene, token: Token) -> bool:
    return token.key in scene.words.modifiers or scene.inside_label(token.start)


def _is_field_word(scene: _Scene, at: int, heads: Sequence[Hit]) -> bool:
    token = scene.block.tokens[at]
    if not token.text[0].isupper() or token.key in english.FUNCTION_WORDS or scene.name_at(token.start):
        return False
    if scene.authority_at(token.start) or any(scene.hit_at(name, token.start) for name in ("bodies", "honorifics")):
        return False
    is_head = any(hit.start <= token.start < hit.end for hit in heads)
    return not is_head and scene.hit_at("speech-verbs", token.start) is None


def _bracketed(scene: _Scene, last: int) -> int | None:
    """Return the index of the bracket that closes a field: "Corporate Director (Children and Young People)"."""
    tokens = scene.block.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text != "(" or not tokens[last + 2].text[:1].isupper():
        return None
    for at in range(last + 2, min(last + LONGEST_FIELD, len(tokens))):
        if tokens[at].text == ")":
            return at if at > last + 3 or not tokens[last + 2].text.isupper() else None
        if scene.name_at(tokens[at].start) or not (_is_known(scene, tokens[at]) or tokens[at].key in ",'s&-"):
            return None
    return None


def _opening(scene: _Scene, last: int) -> int | None:
    """Return the index of the word that opens the field behind the head, if one does."""
    tokens = scene.block.tokens
    if last + 1 >= len(tokens):
        return None
    following = tokens[last + 1]
    if following.key == "for" and last + 2 < len(tokens) and _is_time_next(scene, last + 2):
        return None
    general = scene.hit_at("role-words", following.start)
    if (
        general is not None
        and general.concept == f"{VOCAB}role-words/field-openers"
        and general.start == following.start
    ):
        return scene.index(general.end) - 1
    return (
        last + 1
        if following.key in _FIELD
        or (following.key in ("on", "to") and _is_known_next(scene, last + 2))
        or (following.key == "in" and _is_field_in(scene, last + 2))
        else None
    )


def _is_time_next(scene: _Scene, at: int) -> bool:
    """Return whether `for` opens a stretch of time, no field: "director for the past four years"."""
    tokens = scene.block.tokens
    at += tokens[at].key in ("the", "over") and at + 1 < len(tokens)
    return tokens[at].key in (*english.CARDINALS, "past", "last") or tokens[at].text[0].isdigit()


def _is_field_in(scene: _Scene, at: int) -> bool:
    """Return whether a field in capitals follows `in`: "Consultant in Public Health"."""
    tokens = scene.block.tokens
    return at < len(tokens) and tokens[at].text[0].isupper() and _is_role_word(scene, tokens[at])


def _is_known_next(scene: _Scene, at: int) -> bool:
    tokens = scene.block.tokens
    return at < len(tokens) and (
        tokens[at].key in ("the", *scene.words.modifiers) or scene.inside_label(tokens[at].start)
    )


def _continues_field(scene: _Scene, at: int, heads: Sequence[Hit]) -> bool:
    token, tokens = scene.block.tokens[at], scene.block.tokens
    if (
        scene.name_at(token.start)
        or scene.hit_at("speech-verbs", token.start)
        or token.key in _STOPS - {"its", "their"}
    ):
        return False
    if token.key in ("and", "&"):
        return not _head_follows(scene, at, heads) and at + 1 < len(tokens) and _continues_field(scene, at + 1, heads)
    if token.key in ("-", "'", "'s"):
        return token.key == "'s" or tokens[at].start == tokens[at - 1].end
    if not token.is_word or token.key in _BE_HAVE:
        return False
    if token.text[0].isupper() or not token.key.endswith(("ed", "ing")) or _is_known(scene, token):
        return True
    return at + 1 < len(tokens) and _is_known_next(scene, at + 1)


def _is_known(scene: _Scene, token: Token) -> bool:
    if token.text[0].isupper() or not token.text[0].isalpha() or token.key in english.FUNCTION_WORDS:
        return True
    return token.key in scene.words.modifiers or token.key in scene.words.units or scene.inside_label(token.start)


def _head_follows(scene: _Scene, at: int, heads: Sequence[Hit]) -> bool:
    """Return whether a further role begins behind the token: "and chair of …", "and director of …"."""
    tokens = scene.block.tokens
    for place in range(at + 1, min(at + 5, len(tokens))):
        if any(hit.start == tokens[place].start for hit in heads):
            return True
        if not (
            _is_modifier(scene, tokens[place]) or tokens[place].key in english.DETERMINERS or tokens[place].key == "'s"
        ):
            return False
    return False


def _listed(scene: _Scene, stop: int, heads: Sequence[Hit], *, until_bracket: bool) -> int:
    """Return the index of the last token of a field that goes on as a list: "Adult Care, Communities and Libraries"."""
    tokens, joined, at = scene.block.tokens, False, stop + 1
    best = stop
    if at + 1 < len(tokens) and tokens[at + 1].key in ("and", "&", *english.DETERMINERS):
        return stop
    while at < len(tokens) and at - stop < LONGEST_FIELD:
        token = tokens[at]
        if token.text == ")" and until_bracket:
            return at - 1
        if token.key in ("and", "&"):
            if _head_follows(scene, at, heads):
                return best if until_bracket else stop
            joined = True
        elif token.key == ",":
            if joined:
                break
        elif not (token.is_word or token.key == "'") or not _is_list_word(scene, token):
            break
        if until_bracket or (joined and token.is_word and token.key not in ("and", "&")):
            best = at if token.key != "," else best
        at += 1
    return best


def _is_list_word(scene: _Scene, token: Token) -> bool:
    if scene.name_at(token.start) or scene.hit_at("speech-verbs", token.start) or scene.hit_at("roles", token.start):
        return False
    return token.key == "'s" or (_is_known(scene, token) and token.key not in english.FUNCTION_WORDS)


def _with_unit(scene: _Scene, stop: int) -> int:
    """Return the index of the end of a unit behind a comma, or `stop`: "commissioning inspector, northern region"."""
    tokens = scene.block.tokens
    for end in range(stop + 2, min(stop + 5, len(tokens))):
        if tokens[stop + 1].key != "," or not tokens[end].is_word or scene.name_at(tokens[end].start):
            return stop
        closes = (
            end + 1 == len(tokens) or not tokens[end + 1].is_word or scene.hit_at("speech-verbs", tokens[end + 1].start)
        )
        body = scene.hit_at("bodies", tokens[end].start)
        if tokens[end].key in scene.words.units and closes and body is None:
            return end
    return stop


def _trim(scene: _Scene, last: int, stop: int) -> int:
    """Drop words from the end of a field that can't end one."""
    tokens = scene.block.tokens
    while stop > last and (
        tokens[stop].key in english.FUNCTION_WORDS or not (tokens[stop].is_word or tokens[stop].key == "'s")
    ):
        stop -= 1
    return stop


# --- organisations


def _field_organisation(scene: _Scene, last: int, right: int) -> tuple[int, Organisation | None, tuple[int, int]]:
    """Return the end of the phrase, the organisation that its field is or holds, and the tokens of the field to keep.

    The field is kept from the head's last token to the second index; equal indexes keep nothing of it.
    """
    tokens = scene.block.tokens
    end = tokens[right].end
    for at in range(last + 1, right + 1):
        authority = scene.authority_at(tokens[at].start)
        if authority is not None and not _other_name(scene, last, right):
            whole = tokens[right].start < authority.end
            named = Organisation("authority", authority.key, authority.as_named)
            return end, named, (last, _shorter(scene, last, at - 1) if whole else right)
        body = scene.hit_at("bodies", tokens[at].start)
        if body is not None:
            named = Organisation("body", body.concept, scene.block.text[body.start : body.end])
            names_post = scene.hit_at("role-words", body.start) is not None
            return (
                end,
                named,
                (last, right if names_post or tokens[right].start >= body.end else _shorter(scene, last, at - 1)),
            )
    other = _other_name(scene, last, right)
    if not other:
        return end, None, (last, right)
    head = scene.hit_at("roles", tokens[last].start)
    is_chair = head is not None and head.concept.endswith("chair")
    meets = is_chair or other.split()[-1].lower() in scene.words.meetings
    return end, Organisation("other", "", other), (last, right if meets else last)


def _shorter(scene: _Scene, last: int, stop: int) -> int:
    """Return the end of a field from whose end an organisation was taken: without the words that led to it."""
    leading = _FIELD | english.DETERMINERS | scene.words.places
    while stop > last and scene.block.tokens[stop].key in leading:
        stop -= 1
    return stop


def _other_name(scene: _Scene, last: int, right: int) -> str:
    """Return the name of an organisation that follows "of": capitalised words, not all of them words of roles."""
    tokens = scene.block.tokens
    if right <= last + 1 or tokens[last + 1].key != "of":
        return ""
    field = [
        t
        for t in tokens[last + 2 : right + 1]
        if t.key != "the" and t.is_word and t.key not in ("of", "for", "and", "'s")
    ]
    if not field or any(t.text[0].islower() for t in field):
        return ""
    own = [t for t in field if t.key not in scene.words.modifiers and not scene.inside_label(t.start)]
    if not own or all(scene.authority_at(t.start) for t in field):
        return ""
    if all(scene.authority_at(t.start) or t.key in scene.words.places for t in field):
        return ""
    joined = any(t.key in ("and", "&") for t in tokens[last + 2 : right + 1])
    if joined and _is_role_word(scene, field[0]) and field[-1].key not in scene.words.meetings:
        return ""
    return scene.block.text[field[0].start : tokens[right].end]


def _behind(scene: _Scene, right: int) -> tuple[int, Organisation | None]:
    """Return the organisation named behind the phrase (", Joint Reviews"; "at the Welsh assembly"), and its end."""
    tokens = scene.block.tokens
    end, at = tokens[right].end, right + 1
    if at + 1 >= len(tokens) or not (tokens[at].key == "," or tokens[at].key in _PLACE):
        return end, None
    is_place = tokens[at].key != ","
    at += 2 if tokens[at + 1].key == "the" and at + 2 < len(tokens) else 1
    body = scene.hit_at("bodies", tokens[at].start)
    if body is not None and _is_proper(scene, body):
        return body.end, Organisation("body", body.concept, scene.block.text[body.start : body.end])
    authority = scene.authority_at(tokens[at].start)
    if authority is not None:
        return authority.end, Organisation("authority", authority.key, authority.as_named)
    general = scene.hit_at("role-words", tokens[at].start)
    if is_place and general is not None and general.concept == f"{VOCAB}role-words/governing":
        return general.end, Organisation("other", "", scene.block.text[general.start : general.end])
    return end, None


def _related_body(scene: _Scene, left: int, end: int) -> Organisation | None:
    """Return the body that words inside the phrase belong to, by the vocabulary: an assistant review director."""
    start = scene.block.tokens[left].start
    for hit in scene.block.within("role-words", start, end):
        for related in scene.lexicon.concepts[hit.concept].related:
            if related.startswith(f"{VOCAB}bodies/"):
                return Organisation("body", related, scene.block.text[hit.start : hit.end])
    return None


# --- words and concept


def _wording(scene: _Scene, left: int, last: int, kept: tuple[int, int]) -> str:
    """Return the words of the phrase without a glued body's name."""
    tokens, text = scene.block.tokens, scene.block.text
    first = left
    body = scene.hit_at("bodies", tokens[left].start)
    if body is None or not _is_proper(scene, body):
        body = scene.hit_at("person-cues", tokens[left].start)
        body = body if body and body.concept.endswith("/elsewhere") and _is_name(scene, body) else None
    if body is not None and body.end <= tokens[last].start:
        behind = scene.index(body.end)
        first = behind if behind <= last else left
    words = text[tokens[first].start : tokens[max(last, kept[1])].end]
    return " ".join(words.replace("“", "").replace("”", "").split())


def _ranks(scene: _Scene, left: int, first: int) -> tuple[Hit, ...]:
    """Return the rank words before the head, the nearest first."""
    tokens = scene.block.tokens
    if left == first:
        return ()
    hits = scene.block.within("ranks", tokens[left].start, tokens[first - 1].end)
    return tuple(reversed(hits))


def _is_past(scene: _Scene, rank: Hit) -> bool:
    return rank.concept.endswith(("/past-holder", "/became-past"))


def _concept(scene: _Scene, head: Concept, ranks: Iterable[Hit]) -> str:
    """Return the concept of a head under its nearest rank; '' if the vocabulary has none for the two."""
    rank = next((rank for rank in ranks if not _is_past(scene, rank)), None)
    if rank is None:
        return head.iri
    ranked = (c for c in scene.lexicon.schemes["roles"] if {head.iri, rank.concept} <= set(c.related))
    is_ranked = any(related.startswith(f"{VOCAB}ranks/") for related in head.related)
    return next((concept.iri for concept in ranked), head.iri if is_ranked else "")


def _kind(scene: _Scene, head: Concept, left: int, end: int) -> str:
    """Return the kind of organisation whose role it is: by a word inside the phrase, else by the head."""
    prefix = f"{VOCAB}role-sides/"
    inside = scene.block.within("role-words", scene.block.tokens[left].start, end)
    concepts = (*(scene.lexicon.concepts[hit.concept] for hit in inside), head)
    return next((r.removeprefix(prefix) for concept in concepts for r in concept.related if r.startswith(prefix)), "")
