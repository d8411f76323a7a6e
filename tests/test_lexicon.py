"""Turtle to a lexicon: concepts, authorities, cues, and one clear sentence for each broken file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.english import tokens
from kg.errors import VocabularyError
from kg.lexicon import AUTHORITIES, REGIMES, VALUES, Lexicon, load, read_turtle
from kg.model import Channel
from kg.rdf import Iri

VOCAB = "https://w3id.org/social-care-kg/vocab/"
PREFIXES = """\
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc: <https://w3id.org/social-care-kg/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/social-care-kg/vocab/> .
"""


def _refusal(folder: Path, turtle: str) -> str:
    (folder / "broken.ttl").write_text(PREFIXES + turtle, "utf-8")
    with pytest.raises(VocabularyError) as refusal:
        load([folder])
    return str(refusal.value).replace(str(folder) + "/", "")


def test_broken_turtle_is_refused_with_file_and_line(tmp_path: Path) -> None:
    message = _refusal(tmp_path, "<areas> a skos:ConceptScheme .\n<areas/one> a skos:Concept ;; rdfs:label .\n")
    assert message == "broken.ttl, line 6: not valid Turtle; mend it there or leave the file out"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes('<a> <b> "caf\xe9" .'.encode("latin-1"))
    with pytest.raises(VocabularyError, match=r"latin\.ttl: not valid Turtle; mend it there or leave the file out"):
        load([tmp_path])


def test_a_blank_node_is_refused_with_the_property_that_has_it(tmp_path: Path) -> None:
    message = _refusal(tmp_path, '<areas> skos:note [ rdfs:label "a note" ] .\n')
    assert message.startswith("broken.ttl: ")
    assert message.endswith(" has a blank node; give it an IRI")


def test_what_is_no_iri_is_refused(tmp_path: Path) -> None:
    assert "broken.ttl: " in _refusal(tmp_path, "<areas> skos:related <a|b> .\n")


def test_a_concept_without_a_scheme_is_refused_with_its_file(tmp_path: Path) -> None:
    message = _refusal(tmp_path, '<areas/one> a skos:Concept ; rdfs:label "one" .\n')
    assert message == f"broken.ttl: {VOCAB}areas/one is in no concept scheme; add skos:inScheme"


def test_a_rank_that_is_no_number_is_refused(tmp_path: Path) -> None:
    message = _refusal(tmp_path, '<s/1> a skos:Concept ; skos:inScheme <s> ; sc:rank "best" .\n')
    assert message == f"ontology/: sc:rank of {VOCAB}s/1 is 'best'; give it a whole number"


def test_a_folder_without_turtle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"no Turtle file in it; give a folder with \.ttl files"):
        load([tmp_path])
    with pytest.raises(VocabularyError, match="no Turtle file in it"):
        load([tmp_path / "nowhere"])


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(VocabularyError, match=r"folder\.ttl: can't be read \(.+\); mend it or leave it out"):
        load([tmp_path])


def test_the_triples_of_one_file_come_as_quads_of_a_graph(tmp_path: Path) -> None:
    file = tmp_path / "decisions.ttl"
    file.write_text(PREFIXES + '<a> rdfs:label "A"@en .\n', "utf-8")
    (quad,) = read_turtle(file, Iri("https://example.org/graph"))
    assert quad.line == (
        f'<{VOCAB}a> <http://www.w3.org/2000/01/rdf-schema#label> "A"@en <https://example.org/graph> .'
    )


def test_a_later_folder_adds_to_the_first(lexicon: Lexicon, tmp_path: Path) -> None:
    turtle = (
        '<areas/new> a skos:Concept ; skos:inScheme <areas> ; skos:notation "new" ; skos:prefLabel "brand newness"@en .'
    )
    (tmp_path / "more.ttl").write_text(PREFIXES + turtle, "utf-8")
    more = load([Path(__file__).parent.parent / "ontology", tmp_path])
    assert more.concepts.keys() - lexicon.concepts.keys() == {VOCAB + "areas/new"}
    assert more.hits(tokens("Brand newness matters"))["areas"][0].concept == VOCAB + "areas/new"


def test_a_concept_is_got_by_scheme_and_notation(lexicon: Lexicon) -> None:
    assert lexicon.concept("document-types", "minutes").label == "minutes"


def test_a_concept_that_is_not_there_is_an_error_that_names_it(lexicon: Lexicon) -> None:
    with pytest.raises(VocabularyError, match="the scheme 'areas' has no concept 'beauty'; add it to its file"):
        lexicon.concept("areas", "beauty")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("NE LINCS", "E06000012"),
        ("Islington LBC", "E09000019"),
        ("Bolton MBC", "E08000001"),
        ("the Vale of Glamorgan", "W06000014"),
        ("Hull", "E06000010"),
        ("Bucks CC", "E10000002"),
    ],
)
def test_an_authority_is_found_by_its_forms(lexicon: Lexicon, name: str, key: str) -> None:
    assert key in {hit.concept for hit in lexicon.hits(tokens(name))[AUTHORITIES]}


@pytest.mark.parametrize("word", ["Bucks", "Central", "MK", "Bath", "Barking"])
def test_a_name_that_needs_its_kind_is_not_found_alone(lexicon: Lexicon, word: str) -> None:
    assert AUTHORITIES not in lexicon.hits(tokens(word))


def test_values_of_all_scales_are_one_scheme_and_regimes_another(lexicon: Lexicon) -> None:
    hits = lexicon.hits(tokens("The joint review found it serving most people well."))
    assert {VALUES, REGIMES} <= hits.keys()


@pytest.mark.parametrize(
    ("notation", "line"),
    [
        ("furniture", "Comments are closed."),
        ("furniture", "Skip to main contentAccess keys help"),
        ("furniture", "Register now to read more"),
        ("caption", "Picture: Review team assistant director Paul Lindley, left"),
        ("minutes-heading", "Minutes of the meeting held on 4 May"),
    ],
)
def test_a_line_is_a_cue_if_a_label_opens_it_and_is_most_of_it_or_open(
    lexicon: Lexicon, notation: str, line: str
) -> None:
    assert lexicon.is_cue(notation, line)


@pytest.mark.parametrize(
    ("notation", "line"),
    [
        ("furniture", "Comments on the report were asked for by the committee."),
        ("caption", "In the picture that the report paints services are poor."),
        ("minutes-heading", "The minutes of the meeting were agreed."),
        ("furniture", ""),
    ],
)
def test_a_sentence_that_holds_a_cue_word_is_none(lexicon: Lexicon, notation: str, line: str) -> None:
    assert not lexicon.is_cue(notation, line)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Key Issues:", "key-issues"),
        ("RESOLVED", "resolution"),
        ("Committee's Conclusion:", "conclusion"),
        ("Apologies for Absence", "apologies"),
        ("The key issues were many", ""),
        ("", ""),
    ],
)
def test_a_section_is_known_by_its_whole_heading(lexicon: Lexicon, line: str, section: str) -> None:
    assert lexicon.section(line) == section


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (["Agenda item", "Ofsted inspection", "Minutes:"], "minutes"),
        (["For immediate release", "Care praised"], "council-press-release"),
        (["Key inspection report", "Care homes for older people"], "inspection-report"),
        (["Bolton commended"], "news-article"),
        ([], "news-article"),
    ],
)
def test_the_kind_of_a_document_is_what_most_of_its_heads_show(lexicon: Lexicon, heads: list[str], kind: str) -> None:
    assert lexicon.document_kind(heads) == f"{VOCAB}document-types/{kind}"


@pytest.mark.parametrize(
    ("introduction", "kind"),
    [
        ("A press release from the local authority follows:", "council-press-release"),
        ("A statement from the local authority follows:", "council-statement"),
        ("In its own words:", "council-statement"),
    ],
)
def test_the_kind_of_a_release_is_read_from_its_introduction(lexicon: Lexicon, introduction: str, kind: str) -> None:
    assert lexicon.release_kind(introduction) == f"{VOCAB}document-types/{kind}"


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("minutes", Channel.MINUTES),
        ("agenda-item", Channel.MINUTES),
        ("council-press-release", Channel.RELEASE),
        ("council-statement", Channel.RELEASE),
        ("inspection-report", Channel.REPORT),
        ("round-up", Channel.ARTICLE),
    ],
)
def test_a_document_type_has_a_voice_of_its_own_or_of_a_broader_type(
    lexicon: Lexicon, kind: str, channel: Channel
) -> None:
    assert lexicon.channel(f"{VOCAB}document-types/{kind}") == channel
