"""Programs of others that read what kg writes: rapper, serdi, Graphviz, and those of tests/peers, which run in Node.

Where one is missing, the test that asks for it is skipped, and says so aloud.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdf_samples import oxigraph_reads

from kg.rdf import Quad

PEERS = Path(__file__).parent / "peers"
INSTALL = ["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=60000"]
SYNTAX = {"ntriples": ox.RdfFormat.N_TRIPLES, "nquads": ox.RdfFormat.N_QUADS}
NAMES = {"turtle": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads", "rdfxml": "rdfxml"}
WITH_GRAPHS = ("trig", "nq", "jsonld")


def _missing(what: str) -> None:
    pytest.skip(f"{what}: nothing is said by this run about how it reads our files")


def program(name: str) -> str:
    """Return the path of an installed program."""
    found = shutil.which(name)
    if not found:
        _missing(f"{name.upper()} IS NOT INSTALLED")
    return str(found)


def command_reads(name: str, text: str, form: str, place: Path) -> set[Quad]:
    """Return what `rapper` or `serdi` reads in a text of a format of ours."""
    out = "nquads" if form in WITH_GRAPHS else "ntriples"
    place.write_text(text, "utf-8", newline="")
    command = [program(name), "-q", "-i", NAMES[form], "-o", out, str(place)]
    ran = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return oxigraph_reads(ran.stdout.decode("utf-8"), SYNTAX[out])


def graphviz_reads(text: str, place: Path) -> dict[str, Any]:
    """Return what Graphviz reads, as its own JSON; the nodes are placed in the way that takes least time."""
    place.write_text(text, "utf-8")
    command = [program("dot"), "-Kosage", "-Gsplines=false", "-Tdot_json", str(place)]
    ran = subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert ran.stderr == b""
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


# --- programs in Node


@cache
def _why_not(home: Path = PEERS) -> str:
    """Install the programs of a folder, unless they are; return why they are not there, or nothing.

    Of several test processes one installs, and the others wait for it.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        return "NODE AND NPM ARE NOT INSTALLED"
    with (home / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = home / "node_modules" / ".package-lock.json"
        if mark.is_file() and mark.stat().st_mtime >= (home / "package-lock.json").stat().st_mtime:
            return ""
        ran = subprocess.run(INSTALL, cwd=home, capture_output=True, text=True, timeout=300, check=False)
        return "" if ran.returncode == 0 else f"NPM CAN'T INSTALL {home.name} ({ran.stderr.strip()[-200:]})"


def node(home: Path, *arguments: str) -> Any:
    """Run a script of a folder in Node, and return the JSON that it prints."""
    if why := _why_not(home):
        _missing(why)
    ran = subprocess.run(["node", *arguments], cwd=home, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@cache
def _node() -> subprocess.Popen[str]:
    """Start the readers in Node once; they answer one line at a time."""
    running = subprocess.Popen(
        ["node", "peers.js"], cwd=PEERS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(running.kill)
    return running


def node_reads(reader: str, text: str, place: Path) -> Any:
    """Return what a reader of tests/peers/peers.js reads in a text."""
    if why := _why_not():
        _missing(why)
    place.write_text(text, "utf-8", newline="")
    running = _node()
    assert running.stdin
    assert running.stdout
    print(json.dumps({"reader": reader, "file": str(place)}), file=running.stdin, flush=True)
    told = json.loads(running.stdout.readline())
    assert "error" not in told, told
    return told["read"]


def node_reads_quads(form: str, text: str, place: Path) -> set[Quad]:
    """Return what N3.js, jsonld.js or rdfxml-streaming-parser reads in a text of a format of ours."""
    syntax = "nquads" if form in WITH_GRAPHS else "ntriples"
    return oxigraph_reads(node_reads(form, text, place), SYNTAX[syntax])
