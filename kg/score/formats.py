"""Gold files in, gold sets out: three formats, told apart by their keys, become one form. See docs/gold.md.

`press` and `modern` list authorities, judgements, people, comments and measures (`modern` meetings too); the
project's own lists every kind of fact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.score import gold
from kg.score.folding import authority_name, is_overall, number, person_name, phrase, words
from kg.score.gold import GoldDocument, GoldSet, Mark, Wanted, Weight
from kg.score.texts import Record, with_texts

Reader = Callable[[Record, Path], GoldDocument]

_PROSPECTS = re.compile(r"prospect|capacity|likelihood|improve\b")
_SERVING = re.compile(r"serving|served")
_NO_OFFICER = re.compile(r"byline|reporter|photograph|journalist|author")
_LONGEST_NAME = 4
_OF_CORPORA = (gold.AUTHORITIES, gold.RATINGS, gold.PEOPLE, gold.ROLES, gold.COMMENTS, gold.SPEAKERS, gold.MEASURES)
_SAID = {"kind": "kind", "authority": "about_authority"}
_SAID_OWN = {"mode": "mode", "authority": "about", "channel": "channel"}
_OF_OWN = {
    "authorities": (gold.AUTHORITIES,),
    "judgements": (gold.RATINGS,),
    "people": (gold.PEOPLE, gold.ROLES),
    "comments": (gold.COMMENTS, gold.SPEAKERS),
    "releases": (gold.RELEASES,),
    "measures": (gold.MEASURES,),
    "findings": (gold.FINDINGS,),
    "recommendations": (gold.RECOMMENDATIONS,),
    "events": (gold.EVENTS,),
    "programmes": (gold.PROGRAMMES,),
    "quotations": (gold.QUOTATIONS,),
    "minutes": (gold.MINUTES,),
}


def read_gold(file: Path, folders: Sequence[Path] = (), held_out: bool = False) -> GoldSet:
    """Read a gold file; its texts lie beside it, or in one of the folders.

    Raises:
        ReadError: the file can't be read, is in none of the three formats, or a text is missing or another one.
    """
    records = read_records(file)
    reader = _reader(records, file)
    documents = tuple(reader(record, _text(record, file, folders)) for record in records)
    return GoldSet(_name(file), file, documents, held_out)


def read_records(file: Path) -> list[Record]:
    """Read a JSON file that holds a list of records.

    Raises:
        ReadError: it can't be read, or holds something else.
    """
    try:
        records = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ReadError(f"{file}: it can't be read ({error.strerror}); give a file of JSON.") from error
    except ValueError as error:
        raise ReadError(f"{file}: it is no JSON ({error}); mend it there.") from error
    if not isinstance(records, list) or not records or not all(isinstance(record, dict) for record in records):
        raise ReadError(f"{file}: it is no list of records; docs/gold.md says what a gold holds.")
    return records


def _name(file: Path) -> str:
    """Name a gold: `seeds.json` seeds, `heldout/press/gold.json` heldout/press."""
    return file.stem if file.stem != "gold" else "/".join(file.resolve().parent.parts[-2:])


def _text(record: Record, file: Path, folders: Sequence[Path]) -> Path:
    places = [folder / str(record.get("file", "")) for folder in (file.parent, *folders)]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise ReadError(f"{file}: the text {record.get('file')!r} is not beside it; name its folder with --texts.")
    return found


def _reader(records: Sequence[Record], file: Path) -> Reader:
    keys = {key for record in records for key in record}
    judged = {key for record in records for one in record.get("judgements", ()) for key in one}
    if "authority_or_provider" in judged or "authority_from_url" in keys:
        return _modern
    if "rating_label" in judged or "negative_for_judgements" in keys:
        return _press
    if "file" in keys and keys & set(_OF_OWN):
        return _own
    raise ReadError(f"{file}: its keys are those of no format; docs/gold.md says what a gold holds.")


# --- what the formats share


def _weight(soft: object) -> Weight:
    return Weight.SOFT if soft else Weight.FIRM


def _said(value: object) -> str:
    return "" if value is None else str(value)


def area_of(text: str) -> str:
    """Return what about a subject is judged, by the words of an area, a subject or a value."""
    plain = phrase(text)
    if _PROSPECTS.search(plain) and "quality" not in plain:
        return "prospects"
    return "serving" if _SERVING.search(plain) else "quality"


def _people(record: Record, is_soft: Callable[[Record], bool]) -> Iterator[Wanted]:
    """Yield each person once, firm if firm anywhere, and each role."""
    weights: dict[str, Weight] = {}
    for one in record.get("people", ()):
        if name := person_name(_said(one["name"])):
            soft = is_soft(one)
            weights[name] = Weight.SOFT if soft and weights.get(name) != Weight.FIRM else Weight.FIRM
    yield from (Wanted(Mark(gold.PEOPLE, who=name), weight) for name, weight in weights.items())
    for one in record.get("people", ()):
        if one.get("role") and person_name(_said(one["name"])):
            body = {"organisation": _said(one.get("organisation"))}
            mark = Mark(gold.ROLES, one["role"], who=one["name"], features=body)
            yield Wanted(mark, _weight(is_soft(one)))


def _no_officer(one: Record) -> bool:
    return bool(one.get("soft") or one.get("byline") or _NO_OFFICER.search(phrase(_said(one.get("role")))))


def _comment(one: Record, keys: Mapping[str, str], soft: object) -> Wanted:
    """Read a comment; `keys` are those of its features."""
    features = {name: _said(one.get(key)) for name, key in keys.items()}
    return Wanted(Mark(gold.COMMENTS, one["first_words"], who=_said(one["speaker"]), features=features), _weight(soft))


def _is_soft_comment(one: Record) -> bool:
    unsure = one.get("soft") or one.get("continuation") or "debatable" in _said(one.get("note"))
    return bool(unsure) or len(words(person_name(_said(one["speaker"])))) > _LONGEST_NAME


def _measures(record: Record) -> Iterator[Wanted]:
    for one in record.get("measures", ()):
        if number(_said(one["value"])) is not None:
            mark = Mark(gold.MEASURES, value=str(one["value"]))
            yield Wanted(mark, _weight(one.get("soft") or one.get("note")))


def _authorities(firm: Iterable[str], soft: Iterable[str]) -> Iterator[Wanted]:
    """Yield each authority once, by its name without its kind."""
    sure = {authority_name(name) for name in firm}
    yield from (Wanted(Mark(gold.AUTHORITIES, authority=name)) for name in sorted(sure))
    unsure = sorted({authority_name(name) for name in soft} - sure - {""})
    yield from (Wanted(Mark(gold.AUTHORITIES, authority=name), Weight.SOFT) for name in unsure)


# --- press


def _press(record: Record, path: Path) -> GoldDocument:
    named = [(one["name"], bool(one.get("soft"))) for one in record["authorities"]]
    wanted = [
        *_authorities((name for name, soft in named if not soft), (name for name, soft in named if soft)),
        *(fact for one in record["judgements"] for fact in _press_ratings(one)),
        *_people(record, _no_officer),
        *(_comment(one, _SAID, _is_soft_comment(one)) for one in record["comments"]),
        *_measures(record),
    ]
    return GoldDocument(path, _OF_CORPORA, tuple(wanted), open_comments=True)


def _press_ratings(one: Record) -> Iterator[Wanted]:
    """Yield one rating for each value that a subject got."""
    unsure = any(one.get(key) for key in ("soft", "group", "negated", "expected")) or not one.get("authority")
    status = "expected" if one.get("expected") else "previous" if one.get("historic") else "current"
    label = one.get("rating_label") or (f"{one['stars']} star" if one.get("stars") is not None else "")
    values = (("serving", one.get("serving")), ("prospects", one.get("prospects")), ("quality", label))
    for area, value in values:
        if value:
            mark = Mark(
                gold.RATINGS,
                authority=_said(one.get("authority")),
                subject=one.get("subject") or "overall",
                area=area,
                value=value,
                stars=_said(one.get("stars")) if area == "quality" else "",
                status=status,
            )
            yield Wanted(mark, _weight(unsure))


# --- modern


def _modern(record: Record, path: Path) -> GoldDocument:
    wanted = [
        *_modern_authorities(record),
        *(_modern_rating(one) for one in record["judgements"]),
        *_people(record, lambda one: bool(one.get("note")) or _no_officer(one)),
        *_modern_comments(record),
        *_measures(record),
        *_committee(record),
    ]
    kinds = (*_OF_CORPORA, gold.COMMITTEES) if record.get("meeting") else _OF_CORPORA
    return GoldDocument(path, kinds, tuple(wanted), modes=("direct", "mixed"), open_comments=True)


def _modern_authorities(record: Record) -> Iterator[Wanted]:
    named = [(one["name"], one.get("soft") or one.get("note")) for one in record["authorities"]]
    unsure = [*(name for name, soft in named if soft), _said(record.get("authority_from_url"))]
    yield from _authorities((name for name, soft in named if not soft), unsure)


def _modern_rating(one: Record) -> Wanted:
    stars = _said(one.get("stars"))
    value = one.get("normalised") or one.get("rating_label") or (f"{stars} star" if stars else "")
    area = area_of(f"{_said(one.get('subject'))} {value}")
    subject = _said(one.get("subject")) if area == "quality" else ""
    mark = Mark(
        gold.RATINGS,
        authority=_said(one.get("authority_or_provider")),
        subject=subject or "overall",
        area=area,
        value=value,
        stars=stars,
        status="expected" if one.get("expected") else "current" if one.get("is_current") else "previous",
    )
    return Wanted(mark, _weight(one.get("note") or one.get("is_current") is None or not mark.authority))


def _modern_comments(record: Record) -> Iterator[Wanted]:
    """Yield the comments; those of bodies, which are nobody's comments here, and of the unnamed are soft."""
    named = {person_name(_said(one["name"])) for one in record["people"]}
    for one in record["comments"]:
        unsure = person_name(_said(one["speaker"])) not in named or _is_soft_comment(one)
        yield _comment(one, _SAID, unsure)


