"""Our server, with every Python allocation counted by source file.

`python bench/_census.py FILE`: on SIGUSR1 it writes the live bytes by source file to
FILE, as JSON. Slower and larger than the real server, so only used for the distribution
of memory, not for its size.
"""

import gc
import json
import runpy
import signal
import sys
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _write(target: Path) -> None:
    gc.collect()
    found: dict[str, int] = {}
    for line in tracemalloc.take_snapshot().statistics("filename"):
        name = line.traceback[0].filename
        found[name] = found.get(name, 0) + line.size
    draft = target.with_suffix(".new")
    draft.write_text(json.dumps(found))
    draft.replace(target)


if __name__ == "__main__":
    target = Path(sys.argv.pop())  # wsgi.py reads its own arguments
    signal.signal(signal.SIGUSR1, lambda *_: _write(target))
    tracemalloc.start(1)
    sys.path.insert(0, str(ROOT))
    path = str(ROOT / "wsgi.py")
    runpy.run_path(path, run_name="__main__")
