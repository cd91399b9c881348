"""The page of the record: root, key, and the check by the worker."""

import pytest

from kiosk.record.actions import make_checkpoint
from kiosk.record.job import RecordJob
from kiosk.record.signing import fingerprint, in_groups, public_key
from kiosk.roles import PREPARERS, Role
from tests.unit.record.conftest import change
from tests.unit.record.test_job import work_off

HTML = {"Accept": "text/html"}


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def at(meeting):
    return f"/m/{meeting}/record"


@pytest.fixture
def check(store, secretary, at):
    def ask_and_work_off() -> dict:
        assert secretary.post(f"{at}/check").status_code == 202
        RecordJob(store).install()
        work_off(store.prompt_jobs)
        return secretary.get(f"{at}/check").json

    return ask_and_work_off


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_see_it_and_check(scene, client_for, meeting, at, role):
    client = client_for(scene.make_member(meeting, role))
    status = 200 if role in PREPARERS else 403
    assert client.get(at, headers=HTML).status_code == status
    assert client.get(f"{at}/check").status_code == status
    wanted = 202 if role in PREPARERS else 403
    assert client.post(f"{at}/check").status_code == wanted


def test_before_the_first_entry_it_says_when_there_will_be_a_root(secretary, at):
    page = secretary.get(at, headers=HTML).text
    assert "Chưa có mã" in page
    assert "Chưa kiểm tra lần nào." in page


def test_root_and_fingerprint_are_those_that_are_printed(
    store, meeting, secretary, at, write_events
):
    write_events(3)
    key = store.config.record_key()
    with store.unit_of_work("test") as work:
        root = make_checkpoint(work, meeting, key)
    page = secretary.get(at, headers=HTML).text
    assert in_groups(root.hash) in page
    assert in_groups(fingerprint(public_key(key))) in page


def test_a_check_is_made_by_the_worker_and_says_what_it_found(
    store, secretary, at, check, write_events
):
    write_events(3)
    answer = secretary.post(f"{at}/check").json
    assert answer["state"] == "running"
    # Another press queues nothing more.
    secretary.post(f"{at}/check")
    assert store.prompt_jobs.waiting() == 1
    found = check()
    assert found["state"] == "whole"
    assert found["text"].startswith("Nguyên vẹn: cả 3 mục đều khớp.")
    change(store, "UPDATE journal SET actor = 'x' WHERE number = 2")
    found = check()
    assert found["state"] == "fault"
    assert "Mục số 2 không khớp" in found["text"]
    assert found["text"] in secretary.get(at, headers=HTML).text


def test_it_is_in_english_too(secretary, at, check, write_events):
    write_events(1)
    secretary.set_cookie("language", "en")
    assert check()["text"].startswith("Whole: all 1 entries match.")
    assert "Record of the meeting" in secretary.get(at, headers=HTML).text
