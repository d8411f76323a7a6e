"""Turtle in `ontology/` in, a `Lexicon` out: concepts, scales, regimes, authorities, and the indexes that find them.

The only reader of vocabularies, and the only room that turns Turtle into our own quads. Several folders may be given:
a later one adds regimes and concepts to the project's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import english
from kg.errors import VocabularyError
from kg.model import Channel, Hit, Token
from kg.phrases import GAP, PhraseIndex
from kg.rdf import BASE, XSD_STRING, Iri, Literal, Quad, term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

VOCAB = BASE + "vocab/"
GRAPHS = BASE + "graph/"
UNSAID = frozenset(
    ("authority-types", "name-styles", "regions", "rules", "statuses", "modes", "channels", "mention-roles")
)
VALUES, VALUE_WORDS, AUTHORITIES, REGIMES = "values", "value-words", "authorities", "regimes"
AREAS, AREA_WORDS = "areas", "area-words"
MOST = 0.6


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept with its surface forms: `labels` name it anywhere, `words` only inside a construction."""

    iri: str
    scheme: str
    notation: str
    label: str
    labels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    rank: int | None = None
    stars: int | None = None
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """A body of the register. `forms` are its names, `weak_forms` those of them that are plain English words too.

    Dates are ISO 8601, '' where open; `successors` are keys.
    """

    key: str
    iri: str
    label: str
    name: str
    type: str
    forms: tuple[str, ...]
    weak_forms: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    social_services: bool = True


@dataclass(frozen=True, slots=True)
class Regime:
    """An inspection regime: names, what it judges (`applies_to`: class names), its scales, constructions and bodies.

    `valid_from` and `valid_to` are ISO 8601 dates, months or years, '' where open; `broader` are the regimes that stand
    for it where a document does not settle which; `client_groups` those whose services it judges.
    """

    iri: str
    label: str
    labels: tuple[str, ...]
    applies_to: tuple[str, ...]
    scales: tuple[str, ...]
    constructions: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    broader: tuple[str, ...] = ()
    client_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All vocabularies, ready to be searched. Concepts by IRI, scales' areas by scale name, authorities by key.

    `loose` finds the labels of every scheme but the authorities', `names` those.
    """

    concepts: Mapping[str, Concept]
    schemes: Mapping[str, tuple[Concept, ...]]
    areas: Mapping[str, tuple[str, ...]]
    regimes: Mapping[str, Regime]
    authorities: Mapping[str, Authority]
    quads: frozenset[Quad]
    loose: PhraseIndex
    names: PhraseIndex

    def hits(self, tokens: tuple[Token, ...]) -> dict[str, tuple[Hit, ...]]:
        """Return the hits of every scheme in a text, by scheme, in order of start."""
        found: dict[str, list[Hit]] = {}
        for index in (self.loose, self.names):
            for hit in index.find(tokens):
                found.setdefault(hit.scheme, []).append(hit)
        return {scheme: tuple(hits) for scheme, hits in found.items()}

    def concept(self, scheme: str, notation: str) -> Concept:
        """Return a concept by scheme and notation.

        Raises:
            VocabularyError: there is none.
        """
        found = self.concepts.get(f"{VOCAB}{scheme}/{notation}")
        if found is None:
            raise VocabularyError(f"ontology/: the scheme '{scheme}' has no concept '{notation}'; add it to its file")
        return found

    def cues(self, notation: str, tokens: tuple[Token, ...]) -> tuple[Hit, ...]:
        """Return the hits of one cue concept in a text."""
        return tuple(hit for hit in self.loose.find(tokens) if hit.concept == cue(notation))

    def is_cue(self, notation: str, text: str) -> bool:
        """Return whether a text is a cue: a label of it stands at its start, and is most of it or open-ended."""
        return cue(notation) in self.opening_cues(text)

    def opening_cues(self, text: str) -> frozenset[str]:
        """Return the IRIs of the cues that a text is."""
        tokens = english.tokens(text)
        words = [token.start for token in tokens if token.is_word]
        return frozenset(
            hit.concept
            for hit in self.loose.opening(tokens)
            if hit.scheme == "cues" and (hit.label.endswith(GAP) or _is_most(hit, words))
        )

    def section(self, text: str) -> str:
        """Return the notation of the minutes section whose heading the text is, or ''."""
        tokens = english.tokens(text)
        words = [token.start for token in tokens if token.is_word]
        hits = (hit for hit in self.loose.opening(tokens) if hit.scheme == "sections")
        whole = (hit for hit in hits if words and hit.start <= words[0] and hit.end > words[-1])
        return next((self.concepts[hit.concept].notation for hit in whole), "")

    def document_kind(self, heads: Iterable[str]) -> str:
        """Return the document type that most headings and short lines show; a news article's if none does."""
        votes = Counter(
            kind for head in heads for cue in sorted(self.opening_cues(head)) for kind in self.concepts[cue].related
        )
        return votes.most_common(1)[0][0] if votes else VOCAB + "document-types/news-article"

    def release_kind(self, introduction: str) -> str:
        """Return the document type of a release by the words that introduce it."""
        hits = self.hits(english.tokens(introduction)).get("document-types", ())
        return hits[0].concept if hits else VOCAB + "document-types/council-statement"

    def channel(self, kind: str) -> Channel:
        """Return the voice of a document type: its own related channel, or that of a broader type."""
        concept = self.concepts.get(kind)
        while concept is not None:
            for related in concept.related:
                return Channel(_name(related).removeprefix("channels/"))
            concept = self.concepts.get(concept.broader[0]) if concept.broader else None
        return Channel.ARTICLE


