"""The office's settings: who sees and saves them, what they make of a paper."""

import datetime as dt

import msgspec
import pytest

from kiosk.clock import frozen
from kiosk.errors import Conflict, Forbidden, NotFound
from kiosk.identity import Identity
from kiosk.official_papers.actions import save_office, take_number
from kiosk.official_papers.defaults import default_office, symbol_of
from kiosk.official_papers.models import OfficeSettings
from kiosk.official_papers.queries import new_paper, office
from kiosk.official_papers.rules import Numbering, PaperFamily, PaperKind, Spelling
from kiosk.official_papers.settings_form import form_of, office_of
from kiosk.roles import Role

PARTY, STATE = PaperFamily
ADMINISTRATOR = Identity(1, "Quản trị", account_id=1, is_administrator=True)


@pytest.fixture
def client(scene, client_for):
    account = scene.make_account("quantri", is_administrator=True)
    return client_for(account_id=account)


def form(family=PARTY, **fields):
    own = form_of(default_office(family))
    return msgspec.to_builtins(msgspec.structs.replace(own, **fields))


def save(client, family=PARTY, seen=0, **fields):
    body = {"settings": form(family, **fields), "seen": seen}
    return client.post(f"/official-papers/{family}", json=body)


def stored(store, family=PARTY):
    with store.read_session() as session:
        return office(session, family)


@pytest.mark.parametrize("family", PaperFamily)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_screen_is_for_administrators(scene, client, client_for, family, language):
    client.set_cookie("language", language)
    page = client.get(f"/official-papers/{family}")
    heading = {"vi": "Thể thức văn bản", "en": "Form of official papers"}[language]
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.text
    secretary = client_for(scene.make_member(scene.make_meeting(), Role.SECRETARY))
    assert secretary.get(f"/official-papers/{family}").status_code == 403
    assert save(secretary, family).status_code == 403
    lines = {"settings": form(family), "kind": "minutes"}
    address = f"/official-papers/{family}/preview"
    assert secretary.post(address, json=lines).status_code == 403
    assert client_for().post(address, json=lines).status_code == 401


def test_settings_are_saved_and_shown_again(store, client):
    typed = {"issuing_body": "Ban Chấp hành\n\n Đảng bộ  tỉnh ", "place": " Lâm Đồng "}
    assert save(client, **typed).json == {"revision": 1}
    own = stored(store)
    assert own.issuing_body == "Ban Chấp hành\nĐảng bộ tỉnh"
    assert own.place == "Lâm Đồng"
    assert (
        "Ban Chấp hành\nĐảng bộ tỉnh</textarea>"
        in client.get("/official-papers/dang").text
    )
    # The other family has its own.
    assert stored(store, STATE) == default_office(STATE)


def test_what_somebody_else_has_saved_is_not_overwritten(store, client):
    assert save(client, place="Lâm Đồng").status_code == 200
    refused = save(client, place="Huế")
    assert refused.status_code == 409
    assert "Người khác vừa lưu" in refused.json["message"]
    assert save(client, seen=1, place="Huế").json == {"revision": 2}
    assert stored(store).place == "Huế"


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "x" * 201},
        {"body_symbol": "x" * 21},
        {"term_starts": "31/12/2026"},
        {"numbering": Numbering.BY_TERM},
        {"recipients": "a\n" * 41},
        {"kinds": {"minutes": {"symbol": "BB", "signatures": "A\n\nB\n\nC\n\nD"}}},
        {"kinds": {"minutes": {"symbol": "BB", "signatures": "A" * 201}}},
        {"kinds": {"poem": {"symbol": "BB", "signatures": ""}}},
        {"spelling": "uy"},
        {"more": "x"},
    ],
)
def test_what_is_wrong_is_refused_in_words_and_nothing_is_kept(store, client, wrong):
    settings = {**form(), **msgspec.to_builtins(wrong)}
    body = {"settings": settings, "seen": 0}
    for address in ("/official-papers/dang", "/official-papers/dang/preview"):
        more = {"settings": settings, "kind": "minutes"}
        sent = more if address.endswith("preview") else body
        refused = client.post(address, json=sent)
        assert refused.status_code == 422
        assert refused.json["message"]
    with store.read_session() as session:
        assert session.get(OfficeSettings, PARTY) is None


def test_there_are_but_two_families(client):
    assert client.get("/official-papers/hd36").status_code == 404
    body = {"settings": form(), "seen": 0}
    assert client.post("/official-papers/hd36", json=body).status_code == 404


