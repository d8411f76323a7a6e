"""A source of facts in, a network of things out: who has to do with whom, and which statements say so.

Each projection is one or more patterns of SPARQL, every one a sort of link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.network.links import NAMED_WITH, Link, Network, Node, Value, local, network
from kg.rdf import PREFIXES, Iri
from kg.results import Source

ASKED_AT_ONCE = 500

_HEAD = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("oa", "org", "rdfs", "sc"))
# Classes that say less than another one of the same thing.
_BROAD = frozenset({"FormalOrganization", "Organization", "Statement"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sort of link: SPARQL that binds `?statement`, `?source` and `?target`, and the `listed` variables.

    What the listed variables are bound to stands at the link, each text once. OPTIONAL and BIND come last, so that
    the engine joins all that must be there first.
    """

    kind: str
    sparql: str
    listed: tuple[str, ...] = ()


COMMENTS = Pattern(
    "comments on",
    """?statement a sc:Comment ; sc:speaker ?source ; sc:about ?target .
    OPTIONAL { ?statement sc:onBehalfOf/rdfs:label ?on_behalf_of }""",
    ("on_behalf_of",),
)
POSTS = Pattern(
    "holds a post at",
    "?statement a sc:Membership ; org:member ?source ; org:organization ?target ; sc:role ?roles .",
    ("roles",),
)
PARTNERS = Pattern(
    "works with",
    """?statement a sc:ProgrammeMention ; sc:authority ?source ; sc:partner ?target . FILTER(?source != ?target)
    OPTIONAL { ?statement sc:asNamed ?programmes }""",
    ("programmes",),
)
_RATED = """?statement a sc:Rating ; sc:status <https://w3id.org/social-care-kg/vocab/statuses/current> ;
    sc:ratingSubject ?service ; sc:ratingValue ?value .
    ?service a sc:Service ; sc:authority ?authority ; rdfs:label ?services ."""
_TYPE = "OPTIONAL { ?service sc:serviceType ?type } BIND(COALESCE(?type, ?service) AS"
SERVICES = (
    Pattern("has rated", f"{_RATED} {_TYPE} ?target) BIND(?authority AS ?source)", ("services",)),
    Pattern(
        "is rated",
        f"""{_RATED} ?authority rdfs:label ?authorities .
        OPTIONAL {{ ?statement sc:judgementArea/rdfs:label ?areas }}
        {_TYPE} ?source) BIND(?value AS ?target)""",
        ("authorities", "areas"),
    ),
)
CONNECTIONS = (
    COMMENTS,
    Pattern("speaks for", "?statement a sc:Comment ; sc:speaker ?source ; sc:onBehalfOf ?target ."),
    POSTS,
    PARTNERS,
    Pattern(
        "inspects",
        """?statement a sc:Mention ; sc:conductedBy ?source ; sc:mentions ?inspection .
        ?inspection sc:inspects ?subject .
        OPTIONAL { ?subject sc:authority ?owner } BIND(COALESCE(?owner, ?subject) AS ?target)""",
    ),
    Pattern("says of", "?statement sc:statedBy ?source ; sc:authority ?target . FILTER(?source != ?target)"),
)


def comments(source: Source) -> Network:
    """Person → authority: who comments on whom; weight: the number of comments."""
    return _projection("comments", source, [COMMENTS])


def posts(source: Source) -> Network:
    """Person → body: who is said to hold a post where, with the roles; weight: the number of statements."""
    return _projection("posts", source, [POSTS])


def services(source: Source) -> Network:
    """Authority → kind of service → value: how services are rated; weight: the number of current ratings.

    A service whose words name no kind stands for itself.
    """
    return _projection("services", source, SERVICES, {"Concept": "ServiceType"})


def partners(source: Source) -> Network:
    """Authority → partner: with whom it runs programmes; weight: the number of statements."""
    return _projection("partners", source, [PARTNERS])


def connections(source: Source) -> Network:
    """Everything by which people, authorities and other bodies have to do with one another."""
    return _projection("connections", source, CONNECTIONS)


