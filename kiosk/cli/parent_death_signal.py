"""End a child process with its parent, even if the parent is killed by SIGKILL."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Request SIGTERM from Linux when the process `parent` ends.

    It persists across `exec`. 0 requests nothing.
    """
    if not parent:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # It may have ended before the request.
    if os.getppid() != parent:
        sys.exit(0)
