"""Puts the parts together; the only module that knows them all."""

import logging
import mimetypes
import zlib
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from kiosk.accounts import queries as accounts
from kiosk.accounts.routes import blueprint as accounts_blueprint
from kiosk.agenda.routes import blueprint as agenda_blueprint
from kiosk.badges.routes import blueprint as badges_blueprint
from kiosk.config import Config
from kiosk.documents.routes import blueprint as documents_blueprint
from kiosk.identity import Actor, Identity
from kiosk.live import offload
from kiosk.live.broadcast import Broadcast
from kiosk.live.connections import Connections
from kiosk.live.gate import Environ, Gate
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.ticks import Ticks
from kiosk.live.presence.values import Showing
from kiosk.live.server import make_socketio
from kiosk.meetings.routes import blueprint as meetings_blueprint
from kiosk.pagesync.routes import blueprint as pagesync_blueprint
from kiosk.presence import queries as presence_queries
from kiosk.presence.routes import blueprint as presence_blueprint
from kiosk.roles import Permission
from kiosk.screens.routes import blueprint as screens_blueprint
from kiosk.screens.snapshot import Snapshots
from kiosk.secretariat.routes import blueprint as secretariat_blueprint
from kiosk.storage.journal import Fact, last_number
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store, open_store
from kiosk.web import errors, language, safety
from kiosk.web.request import Askers, cookie_name, identity

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
MAX_FORM_BYTES = 512 * 1024

BLUEPRINTS = (
    accounts_blueprint,
    badges_blueprint,
    meetings_blueprint,
    agenda_blueprint,
    documents_blueprint,
    pagesync_blueprint,
    presence_blueprint,
    secretariat_blueprint,
    screens_blueprint,
)


@dataclass(frozen=True)
class Server:
    """A server process, put together and not yet listening."""

    app: Flask
    socketio: SocketIO
    store: Store
    broadcast: Broadcast
    connections: Connections
    ticks: Ticks

    def start_background(self) -> None:
        """Start telling facts, counting tablets and reaping idle sockets."""
        self.broadcast.begin()
        self.socketio.start_background_task(self.broadcast.run)
        self.socketio.start_background_task(self.connections.reap)
        self.socketio.start_background_task(self.ticks.run, self.socketio.sleep)


class _Later:
    """Stands for the broadcast until Socket.IO, which needs the app, exists."""

    def __init__(self) -> None:
        self.broadcast: Broadcast | None = None

    def publish(self, facts: list[Fact]) -> None:
        if self.broadcast:
            self.broadcast.publish(facts)


def static_version(folder: Path = STATIC) -> str:
    """Return a short name for the present content of the static files.

    It is part of their address, so tablets may keep them for ever.
    """
    check = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            stat = path.stat()
            mark = f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}"
            check = zlib.crc32(mark.encode(), check)
    return f"{check:08x}"


def _make_flask(config: Config) -> Flask:
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("text/javascript", ".mjs")
    app = Flask(
        "kiosk",
        root_path=str(ROOT),
        static_folder=str(STATIC),
        static_url_path=f"/static/{static_version()}",
        template_folder=str(ROOT / "templates"),
    )
    app.config.update(
        SECRET_KEY=config.server_key(),
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"Permission": Permission, "identity": identity}
    return app


def _install(app: Flask, async_mode: str) -> None:
    language.install(app)
    safety.install(app)
    errors.install(app)
    offload.install(app, async_mode)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def create_server(config: Config) -> Server:
    """Put a server together from its settings; nothing runs yet."""
    app = _make_flask(config)
    store = open_store(config, later := _Later())
    key = config.server_key()

    def identify(session: Session, token: str) -> Identity | None:
        return accounts.identify(session, hash_secret(key, "sign-in", token))

    app.extensions |= {
        "kiosk.store": store,
        "kiosk.snapshots": Snapshots(),
        "kiosk.askers": Askers(identify, accounts.actor_in),
        "kiosk.presence": (presence := Presence()),
    }
    _install(app, config.async_mode)

    def admit(meeting_id: int) -> Actor | None:
        # The socket's request context is old: ask the database, not `g`.
        g.pop("identity", None)
        who = identity()
        if who is None:
            return None
        with store.reading() as session:
            return accounts.actor_in(session, who, meeting_id)

    def number(meeting_id: int) -> int:
        with store.reading() as session:
            return last_number(session, meeting_id)

    def is_signed_in(environ: Environ) -> bool:
        with app.app_context():
            name = cookie_name()
        token = _cookie(environ, name)
        if not token:
            return False
        with store.reading() as session:
            return identify(session, token) is not None

    def ended_among(sign_in_ids: set[int]) -> set[int]:
        with store.reading() as session:
            return accounts.ended_among(session, sign_in_ids)

    socketio = make_socketio(app, config.async_mode)
    connections = Connections(socketio, admit, number, ended_among, presence)
    broadcast = Broadcast(
        store.database, socketio, connections.close_sign_in, connections.close_ended
    )
    later.broadcast = broadcast
    # After Socket.IO has wrapped the app, so that the gate stands before both.
    app.wsgi_app = Gate(  # type: ignore[method-assign]
        app.wsgi_app, is_signed_in, behind_proxy=config.behind_proxy
    )
    logging.getLogger("kiosk").setLevel(config.log_level)
    return Server(
        app=app,
        socketio=socketio,
        store=store,
        broadcast=broadcast,
        connections=connections,
        ticks=_make_ticks(store, socketio, presence),
    )


def _make_ticks(store: Store, socketio: SocketIO, presence: Presence) -> Ticks:
    def look(meeting_id: int) -> Showing:
        with store.reading() as session:
            return Showing(*presence_queries.shown_now(session, meeting_id))

    def signed_in(meeting_id: int) -> int:
        with store.reading() as session:
            return presence_queries.count_signed_in(session, meeting_id)

    return Ticks(presence, socketio, look, signed_in)


def _cookie(environ: dict[str, Any], name: str) -> str:
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""
