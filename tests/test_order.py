"""The order of a query, kept whatever a server takes for it."""

import pytest

from kg.order import Condition, conditions, in_order
from kg.rdf import XSD, Iri, Literal, integer
from kg.results import Cell, Table


def ordered(modifiers: str, *rows: Cell) -> list[str]:
    table = in_order(Table(("a",), tuple((row,) for row in rows)), "SELECT ?a { ?a ?b ?c } " + modifiers)
    return [str(cell) for (cell,) in table.rows]


@pytest.mark.parametrize(
    ("modifiers", "found"),
    [
        ("ORDER BY ?a ?b", [Condition("a"), Condition("b")]),
        ("ORDER BY DESC(?a) ASC(STR(?b)) LIMIT 5", [Condition("a", downwards=True), Condition("b", text=True)]),
        ("ORDER BY STR(?a) $b\nOFFSET 3", [Condition("a", text=True), Condition("b")]),
        ("ORDER BY LCASE(?a) ?b", []),
        ("order by desc ( ?a )", [Condition("a", downwards=True)]),
        ("LIMIT 5", []),
    ],
)
def test_conditions_are_read_up_to_the_first_that_is_more_than_a_variable(
    modifiers: str, found: list[Condition]
) -> None:
    assert list(conditions("SELECT * { { SELECT ?x { ?x ?y ?z } ORDER BY ?x } } " + modifiers)) == found


def test_nothing_comes_before_iris_and_these_before_numbers_and_texts() -> None:
    cells = (Literal("Bolton"), integer(10), None, Iri("urn:b"), integer(9), Iri("urn:a"), Literal("Barnet"))
    assert ordered("ORDER BY ?a", *cells) == ["None", "urn:a", "urn:b", "9", "10", "Barnet", "Bolton"]


def test_numbers_are_compared_by_value_and_downwards_where_the_query_says_so() -> None:
    cells = (
        Literal("9.5", XSD + "decimal"),
        integer(10),
        Literal("1e1", XSD + "double"),
        Literal("-1", XSD + "integer"),
    )
    assert ordered("ORDER BY DESC(?a)", *cells) == ["10", "1e1", "9.5", "-1"]


def test_what_calls_itself_a_number_and_is_none_is_no_crash() -> None:
    assert ordered("ORDER BY ?a", integer(1), Literal("NaN", XSD + "double"), Literal("x", XSD + "integer")) == [
        "NaN",
        "x",
        "1",
    ]


def test_rows_that_the_columns_do_not_tell_apart_stay_as_the_server_has_them() -> None:
    rows = ((Literal("b"), Literal("2")), (Literal("a"), Literal("1")), (Literal("a"), Literal("0")))
    table = in_order(Table(("name", "text"), rows), "SELECT ?name ?text { ?s ?p ?o } ORDER BY ?name ?hidden ?text")
    assert [str(text) for _, text in table.rows] == ["1", "0", "2"]


def test_a_query_without_an_order_keeps_its_rows() -> None:
    assert ordered("", Literal("b"), Literal("a")) == ["b", "a"]
