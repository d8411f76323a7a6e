"""An IRI in, the address of its page on this server out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kg.rdf import BASE, PREFIXES

_PAGES = {"authority": "authorities", "person": "people", "document": "documents"}
_OURS = ("id/", "vocab/", "graph/", "def")
_WEB = ("http://", "https://")
_SAFE = "/:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on this server; `base` is that of the build's things, maybe another than that of the vocabularies."""

    base: str = BASE

    def local(self, iri: str) -> str:
        """Return where an IRI leads: a page of this server, another site, or '' where a browser should not go.

        >>> Links().local("https://w3id.org/social-care-kg/id/authority/E08000001")
        '/authorities/E08000001'
        >>> Links().local("javascript:alert(1)")
        ''
        """
        for base in (self.base, BASE):
            path = iri.removeprefix(base)
            if path != iri and path.startswith(_OURS):
                return self._page(path)
        return iri if iri.startswith(_WEB) else ""

    def _page(self, path: str) -> str:
        part, _, key = path.removeprefix("id/").partition("/")
        path, hash_, fragment = path.partition("#")
        if path.startswith("id/") and part in _PAGES and key:
            return f"/{_PAGES[part]}/{quote(key, safe=_SAFE)}"
        place = path if not path.startswith("id/") else f"doc/{path.removeprefix('id/')}"
        return f"/{quote(place, safe=_SAFE)}{hash_}{quote(fragment, safe=_SAFE)}"

    def thing(self, kind: str, key: str) -> str:
        """Return the IRI of a thing of this build."""
        return f"{self.base}id/{kind}/{key}"

    def document(self, path: str, start: int = -1, end: int = -1) -> str:
        """Return the page of a document by its path, with the place of some words in it.

        >>> Links().document("press/a b.txt", 12, 30)
        '/documents/press/a%20b.txt#s12-30'
        """
        steps = path.split("/")
        if any(step in ("", ".", "..") for step in steps):
            address = f"/documents?{urlencode({'path': path}, errors='replace')}"
        else:
            address = f"/documents/{quote(path, safe='/', errors='replace')}"
        return f"{address}#s{start}-{end}" if start >= 0 else address

    def query(self, name: str, **values: str) -> str:
        """Return the page of a saved query, with the values of its parameters."""
        given = {key: value for key, value in values.items() if value}
        return f"/queries/{quote(name)}" + (f"?{urlencode(given, errors='replace')}" if given else "")

    def why(self, iri: str) -> str:
        """Return the page that explains a thing or a statement."""
        return f"/explain?{urlencode({'iri': iri}, errors='replace')}"

    def search(self, words: str) -> str:
        """Return the page that searches for words."""
        return f"/search?{urlencode({'q': words}, errors='replace')}"


def short(iri: str) -> str:
    """Return an IRI with a prefix where it has one of the usual ones, else its last part.

    >>> short("https://w3id.org/social-care-kg/def#Rating"), short("https://a.org/b/c")
    ('sc:Rating', 'c')
    """
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{rest}"
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri
