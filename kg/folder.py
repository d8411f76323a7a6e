"""A generation of a build in, the build folder on disk out; and back.

A build goes to a folder of its own, `generations/<name>`, where the name is a digest of its content. `current` is a
symbolic link to it, changed by one rename; the fixed names (`graph.ttl`, `store`, …) are links through `current`. So
whoever reads sees the old build or the new one, and a build that is killed leaves the old one as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg import __version__
from kg.errors import BuildError
from kg.model import Violation
from kg.rdf import BASE, PREFIXES, Quad, parse_nquads
from kg.store import Store, open_store
from kg.store import write as write_store

FORMAT = 1
NAME_DIGITS = 16
KEPT = 2
ABANDONED = 3600
SHARED = "_shared.nq"
FIXED = (
    "graph.ttl",
    "graph.trig",
    "documents",
    "store",
    "report.ttl",
    "report.txt",
    "manifest.json",
    "texts",
)


@dataclass(frozen=True, slots=True)
class Generation:
    """What a build folder holds: graphs as N-Quads and raw texts, both by digest, and what the shapes object to."""

    documents: Mapping[str, str]
    texts: Mapping[str, str]
    shared: str
    violations: tuple[Violation, ...]
    manifest: Mapping[str, object]

    @property
    def name(self) -> str:
        """A digest of all that the build says, and of the version that wrote it."""
        said = hashlib.sha256(f"{FORMAT} {__version__}\n".encode())
        for text in chain((self.documents[digest] for digest in sorted(self.documents)), (self.shared,)):
            said.update(text.encode())
        said.update(json.dumps(self.manifest, sort_keys=True).encode())
        return said.hexdigest()[:NAME_DIGITS]

    @property
    def base(self) -> str:
        """The base of the IRIs of its things and graphs."""
        return str(self.manifest.get("base", BASE))


def refuse_foreign(out: Path) -> None:
    """Refuse a place that holds something other than a build.

    Raises:
        BuildError: `out` is a file, or a folder that is neither empty nor a build.
    """
    if out.exists() and not out.is_dir():
        raise BuildError(f"{out}: a file stands there; give another folder with --out")
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        raise BuildError(f"{out}: not a build of kg (no manifest.json), so it is left alone; give an empty folder")


def _is_ours(out: Path) -> bool:
    return (out / "manifest.json").is_file() or (out / "generations").is_dir()


def write_generation(out: Path, generation: Generation) -> None:
    """Write a generation and make it the current one.

    Raises:
        BuildError: it can't be written; the build that was there stays.
    """
    try:
        home = out / "generations"
        home.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(home)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
        new.chmod(0o755)
        try:
            _write(new, generation)
            place = home / generation.name
            if place.exists():
                place = home / f"{generation.name}-{new.name[5:]}"
            new.rename(place)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        _swap(out, place)
    except OSError as error:
        raise BuildError(
            f"{out}: the build can't be written ({error.strerror or error}); the build that was there is untouched"
        ) from error


def _write(new: Path, generation: Generation) -> None:
    from kg.turtle import trig, turtle
    from kg.validate import report_text, report_turtle

    for name in ("documents", "texts"):
        (new / name).mkdir()
    files = [new / "documents" / f"{digest}.nq" for digest in sorted(generation.documents)]
    for file in files:
        _save(file, generation.documents[file.stem])
    _save(new / "documents" / SHARED, generation.shared)
    for digest, text in generation.texts.items():
        _save(new / "texts" / f"{digest}.txt", text)
    quads = [quad for file in (*files, new / "documents" / SHARED) for quad in parse_nquads(_load(file))]
    _save(new / "graph.ttl", turtle(quads, PREFIXES, generation.base))
    _save(new / "graph.trig", trig(quads, PREFIXES, generation.base))
    _save(new / "report.ttl", report_turtle(generation.violations, generation.base))
    _save(new / "report.txt", report_text(generation.violations))
    manifest = {"kg": __version__, "format": FORMAT, "quads": len(quads), **generation.manifest}
    _save(new / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    write_store(new / "store", [*files, new / "documents" / SHARED])


def _save(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _load(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _swap(out: Path, place: Path) -> None:
    """Point `current` at a generation by one rename, see to the fixed names, and drop old generations but the last."""
    _link(out / "current", Path("generations") / place.name)
    for name in FIXED:
        if not (out / name).is_symlink():
            _link(out / name, Path("current") / name)
    others = [old for old in place.parent.iterdir() if old != place]
    for old in sorted(others, key=lambda old: old.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _link(link: Path, target: Path) -> None:
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def _clear_unfinished(home: Path) -> None:
    """Remove what a build that was killed left behind, an hour or more ago."""
    for unfinished in home.glob(".new-*"):
        if time.time() - unfinished.stat().st_mtime > ABANDONED:
            shutil.rmtree(unfinished, ignore_errors=True)


# --- reading a build


def current(build: Path) -> Path:
    """Return the folder of the current generation.

    Raises:
        BuildError: there is no build, or another version of kg wrote it.
    """
    manifest = build / "manifest.json"
    if not manifest.is_file():
        raise BuildError(f"{build}: no build there; make one with: kg build --out {build}")
    home = (build / "current").resolve() if (build / "current").exists() else build.resolve()
    with _reading(build):
        written = json.loads(_load(home / "manifest.json"))
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise BuildError(f"{build}: written by another version of kg; build it again with: kg build --out {build}")
    return home


@contextmanager
def _reading(build: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise BuildError(f"{build}: the build can't be read ({error}); build it again") from error


def base_of(build: Path) -> str:
    """Return the base of the IRIs of a build's things and graphs."""
    home = current(build)
    with _reading(build):
        return str(json.loads(_load(home / "manifest.json")).get("base", BASE))


def opened(build: Path) -> Store:
    """Open a build's store for queries."""
    return open_store(current(build) / "store")


def stored_text(build: Path, digest: str) -> str:
    """Return a document's raw text by its digest."""
    with _reading(build):
        return _load(current(build) / "texts" / f"{digest}.txt")


def stored_quads(build: Path) -> tuple[dict[str, list[Quad]], list[Quad]]:
    """Return the quads of each document by digest, and the shared ones."""
    home = current(build) / "documents"
    with _reading(build):
        files = sorted(file for file in home.glob("*.nq") if file.name != SHARED)
        return {file.stem: list(parse_nquads(_load(file))) for file in files}, list(parse_nquads(_load(home / SHARED)))


def all_quads(build: Path) -> set[Quad]:
    """Return every quad of a build."""
    documents, common = stored_quads(build)
    return set(common).union(*documents.values())


def texts(build: Path) -> dict[str, str]:
    """Return all raw texts by digest."""
    home = current(build) / "texts"
    with _reading(build):
        return {file.stem: _load(file) for file in sorted(home.glob("*.txt"))}
