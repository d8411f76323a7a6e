"""Who or what is judged: authorities and the services that the words around them name, found in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import english
from kg.extract.authorities import AuthorityMention
from kg.extract.ratings.coordination import EDGES, LEADERS, Phrase, clean, split_services
from kg.extract.ratings.naming import is_name, without_report
from kg.extract.ratings.sentence import HEAD_ZONES, QUOTES, Sentence, whole, words
from kg.extract.ratings.signals import Signal
from kg.lexicon import REGIMES, VALUE_WORDS, VALUES
from kg.model import Hit, Token

OVERALL = "overall"
AUTHORITY, SERVICE, PROVIDER = "authority", "service", "provider"
LONGEST_NAME = 24
LONGEST_LINK = 4
LAST_TITLE = 3
_LINKS = words(", and or nor & both the at in of for by well as 's to from")
_PLACES = words("at of in for by within from")
_ENDS = frozenset(
    {"(", ")", ";", ".", ":", "?", "!", "which", "that", "who", "whose", "where", "but", "with", "—", "–"}
)
_RELATIVES = words("which that who")
_TIMES = words("time year years month months week weeks today yesterday")
_ADVERBS = words("then also now still again already today yesterday both all each")


class Subject(NamedTuple):
    """What is judged: a register key or '', the words of a service ('' for the authority as a whole), its kind."""

    authority: str
    words: str
    kind: str


class Group(NamedTuple):
    """Subjects that share what is said of them, and where they stand."""

    subjects: tuple[Subject, ...]
    start: int
    end: int

    @property
    def is_service(self) -> bool:
        """Whether it names services rather than authorities."""
        return any(subject.words for subject in self.subjects)


def named_groups(sentence: Sentence) -> list[Group]:
    """Return the groups of authorities that a sentence names, each with the services named beside them."""
    found: list[Group] = []
    for members in _coordinations(sentence):
        phrase = _behind(sentence, members[-1]) or _ahead(sentence, members[0])
        words = _names(sentence, phrase) if phrase else ("",)
        words = () if not phrase and _has_bare_services(sentence, members[-1]) else words
        subjects = tuple(Subject(m.key, w, SERVICE if w else AUTHORITY) for m in members for w in words)
        start = min(members[0].start, phrase.start) if phrase else members[0].start
        end = max(members[-1].end, phrase.end) if phrase else members[-1].end
        found.append(Group(subjects, start, end))
    return sorted([*_sharing(found, sentence), *its_services(sentence, found)], key=lambda group: group.start)


def its_services(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the services that a possessive makes a subject of its own: "while its homelessness service is poor"."""
    for token in sentence.tokens:
        owners = [group for group in groups if group.end <= token.start and group.subjects]
        if token.key not in ("its", "their") or not owners:
            continue
        name = _name_run(sentence, sentence.after(token.end), commas=False)
        phrase = _phrase(sentence, name) if name and _last_noun(sentence, name) == len(name) - 1 else None
        behind = [t for t in sentence.after(name[-1].end) if t.key not in QUOTES][:1] if name else []
        if behind and behind[0].key == ",":
            behind = [t for t in sentence.after(behind[0].end) if t.key != "which"][:1]
        if phrase and behind and _predicates(sentence, behind[0]) and not is_whole(sentence, phrase.start, phrase.end):
            keys = dict.fromkeys(subject.authority for subject in owners[-1].subjects)
            yield Group(tuple(Subject(key, phrase.words, SERVICE) for key in keys), token.start, phrase.end)


