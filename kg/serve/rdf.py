"""A job that writes triples in; the response in the format that the client wants out, with its siblings' addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.dataset import DESCRIBED
from kg.serve.answers import Wanted, Written
from kg.serve.cache import kept, not_modified, tag
from kg.serve.hosts import address
from kg.serve.negotiate import GRAPHS, HTML, content_type
from kg.serve.settings import Settings

PREFIXES = {**DESCRIBED, "sd": "http://www.w3.org/ns/sparql-service-description#"}
Job = Callable[..., Written]


async def answered(
    request: Request, job: Job, *arguments: Any, extension: str = "", seconds: float | None = None
) -> Response:
    """Answer with what `job(opened, *arguments, wanted)` writes; `extension` wins over `?format=`, that over Accept.

    Raises:
        Refusal: 406, there is no such format; or as the job.
    """
    etag = tag(request, f"{extension} {address(request)}")
    if unchanged := not_modified(request, etag):
        return unchanged
    settings: Settings = request.app.state.settings
    asked = (extension,) if extension else tuple(request.query_params.getlist("format"))
    wanted = Wanted(request.headers.get("accept", ""), asked, settings.rows, settings.bytes)
    done = await kept(request, etag, request.app.state.engine.run(job, *arguments, wanted, seconds=seconds))
    headers = {
        "ETag": etag,
        "Vary": "Accept",
        "Cache-Control": "no-cache",
        "Content-Type": content_type(done.media_type),
    }
    if done.truncated:
        headers["Truncated"] = done.truncated
    return Response(done.body, headers=headers)


def siblings(path: str) -> str:
    """Return the header Link: the same in each of the formats, by extension."""
    return ", ".join(
        f'<{path}.{form.extension}>; rel="alternate"; type="{form.media_type}"' for form in (*GRAPHS, HTML)
    )
