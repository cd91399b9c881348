"""Papers requested, made by the worker, followed, cancelled and taken."""

import pytest

from kiosk.exports.job import ExportJob
from kiosk.meeting_papers.export import MEETING_PAPER
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import PREPARERS, Role
from tests.unit.meeting_papers.sample import pages_of


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def notice(secretary, meeting):
    body = {"text": "Rà soát", "lead_unit": "Sở Y tế"}
    assert secretary.post(f"/m/{meeting}/conclusions", json=body).status_code == 201
    return f"/m/{meeting}/meeting-papers/dang/conclusion_notice"


def work_off(store):
    job = ExportJob(store, Sandbox(lower_priority=False), [MEETING_PAPER])
    job.install()
    while (task := store.bulk_jobs.huey.dequeue()) is not None:
        store.bulk_jobs.huey.execute(task)
    return job


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_see_and_make_them(scene, client_for, meeting, role):
    client, at = client_for(scene.make_member(meeting, role)), f"/m/{meeting}"
    may = role in PREPARERS
    paper = f"{at}/meeting-papers/dang/invitation"
    html = {"Accept": "text/html"}
    page = client.get(f"{at}/meeting-papers", headers=html)
    assert page.status_code == (200 if may else 403)
    assert client.get(f"{paper}/state").status_code == (200 if may else 403)
    assert client.post(paper, json={}).status_code == (204 if may else 403)
    assert client.get(f"{paper}?kind=pdf").status_code == (404 if may else 403)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_says_what_is_missing(secretary, meeting, language):
    secretary.set_cookie("language", language)
    html = secretary.get(
        f"/m/{meeting}/meeting-papers", headers={"Accept": "text/html"}
    ).text
    sentence = {
        "vi": "Chưa có kết luận nào. Xin ghi ở trang Kết luận trước.",
        "en": "There are no conclusions yet.",
    }[language]
    assert sentence in html
    # What cannot be made has no form for it.
    assert 'id="family-conclusion_notice"' not in html
    assert 'id="family-invitation"' in html


@pytest.mark.process
def test_requested_made_outdated_and_taken(store, secretary, meeting, notice):
    assert secretary.post(notice, json={"number": "7"}).status_code == 204
    assert secretary.post(notice, json={}).status_code == 409
    job = work_off(store)
    state = secretary.get(f"{notice}/state").json
    assert (state["state"], state["is_old"]) == ("ready", False)
    assert state["suffixes"] == ["pdf", "docx", "png"]
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("png", b"\x89PNG")):
        reply = secretary.get(f"{notice}?kind={kind}")
        assert reply.status_code == 200
        assert reply.data.startswith(start)
    assert secretary.get(f"{notice}?kind=zip").status_code == 404
    # The other family is another paper.
    other = notice.replace("/dang/", "/nd30/")
    assert secretary.get(f"{other}/state").json["state"] == "none"
    body = {"text": "Thêm một việc"}
    secretary.post(f"/m/{meeting}/conclusions", json=body)
    assert secretary.get(f"{notice}/state").json["is_old"]
    job.sweep()
    assert secretary.get(f"{notice}/state").json["state"] == "ready"


@pytest.mark.process
def test_a_new_agenda_makes_old_only_what_has_it_as_appendix(
    scene, store, secretary, meeting
):
    scene.make_item(meeting, title="Khai mạc")
    at = f"/m/{meeting}/meeting-papers"
    wanted = {"nd30": {"has_appendix": True, "urgency": "express"}, "dang": {}}
    for family, options in wanted.items():
        address = f"{at}/{family}/invitation"
        assert secretary.post(address, json=options).status_code == 204
    work_off(store)
    scene.make_item(meeting, title="Bế mạc")
    states = {
        family: secretary.get(f"{at}/{family}/invitation/state").json
        for family in wanted
    }
    assert {one["state"] for one in states.values()} == {"ready"}
    assert states["nd30"]["is_old"]
    assert not states["dang"]["is_old"]
    made = secretary.get(f"{at}/nd30/invitation?kind=pdf").data
    text = " ".join(pages_of(made))
    assert "HOẢ TỐC" in text
    assert "Phụ lục" in text


@pytest.mark.process
def test_what_became_impossible_meanwhile_is_said(store, secretary, meeting, notice):
    assert secretary.post(notice, json={}).status_code == 204
    lines = secretary.get(f"/m/{meeting}/snapshot").json["conclusions"]["lines"]
    secretary.post(f"/m/{meeting}/conclusions/{lines[0]['id']}/remove")
    work_off(store)
    state = secretary.get(f"{notice}/state").json
    assert state["state"] == "failed"
    assert state["refusal"] == "Chưa có kết luận nào. Xin ghi ở trang Kết luận trước."


def test_one_that_waits_is_cancelled(secretary, notice):
    assert secretary.post(notice, json={}).status_code == 204
    assert secretary.post(f"{notice}/cancel").status_code == 204
    assert secretary.get(f"{notice}/state").json["state"] == "cancelled"
    assert secretary.post(notice, json={}).status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        {"number": "x" * 31},
        {"date": "hôm nay"},
        {"printed_sets": -1},
        {"printed_sets": 10**9},
        {"urgency": "secret"},
        {"has_appendix": "yes"},
        {"other": 1},
    ],
)
def test_wrong_options_are_refused(secretary, notice, body):
    assert secretary.post(notice, json=body).status_code == 422
    assert secretary.get(f"{notice}/state").json["state"] == "none"


@pytest.mark.parametrize(
    "name",
    ["minutes", "vote-1", "vote-0", "vote-" + "9" * 30, "vote-x", "vote_record", "x"],
)
def test_unknown_papers_and_votes_are_not_found(secretary, meeting, name):
    at = f"/m/{meeting}/meeting-papers/dang/{name}"
    assert secretary.post(at, json={}).status_code == 404
    assert secretary.get(f"{at}/state").status_code == 404
    assert secretary.post(f"{at}/cancel").status_code == 404
    assert secretary.get(f"{at}?kind=pdf").status_code == 404