def _committee(record: Record) -> Iterator[Wanted]:
    meeting = record.get("meeting") or {}
    if meeting.get("committee"):
        yield Wanted(Mark(gold.COMMITTEES, meeting["committee"]))


# --- the project's own


def _own(record: Record, path: Path) -> GoldDocument:
    record = with_texts(record, path)
    wanted = [
        *_own_authorities(record),
        *(fact for one in record.get("judgements", ()) for fact in _own_ratings(one)),
        *_people(record, _no_officer),
        *(_comment(one, _SAID_OWN, one.get("soft")) for one in record.get("comments", ())),
        *(_own_text(kind, one) for kind in _TEXTS for one in record.get(kind, ())),
        *_rated_services(record),
    ]
    kinds = tuple(kind for key, found in _OF_OWN.items() if key in record for kind in found)
    return GoldDocument(path, kinds, tuple(wanted))


def _own_authorities(record: Record) -> Iterator[Wanted]:
    for one in record.get("authorities", ()):
        mark = Mark(gold.AUTHORITIES, authority=authority_name(one["name"]), features={"role": _said(one.get("role"))})
        yield Wanted(mark, _weight(one.get("soft")))


def _own_ratings(one: Record) -> Iterator[Wanted]:
    known = {**one, "rating_label": one.get("label"), "historic": one.get("status") == "previous"}
    yield from _press_ratings(known)


