"""The administrator's choice of who assigns and follows all tasks."""

import msgspec
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.routes.admin import administrator
from kiosk.tasks.actions.supervisors import set_supervisor
from kiosk.tasks.queries.viewers import supervisor_lines
from kiosk.web import request as web


class SupervisorForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether an account follows all tasks."""

    is_supervisor: bool


def show_supervisors() -> str:
    """Show the accounts."""
    administrator()
    with web.store().read_session() as session:
        lines = supervisor_lines(session)
    return render_template("tasks/supervisors.html", lines=lines)


def change_supervisor(account_id: int) -> ResponseReturnValue:
    """Let an account assign and follow all tasks, or no longer."""
    identity, form = administrator().identity, web.body(SupervisorForm)
    with web.store().unit_of_work(f"account:{identity.account_id}") as work:
        set_supervisor(
            work,
            identity=identity,
            account_id=account_id,
            is_supervisor=form.is_supervisor,
        )
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/tasks/supervisors")(show_supervisors)
    blueprint.post("/tasks/supervisors/<int:account_id>")(change_supervisor)