def cue(notation: str) -> str:
    """Return the IRI of a cue concept."""
    return f"{VOCAB}cues/{notation}"


def _is_most(hit: Hit, words: list[int]) -> bool:
    """Return whether a hit covers most of the words that begin at the given places."""
    return sum(hit.start <= start < hit.end for start in words) >= MOST * len(words)


def load(folders: Iterable[Path]) -> Lexicon:
    """Read every Turtle file below the folders.

    Raises:
        VocabularyError: a folder has none, or a file is not Turtle, holds a blank node or lacks what it needs.
    """
    from rdflib import Graph

    files = [(folder, file) for folder in folders for file in _files(folder)]
    graphs = {file: _parse(file) for _, file in files}
    union, quads = Graph(bind_namespaces="none"), set[Quad]()
    for folder, file in files:
        quads |= set(_as_quads(graphs[file], file, _home(file, folder)))
        union += graphs[file]
    for file, graph in graphs.items():
        _check_schemes(graph, union, file)
    return _lexicon(union, frozenset(quads))


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.ttl"))
    if not files:
        raise VocabularyError(f"{folder}: no Turtle file in it; give a folder with .ttl files")
    return files


def _parse(file: Path) -> Graph:
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph(bind_namespaces="none").parse(file, format="turtle")
    except (BadSyntax, ParserError, UnicodeDecodeError, IndexError) as error:
        line = getattr(error, "lines", None)
        place = f"{file}, line {line + 1}" if isinstance(line, int) else str(file)
        raise VocabularyError(f"{place}: not valid Turtle; mend it there or leave the file out") from error
    except OSError as error:
        raise VocabularyError(f"{file}: can't be read ({error.strerror}); mend it or leave it out") from error


def read_turtle(file: Path, graph: Iri) -> Iterator[Quad]:
    """Yield the triples of a Turtle file as quads of a graph.

    Raises:
        VocabularyError: it is not Turtle, or holds a blank node.
    """
    yield from _as_quads(_parse(file), file, graph)


def _home(file: Path, folder: Path) -> Iri:
    """Return the named graph of a file: ontology, register or vocabularies."""
    graphs = {"core.ttl": "ontology", "register.ttl": "register"}
    return Iri(GRAPHS + graphs.get(file.relative_to(folder).as_posix(), "vocabularies"))


