"""Text in, files out: whole or not at all, and nothing of another's overwritten."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ExportError


def write(text: str, destination: Path) -> None:
    """Write a file in UTF-8, whole or not at all; a pipe or device is written to as it is.

    Raises:
        ExportError: it can't be written.
    """
    write_pieces([text], destination)


def write_pieces(pieces: Iterable[str], destination: Path) -> None:
    """Write a file piece by piece, as `write`."""
    if destination.is_dir():
        raise ExportError(f"{destination}: it is a folder; name a file.")
    with _beside(destination.resolve()) as place:
        if destination.exists() and not destination.is_file():
            _put(pieces, destination)
            return
        _put(pieces, place / "whole")
        os.replace(place / "whole", destination.resolve())


def write_folder(files: Mapping[str, Iterable[str]], folder: Path, form: str) -> None:
    """Write files into a folder; one that holds anything else is left alone.

    `files` are pieces of text by name; `form` names the format in errors.

    Raises:
        ExportError: the folder holds other files, or can't be written.
    """
    _check_folder(folder, files, form)
    with _beside(folder) as place:
        for name, pieces in files.items():
            _put(pieces, place / name)
        folder.mkdir(exist_ok=True)
        for name in files:
            os.replace(place / name, folder / name)


def _put(pieces: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def _check_folder(folder: Path, names: Mapping[str, object], form: str) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder}: it is a file, and {form} writes a folder; name another.")
    if others := sorted(path.name for path in folder.iterdir() if path.name not in names):
        raise ExportError(f"{folder}: it holds {others[0]}, which kg does not write; name a new or empty folder.")


@contextmanager
def _beside(destination: Path) -> Iterator[Path]:
    """Lend a folder on the same disk; whatever is left in it goes when the block ends.

    Raises:
        ExportError: the folder above is missing, or writing fails inside the block.
    """
    if not destination.parent.is_dir():
        raise ExportError(f"{destination}: there is no folder {destination.parent}; make it first.")
    try:
        with tempfile.TemporaryDirectory(prefix=".kg-", dir=destination.parent) as place:
            yield Path(place)
    except OSError as error:
        raise ExportError(f"{destination}: it can't be written: {error.strerror or error}.") from error
