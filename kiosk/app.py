"""Puts the parts together; the only module that knows them all."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_socketio import SocketIO

from kiosk.accounts import queries as accounts
from kiosk.accounts.askers import make_askers
from kiosk.accounts.roll import Roll
from kiosk.accounts.routes import install as install_accounts
from kiosk.accounts.usage import UsageKeeper
from kiosk.blueprints import BLUEPRINTS
from kiosk.checkins.routes import install as install_checkins
from kiosk.config import Config
from kiosk.documents.expiring import Expiring
from kiosk.door import Door
from kiosk.fleet.routes import install as install_fleet
from kiosk.identity import Actor
from kiosk.live import garbage, offload
from kiosk.live.broadcast import Broadcast
from kiosk.live.connections import Connections
from kiosk.live.gate import Gate
from kiosk.live.hints import ALONE, Hints
from kiosk.live.limiter import Limiter
from kiosk.live.loop import Loop
from kiosk.live.nudges import Nudges
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.ticks import Ticks
from kiosk.live.presence.values import Showing
from kiosk.live.server import make_socketio
from kiosk.live.tablet_lines import TabletLines
from kiosk.metrics import Metrics
from kiosk.offline.routes import install as install_offline
from kiosk.overview.routes import install as install_overview
from kiosk.presence import queries as presence_queries
from kiosk.printing.withdrawing import heeding_withdrawals
from kiosk.readings.keeper import Keeper
from kiosk.roles import Permission
from kiosk.screens.express import Lobby, SnapshotExpress
from kiosk.screens.paper_express import PaperExpress
from kiosk.screens.snapshot import Snapshots
from kiosk.storage.journal import Fact
from kiosk.storage.store import Store, open_store
from kiosk.web import errors, language, safety, screen_files, static_files
from kiosk.web.body_limits import BodyLimits
from kiosk.web.head_limits import HeadLimits
from kiosk.web.request import identity
from kiosk.web.static_express import StaticExpress

ROOT = Path(__file__).parents[1]
MAX_FORM_BYTES = 512 * 1024


@dataclass(frozen=True)
class Server:
    """A server process, put together and not yet listening."""

    app: Flask
    socketio: SocketIO
    store: Store
    broadcast: Broadcast
    connections: Connections
    ticks: Ticks
    nudges: Nudges
    keeper: Keeper
    usage: UsageKeeper
    loop: Loop
    roll: Roll
    expiring: Expiring
    hints: Hints
    door: Door

    def start_background(self) -> None:
        """Start telling facts, counting tablets and reaping idle sockets."""
        self.broadcast.begin()
        self.roll.load()
        self.socketio.start_background_task(self.hints.run)
        self.socketio.start_background_task(self.broadcast.run)
        self.socketio.start_background_task(self.connections.reap)
        self.socketio.start_background_task(self.ticks.run, self.socketio.sleep)
        self.socketio.start_background_task(self.nudges.run, self.socketio.sleep)
        self.socketio.start_background_task(self.keeper.run, self.socketio.sleep)
        self.socketio.start_background_task(self.usage.run, self.socketio.sleep)
        self.socketio.start_background_task(self.expiring.run, self.socketio.sleep)
        self.socketio.start_background_task(
            garbage.sweep, self.socketio.sleep, lambda: not self.connections.count()
        )
        garbage.settle()


class _Later:
    """Stands for the broadcast until Socket.IO, which needs the app, exists."""

    def __init__(self) -> None:
        self.broadcast: Broadcast | None = None

    def publish(self, facts: list[Fact]) -> None:
        if self.broadcast:
            self.broadcast.publish(facts)


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
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"Permission": Permission, "identity": identity}
    return app


def _install(app: Flask, config: Config, aside: offload.Runner) -> None:
    static_files.install(app)
    language.install(app)
    safety.install(app)
    screen_files.install(app, config)
    errors.install(app)
    offload.install(app, aside)
    app.extensions["kiosk.beside"] = offload.run_in_thread
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def create_server(config: Config, hints: Hints = ALONE) -> Server:
    """Put a server together from its settings; nothing runs yet.

    `hints` reach the other server processes of the same house, if there are any.
    """
    app = _make_flask(config)
    aside = offload.runner_for(config.async_mode)
    store = open_store(config, later := _Later(), aside)
    app.extensions |= {
        "kiosk.store": store,
        "kiosk.snapshots": Snapshots(),
        "kiosk.askers": make_askers(config),
        "kiosk.presence": Presence(hints),
    }
    _install(app, config, aside)
    install_offline(app, config)
    install_overview(app)
    install_checkins(app, hints)
    install_fleet(app, hints)
    install_accounts(app)
    server = _go_live(app, store, hints)
    later.broadcast = server.broadcast
    logging.getLogger("kiosk").setLevel(config.log_level)
    return server


def _go_live(app: Flask, store: Store, hints: Hints) -> Server:
    """Put the live channel in front of the app."""
    presence: Presence = app.extensions["kiosk.presence"]
    snapshots: Snapshots = app.extensions["kiosk.snapshots"]
    loop, roll = Loop(), Roll(store.reading)
    door = Door(store.config, roll, store.reading)

    def ended_among(sign_in_ids: set[int]) -> set[int]:
        with store.reading() as session:
            return accounts.ended_among(session, sign_in_ids)

    def state(actor: Actor, number: int) -> bytes | None:
        if not actor.may(Permission.READ_PAPERS):
            return None
        meeting_id, role = actor.meeting_id, actor.role
        return snapshots.at_least(store.reading, meeting_id, role, number).state

    limiter = Limiter(store.config.max_connections)
    loop.rank_of = lambda head: door.rank(head, limiter.is_connected)
    socketio = make_socketio(app, store.config.async_mode, loop, limiter)
    lines = TabletLines(hints, socketio, door.tablet)
    connections = Connections(socketio, loop, presence, door.admit, ended_among, lines)
    broadcast = Broadcast(
        store.database,
        socketio,
        connections.close_sign_in,
        connections.close_ended,
        heeding_withdrawals(store, door.heed),
        hints,
    )
    connections.greet_with(broadcast.told, state)
    nudges = Nudges(hints, socketio)
    app.extensions |= {"kiosk.calls": lines, "kiosk.nudges": nudges}
    lobby = Lobby(snapshots, store.reading, door.admit, broadcast.newest_of)
    express = SnapshotExpress(PaperExpress(app.wsgi_app, lobby, store.files), lobby)
    # After Socket.IO has wrapped the app, so that the gate stands before all.
    gate = Gate(
        express,
        door.client,
        behind_proxy=store.config.behind_proxy,
        may_connect=lambda client: limiter.may_connect(client, time.monotonic()),
        has_room=lambda: connections.count_sockets() < store.config.max_connections,
        sleep=socketio.sleep,
    )
    # Sources that are being worked on must not be kept.
    is_express = not store.config.unbundled
    limited = StaticExpress(HeadLimits(BodyLimits(gate, app)), app, is_on=is_express)
    app.wsgi_app = limited  # type: ignore[method-assign]
    app.extensions["kiosk.metrics"] = Metrics(hints.name, loop, broadcast, connections)
    return Server(
        app=app,
        socketio=socketio,
        store=store,
        broadcast=broadcast,
        connections=connections,
        ticks=_make_ticks(store, socketio, presence),
        nudges=nudges,
        keeper=Keeper(store, presence),
        usage=app.extensions["kiosk.usage"],
        loop=loop,
        roll=roll,
        expiring=Expiring(store),
        hints=hints,
        door=door,
    )


def _make_ticks(store: Store, socketio: SocketIO, presence: Presence) -> Ticks:
    def look(meeting_id: int) -> Showing:
        with store.reading() as session:
            return Showing(*presence_queries.shown_now(session, meeting_id))

    def signed_in(meeting_id: int) -> int:
        with store.reading() as session:
            return presence_queries.count_signed_in(session, meeting_id)

    return Ticks(presence, socketio, look, signed_in)
