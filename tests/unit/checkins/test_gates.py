"""Gates, and who may use them."""

from kiosk.checkins.actions.gates import add_gate, get_permitted_gate
from kiosk.checkins.models import Gate
from kiosk.errors import Invalid, NotFound
from kiosk.identity import Actor
from kiosk.roles import Role
from tests.expected_errors import refused
from tests.unit.checkins.conftest import one, site_lead


class TestGates:
    def test_a_gate_is_stored_with_its_site(self, entrance, store, make_gate):
        site = entrance.site("Bắc")
        kept = one(store, Gate, make_gate("  Cửa 1 ", site))
        assert (kept.name, kept.site_id) == ("Cửa 1", site)
        assert kept.meeting_id == entrance.meeting
        assert one(store, Gate, make_gate("Cửa 2")).site_id is None

    def test_invalid_names_and_sites_are_rejected(self, make_gate):
        with refused(Invalid, "no_name"):
            make_gate("  ")
        with refused(Invalid):
            make_gate("Cửa", 999)

    def test_actor_of_a_site_creates_gates_of_that_site_only(self, entrance, store):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        lead = site_lead(entrance, own)
        with store.unit_of_work("test") as work:
            made = add_gate(work, actor=lead, name="Cửa", site_id=other)
        assert one(store, Gate, made).site_id == own

    def test_permitted_gates_by_actor(self, entrance, store, desk, make_gate):
        own, other = entrance.site("Bắc"), entrance.site("Nam")
        gates = [make_gate(f"Cửa {site}", site) for site in (own, other, None)]
        lead, nowhere = site_lead(entrance, own), site_lead(entrance, None)
        elsewhere = Actor(entrance.scene.make_meeting(), Role.SECRETARY, "C", 9)
        with store.unit_of_work("test") as work:
            assert [
                get_permitted_gate(work, desk, number).id for number in gates
            ] == gates
            assert get_permitted_gate(work, lead, gates[0]).id == gates[0]
            for actor, number in (
                (lead, gates[1]),
                (lead, gates[2]),
                (nowhere, gates[0]),
                (nowhere, gates[2]),
                (elsewhere, gates[0]),
                (desk, 999),
            ):
                with refused(NotFound, "no_gate"):
                    get_permitted_gate(work, actor, number)
