"""Write the demo's files: `python -m kiosk.demo.files FOLDER [FILE…]`."""

import sys
from pathlib import Path

from kiosk.demo.files import FILE_WRITERS


def main() -> None:
    """Write the named files, or all of them, into the folder."""
    folder, *names = sys.argv[1:]
    for name in names or FILE_WRITERS:
        FILE_WRITERS[name](Path(folder) / name)


if __name__ == "__main__":
    main()
