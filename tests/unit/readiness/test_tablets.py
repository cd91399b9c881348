"""Checks of tablets and gates, in the good and in the bad case."""

import json
from dataclasses import replace

import msgspec
import pytest

from kiosk.checkins.gate_heartbeats import GATE_SILENT_SECONDS, GateLiveness
from kiosk.checkins.models import Gate
from kiosk.cli.main import main
from kiosk.fleet.rules import TabletAlert
from kiosk.readiness import context as housing
from kiosk.readiness import gates, tablets
from kiosk.readiness.context import RoomSnapshot, TabletSnapshot
from kiosk.readiness.rules import Level
from kiosk.roles import Role
from kiosk.web.static_files import static_version
from tests.unit.fleet.conftest import (  # noqa: F401 fixtures
    administrator,
    device,
    secret_of,
)
from tests.unit.readiness.test_checks import (  # noqa: F401 a fixture among them
    context,
    counts,
    levels,
    words,
)

GOOD, WARN, BAD = Level.GOOD, Level.WARN, Level.BAD


def tablet(number: int = 7, *needs: TabletAlert, **more) -> TabletSnapshot:
    known = {"seat": "A-7", "seconds": 4.0, "battery": 80, "clock": 0.2, **more}
    return TabletSnapshot(number=number, needs=list(needs), **known)


def said_of(matter, *those: TabletSnapshot):
    return list(tablets.evaluate_tablets(matter, list(those)))


class TestTablets:
    @pytest.mark.parametrize(
        ("matter", "well", "amiss", "level", "reported"),
        [
            (
                tablets.LINK,
                {},
                {"seconds": 240.0},
                WARN,
                "1 máy im lặng, số: 7 (A-7) 4′.",
            ),
            (
                tablets.LINK,
                {},
                {"seconds": 240.0, "is_held": True},
                BAD,
                "Bật máy, xem pin và Wi-Fi",
            ),
            (tablets.LINK, {}, {"seconds": None}, WARN, "số: 7 (A-7)."),
            (
                tablets.BATTERY,
                {"battery": 30},
                {"battery": 29},
                WARN,
                "1 máy sắp hết pin mà không cắm sạc, số: 7 (A-7) 29%.",
            ),
            (tablets.BATTERY, {}, {"battery": 14}, BAD, "Cắm sạc các máy ấy ngay"),
            (tablets.CLOCK, {}, {"clock": -95.0}, WARN, "7 (A-7) -95 s"),
            (tablets.VERSION, {}, {}, WARN, "bấm “Tải lại”"),
            (
                tablets.OFFLINE_DOCUMENTS,
                {"is_held": True, "papers": 3, "papers_wanted": 3},
                {"is_held": True, "papers": 1, "papers_wanted": 3},
                WARN,
                "1 máy chưa tải đủ tài liệu, số: 7 (A-7) 1/3.",
            ),
            (tablets.STORAGE, {"reports_storage": True}, {}, WARN, "sắp đầy bộ nhớ"),
            (tablets.SEAT, {"is_held": True}, {"is_held": True}, WARN, "nhầm ghế"),
        ],
    )
    def test_each_matter(self, matter, well, amiss, level, reported):
        assert levels(said_of(matter, tablet(**well))) == [GOOD]
        assert "1 máy" in words(said_of(matter, tablet(**well)))
        found = said_of(matter, tablet(1, **well), tablet(7, matter.need, **amiss))
        assert levels(found) == [level]
        assert reported in words(found)
        assert found[0].advice

    def test_tablet_without_report_gives_a_warning(self):
        found = said_of(tablets.BATTERY, tablet(battery=None), tablet(battery=50))
        assert levels(found) == [GOOD, WARN]
        assert "1 máy không báo được pin" in words(found)
        found = said_of(
            tablets.OFFLINE_DOCUMENTS, tablet(is_held=True, papers_wanted=2)
        )
        assert levels(found) == [WARN]
        # Nobody sits before it: there is nothing that it should have loaded.
        assert said_of(tablets.OFFLINE_DOCUMENTS, tablet()) == []

    def test_one_that_is_silent_is_not_counted_among_those_that_are_well(self):
        gone = tablet(7, TabletAlert.SILENT, seconds=900.0)
        assert said_of(tablets.BATTERY, gone) == []
        assert "2 máy" in words(said_of(tablets.CLOCK, tablet(1), tablet(2), gone))

    def test_many_names_are_shortened(self):
        low = [tablet(n, TabletAlert.BATTERY, battery=20, seat="") for n in range(110)]
        assert (
            words(said_of(tablets.BATTERY, *low)).count("20%")
            == tablets.MAX_TABLETS_LISTED
        )
        assert "(+10)" in words(said_of(tablets.BATTERY, *low))

    def test_no_tablets_and_no_server(self, context, scene):  # noqa: F811
        meeting = scene.make_meeting()
        assert levels(tablets.check_tablet_link(context, meeting)) == [BAD]
        empty = with_room(context)
        assert levels(tablets.check_tablet_link(empty, meeting)) == [GOOD]
        look = tablets.tablet_check(tablets.BATTERY)
        assert list(look(context, meeting)) == list(look(empty, meeting)) == []
        low = with_room(context, tablets=[tablet(7, TabletAlert.BATTERY, battery=2)])
        assert levels(look(low, meeting)) == [BAD]


