"""Command line of bubblewrap: which files a sandboxed program can see."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
# Library paths, alternatives, fonts, LibreOffice's settings.
_SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/etc/libreoffice",
)
PROBE_SECONDS = 10


def bubblewrap_arguments(
    readable: Iterable[Path], writable: Iterable[Path]
) -> list[str]:
    """Return bubblewrap's arguments for a sandbox with only these files and folders."""
    words = [
        # Absolute: the child's environment is empty and has no PATH.
        *(
            shutil.which("bwrap") or "bwrap",
            "--unshare-all",
            "--die-with-parent",
            "--new-session",
        ),
        *("--clearenv", "--ro-bind", "/usr", "/usr"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108
    ]
    for link in map(Path, _SYSTEM_LINKS):
        if link.is_symlink():
            words += ["--symlink", str(link.readlink()), str(link)]
        elif link.is_dir():
            words += ["--ro-bind", str(link), str(link)]
    for name in _SYSTEM_FILES:
        words += ["--ro-bind-try", name, name]
    for path in readable:
        words += ["--ro-bind", str(path), str(path)]
    for path in writable:
        words += ["--bind", str(path), str(path)]
    return words


def can_isolate() -> bool:
    """Tell whether bubblewrap is installed and may create namespaces."""
    if shutil.which("bwrap") is None:
        return False
    try:
        return (
            subprocess.run(
                [*bubblewrap_arguments((), ()), "--", "/usr/bin/true"],
                capture_output=True,
                timeout=PROBE_SECONDS,
                check=False,
            ).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False
