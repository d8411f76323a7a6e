"""What the shapes object to in a document's graph, where it stands, and how a person is told."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import RDF, SH

from kg.errors import ReadError, VocabularyError
from kg.model import Violation
from kg.rdf import BASE, XSD, Iri, Literal, Quad, Term, integer, nquads, parse_nquads, term
from kg.resources import folder
from kg.validate import (
    Shapes,
    Shared,
    check_evidence,
    conforms,
    load_shapes,
    report_json,
    report_text,
    report_turtle,
    shared,
    validate_document,
    validate_entities,
    validate_files,
)
from kg.validate.files import parse, union

GRAPHS = Path(__file__).parent / "graphs" / "shapes"
CONFORMING = GRAPHS / "conforming.trig"
TEXT = """BOLTON: EXCELLENT PROSPECTS

Bolton was judged in two best value inspections:

Looked after children - poor, one star service

Community meals service - good, two star service
"""
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
GRAPH = Iri(f"{BASE}graph/document/{DIGEST[:16]}")
DOCUMENT = Iri(f"{BASE}id/document/{DIGEST[:16]}")
POOR, GOOD = "Looked after children - poor, one star service", "Community meals service - good, two star service"


@cache
def shapes() -> Shapes:
    return load_shapes(folder("shapes"))


@cache
def quads() -> tuple[Quad, ...]:
    """Return the quads of the conforming graph, with the tree of the ontology's classes."""
    graph = union([parse(CONFORMING), parse(folder("ontology") / "core.ttl")])
    lines = re.sub(r" \.$", " <urn:graph> .", graph.serialize(format="nt"), flags=re.MULTILINE)
    return tuple(parse_nquads(lines))


@cache
def known() -> Shared:
    return shared(quad for quad in quads() if "/document/" not in quad.subject.value)


def iri(path: str) -> Iri:
    return Iri(BASE + path)


def said(subject: Iri, **values: Term | str) -> Iterator[Quad]:
    """Yield a quad for each `prefix_name=value`; a string is a literal."""
    for name, value in values.items():
        predicate = term(name.replace("_", ":", 1))
        yield Quad(subject, predicate, Literal(value) if isinstance(value, str) else value, GRAPH)


def typed(subject: Iri, *classes: str) -> Iterator[Quad]:
    for class_ in classes:
        yield Quad(subject, term("rdf:type"), term(class_), GRAPH)


def number(value: int) -> Literal:
    return Literal(str(value), XSD + "nonNegativeInteger")


def evidence(words: str) -> tuple[Iri, list[Quad]]:
    start = TEXT.index(words)
    end = start + len(words)
    span = iri(f"id/span/{DIGEST[:16]}_{start}-{end}")
    position, quote = Iri(f"{span}/position"), Iri(f"{span}/quote")
    return span, [
        *typed(span, "oa:SpecificResource"),
        *said(span, oa_hasSource=DOCUMENT, oa_hasSelector=position),
        *said(span, oa_hasSelector=quote),
        *typed(position, "oa:TextPositionSelector"),
        *said(position, oa_start=number(start), oa_end=number(end)),
        *typed(quote, "oa:TextQuoteSelector"),
        *said(quote, oa_exact=words, oa_prefix=TEXT[start - 32 : start], oa_suffix=TEXT[end : end + 32]),
    ]


def rating(key: str, words: str, value: str, stars: int) -> list[Quad]:
    node = iri(f"id/rating/{key}")
    span, about = evidence(words)
    return [
        *about,
        *typed(node, "sc:Statement", "sc:Rating"),
        *said(node, sc_ratingSubject=iri("id/provider/oakfield-trust"), sc_asNamed=words.split(" - ")[0]),
        *said(node, sc_judgementArea=iri("vocab/areas/service-quality"), sc_stars=integer(stars)),
        *said(node, sc_ratingValue=iri(f"vocab/bv-stars/{value}"), sc_status=iri("vocab/statuses/current")),
        *said(node, sc_awardedIn=iri("id/inspection/trust"), sc_statedAs=words.split(" - ")[1]),
        *said(node, sc_evidence=span, sc_extractedBy=iri("vocab/rules/subject-value-line")),
    ]


