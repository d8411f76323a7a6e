"""A build folder in; a web server out: SPARQL, linked data, saved queries and pages, all of them for reading only."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServeError
from kg.serve.app import application
from kg.serve.manners import Manners
from kg.serve.settings import Settings

__all__ = ["Settings", "serve"]

LONGEST_HEADER = 1 << 16
BACKLOG = 2048
KEEP_ALIVE = 15


def serve(build: Path, settings: Settings, ready: Callable[[str], None] = print) -> None:
    """Serve a build until the process is interrupted; `ready` is told the address once it answers.

    Raises:
        BuildError: there is no build that can be read.
        ServeError: nothing can listen at the address.
    """
    app = Manners(application(build, settings))
    _allow_connections()
    with _listening(settings) as listener:
        config = uvicorn.Config(
            app,
            http=_patient(settings.patience),
            ws="none",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=True,
            backlog=BACKLOG,
            h11_max_incomplete_event_size=LONGEST_HEADER,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=3,
        )
        try:
            asyncio.run(_Server(config, lambda: ready(_address(listener))).serve([listener]))
        except KeyboardInterrupt:
            return


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sends small packets at once (TCP_NODELAY) only where the protocol is named: else each answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        place = f"{settings.host}:{settings.port}"
        raise ServeError(f"{place}: nothing can listen there ({error.strerror}); give another --port.") from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _allow_connections() -> None:
    """Take as many connections as the system allows, so that slow clients can't use them up."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if most == resource.RLIM_INFINITY else min(most, 65_536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _patient(seconds: float) -> type[H11Protocol]:
    class Protocol(_Patient):
        patience = seconds

    return Protocol


class _Patient(H11Protocol):
    """HTTP/1.1 with a limit to how long a client may take to send its request, or to take a chunk of the answer."""

    patience = 15.0
    _deadline: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expect a request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; go on waiting only if there is more to come."""
        super().data_received(data)
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._expect()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for the client to take what was sent; break off if it does not."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.patience, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on sending."""
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.patience, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self.transport.write(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self.transport.close()
