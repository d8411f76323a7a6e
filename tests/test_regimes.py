"""Every example of every scale value is read as that value; no counter-example is read as any."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.extract.authorities import Authorities, find_authorities
from kg.extract.ratings import find_ratings
from kg.lexicon import VOCAB, Concept, Lexicon, load
from kg.model import Document, RatingClaim

ONTOLOGY = Path(__file__).parent.parent / "ontology"
LEXICON = load([ONTOLOGY])
BOLTON = "E08000001"

VALUES = [value for scale in LEXICON.areas for value in LEXICON.schemes.get(scale, ())]
EXAMPLES = [(value, line) for value in VALUES for line in value.examples]
COUNTER_EXAMPLES = [(value, line) for value in VALUES for line in value.counter_examples]


def read(line: str, lexicon: Lexicon = LEXICON) -> tuple[RatingClaim, ...]:
    """Read a line as a document of one paragraph about Bolton, unless it names another authority."""
    annotated = annotate(Document("line.txt", line, "0" * 64), lexicon)
    found = find_authorities(annotated, lexicon, ())
    if not found.mentions:
        found = Authorities((), {}, BOLTON, dict.fromkeys(range(len(annotated.blocks)), BOLTON))
    return find_ratings(annotated, lexicon, found)


def name(case: tuple[Concept, str]) -> str:
    value, line = case
    return f"{value.scheme}/{value.notation}: {line}"


@pytest.mark.parametrize("case", EXAMPLES, ids=name)
def test_an_example_is_read_as_its_value_and_as_no_other_of_its_area(case: tuple[Concept, str]) -> None:
    value, line = case
    area = LEXICON.areas[value.scheme]
    assert {claim.value for claim in read(line) if claim.area in area} == {value.iri}


@pytest.mark.parametrize("case", COUNTER_EXAMPLES, ids=name)
def test_a_counter_example_is_read_as_no_value_of_its_area(case: tuple[Concept, str]) -> None:
    value, line = case
    assert [claim.value for claim in read(line) if claim.area in LEXICON.areas[value.scheme]] == []


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.iri.removeprefix(VOCAB))
def test_a_value_has_a_rank_an_example_and_a_counter_example(value: Concept) -> None:
    assert value.rank is not None
    assert value.examples
    assert value.counter_examples


@pytest.mark.parametrize("scale", sorted(LEXICON.areas))
def test_the_ranks_of_a_scale_are_whole_numbers_from_one_without_a_gap(scale: str) -> None:
    ranks = sorted(value.rank or 0 for value in LEXICON.schemes[scale])
    assert ranks == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("regime", LEXICON.regimes.values(), ids=lambda regime: regime.label)
def test_a_regime_names_scales_constructions_and_bodies_that_exist(regime: object) -> None:
    found = LEXICON.regimes[regime.iri]  # type: ignore[attr-defined]
    assert set(found.scales) <= set(LEXICON.areas)
    assert {f"{VOCAB}rules/{rule}" for rule in found.constructions} <= set(LEXICON.concepts)
    assert set(found.bodies) <= set(LEXICON.concepts)


def test_two_scales_of_stars_word_the_same_numbers_alike() -> None:
    def spoken(scale: str) -> set[tuple[int | None, str]]:
        labels = ((value.stars, label) for value in LEXICON.schemes[scale] for label in value.labels)
        return {(stars, label.lower().removesuffix("s")) for stars, label in labels}

    assert spoken("bv-stars") == spoken("ss-stars")


# --- a regime that nobody has thought of, in Turtle alone

BEACON = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc:   <https://w3id.org/social-care-kg/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/social-care-kg/vocab/> .

<regimes/beacon> a sc:InspectionRegime ; rdfs:label "beacon review" ; skos:prefLabel "beacon review"@en ;
    sc:appliesTo sc:LocalAuthority , sc:Service ; sc:usesScale <beacon-light> ; sc:conductedBy <bodies/ofsted> ;
    sc:usesConstruction <rules/subject-value-line> , <rules/heading-value-line> , <rules/subject-rated> .

<beacon-light> a skos:ConceptScheme , sc:Scale ;
    rdfs:label "Light of a beacon" ; skos:prefLabel "Light of a beacon"@en ; sc:judgementArea <areas/service-quality> .
<beacon-light/dim> a skos:Concept , sc:ScaleValue ; skos:inScheme <beacon-light> ; skos:notation "dim" ; sc:rank 1 ;
    rdfs:label "Dim (beacon)" ; skos:prefLabel "Dim (beacon)"@en ; sc:valueWord "dim" .
<beacon-light/bright> a skos:Concept , sc:ScaleValue ; skos:inScheme <beacon-light> ; skos:notation "bright" ;
    sc:rank 2 ; rdfs:label "Bright (beacon)" ; skos:prefLabel "Bright (beacon)"@en ; sc:valueWord "bright" .
"""


@pytest.fixture(scope="module")
def beacon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("beacon")
    (folder / "beacon.ttl").write_text(BEACON, encoding="utf-8")
    return load([ONTOLOGY, folder])


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("The beacon review rated Leeds's adoption service bright.", "adoption service", "bright"),
        ("Adoption in Leeds was judged to be 'dim' in a beacon review.", "Adoption", "dim"),
        ("Leeds City Council was rated as bright in its beacon review.", "overall", "bright"),
        ("Beacon review\n\nLeeds City Council\n\nHome care - dim", "Home care", "dim"),
    ],
)
def test_a_new_regime_is_read_by_the_constructions_that_its_turtle_names(
    beacon: Lexicon, text: str, subject: str, value: str
) -> None:
    (claim,) = read(text, beacon)
    assert (claim.authority, claim.subject, claim.value) == ("E08000035", subject, f"{VOCAB}beacon-light/{value}")
    assert claim.regime == f"{VOCAB}regimes/beacon"


def test_plain_uses_of_a_new_regimes_words_are_no_ratings(beacon: Lexicon) -> None:
    text = "In its beacon review of Leeds the team met bright staff in dim offices, and the future looks bright."
    assert read(text, beacon) == ()
