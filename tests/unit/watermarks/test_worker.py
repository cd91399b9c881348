"""Watermarked pages: who gets which, by every route."""

import threading

import pytest
from PIL import ImageChops
from sqlalchemy import select

from kiosk.documents.models import Document, PageImage
from kiosk.roles import Role
from kiosk.watermarks import client
from kiosk.watermarks.client import WatermarkClient, WatermarkPending
from kiosk.watermarks.rules import Watermark, WatermarkRequest
from tests.unit.watermarks.conftest import picture

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("worker")]


def address(client, meeting: int, paper: int, width: str = "1200") -> str:
    page = client.get(f"/m/{meeting}/documents/{paper}/pages").json["pages"][0]
    return f"/m/{meeting}/documents/{paper}/images/{page['images'][width]}.webp"


@pytest.fixture
def clean(secretary, meeting, paper) -> bytes:
    return secretary.get(address(secretary, meeting, paper)).data


@pytest.fixture
def khai(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, unit="Sở Nội vụ"))


@pytest.fixture
def bao(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, name="Đặng Quốc Bảo"))


class TestWhoGetsWhich:
    def test_two_readers_get_two_pages_and_each_the_same_again(
        self, khai, bao, meeting, paper, clean
    ):
        url = address(khai, meeting, paper)
        mine, his = khai.get(url), bao.get(url)
        assert (mine.status_code, mine.mimetype) == (200, "image/jpeg")
        pages = [picture(each.data) for each in (mine, his)]
        assert ImageChops.difference(*pages).getbbox() is not None
        for page in pages:
            assert ImageChops.difference(page, picture(clean)).getbbox() is not None
        assert khai.get(url).data == mine.data

    @pytest.mark.parametrize(
        "role", [Role.CHAIR, Role.GUEST, Role.WALL, Role.PRESENTER]
    )
    def test_whoever_does_not_prepare_the_meeting_is_a_viewer(
        self, scene, client_for, meeting, paper, clean, role
    ):
        viewer = client_for(scene.make_member(meeting, role))
        reply = viewer.get(address(viewer, meeting, paper))
        assert reply.mimetype == "image/jpeg"
        assert reply.data != clean

    def test_who_prepares_the_meeting_has_it_clean(self, secretary, meeting, paper):
        reply = secretary.get(address(secretary, meeting, paper))
        assert reply.mimetype == "image/webp"

    def test_a_thumbnail_stays_clean_but_not_a_page_that_is_as_small(
        self, khai, store, scene, meeting, paper
    ):
        reply = khai.get(address(khai, meeting, paper, "240"))
        assert reply.mimetype == "image/webp"
        small = scene.make_document(meeting, scene.make_item(meeting), [reply.data])
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, small).is_marked = True
        assert khai.get(address(khai, meeting, small, "240")).mimetype == "image/jpeg"

    def test_browsers_ask_again_for_the_next_reader_of_the_same_tablet(
        self, khai, bao, meeting, paper
    ):
        url = address(khai, meeting, paper)
        mine = khai.get(url)
        assert mine.headers["Cache-Control"] == "private, no-cache"
        tag = {"If-None-Match": mine.headers["ETag"]}
        assert khai.get(url, headers=tag).status_code == 304
        assert bao.get(url, headers=tag).status_code == 200

    def test_what_may_not_be_kept_either_is_not_stored(
        self, khai, secretary, meeting, paper
    ):
        secretary.post(
            f"/m/{meeting}/documents/{paper}/handling",
            json={"is_marked": True, "is_kept": False},
        )
        reply = khai.get(address(khai, meeting, paper))
        assert reply.headers["Cache-Control"] == "private, no-store"

    def test_the_words_stay_and_the_original_is_refused(self, khai, meeting, paper):
        at = f"/m/{meeting}/documents/{paper}"
        page = khai.get(f"{at}/pages").json["pages"][0]
        assert khai.get(f"{at}/words/{page['words']}.json").status_code == 200
        assert khai.get(f"{at}/original").status_code == 403


class TestTheCache:
    def test_a_withdrawn_document_leaves_nothing(
        self, khai, secretary, worker, meeting, paper
    ):
        khai.get(address(khai, meeting, paper))
        worker.evict_withdrawn()
        assert not worker.cache.is_empty()
        secretary.post(f"/m/{meeting}/documents/{paper}/withdraw", json={})
        worker.evict_withdrawn()
        assert worker.cache.is_empty()

    def test_many_who_want_the_same_page_cost_one_drawing(self, worker, store, paper):
        with store.read_session() as session:
            (row,) = session.execute(
                select(PageImage.sha256).where(PageImage.width == 2400).limit(1)
            )
        request = WatermarkRequest(
            paper, row[0], Watermark("Nguyễn Văn An", "", "07:00 25/11/2026")
        )
        drawn = []
        added = worker.cache.added
        worker.cache.added = lambda size: (drawn.append(size), added(size))
        secretary = WatermarkClient(store.config.data, 20.0)
        threads = [
            threading.Thread(target=secretary.ask, args=(request,)) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(drawn) == 1
        assert (store.files.root / request.path).stat().st_size == drawn[0]


class TestWhenItTakesLonger:
    def test_a_picture_that_is_lost_is_said_calmly_and_the_next_is_drawn(
        self, khai, store, meeting, paper
    ):
        url = address(khai, meeting, paper)
        lost = url.rsplit("/", 1)[1].removesuffix(".webp")
        data = store.files.path(lost).read_bytes()
        store.files.delete(lost)
        said = khai.get(url)
        assert (said.status_code, said.json["error"]) == (503, "being_drawn")
        assert "Xin chờ giây lát" in said.json["message"]
        store.files.store_bytes(data)
        assert khai.get(url).status_code == 200

    def test_a_wish_that_is_no_wish_is_passed_over(self, store, khai, meeting, paper):
        secretary = WatermarkClient(store.config.data, 5.0)
        assert secretary._answer(b"{}\n") == b""
        assert secretary._answer(b"\n") == b""
        assert khai.get(address(khai, meeting, paper)).status_code == 200

    def test_a_crowd_is_asked_to_come_again(self, store, monkeypatch):
        monkeypatch.setattr(client, "MAX_WAITING", 0)
        with pytest.raises(WatermarkPending):
            WatermarkClient(store.config.data).ask(
                WatermarkRequest(1, "a" * 64, Watermark("A", "", ""))
            )