def co_mention(source: Source) -> Network:
    """Authority – authority: which are named in the same document; weight: the number of documents."""
    pattern = "?statement a sc:Mention ; sc:mentions ?authority . ?authority a sc:LocalAuthority ."
    named: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(source, pattern, ("authority",)):
        named[row["document"]][row["authority"]] = row["statement"]
    gathered: dict[tuple[str, str], _Gathered] = defaultdict(_Gathered)
    for document, mentions in named.items():
        for ends in combinations(sorted(mentions), 2):
            gathered[ends].add(document, [mentions[end] for end in ends], {})
    links = [found.link(*ends, NAMED_WITH, len(found.documents)) for ends, found in gathered.items()]
    return network("co-mention", _nodes(source, links), links, directed=False)


@dataclass(slots=True)
class _Gathered:
    """What is said of one link, while rows are read."""

    documents: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    lists: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, document: str, statements: Iterable[str], listed: Mapping[str, str]) -> None:
        self.documents.add(document)
        self.statements.update(statements)
        for name, text in listed.items():
            if text:
                self.lists[name].add(text)

    def link(self, source: str, target: str, kind: str, weight: int) -> Link:
        attributes: dict[str, Value] = {name: _distinct(texts) for name, texts in sorted(self.lists.items())}
        ordered = tuple(sorted(self.documents)), tuple(sorted(self.statements))
        return Link(source, target, kind, weight, *ordered, attributes)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts in order, those that differ in case alone once."""
    found: dict[str, str] = {}
    for text in sorted(texts, key=lambda text: (text.casefold(), text)):
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _projection(
    name: str, source: Source, patterns: Iterable[Pattern], kinds: Mapping[str, str] | None = None
) -> Network:
    """Gather the links of all patterns; `kinds` renames classes of nodes."""
    gathered: dict[tuple[str, str, str], _Gathered] = defaultdict(_Gathered)
    for pattern in patterns:
        for row in _rows(source, pattern.sparql, ("source", "target", *pattern.listed)):
            listed = {variable: row[variable] for variable in pattern.listed}
            gathered[row["source"], row["target"], pattern.kind].add(row["document"], [row["statement"]], listed)
    links = [found.link(*key, len(found.statements)) for key, found in gathered.items()]
    nodes = (replace(node, kind=(kinds or {}).get(node.kind, node.kind)) for node in _nodes(source, links))
    return network(name, nodes, links)


def _rows(source: Source, pattern: str, variables: Iterable[str]) -> list[dict[str, str]]:
    columns = " ".join(f"?{variable}" for variable in variables)
    return source.select(
        f"{_HEAD}SELECT ?statement ?document {columns} WHERE {{\n"
        f"    ?statement sc:evidence/oa:hasSource/sc:path ?document . {pattern} }}",
        "projection",
    ).texts()


def _nodes(source: Source, links: Iterable[Link]) -> list[Node]:
    """Return the ends of the links."""
    iris = sorted({end for link in links for end in (link.source, link.target)})
    labels: dict[str, str] = {}
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for place in range(0, len(iris), ASKED_AT_ONCE):
        for row in _described(source, iris[place : place + ASKED_AT_ONCE]):
            labels[row["thing"]] = max(labels.get(row["thing"], ""), row["label"])
            classes[row["thing"]].add(local(row["class"]))
    return [Node(iri, labels.get(iri) or local(iri), narrowest(classes[iri])) for iri in iris]


def _described(source: Source, iris: Iterable[str]) -> list[dict[str, str]]:
    wanted = " ".join(Iri(iri).n3 for iri in iris)
    pattern = f"VALUES ?thing {{ {wanted} }} ?thing rdfs:label ?label ; a ?class ."
    return source.select(f"{_HEAD}SELECT ?thing ?label ?class WHERE {{ {pattern} }}", "projection").texts()


def narrowest(classes: Iterable[str]) -> str:
    """Return the class that says most, of names of classes; the first in the alphabet of several."""
    return min(classes, key=lambda name: (name == "Concept", name in _BROAD, name), default="Resource")
