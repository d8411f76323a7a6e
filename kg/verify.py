"""A build or a release in; what was proved of it out: that it is whole, and that every quotation is in its text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.canonical import canonical_hash, stored_hash, stored_lines
from kg.errors import BuildError
from kg.folder import SHARED, Generation, current, texts
from kg.links import dead_links
from kg.rdf import BASE, Quad, parse_nquads, term
from kg.read import Unread, find, read
from kg.release import MANIFEST, SUMS, is_release
from kg.store import Store, open_store, read_turtle
from kg.validate import check_evidence

SHOWN = 10
_DIGEST, _EXACT = term("sc:digest"), term("oa:exact")
_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")
_STORED = re.compile(r"[0-9a-f]{64}\.txt")


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was to be proved: a sentence, and what speaks against it. `open`: why it could not be tried."""

    what: str
    faults: tuple[str, ...] = ()
    open: str = ""


def verify(place: Path, text_folder: Path | None = None) -> tuple[Check, ...]:
    """Prove a build or a release; `text_folder` holds the texts of a release that has none.

    Raises:
        BuildError: there is neither a build nor a release that can be read.
    """
    try:
        return tuple(_release(place, text_folder) if is_release(place) else _build(place))
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise BuildError(f"{place}: neither a build nor a release that can be read ({error}).") from error


def is_sound(checks: Iterable[Check]) -> bool:
    """Return whether nothing speaks against any of it."""
    return not any(check.faults for check in checks)


def as_text(checks: Sequence[Check]) -> str:
    """Return one line a check, and below it the first of what speaks against it."""
    lines = []
    for check in checks:
        mark = "✗" if check.faults else "–" if check.open else "✓"
        lines.append(f"{mark} {check.what}" + (f": not tried, {check.open}" if check.open else ""))
        lines += [f"    {fault}" for fault in check.faults[:SHOWN]]
        if len(check.faults) > SHOWN:
            lines.append(f"    … and {len(check.faults) - SHOWN} more")
    return "\n".join(lines) + "\n"


def _build(place: Path) -> Iterator[Check]:
    home = current(place)
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    parts = {file.stem: _text(file) for file in sorted((home / "documents").glob("*.nq"))}
    shared = parts.pop(Path(SHARED).stem, "")
    said = {key: value for key, value in manifest.items() if key not in ("kg", "format", "quads")}
    name = Generation(parts, {}, shared, (), said).name
    yield Check(
        "The graphs and the manifest are those that were built",
        () if home.name.startswith(name) else (f"{home}: their digest is {name}, which is not the folder's name.",),
    )
    digests, raw = {one["digest"] for one in manifest["documents"]}, texts(place)
    yield Check(
        f"The {len(digests):,} documents of the manifest have their graphs and texts, and no others are there",
        tuple(_unequal("graph", digests, parts)) + tuple(_unequal("text", digests, raw)),
    )
    quads, faults = _quads([*parts.values(), shared])
    yield Check(f"{len(quads):,} quads can be read, and each triple stands in one graph", faults)
    yield _same_graph(quads, _text(home / "graph.ttl"), _text(home / "graph.trig"))
    yield _same_store(quads, open_store(home / "store"))
    yield from _common(quads, raw, manifest.get("base", BASE))


def _release(place: Path, text_folder: Path | None) -> Iterator[Check]:
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    yield _sums(place)
    quads, faults = _quads([_text(place / "graph.nq")])
    yield Check(f"{len(quads):,} quads can be read, and each triple stands in one graph", faults)
    digest = canonical_hash(quads)
    yield Check(
        "The canonical hash is the one in the manifest",
        ()
        if digest == manifest["canonical_hash"]
        else (f"{MANIFEST}: it says {manifest['canonical_hash']}; it is {digest}.",),
    )
    yield _same_graph(quads, _text(place / "graph.ttl"), _text(place / "graph.trig"))
    listed = {row["digest"]: row["text_sha256"] for row in csv.DictReader(io.StringIO(_text(place / "texts.csv")))}
    raw = _texts_in(text_folder or place / "texts")
    wrong = [digest for digest in listed.keys() & raw.keys() if _sha256(raw[digest]) != listed[digest]]
    yield Check(
        f"The texts of {len(listed.keys() & raw.keys())} of {len(listed)} documents are those that were read",
        tuple(f"{digest}: the text is another than the one that was read." for digest in sorted(wrong)),
        "" if raw else "the release has no texts; name their folder with --texts",
    )
    yield from _common(quads, raw, manifest.get("base", BASE))


