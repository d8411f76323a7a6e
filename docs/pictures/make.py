"""Makes the pictures of this folder anew from a build of seeds/: networks as SVG, pages of kg serve as PNG.

    python docs/pictures/make.py build

The pages need Chromium. Run `make web` before, so that they look as they do from the wheel.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PROJECTIONS = ("full", "comments", "posts", "co-mention", "services", "partners", "connections")
PATH = ("Cliff Morris", "Rachel Ayling")
PAGES = {
    "page-document": ("/documents/bolton-joint-review.txt", 1280, 1500),
    "page-authority": ("/authorities/E08000001", 1280, 1180),
    "page-question": ("/explain?query=directors-on-authorities&row=1", 1280, 860),
    "page-network": ("/network?projection=connections", 1280, 900),
}
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--run-all-compositor-stages-before-draw",
    "--virtual-time-budget=5000",
)


def main(build: str) -> None:
    """Write all pictures."""
    kg = [sys.executable, "-m", "kg.cli"]
    for projection in PROJECTIONS:
        _save(projection, [*kg, "network", "--build", build, "--projection", projection, "--format", "svg"])
    _save("path", [*kg, "network", "--build", build, "--path", *PATH, "--format", "svg"])
    with subprocess.Popen([*kg, "serve", "--build", build, "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            base = server.stdout.readline().strip().rstrip("/")
            for name, (page, width, height) in PAGES.items():
                _photograph(base + page, HERE / f"{name}.png", width, height)
        finally:
            server.terminate()


def _save(name: str, command: list[str]) -> None:
    drawn = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (HERE / f"{name}.svg").write_text(drawn, "utf-8")


def _photograph(address: str, file: Path, width: int, height: int) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("Chromium is not there: the networks are made, the pages are not.")
    with tempfile.TemporaryDirectory() as profile:
        size = f"--window-size={width},{height}"
        command = [chromium, *QUIET, f"--user-data-dir={profile}", size, f"--screenshot={file}", address]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build")
