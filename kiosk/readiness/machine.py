"""Check the machine: disk, clock, external programs and fonts."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kiosk.errors import N_
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, Detail, bad, good, warn

GB = 1_000_000_000
MIN_FREE_DISK, RECOMMENDED_FREE_DISK = 2 * GB, 10 * GB
SOFFICE = Path("/usr/bin/soffice")
# Programs of the sandbox and of OCR, with their Debian packages.
PROGRAMS = {"bwrap": "bubblewrap", "tesseract": "tesseract-ocr"}
OFFICE_PARTS = {
    "libswlo.so": "libreoffice-writer-nogui",
    "libsclo.so": "libreoffice-calc-nogui",
    "libsdlo.so": "libreoffice-impress-nogui",
}
REQUIRED_FONTS = {
    "Liberation Serif": "fonts-liberation2",
    "Noto Sans": "fonts-noto-core",
    # Same widths as Calibri and Cambria, so that lines break as in Word.
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
}
_CLOCK_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
_TIMEX_BYTES = 512  # more than the kernel's struct on any machine
_SECONDS = 10


def check_disk(context: CheckContext) -> Iterator[CheckResult]:
    """Check the free space for documents, page images and the database."""
    free = shutil.disk_usage(context.config.data).free
    details: dict[str, Detail] = {
        "free": free // GB,
        "folder": str(context.config.data),
    }
    if free < MIN_FREE_DISK:
        yield bad(
            N_("Chỉ còn {free} GB trống cho {folder}."),
            N_("Xoá bớt tệp hoặc thêm đĩa trước khi tải tài liệu lên."),
            **details,
        )
    elif free < RECOMMENDED_FREE_DISK:
        yield warn(
            N_("Còn {free} GB trống cho {folder}."),
            N_("Đủ cho một hội nghị nhỏ. Xem lại nếu còn nhiều tài liệu cần tải."),
            **details,
        )
    else:
        yield good(N_("Còn {free} GB trống cho {folder}."), **details)


def clock_state() -> int:
    """Return the result of adjtimex(2); 5: not synchronised, below 0: unknown."""
    # `modes`, the first field, is 0: it only reads.
    timex = ctypes.create_string_buffer(_TIMEX_BYTES)
    return int(ctypes.CDLL(None).adjtimex(timex))


def check_clock(_context: CheckContext) -> Iterator[CheckResult]:
    """Check that the clock is synchronised; times in the minutes depend on it."""
    state = clock_state()
    if 0 <= state < _CLOCK_UNSYNCHRONISED:
        yield good(N_("Đồng hồ được chỉnh tự động (NTP)."))
    else:
        yield warn(
            N_("Đồng hồ của máy chủ không được chỉnh tự động."),
            N_(
                "Bật NTP (timedatectl set-ntp true) với máy chủ giờ trong mạng, hoặc so"
                " giờ bằng mắt trước hội nghị."
            ),
        )


def _missing_packages(languages: str) -> list[str]:
    missing = [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    parts = SOFFICE.resolve().parent
    missing += [
        package for part, package in OFFICE_PARTS.items() if not (parts / part).exists()
    ]
    if "tesseract-ocr" not in missing:
        known = _output("tesseract", "--list-langs").split()
        missing += [
            f"tesseract-ocr-{language}"
            for language in languages.split("+")
            if language not in known
        ]
    return missing


def check_programs(context: CheckContext) -> Iterator[CheckResult]:
    """Check for LibreOffice, Tesseract with its languages, and the sandbox."""
    languages = context.config.ocr_languages if context.config.ocr else ""
    missing = _missing_packages(languages or "osd")
    if missing:
        yield bad(
            N_("Thiếu chương trình: {packages}. Một số tài liệu sẽ không mở được."),
            "apt-get install {packages}",
            packages=" ".join(missing),
        )
    else:
        yield good(N_("LibreOffice, Tesseract và hộp cát đều có."))


def check_fonts(_context: CheckContext) -> Iterator[CheckResult]:
    """Check for fonts with all Vietnamese letters."""
    families = _output("fc-list", ":", "family")
    missing = [
        package for family, package in REQUIRED_FONTS.items() if family not in families
    ]
    if missing:
        yield bad(
            N_("Thiếu phông chữ tiếng Việt: {packages}."),
            "apt-get install {packages}",
            packages=" ".join(missing),
        )
    else:
        yield good(N_("Phông chữ tiếng Việt có đủ."))


def _output(*command: str) -> str:
    """Return what a program prints, nothing if it cannot be run."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
