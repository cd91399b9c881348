"""Office files into PDF: LibreOffice, alone in the sandbox, with a fresh profile."""

import shutil
from pathlib import Path

from kiosk.documents.kinds import FACTS, Kind
from kiosk.documents.sandbox import Limits, Run, Sandbox
from kiosk.errors import N_, Invalid

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
)


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


def to_pdf(
    sandbox: Sandbox,
    source: Path,
    kind: Kind,
    folder: Path,
    seconds: float,
    cpu_seconds: int,
) -> Path:
    """Return the PDF that LibreOffice makes of `source`, inside `folder`.

    :raises Invalid: it cannot, or not in `seconds`, of which cores may be busy with it
        for `cpu_seconds`.
    """
    # A copy, never a link: the room may write in this folder.
    extension = FACTS[kind].extensions[0]
    paper = Path(shutil.copyfile(source, folder / f"document.{extension}"))
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
                *("--convert-to", "pdf", "--outdir", str(out), str(paper)),
            ],
            writable=(folder,),
            limits=Limits(memory=MEMORY, cpu_seconds=cpu_seconds, processes=PROCESSES),
            environment={"HOME": str(folder)},
            nice=5,
        ),
        seconds=seconds,
    )
    result = out / "document.pdf"
    if result.is_file() and result.stat().st_size:
        return result
    if end.is_late:
        raise too_slow(round(seconds))
    raise Invalid(
        N_("LibreOffice không đọc được tệp này. Xin lưu thành PDF rồi tải lên."),
        code="not_convertible",
    )
