import re

from kiosk.demo.secrets import secretary_password

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


def test_no_two_servers_share_the_secretarys_password():
    assert secretary_password(KEY) != secretary_password(OTHER_KEY)
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", secretary_password(KEY))
