"""Servers of others, started on a free port of this machine and stopped again: Oxigraph's, and Virtuoso."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
needs_oxigraph = pytest.mark.skipif(
    OXIGRAPH is None, reason="NO OXIGRAPH SERVER HERE (pip install oxigraph): servers are not tried on one"
)
needs_virtuoso = pytest.mark.skipif(
    VIRTUOSO is None, reason="NO VIRTUOSO HERE (apt-get install virtuoso-opensource): servers are not tried on one"
)

_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, *options: str, files: Sequence[Path] = (), command: str = "serve") -> Iterator[str]:
    """Run Oxigraph's server on files of N-Quads, or on nothing; give its base address."""
    assert OXIGRAPH
    store = str(folder / "served")
    if files:
        load = [OXIGRAPH, "load", "-l", store, "--file", *map(str, files)]
        subprocess.run(load, check=True, capture_output=True)
    base = f"http://127.0.0.1:{free_port()}"
    with _running([OXIGRAPH, command, "-l", store, "--bind", base.removeprefix("http://"), *options], folder, base):
        yield base


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso on an empty database; give its base address. Its administrator is dba, with the password dba."""
    assert VIRTUOSO
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=free_port(), http=port))
    with _running([VIRTUOSO, "-f", "-c", "virtuoso.ini"], folder, f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: Sequence[str], folder: Path, base: str) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(base)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(base: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urlopen(f"{base}/sparql", timeout=5).close()
            return
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"{base} did not start")
