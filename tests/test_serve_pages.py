"""The explorer: every page shows the proof, leads on, and lets nothing that a document says run in a browser."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as Page
from serving import Server, serving

from kg.building import build
from kg.folder import current
from kg.query import saved, saved_queries
from kg.rdf import Iri
from kg.serve.doctor import diagnose
from kg.serve.facts import about, papers
from kg.serve.highlight import Close, Open, Piece, Stretch, nested
from kg.serve.links import Links
from kg.serve.pages import (
    authorities,
    compare,
    documents,
    editor,
    explain,
    home,
    network,
    people,
    queries,
    report,
    search,
)
from kg.serve.patterns import Uncovered, parse, select_text
from kg.serve.problems import Refusal
from kg.serve.why import explain_row
from kg.serve.worker import Opened, opened

HTML = "text/html"
BASE = "https://w3id.org/social-care-kg/"
BOLTON, ISLINGTON, MILTON_KEYNES = "E08000001", "E09000019", "E06000042"
PREFIXES = f"PREFIX sc: <{BASE}def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
HOSTILE = """<script>alert("headline")</script> Social services in Bolton

Social services in Bolton serve most people well and have <img src=x onerror=alert(1)> excellent prospects for
improvement, say inspectors of the Audit Commission and the Social Services Inspectorate in their joint review.

