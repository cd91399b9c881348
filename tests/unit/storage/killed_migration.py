"""Update data folders in children that are killed or may write no more.

Run as `python -m tests.unit.storage.killed_migration FOLDER…`: below each folder,
`how.json` says what becomes of the child, `ended.json` afterwards how it ended:

* `{"statement": n}`: killed before statement n of the migration;
* `{"seconds": s}`: killed from outside after this time;
* `{"bytes": b}`: no file may become larger than this;
* `{}`: left alone.

One process imports everything, and each child is a fork of it.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from kiosk.config import read_config
from kiosk.storage.database import Database
from kiosk.storage.errors import SchemaUpdateError
from kiosk.storage.schema_update import update_schema

REFUSED = 3


def count_statements(folder: Path, deadly: int | None) -> None:
    """Count what is executed; end this process before statement `deadly`."""
    done = [0]

    def count(*_arguments: Any) -> None:
        done[0] += 1
        if done[0] == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if deadly is None:
            (folder / "statements").write_text(str(done[0]))

    event.listen(Engine, "before_cursor_execute", count)
    # The commit counts as a statement too.
    event.listen(Engine, "commit", count)


def update(folder: Path, how: dict[str, Any]) -> int:
    """Update the data folder; return the exit status."""
    environment = {"KIOSK_DATA": str(folder), "KIOSK_DATABASE_URL": how.get("url", "")}
    config = read_config(environment)
    if "bytes" in how:
        resource.setrlimit(resource.RLIMIT_FSIZE, (how["bytes"], how["bytes"]))
    if "seconds" not in how and "bytes" not in how:
        count_statements(folder, how.get("statement"))
    try:
        update_schema(
            config,
            Database(config.database_address),
            makes_copy=how.get("makes_copy", True),
        )
    except SchemaUpdateError as error:
        print(error, flush=True)
        return REFUSED
    return 0


def watch(folder: Path) -> None:
    """Run one child to its end."""
    how = json.loads((folder / "how.json").read_text())
    child = os.fork()
    if child == 0:
        with (folder / "output.txt").open("w") as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os._exit(update(folder, how))
    if "seconds" in how:
        time.sleep(how["seconds"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    (folder / "ended.json").write_text(json.dumps(ended))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        watch(Path(name))
