"""`badges`, as a script calls it."""

import stat

import pytest

from kiosk.cli.main import main
from kiosk.storage.store import Store
from tests.scene import Scene
from tests.unit.handouts.pdf_text import read, texts, unpacked

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def public_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PUBLIC_URL", "https://hop.tinh.vn")


@pytest.fixture
def meeting(store: Store) -> str:
    scene = Scene(store)
    meeting = scene.make_meeting()
    site_id = scene.make_site(meeting, "Xã Nậm Cắn")
    scene.make_member(meeting, name="Lê An")
    scene.make_member(meeting, name="Vàng A Páo", site_id=site_id)
    return str(meeting)


def test_badge_file_is_private(meeting, tmp_path, capsys):
    out = tmp_path / "thẻ.pdf"
    out.write_bytes(b"older, open to all")
    out.chmod(0o644)
    assert main(["badges", meeting, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "2 người" in said.out
    assert said.err == "2/2 người\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    found = read(out.read_bytes())
    assert len(found) == 2
    assert all(text.startswith("https://hop.tinh.vn/q#") for text in found)


def test_other_kinds_by_site(meeting, tmp_path):
    out = tmp_path / "danh-sach.zip"
    asked = ["--kind", "desk-lists", "--by-site", "--out", str(out)]
    assert main(["badges", meeting, *asked]) == 0
    files = unpacked(out.read_bytes())
    assert [*files] == ["001 Xã Nậm Cắn.pdf", "002 Không thuộc điểm cầu nào.pdf"]
    assert "Vàng A Páo" in " ".join(texts(files["001 Xã Nậm Cắn.pdf"]))


def test_refusals_are_printed(store, meeting, tmp_path, capsys):
    out = str(tmp_path / "a.pdf")
    assert main(["badges", "999", "--out", out]) == 2
    assert "Không có hội nghị" in capsys.readouterr().err
    empty = str(Scene(store).make_meeting())
    assert main(["badges", empty, "--out", out]) == 2
    assert "chưa có ai" in capsys.readouterr().err
    assert main(["badges", meeting, "--out", str(tmp_path / "no" / "a.pdf")]) == 1
    assert "Không tạo được" in capsys.readouterr().err
