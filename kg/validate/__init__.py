"""Graphs in, what the SHACL shapes object to out, and reports of it.

The only room that imports pySHACL. Bad data is a value, never an exception; nothing is printed.
"""

from kg.validate.evidence import check_evidence
from kg.validate.judge import (
    Shared,
    shared,
    validate_document,
    validate_entities,
    validate_files,
    validate_shared,
)
from kg.validate.report import conforms, in_order, report_json, report_text, report_turtle
from kg.validate.shapes import Shapes, load_shapes

__all__ = [
    "Shapes",
    "Shared",
    "check_evidence",
    "conforms",
    "in_order",
    "load_shapes",
    "report_json",
    "report_text",
    "report_turtle",
    "shared",
    "validate_document",
    "validate_entities",
    "validate_files",
    "validate_shared",
]
