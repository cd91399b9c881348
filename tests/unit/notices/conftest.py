"""Mail servers, and stores whose settings lead to them."""

from dataclasses import replace

import pytest

from kiosk.notices.actions import queue_notice
from kiosk.notices.rules import Notice, Recipient
from tests.unit.notices.mail_server import Certificates, MailServer


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def mail_server(certificates):
    with MailServer(certificates) as server:
        yield server


@pytest.fixture
def mailing(store):
    """Return the store with other settings."""

    def change(**settings):
        return replace(store, config=replace(store.config, **settings))

    return change


@pytest.fixture
def queue(store):
    """Queue a notice to an address; return its id."""

    def make(address="lan@sonlam.vn", **fields):
        notice = Notice(
            **{
                "kind": "general",
                "recipient": Recipient("Nguyễn Thị Lan", email=address),
                "parameters": {"subject": "Nhắc việc", "lines": ["Việc thứ nhất."]},
                **fields,
            }
        )
        with store.unit_of_work("test") as work:
            return queue_notice(work, notice)

    return make
