"""Two builds and a query in; the rows it won and lost out, each with the document that is the cause.

A row's cause is found by trying: the documents that changed are put back one at a time, and whose putting back takes
the row away is its cause. Where no single one does, because two documents say the same, every one that alone brings
the row counts. Rows that name their document need no trial.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.folder import SHARED, current, opened
from kg.query import SavedQuery, find, table
from kg.results import Source
from kg.store import open_store
from kg.store import write as write_store

KNOWLEDGE = "the vocabularies, the register or the decisions"
_ENTITIES = "/graph/entities> .\n"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Turned:
    """A row that was won or lost, and the documents that caused it; none where only several together did."""

    row: Row
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """What became of a query's rows."""

    name: str
    won: tuple[Turned, ...]
    lost: tuple[Turned, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class _Parts:
    """A build in parts that can be changed for those of another: a text of N-Quads a document, by path."""

    documents: Mapping[str, str]
    entities: str
    knowledge: str

    def with_part(self, name: str, other: _Parts) -> tuple[str, ...]:
        """Return all texts, with one part as the other build has it."""
        documents = {path: text for path, text in self.documents.items() if path != name}
        if name in other.documents:
            documents[name] = other.documents[name]
        return (*documents.values(), self.entities, other.knowledge if name == KNOWLEDGE else self.knowledge)


def rows(old: Path, new: Path, name: str, values: Mapping[str, str]) -> Rows:
    """Compare the answers to a query, which is named by a saved query's name or a file's path.

    Raises:
        BuildError: there is no build that can be read.
        QueryError: there is no such query, it is no SELECT, or a parameter is wrong.
    """
    query = find(name)
    before, after = _counted(opened(old), query, values), _counted(opened(new), query, values)
    won, lost = after - before, before - after
    if not (won or lost):
        return Rows(query.name, (), (), after.total())
    parts = _parts(old), _parts(new)
    trial = _Trial(query, values, *parts)
    return Rows(
        query.name,
        tuple(_turned(won, trial.causes(won, *reversed(parts)))),
        tuple(_turned(lost, trial.causes(lost, *parts))),
        (after & before).total(),
    )


def _parts(place: Path) -> _Parts:
    home = current(place)
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    documents = {
        one["path"]: (home / "documents" / f"{one['digest']}.nq").read_text("utf-8") for one in manifest["documents"]
    }
    lines = (home / "documents" / SHARED).read_text("utf-8").splitlines(keepends=True)
    entities = [line for line in lines if line.endswith(_ENTITIES)]
    return _Parts(documents, "".join(entities), "".join(line for line in lines if not line.endswith(_ENTITIES)))


_Key = tuple[tuple[str, str], ...]


def _counted(source: Source, query: SavedQuery, values: Mapping[str, str]) -> Counter[_Key]:
    return Counter(tuple(row.items()) for row in table(source, query, values).texts())


def _turned(found: Counter[_Key], causes: Mapping[_Key, tuple[str, ...]]) -> Iterator[Turned]:
    for row in sorted(found.elements()):
        yield Turned(dict(row), causes[row])


@dataclass(frozen=True, slots=True)
class _Trial:
    """A query that is asked of builds that never were."""

    query: SavedQuery
    values: Mapping[str, str]
    old: _Parts
    new: _Parts

    def causes(self, found: Counter[_Key], have: _Parts, other: _Parts) -> dict[_Key, tuple[str, ...]]:
        """Return the causes of rows that `have` gives and `other` does not."""
        causes: dict[_Key, tuple[str, ...]] = {}
        changed = self._changed()
        for row in found:
            if (named := dict(row).get("document", "")) in changed:
                causes[row] = (named,)
        if left := found.keys() - causes.keys():
            without = {name: self._asked(have.with_part(name, other)) for name in changed}
            causes |= {row: tuple(name for name in changed if without[name][row] < found[row]) for row in left}
        if left := {row for row in found if not causes[row]}:
            named_as_in = replace(other, entities=have.entities)
            only = {name: self._asked(named_as_in.with_part(name, have)) for name in changed}
            causes |= {row: tuple(name for name in changed if only[name][row]) for row in left}
        return causes

    def _changed(self) -> list[str]:
        paths = sorted({*self.old.documents, *self.new.documents})
        changed = [path for path in paths if self.old.documents.get(path) != self.new.documents.get(path)]
        return [*changed, KNOWLEDGE] if self.old.knowledge != self.new.knowledge else changed

    def _asked(self, texts: tuple[str, ...]) -> Counter[_Key]:
        with tempfile.TemporaryDirectory(prefix="kg-diff-") as place:
            file = Path(place) / "all.nq"
            file.write_text("".join(texts), "utf-8", newline="")
            write_store(Path(place) / "store", [file])
            return _counted(open_store(Path(place) / "store"), self.query, self.values)
