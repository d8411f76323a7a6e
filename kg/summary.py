"""A build's summary in, a text that a person enjoys out; and a line of progress while it is made."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from kg.building import Summary
from kg.folder import opened
from kg.query import saved, table

WIDEST = 88
HARD_SPACE = "\xa0"
SHOWN = 12
PATIENCE = 0.5
KINDS = (
    ("rating", "ratings"),
    ("comment", "comments"),
    ("person", "roles of people"),
    ("finding", "findings"),
    ("recommendation", "recommendations"),
    ("measurement", "measurements"),
    ("event", "events"),
    ("programme", "programmes"),
    ("quotation", "quotations"),
    ("minute", "entries of minutes"),
    ("inspection", "inspections"),
    ("release", "releases"),
)


def progress(stream: TextIO) -> Callable[[int, int], None]:
    """Return a function that keeps one line of progress on a terminal, once the work takes longer than a moment."""
    began = time.monotonic()

    def report(done: int, of: int) -> None:
        if stream.isatty() and time.monotonic() - began > PATIENCE:
            stream.write(f"\r{done} of {of} documents" if done < of else "\r\033[K")
            stream.flush()

    return report if stream.isatty() else lambda done, of: None


def summary_text(made: Summary, out: Path, *, colour: bool) -> str:
    """Return what was read, what was found, what the shapes object to, and what to ask next."""
    bold = (lambda text: f"\033[1m{text}\033[0m") if colour else (lambda text: text)
    lines = [
        "",
        bold(_head(made, out)),
        "",
        *_judgements(out),
        *_counts(made),
        "",
        *_objections(made, out),
        "",
    ]
    lines += ["Next: kg queries · kg query directors-on-authorities · kg explain ratings#1", ""]
    return "\n".join(lines)


def _head(made: Summary, out: Path) -> str:
    copies = sum(len(document.aliases) for document in made.documents)
    parts = [f"{_several(len(made.documents), 'document')} read into {out}/"]
    if copies:
        parts.append(f"{_several(copies, 'copy', 'copies')} of them passed over")
    if made.skipped:
        parts.append(f"{_several(len(made.skipped), 'file')} of other kinds passed over")
    if made.unread:
        parts.append(f"{_several(len(made.unread), 'file')} could not be read")
    return ", ".join(parts)


def _several(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _judgements(out: Path) -> list[str]:
    """Return the overall judgements as aligned lines, at most a dozen."""
    rows = table(opened(out), saved("overall-judgements"), {}).texts()
    shown = [(row["authority"], row["serving"], row["prospects"]) for row in rows]
    lines = _aligned(shown[:SHOWN])
    return [
        *lines,
        *([f"  … and {len(shown) - SHOWN} more"] if len(shown) > SHOWN else []),
        *([""] if lines else []),
    ]


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _counts(made: Summary) -> list[str]:
    found = [f"{made.counts[kind]:,} {name}" for kind, name in KINDS if made.counts[kind]]
    parts = [part.replace(" ", HARD_SPACE) for part in (*found, f"{made.quads:,} triples")]
    return [line.replace(HARD_SPACE, " ") for line in textwrap.wrap(" · ".join(parts), WIDEST)]


def _objections(made: Summary, out: Path) -> list[str]:
    """Return how far the graph can be trusted: numbers by severity, and the first few in words."""
    serious = [violation for violation in made.violations if violation.severity != "Info"]
    if not serious:
        return ["The shapes object to nothing: each fact has its sentence."]
    kinds = {severity: sum(v.severity == severity for v in serious) for severity in ("Violation", "Warning")}
    head = ", ".join(_several(number, severity.lower()) for severity, number in kinds.items() if number)
    lines = [f"{head} (all of them: {out}/report.txt)"]
    for violation in serious[:3]:
        quoted = f"“{violation.quotation[:WIDEST]}”: " if violation.quotation else ""
        lines.append(f"  {violation.document}: {quoted}{violation.message}")
    return lines
