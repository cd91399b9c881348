"""Convert Office files to PDF with LibreOffice, in the sandbox with a fresh profile."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.documents.file_types import FILE_TYPES, MODERN_TYPES, FileType
from kiosk.documents.legacy_office import is_encrypted_office
from kiosk.errors import N_, Invalid
from kiosk.ingestion.child_protocol import read_result
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)

OFFICE_MEMORY_BYTES = 4_000_000_000
OFFICE_PROCESSES = 256

# Second line of defence after the sandbox: no macros, links or active content. Names as
# in LibreOffice's registry.
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
class ConversionLimit:
    """Limits of a LibreOffice run: its own work and its CPU limit, in seconds."""

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
    """Return the refusal of a file whose conversion takes too long."""
    return Invalid(
        N_(
            "Không chuyển được tệp này thành trang trong {seconds} giây. Xin lưu"
            " thành PDF rồi tải lên."
        ),
        code="too_slow",
        seconds=seconds,
    )


def rewrite_source(
    sandbox: Sandbox, source: Path, kind: FileType, folder: Path, seconds: float
) -> tuple[Path, list[str]]:
    """Rewrite an Office file for LibreOffice in `folder`; return its path and remarks.

    :raises KioskError: the file is refused.
    """
    target = folder / f"document.{FILE_TYPES[kind].extensions[0]}"
    end = sandbox.execute(
        python_command(
            "kiosk.ingestion.office.rewrite_child",
            [kind, str(source), str(target)],
            SandboxCommand(
                [],
                readable=(source,),
                writable=(folder,),
                limits=ResourceLimits(memory=OFFICE_MEMORY_BYTES),
                nice=5,
            ),
        ),
        seconds=seconds,
    )
    if end.output is None:
        raise too_slow(round(seconds)) if end.timed_out else _not_convertible()
    return target, read_result(end.output).remarks


def to_modern_format(
    sandbox: Sandbox, source: Path, kind: FileType, folder: Path, limit: ConversionLimit
) -> tuple[Path, FileType]:
    """Convert an Office 97–2003 or encrypted file to a modern type in `folder`.

    Only modern types can be rewritten (`rewrite_child`); they are left as they are.
    LibreOffice knows the default password of workbooks.

    :raises Invalid: LibreOffice cannot read it, or not within the limit.
    """
    if kind not in MODERN_TYPES and not is_encrypted_office(source):
        return source, kind
    workspace = folder / "old"
    workspace.mkdir()
    document = workspace / f"document.{FILE_TYPES[kind].extensions[0]}"
    shutil.copyfile(source, document)
    successor = MODERN_TYPES.get(kind, kind)
    return convert(sandbox, document, workspace, successor, limit), successor


def to_pdf(
    sandbox: Sandbox, document: Path, folder: Path, limit: ConversionLimit
) -> Path:
    """Convert `document` to PDF; both are inside `folder`.

    :raises Invalid: LibreOffice cannot, or not within the limit.
    """
    return convert(sandbox, document, folder, FileType.PDF, limit)


def convert(
    sandbox: Sandbox,
    document: Path,
    folder: Path,
    kind: FileType,
    limit: ConversionLimit,
) -> Path:
    """Convert `document` to `kind`; both are inside `folder`.

    :raises Invalid: LibreOffice cannot, or not within the limit.
    """
    extension = FILE_TYPES[kind].extensions[0]
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    out = folder / "converted"
    out.mkdir()
    end = sandbox.execute(
        SandboxCommand(
            [
                *("/usr/bin/soffice", "--headless", "--norestore", "--nologo"),
                *("--nodefault", "--nolockcheck"),
                f"-env:UserInstallation=file://{folder / 'profile'}",
                *("--convert-to", extension, "--outdir", str(out), str(document)),
            ],
            writable=(folder,),
            limits=ResourceLimits(
                memory=OFFICE_MEMORY_BYTES,
                cpu_seconds=limit.cpu_seconds,
                processes=OFFICE_PROCESSES,
            ),
            environment={"HOME": str(folder)},
            nice=5,
        ),
        seconds=limit.seconds,
    )
    result = out / f"{document.stem}.{extension}"
    # The program processed an untrusted file: its output may be a symbolic link.
    is_own = result.is_file() and not result.is_symlink()
    if is_own and result.stat().st_size:
        return result
    if end.timed_out:
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
