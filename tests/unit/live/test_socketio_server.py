"""The settings of the Socket.IO server."""

from kiosk import timings


def engine_of(server):
    return server.socketio.server.eio


def test_one_clients_events_stay_in_order(server):
    assert server.socketio.server.async_handlers is False


def test_long_polling_is_off(server):
    assert engine_of(server).transports == ["websocket"]


def test_a_dead_tablet_is_noticed_within_twenty_seconds(server):
    engine = engine_of(server)
    assert engine.ping_interval + engine.ping_timeout < 20
    # Clients would receive fractions of a second as 0.
    assert isinstance(timings.PING_INTERVAL, int)
    assert isinstance(timings.PING_TIMEOUT, int)


def test_messages_from_clients_are_small(server):
    assert engine_of(server).max_http_buffer_size == 16 * 1024


def test_the_way_of_running_is_said_and_not_guessed(server):
    assert server.socketio.async_mode == "threading"


def test_only_the_same_origin_may_connect(server):
    assert engine_of(server).cors_allowed_origins is None


def test_clients_cannot_fill_the_log(server):
    for logger in (server.socketio.server.logger, engine_of(server).logger):
        assert logger.name == "kiosk.live.protocol"
        assert not logger.isEnabledFor(40)


def test_the_server_serves_no_browser_library(server):
    client = server.app.test_client()
    assert client.get("/socket.io/socket.io.js").status_code == 400