def inspected_service(sentence: Sentence) -> Subject | None:
    """Return the service of which a sentence tells the inspection: "a report on the repairs service of Ashfield"."""
    for hit in sentence.cues("inspection-noun"):
        behind = sentence.after(hit.end)[:1]
        if not behind or behind[0].key not in ("on", "of", "into"):
            continue
        name = _name_run(sentence, sentence.after(behind[0].end), commas=False)
        named = [m.key for m in sentence.mentions if m.end <= hit.start or (name and m.start <= name[-1].end)]
        places = [m.start for m in sentence.mentions if m.start > behind[0].end]
        name = [token for token in name if not places or token.end <= places[0]]
        last = _last_noun(sentence, name)
        phrase = _phrase(sentence, name[: last + 1]) if last is not None else None
        key = named[-1] if named else sentence.page.authorities.at(sentence.index, hit.start)
        if phrase and key and not is_whole(sentence, phrase.start, phrase.end):
            return Subject(key, clean(phrase.words), SERVICE)
    return None


def titled_service(sentence: Sentence) -> Subject | None:
    """Return the one service that the document's title names, of the authority in focus: "Home Care Services"."""
    page = sentence.page
    title = next((block for block in page.annotated.blocks if block.block.zone in HEAD_ZONES), None)
    key = page.authorities.at(sentence.index, sentence.start)
    if title is None or title.block.index > LAST_TITLE or not key:
        return None
    line = whole(page, title, 0, len(title.text))
    stretches = _titles(line)
    named = [_phrase(line, line.between(start, end)) for start, end in stretches if _names_service(line, start, end)]
    phrases = [p for p in named if p is not None and not is_whole(line, p.start, p.end)]
    return Subject(key, clean(phrases[0].words), SERVICE) if len(phrases) == 1 else None


def _titles(line: Sentence) -> list[tuple[int, int]]:
    """Return the parts of a title between colons, commas, dashes and names of authorities."""
    dashes = {t.start for t in line.tokens if t.key in ("-", "–", "—") and _is_dash(line, t)}
    marks = [(t.start, t.end) for t in line.tokens if t.key in (":", ",", "(", ")") or t.start in dashes]
    marks += [(mention.start, mention.end) for mention in line.mentions]
    edges = [line.start, *(edge for mark in sorted(marks) for edge in mark), line.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if line.text[a:b].strip()]


def _names_service(line: Sentence, start: int, end: int) -> bool:
    """Return whether a part of a title is the name of a service: no verb, and at its end a noun for services."""
    tokens = [token for token in line.between(start, end) if token.is_word and token.key not in _PLACES]
    verbs = any(line.is_verb(token) or token.key in english.MODALS for token in tokens)
    nouns = [*line.cues("service-noun"), *line.hits("service-types")]
    regime = line.block.within(REGIMES, start, end) or line.block.within("bodies", start, end)
    return bool(tokens) and not verbs and not regime and any(hit.end == tokens[-1].end for hit in nouns)


def _has_bare_services(sentence: Sentence, mention: AuthorityMention) -> bool:
    """Return whether services without names follow an authority's name: "two Kent services"."""
    behind = [token for token in sentence.after(mention.end) if token.is_word][:1]
    nouns = {hit.start for hit in sentence.cues("service-anaphor")}
    return bool(behind) and behind[0].start in nouns and behind[0].key.endswith("s")


def _sharing(groups: list[Group], sentence: Sentence) -> list[Group]:
    """Let a bare authority after a service's group, behind a semicolon or "and", be judged on the same service."""
    found: list[Group] = []
    for group in groups:
        earlier = found[-1] if found else None
        parallel = earlier and earlier.is_service and not group.is_service and _is_parallel(sentence, earlier, group)
        found.append(_on_services(group, earlier) if earlier and parallel else group)
    return found


def _predicates(sentence: Sentence, token: Token) -> bool:
    """Return whether a verb or, its verb left out, a value begins: "and its family centres 'good'"."""
    worded = (hit for scheme in (VALUES, VALUE_WORDS) for hit in sentence.hits(scheme))
    return sentence.is_verb(token) or any(hit.start == token.start for hit in worded)


def _on_services(group: Group, earlier: Group) -> Group:
    words = dict.fromkeys(subject.words for subject in earlier.subjects)
    return group._replace(subjects=tuple(Subject(s.authority, w, SERVICE) for s in group.subjects for w in words))


