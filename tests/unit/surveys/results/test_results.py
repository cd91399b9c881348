"""Results counted by the job, shown, searched, grouped and exported."""

import csv
import io
import json
import zipfile

import msgspec
import openpyxl
import pytest

from kiosk import clock
from kiosk.exports.job import ExportJob
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import PREPARERS, Role
from kiosk.surveys.models import (
    NamedAnswer,
    Survey,
    SurveyAnswer,
    SurveyParticipant,
    SurveyQuestion,
)
from kiosk.surveys.results.count_job import count_survey
from kiosk.surveys.results.export import SURVEY_DATA, SURVEY_REPORT
from kiosk.surveys.rules.questions import (
    Choice,
    ClassKind,
    ClassQuestion,
    Question,
    QuestionKind,
)

HTML = {"Accept": "text/html"}
QUESTIONS = [
    Question(
        "a",
        QuestionKind.SINGLE,
        "Hội nghị tổ chức thế nào?",
        options=[Choice("x", "Tốt"), Choice("y", "Chưa tốt")],
    ),
    Question("b", QuestionKind.TEXT, "Góp ý thêm?"),
    Question("c", QuestionKind.NUMBER, "Bao nhiêu lần?"),
]
SITES = ["Krông Năng", "Ea Súp"]


@pytest.fixture
def meeting(scene):
    return scene.make_meeting()


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def survey(store, meeting):
    return make_survey(store, meeting)


def make_survey(store, meeting, mode="anonymous", state="closed"):
    with store.unit_of_work("test") as work:
        classes = [ClassQuestion(ClassKind.SITE, SITES)]
        made = Survey(
            meeting_id=meeting,
            code=f"code-{mode}-{state}",
            title="Khảo sát sau hội nghị",
            mode=mode,
            state=state,
            classes=msgspec.json.encode(classes).decode(),
            changed_at=clock.now(),
            created_at=clock.now(),
        )
        work.session.add(made)
        work.session.flush()
        for ordinal, question in enumerate(QUESTIONS):
            work.session.add(
                SurveyQuestion(
                    survey_id=made.id,
                    key=question.key,
                    ordinal=ordinal,
                    kind=question.kind,
                    text=question.text,
                    content=msgspec.json.encode(question).decode(),
                )
            )
        return made.id


def answer(store, survey_id, values, site=SITES[0], count=1):
    with store.unit_of_work("test") as work:
        for _ in range(count):
            key = f"{survey_id}-{work.session.query(SurveyParticipant).count()}"
            work.session.add(
                SurveyParticipant(survey_id=survey_id, sender=key, retry_hash="")
            )
            work.session.add(
                SurveyAnswer(
                    survey_id=survey_id,
                    key=key.encode(),
                    answers=json.dumps(values),
                    classes=json.dumps({"site": site}),
                )
            )
            work.session.flush()


def at(survey_id):
    return f"/surveys/{survey_id}/results"


def work_off(store, kinds):
    job = ExportJob(store, Sandbox(lower_priority=False), kinds)
    job.install()
    while (task := store.bulk_jobs.huey.dequeue()) is not None:
        store.bulk_jobs.huey.execute(task)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_see_results(scene, client_for, meeting, survey, role):
    client = client_for(scene.make_member(meeting, role))
    expected = 200 if role in PREPARERS else 403
    assert client.get(at(survey), headers=HTML).status_code == expected
    assert client.get(f"{at(survey)}/state").status_code == expected
    taken = client.post(f"{at(survey)}/texts/b/groups", json={"name": "Nhóm"})
    assert taken.status_code == (404 if role in PREPARERS else 403)


def test_results_are_counted_on_request_and_become_outdated(store, secretary, survey):
    answer(store, survey, {"a": "x", "c": 3}, count=6)
    assert secretary.get(f"{at(survey)}/state").json["is_current"] is False
    assert secretary.post(f"{at(survey)}/count").status_code == 204
    assert store.bulk_jobs.waiting() == 1
    count_survey(store, survey)
    assert secretary.get(f"{at(survey)}/state").json["is_current"] is True
    page = secretary.get(at(survey), headers=HTML).text
    assert "Hội nghị tổ chức thế nào?" in page
    assert 'data-count="6"' in page
    assert "100,0%" in page
    answer(store, survey, {"a": "y"})
    assert secretary.get(f"{at(survey)}/state").json["is_current"] is False


