import re

from kiosk.demo.secrets import badge_secret, secretary_password

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


def test_a_badge_secret_is_the_same_at_every_start():
    assert badge_secret(KEY, 1, 7) == badge_secret(KEY, 1, 7)


def test_a_badge_secret_has_128_bits_that_travel_in_an_address():
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", badge_secret(KEY, 1, 7))


def test_another_member_meeting_or_server_has_another_secret():
    secrets = {
        badge_secret(KEY, 1, 7),
        badge_secret(KEY, 1, 8),
        badge_secret(KEY, 2, 7),
        badge_secret(OTHER_KEY, 1, 7),
    }
    assert len(secrets) == 4


def test_no_two_servers_share_the_secretarys_password():
    assert secretary_password(KEY) != secretary_password(OTHER_KEY)
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", secretary_password(KEY))
