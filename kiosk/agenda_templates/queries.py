"""Query the agenda templates that an account may use."""

from typing import Any

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.agenda.rules import ItemKind
from kiosk.agenda_templates.models import AgendaTemplate
from kiosk.agenda_templates.rules import TemplateItem
from kiosk.errors import N_, NotFound
from kiosk.identity import Identity
from kiosk.roles import Role, Visibility


def usable_templates(session: Session, identity: Identity) -> list[dict[str, Any]]:
    """Return the templates that are the requester's own or shared, by name."""
    found = session.scalars(
        select(AgendaTemplate)
        .where(
            or_(
                AgendaTemplate.account_id == identity.account_id,
                AgendaTemplate.is_shared,
            )
        )
        .order_by(AgendaTemplate.name, AgendaTemplate.id)
    )
    return [_template_json(template, identity) for template in found]


def get_usable_template(
    session: Session, identity: Identity, template_id: int
) -> AgendaTemplate:
    """Return a template that the requester may use.

    :raises NotFound: there is none, or it is another's.
    """
    template = session.get(AgendaTemplate, template_id)
    if template is None or not (
        template.is_shared or template.account_id == identity.account_id
    ):
        raise NotFound(N_("Không có mẫu này. Xin tải lại trang."))
    return template


def may_remove(template: AgendaTemplate, identity: Identity) -> bool:
    """Return whether the requester may remove a template that they may use."""
    return identity.is_administrator or template.account_id == identity.account_id


def template_items(template: AgendaTemplate) -> list[TemplateItem]:
    """Return the items of a template."""
    return msgspec.json.decode(template.items, type=list[TemplateItem])


def items_of_meeting(session: Session, meeting_id: int) -> list[TemplateItem]:
    """Return the agenda of a meeting as items of a template."""
    top: list[TemplateItem] = []
    below: dict[int, list[TemplateItem]] = {}
    for line in agenda(session, meeting_id, Role.SECRETARY):
        item = line.item
        kept = TemplateItem(
            item.title,
            ItemKind(item.kind),
            item.planned_minutes,
            Visibility(item.visibility),
            below.setdefault(item.id, []),
        )
        siblings = top if item.parent_id is None else below[item.parent_id]
        siblings.append(kept)
    return top


def _template_json(template: AgendaTemplate, identity: Identity) -> dict[str, Any]:
    items = template_items(template)
    return {
        "id": template.id,
        "name": template.name,
        "is_shared": template.is_shared,
        "made_by": template.made_by,
        "made_at": template.made_at.isoformat(),
        "count": sum(1 + len(item.below) for item in items),
        "titles": [item.title for item in items],
        "may_remove": may_remove(template, identity),
    }
