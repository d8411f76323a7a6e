"""What changed from one build to another: facts by document, in sentences, as a patch, and in the answer to a query."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, kg

from kg.building import build
from kg.diff import compare, difference, patch, read, report, rows, rows_difference
from kg.errors import BuildError, QueryError
from kg.folder import all_quads

BOLTON, ISLINGTON = "bolton-joint-review.txt", "islington-joint-review.txt"
KEPT, GONE = "monmouthshire-select-committee.txt", "milton-keynes-joint-review.txt"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A build of four seeds, and another: one text edited, one renamed, one gone, one new, one as it was."""
    home = tmp_path_factory.mktemp("builds")
    for name in (BOLTON, ISLINGTON, KEPT, GONE):
        (home / "old").mkdir(exist_ok=True)
        shutil.copy(ROOT / "seeds" / name, home / "old" / name)
    shutil.copytree(home / "old", home / "new")
    text = (home / "new" / BOLTON).read_text("utf-8")
    assert "Community meals service - fair, one star" in text
    changed = text.replace("Community meals service - fair, one star", "Community meals service - good, two star")
    (home / "new" / BOLTON).write_text(changed, "utf-8", newline="")
    (home / "new" / ISLINGTON).rename(home / "new" / "islington.txt")
    (home / "new" / GONE).unlink()
    shutil.copy(ROOT / "seeds" / "north-east-lincolnshire-joint-review.txt", home / "new" / "a-new-one.txt")
    for name in ("old", "new"):
        build([home / name], home / f"build-{name}")
    return home / "build-old", home / "build-new"


def test_a_build_and_itself_do_not_differ(builds: tuple[Path, Path]) -> None:
    assert difference(builds[0], builds[0]) == "Nothing changed: 4 documents, and all facts are the same.\n"


def test_documents_are_new_gone_edited_renamed_or_as_before(builds: tuple[Path, Path]) -> None:
    found = compare(*map(read, builds))
    assert [(one.path, one.what, one.was) for one in found.documents] == [
        ("a-new-one.txt", "added", ""),
        (BOLTON, "edited", ""),
        ("islington.txt", "renamed", ISLINGTON),
        (GONE, "gone", ""),
    ]
    assert found.unchanged == 1


def test_an_edited_document_differs_in_the_facts_that_were_edited_only(builds: tuple[Path, Path]) -> None:
    bolton = next(one for one in compare(*map(read, builds)).documents if one.path == BOLTON)
    assert (bolton.added, bolton.gone) == ((), ())
    turns = {(name, before, after) for change in bolton.changed for name, before, after in change.how}
    assert ("stars", "1", "2") in turns
    assert ("rating value", "Fair (one star)", "Good (two stars)") in turns
    assert all("Community meals service" in change.new.exact for change in bolton.changed)


def test_a_renamed_document_states_what_it_did(builds: tuple[Path, Path]) -> None:
    islington = next(one for one in compare(*map(read, builds)).documents if one.path == "islington.txt")
    assert (islington.added, islington.gone, islington.changed) == ((), (), ())


def test_changes_are_told_in_sentences(builds: tuple[Path, Path]) -> None:
    told = difference(*builds)
    assert told.startswith("2 documents changed, 1 added, 1 gone, 1 as before; ")
    assert f"{BOLTON} was edited.\n" in told
    assert f"islington.txt was {ISLINGTON}.\n" in told
    assert "Changed: a rating at 3376–3416, “Community meals service - good, two star”: " in told
    assert "rating value was “Fair (one star)” and is now “Good (two stars)”; stars was “1” and is now “2”" in told
    assert f"{GONE} is gone, and with it " in told
    assert "Named no longer: " in told


def test_json_holds_every_fact_with_its_words(builds: tuple[Path, Path]) -> None:
    found = json.loads(difference(*builds, "json"))
    gone = next(one for one in found["documents"] if one["path"] == GONE)
    text = (ROOT / "seeds" / GONE).read_text("utf-8")
    assert gone["gone"]
    assert all(text[fact["start"] : fact["end"]] == fact["exact"] for fact in gone["gone"])
    assert found["kinds"]["rating"]["gone"] == sum(fact["kind"] == "rating" for fact in gone["gone"])


