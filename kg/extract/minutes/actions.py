"""A sentence of minutes in, the action out that it sets somebody: who is to do it, and by when, in the text's words.

Wishes for a further report, requests and instructions, undertakings, duties with a time, and resolutions that tell
somebody to do something. To note, approve or endorse is no action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg import english
from kg.extract.minutes import cues, speech
from kg.extract.minutes.speech import Act
from kg.lexicon import VALUE_WORDS, VALUES
from kg.model import AnnotatedBlock, Hit, Token

LONGEST_OWNER, SHORT_LEAD, NEAR_PAPER = 12, 4, 4
WISH, REQUEST, UNDERTAKING, DUTY, COMMISSION = (
    "follow-up-wish", "action-requested", "action-undertaken", "duty-in-time", "resolved-action",
)  # fmt: skip
_MONTH = "|".join(english.MONTHS)
_NUMBERS = "|".join(word for word, value in english.NUMBER_WORDS.items() if value)
_COUNT = rf"(?:\d{{1,3}}|{_NUMBERS}|a|an|the next|the next (?:\d+|{_NUMBERS}))"
_DAY = rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)? ?(?:of )?(?:{_MONTH})(?:,? \d{{4}})?"
_PART = r"(?:early |mid-|late |end of |beginning of |start of )"
_UNIT = r"(?:day|week|month|year)s?"
_MEETING = r"(?:a|the|its|their|our|his|her) (?:\w+ ){0,3}?meetings?(?: (?:in|on|of) (?:the \w+|[A-Z]\w+(?: \d{4})?))?"
_WHEN = re.compile(
    rf"\b(?:(?:at|to|before|by|for|in time for) {_MEETING}|"
    rf"(?:with)?in (?:a further |another )?{_COUNT}(?: ?(?:-|–|to) ?{_COUNT})? (?:working )?{_UNIT}'?(?: time)?|"
    rf"(?:by|before|until|no later than|on) {_DAY}|"
    rf"(?:by|before|in|during|until|for) (?:the )?{_PART}*(?:{_MONTH})\b(?: \d{{4}})?|"
    rf"by (?:the )?(?:end of )?(?:the )?(?:\d{{4}}(?:[-/]\d{{2,4}})?|(?:\w+ )?(?:year|month|week))\b|"
    rf"in the (?:new year|spring|summer|autumn|winter)|next (?:year|month|week|spring|summer|autumn)|"
    rf"(?:quarterly|annually|every {_COUNT} {_UNIT}|every (?:year|quarter|month)|on a (?:\w+ )?basis))",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"(?:by|within|before|no later than|in .*time)\b", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:to|for|with|before)\s+(?:all |the |this )?\S*\s?$")
_AT_MEETING = re.compile(rf"\w+(?: time for)? {_MEETING}", re.IGNORECASE)
_EDGE_WORDS = re.compile(r"^(?:that|for|by|resolved)\s+|\s+(?:will|would|to|also|then|now)$", re.IGNORECASE)
_EDGES = frozenset((",", ";", ":", "–", "-", "—", "that", "and", "but", ".", "(", ")"))


class Action(NamedTuple):
    """An action: its rule, and owner and time in the text's words, '' where it names none."""

    rule: str
    owner: str
    when: str


def when(text: str) -> str:
    """Return the words of time that say when something is to be done.

    >>> when("The Committee look forward to receiving a review in 12 months' time.")
    "in 12 months' time"
    """
    found = _WHEN.search(text)
    return found[0].strip() if found else ""


def action_in(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...], *, decided: bool) -> Action | None:
    """Return the action that a sentence sets; `decided` says that it is a resolution, a conclusion or agreed."""
    for read in (_wish, _request, _undertaking, _commission if decided else _duty, _duty):
        action = read(block, start, end, found)
        if action:
            return action
    return None


def _made(rule: str, block: AnnotatedBlock, start: int, end: int, owner: str) -> Action:
    return Action(rule, owner, when(block.text[start:end]))


# --- wishes


