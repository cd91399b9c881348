"""Routes of questioning."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.roles import Permission
from kiosk.speaking.actions import questions as actions
from kiosk.speaking.rules import QuestionStage
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class QuestionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: who asks whom, about what."""

    asker_id: Id
    respondent_id: Id
    topic: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class StepForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the stage that comes next."""

    stage: QuestionStage


def ask_question(meeting_id: int) -> ResponseReturnValue:
    """Open a question."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(QuestionForm)
    with web.store().unit_of_work(actor.label) as work:
        question = actions.ask_question(
            work,
            actor=actor,
            asker_id=form.asker_id,
            respondent_id=form.respondent_id,
            topic=form.topic,
        )
    return jsonify(id=question.id), 201


def step_question(meeting_id: int, question_id: int) -> ResponseReturnValue:
    """Take a question to its next stage."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(StepForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.step_question(
            work, actor=actor, question_id=question_id, stage=form.stage
        )
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/questions")(ask_question)
    blueprint.post("/questions/<int:question_id>/step")(step_question)
