"""Compose the server process; the only module that starts every subject."""

import logging
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from flask import Flask
from flask_socketio import SocketIO

from kiosk.accounts import queries as accounts
from kiosk.accounts.cookie_identity import make_cookie_identity
from kiosk.accounts.session_cache import SessionCache
from kiosk.accounts.session_usage import SessionUsageRecorder
from kiosk.config import Config
from kiosk.documents.publication_expiry import ExpiryLoop
from kiosk.frequent_requests import with_frequent_requests
from kiosk.identity import Actor
from kiosk.live import gc_tuning, offload
from kiosk.live.broadcast import Broadcaster
from kiosk.live.connections import Connections
from kiosk.live.handshake_middleware import HandshakeMiddleware
from kiosk.live.limiter import Limiter
from kiosk.live.message_bus import NULL_BUS, MessageBus
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.publisher import PresencePublisher
from kiosk.live.presence.types import SharedPage
from kiosk.live.tablet_push import TabletPush
from kiosk.live.transport import LoopMonitor, make_socketio, runner_for
from kiosk.live.user_push import UserPush
from kiosk.live_auth import LiveAuthenticator
from kiosk.metrics import Metrics, metrics_blueprint
from kiosk.presence import queries as presence_queries
from kiosk.printing.withdrawal import with_printout_withdrawal
from kiosk.reading_log.writer import ReadLogWriter
from kiosk.roles import Permission
from kiosk.screens.snapshot import SnapshotCache
from kiosk.screens.snapshot_middleware import AccessCache
from kiosk.storage.blocking import BlockingRunner
from kiosk.storage.journal import MeetingEvent
from kiosk.storage.store import Store, open_store
from kiosk.subjects import load
from kiosk.web import errors, language, screen_files, security_headers, static_files
from kiosk.web.body_limits import BodyLimits
from kiosk.web.head_limits import HeadLimits
from kiosk.web.idempotency import install as install_idempotency
from kiosk.web.request import identity
from kiosk.web.static_express import StaticExpress

ROOT = Path(__file__).parents[1]
DEFAULT_MAX_BODY_BYTES = 512 * 1024
BLUEPRINTS = (metrics_blueprint, *load("routes", "blueprint"))


@dataclass(frozen=True)
class Server:
    """A server process, composed but not yet listening."""

    app: Flask
    socketio: SocketIO
    store: Store
    broadcast: Broadcaster
    connections: Connections
    presence_publisher: PresencePublisher
    user_push: UserPush
    read_log: ReadLogWriter
    usage: SessionUsageRecorder
    loop: LoopMonitor
    session_cache: SessionCache
    expiring: ExpiryLoop
    bus: MessageBus
    authenticator: LiveAuthenticator

    def start_background(self) -> None:
        """Start the background tasks: broadcast, presence, clean-up and expiry."""
        self.broadcast.load_last_numbers()
        self.session_cache.load()
        start, sleep = self.socketio.start_background_task, self.socketio.sleep
        start(self.bus.run)
        start(self.broadcast.run)
        start(self.connections.reap)
        start(self.presence_publisher.run, sleep)
        start(self.user_push.run, sleep)
        start(self.read_log.run, sleep)
        start(self.usage.run, sleep)
        start(self.expiring.run, sleep)
        start(self.app.extensions["kiosk.vote_turnout"].run, sleep)
        start(self.app.extensions["kiosk.site_links"].run, sleep)
        start(gc_tuning.collect_when_idle, sleep, lambda: not self.connections.count())
        gc_tuning.freeze_startup_objects()


class _DeferredPublisher:
    """Forward events to the broadcaster, which can only be made after the app."""

    def __init__(self) -> None:
        self.broadcast: Broadcaster | None = None

    def publish(self, events: list[MeetingEvent]) -> None:
        if self.broadcast:
            self.broadcast.publish(events)


def _make_flask(config: Config) -> Flask:
    app = Flask(
        "kiosk",
        root_path=str(ROOT),
        # Sent by kiosk.web.static_files.
        static_folder=None,
        static_url_path=f"/static/{static_files.static_version()}",
        template_folder=str(ROOT / "templates"),
    )
    app.config.update(
        SECRET_KEY=config.server_key(),
        MAX_CONTENT_LENGTH=DEFAULT_MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=DEFAULT_MAX_BODY_BYTES,
        MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"Permission": Permission, "identity": identity}
    links = load("routes", "MEETING_LINKS")
    app.jinja_env.globals["meeting_links"] = list(chain.from_iterable(links))
    return app


