"""A ZIP archive in, the documents in it out. Nothing is ever unpacked to the disk, so no name in it can do harm."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from kg.errors import ReadError

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000
STEEPEST, LEAST_BYTES = 100, 1_000_000
_ENCRYPTED = 0x1
_ROOTS = frozenset({"", ".", "..", "/"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, a clean relative path, its unpacked size, and why not to read it, if so."""

    name: str
    path: str
    size: int
    refusal: str = ""


def members(place: Path) -> Iterator[Member]:
    """Yield the files in an archive in the order of their paths.

    Raises:
        ReadError: it is no archive, damaged, or unpacks to more than kg reads.
        OSError: it can't be opened.
    """
    infos = [info for info in _opened(place).infolist() if not info.is_dir() and not _is_link(info)]
    if len(infos) > MOST_MEMBERS:
        raise ReadError(f"it holds {len(infos):,} files, and kg reads up to {MOST_MEMBERS:,} in an archive; split it.")
    total = sum(info.file_size for info in infos)
    if total > MOST_BYTES:
        most = MOST_BYTES / 1e6
        raise ReadError(f"it unpacks to {total / 1e6:,.0f} MB, and kg reads up to {most:,.0f} MB in all; split it.")
    seen: set[str] = set()
    for path, info in sorted(((_path(info), info) for info in infos), key=lambda pair: pair[0]):
        if path:
            twice = "" if path not in seen else "another file of the archive has the same name; rename one of them."
            yield Member(info.filename, path, info.file_size, twice or _refusal(info))
            seen.add(path)


def member_bytes(place: Path, name: str) -> bytes:
    """Return the bytes of a file in an archive.

    Raises:
        ReadError: the archive is damaged, or packed in a way that kg can't unpack.
        OSError: it can't be opened.
    """
    try:
        return _opened(place).read(name)
    except (BadZipFile, EOFError, LookupError, zlib.error) as error:
        raise ReadError("the archive is damaged here; make it anew, or give the file itself.") from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReadError("kg can't unpack it (its way of packing is unknown); give the file itself.") from error


def _opened(place: Path) -> ZipFile:
    status = place.stat()
    return _archive(place, status.st_mtime_ns, status.st_size, os.getpid())


@lru_cache(maxsize=4)
def _archive(place: Path, changed: int, size: int, process: int) -> ZipFile:
    """Return an archive with its table of contents read: once for all the files in it.

    Each process has its own, because an open file that two share has one position for both.
    """
    try:
        return ZipFile(place)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError("it is no ZIP archive, or a damaged one; make it anew.") from error


def _path(info: ZipInfo) -> str:
    """Return a file's path as one below the archive, whatever the archive says: "../../etc/a.txt" is "etc/a.txt"."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in _ROOTS and not part.endswith(":"))


def _refusal(info: ZipInfo) -> str:
    """Return why a file should not be unpacked, or nothing."""
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; unpack it with its password, and give it unpacked."
    if info.file_size > LEAST_BYTES and info.file_size > STEEPEST * info.compress_size:
        return (
            f"it unpacks to {info.file_size // max(1, info.compress_size):,} times its size, as a zip bomb does; "
            "if it is none, give it unpacked."
        )
    return ""


def _is_link(info: ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