def _as_quads(graph: Graph, file: Path, home: Iri) -> Iterator[Quad]:
    for subject, predicate, obj in graph:
        try:
            start, value = _term(subject), _term(obj)
        except ValueError as error:
            raise VocabularyError(f"{file}: {_local(predicate)} has {error}; give it an IRI") from error
        if not isinstance(start, Iri):
            raise VocabularyError(f"{file}: a literal stands as a subject; give it an IRI")
        yield Quad(start, Iri(str(predicate)), value, home)


def _term(node: Node) -> Iri | Literal:
    """Return a node as our own term; a ValueError for a blank node and for what is no IRI."""
    from rdflib import Literal as RdfLiteral
    from rdflib import URIRef

    if isinstance(node, URIRef):
        return Iri(str(node))
    if isinstance(node, RdfLiteral):
        return Literal(str(node), str(node.datatype or XSD_STRING), node.language or "")
    raise ValueError("a blank node")


def _local(predicate: Node) -> str:
    return str(predicate).replace("#", "/").rsplit("/", 1)[-1]


def _check_schemes(graph: Graph, union: Graph, file: Path) -> None:
    from rdflib import RDF

    for concept in sorted(graph.subjects(RDF.type, _uri("skos:Concept")), key=str):
        if union.value(concept, _uri("skos:inScheme")) is None:
            raise VocabularyError(f"{file}: {concept} is in no concept scheme; add skos:inScheme")


# --- Turtle to values