def _is_parallel(sentence: Sentence, earlier: Group, group: Group) -> bool:
    return any(token.key in (";", "and", "while") for token in sentence.between(earlier.end, group.start))


# --- coordinated authorities


def _coordinations(sentence: Sentence) -> Iterator[tuple[AuthorityMention, ...]]:
    members: list[AuthorityMention] = []
    for mention in sentence.mentions:
        if is_in_passing(sentence, mention):
            continue
        if members and not _are_linked(sentence, members[-1], mention):
            yield tuple(members)
            members = []
        members.append(mention)
    if members:
        yield tuple(members)


def is_in_passing(sentence: Sentence, mention: AuthorityMention) -> bool:
    """Return whether an authority is only told of another's origin or place: ", born in 1998 out of Essex,"."""
    cues = sentence.cues("in-passing")
    before = [token for token in sentence.before(mention.start) if token.key not in english.DETERMINERS][:1]
    return bool(before) and any(hit.end == before[0].end for hit in cues)


def _are_linked(sentence: Sentence, left: AuthorityMention, right: AuthorityMention) -> bool:
    between = _without_aside(sentence.between(left.end, right.start))
    joined = any(token.key in (",", "and", "&", "or", "nor") for token in between)
    return joined and len(between) <= LONGEST_LINK and all(token.key in _LINKS for token in between)


def _without_aside(between: list[Token]) -> list[Token]:
    """Return the tokens between two members without "for the first time" and the comma before it."""
    keys = [token.key for token in between]
    if "time" not in keys:
        return between
    end = keys.index("time") + 1
    start = next((place for place in range(end - 1, -1, -1) if keys[place] == "for"), end)
    return [*between[:start], *between[end:]]


# --- the service named beside an authority


def _names(sentence: Sentence, phrase: Phrase) -> tuple[str, ...]:
    """Return the services that a phrase names; '' alone if it means the authority as a whole."""
    return ("",) if is_whole(sentence, phrase.start, phrase.end) else split_services(sentence, phrase)


def _behind(sentence: Sentence, mention: AuthorityMention) -> Phrase | None:
    """Return the name behind an authority's: "Leeds council's home care", "At Newham passenger transport is"."""
    tokens = sentence.after(mention.end)
    possessive = bool(tokens) and tokens[0].key in ("'s", "'")
    opening = sentence.before(mention.start)
    fronted = len(opening) == 1 and opening[0].key in _PLACES
    name = _name_run(sentence, tokens[1:] if possessive else tokens, commas=possessive)
    if not name:
        return None
    last = _last_noun(sentence, name)
    if last is not None:
        name = name if [t.key for t in name[last + 1 : last + 2]] == ["for"] else name[: last + 1]
    elif not (possessive or fronted) or any(token.key == "," for token in name):
        return None
    return _phrase(sentence, name)


def _name_run(sentence: Sentence, tokens: Sequence[Token], *, commas: bool) -> list[Token]:
    """Return the tokens up to the first verb, mark or relative."""
    found: list[Token] = []
    values = [*sentence.hits(VALUES), *sentence.cues("rating-noun")]
    for token in tokens[:LONGEST_NAME]:
        if any(hit.start <= token.start < hit.end for hit in values):
            break
        ends = token.key in _ENDS or token.key in english.MODALS or (token.key in QUOTES and token.key != "'")
        if ends or (token.key in ("-", "/") and _is_dash(sentence, token)) or (token.key == "," and not commas):
            break
        if _is_finite(sentence, token, found) or (found and token.key in ("a", "an")):
            break
        found.append(token)
    return found


def _is_dash(sentence: Sentence, token: Token) -> bool:
    return sentence.text[token.start - 1 : token.start] == " "