def _common(quads: Collection[Quad], raw: Mapping[str, str], base: str) -> Iterator[Check]:
    yield _quotations(quads, raw)
    yield Check("Every link has the form of a link that leads somewhere", dead_links(quads, base))


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _unequal(kind: str, wanted: Collection[str], found: Collection[str]) -> Iterator[str]:
    yield from (f"{digest}: its {kind} is missing." for digest in sorted(set(wanted) - set(found)))
    yield from (f"{digest}: a {kind} of no document." for digest in sorted(set(found) - set(wanted)))


def _sums(place: Path) -> Check:
    """Check that the files are those that SHA256SUMS lists."""
    listed = {match[2]: match[1] for match in map(_SUM.fullmatch, _text(place / SUMS).splitlines()) if match}
    there = {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()} - {SUMS}
    faults = [f"{name}: it is missing." for name in sorted(listed.keys() - there)]
    faults += [f"{name}: it is not in {SUMS}." for name in sorted(there - listed.keys())]
    for name in sorted(listed.keys() & there):
        if hashlib.sha256((place / name).read_bytes()).hexdigest() != listed[name]:
            faults.append(f"{name}: it is not as it was released.")
    return Check(f"{len(listed)} files are those that {SUMS} lists", tuple(faults))


def _quads(parts: Iterable[str]) -> tuple[set[Quad], tuple[str, ...]]:
    """Return all quads, and what can't be read or stands twice."""
    quads: set[Quad] = set()
    faults = []
    for part in parts:
        try:
            quads.update(parse_nquads(part))
        except ValueError as error:
            faults.append(f"{error}.")
    graphs = Counter(quad[:3] for quad in quads)
    faults += sorted(f"{triple[0].n3} {triple[1].n3} stands in {n} graphs." for triple, n in graphs.items() if n > 1)
    return quads, tuple(faults)


def _same_graph(quads: Collection[Quad], turtle: str, trig: str) -> Check:
    faults = []
    wanted = {f"{quad.subject.n3} {quad.predicate.n3} {quad.object.n3}" for quad in quads}
    try:
        if {" ".join(term.n3 for term in triple) for triple in read_turtle(turtle.encode())} != wanted:
            faults.append("graph.ttl: it holds other triples than the N-Quads.")
    except ValueError as error:
        faults.append(f"graph.ttl: it can't be read: {error}.")
    try:
        if not _is_same(quads, Store.from_trig(trig)):
            faults.append("graph.trig: it holds other quads than the N-Quads.")
    except BuildError as error:
        faults.append(f"graph.trig: {error}.")
    return Check("Turtle and TriG hold the same as the N-Quads", tuple(faults))


def _same_store(quads: Collection[Quad], store: Store) -> Check:
    faults = () if _is_same(quads, store) else ("store/: it holds other quads than the N-Quads; build again.",)
    return Check("The store holds the same", faults)


def _is_same(quads: Collection[Quad], store: Store) -> bool:
    rows = store.select("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    found = {f"{line} {g}" for s, p, o, g in rows if s and p and o for line in stored_lines([(s, p, o)])}
    wanted = {f"{line} {quad.graph}" for quad in quads for line in stored_lines([quad[:3]])}
    return stored_hash(sorted(found)) == stored_hash(sorted(wanted))


def _texts_in(folder: Path) -> dict[str, str]:
    """Return the texts in a folder by their documents' digests: as a build stores them, or the documents."""
    if not folder.is_dir():
        return {}
    stored = {file.stem: _text(file) for file in folder.iterdir() if _STORED.fullmatch(file.name)}
    if stored:
        return stored
    documents = [one for one in map(read, find([folder]).files) if not isinstance(one, Unread)]
    return {one.digest: one.text for one in documents}


def _quotations(quads: Collection[Quad], raw: Mapping[str, str]) -> Check:
    """Check each quotation against its text, and its length against its place, which needs no text."""
    known = {quad.graph for quad in quads if quad.predicate == _DIGEST and quad.object.value in raw}
    at_hand = [quad for quad in quads if quad.graph in known]
    faults = [f"{v.document}, {v.start}: “{v.quotation[:80]}”: {v.message}" for v in check_evidence(at_hand, raw)]
    total = sum(quad.predicate == _EXACT for quad in quads)
    tried = sum(quad.predicate == _EXACT for quad in at_hand)
    missing = "" if tried or not total else "the texts are not here; name their folder with --texts"
    return Check(f"{tried:,} of {total:,} quotations are in their texts, word for word", tuple(faults), missing)
