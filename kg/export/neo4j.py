"""A flat network in, a folder for Neo4j out: nodes, relationships, a script that loads them and a page that says how.

Operations manual of Neo4j, "CSV header format": `:ID :LABEL :START_ID :END_ID :TYPE`, arrays as `name:string[]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.export.flat import STRING, Column, Flat, FlatNode
from kg.network.links import Value

FILES = ("nodes.csv", "relationships.csv", "load.cypher", "README.md")

_DELIMITERS = (";", "|", "\x1f")
_TO_QUOTE = re.compile(r'[,"\r\n]')
_ROWS_AT_ONCE = 1000
_READERS = {"long": "toInteger({})", "double": "toFloat({})", "boolean": "toBoolean({})"}


def neo4j(network: Flat) -> Mapping[str, Iterable[str]]:
    """Return the files of the folder by name."""
    delimiter = _delimiter(network)
    return {
        "nodes.csv": _nodes(network, delimiter),
        "relationships.csv": _relationships(network, delimiter),
        "load.cypher": _script(network, delimiter),
        "README.md": [_page(network, delimiter)],
    }


def _delimiter(network: Flat) -> str:
    """Return the first delimiter of arrays that no item of any array holds."""
    rows = (row.values.values() for table in (network.nodes, network.links) for row in table)
    items = {item for values in rows for value in values if isinstance(value, tuple) for item in value}
    free = [delimiter for delimiter in _DELIMITERS if not any(delimiter in item for item in items)]
    return free[0]


# --- the tables


def _nodes(network: Flat, delimiter: str) -> Iterator[str]:
    yield _line(["iri:ID", *(_header(column) for column in _stored(network)), ":LABEL"])
    for node in network.nodes:
        cells = (_cell(node.values.get(column.name), delimiter) for column in _stored(network))
        yield _line([node.id, *cells, delimiter.join(_labels(node))])


def _relationships(network: Flat, delimiter: str) -> Iterator[str]:
    yield _line([":START_ID", ":END_ID", "id", *map(_header, network.link_columns), ":TYPE"])
    for link in network.links:
        cells = (_cell(link.values.get(column.name), delimiter) for column in network.link_columns)
        yield _line([link.source, link.target, link.id, *cells, type_name(str(link.values["kind"]))])


def _stored(network: Flat) -> Sequence[Column]:
    """Return the columns of nodes but `types`, which are Neo4j's labels."""
    return [column for column in network.node_columns if column.name != "types"]


def _labels(node: FlatNode) -> list[str]:
    types = node.values.get("types")
    names = {*(types if isinstance(types, tuple) else ()), str(node.values["kind"])}
    return sorted({re.sub(r"\W+", "_", name) for name in names})


def type_name(kind: str) -> str:
    """Return the type of a relationship as Neo4j's users write it.

    >>> type_name("ratingSubject"), type_name("holds a post at")
    ('RATING_SUBJECT', 'HOLDS_A_POST_AT')
    """
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind)).upper()


def _header(column: Column) -> str:
    if column.many:
        return f"{column.name}:string[]"
    return column.name if column.type == STRING else f"{column.name}:{column.type}"


def _cell(value: Value | None, delimiter: str) -> str | None:
    if isinstance(value, tuple):
        return delimiter.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _line(cells: Iterable[str | None]) -> str:
    """Write a line of CSV: what is missing is nothing, and a text that is empty is empty between quotation marks."""
    return ",".join("" if cell is None else _quoted(cell) for cell in cells) + "\r\n"


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"' if _TO_QUOTE.search(text) or not text or text != text.strip() else text


# --- the script


def _script(network: Flat, delimiter: str) -> Iterator[str]:
    """Yield Cypher for a database that runs: nodes, their labels, relationships type by type."""
    yield "// Put nodes.csv and relationships.csv into the import folder of Neo4j, then run this script.\n"
    yield "CREATE CONSTRAINT kg_iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;\n\n"
    settings = _settings("n", _stored(network), delimiter)
    yield _load("nodes.csv", "", f"MERGE (n:Thing {{iri: row.`iri:ID`}}) SET {settings}")
    for labels in sorted({tuple(_labels(node)) for node in network.nodes}):
        given = "".join(f":`{label}`" for label in labels)
        one = f"row.`:LABEL` = '{_escaped(delimiter).join(labels)}'"
        yield _load("nodes.csv", one, f"MATCH (n:Thing {{iri: row.`iri:ID`}}) SET n{given}")
    settings = _settings("r", network.link_columns, delimiter)
    for kind in sorted({type_name(str(link.values["kind"])) for link in network.links}):
        ends = "MATCH (a:Thing {iri: row.`:START_ID`}) MATCH (b:Thing {iri: row.`:END_ID`})"
        merge = f"{ends} MERGE (a)-[r:`{kind}` {{id: row.id}}]->(b) SET {settings}"
        yield _load("relationships.csv", f"row.`:TYPE` = '{kind}'", merge)


def _load(file: str, condition: str, action: str) -> str:
    where = f"WITH row WHERE {condition}\n" if condition else ""
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row\n{where}"
        f"CALL (row) {{ {action} }} IN TRANSACTIONS OF {_ROWS_AT_ONCE} ROWS;\n\n"
    )


def _settings(variable: str, columns: Iterable[Column], delimiter: str) -> str:
    return ", ".join(f"{variable}.`{column.name}` = {_read(column, delimiter)}" for column in columns)


def _read(column: Column, delimiter: str) -> str:
    cell = f"row.`{_header(column)}`"
    if column.many:
        return f"split({cell}, '{_escaped(delimiter)}')"
    return _READERS.get(column.type, "{}").format(cell)


def _escaped(delimiter: str) -> str:
    return "\\u001F" if delimiter == "\x1f" else delimiter


def _page(network: Flat, delimiter: str) -> str:
    told = {";": '";"', "|": '"|"', "\x1f": '"U+001F"'}[delimiter]
    return f"""# For Neo4j

{len(network.nodes)} nodes and {len(network.links)} relationships: the projection `{network.name}` of a graph of kg.
`iri` is what a node is known by everywhere; `statements` are the facts behind a relationship (`kg explain IRI`).

A new database, quickest, with the server stopped:

    neo4j-admin database import full neo4j --nodes=Thing=nodes.csv --relationships=relationships.csv \\
        --array-delimiter={told} --multiline-fields=true

A database that runs (Neo4j 5.23 or later; put the two tables into its import folder; run it again to renew what is
there):

    cypher-shell -f load.cypher

`LOAD CSV` takes a backslash for an escape unless `dbms.import.csv.legacy_quote_escaping` is `false`.
"""
