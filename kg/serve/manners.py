"""What holds for every response: any site may read it, no browser guesses or runs what is in it, no chunk is large."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.engine import CLIENT

CHUNK = 1 << 16
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location, Retry-After, Truncated",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Content-Length": "0",
}


class Manners:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS; pass everything else on, noting whose it is, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await _preflight(send)
        else:
            CLIENT.set((scope.get("client") or ("",))[0])
            await self._app(scope, receive, _Polite(send))


class _Polite:
    """Sends what it is given, with the headers, in small chunks: so a client that takes nothing is noticed."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_ALWAYS)
            headers.setdefault("Content-Security-Policy", POLICY)
            await self._send(message)
        elif message["type"] == "http.response.body" and len(message.get("body", b"")) > CHUNK:
            await self._in_chunks(memoryview(message["body"]), message.get("more_body", False))
        else:
            await self._send(message)

    async def _in_chunks(self, body: memoryview, more: bool) -> None:
        for start in range(0, len(body), CHUNK):
            rest = more or start + CHUNK < len(body)
            piece = bytes(body[start : start + CHUNK])
            await self._send({"type": "http.response.body", "body": piece, "more_body": rest})


async def _preflight(send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in (_ALWAYS | _PREFLIGHT).items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers[:-1]})
    await send({"type": "http.response.body", "body": b""})
