"""Rows of the office for tests of whole screens: units, tasks, e-mails, webhooks.

Units and webhooks are the whole server's: each is there once, however many meetings.
"""

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from kiosk.clock import VIETNAM
from kiosk.invitations.models import Invitation
from kiosk.invitations.rules import Answer
from kiosk.invitations.tokens import stored_hash, token_of
from kiosk.notices.actions import queue_notice, set_contact
from kiosk.notices.models import MailDelivery, Webhook, WebhookCall
from kiosk.notices.rules import MailProblem, MailState, Notice, Recipient
from kiosk.notices.webhooks.rules import CallProblem, WebhookState
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import EVERYTHING, TaskViewer
from kiosk.tasks.actions.acts import perform_act
from kiosk.tasks.actions.feeds import renew_feed_key
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import TaskActForm, TaskDetails, TaskSource
from kiosk.tasks.models import TaskFile
from kiosk.tasks.rules import TaskAct
from kiosk.units.actions import add_unit
from kiosk.units.links import make_link
from kiosk.units.models import Unit, UnitLink
from kiosk.units.rules import UnitDetails
from tests.scene import Scene

UNIT_ADDRESS = "unit1@example.vn"


@dataclass
class OfficeRows:
    """The ids of the rows; `invitation` is the token of a personal link."""

    unit: int = 0
    task: int = 0
    feed: int = 0
    file: int = 0
    mail: int = 0
    webhook: int = 0
    webhook_call: int = 0
    invitation: str = ""


def add_office(scene: Scene, meeting: int, members: list[int]) -> OfficeRows:
    """Add a row of every kind; the members have notices and answered invitations."""
    made = OfficeRows()
    evidence = scene.store.files.store_bytes(b"evidence 1")
    with scene.store.unit_of_work("test") as work:
        made.unit = _unit(work, "Unit 1", UNIT_ADDRESS)
        _sign_in_by_link(work, scene.key, made.unit)
        _add_tasks(work, scene.key, made, meeting, evidence)
        made.feed, _ = renew_feed_key(work, scene.key, unit_id=made.unit)
        made.mail = _failed_mail(work)
        _add_webhook(work, made)
        _add_notices(work, members)
        made.invitation = _add_invitations(work, scene.key, members)
    return made


def _unit(work: UnitOfWork, name: str, email: str = "") -> int:
    """Return the unit of this name, open, added if need be."""
    unit = work.session.scalar(select(Unit).where(Unit.name == name))
    if unit is None:
        details = UnitDetails(name, symbol=name.replace(" ", ""), email=email)
        unit = add_unit(work, by="Person 1", details=details)
    unit.is_closed = False
    work.session.flush()
    return unit.id


def _sign_in_by_link(work: UnitOfWork, key: bytes, unit: int) -> None:
    make_link(work, key, unit)
    last = select(UnitLink).order_by(UnitLink.id.desc()).limit(1)
    link = work.session.scalars(last).one()
    link.opened_at, link.cookie_hash = work.now, secrets.token_hex(16)


def _add_tasks(
    work: UnitOfWork, key: bytes, made: OfficeRows, meeting: int, evidence: StoredFile
) -> None:
    """Add a task that is late, and one whose unit asks to extend it."""
    today = work.now.astimezone(VIETNAM).date()
    helper = _unit(work, "Unit 2")
    _, asked = (
        make_task(
            work,
            key,
            viewer=EVERYTHING,
            details=TaskDetails(
                f"Task {at}", made.unit, (helper,), today + dt.timedelta(days=days)
            ),
            source=TaskSource(meeting_id=meeting),
        )
        for at, days in ((1, -3), (2, 5))
    )
    made.task, made.file = asked.id, _add_file(work, asked.id, evidence)
    unit = TaskViewer("Unit 1", "test", unit_id=made.unit)
    later = today + dt.timedelta(days=30)
    for act, fields in (
        (TaskAct.ACCEPT, {}),
        (TaskAct.REPORT, {"file_ids": (made.file,)}),
        (TaskAct.ASK_EXTENSION, {"due_date": later}),
    ):
        form = TaskActForm(act, asked.revision, text="Words 1", **fields)
        perform_act(work, key, viewer=unit, task_id=asked.id, form=form)


def _add_file(work: UnitOfWork, task: int, evidence: StoredFile) -> int:
    """Add a file of evidence that the unit attaches with its report."""
    file = TaskFile(
        task_id=task,
        entry_id=None,
        sha256=evidence.sha256,
        file_name="evidence-1.pdf",
        byte_count=evidence.size,
        added_at=work.now,
        added_by="test",
    )
    work.session.add(file)
    work.session.flush()
    return file.id


def _failed_mail(work: UnitOfWork) -> int:
    """Return an e-mail to the unit that the mail server has refused."""
    newest = (
        select(MailDelivery)
        .where(MailDelivery.address == UNIT_ADDRESS)
        .order_by(MailDelivery.id.desc())
        .limit(1)
    )
    mail = work.session.scalars(newest).one()
    mail.state, mail.problem, mail.code = MailState.FAILED, MailProblem.CODE, 550
    mail.answer, mail.attempts = "5.1.1 User unknown", 1
    return mail.id


def _add_webhook(work: UnitOfWork, made: OfficeRows) -> None:
    webhook = work.session.scalar(select(Webhook).where(Webhook.name == "Webhook 1"))
    if webhook is None:
        webhook = Webhook(
            name="Webhook 1",
            url="http://127.0.0.1:9/",
            seed=secrets.token_hex(16),
            kinds="*",
            last_entry=0,
            made_by="Person 1",
            made_at=work.now,
        )
        work.session.add(webhook)
        work.session.flush()
    call = WebhookCall(
        webhook_id=webhook.id,
        event_id=uuid.uuid4().hex,
        kind="meeting_changed",
        body="{}",
        state=WebhookState.FAILED,
        attempts=8,
        queued_at=work.now,
        next_at=work.now,
        problem=CallProblem.STATUS,
        status=500,
    )
    work.session.add(call)
    work.session.flush()
    made.webhook, made.webhook_call = webhook.id, call.id


def _add_notices(work: UnitOfWork, members: list[int]) -> None:
    for member in members:
        recipient = Recipient("Person 1", member_id=member)
        said: dict[str, str | int | list[str]] = {
            "subject": "Notice 1",
            "lines": ["Line 1"],
        }
        queue_notice(work, Notice("general", recipient, said, link="/notices"))


def _add_invitations(work: UnitOfWork, key: bytes, members: list[int]) -> str:
    """Add invitations, the first two answered; return the last one's token."""
    token = ""
    answers = [Answer.ACCEPTED, Answer.ABSENT, Answer.NONE]
    for at, (member, answer) in enumerate(zip(members, answers, strict=False), 1):
        set_contact(work, member_id=member, email=f"person{at}@example.vn")
        seed = secrets.token_hex(16)
        token = token_of(key, seed)
        invitation = Invitation(
            member_id=member,
            seed=seed,
            token_hash=stored_hash(key, token),
            ordered_by="Person 1",
            ordered_at=work.now,
            sent_at=work.now,
            answer=answer,
            reason="Reason 1" if answer is Answer.ABSENT else "",
        )
        work.session.add(invitation)
    work.session.flush()
    return token