def _is_finite(sentence: Sentence, token: Token, before: list[Token]) -> bool:
    """Return whether a token is a verb here, not a noun that is spelt like one ("a leaving care service")."""
    if not sentence.is_verb(token):
        return False
    following = sentence.after(token.end)[:1]
    noun = following and sentence.has(following[0].start, sentence.end, "service-noun") and token.key.endswith("ing")
    return not (noun and any(h.start == following[0].start for h in sentence.cues("service-noun")))


def _last_noun(sentence: Sentence, name: Sequence[Token]) -> int | None:
    ends = {hit.end for hit in sentence.cues("service-noun", "whole-authority", "group-noun")}
    ends |= {hit.end for hit in sentence.hits("service-types")}
    places = [place for place, token in enumerate(name) if token.end in ends]
    return places[-1] if places else None


def _ahead(sentence: Sentence, mention: AuthorityMention) -> Phrase | None:
    """Return the name before an authority's: "building control at Hambleton DC", "the legal department at Bolton"."""
    before = [token for token in sentence.before(mention.start) if token.key != "the"]
    if not before or before[0].key not in _PLACES:
        return None
    name: list[Token] = []
    areas = [*sentence.hits("areas"), *sentence.hits(VALUE_WORDS)]
    for token in before[1:LONGEST_NAME]:
        stops = token.key in _ENDS or token.key in ("to", "by", "from", ",", "a", "an") or token.key in QUOTES
        named = any(hit.start <= token.start < hit.end for hit in areas)
        if token.key in _RELATIVES and name:
            name.pop(0)
        if token.key in _TIMES or stops or named or sentence.is_verb(token) or token.key in english.MODALS:
            break
        name.insert(0, token)
    last = _last_noun(sentence, name)
    if not name or (last is None and before[0].key != "at"):
        return None
    return _phrase(sentence, name if last is None else name[: last + 1])


def _phrase(sentence: Sentence, name: Sequence[Token]) -> Phrase | None:
    kept = list(name)
    while kept and (kept[0].key in LEADERS or kept[0].key in english.PREPOSITIONS or not kept[0].is_word):
        kept.pop(0)
    kept = _without_owner(sentence, kept)
    while kept and _is_trailing(kept[-1]):
        kept.pop()
    if not kept or (len(kept) == 1 and _is_empty(sentence, kept[0])):
        return None
    kept = _without_place(sentence, kept)
    kept = without_report(sentence, kept)
    if not is_name(sentence, kept):
        return None
    start, end = kept[0].start, kept[-1].end
    return Phrase(sentence.text[start:end], start, end)


def _without_owner(sentence: Sentence, name: list[Token]) -> list[Token]:
    """Return a name without "council's" at its beginning."""
    owned = len(name) > 2 and name[1].key == "'s" and sentence.has(name[0].start, name[0].end, "anaphor")  # noqa: PLR2004
    return name[2:] if owned else name


def _without_place(sentence: Sentence, name: list[Token]) -> list[Token]:
    """Return a name without "in the borough", "of the council" at its end."""
    for hit in sentence.cues("anaphor"):
        before = [token for token in name if token.end <= hit.start]
        tied = len(before) > 2 and before[-1].key == "the" and before[-2].key in _PLACES  # noqa: PLR2004  a name, "in the"
        if tied and hit.end == name[-1].end:
            return before[:-2]
    return name


def attributive(sentence: Sentence, limit: int) -> Phrase | None:
    """Return the service that a value qualifies: "provides a poor, no-star housing benefits service"."""
    name = _name_run(sentence, sentence.after(limit), commas=False)
    last = _last_noun(sentence, name)
    if last is None or last == 0 or any(token.key in english.FUNCTION_WORDS for token in name[: last + 1]):
        return None
    phrase = _phrase(sentence, name[: last + 1])
    return phrase if phrase and not is_whole(sentence, phrase.start, phrase.end) else None


def _is_empty(sentence: Sentence, word: Token) -> bool:
    """Return whether a word alone names no service: a pronoun, or a bare "services"."""
    bare = any(hit.start == word.start and hit.end == word.end for hit in sentence.cues("service-anaphor"))
    return bare or word.key in english.PRONOUNS


