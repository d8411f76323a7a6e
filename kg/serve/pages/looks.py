"""What all pages share: the files of `static/`, and the page that tells of a problem."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kg.serve.problems import Problem
from kg.serve.render import STATIC, answer, html

routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]


def problem(_: Request, told: Problem) -> Response:
    """Answer with a problem."""
    return answer(html(None, "problem.html", {"problem": told}), status=told.status)


faces = {"problem": problem}
