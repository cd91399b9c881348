"""A worker killed while it sends: nothing is lost, one copy more at most."""

import os
import signal
import subprocess
import sys

import pytest

from kiosk.notices.job import MailSender
from kiosk.notices.queries import mail_lines
from kiosk.notices.rules import MailState
from tests.waiting import wait_until

PROGRAM = """
from kiosk.config import read_config
from kiosk.notices.job import MailSender
from kiosk.storage.store import open_store
sender = MailSender(open_store(read_config()))
sender.recover()
sender.send_due()
"""


@pytest.fixture
def killed(store, mail_server, queue):
    """Send three e-mails in a process that is killed when `is_due` says so."""
    addresses = [f"so{number}@sonlam.vn" for number in range(3)]

    def run(is_due):
        for address in addresses:
            queue(address)
        settings = {
            f"KIOSK_{name.upper()}": str(value)
            for name, value in mail_server.settings().items()
        }
        environment = {**os.environ, **store.config.environment(), **settings}
        child = subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment)
        try:
            assert wait_until(is_due, seconds=20)
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()
        return addresses

    return run


def resume(mailing, mail_server):
    mail_server.mailbox.holds_data = mail_server.mailbox.holds_rcpt = False
    sender = MailSender(mailing(**mail_server.settings()))
    sender.recover()
    sender.send_due()


@pytest.mark.process
def test_killed_after_the_text_was_taken_the_first_comes_twice(
    store, mailing, mail_server, killed
):
    mailbox = mail_server.mailbox
    mailbox.holds_data = True
    addresses = killed(lambda: mailbox.recipients)
    resume(mailing, mail_server)
    assert mailbox.recipients == [addresses[0], *addresses]
    first, again = mailbox.received[:2]
    assert first["Message-ID"] == again["Message-ID"]
    with store.read_session() as session:
        lines = mail_lines(session, [MailState.SENT])
    assert [line.may_be_double for line in lines] == [False, False, True]


@pytest.mark.process
def test_killed_before_the_text_each_comes_once(mailing, mail_server, killed):
    mailbox = mail_server.mailbox
    mailbox.holds_rcpt = True
    addresses = killed(lambda: mailbox.is_waiting)
    resume(mailing, mail_server)
    assert mailbox.recipients == addresses
