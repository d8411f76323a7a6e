"""A build in, a publication out: a folder with the graph in three formats, digests, description, licences, checksums.

The same build gives the same bytes. The folder is made beside its place and moved there whole. `kg verify` proves that
nothing of it is lost or altered.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.canonical import canonical_hash
from kg.dataset import ATTRIBUTION, DESCRIBED, LICENCE, Distribution, citation, describe
from kg.errors import ExportError
from kg.folder import all_quads, base_of, current, texts
from kg.rdf import PREFIXES, nquads
from kg.turtle import trig, turtle

FORMAT = 1
SUMS = "SHA256SUMS"
MANIFEST = "release.json"
MEDIA = {"graph.ttl": "text/turtle", "graph.trig": "application/trig", "graph.nq": "application/n-quads"}
COLUMNS = ("path", "digest", "encoding", "characters", "text_sha256")
CANONICAL = "RDFC-1.0 with SHA-256; there are no blank nodes, so it is the SHA-256 of graph.nq"
LICENCES = f"""# Licences

The data (graph, ontology, vocabularies, description): Creative Commons Attribution 4.0, <{LICENCE}>.

{ATTRIBUTION}

The register's sources, each with its licence, are listed on the page docs/register.md of the software.

The software that made it, kg {__version__}: MIT.

The quotations in the graph are short passages of the documents, kept as proof. The documents themselves belong to
whoever published them; where texts/ is here, whoever made this release has put it here.
"""


@dataclass(frozen=True, slots=True)
class Released:
    """What a release holds."""

    files: tuple[str, ...]
    quads: int
    documents: int
    digest: str


def release(build: Path, out: Path, *, with_texts: bool = False) -> Released:
    """Write a release of a build to the folder `out`; with `with_texts`, the documents' texts too.

    Raises:
        BuildError: there is no build that can be read.
        ExportError: `out` holds something else than a release, or can't be written.
    """
    home = current(build)
    refuse_foreign(out)
    quads, raw, base = all_quads(build), texts(build), base_of(build)
    digest = canonical_hash(quads)
    files = {
        "graph.ttl": turtle(quads, PREFIXES, base),
        "graph.trig": trig(quads, PREFIXES, base),
        "graph.nq": nquads(quads),
    }
    sizes = [_distribution(name, files[name]) for name in sorted(MEDIA)]
    listed = _listed(home, raw)
    files |= {
        "dataset.ttl": turtle(describe(quads, digest, sizes, base), DESCRIBED, base),
        "texts.csv": _csv(listed),
        "report.txt": (home / "report.txt").read_text("utf-8"),
        "report.ttl": (home / "report.ttl").read_text("utf-8"),
        "CITATION.cff": citation(digest),
        "LICENCES.md": LICENCES,
        MANIFEST: _manifest(len(quads), digest, len(listed), base),
    }
    if with_texts:
        files |= {f"texts/{name}.txt": text for name, text in raw.items()}
    files[SUMS] = "".join(f"{_sha256(text)}  {name}\n" for name, text in sorted(files.items()))
    _write(files, out)
    return Released(tuple(sorted(files)), len(quads), len(listed), digest)


def in_words(made: Released, out: Path) -> str:
    """Return a sentence on what was written, and how to prove it."""
    return (
        f"{out}: {len(made.files)} files with {made.quads:,} quads of {made.documents:,} documents.\n"
        f"Canonical hash (RDFC-1.0, SHA-256): {made.digest}\n"
        f"Next: kg verify {out}"
    )


def refuse_foreign(out: Path) -> None:
    """Refuse a place that holds something else than a release.

    Raises:
        ExportError: it does.
    """
    if out.exists() and not out.is_dir():
        raise ExportError(f"{out}: a file stands there; give another folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise ExportError(f"{out}: not a release of kg (no {MANIFEST}), so it is left alone; give an empty folder.")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _distribution(name: str, text: str) -> Distribution:
    return Distribution(name, MEDIA[name], len(text.encode()), _sha256(text))


def _manifest(quads: int, digest: str, documents: int, base: str) -> str:
    said = {
        "format": FORMAT,
        "kg": __version__,
        "base": base,
        "quads": quads,
        "documents": documents,
        "canonical_hash": digest,
        "canonical_form": CANONICAL,
    }
    return json.dumps(said, indent=1) + "\n"


def _listed(home: Path, raw: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return a row for each document: what `COLUMNS` says."""
    documents = json.loads((home / "manifest.json").read_text("utf-8"))["documents"]
    return [
        (one["path"], one["digest"], one["encoding"], str(len(raw[one["digest"]])), _sha256(raw[one["digest"]]))
        for one in documents
    ]


def _csv(rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue()


def _write(files: Mapping[str, str], out: Path) -> None:
    """Write the files beside `out`, and put them in its place."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kg-", dir=out.resolve().parent) as place:
            new = Path(place) / "new"
            for name, text in files.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_text(text, "utf-8", newline="")
            _swap(new, out, Path(place) / "old")
    except OSError as error:
        raise ExportError(f"{out}: the release can't be written: {error.strerror or error}.") from error


def _swap(new: Path, out: Path, old: Path) -> None:
    """Put `new` in the place of `out`, which goes to `old`, or comes back if `new` can't."""
    if out.is_dir():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.is_dir():
            old.rename(out)
        raise


def is_release(place: Path) -> bool:
    """Return whether a folder is a release."""
    return (place / MANIFEST).is_file()