def with_room(context, **more):  # noqa: F811
    now = RoomSnapshot(counts(), [], **more)
    return replace(context, room=lambda _: now)


def make_gate(store, meeting: int, name: str, site: int | None = None) -> int:
    with store.unit_of_work("test") as work:
        gate = Gate(meeting_id=meeting, name=name, site_id=site)
        work.session.add(gate)
        work.session.flush()
        return gate.id


class TestGates:
    @pytest.mark.parametrize(
        ("heard", "level", "reported"),
        [
            (GateLiveness(3.0, 0, 0), GOOD, "1 cửa sẵn sàng: Cửa A."),
            (GateLiveness(3.0, 2, 0), WARN, "đang chờ gửi: Cửa A (2)"),
            (GateLiveness(3.0, 0, 1), BAD, "máy chủ không nhận: Cửa A (1)"),
            (
                GateLiveness(GATE_SILENT_SECONDS + 60, 0, 0),
                WARN,
                "máy nào trực: Cửa A (2′)",
            ),
            (
                GateLiveness(300.0, 5, 0),
                BAD,
                "im lặng khi còn lượt quét chưa gửi: Cửa A",
            ),
            (gates.NEVER_HEARD, WARN, "chưa có máy nào trực: Cửa A."),
        ],
    )
    def test_each_state(self, heard, level, reported):
        found = list(gates.evaluate_gates([("Cửa A", heard)]))
        assert levels(found) == [level]
        assert reported in words(found)
        assert bool(found[0].advice) is (level is not GOOD)

    def test_possible_loss_comes_first(self):
        states = [
            ("A", GateLiveness(1.0, 0, 0)),
            ("B", gates.NEVER_HEARD),
            ("C", GateLiveness(1.0, 1, 0)),
            ("D", GateLiveness(900.0, 1, 1)),
        ]
        found = list(gates.evaluate_gates(states))
        assert levels(found) == [BAD, BAD, WARN, WARN, GOOD]

    def test_the_stored_gates_are_asked_for(self, context, scene, store):  # noqa: F811
        meeting = scene.make_meeting()
        assert list(gates.check_gates(with_room(context), meeting)) == []
        scene.make_member(meeting)
        found = list(gates.check_gates(with_room(context), meeting))
        assert levels(found) == [WARN]
        assert "Chưa có cửa điểm danh nào" in words(found)
        gate = make_gate(store, meeting, "Cửa A")
        make_gate(store, scene.make_meeting(), "Cửa của hội nghị khác")
        assert levels(gates.check_gates(context, meeting)) == [BAD]
        silent = with_room(context)
        assert "máy nào trực: Cửa A." in words(gates.check_gates(silent, meeting))
        well = with_room(context, gates={gate: GateLiveness(1.0, 0, 0)})
        assert levels(gates.check_gates(well, meeting)) == [GOOD]

    def test_a_site_that_expects_people_needs_a_gate(
        self,
        context,  # noqa: F811
        scene,
        store,
    ):
        meeting = scene.make_meeting()
        main = scene.make_site(meeting, "Hội trường tỉnh", kind="main_site")
        far = scene.make_site(meeting, "Xã Tân Phú", expected=20)
        scene.make_site(meeting, "Xã không có ai")
        scene.make_member(meeting, site_id=main)
        gate = make_gate(store, meeting, "Cửa A")
        room = {gate: GateLiveness(1.0, 0, 0)}
        found = list(gates.check_gates(with_room(context, gates=room), meeting))
        assert levels(found) == [WARN, GOOD]
        assert "mà chưa có cửa: Xã Tân Phú." in words(found)
        room[make_gate(store, meeting, "Cửa xã", far)] = GateLiveness(1.0, 0, 0)
        found = list(gates.check_gates(with_room(context, gates=room), meeting))
        assert levels(found) == [GOOD]


