"""A worker process: jobs in by standard input, what they return out by standard output, until the input ends.

A frame is a pickle behind its length (8 bytes, big-endian). A job is a top-level function whose first argument is the
build it reads. Whatever it raises that is no KgError ends the process: the engine starts another one.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import BuildError, KgError
from kg.rdf import BASE
from kg.store import Store, open_store

LENGTH = struct.Struct(">Q")
GRACE = 1.0


@dataclass(frozen=True, slots=True)
class Start:
    """What the first frame says: where modules are found, which to import at once, the most bytes to take."""

    path: tuple[str, ...]
    modules: tuple[str, ...]
    memory: int


@dataclass(frozen=True, slots=True)
class Task:
    """What every later frame says: a job, its arguments, the generation to read, how many seconds it may take."""

    job: Callable[..., Any]
    arguments: tuple[object, ...]
    home: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """What a job returned, or the error that it raised."""

    value: Any = None
    error: KgError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A generation of a build, open for reading: its folder and its store."""

    home: Path
    store: Store

    @property
    def base(self) -> str:
        """The base of the IRIs of the build's things and graphs."""
        return str(_manifest(self.home).get("base", BASE))

    def text(self, digest: str) -> str:
        """Return a document's raw text by its digest.

        Raises:
            BuildError: there is none.
        """
        if not digest.isalnum():
            raise BuildError(f"{digest}: no digest of a document.")
        try:
            with (self.home / "texts" / f"{digest}.txt").open(encoding="utf-8", newline="") as stream:
                return stream.read()
        except OSError as error:
            raise BuildError(f"{digest}: the build has no such document.") from error

    def manifest(self) -> dict[str, Any]:
        """Return what the build says of itself."""
        return dict(_manifest(self.home))


@lru_cache(maxsize=2)
def _manifest(home: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((home / "manifest.json").read_text("utf-8"))
    return manifest


@lru_cache(maxsize=2)
def opened(home: Path) -> Opened:
    """Open a generation's folder; the last two stay open.

    Raises:
        BuildError: it has no store that can be read.
    """
    return Opened(home, open_store(home / "store"))


def packed(value: object) -> bytes:
    """Return a frame."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def main() -> None:
    """Answer frames until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    frames, answers = _channels()
    start: Start = pickle.loads(_frame(frames))
    sys.path[:] = start.path
    _limit_memory(start.memory)
    _import(start.modules)
    while body := _frame(frames):
        answers.write(packed(_done(pickle.loads(body))))
        answers.flush()


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Keep standard input and output for frames: what a job prints goes to standard error."""
    frames, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return frames, answers


def _frame(frames: BinaryIO) -> bytes:
    """Return the next frame, or nothing where there is no more."""
    length = frames.read(LENGTH.size)
    return frames.read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else b""


def _limit_memory(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (ValueError, OSError):
        print("kg: this system can't limit a worker's memory.", file=sys.stderr)


def _import(modules: Sequence[str]) -> None:
    for module in modules:
        importlib.import_module(module)


def _done(task: Task) -> Done:
    # The engine kills a worker that is late; the alarm does so where the engine itself is gone.
    signal.setitimer(signal.ITIMER_REAL, task.seconds + GRACE)
    try:
        return Done(task.job(opened(task.home), *task.arguments))
    except KgError as error:
        return Done(error=error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
