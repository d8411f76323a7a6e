"""A template and values in, a page out: as text in a worker, as a response in the server. Nothing else imports jinja2.

Everything that is put into a page is escaped; pages hold no script and no style of their own (see `manners.POLICY`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.network.links import counted, words
from kg.serve.cache import not_modified, tag
from kg.serve.engine import Engine, Opened
from kg.serve.links import Links, short

HERE = Path(__file__).parent
STATIC = HERE / "static"
NAVIGATION = (
    ("authorities", "/authorities", "Authorities"),
    ("people", "/people", "People"),
    ("documents", "/documents", "Documents"),
    ("queries", "/queries/", "Questions"),
    ("compare", "/compare", "Compare"),
    ("network", "/network", "Network"),
    ("report", "/report", "Report"),
    ("sparql", "/sparql", "SPARQL"),
)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(counted=counted, words=words, short=short, number=number, sentence=capital)
    environment.globals.update(navigation=NAVIGATION, asset=asset)
    return environment


def html(opened: Opened | None, template: str, values: Mapping[str, object]) -> str:
    """Return a page; `opened` is the build it is about, if it is about any."""
    links = Links(opened.base) if opened else Links()
    generation = opened.home.name if opened else ""
    return _environment().get_template(template).render(links=links, generation=generation, **values)


async def page(request: Request, job: Callable[..., str], *arguments: object, client: str = "") -> Response:
    """Answer with the page that `job(opened, *arguments)` makes in a worker; `client` as in `Engine.run`.

    Raises:
        KgError: as the job and the engine.
    """
    etag = tag(request, stamp())
    if unchanged := not_modified(request, etag):
        return unchanged
    engine: Engine = request.app.state.engine
    return answer(await engine.run(job, *arguments, client=client), etag)


def answer(text: str, etag: str = "", status: int = 200) -> Response:
    """Answer with a page."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"} | ({"ETag": etag} if etag else {})
    return HTMLResponse(text.encode("utf-8", "replace"), status, headers)


@cache
def stamp() -> str:
    """Return what changes when the looks of pages change."""
    files = sorted([*(HERE / "templates").glob("*.html"), *STATIC.glob("*.*")])
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


@cache
def asset(name: str) -> str:
    """Return the address of a file of `static/`, which changes when the file does; '' where there is no such file."""
    file = STATIC / name
    if not file.is_file():
        return ""
    return f"/static/{name}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:10]}"


def number(value: int | float) -> str:
    """Write a number with its thousands apart.

    >>> number(33211)
    '33,211'
    """
    return f"{value:,}"


def capital(text: str) -> str:
    """Begin a text with a capital.

    >>> capital("joint review of Bolton")
    'Joint review of Bolton'
    """
    return text[:1].upper() + text[1:]
