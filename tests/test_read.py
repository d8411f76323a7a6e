"""Files of every encoding and of none: what is read, what is passed over, and what a person is told."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Document
from kg.read import File, Unread, documents, find, read
from kg.read.page import page
from kg.read.text import decode, plain

FOLDER = Path(__file__).parent / "documents" / "reading"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
REPORT = (
    "HOME CARE IN CALDERDALE WINS TWO STARS\n\n"
    "Calderdale’s home care service is ‘good’ and has promising prospects, inspectors said on Tuesday.\n\n"
    "“Carers come when they say they will,” said Siân Prŷs, who leads the service. It costs £1.2m a year.\n"
)
NEWS = """\
Home care in Calderdale wins\u00a0two stars

By our reporter

Calderdale’s home care service is “good” and has promising prospects, inspectors said.

What they found

- Carers come on time
- Reviews are late:
  - in Halifax
  - in Todmorden

3. Recruit carers.

Pay them better.

4. Review each case.

Ratings

Service | Stars | Prospects
Home care | two | promising
Meals |  | uncertain

The council spends £1.2m a year on home care."""
MINUTES = """\
Home
Council
Jobs

HEALTH AND SOCIAL CARE SCRUTINY PANEL

Councillor Ann Hoyle said the panel’s view was that £1.2m
was too little.

