"""What a network is made of: nodes, and links that know the statements by which they are proved."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.rdf import PREFIXES, Iri

NAMED_WITH = "is named with"

Value = str | int | float | bool | tuple[str, ...]

_ID_DIGITS = 16
_HASH_DIGITS = 8
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# What a node or a link is described by already, and what Graphviz takes for an order to itself.
_DESCRIBING = {"documents", "id", "iri", "kind", "label", "name", "source", "statements", "target", "types", "value"}
_DRAWING = {"color", "comment", "group", "height", "layer", "pos", "rank", "shape", "size", "start", "style", "weight"}
_TAKEN = frozenset(_DESCRIBING | _DRAWING | {"width"})


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a statement. `kind` is the name of its class (`Person`), `attributes` are its further values."""

    iri: str
    label: str
    kind: str
    attributes: Mapping[str, Value] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in a list that people read: by its label."""
        return self.label.casefold(), self.iri


@dataclass(frozen=True, slots=True)
class Link:
    """That two nodes have to do with one another, from `source` to `target` (IRIs).

    `weight` is how many statements say so (for co-mention: how many documents), `documents` the paths of those that
    say it, `statements` their IRIs; all sorted.
    """

    source: str
    target: str
    kind: str
    weight: int = 1
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)

    @property
    def mutual(self) -> bool:
        """Whether it has no direction."""
        return self.kind == NAMED_WITH

    @property
    def id(self) -> str:
        """A name of its own, no number to any reader: two links between the same nodes differ in their kind."""
        written = f"{self.source}\n{self.target}\n{self.kind}"
        return "l" + hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by IRI, links by source, target and kind. Every end of a link is among the nodes."""

    name: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    directed: bool = True

    def node(self, iri: str) -> Node:
        """Return a node by its IRI.

        Raises:
            KeyError: it has none such.
        """
        return self.by_iri()[iri]

    def by_iri(self) -> dict[str, Node]:
        """Return the nodes by IRI."""
        return {node.iri: node for node in self.nodes}


def network(name: str, nodes: Iterable[Node], links: Iterable[Link], *, directed: bool = True) -> Network:
    """Make a network, its nodes and links in their order."""
    return Network(
        name,
        tuple(sorted(nodes, key=lambda node: node.iri)),
        tuple(sorted(links, key=lambda link: (link.source, link.target, link.kind))),
        directed,
    )


def local(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local("https://w3id.org/social-care-kg/def#Rating")
    'Rating'
    """
    return re.split(r"[#/:]", iri.rstrip("#/:"))[-1]


def short_name(predicate: Iri) -> str:
    """Return the name under which a predicate's values go: letters, digits and underscores, one name one predicate.

    >>> short_name(Iri("https://w3id.org/social-care-kg/def#statedAs")), short_name(Iri("http://purl.org/dc/terms/title"))
    ('statedAs', 'dct_title')
    """
    for prefix, namespace in PREFIXES.items():
        name = predicate.value.removeprefix(namespace)
        if name != predicate.value and _PLAIN.fullmatch(name):
            if prefix == "sc" and name not in _TAKEN:
                return name
            return f"{prefix}_{name}"
    digest = hashlib.sha256(predicate.value.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    said = re.sub(r"[^A-Za-z0-9]+", "_", local(predicate.value)).strip("_")
    return f"{said if said[:1].isalpha() else f'p{said}'}_{digest}"


def words(kind: str) -> str:
    """Return the words of a class's name.

    >>> words("LocalAuthority")
    'local authority'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind).lower()


def counted(number: int, thing: str) -> str:
    """Return a number with what it counts.

    >>> counted(1, "link"), counted(1200, "link")
    ('1 link', '1,200 links')
    """
    return f"{number:,} {thing}{'s' * (number != 1)}"
