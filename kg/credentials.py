"""A name and a password out of the environment, an `Authorization` header for a request out; never a word in a message.

RFC 7617 (Basic) and RFC 7616 (Digest, with MD5 or SHA-256), IETF 2015. They go only to a server that asks for them.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import EndpointError

USER, PASSWORD = "KG_USER", "KG_PASSWORD"
_PART = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password; the password is not shown."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def from_environment(cls) -> Credentials | None:
        """Return what KG_USER and KG_PASSWORD hold, or None where KG_USER is not set."""
        user = os.environ.get(USER, "")
        return cls(user, os.environ.get(PASSWORD, "")) if user else None

    def hidden(self, text: str) -> str:
        """Return the text with dots in the place of the password."""
        return text.replace(self.password, "…") if self.password else text

    def basic(self) -> str:
        """Return the header of Basic authentication."""
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")

    def answer(self, challenges: Iterable[str], method: str, address: str) -> str:
        """Return the header that answers a server's `WWW-Authenticate`; empty where it asks for other schemes."""
        offers = {scheme.lower(): rest for scheme, _, rest in (one.strip().partition(" ") for one in challenges)}
        if "digest" in offers:
            asked = {key.lower(): quoted or bare for key, quoted, bare in _PART.findall(offers["digest"])}
            return self._digest(asked, method, address)
        return self.basic() if "basic" in offers else ""

    def _digest(self, asked: dict[str, str], method: str, address: str) -> str:
        name = asked.get("algorithm", "MD5")
        algorithm = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}.get(name.upper())
        if algorithm is None:
            return ""

        def hashed(*parts: str) -> str:
            return algorithm(":".join(parts).encode()).hexdigest()

        realm, nonce, place = asked.get("realm", ""), asked.get("nonce", ""), _path(address)
        own, target = hashed(self.user, realm, self.password), hashed(method, place)
        said = {"username": self.user, "realm": realm, "nonce": nonce, "uri": place}
        bare = f", algorithm={name}"
        if "auth" in re.split(r"[,\s]+", asked.get("qop", "")):
            once = secrets.token_hex(8)
            said |= {"cnonce": once, "response": hashed(own, nonce, "00000001", once, "auth", target)}
            bare += ", qop=auth, nc=00000001"
        else:
            said["response"] = hashed(own, nonce, target)
        if "opaque" in asked:
            said["opaque"] = asked["opaque"]
        return "Digest " + ", ".join(f'{key}="{value}"' for key, value in said.items()) + bare


def refuse_inside(url: str) -> None:
    """Refuse an address that holds a name or password.

    Raises:
        EndpointError: it does; the message shows neither.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise EndpointError(f"{bare}: leave name and password out of the address; set {USER} and {PASSWORD} instead.")


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