The Director of Social Services replied – in writing – that it was all there was."""


def _document(name: str) -> Document:
    (document,) = documents([FOLDER / name])
    assert isinstance(document, Document), document
    return document


def _refusal(path: Path, limit: int = 50_000_000) -> str:
    (unread,) = documents([path], limit)
    assert isinstance(unread, Unread), unread
    assert unread.path == str(path)
    return unread.reason


def _html(body: str) -> str:
    """Return the text of a page with this body."""
    return page(f"<!DOCTYPE html><title>A page</title><body>{body}".encode()).text


# --- encodings


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf-8-mark.txt", "utf-8-sig"),
        ("utf-16-mark.txt", "utf-16"),
        ("utf-16-little.txt", "utf-16-le"),
        ("utf-16-big.txt", "utf-16-be"),
        ("utf-32-mark.txt", "utf-32"),
    ],
)
def test_one_text_in_many_encodings_is_one_text(name: str, encoding: str) -> None:
    document = _document(name)
    assert (document.text, document.encoding) == (REPORT, encoding)


def test_windows_1252_is_read_where_it_is_no_utf_8() -> None:
    document = _document("windows-1252.txt")
    assert document.encoding == "windows-1252"
    assert "“Carers come when they say they will,” said Siân Price" in document.text
    assert "£1.2m" in document.text


def test_line_ends_are_left_as_they_are() -> None:
    document = _document("utf-8.txt")
    assert document.text == REPORT.replace("\n", "\r\n")
    assert plain(b"one\rtwo\r\nthree\n").text == "one\rtwo\r\nthree\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_the_encoding_decodes_the_bytes_to_the_text_again(path: Path) -> None:
    for document in documents([path]):
        if isinstance(document, Document):
            assert path.read_bytes().decode(document.encoding) == document.text


def test_a_text_knows_its_digest_and_claims_no_more() -> None:
    document = _document("utf-8.txt")
    assert document.digest == sha256((FOLDER / "utf-8.txt").read_bytes()).hexdigest()
    assert (document.path, document.media_type) == ("utf-8.txt", "text/plain")
    assert (document.title, document.publisher, document.date, document.aliases) == ("", "", "", ())


def test_lost_quote_marks_and_no_break_spaces_are_the_texts_own() -> None:
    text = "???It???s gratifying,??? he\u00a0said.\x0c\n"
    assert plain(text.encode()).text == text


def test_one_stray_control_character_makes_no_binary() -> None:
    text = "The council was rated fair. " * 10 + "\x07\x1a"
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the original documents are not here")
def test_the_originals_are_read_as_they_are() -> None:
    texts = [document.text for document in documents([SEEDS]) if isinstance(document, Document)]
    assert texts == [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert len(texts) == 5


# --- pages


def test_a_page_gives_its_article_and_nothing_else() -> None:
    assert _document("news.html").text == NEWS


def test_a_page_tells_title_publisher_and_day() -> None:
    document = _document("news.html")
    assert document.title == "Home care in Calderdale wins two stars"
    assert document.publisher == "Calderdale Gazette"
    assert document.date == "2004-03-09"
    assert document.media_type == "text/html"


def test_an_old_page_laid_out_in_tables_keeps_its_paragraphs() -> None:
    document = _document("minutes.htm")
    assert document.text == MINUTES
    assert document.encoding == "windows-1252"
    assert document.title == "Scrutiny Panel, 16 March 2004"
    assert (document.publisher, document.date) == ("Calderdale Council", "2004-03-16")


def test_a_page_may_declare_another_encoding() -> None:
    content = page('<?xml version="1.0" encoding="ISO-8859-15"?><p>It costs 3 €</p>'.encode("iso-8859-15"))
    assert (content.text, content.encoding) == ("It costs 3 €", "iso-8859-15")


def test_a_page_that_declares_the_wrong_encoding_is_read_all_the_same() -> None:
    content = page('<meta charset="iso-8859-1"><p>Siân’s view</p>'.encode())
    assert (content.text, content.encoding) == ("Siân’s view", "utf-8")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One<p>Two<div>Three</div>four", "One\n\nTwo\n\nThree\n\nfour"),
        ("one<br>two<br><br/>three", "one\ntwo\n\nthree"),
        ("<p>a <b>bold </b> <i>word</i>,\n and&nbsp;more</p>", "a bold word, and\u00a0more"),
        ("<blockquote><p>A.</p><p>B.</p></blockquote>", "A.\n\nB."),
        ("<dl><dt>Rating</dt><dd>Good</dd></dl>", "Rating\n\nGood"),
        ("<pre>Item 1\n  Item 2\n\nItem 3</pre>", "Item 1\nItem 2\n\nItem 3"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n- b"),
        ("<ul><li><ul><li>only the inner</li></ul></li><li></li></ul>", "  - only the inner"),
        ("<h2><button>Findings</button></h2><p>Good.</p><button>Share</button>", "Findings\n\nGood."),
        (
            "<p>Before</p><form><select><option>2004</select><p>Inside a form</p></form>",
            "Before\n\nInside a form",
        ),
        ("<p>a<!-- not this -->b</p><svg><title>Logo</title></svg>", "ab"),
        ("<table><tr><td>Meals</td><td><p>fair</p></td><td></td></tr></table>", "Meals | fair"),
        ("<p>&lt;b&gt; &amp; &#163;5 &pound;6</p>", "<b> & £5 £6"),
        ("<div role='navigation'>Menu</div><p aria-hidden='true'>x</p><p>Text</p>", "Text"),
    ],
)
def test_the_elements_of_a_page_become_paragraphs(body: str, text: str) -> None:
    assert _html(body) == text


def test_a_headline_outside_the_main_part_is_not_lost() -> None:
    assert _html("<header><h1>Care rated fair</h1></header><main><p>The text.</p></main>") == (
        "Care rated fair\n\nThe text."
    )


def test_a_small_main_part_does_not_hide_the_article() -> None:
    article = "<div><p>" + "Inspectors judged the service. " * 10 + "</p></div>"
    assert "Inspectors judged" in _html(f"<main><p>Advert</p></main>{article}")


def test_several_articles_are_all_read() -> None:
    assert _html("<article><p>First.</p></article><article><p>Second.</p></article>") == "First.\n\nSecond."


def test_a_page_that_hides_everything_is_read_whole() -> None:
    assert _html("<nav><p>The service is fair.</p></nav>") == "The service is fair."


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="dcterms.issued" content="2011-05-06">', "2011-05-06"),
        ('<meta name="DC.date" content="06/05/2011">', ""),
        ('<meta name="DC.date" content="2011-13-45">', ""),
        ('<time datetime="2011-05-06T09:00">6 May</time>', "2011-05-06"),
        ('<time datetime="2011-05-06">6 May</time><time datetime="2011-05-07">7 May</time>', ""),
    ],
)
def test_a_day_is_taken_only_where_it_is_certain(head: str, day: str) -> None:
    assert page(f"<body>{head}<p>Text</p>".encode()).said.date == day


def test_a_deep_page_is_read_and_a_hopeless_one_refused() -> None:
    assert _html("<div>" * 4000 + "deep") == "deep"
    with pytest.raises(ReadError, match="nested more than 5000 deep"):
        _html("<div>" * 100_000 + "deep")


# --- what can't be read


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "scripts.html",
            "the page holds no text, perhaps because scripts fetch it; save the page as it is shown.",
        ),
        ("binary.txt", "it is a binary file, not text; give its text as .txt or .html."),
        ("nul.txt", "it is a binary file, not text; give its text as .txt or .html."),
        ("portable.txt", "it is a PDF file, not text; give it the ending .pdf."),
        (
            "damaged-utf-8.txt",
            "its encoding is unknown (byte 0xC2 at offset 238 is no utf-8); save it as UTF-8.",
        ),
        (
            "undefined-byte.txt",
            "its encoding is unknown (byte 0x81 at offset 227 is no windows-1252); save it as UTF-8.",
        ),
        ("missing.txt", "there is no such file or folder; check the name."),
    ],
)
def test_what_can_not_be_read_is_told_in_a_sentence(name: str, reason: str) -> None:
    assert _refusal(FOLDER / name) == reason


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \x00"])
def test_an_empty_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(data)
    assert _refusal(tmp_path / "empty.txt").startswith("the file is empty")


def test_a_large_file_is_told_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(100_000_000)
    assert _refusal(tmp_path / "large.txt") == "it has 100.0 MB, and kg reads files up to 50 MB; split it."


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    assert _refusal(tmp_path / "gone.txt") == "the link leads nowhere; mend it."


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert _refusal(tmp_path / "pipe.txt") == "it is a pipe or a device, not a file; save its text as a file."


@pytest.mark.parametrize(("name", "kind"), [("report.odt", ".odt"), ("report", "without an ending")])
def test_a_file_of_unknown_kind_that_is_named_outright_is_told(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text("text")
    expected = f"kg reads no files {kind}; give it as .txt, .html, .pdf, .docx, .md or .zip."
    assert _refusal(tmp_path / name) == expected


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("text")
    expected = "no document in it; give a folder with .txt, .html, .pdf, .docx, .md or .zip files."
    assert _refusal(tmp_path) == expected


def test_an_unread_file_is_a_sentence_with_its_place() -> None:
    (unread,) = documents([Path("missing.txt")])
    assert str(unread) == "missing.txt: there is no such file or folder; check the name."


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Let the test run as somebody whom permissions bind."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@pytest.mark.parametrize("name", ["secret.txt", "folder"])
def test_a_file_or_folder_without_permission_is_told(tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    (tmp_path / "secret.txt").write_text("text")
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "folder").mkdir(0)
    request.getfixturevalue("unprivileged")
    assert _refusal(tmp_path / name) == "you have no permission to read it; ask its owner for it."


def test_a_file_that_goes_before_it_is_read_is_told(tmp_path: Path) -> None:
    gone = File("gone.txt", tmp_path / "gone.txt")
    assert read(gone) == Unread(f"{tmp_path}/gone.txt", "there is no such file or folder; check the name.")


# --- folders


def _write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_a_folder_is_read_in_order_of_path_with_what_lies_below(tmp_path: Path) -> None:
    _write(tmp_path, b_txt="one", a__z_txt="two", a__b__c_txt="three")
    (tmp_path / "UPPER.TXT").write_text("four")
    assert [document.path for document in documents([tmp_path])] == [
        "UPPER.TXT",
        "a/b/c.txt",
        "a/z.txt",
        "b.txt",
    ]


def test_what_is_no_document_in_a_folder_is_passed_over_and_counted(tmp_path: Path) -> None:
    names = ("README.txt", "LICENSE-texts.txt", "_draft.txt", ".hidden.txt", "table.csv", "Makefile")
    for name in names:
        (tmp_path / name).write_text("text")
    _write(tmp_path, a_txt="one")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("text")
    found = find([tmp_path])
    assert [file.path for file in found.files] == ["a.txt"]
    assert found.skipped == tuple(sorted(str(tmp_path / name) for name in (*names, ".git")))
    assert found.unread == ()


def test_a_readme_that_is_named_outright_is_read(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("text")
    assert [document.path for document in documents([tmp_path / "README.txt"])] == ["README.txt"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    _write(tmp_path, a_txt="", b_txt="one", c_txt="two")
    assert [type(document).__name__ for document in documents([tmp_path])] == [
        "Unread",
        "Document",
        "Document",
    ]


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path) -> None:
    _write(tmp_path, c_txt="same", a__b_txt="same", d_txt="else", e_txt="same")
    first, second = find([tmp_path]).files
    assert (first.path, first.aliases) == ("a/b.txt", ("c.txt", "e.txt"))
    assert (second.path, second.aliases) == ("d.txt", ())
    document = read(first)
    assert isinstance(document, Document)
    assert document.aliases == ("c.txt", "e.txt")


def test_the_order_of_the_paths_is_nothing(tmp_path: Path) -> None:
    _write(tmp_path, x__a_txt="same", y__b_txt="same", y__c_txt="else")
    paths = [tmp_path / "x", tmp_path / "y", tmp_path / "y" / "c.txt"]
    assert list(documents(paths)) == list(documents(reversed(paths)))
    assert [(file.path, file.aliases) for file in find(paths).files] == [("a.txt", ("b.txt",)), ("c.txt", ())]


def test_a_link_to_its_own_folder_is_not_followed(tmp_path: Path) -> None:
    _write(tmp_path, inner__a_txt="one")
    (tmp_path / "inner" / "round").symlink_to(tmp_path, target_is_directory=True)
    found = find([tmp_path])
    assert [file.path for file in found.files] == ["inner/a.txt"]
    assert found.skipped == (str(tmp_path / "inner" / "round"),)


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert _refusal(tmp_path / "self.txt") == (
        "it can't be read (Too many levels of symbolic links); look after the disk or the link."
    )


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    _write(tmp_path, real__a_txt="one")
    (tmp_path / "link").symlink_to("real")
    assert [document.path for document in documents([tmp_path / "link"])] == ["a.txt"]


def test_a_name_that_is_no_unicode_is_a_path_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"Si\xe2n.txt")).write_text("text")
    assert [document.path for document in documents([tmp_path])] == ["Si\ufffdn.txt"]
