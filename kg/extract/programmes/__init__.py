"""An annotated document in, its programmes, named services, plans and partner bodies out, with who works on them.

One claim a name and document; further places, other spellings and abbreviations are repeats. Headings, bodies that
inspect, councils, their departments and committees, people and roles are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import english
from kg.extract.authorities import Authorities
from kg.extract.clauses import listings
from kg.extract.names import NameMention
from kg.extract.programmes.names import find_block_names, full_forms, overlapping
from kg.extract.programmes.partners import Partner, find_organisations, partners_behind, works_with
from kg.extract.programmes.services import listed_names, lists_services
from kg.extract.programmes.words import NAMED, Name, cues, words_of
from kg.lexicon import Lexicon
from kg.model import Annotated, AnnotatedBlock, Channel, Organisation, ProgrammeClaim, Zone

TITLE, PARTNER = "agenda-item-programme", "partner-named"
PARTNER_BODY = "partner-body"
FARTHEST_CUE = 7
MOSTLY = 0.75
SHORTEST_TITLE = 3
_READ = frozenset({Zone.BODY, Zone.ITEM})
_TITLES = frozenset({Zone.HEADLINE, Zone.HEADING})


@dataclass(frozen=True, slots=True)
class _Found:
    """A name with the organisations that work on it."""

    name: Name
    partners: tuple[Organisation, ...] = ()


def find_programmes(
    annotated: Annotated, lexicon: Lexicon, authorities: Authorities, names: Sequence[NameMention]
) -> tuple[ProgrammeClaim, ...]:
    """Return one claim a programme, plan, team or partner body that a document names, in order of the first place."""
    words, people = words_of(lexicon), _people(names)
    found: list[_Found] = []
    for block in annotated.blocks:
        if _is_read(annotated, block):
            inside = find_block_names(block, lexicon, words, people.get(block.block.index, ()))
            inside = tuple(_as_title(block, name) for name in inside if _is_text(block) or _is_title(block, name))
            found += _with_partners(annotated, block, inside, lexicon, authorities)
    found += [_Found(name) for name in _listed(annotated, lexicon)]
    found += _by_abbreviation(annotated, found)
    return tuple(_claims(annotated, authorities, found))


def _listed(annotated: Annotated, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the services of lists that are introduced as such."""
    if any(cues(block, "lists-services") for block in annotated.blocks):
        for listing in listings(annotated):
            if lists_services(listing):
                yield from listed_names(listing.entries, lexicon)


def _by_abbreviation(annotated: Annotated, found: Sequence[_Found]) -> list[_Found]:
    """Return the places where an abbreviation that stands in brackets behind a name is used alone."""
    named = {item.name.short: item.name for item in reversed(found) if item.name.short}
    return [
        _Found(Name(block, token.start, token.end, named[token.text].kind, named[token.text].rule))
        for block in annotated.blocks
        if named and _is_read(annotated, block)
        for token in block.tokens
        if token.text in named and block.text[token.start - 1 : token.start] != "("
    ]


