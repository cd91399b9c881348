"""An office's own templates: used, checked, and named when they are broken."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from kiosk.cli.main import main
from kiosk.official_papers.export import PAPER_REFUSALS
from kiosk.official_papers.paper_files import template_status
from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.sample import full_sample_paper, sample_paper
from kiosk.official_papers.templates import (
    OWN_NAMES,
    STANDARD_TEMPLATES,
    TEMPLATE_NAMES,
    BrokenTemplate,
)
from tools.paper_reader import read_paper


def printed(own):
    content = paper_to_pdf(sample_paper(PaperFamily.STATE, rows=1), own)
    return "".join(page.words for page in read_paper(content))


def test_own_files_are_used_and_the_others_are_standard(tmp_path):
    text = (STANDARD_TEMPLATES / "nd30.html").read_text("utf-8")
    changed = text.replace("Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP RIÊNG")
    (tmp_path / "nd30.html").write_text(changed, "utf-8")
    words = printed(tmp_path)
    assert "ĐỘC LẬP RIÊNG" in words
    assert "a) Nội dung thứ 1" in words


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("nd30.html", "<p>\n{% if %}", 2),
        ("nd30.html", "<p>\n\n{{ paper.none_such }}", 3),
        ("nd30.html", "{{ nothing }}", 1),
        ("nd30.html", "{{ 1 // 0 }}", 1),
        ("nd30.html", '{% include "/etc/passwd" %}', 1),
        ("nd30.html", "{{ ''.__class__.__mro__ }}", 1),
        ("blocks.html", "{% macro blocks(some) %}\n{{ some.x.y }}{% endmacro %}", None),
    ],
)
def test_a_broken_one_is_named_with_its_line(tmp_path, name, content, line):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(BrokenTemplate) as caught:
        printed(tmp_path)
    assert caught.value.name == name
    assert line in {None, caught.value.line}


@pytest.mark.parametrize("name", ["nd30.html", "paper.css"])
def test_bytes_that_are_no_text_are_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"\xff\xfe\x00p")
    with pytest.raises(BrokenTemplate) as caught:
        printed(tmp_path)
    assert caught.value.name == name


def test_each_broken_template_has_a_sentence_that_names_it():
    for name in OWN_NAMES:
        assert PAPER_REFUSALS[template_status(name)].count(name) == 2


def own_document(path, change=lambda _document: None):
    """Store a DOCX of ours as an office's own, changed as in Word."""
    paper = sample_paper(PaperFamily.STATE, rows=1)
    document = docx.Document(io.BytesIO(paper_to_docx(paper)))
    document.add_paragraph("CHỮ CŨ")
    change(document)
    document.save(path / "nd30.docx")


def as_in_the_office(document):
    (section,) = document.sections
    section.left_margin = Mm(35)
    section.footer.paragraphs[0].text = "Điện thoại: 0263 3822 000"
    document.styles["Normal"].font.name = "Tinos"


def test_a_docx_has_page_footer_and_font_of_the_offices_own(tmp_path):
    own_document(tmp_path, as_in_the_office)
    paper = full_sample_paper(PaperFamily.STATE)
    document = docx.Document(io.BytesIO(paper_to_docx(paper, tmp_path)))
    assert [round(one.left_margin.mm) for one in document.sections] == [35] * 3
    assert document.sections[-1].page_width > document.sections[-1].page_height
    main = document.sections[0]
    assert main.footer.paragraphs[0].text == "Điện thoại: 0263 3822 000"
    assert document.styles["Normal"].font.name == "Tinos"
    # What stood in it is gone; the number of the page is there once.
    texts = [one.text for one in document.paragraphs]
    assert "CHỮ CŨ" not in texts
    assert texts.count("THÔNG BÁO") == 1
    assert main.header._element.xml.count("PAGE") == 1
    # The tables are as wide as the text between the margins.
    header = document.tables[0]
    assert round(sum(column.width.mm for column in header.columns)) == 160
    # The other family has none of its own.
    party = docx.Document(
        io.BytesIO(paper_to_docx(sample_paper(PaperFamily.PARTY), tmp_path))
    )
    assert round(party.sections[0].left_margin.mm) == 30


def drop_style(document):
    style = document.styles["Heading 2"]
    style.element.getparent().remove(style.element)


def drop_margins(document):
    section = document.sections[0]._sectPr
    section.remove(section.find(qn("w:pgMar")))


@pytest.mark.parametrize(
    ("change", "said"), [(drop_style, "Heading 2"), (drop_margins, "lề")]
)
def test_a_docx_without_what_is_needed_is_named(tmp_path, change, said):
    own_document(tmp_path, change)
    with pytest.raises(BrokenTemplate, match=said) as caught:
        paper_to_docx(sample_paper(PaperFamily.STATE), tmp_path)
    assert caught.value.name == "nd30.docx"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", b"\xff" * 4000])
def test_a_file_that_is_no_docx_is_named(tmp_path, content):
    (tmp_path / "nd30.docx").write_bytes(content)
    with pytest.raises(BrokenTemplate) as caught:
        paper_to_docx(sample_paper(PaperFamily.STATE), tmp_path)
    assert caught.value.name == "nd30.docx"
    # The PDF does not need it.
    assert "THÔNG BÁO" in printed(tmp_path)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    return lambda *words: main(["paper-templates", *words])


def test_the_command_copies_and_keeps_what_is_there(run, tmp_path, capsys):
    own = tmp_path / "data" / "paper_templates"
    own.mkdir(parents=True)
    (own / "paper.css").write_text("/* ours */")
    assert run("--copy", str(own)) == 0
    assert {path.name for path in own.iterdir()} == set(TEMPLATE_NAMES)
    assert (own / "paper.css").read_text() == "/* ours */"
    assert run("--check") == 0
    assert "dang.html" in capsys.readouterr().out


def test_the_command_says_where_an_error_is(run, tmp_path, capsys):
    assert run("--check") == 0
    assert "mẫu chuẩn" in capsys.readouterr().out
    own = tmp_path / "data" / "paper_templates"
    own.mkdir(parents=True)
    (own / "dang.html").write_text("\n{% for %}")
    assert run("--check") != 0
    said = capsys.readouterr().err
    assert f"{own / 'dang.html'}, dòng 2" in said
    assert str(STANDARD_TEMPLATES / "dang.html") in said


def test_the_command_tries_a_docx_too(run, tmp_path, capsys):
    own = tmp_path / "data" / "paper_templates"
    own.mkdir(parents=True)
    own_document(own)
    assert run("--check") == 0
    assert "nd30.docx" in capsys.readouterr().out
    (own / "nd30.docx").write_bytes(b"none")
    assert run("--check") != 0
    said = capsys.readouterr().err
    assert str(own / "nd30.docx") in said
    assert "Mẫu chuẩn để so" not in said


def test_the_command_says_that_it_cannot_write(run, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run("--copy", str(tmp_path / "file")) != 0
    assert "Không chép được" in capsys.readouterr().err
