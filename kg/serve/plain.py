"""Titles and texts in; plain pages out, for what has no page of its own. Everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from starlette.responses import HTMLResponse

Markup = str


def text(text: str) -> Markup:
    """Return a text as it stands inside an element."""
    return escape(text)


def element(name: str, text: str) -> Markup:
    """Return an element that holds a text."""
    return f"<{name}>{escape(text)}</{name}>\n"


def link(address: str, text: str) -> Markup:
    """Return a link; an address that a browser might run is shown as text."""
    if address.startswith(("http://", "https://", "/", "#", "?")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def listed(items: Iterable[Markup]) -> Markup:
    """Return a list."""
    return f"<ul>\n{''.join(f'<li>{item}</li>{chr(10)}' for item in items)}</ul>\n"


def page(title: str, body: Markup, head: Markup = "") -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f'<meta name="color-scheme" content="light dark">\n{head}</head>\n<body>\n<main>\n'
        f"{element('h1', title)}{body}</main>\n</body>\n</html>\n"
    )
