"""Builds of the seeds and of the corpora, where these are: each is made once for all tests that take it."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from kg.building import build

PLACES = {"seeds": ROOT / "seeds", "press": CORPUS / "press", "modern": CORPUS / "modern"}


def built(name: str) -> Path:
    """Return the build of a corpus; a test that asks for one that is not here is skipped, and says so aloud."""
    if not PLACES[name].is_dir():
        pytest.skip(f"THE CORPUS IS NOT HERE ({PLACES[name]}): nothing is said about it by this run")
    return _built(name)


@cache
def _built(name: str) -> Path:
    folder = tempfile.TemporaryDirectory(prefix="kg-tests-")
    atexit.register(folder.cleanup)
    out = Path(folder.name) / "build"
    build([PLACES[name]], out)
    return out
