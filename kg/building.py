"""The whole way of the data, on one screen: files → documents → claims → facts → quads → a build folder.

What a document says depends on that document alone, so documents are read side by side in processes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kg.annotate import annotate
from kg.decisions import decisions_from
from kg.emit import emit_document, emit_entities, software
from kg.errors import BuildError, ReadError
from kg.extract import extract
from kg.folder import Generation, refuse_foreign, stored_quads, texts, write_generation
from kg.lexicon import Lexicon, load
from kg.model import Document, Thing, Violation
from kg.rdf import BASE, checked_base, moved, moved_iri, nquads
from kg.read import NAMED, File, Found, Unread, find, read
from kg.resolve import Decisions, resolve
from kg.resources import folder
from kg.validate import (
    Shapes,
    Shared,
    check_evidence,
    conforms,
    in_order,
    load_shapes,
    shared,
    validate_document,
    validate_entities,
    validate_files,
    validate_shared,
)

CHUNK = 4
FEW = 24
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """One document taken the whole way: graph as N-Quads, things it names, counts, what the shapes object to."""

    document: Document
    nquads: str
    things: tuple[Thing, ...]
    counts: Counter[str]
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build holds."""

    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]
    skipped: tuple[str, ...]
    counts: Counter[str]
    violations: tuple[Violation, ...]
    quads: int

    def conforms(self, strict: bool = False) -> bool:
        """Return whether there is no violation; with `strict`, no warning either."""
        return conforms(self.violations, strict)


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that taking a document the whole way needs: loaded once a process."""

    lexicon: Lexicon
    shapes: Shapes
    decisions: Decisions
    known: Shared
    base: str = BASE

    def make(self, file: File) -> Made | Unread:
        """Take one file the whole way."""
        document = read(file)
        if isinstance(document, Unread):
            return document
        annotated = annotate(document, self.lexicon)
        facts = resolve(document, extract(annotated, self.lexicon), self.lexicon, self.decisions)
        quads = emit_document(annotated, facts)
        things = tuple(thing for fact in facts for thing in fact.things.values())
        violations = validate_document(quads, self.known.plus(emit_entities(things)), self.shapes)
        violations += check_evidence(quads, {document.digest: document.text})
        counts = Counter(type(fact.claim).__name__.removesuffix("Claim").lower() for fact in facts)
        return Made(document, nquads(moved(quads, self.base)), things, counts, _moved(violations, self.base))


def build(  # noqa: PLR0913 (as many parameters as the command has options)
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 0,
    decisions: Path | None = None,
    vocabularies: Sequence[Path] = (),
    base: str = BASE,
    progress: Progress = lambda done, of: None,
) -> Summary:
    """Read the documents below `paths` and write a build to `out`; its things and graphs have IRIs below `base`.

    Raises:
        ReadError: there is no document at all, or the decisions can't be read.
        VocabularyError: a vocabulary or a shape can't be used.
        BuildError: `out` is not a build folder, or can't be written, or `base` is no base. The build that was there
            stays.
    """
    refuse_foreign(out)
    found = find(paths)
    if not found.files and not found.unread:
        raise ReadError(_nothing(paths, found))
    shop = workshop(vocabularies, decisions, base)
    results: list[Made | Unread] = []
    for result in _side_by_side(shop, found.files, jobs or _useful(len(found.files))):
        results.append(result)
        progress(len(results), len(found.files))
    made = [result for result in results if isinstance(result, Made)]
    unread = (*found.unread, *(result for result in results if isinstance(result, Unread)))
    if not made:
        raise ReadError("; ".join(str(one) for one in unread))
    return _written(shop, made, unread, found.skipped, out)


def workshop(vocabularies: Sequence[Path] = (), decisions: Path | None = None, base: str = BASE) -> Workshop:
    """Load the ontology, the shapes and the decisions."""
    try:
        checked_base(base)
    except ValueError as error:
        raise BuildError(str(error)) from error
    lexicon = load([folder("ontology"), *vocabularies])
    decided = decisions_from(decisions, base)
    return Workshop(lexicon, load_shapes(folder("shapes")), decided, shared(lexicon.quads), base)


def _moved(violations: Iterable[Violation], base: str) -> tuple[Violation, ...]:
    """Return the violations as they are in a build of another base: what they name stands there."""
    return tuple(
        replace(one, focus=moved_iri(one.focus, base), value=f"<{moved_iri(one.value[1:-1], base)}>")
        if one.value.startswith("<")
        else replace(one, focus=moved_iri(one.focus, base))
        for one in violations
    )


def _written(
    shop: Workshop, made: Sequence[Made], unread: Sequence[Unread], skipped: tuple[str, ...], out: Path
) -> Summary:
    entities = emit_entities(thing for one in made for thing in one.things) | software()
    common = moved(set(shop.lexicon.quads) | entities | shop.decisions.quads, shop.base)
    violations = [violation for one in made for violation in one.violations]
    violations += _moved(validate_entities(entities, shop.known, shop.shapes), shop.base)
    generation = Generation(
        documents={one.document.digest: one.nquads for one in made},
        texts={one.document.digest: one.document.text for one in made},
        shared=nquads(common),
        violations=in_order(violations),
        manifest={"base": shop.base, **_manifest(made, unread)},
    )
    write_generation(out, generation)
    return Summary(
        tuple(one.document for one in made),
        tuple(unread),
        skipped,
        sum((one.counts for one in made), Counter()),
        generation.violations,
        len(common) + sum(one.nquads.count("\n") for one in made),
    )


def _manifest(made: Sequence[Made], unread: Sequence[Unread]) -> dict[str, object]:
    documents = [
        {
            "path": one.document.path,
            "digest": one.document.digest,
            "text_sha256": sha256(one.document.text.encode()).hexdigest(),
            "encoding": one.document.encoding,
            "same_bytes": list(one.document.aliases),
            "statements": dict(sorted(one.counts.items())),
            "notes": list(one.document.notes),
        }
        for one in sorted(made, key=lambda one: one.document.path)
    ]
    return {"documents": documents, "unread": [{"path": one.path, "reason": one.reason} for one in unread]}


def _nothing(paths: Sequence[Path], found: Found) -> str:
    names = ", ".join(str(path) for path in paths)
    passed = f" ({len(found.skipped)} files of other kinds were passed over)" if found.skipped else ""
    return f"{names}: no document in it{passed}; give {NAMED} files, or a folder that has some."


# --- processes


_SHOP: list[Workshop] = []


def _useful(files: int) -> int:
    return 1 if files <= FEW else os.cpu_count() or 1


def _side_by_side(shop: Workshop, files: Sequence[File], jobs: int) -> Iterator[Made | Unread]:
    """Yield the results in the order of the files."""
    if jobs == 1:
        yield from map(shop.make, files)
        return
    with ProcessPoolExecutor(jobs, initializer=_open_shop, initargs=(shop,)) as pool:
        yield from pool.map(_make, files, chunksize=CHUNK)


def _open_shop(shop: Workshop) -> None:
    _SHOP[:] = [shop]


def _make(file: File) -> Made | Unread:
    return _SHOP[0].make(file)


# --- a build looked at again


def judge_build(place: Path, shapes: Path | None = None) -> tuple[Violation, ...]:
    """Judge a build as it lies on disk: documents, things and vocabularies, and every quotation against its text.

    Raises:
        BuildError: there is no build that can be read.
        VocabularyError: the shapes can't be used.
    """
    judged = load_shapes(shapes or folder("shapes"))
    documents, common = stored_quads(place)
    known, raw = shared(common), texts(place)
    found = list(validate_shared(common, judged))
    for quads in documents.values():
        found += validate_document(quads, known, judged)
        found += check_evidence(quads, raw)
    return in_order(found)


def judge_files(files: Sequence[Path], shapes: Path | None = None) -> tuple[Violation, ...]:
    """Judge RDF files as one graph, in the light of kg's own vocabularies.

    Raises:
        ReadError: a file can't be read.
        VocabularyError: the shapes can't be used.
    """
    known = shared(load([folder("ontology")]).quads)
    return validate_files(files, known, load_shapes(shapes or folder("shapes")))