def _install(app: Flask, config: Config, run_blocking: BlockingRunner) -> None:
    static_files.install(app)
    language.install(app)
    security_headers.install(app)
    screen_files.install(app, config)
    errors.install(app)
    install_idempotency(app)
    offload.install(app, run_blocking)
    app.extensions["kiosk.run_in_thread"] = offload.run_in_thread
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def create_server(config: Config, bus: MessageBus = NULL_BUS) -> Server:
    """Compose a server from its settings; start nothing yet.

    `bus` reaches the other server processes of the installation, if there are any.
    """
    app = _make_flask(config)
    run_blocking = runner_for(config.async_mode)
    store = open_store(config, deferred := _DeferredPublisher(), run_blocking)
    app.extensions |= {
        "kiosk.store": store,
        "kiosk.snapshots": SnapshotCache(),
        "kiosk.identity_resolver": make_cookie_identity(config),
        "kiosk.presence": Presence(bus),
    }
    _install(app, config, run_blocking)
    for install in load("routes", "install"):
        install(app, bus)
    server = _add_live_channel(app, store, bus)
    deferred.broadcast = server.broadcast
    logging.getLogger("kiosk").setLevel(config.log_level)
    return server


def _add_live_channel(app: Flask, store: Store, bus: MessageBus) -> Server:
    """Wrap the app with the live channel and the WSGI middleware."""
    config = store.config
    presence: Presence = app.extensions["kiosk.presence"]
    snapshots: SnapshotCache = app.extensions["kiosk.snapshots"]
    loop, session_cache = LoopMonitor(), SessionCache(store.read_session)
    authenticator = LiveAuthenticator(config, session_cache, store.read_session)
    authenticate = authenticator.authenticate

    def ended_among(sign_in_ids: set[int]) -> dict[int, str]:
        with store.read_session() as session:
            return accounts.ended_among(session, sign_in_ids)

    def state(actor: Actor, number: int) -> bytes | None:
        if not actor.may(Permission.READ_PAPERS):
            return None
        meeting_id, role = actor.meeting_id, actor.role
        return snapshots.at_least(store.read_session, meeting_id, role, number).state

    limiter = Limiter(config.max_connections)
    loop.rank_of = lambda head: authenticator.rank(head, limiter.is_connected)
    socketio = make_socketio(app, config.async_mode, loop, limiter, config.transport)
    tablet_push = TabletPush(bus, socketio, authenticator.tablet_id_of)
    connections = Connections(
        socketio, loop, presence, authenticate, ended_among, tablet_push
    )
    broadcast = Broadcaster(
        store.database,
        socketio,
        connections.close_sign_in,
        connections.close_ended,
        with_printout_withdrawal(store, authenticator.on_event),
        bus,
    )
    connections.set_greeting_sources(broadcast.last_sent_number, state)
    user_push = UserPush(bus, socketio)
    app.extensions |= {"kiosk.tablet_push": tablet_push, "kiosk.user_push": user_push}
    app.extensions["kiosk.newest_number"] = broadcast.newest_known_number
    access_cache = AccessCache(
        snapshots, store.read_session, authenticate, broadcast.newest_known_number
    )
    # After Socket.IO has wrapped the app, so that this middleware runs first.
    gate = HandshakeMiddleware(
        with_frequent_requests(app, store, access_cache, authenticate, loop),
        authenticator.client_of,
        behind_proxy=config.behind_proxy,
        may_connect=lambda client: limiter.may_connect(client, time.monotonic()),
        has_room=lambda: connections.count_sockets() < config.max_connections,
        sleep=socketio.sleep,
    )
    # Sources that are being worked on must not be kept.
    is_express = not config.unbundled
    limited = StaticExpress(HeadLimits(BodyLimits(gate, app)), app, is_on=is_express)
    app.wsgi_app = limited  # type: ignore[method-assign]
    app.extensions["kiosk.metrics"] = Metrics(bus.name, loop, broadcast, connections)
    return Server(
        app=app,
        socketio=socketio,
        store=store,
        broadcast=broadcast,
        connections=connections,
        presence_publisher=_make_presence_publisher(store, socketio, presence),
        user_push=user_push,
        read_log=ReadLogWriter(store, presence),
        usage=app.extensions["kiosk.usage"],
        loop=loop,
        session_cache=session_cache,
        expiring=ExpiryLoop(store),
        bus=bus,
        authenticator=authenticator,
    )


def _make_presence_publisher(
    store: Store, socketio: SocketIO, presence: Presence
) -> PresencePublisher:
    def look(meeting_id: int) -> SharedPage:
        with store.read_session() as session:
            return SharedPage(*presence_queries.shown_now(session, meeting_id))

    def signed_in(meeting_id: int) -> int:
        with store.read_session() as session:
            return presence_queries.count_signed_in(session, meeting_id)

    return PresencePublisher(presence, socketio, look, signed_in)
