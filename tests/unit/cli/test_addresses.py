import pytest

from kiosk.cli.addresses import base_url, lan_url
from kiosk.config import read_config


def test_without_a_public_address_browsers_here_are_sent_to_localhost():
    assert base_url(read_config({"PORT": "8123"})) == "http://localhost:8123"


def test_the_public_address_is_told_when_there_is_one():
    config = read_config({"KIOSK_PUBLIC_URL": "https://hop.tinh.vn/"})
    assert base_url(config) == "https://hop.tinh.vn"
    assert lan_url(config) == ""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_server_for_this_machine_alone_names_no_lan_address(host: str):
    assert lan_url(read_config({"HOST": host})) == ""


def test_an_address_listened_on_is_the_one_that_is_told():
    config = read_config({"HOST": "192.168.7.2", "PORT": "8123"})
    assert lan_url(config) == "http://192.168.7.2:8123"


def test_listening_on_every_address_is_reached_over_the_own_one():
    assert read_config({"HOST": "0.0.0.0"}).local_host == "127.0.0.1"
    assert read_config({"HOST": "::"}).local_host == "::1"