class _Reader:
    """Reads values of a graph by prefixed property names."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def of_class(self, name: str) -> list[str]:
        """Return the IRIs of a class, sorted."""
        from rdflib import RDF, URIRef

        return sorted({str(subject) for subject in self.graph.subjects(RDF.type, URIRef(term(name).value))})

    def values(self, iri: str, *names: str) -> tuple[str, ...]:
        """Return the values of the properties, sorted, Welsh ones included."""
        from rdflib import URIRef

        found = {str(value) for name in names for value in self.graph.objects(URIRef(iri), _uri(name))}
        return tuple(sorted(found))

    def value(self, iri: str, name: str, default: str = "") -> str:
        """Return the one value, or the first in order."""
        found = self.values(iri, name)
        return found[0] if found else default

    def integer(self, iri: str, name: str) -> int | None:
        """Return the one whole number, if any; a VocabularyError for anything else."""
        found = self.value(iri, name)
        if found and not found.removeprefix("-").isdecimal():
            raise VocabularyError(f"ontology/: {name} of {iri} is '{found}'; give it a whole number")
        return int(found) if found else None


@cache
def _uri(name: str) -> Node:
    from rdflib import URIRef

    return URIRef(term(name).value)


def _lexicon(graph: Graph, quads: frozenset[Quad]) -> Lexicon:
    reader = _Reader(graph)
    concepts = {iri: _concept(reader, iri) for iri in reader.of_class("skos:Concept")}
    schemes: dict[str, list[Concept]] = {}
    for concept in concepts.values():
        schemes.setdefault(concept.scheme, []).append(concept)
    regimes = {iri: _regime(reader, iri) for iri in reader.of_class("sc:InspectionRegime")}
    bodies = [_authority(reader, iri) for iri in reader.of_class("sc:LocalAuthority")]
    authorities = {body.key: body for body in bodies}
    scales = {_name(iri): reader.values(iri, "sc:judgementArea") for iri in reader.of_class("sc:Scale")}
    return Lexicon(
        concepts=concepts,
        schemes={name: tuple(found) for name, found in schemes.items()},
        areas=scales,
        regimes=regimes,
        authorities=authorities,
        quads=quads,
        loose=PhraseIndex(_labels(concepts.values(), scales, regimes.values())),
        names=PhraseIndex(_names(authorities.values()), strict=True),
    )


def _name(iri: str) -> str:
    return iri.removeprefix(VOCAB)


def _concept(reader: _Reader, iri: str) -> Concept:
    labels = reader.values(iri, "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
    return Concept(
        iri,
        _name(reader.value(iri, "skos:inScheme")),
        reader.value(iri, "skos:notation"),
        reader.value(iri, "rdfs:label"),
        tuple(label for label in labels if "(" not in label),
        reader.values(iri, "sc:valueWord"),
        reader.values(iri, "skos:broader"),
        reader.values(iri, "skos:related"),
        reader.integer(iri, "sc:rank"),
        reader.integer(iri, "sc:stars"),
        reader.values(iri, "skos:example"),
        reader.values(iri, "sc:counterExample"),
    )


def _regime(reader: _Reader, iri: str) -> Regime:
    return Regime(
        iri,
        reader.value(iri, "rdfs:label"),
        reader.values(iri, "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"),
        reader.values(iri, "sc:appliesTo"),
        tuple(_name(scale) for scale in reader.values(iri, "sc:usesScale")),
        tuple(_name(rule).removeprefix("rules/") for rule in reader.values(iri, "sc:usesConstruction")),
        reader.values(iri, "sc:conductedBy"),
        reader.value(iri, "schema:startDate"),
        reader.value(iri, "schema:endDate"),
        reader.values(iri, "skos:broader"),
        reader.values(iri, "sc:clientGroup"),
    )


def _authority(reader: _Reader, iri: str) -> Authority:
    label, name = reader.value(iri, "rdfs:label"), reader.value(iri, "skos:prefLabel")
    styles = reader.values(iri, "sc:nameStyle")
    alone, bound = {label, *reader.values(iri, "sc:shortName")}, set(reader.values(iri, "sc:onlyWithKind"))
    forms = (alone - bound) | {name, *reader.values(iri, "skos:altLabel", "skos:hiddenLabel")}
    forms = forms.union(*(_styled(reader, styles, stem) for stem in alone | bound))
    weak = reader.values(iri, "sc:commonWord")
    return Authority(
        reader.value(iri, "dct:identifier"),
        iri,
        label,
        name,
        reader.value(iri, "org:classification").rsplit("/", 1)[-1],
        tuple(sorted(forms)),
        weak,
        reader.value(iri, "schema:foundingDate"),
        reader.value(iri, "schema:dissolutionDate"),
        tuple(key.rsplit("/", 1)[-1] for key in reader.values(iri, "dct:isReplacedBy")),
        reader.value(iri, "sc:socialServices", "true") == "true",
    )


def _styled(reader: _Reader, styles: tuple[str, ...], base: str) -> set[str]:
    """Return the names that styles make of a short name: "Bolton" → "Bolton MBC", "Metropolitan Borough of Bolton"."""
    suffixes = {suffix for style in styles for suffix in reader.values(style, "sc:nameSuffix")}
    prefixes = {prefix for style in styles for prefix in reader.values(style, "sc:namePrefix")}
    if any(base.endswith(" " + suffix) for suffix in suffixes):
        return set()
    return {f"{base} {suffix}" for suffix in suffixes} | {f"{prefix} {base}" for prefix in prefixes}


def _labels(
    concepts: Iterable[Concept], scales: Mapping[str, tuple[str, ...]], regimes: Iterable[Regime]
) -> Iterator[tuple[str, str, str]]:
    """Yield (scheme, IRI, label) of all that texts name; the values of all scales are one scheme.

    A value's label that is a value word too ("Good"), and the labels of an area that has such words ("safe"), are plain
    English: they count inside constructions only.
    """
    for concept in concepts:
        if concept.scheme in scales:
            plain = {word.lower() for word in concept.words}
            yield from ((VALUES, concept.iri, label) for label in concept.labels if label.lower() not in plain)
            yield from ((VALUE_WORDS, concept.iri, word) for word in concept.words)
        elif concept.scheme not in UNSAID:
            worded = concept.scheme == AREAS and bool(concept.words)
            scheme, words = (AREA_WORDS, concept.words) if worded else (concept.scheme, ())
            yield from ((scheme, concept.iri, label) for label in dict.fromkeys((*concept.labels, *words)))
    yield from ((REGIMES, regime.iri, label) for regime in regimes for label in regime.labels)


def _names(authorities: Iterable[Authority]) -> Iterator[tuple[str, str, str]]:
    """Yield (scheme, key, name) of the authorities; "The Vale of Glamorgan" is found without its article too."""
    for authority in authorities:
        for form in {form.removeprefix("The ") for form in authority.forms}:
            yield AUTHORITIES, authority.key, form
