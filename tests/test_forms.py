"""The forms in which documents come: the same words give the same facts, and what can't be read is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, Row, ask, kg
from form_samples import RELATIONS, W, docx_of, lines, paragraph, pdf_of, zip_of
from pypdf import PdfReader, PdfWriter

from kg.building import build
from kg.errors import ReadError
from kg.explain import explain, subjects
from kg.folder import opened, stored_text
from kg.model import Document
from kg.read import Unread, documents, find
from kg.read.markdown import markdown
from kg.read.metadata import Metadata, front_matter, sidecar
from kg.read.pdf import pdf
from kg.read.text import plain
from kg.read.word import word

ARTICLE = Path(__file__).parent / "documents" / "reading" / "article"
OF_ONE = ("document", "start", "end", "inspection")
OCR = "run text recognition (OCR) over the file"
BULLETS = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)


def _one(path: Path) -> Document:
    (document,) = documents([path])
    assert isinstance(document, Document), document
    return document


def _told(path: Path) -> list[str]:
    """Return what a person is told of a PATH, without the folder in which the test lies."""
    unread = [one for one in documents([path]) if isinstance(one, Unread)]
    return [str(one).replace(f"{path.parent}/", "") for one in unread]


# --- one article in five forms


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("articles") / "build"
    build([ARTICLE], out)
    return out


def _said(rows: list[Row], form: str) -> list[Row]:
    """Return what the rows of one document say, but for where, and for what is named after the document."""
    of_form = [row for row in rows if row["document"] == f"article.{form}"]
    return [{name: value for name, value in row.items() if name not in OF_ONE} for row in of_form]


@pytest.mark.parametrize("table", ["ratings", "people", "comments", "authorities", "inspections", "measures", "events"])
@pytest.mark.parametrize("form", ["html", "md", "docx", "pdf"])
def test_the_same_article_says_the_same_in_every_form(articles: Path, table: str, form: str) -> None:
    rows = ask(articles, table)
    assert _said(rows, "txt")
    assert _said(rows, form) == _said(rows, "txt")


def test_the_article_says_what_its_writer_meant(articles: Path) -> None:
    ratings = [row for row in ask(articles, "ratings") if row["document"] == "article.pdf"]
    found = {(row["authority_name"], row["subject"], row["label"]) for row in ratings}
    assert found >= {
        ("Calderdale", "overall", "Serving some people well"),
        ("Calderdale", "overall", "Promising prospects"),
        ("Calderdale", "Home care", "Good (two stars)"),
        ("Calderdale", "Community meals service", "Fair (one star)"),
        ("Calderdale", "Fostering", "Poor (no stars)"),
    }
    speakers = {row["speaker_name"] for row in ask(articles, "comments") if row["document"] == "article.pdf"}
    assert speakers == {"Ann Hoyle", "John Pickles", "Margaret Dunn"}


def test_offsets_count_in_the_stored_text_whatever_the_form(articles: Path) -> None:
    rows = (
        opened(articles)
        .select(
            """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX sc: <https://w3id.org/social-care-kg/def#>
        SELECT ?digest ?start ?end ?exact { ?span oa:hasSource/sc:digest ?digest ; oa:hasSelector ?position , ?quote .
        ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"""
        )
        .texts()
    )
    assert len({row["digest"] for row in rows}) == 5
    for row in rows:
        assert stored_text(articles, row["digest"])[int(row["start"]) : int(row["end"])] == row["exact"]


def test_the_evidence_from_a_pdf_file_tells_the_page(articles: Path) -> None:
    rows = (
        opened(articles)
        .select(
            """PREFIX sc: <https://w3id.org/social-care-kg/def#> PREFIX schema: <https://schema.org/>
        SELECT ?name ?first ?last { ?statement a sc:Membership ; sc:asNamed ?name ; sc:evidence ?evidence .
        ?evidence schema:pageStart ?first ; schema:pageEnd ?last } ORDER BY ?name"""
        )
        .texts()
    )
    assert [tuple(row.values()) for row in rows] == [
        ("Ann Hoyle", "1", "1"),
        ("John Pickles", "1", "1"),
        ("Margaret Dunn", "2", "2"),
    ]


# --- PDF


def test_wrapped_lines_are_paragraphs_again_and_gaps_part_them() -> None:
    page = lines(
        "The inspectors, who came in the spring, found that Home\nCare served people well. They spoke to staff and to\n"
        "carers.\n\nThe council was pleased."
    )
    assert pdf(pdf_of(page)).text == (
        "The inspectors, who came in the spring, found that Home Care served people well. They spoke to staff and to "
        "carers.\n\nThe council was pleased."
    )


def test_a_short_line_ends_its_paragraph_without_a_gap() -> None:
    page = lines(
        "The inspectors came in the spring and stayed for the whole\nof a week.\nBolton was pleased with them."
    )
    assert pdf(pdf_of(page)).text.split("\n\n")[1:] == ["Bolton was pleased with them."]


def test_items_and_headings_stand_alone() -> None:
    page = [(72, 760, 16, "Findings"), *lines("- Carers come when they say that they will come, and\nstay\n- Reviews")]
    assert pdf(pdf_of(page)).text == (
        "Findings\n\n- Carers come when they say that they will come, and stay\n- Reviews"
    )


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    page = lines(
        "The inspectors judged that the whole of the depart-\nment was good, and that its two-star rating, its two-\n"
        "star service and its self\u00adassessment, of pre-\nand post-war schools, were a credit."
    )
    assert pdf(pdf_of(page)).text == (
        "The inspectors judged that the whole of the department was good, and that its two-star rating, its two-star "
        "service and its self-assessment, of pre- and post-war schools, were a credit."
    )


def test_the_cells_of_a_row_are_parted() -> None:
    rows = [(72, 740, 11, "Service"), (200, 740, 11, "Stars"), (72, 724, 11, "Home care"), (200, 724, 11, "two")]
    assert pdf(pdf_of(rows)).text == "Service | Stars\nHome care | two"


def test_columns_are_read_one_after_the_other() -> None:
    left = lines("The council’s services for\nolder people are good and\nthey will improve, so the", x=50)
    right = lines("inspectors say in a report\nthat came out today.", x=320)
    assert pdf(pdf_of([*left, *right])).text == (
        "The council’s services for older people are good and they will improve, so the inspectors say in a report "
        "that came out today."
    )


def _page(number: int, text: str) -> list[tuple[float, float, float, str]]:
    return [(72, 800, 8, "Scrutiny committee, 9 March"), *lines(text), (280, 30, 8, f"Page {number} of 3")]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    data = pdf_of(_page(1, "The first."), _page(2, "The second."), _page(3, "The third."))
    assert pdf(data).text == "The first.\n\nThe second.\n\nThe third."


def test_a_sentence_goes_on_over_the_page_and_each_page_knows_its_place() -> None:
    content = pdf(
        pdf_of(_page(1, "Inspectors said that the council"), _page(2, "was good."), _page(3, "It was pleased."))
    )
    assert content.text == "Inspectors said that the council was good.\n\nIt was pleased."
    assert [content.text[start:][:10] for start in content.pages] == ["Inspectors", "was good.\n", "It was ple"]


def test_a_place_knows_its_page() -> None:
    document = Document("a.pdf", "one two three", "0" * 64, pages=(0, 4, 8))
    assert [document.page_at(offset) for offset in (0, 3, 4, 8, 12)] == [1, 1, 2, 3, 3]
    assert Document("a.txt", "one", "0" * 64).page_at(1) == 0


def test_scanned_pages_are_noted_and_the_others_read() -> None:
    content = pdf(pdf_of(lines("The service is good."), [], lines("It will improve."), []))
    assert content.text == "The service is good.\n\nIt will improve."
    assert content.notes == (f"pages 2, 4 of 4 hold no text that can be read, perhaps a scan; {OCR}.",)
    assert len(content.pages) == 4


@pytest.mark.parametrize(("pages", "told"), [(1, "its page holds"), (3, "its 3 pages hold")])
def test_a_scan_is_told(pages: int, told: str) -> None:
    with pytest.raises(ReadError) as error:
        pdf(pdf_of(*[[]] * pages))
    assert str(error.value) == f"{told} no text that can be read, perhaps a scan; {OCR}, or give its text."


def test_a_title_that_a_program_made_up_is_none() -> None:
    page = lines("The text.")
    assert pdf(pdf_of(page, title="Joint review of Bolton")).said.title == "Joint review of Bolton"
    assert pdf(pdf_of(page, title="Microsoft Word - Joint review of Bolton")).said.title == "Joint review of Bolton"
    assert pdf(pdf_of(page, title="Microsoft Word - report2.doc")).said.title == ""


def _locked(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of(lines("The service is good.")))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    assert pdf(_locked("")).text == "The service is good."
    with pytest.raises(ReadError, match="it is encrypted and wants a password; save it without one"):
        pdf(_locked("secret"))


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_a_damaged_pdf_file_is_told_or_read_and_never_raises_anything_else(cut: int) -> None:
    whole = pdf_of(lines("The service is good."))
    for data in (whole[:9] + whole[9 + cut :], whole[: max(9, cut)], whole[:cut] + b"\xff\x00(" + whole[cut + 3 :]):
        try:
            assert isinstance(pdf(data).text, str)
        except ReadError as error:
            assert "; " in str(error)


# --- Word


def test_a_word_file_gives_paragraphs_items_and_rows() -> None:
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = (
        paragraph("Findings", '<w:pStyle w:val="Heading1"/>')
        + paragraph("Carers are on time", item.format(0, 1))
        + paragraph("Reviews are late", item.format(0, 1))
        + paragraph("First", item.format(0, 2))
        + paragraph("Inner", item.format(1, 2))
        + paragraph("Second", item.format(0, 2))
        + "<w:tbl>"
        + row.format(paragraph("Service"), paragraph("Stars"))
        + row.format(paragraph("Home care"), paragraph("two"))
        + "</w:tbl>"
    )
    assert word(docx_of(body, {"word/numbering.xml": BULLETS})).text == (
        "Findings\n\n- Carers are on time\n- Reviews are late\n\n1. First\n  1.a Inner\n2. Second\n\n"
        "Service | Stars\nHome care | two"
    )


def test_footnotes_stand_at_the_end() -> None:
    noted = (
        '<w:p><w:r><w:t>It is good</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph("x")}</w:footnote>' + (
        f'<w:footnote w:id="2">{paragraph("See the report.")}</w:footnote></w:footnotes>'
    )
    assert word(docx_of(noted + paragraph("The end."), {"word/footnotes.xml": notes})).text == (
        "It is good.\n\nThe end.\n\nSee the report."
    )


def test_deleted_and_hidden_text_is_no_text_and_inserted_text_is() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>It is </w:t></w:r><w:del><w:r><w:delText>poor</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>good</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> or not</w:t></w:r>"
        "<w:r><w:t>,</w:t><w:tab/><w:t>they</w:t><w:br/><w:t>say</w:t></w:r></w:p>"
    )
    assert word(docx_of(body)).text == "It is good, they\nsay"


def test_a_word_file_tells_its_title() -> None:
    core = '<c:coreProperties xmlns:c="c" xmlns:dc="d"><dc:title> Joint  review </dc:title></c:coreProperties>'
    assert word(docx_of(paragraph("Text"), {"docProps/core.xml": core})).said.title == "Joint review"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"PK\x03\x04 broken",
            "it is no .docx file, or a damaged one; open it in a word processor and save it as .docx.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "it is an old or an encrypted Office file; save it as .docx without a password.",
        ),
        (docx_of("<w:p/>"), "the document holds no text, perhaps only pictures; give its text."),
        (docx_of("<w:p>"), "the file is damaged; open it in a word processor and save it again."),
        (docx_of("<w:p>" * 600), "its elements are nested more than 500 deep; give its text as .txt."),
        (
            zip_of({"a.txt": b"text"}),
            "it is a ZIP archive without a Word document in it; give it the ending of what it is.",
        ),
        (
            zip_of(
                {"_rels/.rels": RELATIONS.encode(), "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
            ),
            "its XML declares a document type, which no word processor writes; save it again as .docx.",
        ),
    ],
)
def test_what_is_wrong_with_a_word_file_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ReadError) as error:
        word(data)
    assert str(error.value) == told


def test_a_word_file_that_unpacks_to_too_much_is_told() -> None:
    with pytest.raises(ReadError, match="it unpacks to more than 30 MB of text; split it"):
        word(docx_of(" " * 31_000_000))


# --- Markdown


def test_markdown_is_the_page_that_it_stands_for() -> None:
    source = (
        "# Findings\n\nThe service is **good**, *two* stars,\nsays [the report](https://example.org).\n\n* Carers\n"
        "  1. on time\n* Reviews\n\n| Service | Stars |\n|---|---|\n| Home care | two |\n\n> “Good,” she said.\n"
    )
    assert markdown(source.encode()).text == (
        "Findings\n\nThe service is good, two stars, says the report.\n\n- Carers\n  1. on time\n- Reviews\n\n"
        "Service | Stars\nHome care | two\n\n“Good,” she said."
    )


def test_front_matter_of_markdown_is_no_text() -> None:
    content = markdown(
        b"---\ntitle: 'It''s good'\nlayout: post\ntags:\n  - care\nlicense: OGL-UK-3.0\n---\n\nThe text.\n"
    )
    assert content.text == "The text."
    assert content.said == Metadata(title="It's good", licence="OGL-UK-3.0")


def test_markdown_without_text_is_told() -> None:
    with pytest.raises(ReadError, match="the file holds no text"):
        markdown(b"---\ntitle: Nothing\n---\n")


# --- what is said beside a document, or at its head


def test_a_sidecar_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The service is good.\n")
    (tmp_path / "report.yaml").write_text(
        '# from the archive\ntitle: "Joint review: \\"Bolton\\""\ndate: 2002-07 # as printed\n'
        "publisher: Audit Commission\nurl: https://example.org/report#page=2\nlicence: https://example.org/ogl\n"
    )
    document = _one(tmp_path)
    assert (document.title, document.date) == ('Joint review: "Bolton"', "2002-07")
    assert (document.publisher, document.url) == ("Audit Commission", "https://example.org/report#page=2")
    assert document.licence == "https://example.org/ogl"
    assert find([tmp_path]).skipped == ()


def test_a_sidecar_is_known_to_a_file_named_outright_and_without_a_document_it_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The service is good.\n")
    (tmp_path / "report.yaml").write_text("title: Bolton\n")
    (tmp_path / "other.yaml").write_text("title: Bury\n")
    assert _one(tmp_path / "report.txt").title == "Bolton"
    assert find([tmp_path]).skipped == (str(tmp_path / "other.yaml"),)


def test_what_is_said_reaches_the_graph(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The service is good.\n")
    (tmp_path / "report.yaml").write_text(
        "title: Joint review\ndate: 2002\nurl: https://example.org/1\nlicence: OGL-UK-3.0\n"
    )
    (tmp_path / "other.txt").write_text("The service is fair.\n")
    (tmp_path / "other.yaml").write_text("licence: https://example.org/ogl\n")
    made = build([tmp_path], tmp_path / "build")
    assert [violation for violation in made.violations if violation.severity != "Info"] == []
    rows = (
        opened(tmp_path / "build")
        .select(
            """PREFIX dct: <http://purl.org/dc/terms/> PREFIX sc: <https://w3id.org/social-care-kg/def#>
        SELECT ?path ?title ?date ?source ?licence ?rights { ?document sc:path ?path
        OPTIONAL { ?document dct:title ?title } OPTIONAL { ?document dct:date ?date }
        OPTIONAL { ?document dct:source ?source } OPTIONAL { ?document dct:license ?licence }
        OPTIONAL { ?document dct:rights ?rights } } ORDER BY ?path"""
        )
        .texts()
    )
    assert [tuple(row.values()) for row in rows] == [
        ("other.txt", "", "", "", "https://example.org/ogl", ""),
        ("report.txt", "Joint review", "2002", "https://example.org/1", "", "OGL-UK-3.0"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "title: a\ntitel: b\n",
            "line 2: kg knows no key 'titel', but title, date, publisher, url, licence; take one of these.",
        ),
        ("title a\n", "line 1: 'title a' is not of the form key: value; write it so."),
        ("date: 9 March 2004\n", "line 1: '9 March 2004' is no date; write it as 2004-03-09, 2004-03 or 2004."),
        ("date: 2004-02-30\n", "line 1: '2004-02-30' is no date; write it as 2004-03-09, 2004-03 or 2004."),
        (
            "\nurl: www.example.org\n",
            "line 2: 'www.example.org' is no web address; write it from http:// or https:// on.",
        ),
        ("title: [a, b]\n", "line 1: kg can't read the value of title; write it on the same line, in quotes."),
        ("title: >\n", "line 1: kg can't read the value of title; write it on the same line, in quotes."),
        ("licence: a\nlicense: b\n", "line 2: licence is said twice; keep one of the lines."),
    ],
)
def test_a_slip_in_a_sidecar_is_told_with_its_line_and_the_document_is_read(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "report.txt").write_text("The service is good.\n")
    (tmp_path / "report.yaml").write_text(text)
    unread, document = documents([tmp_path])
    assert str(unread) == f"{tmp_path}/report.yaml: {told}"
    assert isinstance(document, Document)
    assert document.title == ""


def test_front_matter_of_a_text_stays_in_the_text_and_the_document_begins_behind_it() -> None:
    content = plain(b"---\r\ntitle: Bolton\r\n---\r\nThe service is good.\r\n")
    assert content.said == Metadata(title="Bolton")
    assert content.text[content.start :] == "The service is good.\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe service: it is good.\n---\n",
        "---\ntitle: never closed\n",
        "title: Bolton\n---\n",
        "",
        "---\n---\ntext",
    ],
)
def test_lines_that_are_no_front_matter_are_text(text: str) -> None:
    assert front_matter(text) == (Metadata(), 0)


def test_a_sidecar_goes_before_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Front\ndate: 2004\n---\nText\n")
    (tmp_path / "a.yaml").write_text("title: Beside\n")
    document = _one(tmp_path)
    assert (document.title, document.date) == ("Beside", "2004")
    assert sidecar("") == Metadata()


# --- archives


def test_the_documents_in_an_archive_are_read_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "reports.zip").write_bytes(
        zip_of({
            "bolton/report.txt": b"The service is good.",
            "bolton/report.yaml": b"title: Bolton\n",
            "README.txt": b"no document",
            "__MACOSX/._report.txt": b"no document",
            "table.csv": b"no document",
            "bury.md": b"*Fair*, they say.",
        })
    )  # fmt: skip
    found = [(one.path, one.title, one.text) for one in documents([tmp_path]) if isinstance(one, Document)]
    assert found == [
        ("reports.zip/bolton/report.txt", "Bolton", "The service is good."),
        ("reports.zip/bury.md", "", "Fair, they say."),
    ]
    assert [Path(place).name for place in find([tmp_path]).skipped] == ["README.txt", "._report.txt", "table.csv"]


def test_names_in_an_archive_can_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zip_of({"../../etc/a.txt": b"one", "/b.txt": b"two", "C:\\docs\\c.txt": b"three", "./d.txt": b"four"})
    )
    paths = [one.path for one in documents([tmp_path / "a.zip"]) if isinstance(one, Document)]
    assert paths == ["a.zip/b.txt", "a.zip/d.txt", "a.zip/docs/c.txt", "a.zip/etc/a.txt"]
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.zip"]


def test_what_is_wrong_in_an_archive_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = zip_of({
        "bomb.txt": b"good " * 1_000_000,
        "inner.zip": zip_of({"a.txt": b"text"}),
        "empty.txt": b"",
        "fine.txt": b"The service is good.",
        "x/../same.txt": b"one",
        "./x/same.txt": b"two",
    })  # fmt: skip
    (tmp_path / "a.zip").write_bytes(data)
    told = _told(tmp_path / "a.zip")
    assert told[0].startswith("a.zip/./x/same.txt: another file of the archive has the same name; rename one")
    assert told[1].startswith("a.zip/bomb.txt: it unpacks to ")
    assert told[1].endswith("times its size, as a zip bomb does; if it is none, give it unpacked.")
    assert told[2:] == [
        "a.zip/inner.zip: kg opens no archive inside another; unpack the outer one.",
        "a.zip/empty.txt: the file is empty; leave it out, or give its text.",
    ]
    assert [one.path for one in documents([tmp_path]) if isinstance(one, Document)] == [
        "a.zip/fine.txt",
        "a.zip/x/same.txt",
    ]


def test_an_archive_that_is_none_or_holds_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.zip").write_bytes(zip_of({"table.csv": b"1"}))
    assert _told(tmp_path / "a.zip") == ["a.zip: it is no ZIP archive, or a damaged one; make it anew."]
    assert _told(tmp_path / "b.zip") == [
        "b.zip: no document in it; give a folder with .txt, .html, .pdf, .docx, .md or .zip files."
    ]


def test_a_damaged_or_encrypted_file_in_an_archive_is_told(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "The service is good.")
    (tmp_path / "a.zip").write_bytes(stream.getvalue().replace(b"good", b"fair"))
    locked = bytearray(stream.getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(locked)
    assert _told(tmp_path / "a.zip") == [
        "a.zip/a.txt: the archive is damaged here; make it anew, or give the file itself."
    ]
    assert _told(tmp_path / "b.zip") == [
        "b.zip/a.txt: it is encrypted; unpack it with its password, and give it unpacked."
    ]


@pytest.mark.parametrize(
    ("limit", "most", "told"),
    [
        ("MOST_MEMBERS", 1, "it holds 2 files, and kg reads up to 1 in an archive; split it."),
        ("MOST_BYTES", 5, "it unpacks to 0 MB, and kg reads up to 0 MB in all; split it."),
    ],
)
def test_an_archive_that_is_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, told: str
) -> None:
    monkeypatch.setattr(f"kg.read.archive.{limit}", most)
    (tmp_path / "a.zip").write_bytes(zip_of({"a.txt": b"one", "b.txt": b"two"}))
    assert _told(tmp_path / "a.zip") == [f"a.zip: {told}"]


def test_the_same_bytes_inside_and_outside_an_archive_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"x.txt": b"The service is good."}))
    (tmp_path / "b.txt").write_text("The service is good.")
    document = _one(tmp_path)
    assert (document.path, document.aliases) == ("a.zip/x.txt", ("b.txt",))


# --- lists and standard input


def _kg(*arguments: str | Path, given: bytes, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, cwd=cwd, check=False, timeout=300)


def test_a_list_names_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(f"The service is good, says {name}.")
    (tmp_path / "list").write_text(f"a/report.txt\n\n./b/report.txt\r\n{tmp_path}/a/report.txt\nnone.txt\n")
    (tmp_path / "@odd.txt").write_text("A file of such a name.")
    unread, *read = documents([Path("@list"), Path("@odd.txt")])
    assert str(unread) == "none.txt: there is no such file or folder; check the name."
    assert [(one.path, one.aliases) for one in read if isinstance(one, Document)] == [
        ("@odd.txt", ()),
        ("a/report.txt", ("report.txt",)),
        ("b/report.txt", ()),
    ]


def test_a_list_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("")
    told = [str(one) for name in ("none", "empty") for one in documents([Path(f"@{tmp_path}/{name}")])]
    assert told == [
        f"{tmp_path}/none: there is no such file or folder; check the name.",
        f"{tmp_path}/empty: no list of files (the file is empty; leave it out, or give its text.)",
    ]


def test_a_list_comes_by_standard_input(tmp_path: Path) -> None:
    seed = ROOT / "seeds" / "bolton-joint-review.txt"
    ran = _kg("build", "--files-from", "-", "--out", "build", given=f"{seed}\n".encode(), cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [row["document"] for row in ask(tmp_path / "build", "documents")] == ["bolton-joint-review.txt"]


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf"])
def test_a_document_comes_by_standard_input(tmp_path: Path, form: str) -> None:
    ran = _kg("build", "-", "--out", "build", given=(ARTICLE / f"article.{form}").read_bytes(), cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert {(row["document"], row["authority"]) for row in ask(tmp_path / "build", "overall-judgements")} == {
        (f"stdin.{form}", "Calderdale")
    }


def test_an_empty_standard_input_is_one_sentence(tmp_path: Path) -> None:
    ran = _kg("build", "-", "--out", "build", given=b"", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr == b"kg: standard input: the file is empty; leave it out, or give its text.\n"


def test_a_note_is_told_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "half.pdf").write_bytes(pdf_of(lines("Bolton serves most people well."), []))
    ran = kg("build", tmp_path / "half.pdf", "--out", tmp_path / "build")
    assert ran.returncode == 0
    assert ran.stderr == (f"kg: note: half.pdf: page 2 of 2 holds no text that can be read, perhaps a scan; {OCR}.\n")


# --- many files of all kinds

GOOD = 480
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "the file is empty; leave it out, or give its text."),
    "blank.txt": (b"\n \n", "the file is empty; leave it out, or give its text."),
    "picture.txt": (b"\x89PNG\r\n", "it is a picture, not text; run text recognition (OCR) over it and give the text."),
    "portable.txt": (b"%PDF-1.4", "it is a PDF file, not text; give it the ending .pdf."),
    "binary.txt": (b"\x00\x01\x02\x03" * 9, "it is a binary file, not text; give its text as .txt or .html."),
    "undefined.txt": (
        b"Rated \x81 fair",
        "its encoding is unknown (byte 0x81 at offset 6 is no windows-1252); save it as UTF-8.",
    ),
    "scripts.html": (
        b"<script>show()</script>",
        "the page holds no text, perhaps because scripts fetch it; save the page as it is shown.",
    ),
    "deep.html": (b"<div>" * 6000, "its elements are nested more than 5000 deep; give its text as .txt."),
    "page.pdf": (b"<html>Not found", "it is no PDF file, whatever its name says; give it the ending of what it is."),
    "cut.pdf": (
        pdf_of(lines("Text"))[:60],
        "the PDF file is damaged; open it in a viewer and print it to a new PDF file.",
    ),
    "scan.pdf": (pdf_of([]), f"its page holds no text that can be read, perhaps a scan; {OCR}, or give its text."),
    "locked.pdf": (_locked("secret"), "it is encrypted and wants a password; save it without one."),
    "broken.docx": (
        b"PK\x03\x04",
        "it is no .docx file, or a damaged one; open it in a word processor and save it as .docx.",
    ),
    "old.docx": (b"\xd0\xcf\x11\xe0", "it is an old or an encrypted Office file; save it as .docx without a password."),
    "pictures.docx": (docx_of("<w:p/>"), "the document holds no text, perhaps only pictures; give its text."),
    "dated.md": (
        b"---\ndate: yesterday\n---\nText",
        "line 2: 'yesterday' is no date; write it as 2004-03-09, 2004-03 or 2004.",
    ),
    "nothing.md": (b"<!-- -->", "the file holds no text; leave it out, or give its text."),
    "broken.zip": (b"PK\x05\x06", "it is no ZIP archive, or a damaged one; make it anew."),
    "void.zip": (
        zip_of({"a.csv": b"1"}),
        "no document in it; give a folder with .txt, .html, .pdf, .docx, .md or .zip files.",
    ),
}
GONE = ("gone.txt", "the link leads nowhere; mend it.")
COUNCILS = ("Bolton", "Bury", "Camden", "Islington", "Leeds", "Salford", "Sheffield", "Wigan")


def _report(number: int, form: str) -> bytes:
    """Return a short report in one of the forms."""
    council = COUNCILS[number % len(COUNCILS)]
    title = f"Report {number} on social services in {council}"
    text = f"{council} Council’s home care service is good, two star service that will improve, inspectors say."
    if form == "html":
        return f"<meta charset=utf-8><h1>{title}</h1><p>{text}</p>".encode()
    if form == "md":
        return f"# {title}\n\n{text}\n".encode()
    if form == "docx":
        return docx_of(paragraph(title) + paragraph(text))
    if form == "pdf":
        return pdf_of([(72, 780, 16, title), *lines(text.replace("star service", "star\nservice"))])
    return f"{title}\n\n{text}\n".encode()


def _many(folder: Path) -> None:
    """Write 500 files: 440 reports below folders, 40 in an archive, and 20 that can't be read."""
    forms = ("txt", "html", "md", "docx", "pdf")
    reports = {
        f"{number % 7}/{number}.{forms[number % 5]}": _report(number, forms[number % 5]) for number in range(GOOD)
    }
    packed = dict(list(reports.items())[:40])
    for name, data in {
        **dict(list(reports.items())[40:]),
        **{name: data for name, (data, _) in BROKEN.items()},
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "packed.zip").write_bytes(zip_of(packed))
    (folder / GONE[0]).symlink_to("nowhere.txt")


@pytest.mark.slow
def test_500_files_of_which_20_are_broken_build_in_one_run(tmp_path: Path) -> None:
    _many(tmp_path / "many")
    ran = kg("build", tmp_path / "many", "--out", tmp_path / "build")
    assert ran.returncode == 2
    assert "Traceback" not in ran.stdout + ran.stderr
    told = {**{name: reason for name, (_, reason) in BROKEN.items()}, GONE[0]: GONE[1]}
    assert len(told) == 20
    assert sorted(ran.stderr.splitlines()) == sorted(f"kg: {tmp_path}/many/{name}: {told[name]}" for name in told)
    assert "480 documents read" in ran.stdout
    rows = ask(tmp_path / "build", "documents")
    assert len(rows) == GOOD
    assert {os.path.splitext(row["document"])[1] for row in rows} == {".txt", ".html", ".md", ".docx", ".pdf"}
    assert {row["authority_name"] for row in ask(tmp_path / "build", "authorities")} == set(COUNCILS)


def test_what_is_explained_from_a_pdf_file_names_the_page(articles: Path) -> None:
    source = opened(articles)
    (subject,) = subjects(source, "Margaret Dunn")
    pages = {fact.place.path: fact.place.page for fact in explain(source, subject)}
    assert (pages["article.pdf"], pages["article.txt"]) == (2, 0)


def test_the_manifest_has_a_digest_of_each_document_s_text(articles: Path) -> None:
    documents = json.loads((articles / "manifest.json").read_text("utf-8"))["documents"]
    assert len(documents) == 5
    for document in documents:
        text = stored_text(articles, document["digest"])
        assert document["text_sha256"] == sha256(text.encode()).hexdigest()