class TestTheServerReports:
    def room(self, client, meeting: int) -> RoomSnapshot:
        reply = client.get(f"/m/{meeting}/readiness/room")
        return msgspec.json.decode(reply.data, type=RoomSnapshot)

    def test_of_tablets_that_concern_the_meeting(
        self,
        scene,
        client_for,
        device,  # noqa: F811
    ):
        meeting, other = scene.make_meeting(), scene.make_meeting()
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        mine = device(scene.make_member(meeting), seat="A-1")
        mine.speak(version=static_version(), battery=12, is_charging=False, papers=0)
        device(scene.make_member(other)).speak(version="old")
        device(name="Máy dự phòng")
        reported = {one.number: one for one in self.room(secretary, meeting).tablets}
        assert set(reported) == {1, 3}
        assert reported[1].needs == [TabletAlert.BATTERY]
        assert (reported[1].battery, reported[1].is_held, reported[1].seat) == (
            12,
            True,
            "A-1",
        )
        assert reported[1].seconds < 5
        assert reported[3].needs == [TabletAlert.SILENT]
        assert reported[3].seconds is None

    def test_of_gates_of_this_meeting_only(self, scene, client_for, store):
        meeting, other = scene.make_meeting(), scene.make_meeting()
        for one in (meeting, other):
            desk = client_for(scene.make_member(one, Role.ENTRANCE, "Bàn"))
            gate = make_gate(store, one, "Cửa A")
            said = {"waiting": 2, "refused": 0}
            path = f"/m/{one}/gates/{gate}/word"
            assert desk.post(path, json=said).status_code == 204
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        (heard,) = self.room(secretary, meeting).gates.values()
        assert heard.waiting == 2


@pytest.mark.process
class TestCommand:
    def reported(
        self, monkeypatch, capsys, store, meeting: int, room: RoomSnapshot
    ) -> str:
        answer = msgspec.json.encode(room)
        monkeypatch.setattr(
            housing, "ask_server", lambda _config, _path, _word="": answer
        )
        for name, value in store.config.environment().items():
            monkeypatch.setenv(name, value)
        main(["doctor", str(meeting)])
        human = capsys.readouterr().out
        main(["doctor", str(meeting), "--json"])
        report = json.loads(capsys.readouterr().out)
        lines = [line for part in report["parts"] for line in part["lines"]]
        # Both say the same.
        assert all(line["said"] in human for line in lines)
        return human

    def test_it_prints_what_is_amiss_and_what_to_do(
        self, monkeypatch, capsys, store, scene
    ):
        meeting = scene.make_meeting()
        gate = make_gate(store, meeting, "Cửa A")
        room = RoomSnapshot(
            counts(),
            [],
            [tablet(7, TabletAlert.BATTERY, TabletAlert.CLOCK, battery=9, clock=90.0)],
            {gate: GateLiveness(200.0, 3, 0)},
        )
        said = self.reported(monkeypatch, capsys, store, meeting, room)
        assert "Máy của nhà: pin: 1 máy sắp hết pin" in said
        assert "→ Cắm sạc các máy ấy ngay" in said
        assert "Máy của nhà: đồng hồ: 1 máy lệch giờ, số: 7 (A-7) +90 s." in said
        assert "Máy của nhà: phiên bản: 1 máy chạy đúng phiên bản." in said
        assert "Các cửa: Cửa im lặng khi còn lượt quét chưa gửi: Cửa A (3)." in said
        assert "CHƯA sẵn sàng" in said

    def test_it_prints_what_is_well(self, monkeypatch, capsys, store, scene):
        meeting = scene.make_meeting()
        gate = make_gate(store, meeting, "Cửa A")
        room = RoomSnapshot(counts(), [], [tablet()], {gate: GateLiveness(2.0, 0, 0)})
        said = self.reported(monkeypatch, capsys, store, meeting, room)
        assert "Máy của nhà: liên lạc: Nghe được cả 1 máy." in said
        assert "Máy của nhà: pin: 1 máy đủ pin hoặc đang sạc." in said
        assert "Các cửa: 1 cửa sẵn sàng: Cửa A." in said
