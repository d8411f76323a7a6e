"""Paths in, `Document`s out, and an `Unread` for each file that can't be read: the others go on.

A new format is one entry in `FORMATS`; all offsets count in the text that it gives.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read.page import page
from kg.read.text import Content, plain

FORMATS: Mapping[str, Callable[[bytes], Content]] = {
    ".txt": plain,
    ".text": plain,
    ".html": page,
    ".htm": page,
}
LIMIT = 50_000_000
_PASSED_OVER = ("README", "LICENSE", ".", "_")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or folder that can't be read: where it lies, and why, with the next step."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Return one sentence, or two."""
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to be read: its path below the PATH given, with "/", its place on disk and its size in bytes.

    `aliases` are the paths of the other files with the same bytes.
    """

    path: str
    place: Path
    size: int = field(default=0, compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Skipped:
    """What is passed over inside a folder."""

    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """What lies below the PATHs: files in order of path, places passed over, and what can't be read."""

    files: tuple[File, ...]
    skipped: tuple[str, ...]
    unread: tuple[Unread, ...]


def documents(paths: Iterable[Path], limit: int = LIMIT) -> Iterator[Document | Unread]:
    """Yield what can't be found, then the documents in order of path; `limit` is a file's size in bytes."""
    found = find(paths, limit)
    yield from found.unread
    for file in found.files:
        yield read(file)


def find(paths: Iterable[Path], limit: int = LIMIT) -> Found:
    """Find the files to read; the order of the PATHs makes no difference.

    In a folder, files of unknown kind are passed over, links to folders, and names that begin with README,
    LICENSE, `.` or `_`. The same bytes under several names are one file, under the first of its paths.
    """
    entries = {entry for path in paths for entry in _entries(path, limit)}
    files = [entry for entry in entries if isinstance(entry, File)]
    skipped = [entry.place for entry in entries if isinstance(entry, _Skipped)]
    unread = [entry for entry in entries if isinstance(entry, Unread)]
    return Found(tuple(_without_copies(files)), tuple(sorted(skipped)), tuple(sorted(unread, key=str)))


def read(file: File) -> Document | Unread:
    """Read one file."""
    try:
        data = file.place.read_bytes()
        content = FORMATS[file.place.suffix.lower()](data)
    except OSError as error:
        return _refused(file.place, error)
    except ReadError as error:
        return Unread(_text(file.place), str(error))
    return Document(
        path=file.path,
        text=content.text,
        digest=sha256(data).hexdigest(),
        encoding=content.encoding,
        media_type=content.media_type,
        title=content.title,
        publisher=content.publisher,
        date=content.date,
        aliases=file.aliases,
    )


# --- finding files

Entry = File | _Skipped | Unread


def _entries(path: Path, limit: int) -> Iterator[Entry]:
    """Yield what a PATH stands for: a file named outright, or all that lies below a folder."""
    if os.path.isdir(path):
        entries = list(_below(path, limit))
        yield from entries
        if not any(isinstance(entry, File | Unread) for entry in entries):
            yield Unread(_text(path), f"no document in it; give a folder with {_kinds()} files.")
    elif path.suffix.lower() in FORMATS or not os.path.lexists(path):
        yield _file(path, path.name, limit)
    else:
        kind = path.suffix or "without an ending"
        yield Unread(_text(path), f"kg reads no files {kind}; give it as {_kinds()}.")


def _kinds() -> str:
    *kinds, last = FORMATS
    return f"{', '.join(kinds)} or {last}"


def _below(folder: Path, limit: int) -> Iterator[Entry]:
    """Yield what lies below a folder. Links to folders are not followed: they may lead round, or anywhere."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            children = [Path(entry) for entry in os.scandir(place)]
        except OSError as error:
            yield _refused(place, error)
            continue
        for child in children:
            if _is_folder_to_read(child):
                waiting.append(child)
            elif child.name.startswith(_PASSED_OVER) or child.suffix.lower() not in FORMATS or os.path.isdir(child):
                yield _Skipped(_text(child))
            else:
                yield _file(child, child.relative_to(folder).as_posix(), limit)


def _is_folder_to_read(path: Path) -> bool:
    return os.path.isdir(path) and not path.is_symlink() and not path.name.startswith(_PASSED_OVER)


def _file(place: Path, path: str, limit: int) -> File | Unread:
    try:
        status = place.stat()
    except OSError as error:
        return _refused(place, error)
    if not stat.S_ISREG(status.st_mode):
        return Unread(_text(place), "it is a pipe or a device, not a file; save its text as a file.")
    if status.st_size > limit:
        size, most = status.st_size / 1e6, limit / 1e6
        return Unread(_text(place), f"it has {size:.1f} MB, and kg reads files up to {most:g} MB; split it.")
    return File(_text(path), place, status.st_size)


def _refused(place: Path, error: OSError) -> Unread:
    if isinstance(error, FileNotFoundError):
        link = place.is_symlink()
        reason = "the link leads nowhere; mend it." if link else "there is no such file or folder; check the name."
    elif isinstance(error, PermissionError):
        reason = "you have no permission to read it; ask its owner for it."
    else:
        reason = f"it can't be read ({error.strerror or error}); look after the disk or the link."
    return Unread(_text(place), reason)


def _text(path: Path | str) -> str:
    """Return a path as text that every file can hold, whatever bytes the disk has for its name."""
    return os.fsencode(path).decode("utf-8", "replace")


# --- copies


def _without_copies(files: Iterable[File]) -> list[File]:
    """Keep the first file of those with the same bytes, in order of path; it knows the others as aliases."""
    sizes: defaultdict[int, list[File]] = defaultdict(list)
    for file in sorted(files):
        sizes[file.size].append(file)
    return sorted(file for group in sizes.values() for file in _firsts(group))


def _firsts(files: list[File]) -> Iterator[File]:
    """Yield the first of each set of copies among files of one size."""
    copies: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        copies[_digest(file) if len(files) > 1 else ""].append(file)
    for first, *others in copies.values():
        yield replace(first, aliases=tuple(sorted({file.path for file in others} - {first.path})))


def _digest(file: File) -> str:
    """Return the digest of the bytes; of a file that can't be opened, its path: it is nobody's copy."""
    try:
        with file.place.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return str(file.place)
