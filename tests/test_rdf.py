"""N-Quads: what we write, we read, and nothing else."""

import pytest
from hypothesis import given, settings
from rdf_samples import oxigraph_reads, quads, sample

from kg.rdf import LANG_STRING, XSD, Iri, Literal, Quad, nquads, parse_nquads

S, P, G = Iri("urn:s"), Iri("urn:p"), Iri("urn:g")


def _one(line: str) -> Quad:
    (quad,) = parse_nquads(line)
    return quad


@given(quads)
@settings(deadline=None)
def test_what_is_written_is_read(graph: set[Quad]) -> None:
    assert set(parse_nquads(nquads(graph))) == graph


def test_the_sample_is_read_as_another_library_reads_it() -> None:
    import pyoxigraph as ox

    text = nquads(sample())
    assert set(parse_nquads(text)) == oxigraph_reads(text, ox.RdfFormat.N_QUADS)


@pytest.mark.parametrize(
    ("line", "quad"),
    [
        ("<urn:s> <urn:p> <urn:o> <urn:g> .", Quad(S, P, Iri("urn:o"), G)),
        ('<urn:s><urn:p>"a"<urn:g>.', Quad(S, P, Literal("a"), G)),
        ('\t<urn:s>\t<urn:p> "a" <urn:g> . # a remark\r', Quad(S, P, Literal("a"), G)),
        ('<urn:s> <urn:p> "a # b" <urn:g> .', Quad(S, P, Literal("a # b"), G)),
        (r'<urn:s> <urn:p> "\t\b\n\r\f\"\'\\" <urn:g> .', Quad(S, P, Literal("\t\b\n\r\f\"'\\"), G)),
        (r'<urn:s> <urn:p> "\u00e9\U0001F600" <urn:g> .', Quad(S, P, Literal("é😀"), G)),
        (r"<urn:s> <urn:p> <urn:\u00e9> <urn:g> .", Quad(S, P, Iri("urn:é"), G)),
        (
            '<urn:s> <urn:p> "one\u2028two\x85three" <urn:g> .',
            Quad(S, P, Literal("one\u2028two\x85three"), G),
        ),
        (f'<urn:s> <urn:p> "1"^^<{XSD}integer> <urn:g> .', Quad(S, P, Literal("1", XSD + "integer"), G)),
        ('<urn:s> <urn:p> "plas"@cy-GB <urn:g> .', Quad(S, P, Literal("plas", language="cy-GB"), G)),
    ],
)
def test_a_line_is_read(line: str, quad: Quad) -> None:
    assert _one(line) == quad


@pytest.mark.parametrize(
    "line",
    [
        "<urn:s> <urn:p> <urn:o> .",
        "_:a <urn:p> <urn:o> <urn:g> .",
        "<s> <urn:p> <urn:o> <urn:g> .",
        "<urn:s> <urn:p> <urn:o> <urn:g>",
        '<urn:s> "p" <urn:o> <urn:g> .',
        "<urn:s> <urn:p> 1 <urn:g> .",
        '<urn:s> <urn:p> "a <urn:g> .',
        r'<urn:s> <urn:p> "\x" <urn:g> .',
        r'<urn:s> <urn:p> "\ud800" <urn:g> .',
        r'<urn:s> <urn:p> "\UFFFFFFFF" <urn:g> .',
        r"<urn:s> <urn:p> <urn:\u0020> <urn:g> .",
        "<urn:s> <urn:p> <urn:o> <urn:g> . <urn:s>",
    ],
)
def test_a_wrong_line_is_named_by_its_number(line: str) -> None:
    with pytest.raises(ValueError, match=r"^line 3"):
        list(parse_nquads(f"# a remark\n\n{line}\n"))


def test_a_tagged_string_has_the_datatype_that_rdf_gives_it() -> None:
    assert Literal("plas", language="cy") == Literal("plas", LANG_STRING, "cy")


@pytest.mark.parametrize("value", ["urn:a b", "urn:<", "urn:\ud800"])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        Iri(value)
