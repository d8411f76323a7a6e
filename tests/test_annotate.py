"""Blocks with their tokens, sentences and labels."""

from __future__ import annotations

from kg.annotate import annotate
from kg.lexicon import AUTHORITIES, Lexicon
from kg.model import Annotated, Document

TEXT = """\
Bolton commended

Bolton MBC’s social services serve most people well. Its home care service has two
stars, inspectors say.
"""


def _annotated(text: str, lexicon: Lexicon) -> Annotated:
    return annotate(Document("bolton.txt", text, "0" * 64), lexicon)


def test_each_block_has_its_sentences(lexicon: Lexicon) -> None:
    block = _annotated(TEXT, lexicon).blocks[1]
    assert [block.text[start:end] for start, end in block.sentences] == [
        "Bolton MBC's social services serve most people well.",
        "Its home care service has two stars, inspectors say.",
    ]


def test_the_places_of_labels_lead_back_to_the_raw_text(lexicon: Lexicon) -> None:
    block = _annotated(TEXT, lexicon).blocks[1]
    spans = [block.block.view.span(hit.start, hit.end) for hit in block.hits[AUTHORITIES]]
    assert [TEXT[start:end] for start, end in spans] == ["Bolton MBC"]


def test_a_label_is_found_across_a_line_wrap(lexicon: Lexicon) -> None:
    block = _annotated(TEXT, lexicon).blocks[1]
    (span,) = {block.block.view.span(hit.start, hit.end) for hit in block.hits["values"] if "star" in hit.label}
    assert TEXT[span.start : span.end] == "two\nstars"


def test_hits_are_told_by_scheme_in_order_of_start(lexicon: Lexicon) -> None:
    for block in _annotated(TEXT, lexicon).blocks:
        for hits in block.hits.values():
            assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


def test_an_empty_document_has_no_blocks(lexicon: Lexicon) -> None:
    assert _annotated(" \n\n", lexicon).blocks == ()
