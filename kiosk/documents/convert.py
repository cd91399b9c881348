"""Office files into PDF: LibreOffice, alone in the sandbox, with a fresh profile."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.documents.child import Verdict
from kiosk.documents.kinds import FACTS, SUCCESSORS, Kind
from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.errors import N_, Invalid, KioskError

MEMORY = 4_000_000_000
PROCESSES = 256

# No macros, no links followed, no active content: the second wall, the room is the
# first. Names of settings as LibreOffice's registry has them.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportNotes", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportNotesInMargin", "false"),
)


@dataclass(frozen=True)
class OfficeLimit:
    """How long LibreOffice may work, and for how long cores may be busy with it."""

    seconds: float
    cpu_seconds: int


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}"'
        f' oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


def too_slow(seconds: int) -> Invalid:
    """Return the refusal of a file that takes too long to become pages."""
    return Invalid(
        N_(
            "Không chuyển được tệp này thành trang trong {seconds} giây. Xin lưu"
            " thành PDF rồi tải lên."
        ),
        code="too_slow",
        seconds=seconds,
    )


def prepare(
    sandbox: Sandbox, source: Path, kind: Kind, folder: Path, seconds: float
) -> tuple[Path, list[str]]:
    """Return the file as LibreOffice is to draw it, in `folder`, and what it had.

    :raises KioskError: it cannot be used.
    """
    target = folder / f"document.{FACTS[kind].extensions[0]}"
    end = sandbox.finish(
        python_run(
            "kiosk.documents.office_text.main",
            [kind, str(source), str(target)],
            Run(
                [],
                readable=(source,),
                writable=(folder,),
                limits=Limits(memory=MEMORY),
                nice=5,
            ),
        ),
        seconds=seconds,
    )
    if end.output is None:
        raise too_slow(round(seconds)) if end.is_late else _not_convertible()
    verdict = msgspec.json.decode(end.output, type=Verdict)
    if verdict.sentence:
        raise KioskError(verdict.sentence, code=verdict.code, **verdict.details)
    return target, verdict.remarks


def modernise(
    sandbox: Sandbox, source: Path, kind: Kind, folder: Path, limit: OfficeLimit
) -> tuple[Path, Kind]:
    """Return an Office 97–2003 file as a kind of today, inside `folder`; others as is.

    What it has besides its pages can then be looked for as in files of today.

    :raises Invalid: LibreOffice cannot read it, or not within the limit.
    """
    if kind not in SUCCESSORS:
        return source, kind
    place = folder / "old"
    place.mkdir()
    paper = place / f"document.{FACTS[kind].extensions[0]}"
    shutil.copyfile(source, paper)
    successor = SUCCESSORS[kind]
    return convert(sandbox, paper, place, successor, limit), successor


def to_pdf(sandbox: Sandbox, paper: Path, folder: Path, limit: OfficeLimit) -> Path:
    """Return the PDF that LibreOffice makes of `paper`; both are inside `folder`.

    :raises Invalid: it cannot, or not within the limit.
    """
    return convert(sandbox, paper, folder, Kind.PDF, limit)


def convert(
    sandbox: Sandbox, paper: Path, folder: Path, kind: Kind, limit: OfficeLimit
) -> Path:
    """Return what LibreOffice makes of `paper`; both are inside `folder`.

    :raises Invalid: it cannot, or not within the limit.
    """
    extension = FACTS[kind].extensions[0]
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    out = folder / "converted"
    out.mkdir()
    end = sandbox.finish(
        Run(
            [
                *("/usr/bin/soffice", "--headless", "--norestore", "--nologo"),
                *("--nodefault", "--nolockcheck"),
                f"-env:UserInstallation=file://{folder / 'profile'}",
                *("--convert-to", extension, "--outdir", str(out), str(paper)),
            ],
            writable=(folder,),
            limits=Limits(
                memory=MEMORY, cpu_seconds=limit.cpu_seconds, processes=PROCESSES
            ),
            environment={"HOME": str(folder)},
            nice=5,
        ),
        seconds=limit.seconds,
    )
    result = out / f"{paper.stem}.{extension}"
    # What a program that met a stranger's file wrote might lead elsewhere.
    is_own = result.is_file() and not result.is_symlink()
    if is_own and result.stat().st_size:
        return result
    if end.is_late:
        raise too_slow(round(limit.seconds))
    raise _not_convertible()


def _not_convertible() -> Invalid:
    return Invalid(
        N_(
            "LibreOffice không đọc được tệp này: tệp hỏng hoặc có mật khẩu. Xin mở"
            " bằng Word, Excel hoặc PowerPoint, lưu thành PDF rồi tải lên."
        ),
        code="not_convertible",
    )
