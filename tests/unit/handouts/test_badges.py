"""Badges on paper: each code is read back, opens, and no name is clipped."""

import json

import pytest
from PIL import Image

from kiosk.badges.models import Badge
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry
from tests.unit.handouts.pdf_text import opened, read, texts, unpacked


def sign_in(client, shown: str, **body: str):
    return client.post("/sign-in/badge", json={"secret": shown, **body})


@pytest.mark.process
@pytest.mark.usefixtures("people")
class TestTheCodes:
    def test_each_opens_by_its_picture_and_the_code_below_and_no_secret_is_kept(
        self, make, client_for, store, press, meeting
    ):
        data = make()
        found = read(data)
        assert len(set(found)) == 4
        for text in found:
            assert sign_in(client_for(), text).status_code == 200
        # In the database, the journal, or a note.
        secrets = [text.split("#")[1] for text in found]
        with store.read_session() as session:
            kept = [
                f"{badge.seed} {badge.secret_hash} {badge.code_hash}"
                for badge in session.query(Badge)
            ] + [entry.body for entry in session.query(JournalEntry)]
        exports = press.exports("handouts")
        record = exports.path(exports.read(f"{meeting}-badges"), "json")
        kept.append(record.read_text())
        assert not any(secret in text for secret in secrets for text in kept)
        assert not list(store.files.scratch.glob("*"))
        words = texts(data)[0].split()
        typed = [word for word in words if len(word) == 9 and word[4] == "-"]
        assert len(typed) == 4
        for code in typed:
            reply = client_for().post("/sign-in/badge", json={"code": code})
            assert reply.status_code == 200

    def test_the_same_badge_is_printed_again_and_the_first_paper_stays_good(
        self, make, client_for
    ):
        first = set(read(make()))
        assert set(read(make(sheet="cr80"))) == first
        assert set(read(make("invitations"))) == first
        assert all(sign_in(client_for(), text).status_code == 200 for text in first)

    def test_a_badge_issued_anew_kills_the_printed_one(
        self, make, client_for, secretary, meeting, people
    ):
        old = set(read(make()))
        fresh = secretary.post(f"/m/{meeting}/members/{people[1]}/badge").json["url"]
        again = set(read(make()))
        (dead,) = old - again
        assert again - old == {fresh}
        assert sign_in(client_for(), dead).json["error"] == "revoked"


@pytest.mark.process
@pytest.mark.usefixtures("people")
class TestTheSheets:
    def test_the_band_tells_the_roles_apart_and_the_screens_of_the_house_get_none(
        self, make, scene, meeting
    ):
        scene.make_member(meeting, Role.WALL, "Màn hình hội trường")
        data = make(sheet="cr80")
        bands = {
            page.render(scale=2).to_pil().getpixel((4, 300))
            for page in opened(data)  # the fourth is another official delegate
        }
        assert len(bands) == 2
        assert len(read(data)) == 4
        assert "Màn hình" not in " ".join(texts(data))

    def test_only_new_ones_are_printed_when_asked_for(self, make, scene, meeting):
        make()
        scene.make_member(meeting, name="Người đến sau")
        words = " ".join(texts(make(only_new=True)))
        assert "Người đến sau" in words
        assert "Lê An" not in words

    def test_a_file_for_each_site(self, make):
        files = unpacked(make(by_site=True))
        assert [*files] == ["001 Hội trường tỉnh.pdf", "002 Xã Nậm Cắn - Bản Vẽ.pdf"]
        assert [len(read(data)) for data in files.values()] == [3, 1]

    def test_many_come_a_few_at_a_time_and_all_are_there(self, make, scene, meeting):
        for number in range(41):
            scene.make_member(meeting, name=f"Đại biểu {number}")
        assert len(set(read(make(sheet="a4-2x5")))) == 45


@pytest.mark.usefixtures("people")
class TestTheLogo:
    @pytest.fixture
    def picture(self, tmp_path) -> bytes:
        path = tmp_path / "logo.png"
        Image.new("RGB", (60, 60), (12, 200, 34)).save(path)
        return path.read_bytes()

    def is_green(self, data: bytes) -> bool:
        page = opened(data)[0].render(scale=2).to_pil()
        return any(
            color == (12, 200, 34) for _, color in page.getcolors(page.width * 2000)
        )

    @pytest.mark.process
    def test_stands_on_every_badge_until_it_is_removed(
        self, make, secretary, meeting, picture
    ):
        at = f"/m/{meeting}/handouts/logo"
        assert secretary.post(at, data=picture).status_code == 204
        data = make(sheet="cr80")
        assert self.is_green(data)
        assert len(read(data)) == 4
        assert secretary.post(f"{at}/remove", json={}).status_code == 204
        assert not self.is_green(make(sheet="cr80"))

    @pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", b"\x89PNG" * 200_000])
    def test_what_is_no_picture_is_refused(self, secretary, meeting, data):
        reply = secretary.post(f"/m/{meeting}/handouts/logo", data=data)
        assert reply.status_code in {413, 422}
        assert reply.json["message"]

    @pytest.mark.process
    def test_a_broken_picture_is_told_in_words(self, secretary, meeting, work_off):
        at = f"/m/{meeting}/handouts"
        broken = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
        assert secretary.post(f"{at}/logo", data=broken).status_code == 204
        secretary.post(f"{at}/badges", json={})
        work_off()
        reported = secretary.get(f"{at}/badges/state").json
        assert reported["state"] == "failed"
        assert "Biểu trưng" in reported["refusal"]


@pytest.mark.process
def test_old_badges_are_left_out_and_counted(make, scene, secretary, meeting, people):
    scene.make_badge(people[0])
    assert len(read(make())) == 3
    reported = secretary.get(f"/m/{meeting}/handouts/badges/state").json
    assert reported["left_out"] == 1
    page = secretary.get(f"/m/{meeting}/handouts").text
    assert page.count("không in lại được: 1 người") == 2  # badges and invitations


@pytest.mark.process
def test_old_badges_are_issued_anew_in_one_step_where_it_is_wanted(
    make, scene, store, secretary, meeting, people
):
    old = [scene.make_badge(person) for person in people[:2]]
    printed = read(make(renew_old=True))
    assert len(printed) == len(people)
    reported = secretary.get(f"/m/{meeting}/handouts/badges/state").json
    assert (reported["state"], reported["left_out"]) == ("ready", 0)
    assert not set(old) & {address.rpartition("#")[2] for address in printed}
    with store.read_session() as session:
        dead = session.query(Badge).where(Badge.revoked_at.is_not(None)).all()
    assert {badge.member_id for badge in dead} == set(people[:2])
    # Once is enough: what was printed now stays good.
    assert read(make(renew_old=True)) == printed
    assert "không in lại được" not in secretary.get(f"/m/{meeting}/handouts").text


@pytest.mark.process
def test_hostile_words_are_text(make, scene, meeting):
    name = '<img src="file:///etc/passwd"> & {{ 7*7 }}'
    scene.make_member(meeting, name=name, position="W" * 120, unit="M" * 120)
    words = "".join("".join(texts(make(sheet="cr80"))).split())
    assert "".join(name.split()) in words
    assert "W" * 120 in words
    assert json.dumps(words).count("root:") == 0
