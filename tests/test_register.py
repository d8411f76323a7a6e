"""The register of authorities: 507 bodies, their dates, successors, codes, and what texts call them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SC = Namespace("https://w3id.org/social-care-kg/def#")
SCHEMA = Namespace("https://schema.org/")
VOCAB = "https://w3id.org/social-care-kg/vocab/"
AUTHORITY = "https://w3id.org/social-care-kg/id/authority/"


@cache
def _register() -> Graph:
    graph = Graph()
    graph.parse(ONTOLOGY / "register.ttl")
    return graph


@cache
def _styles() -> Graph:
    graph = Graph()
    graph.parse(ONTOLOGY / "vocab" / "authority-types.ttl")
    return graph


def _authorities() -> list[URIRef]:
    return sorted(iri for iri in _register().subjects(RDF.type, SC.LocalAuthority) if isinstance(iri, URIRef))


def _values(key: str, predicate: URIRef) -> list[str]:
    return sorted(str(value) for value in _register().objects(URIRef(AUTHORITY + key), predicate))


def _local(values: list[str]) -> list[str]:
    return [value.rpartition("/")[2] for value in values]


def _named(predicate: URIRef) -> list[str]:
    return sorted(str(value) for value in _register().objects(None, predicate))


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("&", " and ").replace("-", " ").split())


def _made(iri: URIRef, stem: str) -> Iterator[str]:
    for style in _register().objects(iri, SC.nameStyle):
        yield from (f"{stem} {suffix}" for suffix in _styles().objects(style, SC.nameSuffix))
        yield from (f"{prefix} {stem}" for prefix in _styles().objects(style, SC.namePrefix))


def _forms(iri: URIRef) -> Iterator[str]:
    """Yield every name of an authority, as docs/register.md says."""
    label, short, only = (_texts(iri, name) for name in (RDFS.label, SC.shortName, SC.onlyWithKind))
    yield from (label | short) - only
    yield from _texts(iri, SKOS.prefLabel) | _texts(iri, SKOS.altLabel)
    for stem in label | short | only:
        yield from _made(iri, stem)


def _texts(iri: URIRef, predicate: URIRef) -> set[str]:
    return {str(value) for value in _register().objects(iri, predicate)}


@cache
def _names() -> dict[str, set[str]]:
    held: dict[str, set[str]] = defaultdict(set)
    for iri in _authorities():
        for form in _forms(iri):
            held[_fold(form)].add(str(iri).removeprefix(AUTHORITY))
    return held


def _called(name: str) -> list[str]:
    return sorted(_names().get(_fold(name), ()))


def test_the_register_holds_507_authorities() -> None:
    assert len(_authorities()) == 507


def test_no_blank_node_stands_in_the_register() -> None:
    assert [term for triple in _register() for term in triple if isinstance(term, BNode)] == []


@pytest.mark.parametrize(
    "predicate",
    [RDFS.label, SKOS.prefLabel, DCTERMS.identifier, ORG.classification, SC.region, SC.socialServices],
)
def test_every_authority_has_exactly_one(predicate: URIRef) -> None:
    assert [iri for iri in _authorities() if len(list(_register().objects(iri, predicate))) != 1] == []


def test_every_iri_ends_in_the_identifier() -> None:
    keys = {iri: str(_register().value(iri, DCTERMS.identifier)) for iri in _authorities()}
    assert [iri for iri, key in keys.items() if str(iri) != AUTHORITY + key] == []


def test_every_label_is_plain_and_every_full_name_is_english() -> None:
    assert {getattr(label, "language", "") for label in _register().objects(None, RDFS.label)} == {None}
    assert {getattr(label, "language", "") for label in _register().objects(None, SKOS.prefLabel)} == {"en"}


CHECKS = """
E06000042|Milton Keynes Council|unitary|south-east|1997-04-01||E10000002|Q16997843
E06000012|North East Lincolnshire Council|unitary|YH|1996-04-01||x-humberside|Q17016820
E08000001|Bolton Metropolitan Borough Council|metropolitan-borough|north-west|1974-04-01|||Q16952682
E09000019|London Borough of Islington|london-borough|london|1965-04-01|||Q6084379
E09000007|London Borough of Camden|london-borough|london|1965-04-01|||Q5025790
W06000021|Monmouthshire County Council|welsh-principal-area|wales|1996-04-01||x-gwent-cc|
E10000001|Bedfordshire County Council|county|east-of-england|1974-04-01|2009-03-31||Q4879237
E10000004|Cheshire County Council|county|north-west|1974-04-01|2009-03-31||
E10000021|Northamptonshire County Council|county|east-midlands|1974-04-01|2021-03-31||Q14942414
E10000006|Cumbria County Council|county|north-west|1974-04-01|2023-03-31||Q5194027
E10000023|North Yorkshire County Council|county|YH|1974-04-01|2023-03-31||Q17017103
E06000065|North Yorkshire Council|unitary|YH|2023-04-01||E10000023|Q107980431
E10000009|Dorset County Council|county|south-west|1974-04-01|2019-03-31||Q5298839
E06000059|Dorset Council|unitary|south-west|2019-04-01||E10000009|Q55609905
E10000027|Somerset County Council|county|south-west|1974-04-01|2023-03-31||Q6386270
E06000066|Somerset Council|unitary|south-west|2023-04-01||E10000027|Q110682463
x-humberside|Humberside County Council|county|YH|1974-04-01|1996-03-31||Q71442437
E08000016|Barnsley Metropolitan Borough Council|metropolitan-borough|YH|1974-04-01|||Q16950416
"""


@pytest.mark.parametrize("line", CHECKS.split("\n")[1:-1])
def test_a_body_has_its_name_type_region_dates_predecessors_and_wikidata_entity(line: str) -> None:
    key = line.partition("|")[0]
    found = (
        [key],
        _values(key, SKOS.prefLabel),
        _local(_values(key, ORG.classification)),
        _local(_values(key, SC.region)),
        _values(key, SCHEMA.foundingDate),
        _values(key, SCHEMA.dissolutionDate),
        _predecessors(key),
        _local(_values(key, OWL.sameAs)),
    )
    assert "|".join(" ".join(values) for values in found) == line.replace("|YH|", "|yorkshire-and-the-humber|")


def _predecessors(key: str) -> list[str]:
    """Return the bodies from which it took over social services."""
    iri, graph = URIRef(AUTHORITY + key), _register()
    found = {*graph.subjects(DCTERMS.isReplacedBy, iri), *graph.objects(iri, DCTERMS.replaces)}
    with_services = (body for body in found if str(graph.value(body, SC.socialServices)) == "true")
    return sorted(str(body).removeprefix(AUTHORITY) for body in with_services)


def test_a_council_that_left_a_lasting_county_names_it() -> None:
    pairs = list(_register().subject_objects(DCTERMS.replaces))
    assert len(pairs) == 28
    assert [pair for pair in pairs if pair[1] not in _authorities()] == []


@pytest.mark.parametrize(
    ("key", "successors"),
    [
        ("E10000001", ["E06000055", "E06000056"]),
        ("E10000004", ["E06000049", "E06000050"]),
        ("E10000021", ["E06000061", "E06000062"]),
        ("E10000006", ["E06000063", "E06000064"]),
        ("E10000023", ["E06000065"]),
        ("E10000009", ["E06000058", "E06000059"]),
        ("x-humberside", ["E06000010", "E06000011", "E06000012", "E06000013"]),
    ],
)
def test_an_abolished_county_is_replaced_by_its_successors(key: str, successors: list[str]) -> None:
    assert _local(_values(key, DCTERMS.isReplacedBy)) == successors


def test_every_successor_exists_and_outlives_its_predecessor() -> None:
    ends = {iri: str(_register().value(iri, SCHEMA.dissolutionDate) or "9999-12-31") for iri in _authorities()}
    pairs = [(old, new) for old, new in _register().subject_objects(DCTERMS.isReplacedBy)]
    assert len(pairs) > 150
    assert [(old, new) for old, new in pairs if new not in ends or ends[new] <= ends[old]] == []  # type: ignore[index]


def test_every_authority_that_is_replaced_has_ended() -> None:
    replaced = set(_register().subjects(DCTERMS.isReplacedBy))
    assert [iri for iri in replaced if _register().value(iri, SCHEMA.dissolutionDate) is None] == []


def _span(iri: URIRef) -> tuple[date, date]:
    start, end = _register().value(iri, SCHEMA.foundingDate), _register().value(iri, SCHEMA.dissolutionDate)
    return date.fromisoformat(str(start or "1001-01-01")), date.fromisoformat(str(end or "9999-12-31"))


def test_no_body_ends_before_it_begins() -> None:
    assert [iri for iri in _authorities() if _span(iri)[0] > _span(iri)[1]] == []


def test_two_bodies_of_one_label_never_exist_on_one_day() -> None:
    by_label = defaultdict(list)
    for iri in _authorities():
        by_label[str(_register().value(iri, RDFS.label))].append(_span(iri))
    spans = {label: sorted(found) for label, found in by_label.items() if len(found) > 1}
    assert len(spans) == 14
    assert [name for name, found in spans.items() if any(a[1] >= b[0] for a, b in pairwise(found))] == []


@pytest.mark.parametrize(("region", "count"), [("wales", 22), ("scotland", 32), ("northern-ireland", 5)])
def test_the_nations_have_their_social_services_authorities_of_today(region: str, count: int) -> None:
    assert sum(str(found) == f"{VOCAB}regions/{region}" for found in _regions_of_today()) == count


def test_england_has_153_social_services_authorities_of_today() -> None:
    english = _styles().subjects(SKOS.broader, URIRef(VOCAB + "regions/england"))
    regions = {str(region) for region in english}
    assert len(regions) == 9
    assert sum(str(found) in regions for found in _regions_of_today()) == 153


def _regions_of_today() -> list[object]:
    """The region of each body that has social services on 1 December 2026."""
    day, graph = date(2026, 12, 1), _register()
    there = [iri for iri in _authorities() if _span(iri)[0] <= day <= _span(iri)[1]]
    return [graph.value(iri, SC.region) for iri in there if str(graph.value(iri, SC.socialServices)) == "true"]


def test_the_241_shire_districts_have_no_social_services() -> None:
    without = [iri for iri in _authorities() if str(_register().value(iri, SC.socialServices)) == "false"]
    kinds = {str(_register().value(iri, ORG.classification)) for iri in without}
    assert len(without) == 241
    assert kinds == {VOCAB + "authority-types/shire-district"}


def test_codes_of_changed_boundaries_stay_findable() -> None:
    assert _values("E08000016", SKOS.notation) == ["E08000016", "E08000038"]
    assert _values("S12000049", SKOS.notation) == ["S12000043", "S12000046", "S12000049"]
    assert _local(_values("E08000016", DCTERMS.spatial)) == ["E08000038"]


def test_no_code_and_no_wikidata_entity_belongs_to_two_bodies() -> None:
    assert [code for code in _named(SKOS.notation) if _named(SKOS.notation).count(code) > 1] == []
    assert len(set(_named(OWL.sameAs))) == len(_named(OWL.sameAs)) == 378


def test_every_type_region_and_style_is_described() -> None:
    names = (ORG.classification, SC.region, SC.nameStyle)
    used = {concept for name in names for concept in _register().objects(None, name)}
    assert len(used) == 36
    assert used - set(_styles().subjects(SKOS.notation)) == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bolton", "E08000001"),
        ("Bolton MBC", "E08000001"),
        ("Bolton Council", "E08000001"),
        ("Bolton Metropolitan Borough Council", "E08000001"),
        ("Islington LBC", "E09000019"),
        ("LB Islington", "E09000019"),
        ("London Borough of Islington", "E09000019"),
        ("Islington Borough Council", "E09000019"),
        ("Hammersmith & Fulham LBC", "E09000013"),
        ("Barking and Dagenham London Borough Council", "E09000002"),
        ("RB Kensington & Chelsea", "E09000020"),
        ("RBKC", "E09000020"),
        ("Kingston", "E09000021"),
        ("Gloucestershire CC", "E10000013"),
        ("Glos County Council", "E10000013"),
        ("Herts", "E10000015"),
        ("Bucks CC", "E10000002"),
        ("Harlow DC", "E07000073"),
        ("Tandridge District Council", "E07000215"),
        ("Wear Valley DC", "E07000060"),
        ("Southampton City Council", "E06000045"),
        ("Southampton CC", "E06000045"),
        ("Wakefield MDC", "E08000036"),
        ("Leeds City Council", "E08000035"),
        ("NE Lincs", "E06000012"),
        ("NE LINCS", "E06000012"),
        ("North East Lincs", "E06000012"),
        ("North-East Lincolnshire", "E06000012"),
        ("Milton Keynes City Council", "E06000042"),
        ("Brighton", "E06000043"),
        ("Hull City Council", "E06000010"),
        ("Telford", "E06000020"),
        ("Windsor", "E06000040"),
        ("Newcastle upon Tyne City Council", "E08000021"),
        ("Newcastle City Council", "E08000021"),
        ("Newcastle Borough Council", "E07000195"),
        ("King's Lynn", "E07000146"),
        ("St Helens Council", "E08000013"),
        ("Durham City Council", "E07000056"),
        ("Vale of Glamorgan", "W06000014"),
        ("Rhondda Cynon Taf CBC", "W06000016"),
        ("Cyngor Sir Ynys Môn", "W06000001"),
        ("Cardiff County Council", "W06000015"),
        ("Edinburgh City Council", "S12000036"),
        ("Western Isles Council", "S12000013"),
        ("Central Regional Council", "x-central-rc"),
        ("Western Trust", "ods-ZT005"),
        ("Foyle HSST", "x-foyle-hss"),
        ("Corporation of London", "E09000001"),
    ],
)
def test_a_name_belongs_to_one_body(name: str, key: str) -> None:
    assert _called(name) == [key]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Durham County Council", ["E06000047", "E10000010"]),
        ("County Durham", ["E06000047", "E10000010"]),
        ("North Yorks", ["E06000065", "E10000023"]),
        ("Cornwall Council", ["E06000052", "E10000005"]),
        ("Bedford Borough Council", ["E06000055", "E07000002"]),
        ("Borders", ["S12000026", "x-borders-rc"]),
    ],
)
def test_a_name_of_a_past_and_a_present_body_belongs_to_both(name: str, keys: list[str]) -> None:
    assert _called(name) == keys


@pytest.mark.parametrize(
    "word",
    [
        "Council",
        "City",
        "Central",
        "Beds",
        "Bucks",
        "Oxon",
        "MK",
        "BCP",
        "RCT",
        "MCC",
        "Bath",
        "Barking",
        "Taff",
        "Highlands",
    ],
)
def test_a_word_that_means_other_things_is_no_name(word: str) -> None:
    assert _called(word) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("Hart", "E07000089"), ("Basildon", "E07000066"), ("Wyre", "E07000128"), ("Cheltenham", "E07000078")],
)
def test_aliases_that_the_sources_put_to_a_neighbour_are_put_right(name: str, key: str) -> None:
    assert _called(name) == [key]


def test_names_that_are_plain_english_are_marked() -> None:
    assert set(_named(SC.commonWord)) == {
        "Barrow",
        "Borders",
        "Bury",
        "Craven",
        "Hart",
        "High Peak",
        "New Forest",
        "Reading",
        "Rugby",
        "Three Rivers",
    }


def test_every_marked_name_is_a_name_of_its_body() -> None:
    marked = _register().subject_objects(SC.commonWord)
    assert [word for iri, word in marked if str(iri).removeprefix(AUTHORITY) not in _called(str(word))] == []


def test_different_bodies_share_a_name_only_in_durham_and_the_borders() -> None:
    labels = {str(iri).removeprefix(AUTHORITY): str(_register().value(iri, RDFS.label)) for iri in _authorities()}
    shared = {frozenset(labels[key] for key in keys) for keys in _names().values() if len(keys) > 1}
    assert {found for found in shared if len(found) > 1} == {
        frozenset({"Durham", "County Durham"}),
        frozenset({"Borders", "The Scottish Borders"}),
    }


def test_the_attribution_stands_at_the_head_of_the_file() -> None:
    head = (ONTOLOGY / "register.ttl").read_text("utf-8").partition("authority:E")[0]
    assert "Contains data from mySociety (CC BY 4.0)" in head
    assert "licensed under the Open Government Licence v3.0." in head
