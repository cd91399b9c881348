"""Name in one line the code that a stack is running."""

import traceback
from pathlib import Path

import kiosk

FRAMES_SHOWN = 3
_PACKAGE = Path(kiosk.__file__).parent


def innermost_frames(stack: traceback.StackSummary) -> str:
    """Return the innermost frames of this package, or of any code without one."""
    own = [frame for frame in stack if _PACKAGE in Path(frame.filename).parents]
    return " < ".join(
        f"{frame.filename.removeprefix(f'{_PACKAGE.parent}/')}:{frame.lineno}"
        f" {frame.name}"
        for frame in reversed((own or stack)[-FRAMES_SHOWN:])
    )
