"""What lets a client ask “still the same?”: an ETag of the build, the address and what the client accepts.

The same build answers the same request alike, so the tag is known before the work is done (RFC 9110, 8.8.3 and 13), and
what was answered under it may be answered again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.serve.answers import Written


def tag(request: Request, said: str = "") -> str:
    """Return the entity tag of the answer to a request; `said` is what the address does not hold."""
    path = request.url.path
    parts = (_software(), request.app.state.engine.generation, path, request.url.query, _accept(request), said)
    return f'"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def not_modified(request: Request, etag: str) -> Response | None:
    """Return the answer 304 if the client has what it asks for, else None."""
    known = request.headers.get("if-none-match", "")
    if etag not in (each.strip().removeprefix("W/") for each in known.split(",")):
        return None
    return Response(status_code=304, headers={"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"})


@cache
def _software() -> str:
    """Return what differs between two versions of the server, also while it is being worked on."""
    newest = max(path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*") if path.is_file())
    return f"{__version__} {newest}"


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


class Kept:
    """Answers by their tag, as many as fit into `room` bytes; the one not asked for the longest goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._answers: OrderedDict[str, Written] = OrderedDict()

    def find(self, etag: str) -> Written | None:
        """Return the answer of that tag, or None."""
        if etag in self._answers:
            self._answers.move_to_end(etag)
        return self._answers.get(etag)

    def keep(self, etag: str, answer: Written) -> None:
        """Keep an answer, unless it alone would take a tenth of the room."""
        if etag not in self._answers and len(answer.body) * 10 <= self._room:
            self._answers[etag] = answer
            self._room -= len(answer.body)
        while self._room < 0:
            _, oldest = self._answers.popitem(last=False)
            self._room += len(oldest.body)


async def kept(request: Request, etag: str, work: Coroutine[Any, Any, Written]) -> Written:
    """Return the answer of that tag if it was given before, else have the work done."""
    answers: Kept = request.app.state.kept
    if found := answers.find(etag):
        work.close()
        return found
    done = await work
    answers.keep(etag, done)
    return done
