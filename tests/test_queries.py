"""Every saved query on seven small documents: its columns, its rows one by one, and the same rows on every engine."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from query_samples import BASE, expected, nquads_files, sample_store, trig_text

from kg.folder import opened
from kg.query import EVIDENCE, SavedQuery, bind, missing, saved, saved_queries, table
from kg.rdf import XSD_STRING, Iri, Literal
from kg.results import Cell, Result, Table, as_csv, as_written
from kg.store import Store, open_store, write

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset.*) is deprecated:DeprecationWarning")

COLUMNS = {
    "authorities": "document authority authority_name role mentions",
    "ratings": "document start end authority authority_name subject regime area value label rank stars score status "
    "as_stated",
    "people": "document start end person person_name role organisation_name",
    "comments": "document start end speaker speaker_name role organisation_name authority authority_name mode channel "
    "text",
    "services": "document start end authority_name service service_type client_groups how",
    "inspections": "document start end inspection regime body subject when",
    "findings": "document start end authority_name valence client_groups channel text",
    "recommendations": "document start end authority_name kind client_groups text",
    "measures": "document start end authority_name value value_to unit measures population qualifier period stated_by",
    "events": "document start end authority_name event when status",
    "quotations": "document start end source_body authority_name text",
    "programmes": "document start end authority_name name kind partners",
    "minutes": "document start end authority_name committee item kind text",
    "directors-on-authorities": "director role authority document",
    "overall-judgements": "authority serving prospects regime document",
    "authorities-at-least": "authority serving prospects",
    "judgement-history": "authority earlier when serving prospects",
    "service-ratings": "authority service label stars prospects_stated prospects",
    "rating-profile": "authority poor fair good excellent ratings stars mean_stars",
    "improvement-prospects": "prospects ratings services",
    "contradictory-ratings": "authority service label stars implied_stars",
    "ratings-for-client-group": "authority service label stars",
    "authorities-without-ratings": "authority role",
    "comments-by-side": "speaker role authority channel comments",
    "people-across-documents": "person documents authorities",
    "shared-surnames": "surname person organisation",
    "people-with-several-roles": "person role organisation",
    "embedded-releases": "document authority headline kind",
    "documents": "document title kind publisher date authorities statements",
    "possible-duplicates": "thing label other other_label why",
    "identity-decisions": "thing label decision why",
    "reasons-for-prospects": "reason channel",
    "recommended-actions": "authority kind action",
    "weaknesses-for-client-group": "authority finding channel",
    "money": "authority amount_gbp period stated_by",
    "survey-results": "authority percent measures respondents",
    "structural-changes": "authority change when",
    "special-measures": "authority service when",
    "partner-services": "authority service partner",
    "scrutiny-challenges": "authority committee issue",
    "scrutiny-questions": "authority question answer",
    "follow-ups": "authority body action when",
    "ranks-claimed": "authority rank of_what stated_by",
    "claims-against-ratings": "authority claim rated agrees",
}
QUERIES = saved_queries()
EVIDENCE_TABLES = (
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
)


@pytest.fixture(params=QUERIES, ids=lambda query: query.name)
def query(request: pytest.FixtureRequest) -> SavedQuery:
    """Each saved query in turn."""
    found: SavedQuery = request.param
    return found


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graphs in a store on disk."""
    folder = tmp_path_factory.mktemp("queries")
    write(folder / "store", nquads_files(folder))
    return open_store(folder / "store")


class Rdflib:
    """Answers queries by rdflib, whose default graph is the union too."""

    def __init__(self) -> None:
        self._dataset = rdflib.Dataset(default_union=True)
        self._dataset.parse(data=trig_text(), format="trig")

    def query(self, sparql: str, source: str = "query") -> Result:
        return self.select(sparql, source)

    def select(self, sparql: str, source: str = "query") -> Table:
        found = self._dataset.query(sparql)
        rows = tuple(tuple(map(_cell, row)) for row in found)  # type: ignore[arg-type]
        return as_written(Table(tuple(map(str, found.vars or ())), rows), sparql)


def _cell(term: rdflib.term.Node | None) -> Cell:
    if term is None:
        return None
    if isinstance(term, rdflib.Literal):
        return Literal(str(term), str(term.datatype or XSD_STRING), term.language or "")
    return Iri(str(term))


@pytest.fixture(scope="module")
def other_engine() -> Rdflib:
    return Rdflib()


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _names() -> Iterator[str]:
    yield from (query.name for query in QUERIES)


