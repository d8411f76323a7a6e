"""PATHs in, the files to read out: in folders, in ZIP archives, in lists of files, and what comes by standard input."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path

from kg.errors import ReadError
from kg.read.archive import Member, member_bytes, members
from kg.read.formats import ARCHIVE, NAMED, is_document, suffix
from kg.read.metadata import NOTHING, Metadata, sidecar
from kg.read.text import decode

LIMIT = 50_000_000
STANDARD_INPUT = Path("-")
SIDECAR = ".yaml"
LIST = "@"
_PASSED_OVER = ("README", "LICENSE", ".", "_")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)
_LARGEST_LIST = 10_000_000


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

    `aliases` are the paths of the other files with the same bytes; `member` is its name in the archive at `place`;
    `said` is what its sidecar says of it; `data` are its bytes if it has no place on disk.
    """

    path: str
    place: Path
    size: int = field(default=0, compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    member: str = ""
    said: Metadata = field(default=NOTHING, compare=False)
    data: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Where it lies, as a person is told."""
        if self.data is not None:
            return "standard input"
        return text_of_name(self.place) + (f"/{self.member}" if self.member else "")


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


Entry = File | _Skipped | Unread


def find(paths: Iterable[Path], limit: int = LIMIT) -> Found:
    """Find the files to read; the order of the PATHs makes no difference.

    In a folder or an archive, files of unknown kind are passed over, links to folders, and names that begin with
    README, LICENSE, `.` or `_`. The same bytes under several names are one file, under the first of its paths.
    The PATH `-` is a document by standard input, `@NAME` a file that names a PATH a line (`@-`: standard input).
    """
    entries = {entry for path in paths for entry in _entries(path, path.name, limit)}
    files = [entry for entry in entries if isinstance(entry, File)]
    skipped = {entry.place for entry in entries if isinstance(entry, _Skipped)}
    unread = [entry for entry in entries if isinstance(entry, Unread)]
    return Found(tuple(_without_copies(files)), tuple(sorted(skipped)), tuple(sorted(unread, key=str)))


def bytes_of(file: File) -> bytes:
    """Return the bytes of a file.

    Raises:
        ReadError: it lies in an archive that is damaged.
        OSError: it can't be opened.
    """
    if file.data is not None:
        return file.data
    return member_bytes(file.place, file.member) if file.member else file.place.read_bytes()


def refused(place: Path, error: OSError) -> Unread:
    """Return what a person is told of a file or folder that can't be opened."""
    if isinstance(error, FileNotFoundError):
        link = place.is_symlink()
        reason = "the link leads nowhere; mend it." if link else "there is no such file or folder; check the name."
    elif isinstance(error, PermissionError):
        reason = "you have no permission to read it; ask its owner for it."
    else:
        reason = f"it can't be read ({error.strerror or error}); look after the disk or the link."
    return Unread(text_of_name(place), reason)


def text_of_name(path: Path | str) -> str:
    """Return a path as text that every file can hold, whatever bytes the disk has for its name."""
    return os.fsencode(path).decode("utf-8", "replace")


def _entries(path: Path, name: str, limit: int) -> Iterator[Entry]:
    """Yield what a PATH stands for: a file named outright, or all that lies below a folder or in an archive."""
    if path == STANDARD_INPUT:
        yield _given(limit)
    elif str(path).startswith(LIST) and not os.path.lexists(path):
        yield from _listed(Path(str(path).removeprefix(LIST)), limit)
    elif os.path.isdir(path):
        yield from _or_nothing(path, _below(path, limit))
    elif suffix(path.name) == ARCHIVE:
        yield from _in_archive(path, name, limit)
    elif is_document(path.name) or not os.path.lexists(path):
        yield from _file(path, name, limit)
    else:
        kind = path.suffix or "without an ending"
        yield Unread(text_of_name(path), f"kg reads no files {kind}; give it as {NAMED}.")


def _or_nothing(place: Path, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries, and what a person is told if there is no document among them."""
    found = list(entries)
    yield from found
    if not any(isinstance(entry, File | Unread) for entry in found):
        yield Unread(text_of_name(place), f"no document in it; give a folder with {NAMED} files.")


# --- standard input and lists


def _given(limit: int) -> File | Unread:
    """Return the document that comes by standard input; its kind is told by how it begins."""
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        return Unread("standard input", f"it has more than {limit / 1e6:g} MB; split it.")
    return File(f"stdin{_kind(data)}", STANDARD_INPUT, len(data), data=data)


def _kind(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return ".docx"
    return ".html" if _PAGE.match(data) else ".txt"


def _listed(place: Path, limit: int) -> Iterator[Entry]:
    """Yield what the lines of a list stand for; a relative path is also the document's path."""
    try:
        data = sys.stdin.buffer.read(_LARGEST_LIST) if place == STANDARD_INPUT else place.read_bytes()
        text, _ = decode(data)
    except OSError as error:
        yield refused(place, error)
        return
    except ReadError as error:
        yield Unread(text_of_name(place), f"no list of files ({error})")
        return
    for line in text.splitlines():
        if name := line.strip():
            path = Path(name)
            is_below = not path.is_absolute() and ".." not in path.parts
            yield from _entries(path, path.as_posix() if is_below else path.name, limit)


# --- folders


def _below(folder: Path, limit: int) -> Iterator[Entry]:
    """Yield what lies below a folder. Links to folders are not followed: they may lead round, or anywhere."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            children = [Path(entry) for entry in os.scandir(place)]
        except OSError as error:
            yield refused(place, error)
            continue
        sidecars = {child.with_suffix(SIDECAR) for child in children if is_document(child.name)}
        for child in children:
            if _is_folder_to_read(child):
                waiting.append(child)
            elif child not in sidecars:
                yield from _child(child, child.relative_to(folder).as_posix(), limit)


def _child(child: Path, path: str, limit: int) -> Iterator[Entry]:
    """Yield what a file in a folder stands for."""
    if _is_passed_over(child.name) or os.path.isdir(child):
        yield _Skipped(text_of_name(child))
    elif suffix(child.name) == ARCHIVE:
        yield from _in_archive(child, path, limit)
    else:
        yield from _file(child, path, limit)


def _is_passed_over(name: str) -> bool:
    return name.startswith(_PASSED_OVER) or not (is_document(name) or suffix(name) == ARCHIVE)


def _is_folder_to_read(path: Path) -> bool:
    return os.path.isdir(path) and not path.is_symlink() and not path.name.startswith(_PASSED_OVER)


def _file(place: Path, path: str, limit: int) -> Iterator[File | Unread]:
    """Yield a file, if it can be read, and what is wrong with its sidecar, if anything is."""
    try:
        status = place.stat()
    except OSError as error:
        yield refused(place, error)
        return
    if not stat.S_ISREG(status.st_mode):
        yield Unread(text_of_name(place), "it is a pipe or a device, not a file; save its text as a file.")
    elif status.st_size > limit:
        yield Unread(text_of_name(place), _too_large(status.st_size, limit))
    else:
        beside = place.with_suffix(SIDECAR)
        said = _beside(File(beside.name, beside)) if beside.is_file() else NOTHING
        yield from _described(File(text_of_name(path), place, status.st_size), said)


def _too_large(size: int, limit: int) -> str:
    return f"it has {size / 1e6:.1f} MB, and kg reads files up to {limit / 1e6:g} MB; split it."


def _described(file: File, said: Metadata | Unread) -> Iterator[File | Unread]:
    """Yield a file with what its sidecar says; without it, and what is wrong, if the sidecar can't be read."""
    if isinstance(said, Unread):
        yield said
        yield file
    else:
        yield replace(file, said=said)


def _beside(file: File) -> Metadata | Unread:
    """Read a sidecar."""
    try:
        return sidecar(decode(bytes_of(file))[0])
    except OSError as error:
        return refused(file.place, error)
    except ReadError as error:
        return Unread(file.name, str(error))


# --- archives


def _in_archive(place: Path, path: str, limit: int) -> Iterator[Entry]:
    """Yield what lies in an archive. An archive in it is not opened."""
    try:
        listed = list(members(place))
        inside = {member.path: member for member in reversed(listed)}
        found = [entry for member in listed for entry in _member(place, path, member, inside, limit)]
    except OSError as error:
        yield refused(place, error)
    except ReadError as error:
        yield Unread(text_of_name(place), str(error))
    else:
        yield from _or_nothing(place, found)


def _member(place: Path, path: str, member: Member, inside: dict[str, Member], limit: int) -> Iterator[Entry]:
    file = File(text_of_name(f"{path}/{member.path}"), place, member.size, member=member.name)
    if any(part.startswith(_PASSED_OVER) for part in member.path.split("/")):
        yield _Skipped(file.name)
    elif suffix(member.path) == ARCHIVE:
        yield Unread(file.name, "kg opens no archive inside another; unpack the outer one.")
    elif not is_document(member.path):
        yield from () if _is_sidecar(member.path, inside) else (_Skipped(file.name),)
    elif member.refusal or member.size > limit:
        yield Unread(file.name, member.refusal or _too_large(member.size, limit))
    else:
        beside = inside.get(_stem(member.path) + SIDECAR)
        said = _beside(replace(file, member=beside.name)) if beside else NOTHING
        yield from _described(file, said)


def _is_sidecar(path: str, inside: Iterable[str]) -> bool:
    return suffix(path) == SIDECAR and any(is_document(other) and _stem(other) == _stem(path) for other in inside)


def _stem(path: str) -> str:
    return path[: len(path) - len(suffix(path))]


# --- copies


def _without_copies(files: Iterable[File]) -> list[File]:
    """Keep the first file of those with the same bytes, in order of path; it knows the others as aliases."""
    sizes: defaultdict[int, list[File]] = defaultdict(list)
    for file in sorted(files):
        sizes[file.size].append(file)
    return sorted(file for group in sizes.values() for file in _firsts(group))


def _firsts(files: list[File]) -> Iterator[File]:
    """Yield the first of each set of copies among files of one size; what any sidecar of them says is said of it."""
    copies: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        copies[_digest(file) if len(files) > 1 else ""].append(file)
    for first, *others in copies.values():
        said = next((file.said for file in (first, *others) if file.said != NOTHING), NOTHING)
        yield replace(first, aliases=tuple(sorted({file.path for file in others} - {first.path})), said=said)


def _digest(file: File) -> str:
    """Return the digest of the bytes; of a file that can't be opened, its path: it is nobody's copy."""
    try:
        if file.member or file.data is not None:
            return sha256(bytes_of(file)).hexdigest()
        with file.place.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (OSError, ReadError):
        return file.name
