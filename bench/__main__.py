"""Measure by name: `python -m bench pageturn`, `ingest`, `images`."""

import importlib
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the measurement named first, or say which there are."""
    here = Path(__file__).parent
    known = sorted(p.stem for p in here.glob("*.py") if not p.stem.startswith("_"))
    if not arguments or arguments[0] not in known:
        print("usage: python -m bench {" + ",".join(known) + "} [options]")
        return 2
    module = importlib.import_module(f"bench.{arguments[0]}")
    return int(module.main(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
