"""What each projection shows: its nodes, its links, and which statements and documents say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from network_samples import store

from kg.errors import QueryError
from kg.folder import opened
from kg.network import PROJECTIONS, Link, Network, project
from kg.network.links import short_name
from kg.rdf import BASE, Iri, term

ID = BASE + "id/"
JOHN, CLIFF = f"{ID}person/john-bolton_joint-reviews", f"{ID}person/cliff-morris_E08000001"
BOLTON, LINCOLNSHIRE = f"{ID}authority/E08000001", f"{ID}authority/E06000012"
ISLINGTON, CAMDEN = f"{ID}authority/E09000019", f"{ID}authority/E09000007"


def _links(network: Network) -> list[tuple[str, str, str, int]]:
    nodes = network.by_iri()
    return sorted(
        (nodes[link.source].label, link.kind, nodes[link.target].label, link.weight) for link in network.links
    )


def _link(network: Network, source: str, target: str) -> Link:
    (found,) = [link for link in network.links if (link.source, link.target) == (source, target)]
    return found


def test_comments_lead_from_a_person_to_an_authority_and_weigh_what_was_said() -> None:
    comments = project(store(), "comments")
    assert _links(comments) == [
        ("Cliff Morris", "comments on", "Bolton", 1),
        ("John Bolton", "comments on", "Bolton", 2),
        ("John Bolton", "comments on", "North East Lincolnshire", 1),
        ("Len Taylor", "comments on", "North East Lincolnshire", 1),
    ]


def test_a_link_knows_its_documents_and_the_statements_that_prove_it() -> None:
    link = _link(project(store(), "comments"), JOHN, BOLTON)
    assert link.documents == ("bolton.txt",)
    assert link.statements == (
        f"{ID}statement/0000000000000001-00",
        f"{ID}statement/0000000000000001-01",
    )
    assert link.attributes == {"on_behalf_of": ("Joint Reviews",)}


def test_a_node_has_its_label_and_the_class_that_says_most() -> None:
    posts = project(store(), "posts").by_iri()
    assert (posts[JOHN].label, posts[JOHN].kind) == ("John Bolton", "Person")
    body = posts[f"{BASE}vocab/bodies/joint-reviews"]
    assert (body.label, body.kind) == ("Joint Reviews", "Inspectorate")


def test_posts_lead_from_a_person_to_a_body_with_each_role_once_however_it_is_spelt() -> None:
    posts = project(store(), "posts")
    assert _links(posts) == [
        ("Cliff Morris", "holds a post at", "Bolton", 2),
        ("John Bolton", "holds a post at", "Joint Reviews", 1),
    ]
    assert _link(posts, CLIFF, BOLTON).attributes == {"roles": ("Executive Member",)}


def test_authorities_of_one_document_are_named_together_and_weigh_the_documents() -> None:
    together = project(store(), "co-mention")
    assert not together.directed
    assert _links(together) == [
        ("Bolton", "is named with", "Camden", 1),
        ("North East Lincolnshire", "is named with", "Bolton", 2),
        ("North East Lincolnshire", "is named with", "Camden", 1),
    ]
    link = _link(together, LINCOLNSHIRE, BOLTON)
    assert link.documents == ("bolton.txt", "lincolnshire.txt")
    assert len(link.statements) == 4
    assert ISLINGTON not in together.by_iri()


def test_services_lead_from_an_authority_over_the_kind_of_service_to_the_value() -> None:
    services = project(store(), "services")
    assert _links(services) == [
        ("Bolton", "has rated", "Community meals", 1),
        ("Bolton", "has rated", "Help at large", 1),
        ("Community meals", "is rated", "Fair (one star)", 1),
        ("Help at large", "is rated", "Fair (one star)", 1),
    ]
    kinds = {node.label: node.kind for node in services.nodes}
    assert (kinds["Community meals"], kinds["Help at large"]) == ("ServiceType", "Service")
    value = _link(services, f"{BASE}vocab/service-types/community-meals", f"{BASE}vocab/bv-stars/1")
    assert value.attributes == {"areas": ("service quality",), "authorities": ("Bolton",)}


def test_partners_lead_from_an_authority_to_others_never_to_itself() -> None:
    partners = project(store(), "partners")
    assert _links(partners) == [("Islington", "works with", "Age Concern", 1)]
    assert partners.links[0].attributes == {"programmes": ("Low Vision Clinic",)}


def test_connections_hold_every_way_in_which_people_and_bodies_are_linked() -> None:
    assert _links(project(store(), "connections")) == [
        ("Cliff Morris", "comments on", "Bolton", 1),
        ("Cliff Morris", "holds a post at", "Bolton", 2),
        ("Cliff Morris", "speaks for", "Bolton", 1),
        ("Islington", "works with", "Age Concern", 1),
        ("John Bolton", "comments on", "Bolton", 2),
        ("John Bolton", "comments on", "North East Lincolnshire", 1),
        ("John Bolton", "holds a post at", "Joint Reviews", 1),
        ("John Bolton", "speaks for", "Joint Reviews", 3),
        ("Joint Reviews", "inspects", "Bolton", 1),
        ("Len Taylor", "comments on", "North East Lincolnshire", 1),
        ("Len Taylor", "speaks for", "North East Lincolnshire", 1),
    ]


def test_the_full_projection_has_things_and_statements_and_no_evidence() -> None:
    full = project(store(), "full")
    nodes = full.by_iri()
    comment = nodes[f"{ID}statement/0000000000000001-00"]
    assert (comment.kind, comment.label) == ("Comment", "Comment: Inclusion has a strong base.")
    assert comment.attributes == {"text": "Inclusion has a strong base.", "types": ("Comment", "Statement")}
    assert {"Person", "Document", "Service", "Inspection", "ScaleValue", "LocalAuthority"} <= {
        node.kind for node in full.nodes
    }
    assert not [iri for iri in nodes if "/span/" in iri or "/run/" in iri or "/rules/" in iri]


def test_the_full_projection_links_a_statement_to_what_it_names_and_to_its_document() -> None:
    statement = f"{ID}statement/0000000000000001-00"
    links = [link for link in project(store(), "full").links if link.source == statement]
    assert [(link.kind, link.target) for link in links] == [
        ("about", BOLTON),
        ("statedIn", f"{ID}document/0000000000000001"),
        ("speaker", JOHN),
        ("onBehalfOf", f"{BASE}vocab/bodies/joint-reviews"),
    ]


def test_the_full_projection_has_only_what_something_refers_to() -> None:
    nodes = project(store(), "full").by_iri()
    assert CAMDEN in nodes
    assert f"{BASE}vocab/rules/sample" not in nodes
    assert nodes[f"{BASE}vocab/bv-stars/1"].label == "Fair (one star)"


def test_a_number_is_a_number_and_text_is_text() -> None:
    rating = project(store(), "full").by_iri()[f"{ID}statement/0000000000000001-09"]
    assert rating.attributes == {"stars": 1, "statedAs": "fair, one star", "types": ("Rating", "Statement")}


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_end_of_a_link_is_a_node_and_every_order_is_kept(name: str) -> None:
    network = project(store(), name)
    iris = [node.iri for node in network.nodes]
    ends = [(link.source, link.target, link.kind) for link in network.links]
    assert iris == sorted(set(iris))
    assert ends == sorted(set(ends))
    assert {end for source, target, _ in ends for end in (source, target)} <= set(iris)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_link_of_the_seeds_is_proved(name: str, seeds_build: Path) -> None:
    network = project(opened(seeds_build), name)
    assert network.nodes or name == "partners"
    assert name == "full" or all(link.documents and link.statements and link.weight for link in network.links)


def test_an_unknown_projection_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="coments: no projection has this name; the nearest: comments"):
        project(store(), "coments")


@pytest.mark.parametrize(
    ("predicate", "name"),
    [
        (term("sc:statedAs"), "statedAs"),
        (term("org:role"), "org_role"),
        (term("sc:value"), "sc_value"),
        (Iri("http://example.org/x?q=size"), "x_q_size_"),
        (Iri("urn:9"), "p9_"),
    ],
)
def test_a_predicate_has_a_name_that_every_format_can_hold(predicate: Iri, name: str) -> None:
    assert short_name(predicate).startswith(name)
