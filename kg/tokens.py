"""A SPARQL query in; the same without what is in its strings, IRIs and comments out. SPARQL 1.1 Query, 19.8.

So a word of the language can be told from a word that is spoken of.
"""

from __future__ import annotations

import re

_LONG = r'"""(?:[^"\\]|\\.|"(?!""))*+"""' + "|" + r"'''(?:[^'\\]|\\.|'(?!''))*+'''"
_SHORT = r'"(?:[^"\\\r\n]|\\.)*+"' + "|" + r"'(?:[^'\\\r\n]|\\.)*+'"
_IRI = r'<[^\x00-\x20<>"{}|^`\\]*+>'
# The backslash of a local name, as in ex:a\#b, takes the sign behind it along.
_HIDDEN = re.compile(rf"(?P<kept>\\.)|{_IRI}|{_LONG}|{_SHORT}|#[^\r\n]*+", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\r\n]")
_FROM = re.compile(r"(?<![A-Za-z_?$:@%\\-])FROM(?![\w:-])", re.IGNORECASE)


def code(sparql: str) -> str:
    r"""Return the query with blanks for strings, comments and what is between the angle brackets of IRIs.

    Every sign keeps its place, and so do line ends.

    >>> code("ASK { <a> ?b 'c' } # d")
    'ASK { < > ?b     }    '
    """
    return _HIDDEN.sub(_blank, sparql)


def names_graphs(sparql: str) -> bool:
    """Say whether the query itself says by FROM which graphs it asks.

    >>> names_graphs("SELECT * FROM <g> {}"), names_graphs("ASK { ?from ?b 'FROM' }")
    (True, False)
    """
    return bool(_FROM.search(sparql)) and bool(_FROM.search(code(sparql)))


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    if match["kept"]:
        return text
    blank = _NOT_A_LINE_END.sub(" ", text)
    return f"<{blank[1:-1]}>" if text[0] == "<" else blank
