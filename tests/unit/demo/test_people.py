from collections import Counter

from kiosk.demo.people import MAIN_SITE_DELEGATES, STAFF, delegates
from kiosk.demo.sites import MAIN_SITE, connected_sites
from kiosk.roles import Role


def test_there_are_145_sites_and_no_two_are_called_alike():
    names = [MAIN_SITE, *connected_sites()]
    assert len(names) == len(set(names)) == 145


def test_no_site_belongs_to_a_district_which_no_longer_exists():
    assert not [name for name in connected_sites() if "huyện" in name.lower()]


def test_the_first_400_delegates_sit_at_the_main_site_on_seats_of_their_own():
    people = delegates(MAIN_SITE_DELEGATES)
    assert {person.site for person in people} == {MAIN_SITE}
    assert len({person.seat for person in people}) == 400
    assert (people[0].seat, people[-1].seat) == ("A-01", "T-20")


def test_11873_delegates_are_spread_evenly_over_the_connected_sites():
    people = delegates(11_873)
    crowd = Counter(person.site for person in people)
    assert crowd.pop(MAIN_SITE) == 400
    assert set(crowd) == set(connected_sites())
    assert max(crowd.values()) - min(crowd.values()) <= 1


def test_more_delegates_only_add_to_those_there_are():
    assert delegates(900)[:500] == delegates(500)


def test_every_role_has_somebody():
    roles = {person.role for person in (*STAFF, *delegates(50))}
    assert roles == set(Role) - {Role.ADMINISTRATOR}


def test_there_are_names_as_long_as_names_can_be():
    assert max(len(person.full_name) for person in delegates(400)) > 38
