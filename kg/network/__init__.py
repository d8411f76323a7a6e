"""The graph as a network: a projection of it in, measures, paths, tables and pictures out.

What a projection is stands in docs/networks.md. networkx, which is slow to load, is imported by `measures` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.errors import QueryError
from kg.network.full import full
from kg.network.links import Link, Network, Node
from kg.network.projections import co_mention, comments, connections, partners, posts, services
from kg.parameters import nearest
from kg.results import Source

__all__ = ["PROJECTIONS", "TITLES", "Link", "Network", "Node", "project"]

PROJECTIONS: Mapping[str, Callable[[Source], Network]] = {
    "full": full,
    "comments": comments,
    "posts": posts,
    "co-mention": co_mention,
    "services": services,
    "partners": partners,
    "connections": connections,
}
TITLES = {
    "full": "What the graph is made of",
    "comments": "Who comments on which authority",
    "posts": "Who holds a post where",
    "co-mention": "Authorities named in the same document",
    "services": "How kinds of service are rated",
    "partners": "Who works with whom",
    "connections": "How people, authorities and other bodies are linked",
}


def project(source: Source, name: str) -> Network:
    """Return the projection of that name.

    Raises:
        QueryError: there is none of that name, or the source can't answer.
    """
    if name not in PROJECTIONS:
        near = nearest(name, list(PROJECTIONS)) or f"; take {', '.join(PROJECTIONS)}"
        raise QueryError(f"{name}: no projection has this name{near}.")
    return PROJECTIONS[name](source)
