"""Documents about the inspection of social care in, a knowledge graph out: every fact with its evidence.

For Python: `kg.build(paths, out)` makes a build, `kg.open(folder)` opens one; both return a `kg.Graph`
(docs/python.md). They are loaded when they are asked for.
"""

from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.api import Evidence, Graph, Rows, build, open

__version__ = "0.1.0"
__all__ = ["Evidence", "Graph", "KgError", "Rows", "__version__", "build", "open"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import api

    return getattr(api, name)