@cache
def bolton() -> frozenset[Quad]:
    """Return the graph of a document in which one label and its stars disagree."""
    run = iri(f"id/run/{DIGEST[:16]}")
    return frozenset(
        [
            *said(GRAPH, prov_wasGeneratedBy=run),
            *typed(run, "prov:Activity"),
            *said(run, prov_used=DOCUMENT, prov_wasAssociatedWith=iri("id/software/kg")),
            *typed(DOCUMENT, "sc:Document"),
            *said(DOCUMENT, sc_path="bolton.txt", sc_digest=DIGEST, sc_encoding="utf-8"),
            *said(DOCUMENT, dct_type=iri("vocab/document-types/news-article")),
            *rating("children", POOR, "0", 1),
            *rating("meals", GOOD, "2", 2),
        ]
    )


def without(quads: Iterable[Quad], subject: str, predicate: str) -> set[Quad]:
    gone = (iri(subject), term(predicate))
    return {quad for quad in quads if (quad.subject, quad.predicate) != gone}


CONTRADICTION = Violation(
    severity="Warning",
    message="The label and the number of stars disagree; look at the sentence and keep both.",
    document="bolton.txt",
    start=79,
    quotation="Looked after children - poor, one star service",
    focus="https://w3id.org/social-care-kg/id/rating/children",
    shape="https://w3id.org/social-care-kg/shapes#Rating-starsAgree",
    component="http://www.w3.org/ns/shacl#OrConstraintComponent",
    value="<https://w3id.org/social-care-kg/id/rating/children>",
)


def test_a_label_and_stars_that_disagree_are_a_warning_with_path_and_quotation() -> None:
    assert validate_document(bolton(), known(), shapes()) == (CONTRADICTION,)


def test_a_document_is_judged_without_what_it_does_not_name() -> None:
    named = known().about(["https://w3id.org/social-care-kg/id/inspection/trust"], shapes().steps)
    assert {quad.subject.value.removeprefix(BASE) for quad in named} >= {
        "id/inspection/trust",
        "id/provider/oakfield-trust",
        "vocab/regimes/best-value",
        "vocab/bv-stars",
    }
    assert not {quad.object for quad in named} & {iri("id/person/john-bolton"), iri("vocab/roles/director")}


def test_a_thing_that_nobody_describes_is_a_violation_of_the_statement_that_names_it() -> None:
    alone = shared(quad for quad in quads() if quad.subject != iri("id/provider/oakfield-trust"))
    found = validate_document(bolton(), alone, shapes())
    assert [(wrong.shape.rpartition("#")[2], wrong.start) for wrong in found if wrong.severity == "Violation"] == [
        ("Rating-subject", 79),
        ("Rating-subject", 127),
    ]


def test_things_may_come_with_the_document_that_names_them() -> None:
    alone = shared(quad for quad in quads() if quad.subject != iri("id/provider/oakfield-trust"))
    trust = [quad for quad in quads() if quad.subject == iri("id/provider/oakfield-trust")]
    assert validate_document(bolton(), alone.plus(trust), shapes()) == (CONTRADICTION,)


def test_a_statement_without_evidence_is_told_by_its_own_words() -> None:
    [orphan, wrong, _] = validate_document(without(bolton(), "id/rating/meals", "sc:evidence"), known(), shapes())
    assert (wrong.severity, wrong.document, wrong.start, wrong.quotation, wrong.message) == (
        "Violation",
        "bolton.txt",
        127,
        "Community meals service - good, two star service",
        "No statement rests on this stretch of text; drop it or add the statement.",
    )
    assert (orphan.severity, orphan.document, orphan.start, orphan.quotation, orphan.message) == (
        "Violation",
        "bolton.txt",
        -1,
        "good, two star service",
        "Prove the statement by exactly one stretch of the document's text.",
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("event/re-inspection", "child protection services will be inspected again"),
        ("measurement/called-good", "called services good"),
        ("minute/action", "The director is to report back in March."),
    ],
)
def test_events_numbers_and_entries_without_evidence_are_told_by_their_words(key: str, words: str) -> None:
    found = validate_document(without(quads(), f"id/{key}", "sc:evidence"), known(), shapes())
    [orphan] = [wrong for wrong in found if wrong.shape.endswith("#Statement-evidence")]
    assert (orphan.document, orphan.start, orphan.quotation) == ("islington-joint-review.txt", -1, words)


def test_an_objection_to_a_selector_is_told_by_the_words_that_it_selects() -> None:
    span, _ = evidence(GOOD)
    changed = without(bolton(), f"{str(span).removeprefix(BASE)}/position", "oa:end")
    [wrong, _] = validate_document(changed, known(), shapes())
    assert (wrong.shape.rpartition("#")[2], wrong.document, wrong.start, wrong.quotation) == (
        "Position-end",
        "bolton.txt",
        127,
        "Community meals service - good, two star service",
    )