def test_an_anonymous_survey_shows_nothing_before_five_answers(
    store, secretary, survey
):
    answer(store, survey, {"a": "x", "b": "bí mật"}, count=4)
    count_survey(store, survey)
    assert 'data-count="' not in secretary.get(at(survey), headers=HTML).text
    for place in ("questions/a", "texts/b"):
        page = secretary.get(f"{at(survey)}/{place}", headers=HTML)
        assert page.status_code == 200
        assert "bí mật" not in page.text
    work_begun = secretary.post(f"{at(survey)}/files/data")
    assert work_begun.status_code == 204


def test_small_groups_are_merged_on_the_screen(store, secretary, survey):
    answer(store, survey, {"a": "x"}, SITES[0], count=8)
    answer(store, survey, {"a": "y"}, SITES[1], count=6)
    answer(store, survey, {"a": "y"}, "", count=2)
    count_survey(store, survey)
    page = secretary.get(f"{at(survey)}/questions/a", headers=HTML).text
    assert "Krông Năng" in page
    # Ea Súp (6) goes with those who named none (2), who would be the difference.
    assert "Ea Súp" not in page
    assert "Các nhóm còn lại (gộp 2 nhóm)" in page


def test_groups_are_compared_once_and_not_while_it_is_open(store, secretary, meeting):
    survey = make_survey(store, meeting, state="open")
    answer(store, survey, {"a": "x"}, SITES[0], count=8)
    answer(store, survey, {"a": "y"}, SITES[1], count=6)
    count_survey(store, survey)
    question = f"{at(survey)}/questions/a"
    assert "Krông Năng" not in secretary.get(question, headers=HTML).text
    set_state(store, survey, "closed")
    count_survey(store, survey)
    before = secretary.get(question, headers=HTML).text
    assert "Krông Năng" in before
    # Opened again: one more answer of a site must not be the difference.
    set_state(store, survey, "open")
    answer(store, survey, {"a": "x"}, SITES[1])
    set_state(store, survey, "closed")
    count_survey(store, survey)
    after = secretary.get(question, headers=HTML).text
    assert "So sánh tính trên 14 phiếu khi đóng lần đầu." in after
    assert after.count("survey-figure") == before.count("survey-figure")
    assert 'data-count="9"' in secretary.get(at(survey), headers=HTML).text


def set_state(store, survey, state):
    with store.unit_of_work("test") as work:
        work.session.get(Survey, survey).state = state


class TestTexts:
    @pytest.fixture
    def texts(self, store, survey):
        answer(store, survey, {"b": "Âm thanh chưa rõ"}, count=4)
        answer(store, survey, {"b": "âm thanh  chưa rõ"})
        answer(store, survey, {"b": "Cần nghỉ giải lao"}, count=2)
        answer(store, survey, {"b": "100% hài lòng"})
        count_survey(store, survey)
        return f"{at(survey)}/texts/b"

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("am thanh", ["Âm thanh chưa rõ"]),
            ("GIẢI lao", ["Cần nghỉ giải lao"]),
            ("thanh am", ["Âm thanh chưa rõ"]),
            ("%", ["100% hài lòng"]),
            ("khong co", []),
            ("'; drop table survey_texts; --", []),
        ],
    )
    def test_search_needs_no_marks(self, secretary, texts, words, found):
        page = secretary.get(texts, query_string={"q": words}, headers=HTML).text
        all_texts = ("Âm thanh chưa rõ", "Cần nghỉ giải lao", "100% hài lòng")
        shown = [each for each in all_texts if f'lang="vi">{each}<' in page]
        assert shown == found

    def test_similar_ones_are_grouped_and_stay_so_when_counted_again(
        self, store, secretary, survey, texts
    ):
        page = secretary.get(texts, headers=HTML).text
        digests = [part[:64] for part in page.split('name="text" value="')[1:]]
        group = secretary.post(f"{texts}/groups", json={"name": "Âm thanh"}).json["id"]
        body = {"texts": digests[:1], "group": group}
        assert secretary.post(f"{texts}/move", json=body).status_code == 204
        answer(store, survey, {"b": "Âm thanh chưa rõ"})
        count_survey(store, survey)
        page = secretary.get(texts, headers=HTML).text
        assert "6 người, 1 ý kiến" in page
        only = secretary.get(texts, query_string={"group": group}, headers=HTML).text
        assert "Cần nghỉ" not in only
        removed = secretary.post(f"{at(survey)}/groups/{group}/remove")
        assert removed.status_code == 204
        assert "Cần nghỉ" in secretary.get(texts, headers=HTML).text

    @pytest.mark.parametrize(
        ("place", "body", "status"),
        [
            ("groups", {"name": "  "}, 422),
            ("groups", {"name": "x" * 201}, 422),
            ("move", {"texts": ["0" * 64], "group": None}, 404),
            ("move", {"texts": ["0" * 64], "group": 999}, 404),
            ("move", {"texts": [], "group": None}, 422),
        ],
    )
    def test_what_cannot_be_is_refused(self, secretary, texts, place, body, status):
        assert secretary.post(f"{texts}/{place}", json=body).status_code == status

    def test_a_name_is_taken_once(self, secretary, texts):
        assert secretary.post(f"{texts}/groups", json={"name": "A"}).status_code == 201
        assert secretary.post(f"{texts}/groups", json={"name": "A"}).status_code == 409


