"""Knowledge is data, grammar is Python: the code holds no word that the vocabularies hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.lexicon import Lexicon

SHORTEST = 6
CODE = Path(kg.__file__).parent
READERS = ("extract", "layout", "marks.py", "phrases.py", "annotate.py", "lexicon.py")


def _literals(file: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(file.read_text("utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def _labels(lexicon: Lexicon) -> set[str]:
    """Labels of six letters or more; of cue lists, which hold plain English too, only phrases."""
    found = {form for authority in lexicon.authorities.values() for form in authority.forms}
    for concept in lexicon.concepts.values():
        said = (*concept.labels, *concept.words)
        found |= {label for label in said if " " in label or not concept.scheme.endswith("cues")}
    return {label.lower() for label in found if len(label) >= SHORTEST}


def test_no_label_of_a_vocabulary_stands_in_a_string_of_the_code(lexicon: Lexicon) -> None:
    labels = _labels(lexicon) - _names(lexicon)
    found = [
        f"{file.relative_to(CODE)}:{line}: {text!r}"
        for name in READERS
        for file in sorted([CODE / name] if name.endswith(".py") else (CODE / name).rglob("*.py"))
        for line, text in _literals(file)
        if text.lower().strip() in labels
    ]
    assert found == []


def _names(lexicon: Lexicon) -> set[str]:
    """Names by which the code calls concepts: schemes and notations, but never a scale's values."""
    spoken = {concept.notation for concept in lexicon.concepts.values() if concept.scheme not in lexicon.areas}
    return {*lexicon.schemes, *spoken, "authority", "overall", "person"}


def test_every_rule_that_the_code_names_is_described_in_the_vocabulary(lexicon: Lexicon) -> None:
    described = {concept.notation for concept in lexicon.schemes["rules"]}
    named = {
        text for file in sorted((CODE / "extract").rglob("*.py")) for _, text in _literals(file) if text in described
    }
    assert described - named == set()