def test_a_value_that_is_wrong_stands_in_the_report() -> None:
    changed = {quad for quad in bolton() if quad.object != Literal("utf-8")}
    changed |= set(said(DOCUMENT, sc_encoding=Literal("utf-8", language="en")))
    [wrong, _] = validate_document(changed, known(), shapes())
    assert (wrong.value, wrong.property, wrong.component.rpartition("#")[2]) == (
        '"utf-8"@en',
        "https://w3id.org/social-care-kg/def#encoding",
        "DatatypeConstraintComponent",
    )


def test_things_are_judged_against_the_vocabularies() -> None:
    trust = iri("id/provider/oakfield-trust")
    things = [quad for quad in quads() if quad.subject.value.startswith(BASE + "id/p")]
    found = validate_entities([*things, *said(trust, rdfs_label="Oakfield")], known(), shapes())
    assert [(wrong.focus, wrong.message) for wrong in found] == [
        (trust.value, "Give the thing exactly one plain label, without a language tag: tables show it.")
    ]


JUNK = [
    Literal("two"),
    Literal("zwei", language="de"),
    Literal("two", XSD + "integer"),
    Literal("2002-02-30", XSD + "date"),
    Literal("x", "urn:unheard-of"),
    iri("id/nothing"),
]


@pytest.mark.parametrize("junk", JUNK, ids=[junk.n3 for junk in JUNK])
def test_bad_data_never_raises_and_nothing_is_printed(junk: Term, capfd: pytest.CaptureFixture[str]) -> None:
    spoiled = {quad._replace(object=junk) for quad in bolton() if quad.predicate != term("rdf:type")}
    types = {quad for quad in bolton() if quad.predicate == term("rdf:type")}
    assert len(validate_document(spoiled | types, known(), shapes())) > 20
    assert check_evidence(spoiled | types, {DIGEST: TEXT}) == ()
    assert capfd.readouterr() == ("", "")


# --- evidence


def spoiled(words: str, predicate: str, value: Term) -> set[Quad]:
    _, about = evidence(words)
    own = {quad.subject for quad in about}
    return {
        quad._replace(object=value) if quad.subject in own and quad.predicate == term(predicate) else quad
        for quad in bolton()
    }


def test_evidence_that_is_the_text_is_no_violation() -> None:
    assert check_evidence(bolton(), {DIGEST: TEXT}) == ()


def test_the_evidence_of_the_conforming_graph_is_its_text() -> None:
    text = (GRAPHS / "islington.txt").read_text("utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert check_evidence(quads(), {digest: text}) == ()
    assert sum(quad.predicate == term("oa:exact") for quad in quads()) == 23


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        ("oa:start", number(128), "The document has other words at these offsets than are quoted; build again."),
        ("oa:exact", Literal("good"), "The document has other words at these offsets than are quoted; build again."),
        (
            "oa:prefix",
            Literal("fair"),
            "The document has other words before the quotation than its prefix; build again.",
        ),
        (
            "oa:suffix",
            Literal("fair"),
            "The document has other words after the quotation than its suffix; build again.",
        ),
    ],
)
def test_evidence_that_is_not_the_text_is_a_violation(predicate: str, value: Term, message: str) -> None:
    wrong = check_evidence(spoiled(GOOD, predicate, value), {DIGEST: TEXT})[0]
    assert (wrong.severity, wrong.document, wrong.message) == ("Violation", "bolton.txt", message)
    assert wrong.shape.startswith("https://w3id.org/social-care-kg/shapes#Evidence-")


def test_a_text_that_is_not_at_hand_is_a_violation() -> None:
    found = check_evidence(bolton(), {})
    assert [(wrong.start, wrong.message) for wrong in found] == [
        (79, "The document's text is not at hand to check the quotation; build again."),
        (127, "The document's text is not at hand to check the quotation; build again."),
    ]


# --- files


def test_a_turtle_file_is_judged_with_the_vocabularies_to_which_it_refers(tmp_path: Path) -> None:
    (tmp_path / "bolton.nq").write_text(nquads(set(bolton())), "utf-8")
    assert validate_files([tmp_path / "bolton.nq"], known(), shapes()) == (CONTRADICTION,)