def _wish(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...]) -> Action | None:
    """`The Committee look forward to receiving a review in 12 months' time`."""
    for hit in cues.hits(block, cues.ACTIONS, "wishes", start, end):
        owner = _owner_before(block, start, hit.start)
        wants = cues.hits(block, cues.PAPERS, "paper", hit.end, end)
        if wants and _is_body(block, hit, start) and not _is_recalled(block, hit):
            return _made(WISH, block, start, end, owner)
    return None


def _is_body(block: AnnotatedBlock, hit: Hit, start: int) -> bool:
    """Return whether a committee or its members stand before the wish."""
    parties = block.within(cues.PARTIES, start, hit.start)
    return (
        any(not cues.notation(party).startswith(speech.OFFICER) for party in parties) or hit.start - start < SHORT_LEAD
    )


def _is_recalled(block: AnnotatedBlock, hit: Hit) -> bool:
    first = block.tokens[cues.token_index(block, hit.start)]
    return first.key.endswith("ed") and "to" not in hit.label.split()


# --- requests


def _request(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...]) -> Action | None:
    """`It was proposed that the group map out …`, `the Committee asked to be put on the list`, `requested a report`."""
    for hit in cues.hits(block, cues.ACTIONS, "requests", start, end):
        if _is_grade(block, hit):
            continue
        headless = Act(frozenset(), start, start, hit.end, speech.NOBODY) if hit.start - start < SHORT_LEAD else None
        act = next((act for act in found if act.verb == hit.start), None) or _impersonal(block, start, hit) or headless
        if act is None or act.party == speech.OFFICER:
            continue
        action = _requested(block, hit, end, act)
        if action is not None:
            return _made(REQUEST, block, start, end, action)
    return None


def _is_grade(block: AnnotatedBlock, hit: Hit) -> bool:
    """Return whether a verb is only part of a grade's name: "Requires Improvement to be Good"."""
    grades = (grade for scheme in (VALUES, VALUE_WORDS) for grade in block.hits.get(scheme, ()))
    return any(grade.start <= hit.start and hit.end < grade.end for grade in grades)


def _impersonal(block: AnnotatedBlock, start: int, hit: Hit) -> Act | None:
    """Return an act for a verb of requesting that is no verb of speech: `It was proposed`, `Members requested`."""
    subject = speech.subject_of(block, start, hit.start)
    return Act(frozenset(), subject.start, hit.start, hit.end, subject.party) if subject else None


def _requested(block: AnnotatedBlock, hit: Hit, end: int, act: Act) -> str | None:
    """Return the owner of what is requested ('' if it names none); None if nothing is."""
    tokens = cues.tokens_in(block, hit.end, end)
    if not tokens or (speech.ASKS in act.kinds and speech.asks_something(block, hit.end, end)):
        return None
    linked = next((token for token in tokens[:12] if token.key in ("that", "to")), None)
    if linked is None:
        return "" if _wants_paper(block, hit, end) else None
    between = trim_owner(block, hit.end, linked.start)
    following = tokens[tokens.index(linked) + 1 :][:1]
    if linked.key == "to" and following and following[0].key == "be":
        return ""
    if linked.key == "to":
        return between if len(between.split()) <= LONGEST_OWNER and not _is_wanted(block, hit, linked) else ""
    return _owner_of_clause(block, linked.end, end)


def _is_wanted(block: AnnotatedBlock, hit: Hit, linked: Token) -> bool:
    """Return whether a paper stands between the verb and `to`: `requested a report to the next meeting`."""
    return bool(cues.hits(block, cues.PAPERS, "paper", hit.end, linked.start))


def _wants_paper(block: AnnotatedBlock, hit: Hit, end: int) -> bool:
    papers = [found for name in ("paper", "asked-for") for found in cues.hits(block, cues.PAPERS, name, hit.end, end)]
    near = any(len(block.text[hit.end : paper.start].split()) <= NEAR_PAPER for paper in papers)
    asks = cues.hits(block, cues.SPEECH, "asks", hit.start, hit.end)
    return near and (bool(when(block.text[hit.end : end])) or not asks)


