"""Blocks and lexicon in, annotated blocks out: tokens, sentences and the places of every label."""

from __future__ import annotations

from kg import english
from kg.layout import lay_out
from kg.lexicon import Lexicon
from kg.model import Annotated, AnnotatedBlock, Block, Document


def annotate(document: Document, lexicon: Lexicon) -> Annotated:
    """Lay a document out and mark what the lexicon knows in it."""
    layout = lay_out(document, lexicon)
    return Annotated(document, layout, tuple(annotate_block(block, lexicon) for block in layout.blocks))


def annotate_block(block: Block, lexicon: Lexicon) -> AnnotatedBlock:
    """Return a block with its tokens, sentences and hits."""
    tokens = english.tokens(block.text)
    return AnnotatedBlock(block, tokens, english.sentences(block.text), lexicon.hits(tokens))