# --- what the design fixes


def test_there_is_a_query_for_every_name_and_no_other() -> None:
    assert sorted(_names()) == sorted(COLUMNS)


def test_the_columns_are_those_of_the_design_in_that_order(query: SavedQuery) -> None:
    assert " ".join(table(sample_store(), query, {}).columns) == COLUMNS[query.name]


def test_a_query_says_what_it_answers(query: SavedQuery) -> None:
    assert query.summary and query.summary[-1] in ".?"
    assert all(parameter.description for parameter in query.parameters)


def test_evidence_tables_are_tagged_so() -> None:
    assert tuple(query.name for query in QUERIES if EVIDENCE in query.tags) == EVIDENCE_TABLES


def test_a_query_is_plain_sparql_that_works_anywhere(query: SavedQuery) -> None:
    body = re.sub(r"(?m)^#.*$", "", query.text)
    assert not re.search(r"\b(GRAPH|SERVICE|LATERAL|FROM)\b", body)
    assert max(map(len, body.splitlines())) <= 110


def test_what_a_query_expects_names_its_columns_and_parameters(query: SavedQuery) -> None:
    columns, parameters = set(COLUMNS[query.name].split()), {parameter.name for parameter in query.parameters}
    for expectation in query.expectations:
        assert expectation.row.keys() <= columns
        assert expectation.parameters.keys() <= parameters


# --- the graphs themselves


def test_each_triple_stands_in_one_graph() -> None:
    quads = list(ox.parse(trig_text(), ox.RdfFormat.TRIG))
    graphs = Counter(quad.triple for quad in set(quads))
    assert [triple for triple, count in graphs.items() if count > 1] == []


