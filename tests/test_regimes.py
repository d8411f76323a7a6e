"""Every example of every scale value is read as that value; no counter-example is read as any."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.annotate import annotate
from kg.cli import app
from kg.extract.authorities import Authorities, find_authorities
from kg.extract.ratings import find_ratings
from kg.lexicon import VOCAB, Concept, Lexicon, Regime, load
from kg.model import Document, RatingClaim

ONTOLOGY = Path(__file__).parent.parent / "ontology"
LEXICON = load([ONTOLOGY])
BOLTON = "E08000001"
FOUR_STARS = 4

VALUES = [value for scale in LEXICON.areas for value in LEXICON.schemes.get(scale, ())]
EXAMPLES = [(value, line) for value in VALUES for line in value.examples]
REALISTIC = json.loads((Path(__file__).parent / "documents" / "regime-values.json").read_text("utf-8"))
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
    for scale in ("cpa-stars", "csci-provider-stars"):
        assert {form for form in spoken(scale) if form[0] != FOUR_STARS} <= spoken("ss-stars")


@pytest.mark.parametrize("regime", LEXICON.regimes.values(), ids=lambda regime: regime.label)
def test_a_regime_has_a_period_unless_it_stands_for_others(regime: Regime) -> None:
    stands_in = regime.iri.endswith("/unsettled")
    assert bool(regime.valid_from) is not stands_in
    assert not regime.valid_to or regime.valid_from < regime.valid_to


def test_no_regime_is_broader_than_itself_and_every_broader_one_is_described() -> None:
    for regime in LEXICON.regimes.values():
        assert regime.iri not in regime.broader
        assert set(regime.broader) <= set(LEXICON.regimes)


def test_a_regime_and_the_one_that_stands_for_it_share_their_scales() -> None:
    for regime in LEXICON.regimes.values():
        for iri in regime.broader:
            assert set(LEXICON.regimes[iri].scales) <= set(regime.scales)


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


# --- and the same from the command line

LANTERN = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc:   <https://w3id.org/social-care-kg/def#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/social-care-kg/vocab/> .

<bodies/lantern-office> a skos:Concept , sc:Inspectorate ; skos:inScheme <bodies> ; skos:notation "lantern-office" ;
    rdfs:label "Lantern Office" ; skos:prefLabel "Lantern Office"@en ; schema:foundingDate "2030"^^xsd:gYear .

<regimes/lantern> a sc:InspectionRegime ; rdfs:label "lantern inspection" ; skos:prefLabel "lantern inspection"@en ;
    sc:appliesTo sc:LocalAuthority , sc:Service , sc:Provider ; sc:usesScale <lantern-grade> ;
    schema:startDate "2030"^^xsd:gYear ; sc:conductedBy <bodies/lantern-office> ;
    sc:usesConstruction <rules/graded-subject> , <rules/graded-line> , <rules/graded-table> , <rules/graded-list> .

<lantern-grade> a skos:ConceptScheme , sc:Scale ; sc:judgementArea <areas/overall> , <areas/leadership> ;
    rdfs:label "Grades of a lantern inspection" ; skos:prefLabel "Grades of a lantern inspection"@en .
<lantern-grade/dark> a skos:Concept , sc:ScaleValue ; skos:inScheme <lantern-grade> ; skos:notation "dark" ;
    sc:rank 1 ; rdfs:label "Dark" ; skos:prefLabel "Dark"@en ; sc:valueWord "dark" ;
    skos:example "The Lantern Office rated Leeds 'dark'."@en .
<lantern-grade/good> a skos:Concept , sc:ScaleValue ; skos:inScheme <lantern-grade> ; skos:notation "good" ;
    sc:rank 2 ; rdfs:label "Good" ; skos:prefLabel "Good"@en ; sc:valueWord "good" ;
    skos:example "The Lantern Office rated Leeds 'good'."@en .
<lantern-grade/radiant> a skos:Concept , sc:ScaleValue ; skos:inScheme <lantern-grade> ; skos:notation "radiant" ;
    sc:rank 3 ; rdfs:label "Radiant" ; skos:prefLabel "Radiant"@en ; sc:valueWord "radiant" ;
    skos:example "The Lantern Office rated Leeds 'radiant'."@en .
"""

LANTERN_TEXT = """Leeds in new light

The Lantern Office has rated Leeds City Council's children's services 'radiant', up from 'dark' in 2031.

Leadership: good
"""
HOME_TEXT = "A lantern inspection of Rowan Lodge Care Home judged the home to be dark.\n"
OTHER_TEXT = "The Care Quality Commission rated adult social care in Wigan 'good' in 2024.\n"


