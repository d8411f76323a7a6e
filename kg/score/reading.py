"""A document in, what the extractor found in it out, with the sentence of every place: in memory, without a build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.annotate import annotate
from kg.extract import extract
from kg.lexicon import Lexicon
from kg.model import Annotated, AnnotatedBlock, Document, Span
from kg.resolve import resolve
from kg.score.folding import Letters, letters, words
from kg.score.found import Found, found_marks


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the extractor read it."""

    annotated: Annotated
    found: tuple[Found, ...]
    letters: Letters

    @property
    def text(self) -> str:
        """The raw text."""
        return self.annotated.document.text

    def sentence(self, place: Span) -> str:
        """Return the sentence in which a place begins, with single spaces; '' outside all blocks."""
        for block in self.annotated.blocks:
            view = block.block.view
            if view.starts and view.starts[0] <= place.start < view.ends[-1]:
                offset = next(at for at, end in enumerate(view.ends) if end > place.start)
                start, end = block.sentence_at(offset)
                return block.text[start:end].strip()
        return ""

    def likeliest_sentence(self, said: str) -> str:
        """Return the sentence that has most words of what is said; the first of equals."""
        wanted = set(words(said))
        sentences = [text for block in self.annotated.blocks for text in _sentences(block)]
        return max(sentences, key=lambda text: len(wanted & set(words(text))), default="")


def _sentences(block: AnnotatedBlock) -> Iterable[str]:
    return (block.text[start:end].strip() for start, end in block.sentences)


def read_document(document: Document, lexicon: Lexicon) -> Reading:
    """Take a document through the extractor; names are resolved, so that labels can be compared."""
    annotated = annotate(document, lexicon)
    facts = resolve(document, extract(annotated, lexicon), lexicon)
    return Reading(annotated, found_marks(facts, lexicon), letters(document.text))
