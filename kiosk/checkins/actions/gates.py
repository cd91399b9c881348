"""Create gates and look up permitted ones."""

from kiosk.checkins.models import Gate
from kiosk.checkins.queries.scope import permitted_site
from kiosk.checkins.rules import check_gate_name
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.sites.queries import chosen_site
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_gate(work: UnitOfWork, *, actor: Actor, name: str, site_id: int | None) -> int:
    """Create a gate at a site of the actor's meeting; return its id.

    An actor who belongs to a site creates gates of that site only.

    :raises Invalid: the name or the site is not valid.
    """
    name = nfc(name)
    check_gate_name(name)
    own = permitted_site(work.session, actor)
    gate = Gate(
        meeting_id=actor.meeting_id,
        name=name,
        site_id=chosen_site(
            work.session, actor.meeting_id, site_id if own is None else own
        ),
    )
    work.session.add(gate)
    work.session.flush()
    return gate.id


def get_permitted_gate(work: UnitOfWork, actor: Actor, gate_id: int) -> Gate:
    """Return a gate that the actor may use.

    :raises NotFound: the gate is not of the actor's meeting or site.
    """
    gate = work.session.get(Gate, gate_id)
    own = permitted_site(work.session, actor)
    if (
        gate is None
        or gate.meeting_id != actor.meeting_id
        or (own is not None and gate.site_id != own)
    ):
        raise NotFound(N_("Không có cửa này. Xin chọn lại cửa."), code="no_gate")
    return gate
