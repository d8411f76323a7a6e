"""Annotated minutes in, the people out whom their lists of those present name, with the roles that stand beside them.

Only what stands below `Present`, `In attendance` and the like is read here; people named in the text itself are found
where all people are. Those who sent apologies were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.minutes import meeting
from kg.extract.minutes.meeting import Passage, read_meeting
from kg.lexicon import Lexicon
from kg.model import Annotated, Hit, Organisation, PersonClaim

RULE = "attendance-list"
_WORD = r"(?:[A-Z]\.?(?=[\s.])|(?:[A-Z]')?[A-Z][a-zà-ÿ]+(?:[-'][A-Z][a-zà-ÿ]+)*|[A-Z][a-z]+[A-Z][a-z]+)"
_NAME = re.compile(rf"{_WORD}(?:\s*(?:(?:de|van|von|der|ap|le|la)\s+)?{_WORD}){{0,3}}")
_BRACKET = re.compile(r"\s*\(([^()]{2,90})\)")
_APPOSED = re.compile(r"\s*(?:,|\s[–—-]|[–—:])\s+([^;]+?)\s*(?=;|$|\.$)")
_COLUMN = re.compile(r"\s([^;]+?)\s*(?=;|$)")
_BETWEEN = re.compile(r"\s*(?:[,;:.&]|\band\b|\s-)*\s*")


class _Person(NamedTuple):
    """A person of a list: view offsets of name with honorific, the name, and the words beside it."""

    start: int
    end: int
    name: str
    councillor: bool
    beside: str


def find_attendees(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, people: Iterable[PersonClaim] = ()
) -> tuple[PersonClaim, ...]:
    """Return the people of the lists of those present who are not among `people`, the claims already read there."""
    found = read_meeting(annotated, lexicon)
    if found is None:
        return ()
    known = [claim.span for claim in people if claim.role]
    claims = [
        _claim(passage, person, lexicon, authorities)
        for passage in found.passages
        if passage.section == meeting.ATTENDANCE
        for person in _people(passage)
    ]
    return tuple(c for c in claims if not any(c.span.start < end and start < c.span.end for start, end in known))


def _people(passage: Passage) -> Iterator[_Person]:
    """Yield the people of a list in one line, or of a line each."""
    text, at = passage.block.text, passage.start
    councillors = False
    while at < len(text):
        begin, title = at, _title_at(passage, at)
        while further := _title_at(passage, at):
            councillors = councillors or further.concept.endswith("/councillor")
            at = _past(_BETWEEN, text, further.end)
        name = _NAME.match(text, at)
        if not name or _is_sentence(name[0]) or (" " not in name[0].strip() and not title and not councillors):
            at = _next_start(text, at)
            continue
        end = _before_role(passage, name.start(), name.end())
        beside, at = _beside(passage, end)
        yield _Person(begin, end, text[name.start() : end], councillors, beside)
        behind = _past(_BETWEEN, text, at)
        councillors = councillors and ";" not in text[at:behind]
        at = behind


def _is_sentence(words: str) -> bool:
    """Return whether capitalised words open a sentence rather than name somebody: "The Committee"."""
    return words.split()[0].lower() in english.FUNCTION_WORDS


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a match of the pattern at a place ends; the place itself without one."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _before_role(passage: Passage, start: int, end: int) -> int:
    """Return where a name ends: a role may stand behind it without a mark, in a column of its own."""
    roles = [hit.start for hit in passage.block.hits.get("roles", ()) if start < hit.start < end]
    return start + len(passage.block.text[start : min(roles, default=end)].rstrip())


def _next_start(text: str, at: int) -> int:
    following = re.compile(r"[,;:]\s*|\band\s+").search(text, at)
    return following.end() if following else len(text)


def _title_at(passage: Passage, at: int) -> Hit | None:
    hits = passage.block.hits.get("honorifics", ())
    return next((hit for hit in hits if hit.start == at), None)


def _beside(passage: Passage, at: int) -> tuple[str, int]:
    """Return the role or organisation behind a name, and where it ends."""
    text = passage.block.text
    bracket = _BRACKET.match(text, at)
    if bracket:
        return bracket[1].strip(), bracket.end()
    column = any(hit.start == at + 1 for hit in passage.block.hits.get("roles", ()))
    apposed = (_COLUMN if column else _APPOSED).match(text, at)
    if not apposed:
        return "", at
    begin = apposed.start(1)
    roles = [hit for hit in passage.block.hits.get("roles", ()) if begin <= hit.start < apposed.end(1)]
    dash = text[at:begin].strip() in ("–", "—", "-", ":")
    if not dash and not _is_role_first(text, begin, roles):
        return "", at
    end = _until_next_person(passage, roles[0].end if roles else begin, apposed.end(1))
    return text[begin:end].strip(" ,."), end


def _is_role_first(text: str, begin: int, roles: list[Hit]) -> bool:
    """Return whether the words behind a comma are a role rather than the next person."""
    return bool(roles) and not re.search(r"[,;(]", text[begin : roles[0].start])


def _until_next_person(passage: Passage, begin: int, end: int) -> int:
    """Return where the role ends: at a comma or `and` before a title or before a name of its own."""
    text = passage.block.text
    for match in re.compile(r",\s+(?:and\s+)?|\s+and\s+").finditer(text, begin, end):
        if _title_at(passage, match.end()) or _is_name_with_role(passage, match.end(), end):
            return match.start()
    return end


def _is_name_with_role(passage: Passage, at: int, end: int) -> bool:
    name = _NAME.match(passage.block.text, at, end)
    return name is not None and bool(name[0][1] == "." or _BRACKET.match(passage.block.text, name.end()))


def _claim(passage: Passage, person: _Person, lexicon: Lexicon, authorities: Authorities) -> PersonClaim:
    block = passage.block
    start = block.text.index(person.beside, person.end) if person.beside else person.end
    roles = block.within("roles", start, start + len(person.beside))
    role = max(roles, key=lambda hit: hit.end - hit.start, default=None)
    councillor = lexicon.concept("roles", "councillor")
    concept = role.concept if role else councillor.iri if person.councillor else ""
    key = authorities.at(block.block.index, person.start) or authorities.subject
    organisation = Organisation("other", "", person.beside) if person.beside and not role else None
    return PersonClaim(
        rule=RULE,
        span=block.block.view.span(person.start, start + len(person.beside)),
        person=person.name,
        as_named=block.text[person.start : person.end],
        role=person.beside if role else councillor.label if concept else "",
        role_concept=concept,
        organisation=organisation or _council(concept, lexicon, key),
    )


def _council(concept: str, lexicon: Lexicon, key: str) -> Organisation | None:
    """Return the council that meets, where the role is a council's."""
    related = lexicon.concepts[concept].related if concept else ()
    if key and any(iri.endswith("/council") for iri in related):
        return Organisation("authority", key, lexicon.authorities[key].label)
    return None
