"""E-mails against a real SMTP server: sent once over TLS, refused, retried, listed."""

import datetime as dt
import logging
import socket
import threading

import pytest

from kiosk import clock
from kiosk.notices.actions import retry_mail
from kiosk.notices.job import MailSender
from kiosk.notices.mail import MailConnection
from kiosk.notices.models import MailDelivery
from kiosk.notices.queries import files_of_notices, mail_lines
from kiosk.notices.rules import (
    LONGEST_WAIT,
    RETRY_WAITS,
    Attachment,
    MailState,
    Recipient,
)
from tests.unit.notices.mail_server import PASSWORD, MailServer


@pytest.fixture
def sender(mailing, mail_server):
    return MailSender(mailing(**mail_server.settings()), seconds=2)


@pytest.fixture
def line(store):
    def read():
        with store.read_session() as session:
            (found,) = mail_lines(session, MailState)
        return found

    return read


def later(sender, wait):
    with clock.frozen(clock.now() + wait):
        sender.send_due()


@pytest.mark.parametrize("mode", ["starttls", "tls"])
def test_a_notice_arrives_once_over_tls(mailing, certificates, queue, line, mode):
    with MailServer(certificates, mode) as server:
        queue(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        sender = MailSender(mailing(**server.settings()))
        sender.send_due()
        sender.send_due()
        (message,) = server.mailbox.received
        assert server.mailbox.encrypted == [True]
    assert message["Subject"] == "Nhắc việc"
    assert message["To"] == "Nguyễn Thị Lan <lan@sonlam.vn>"
    assert message["From"] == "Văn phòng Tỉnh uỷ <vanphong@sonlam.vn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Kính gửi Nguyễn Thị Lan" in message.get_body(("plain",)).get_content()
    assert "<p>Việc thứ nhất.</p>" in message.get_body(("html",)).get_content()
    (calendar,) = message.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert line().state is MailState.SENT


def test_attachments_arrive_as_they_are_and_are_kept_until_then(
    store, sender, mail_server, queue
):
    content = b"%PDF-1.7 \x00\xff"
    stored = store.files.store_stream([content], limit=100)
    queue(attachments=(Attachment(stored.sha256, "giay-moi.pdf", "application/pdf"),))
    with store.read_session() as session:
        assert files_of_notices(session) == {stored.sha256}
        assert files_of_notices(session, ["0" * 64]) == set()
    sender.send_due()
    (message,) = mail_server.mailbox.received
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("giay-moi.pdf", content)
    with store.read_session() as session:
        assert files_of_notices(session) == set()


def test_a_missing_attachment_is_said_and_others_are_sent(
    sender, mail_server, queue, store
):
    queue(attachments=(Attachment("0" * 64, "mất.pdf", "application/pdf"),))
    queue("hoa@sonlam.vn")
    sender.send_due()
    assert mail_server.mailbox.recipients == ["hoa@sonlam.vn"]
    with store.read_session() as session:
        (failed,) = mail_lines(session, [MailState.FAILED])
    assert failed.why == "Tệp đính kèm không còn."


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(
    sender, mail_server, queue, line, store
):
    queue()
    mail_server.mailbox.rcpt["lan@sonlam.vn"] = "550 No such user here"
    sender.send_due()
    failed = line()
    assert (failed.state, failed.code) == (MailState.FAILED, 550)
    assert failed.why == "Không có hộp thư này, hoặc hộp thư từ chối nhận."
    assert "No such user" in failed.answer
    mail_server.mailbox.rcpt.clear()
    with store.unit_of_work("test") as work:
        retry_mail(work, delivery_id=failed.id)
    sender.send_due()
    assert line().state is MailState.SENT


def test_a_temporary_refusal_is_retried_after_a_wait(sender, mail_server, queue, line):
    queue()
    mail_server.mailbox.data["lan@sonlam.vn"] = ["451 Try again later"]
    sender.send_due()
    waiting = line()
    assert (waiting.state, waiting.code) == (MailState.QUEUED, 451)
    assert waiting.next_at > clock.now() + dt.timedelta(seconds=40)
    sender.send_due()
    assert not mail_server.mailbox.received
    later(sender, RETRY_WAITS[0] * 1.3)
    assert len(mail_server.mailbox.received) == 1
    assert line().attempts == 2
    assert not line().may_be_double


def test_it_is_given_up_after_all_waits(sender, mail_server, queue, line):
    queue()
    mail_server.mailbox.rcpt["lan@sonlam.vn"] = "450 Mailbox busy"
    moment = clock.now()
    for wait in (dt.timedelta(), *RETRY_WAITS):
        assert line().state is MailState.QUEUED
        moment += wait * 1.3
        with clock.frozen(moment):
            sender.send_due()
    assert line().state is MailState.FAILED
    assert line().why == "Hộp thư tạm thời không nhận được."


def test_nothing_is_lost_or_counted_while_the_server_is_down(
    mailing, certificates, queue, line
):
    server = MailServer(certificates)
    sender = MailSender(mailing(**server.settings()), seconds=1)
    queue()
    waits = [sender.send_due() for _ in range(4)]
    assert waits == sorted(waits)
    assert 4 <= waits[0] <= 6
    assert (line().state, line().attempts) == (MailState.QUEUED, 0)
    assert line().why == "Không kết nối được máy chủ thư."
    with server:
        sender.send_due()
        assert len(server.mailbox.received) == 1
    assert line().why == ""


def test_after_three_days_without_a_server_it_is_given_up(sender, queue, line):
    queue()
    later(sender, LONGEST_WAIT * 1.1)
    assert (line().state, line().why) == (
        MailState.FAILED,
        "Quá ba ngày không gửi được.",
    )


def test_a_server_that_never_answers_does_not_hold_the_queue(mailing, queue, line):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        sender = MailSender(mailing(smtp_host="127.0.0.1", smtp_port=port), seconds=0.2)
        queue()
        assert sender.send_due() > 1
    assert line().why == "Không kết nối được máy chủ thư."


def test_a_connection_that_hangs_after_the_text_may_mean_two_copies(
    mailing, mail_server, queue, line
):
    queue()
    sender = MailSender(mailing(**mail_server.settings()), seconds=0.5)
    mail_server.mailbox.holds_data = True
    sender.send_due()
    assert line().may_be_double
    assert "có thể đã tới" in line().why
    mail_server.mailbox.holds_data = False
    later(sender, RETRY_WAITS[0] * 1.3)
    first, second = mail_server.mailbox.received
    assert first["Message-ID"] == second["Message-ID"]
    assert line().may_be_double


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"smtp_ca": ""}, "Chứng chỉ của máy chủ thư không đáng tin."),
        (
            {"smtp_password": "sai"},
            "Máy chủ thư từ chối tên hoặc mật khẩu gửi thư.",
        ),
        ({"smtp_tls": "tls"}, "Máy chủ thư không mã hoá đường truyền, nên không gửi."),
    ],
)
def test_wrong_settings_are_said_and_send_nothing(  # noqa: PLR0917 fixtures
    mailing, mail_server, queue, line, change, why, caplog
):
    queue()
    caplog.set_level(logging.DEBUG)
    settings = mail_server.settings() | change
    MailSender(mailing(**settings), seconds=2).send_due()
    assert not mail_server.mailbox.received
    assert (line().state, line().why) == (MailState.QUEUED, why)
    assert PASSWORD not in caplog.text
    assert PASSWORD not in repr(mailing(**settings).config)


