"""A child that ends with its parent, even if the parent was killed with -9."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Ask Linux to send SIGTERM to this process when the process `parent` ends.

    It holds across `exec`. 0 asks for nothing.
    """
    if not parent:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # It may have ended before we asked.
    if os.getppid() != parent:
        sys.exit(0)
