"""Two builds in; which facts were added, are gone or changed out, document by document.

A statement's IRI hangs on its document's bytes and on all that it says. So what is not found again under its IRI is
looked for by what it says, and then by likeness: two facts of one kind that share half of what they say, or prove it by
the same words, are one fact that changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.diff.facts import Build, Fact, Told

ALIKE = 0.5
SAME_WORDS = 0.25
WORDS = "words"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changed, and how: a property with its values before and after."""

    old: Fact
    new: Fact
    how: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document in which something changed. `what`: added, gone, edited (other bytes), renamed or same (bytes)."""

    path: str
    was: str
    what: str
    added: tuple[Fact, ...]
    gone: tuple[Fact, ...]
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed: documents; things by IRI with their labels before and after; triples of other graphs by IRI."""

    documents: tuple[Document, ...]
    unchanged: int
    things: tuple[tuple[str, str, str], ...]
    graphs: tuple[tuple[str, int, int], ...]


def compare(old: Build, new: Build) -> Difference:
    """Compare two builds."""
    documents = tuple(_documents(old.documents, new.documents))
    told = tuple(one for one in documents if one.what != "same" or one.added or one.gone or one.changed)
    return Difference(
        told,
        len(documents) - len(told),
        tuple(_things(old.things, new.things)),
        tuple(_graphs(old.graphs, new.graphs)),
    )


def _documents(old: Mapping[str, Told], new: Mapping[str, Told]) -> Iterator[Document]:
    """Pair documents by path, then by their bytes."""
    renamed = _renamed(old, new)
    for path in sorted({*old, *new}):
        was = path if path in old else renamed.get(path, "")
        if path in new:
            yield _document(old.get(was), new[path])
        elif path not in renamed.values():
            yield _document(old[path], None)


def _renamed(old: Mapping[str, Told], new: Mapping[str, Told]) -> dict[str, str]:
    """Return new path → old path of documents that only moved."""
    left = {told.digest: path for path, told in old.items() if path not in new}
    return {path: left[told.digest] for path, told in new.items() if path not in old and told.digest in left}


def _document(old: Told | None, new: Told | None) -> Document:
    if old is None or new is None:
        one = old or new
        assert one
        return Document(
            one.path, "", "gone" if old else "added", () if old else one.facts, one.facts if old else (), ()
        )
    same_bytes = old.digest == new.digest
    what = "renamed" if old.path != new.path else "same" if same_bytes else "edited"
    added, gone, changed = _facts(old.facts, new.facts, same_bytes)
    return Document(new.path, old.path if what == "renamed" else "", what, added, gone, changed)


def _facts(
    old: Sequence[Fact], new: Sequence[Fact], same_bytes: bool
) -> tuple[tuple[Fact, ...], tuple[Fact, ...], tuple[Change, ...]]:
    again = {fact.iri: fact for fact in new}
    pairs = [(fact, again[fact.iri]) for fact in old if fact.iri in again]
    known = {one.iri for pair in pairs for one in pair}
    gone = [fact for fact in old if fact.iri not in known]
    added = [fact for fact in new if fact.iri not in known]
    pairs += _taken(gone, added, _equal(gone, added))
    pairs += _taken(gone, added, _alike(gone, added))
    changes = [Change(before, after, how) for before, after in pairs if (how := tuple(_how(before, after, same_bytes)))]
    return tuple(added), tuple(gone), tuple(sorted(changes, key=lambda change: (change.new.start, change.new.iri)))


def _taken(gone: list[Fact], added: list[Fact], pairs: Sequence[tuple[Fact, Fact]]) -> Sequence[tuple[Fact, Fact]]:
    """Take the pairs out of what is gone and added."""
    for before, after in pairs:
        gone.remove(before)
        added.remove(after)
    return pairs


def _equal(gone: Sequence[Fact], added: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Pair facts that say the same in the same words."""
    waiting: defaultdict[object, list[Fact]] = defaultdict(list)
    for fact in reversed(added):
        waiting[fact.kind, fact.says, fact.exact].append(fact)
    return [(fact, others.pop()) for fact in gone if (others := waiting.get((fact.kind, fact.says, fact.exact)))]


def _alike(gone: Sequence[Fact], added: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Pair facts of one kind that say much the same, the most alike first."""
    scored = [
        (likeness, -before, -after)
        for before, one in enumerate(gone)
        for after, other in enumerate(added)
        if one.kind == other.kind and (likeness := _likeness(one, other)) >= ALIKE
    ]
    pairs: list[tuple[Fact, Fact]] = []
    used: set[tuple[str, int]] = set()
    for _, before, after in sorted(scored, reverse=True):
        if not used & {("gone", before), ("added", after)}:
            used |= {("gone", before), ("added", after)}
            pairs.append((gone[-before], added[-after]))
    return pairs


def _likeness(one: Fact, other: Fact) -> float:
    """Return the share of equal pairs among all that both say, and more where the words are like."""
    said, also = set(one.says), set(other.says)
    shared = len(said & also) / (len(said | also) or 1)
    words = SequenceMatcher(None, one.exact[:500], other.exact[:500], autojunk=False).ratio()
    return shared * 0.5 + words * 0.5 + (SAME_WORDS if one.exact == other.exact else 0)


def _how(old: Fact, new: Fact, same_bytes: bool) -> Iterator[tuple[str, str, str]]:
    """Yield each property whose values differ; the place only if the text is the same."""
    for name in sorted({name for name, _ in (*old.says, *new.says)}):
        before, after = (_values(fact, name) for fact in (old, new))
        if before != after:
            yield name, before, after
    if old.exact != new.exact:
        yield WORDS, old.exact, new.exact
    elif same_bytes and (old.start, old.end) != (new.start, new.end):
        yield "place", f"{old.start}–{old.end}", f"{new.start}–{new.end}"
    if old.rule != new.rule:
        yield "rule", old.rule, new.rule


def _values(fact: Fact, name: str) -> str:
    return "; ".join(value for key, value in fact.says if key == name)


def _things(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for iri in sorted({*old, *new}):
        if old.get(iri) != new.get(iri):
            yield iri, old.get(iri, ""), new.get(iri, "")


def _graphs(old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, int, int]]:
    for name in sorted({*old, *new}):
        before, after = old.get(name, frozenset()), new.get(name, frozenset())
        if before != after:
            yield name, len(after - before), len(before - after)