John "</a><script>alert(2)</script>" Smith, director of social services, said: 'We are "pleased" & <b>proud</b>.'
"""


@pytest.fixture(scope="module")
def seeds(seeds_build: Path) -> Opened:
    return opened(current(seeds_build))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "texts").mkdir()
    (folder / "texts" / '<b onclick="x">&.txt').write_text(HOSTILE, "utf-8")
    build([folder / "texts"], folder / "build")
    return opened(current(folder / "build"))


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


# --- highlighting


def drawn(text: str, *stretches: Stretch) -> str:
    """Write what opens as [ (or { where it goes on) and what closes as ]."""
    signs = {Close: lambda _: "]", Open: lambda token: "{" if token.again else "[", Piece: lambda token: token.text}
    return "".join(signs[type(token)](token) for token in nested(text, stretches))


def test_evidence_inside_evidence_is_nested() -> None:
    assert drawn("Good, two stars", Stretch(0, 15), Stretch(6, 15), Stretch(6, 9)) == "[Good, [[two] stars]]"


def test_evidence_that_crosses_other_evidence_goes_on_behind_it() -> None:
    assert drawn("abcdef", Stretch(0, 4), Stretch(2, 6)) == "[ab[cd]]{ef]"


def test_what_lies_outside_the_text_is_left_out() -> None:
    assert drawn("abc", Stretch(2, 9), Stretch(5, 7), Stretch(1, 1)) == "ab[c]"


@given(st.text("ab", max_size=20), st.lists(st.tuples(st.integers(0, 22), st.integers(0, 22)), max_size=8))
def test_highlighting_changes_no_text_and_covers_each_stretch(text: str, places: list[tuple[int, int]]) -> None:
    stretches = [Stretch(min(place), max(place)) for place in places]
    covered: dict[Stretch, str] = {}
    inside: list[Stretch] = []
    told = ""
    for token in nested(text, stretches):
        if isinstance(token, Open):
            inside.append(token.stretch)
        elif isinstance(token, Close):
            inside.pop()
        else:
            told += token.text
            for stretch in inside:
                covered[stretch] = covered.get(stretch, "") + token.text
    assert told == text
    assert covered == {one: text[one.start : one.end] for one in set(stretches) if text[one.start : one.end]}


# --- a document


def test_the_words_of_a_fact_are_marked_where_they_stand(seeds: Opened) -> None:
    page = Page(documents.document_html(seeds, "islington-joint-review.txt"))
    (span,) = page.css('[id="s4239-4281"]')
    for tag in span.css(".tags"):
        tag.decompose()
    assert span.text() == "Social services transport - poor, one star"
    assert "k-rating" in (span.attributes["class"] or "")


def test_the_text_of_a_document_is_shown_whole(seeds: Opened) -> None:
    page = Page(documents.document_html(seeds, "islington-joint-review.txt"))
    for tag in page.css("#text .tags"):
        tag.decompose()
    paper = documents.find(seeds, "islington-joint-review.txt")
    assert "".join(page.css("#text")[0].text().split()) == "".join(seeds.text(paper.digest).split())


@pytest.mark.parametrize("key", ["bolton-joint-review.txt", "monmouthshire-select-committee.txt"])
def test_words_lead_to_their_facts_and_facts_to_their_words(key: str, seeds: Opened) -> None:
    page = Page(documents.document_html(seeds, key))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    cards = {node.attributes["id"] for node in page.css(".card")}
    marks = {node.attributes["id"] for node in page.css("#text .fact[id]")}
    to_cards = {(node.attributes["href"] or "")[1:] for node in page.css("#text .tag")}
    to_words = {(node.attributes["href"] or "")[1:] for node in page.css(".card a[href^='#s']")}
    assert to_cards == cards
    assert to_words <= marks
    assert len(cards) > 30


def test_a_kind_is_told_by_a_letter_too(seeds: Opened) -> None:
    page = Page(documents.document_html(seeds, "islington-joint-review.txt"))
    assert {"R", "C", "F+", "F−", "A", "N", "E"} <= set(texts(page, "#text .tag > [aria-hidden]"))


def test_a_document_is_found_by_its_path_and_by_its_digest_and_no_other(seeds: Opened) -> None:
    paper = documents.find(seeds, "bolton-joint-review.txt")
    assert documents.find(seeds, paper.key) == documents.find(seeds, paper.digest) == paper
    with pytest.raises(Refusal, match=r"No document is called"):
        documents.find(seeds, paper.key + "ffff")


@pytest.mark.slow
def test_documents_of_one_path_have_a_page_each(tmp_path: Path) -> None:
    for folder, council in (("north", "Bolton"), ("south", "Islington")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "review.txt").write_text(HOSTILE.replace("Bolton", council), "utf-8")
    build([tmp_path / "north", tmp_path / "south"], tmp_path / "build")
    place = opened(current(tmp_path / "build"))
    for paper in papers(place).values():
        text = "".join(Page(documents.document_html(place, paper.slug)).css("#text")[0].text().split())
        council = "Bolton" if "Bolton" in place.text(paper.digest) else "Islington"
        assert f"servicesin{council}" in re.sub(r"[A-Z][+−]?(?:rating|thingnamed|finding),itsfact", "", text)
    both = Page(documents.document_html(place, "review.txt"))
    links = {node.attributes["href"] for node in both.css("tbody th a")}
    assert links == {f"/documents/{key}" for key in papers(place)}


# --- an authority, a person, several


def test_an_authority_has_its_judgements_in_time_and_as_a_matrix(seeds: Opened) -> None:
    found = authorities.view(seeds, "E06000012")
    lanes = {lane.label: [pill.label for pill in lane.pills] for lane in found.timeline.lanes}
    assert lanes == {
        "joint review · serving people well": ["Not serving people well", "Serving some people well"],
        "joint review · prospects for improvement": ["Uncertain prospects"],
    }
    assert [column.head for column in found.timeline.columns] == ["Three years ago", "as reported"]


def test_services_stand_in_a_matrix_by_value(seeds: Opened) -> None:
    found = authorities.view(seeds, ISLINGTON)
    (stars,) = [matrix for matrix in found.matrices if matrix.label == "Stars of a best value inspection"]
    assert [value.rank for value in stars.values] == [1, 2, 3, 4]
    (transport,) = [line for line in stars.lines if line.label == "Social services transport"]
    assert [[fact.get("statedAs") for fact in cell] for cell in transport.cells] == [["poor, one star"], [], [], []]


def test_every_rating_of_an_authority_is_on_its_page(seeds: Opened) -> None:
    page = authorities.authority_html(seeds, ISLINGTON)
    for rating in [fact for fact in about(seeds, f"{BASE}id/authority/{ISLINGTON}") if fact.kind == "Rating"]:
        assert f"#{rating.spot.anchor}" in page


def test_an_authority_that_no_document_names_has_what_the_register_knows(seeds: Opened) -> None:
    page = Page(authorities.authority_html(seeds, "E06000028"))
    assert "2019-03-31" in texts(page, "dd")
    assert texts(page, ".empty") == ["The register knows this authority; no document that was read names it."]


def test_an_unknown_authority_is_not_here(seeds: Opened) -> None:
    with pytest.raises(Refusal, match=r"No authority has the key E99"):
        authorities.view(seeds, "E99")
    with pytest.raises(Refusal, match=r"No authority has the key"):
        authorities.view(seeds, "a> <b")


def test_a_person_has_posts_and_comments_by_authority(seeds: Opened) -> None:
    found = people.view(seeds, "john-bolton_joint-reviews")
    assert {role.organisation.text for role in found.roles} == {"Joint Reviews"}
    assert [value.text for value, _ in found.comments] == ["Bolton", "Islington", "North East Lincolnshire"]


def test_people_of_one_surname_are_named_as_two(seeds: Opened) -> None:
    (douglas,) = [row for row in people.everybody(seeds) if row.label == "Douglas Taylor"]
    assert [other.text for other in people.view(seeds, douglas.iri.rpartition("/")[2]).namesakes] == ["Len Taylor"]


def test_authorities_side_by_side_count_findings_by_group(seeds: Opened) -> None:
    found = compare.view(seeds, [ISLINGTON, BOLTON])
    (older,) = [group for group in found.groups if group.label == "Older people"]
    single = [
        tuple(sum(fact.get("valence") == valence for fact in group.facts) for valence in compare.VALENCES)
        for key in (ISLINGTON, BOLTON)
        for group in authorities.view(seeds, key).groups
        if group.label == "Older people"
    ]
    assert [counts for counts in older.counts if any(counts)] == single
    (serving_,) = [scale for scale in found.scales if scale.label == "How well people are served (joint review)"]
    assert {value.label: [len(cell) for cell in cells] for value, cells in serving_.rows} == {
        "Not serving people well": [0, 0],
        "Serving some people well": [1, 0],
        "Serving most people well": [0, 1],
        "Serving people well": [0, 0],
    }


# --- search, report, network, front page


def test_the_search_finds_an_authority_a_person_and_a_document_by_one_name(seeds: Opened) -> None:
    found = search.view(seeds, "bolton")
    assert {title: [hit.label for hit in hits][:1] for title, hits in found.things} == {
        "Authorities": ["Bolton"],
        "People": ["John Bolton"],
    }
    assert [hit.to for hit in found.documents] == ["/documents/bolton-joint-review.txt"]


def test_the_search_finds_the_words_of_a_statement_with_their_sentence(seeds: Opened) -> None:
    for words in ("poor, one star", "TRANSPORT poor  one star", "one star transport poor"):
        assert [parts[1] for _, parts in search.view(seeds, words).statements] == [
            "Social services transport - poor, one star"
        ]


def test_a_search_for_nothing_finds_nothing(seeds: Opened) -> None:
    assert search.view(seeds, "   ").is_empty
    assert search.view(seeds, 'no "such\\ words').is_empty


def test_the_report_leads_to_the_words_at_fault(seeds: Opened) -> None:
    ((paper, (warning,)),) = report.view(seeds).by_paper
    assert paper.path == "islington-joint-review.txt"
    assert warning.severity == "Warning"
    assert warning.sentence[1] == "Social services transport - poor, one star"
    page = Page(report.report_html(seeds))
    assert page.css("a[href='/documents/islington-joint-review.txt#s4239-4281']")


def test_the_network_shows_who_comments_on_whom_with_the_statements(seeds: Opened) -> None:
    page = Page(network.network_html(seeds, "comments", ""))
    told = [node.text() for node in page.css("svg.network > a > title")]
    assert "John Bolton comments on Islington: 4" in told
    assert page.css("svg.network a[href='/people/john-bolton_joint-reviews']")
    assert page.css("tbody a[href^='/explain?iri=']")


@pytest.mark.parametrize("name", sorted(network.TITLES))
def test_every_network_has_a_picture(name: str, seeds: Opened) -> None:
    assert Page(network.network_html(seeds, name, "")).css("svg.network, .empty")


def test_a_network_around_a_person_holds_those_linked_to_them(seeds: Opened) -> None:
    found = network.view(seeds, "comments", "Len Taylor")
    assert {node.label for node in found.network.nodes} == {"Len Taylor", "North East Lincolnshire"}


def test_the_front_page_says_what_is_in_the_graph(seeds: Opened) -> None:
    found = home.view(seeds)
    assert {kind.plural: number for kind, number in found.counts}["ratings"] == 35
    assert found.questions[0] == ("directors-on-authorities", "Which directors commented on which authorities?")
    assert "Bolton" in [row.label for row in found.authorities]


# --- queries taken apart


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_a_query_taken_apart_and_written_again_gives_the_same_rows(query, seeds: Opened) -> None:
    select = parse(query.text)
    written = f"{select.prologue}\n{select_text(select, {})}"
    assert seeds.store.select(written).rows == seeds.store.select(query.text).rows


@pytest.mark.parametrize(
    ("sparql", "why"),
    [
        ("ASK { ?s ?p ?o }", "only the rows of SELECT"),
        ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <http://a/> { ?s ?p ?o }", "FROM"),
        ("SELECT * { ?s ?p (1 2) }", "round brackets"),
        ("SELECT * { ?s ?p", "the end"),
    ],
)
def test_what_is_not_covered_is_said_plainly(sparql: str, why: str) -> None:
    with pytest.raises(Uncovered, match=why):
        parse(sparql)


# --- why a row is there


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_what_explains_a_row_stands_in_the_graph(query, seeds: Opened) -> None:
    table = seeds.store.select(query.text)
    for row in table.rows[:1]:
        why = explain_row(seeds.store, query.text, dict(zip(table.columns, row, strict=True)))
        assert why.triples
        pattern = " ".join(f"{one.subject.n3} {one.predicate.n3} {one.object.n3} ." for one in why.triples)
        assert seeds.store.ask(f"ASK {{ {pattern} }}")


def why(seeds: Opened, sparql: str, number: int = 1) -> set[tuple[str, str, str]]:
    table = seeds.store.select(PREFIXES + sparql)
    found = explain_row(seeds.store, PREFIXES + sparql, dict(zip(table.columns, table.rows[number - 1], strict=True)))
    return {tuple(str(node).rpartition("/")[2].rpartition("#")[2] for node in triple) for triple in found.triples}


def test_a_path_is_explained_step_by_step(seeds: Opened) -> None:
    sparql = f"SELECT ?path {{ <{BASE}id/authority/E09000007> ^sc:mentions/sc:evidence ?path }}"
    assert {predicate for _, predicate, _ in why(seeds, sparql)} == {"mentions", "evidence"}


def test_an_option_that_did_not_match_shows_nothing(seeds: Opened) -> None:
    sparql = """SELECT ?place ?name { VALUES ?place { <PLACE> } ?place rdfs:label ?name .
        OPTIONAL { ?place sc:region ?region . ?region rdfs:label ?none } OPTIONAL { ?place sc:speaker ?name } }"""
    place = f"{BASE}vocab/modes/direct"
    assert why(seeds, sparql.replace("PLACE", place)) == {("direct", "label", "direct")}


def test_only_the_branch_that_matched_is_shown(seeds: Opened) -> None:
    place = f"{BASE}vocab/modes/direct"
    sparql = f"SELECT ?x ?y {{ VALUES ?x {{ <{place}> }} {{ ?x rdfs:label ?y }} UNION {{ ?x sc:shortName ?y }} }}"
    assert why(seeds, sparql) == {("direct", "label", "direct")}


def test_an_alternative_shows_the_property_that_is_there(seeds: Opened) -> None:
    place = f"{BASE}vocab/modes/direct"
    assert why(seeds, f"SELECT ?y {{ <{place}> rdfs:label|sc:shortName ?y }}") == {("direct", "label", "direct")}


def test_a_count_leads_to_the_rows_that_it_counts(seeds: Opened) -> None:
    query = saved("comments-by-side")
    table = seeds.store.select(query.text)
    counts = table.columns.index("comments")
    for row in table.rows:
        found = explain_row(seeds.store, query.text, dict(zip(table.columns, row, strict=True)))
        (group,) = found.groups
        comments = {line[group.columns.index("comment")] for line in group.rows}
        assert str(len(comments)) == str(row[counts])


def test_a_least_value_leads_to_the_row_that_has_it(seeds: Opened) -> None:
    sparql = "SELECT ?a (MIN(?n) AS ?least) { ?a a sc:LocalAuthority ; rdfs:label ?n } GROUP BY ?a"
    assert len(why(seeds, sparql)) == 2


def test_a_row_leads_to_its_sentences(seeds: Opened) -> None:
    found = explain.row_view(seeds, explain.Origin("directors-on-authorities", (), "", 2))
    said = [proof.fact for proof in found.proofs if proof.fact.kind == "Comment"]
    assert {fact.spot.paper.path for fact in said} == {"islington-joint-review.txt"}
    assert {proof.fact.kind for proof in found.proofs} == {"Comment", "Membership"}
    assert found.proofs[0].fact in said
    assert "Islington had made 'encouraging progress' since" in " ".join(found.proofs[0].sentence)


def test_a_row_is_known_by_what_it_holds_not_by_its_number(seeds: Opened) -> None:
    lines = queries.view(seeds, "ratings", ()).table.lines
    moved = explain.Origin("ratings", (), "", 99, lines[4].digest)
    assert explain.row_view(seeds, moved).row.lines[0].cells == lines[4].cells
    with pytest.raises(Refusal, match=r"no such row"):
        explain.row_view(seeds, explain.Origin("ratings", (), "", 1, "0000000000"))


def test_a_row_of_anybody_s_query_is_explained_too(seeds: Opened) -> None:
    sparql = PREFIXES + "SELECT ?l { ?r a sc:Rating ; sc:stars 1 ; sc:statedAs ?l FILTER(CONTAINS(?l, 'poor')) }"
    found = explain.row_view(seeds, explain.Origin("", (), sparql, 1))
    assert [proof.sentence[1] for proof in found.proofs] == ["Social services transport - poor, one star"]


def test_a_query_that_is_not_covered_says_so_and_shows_the_row(seeds: Opened) -> None:
    sparql = f"SELECT ?l {{ GRAPH ?g {{ {{ SELECT ?l {{ <{BASE}vocab/modes/direct> ?p ?l }} }} }} }}"
    found = explain.row_view(seeds, explain.Origin("", (), sparql, 1))
    assert found.uncovered == "a SELECT inside GRAPH is not covered."
    assert found.row.lines


# --- no rows


def diagnosed(seeds: Opened, pattern: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    found = diagnose(seeds.store, f"{PREFIXES}SELECT * {{ {pattern} }}")
    advice = [(one.sentence, [near.written for near in one.instead]) for one in found.advice]
    return [f"{part.text} {part.count}" for part in found.parts], advice


def test_a_class_that_is_misspelt_is_found(seeds: Opened) -> None:
    parts, ((sentence, near),) = diagnosed(seeds, "?r a sc:Raiting ; sc:ratingValue ?v")
    assert parts == ["?r a sc:Raiting . 0"]
    assert sentence == "Nothing in the graph is a sc:Raiting."
    assert near[0] == "sc:Rating"


def test_a_property_that_is_misspelt_is_found(seeds: Opened) -> None:
    parts, ((sentence, near),) = diagnosed(seeds, "?r a sc:Rating ; sc:ratingVal ?v")
    assert parts == ["?r a sc:Rating . 35", "?r sc:ratingVal ?v . 0"]
    assert sentence == "Nothing in the graph has the property sc:ratingVal."
    assert near[0] == "sc:ratingValue"


def test_the_nearest_value_is_told_with_how_often_it_occurs(seeds: Opened) -> None:
    found = diagnose(seeds.store, PREFIXES + 'SELECT * { ?r a sc:Rating ; sc:ratingValue/rdfs:label "Good" }')
    ((near,),) = [one.instead for one in found.advice]
    assert (near.written, near.count) == ('"Good (two stars)"', 4)


def test_a_filter_that_refuses_everything_is_named_with_what_there_is(seeds: Opened) -> None:
    pattern = '?r a sc:Rating ; sc:ratingValue/rdfs:label ?l . FILTER(?l = "poor (no star)")'
    parts, advice = diagnosed(seeds, pattern)
    assert parts[-1].endswith(" 0")
    assert parts[-1].startswith("FILTER")
    assert advice[1][1][0] == '"Poor (no stars)"'


def test_patterns_that_match_alone_but_not_together_are_told(seeds: Opened) -> None:
    _, advice = diagnosed(seeds, "?r a sc:Rating . ?r sc:speaker ?who")
    assert advice[0][0] == "Alone this has 38 matches, but none goes with the parts before it."
    assert advice[1][0].startswith("Before it, ?r is rating/")


def test_the_doctor_looks_into_every_branch(seeds: Opened) -> None:
    _, advice = diagnosed(seeds, "{ ?r a sc:Ratting } UNION { ?r a sc:Coment }")
    assert [near[0] for _, near in advice] == ["sc:Rating", "sc:Comment"]


def test_having_is_blamed_where_the_pattern_matches(seeds: Opened) -> None:
    sparql = PREFIXES + "SELECT ?r { ?r a sc:Rating ; sc:ratingValue ?v } GROUP BY ?r HAVING(COUNT(*) > 5)"
    found = diagnose(seeds.store, sparql)
    assert [part.count for part in found.parts] == [35, 35]
    assert "HAVING" in found.advice[0].sentence


def test_a_saved_query_without_rows_says_why(seeds: Opened) -> None:
    found = queries.view(seeds, "ratings", (("authority", "Camden"),))
    assert found.table.lines == ()
    assert found.diagnosis.parts[-1].is_dead


# --- nothing runs in a browser


def pages_of(place: Opened) -> Iterator[str]:
    (paper,) = papers(place).values()
    yield documents.document_html(place, paper.path)
    yield documents.documents_html(place)
    yield authorities.authority_html(place, BOLTON)
    yield authorities.authorities_html(place)
    yield people.people_html(place)
    yield home.home_html(place)
    yield search.search_html(place, '"><script>alert(3)</script>')
    yield search.search_html(place, "bolton")
    yield network.network_html(place, "full", "")
    yield queries.query_html(place, "ratings", (("authority", '"><script>'),), 'http://a/"><script>', "")
    yield queries.query_html(place, "quotations", (), "http://a/", "")
    yield editor.editor_html(place, "SELECT ('</textarea><script>alert(4)</script>' AS ?x) {}", (), 100)
    for fact in about(place, f"{BASE}id/authority/{BOLTON}"):
        yield explain.thing_html(place, fact.iri)


def test_what_a_document_says_is_text_and_never_markup(hostile: Opened) -> None:
    for text in pages_of(hostile):
        page = Page(text)
        assert all((node.attributes.get("src") or "").startswith("/static/") for node in page.css("script"))
        assert "alert" not in "".join(node.text() for node in page.css("script"))
        assert not page.css("style, [style], iframe, object, embed, base, meta[http-equiv]")
        assert not [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
        assert not page.css("img:not([src^='/static/'])")
        assert not [node for node in page.css("a[href]") if (node.attributes["href"] or "").startswith("javascript:")]


def test_the_marked_text_of_a_hostile_document_is_its_text(hostile: Opened) -> None:
    (paper,) = papers(hostile).values()
    page = Page(documents.document_html(hostile, paper.path))
    for tag in page.css("#text .tags"):
        tag.decompose()
    assert "".join(page.css("#text")[0].text().split()) == "".join(HOSTILE.split())


@pytest.mark.parametrize(
    ("iri", "to"),
    [
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/hosts", ""),
        (f"{BASE}id/person/ann_x", "/people/ann_x"),
        (f"{BASE}id/service/a'\u00e9%22", "/doc/service/a'%C3%A9%2522"),
        (f"{BASE}vocab/modes/direct", "/vocab/modes/direct"),
        (f"{BASE}def#Rating", "/def#Rating"),
        ("http://example.org/a", "http://example.org/a"),
    ],
)
def test_an_iri_leads_to_a_page_of_ours_to_the_web_or_nowhere(iri: str, to: str) -> None:
    assert Links().local(iri) == to


def test_things_of_another_base_have_pages_here_too() -> None:
    assert Links("https://council.example/kg/").local("https://council.example/kg/id/authority/E1") == "/authorities/E1"


def test_an_iri_in_an_address_can_break_out_of_no_query(seeds: Opened) -> None:
    with pytest.raises(Refusal, match="no IRI"):
        explain.thing_view(seeds, f"{BASE}id/x> ?p ?o }} #")
    assert Iri(f"{BASE}id/x")


# --- over HTTP


def test_directors_who_commented_lead_to_the_sentence_in_two_clicks(served: Server) -> None:
    front = Page(served.get("/", HTML).text)
    (first,) = [
        node for node in front.css("main a") if node.text() == "Which directors commented on which authorities?"
    ]
    answers = Page(served.get(first.attributes["href"] or "", HTML).text)
    second = answers.css("tbody tr:nth-child(2) a.words")[0]
    page = Page(served.get(second.attributes["href"] or "", HTML).text)
    assert any(mark.startswith("Islington had made 'encouraging progress'") for mark in texts(page, ".witness mark"))


@pytest.mark.slow
def test_every_link_of_the_site_leads_somewhere(served: Server) -> None:
    waiting, seen, broken = ["/"], {"/"}, []
    while waiting:
        path = waiting.pop()
        reply = served.get(path, HTML)
        if reply.status in (301, 303, 307, 308):
            found = [reply.headers["location"]]
        elif reply.status != 200:
            broken.append((path, reply.status))
            continue
        else:
            found = (
                _links(reply.text) if reply.media_type == HTML and not path.startswith(("/explain", "/vocab")) else []
            )
        for link in found:
            place = urlsplit(urljoin(path, link))._replace(fragment="").geturl()
            if place.startswith("/") and place not in seen and len(seen) < 700:
                seen.add(place)
                waiting.append(place)
    assert broken == []
    assert len(seen) > 150


def _links(text: str) -> list[str]:
    return [node.attributes["href"] or "" for node in Page(text).css("a[href], link[href]")]


def test_the_editor_keeps_the_query_and_says_what_is_wrong_with_it(served: Server) -> None:
    reply = served.get("/sparql?query=SELECT+%2A+%7B+%3Fs+%3Fp+", HTML)
    assert reply.status == 400
    page = Page(reply.text)
    assert page.css("#query")[0].text() == "SELECT * { ?s ?p "
    assert texts(page, "[role=alert]")


def test_an_authority_is_found_by_its_name(served: Server) -> None:
    reply = served.get("/authorities/north%20east%20lincolnshire", HTML)
    assert (reply.status, reply.headers["location"]) == (303, "/authorities/E06000012")


def test_a_page_that_has_not_changed_is_not_sent_again(served: Server) -> None:
    first = served.get("/authorities/E08000001", HTML)
    again = served.get("/authorities/E08000001", HTML, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_no_page_may_run_what_is_not_ours(served: Server) -> None:
    policy = served.get("/documents/bolton-joint-review.txt", HTML).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_what_is_not_there_is_told_with_the_next_step(served: Server) -> None:
    for path in (
        "/people/nobody",
        "/documents/none.txt",
        "/nothing",
        "/explain",
        "/compare?a=E1",
        "/network?projection=x",
    ):
        reply = served.get(path, HTML)
        assert reply.status in (400, 404), path
        assert Page(reply.text).css("main a[href='/']")


@pytest.mark.slow
def test_paths_that_no_address_can_hold_have_pages(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "50% of #1?.txt").write_text(HOSTILE, "utf-8")
    build([tmp_path / "texts"], tmp_path / "build")
    with serving(tmp_path / "build") as server:
        (link,) = Page(server.get("/documents", HTML).text).css("tbody a[href^='/documents']")
        assert server.get(link.attributes["href"] or "", HTML).status == 200


def test_headings_of_every_page_are_in_order(seeds: Opened) -> None:
    for text in (
        home.home_html(seeds),
        authorities.authority_html(seeds, ISLINGTON),
        documents.document_html(seeds, "bolton-joint-review.txt"),
        people.person_html(seeds, "john-bolton_joint-reviews"),
        compare.compare_html(seeds, (ISLINGTON, MILTON_KEYNES)),
        report.report_html(seeds),
    ):
        levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
