"""kg for Python users: two functions, a graph, and pages and a notebook that run."""

from __future__ import annotations

import ast
import builtins
import contextlib
import doctest
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT

import kg
from kg.errors import BuildError, ExportError, QueryError
from kg.rdf import XSD, Iri, Literal
from kg.results import Table


@pytest.fixture(scope="module")
def graph(seeds_build: Path) -> kg.Graph:
    return kg.open(seeds_build)


def test_importing_kg_loads_nothing_heavy() -> None:
    script = "import kg, sys; print(kg.__version__, *sorted(name for name in sys.modules if name.startswith('kg.')))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).split() == ["0.1.0", "kg.errors"]


def test_opening_and_asking_loads_neither_rdflib_nor_networkx(seeds_build: Path) -> None:
    script = f"import kg, sys; kg.open({str(seeds_build)!r}).query('ratings'); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert not {"rdflib", "networkx", "pyshacl", "SPARQLWrapper", "pandas"} & set(loaded)


def test_build_reads_documents_and_opens_the_build(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Bolton social services are serving most people well, says the joint review.\n")
    (tmp_path / "scan.txt").write_bytes(b"\x00\x01\x02" * 100)
    graph = kg.build([tmp_path / "note.txt", str(tmp_path / "scan.txt")], tmp_path / "build")
    assert graph.documents == ("note.txt",)
    assert [Path(path).name for path in graph.unread] == ["scan.txt"]
    assert graph.text("note.txt").startswith("Bolton social services")
    assert graph.query("authorities").column("authority_name") == ["Bolton"]


def test_a_name_that_kg_does_not_have_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'biuld'"):
        kg.biuld  # noqa: B018


def test_rows_are_dictionaries_with_values_of_python(graph: kg.Graph) -> None:
    rows = graph.query("ratings-for-client-group", client_group="older people")
    assert rows[0] == {
        "authority": "Islington",
        "service": "Daycare services for older people",
        "label": "Fair (one star)",
        "stars": 1,
    }
    assert len(rows[:0]) == 0
    assert [row["stars"] for row in rows] == rows.column("stars")
    with pytest.raises(QueryError, match="colour: no column of this answer; it has authority, service, label, stars"):
        rows.column("colour")


def test_every_kind_of_term_becomes_a_value() -> None:
    row = (
        Iri("urn:a"),
        Literal("2", XSD + "integer"),
        Literal("0.50", XSD + "decimal"),
        Literal("1e3", XSD + "double"),
        Literal("true", XSD + "boolean"),
        Literal("two", XSD + "integer"),
        Literal("Sir Fynwy", language="cy"),
        None,
    )
    rows = kg.Rows(Table(tuple("abcdefgh"), (row,)))
    assert list(rows[0].values()) == ["urn:a", 2, Decimal("0.50"), 1000.0, True, "two", "Sir Fynwy", None]


def test_rows_are_shown_as_a_table(graph: kg.Graph) -> None:
    shown = repr(graph.query("overall-judgements"))
    assert shown.splitlines()[0].split() == ["authority", "serving", "prospects", "regime", "document"]
    assert "Serving most people well  Excellent prospects" in shown


def test_sparql_of_ones_own_is_answered(graph: kg.Graph) -> None:
    count = graph.query("SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/social-care-kg/def#Document> }")
    assert count[0] == {"n": 5}
    assert graph.ask("ASK { ?s ?p ?o }") is True
    with pytest.raises(QueryError, match="a SELECT query is needed"):
        graph.query("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="an ASK query is needed"):
        graph.ask("SELECT * { ?s ?p ?o }")


def test_evidence_is_in_the_text(graph: kg.Graph) -> None:
    facts = graph.explain("John Bolton")
    assert facts
    assert all(graph.text(fact.document)[fact.start : fact.end] == fact.exact for fact in facts)
    assert {fact.about for fact in facts} == {"John Bolton"}


def test_pandas_gets_columns_and_rows(graph: kg.Graph) -> None:
    pytest.importorskip("pandas", reason="NO PANDAS HERE: to_pandas is not tried")
    frame = graph.query("service-ratings").to_pandas()
    assert list(frame.columns)[:2] == ["authority", "service"]
    assert frame["stars"].max() == 2


def test_without_pandas_the_next_step_is_told(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExportError, match="pandas is not installed; install it with: pip install pandas"):
        graph.query("ratings").to_pandas()


def test_rdflib_holds_all_graphs(graph: kg.Graph) -> None:
    dataset = graph.to_rdflib()
    asked = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert len(dataset) == asked[0]["n"]
    assert len(list(dataset.query("SELECT ?d { ?d a <https://w3id.org/social-care-kg/def#Document> }"))) == 5


def test_networkx_holds_a_projection(graph: kg.Graph) -> None:
    comments = graph.to_networkx("comments")
    assert "John Bolton" in {data["label"] for _, data in comments.nodes(data=True)}


def test_a_missing_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no build there; make one with: kg build"):
        kg.open(tmp_path)


# --- pages and notebook


def test_the_page_for_python_users_runs(seeds_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build").symlink_to(seeds_build)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "python.md").read_text("utf-8").replace("```python", "").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", "docs/python.md", 0)
    said = io.StringIO()
    ran = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.write)
    assert ran.attempted >= 15
    assert ran.failed == 0, said.getvalue()


def run_cell(source: str, names: dict[str, object]) -> str:
    """Run a cell as a notebook does: what is printed, and the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                builtins.print(repr(value))
    return said.getvalue()


def test_the_notebook_runs_from_top_to_bottom(
    seeds_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build").symlink_to(seeds_build)
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((ROOT / "notebooks" / "first-look.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    said = [run_cell("".join(cell["source"]), names) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert said[0].startswith("bolton-joint-review.txt\nislington-joint-review.txt\n")
    assert "Serving most people well  Excellent prospects" in said[1]
    assert "Social services transport - poor, one star" in said[3]
    assert "Warning | Social services transport - poor, one star" in said[4]
    assert "nodes," in said[-1]
