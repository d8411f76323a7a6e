"""A network in, a file or a folder out, in a format that programs for networks read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.export.cytoscape import cytoscape
from kg.export.dot import dot
from kg.export.files import write_folder, write_pieces
from kg.export.flat import Flat, flat
from kg.export.gexf import gexf
from kg.export.gml import gml
from kg.export.graphml import graphml
from kg.export.neo4j import neo4j
from kg.network.links import Network

NETWORK_FORMATS: Mapping[str, Callable[[Flat], Iterator[str]]] = {
    "graphml": graphml,
    "gexf": gexf,
    "gml": gml,
    "dot": dot,
    "cytoscape": cytoscape,
}
NETWORK_FOLDERS: Mapping[str, Callable[[Flat], Mapping[str, Iterable[str]]]] = {"neo4j": neo4j}


def export_network(network: Network, form: str, destination: Path | TextIO) -> None:
    """Write a network to a file, a stream of text, or (neo4j) a folder.

    Raises:
        ExportError: the format is unknown, needs a folder, or the place can't be written.
    """
    if form in NETWORK_FOLDERS:
        if not isinstance(destination, Path):
            raise ExportError(f"{form} writes a folder; name one, for example: kg export network --format {form}")
        write_folder(NETWORK_FOLDERS[form](flat(network)), destination, form)
    elif isinstance(destination, Path):
        write_pieces(_pieces(network, form), destination)
    else:
        destination.writelines(_pieces(network, form))


def render_network(network: Network, form: str) -> str:
    """Return the network's text in a format of `NETWORK_FORMATS`.

    Raises:
        ExportError: the format is unknown.
    """
    return "".join(_pieces(network, form))


def _pieces(network: Network, form: str) -> Iterator[str]:
    if form not in NETWORK_FORMATS:
        known = ", ".join([*NETWORK_FORMATS, *NETWORK_FOLDERS])
        raise ExportError(f"{form}: no format for a network; take {known}.")
    return NETWORK_FORMATS[form](flat(network))
