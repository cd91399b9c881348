"""Save, use and remove agenda templates."""

import msgspec
from sqlalchemy import select

from kiosk.agenda import actions as agenda
from kiosk.agenda.actions import ItemDetails
from kiosk.agenda.queries import count_items
from kiosk.agenda.rules import check_seen
from kiosk.agenda_templates.models import AgendaTemplate
from kiosk.agenda_templates.queries import (
    get_usable_template,
    items_of_meeting,
    may_remove,
    template_items,
)
from kiosk.agenda_templates.rules import (
    TemplateForm,
    TemplateItem,
    check_items,
    check_names,
    shareable_items,
    template_name,
)
from kiosk.errors import N_, Forbidden
from kiosk.identity import Actor, Identity
from kiosk.storage.unit_of_work import UnitOfWork


def save_template(
    work: UnitOfWork, *, actor: Actor, identity: Identity, form: TemplateForm
) -> int:
    """Save the meeting's agenda as a template of the requester; return its id.

    :raises Forbidden: the requester has no account.
    :raises Invalid: the name is not allowed, or there is no item to save.
    :raises Conflict: they have a template of this name, or too many.
    """
    if identity.account_id is None:
        raise Forbidden(N_("Chỉ tài khoản cán bộ mới lưu được mẫu chương trình."))
    name = template_name(form)
    owned = AgendaTemplate.account_id == identity.account_id
    check_names(
        name, work.session.scalars(select(AgendaTemplate.name).where(owned)).all()
    )
    items = items_of_meeting(work.session, actor.meeting_id)
    if form.is_shared:
        items = shareable_items(items)
    check_items(items)
    template = AgendaTemplate(
        account_id=identity.account_id,
        name=name,
        is_shared=form.is_shared,
        items=msgspec.json.encode(items).decode(),
        made_by=actor.name,
        made_at=work.now,
    )
    work.session.add(template)
    work.session.flush()
    return template.id


def use_template(
    work: UnitOfWork, *, actor: Actor, identity: Identity, template_id: int, seen: int
) -> None:
    """Append the items of a template to the agenda.

    `seen` is the number of items that the secretary saw: pressing twice adds them once.

    :raises NotFound: there is no such template.
    :raises Conflict: the agenda was changed meanwhile, or the meeting is closed.
    """
    template = get_usable_template(work.session, identity, template_id)
    check_seen(count_items(work.session, actor.meeting_id), seen)
    items = template_items(template)
    made = agenda.add_items(work, actor=actor, details=[*map(_details, items)])
    for item, item_id in zip(items, made, strict=True):
        if item.below:
            below = [*map(_details, item.below)]
            agenda.add_items(work, actor=actor, details=below, parent_id=item_id)


def remove_template(work: UnitOfWork, *, identity: Identity, template_id: int) -> None:
    """Remove a template.

    :raises NotFound: there is no such template.
    :raises Forbidden: it is another's.
    """
    template = get_usable_template(work.session, identity, template_id)
    if not may_remove(template, identity):
        raise Forbidden(N_("Chỉ người lưu mẫu hoặc quản trị viên mới xoá được mẫu."))
    work.session.delete(template)


def _details(item: TemplateItem) -> ItemDetails:
    return ItemDetails(item.title, item.kind, None, "", item.minutes, item.visibility)