def test_a_patch_makes_the_new_graph_out_of_the_old(builds: tuple[Path, Path]) -> None:
    lines = difference(*builds, "patch").splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    gone = {line[2:] for line in lines if line.startswith("D ")}
    added = {line[2:] for line in lines if line.startswith("A ")}
    old, new = ({quad.line for quad in all_quads(one)} for one in builds)
    assert gone <= old
    assert (old - gone) | added == new


def test_a_patch_of_nothing_is_empty() -> None:
    assert patch([], []) == "TX .\nTC .\n"


def test_rows_that_name_their_document_blame_it(builds: tuple[Path, Path]) -> None:
    found = rows(*builds, "directors-on-authorities", {})
    assert [(one.row["authority"], one.row["document"], one.causes) for one in found.won] == [
        ("North East Lincolnshire", "a-new-one.txt", ("a-new-one.txt",)),
        ("Islington", "islington.txt", ("islington.txt",)),
    ]
    assert [(one.row["authority"], one.causes) for one in found.lost] == [("Islington", (ISLINGTON,))]
    assert found.kept == 1


def test_rows_that_name_no_document_blame_the_one_without_which_they_are_not(builds: tuple[Path, Path]) -> None:
    found = rows(*builds, "service-ratings", {})
    causes = {(one.row["authority"], one.row["service"]): one.causes for one in (*found.won, *found.lost)}
    assert causes["Bolton", "Community meals service"] == (BOLTON,)
    assert causes["Milton Keynes", "Services for children with disabilities"] == (GONE,)


def test_a_row_that_several_changes_bring_blames_all_that_do(builds: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "any.rq").write_text(
        "SELECT DISTINCT ('one' AS ?new) { ?d <https://w3id.org/social-care-kg/def#path> ?path "
        "FILTER(?path IN ('islington.txt', 'a-new-one.txt')) }"
    )
    found = rows(*builds, str(tmp_path / "any.rq"), {})
    assert [(dict(one.row), one.causes) for one in found.won] == [({"new": "one"}, ("a-new-one.txt", "islington.txt"))]


def test_rows_are_told_in_sentences_and_as_json(builds: tuple[Path, Path]) -> None:
    told = rows_difference(*builds, "rating-profile", {})
    assert "rating-profile: 1 row won, 2 lost, " in told
    assert f"because of {BOLTON}" in told
    found = json.loads(rows_difference(*builds, "rating-profile", {}, "json"))
    assert found["won"][0]["causes"] == [BOLTON]
    assert rows_difference(builds[0], builds[0], "rating-profile", {}).startswith(
        "rating-profile: no row won, none lost"
    )


def test_slips_are_told(builds: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no build there"):
        difference(tmp_path, builds[1])
    with pytest.raises(QueryError, match="no saved query has this name"):
        rows_difference(*builds, "rating-profil", {})
    with pytest.raises(QueryError, match="no format for rows; take text or json"):
        rows_difference(*builds, "rating-profile", {}, "patch")


def test_the_command_tells_it(builds: tuple[Path, Path]) -> None:
    told = kg("diff", *builds)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == difference(*builds)
    asked = kg("diff", *builds, "--query", "ratings-for-client-group", "-p", "client_group=Older people")
    assert (asked.returncode, asked.stderr) == (0, "")


def test_of_long_words_the_part_that_changed_is_shown() -> None:
    same = "The council has served most people well for years, as the joint review found once again. " * 3
    told = "words were “…s the joint review found once again. in May” and are now “…s the joint review found once again. in June”"
    assert report.turn("words", same + "in May", same + "in June") == told
    assert report.turn("stars", "1", "") == "stars was “1” and is now not stated"


def test_facts_of_a_new_document_are_counted_in_the_plural(builds: tuple[Path, Path]) -> None:
    assert " comments, " in difference(*builds)
