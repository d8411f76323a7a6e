"""The pages of `kg serve` in a real browser, at two widths: no error, no other host, nothing that axe objects to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from programs import node, program
from serving import serving

pytestmark = pytest.mark.slow

BROWSER = Path(__file__).parent / "browser"
DESKTOP, PHONE = ("1280", "900"), ("375", "812")
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def told(request: pytest.FixtureRequest, seeds_build: Path) -> dict[str, Any]:
    """What the browser tells of all pages and ways."""
    chromium = program("chromium")
    with serving(seeds_build) as server:
        walked: dict[str, Any] = node(BROWSER, "walk.js", server.base.rstrip("/"), chromium, *request.param)
    return walked


def test_every_page_answers(told: dict[str, Any]) -> None:
    wrong = {path: page["status"] for path, page in told["pages"].items() if page["status"] != 200}
    assert wrong == {"/nothing-here": 404}


def test_no_page_has_an_error_in_the_console(told: dict[str, Any]) -> None:
    errors = {path: page["errors"] for path, page in told["pages"].items() if page["errors"]}
    assert errors == {"/nothing-here": [NOT_FOUND]}
    assert [way["errors"] for way in told["ways"].values()] == [[]] * len(told["ways"])


def test_no_page_asks_another_host(told: dict[str, Any]) -> None:
    assert [page["foreign"] for page in (*told["pages"].values(), *told["ways"].values()) if page["foreign"]] == []


def test_no_page_is_wider_than_the_window(told: dict[str, Any]) -> None:
    assert [path for path, page in told["pages"].items() if page["wide"]] == []


def test_axe_finds_no_fault(told: dict[str, Any]) -> None:
    assert {path: page["faults"] for path, page in told["pages"].items() if page["faults"]} == {}


def test_two_clicks_lead_from_the_front_page_to_the_highlighted_words(told: dict[str, Any]) -> None:
    found = told["ways"]["proof"]["found"]
    assert found == {
        "words": "the excellent prospects of Bolton rested on solid partnership and on inclusion.",
        "shown": True,
    }


def test_a_fact_leads_to_its_words_and_both_light_up(told: dict[str, Any]) -> None:
    found = told["ways"]["document"]["found"]
    assert found["shown"]
    assert found["lit"] >= 1
    assert "serve most people well" in found["words"]


def test_the_words_of_a_quotation_are_found(told: dict[str, Any]) -> None:
    assert told["ways"]["search"]["found"] is True


def test_the_editor_gives_rows(told: dict[str, Any]) -> None:
    assert told["ways"]["editor"]["found"]["rows"] is True


def test_a_row_is_explained(told: dict[str, Any]) -> None:
    assert told["ways"]["explain"]["found"] == "Why is this row there?"


def test_the_network_is_drawn(told: dict[str, Any]) -> None:
    assert told["ways"]["network"]["found"] is True


def test_the_first_key_leads_past_the_head_of_the_page(told: dict[str, Any]) -> None:
    assert told["ways"]["keyboard"]["found"] == {"first": "Skip to the content", "inside": "main"}
