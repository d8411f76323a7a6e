"""The embedded store: what is written is what is asked, and what goes wrong is said in plain words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from query_samples import nquads_files

from kg.errors import BuildError, KgError, QueryError
from kg.rdf import XSD, Iri, Literal
from kg.results import Answer, BlankNode, Table, Triple
from kg.store import Scope, Store, open_store, read_turtle, write

QUADS = """\
<urn:bolton> <urn:label> "Bolton" <urn:register> .
<urn:bolton> <urn:label> "Bolton"@cy <urn:register> .
<urn:bolton> <urn:rank> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:document> .
"""


@pytest.fixture
def store() -> Store:
    return Store.from_nquads(QUADS)


def _message(ask: Callable[[], object]) -> str:
    with pytest.raises(KgError) as caught:
        ask()
    return str(caught.value)


def test_columns_stand_as_the_query_names_them_and_cells_are_terms(store: Store) -> None:
    found = store.select("SELECT ?rank ?label ?none { ?a <urn:rank> ?rank ; <urn:label> ?label } ORDER BY LANG(?label)")
    assert found == Table(
        ("rank", "label", "none"),
        (
            (Literal("3", XSD + "integer"), Literal("Bolton"), None),
            (
                Literal("3", XSD + "integer"),
                Literal("Bolton", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "cy"),
                None,
            ),
        ),
    )


def test_a_star_gives_the_columns_in_the_order_of_the_query(store: Store) -> None:
    sparql = "SELECT  DISTINCT * { # not ?a\n ?z <urn:rank> ?rank . BIND('?b' AS ?c) }"
    assert store.select(sparql).columns == ("z", "rank", "c")


def test_the_default_graph_is_the_union_of_all_graphs(store: Store) -> None:
    assert store.ask('ASK { ?a <urn:rank> 3 ; <urn:label> "Bolton" }')


def test_from_says_which_graphs_are_asked(store: Store) -> None:
    assert store.select("SELECT ?p FROM <urn:document> { ?a ?p ?o }").rows == ((Iri("urn:rank"),),)
    assert store.ask("ASK FROM <urn:document> FROM <urn:register> { ?a <urn:rank> 3 ; <urn:label> ?label }")
    assert not store.ask("ASK FROM <urn:nowhere> { ?a ?p ?o }")
    assert store.ask('ASK { ?a <urn:rank> 3 FILTER("""\nFROM <urn:nowhere>""" != "") } # FROM <urn:nowhere>')


def test_a_scope_chooses_graphs_the_base_of_iris_and_the_most_rows(store: Store) -> None:
    every = "SELECT ?p { ?a ?p ?o }"
    assert store.within(Scope(default=(Iri("urn:document"),)), every) == Table(("p",), ((Iri("urn:rank"),),))
    assert store.within(Scope(named=(Iri("urn:document"),)), every) == Table(("p",), ())
    assert store.within(Scope(named=(Iri("urn:document"),)), "ASK { GRAPH <urn:register> { ?a ?p ?o } }") == Answer(
        False
    )
    assert store.within(Scope(most=1), "SELECT ?label { ?a <urn:rank> 3 ; <urn:label> ?label }").rows != ()
    assert len(store.within(Scope(most=2), "CONSTRUCT WHERE { ?a ?p ?o }")) == 2
    based = store.within(Scope(base="http://a.org/"), "SELECT ?x { VALUES ?x { <b> } }")
    assert based == Table(("x",), ((Iri("http://a.org/b"),),))


def test_a_question_has_an_answer_and_a_construction_triples(store: Store) -> None:
    assert store.query("ASK { ?a <urn:rank> 4 }") == Answer(False)
    triples = store.triples("CONSTRUCT { ?a <urn:has> [] } { ?a <urn:rank> 3 }")
    assert [(triple.subject, type(triple.object)) for triple in triples] == [(Iri("urn:bolton"), BlankNode)]
    assert len(store.triples("DESCRIBE <urn:bolton>")) == 3


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda store: store.select("ASK {}"), "query: a SELECT query is needed here."),
        (lambda store: store.ask("SELECT * {}"), "query: an ASK query is needed here."),
        (lambda store: store.triples("ASK {}"), "query: a CONSTRUCT or DESCRIBE query is needed here."),
    ],
)
def test_another_form_of_query_than_asked_for_is_an_error(
    store: Store, ask: Callable[[Store], object], said: str
) -> None:
    assert _message(lambda: ask(store)) == said


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        (
            "SELECT ?a\nWHERE {\n  ?a sc:speaker ?b }",
            "my.rq, line 3, column 6: the prefix sc: is not declared; add PREFIX sc: <…> on top.",
        ),
        (
            "PREFIX b: <urn:b#>\n# x:y\nASK { ?a b:c 'd:e' ; :f _:g }",
            "my.rq, line 3, column 22: the prefix : is not declared; add PREFIX : <…> on top.",
        ),
        (
            "SELECT ?a WHERE { ?a ?b ?c",
            "my.rq, line 1, column 27: the query goes wrong at the end of “SELECT ?a WHERE { ?a ?b ?c”; possible "
            'there: ",", ".", ";", "{", "{|", "}", "~".',
        ),
        (
            "SELECT ?a { ?a ?b ?c }\nORDER ?a",
            "my.rq, line 2, column 9: the query goes wrong at the end of “ORDER ?a”; possible there: BY.",
        ),
        (
            "SELECT ?a { ?a ?b ?c . }}",
            "my.rq, line 1, column 26: the query goes wrong at the end of “SELECT ?a { ?a ?b ?c . }}”.",
        ),
        (
            "SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }",
            "my.rq, line 1, column 41: SELECT names a variable that is neither in GROUP BY nor inside an aggregate "
            "such as COUNT.",
        ),
        (
            "DELETE WHERE { ?a ?b ?c }",
            "my.rq, line 1, column 10: DELETE changes data; kg answers SELECT, ASK, CONSTRUCT and DESCRIBE only.",
        ),
        (
            "# nothing",
            "my.rq, line 1, column 10: there is no query here; write SELECT, ASK, CONSTRUCT or DESCRIBE.",
        ),
        ("", "my.rq, line 1, column 1: there is no query here; write SELECT, ASK, CONSTRUCT or DESCRIBE."),
    ],
)
def test_wrong_sparql_is_named_with_line_and_column(store: Store, sparql: str, said: str) -> None:
    assert _message(lambda: store.query(sparql, "my.rq")) == said


def test_a_function_that_the_engine_lacks_is_named(store: Store) -> None:
    message = _message(lambda: store.ask("ASK { FILTER(<urn:distance>(1)) }"))
    assert message == "query: the store can't answer: The custom function <urn:distance> is not supported."


def test_a_triple_inside_a_triple_is_refused(store: Store) -> None:
    message = _message(lambda: store.select("SELECT ?t { BIND(TRIPLE(<urn:a>, <urn:b>, <urn:c>) AS ?t) }"))
    assert message.endswith("is a triple inside a triple; kg shows RDF 1.1 only.")


def test_a_store_on_disk_holds_every_quad_of_every_file_once(tmp_path: Path) -> None:
    files = nquads_files(tmp_path)
    write(tmp_path / "store", [*files, files[0]])
    store = open_store(tmp_path / "store")
    quads = sum(len(file.read_text("utf-8").splitlines()) for file in files)
    assert str(store.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows[0][0]) == str(quads)


def test_files_without_a_last_line_end_and_empty_ones_are_read(tmp_path: Path) -> None:
    for name, text in [("a", QUADS.rstrip("\n")), ("b", ""), ("c", "<urn:x> <urn:rank> <urn:y> <urn:g> .")]:
        (tmp_path / name).write_text(text, "utf-8")
    write(tmp_path / "store", [tmp_path / "a", tmp_path / "b", tmp_path / "c"])
    found = open_store(tmp_path / "store").select("SELECT ?a { ?a <urn:rank> ?b } ORDER BY ?a")
    assert found.rows == ((Iri("urn:bolton"),), (Iri("urn:x"),))


def test_two_may_read_a_store_at_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(QUADS, "utf-8")
    write(tmp_path / "store", [tmp_path / "a"])
    first, second = open_store(tmp_path / "store"), open_store(tmp_path / "store")
    assert first.ask("ASK { ?a ?b 3 }") and second.ask("ASK { ?a ?b 3 }")


def test_a_missing_store_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert _message(lambda: open_store(folder)) == f"{folder}: no store that can be read; run kg build again."
    assert not folder.exists()


def test_a_file_that_is_no_nquads_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Most people are well served.", "utf-8")
    with pytest.raises(BuildError, match="the store can't be written"):
        write(tmp_path / "store", [tmp_path / "a"])
    with pytest.raises(BuildError, match="the store can't be written"):
        write(tmp_path / "other", [tmp_path / "gone"])


def test_text_that_is_no_graph_is_an_error() -> None:
    with pytest.raises(BuildError, match="The graph can't be read"):
        Store.from_nquads("Most people are well served.")
    with pytest.raises(QueryError):
        Store.from_trig("").select("SELECT")


def test_turtle_of_a_server_is_read_as_triples() -> None:
    assert read_turtle(b'<urn:a> <urn:b> "c"@en .') == (
        Triple(
            Iri("urn:a"),
            Iri("urn:b"),
            Literal("c", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en"),
        ),
    )
    with pytest.raises(ValueError, match="error"):
        read_turtle(b"<html>")
