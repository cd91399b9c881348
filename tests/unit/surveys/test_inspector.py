"""The inspector: with everything on the disk nobody finds out who answered what."""

import logging

import pytest
from sqlalchemy import text

from kiosk.backup.create import create_backup
from kiosk.surveys import mixing
from kiosk.surveys.models import WaitingAnswer
from kiosk.surveys.sealing import open_answers, survey_keys
from tests.unit.surveys.survey_scene import body

MEMBERS = 12
CLASSES = [{"kind": "unit", "choices": ["Sở Y tế", "Sở Tài chính"]}]
TABLES = (
    "survey_answers",
    "survey_named_answers",
    "survey_participants",
    "survey_waiting_answers",
)


@pytest.fixture
def database_url():
    """The files are SQLite's."""
    return ""


def files_below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pieces_of(sealed):
    """Return all of each in pieces: SQLite spreads long values over pages."""
    return [one[at : at + 64] for one in sealed for at in range(0, len(one), 64)]


def words_of(number):
    return f"Lời riêng của đại biểu số {number:03}"


def answer_all(room, code, members=MEMBERS):
    delegates = [room.delegate() for _ in range(members)]
    for number, delegate in enumerate(delegates):
        fields = {"q1": ["o2"], "q2": [words_of(number)], "class.unit": ["Sở Y tế"]}
        assert delegate.post(f"/s/{code}/answers", json=body(fields)).json["kept"]


@pytest.fixture
def survey(room):
    terms = {"access": "members", "one_per": "invitation", "classes": CLASSES}
    return room.opened(in_meeting=True, **terms)


def test_taken_after_the_close_nothing_links_a_person_to_an_answer(
    room, survey, tmp_path, caplog
):
    caplog.set_level(logging.DEBUG)
    survey, code = survey
    answer_all(room, code)
    with room.store.read_session() as session:
        sealed = [one.sealed for one in session.query(WaitingAnswer)]
    data = room.store.config.data
    create_backup(room.store, tmp_path / "backups")
    during = b"".join((files_below(data) | files_below(tmp_path)).values())
    assert not any(words_of(number).encode() in during for number in range(MEMBERS))
    assert any(piece in during for piece in pieces_of(sealed))
    key = survey_keys(data).read(survey, room.form(survey).public_key)
    assert len(open_answers(key, sealed)) == MEMBERS
    assert key not in b"".join(files_below(tmp_path / "backups").values())

    room.act(survey, "close")
    room.finish(survey)
    assert room.counts(survey) == (MEMBERS, 0, MEMBERS)
    after = b"".join(files_below(data).values())
    assert key not in after
    assert not any(piece in after for piece in pieces_of(sealed))
    rows = room.rows(survey)
    assert {row.answers["q2"] for row in rows} == {words_of(n) for n in range(MEMBERS)}
    assert {tuple(row.classes.items()) for row in rows} == {(("unit", "Sở Y tế"),)}
    lines = [record.getMessage() for record in caplog.records]
    assert not [line for line in lines if "Lời riêng" in line]


def test_an_anonymous_answer_has_no_sender_time_or_order(room, survey):
    survey, code = survey
    answer_all(room, code)
    room.act(survey, "close")
    room.finish(survey)
    with room.store.read_session() as session:
        columns = {
            name: set(session.execute(text(f"SELECT * FROM {name}")).keys())
            for name in TABLES
        }
        for name in TABLES:
            with pytest.raises(Exception, match="rowid"):
                session.execute(text(f"SELECT rowid FROM {name}"))
        journal = session.execute(text("SELECT actor, body FROM journal")).all()
        known = session.execute(text("SELECT sender FROM survey_participants")).all()
    assert columns["survey_answers"] == {"survey_id", "key", "answers", "classes"}
    assert columns["survey_participants"] == {
        *("survey_id", "sender", "retry_hash", "member_id"),
    }
    assert len(known) == MEMBERS
    assert not any("survey" in actor or "q1" in content for actor, content in journal)


def test_the_order_of_answers_is_not_the_order_of_answering(room, survey):
    survey, code = survey
    answer_all(room, code)
    room.act(survey, "close")
    room.finish(survey)
    shown = [row.answers["q2"] for row in room.rows(survey)]
    assert sorted(shown) == [words_of(number) for number in range(MEMBERS)]
    assert shown != sorted(shown)


def test_while_it_is_open_some_stay_behind_so_that_additions_tell_nothing(room, survey):
    survey, code = survey
    answer_all(room, code, 2 * mixing.MIX_GROUP - 1)
    assert room.mix(survey) == 0
    answer_all(room, code, 1)
    assert room.mix(survey) == mixing.MIX_GROUP
    assert room.counts(survey) == (10, mixing.MIX_GROUP, mixing.MIX_GROUP)
    assert room.mix(survey) == 0
    room.act(survey, "close")
    room.finish(survey)
    assert room.counts(survey) == (10, 0, 10)


@pytest.mark.parametrize("step", ["_keep", "erase_deleted_rows", "survey_keys"])
def test_a_crash_while_finishing_loses_and_doubles_nothing(
    room, survey, monkeypatch, step
):
    survey, code = survey
    answer_all(room, code)
    room.act(survey, "close")

    class CrashError(Exception):
        pass

    def crash(*_values, **_named):
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(mixing, step, crash)
        with pytest.raises(CrashError):
            room.finish(survey)
    room.finish(survey)
    assert room.counts(survey) == (MEMBERS, 0, MEMBERS)
    assert room.form(survey).public_key == ""
    assert not list((room.store.config.data / "survey_keys").iterdir())


def test_two_who_mix_at_once_double_nothing(room, survey, monkeypatch):
    survey, code = survey
    answer_all(room, code)
    opened = mixing.open_answers

    def meanwhile(key, sealed):
        monkeypatch.setattr(mixing, "open_answers", opened)
        room.act(survey, "close")
        mixing.mix_answers(room.store, survey)
        return opened(key, sealed)

    monkeypatch.setattr(mixing, "open_answers", meanwhile)
    with pytest.raises(mixing.MixedElsewhereError):
        room.mix(survey)
    assert room.counts(survey) == (MEMBERS, 0, MEMBERS)


def test_after_a_restored_backup_those_whose_answers_are_lost_may_answer_again(
    room, survey
):
    survey, code = survey
    delegate = room.delegate()
    assert delegate.post(f"/s/{code}/answers", json=body()).json["kept"]
    survey_keys(room.store.config.data).destroy(survey)
    assert room.mix(survey) == 0
    assert room.counts(survey) == (0, 0, 0)
    assert delegate.post(f"/s/{code}/answers", json=body()).json["kept"]
    room.act(survey, "close")
    room.finish(survey)
    assert room.counts(survey) == (1, 0, 1)
