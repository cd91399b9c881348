"""Export of own notes as PDF: contents, permissions and removal."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from kiosk import clock
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.exports.job import ExportJob
from kiosk.exports.rules import Export
from kiosk.meetings.models import Member
from kiosk.notebooks import ink as drawing
from kiosk.notebooks.export import NOTEBOOK, install_erasure
from kiosk.notebooks.rules import NOTEBOOK_KEPT_HOURS
from kiosk.roles import Role
from tests.unit.annotations.conftest import ink, text
from tests.unit.watermarks.conftest import webp

INK_JS = Path(__file__).parents[3] / "static/js/annotations/note_renderer.js"
WORDS = "Đề nghị làm rõ số liệu của huyện Mường La"
QUOTE = "tám mươi hai phần trăm"


class NoteOwner:
    """A delegate with notes on a document of two pages, and a worker."""

    def __init__(self, scene, client_for, store, room):
        self.scene, self.store, self.client_for = scene, store, client_for
        self.meeting = scene.make_meeting()
        item = scene.make_item(self.meeting)
        self.paper = scene.make_document(self.meeting, item, [webp(), webp()])
        self.member = scene.make_member(
            self.meeting, name="Lò Văn Pánh", unit="Huyện uỷ Mường La"
        )
        self.tablet = client_for(self.member)
        self.at = f"/m/{self.meeting}/notebook"
        install_erasure(store)
        self.exporter = ExportJob(store, room, [NOTEBOOK])
        self.exporter.install()
        self.exports = self.exporter.exports("notebooks")

    def write(self, *notes):
        reply = self.tablet.post(
            f"/m/{self.meeting}/annotations", json={"changes": list(notes)}
        )
        assert [one["result"] for one in reply.json["outcomes"]] == ["taken"] * len(
            notes
        )

    def work_off(self):
        for jobs in (self.store.prompt_jobs, self.store.bulk_jobs):
            while (task := jobs.huey.dequeue()) is not None:
                jobs.huey.execute(task)

    def bind(self) -> bytes:
        assert self.tablet.post(self.at).status_code == 204
        self.work_off()
        reply = self.tablet.get(self.at)
        assert reply.status_code == 200, reply.text
        assert reply.mimetype == "application/pdf"
        return reply.data

    def change(self, **fields):
        with self.store.unit_of_work("test") as work:
            document = work.session.get_one(Document, self.paper)
            for name, value in fields.items():
                setattr(document, name, value)


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch):
    """Freeze the clock's minute, so that equal notes give an equal, cached PDF."""
    monkeypatch.setattr("kiosk.notebooks.queries.clock_time", lambda _: "08:00")


@pytest.fixture
def writer(scene, client_for, store, room) -> NoteOwner:
    writer = NoteOwner(scene, client_for, store, room)
    anchor = {"quote": QUOTE, "before": "", "after": ""}
    writer.write(
        ink(document=writer.paper, page=2),
        text(WORDS, document=writer.paper, page=2, anchor=anchor),
        ink(
            document=writer.paper,
            kind="highlight",
            colour="yellow",
            body={"boxes": [[0.2, 0.3, 0.4, 0.02]]},
            anchor=anchor,
        ),
    )
    # Another member has notes too.
    other = client_for(scene.make_member(writer.meeting))
    other.post(
        f"/m/{writer.meeting}/annotations",
        json={"changes": [text("Của người khác", document=writer.paper)]},
    )
    return writer


def read(data: bytes) -> list[str]:
    book = pdfium.PdfDocument(io.BytesIO(data))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in book]


def look(data: bytes, number: int) -> Image.Image:
    book = pdfium.PdfDocument(io.BytesIO(data))
    return book[number].render(scale=1).to_pil().convert("RGB")


def share_of(image: Image.Image, is_wanted: Callable[[int, int, int], bool]) -> int:
    return sum(1 for pixel in image.get_flattened_data() if is_wanted(*pixel))


def blue(red: int, green: int, bluish: int) -> bool:
    return bluish > 120 and red < 100 and green < 140


