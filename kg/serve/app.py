"""A build folder and settings in; the web application out, made of the rooms' routes and of whatever pages there are.

Each room has `routes`. A module of pages may have `faces` too: how a room's answer looks to people, by name. The rooms
find them in `request.app.state.faces` and do without those that are missing: `sparql`, `queries`, `query` and
`ontology` are handlers of a request, `thing` is one of a request and the thing's IRI, `problem` a function of a request
and a problem.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute

from kg.errors import KgError
from kg.serve import problems
from kg.serve.cache import Kept
from kg.serve.engine import Engine
from kg.serve.settings import Settings

ROOMS = ("problems", "sparql", "graphs", "saved", "linked")


def application(build: Path, settings: Settings) -> Starlette:
    """Return the application, which starts its workers when it starts.

    Raises:
        BuildError: there is no build that can be read.
    """
    modules = _modules()
    engine = Engine(build, settings, [module.__name__ for module in modules])

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await engine.start()
        yield
        await engine.stop()

    app = Starlette(
        routes=_routes(modules),
        exception_handlers={
            KgError: problems.refused,
            HTTPException: problems.unroutable,
            ClientDisconnect: problems.left,
            Exception: problems.faulty,
        },
        lifespan=lifespan,
    )
    app.state.engine, app.state.settings, app.state.faces = engine, settings, _faces(modules)
    app.state.kept = Kept(settings.kept)
    return app


def _modules() -> list[ModuleType]:
    """Import the pages, which come first, and the rooms."""
    return [importlib.import_module(name) for name in (*_pages(), *(f"kg.serve.{room}" for room in ROOMS))]


def _pages() -> Sequence[str]:
    name = "kg.serve.pages"
    if importlib.util.find_spec(name) is None:
        return ()
    package = importlib.import_module(name)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__, f"{name}."))


def _routes(modules: Sequence[ModuleType]) -> list[BaseRoute]:
    return [route for module in modules for route in getattr(module, "routes", ())]


def _faces(modules: Sequence[ModuleType]) -> dict[str, Callable[..., Any]]:
    return {name: face for module in modules for name, face in getattr(module, "faces", {}).items()}