def _own_text(kind: str, one: Record) -> Wanted:
    words_key, value_key, features = _TEXTS[kind]
    mark = Mark(
        kind,
        _said(one.get(words_key)),
        value=_said(one.get(value_key)),
        features={name: _several(one.get(key)) for name, key in features.items() if key in one},
    )
    return Wanted(mark, _weight(one.get("soft")), one.get("occurrence"))


def _rated_services(record: Record) -> Iterator[Wanted]:
    """Yield the services that are rated: named ones too, and softly so, as their ratings are judged already."""
    for one in record.get("judgements", ()):
        if not is_overall(one["subject"], _said(one.get("authority"))):
            yield Wanted(Mark(gold.PROGRAMMES, one["subject"]), Weight.SOFT)


def _several(value: object) -> str:
    """Return a value as words; of a list, its members in alphabetical order."""
    return "; ".join(sorted(map(str, value))) if isinstance(value, list) else _said(value)


_AUTHORITY = {"authority": "authority"}
_TEXTS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    gold.RELEASES: ("headline", "", {}),
    gold.MEASURES: (
        "text",
        "value",
        _AUTHORITY | {"up to": "value_to", "qualifier": "qualifier", "period": "period", "stated by": "stated_by"},
    ),
    gold.FINDINGS: ("text", "valence", _AUTHORITY | {"client groups": "client_groups", "channel": "channel"}),
    gold.RECOMMENDATIONS: ("text", "", _AUTHORITY | {"client groups": "client_groups"}),
    gold.EVENTS: ("text", "", _AUTHORITY | {"when": "when", "status": "status"}),
    gold.PROGRAMMES: ("name", "", _AUTHORITY | {"partners": "partners"}),
    gold.QUOTATIONS: ("text", "", _AUTHORITY | {"source": "source_body"}),
    gold.MINUTES: ("text", "kind", _AUTHORITY | {"committee": "committee", "item": "item"}),
}