@pytest.mark.process
class TestFiles:
    def test_data_for_people_and_for_programs(self, store, secretary, survey):
        answer(store, survey, {"a": "x", "b": "=1+1", "c": 2.5}, count=6)
        answer(store, survey, {"a": "y"}, SITES[1], count=6)
        count_survey(store, survey)
        place = f"{at(survey)}/files/data"
        assert secretary.post(place).status_code == 204
        work_off(store, [SURVEY_DATA])
        assert secretary.get(f"{place}/state").json["state"] == "ready"
        words = secretary.get(f"{place}?kind=csv").data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(words)))
        assert rows[0] == [question.text for question in QUESTIONS]
        assert min(rows[1:]) == ["Chưa tốt", "", ""]
        assert ["Tốt", "'=1+1", "2.5"] in rows
        # No row of an anonymous survey bears a group.
        assert "Krông Năng" not in words
        packed = zipfile.ZipFile(io.BytesIO(secretary.get(f"{place}?kind=zip").data))
        coded = packed.read("du-lieu.csv").decode()
        assert coded.startswith("q1,q2,q3\r\n")
        assert "\r\n2,,\r\n" in coded
        syntax = packed.read("doc-du-lieu.sps").decode("utf-8-sig")
        assert "VALUE LABELS q1 1 'Tốt' 2 'Chưa tốt'." in syntax
        assert 'labels = c("Tốt", "Chưa tốt")' in packed.read("doc-du-lieu.R").decode()
        book = openpyxl.load_workbook(
            io.BytesIO(secretary.get(f"{place}?kind=xlsx").data)
        )
        assert book.sheetnames == ["Kết quả", "So sánh", "Phiếu trả lời", "Mã hoá"]
        cells = [[c.value for c in row] for row in book["So sánh"].iter_rows()]
        assert ["Krông Năng", 6, 6, 0] in [row[:4] for row in cells]

    @pytest.mark.parametrize("family", ["dang", "nd30"])
    def test_the_report_is_an_official_paper(self, store, secretary, survey, family):
        answer(store, survey, {"a": "x", "b": "Tốt"}, count=6)
        count_survey(store, survey)
        place = f"{at(survey)}/files/{family}"
        assert secretary.post(place).status_code == 204
        work_off(store, [SURVEY_REPORT])
        assert secretary.get(f"{place}/state").json["state"] == "ready"
        assert secretary.get(f"{place}?kind=pdf").data.startswith(b"%PDF")
        assert secretary.get(f"{place}?kind=docx").data.startswith(b"PK")

    def test_nothing_to_report_is_said(self, store, secretary, survey):
        place = f"{at(survey)}/files/dang"
        secretary.post(place)
        work_off(store, [SURVEY_REPORT])
        state = secretary.get(f"{place}/state").json
        assert state["state"] == "failed"
        assert state["refusal"].startswith("Chưa có kết quả để xuất")
        assert secretary.get(f"{at(survey)}/files/other").status_code == 404


@pytest.mark.process
def test_named_answers_are_exported_with_their_names(store, secretary, meeting):
    survey = make_survey(store, meeting, mode="named")
    with store.unit_of_work("test") as work:
        work.session.add(
            SurveyParticipant(survey_id=survey, sender="member:1", retry_hash="")
        )
        work.session.add(
            NamedAnswer(
                survey_id=survey,
                sender="member:1",
                name="Trần Thị Lan",
                unit="Sở Y tế",
                answers='{"a":"x"}',
                classes='{"site":"Ea Súp"}',
            )
        )
    count_survey(store, survey)
    place = f"{at(survey)}/files/data"
    secretary.post(place)
    work_off(store, [SURVEY_DATA])
    words = secretary.get(f"{place}?kind=csv").data.decode("utf-8-sig")
    assert words.splitlines()[1].startswith("Trần Thị Lan,Sở Y tế,Ea Súp,Tốt")
