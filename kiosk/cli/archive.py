"""`archive`: write a scanned paper's archive file, whether or not a worker runs."""

import argparse
import shutil
from pathlib import Path

from kiosk.archive_files.export import ARCHIVE_FILE, archive_export_plan
from kiosk.archive_files.queries import archive_plan_for
from kiosk.cli.operator_identity import REFUSED_STATUS, operator_actor, print_error
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.migrate import migrate
from kiosk.storage.store import open_store

FAILED_STATUS = 1


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Make the file and write it; an older one of that name is replaced."""
    store, out = open_store(config), Path(arguments.out)
    try:
        migrate(store.database)
        operator_actor(store, arguments.meeting)
        with store.read_session() as session:
            plan = archive_plan_for(session, arguments.meeting, arguments.document)
        told = Progress("trang")
        sandbox, wanted = (
            Sandbox(lower_priority=False),
            archive_export_plan(store, plan),
        )
        with make_files(store, sandbox, ARCHIVE_FILE, wanted, told) as made:
            shutil.copyfile(made.files["pdf"], out)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except ValueError:
        print_error("Không tạo được bản lưu trữ. Xin xem nhật ký.")
        return FAILED_STATUS
    except OSError as error:
        print_error(f"Không ghi được tệp {out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    print(f"{out}: {len(plan.pages)} trang")
    return 0
