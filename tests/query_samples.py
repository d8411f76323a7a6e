"""The graphs on which the saved queries are tried: seven small documents in the form of docs/graph.md."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.store import Store

FOLDER = Path(__file__).parent / "graphs" / "queries"
BASE = "https://w3id.org/social-care-kg/"


def trig_text() -> str:
    """Return all graphs as one TriG document."""
    return "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.trig")))


def expected(name: str) -> str:
    """Return the rows that a query must give, as CSV with plain line ends."""
    return (FOLDER / "expected" / f"{name}.csv").read_text("utf-8")


@cache
def sample_store() -> Store:
    """Return the graphs in memory."""
    return Store.from_trig(trig_text())


def nquads_files(folder: Path) -> list[Path]:
    """Write each graph as a file of N-Quads; return the files."""
    files = []
    for path in sorted(FOLDER.glob("*.trig")):
        quads = ox.parse(path.read_text("utf-8"), ox.RdfFormat.TRIG)
        files.append(folder / f"{path.stem}.nq")
        files[-1].write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS))
    return files
