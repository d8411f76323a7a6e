"""The server as its users meet it: started by the command line on a free port, asked over HTTP, stopped again."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    base: str
    process: int

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.base)
        assert parts.hostname and parts.port
        return parts.hostname, parts.port

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 60,
    ) -> Reply:
        connection = HTTPConnection(*self.place, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def get(self, path: str, accept: str = "*/*", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, {"Accept": accept, **named})

    def sparql(self, query: str, accept: str = "*/*", **parameters: str) -> Reply:
        form = urlencode({"query": query, **parameters}).encode()
        return self.ask(
            "POST", "/sparql", {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}, form
        )

    def rows(self, query: str) -> list[dict[str, str]]:
        found = self.sparql(query, "application/sparql-results+json").json["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@contextmanager
def serving(build: Path, *options: str) -> Iterator[Server]:
    """Run `kg serve` on a build, on a free port; what it says of faults is shown when a test fails."""
    command = [sys.executable, "-m", "kg.cli", "serve", "--build", str(build), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            base = process.stdout.readline().strip()
            assert base.startswith("http://"), "the server did not start"
            yield Server(base, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
