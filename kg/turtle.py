"""Triples or quads in, Turtle or TriG out: made to be read by people and compared line by line.

The same set gives the same text. One subject a block, `a` first, then the predicates in alphabetical order.
A literal stands on one line whatever it holds, so that no editor and no change of line ends can alter a
quotation. RDF 1.1 Turtle and RDF 1.1 TriG, W3C 2014.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.rdf import BASE, PREFIXES, RDF_TYPE, XSD, XSD_STRING, Iri, Literal, Quad, Term

Triple = tuple[Iri, Iri, Term]

WIDTH = 110
_INDENT = "    "

# `id/person/`, `vocab/areas/` or `graph/` below a base, with something behind it: a namespace of our own.
_OWN = r"([a-z]+)/(?:([a-z][a-z0-9-]*)/)?(?=.)"
# The part of PN_LOCAL on which every reader agrees, and the slash, which is escaped.
_LOCAL = re.compile(r"[A-Za-z0-9_À-ÖØ-öø-˿](?:[A-Za-z0-9_À-ÖØ-öø-˿/.-]*[A-Za-z0-9_À-ÖØ-öø-˿-])?")
# Numbers in the one form that readers which compute with them give back unchanged.
_BARE = {
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    XSD + "decimal": re.compile(r"(?!-0\.0$)-?(?:0|[1-9][0-9]{0,11})\.(?:0|[0-9]{0,4}[1-9])"),
}
# What ends a line for some readers, turns the direction of writing, or can't be seen, beyond what N-Triples
# escapes.
_UNSEEN = re.compile("[\x80-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")


def turtle(triples: Iterable[Triple | Quad], prefixes: Mapping[str, str] = PREFIXES, base: str = BASE) -> str:
    """Write Turtle; a quad's graph is left out, and a triple that stands in two graphs is written once.

    Things below `base` get prefixes of their own.

    Raises:
        ValueError: a literal holds half of a character (a lone surrogate).
    """
    return "".join(turtle_pieces(triples, prefixes, base))


def turtle_pieces(
    triples: Iterable[Triple | Quad], prefixes: Mapping[str, str] = PREFIXES, base: str = BASE
) -> Iterator[str]:
    """Yield Turtle, as `turtle` writes it: the prefixes, then a subject at a time."""
    graph = [(triple[0], triple[1], triple[2]) for triple in triples]
    names = _Names(prefixes, _iris(graph), base)
    subjects = _subjects(graph, names)
    yield names.head()
    yield from (f"\n{block}" for block in _blocks(subjects, names))


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES, base: str = BASE) -> str:
    """Write TriG, the graphs in order of their IRIs.

    Raises:
        ValueError: a literal holds half of a character (a lone surrogate).
    """
    return "".join(trig_pieces(quads, prefixes, base))


def trig_pieces(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES, base: str = BASE) -> Iterator[str]:
    """Yield TriG, as `trig` writes it: the prefixes, then a graph at a time."""
    graphs: defaultdict[str, list[Triple]] = defaultdict(list)
    for subject, predicate, thing, graph in quads:
        graphs[graph.value].append((subject, predicate, thing))
    names = _Names(prefixes, {*graphs, *(iri for triples in graphs.values() for iri in _iris(triples))}, base)
    said = {names[graph]: _subjects(graphs[graph], names) for graph in sorted(graphs)}
    yield names.head()
    yield from (f"\n{_graph(graph, subjects, names)}" for graph, subjects in said.items())


class _Names(dict[str, str]):
    """IRI → how it is written; remembers which prefixes it took.

    Beside the given prefixes it makes one for each kind of thing (`person:`), scheme of concepts (`areas:`)
    and kind of graph (`graph-document:`) among the IRIs given first.
    """

    def __init__(self, prefixes: Mapping[str, str], iris: Iterable[str], base: str) -> None:
        bases = sorted({BASE, base}, key=len, reverse=True)
        self._own = re.compile(f"(?:{'|'.join(map(re.escape, bases))}){_OWN}")
        self._prefixes = {space: prefix for prefix, space in prefixes.items()} | _own(prefixes, iris, self._own)
        self._taken: dict[str, str] = {}

    def __missing__(self, iri: str) -> str:
        self[iri] = name = self._short(iri) or f"<{iri}>"
        return name

    def _short(self, iri: str) -> str:
        for namespace in _namespaces(iri, self._own):
            prefix, local = self._prefixes.get(namespace), iri[len(namespace) :]
            if prefix is not None and _LOCAL.fullmatch(local):
                self._taken[prefix] = namespace
                return f"{prefix}:{local}".replace("/", "\\/")
        return ""

    def head(self) -> str:
        """Return the prefixes taken so far, in alphabetical order, one a line."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(self._taken.items()))


