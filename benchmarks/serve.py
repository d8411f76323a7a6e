"""How long the server takes over HTTP: saved queries and pages, beside rdflib-endpoint on the same data, in one run.

`make bench-serve` runs it on a build of `seeds/`. The peer is installed into an environment of its own, outside the
project, the first time. The two are asked in turn, so that what else the machine does weighs on both alike.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from kg.folder import current
from kg.query import saved_queries

PEER = "rdflib-endpoint[cli]==0.6.3"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kg-benchmarks" / "rdflib-endpoint"
LIMITS = {"a saved query": 15.0, "a page": 30.0}
PAGES = (
    "/",
    "/authorities",
    "/authorities/E08000001",
    "/people",
    "/documents",
    "/queries/",
    "/queries/ratings",
    "/search?q=older+people",
    "/report",
    "/network",
)
PATIENCE = 20.0
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
CSV = {"Accept": "text/csv"}
FORM = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}

Ask = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Measured:
    """A saved query: p50 in ms of its CSV asked again, of its SPARQL here, of that there; the rows here and there."""

    name: str
    saved: float
    own: float
    theirs: float
    rows: tuple[int, int]


def main() -> int:
    """Measure, print a report in Markdown, and say by the exit code whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, nargs="?", default=Path("build"))
    parser.add_argument("--runs", type=int, default=25, help="requests of each kind")
    parser.add_argument("--no-peer", action="store_true", help="measure kg alone")
    options = parser.parse_args()
    with ours(options.build) as server:
        if options.no_peer:
            queries = compared(server, None, options.runs)
        else:
            with peer(current(options.build) / "graph.ttl") as other:
                queries = compared(server, other, options.runs)
        pages = {path: p50(timed(asking(server, "GET", path, BROWSER), options.runs)) for path in there(server)}
    return report(queries, pages)


# --- the servers


@contextmanager
def ours(build: Path) -> Iterator[str]:
    """Serve the build by `kg serve`."""
    command = [sys.executable, "-m", "kg.cli", "serve", "--build", str(build), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            yield address
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def peer(graph: Path) -> Iterator[str]:
    """Serve the graph by rdflib-endpoint, in an environment of its own."""
    command = CACHE / "bin" / "rdflib-endpoint"
    if not command.exists():
        print(f"Installing {PEER} into {CACHE}: once.", file=sys.stderr)
        venv.create(CACHE, with_pip=True)
        subprocess.run([str(CACHE / "bin" / "python"), "-m", "pip", "install", "-qq", PEER], check=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    arguments = [str(command), "serve", "--host", "127.0.0.1", "--port", str(port), str(graph)]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("rdflib-endpoint did not start.")


def there(server: str) -> list[str]:
    """Return the pages that the server has."""
    return [path for path in PAGES if asking(server, "GET", path, BROWSER)() == http.client.OK]


# --- measuring


def asking(server: str, method: str, path: str, headers: dict[str, str], body: str | None = None) -> Ask:
    """Return what sends one request over a connection that stays open, reads the answer and returns its status."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)

    def ask() -> int:
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        except (BrokenPipeError, http.client.RemoteDisconnected):  # it was open for too long without a request
            connection.close()
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        answer.read()
        return answer.status

    return ask


def timed(ask: Ask, runs: int) -> list[float]:
    """Return the milliseconds of each request; the first, which warms up, is left out."""
    ask()
    return [once(ask) for _ in range(runs)]


def once(ask: Ask) -> float:
    """Return the milliseconds of one request."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def p50(milliseconds: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(milliseconds)


def rows(server: str, path: str, body: str) -> int:
    """Return how many rows the answer to a query has, -1 where there is no answer in time."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
    try:
        connection.request("POST", path, body, FORM)
        return len(json.load(connection.getresponse())["results"]["bindings"])
    except (TimeoutError, ValueError, KeyError):
        return -1
    finally:
        connection.close()


def compared(server: str, other: str | None, runs: int) -> list[Measured]:
    """Return what was measured of each saved query."""
    found = []
    for query in saved_queries():
        body = urlencode({"query": query.text})
        saved = timed(asking(server, "GET", f"/queries/{quote(query.name)}.csv", CSV), runs)
        here = asking(server, "POST", "/sparql", FORM, body)
        elsewhere = asking(other, "POST", "/", FORM, body) if other else None
        own, theirs = in_turn(here, elsewhere, runs)
        there = rows(other, "/", body) if other else -1
        counts = (rows(server, "/sparql", body), there)
        found.append(Measured(query.name, p50(saved), p50(own), p50(theirs) if theirs else 0.0, counts))
    return found


def in_turn(here: Ask, elsewhere: Ask | None, runs: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of both, asked in turn; the slow one is asked for no longer than a while."""
    here()
    own, theirs = [], []
    until = time.monotonic() + PATIENCE
    for _ in range(runs):
        own.append(once(here))
        if elsewhere and (time.monotonic() < until or not theirs):
            try:
                theirs.append(once(elsewhere))
            except TimeoutError:
                theirs.append(PATIENCE * 1000)
                elsewhere = None
    return own, theirs


# --- the report


def report(queries: Sequence[Measured], pages: dict[str, float]) -> int:
    """Print what was measured, in milliseconds; return 1 if a limit does not hold."""
    print("| saved query | rows | kg, asked again | kg, SPARQL | rdflib-endpoint, SPARQL | ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    for one in queries:
        here, elsewhere = one.rows
        count = f"{here}" if elsewhere in (here, -1) else f"{here}, there {elsewhere}"
        ratio = f"{one.theirs / one.own:.0f}x" if one.theirs else ""
        print(f"| {one.name} | {count} | {one.saved:.1f} | {one.own:.1f} | {one.theirs:.1f} | {ratio} |")
    print("\n| page | kg |\n|---|---:|")
    for path, milliseconds in pages.items():
        print(f"| {path} | {milliseconds:.1f} |")
    own, theirs = p50([one.own for one in queries]), p50([one.theirs for one in queries])
    print(f"\nThe middle of all saved queries as SPARQL: {own:.1f} ms here, {theirs:.1f} ms there.")
    reached = {"a saved query": own, "a page": p50(list(pages.values()))}
    for what, limit in LIMITS.items():
        verdict = "kept" if reached[what] <= limit else "NOT kept"
        print(f"p50 of {what}: {reached[what]:.1f} ms; the limit of {limit:.0f} ms is {verdict}.")
    return int(any(reached[what] > limit for what, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