def yellow(red: int, green: int, bluish: int) -> bool:
    return red > 200 and green > 170 and bluish < 190


@pytest.mark.process
def test_notes_are_listed_and_drawn_on_their_pages(writer):
    data = writer.bind()
    texts = read(data)
    assert len(texts) == 3
    assert "Ghi chú của Lò Văn Pánh" in texts[0]
    assert WORDS in texts[0]
    assert f"“{QUOTE}”" in texts[0]
    assert "Của người khác" not in " ".join(texts)
    assert "trang 1" in texts[1]
    assert "trang 2" in texts[2]
    # The pin has the number of its note in the list.
    assert "1" in texts[2]
    assert share_of(look(data, 1), yellow) > 500
    assert share_of(look(data, 1), blue) == 0
    assert share_of(look(data, 2), blue) > 20


@pytest.mark.process
def test_a_stroke_is_drawn_at_its_position(writer):
    page = look(writer.bind(), 2)
    dots = [
        (index % page.width / page.width, index // page.width / page.height)
        for index, pixel in enumerate(page.get_flattened_data())
        if blue(*pixel)
    ]
    # From (0.1, 0.1) to (0.2, 0.25) of a page fitted above the footer.
    xs, ys = [x for x, _ in dots], [y for _, y in dots]
    assert 0.08 < min(xs) < 0.14
    assert 0.18 < max(xs) < 0.24
    assert 0.08 < min(ys) < 0.13
    assert 0.2 < max(ys) < 0.27


@pytest.mark.process
def test_progress_is_reported_and_a_new_note_makes_it_outdated(writer):
    writer.bind()
    state = writer.tablet.get(f"{writer.at}/state").json
    assert (state["state"], state["done"], state["total"]) == ("ready", 3, 3)
    assert not state["is_old"]
    writer.write(text(document=writer.paper))
    assert writer.tablet.get(f"{writer.at}/state").json["is_old"]
    assert writer.tablet.get(writer.at).status_code == 200


@pytest.mark.process
def test_of_a_marked_paper_the_readers_name_is_on_every_page(writer):
    clean = writer.bind()
    writer.change(is_marked=True)
    # An export made without the watermark is no longer available.
    assert writer.tablet.get(writer.at).status_code == 404
    marked = writer.bind()

    def faint(red: int, green: int, bluish: int) -> bool:
        return 180 < red < 246 and green > 180 and bluish > 180

    for number in (1, 2):
        before = share_of(look(clean, number), faint)
        after = share_of(look(marked, number), faint)
        assert after > before + 2000
    # The image without the watermark is not in the file.
    assert not pictures(marked) & pictures(clean)


def pictures(data: bytes) -> set[bytes]:
    with pikepdf.open(io.BytesIO(data)) as book:
        return {
            bytes(thing.read_raw_bytes())
            for thing in book.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        }


@pytest.mark.process
def test_of_a_paper_that_is_not_to_be_kept_only_ones_own_words_are_given(writer):
    writer.change(is_kept=False)
    data = writer.bind()
    (page,) = read(data)
    assert WORDS in page
    assert "Trang 2" in page
    assert QUOTE not in page
    assert pictures(data) == set()


@pytest.mark.process
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE])
def test_nobody_else_gets_it(writer, role):
    writer.bind()
    other = writer.client_for(writer.scene.make_member(writer.meeting, role))
    assert other.get(writer.at).status_code == 404
    assert other.get(f"{writer.at}/state").json["state"] == "none"


@pytest.mark.process
def test_an_administrator_has_none(writer):
    writer.bind()
    account = writer.scene.make_account("quantri", is_administrator=True)
    administrator = writer.client_for(account_id=account)
    assert administrator.get(writer.at).status_code == 403
    assert administrator.post(writer.at).status_code == 403


