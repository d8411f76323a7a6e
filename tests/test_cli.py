"""The command line as its users meet it: answers, help, and one clear sentence for everything that goes wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, kg, rows

COMMANDS = (
    "build",
    "validate",
    "queries",
    "query",
    "explain",
    "export",
    "network",
    "score",
    "publish",
    "diff",
    "release",
    "verify",
)


def test_help_names_every_command() -> None:
    printed = kg("--help").stdout
    assert all(f"  {command}" in printed for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    printed = kg(command, "--help").stdout
    assert re.search(r"Examples?: ", printed)
    assert f"kg {command}" in printed


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["queries"]])
def test_a_quick_command_loads_no_heavy_library(arguments: list[str]) -> None:
    script = "import sys; sys.argv = ['kg', *sys.argv[1:]]; import kg.cli, atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); kg.cli.main()"
    ran = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    assert not {"rdflib", "networkx", "pyshacl", "SPARQLWrapper"} & set(ran.stderr.split())


def test_a_query_loads_no_heavy_library(seeds_build: Path) -> None:
    script = "import sys; sys.argv = ['kg', *sys.argv[1:]]; import kg.cli, atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); kg.cli.main()"
    command = [sys.executable, "-c", script, "query", "ratings", "--build", str(seeds_build)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not {"rdflib", "networkx", "pyshacl", "SPARQLWrapper"} & set(ran.stderr.split())


def test_the_version_is_printed() -> None:
    assert kg("--version").stdout == "kg 0.1.0\n"


def test_a_saved_query_answers(seeds_build: Path) -> None:
    ran = kg("query", "directors-on-authorities", "--build", seeds_build, "--format", "csv")
    assert {(row["director"], row["authority"]) for row in rows(ran.stdout)} == {
        ("John Bolton", "Bolton"),
        ("John Bolton", "Islington"),
        ("John Bolton", "North East Lincolnshire"),
    }


def test_a_parameter_narrows_the_answer(seeds_build: Path) -> None:
    ran = kg("query", "ratings", "-p", "authority=north east lincolnshire", "--build", seeds_build, "--format", "csv")
    assert {row["authority_name"] for row in rows(ran.stdout)} == {"North East Lincolnshire"}


def test_a_query_of_ones_own_comes_from_standard_input(seeds_build: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kg.cli", "query", "-", "--build", str(seeds_build), "--format", "csv"],
        input="SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/social-care-kg/def#Document> }",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == ["n", "5"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["query", "directors-on-authorites"], "the nearest: directors-on-authorities"),
        (["query", "ratings", "-p", "colour=red"], "no parameter colour; its parameters are authority"),
        (["query", "ratings", "-p", "authority"], "a parameter is written name=value"),
        (["query", "ratings", "-p", "authority=Boltn"], "Bolton"),
        (["query", "authorities-at-least", "-p", "serving=splendid"], "splendid"),
        (["query", "ratings", "--format", "turtle"], "no format for this query"),
        (["explain", "Jon Boltn"], "the nearest: John Bolton"),
        (["explain", "ratings#9999"], "rows are counted from 1"),
        (["export", "--format", "csv"], "csv writes a folder"),
    ],
)
def test_a_slip_is_one_sentence_with_the_next_step(seeds_build: Path, arguments: list[str], sentence: str) -> None:
    ran = kg(*arguments, "--build", seeds_build)
    assert ran.returncode == 2
    assert sentence in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("kg: ")


def test_a_folder_given_as_a_query_is_one_sentence(seeds_build: Path) -> None:
    ran = kg("query", ROOT / "seeds", "--build", seeds_build)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "is a folder" in ran.stderr


def test_wrong_sparql_is_named_with_line_and_column(seeds_build: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?s\nWHERE { ?s ?p }\n")
    ran = kg("query", tmp_path / "mine.rq", "--build", seeds_build)
    assert ran.returncode == 2
    assert "mine.rq, line 2, column" in ran.stderr


@pytest.mark.parametrize("command", [["query", "ratings"], ["explain", "Bolton"], ["export", "-"], ["validate"]])
def test_a_missing_build_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    ran = kg(*command, "--build", tmp_path / "none")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no build there; make one with: kg build" in ran.stderr


def test_validate_exits_0_on_the_seeds_and_1_with_strict(seeds_build: Path) -> None:
    assert kg("validate", "--build", seeds_build).returncode == 0
    assert kg("validate", "--build", seeds_build, "--strict").returncode == 1


def test_validate_judges_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix sc: <https://w3id.org/social-care-kg/def#> .\n<https://example.org/c> a sc:Comment , sc:Statement .\n"
    )
    ran = kg("validate", tmp_path / "mine.ttl")
    assert ran.returncode == 1
    assert "[Violation]" in ran.stdout


def test_validate_names_the_line_of_broken_turtle(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<https://example.org/a> <https://example.org/b>\n\n;;; .\n")
    ran = kg("validate", tmp_path / "broken.ttl")
    assert ran.returncode == 2
    assert "broken.ttl" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_closed_pipe_ends_quietly(seeds_build: Path) -> None:
    command = f"{sys.executable} -m kg.cli export - --format nq --build {seeds_build} | head -n 1"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert ran.stdout.count("\n") == 1
    assert ran.stderr == ""


def test_nothing_is_coloured_where_no_terminal_is(seeds_build: Path) -> None:
    assert "\033" not in kg("explain", "John Bolton", "--build", seeds_build).stdout


def test_a_build_tells_what_it_found(tmp_path: Path) -> None:
    ran = kg("build", ROOT / "seeds", "--out", tmp_path / "build")
    assert ran.returncode == 0
    assert "5 documents read" in ran.stdout
    assert re.search(r"Bolton +Serving most people well +Excellent prospects", ran.stdout)
    assert "1 warning" in ran.stdout
    assert ran.stderr == ""


def test_strict_makes_a_warning_count(tmp_path: Path) -> None:
    assert kg("build", ROOT / "seeds", "--out", tmp_path / "build", "--strict").returncode == 1


@pytest.mark.parametrize("out", ["README.md", "kg"])
def test_what_is_not_a_build_is_never_touched(out: str) -> None:
    ran = kg("build", ROOT / "seeds", "--out", ROOT / out)
    assert ran.returncode == 2
    assert "left alone" in ran.stderr or "a file stands there" in ran.stderr


@pytest.mark.parametrize("form", ["turtle", "trig", "nt", "nq", "jsonld", "rdfxml"])
def test_every_format_is_written_to_a_file_and_to_standard_output(seeds_build: Path, tmp_path: Path, form: str) -> None:
    assert kg("export", tmp_path / "graph", "--format", form, "--build", seeds_build).returncode == 0
    assert kg("export", "-", "--format", form, "--build", seeds_build).stdout == (tmp_path / "graph").read_text("utf-8")


def test_csv_is_a_folder_of_evidence_tables(seeds_build: Path, tmp_path: Path) -> None:
    assert kg("export", tmp_path / "tables", "--format", "csv", "--build", seeds_build).returncode == 0
    ratings = rows((tmp_path / "tables" / "ratings.csv").read_text("utf-8"))
    assert len([row for row in ratings if row["status"] == "previous"]) == 1


def test_facts_leave_the_evidence_out(seeds_build: Path) -> None:
    printed = kg("export", "-", "--format", "nt", "--facts", "--build", seeds_build).stdout
    assert "TextQuoteSelector> ." not in printed
    assert "def#ratingValue" in printed
