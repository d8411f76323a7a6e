"""Saved queries as files: their headers, their parameters, and the formats of what they answer."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from query_samples import BASE, sample_store

from kg import results
from kg.errors import QueryError
from kg.parameters import Parameter
from kg.query import (
    Expectation,
    SavedQuery,
    bind,
    evidence_tables,
    find,
    missing,
    parse,
    run,
    saved,
    saved_queries,
    table,
)
from kg.rdf import LANG_STRING, XSD, Iri, Literal
from kg.results import Answer, BlankNode, Table, Triple, as_text, write

HEADED = """\
#+ summary: Which services may be better?
#+ description: Services with at least so many stars,
#+   of one authority.
#+ tags: evidence, services
#+ params:
#+   - name: authority
#+     type: authority
#+     description: the council
#+   - name: stars
#+     type: integer
#+     default: 1
#+   - name: side
#+     choices: review, council
#+ joined: client_groups services
#+ expect:
#+   - $authority: Bolton
#+     $stars: 2
#+     service: "Services to looked after children"
#+   - service: Social services transport

PREFIX sc: <https://w3id.org/social-care-kg/def#>
SELECT ?service WHERE {
  VALUES ?authority { UNDEF }
  VALUES ?stars { UNDEF }
  VALUES ?side { UNDEF }
  ?service sc:authority ?authority .
}
"""


# --- headers


def test_a_header_tells_all_about_a_query() -> None:
    assert parse("better", HEADED) == SavedQuery(
        name="better",
        text=HEADED,
        place="better",
        summary="Which services may be better?",
        description="Services with at least so many stars, of one authority.",
        tags=("evidence", "services"),
        parameters=(
            Parameter("authority", "authority", "the council"),
            Parameter("stars", "integer", default="1"),
            Parameter("side", choices=("review", "council")),
        ),
        joined=("client_groups", "services"),
        expectations=(
            Expectation({"service": "Services to looked after children"}, {"authority": "Bolton", "stars": "2"}),
            Expectation({"service": "Social services transport"}, {}),
        ),
    )


def test_a_query_needs_no_header() -> None:
    assert parse("-", "ASK {}", "standard input") == SavedQuery("-", "ASK {}", "standard input")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#+ summary: x\n#+ and more\nASK {}", "x.rq, line 2: “and more” is no line of a query's header."),
        (
            "#+ params:\n#+   - name: a\nASK {}",
            "x.rq: parameter a has no line VALUES ?a { UNDEF }.",
        ),
        (
            "#+ params:\n#+   - name: a\nASK { # VALUES ?a { UNDEF }\n}",
            "x.rq: parameter a has no line VALUES ?a { UNDEF }.",
        ),
        (
            "#+ params:\n#+   - name: a\n#+     type: date\nASK { VALUES ?a { UNDEF } }",
            "x.rq: a parameter needs a name and one of the types concept/<scheme>, authority, string, integer.",
        ),
    ],
)
def test_a_wrong_header_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse("x", text, "x.rq")
    assert str(caught.value) == said


# --- finding


def test_saved_queries_come_by_name() -> None:
    names = [query.name for query in saved_queries()]
    assert names == sorted(names)
    assert "directors-on-authorities" in names


def test_an_unknown_query_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(QueryError) as caught:
        find("directors-on-authority")
    assert str(caught.value).startswith(
        "directors-on-authority: no saved query has this name; the nearest: directors-on-authorities"
    )


def test_a_path_is_a_query_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine.\nASK {}", "utf-8")
    assert find(str(path)) == SavedQuery("mine", "#+ summary: Mine.\nASK {}", str(path), summary="Mine.")


def test_a_folder_a_missing_file_and_a_file_that_is_no_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"# caf\xe9\nASK {}")
    with pytest.raises(QueryError, match=r"is a folder; name one query file in it, such as .*name\.rq\."):
        find(str(tmp_path))
    with pytest.raises(QueryError, match=r"gone\.rq: there is no such query file\."):
        find(str(tmp_path / "gone.rq"))
    with pytest.raises(QueryError, match=r"latin\.rq: the query is not UTF-8 at byte 5; save it as UTF-8\."):
        find(str(tmp_path / "latin.rq"))


def test_a_saved_query_goes_before_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ratings").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find("ratings").name == "ratings"


# --- parameters


def _bound(name: str, kind: str, value: str, choices: tuple[str, ...] = ()) -> str:
    """Return what stands in the place of UNDEF."""
    before, after = f"ASK {{ VALUES ?{name} {{ ", " } }"
    parameter = Parameter(name, kind, choices=choices)
    query = SavedQuery("q", f"{before}UNDEF{after}", "q.rq", parameters=(parameter,))
    return bind(query, {name: value}, sample_store()).removeprefix(before).removesuffix(after)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("authority", "Bolton", f"<{BASE}id/authority/E08000001>"),
        ("authority", " north east  LINCOLNSHIRE", f"<{BASE}id/authority/E06000012>"),
        ("authority", "NE Lincs", f"<{BASE}id/authority/E06000012>"),
        ("authority", "e08000001", f"<{BASE}id/authority/E08000001>"),
        ("authority", f"{BASE}id/authority/E08000001", f"<{BASE}id/authority/E08000001>"),
        ("authority", f"<{BASE}id/authority/E08000001>", f"<{BASE}id/authority/E08000001>"),
        ("authority", "Sir Fynwy", f"<{BASE}id/authority/W06000021>"),
        ("authority", "Newton", f"<{BASE}id/authority/E09999999>"),
        ("concept/jr-serving", "most", f"<{BASE}vocab/jr-serving/most>"),
        ("concept/jr-serving", "Serving most people well", f"<{BASE}vocab/jr-serving/most>"),
        ("concept/client-groups", "older PEOPLE", f"<{BASE}vocab/client-groups/older-people>"),
        ("concept/client-groups", "elderly people", f"<{BASE}vocab/client-groups/older-people>"),
        ("integer", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("string", 'x" } . ?s ?p ?o . { "', '"x\\" } . ?s ?p ?o . { \\""'),
        ("string", "\\1 \\g<0>", '"\\\\1 \\\\g<0>"'),
    ],
)
def test_a_value_becomes_a_term(kind: str, value: str, term: str) -> None:
    assert _bound("x", kind, value) == term


def test_a_choice_is_taken_in_any_case() -> None:
    assert _bound("side", "string", "Council", ("review", "council")) == '"council"'


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("authority", "Boltn", "q: parameter x: nothing is called “Boltn”; the nearest: Bolton."),
        (
            "authority",
            "Newtown",
            f"q: parameter x: “Newtown” may mean Newton <{BASE}id/authority/E09999999> or Newton Rural "
            f"<{BASE}id/authority/x-newton>; give the IRI.",
        ),
        (
            "concept/jr-serving",
            "superb",
            "q: parameter x: nothing is called “superb”; the graph has Not serving people well, Serving most people "
            "well, Serving people well, Serving some people well.",
        ),
        ("concept/jr-serving", f"{BASE}vocab/bv-stars/1", "q: parameter x: nothing is called"),
        ("concept/planets", "Mars", "q: parameter x: nothing is called “Mars”; the graph has nothing of this kind."),
        ("integer", "three", "q: parameter x takes a whole number; “three” is none."),
        ("integer", "3.5", "q: parameter x takes a whole number; “3.5” is none."),
    ],
)
def test_a_value_that_names_nothing_or_two_things_is_an_error(kind: str, value: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        _bound("x", kind, value)
    assert str(caught.value).startswith(said)


def test_a_choice_and_a_parameter_that_are_not_there_are_named_with_those_that_are() -> None:
    with pytest.raises(QueryError) as caught:
        run(sample_store(), saved("comments-by-side"), {"side": "both"})
    assert str(caught.value) == "comments-by-side: parameter side takes review or council; “both” is neither."
    with pytest.raises(QueryError) as caught:
        run(sample_store(), saved("authorities-at-least"), {"stars": "2"})
    assert str(caught.value) == "authorities-at-least: no parameter stars; its parameters are serving, prospects."
    with pytest.raises(QueryError) as caught:
        run(sample_store(), saved("documents"), {"authority": "Bolton"})
    assert str(caught.value) == "documents: no parameter authority; it has none."


def test_a_default_is_bound_and_a_parameter_without_value_means_any() -> None:
    text = bind(parse("better", HEADED), {}, sample_store())
    assert '  VALUES ?stars { "1"^^<http://www.w3.org/2001/XMLSchema#integer> }\n' in text
    assert "  VALUES ?authority { UNDEF }\n" in text


def test_every_line_of_a_parameter_is_bound() -> None:
    text = "ASK { { VALUES ?n { UNDEF } }\n UNION { values $n {undef} } }"
    query = SavedQuery("q", text, "q.rq", parameters=(Parameter("n", "integer"),))
    assert bind(query, {"n": "1"}, sample_store()).count('"1"^^') == 2


# --- running


def test_wrong_sparql_names_the_file_and_the_place_in_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?a\nWHERE { ?a sc:speaker ?b }", "utf-8")
    with pytest.raises(QueryError, match=r"mine\.rq, line 2, column 12: the prefix sc: is not declared"):
        run(sample_store(), find(str(path)), {})


def test_joined_labels_stand_in_alphabetical_order_whatever_the_engine_gives() -> None:
    query = parse(
        "q", '#+ joined: groups\nSELECT ?groups ?other { BIND("b; a; C; B" AS ?groups) BIND("b; a" AS ?other) }'
    )
    assert table(sample_store(), query, {}).rows == ((Literal("a; B; b; C"), Literal("b; a")),)


def test_an_expected_row_that_does_not_come_is_told() -> None:
    text = """\
