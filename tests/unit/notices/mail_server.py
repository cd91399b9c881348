"""A real SMTP server with a certificate of its own authority, for the mail tests."""

import asyncio
import socket
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

from kiosk import clock
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.rules import read_names

USER, PASSWORD = "kiosk", "mật-khẩu-thư".encode().hex()


class Certificates:
    """Files of an authority and of a server certificate for 127.0.0.1."""

    def __init__(self, folder):
        names, now = read_names(["mail.kiosk.test", "127.0.0.1"]), clock.now()
        root = make_root(names, now)
        server = make_server(root, names, now)
        self.root, self.server = folder / "root.pem", folder / "server.pem"
        self.root.write_bytes(root.pem())
        self.server.write_bytes(server.whole())

    def context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server)
        return context


class Mailbox:
    """Keeps what arrives, and refuses by recipient."""

    def __init__(self):
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        # Replies to RCPT and DATA by address; DATA replies are used up one by one.
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, list[str]] = {}
        self.encrypted: list[bool] = []
        # While set, no reply comes to RCPT, or to a received e-mail.
        self.holds_rcpt = self.holds_data = self.is_waiting = False

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 aiosmtpd's name
        await self._wait(lambda: self.holds_rcpt)
        if refusal := self.rcpt.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def _wait(self, is_held):
        # Set by the thread of the test.
        while is_held():
            self.is_waiting = True
            await asyncio.sleep(0.01)

    async def handle_DATA(self, server, _session, envelope: Envelope):  # noqa: N802 aiosmtpd's name
        address = envelope.rcpt_tos[0]
        if self.data.get(address):
            return self.data[address].pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append(message)
        self.recipients.append(address)
        secure = server.transport.get_extra_info("ssl_object")
        self.encrypted.append(secure is not None)
        await self._wait(lambda: self.holds_data)
        return "250 OK"


class MailServer:
    """An SMTP server on a free port of this machine."""

    def __init__(self, certificates, mode="starttls"):
        self.mailbox, self.mode = Mailbox(), mode
        self._certificates = certificates
        self.port = free_port()

    def __enter__(self):
        self.controller = _Controller(self)
        self.controller.start()
        return self

    def __exit__(self, *_error):
        self.controller.stop()

    def settings(self):
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_tls": "tls" if self.mode == "tls" else "starttls",
            "smtp_user": USER,
            "smtp_password": PASSWORD,
            "smtp_ca": str(self._certificates.root),
            "smtp_from": "Văn phòng Tỉnh uỷ <vanphong@sonlam.vn>",
            "smtp_per_minute": 6000,
        }

    def context(self):
        return self._certificates.context()


class _Controller(Controller):
    def __init__(self, server):
        self._server = server
        context = server.context() if server.mode == "tls" else None
        super().__init__(
            server.mailbox, hostname="127.0.0.1", port=server.port, ssl_context=context
        )

    def factory(self):
        is_start_tls = self._server.mode == "starttls"
        return SMTP(
            self.handler,
            enable_SMTPUTF8=True,
            tls_context=self._server.context() if is_start_tls else None,
            require_starttls=is_start_tls,
            authenticator=_authenticate,
            # Implicit TLS is hidden from aiosmtpd, which would warn.
            auth_required=is_start_tls,
            auth_require_tls=is_start_tls,
        )


def _authenticate(_server, _session, _envelope, _mechanism, data):
    is_right = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=is_right)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
