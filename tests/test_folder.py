"""A build folder is the old build or the new one, never a mixture; what is not ours is never touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg.errors import BuildError
from kg.folder import FIXED, Generation, current, opened, refuse_foreign, stored_text, write_generation
from kg.rdf import Iri, Literal, Quad, nquads

DIGEST = "9464" * 16
GRAPH = Iri("https://w3id.org/social-care-kg/graph/document/9464946494649464")
PATH = Iri("https://w3id.org/social-care-kg/def#path")


def generation(path: str) -> Generation:
    document = Iri("https://w3id.org/social-care-kg/id/document/9464946494649464")
    graph = nquads({Quad(document, PATH, Literal(path), GRAPH)})
    return Generation({DIGEST: graph}, {DIGEST: f"text of {path}\r\n"}, "", (), {"documents": [{"path": path}]})


def paths(build: Path) -> list[str]:
    return [str(row[0]) for row in opened(build).select(f"SELECT ?path {{ ?document {PATH.n3} ?path }}").rows]


def test_a_build_has_its_fixed_names(tmp_path: Path) -> None:
    write_generation(tmp_path / "build", generation("bolton.txt"))
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == sorted((*FIXED, "current", "generations"))
    assert "bolton.txt" in (tmp_path / "build" / "graph.ttl").read_text()
    assert json.loads((tmp_path / "build" / "manifest.json").read_text())["documents"] == [{"path": "bolton.txt"}]


def test_a_new_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    write_generation(tmp_path, generation("islington.txt"))
    assert paths(tmp_path) == ["islington.txt"]


def test_a_reader_of_the_old_build_can_go_on_with_it(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    old = current(tmp_path)
    write_generation(tmp_path, generation("islington.txt"))
    assert "bolton.txt" in (old / "graph.ttl").read_text()


def test_old_generations_but_the_last_are_dropped(tmp_path: Path) -> None:
    for number in range(5):
        write_generation(tmp_path, generation(f"{number}.txt"))
    assert len(list((tmp_path / "generations").iterdir())) == 2


def test_the_same_build_made_again_is_whole(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    write_generation(tmp_path, generation("bolton.txt"))
    assert paths(tmp_path) == ["bolton.txt"]


def test_texts_are_kept_to_the_byte(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    assert stored_text(tmp_path, DIGEST) == "text of bolton.txt\r\n"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(BuildError, match="not a build of kg"):
        refuse_foreign(tmp_path)


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    with pytest.raises(BuildError, match="a file stands there"):
        refuse_foreign(tmp_path / "build")


def test_a_build_that_fails_in_the_middle_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_generation(tmp_path, generation("bolton.txt"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuildError, match="No space left on device"):
        write_generation(tmp_path, generation("islington.txt"))
    assert paths(tmp_path) == ["bolton.txt"]
    assert len(list((tmp_path / "generations").iterdir())) == 1


def test_a_missing_build_is_one_sentence_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no build there; make one with: kg build --out"):
        current(tmp_path / "nowhere")


def test_a_build_of_another_version_says_so(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    manifest = current(tmp_path) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(BuildError, match="written by another version of kg"):
        current(tmp_path)


def test_a_broken_manifest_says_so(tmp_path: Path) -> None:
    write_generation(tmp_path, generation("bolton.txt"))
    (current(tmp_path) / "manifest.json").write_text("{")
    with pytest.raises(BuildError, match="can't be read"):
        current(tmp_path)