#+ expect:
#+   - name: Bolton
#+   - name: Barnsley
#+     n: 1
SELECT ?name (1 AS ?n) { ?a a <https://w3id.org/social-care-kg/def#LocalAuthority> ;
  <http://www.w3.org/2000/01/rdf-schema#label> ?name }
"""
    assert missing(sample_store(), parse("q", text)) == (Expectation({"name": "Barnsley", "n": "1"}, {}),)


def test_a_table_is_asked_for_and_a_question_is_not() -> None:
    with pytest.raises(QueryError, match=r"q: a SELECT query is needed here\."):
        table(sample_store(), SavedQuery("q", "ASK {}", "q.rq"), {})
    assert run(sample_store(), SavedQuery("q", "ASK {}", "q.rq"), {}) == Answer(True)


def test_the_evidence_tables_are_those_of_this_graph() -> None:
    assert list(evidence_tables(sample_store())) == [
        "authorities",
        "comments",
        "events",
        "findings",
        "inspections",
        "measures",
        "minutes",
        "people",
        "programmes",
        "quotations",
        "ratings",
        "recommendations",
        "services",
    ]


# --- formats

TABLE = Table(
    ("name", "text", "stars"),
    (
        (Iri("urn:a"), Literal('He said: "good, <two> star" & more|\nso\tit is\r.'), Literal("2", XSD + "integer")),
        (BlankNode("b0"), Literal("Sir Fynwy", LANG_STRING, "cy"), None),
        (None, Literal("1.50", XSD + "decimal"), Literal("-10", XSD + "integer")),
    ),
)
TRIPLES = (
    Triple(Iri(BASE + "id/person/x"), Iri("http://www.w3.org/2000/01/rdf-schema#label"), Literal("X")),
    Triple(BlankNode("b0"), Iri("urn:p"), BlankNode("b1")),
)


def test_csv_has_bare_values_and_lines_of_the_standard() -> None:
    text = write(TABLE, "csv")
    assert text.startswith('name,text,stars\r\nurn:a,"He said: ""good')
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["name", "text", "stars"],
        ["urn:a", 'He said: "good, <two> star" & more|\nso\tit is\r.', "2"],
        ["_:b0", "Sir Fynwy", ""],
        ["", "1.50", "-10"],
    ]


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML), ("tsv", ox.QueryResultsFormat.TSV)],
)
def test_another_library_reads_back_the_same_terms(form: str, syntax: ox.QueryResultsFormat) -> None:
    solutions = ox.parse_query_results(write(TABLE, form), syntax)
    assert [variable.value for variable in solutions.variables] == ["name", "text", "stars"]
    integer = ox.NamedNode(XSD + "integer")
    assert [tuple(solution) for solution in solutions] == [
        (
            ox.NamedNode("urn:a"),
            ox.Literal('He said: "good, <two> star" & more|\nso\tit is\r.'),
            ox.Literal("2", datatype=integer),
        ),
        (ox.BlankNode("b0"), ox.Literal("Sir Fynwy", language="cy"), None),
        (None, ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal")), ox.Literal("-10", datatype=integer)),
    ]


def test_xml_survives_characters_that_it_can_not_hold() -> None:
    ElementTree.fromstring(write(Table(("a",), ((Literal("page\x0cbreak"),),)), "xml"))
    assert "page�break" in write(Table(("a",), ((Literal("page\x0cbreak"),),)), "xml")


def test_markdown_keeps_each_row_on_its_line() -> None:
    assert write(TABLE, "md") == (
        "| name | text | stars |\n| --- | --- | --- |\n"
        '| urn:a | He said: "good, <two> star" & more\\| so it is . | 2 |\n'
        "| _:b0 | Sir Fynwy |  |\n|  | 1.50 | -10 |\n"
    )


def test_a_table_for_people_is_aligned_and_fits_the_line() -> None:
    rows = Table(
        ("authority", "text", "stars"),
        (
            (Literal("Bolton"), Literal("Most people are well served."), Literal("2", XSD + "integer")),
            (Literal("Islington"), Literal("Some."), Literal("10", XSD + "integer")),
        ),
    )
    assert as_text(rows) == (
        "authority  text                          stars\n"
        "─────────  ────────────────────────────  ─────\n"
        "Bolton     Most people are well served.      2\n"
        "Islington  Some.                            10\n"
    )
    assert as_text(rows, 30) == (
        "authority  text          stars\n"
        "─────────  ────────────  ─────\n"
        "Bolton     Most people…      2\n"
        "Islington  Some.            10\n"
    )


def test_a_table_without_rows_still_has_its_columns() -> None:
    assert as_text(Table(("a", "name"), ())) == "a  name\n─  ────\n"
    assert write(Table(("a", "name"), ()), "csv") == "a,name\r\n"
    assert json.loads(write(Table(("a",), ()), "json")) == {"head": {"vars": ["a"]}, "results": {"bindings": []}}


def test_a_yes_is_written_too() -> None:
    assert write(Answer(True), "table") == "yes\n"
    assert json.loads(write(Answer(False), "json")) == {"head": {}, "boolean": False}
    assert "<boolean>true</boolean>" in write(Answer(True), "xml")


def test_triples_are_turtle_or_ntriples() -> None:
    assert write(TRIPLES, "nt") == (
        f'<{BASE}id/person/x> <http://www.w3.org/2000/01/rdf-schema#label> "X" .\n_:b0 <urn:p> _:b1 .\n'
    )
    assert len(list(ox.parse(write(TRIPLES, "turtle"), ox.RdfFormat.TURTLE))) == 2
    assert write(TRIPLES, "turtle").endswith('person:x rdfs:label "X" .\n_:b0 <urn:p> _:b1 .\n')


@pytest.mark.parametrize(
    ("result", "form", "said"),
    [
        (TABLE, "turtle", "turtle: no format for this query, whose answer is a table; take table, csv, tsv, json,"),
        (TRIPLES, "csv", "csv: no format for this query, whose answer is triples; take table, turtle, nt."),
        (Answer(True), "csv", "csv: no format for this query, whose answer is a yes or no; take table, json, xml."),
    ],
)
def test_a_format_for_another_kind_of_answer_is_an_error(result: results.Result, form: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        write(result, form)
    assert str(caught.value).startswith(said)
