"""Give a conference three surveys: a draft, one open, one closed and counted.

Each has a question of every kind. Words are ASCII and end in a digit (conference.py).
"""

import json
import secrets

from sqlalchemy import insert

from kiosk.surveys.actions.preparing import make_survey
from kiosk.surveys.actions.running import close_survey, open_survey
from kiosk.surveys.models import SurveyAnswer, SurveyParticipant
from kiosk.surveys.queries import get_survey
from kiosk.surveys.results.actions import add_group
from kiosk.surveys.results.count_job import count_survey
from kiosk.surveys.results.rules import GroupForm
from kiosk.surveys.rules.drafts import SurveyDraft
from kiosk.surveys.rules.questions import (
    Choice,
    ClassKind,
    ClassQuestion,
    Condition,
    Question,
    QuestionKind,
)
from kiosk.surveys.rules.terms import OnePer, SurveyAccess
from kiosk.surveys.sealing import survey_keys
from kiosk.voting.sealing import new_key, public_key_of
from tests.scene import Scene

SITES = ["Site 1", "Site 2"]
CLASSES = [ClassQuestion(ClassKind.SITE, SITES)]
# More than a group must have to be shown, at each site.
ANSWERS = 14


def _choices(letter: str, word: str, count: int = 3) -> list[Choice]:
    return [Choice(f"{letter}{at}", f"{word} {at}") for at in range(1, count + 1)]


QUESTIONS = [
    Question(
        "q1",
        QuestionKind.SINGLE,
        "Question 1",
        section="Section 1",
        options=_choices("o", "Answer"),
    ),
    Question("q2", QuestionKind.MULTIPLE, "Question 2", options=_choices("o", "Thing")),
    Question("q3", QuestionKind.SCALE, "Question 3", low="Low 1", high="High 5"),
    Question(
        "q4",
        QuestionKind.MATRIX,
        "Question 4",
        options=_choices("o", "Grade"),
        rows=_choices("r", "Side", 2),
    ),
    Question(
        "q5",
        QuestionKind.RANKING,
        "Question 5",
        section="Section 2",
        options=_choices("o", "Task"),
    ),
    Question("q6", QuestionKind.NUMBER, "Question 6", minimum=0, maximum=100),
    Question("q7", QuestionKind.DATE, "Question 7"),
    Question(
        "q8", QuestionKind.TEXT, "Question 8", condition=Condition("q1", ["o1", "o2"])
    ),
]
# The one of them that is answered with a text.
TEXT_QUESTION = "q8"


def answer_number(at: int) -> dict[str, object]:
    """Return the answers of one person; those at the two sites differ."""
    place = at % 3 + 1
    return {
        "q1": f"o{place}",
        "q2": ["o1", f"o{place}"] if place > 1 else ["o1"],
        "q3": at % 5 + 1,
        "q4": {"r1": f"o{place}", "r2": "o1"},
        "q5": ["o2", "o1", "o3"] if at % 2 else ["o1", "o2", "o3"],
        "q6": 10 * place,
        "q7": f"2026-11-0{place}",
        **({"q8": f"Text {place}"} if place < 3 else {}),
    }


def make_draft(
    scene: Scene, meeting: int | None, title: str, access: SurveyAccess
) -> int:
    """Make a survey that is not open yet."""
    is_link = access == SurveyAccess.LINK
    draft = SurveyDraft(
        title,
        "Words before it 1",
        access=access,
        one_per=OnePer.NONE if is_link else OnePer.INVITATION,
        classes=CLASSES,
        questions=QUESTIONS,
    )
    with scene.store.unit_of_work("test") as work:
        return make_survey(work, by="Person 1", meeting_id=meeting, draft=draft)


def make_open(scene: Scene, meeting: int | None, title: str) -> tuple[int, str]:
    """Open a survey for whoever has its address; return its id and its code."""
    made = make_draft(scene, meeting, title, SurveyAccess.LINK)
    key = new_key()
    public_key = public_key_of(key)
    survey_keys(scene.store.config.data).keep(made, public_key, key)
    with scene.store.unit_of_work("test") as work:
        open_survey(work, by="Person 1", survey_id=made, public_key=public_key)
        return made, get_survey(work.session, made).code


def make_counted(scene: Scene, meeting: int | None, title: str) -> int:
    """Make a closed survey whose answers are counted, with a group of texts."""
    made, _ = make_open(scene, meeting, title)
    keep_answers(scene, made, [answer_number(at) for at in range(ANSWERS)])
    with scene.store.unit_of_work("test") as work:
        close_survey(work, by="Person 1", survey_id=made)
        get_survey(work.session, made).public_key = ""
    survey_keys(scene.store.config.data).destroy(made)
    count_survey(scene.store, made)
    with scene.store.unit_of_work("test") as work:
        place = {"survey_id": made, "question": TEXT_QUESTION}
        add_group(work, form=GroupForm("Group 1"), by="Person 1", **place)
    return made


def keep_answers(
    scene: Scene, survey_id: int, answers: list[dict[str, object]]
) -> None:
    """Write answers as if they had been mixed, by turns from the two sites."""
    with scene.store.unit_of_work("test") as work:
        rows = [
            {
                "survey_id": survey_id,
                "key": secrets.token_bytes(16),
                "answers": json.dumps(one, sort_keys=True),
                "classes": json.dumps({"site": SITES[at % 2]}),
            }
            for at, one in enumerate(answers)
        ]
        work.session.execute(insert(SurveyAnswer), rows)
        senders = [
            {"survey_id": survey_id, "sender": secrets.token_hex(8), "retry_hash": ""}
            for _ in answers
        ]
        work.session.execute(insert(SurveyParticipant), senders)
