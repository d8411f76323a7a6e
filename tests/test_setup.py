"""What a person installs: the locked requirements, and the wheel with its data inside."""

import os
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import kg
from kg.errors import ResourceError
from kg.resources import folder

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("ontology", "queries", "seeds", "shapes")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _locked() -> Iterator[str]:
    """Yield each requirement of the lock with its hashes, on one line, without comments."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ").splitlines()
    return (line for line in lines if line and not line.lstrip().startswith("#"))


def _asked_for() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    yield from project["build-system"]["requires"]
    yield from project["project"]["dependencies"]
    for group in (
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ):
        yield from group


def test_every_requirement_has_one_exact_version_and_hashes() -> None:
    requirement = re.compile(r"[a-z0-9-]+==[\w.!+]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in _locked() if not requirement.fullmatch(line)] == []


def test_the_lock_has_all_that_pyproject_asks_for() -> None:
    locked = {line.split("==")[0] for line in _locked()}
    assert {_normal(NAME.match(wish)[0]) for wish in _asked_for()} <= locked


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "Makefile", ".ci/run"])
def test_no_file_of_the_set_up_names_a_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"\w+://\S*|--(?:extra-)?index-url|--find-links|\S*pypi\S*|\S*pythonhosted\S*", text) == []


def test_the_package_knows_its_version() -> None:
    assert version("kg") == kg.__version__


@pytest.mark.parametrize("name", FOLDERS)
def test_a_checkout_reads_its_own_folders(name: str) -> None:
    assert folder(name) == ROOT / name


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(ResourceError, match="kg's own folder recipes/ is missing"):
        folder("recipes")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT))
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh environment; return its interpreter."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False)
    interpreter = place / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", str(interpreter), "install", "-q", "--no-deps", str(wheel))
    return interpreter


def _run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command and return what it printed; show what it said when it fails."""
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _files(place: Path) -> set[Path]:
    return {path.relative_to(place) for path in place.rglob("*") if path.is_file() and not path.name.startswith(".")}


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_an_installed_wheel_finds_its_folders_inside_itself(python: Path, name: str) -> None:
    code = f"from kg.resources import folder; print(folder({name!r}))"
    found = Path(_run(str(python), "-c", code, cwd=python.parent).strip())
    assert found.parts[-3:] == ("kg", "data", name)
    assert found.is_relative_to(python.parent.parent.resolve())


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_a_wheel_holds_all_that_the_checkout_has(python: Path, name: str) -> None:
    code = f"from kg.resources import folder; print(folder({name!r}))"
    inside = Path(_run(str(python), "-c", code, cwd=python.parent).strip())
    assert _files(inside) == _files(ROOT / name)


@pytest.mark.slow
def test_an_installed_wheel_brings_the_command(python: Path) -> None:
    libraries = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
    shown = _run(str(python.parent / "kg"), "--help", cwd=python.parent, PYTHONPATH=libraries)
    assert "build" in shown