def test_several_files_are_judged_as_one_graph(tmp_path: Path) -> None:
    (tmp_path / "bolton.nq").write_text(nquads(set(bolton())), "utf-8")
    files = [tmp_path / "bolton.nq", CONFORMING, folder("ontology") / "core.ttl"]
    assert validate_files(files, shared(()), shapes()) == (CONTRADICTION,)


BROKEN = {
    "a.ttl": ("@prefix sc: <urn:x> .\n\nsc:a sc:b .\n", r"a\.ttl, line 3: "),
    "b.trig": ("<urn:g> {\n<urn:a> <urn:b> }\n", r"b\.trig, line \d: "),
    "c.nq": ("<urn:a> <urn:b> <urn:c> .\n<urn:a> b .\n", r"c\.nq, line 2: this is no quad; put the syntax right\."),
    "d.nt": ("\n\nurn:a\n", r"d\.nt, line 3: this is no triple; put the syntax right\."),
    "e.docx": ("x", r"e\.docx: kg validates files whose names end in \.ttl, \.trig, \.nt, \.nq\."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_rdf_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    text, message = BROKEN[name]
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ReadError, match=message):
        validate_files([tmp_path / name], known(), shapes())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.ttl: the file can't be read: "):
        validate_files([tmp_path / "gone.ttl"], known(), shapes())


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes('<urn:a> <urn:b> "é" .'.encode("latin-1"))
    with pytest.raises(ReadError, match=r"latin\.ttl: the file can't be read: "):
        validate_files([tmp_path / "latin.ttl"], known(), shapes())


def test_a_folder_without_shapes_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no shapes here; give a folder with Turtle files"):
        load_shapes(tmp_path)


def test_shapes_that_are_no_turtle_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("\n\nshape a b .", "utf-8")
    with pytest.raises(VocabularyError, match=r"own\.ttl, line 3: "):
        load_shapes(tmp_path)


def test_shapes_of_a_house_are_applied_to_documents(tmp_path: Path) -> None:
    (tmp_path / "house.ttl").write_text(
        """@prefix sc: <https://w3id.org/social-care-kg/def#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:dated> a sh:NodeShape ; sh:targetClass sc:Rating ; sh:property <urn:when> .
        <urn:when> sh:path sc:when ; sh:minCount 1 ; sh:message "Find the year." .""",
        "utf-8",
    )
    found = validate_document(bolton(), known(), load_shapes(tmp_path))
    assert [(wrong.shape, wrong.start, wrong.message) for wrong in found] == [
        ("urn:when", 79, "Find the year."),
        ("urn:when", 127, "Find the year."),
    ]


def test_shapes_that_pyshacl_refuses_are_an_error_of_the_shapes(tmp_path: Path) -> None:
    (tmp_path / "house.ttl").write_text(
        """@prefix sc: <https://w3id.org/social-care-kg/def#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:a> a sh:PropertyShape ; sh:targetClass sc:Rating ; sh:path sc:when ; sh:minCount "many" .""",
        "utf-8",
    )
    with pytest.raises(VocabularyError, match="The shapes can't be used: "):
        validate_document(bolton(), known(), load_shapes(tmp_path))


def test_a_blank_node_is_named_alike_in_every_run(tmp_path: Path) -> None:
    file = tmp_path / "blank.ttl"
    file.write_text("[] a <https://w3id.org/social-care-kg/def#Document> .", "utf-8")
    first, again = (report_turtle(validate_files([file], known(), shapes())) for _ in range(2))
    assert first == again
    assert "/.well-known/genid/cb" in first
    assert not [node for node in Graph().parse(data=first).all_nodes() if isinstance(node, BNode)]


def test_a_graph_that_pyshacl_can_not_judge_is_a_violation(tmp_path: Path) -> None:
    file = tmp_path / "blank.ttl"
    file.write_text(
        "@prefix oa: <http://www.w3.org/ns/oa#> . <urn:p> a oa:TextPositionSelector ; oa:start [] ; oa:end 5 .",
        "utf-8",
    )
    [wrong] = validate_files([file], known(), shapes())
    assert wrong.message.startswith("The graph can't be judged before this is put right: ")


# --- reports

UNPROVED = Violation("Violation", "Prove it.", "bolton.txt", 5, "poor", "urn:a", "urn:shape")
UNDATED = Violation("Info", "Find the year.", focus=BASE + "id/inspection/x", shape="urn:shape")


def test_a_report_in_sentences_is_sorted_by_severity_and_place() -> None:
    assert report_text([UNDATED, CONTRADICTION, UNPROVED, UNPROVED]) == (
        "bolton.txt: “poor”: Prove it. [Violation]\n"
        "bolton.txt: “Looked after children - poor, one star service”: The label and the number of stars"
        " disagree; look at the sentence and keep both. [Warning]\n"
        "id/inspection/x: Find the year. [Info]\n"
        "\n"
        "1 violation, 1 warning, 1 note.\n"
    )


def test_a_report_of_nothing_says_so() -> None:
    assert report_text([]) == "0 violations, 0 warnings, 0 notes.\n"


def test_a_long_quotation_is_cut_at_a_word() -> None:
    long = replace(UNPROVED, quotation="the council has come\n a long way " * 9)
    line = report_text([long]).splitlines()[0]
    assert line == (
        "bolton.txt: “the council has come a long way the council has come a long way the council has come a …”:"
        " Prove it. [Violation]"
    )


@pytest.mark.parametrize(
    ("violations", "plain", "strict"),
    [([], True, True), ([UNDATED], True, True), ([CONTRADICTION], True, False), ([UNPROVED], False, False)],
)
def test_only_violations_and_if_strict_warnings_are_refused(
    violations: list[Violation], plain: bool, strict: bool
) -> None:
    assert (conforms(violations), conforms(violations, strict=True)) == (plain, strict)


def test_a_report_as_turtle_is_a_validation_report_without_blank_nodes() -> None:
    graph = Graph().parse(data=report_turtle([CONTRADICTION]))
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    [result] = graph.objects(report, SH.result)
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]
    assert graph.value(report, SH.conforms) == RdfLiteral(False)
    assert {str(predicate).rpartition("#")[2]: str(thing) for predicate, thing in graph[result]} == {
        "type": "http://www.w3.org/ns/shacl#ValidationResult",
        "focusNode": "https://w3id.org/social-care-kg/id/rating/children",
        "resultSeverity": "http://www.w3.org/ns/shacl#Warning",
        "resultMessage": "The label and the number of stars disagree; look at the sentence and keep both.",
        "sourceShape": "https://w3id.org/social-care-kg/shapes#Rating-starsAgree",
        "sourceConstraintComponent": "http://www.w3.org/ns/shacl#OrConstraintComponent",
        "value": "https://w3id.org/social-care-kg/id/rating/children",
        "comment": "bolton.txt, character 79: “Looked after children - poor, one star service”",
    }


