"""The folders of data that belong to kg: a name in, its place on disk out."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `ontology`, `shapes`, `queries` or `seeds`: of the wheel, or else of the checkout.

    Raises:
        ResourceError: neither has it.
    """
    bundled, checkout = _PACKAGE / "data" / name, _PACKAGE.parent
    if bundled.is_dir():
        return bundled
    # A wheel's neighbours in site-packages may have such names too; only a checkout has a pyproject.toml.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise ResourceError(f"{bundled}: kg's own folder {name}/ is missing; install kg again.")