def _owner_of_clause(block: AnnotatedBlock, start: int, end: int) -> str | None:
    """Return who is to act in `that the group map out …`, `that a report be brought`; None if it only supposes."""
    tokens = list(speech.plain_tokens(block, start, end))
    for place, token in enumerate(tokens[:LONGEST_OWNER]):
        if token.key in ("be", "should"):
            passive = token.key == "be" or (place + 1 < len(tokens) and tokens[place + 1].key == "be")
            return "" if passive else trim_owner(block, start, token.start)
        if token.key in ("might", "may", "could", "was", "were", "is", "are", "had", "would"):
            return None
    return _leading_party(block, start, end) or None


def _leading_party(block: AnnotatedBlock, start: int, end: int) -> str:
    """Return the noun phrase at the start of a stretch: an article and capitalised words or a party to the meeting."""
    tokens = [token for token in cues.tokens_in(block, start, end)]
    parties = [h for h in (*block.within(cues.PARTIES, start, end), *block.within("roles", start, end))]
    stop = start
    for token in tokens[:LONGEST_OWNER]:
        known = any(hit.start <= token.start < hit.end for hit in parties)
        if known or english.is_capitalised(token.text) or (stop == start and token.key in english.DETERMINERS):
            stop = token.end
        elif token.key not in ("of", "for", "and") or stop == start:
            break
    words = block.text[start:stop].strip()
    return "" if words.lower() in english.DETERMINERS else words


# --- undertakings, duties


def _undertaking(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...]) -> Action | None:
    """`The Head of Service undertook to circulate the figures`, `a report would be brought to the next meeting`."""
    for hit in cues.hits(block, cues.ACTIONS, "undertakes", start, end):
        following = hit.end + 1
        subject = speech.subject_of(block, start, hit.start)
        if subject and _delivers_at(block, following):
            head = found[0].start if found and subject.start == hit.start else subject.start
            stop = found[0].verb if head < subject.start and found else hit.start
            owner = "" if subject.party == speech.NOBODY else trim_owner(block, head, stop)
            return _made(UNDERTAKING, block, start, end, owner)
    return _promise(block, start, end)


def _promise(block: AnnotatedBlock, start: int, end: int) -> Action | None:
    tokens = cues.tokens_in(block, start, end)
    for place, token in enumerate(tokens):
        if token.key not in ("will", "would", "shall") or place + 2 >= len(tokens):
            continue
        passive = tokens[place + 1].key == "be"
        verb = tokens[place + (2 if passive else 1)]
        follows = cues.opens(block, cues.ACTIONS, "promises", verb.start)
        if follows or (_delivers_at(block, verb.start) and _reaches_meeting(block, verb.end, end)):
            owner = "" if passive else _owner_before(block, start, token.start)
            return _made(UNDERTAKING, block, start, end, owner)
    return None


def _delivers_at(block: AnnotatedBlock, offset: int) -> bool:
    return any(cues.opens(block, cues.ACTIONS, name, offset) for name in ("delivers", "promises"))


def _reaches_meeting(block: AnnotatedBlock, start: int, end: int) -> bool:
    """Return whether something is brought to members, the committee or a meeting."""
    for party in block.within(cues.PARTIES, start, end):
        before = block.text[start : party.start]
        if cues.notation(party) != speech.OFFICER and (_TOWARDS.search(before) or before.strip() in ("", "the")):
            return True
    return bool(_AT_MEETING.match(when(block.text[start:end])))


def _duty(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...]) -> Action | None:
    """`By 31 January the Director has to bring the assessment to a public meeting`."""
    time = when(block.text[start:end])
    if not time or not _DEADLINE.match(time):
        return None
    for hit in cues.hits(block, cues.ACTIONS, "obliges", start, end):
        owner = _owner_before(block, start, hit.start)
        if owner and not _is_lower_pronoun(owner):
            return Action(DUTY, owner, time)
    return None


def _is_lower_pronoun(words: str) -> bool:
    return words.lower() in english.PRONOUNS


# --- resolutions


