"""Who may turn the page; rules only."""

import pytest

from kiosk.errors import Forbidden, Invalid
from kiosk.identity import Actor
from kiosk.pagesync.rules import check_leads, check_page, leads
from kiosk.roles import Role
from tests.expected_errors import refused


def actor(role: Role, member_id: int | None = 1) -> Actor:
    return Actor(meeting_id=1, role=role, name="An", sign_in_id=1, member_id=member_id)


class TestLeads:
    @pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY])
    def test_the_chair_and_the_secretary_lead_by_default(self, role):
        assert leads(actor(role), None)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CHAIR, Role.SECRETARY}))
    def test_nobody_else_leads_of_himself(self, role):
        assert not leads(actor(role), None)

    def test_whoever_was_given_the_lead_leads_in_any_role(self):
        assert leads(actor(Role.PRESENTER, 7), 7)
        assert leads(actor(Role.INVITED_DELEGATE, 7), 7)

    def test_the_chair_does_not_lead_while_another_does(self):
        assert not leads(actor(Role.CHAIR, 1), 7)

    def test_an_administrator_without_a_seat_is_nobody_s_leader(self):
        assert not leads(actor(Role.ADMINISTRATOR, None), 7)

    def test_who_does_not_lead_gets_an_error_message(self):
        check_leads(actor(Role.CHAIR), None)
        with pytest.raises(Forbidden) as refusal:
            check_leads(actor(Role.OFFICIAL_DELEGATE), None)
        assert refusal.value.reason == "not_leading"


class TestCheckPage:
    @pytest.mark.parametrize("page", [1, 3])
    def test_the_first_and_the_last_page_exist(self, page):
        check_page(page, 3)

    @pytest.mark.parametrize("page", [0, -1, 4])
    def test_a_page_that_does_not_exist_is_refused_with_the_count(self, page):
        with pytest.raises(Invalid) as refusal:
            check_page(page, 3)
        assert refusal.value.details == {"page": page, "page_count": 3}


def test_refusals_carry_their_codes():
    with refused(Forbidden, "not_leading"):
        check_leads(actor(Role.GUEST), None)
    with refused(Invalid, "no_such_page", page=4, page_count=3):
        check_page(4, 3)


def test_who_was_given_the_lead_may_turn_the_page():
    check_leads(actor(Role.GUEST, 7), 7)
