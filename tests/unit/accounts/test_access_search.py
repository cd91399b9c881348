"""The administrator's search in the access log, and its export as CSV."""

import csv
import datetime as dt
import io

import msgspec
import pytest
from sqlalchemy import text

from kiosk import clock
from kiosk.accounts import access_csv
from kiosk.accounts.access_export import ACCESS_LOG_EXPORT
from kiosk.accounts.access_filter import AccessFilter, PageKey
from kiosk.accounts.actions.access_log import chain_entry
from kiosk.accounts.models import AccessEntry
from kiosk.accounts.queries import access_log
from kiosk.accounts.retention import AccessLogRetention
from kiosk.exports.rules import Export
from kiosk.roles import Role

HTML = {"Accept": "text/html"}
MORNING = dt.datetime(2026, 11, 20, 8, tzinfo=clock.VIETNAM)


@pytest.fixture
def fill(store):
    """Add entries: dictionaries of columns; each a minute after the one before."""

    def add(*entries: dict[str, object]) -> None:
        defaults = {"username": "ai", "address": "10.0.0.1", "act": "signed_in"}
        with store.unit_of_work("test") as work:
            for minute, entry in enumerate(entries):
                at = MORNING + dt.timedelta(minutes=minute)
                chain_entry(work, AccessEntry(**{"at": at} | defaults | entry))

    return add


@pytest.fixture
def find(store):
    """Return the user names of the first page that a filter finds."""

    def search(**words: str) -> list[str]:
        with store.read_session() as session:
            page = access_log.access_page(session, AccessFilter(**words))
        return [line.username for line in page.lines]

    return search


class TestByPerson:
    def test_a_name_is_found_with_and_without_marks(self, scene, fill, find):
        meeting = scene.make_meeting()
        member = scene.make_member(meeting, name="Nguyễn Thị Đào")
        scene.make_account("levanthu")
        name = f"member:{member}"
        fill({"username": name}, {"username": "levanthu"}, {"username": "khac"})
        for words in ("Nguyễn Thị Đào", "nguyen thi dao", "ĐÀO"):
            assert find(who=words) == [name], words
        for words in ("Lê Văn Thư", "le van thu", "LevanTHU"):
            assert find(who=words) == ["levanthu"], words

    def test_an_unknown_name_and_a_members_number_are_found_as_typed(self, fill, find):
        fill({"username": "nguoila"}, {"username": "member:77"})
        assert find(who="NguoiLa") == ["nguoila"]
        assert find(who="member:77") == ["member:77"]
        assert find(who="không có ai") == []

    def test_the_newest_of_several_people_come_first(self, scene, fill, find):
        meeting = scene.make_meeting()
        one, two = (scene.make_member(meeting, name="Trần Hoà") for _ in range(2))
        fill(*({"username": f"member:{who}"} for who in (one, two, one)))
        assert find(who="tran hoa") == [f"member:{who}" for who in (one, two, one)]

    def test_too_many_people_are_cut_and_that_is_said(self, scene, store, monkeypatch):
        monkeypatch.setattr(access_log, "MOST_PEOPLE", 2)
        meeting = scene.make_meeting()
        for _ in range(3):
            scene.make_member(meeting, name="Lê Nam")
        with store.read_session() as session:
            assert access_log.access_page(session, AccessFilter(who="le nam")).is_cut


class TestByOtherWords:
    def test_address_act_and_days(self, fill, find):
        day = dt.timedelta(days=1)
        fill(
            {"username": "a", "address": "10.0.0.1"},
            {"username": "b", "address": "10.0.0.12", "at": MORNING + day},
            {"username": "c", "act": "sign_in_refused", "at": MORNING + 2 * day},
        )
        assert find(address="10.0.0.1") == ["c", "a"]
        assert find(address="10.0.0.") == ["c", "b", "a"]
        assert find(act="sign_in_refused") == ["c"]
        assert find(since="2026-11-21") == ["c", "b"]
        assert find(until="2026-11-21") == ["b", "a"]
        assert find(since="2026-11-21", until="2026-11-21", act="signed_in") == ["b"]
        assert find(address="%") == []

    @pytest.mark.parametrize("day", ["gì đó", "2026-13-40", "0001-01-01", "9999-12-31"])
    def test_a_day_that_is_none_limits_nothing(self, fill, find, day):
        fill({})
        assert find(since=day) == ["ai"]
        assert find(until=day) == ["ai"]


