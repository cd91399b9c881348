"""The secrets that stand behind the `#` of a page's address."""

from collections.abc import Callable

from kiosk.accounts.actions.links import make_setup_link
from kiosk.consultations.links import link_secret
from kiosk.consultations.models import ConsultationRecipient
from kiosk.fleet.actions.enrolment import invite_tablets
from kiosk.notices.unsubscribing import unsubscribe_path
from kiosk.units.links import make_link
from tests.conference import Conference
from tests.conference_office import UNIT_ADDRESS
from tests.scene import Scene


def _enrolment(scene: Scene, _: Conference) -> str:
    with scene.store.unit_of_work("test") as work:
        return str(invite_tablets(work, scene.key))


def _setup(scene: Scene, _: Conference) -> str:
    with scene.store.unit_of_work("test") as work:
        return make_setup_link(work, scene.key).partition("#")[2]


def _consultation(scene: Scene, made: Conference) -> str:
    with scene.store.unit_of_work("test") as work:
        asked = made.sent.recipients[0]
        recipient = work.session.get_one(ConsultationRecipient, asked)
        return str(link_secret(scene.key, recipient))


def _unit(scene: Scene, made: Conference) -> str:
    with scene.store.unit_of_work("test") as work:
        return str(make_link(work, scene.key, made.office.unit))


def _invitation(_: Scene, made: Conference) -> str:
    return made.office.invitation


def _unsubscribing(scene: Scene, _: Conference) -> str:
    return unsubscribe_path(scene.key, UNIT_ADDRESS).partition("#")[2]


SECRETS: dict[str, Callable[[Scene, Conference], str]] = {
    "accounts.show_setup": _setup,
    "consultations.show_link": _consultation,
    "fleet.show_enrolment": _enrolment,
    "invitations.show_personal": _invitation,
    "notices.unsubscribing.show": _unsubscribing,
    "units.show_link": _unit,
}
