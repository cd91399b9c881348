"""Making a handout, in the worker or on the keeper's command."""

import logging
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.badges.actions import (
    issue_missing_badges,
    mark_printed,
    reissue_old_badges,
)
from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.errors import N_
from kiosk.handouts.queries import Planned, plan_of
from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    ROLES_OF,
    WITH_BADGE,
    Kind,
    Plan,
    Wish,
)
from kiosk.meetings.queries import pin_mode
from kiosk.meetings.rules import PinMode
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# So many badges are issued in one change: some 10 ms, in which nobody else writes.
ISSUED_AT_ONCE = 100
PAUSE_SECONDS = 0.05
NICE = 10
LIMITS = Limits(memory=3_000_000_000, cpu_seconds=3600, file_bytes=2_000_000_000)
LONGEST_SECONDS = 3600.0
LONGEST_NAME = 80

# Hears how many people of how many are done; may raise to end it.
Said = Callable[[int, int], None]


class Refused(Exception):  # noqa: N818
    """It cannot be printed; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        """Keep the untranslated `sentence`."""
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Made:
    """A finished handout: its file, its people, and how many were left out."""

    path: Path
    people: int
    left_out: int


@dataclass(frozen=True)
class Order:
    """What is to be made, for whom, and with which address on the badges."""

    meeting_id: int
    wish: Wish
    base: str
    by: str
    logo: Path | None = None


def issue_missing(store: Store, order: Order, said: Said) -> None:
    """See that everybody who is printed has a badge; little by little."""
    key, roles = store.config.server_key(), ROLES_OF[order.wish.kind]
    renewing = (reissue_old_badges,) if order.wish.renew_old else ()
    for issue in (*renewing, issue_missing_badges):
        issued = ISSUED_AT_ONCE
        while issued == ISSUED_AT_ONCE:
            with store.work(order.by) as work:
                issued = issue(
                    work,
                    key,
                    meeting_id=order.meeting_id,
                    roles=roles,
                    most=ISSUED_AT_ONCE,
                )
            # Nobody knows yet of how many: that it goes on, and may be cancelled.
            said(0, 0)
            time.sleep(PAUSE_SECONDS if issued == ISSUED_AT_ONCE else 0)


@contextmanager
def made(store: Store, sandbox: Sandbox, order: Order, said: Said) -> Iterator[Made]:
    """Give the finished handout, which lies in the scratch folder meanwhile.

    :raises Refused: nobody is to be printed, the meeting prints no PINs, or the logo
        is no picture.
    :raises ValueError: the child that draws has failed.
    :raises Stopped: the worker is stopping.
    """
    if order.wish.kind in WITH_BADGE:
        issue_missing(store, order, said)
    with store.reading() as session:
        _check_pins(session, order)
        key = store.config.server_key()
        planned = plan_of(session, key, order.meeting_id, order.wish, order.base)
    if not planned.member_ids:
        raise Refused(_nobody(planned, order.wish))
    store.files.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store.files.scratch) as name:
        folder = Path(name)
        path = _draw(sandbox, planned.plan, order.logo, folder, said)
        if order.wish.kind is Kind.BADGES:
            _mark(store, order, planned.member_ids)
        yield Made(path, len(planned.member_ids), planned.left_out)


def _check_pins(session: Session, order: Order) -> None:
    printed = pin_mode(session, order.meeting_id) is PinMode.PRINTED
    if order.wish.kind is Kind.PINS and not printed:
        raise Refused(
            N_(
                "Hội nghị không dùng mã PIN in sẵn. Xin chọn “In sẵn” trong thông tin"
                " hội nghị."
            )
        )


def _nobody(planned: Planned, wish: Wish) -> str:
    if planned.left_out:
        return N_(
            "Thẻ của mọi người cấp từ trước nên không in lại được. Xin chọn “Cấp lại"
            " thẻ cấp từ trước” rồi tạo lại."
        )
    if wish.only_new:
        return N_("Mọi thẻ đều đã in. Bỏ chọn “Chỉ in thẻ chưa in” để in lại.")
    return N_("Danh sách chưa có ai để in.")


def _mark(store: Store, order: Order, member_ids: list[int]) -> None:
    for first in range(0, len(member_ids), ISSUED_AT_ONCE):
        with store.work(order.by) as work:
            mark_printed(work, member_ids[first : first + ISSUED_AT_ONCE])
        time.sleep(PAUSE_SECONDS)


def _draw(
    sandbox: Sandbox, plan: Plan, logo: Path | None, folder: Path, said: Said
) -> Path:
    out = folder / "out"
    out.mkdir()
    # The folder is ours alone (0700) and goes with everything in it.
    written = folder / "plan.json"
    written.write_bytes(msgspec.json.encode(plan))
    pictures = [logo] if logo and logo.is_file() else []
    run = Run([], (written, *pictures), (out,), LIMITS, nice=NICE)
    words = [str(written), str(out), *map(str, pictures)]
    deadline = time.monotonic() + LONGEST_SECONDS
    with sandbox.start(python_run("kiosk.handouts.draw", words, run)) as child:
        said(0, plan.total)
        for line in child.stdout or ():
            done, total = (int(word) for word in line.split())
            said(done, total)
            if time.monotonic() > deadline:
                raise ValueError("it took too long")
        sandbox.check()
        status = child.wait()
    written.unlink()
    if status == BAD_LOGO_STATUS:
        raise Refused(N_("Biểu trưng không phải ảnh đọc được. Xin chọn ảnh khác."))
    if status != 0:
        raise ValueError("the child that draws has failed")
    return _packed(plan, out)


def _packed(plan: Plan, out: Path) -> Path:
    """Return the one PDF, or a ZIP file with one for each site."""
    paths = [out / f"{number}.pdf" for number in range(len(plan.parts))]
    if not plan.wish.by_site:
        paths = paths[:1]
    if any(path.is_symlink() or not path.is_file() for path in paths):
        raise ValueError("the child that draws has left no file")
    if not plan.wish.by_site:
        return paths[0]
    archive = out.parent / "sites.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for number, (path, part) in enumerate(zip(paths, plan.parts, strict=True), 1):
            packed.write(path, _file_name(number, part.name))
    return archive


def _file_name(number: int, site: str) -> str:
    plain = "".join(c if c.isalnum() or c in " -.,()" else "-" for c in site).strip()
    return f"{number:03d} {plain[:LONGEST_NAME].strip() or 'Hội nghị'}.pdf"