def test_a_server_without_encryption_gets_nothing(mailing, certificates, queue, line):
    with MailServer(certificates, "plain") as server:
        queue()
        MailSender(mailing(**server.settings())).send_due()
        assert not server.mailbox.received
    assert line().why == "Máy chủ thư không mã hoá đường truyền, nên không gửi."


def test_the_password_may_stand_in_a_file(mailing, mail_server, tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    settings = mail_server.settings() | {"smtp_password": ""}
    config = mailing(**settings, smtp_password_file=str(file)).config
    with MailConnection(config):
        pass


def test_no_more_are_sent_in_a_minute_than_allowed(mailing, mail_server, queue):
    settings = mail_server.settings() | {"smtp_per_minute": 1}
    stop = threading.Event()
    sender = MailSender(mailing(**settings), stop)
    for number in range(3):
        queue(f"so{number}@sonlam.vn")
    assert 55 < sender.send_due() <= 60
    assert len(mail_server.mailbox.received) == 1


def test_without_a_mail_server_everything_waits(mailing, queue, line):
    queue()
    MailSender(mailing(smtp_host="")).send_due()
    assert (line().state, line().attempts) == (MailState.QUEUED, 0)


def test_names_and_subjects_cannot_add_headers(sender, mail_server, queue, store):
    queue(
        parameters={"subject": "Một\r\nBcc: ke@gian.vn", "lines": []},
        recipient=Recipient("Lan\r\nBcc: ke@gian.vn", email="lan@sonlam.vn"),
    )
    sender.send_due()
    (message,) = mail_server.mailbox.received
    assert message["Bcc"] is None
    assert mail_server.mailbox.recipients == ["lan@sonlam.vn"]
    with store.read_session() as session:
        assert session.get(MailDelivery, 1).state == MailState.SENT