def _is_trailing(token: Token) -> bool:
    """Return whether a token at the end of a name is no part of it: a mark, a function word, an adverb."""
    mark = not token.is_word and token.key != "'s"
    return mark or token.key in english.FUNCTION_WORDS or token.key in _ADVERBS or token.key.endswith("ly")


def is_whole(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether view[start:end] names no single service but the authority ("social services department")."""
    covered = sentence.cues("whole-authority", "anaphor", "group-noun")
    words = [token for token in sentence.between(start, end) if token.is_word and token.key not in LEADERS]
    return all(any(hit.start <= word.start < hit.end for hit in covered) for word in words)


# --- subjects without an authority's name


def plain_service(sentence: Sentence, limit: int) -> Phrase | None:
    """Return the service that is the subject of the verb before `limit`: "Home care was assessed as …"."""
    opening: list[Token] = []
    verb = None
    for token in sentence.between(sentence.start, limit):
        if sentence.is_verb(token) and _is_finite(sentence, token, opening):
            verb = token
            break
        opening.append(token)
    modal = any(token.key in english.MODALS for token in opening)
    if verb is None or modal or not opening or len(opening) > LONGEST_NAME:
        return None
    clause = _without_adverbial(_last_clause(opening))
    last = _last_noun(sentence, clause) if clause and not _is_generic(clause) else None
    if last is None:
        return None
    behind = clause[last + 1 : last + 2]
    return _phrase(sentence, clause if behind and behind[0].key in english.PREPOSITIONS else clause[: last + 1])


def _last_clause(opening: list[Token]) -> list[Token]:
    starts = [place + 1 for place, token in enumerate(opening) if token.key in ("that", ":", ";")]
    return opening[starts[-1] :] if starts else opening


def _without_adverbial(clause: list[Token]) -> list[Token]:
    """Return a clause without what it opens with up to the first comma: "As for children, …", "Under the regime …"."""
    if not clause or not (clause[0].key in english.PREPOSITIONS or clause[0].key in english.CONJUNCTIONS):
        return clause
    commas = [place for place, token in enumerate(clause) if token.key == ","]
    return clause[commas[0] + 1 :] if commas else []


def _is_generic(clause: list[Token]) -> bool:
    """Return whether a phrase speaks of any service, not of one: "A service earns from 0 to 3 stars"."""
    words = [token for token in clause if token.is_word]
    return not words or words[0].key in ("each", "every", "any", "a", "an", "no") or (len(words) == 1)


def reference(sentence: Sentence, limit: int, notation: str) -> tuple[int, int] | None:
    """Return where a pronoun or a definite noun before `limit` stands for what was named last."""
    tokens = sentence.between(sentence.start, limit)
    marks = [place for place, token in enumerate(tokens) if token.key in (":", ";")]
    tokens = tokens[marks[-1] + 1 :] if marks else tokens
    start = tokens[0].start if tokens else limit
    nouns = [h for h in sentence.cues(notation) if start <= h.start and h.end <= limit and _is_definite(sentence, h)]
    if nouns:
        return sentence.before(nouns[-1].start)[0].start, nouns[-1].end
    for place, token in enumerate(tokens):
        alone = token.key == "it" and len(tokens) == 1  # the value begins with the verb: "It is likely to improve"
        opens = not place and (token.key in ("they", "their", "this") or alone)
        following = [t for t in tokens[place + 1 :] if t.key not in _ADVERBS][:1]
        beside = [*tokens[max(0, place - 1) : place], *following]
        if opens or token.key == "its" or (token.key == "it" and any(map(sentence.is_verb, beside))):
            return token.start, token.end
    return None


def embedded_reference(sentence: Sentence, signal: Signal) -> tuple[int, int] | None:
    """Return where a value stands inside a noun phrase that points back: "the three-star service"."""
    before, behind = sentence.before(signal.start)[:1], sentence.after(signal.end)[:1]
    nouns = {hit.start: hit.end for hit in sentence.cues("service-anaphor")}
    if before and behind and before[0].key in ("the", "this") and behind[0].start in nouns:
        return before[0].start, nouns[behind[0].start]
    return None


def _is_definite(sentence: Sentence, noun: Hit) -> bool:
    """Return whether a noun is a whole phrase that points back: "the council", "this service"; plurals are none."""
    before = sentence.before(noun.start)[:1]
    plural = sentence.text[noun.start : noun.end].lower().endswith("s")
    return bool(before) and before[0].key in ("the", "this", "that") and not plural


def located(sentence: Sentence, signal: Signal) -> tuple[str, ...]:
    """Return the services to which a value is confined right behind it: "poor in adult and children's services"."""
    tokens = sentence.after(signal.end)
    if not tokens or tokens[0].key not in ("in", "for", "across"):
        return ()
    name = _name_run(sentence, tokens[1:], commas=False)
    last = _last_noun(sentence, name)
    if last is None or any(m.start < name[last].end and name[0].start < m.end for m in sentence.mentions):
        return ()
    phrase = _phrase(sentence, name[: last + 1])
    if phrase is None or is_whole(sentence, phrase.start, phrase.end):
        return ()
    return split_services(sentence, phrase, shared_head=True)


# --- names in lines and headings


def line_subject(sentence: Sentence, start: int, end: int) -> Subject:
    """Return the subject that a heading or the beginning of a line names: an authority, its service, or a provider."""
    mentions = [m for m in sentence.mentions if m.start >= start and m.end <= end]
    authority = mentions[0].key if len({m.key for m in mentions}) == 1 else ""
    authority = authority or sentence.page.authorities.at(sentence.index, start)
    if _is_provider(sentence, end, mentions):
        return Subject("", clean(sentence.text[start:end]), PROVIDER)
    words = clean(_without(sentence, start, end, mentions))
    whole_name = not words or is_whole(sentence, start, end) or _only_whole(sentence, start, end, mentions)
    return Subject(authority, "" if whole_name else words, AUTHORITY if whole_name else SERVICE)


def _is_provider(sentence: Sentence, end: int, mentions: list[AuthorityMention]) -> bool:
    """Return whether a heading ends in a noun for providers; an authority's name may only begin it ("Leeds Homes")."""
    tail = sentence.text[:end].rstrip(EDGES)
    ends = [hit for hit in sentence.cues("provider") if hit.end == len(tail)]
    begun = [m for m in mentions if not sentence.text[m.end : m.end + 1].isspace()]
    return bool(ends) and not begun and len(mentions) <= 1 and sentence.text[ends[0].start].isupper()


def _only_whole(sentence: Sentence, start: int, end: int, mentions: list[AuthorityMention]) -> bool:
    covered = [(hit.start, hit.end) for hit in sentence.cues("whole-authority", "group-noun")]
    covered += [(mention.start, mention.end) for mention in mentions]
    words = [t for t in sentence.between(start, end) if t.is_word and t.key not in english.FUNCTION_WORDS]
    return all(any(first <= word.start < last for first, last in covered) for word in words)


def _without(sentence: Sentence, start: int, end: int, mentions: list[AuthorityMention]) -> str:
    """Return view[start:end] without the authorities' names and the words that tie them to the rest."""
    text = sentence.text
    for mention in mentions:
        head, tail = text[start : mention.start], text[mention.end : end]
        if not head.strip(EDGES) or head.strip(EDGES).lower() in ("the", "at", "in"):
            return re.sub(r"^(?:'s?\s|\s*[,:–—-]\s|\s)", "", tail)
        tied = re.sub(r"(?:\b(?:at|of|in|for|by|run by|provided by)\s+(?:the\s+)?)$", "", head)
        return tied if not tail.strip(EDGES) else f"{tied.rstrip()} {tail.strip()}"
    return text[start:end]
