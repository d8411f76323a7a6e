"""How long kg takes for a document, as ratios against peers that do other work on the same documents in the same run.

    python benchmarks/reading.py [FOLDER] [--against REVISION] [--rounds N]

The yardsticks are libraries everybody knows: rdflib parsing the build's N-Quads and pySHACL judging its graphs. With
`--against` a revision of this repository is checked out into a temporary folder and takes turns with the tree that is
here, so both meet the same noise. Every figure is the best of the rounds; ratios are of those.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure, and print a Markdown table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        trees = {"kg build": ROOT}
        if options.against:
            trees[f"kg build, {options.against}"] = _checked_out(options.against, here / "old")
        best = dict.fromkeys(trees, float("inf"))
        for _ in range(options.rounds):
            for name, tree in trees.items():
                best[name] = min(best[name], _build(tree, options.folder, here / f"build-{len(name)}"))
        build = here / f"build-{len('kg build')}"
        documents = sorted(file for file in (build / "documents").glob("*.nq") if not file.name.startswith("_"))
        best["rdflib parses the same quads"] = _best(options.rounds, lambda: _parse(documents))
        best["pySHACL judges the same graphs"] = _best(1, lambda: _judge(documents))
        _print(best, len(documents))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "documents" / "press")
    parser.add_argument("--against", metavar="REVISION", default="")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _checked_out(revision: str, place: Path) -> Path:
    place.mkdir()
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(place)], input=archive, check=True)
    return place


def _build(tree: Path, folder: Path, out: Path) -> float:
    command = [sys.executable, "-m", "kg.cli", "build", str(folder.resolve()), "--out", str(out), "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(f"{tree}: kg build failed:\n{done.stderr}")
    return time.perf_counter() - start


def _best(rounds: int, work: Callable[[], None]) -> float:
    def seconds() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(seconds() for _ in range(rounds))


def _parse(documents: list[Path]) -> None:
    from rdflib import Dataset

    for document in documents:
        Dataset().parse(document, format="nquads")


def _judge(documents: list[Path]) -> None:
    from pyshacl import validate
    from rdflib import Dataset, Graph

    shapes = Graph()
    for file in sorted((ROOT / "shapes").glob("*.ttl")):
        shapes.parse(file)
    for document in documents:
        data = Dataset(default_union=True)
        data.parse(document, format="nquads")
        validate(data, shacl_graph=shapes)


def _print(best: dict[str, float], documents: int) -> None:
    first = best["kg build"]
    print(f"{documents} documents; the best of the rounds.\n")
    print("| what | seconds | ms a document | kg build is … times that |\n|---|---:|---:|---:|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds:.2f} | {1000 * seconds / documents:.0f} | {first / seconds:.2f} |")


if __name__ == "__main__":
    main()
