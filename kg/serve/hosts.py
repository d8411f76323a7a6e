"""A request in; the address under which the client reaches this server out. What a client calls the host is checked."""

from __future__ import annotations

import re

from starlette.requests import Request

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def address(request: Request) -> str:
    """Return the server's address, ending in a slash; a host that is no name of one is replaced by the real one.

    >>> address(Request({"type": "http", "scheme": "http", "server": ("::1", 80), "headers": [(b"host", b'a"b')]}))
    'http://[::1]:80/'
    """
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", 80)
        host = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    return f"{request.scope['scheme']}://{host}/"
