"""What tests share: the lexicon, the project's own seeds as a build, and the original documents where they are."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from serving import Server, serving

from kg.building import build
from kg.folder import opened
from kg.lexicon import Lexicon, load
from kg.query import saved, table

ROOT = Path(__file__).parent.parent
ORIGINALS = ROOT.parent / "shared" / "seeds"
CORPUS = ROOT.parent / "shared" / "corpus"

Row = dict[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load([ROOT / "ontology"])


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the project's own seeds."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    build([ROOT / "seeds"], out)
    return out


@pytest.fixture(scope="session")
def served(seeds_build: Path) -> Iterator[Server]:
    """The project's own seeds, served on this machine."""
    with serving(seeds_build) as server:
        yield server


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the five original documents; tests that need it are skipped where it is not."""
    if not ORIGINALS.is_dir():
        pytest.skip(f"THE ORIGINAL DOCUMENTS ARE NOT HERE ({ORIGINALS}): nothing is said about them by this run")
    return ORIGINALS


@pytest.fixture(scope="session")
def originals_build(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the five original documents."""
    out = tmp_path_factory.mktemp("originals") / "build"
    build([originals], out)
    return out


def ask(place: Path, name: str, parameters: Mapping[str, str] | None = None) -> list[Row]:
    """Return the rows of a saved query on a build."""
    return table(opened(place), saved(name), parameters or {}).texts()


def kg(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "kg.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )


def rows(printed: str) -> list[Row]:
    """Read CSV that the command printed."""
    return list(csv.DictReader(io.StringIO(printed)))
