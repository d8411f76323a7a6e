"""Quads in, facts out: the graph without its evidence and provenance."""

from __future__ import annotations

from kg.rdf import PREFIXES, RDF_TYPE, Quad, term

_PROOFS = {term(name) for name in ("sc:evidence", "sc:repeatedAt", "sc:piece", "sc:extractedBy")}
_PROVING = {
    term(name)
    for name in (
        "oa:SpecificResource",
        "oa:TextPositionSelector",
        "oa:TextQuoteSelector",
        "prov:Activity",
        "prov:Agent",
        "prov:SoftwareAgent",
    )
}


def facts(quads: set[Quad]) -> set[Quad]:
    """Return the graph without its evidence and provenance: what is said, not what proves it."""
    proofs = {quad.subject for quad in quads if quad.predicate.value == RDF_TYPE and quad.object in _PROVING}
    return {quad for quad in quads if quad.subject not in proofs and not _is_proof(quad)}


def _is_proof(quad: Quad) -> bool:
    return quad.predicate in _PROOFS or quad.predicate.value.startswith(PREFIXES["prov"])
