"""A path in; the path without the extension of one of our formats, and the extension out."""

from __future__ import annotations

from kg.serve.negotiate import GRAPHS, HTML

KNOWN = tuple(form.extension for form in (*GRAPHS, HTML))


def parted(path: str) -> tuple[str, str]:
    """Part a path from its extension, if it is one of ours.

    >>> parted("person/a.b"), parted("person/a.b.ttl")
    (('person/a.b', ''), ('person/a.b', 'ttl'))
    """
    for extension in KNOWN:
        if path.endswith(f".{extension}"):
            return path.removesuffix(f".{extension}"), extension
    return path, ""
