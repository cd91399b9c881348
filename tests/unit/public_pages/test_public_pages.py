"""What is marked public is seen by anybody, at its own address; nothing else is."""

import re
from xml.etree import ElementTree as ET

import pytest

from kiosk.documents.models import Document
from kiosk.meetings.models import Meeting
from kiosk.public_pages import visitor_pages
from kiosk.public_pages.models import Publicity
from kiosk.voting.models import Vote
from tests.unit.public_pages.conftest import HIDDEN_UNIT, SECRET

HTML = {"Accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"


def test_off_by_default_nothing_is_there(store, scene, client_for):
    client = client_for()
    for path in ("/public", "/public/feed.atom", "/public/x", "/public/x/file"):
        assert client.get(path, headers=HTML).status_code == 404


def test_a_stranger_reads_what_is_public_and_no_more(meeting):
    pages = meeting.publish_all()
    agenda = meeting.stranger.get(pages["agenda"]).text
    assert "Báo cáo kinh tế" in agenda
    assert SECRET not in agenda
    vote = meeting.stranger.get(pages["vote"]).text
    assert re.search(r"Đồng ý</th>\s*<td>\s*<strong>4<", vote)
    # No group of a secret vote.
    assert HIDDEN_UNIT not in vote
    document = meeting.stranger.get(pages["document"])
    assert "Báo cáo chuyển đổi số" in document.text
    file = meeting.stranger.get(f"{pages['document']}/file")
    assert file.data == b"%PDF-1.7 of the report"
    assert "attachment" in file.headers["Content-Disposition"]
    listed = meeting.stranger.get("/public").text
    assert all(page in listed for page in pages.values())


def test_no_cookie_no_script_and_nothing_from_elsewhere(meeting):
    pages = meeting.publish_all()
    for path in ("/public", "/public/feed.atom", *pages.values()):
        answer = meeting.stranger.get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert "Cookie" not in answer.headers["Vary"]
        assert "<script" not in answer.text
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        addresses = re.findall(r'(?:src|href)="(https?:)?//', answer.text)
        assert not addresses or path.endswith("atom")
    policy = meeting.stranger.get("/public").headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_answers_are_cached_but_asked_for_anew(meeting):
    pages = meeting.publish_all()
    file = f"{pages['document']}/file"
    for path in ("/public", "/public/feed.atom", pages["vote"], file):
        first = meeting.stranger.get(path)
        assert first.headers["Cache-Control"] == "public, no-cache"
        again = meeting.stranger.get(
            path, headers={"If-None-Match": first.headers["ETag"]}
        )
        assert (again.status_code, again.data) == (304, b"")
    before = meeting.stranger.get("/public").headers["ETag"]
    meeting.set_public("vote", meeting.vote, is_public=False)
    changed = meeting.stranger.get("/public", headers={"If-None-Match": before})
    assert changed.status_code == 200


WITHDRAWALS = {
    "meeting in draft": ("agenda", Meeting, "id", {"state": "draft"}),
    "rehearsal": ("agenda", Meeting, "id", {"title": "Diễn tập: 1"}),
    "document withdrawn": (
        *("document", Document, "document"),
        {"publication": "withdrawn"},
    ),
    "document still a draft": (
        *("document", Document, "document"),
        {"publication": "draft"},
    ),
    "document replaced": (
        *("document", Document, "document"),
        {"publication": "replaced"},
    ),
    "document with readers' names": (
        *("document", Document, "document"),
        {"is_marked": True},
    ),
    "document with a stamp": (
        *("document", Document, "document"),
        {"secrecy_stamp": "MẬT"},
    ),
    "document of no item": ("document", Document, "document", {"item_id": None}),
    "document of a draft": ("document", Meeting, "id", {"state": "draft"}),
    "vote open": ("vote", Vote, "vote", {"state": "open", "result": ""}),
    "vote counted, not announced": ("vote", Vote, "vote", {"state": "closed"}),
    "vote cancelled": ("vote", Vote, "vote", {"state": "cancelled"}),
    "vote of a rehearsal": ("vote", Vote, "vote", {"is_rehearsal": True}),
    "vote of a draft": ("vote", Meeting, "id", {"state": "draft"}),
}


@pytest.mark.parametrize("case", WITHDRAWALS.values(), ids=WITHDRAWALS)
def test_what_is_hidden_again_is_gone_at_once_and_cannot_be_marked(meeting, case):
    kind, model, row, fields = case
    thing = meeting.id if kind == "agenda" else getattr(meeting, kind)
    page = meeting.publish(kind, thing)
    tag = meeting.stranger.get(page).headers["ETag"]
    meeting.change(model, getattr(meeting, row), **fields)
    for path in (page, f"{page}/file"):
        answer = meeting.stranger.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 404, path
    assert page not in meeting.stranger.get("/public").text
    assert page not in meeting.stranger.get("/public/feed.atom").text
    meeting.set_public(kind, thing, is_public=False)
    assert meeting.set_public(kind, thing).status_code == 409


def test_an_item_that_guests_do_not_see_hides_its_document_and_vote(meeting, scene):
    hidden = scene.make_item(meeting.id, SECRET, visibility="delegates", ordinal=2)
    for kind, model in (("document", Document), ("vote", Vote)):
        thing = getattr(meeting, kind)
        page = meeting.publish(kind, thing)
        meeting.change(model, thing, item_id=hidden)
        assert meeting.stranger.get(page).status_code == 404


def test_the_feed_is_read_by_another_parser(meeting):
    pages = meeting.publish_all()
    answer = meeting.stranger.get("/public/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    for name in ("id", "title", "updated"):
        assert feed.find(f"{ATOM}{name}").text
    entries = feed.findall(f"{ATOM}entry")
    links = {entry.find(f"{ATOM}link").get("href") for entry in entries}
    assert links == {f"http://localhost{page}" for page in pages.values()}
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == 3


def test_a_title_cannot_break_the_feed_or_the_page(meeting):
    meeting.change(Document, meeting.document, title='<b>"&\x0c]]>\ufffe')
    page = meeting.publish("document", meeting.document)
    feed = ET.fromstring(meeting.stranger.get("/public/feed.atom").data)
    assert '<b>"&' in feed.find(f"{ATOM}entry/{ATOM}title").text
    assert "<b>" not in meeting.stranger.get(page).text


def test_addresses_are_random_and_a_new_one_each_time(meeting):
    first = meeting.publish("vote", meeting.vote)
    assert meeting.publish("vote", meeting.vote) == first
    meeting.set_public("vote", meeting.vote, is_public=False)
    second = meeting.publish("vote", meeting.vote)
    assert second != first
    assert len(second) == len("/public/") + 22
    for wrong in (first, "/public/1", f"/public/{'a' * 22}", f"/public/{'a' * 500}"):
        assert meeting.stranger.get(wrong).status_code == 404


def test_only_who_prepares_the_meeting_may_mark(meeting, scene, client_for):
    form = {"kind": "vote", "id": meeting.vote, "is_public": True}
    delegate = client_for(scene.make_member(meeting.id))
    at = f"/m/{meeting.id}/public"
    assert delegate.post(at, json=form).status_code == 403
    assert meeting.stranger.post(at, json=form).status_code == 401
    other = scene.make_meeting()
    document = scene.make_document(other, None, [b"x"])
    assert meeting.set_public("document", document).status_code == 404
    assert meeting.set_public("agenda", other).status_code == 404
    assert meeting.set_public("issued_document", 1).status_code == 404
    with meeting.store.read_session() as session:
        assert session.query(Publicity).count() == 0


def test_too_many_requests_of_one_address_are_refused(meeting, monkeypatch):
    monkeypatch.setattr(
        visitor_pages, "VISITOR_RATE", visitor_pages.Rate(burst=3, per_second=0.001)
    )
    rate = visitor_pages.VISITOR_RATE
    monkeypatch.setattr(visitor_pages._admit, "__defaults__", (rate,))
    answers = [meeting.stranger.get("/public") for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].headers["Retry-After"] == "10"


@pytest.mark.parametrize(
    ("address", "asked", "words"),
    [
        ("?lang=en", "vi", "Nothing is public yet"),
        ("?lang=vi", "en", "Chưa có thông tin"),
        ("", "en", "Nothing is public yet"),
        ("?lang=xx", "", "Chưa có thông tin"),
    ],
)
def test_the_language_is_chosen_without_a_cookie(meeting, address, asked, words):
    meeting.stranger.set_cookie("language", "vi" if asked == "en" else "en")
    headers = {"Accept-Language": asked} if asked else {}
    assert words in meeting.stranger.get(f"/public{address}", headers=headers).text


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "không còn công khai"), ("en", "no longer public")]
)
def test_what_is_not_public_is_refused_in_the_visitors_language(
    meeting, language, words
):
    answer = meeting.stranger.get(f"/public/{'a' * 22}?lang={language}", headers=HTML)
    assert answer.status_code == 404
    assert words in answer.text
    assert "<script" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("query", ["page=0", "page=-5", "page=99999999999", "page=x"])
def test_any_page_number_gives_a_page(meeting, query):
    assert meeting.stranger.get(f"/public?{query}").status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_screen_of_choices_is_in_both_languages(meeting, language):
    meeting.publish("vote", meeting.vote)
    meeting.secretary.set_cookie("language", language)
    page = meeting.secretary.get(f"/m/{meeting.id}/public", headers=HTML).text
    assert {"vi": "Gỡ xuống", "en": "Take down"}[language] in page
