"""From a folder of documents to a graph that can be trusted: what holds for every build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, ask, kg

from kg.building import build
from kg.folder import FIXED, all_quads, opened, stored_quads, stored_text
from kg.rdf import PREFIXES, RDF_TYPE, RDFS_LABEL, Literal

OA, SC = PREFIXES["oa"], PREFIXES["sc"]
COMPARED = tuple(name for name in FIXED if name != "store")


def content(build_folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything below the fixed names but the store."""
    home = build_folder / "current"
    files = sorted(file for name in COMPARED for file in [home / name, *(home / name).rglob("*")] if file.is_file())
    return {str(file.relative_to(home)): file.read_bytes() for file in files}


def test_every_quotation_is_in_its_text_at_its_place(seeds_build: Path) -> None:
    rows = (
        opened(seeds_build)
        .select(
            f"""PREFIX oa: <{OA}> PREFIX sc: <{SC}>
        SELECT ?digest ?start ?end ?exact ?prefix ?suffix WHERE {{
            ?span oa:hasSource/sc:digest ?digest ; oa:hasSelector ?position , ?quote .
            ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact ; oa:prefix ?prefix
            OPTIONAL {{ ?quote oa:suffix ?suffix }} }}"""
        )
        .texts()
    )
    assert len(rows) > 150
    for row in rows:
        text, start, end = stored_text(seeds_build, row["digest"]), int(row["start"]), int(row["end"])
        assert text[start:end] == row["exact"]
        assert text[max(0, start - 32) : start] == row["prefix"]
        assert text[end : end + 32] == row["suffix"]


def test_every_statement_has_exactly_one_evidence_and_one_rule(seeds_build: Path) -> None:
    documents, _ = stored_quads(seeds_build)
    for quads in documents.values():
        statements = {q.subject for q in quads if q.predicate.value == RDF_TYPE and str(q.object) == SC + "Statement"}
        for name in ("evidence", "extractedBy"):
            found = [quad.subject for quad in quads if quad.predicate.value == SC + name]
            assert sorted(found) == sorted(statements)


def test_each_triple_stands_in_exactly_one_graph(seeds_build: Path) -> None:
    triples = [quad[:3] for quad in all_quads(seeds_build)]
    assert len(triples) == len(set(triples))


def test_each_thing_has_exactly_one_plain_label(seeds_build: Path) -> None:
    labels = [q.subject for q in all_quads(seeds_build) if q.predicate.value == RDFS_LABEL and _is_plain(q.object)]
    things = [subject for subject in labels if "/id/" in subject.value]
    assert len(things) > 500
    assert len(things) == len(set(things))


def _is_plain(value: object) -> bool:
    return isinstance(value, Literal) and not value.language


def test_the_shapes_object_only_to_what_the_sources_deserve(seeds_build: Path) -> None:
    assert [line for line in (seeds_build / "report.txt").read_text("utf-8").splitlines() if "[Warning]" in line] == [
        "islington-joint-review.txt: “Social services transport - poor, one star”: "
        "The label and the number of stars disagree; look at the sentence and keep both. [Warning]"
    ]
    assert "0 violations, 1 warning" in (seeds_build / "report.txt").read_text("utf-8")


def test_two_builds_with_other_hash_seeds_are_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert kg("build", ROOT / "seeds", "--out", tmp_path / seed, PYTHONHASHSEED=seed).returncode == 0
    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_the_order_of_the_files_and_the_number_of_processes_are_nothing(tmp_path: Path) -> None:
    files = sorted((ROOT / "seeds").glob("*.txt"))
    build(files, tmp_path / "forwards", jobs=1)
    build(files[::-1], tmp_path / "backwards", jobs=2)
    assert content(tmp_path / "forwards") == content(tmp_path / "backwards")


def test_a_document_says_the_same_whatever_stands_beside_it(seeds_build: Path, tmp_path: Path) -> None:
    build([ROOT / "seeds" / "bolton-joint-review.txt"], tmp_path / "alone")
    alone = {file.name: file.read_bytes() for file in (tmp_path / "alone" / "documents").glob("[0-9a-f]*.nq")}
    together = {file.name: file.read_bytes() for file in (seeds_build / "documents").glob("[0-9a-f]*.nq")}
    assert alone.items() <= together.items()


def test_one_document_under_two_names_is_one(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        shutil.copy(ROOT / "seeds" / "bolton-joint-review.txt", tmp_path / name)
    made = build([tmp_path], tmp_path / "build")
    assert [(document.path, document.aliases) for document in made.documents] == [("a.txt", ("b.txt",))]


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    shutil.copy(ROOT / "seeds" / "bolton-joint-review.txt", tmp_path / "bolton.txt")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01")
    ran = kg("build", tmp_path, "--out", tmp_path / "build")
    assert ran.returncode == 2
    assert "picture.txt: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {row["authority"] for row in ask(tmp_path / "build", "overall-judgements")} == {"Bolton"}


def test_an_empty_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = kg("build", tmp_path / "empty", "--out", tmp_path / "build")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "no document in it" in ran.stderr
    assert not (tmp_path / "build").exists()


def test_a_build_killed_in_the_middle_leaves_the_old_one(tmp_path: Path) -> None:
    build([ROOT / "seeds" / "bolton-joint-review.txt"], tmp_path / "build")
    many = tmp_path / "many"
    many.mkdir()
    text = (ROOT / "seeds" / "islington-joint-review.txt").read_text("utf-8")
    for number in range(200):
        (many / f"{number}.txt").write_text(f"{text}\n\nCopy number {number}.\n", "utf-8")
    command = [sys.executable, "-m", "kg.cli", "build", str(many), "--out", str(tmp_path / "build")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        time.sleep(3)
        os.killpg(run.pid, signal.SIGKILL)
    assert {row["authority"] for row in ask(tmp_path / "build", "overall-judgements")} == {"Bolton"}
    build([ROOT / "seeds" / "bolton-joint-review.txt"], tmp_path / "build")
    assert {row["authority"] for row in ask(tmp_path / "build", "overall-judgements")} == {"Bolton"}


def test_a_decision_joins_two_people_in_a_new_build(tmp_path: Path) -> None:
    person = "https://w3id.org/social-care-kg/id/person/"
    decisions = tmp_path / "decisions.ttl"
    decisions.write_text(
        f"@prefix sc: <{SC}> .\n<{person}len-taylor_E06000012> sc:samePersonAs <{person}douglas-taylor_E09000019> .\n"
    )
    build([ROOT / "seeds"], tmp_path / "build", decisions=decisions)
    speakers = {row["speaker"] for row in ask(tmp_path / "build", "comments")}
    assert person + "douglas-taylor_E09000019" in speakers
    assert person + "len-taylor_E06000012" not in speakers
    assert len(ask(tmp_path / "build", "identity-decisions")) == 1


@pytest.mark.parametrize("name", COMPARED)
def test_nothing_published_tells_of_the_machine(seeds_build: Path, name: str) -> None:
    files = [seeds_build / name, *(seeds_build / name).rglob("*")]
    assert not any(str(seeds_build.parent).encode() in file.read_bytes() for file in files if file.is_file())