def test_each_thing_has_one_plain_label() -> None:
    twice = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?thing { ?thing rdfs:label ?label } GROUP BY ?thing HAVING (COUNT(*) > 1)"""
    assert sample_store().select(twice).rows == ()


# --- rows


def test_a_query_gives_the_expected_rows(query: SavedQuery) -> None:
    assert as_csv(table(sample_store(), query, {})).replace("\r\n", "\n") == expected(query.name)


def test_no_row_comes_twice(query: SavedQuery) -> None:
    rows = table(sample_store(), query, {}).rows
    assert len(rows) == len(set(rows)) > 0


def test_a_store_on_disk_gives_the_same(query: SavedQuery, stored: Store) -> None:
    assert table(stored, query, {}) == table(sample_store(), query, {})


def test_rdflib_gives_the_same(query: SavedQuery, other_engine: Rdflib) -> None:
    # Oxigraph takes integers of every kind for xsd:integer, so the texts are compared.
    assert as_csv(table(other_engine, query, {})) == as_csv(table(sample_store(), query, {}))


def test_an_empty_graph_gives_no_rows(query: SavedQuery) -> None:
    assert table(Store.from_nquads(""), query, {}).rows == ()


# --- rows under parameters

CASES = [
    (
        "ratings-for-client-group",
        {"client_group": "Adults"},
        ["Daycare services for older people", "Learning disability", "Learning disability - whole time care"],
    ),
    ("ratings-for-client-group", {"client_group": "Older people"}, ["Daycare services for older people"]),
    (
        "ratings-for-client-group",
        {"client_group": "children"},
        ["Family placements and residential care for looked after children", "Services to looked after children"],
    ),
    ("ratings-for-client-group", {"client_group": "People with physical disabilities"}, []),
    ("authorities-at-least", {"serving": "most"}, ["Bolton", "Milton Keynes"]),
    (
        "authorities-at-least",
        {"serving": "some", "prospects": "promising"},
        ["Bolton", "Islington", "Milton Keynes"],
    ),
    (
        "authorities-at-least",
        {"prospects": "Uncertain prospects"},
        ["Bolton", "Islington", "Milton Keynes", "North East Lincolnshire"],
    ),
    ("authorities-at-least", {"serving": "yes"}, []),
    ("comments-by-side", {"side": "review"}, ["John Bolton", "Rachel Ayling"]),
    ("comments-by-side", {"side": "council"}, ["Cliff Morris", "Douglas Taylor", "Jane Roe", "Len Taylor"]),
    ("ratings", {"authority": "Islington"}, ["Islington"]),
    ("comments", {"authority": "E06000012"}, ["North East Lincolnshire"]),
    ("services", {"authority": "NE Lincs"}, ["North East Lincolnshire"]),
    ("authorities", {"authority": "Camden"}, ["Camden"]),
    ("services", {"authority": "Milton Keynes"}, ["Milton Keynes"]),
    ("findings", {"authority": "Monmouthshire"}, ["Monmouthshire"]),
    ("recommendations", {"authority": "Milton Keynes"}, ["Milton Keynes"]),
    ("recommendations", {"authority": "Bolton"}, []),
    ("measures", {"authority": "Milton Keynes"}, ["Milton Keynes"]),
    ("events", {"authority": "E06000042"}, ["Milton Keynes"]),
    ("quotations", {"authority": "Milton Keynes"}, ["Milton Keynes"]),
    ("programmes", {"authority": "Milton Keynes"}, ["Milton Keynes"]),
    ("minutes", {"authority": "Sir Fynwy"}, ["Monmouthshire"]),
    ("reasons-for-prospects", {"authority": "Bolton"}, []),
    (
        "reasons-for-prospects",
        {"authority": "Milton Keynes"},
        ["Learning disability staff wait too long for computers", "Strong leadership has brought change"],
    ),
    (
        "recommended-actions",
        {"client_group": "Carers"},
        ["Draw up a strategy for carers", "open an advice line for carers"],
    ),
    ("recommended-actions", {"client_group": "Carers", "authority": "Bolton"}, []),
    (
        "recommended-actions",
        {"authority": "Milton Keynes"},
        ["Draw up a strategy for carers", "Shorten the wait for home care", "open an advice line for carers"],
    ),
    (
        "weaknesses-for-client-group",
        {"client_group": "Adults"},
        ["Learning disability staff wait too long for computers", "Older people wait too long for home care"],
    ),
    (
        "weaknesses-for-client-group",
        {"client_group": "Older people"},
        ["Older people wait too long for home care"],
    ),
    ("weaknesses-for-client-group", {"client_group": "Carers"}, []),
]
SHOWN = {
    "ratings-for-client-group": "service",
    "authorities-at-least": "authority",
    "comments-by-side": "speaker",
    "ratings": "authority_name",
    "comments": "authority_name",
    "services": "authority_name",
    "authorities": "authority_name",
    "findings": "authority_name",
    "recommendations": "authority_name",
    "measures": "authority_name",
    "events": "authority_name",
    "quotations": "authority_name",
    "programmes": "authority_name",
    "minutes": "authority_name",
    "reasons-for-prospects": "reason",
    "recommended-actions": "action",
    "weaknesses-for-client-group": "finding",
}


@pytest.mark.parametrize(("name", "values", "shown"), CASES)
def test_a_parameter_narrows_the_rows_on_every_engine(
    name: str, values: dict[str, str], shown: list[str], other_engine: Rdflib
) -> None:
    found = table(sample_store(), saved(name), values)
    assert sorted({row[SHOWN[name]] for row in found.texts()}) == shown
    assert as_csv(table(other_engine, saved(name), values)) == as_csv(found)


def test_an_untouched_query_means_any(other_engine: Rdflib) -> None:
    query = saved("comments-by-side")
    assert bind(query, {}, sample_store()) == query.text
    assert len(other_engine.select(query.text).rows) == 8


def test_one_authority_of_the_ratings_leaves_no_other_subject_in() -> None:
    rows = table(sample_store(), saved("ratings"), {"authority": "Bolton"}).texts()
    assert len(rows) == 10
    assert {row["authority"] for row in rows} == {f"{BASE}id/authority/E08000001"}


@pytest.mark.parametrize("name", [query.name for query in QUERIES if query.expectations])
def test_the_seeds_give_the_rows_that_a_query_expects(name: str, seeds_build: Path) -> None:
    assert missing(opened(seeds_build), saved(name)) == ()


# --- what the rows must not do


def test_a_repeated_rating_is_one_row() -> None:
    rows = _rows(expected("ratings"))
    assert [row[1:3] for row in rows if row[0] == "bolton.txt" and row[9] == "Serving most people well"] == [
        ["140", "162"]
    ]


def test_a_rating_that_two_documents_report_counts_once() -> None:
    meals = [row for row in _rows(expected("ratings")) if row[5] in ("Meals", "Community meals service")]
    assert [row[0] for row in meals if row[7] == "service quality"] == ["bolton-again.txt", "bolton.txt"]
    assert _rows(expected("rating-profile"))[1] == ["Bolton", "0", "1", "2", "0", "3", "5", "1.67"]


def test_word_and_stars_that_disagree_are_both_kept() -> None:
    assert _rows(expected("contradictory-ratings"))[1:] == [
        ["Islington", "Social services transport", "Poor (no stars)", "1", "0"]
    ]
    assert _rows(expected("rating-profile"))[2] == ["Islington", "2", "1", "0", "0", "3", "2", "0.67"]


def test_an_assistant_director_and_a_former_one_are_no_directors() -> None:
    rows = _rows(expected("directors-on-authorities"))[1:]
    assert rows == [
        ["Jane Roe", "Director of Social Services", "Bolton", "bolton-again.txt"],
        ["John Bolton", "Director of joint reviews", "Bolton", "bolton.txt"],
        ["John Bolton", "director of joint reviews", "Islington", "islington.txt"],
        ["John Bolton", "Director of Joint Reviews", "North East Lincolnshire", "news/nel.txt"],
    ]


def test_two_spellings_of_one_post_are_one_role() -> None:
    people = {row[0] for row in _rows(expected("people-with-several-roles"))[1:]}
    assert people == {"Cliff Morris"}


def test_an_expected_rating_is_no_current_one() -> None:
    assert "hostel" in expected("ratings")
    assert "ostel" not in expected("service-ratings")
    assert ["North East Lincolnshire", "reviewed"] in _rows(expected("authorities-without-ratings"))


def test_a_decision_to_keep_apart_is_no_longer_proposed() -> None:
    pairs = [(row[0], row[2]) for row in _rows(expected("possible-duplicates"))[1:]]
    assert (f"{BASE}id/person/john-smith_E08000001", f"{BASE}id/person/john-smith_E09000019") not in pairs
    assert len(pairs) == 3


def test_a_judgement_recalled_is_no_duplicate_of_the_current_one() -> None:
    assert "three-years-ago" not in expected("possible-duplicates")


def test_numbers_are_plain_and_exact_on_every_engine(other_engine: Rdflib) -> None:
    for source in (sample_store(), other_engine):
        values = {row["value"] for row in table(source, saved("measures"), {}).texts()}
        assert {"1500000", "255000", "12.5", "81"} <= values


def test_only_percentages_of_people_asked_are_survey_results() -> None:
    assert _rows(expected("survey-results"))[1:] == [
        ["Milton Keynes", "81", "considered the services good", "450 users"],
        ["Milton Keynes", "64", "had seen a leaflet", "those asked"],
    ]


def test_special_measures_of_the_past_need_their_time() -> None:
    assert "housing support" in expected("events")
    assert _rows(expected("special-measures"))[1:] == [
        ["Milton Keynes", "Transport", "until 1999"],
        ["Milton Keynes", "child protection services", ""],
    ]


def test_a_partner_body_is_no_partner_of_itself() -> None:
    assert "Racial Justice forum" in expected("programmes")
    assert "Racial Justice forum" not in expected("partner-services")


def test_a_question_without_an_answer_has_its_row() -> None:
    assert _rows(expected("scrutiny-questions"))[2] == ["Monmouthshire", "Members asked how staff felt.", ""]


def test_the_owner_of_an_action_goes_before_the_committee() -> None:
    assert [row[1] for row in _rows(expected("follow-ups"))[1:]] == [
        "Children and Young People Select Committee",
        "Head of Children's Services",
    ]


def test_a_councils_claim_is_compared_only_where_it_can_be() -> None:
    assert {row[1]: row[2:] for row in _rows(expected("claims-against-ratings"))[1:]} == {
        "most people are well served": ["Serving most people well", "true"],
        "prospects are promising": ["Promising prospects", "true"],
        "learning disability was rated good": ["Fair (one star)", "false"],
        "Two services came out as ‘good’": ["Good (two stars): 2", "true"],
        "three were judged fair": ["Fair (one star): 1", "false"],
        "top 30% of all authorities": ["Promising prospects; Serving most people well", ""],
    }


def test_services_are_rated_named_or_mentioned() -> None:
    rows = [row for row in _rows(expected("services")) if row[0] == "milton-keynes.txt"]
    assert {(row[4], row[7]) for row in rows} == {
        ("Quality assurance", "rated"),
        ("Referral arrangements", "rated"),
        ("Learning disability", "rated"),
        ("Low Vision Clinic", "named"),
        ("Crisis Resolution Team", "named"),
        ("Home care", "mentioned"),
        ("Day care", "mentioned"),
    }


def test_a_table_can_be_read_beside_its_documentation() -> None:
    documentation = (Path(__file__).parent.parent / "docs" / "queries.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in documentation] == []