class TestPaging:
    def test_pages_follow_by_key_also_within_one_moment(self, store, fill):
        fill(*({"username": f"u{n}", "at": MORNING} for n in range(230)))
        seen, before = [], None
        with store.read_session() as session:
            while True:
                page = access_log.access_page(session, AccessFilter(), before)
                seen += [line.username for line in page.lines]
                if not page.older:
                    break
                before = PageKey.parse(page.older)
        assert seen == [f"u{n}" for n in reversed(range(230))]

    @pytest.mark.parametrize(
        "key", ["", "x", "20261120T010000.000000-", "2026-1-1", "-3"]
    )
    def test_a_key_that_is_none_begins_at_the_newest(self, key):
        assert PageKey.parse(key) is None

    @pytest.mark.parametrize(
        ("words", "index"),
        [
            ({}, "ix_access_log_at_id"),
            ({"since": "2026-11-20"}, "ix_access_log_at_id"),
            ({"address": "10.0.0.1"}, "ix_access_log_address_at_id"),
            ({"act": "sign_in_refused"}, "ix_access_log_act_at_id"),
            ({"who": "aiday"}, "ix_access_log_username_at_id"),
        ],
    )
    def test_each_filter_reads_its_index_in_order(
        self, store, monkeypatch, words, index
    ):
        if not store.database.is_sqlite:
            pytest.skip("the plan of SQLite")
        asked = []
        monkeypatch.setattr(
            access_log, "_newest", lambda *a, f=access_log._newest: _keep(f(*a), asked)
        )
        key = PageKey(MORNING, 500_000)
        with store.read_session() as session:
            access_log.access_page(session, AccessFilter(**words), key)
            statement = asked[-1].compile(
                session.get_bind(), compile_kwargs={"literal_binds": True}
            )
            rows = session.execute(text(f"EXPLAIN QUERY PLAN {statement}")).all()
        plan = " / ".join(row.detail for row in rows)
        assert index in plan
        assert "TEMP B-TREE" not in plan


def _keep(statement, asked):
    asked.append(statement)
    return statement


class TestTheScreen:
    @pytest.fixture
    def administrator(self, scene, client_for):
        return client_for(account_id=scene.make_account("boss", is_administrator=True))

    def test_shows_who_and_how_often_and_keeps_the_words(
        self, administrator, scene, fill
    ):
        member = scene.make_member(scene.make_meeting(), name="Nguyễn Thị Đào")
        fill(
            {
                "username": f"member:{member}",
                "act": "sign_in_refused",
                "detail": "unknown",
                "times": 912,
            }
        )
        page = administrator.get(
            "/accounts/log?who=đào&act=sign_in_refused", headers=HTML
        )
        assert "912 lần" in page.text
        assert "thẻ lạ" in page.text
        assert "Nguyễn Thị Đào" in page.text
        assert 'value="đào"' in page.text
        nothing = administrator.get("/accounts/log?who=khôngai", headers=HTML).text
        assert "Không có dòng nào khớp" in nothing

    def test_a_person_who_was_erased_has_no_name(self, administrator, fill):
        fill({"username": "member:9999"})
        assert "member:9999" in administrator.get("/accounts/log", headers=HTML).text

    def test_the_export_is_the_administrators_and_is_logged(
        self, administrator, client_for, scene, find
    ):
        for other in (client_for(account_id=scene.make_account("thuky")), client_for()):
            assert other.post("/accounts/log/export", json={}).status_code in {401, 403}
            assert other.get("/accounts/log/export").status_code in {401, 403}
        assert find(act="export_begun") == []
        assert administrator.post("/accounts/log/export", json={}).status_code == 204
        assert find(act="export_begun") == ["boss"]
        state = administrator.get("/accounts/log/export").get_json()
        assert state["state"] == "waiting"
        assert administrator.get("/accounts/log/export/file").status_code == 404


class TestTheFile:
    def plan(self, store, account_id, **words):
        options = msgspec.json.encode(AccessFilter(**words)).decode()
        export = Export(str(account_id), options=options)
        return ACCESS_LOG_EXPORT.plan(store, export, lambda _done, _total: None)

    def test_it_holds_what_the_filter_finds_and_no_formula(
        self, scene, store, fill, tmp_path
    ):
        boss = scene.make_account("boss", is_administrator=True)
        fill(
            {"username": "=1+1", "port": 5}, {"username": "thuky", "act": "signed_out"}
        )
        plan = self.plan(store, boss, act="signed_in")
        [rows] = plan.readable
        assert list(access_csv.make(plan.content, tmp_path, rows)) == [(1, 1)]
        made = (tmp_path / "made.csv").read_bytes()
        assert made.startswith(b"\xef\xbb\xbf")
        table = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
        cells = ["2026-11-20T08:00:00+07:00", "'=1+1", "", "10.0.0.1", "5"]
        assert table == [list(access_csv.HEADING), [*cells, "Đăng nhập", "", "1"]]
        plan.finish()
        assert not rows.exists()

    def test_many_rows_are_read_in_parts(self, scene, store, fill, monkeypatch):
        monkeypatch.setattr(access_log, "ROWS_AT_ONCE", 2)
        boss = scene.make_account("boss", is_administrator=True)
        fill(*({} for _ in range(5)))
        assert self.plan(store, boss).total == 5

    def test_only_an_administrator_gets_one(self, scene, store):
        assert self.plan(store, scene.make_account("thuky")) is None
        chair = scene.make_member(scene.make_meeting(), Role.CHAIR)
        assert self.plan(store, chair + 1000) is None

    def test_rows_of_an_export_that_was_ended_are_removed(self, store, monkeypatch):
        store.files.scratch.mkdir(parents=True, exist_ok=True)
        left = store.files.scratch / "access-log-0011.jsonl"
        left.write_bytes(b"[]")
        AccessLogRetention(store).sweep()
        assert left.exists()
        monkeypatch.setattr("kiosk.accounts.retention.ABANDONED_SECONDS", -1.0)
        AccessLogRetention(store).sweep()
        assert not left.exists()
