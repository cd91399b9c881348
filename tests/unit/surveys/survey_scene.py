"""Surveys of a test: made and answered over HTTP, looked at in the database."""

import secrets

from kiosk.roles import Role
from kiosk.surveys import queries
from kiosk.surveys.mixing import finish_survey, mix_answers

QUESTIONS = [
    {
        "key": "q1",
        "kind": "single",
        "text": "Đồng chí đánh giá hội nghị thế nào?",
        "options": [{"key": "o1", "text": "Tốt"}, {"key": "o2", "text": "Chưa tốt"}],
        "is_required": True,
    },
    {
        "key": "q2",
        "kind": "text",
        "text": "Vì sao chưa tốt?",
        "condition": {"question": "q1", "values": ["o2"]},
        "is_required": True,
    },
    {
        "key": "q3",
        "kind": "ranking",
        "text": "Việc nào trước?",
        "options": [{"key": "o1", "text": "Đường"}, {"key": "o2", "text": "Trường"}],
    },
]
DRAFT = {
    "title": "Khảo sát chất lượng",
    "mode": "anonymous",
    "access": "link",
    "one_per": "none",
    "questions": QUESTIONS,
}
GOOD = {"q1": ["o1"]}


class SurveyRoom:
    """The office and its surveys."""

    def __init__(self, scene, store, client_for) -> None:
        self.scene, self.store, self.client_for = scene, store, client_for
        self.meeting = scene.make_meeting()
        self.secretary = client_for(scene.make_member(self.meeting, Role.SECRETARY))
        account = scene.make_account("vanphong", is_administrator=True)
        self.office = client_for(account_id=account)

    def make(self, *, in_meeting=False, **changes):
        """Make a survey, draft, and return its id."""
        desk = self.secretary if in_meeting else self.office
        at = f"/m/{self.meeting}/surveys" if in_meeting else "/surveys"
        survey = desk.post(at, json={}).json["id"]
        body = {"draft": {**DRAFT, **changes}, "revision": 1}
        reply = desk.post(f"/surveys/{survey}", json=body)
        assert reply.status_code == 200, reply.json
        return survey

    def opened(self, **changes):
        """Make and open a survey; return its id and the code of its address."""
        survey = self.make(**changes)
        self.act(survey, "open")
        return survey, self.form(survey).code

    def act(self, survey, act, status=204, **body):
        reply = self.desk_of(survey).post(f"/surveys/{survey}/{act}", json=body)
        assert reply.status_code == status, reply.json
        return reply.json

    def desk_of(self, survey):
        return self.secretary if self.form(survey).meeting_id else self.office

    def form(self, survey):
        with self.store.read_session() as session:
            return queries.survey_form(session, survey)

    def rows(self, survey):
        with self.store.read_session() as session:
            return list(queries.answer_rows(session, survey))

    def counts(self, survey):
        """Return how many have answered, wait, and are kept without sender."""
        with self.store.read_session() as session:
            return (
                queries.count_answered(session, survey),
                queries.count_waiting(session, survey),
                len(list(queries.answer_rows(session, survey))),
            )

    def mix(self, survey):
        return mix_answers(self.store, survey)

    def finish(self, survey):
        finish_survey(self.store, survey)

    def delegate(self, **more):
        return self.client_for(self.scene.make_member(self.meeting, **more))


def body(fields=None, retry_key=None, proof=""):
    """Return the body of an answer."""
    return {
        "fields": GOOD if fields is None else fields,
        "retry_key": retry_key or secrets.token_hex(16),
        "proof": proof,
    }