def test_a_build_with_a_folder_of_vocabularies_reads_a_new_regime_and_leaves_the_others_alone(tmp_path: Path) -> None:
    texts = {"leeds": LANTERN_TEXT, "home": HOME_TEXT, "wigan": OTHER_TEXT}
    for name, text in (("vocab/lantern.ttl", LANTERN), *((f"in/{name}.txt", text) for name, text in texts.items())):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    arguments = [
        "build",
        str(tmp_path / "in"),
        "--out",
        str(tmp_path / "build"),
        "--vocabulary",
        str(tmp_path / "vocab"),
    ]
    built = CliRunner().invoke(app, arguments)
    assert built.exit_code == 0, built.output
    asked = CliRunner().invoke(app, ["query", "ratings", "--build", str(tmp_path / "build"), "--format", "csv"])
    rows = csv.DictReader(io.StringIO(asked.output))
    said = {(r["authority_name"], r["subject"], r["regime"], r["area"], r["label"], r["status"]) for r in rows}
    assert said == {
        ("Leeds", "overall", "lantern inspection", "overall", "Radiant", "current"),
        ("Leeds", "overall", "lantern inspection", "overall", "Dark", "previous"),
        ("Leeds", "Leadership", "lantern inspection", "leadership", "Good", "current"),
        ("", "Rowan Lodge Care Home", "lantern inspection", "overall", "Dark", "current"),
        ("Wigan", "overall", "local authority assessment", "overall", "Good", "current"),
    }


# --- every value in two or three sentences of its genre


def told(text: str) -> list[list[str]]:
    """Authority, subject, regime, area, value and status of the ratings of a text."""
    annotated = annotate(Document("text.txt", text, "0" * 64), LEXICON)
    claims = find_ratings(annotated, LEXICON, find_authorities(annotated, LEXICON, ()))
    return sorted(
        [
            LEXICON.authorities[c.authority].label if c.authority else "",
            c.subject,
            c.regime.rsplit("/", 1)[-1],
            c.area.rsplit("/", 1)[-1],
            c.value.removeprefix(VOCAB),
            c.status,
        ]
        for c in claims
    )


@pytest.mark.parametrize("case", REALISTIC, ids=lambda case: case["text"][:60])
def test_a_realistic_text_gives_the_ratings_of_its_regime_and_no_other(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["ratings"]


def test_every_value_of_every_regime_is_given_in_a_realistic_text() -> None:
    given = {(row[2], row[4]) for case in REALISTIC for row in case["ratings"]}
    values = {
        (regime.iri.rsplit("/", 1)[-1], value.iri.removeprefix(VOCAB))
        for regime in LEXICON.regimes.values()
        for scale in regime.scales
        for value in LEXICON.schemes[scale]
    }
    assert values - given == set()


@pytest.mark.parametrize(
    "text",
    [
        "Monitoring visit to Devon children's services, February 2025\n\nInspectors from Ofsted looked at the front door. "
        "Leaders have made good progress, although some assessments are poor. Monitoring visits are not graded.",
        "Following Ofsted's focused visit to Sefton in October 2023, inspectors found that most young people get good "
        "support from outstanding advisers. Planning for those aged 21 and over is inadequate in a small number of cases.",
        "RQIA inspected Larchfield Private Nursing Home in Lisburn on 3 April 2023. Care was delivered in a good and "
        "compassionate way and the environment was excellent. RQIA does not rate services.",
        "Performance evaluation inspection of Powys County Council by Care Inspectorate Wales, March 2024\n\nIn most cases "
        "the quality of records was good; in a few it was poor. These inspections do not result in a rating.",
        "How Ofsted grades Leeds City Council: outstanding, good, requires improvement to be good, inadequate.",
        "CQC ratings of councils such as Leeds run from inadequate to outstanding.",
        "The Care Inspectorate, which inspects homes in Fife, uses a six-point scale: 1 is unsatisfactory, 6 is excellent.",
        "Senior social worker, Leeds City Council. You will have excellent communication skills and a good degree, and "
        "you will join an outstanding team. Ofsted visits soon.",
        "Leeds won an award for its outstanding foster carers. 'They do a good job under inadequate pay,' said the leader "
        "in the week of the Ofsted inspection.",
    ],
)
def test_a_document_without_ratings_gives_none(text: str) -> None:
    assert told(text) == []