def test_a_report_as_turtle_of_nothing_conforms() -> None:
    graph = Graph().parse(data=report_turtle([]))
    assert list(graph.objects(None, SH.conforms)) == [RdfLiteral(True)]


def test_a_wrong_value_keeps_its_language_and_its_quotes_in_turtle() -> None:
    odd = replace(UNPROVED, value='"two \\"stars\\"\\n"@cy')
    graph = Graph().parse(data=report_turtle([odd]))
    assert list(graph.objects(None, SH.value)) == [RdfLiteral('two "stars"\n', lang="cy")]
    assert list(graph.objects(None, SH.focusNode)) == [URIRef("urn:a")]


def test_a_report_as_json_says_all() -> None:
    report = json.loads(report_json([CONTRADICTION]))
    assert report["conforms"] is True
    assert report["results"][0]["quotation"] == "Looked after children - poor, one star service"
    assert report["results"][0]["start"] == 79


def test_reports_do_not_depend_on_the_order_of_results() -> None:
    one, other = [UNPROVED, CONTRADICTION, UNDATED], [UNDATED, UNPROVED, CONTRADICTION]
    for report in (report_text, report_turtle, report_json):
        assert report(one) == report(other)


def test_reports_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    broken = {quad for quad in bolton() if quad.predicate not in {term("sc:evidence"), term("sc:status")}}
    (tmp_path / "broken.nq").write_text(nquads(broken), "utf-8")
    code = (
        "import sys; from pathlib import Path; from kg.validate import *\n"
        "shapes = load_shapes(Path(sys.argv[2]))\n"
        "found = validate_files([Path(sys.argv[1])], shared(()), shapes)\n"
        "print(report_text(found), report_turtle(found), report_json(found))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "broken.nq"), str(folder("shapes"))]
    first, again = (
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    )
    assert b"Prove the statement by exactly one stretch" in first
    assert first == again
