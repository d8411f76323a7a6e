"""Two names in, the way from one to the other out, each step with the sentences that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import QueryError
from kg.explain import Explained, Place, Subject, explain, marked, sentence
from kg.network.links import Link, Network, Node, network, words
from kg.parameters import nearest
from kg.rdf import PREFIXES, Literal
from kg.results import Source

SHOWN = 3
Sentence = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: from a node to the next, by one or more links in either direction."""

    start: Node
    end: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement that proves a link, with its sentence: what stands before the span, the span, what stands behind."""

    statement: str
    document: str
    start: int
    end: int
    rule: str
    sentence: Sentence


def find(network: Network, name: str) -> Node:
    """Return the node that goes by an IRI, or by a label in upper or lower case.

    Raises:
        QueryError: none does, or several do.
    """
    found = [node for node in network.nodes if name == node.iri or name.casefold() == node.label.casefold()]
    if len(found) > 1:
        iris = ", ".join(f"{node.iri} ({words(node.kind)})" for node in found)
        raise QueryError(f"{name}: several go by this name; take one of {iris}.")
    if not found:
        near = nearest(name, [node.label for node in network.nodes])
        raise QueryError(f"{name}: nobody and nothing in the network {network.name} has this name{near}.")
    return found[0]


def way(network: Network, start: Node, end: Node) -> tuple[Step, ...]:
    """Return the shortest way between two nodes; empty if there is none."""
    from kg.network.measures import shortest_path

    nodes, iris = network.by_iri(), shortest_path(network, start.iri, end.iri)
    return tuple(Step(nodes[one], nodes[other], _between(network, one, other)) for one, other in pairwise(iris))


def along(steps: Sequence[Step]) -> Network:
    """Return the way as a network of its own."""
    nodes = [steps[0].start, *(step.end for step in steps)]
    return network("path", nodes, [link for step in steps for link in step.links])


def joined(one: Network, other: Network) -> Network:
    """Return both networks as one, named as the first."""
    nodes = {node.iri: node for node in (*other.nodes, *one.nodes)}
    links = {link.id: link for link in (*other.links, *one.links)}
    return network(one.name, nodes.values(), links.values())


def from_texts(text_of: Callable[[str], str]) -> Callable[[Place], Sentence]:
    """Return what finds the sentence around a place, where the texts are at hand: `text_of` gives one by its digest."""
    return lambda place: sentence(text_of(place.digest), place)


def as_quoted(source: Source) -> Callable[[Place], Sentence]:
    """Return what finds the words at a place as the graph quotes them, with the few before and behind."""

    def words(place: Place) -> Sentence:
        rows = source.select(
            f"""PREFIX sc: <{PREFIXES["sc"]}> PREFIX oa: <{PREFIXES["oa"]}>
            SELECT DISTINCT ?prefix ?exact ?suffix WHERE {{
                ?document sc:digest {Literal(place.digest).n3} . ?evidence oa:hasSource ?document .
                ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
                ?evidence oa:hasSelector ?quote . ?quote oa:exact ?exact .
                OPTIONAL {{ ?quote oa:prefix ?prefix }} OPTIONAL {{ ?quote oa:suffix ?suffix }}
                FILTER(?start = {place.start} && ?end = {place.end}) }}"""
        ).texts()
        before, exact, behind = (re.sub(r"\s+", " ", rows[0][name]) for name in ("prefix", "exact", "suffix"))
        return f"…{before}", exact, f"{behind}…"

    return words


def proofs(source: Source, link: Link, sentence_at: Callable[[Place], Sentence]) -> list[Proof]:
    """Return the statements behind a link, in order of document and place, with their sentences."""
    told = [fact for iri in link.statements for fact in explain(source, Subject(iri, "", "")) if fact.iri == iri]
    ordered = sorted(told, key=lambda fact: (fact.place.path, fact.place.start, fact.place.end, fact.iri))
    return [_proof(fact, sentence_at(fact.place)) for fact in ordered]


def _proof(fact: Explained, words: Sentence) -> Proof:
    place = fact.place
    return Proof(fact.iri, place.path, place.start, place.end, fact.rule, words)


def _between(network: Network, one: str, other: str) -> tuple[Link, ...]:
    return tuple(link for link in network.links if {link.source, link.target} == {one, other})


# --- for people


def as_text(steps: Sequence[Step], prove: Callable[[Link], list[Proof]], mark: Callable[[str], str]) -> str:
    """Write the way: a paragraph a step, with up to three sentences for each of its links."""
    names = " → ".join([steps[0].start.label, *(step.end.label for step in steps)])
    head = f"{names}  ({len(steps)} step{'s' * (len(steps) != 1)})"
    return "\n\n".join([head, *(_step(number, step, prove, mark) for number, step in enumerate(steps, 1))]) + "\n"


def _step(number: int, step: Step, prove: Callable[[Link], list[Proof]], mark: Callable[[str], str]) -> str:
    lines = [f"{number}. {step.start.label} ({words(step.start.kind)}) – {step.end.label} ({words(step.end.kind)})"]
    shown: set[str] = set()
    for link in step.links:
        if shown.issuperset(link.statements):
            lines.append(f"   {_said(link, step)}, in the same words")
        else:
            lines.extend([f"   {_said(link, step)}:", *_shown(prove(link), mark)])
        shown.update(link.statements)
    return "\n".join(lines)


def _said(link: Link, step: Step) -> str:
    forth = link.source == step.start.iri
    one, other = (step.start, step.end) if forth else (step.end, step.start)
    return f"{one.label} {link.kind} {other.label}{_roles(link)}"


def _shown(told: Sequence[Proof], mark: Callable[[str], str]) -> Iterable[str]:
    for proof in told[:SHOWN]:
        yield f"     {proof.document}:{proof.start}-{proof.end}  {marked(proof.sentence, mark)}"
    if len(told) > SHOWN:
        yield f"     … and {len(told) - SHOWN} more"


def _roles(link: Link) -> str:
    roles = link.attributes.get("roles", ())
    return f" ({'; '.join(roles)})" if roles and isinstance(roles, tuple) else ""


def as_json(steps: Sequence[Step], prove: Callable[[Link], list[Proof]]) -> list[object]:
    """Return the way for JSON: every step with all its links and all that proves them."""
    return [
        {
            "from": node_json(step.start),
            "to": node_json(step.end),
            "links": [_link_json(link, prove(link)) for link in step.links],
        }
        for step in steps
    ]


def node_json(node: Node) -> dict[str, str]:
    """Return a node for JSON."""
    return {"iri": node.iri, "label": node.label, "kind": node.kind}


def _link_json(link: Link, told: Iterable[Proof]) -> dict[str, object]:
    return {
        "source": link.source,
        "target": link.target,
        "kind": link.kind,
        "weight": link.weight,
        **link.attributes,
        "facts": [
            {
                "statement": proof.statement,
                "document": proof.document,
                "start": proof.start,
                "end": proof.end,
                "rule": proof.rule,
                "sentence": "".join(proof.sentence).strip(),
                "span": proof.sentence[1],
            }
            for proof in told
        ],
    }