def test_the_preview_shows_unsaved_settings_and_saves_nothing(store, client):
    typed = form(
        STATE,
        parent_body="Uỷ ban nhân dân tỉnh",
        body_symbol="SNN",
        place="Huế",
        spelling=Spelling.ON_FIRST_VOWEL,
        recipients="Như trên",
    )
    body = {"settings": typed, "kind": "invitation"}
    with frozen(dt.datetime(2026, 2, 4, 18, tzinfo=dt.UTC)):
        lines = client.post("/official-papers/nd30/preview", json=body).json
    # Typed words keep their spelling, Kiosk's own follow the setting.
    assert lines["parent"] == "UỶ BAN NHÂN DÂN TỈNH"
    assert lines["nation"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines["number"] == "Số: 05/GM-SNN"
    assert lines["date"] == "Huế, ngày 05 tháng 02 năm 2026"
    assert lines["recipients"] == ["- Như trên."]
    minutes = client.post(
        "/official-papers/nd30/preview", json={**body, "kind": "minutes"}
    ).json
    assert minutes["date"] == ""
    with store.read_session() as session:
        assert session.get(OfficeSettings, STATE) is None


@pytest.mark.parametrize("family", PaperFamily)
def test_form_and_settings_are_the_same(family):
    assert office_of(family, form_of(default_office(family))) == default_office(family)


@pytest.mark.parametrize(
    ("family", "kind", "symbol"),
    [
        (PARTY, PaperKind.MINUTES, "BB/TU"),
        (PARTY, PaperKind.INVITATION, "/TU"),
        (PARTY, PaperKind.ATTENDANCE_LIST, ""),
        (STATE, PaperKind.CONCLUSION_NOTICE, "TB-UBND"),
    ],
)
def test_symbols_of_kind_and_body_are_joined(family, kind, symbol):
    assert symbol_of(default_office(family), kind) == symbol


def test_a_new_paper_has_the_header_of_office_and_meeting(store, scene):
    meeting = scene.make_meeting()
    settings = msgspec.structs.replace(
        default_office(PARTY), place="Sơn Lâm", parent_body="Đảng bộ"
    )
    with store.unit_of_work("test") as work:
        save_office(work, identity=ADMINISTRATOR, settings=settings, seen=0)
    with store.read_session() as session:
        paper = new_paper(session, PARTY, PaperKind.MINUTES, meeting)
        state = new_paper(session, STATE, PaperKind.MINUTES, meeting)
        with pytest.raises(NotFound):
            new_paper(session, PARTY, PaperKind.MINUTES, 999)
    # Without a body in the settings it is the meeting's.
    assert (paper.parent_body, paper.issuing_body) == ("Đảng bộ", "Tỉnh uỷ Sơn Lâm")
    assert (paper.number, paper.symbol, paper.place) == ("", "BB/TU", "Sơn Lâm")
    assert paper.date is not None
    assert [one.authority[0] for one in paper.signatures] == [
        *("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ")
    ]
    # The form of the State has no place and date on minutes.
    assert (state.place, state.date) == ("", None)


def test_only_administrators_save_and_only_what_they_saw(store):
    settings = default_office(PARTY)
    somebody = Identity(1, "A", account_id=1)
    with pytest.raises(Forbidden), store.unit_of_work("test") as work:
        save_office(work, identity=somebody, settings=settings, seen=0)
    with pytest.raises(Conflict), store.unit_of_work("test") as work:
        save_office(work, identity=ADMINISTRATOR, settings=settings, seen=3)


@pytest.mark.parametrize(
    ("numbering", "given"),
    [
        (Numbering.BY_HAND, ["", "", "", ""]),
        (Numbering.BY_YEAR, ["1", "2", "1", "1"]),
        (Numbering.BY_TERM, ["1", "2", "1", "3"]),
    ],
)
def test_numbers_are_counted_by_symbol_and_period(store, numbering, given):
    settings = msgspec.structs.replace(
        default_office(PARTY), numbering=numbering, term_starts=dt.date(2025, 10, 1)
    )
    with store.unit_of_work("test") as work:
        save_office(work, identity=ADMINISTRATOR, settings=settings, seen=0)
    taken = []
    asked = [("BB/TU", 2026), ("BB/TU", 2026), ("TB/TU", 2026), ("BB/TU", 2027)]
    for symbol, year in asked:
        with store.unit_of_work("test") as work:
            day = dt.date(year, 2, 1)
            taken.append(take_number(work, family=PARTY, symbol=symbol, day=day))
    assert taken == given
    with store.unit_of_work("test") as work:
        unnumbered = dt.date(2026, 1, 1)
        assert take_number(work, family=PARTY, symbol="", day=unnumbered) == ""
