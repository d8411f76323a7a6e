"""Every error that `kg` raises on purpose.

    KgError
    ├── ResourceError      a folder that belongs to kg (ontology, shapes, queries, seeds) is missing
    ├── VocabularyError    a Turtle file of the ontology can't be used as it is
    ├── ReadError          a document can't be read
    ├── BuildError         a build can't be written, or a build folder can't be used
    ├── QueryError         a query is unknown, wrongly parametrised or wrong SPARQL
    ├── EndpointError      a SPARQL server does not answer, or answers with an error
    ├── ExportError        a graph can't be written in the format asked for
    └── ServeError         the server can't start, or a request can't be answered

A message is one sentence, or two: the thing, the place, the next step. The command line prints it and exits with 2.
"""

from __future__ import annotations


class KgError(Exception):
    """Root of the tree: something a person can put right."""


class ResourceError(KgError):
    """A folder that belongs to kg is missing."""


class VocabularyError(KgError):
    """A Turtle file of the ontology can't be used as it is."""


class ReadError(KgError):
    """A document can't be read: unreadable, binary, empty or too large."""


class BuildError(KgError):
    """A build can't be written, or a build folder can't be used."""


class QueryError(KgError):
    """A query is unknown, wrongly parametrised or wrong SPARQL."""


class EndpointError(KgError):
    """A SPARQL server does not answer, or answers with an error."""


class ExportError(KgError):
    """A graph can't be written in the format asked for."""


class ServeError(KgError):
    """The server can't start, or a request can't be answered."""