@pytest.mark.process
class TestItGoes:
    def has_file(self, writer) -> bool:
        folder = writer.exports.folder(str(writer.member))
        return any(folder.glob("*.pdf"))

    def test_with_erasing_all(self, writer):
        writer.bind()
        writer.tablet.post(
            f"/m/{writer.meeting}/annotations/erase", json={"everything": True}
        )
        assert writer.tablet.get(writer.at).status_code == 404
        writer.work_off()
        assert not self.has_file(writer)

    def test_with_a_paper_that_is_withdrawn(self, writer):
        writer.bind()
        writer.exporter.sweep()
        assert self.has_file(writer)
        writer.change(publication=Publication.WITHDRAWN)
        assert writer.tablet.get(writer.at).status_code == 404
        writer.exporter.sweep()
        assert not self.has_file(writer)

    def test_with_time(self, writer, monkeypatch):
        writer.bind()
        later = clock.now() + dt.timedelta(hours=NOTEBOOK_KEPT_HOURS, seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        writer.exporter.sweep()
        assert not self.has_file(writer)

    def test_with_its_owner(self, writer):
        writer.bind()
        with writer.store.unit_of_work("test") as work:
            work.session.delete(work.session.get_one(Member, writer.member))
        writer.exporter.sweep()
        assert not self.has_file(writer)
        late = writer.exports.begin(str(writer.member), options="1")
        writer.exporter.make("notebooks", late.key, late.ticket)
        assert not writer.exports.folder(late.key).exists()


def test_without_notes_there_is_nothing_to_bind(writer, client_for):
    other = client_for(writer.scene.make_member(writer.meeting))
    reply = other.post(writer.at)
    assert (reply.status_code, reply.json["error"]) == (409, "no_notes")
    assert other.get(writer.at).status_code == 404


def test_asked_twice_it_is_bound_once(writer):
    assert writer.tablet.post(writer.at).status_code == 204
    assert writer.tablet.post(writer.at).status_code == 409


@pytest.mark.process
def test_a_failure_is_reported_and_may_be_retried(writer, room):
    slow = replace(NOTEBOOK, timeout_seconds=-1.0)
    ExportJob(writer.store, room, [slow]).install()
    writer.tablet.post(writer.at)
    writer.work_off()
    writer.exporter.install()
    assert writer.tablet.get(f"{writer.at}/state").json["state"] == "failed"
    assert writer.tablet.get(writer.at).status_code == 404
    writer.bind()


@pytest.mark.process
def test_pages_beyond_the_most_are_in_words_only(writer, monkeypatch):
    monkeypatch.setattr("kiosk.notebooks.queries.NOTEBOOK_PAGES_LIMIT", 1)
    texts = read(writer.bind())
    assert len(texts) == 2
    assert "1 trang nữa không có hình" in texts[0]
    assert WORDS in texts[0]


@pytest.mark.process
def test_text_is_never_markup(writer):
    writer.write(text("<b>x</b> & {{ 7 * 7 }}", document=writer.paper))
    assert "<b>x</b> & {{ 7 * 7 }}" in read(writer.bind())[0]


@pytest.mark.process
def test_a_wide_page_is_turned_and_a_page_without_picture_is_white(writer, store):
    item = writer.scene.make_item(writer.meeting, "Bản đồ")
    wide = writer.scene.make_document(
        writer.meeting, item, [webp(1698, 1200)], title="Bản đồ quy hoạch"
    )
    with store.unit_of_work("test") as work:
        for page in work.session.query(Page).filter_by(document_id=wide):
            page.width, page.height = 842.0, 595.0
    writer.write(ink(document=wide))
    book = pdfium.PdfDocument(io.BytesIO(writer.bind()))
    assert {tuple(round(side) for side in page.get_size()) for page in book} == {
        (595, 842)
    }


def test_inks_are_those_of_the_tablet():
    source = INK_JS.read_text("utf-8")
    for colour, parts in drawing.INK_COLOURS.items():
        said = "".join(f"{round(part * 255):02x}" for part in parts)
        there = source.partition(f'{colour}: "#')[2][:6]
        near = [
            abs(int(there[at : at + 2], 16) - int(said[at : at + 2], 16))
            for at in (0, 2, 4)
        ]
        assert max(near) <= 2, colour


def test_an_unknown_notebook_has_no_state(writer):
    assert writer.exports.read("999") == Export("999")
