"""Generate a handout, in the worker or from the command line."""

import logging
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.badges.actions import (
    issue_missing_badges,
    mark_printed,
    reissue_seedless_badges,
)
from kiosk.errors import N_
from kiosk.handouts.queries import PlannedHandout, plan_handout
from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    KINDS_WITH_BADGE,
    RECIPIENT_ROLES,
    HandoutKind,
    HandoutPlan,
    HandoutSpec,
)
from kiosk.meetings.queries import pin_mode
from kiosk.meetings.rules import PinMode
from kiosk.printing.generator import ProgressCallback
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Badges issued per transaction: some 10 ms in which nobody else can write.
BADGES_PER_TRANSACTION = 100
BATCH_PAUSE_SECONDS = 0.05
HANDOUT_NICE = 10
HANDOUT_LIMITS = ResourceLimits(
    memory=3_000_000_000, cpu_seconds=3600, file_bytes=2_000_000_000
)
HANDOUT_TIMEOUT_SECONDS = 3600.0
MAX_FILE_NAME_LENGTH = 80


class HandoutRefused(Exception):  # noqa: N818
    """The handout cannot be printed; `sentence` says why, untranslated."""

    def __init__(self, sentence: str) -> None:
        """Store the untranslated `sentence`."""
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class FinishedHandout:
    """A finished handout: file, number of people, number left out."""

    path: Path
    people: int
    left_out: int


@dataclass(frozen=True)
class HandoutOrder:
    """What to print, for which meeting, and the address on the badges."""

    meeting_id: int
    spec: HandoutSpec
    base: str
    by: str
    logo: Path | None = None


def issue_badges(store: Store, order: HandoutOrder, said: ProgressCallback) -> None:
    """Issue missing badges in batches, so that other writers are not blocked."""
    key, roles = store.config.server_key(), RECIPIENT_ROLES[order.spec.kind]
    renewing = (reissue_seedless_badges,) if order.spec.renew_old else ()
    for issue in (*renewing, issue_missing_badges):
        issued = BADGES_PER_TRANSACTION
        while issued == BADGES_PER_TRANSACTION:
            with store.unit_of_work(order.by) as work:
                issued = issue(
                    work,
                    key,
                    meeting_id=order.meeting_id,
                    roles=roles,
                    most=BADGES_PER_TRANSACTION,
                )
            # The total is not known yet: only a sign of life, which may cancel.
            said(0, 0)
            time.sleep(BATCH_PAUSE_SECONDS if issued == BADGES_PER_TRANSACTION else 0)


@contextmanager
def generate_handout(
    store: Store, sandbox: Sandbox, order: HandoutOrder, said: ProgressCallback
) -> Iterator[FinishedHandout]:
    """Yield the finished handout; its file is in the scratch folder.

    :raises HandoutRefused: there is nobody to print, the meeting prints no PINs, or the
        logo is not an image.
    :raises ValueError: the rendering process failed.
    :raises WorkerStopping: the worker is stopping.
    """
    if order.spec.kind in KINDS_WITH_BADGE:
        issue_badges(store, order, said)
    with store.read_session() as session:
        _check_pins(session, order)
        key = store.config.server_key()
        planned = plan_handout(session, key, order.meeting_id, order.spec, order.base)
    if not planned.member_ids:
        raise HandoutRefused(_nobody_sentence(planned, order.spec))
    store.files.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store.files.scratch) as name:
        folder = Path(name)
        path = _run_child(sandbox, planned.plan, order.logo, folder, said)
        if order.spec.kind is HandoutKind.BADGES:
            _mark_badges_printed(store, order, planned.member_ids)
        yield FinishedHandout(path, len(planned.member_ids), planned.left_out)


def _check_pins(session: Session, order: HandoutOrder) -> None:
    printed = pin_mode(session, order.meeting_id) is PinMode.PRINTED
    if order.spec.kind is HandoutKind.PINS and not printed:
        raise HandoutRefused(
            N_(
                "Hội nghị không dùng mã PIN in sẵn. Xin chọn “In sẵn” trong thông tin"
                " hội nghị."
            )
        )


def _nobody_sentence(planned: PlannedHandout, spec: HandoutSpec) -> str:
    if planned.left_out:
        return N_(
            "Thẻ của mọi người cấp từ trước nên không in lại được. Xin chọn “Cấp lại"
            " thẻ cấp từ trước” rồi tạo lại."
        )
    if spec.only_new:
        return N_("Mọi thẻ đều đã in. Bỏ chọn “Chỉ in thẻ chưa in” để in lại.")
    return N_("Danh sách chưa có ai để in.")


def _mark_badges_printed(
    store: Store, order: HandoutOrder, member_ids: list[int]
) -> None:
    for first in range(0, len(member_ids), BADGES_PER_TRANSACTION):
        with store.unit_of_work(order.by) as work:
            mark_printed(work, member_ids[first : first + BADGES_PER_TRANSACTION])
        time.sleep(BATCH_PAUSE_SECONDS)


def _run_child(
    sandbox: Sandbox,
    plan: HandoutPlan,
    logo: Path | None,
    folder: Path,
    said: ProgressCallback,
) -> Path:
    out = folder / "out"
    out.mkdir()
    # The folder is private (0700) and removed with everything in it.
    written = folder / "plan.json"
    written.write_bytes(msgspec.json.encode(plan))
    pictures = [logo] if logo and logo.is_file() else []
    run = SandboxCommand(
        [], (written, *pictures), (out,), HANDOUT_LIMITS, nice=HANDOUT_NICE
    )
    words = [str(written), str(out), *map(str, pictures)]
    deadline = time.monotonic() + HANDOUT_TIMEOUT_SECONDS
    with sandbox.start(python_command("kiosk.handouts.render", words, run)) as child:
        said(0, plan.total)
        for line in child.stdout or ():
            done, total = (int(word) for word in line.split())
            said(done, total)
            if time.monotonic() > deadline:
                raise ValueError("it took too long")
        sandbox.raise_if_stopping()
        status = child.wait()
    written.unlink()
    if status == BAD_LOGO_STATUS:
        raise HandoutRefused(
            N_("Biểu trưng không phải ảnh đọc được. Xin chọn ảnh khác.")
        )
    if status != 0:
        raise ValueError("the child that draws has failed")
    return _package(plan, out)


def _package(plan: HandoutPlan, out: Path) -> Path:
    """Return the only PDF, or a ZIP file with one PDF per site."""
    paths = [out / f"{number}.pdf" for number in range(len(plan.parts))]
    if not plan.spec.by_site:
        paths = paths[:1]
    if any(path.is_symlink() or not path.is_file() for path in paths):
        raise ValueError("the child that draws has left no file")
    if not plan.spec.by_site:
        return paths[0]
    archive = out.parent / "sites.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for number, (path, part) in enumerate(zip(paths, plan.parts, strict=True), 1):
            packed.write(path, _file_name(number, part.name))
    return archive


def _file_name(number: int, site: str) -> str:
    plain = "".join(c if c.isalnum() or c in " -.,()" else "-" for c in site).strip()
    return f"{number:03d} {plain[:MAX_FILE_NAME_LENGTH].strip() or 'Hội nghị'}.pdf"
