"""The doctor that the server calls: its answer, and when there is none."""

import datetime as dt
import json

import msgspec
import pytest

from kiosk import clock
from kiosk.cli.main import main
from kiosk.config import read_config
from kiosk.readiness import doctor_process
from kiosk.readiness.context import DOCTOR_HEADER, RoomSnapshot, doctor_token
from kiosk.readiness.doctor_process import run_doctor
from kiosk.readiness.report import report_line
from kiosk.readiness.rules import Finding, bad
from kiosk.roles import Role


@pytest.mark.process
def test_its_report_comes_back_whole(store, scene):
    report = run_doctor(store.config, scene.make_meeting())
    assert [part.meeting for part in report.parts] == [None, 1]
    # No server listens here.
    assert not report.ready
    assert len(report.parts[0].lines) >= 9


@pytest.mark.process
def test_a_doctor_that_refuses_or_hangs_is_a_finding(store, monkeypatch):
    refused = run_doctor(store.config, 99)
    (line,) = refused.parts[0].lines
    assert not refused.ready
    assert "Không có hội nghị này" in line.said
    monkeypatch.setattr(doctor_process, "_SECONDS", 0.01)
    assert "TimeoutExpired" in run_doctor(store.config, 99).parts[0].lines[0].said


def test_settings_survive_the_way_into_another_process(store):
    assert read_config(store.config.environment()) == store.config


def test_words_are_translated_and_filled():
    said = bad("Thiếu {x}", "apt-get install {x}", x="a")
    english = {"Phông chữ": "Fonts", "Thiếu {x}": "{x} is missing"}
    line = report_line(Finding("Phông chữ", said), lambda text: english.get(text, text))
    assert (line.topic, line.said, line.todo) == (
        *("Fonts", "a is missing"),
        "apt-get install a",
    )


def test_only_the_doctor_and_the_secretariat_hear_of_the_room(
    server, scene, client_for
):
    meeting = scene.make_meeting()
    path = f"/m/{meeting}/readiness/room"
    key = server.app.config["SECRET_KEY"]
    stranger = client_for()
    assert stranger.get(path).status_code == 401
    for word in ("", "x" * 64, "é", doctor_token(b"another key", meeting, clock.now())):
        assert stranger.get(path, headers={DOCTOR_HEADER: word}).status_code == 401
    old = clock.now() - dt.timedelta(hours=2)
    word = doctor_token(key, meeting, old)
    assert stranger.get(path, headers={DOCTOR_HEADER: word}).status_code == 401
    other = doctor_token(key, meeting + 1, clock.now())
    assert stranger.get(path, headers={DOCTOR_HEADER: other}).status_code == 401
    word = doctor_token(key, meeting, clock.now())
    reported = stranger.get(path, headers={DOCTOR_HEADER: word})
    assert msgspec.json.decode(reported.data, type=RoomSnapshot).connected == []
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    assert secretary.get(path).status_code == 200
    assert client_for(scene.make_member(meeting)).get(path).status_code == 403


@pytest.mark.process
def test_before_the_first_migration_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", "1")
    assert main(["doctor", "--json"]) == 1
    reported = json.loads(capsys.readouterr().out)
    assert "python -m kiosk migrate" in [
        line["todo"] for line in reported["parts"][0]["lines"]
    ]
    assert main(["doctor"]) == 1
    assert "CHƯA sẵn sàng" in capsys.readouterr().out
