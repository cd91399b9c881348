"""Papers through the sandboxed child: files, progress, refusals in words."""

import pytest

from kiosk.errors import Conflict
from kiosk.exports.generate import make_files
from kiosk.exports.kinds import ExportKind
from kiosk.official_papers import child
from kiosk.official_papers.export import (
    PAPER_CHILD,
    PAPER_LIMITS,
    PAPER_REFUSALS,
    paper_plan,
    readable_paths,
)
from kiosk.official_papers.fonts import FontMissing
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.sample import sample_paper
from kiosk.processes.sandbox import Sandbox
from tools.paper_reader import read_paper

KIND = ExportKind(
    name="papers",
    module=PAPER_CHILD,
    plan=lambda *_: None,
    running="running",
    missing="missing",
    limits=PAPER_LIMITS,
    refusals=PAPER_REFUSALS,
)
PAPER = sample_paper(PaperFamily.STATE, rows=2)


@pytest.fixture
def own(store):
    folder = store.config.data / "paper_templates"
    folder.mkdir()
    return folder


def made(store, seen=lambda *_: None):
    plan = paper_plan(store, PAPER)
    with make_files(store, Sandbox(), KIND, plan, seen) as files:
        return {suffix: path.read_bytes() for suffix, path in files.files.items()}


@pytest.mark.process
def test_the_child_writes_pdf_and_docx(store, own):
    (own / "paper.css").write_text("html { font: 14pt/18pt 'Paper Serif' }")
    seen = []
    files = made(store, lambda *done: seen.append(done))
    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert files["docx"].startswith(b"PK")
    (page, *_) = read_paper(files["pdf"])
    fonts = {letter.font.split("+")[-1] for letter in page.letters if letter.font}
    assert all("Serif" in font or "Times" in font for font in fonts)
    # The office's own style sheet: no margins are set in it.
    assert page.find("SỞ NÔNG").left < 30


@pytest.mark.process
def test_a_broken_template_is_refused_with_its_name(store, own):
    (own / "nd30.html").write_text("{% if %}")
    with pytest.raises(Conflict) as caught:
        made(store)
    assert "mẫu chuẩn nd30.html" in caught.value.sentence


def test_the_signature_changes_with_paper_and_templates(store, own):
    before = paper_plan(store, PAPER).signature
    assert paper_plan(store, PAPER).signature == before
    other = sample_paper(PaperFamily.STATE, rows=3)
    assert paper_plan(store, other).signature != before
    (own / "nd30.html").write_text("x")
    assert paper_plan(store, PAPER).signature != before
    assert readable_paths(store) == (own.resolve(),)


def test_without_own_templates_the_child_reads_nothing(store):
    assert readable_paths(store) == ()
    assert paper_plan(store, PAPER, ("pdf",)).suffixes == ("pdf",)


def test_a_missing_font_is_said_in_words(monkeypatch, tmp_path):
    def fail(*_):
        raise FontMissing

    monkeypatch.setattr(child, "write_paper", fail)
    with pytest.raises(SystemExit) as caught:
        list(child.make(child.PaperFiles(PAPER, ("pdf",)), tmp_path))
    assert "fonts-liberation2" in PAPER_REFUSALS[caught.value.code]
