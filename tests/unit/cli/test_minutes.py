"""`minutes`, as a script calls it."""

import io
import zipfile

import pypdfium2 as pdfium
import pytest

from kiosk.cli.main import main
from tests.scene import Scene

pytestmark = pytest.mark.process


@pytest.mark.parametrize(
    ("family", "words"),
    [("dang", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("nd30", "Độc lập - Tự do - Hạnh phúc")],
)
def test_a_draft_as_pdf(store, meeting, tmp_path, capsys, family, words):
    Scene(store).make_member(int(meeting), name="Lê An")
    out = tmp_path / "biên bản.PDF"
    assert main(["minutes", meeting, "--family", family, "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    with pdfium.PdfDocument(io.BytesIO(out.read_bytes())) as document:
        page = document[0].get_textpage().get_text_range()
    text = " ".join(page.replace("\ufffe", "-").split())
    assert words in text
    assert "Hội nghị trực tuyến toàn tỉnh" in text
    assert [path.name for path in tmp_path.glob("biên*")] == ["biên bản.PDF"]


def test_a_draft_as_docx(meeting, tmp_path):
    out = tmp_path / "a.docx"
    out.write_text("older")
    assert main(["minutes", meeting, "--family", "dang", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as file:
        assert "BIÊN BẢN" in file.read("word/document.xml").decode()


@pytest.mark.parametrize("name", ["a.txt", "a", "a.pdf.zip"])
def test_other_endings_are_refused(meeting, tmp_path, capsys, name):
    out = tmp_path / name
    assert main(["minutes", meeting, "--family", "dang", "--out", str(out)]) == 2
    assert ".pdf hoặc .docx" in capsys.readouterr().err
    assert not out.exists()


def test_an_unknown_meeting_is_refused(store, tmp_path, capsys):
    out = tmp_path / "a.pdf"
    assert main(["minutes", "999", "--family", "nd30", "--out", str(out)]) == 2
    assert "Không có hội nghị này" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_is_not_there(meeting, tmp_path, capsys):
    out = str(tmp_path / "no" / "a.pdf")
    assert main(["minutes", meeting, "--family", "dang", "--out", out]) == 1
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_another_family_is_no_argument(meeting, capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["minutes", meeting, "--family", "hd36", "--out", "a.pdf"])
    assert exit_.value.code == 2
    assert "dang" in capsys.readouterr().err