def _people(names: Iterable[NameMention]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for name in names:
        found.setdefault(name.block, []).append((name.start, name.end))
    return found


# --- which blocks are read


def _is_read(annotated: Annotated, block: AnnotatedBlock) -> bool:
    """Return whether a block may name a programme: running text; in minutes also the title of an item."""
    is_minutes = (
        annotated.layout.parts[block.block.part].channel == Channel.MINUTES if annotated.layout.parts else False
    )
    zones = _READ | _TITLES if is_minutes else _READ
    return block.block.zone in zones and not block.text.isupper() and (is_minutes or not _is_title_case(block))


def _is_title_case(block: AnnotatedBlock) -> bool:
    """Return whether nearly every word is capitalised, and no full stop ends the block: a title or a menu."""
    told = [t for t in block.tokens if t.is_word and t.key not in english.FUNCTION_WORDS and t.text[0].isalpha()]
    capital = sum(token.text[0].isupper() for token in told)
    is_line = not block.text.rstrip().endswith((".", "!", "?", ";")) and not block.block.marker
    return is_line and len(told) > 1 and capital >= MOSTLY * len(told)


def _is_text(block: AnnotatedBlock) -> bool:
    return block.block.zone in _READ and not _is_title_case(block)


def _is_title(block: AnnotatedBlock, name: Name) -> bool:
    """Return whether the name is the whole of a title, of three words or more."""
    whole = not block.text[: name.start].strip() and not block.text[name.end :].strip()
    return name.rule == NAMED and whole and len(name.text.split()) >= SHORTEST_TITLE


def _as_title(block: AnnotatedBlock, name: Name) -> Name:
    return name if _is_text(block) else replace(name, rule=TITLE)


# --- partners


def _with_partners(
    annotated: Annotated, block: AnnotatedBlock, names: Sequence[Name], lexicon: Lexicon, authorities: Authorities
) -> Iterator[_Found]:
    """Yield the names of a block with their partners, and the bodies that are only named as partners."""
    partners: dict[int, list[Organisation]] = {}
    for start, end in block.sentences:
        inside = [name for name in names if start <= name.start < end]
        organisations = _organisations(block, inside, lexicon, authorities, (start, end))
        for cue in works_with(block, start, end):
            behind = partners_behind(block, cue, organisations, end)
            owner = _owner(inside, cue.start, cue.end)
            if owner is not None:
                partners.setdefault(owner.start, []).extend(partner.organisation for partner in behind)
                own = authorities.at(block.block.index, owner.end)
                yield from (_partner_body(block, partner) for partner in behind if _is_other_body(partner, own))
            else:
                bodies = behind or _subject(annotated, block, organisations, start, cue.start)
                yield from (_partner_body(block, partner) for partner in bodies if _is_body(partner))
    for name in names:
        yield _Found(name, tuple(dict.fromkeys((*partners.get(name.start, ()), *_inside(name)))))


def _organisations(
    block: AnnotatedBlock, names: Sequence[Name], lexicon: Lexicon, authorities: Authorities, stretch: tuple[int, int]
) -> list[Partner]:
    """Return the organisations of a sentence, its programmes among them, in order."""
    named = [Partner(name.start, name.end, Organisation("other", "", name.text), False) for name in names]
    others = find_organisations(block, lexicon, authorities, *stretch)
    return sorted((*named, *(other for other in others if not overlapping(names, other.start, other.end))))


def _owner(names: Sequence[Name], start: int, end: int) -> Name | None:
    """Return the name that is worked on: the last before the words of joint work, else the first behind."""
    before = [name for name in names if name.end <= start]
    behind = [name for name in names if name.start >= end]
    return before[-1] if before else behind[0] if behind else None


def _inside(name: Name) -> Iterator[Organisation]:
    """Yield the bodies that a joint board's own words name: "joint health/social board"."""
    opens = name.block.text[name.start : name.end].lower().startswith("joint ")
    for hit in name.block.within("organisation-kinds", name.start, name.end):
        if opens:
            yield Organisation("other", "", name.block.text[hit.start : hit.end])


def _is_body(partner: Partner) -> bool:
    return partner.proper and partner.organisation.kind == "other"


def _is_other_body(partner: Partner, own: str) -> bool:
    """Return whether a partner is a body by name, or another authority's department."""
    other = partner.organisation.kind == "authority" and partner.organisation.key != own
    return _is_body(partner) or (other and len(partner.organisation.words.split()) > 1)


def _partner_body(block: AnnotatedBlock, partner: Partner) -> _Found:
    return _Found(Name(block, partner.start, partner.end, PARTNER_BODY, PARTNER), (partner.organisation,))


def _subject(
    annotated: Annotated, block: AnnotatedBlock, organisations: Sequence[Partner], start: int, end: int
) -> list[Partner]:
    """Return the body that is said to work with somebody: an abbreviation that the document spells out, near before."""
    near = [p for p in organisations if p.start >= start and p.end <= end]
    words = [t for t in block.tokens if near and near[-1].end <= t.start and t.end <= end]
    plain = len(words) <= FARTHEST_CUE and all(token.is_word for token in words)
    return near[-1:] if near and plain and _spelt_out(annotated, near[-1].organisation.words) else []


def _spelt_out(annotated: Annotated, short: str) -> list[tuple[AnnotatedBlock, int, int]]:
    """Return the places where an abbreviation is spelt out in the document."""
    if not short.isupper():
        return []
    return [(b, *place) for b in annotated.blocks if b.block.zone in _READ for place in full_forms(b, short)]


# --- claims


def _claims(annotated: Annotated, authorities: Authorities, found: Sequence[_Found]) -> Iterator[ProgrammeClaim]:
    shorts = {item.name.short: _key(item.name.text) for item in found if item.name.short}
    groups: dict[str, list[_Found]] = {}
    for item in found:
        spelt = _spelt(annotated, item)
        groups.setdefault(shorts.get(item.name.text, _key(spelt[0].name.text)), []).extend(spelt)
    claims = [_claim(authorities, group) for group in _joined(groups)]
    yield from sorted(claims, key=lambda claim: claim.span)


def _spelt(annotated: Annotated, item: _Found) -> list[_Found]:
    """Return an abbreviation's full forms before it; the name itself where it is none, or is never spelt out."""
    full = [
        Name(b, start, end, item.name.kind, item.name.rule) for b, start, end in _spelt_out(annotated, item.name.text)
    ]
    partners = tuple(_by_full_name(partner, item.name.text, full) for partner in item.partners)
    return [*(_Found(name, partners) for name in full), replace(item, partners=partners)]


def _by_full_name(partner: Organisation, short: str, full: Sequence[Name]) -> Organisation:
    """Return the partner by its full name where its words are an abbreviation of it."""
    return partner._replace(words=full[0].text) if full and partner.words == short else partner


def _key(text: str) -> str:
    words = text.casefold().replace("-", " ").split()
    return " ".join(word.rstrip("s") if place == len(words) - 1 else word for place, word in enumerate(words))


def _joined(groups: Mapping[str, list[_Found]]) -> list[list[_Found]]:
    """Join a name in small letters to the longer one in capitals that ends with its words."""
    found: dict[str, list[_Found]] = {}
    for key in sorted(groups, key=len, reverse=True):
        longer = next((other for other in found if other.endswith(" " + key)), key)
        found.setdefault(longer, []).extend(groups[key])
    return list(found.values())


def _claim(authorities: Authorities, group: Sequence[_Found]) -> ProgrammeClaim:
    longest = max(len(item.name.text) for item in group)
    first = next(item for item in group if len(item.name.text) == longest)
    spans = [item.name.block.block.view.span(item.name.start, item.name.end) for item in group]
    own = first.name.block.block.view.span(first.name.start, first.name.end)
    return ProgrammeClaim(
        rule=first.name.rule,
        span=own,
        repeats=tuple(sorted({span for span in spans if span != own})),
        authority=authorities.at(first.name.block.block.index, first.name.end),
        name=first.name.text,
        kind=first.name.kind,
        partners=tuple(dict.fromkeys(partner for item in group for partner in item.partners)),
    )