def _commission(block: AnnotatedBlock, start: int, end: int, found: tuple[Act, ...]) -> Action | None:
    """`That the Director be requested to report back`, `that a further report be submitted`, `to monitor progress`."""
    tokens = cues.tokens_in(block, start, end)
    for place, token in enumerate(tokens[:-1]):
        if token.key == "should" and _delivers_at(block, tokens[place + 1].start):
            return _made(COMMISSION, block, start, end, "")
        if token.key != "be":
            continue
        verb = tokens[place + 1]
        asked = any(hit.start == verb.start for hit in cues.hits(block, cues.ACTIONS, "requests", verb.start, end))
        if asked and any(other.key == "to" for other in tokens[place + 2 : place + 12]):
            return _made(COMMISSION, block, start, end, _commissioned(block, start, token, verb, end))
        if _delivers_at(block, verb.start):
            return _made(COMMISSION, block, start, end, "")
    return _commission_active(block, start, end)


def _commissioned(block: AnnotatedBlock, start: int, be: Token, verb: Token, end: int) -> str:
    """Return who is asked, or to whom it is delegated."""
    delegated = re.match(r"\s+to\s+(.{3,80}?)\s+to\s", block.text[verb.end : end])
    return delegated[1] if delegated and verb.stem.startswith("deleg") else _owner_before(block, start, be.start)


def _commission_active(block: AnnotatedBlock, start: int, end: int) -> Action | None:
    """`officers to report back`, `that officers provide a report`, `to monitor progress`."""
    tokens = cues.tokens_in(block, start, end)
    for place, token in enumerate(tokens[:LONGEST_OWNER]):
        verb = cues.opens(block, cues.ACTIONS, "delivers", token.start)
        if verb is None or token.key != verb.label.split()[0]:
            continue
        to = place > 0 and tokens[place - 1].key == "to"
        owner = _owner_before(block, start, tokens[place - 1].start if to else token.start)
        known = owner == _leading_party(block, _without_that(block, start), end) != ""
        if known or (to and not owner):
            return _made(COMMISSION, block, start, end, owner)
    return None


def _without_that(block: AnnotatedBlock, start: int) -> int:
    opening = re.match(r"\W*(?:that|to)\s+", block.text[start:], re.IGNORECASE)
    return start + opening.end() if opening else start


# --- owners


def _owner_before(block: AnnotatedBlock, start: int, end: int) -> str:
    """Return the noun phrase that ends before a verb: from the last comma, `that` or words of time on."""
    time = _WHEN.search(block.text[start:end])
    begin = start + time.end() if time else start
    for token in cues.tokens_in(block, begin, end):
        hyphen = token.key == "-" and block.text[token.start - 1] != " "
        begin = token.end if token.key in _EDGES and token.end < end and not hyphen else begin
    return trim_owner(block, _last_phrase(block, begin, end), end)


def _last_phrase(block: AnnotatedBlock, begin: int, end: int) -> int:
    """Return where the last noun phrase begins, if the stretch opens with more of the time: `of getting it`."""
    tokens = cues.tokens_in(block, begin, end)
    if not tokens or tokens[0].key not in english.PREPOSITIONS:
        return begin
    return next((t.start for t in reversed(tokens) if t.key in english.DETERMINERS), begin)


def trim_owner(block: AnnotatedBlock, start: int, end: int) -> str:
    """Return the words without marks and openings at their edges, '' if they are too long to be an owner."""
    begin, stop = cues.trimmed(block.text, start, end)
    words = _EDGE_WORDS.sub("", block.text[begin:stop])
    return words if len(words.split()) <= LONGEST_OWNER else ""


def labelled(block: AnnotatedBlock, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, words, end) of each `ACTION – …` or `(Action: …)`; `words` is where the words behind it begin."""
    for hit in cues.hits(block, cues.OPENINGS, "action-opening", start, end):
        sign = re.match(r"\s*\d*\s*[:–—-]\s*", block.text[hit.end : end])
        written = block.text[hit.start : hit.end]
        if sign and (written.isupper() or written[0].isupper()):
            bracket = block.text[hit.start - 1 : hit.start] == "("
            close = block.text.find(")", hit.end, end) if bracket else -1
            yield hit.start - bracket, hit.end + sign.end(), close if close >= 0 else end