def _namespaces(iri: str, own: re.Pattern[str]) -> Iterator[str]:
    """Yield where the IRI may be split: as one of ours, behind its last #, its last /, its last colon."""
    if ours := own.match(iri):
        yield ours[0]
    for mark in "#/:":
        yield iri[: iri.rfind(mark) + 1]


def _own(prefixes: Mapping[str, str], iris: Iterable[str], own: re.Pattern[str]) -> dict[str, str]:
    """Return a prefix for each namespace of our own among the IRIs, unless all its words are another's."""
    namespaces = {match[0]: match for match in map(own.match, iris) if match}
    chosen: dict[str, str] = {}
    for namespace, match in sorted(namespaces.items()):
        taken = {*prefixes, *chosen.values()}
        if word := next((word for word in _words(match[1], match[2]) if word not in taken), ""):
            chosen[namespace] = word
    return chosen


def _words(section: str, name: str | None) -> list[str]:
    """Return what may name `<section>/<name>/`, best first."""
    if not name:
        return [section]
    long = f"{section}-{name}"
    return [long] if section == "graph" else [name, long]


def _iris(triples: Iterable[Triple]) -> set[str]:
    """Return the IRIs of subjects, predicates and objects."""
    return {iri.value for triple in triples for iri in triple if isinstance(iri, Iri)}


_Subjects = Mapping[str, set[tuple[str, str]]]


def _subjects(triples: Iterable[Triple], names: _Names) -> _Subjects:
    """Return what is said of each subject, as it is written; every name in it is taken."""
    subjects: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, predicate, thing in triples:
        # "" stands for `a`, so that it comes first.
        verb = "" if predicate.value == RDF_TYPE else names[predicate.value]
        written = names[thing.value] if isinstance(thing, Iri) else _literal(thing, names)
        subjects[subject.value].add((verb, written))
    for iri in subjects:
        names[iri]
    return subjects


def _blocks(subjects: _Subjects, names: _Names) -> Iterator[str]:
    """Yield a block for each subject, in order of their IRIs."""
    for iri in sorted(subjects):
        yield _block(names[iri], subjects[iri])


def _block(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
    verbs: defaultdict[str, list[str]] = defaultdict(list)
    for verb, thing in sorted(pairs):
        verbs[verb].append(thing)
    return f"{subject} " + f" ;\n{_INDENT}".join(_line(verb or "a", things) for verb, things in verbs.items()) + " .\n"


def _line(verb: str, things: list[str]) -> str:
    """Write a predicate with its objects: side by side if they fit, otherwise one a line."""
    line = f"{verb} " + " , ".join(things)
    if len(things) == 1 or len(line) <= WIDTH - len(_INDENT):
        return line
    gap = f"\n{_INDENT}{_INDENT}"
    return verb + gap + f" ,{gap}".join(things)


def _graph(graph: str, subjects: _Subjects, names: _Names) -> str:
    inside = "\n".join(_blocks(subjects, names))
    return f"{graph} {{\n{re.sub('^(?=.)', _INDENT, inside, flags=re.MULTILINE)}}}\n"


def _literal(literal: Literal, names: _Names) -> str:
    bare = _BARE.get(literal.datatype)
    if bare and bare.fullmatch(literal.value):
        return literal.value
    quoted = Literal(literal.value).n3
    if not quoted.isascii():
        quoted = _UNSEEN.sub(_code, quoted)
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if literal.datatype == XSD_STRING else f"{quoted}^^{names[literal.datatype]}"


def _code(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
