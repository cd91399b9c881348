"""`minutes`: write a meeting's minutes as PDF or DOCX, without the worker."""

import argparse
import shutil
from pathlib import Path

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.minutes.printing.export import MINUTES_PAPER, SUFFIXES, minutes_plan
from kiosk.official_papers.rules import PaperFamily
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Write the file, replacing an existing one; also while the server runs."""
    out = Path(arguments.out)
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in SUFFIXES:
        print_error(f"Tệp phải có đuôi .pdf hoặc .docx, không phải {out.name}.")
        return REFUSED_STATUS
    store, family = open_store(config), PaperFamily(arguments.family)
    try:
        update_schema(store.config, store.database)
        operator_actor(store, arguments.meeting)
        _write(store, arguments.meeting, family, out, suffix)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except ValueError:
        print_error("Không tạo được biên bản. Xin xem nhật ký.")
        return FAILED_STATUS
    except OSError as error:
        print_error(f"Không ghi được tệp {out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    print(f"{out}: biên bản của hội nghị {arguments.meeting}")
    return 0


def _write(
    store: Store, meeting_id: int, family: PaperFamily, out: Path, suffix: str
) -> None:
    plan = minutes_plan(store, meeting_id, family, (suffix,))
    sandbox = Sandbox(lower_priority=False)
    with make_files(store, sandbox, MINUTES_PAPER, plan, _ignore_progress) as made:
        part = out.with_name(f"{out.name}.part")
        shutil.copyfile(made.files[suffix], part)
        part.replace(out)


def _ignore_progress(_done: int, _total: int) -> None:
    """Nobody watches it: it takes seconds."""
