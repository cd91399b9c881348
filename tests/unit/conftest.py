"""Fixtures of unit tests: folders in memory, and processes only on demand."""

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from kiosk.processes.sandbox import Sandbox
from tests.scene import Scene
from tests.unit.caching_sandbox import CachingSandbox, WorkCache

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 2_000_000_000
# Session fixtures that are processes: tests that use them need the marker.
SERVICES = {"postgresql", "shared_redis"}
# The same examples in every run, however slowly a busy machine draws them.
settings.register_profile(
    "kiosk",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kiosk")
STARTERS = [(subprocess.Popen, "__init__"), (os, "posix_spawn"), (os, "posix_spawnp")]


def pytest_configure() -> None:
    """Put the tests' folders in memory if there is room, so that no commit waits."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Exempt modules and collected tests from garbage collection.

    A full collection would visit all of them: 0.2 s, every 30 servers or so.
    """
    gc.collect()
    gc.freeze()


def _refuse(*_arguments: Any, **_options: Any) -> NoReturn:
    pytest.fail("this test starts a process: mark it with @pytest.mark.process")


@pytest.fixture(autouse=True)
def processes_are_marked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let only tests with the marker `process` start programs.

    On PostgreSQL every test talks to a process, so the marker is not checked.
    """
    on_postgresql = request.config.getoption("--database") == "postgresql"
    if on_postgresql or request.node.get_closest_marker("process"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for place, name in STARTERS:
            patch.setattr(place, name, _refuse)
        yield
    # Another test of this run may have started them.
    if asked := SERVICES.intersection(request.fixturenames):
        pytest.fail(f"{asked} are processes: mark the test with @pytest.mark.process")


@pytest.fixture(scope="session")
def work_cache(tmp_path_factory: pytest.TempPathFactory) -> WorkCache:
    """The cache of children's output, shared by all processes of this run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return WorkCache(folder / "cached-work")


@pytest.fixture
def room(work_cache: WorkCache) -> Sandbox:
    """A sandbox with the shared cache."""
    return CachingSandbox(work_cache)


@pytest.fixture
def meeting(scene: Scene) -> int:
    return scene.make_meeting()
