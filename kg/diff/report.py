"""A difference in; sentences, JSON or an RDF patch out.

RDF Patch: one change a line, D for a quad that goes and A for one that comes, between TX and TC (Apache Jena).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from kg.diff.facts import Fact
from kg.diff.match import WORDS, Change, Difference, Document
from kg.diff.rows import Rows
from kg.rdf import Quad

LONGEST, BEFORE = 160, 40
SHOWN = 12
_HOW = {"added": "is new", "gone": "is gone", "edited": "was edited", "same": "is the same text"}


def patch(old: Iterable[Quad], new: Iterable[Quad]) -> str:
    """Return the RDF patch that makes `new` out of `old`."""
    before, after = {quad.line for quad in old}, {quad.line for quad in new}
    changes = [*(f"D {line}\n" for line in sorted(before - after)), *(f"A {line}\n" for line in sorted(after - before))]
    return "TX .\n" + "".join(changes) + "TC .\n"


# --- sentences


def as_text(found: Difference) -> str:
    """Return the difference in sentences."""
    lines = [_summary(found)]
    lines += [f"  {line}" for line in _kinds(found)]
    for document in found.documents:
        lines += ["", *_document(document)]
    lines += [*_things(found), *_graphs(found)]
    return "\n".join(lines) + "\n"


def _summary(found: Difference) -> str:
    if not (found.documents or found.things or found.graphs):
        return f"Nothing changed: {_several(found.unchanged, 'document')}, and all facts are the same."
    what = Counter(document.what for document in found.documents)
    touched = what["edited"] + what["same"] + what["renamed"]
    added, gone, changed = _sizes(found.documents)
    return (
        f"{_several(touched, 'document')} changed, {what['added']} added, {what['gone']} gone, {found.unchanged} as "
        f"before; {_several(added, 'fact')} added, {gone} gone, {changed} changed."
    )


def _sizes(documents: Iterable[Document]) -> tuple[int, int, int]:
    sizes = [(len(one.added), len(one.gone), len(one.changed)) for one in documents]
    return sum(size[0] for size in sizes), sum(size[1] for size in sizes), sum(size[2] for size in sizes)


def _kinds(found: Difference) -> Iterator[str]:
    for kind, (added, gone, changed) in _by_kind(found.documents).items():
        parts = [f"{size} {word}" for size, word in ((added, "added"), (gone, "gone"), (changed, "changed")) if size]
        yield f"{kind}: {', '.join(parts)}"


def _by_kind(documents: Sequence[Document]) -> dict[str, tuple[int, int, int]]:
    added = Counter(fact.kind for one in documents for fact in one.added)
    gone = Counter(fact.kind for one in documents for fact in one.gone)
    changed = Counter(change.new.kind for one in documents for change in one.changed)
    return {kind: (added[kind], gone[kind], changed[kind]) for kind in sorted({*added, *gone, *changed})}


def _document(document: Document) -> Iterator[str]:
    how = f"was {document.was}" if document.what == "renamed" else _HOW[document.what]
    if document.what in ("added", "gone"):
        kinds = Counter(fact.kind for fact in (*document.added, *document.gone))
        named = ", ".join(_several(number, kind) for kind, number in sorted(kinds.items()))
        yield f"{document.path} {how}, and with it {_several(kinds.total(), 'fact')}" + (
            f": {named}." if named else "."
        )
        return
    yield f"{document.path} {how}."
    for word, facts in (("Added", document.added), ("Gone", document.gone)):
        yield from (f"  {word}: {_fact(fact)}" for fact in facts)
    yield from (f"  Changed: {_change(change)}" for change in document.changed)


def _fact(fact: Fact) -> str:
    said = "; ".join(f"{name}: {_short(value)}" for name, value in fact.says if value != fact.exact)
    return f"{_place(fact)}" + (f", says {said.rstrip('.')}." if said else ".")


def _change(change: Change) -> str:
    how = "; ".join(turn(*one) for one in change.how)
    return f"{_place(change.new)}: {how}."


def turn(name: str, before: str, after: str) -> str:
    """Say how the values of a property changed; of long ones, the part that did.

    >>> turn("stars", "1", "2")
    'stars was “1” and is now “2”'
    """
    was, now = ("were", "are now") if name == WORDS else ("was", "is now")
    if not before:
        return f"{name} {now} “{_short(after)}”"
    told, then = (_near(text, _apart(before, after)) for text in (before, after))
    return f"{name} {was} “{told}” and {now} " + (f"“{then}”" if after else "not stated")


def _apart(one: str, other: str) -> int:
    """Return the number of characters that two texts begin with in common."""
    pairs = zip(_plain(one), _plain(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _near(text: str, place: int) -> str:
    """Return a short text whole, and of a long one the part around a place."""
    plain = _plain(text)
    start = max(0, place - BEFORE) if len(plain) > LONGEST else 0
    return ("…" if start else "") + _short(plain[start:])


def _place(fact: Fact) -> str:
    article = "an" if fact.kind[:1] in "aeiou" else "a"
    return f"{article} {fact.kind} at {fact.start}–{fact.end}, “{_short(fact.exact)}”"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    plain = _plain(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _things(found: Difference) -> Iterator[str]:
    """Yield what became of people, posts, services and the like: the names that came, went or changed."""
    sorts = {
        "Named for the first time": [after for _, before, after in found.things if not before],
        "Named no longer": [before for _, before, after in found.things if not after],
        "Called otherwise": [f"{before} → {after}" for _, before, after in found.things if before and after],
    }
    for head, names in sorts.items():
        if names:
            rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            yield f"\n{head}: {', '.join(sorted(names)[:SHOWN])}{rest}."


def _graphs(found: Difference) -> Iterator[str]:
    for iri, added, gone in found.graphs:
        yield f"\nThe graph {iri.rpartition('/')[2]}: {_several(added, 'triple')} added, {gone} gone."


def _several(number: int, one: str) -> str:
    return f"{number:,} {one}{'s' * (number != 1)}"


# --- JSON


def as_json(found: Difference) -> str:
    """Return the difference as JSON."""
    return _json(
        {
            "documents": [_document_json(document) for document in found.documents],
            "unchanged_documents": found.unchanged,
            "kinds": {
                kind: dict(zip(("added", "gone", "changed"), sizes, strict=True))
                for kind, sizes in _by_kind(found.documents).items()
            },
            "things": [{"iri": iri, "old": before, "new": after} for iri, before, after in found.things],
            "graphs": [{"graph": iri, "added": added, "gone": gone} for iri, added, gone in found.graphs],
        }
    )


def _document_json(document: Document) -> dict[str, object]:
    return {
        "path": document.path,
        "was": document.was or None,
        "change": document.what,
        "added": [_fact_json(fact) for fact in document.added],
        "gone": [_fact_json(fact) for fact in document.gone],
        "changed": [
            {
                "old": _fact_json(change.old),
                "new": _fact_json(change.new),
                "how": [{"property": name, "old": before, "new": after} for name, before, after in change.how],
            }
            for change in document.changed
        ],
    }


def _fact_json(fact: Fact) -> dict[str, object]:
    says: dict[str, list[str]] = {}
    for name, value in fact.says:
        says.setdefault(name, []).append(value)
    return {
        "iri": fact.iri,
        "kind": fact.kind,
        "says": says,
        "exact": fact.exact,
        "start": fact.start,
        "end": fact.end,
        "rule": fact.rule,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


# --- rows of a query


def rows_as_text(found: Rows) -> str:
    """Return the rows won and lost, each with what caused it."""
    if not (found.won or found.lost):
        return f"{found.name}: no row won, none lost; {_several(found.kept, 'row')} as before.\n"
    lines = [f"{found.name}: {_several(len(found.won), 'row')} won, {len(found.lost)} lost, {found.kept} as before."]
    lines.append("    " + " | ".join((*found.won, *found.lost)[0].row))
    for sign, turned in (("+", found.won), ("−", found.lost)):
        for row in turned:
            lines.append(f"  {sign} " + " | ".join(_short(text) or "–" for text in row.row.values()))
            lines.append(f"      because of {_because(row.causes)}")
    return "\n".join(lines) + "\n"


def _because(causes: Sequence[str]) -> str:
    return ", ".join(causes) if causes else "several changes together"


def rows_as_json(found: Rows) -> str:
    """Return the rows won and lost as JSON."""
    turned = {
        name: [{"row": one.row, "causes": list(one.causes)} for one in rows]
        for name, rows in (("won", found.won), ("lost", found.lost))
    }
    return _json({"query": found.name, **turned, "kept": found.kept})
