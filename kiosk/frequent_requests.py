"""Stack the WSGI middleware that answers frequent requests before Flask sees them."""

from flask import Flask

from kiosk.live.transport import LoopMonitor
from kiosk.screens.page_file_middleware import PageFileMiddleware
from kiosk.screens.snapshot_middleware import AccessCache, SnapshotMiddleware
from kiosk.storage.store import Store
from kiosk.timers.clock_middleware import ClockMiddleware
from kiosk.voting.ballot_middleware import Authenticate, make_ballot_middleware
from kiosk.wsgi_types import Application


def with_frequent_requests(
    app: Flask,
    store: Store,
    access: AccessCache,
    authenticate: Authenticate,
    loop: LoopMonitor,
) -> Application:
    """Return the application behind clock, ballots, snapshots and page files."""
    page_files = PageFileMiddleware(app.wsgi_app, access, store.files)
    snapshots = SnapshotMiddleware(page_files, access)
    return ClockMiddleware(make_ballot_middleware(app, snapshots, authenticate, loop))
